"""Is it right what the coder says? Accepted, rejected or changed by people, mention by mention and statement by statement.

What is accepted or changed holds the values that were shown then, whatever a new coding says; what the coder said is kept
beside them (`coded`) and comes back when the last edit that says otherwise is taken back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from aktenlage.coding import plover
from aktenlage.coding.days import days
from aktenlage.record import edits, named, reading
from aktenlage.record.asking import KINDS
from aktenlage.record.events import place_columns
from aktenlage.record.faults import RecordFault
from aktenlage.record.models import (
    EditedMentionRow,
    EditedStatementRow,
    EditRow,
    MentionRow,
    ReportRow,
    RoleRow,
    SourceRow,
    StatementRow,
)
from aktenlage.record.numbers import Free, Numbers, put
from aktenlage.record.verdicts import VERDICTS, MentionValues, StatementValues, stored, values_of, written
from aktenlage.shapes import Entity, RecordedMention, RecordedStatement

T = TypeVar("T")
_ALLOWED = {"type": plover.TYPES, "status": plover.STATUSES, "certainty": plover.CERTAINTIES, "kind": KINDS}
_ROLES = {"actors": "actor", "recipients": "recipient", "sources": "source"}
_VOICES = {"speaker": "speaker", "cospeakers": "cospeaker", "addressees": "addressee", "relay": "relay"}


def judge_mentions(
    connection: Connection,
    action: str,
    mentions: Sequence[RecordedMention],
    changes: Mapping[str, Any],
    author: str | None,
    comment: str | None,
) -> None:
    """Notes what somebody says of mentions. `changes`: field -> value, parties and places as they are written in gold.

    Raises RecordFault for a value that cannot be.
    """
    _known(action, changes, MentionValues)
    values = {}
    for mention in mentions if action != "reject" else ():
        new = values_of(mention, MentionValues)
        for field, said in changes.items():
            setattr(new, field, _mention_value(connection, field, said, mention))
        if "mode" not in changes and new.mode not in plover.MODES[new.type]:
            new.mode = None
        if new.mode is not None and new.mode not in plover.MODES[new.type]:
            allowed = ", ".join(plover.MODES[new.type]) or "none"
            raise RecordFault(
                "no-value", "the edit", name=f"mode of {new.type}", why=new.mode, allowed=allowed
            )
        values[mention.id] = written(new)
    sides = [[mention.id for mention in mentions]]
    asked = json.dumps(dict(changes)) if changes else None
    edits.note(connection, action, author, sides, comment or None, asked, values)


def judge_statement(
    connection: Connection,
    action: str,
    row: int,
    statement: RecordedStatement,
    changes: Mapping[str, Any],
    author: str | None,
    comment: str | None,
) -> None:
    """Notes what somebody says of a statement, as for mentions."""
    _known(action, changes, StatementValues)
    new = values_of(statement, StatementValues)
    for field, said in changes.items():
        setattr(new, field, _statement_value(connection, field, said, statement))
    asked = json.dumps(dict(changes)) if changes else None
    edit = edits.begin(connection, action, author, comment or None, asked)
    source = (
        select(SourceRow.name)
        .join(ReportRow, ReportRow.source == SourceRow.id)
        .join(StatementRow, StatementRow.report == ReportRow.id)
        .where(StatementRow.id == row)
    )
    connection.execute(
        insert(EditedStatementRow).values(
            edit=edit, source=connection.execute(source).scalar(), document=statement.report, start=statement.start,
            text=statement.text, statement=row, values=None if action == "reject" else written(new),
        )
    )  # fmt: skip


def apply_to_mentions(connection: Connection, ids: Collection[int], numbers: Numbers) -> None:
    """Brings mentions to what the edits on them say; those that no edit speaks of are as coded again."""
    held: dict[int, list[Any]] = {}
    for row in connection.execute(
        select(
            EditedMentionRow.mention, EditRow.action, EditedMentionRow.values, EditedMentionRow.trigger_start
        )
        .join(EditRow, EditRow.id == EditedMentionRow.edit)
        .where(EditedMentionRow.mention.in_(ids), EditRow.action.in_(VERDICTS))
        .order_by(EditRow.id)
    ):
        held.setdefault(row.mention, []).append(row)
    for row, mention in reading.mentions(connection, MentionRow.id.in_(ids)):
        coded = stored(row.coded, MentionValues) or values_of(mention, MentionValues)
        verdict, said = _latest(held.get(row.id, []), MentionValues)
        if said is not None:
            new, edit = said
            for role in _ROLES:
                moved = [
                    _moved(e, mention.trigger.start - edit.trigger_start, mention.quote, mention.start)
                    for e in getattr(new, role)
                ]
                setattr(new, role, moved)
        else:
            new = coded
        if new != values_of(mention, MentionValues):
            roles = [(_ROLES[field], getattr(new, field)) for field in _ROLES]
            _put_roles(connection, RoleRow.mention, row.id, roles, numbers)
        connection.execute(
            update(MentionRow)
            .where(MentionRow.id == row.id)
            .values(
                type=new.type, mode=new.mode, status=new.status, certainty=new.certainty, date=new.date,
                **place_columns(new.place), review=verdict, coded=None if new == coded else written(coded),
            )
        )  # fmt: skip


def apply_to_statements(connection: Connection, ids: Sequence[int], numbers: Numbers) -> None:
    """Brings statements to what the edits on them say."""
    held: dict[int, list[Any]] = {}
    for row in connection.execute(
        select(
            EditedStatementRow.statement, EditRow.action, EditedStatementRow.values, EditedStatementRow.start
        )
        .join(EditRow, EditRow.id == EditedStatementRow.edit)
        .where(EditedStatementRow.statement.in_(ids), EditRow.action.in_(VERDICTS))
        .order_by(EditRow.id)
    ):
        held.setdefault(row.statement, []).append(row)
    then = connection.execute(select(StatementRow.id, StatementRow.coded).where(StatementRow.id.in_(ids)))
    coded_then: dict[int, str | None] = {row.id: row.coded for row in then}
    told = reading.statements_by_id(connection, ids)
    for id_, statement in told.items():
        coded = stored(coded_then[id_], StatementValues) or values_of(statement, StatementValues)
        verdict, said = _latest(held.get(id_, []), StatementValues)
        if said is not None:
            new, edit = said
            for field in _VOICES:
                people = _listed(getattr(new, field))
                moved = [_moved(e, statement.start - edit.start, "", statement.start) for e in people]
                setattr(
                    new, field, moved if isinstance(getattr(new, field), list) else next(iter(moved), None)
                )
        else:
            new = coded
        if new != values_of(statement, StatementValues):
            roles = [(_VOICES[field], _listed(getattr(new, field))) for field in _VOICES]
            _put_roles(connection, RoleRow.statement, id_, roles, numbers)
        connection.execute(
            update(StatementRow)
            .where(StatementRow.id == id_)
            .values(kind=new.kind, review=verdict, coded=None if new == coded else written(coded))
        )


def _known(action: str, changes: Mapping[str, Any], shape: type[Any]) -> None:
    if action not in VERDICTS:
        raise RecordFault("no-value", "the edit", name="action", why=action, allowed=", ".join(VERDICTS))
    fields = shape.__struct_fields__
    for field, value in changes.items():
        if field not in fields:
            raise RecordFault("no-value", "the edit", name="field", why=field, allowed=", ".join(fields))
        if field in _ALLOWED and value not in _ALLOWED[field]:
            raise RecordFault(
                "no-value", "the edit", name=field, why=value, allowed=", ".join(_ALLOWED[field])
            )
    if (action == "change") != bool(changes):
        raise RecordFault("no-change" if action == "change" else "no-value", "the edit", name="change",
                          why=", ".join(changes), allowed=f"none with {action}")  # fmt: skip


def _mention_value(connection: Connection, field: str, said: Any, mention: RecordedMention) -> Any:
    if field in _ROLES:
        known = [*mention.actors, *mention.recipients, *mention.sources]
        return [named.entity(connection, who, known, mention.quote, mention.start) for who in said]
    if field == "place":
        return named.place(said, mention.place) if said else None
    if field == "date":
        if said and days(said) is None:
            raise RecordFault("bad-date", "the edit", why=said)
        return said or None
    return said or None


def _statement_value(connection: Connection, field: str, said: Any, statement: RecordedStatement) -> Any:
    if field == "kind":
        return said
    known = [e for voice in _VOICES for e in _listed(getattr(statement, voice))]
    found = [named.entity(connection, who, known, "", statement.start) for who in _listed(said)]
    return found if field in ("cospeakers", "addressees") else next(iter(found), None)


def _listed(people: Any) -> list[Any]:
    """Nobody, one or several as a list."""
    return people if isinstance(people, list) else [people] if people else []


def _latest(held: Sequence[Any], shape: type[T]) -> tuple[str | None, tuple[T, Any] | None]:
    """The last verdict, and the last values that somebody held to be right with their edit."""
    verdict = VERDICTS[held[-1].action] if held else None
    for edit in reversed(held):
        values = stored(edit.values, shape)
        if values is not None:
            return verdict, (values, edit)
    return verdict, None


def _moved(entity: Entity, by: int, sentence: str, start: int) -> Entity:
    """The entity where its words stand in a corrected text; without words if they stand elsewhere."""
    if by == 0:
        return entity
    first = entity.start + by - start
    if entity.text and sentence[first : first + len(entity.text)] == entity.text:
        begin, text = entity.start + by, entity.text
    else:
        begin, text = start, ""
    return msgspec.structs.replace(entity, start=begin, end=begin + len(text), text=text)


def _put_roles(
    connection: Connection, owner: Any, id_: int, roles: Iterable[tuple[str, list[Entity]]], numbers: Numbers
) -> None:
    connection.execute(delete(RoleRow).where(owner == id_))
    wanted = [(role, position, e) for role, people in roles for position, e in enumerate(people)]
    free = Free(connection)
    numbers.number(connection, (e for *_, e in wanted), free)
    rows = [
        {
            "id": row, "mention": None, "statement": None, owner.key: id_, "role": role, "position": position,
            "entity": numbers.of(e), "text": e.text, "start": e.start, "end": e.end,
        }
        for row, (role, position, e) in zip(free.take(RoleRow, len(wanted)), wanted, strict=True)
    ]  # fmt: skip
    put(connection, RoleRow, rows)
