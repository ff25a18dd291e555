"""The tables of the record. What each row holds; `docs/record.md` shows how they hang together.

Days are ISO 8601 texts where people read them and proleptic ordinals where days are compared. Offsets are code points
into the report's text, as everywhere. The index of words (`sentence_words`) differs between SQLite and PostgreSQL and is
made by the migrations.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from sqlalchemy import Dialect, ForeignKey, Index, LargeBinary, MetaData, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# What neither database stores stands in private use while it lies there: lone surrogates, and the character NUL.
_UNSTORABLE = {0: 0x10F800, **{code: 0x10F000 + code - 0xD800 for code in range(0xD800, 0xE000)}}
_STORED = {private: code for code, private in _UNSTORABLE.items()}
_FIND_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FIND_STORED = re.compile("[\U0010f000-\U0010f800]")
# Events that are one with no other and that nobody has rejected. Written out, so that the database knows its indexes fit.
COUNTING = text("merged_into IS NULL AND review <> 'rejected'")
MERGED = text("merged_into IS NOT NULL")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class AnyText(TypeDecorator[str]):
    """Any text that Python holds, code point for code point."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text to what is stored."""
        if value is None or not _FIND_UNSTORABLE.search(value):
            return value
        return value.translate(_UNSTORABLE)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored to text."""
        if value is None or not _FIND_STORED.search(value):
            return value
        return value.translate(_STORED)


class Row(DeclarativeBase):
    """A row of any table; column types follow from the annotations."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: AnyText, bytes: LargeBinary}


def _of(column: str, index: bool = True) -> Any:
    """A reference whose row goes when the row it points to goes."""
    return mapped_column(ForeignKey(column, ondelete="CASCADE"), index=index)


class SourceRow(Row):
    """An outlet that publishes reports."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class ReportRow(Row):
    """One version of one report. `superseded_by` is null for the version that counts.

    `content` is a hash of the text, `coding` one of everything the coder said of it: a known pair changes nothing.
    """

    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(index=True)
    source: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    language: Mapped[str | None]
    published: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str | None]
    url: Mapped[str | None]
    text: Mapped[str | None]
    content: Mapped[str] = mapped_column(index=True)
    coding: Mapped[str]
    added: Mapped[str]
    superseded_by: Mapped[int | None] = _of("reports.id", index=False)
    # Those that count, in the order of their days.
    __table_args__ = (Index("ix_reports_newest", "superseded_by", "published"),)


class SentenceRow(Row):
    """A sentence of a report; its words stand in `reports.text`."""

    __tablename__ = "sentences"
    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = _of("reports.id")
    number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]


class EntityRow(Row):
    """An identity that appears in a role; `folded` is its name as it is searched."""

    __tablename__ = "entities"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    country: Mapped[str | None] = mapped_column(index=True)
    sector: Mapped[str | None] = mapped_column(index=True)
    folded: Mapped[str]


class EventRow(Row):
    """An event with its merged values. `created` counts up: of two events that merge the one with the lower number stays.

    `begins`..`ends` are the event's days, the day of its first report when it has no date; `place_folded` is what searches. A row with `merged_into` is
    only the old id of another event. `parties` is JSON: the merged actors, recipients and sources. `review` is open, judged
    or rejected, as `shapes.RecordedEvent` has it.
    """

    __tablename__ = "events"
    id: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[int] = mapped_column(unique=True)
    merged_into: Mapped[str | None] = _of("events.id", index=False)
    type: Mapped[str] = mapped_column(index=True)
    mode: Mapped[str | None]
    status: Mapped[str] = mapped_column(index=True)
    certainty: Mapped[str]
    date: Mapped[str | None]
    begins: Mapped[str | None] = mapped_column(index=True)
    ends: Mapped[str | None]
    first_seen: Mapped[str | None]
    last_seen: Mapped[str | None]
    place_folded: Mapped[str | None]
    place_name: Mapped[str | None]
    place_country: Mapped[str | None]
    place_latitude: Mapped[float | None]
    place_longitude: Mapped[float | None]
    place_geonames: Mapped[int | None]
    parties: Mapped[bytes]
    review: Mapped[str] = mapped_column(server_default="open")
    # What is still to be looked at, in the order of its days; and what counts, in each order in which it is shown.
    __table_args__ = (
        Index("ix_events_review", "review", "begins", "created"),
        # Few events are merged into others; an index of all would be taken for the way to those that are not.
        Index("ix_events_merged_into", "merged_into", sqlite_where=MERGED, postgresql_where=MERGED),
        # The last two are there so that counting reads the index alone.
        *(
            Index(
                f"ix_events_counting_{day}",
                day,
                "created",
                "merged_into",
                "review",
                sqlite_where=COUNTING,
                postgresql_where=COUNTING,
            )
            for day in ("begins", "first_seen", "last_seen")
        ),
    )


class DealingRow(Row):
    """What one country does to another in an event: a row of what relations are summed from, kept in step with the events.

    `quad` counts in `plover.QUADS`, `score` is the conflict-cooperation scale; days and review are those of the event. Events
    that PLOVER counts as none, or that have no day, have no row.
    """

    __tablename__ = "dealings"
    event: Mapped[str] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    begins: Mapped[str]
    ends: Mapped[str]
    review: Mapped[str]
    quad: Mapped[int]
    score: Mapped[float]
    # Everything that sums need, pair by pair: they are read from the index alone.
    __table_args__ = (
        Index("ix_dealings_pair", "actor", "recipient", "begins", "ends", "review", "quad", "score"),
        {"sqlite_with_rowid": False},
    )


class TellingRow(Row):
    """What one report tells of one happening: the unit that is merged. `told` is a `tellings.Telling` as JSON.

    `rank` orders tellings the same way in every record. `unit` is the telling that speaks for all that a hand has joined
    with it, `founder` the unit that the event begins with, `day` the day of publication (ordinal, 0 if unknown).
    """

    __tablename__ = "tellings"
    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = _of("reports.id")
    rank: Mapped[str]
    day: Mapped[int]
    unit: Mapped[int] = mapped_column(index=True)
    founder: Mapped[int | None] = mapped_column(index=True)
    event: Mapped[str | None] = mapped_column(ForeignKey("events.id"), index=True)
    told: Mapped[bytes]


class TellingKeyRow(Row):
    """Where to look for tellings of the same happening: its type with a party, and the days on which it may have been."""

    __tablename__ = "telling_keys"
    key: Mapped[str] = mapped_column(primary_key=True)
    reach: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True)
    telling: Mapped[int] = mapped_column(
        ForeignKey("tellings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    last: Mapped[int]
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class LinkRow(Row):
    """Two tellings that speak for one happening, in both directions, and how much they do (`likeness.py`)."""

    __tablename__ = "links"
    one: Mapped[int] = mapped_column(ForeignKey("tellings.id", ondelete="CASCADE"), primary_key=True)
    other: Mapped[int] = mapped_column(
        ForeignKey("tellings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    score: Mapped[float]
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class MergeRow(Row):
    """Why a telling was counted in: the telling it is most like, the score, and the parts of the score in words."""

    __tablename__ = "merges"
    telling: Mapped[int] = mapped_column(ForeignKey("tellings.id", ondelete="CASCADE"), primary_key=True)
    joined: Mapped[int] = _of("tellings.id")
    score: Mapped[float]
    reason: Mapped[str]


class MentionRow(Row):
    """A mention as it stands. `coded_event` is the number of the event that the coder put it in, within its report.

    `telling` is null in versions of reports that no longer count. `review` is the latest verdict of a person, and `coded`
    (JSON, `judging.MentionValues`) what the coder said where a person says otherwise; both null while nobody has looked.
    """

    __tablename__ = "mentions"
    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = _of("reports.id")
    coded_event: Mapped[int]
    telling: Mapped[int | None] = mapped_column(ForeignKey("tellings.id", ondelete="SET NULL"), index=True)
    sentence: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    trigger: Mapped[str]
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    type: Mapped[str]
    mode: Mapped[str | None]
    status: Mapped[str]
    certainty: Mapped[str]
    date: Mapped[str | None]
    place_name: Mapped[str | None]
    place_country: Mapped[str | None]
    place_latitude: Mapped[float | None]
    place_longitude: Mapped[float | None]
    place_geonames: Mapped[int | None]
    review: Mapped[str | None] = mapped_column(index=True)
    coded: Mapped[str | None]


class StatementRow(Row):
    """A statement as it stands; `spans` is JSON, `review` and `coded` are as for mentions (`judging.StatementValues`)."""

    __tablename__ = "statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = _of("reports.id")
    kind: Mapped[str]
    cue: Mapped[str | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    start: Mapped[int]
    end: Mapped[int]
    spans: Mapped[str]
    text: Mapped[str]
    date: Mapped[str | None]
    review: Mapped[str | None] = mapped_column(index=True)
    coded: Mapped[str | None]


class RoleRow(Row):
    """Who stands where: actor, recipient or source of a mention; speaker, cospeaker, addressee or relay of a statement.

    `position` counts within a role; sources stand outermost first.
    """

    __tablename__ = "roles"
    id: Mapped[int] = mapped_column(primary_key=True)
    mention: Mapped[int | None] = _of("mentions.id")
    statement: Mapped[int | None] = _of("statements.id")
    role: Mapped[str]
    position: Mapped[int]
    entity: Mapped[int] = mapped_column(ForeignKey("entities.id"))
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    # Questions for somebody read this index alone.
    __table_args__ = (Index("ix_roles_entity", "entity", "role", "mention", "statement"),)


class EditRow(Row):
    """A decision by hand.

    `merge`: its mentions are one happening; `split`: those of side 1 are another one; `accept`, `reject`, `change`: its
    mentions or statements are right, wrong, or right with `changes` (JSON, as they were asked for).
    """

    __tablename__ = "edits"
    id: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[str]
    author: Mapped[str | None]
    action: Mapped[str]
    comment: Mapped[str | None]
    changes: Mapped[str | None]


class EditedMentionRow(Row):
    """A mention that an edit speaks of, by its words: the edit outlives a new coding and a corrected text.

    `mention` is null while no mention of the record has these words. `values` (JSON) are those that an `accept` or a
    `change` holds to be right, whatever a new coding says.
    """

    __tablename__ = "edited_mentions"
    id: Mapped[int] = mapped_column(primary_key=True)
    edit: Mapped[int] = _of("edits.id")
    side: Mapped[int]
    source: Mapped[str | None]
    document: Mapped[str] = mapped_column(index=True)
    trigger: Mapped[str]
    trigger_start: Mapped[int]
    quote: Mapped[str]
    mention: Mapped[int | None] = mapped_column(ForeignKey("mentions.id", ondelete="SET NULL"), index=True)
    values: Mapped[str | None]


class EditedStatementRow(Row):
    """A statement that an edit speaks of, by its words; `values` as for mentions."""

    __tablename__ = "edited_statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    edit: Mapped[int] = _of("edits.id")
    source: Mapped[str | None]
    document: Mapped[str] = mapped_column(index=True)
    start: Mapped[int]
    text: Mapped[str]
    statement: Mapped[int | None] = mapped_column(
        ForeignKey("statements.id", ondelete="SET NULL"), index=True
    )
    values: Mapped[str | None]
