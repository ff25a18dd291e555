"""What people say of mentions and statements: accepted, rejected, changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("review", sa.Text(), nullable=False, server_default="open"))
    op.create_index(op.f("ix_events_review"), "events", ["review", "begins", "created"], unique=False)
    for table in ("mentions", "statements"):
        op.add_column(table, sa.Column("review", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("coded", sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_{table}_review"), table, ["review"], unique=False)
    op.add_column("edits", sa.Column("comment", sa.Text(), nullable=True))
    op.add_column("edits", sa.Column("changes", sa.Text(), nullable=True))
    op.add_column("edited_mentions", sa.Column("values", sa.Text(), nullable=True))
    op.create_table(
        "edited_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("values", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edit"], ["edits.id"], name=op.f("fk_edited_statements_edit"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"],
            ["statements.id"],
            name=op.f("fk_edited_statements_statement"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edited_statements")),
    )
    for column in ("document", "edit", "statement"):
        op.create_index(op.f(f"ix_edited_statements_{column}"), "edited_statements", [column], unique=False)
