"""From rows back to the shapes: mentions, events, statements, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, select
from sqlalchemy.orm import aliased

from aktenlage.coding import plover
from aktenlage.record.models import (
    AnyText,
    EditedMentionRow,
    EditedStatementRow,
    EditRow,
    EntityRow,
    EventRow,
    MentionRow,
    MergeRow,
    ReportRow,
    RoleRow,
    SourceRow,
    StatementRow,
    TellingRow,
)
from aktenlage.record.story import Parties
from aktenlage.record.tellings import Telling
from aktenlage.record.verdicts import (
    REJECTED,
    VERDICTS,
    MentionValues,
    StatementValues,
    differing,
    is_rejected,
)
from aktenlage.shapes import (
    DocumentInfo,
    Entity,
    Place,
    RecordedEvent,
    RecordedMention,
    RecordedStatement,
    Review,
    Span,
    Stage,
)

Roles = dict[str, list[Entity]]
# Events that are put together at a time.
PARCEL = 500
_PARTIES = msgspec.json.Decoder(Parties).decode
_TOLD = msgspec.json.Decoder(Telling).decode
_SPANS = msgspec.json.Decoder(list[tuple[int, int]]).decode


def events(connection: Connection, ids: Sequence[str], whole: bool = False) -> list[RecordedEvent]:
    """The events of these ids, in this order; with `whole` they come with mentions that people have rejected."""
    found: dict[str, RecordedEvent] = {}
    for start in range(0, len(ids), PARCEL):
        found.update(_events(connection, ids[start : start + PARCEL], whole))
    return [found[id_] for id_ in ids if id_ in found]


class Kind(msgspec.Struct, kw_only=True):
    """What an event is, in short."""

    type: str
    mode: str | None


def kinds(connection: Connection, ids: Collection[str]) -> dict[str, Kind]:
    """What the events of these ids are."""
    rows = connection.execute(select(EventRow.id, EventRow.type, EventRow.mode).where(EventRow.id.in_(ids)))
    return {row.id: Kind(type=row.type, mode=row.mode) for row in rows}


def mentions(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[Any, RecordedMention]]:
    """Mentions with their rows (`telling`, `coded_event`, `report`), in the order of the text."""
    quote = func.substr(
        ReportRow.text, MentionRow.start + 1, MentionRow.end - MentionRow.start, type_=AnyText
    )
    rows = connection.execute(
        select(*MentionRow.__table__.c, ReportRow.document, quote.label("quote"))
        .join(ReportRow, ReportRow.id == MentionRow.report)
        .where(condition)
        .order_by(MentionRow.report, MentionRow.trigger_start, MentionRow.id)
    ).all()
    held = _roles(connection, RoleRow.mention, [row.id for row in rows])
    seen = _reviews(connection, EditedMentionRow, EditedMentionRow.mention, rows)
    found = [
        (
            row,
            RecordedMention(
                id=row.id,
                report=row.document,
                quote=row.quote or "",
                sentence=row.sentence,
                start=row.start,
                end=row.end,
                trigger=Span(text=row.trigger, start=row.trigger_start, end=row.trigger_end),
                type=row.type,
                mode=row.mode,
                status=row.status,
                certainty=row.certainty,
                date=row.date,
                place=place(row),
                actors=held[row.id].get("actor", []),
                recipients=held[row.id].get("recipient", []),
                sources=held[row.id].get("source", []),
                review=seen.get(row.id),
            ),
        )
        for row in rows
    ]
    for row, mention in found:
        if mention.review is not None:
            mention.review.coded = differing(row.coded, mention, MentionValues)
    return found


def statements(connection: Connection, ids: Sequence[int]) -> list[RecordedStatement]:
    """The statements of these ids, in this order."""
    found = statements_by_id(connection, ids)
    return [found[id_] for id_ in ids if id_ in found]


def statements_by_id(connection: Connection, ids: Sequence[int]) -> dict[int, RecordedStatement]:
    """Row id -> statement."""
    found: dict[int, RecordedStatement] = {}
    for start in range(0, len(ids), PARCEL):
        parcel = ids[start : start + PARCEL]
        rows = connection.execute(
            select(*StatementRow.__table__.c, ReportRow.document, ReportRow.published)
            .join(ReportRow, ReportRow.id == StatementRow.report)
            .where(StatementRow.id.in_(parcel))
        ).all()
        held = _roles(connection, RoleRow.statement, parcel)
        seen = _reviews(connection, EditedStatementRow, EditedStatementRow.statement, rows)
        for row in rows:
            roles = held[row.id]
            found[row.id] = RecordedStatement(
                report=row.document,
                published=row.published,
                kind=row.kind,
                speaker=next(iter(roles.get("speaker", [])), None),
                cospeakers=roles.get("cospeaker", []),
                addressees=roles.get("addressee", []),
                relay=next(iter(roles.get("relay", [])), None),
                cue=None if row.cue is None else Span(text=row.cue, start=row.cue_start, end=row.cue_end),
                start=row.start,
                end=row.end,
                spans=_SPANS(row.spans),
                text=row.text,
                date=row.date,
                review=seen.get(row.id),
            )
            if (review := found[row.id].review) is not None:
                review.coded = differing(row.coded, found[row.id], StatementValues)
    return found


def reports(connection: Connection, ids: Collection[int]) -> dict[int, DocumentInfo]:
    """What is known about reports."""
    return _described(connection, ReportRow.id.in_(ids))


def reports_between(connection: Connection, since: str | None, until: str | None) -> list[DocumentInfo]:
    """The reports that count, in the order in which they came; only those published from one day to another, if given."""
    counts: list[ColumnElement[bool]] = [ReportRow.superseded_by.is_(None)]
    if since is not None:
        counts.append(ReportRow.published >= since)
    if until is not None:
        counts.append(ReportRow.published <= until)
    return list(_described(connection, and_(*counts)).values())


def _described(connection: Connection, condition: ColumnElement[bool]) -> dict[int, DocumentInfo]:
    rows = connection.execute(
        select(ReportRow, SourceRow.name)
        .outerjoin(SourceRow, SourceRow.id == ReportRow.source)
        .with_only_columns(
            ReportRow.id, ReportRow.document, ReportRow.language, ReportRow.published, ReportRow.title,
            SourceRow.name, ReportRow.url,
        )
        .where(condition)
        .order_by(ReportRow.id)
    )  # fmt: skip
    return {
        id_: DocumentInfo(
            id=document, language=language, published=published, title=title, source=source, url=url
        )
        for id_, document, language, published, title, source, url in rows
    }


def place(row: Any) -> Place | None:
    """The place of an event or a mention."""
    if row.place_name is None:
        return None
    return Place(
        name=row.place_name,
        country=row.place_country,
        latitude=row.place_latitude,
        longitude=row.place_longitude,
        geonames=row.place_geonames,
    )


def _events(connection: Connection, ids: Sequence[str], whole: bool) -> Iterable[tuple[str, RecordedEvent]]:
    rows = connection.execute(select(*EventRow.__table__.c).where(EventRow.id.in_(ids))).all()
    tellings: dict[str, list[Any]] = defaultdict(list)
    columns = (TellingRow.id, TellingRow.event, TellingRow.report, TellingRow.rank, TellingRow.told)
    for telling in connection.execute(select(*columns).where(TellingRow.event.in_(ids))):
        tellings[str(telling.event)].append(telling)
    told: dict[int, list[RecordedMention]] = defaultdict(list)
    # By the tellings' own index: asked through a join, SQLite read all mentions for every page.
    theirs = MentionRow.telling.in_(select(TellingRow.id).where(TellingRow.event.in_(ids)))
    hidden = set() if whole else {row.id for row in rows if row.review != REJECTED}
    for row, mention in mentions(connection, theirs):
        told[row.telling].append(mention)
    infos = reports(connection, {t.report for group in tellings.values() for t in group})
    reasons = _reasons(connection, ids)
    for row in rows:
        group = sorted(tellings[row.id], key=lambda t: t.rank)
        if row.id in hidden:
            for telling in group:
                told[telling.id] = [m for m in told[telling.id] if not is_rejected(m)]
            group = [telling for telling in group if told[telling.id]]
        yield row.id, _event(row, group, told, infos, reasons)


def _event(
    row: Any,
    tellings: Sequence[Any],
    told: dict[int, list[RecordedMention]],
    infos: dict[int, DocumentInfo],
    reasons: dict[int, str],
) -> RecordedEvent:
    parties = _PARTIES(row.parties)
    return RecordedEvent(
        id=row.id,
        type=row.type,
        mode=row.mode,
        status=row.status,
        certainty=row.certainty,
        date=row.date,
        place=place(row),
        actors=parties.actors,
        recipients=parties.recipients,
        sources=parties.sources,
        plover=plover.reduce(row.type, row.mode, row.status),
        mentions=[mention for telling in tellings for mention in told[telling.id]],
        reports=list({t.report: infos[t.report] for t in tellings}.values()),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        history=[_stage(_TOLD(t.told), told[t.id], infos[t.report]) for t in tellings],
        reasons=[reasons[t.id] for t in tellings if t.id in reasons],
        review=row.review,
    )


def _stage(told: Telling, among: Sequence[RecordedMention], report: DocumentInfo) -> Stage:
    """What one report says, with the sentence that says it."""
    saying = next((m for m in among if m.status == told.status), among[0])
    return Stage(
        published=report.published,
        status=told.status,
        certainty=told.certainty,
        date=told.date,
        report=report.id,
        sources=saying.sources,
        quote=saying.quote,
    )


def _reviews(connection: Connection, edited: Any, owner: Any, rows: Sequence[Any]) -> dict[int, Review]:
    """What people have said of mentions or statements, by their row ids."""
    seen = {row.id: row for row in rows if row.review is not None}
    if not seen:
        return {}
    latest = (
        select(owner, EditRow.id, EditRow.made, EditRow.author, EditRow.comment)
        .join(edited, edited.edit == EditRow.id)
        .where(EditRow.action.in_(VERDICTS))
        .order_by(EditRow.id)
    )
    found: dict[int, Review] = {}
    for start in range(0, len(seen), PARCEL):
        for id_, edit, made, author, comment in connection.execute(
            latest.where(owner.in_(list(seen)[start : start + PARCEL]))
        ):
            found[id_] = Review(
                verdict=seen[id_].review, edit=edit, made=made, author=author, comment=comment, coded={}
            )
    return found


def _reasons(connection: Connection, ids: Sequence[str]) -> dict[int, str]:
    """Telling -> in words, why it was counted in."""
    mine, other = aliased(TellingRow), aliased(TellingRow)
    here, there = aliased(ReportRow), aliased(ReportRow)
    rows = connection.execute(
        select(MergeRow.telling, here.document, there.document, MergeRow.score, MergeRow.reason)
        .join(mine, mine.id == MergeRow.telling)
        .join(other, other.id == MergeRow.joined)
        .join(here, here.id == mine.report)
        .join(there, there.id == other.report)
        .where(and_(mine.event.in_(ids), mine.event == other.event))
    )
    return {
        telling: f"{report} like {like}: {reason}" + (f" ({score:g})" if score else "")
        for telling, report, like, score, reason in rows
    }


def _roles(connection: Connection, owner: Any, ids: Sequence[int]) -> dict[int, Roles]:
    """Owner -> role -> entities in their order."""
    found: dict[int, Roles] = defaultdict(dict)
    for start in range(0, len(ids), PARCEL):
        rows = connection.execute(
            select(
                owner, RoleRow.role, RoleRow.text, RoleRow.start, RoleRow.end, EntityRow.name, EntityRow.kind,
                EntityRow.country, EntityRow.sector,
            )
            .join(EntityRow, EntityRow.id == RoleRow.entity)
            .where(owner.in_(ids[start : start + PARCEL]))
            .order_by(RoleRow.position)
        )  # fmt: skip
        for id_, role, *values in rows:
            text, first, last, name, kind, country, sector = values
            found[id_].setdefault(role, []).append(
                Entity(text=text, start=first, end=last, name=name, kind=kind, country=country, sector=sector)
            )
    return found
