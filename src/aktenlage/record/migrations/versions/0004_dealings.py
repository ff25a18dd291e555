"""Pairs of countries with days and scores, so that relations are summed from one index; events that count in indexes of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aktenlage.record.dealings import fill

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dealings",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("begins", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("quad", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_dealings_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "actor", "recipient", name=op.f("pk_dealings")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_dealings_pair"),
        "dealings",
        ["actor", "recipient", "begins", "ends", "review", "quad", "score"],
        unique=False,
    )
    fill(op.get_bind())
    op.drop_table("event_pairs")
    op.drop_index("ix_events_newest", "events")
    op.create_index(
        op.f("ix_events_merged_into"),
        "events",
        ["merged_into"],
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    for column in ("begins", "first_seen", "last_seen"):
        op.create_index(
            op.f(f"ix_events_counting_{column}"),
            "events",
            [column, "created", "merged_into", "review"],
            sqlite_where=sa.text("merged_into IS NULL AND review <> 'rejected'"),
            postgresql_where=sa.text("merged_into IS NULL AND review <> 'rejected'"),
        )
