"""Run by Alembic: migrates the connection that `opening.migrate` hands over."""

from __future__ import annotations

from alembic import context

from aktenlage.record.models import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
context.run_migrations()
