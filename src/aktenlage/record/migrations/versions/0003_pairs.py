"""Indexes for the newest events and reports and for who stands in a role; which country did something to which, by event."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# As they were when this was written: a migration outlives the code around it.
SYMMETRIC = {"CONSULT", "COOPERATE", "AGREE", "ASSAULT", "SUPPORT"}
PARCEL = 10_000


def upgrade() -> None:
    op.drop_index("ix_events_merged_into", table_name="events")
    op.create_index("ix_events_newest", "events", ["merged_into", "begins", "created"])
    op.drop_index("ix_reports_superseded_by", table_name="reports")
    op.create_index("ix_reports_newest", "reports", ["superseded_by", "published"])
    op.drop_index("ix_roles_entity", table_name="roles")
    op.create_index("ix_roles_entity", "roles", ["entity", "role", "mention", "statement"])
    pairs = op.create_table(
        "event_pairs",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event"], ["events.id"], name=op.f("fk_event_pairs_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event", "actor", "recipient", name=op.f("pk_event_pairs")),
        sqlite_with_rowid=False,
    )
    told = op.get_bind().execute(sa.text("SELECT id, type, parties FROM events WHERE merged_into IS NULL"))
    while parcel := told.fetchmany(PARCEL):
        rows = [
            {"event": id_, "actor": actor, "recipient": recipient}
            for id_, type_, parties in parcel
            for actor, recipient in _pairs(type_, parties)
        ]
        if rows:
            op.bulk_insert(pairs, rows)


def _pairs(type_: str, parties: bytes) -> Iterator[tuple[str, str]]:
    actors, recipients, _ = (
        {e["country"] for e in role if e.get("country")} for role in msgspec.json.decode(parties)
    )
    others = recipients | actors if type_ in SYMMETRIC else recipients
    yield from ((actor, other) for actor in actors for other in others if actor != other)
