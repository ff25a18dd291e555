"""What people have decided: these mentions are one happening, those are another, this one is right or wrong (`judging.py`).

An edit names its mentions by their words (report, trigger, sentence), so it outlives a new coding of the report and, where
the sentence is still there, a corrected text. Where two edits speak of the same two mentions, the later one holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from aktenlage.record.models import (
    EditedMentionRow,
    EditedStatementRow,
    EditRow,
    MentionRow,
    ReportRow,
    SourceRow,
    TellingRow,
)
from aktenlage.shapes import RecordedMention, Statement

TOGETHER, APART = "together", "apart"


@dataclass(slots=True)
class Hand:
    """All decisions, by mention and by telling: edit -> (action, sides on which it stands there)."""

    by_mention: dict[int, dict[int, tuple[str, set[int]]]] = field(default_factory=dict)
    by_telling: dict[int, dict[int, tuple[str, set[int]]]] = field(default_factory=dict)
    # Units of more than one telling.
    joined: set[int] = field(default_factory=set)

    def between(self, one: int, other: int) -> str | None:
        """TOGETHER, APART or None for two tellings."""
        return _verdict(self.by_telling.get(one), self.by_telling.get(other))

    def parts(self, mentions: Sequence[int]) -> list[list[int]]:
        """Mentions that the coder counts as one event, in the parts that people have made of them."""
        parts: list[list[int]] = []
        for mention in mentions:
            mine = self.by_mention.get(mention)
            home = next(
                (
                    part
                    for part in parts
                    if all(_verdict(mine, self.by_mention.get(other)) != APART for other in part)
                ),
                None,
            )
            if home is None:
                parts.append([mention])
            else:
                home.append(mention)
        return parts

    def units(self, ranks: dict[int, str]) -> dict[int, int]:
        """Telling -> the telling of lowest rank that it is joined with. `ranks` holds every telling with a decision."""
        groups = {telling: [telling] for telling in ranks}
        pairs = []
        order = sorted(ranks, key=ranks.__getitem__)
        for number, one in enumerate(order):
            for other in order[number + 1 :]:
                shared = self.by_telling[one].keys() & self.by_telling[other].keys()
                if shared and self.between(one, other) == TOGETHER:
                    pairs.append((-max(shared), ranks[one], ranks[other], one, other))
        # The latest decisions first: what they join, an earlier one cannot stretch across a later split.
        for *_, one, other in sorted(pairs):
            mine, theirs = groups[one], groups[other]
            if mine is not theirs and all(self.between(a, b) != APART for a in mine for b in theirs):
                mine += theirs
                for telling in theirs:
                    groups[telling] = mine
        return {telling: min(group, key=ranks.__getitem__) for telling, group in groups.items()}


_DECISIONS = (
    select(EditRow.id, EditRow.action, EditedMentionRow.side, MentionRow.id, MentionRow.telling)
    .join(EditedMentionRow, EditedMentionRow.edit == EditRow.id)
    .join(MentionRow, MentionRow.id == EditedMentionRow.mention)
    .where(EditRow.action.in_(("merge", "split")))
)
_OF_DOCUMENT = select(
    EditedMentionRow.id, EditedMentionRow.source, EditedMentionRow.trigger, EditedMentionRow.trigger_start,
    EditedMentionRow.quote,
).where(EditedMentionRow.document == bindparam("document"))  # fmt: skip
_SAID_IN = select(
    EditedStatementRow.id, EditedStatementRow.source, EditedStatementRow.text, EditedStatementRow.start
).where(EditedStatementRow.document == bindparam("document"))


def hand(connection: Connection) -> Hand:
    """All decisions on the mentions that the record now holds."""
    found = Hand()
    for edit, action, side, mention, telling in connection.execute(_DECISIONS):
        _note(found.by_mention, mention, edit, action, side)
        if telling is not None:
            _note(found.by_telling, telling, edit, action, side)
    if found.by_telling:
        unit_sizes = (
            select(TellingRow.unit)
            .where(TellingRow.id.in_(found.by_telling))
            .group_by(TellingRow.unit)
            .having(func.count() > 1)
        )
        found.joined = set(connection.execute(unit_sizes).scalars())
    return found


def begin(
    connection: Connection, action: str, author: str | None, comment: str | None, changes: str | None
) -> int:
    """Writes an edit down that speaks of nothing yet. Returns its number."""
    edit = (connection.execute(select(func.max(EditRow.id))).scalar() or 0) + 1
    row = {
        "id": edit,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "author": author,
        "action": action,
    }
    connection.execute(insert(EditRow).values(**row, comment=comment, changes=changes))
    return edit


def note(
    connection: Connection,
    action: str,
    author: str | None,
    sides: Sequence[Iterable[int]],
    comment: str | None = None,
    changes: str | None = None,
    values: Mapping[int, str] = MappingProxyType({}),
) -> int:
    """Writes an edit down; `sides` are mention ids, `values` what it says of each. Returns its number."""
    edit = begin(connection, action, author, comment, changes)
    for side, mentions in enumerate(sides):
        rows = connection.execute(
            select(
                MentionRow.id, MentionRow.trigger, MentionRow.trigger_start, MentionRow.start, MentionRow.end,
                ReportRow.document, ReportRow.text, SourceRow.name,
            )
            .join(ReportRow, ReportRow.id == MentionRow.report)
            .outerjoin(SourceRow, SourceRow.id == ReportRow.source)
            .where(MentionRow.id.in_(list(mentions)))
        ).all()  # fmt: skip
        connection.execute(
            insert(EditedMentionRow),
            [
                {
                    "edit": edit, "side": side, "source": row.name, "document": row.document, "mention": row.id,
                    "trigger": row.trigger, "trigger_start": row.trigger_start,
                    "quote": (row.text or "")[row.start : row.end], "values": values.get(row.id),
                }
                for row in rows
            ],
        )  # fmt: skip
    return edit


class Edit(msgspec.Struct, kw_only=True):
    """A decision by hand: `merge`, `split`, `accept`, `reject` or `change`, when (ISO 8601, UTC), by whom and why.

    `changes` are the values it asked for. It speaks of so many `mentions` or `statements`, of these `reports` (document ids);
    `events` are those that its mentions stand in now.
    """

    id: int
    action: str
    made: str
    author: str | None
    comment: str | None
    changes: dict[str, Any]
    mentions: int
    statements: int
    events: list[str]
    reports: list[str]


def listed(connection: Connection, limit: int, author: str | None = None) -> list[Edit]:
    """The latest decisions, the last one first; of one author, if given."""
    query = select(*EditRow.__table__.c).order_by(EditRow.id.desc()).limit(limit)
    rows = connection.execute(query if author is None else query.where(EditRow.author == author)).all()
    events: dict[int, dict[str, None]] = {row.id: {} for row in rows}
    reports: dict[int, dict[str, None]] = {row.id: {} for row in rows}
    counts: Counter[int] = Counter()
    said: Counter[int] = Counter()
    told = (
        select(EditedMentionRow.edit, TellingRow.event, EditedMentionRow.document)
        .outerjoin(MentionRow, MentionRow.id == EditedMentionRow.mention)
        .outerjoin(TellingRow, TellingRow.id == MentionRow.telling)
        .where(EditedMentionRow.edit.in_(events))
        .order_by(EditedMentionRow.id)
    )
    for edit, event, document in connection.execute(told):
        counts[edit] += 1
        reports[edit][document] = None
        if event is not None:
            events[edit][event] = None
    stated = select(EditedStatementRow.edit, EditedStatementRow.document)
    for edit, document in connection.execute(stated.where(EditedStatementRow.edit.in_(events))):
        said[edit] += 1
        reports[edit][document] = None
    return [
        Edit(
            id=row.id, action=row.action, made=row.made, author=row.author, comment=row.comment,
            changes=json.loads(row.changes or "{}"), mentions=counts[row.id], statements=said[row.id],
            events=list(events[row.id]), reports=list(reports[row.id]),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a decision spoke of, by row ids: mentions, statements, and the reports of the mentions."""

    mentions: list[int]
    statements: list[int]
    reports: list[int]


def forget(connection: Connection, edit: int) -> Spoken | None:
    """Takes a decision back. Returns what it spoke of, None if there is no such decision."""
    if connection.execute(select(EditRow.id).where(EditRow.id == edit)).scalar() is None:
        return None
    rows = connection.execute(
        select(MentionRow.id, MentionRow.report)
        .join(EditedMentionRow, EditedMentionRow.mention == MentionRow.id)
        .where(EditedMentionRow.edit == edit)
    ).all()
    said = select(EditedStatementRow.statement).where(
        EditedStatementRow.edit == edit, EditedStatementRow.statement.is_not(None)
    )
    spoken = Spoken(
        mentions=sorted({row.id for row in rows}),
        statements=sorted(id_ for id_ in connection.execute(said).scalars() if id_ is not None),
        reports=sorted({row.report for row in rows}),
    )
    connection.execute(delete(EditRow).where(EditRow.id == edit))
    return spoken


def find_again(
    connection: Connection, source: str | None, document: str, mentions: Sequence[RecordedMention]
) -> dict[int, int]:
    """Edited mention (row id) -> mention of a new coding of its report: at the same place, or in the same sentence."""
    found: dict[int, int] = {}
    for row in connection.execute(_OF_DOCUMENT, {"document": document}):
        if row.source != source:
            continue
        same = [m for m in mentions if m.trigger.text == row.trigger]
        here = [m for m in same if m.trigger.start == row.trigger_start and m.quote == row.quote]
        here = here or [m for m in same if row.quote and m.quote == row.quote]
        if here:
            found[row.id] = here[0].id
    return found


def statements_again(
    connection: Connection, source: str | None, document: str, statements: Mapping[int, Statement]
) -> dict[int, int]:
    """Edited statement (row id) -> statement (row id) of a new coding of its report: the same words, there or elsewhere."""
    found: dict[int, int] = {}
    for row in connection.execute(_SAID_IN, {"document": document}):
        if row.source != source:
            continue
        same = [(id_, s.start) for id_, s in statements.items() if s.text == row.text]
        if same:
            found[row.id] = min(same, key=lambda pair: (pair[1] != row.start, pair[1]))[0]
    return found


def point_statements(connection: Connection, found: dict[int, int]) -> None:
    """Lets edited statements point to their new statements."""
    for row, statement in found.items():
        connection.execute(
            update(EditedStatementRow).where(EditedStatementRow.id == row).values(statement=statement)
        )


def point(connection: Connection, found: dict[int, int]) -> None:
    """Lets edited mentions point to their new mentions."""
    for row, mention in found.items():
        connection.execute(update(EditedMentionRow).where(EditedMentionRow.id == row).values(mention=mention))


def _note(
    table: dict[int, dict[int, tuple[str, set[int]]]], key: int, edit: int, action: str, side: int
) -> None:
    table.setdefault(key, {}).setdefault(edit, (action, set()))[1].add(side)


def _verdict(
    one: dict[int, tuple[str, set[int]]] | None, other: dict[int, tuple[str, set[int]]] | None
) -> str | None:
    if not one or not other:
        return None
    for edit in sorted(one.keys() & other.keys(), reverse=True):
        action, mine = one[edit]
        theirs = other[edit][1]
        if action == "merge":
            return TOGETHER
        if mine.isdisjoint(theirs):
            return APART
        if 1 in mine & theirs:
            return TOGETHER
    return None
