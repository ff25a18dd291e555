"""Puts a coded report into the record, within the caller's transaction, and takes reports out again.

The same report again changes nothing. The same text coded anew replaces what was coded; another text under the same
source and document id is a corrected version: it counts from now on, and the old one is kept aside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, bindparam, delete, func, select, text, update

from aktenlage.coding.merge import merged
from aktenlage.folding import words
from aktenlage.record import edits, judging
from aktenlage.record.events import keep_in_step, place_columns
from aktenlage.record.merging import Merging, Placed
from aktenlage.record.models import (
    MentionRow,
    ReportRow,
    RoleRow,
    SentenceRow,
    StatementRow,
    TellingKeyRow,
    TellingRow,
)
from aktenlage.record.numbers import Free, Numbers, put
from aktenlage.record.reading import mentions, reports
from aktenlage.record.tellings import keys, telling_of
from aktenlage.record.verdicts import is_rejected, review_of
from aktenlage.shapes import CodedDocument, DocumentInfo, Entity, RecordedMention, Statement

_JSON = msgspec.json.Encoder(order="deterministic")


class Outcome(StrEnum):
    """What adding a report came to."""

    new = "new"
    known = "known"
    recoded = "recoded"
    corrected = "corrected"


# Told in a way that no index serves: of the few indexes that fit, SQLite takes that of outlets, and an outlet may have a million.
_FROM_OUTLET = func.coalesce(ReportRow.source, 0) == func.coalesce(bindparam("source", type_=Integer), 0)
_BEFORE = select(ReportRow.id, ReportRow.content, ReportRow.coding).where(
    ReportRow.document == bindparam("document"),
    _FROM_OUTLET,
    ReportRow.superseded_by.is_(None),
)
_SAME_TEXT = select(ReportRow.id).where(
    ReportRow.content == bindparam("content"),
    _FROM_OUTLET,
    ReportRow.published.is_not_distinct_from(bindparam("published")),
    ReportRow.superseded_by.is_(None),
)


def add(connection: Connection, coded: CodedDocument, full_text: str | None, numbers: Numbers) -> Outcome:
    """Adds a coded report; `full_text` is what it was coded from, None if not at hand."""
    about = coded.document
    coding = _hash(_JSON.encode(coded))
    content = coding if full_text is None else _hash(full_text.encode("utf-8", "surrogatepass"))
    free = Free(connection)
    source = numbers.source(connection, about.source, free)
    before = connection.execute(_BEFORE, {"document": about.id, "source": source}).one_or_none()
    if before is None:
        where = {"content": content, "source": source, "published": about.published}
        if None not in (full_text, source) and connection.execute(_SAME_TEXT, where).first():
            # A second download under another id is no second report.
            return Outcome.known
        outcome = Outcome.new
    elif before.coding == coding and (full_text is None or before.content == content):
        return Outcome.known
    else:
        outcome = Outcome.recoded if before.content == content else Outcome.corrected
    merging = Merging(connection, edits.hand(connection))
    again = _uproot(merging, [before.id]) if before is not None else set()
    (report,) = free.take(ReportRow)
    columns = {
        "id": report, "document": about.id, "source": source, "language": about.language, "published": about.published,
        "title": about.title, "url": about.url, "text": full_text, "content": content, "coding": coding,
        "added": datetime.now(UTC).isoformat(timespec="seconds"), "superseded_by": None,
    }  # fmt: skip
    put(connection, ReportRow, [columns])
    if before is not None:
        _set_aside(connection, before.id, report, keep=outcome is Outcome.corrected)
    _put_sentences(connection, report, full_text, about.language, free)
    told = _mentions(coded, full_text or "", free)
    planted = _plant(merging, report, about, told, free)
    statements = _put_words(connection, report, told, coded.statements, numbers, free)
    said = edits.statements_again(connection, about.source, about.id, statements)
    if said:
        edits.point_statements(connection, said)
        judging.apply_to_statements(connection, sorted(set(said.values())), numbers)
    mine = edits.find_again(connection, about.source, about.id, [entry.mention for entry in told])
    if mine:
        edits.point(connection, mine)
        judging.apply_to_mentions(connection, sorted(set(mine.values())), numbers)
        merging.hand = edits.hand(connection)
        planted = replant(merging, [report])
    resettle(merging, again | planted, by_hand=bool(mine))
    return outcome


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Takes reports out with everything that hangs on them, earlier versions too."""
    merging = Merging(connection, edits.hand(connection))
    again = _uproot(merging, ids)
    _erase(connection, ids)
    resettle(merging, again)


def replant(merging: Merging, ids: Collection[int]) -> set[int]:
    """Cuts the tellings of reports anew, as the decisions by hand now stand. Returns the units to decide again."""
    connection = merging.connection
    again = _uproot(merging, ids)
    infos = reports(connection, ids)
    free = Free(connection)
    for report in ids:
        told = [Coded(row.coded_event, m) for row, m in mentions(connection, MentionRow.report == report)]
        again |= _plant(merging, report, infos[report], told, free)
        for entry in told:
            moved = update(MentionRow).where(MentionRow.id == entry.mention.id)
            connection.execute(moved.values(telling=entry.telling))
    return again


def resettle(merging: Merging, again: set[int], by_hand: bool = True) -> None:
    """Decides these units again and brings the events in step; `by_hand` if decisions of people may have to do with it."""
    if by_hand or merging.hand.joined:
        merging.hand = edits.hand(merging.connection)
        rejoined = merging.join_by_hand()
        again = {telling.unit for telling in merging.placed(again)} | rejoined
    merging.settle(again)
    keep_in_step(merging)


@dataclass(slots=True)
class Coded:
    """A mention with the number of its coded event in the report, and the telling that it goes into."""

    event: int
    mention: RecordedMention
    telling: int | None = None


def _mentions(coded: CodedDocument, full_text: str, free: Free) -> list[Coded]:
    """The mentions of a report in the order of the text, with their numbers."""
    told = [(number, m) for number, event in enumerate(coded.events) for m in event.mentions]
    told.sort(key=lambda pair: (pair[1].trigger.start, pair[0]))
    found = []
    for id_, (number, m) in zip(free.take(MentionRow, len(told)), told, strict=True):
        fields = {name: getattr(m, name) for name in m.__struct_fields__}
        quote = full_text[m.start : m.end]
        found.append(Coded(number, RecordedMention(id=id_, report=coded.document.id, quote=quote, **fields)))
    return found


def _plant(merging: Merging, report: int, about: DocumentInfo, told: Sequence[Coded], free: Free) -> set[int]:
    """Makes tellings of a report's mentions. Returns their units."""
    groups: dict[int, dict[int, Coded]] = {}
    for entry in told:
        groups.setdefault(entry.event, {})[entry.mention.id] = entry
    tellings: list[Placed] = []
    for group in groups.values():
        for part in _of_one_type(merging.hand.parts(list(group)), group):
            own = [group[id_].mention for id_ in part]
            counting = [mention for mention in own if not is_rejected(mention)] or own
            condensed = telling_of(merged(list(counting), ""), counting, about.published)
            condensed.review = review_of(own)
            # By what the coder said, so that an event whose type people change keeps its id.
            first, type_ = own[0].trigger.start, _coded_type(own[0]) or own[0].type
            rank = f"{about.published or '9999'}|{about.source or ''}|{about.id}|{first:07}|{type_}"
            (id_,) = free.take(TellingRow)
            tellings.append(Placed(id_, report, rank, condensed.published, id_, None, None, condensed))
            for mention in part:
                group[mention].telling = id_
    rows = [
        {
            "id": t.id, "report": report, "day": t.day, "unit": t.unit, "founder": None, "event": None, "rank": t.rank,
            "told": _JSON.encode(t.told),
        }
        for t in tellings
    ]  # fmt: skip
    put(merging.connection, TellingRow, rows)
    looked_up = [
        {"key": key, "reach": found.reach, "first": found.first, "last": found.last, "telling": t.id}
        for t in tellings
        for found in [keys(t.told)]
        for key in found.stored
    ]
    put(merging.connection, TellingKeyRow, looked_up)
    return merging.plant(tellings)


def _of_one_type(parts: list[list[int]], group: dict[int, Coded]) -> Iterator[list[int]]:
    """The parts, cut further where people have given some mentions another type than the coder had."""
    for part in parts:
        kinds: dict[str | None, list[int]] = {}
        for id_ in part:
            mention = group[id_].mention
            kinds.setdefault(mention.type if _coded_type(mention) else None, []).append(id_)
        yield from kinds.values()


def _coded_type(mention: RecordedMention) -> str | None:
    """The type that the coder gave, where people have given another."""
    return mention.review.coded.get("type") if mention.review else None


def _uproot(merging: Merging, ids: Collection[int]) -> set[int]:
    """Takes the tellings of reports out of the record. Returns the units to decide again."""
    found = select(TellingRow.id).where(TellingRow.report.in_(ids))
    tellings = merging.connection.execute(found).scalars().all()
    return merging.uproot(tellings, forget=True) if tellings else set()


def _put_sentences(
    connection: Connection, report: int, full_text: str | None, language: str | None, free: Free
) -> None:
    """Where the sentences stand, and their words in the index."""
    if full_text is None:
        return
    spans = _spans(full_text, language)
    ids = free.take(SentenceRow, len(spans))
    rows = [
        {"id": id_, "report": report, "number": number, "start": start, "end": end}
        for number, (id_, (start, end)) in enumerate(zip(ids, spans, strict=True))
    ]
    put(connection, SentenceRow, rows)
    _index(connection, rows, full_text, "INSERT INTO sentence_words (rowid, words) VALUES (:id, :words)")


def _spans(full_text: str, language: str | None) -> list[tuple[int, int]]:
    from aktenlage.grammar.sentences import sentence_spans

    return sentence_spans(full_text, language or "en")


def _index(connection: Connection, sentences: Sequence[Any], full_text: str, sqlite: str) -> None:
    """Writes words into the index of words, or with SQLite's own statement takes them out of it."""
    rows = [{"id": s["id"], "words": words(full_text[s["start"] : s["end"]])} for s in sentences]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        joined = [{"id": row["id"], "words": " ".join(row["words"])} for row in rows]
        connection.execute(text(sqlite), joined)
    else:
        put_words = text(
            "INSERT INTO sentence_words (rowid, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
        )
        connection.execute(put_words, [{**row, "words": sorted(set(row["words"]))} for row in rows])


def _put_words(
    connection: Connection,
    report: int,
    told: Sequence[Coded],
    statements: Sequence[Statement],
    numbers: Numbers,
    free: Free,
) -> dict[int, Statement]:
    """Mentions and statements, and who stands in which role there. Returns the statements by their row ids."""
    roles: list[tuple[str, int, str, Sequence[Entity]]] = []
    mention_rows: list[dict[str, Any]] = []
    for entry in told:
        m = entry.mention
        mention_rows.append(
            {
                "id": m.id, "report": report, "coded_event": entry.event, "telling": entry.telling,
                "sentence": m.sentence, "start": m.start, "end": m.end, "trigger": m.trigger.text,
                "trigger_start": m.trigger.start, "trigger_end": m.trigger.end, "type": m.type, "mode": m.mode,
                "status": m.status, "certainty": m.certainty, "date": m.date, **place_columns(m.place),
            }
        )  # fmt: skip
        for role, entities in (("actor", m.actors), ("recipient", m.recipients), ("source", m.sources)):
            roles.append(("mention", m.id, role, entities))
    statement_rows: list[dict[str, Any]] = []
    numbered = dict(zip(free.take(StatementRow, len(statements)), statements, strict=True))
    for id_, s in numbered.items():
        statement_rows.append(
            {
                "id": id_, "report": report, "kind": s.kind, "start": s.start, "end": s.end, "text": s.text,
                "date": s.date, "spans": _JSON.encode(s.spans).decode(), "cue": s.cue and s.cue.text,
                "cue_start": s.cue and s.cue.start, "cue_end": s.cue and s.cue.end,
            }
        )  # fmt: skip
        roles += [("statement", id_, role, entities) for role, entities in _voices(s)]
    numbers.number(connection, (e for *_, entities in roles for e in entities), free)
    role_rows = [
        {
            "mention": None, "statement": None, owner: id_, "role": role, "position": position,
            "entity": numbers.of(e), "text": e.text, "start": e.start, "end": e.end,
        }
        for owner, id_, role, entities in roles
        for position, e in enumerate(entities)
    ]  # fmt: skip
    for row, id_ in zip(role_rows, free.take(RoleRow, len(role_rows)), strict=True):
        row["id"] = id_
    put(connection, MentionRow, mention_rows)
    put(connection, StatementRow, statement_rows)
    put(connection, RoleRow, role_rows)
    return numbered


def _voices(statement: Statement) -> Iterator[tuple[str, list[Entity]]]:
    yield "speaker", [statement.speaker] if statement.speaker else []
    yield "cospeaker", statement.cospeakers
    yield "addressee", statement.addressees
    yield "relay", [statement.relay] if statement.relay else []


def _set_aside(connection: Connection, old: int, new: int, keep: bool) -> None:
    """The old version counts no longer; without `keep` it goes, and what it superseded is superseded by the new one."""
    if keep:
        _unindex(connection, [old])
        connection.execute(update(ReportRow).where(ReportRow.id == old).values(superseded_by=new))
        return
    connection.execute(update(ReportRow).where(ReportRow.superseded_by == old).values(superseded_by=new))
    _erase(connection, [old])


def _erase(connection: Connection, ids: Sequence[int]) -> None:
    _unindex(connection, ids)
    connection.execute(delete(ReportRow).where(ReportRow.id.in_(ids)))


def _unindex(connection: Connection, ids: Sequence[int]) -> None:
    """Takes the sentences of counting versions out of the index of words."""
    found = connection.execute(
        select(SentenceRow.id, SentenceRow.start, SentenceRow.end, ReportRow.text)
        .join(ReportRow, ReportRow.id == SentenceRow.report)
        .where(ReportRow.id.in_(ids), ReportRow.superseded_by.is_(None))
    ).all()
    if connection.dialect.name == "sqlite":
        gone = "INSERT INTO sentence_words (sentence_words, rowid, words) VALUES ('delete', :id, :words)"
        for row in found:
            _index(connection, [row._mapping], row.text, gone)
    elif found:
        connection.execute(
            text("DELETE FROM sentence_words WHERE rowid = ANY(:ids)"), {"ids": [row.id for row in found]}
        )


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
