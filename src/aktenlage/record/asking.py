"""Questions to the record: which events, statements and sentences fit what is asked?

Every condition takes one value or several, of which one must fit. A country is its ISO 3166-1 alpha-3 code (or `EUR`);
people, organisations, places and outlets are found by any part of their name, folded as searches are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.orm import aliased

from aktenlage.coding import plover
from aktenlage.coding.compatible import SYMMETRIC
from aktenlage.folding import fold, words
from aktenlage.record.faults import RecordFault
from aktenlage.record.models import (
    EntityRow,
    EventRow,
    MentionRow,
    ReportRow,
    RoleRow,
    SentenceRow,
    SourceRow,
    StatementRow,
    TellingRow,
)
from aktenlage.record.reading import reports
from aktenlage.record.verdicts import REJECTED, REVIEWS
from aktenlage.shapes import DocumentInfo

Values = str | Sequence[str] | None
CODE = re.compile(r"[A-Z]{3}")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_INDEX = table("sentence_words", column("rowid", Integer), column("words"))
_TOGETHER = EventRow.type.in_(sorted(SYMMETRIC))
# Written into the question: only so the database sees that its index of what counts fits.
_HIDDEN: ColumnElement[str] = literal_column(f"'{REJECTED}'")
KINDS = ("direct", "indirect", "free-indirect", "reported")
# Sentences whose words are looked at at once; hits from which on a word is frequent; reports that are asked for it first.
PARCEL, FREQUENT, NEWEST = 50, 2000, 100
_NEWEST_FIRST = (ReportRow.published.desc().nulls_last(), ReportRow.id.desc())


class EventFilter(msgspec.Struct, kw_only=True):
    """What events are wanted. `pair` is two parties in either direction; `since` and `until` are ISO dates, both included.

    `source` is an outlet that reports the event or somebody whom a report names as its source. `review`: `open`, `judged`,
    `rejected`; what people have rejected is found only if it is asked for.
    """

    actor: Values = None
    recipient: Values = None
    pair: tuple[str, str] | None = None
    country: Values = None
    sector: Values = None
    type: Values = None
    mode: Values = None
    status: Values = None
    certainty: Values = None
    source: Values = None
    since: str | None = None
    until: str | None = None
    place: Values = None
    report: Values = None
    review: Values = None


class StatementFilter(msgspec.Struct, kw_only=True):
    """What statements are wanted. `country` and `sector` are those of a speaker, `words` are looked for in what is said.

    `review` as for events.
    """

    speaker: Values = None
    addressee: Values = None
    relay: Values = None
    country: Values = None
    sector: Values = None
    kind: Values = None
    source: Values = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    report: Values = None
    review: Values = None


class Found(msgspec.Struct, kw_only=True):
    """A sentence that a search has found, with the ids of the events that it tells of."""

    report: DocumentInfo
    sentence: int
    start: int
    end: int
    quote: str
    events: list[str]


def event_ids(connection: Connection, wanted: EventFilter, limit: int | None = None) -> list[str]:
    """The ids of the events that fit, newest first."""
    query = select(EventRow.id).where(*conditions(connection, wanted))
    query = query.order_by(EventRow.begins.desc().nulls_last(), EventRow.created.desc())
    return list(connection.execute(query if limit is None else query.limit(limit)).scalars())


def statement_ids(connection: Connection, wanted: StatementFilter, limit: int | None = None) -> list[int]:
    """The ids of the statements that fit, from the newest report to the oldest, in the order of the text."""
    query = (
        select(StatementRow.id, StatementRow.text)
        .join(ReportRow, ReportRow.id == StatementRow.report)
        .where(*statement_conditions(connection, wanted))
        .order_by(ReportRow.published.desc().nulls_last(), StatementRow.report.desc(), StatementRow.start)
    )
    if wanted.words is None:
        rows = connection.execute(query if limit is None else query.limit(limit))
        return [row.id for row in rows]
    says = saying(wanted.words)
    fitting = (row.id for row in connection.execute(query) if says(row.text))
    return [id_ for _, id_ in zip(range(limit), fitting, strict=False)] if limit else list(fitting)


def statement_conditions(connection: Connection, wanted: StatementFilter) -> list[ColumnElement[bool]]:
    """What must hold of rows of `statements` and their `reports`, all but the words. Raises RecordFault as `conditions`."""
    wanted = _checked(wanted)
    found: list[ColumnElement[bool]] = [ReportRow.superseded_by.is_(None), seen(many(wanted.review))]
    speakers = ("speaker", "cospeaker")
    for role, values in (
        (speakers, wanted.speaker),
        (("addressee",), wanted.addressee),
        (("relay",), wanted.relay),
    ):
        if values is not None:
            found.append(StatementRow.id.in_(_said_by(role, or_(*map(_party, many(values))))))
    for field, values in ((EntityRow.country, wanted.country), (EntityRow.sector, wanted.sector)):
        if values is not None:
            found.append(StatementRow.id.in_(_said_by(speakers, field.in_(many(values)))))
    if wanted.kind is not None:
        found.append(StatementRow.kind.in_(many(wanted.kind)))
    if wanted.source is not None:
        found.append(ReportRow.source.in_(outlets(connection, wanted.source)))
    if wanted.report is not None:
        found.append(ReportRow.document.in_(many(wanted.report)))
    if wanted.since is not None:
        found.append(ReportRow.published >= wanted.since)
    if wanted.until is not None:
        found.append(ReportRow.published <= wanted.until)
    return found


def saying(query: str) -> Callable[[str], bool]:
    """Whether a text has all words of a query."""
    terms = terms_of(query)
    return lambda said: _fits(fold(said), terms)


def search(connection: Connection, query: str, limit: int | None = None) -> list[Found]:
    """Sentences with all words of a query, newest first; `word*` for a beginning, "several words" for a phrase."""
    terms = terms_of(query)
    wanted = list(dict.fromkeys(word for term in terms for word in term))
    if not wanted:
        return []
    phrases = any(len(term) > 1 for term in terms)
    hits: list[tuple[int, int, int, int, str]] = []
    for report, number, start, end, full_text in _newest(connection, wanted, limit):
        quote = full_text[start:end]
        if not phrases or _fits(fold(quote), terms):
            hits.append((report, number, start, end, quote))
        if len(hits) == limit:
            break
    infos = reports(connection, {report for report, *_ in hits})
    return [
        Found(
            report=infos[report], sentence=number, start=start, end=end, quote=quote,
            events=_events_between(connection, report, start, end),
        )
        for report, number, start, end, quote in hits
    ]  # fmt: skip


def _newest(
    connection: Connection, wanted: Sequence[str], limit: int | None
) -> Iterator[tuple[int, int, int, int, str]]:
    """(report, number, start, end, text of the report) of the sentences with all these words, newest first.

    Where a few of many are wanted, the newest reports are asked first, so that not all have to be put in order.
    """
    if connection.dialect.name == "sqlite":
        fits = text("sentence_words MATCH :query")
        query = " AND ".join(f'"{word.rstrip("*")}"{"*" * word.endswith("*")}' for word in wanted)
    else:
        fits = text("sentence_words.words @@ CAST(:query AS tsquery)")
        query = " & ".join(f"'{word.rstrip('*')}'{':*' * word.endswith('*')}" for word in wanted)
    found = (
        select(ReportRow.id, SentenceRow.number, SentenceRow.start, SentenceRow.end)
        .select_from(_INDEX)
        .join(SentenceRow, SentenceRow.id == _INDEX.c.rowid)
        .join(ReportRow, ReportRow.id == SentenceRow.report)
        .where(fits)
        .order_by(*_NEWEST_FIRST, SentenceRow.number)
    )
    some = select(_INDEX.c.rowid).where(fits).limit(FREQUENT + 1).subquery()
    counting = select(func.count()).select_from(some)
    frequent = limit and connection.execute(counting, {"query": query}).scalar_one() > FREQUENT
    for where in _parts_of_the_record(connection) if frequent else [()]:
        hits = connection.execute(found.where(*where), {"query": query})
        while parcel := hits.fetchmany(PARCEL):
            texts = select(ReportRow.id, ReportRow.text).where(ReportRow.id.in_({row.id for row in parcel}))
            of = {id_: full or "" for id_, full in connection.execute(texts)}
            yield from ((*row, of[row.id]) for row in parcel)


def _parts_of_the_record(connection: Connection) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Conditions on sentences: those of the newest reports, of four times as many before them, and so on."""
    counting = select(func.count()).select_from(ReportRow).where(ReportRow.superseded_by.is_(None))
    reports = connection.execute(counting).scalar_one()
    newest = select(ReportRow.id).where(ReportRow.superseded_by.is_(None)).order_by(*_NEWEST_FIRST)
    skip, size = 0, NEWEST
    while skip < reports:
        among = SentenceRow.report.in_(newest.offset(skip).limit(size))
        ends = select(func.min(SentenceRow.id), func.max(SentenceRow.id)).where(among)
        # Reports that came together stand together: the index of words need not be read outside.
        yield among, _INDEX.c.rowid.between(*connection.execute(ends).one())
        skip, size = skip + size, 4 * size


def many(values: Values) -> list[str]:
    """One value or several as a list."""
    return [] if values is None else [values] if isinstance(values, str) else list(values)


def iso_day(day: str | None) -> str | None:
    """The day, if it is one. Raises RecordFault for what is no ISO date."""
    if day is None:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise RecordFault("bad-date", "the question", why=day) from None


def _checked(wanted: Any) -> Any:
    """The filter with its days and codes looked at. Raises RecordFault for what can fit nothing."""
    known = {
        "type": plover.TYPES, "status": plover.STATUSES, "certainty": plover.CERTAINTIES, "kind": KINDS,
        "review": REVIEWS,
    }  # fmt: skip
    for name, allowed in known.items():
        for value in many(getattr(wanted, name, None)):
            if value not in allowed:
                raise RecordFault(
                    "no-value", "the question", name=name, why=value, allowed=", ".join(allowed)
                )
    return msgspec.structs.replace(wanted, since=iso_day(wanted.since), until=iso_day(wanted.until))


def conditions(connection: Connection, wanted: EventFilter) -> list[ColumnElement[bool]]:
    """What must hold of the rows of `events` that fit. Raises RecordFault for what can fit nothing."""
    wanted = _checked(wanted)
    found: list[ColumnElement[bool]] = [EventRow.merged_into.is_(None)]
    reviews = many(wanted.review)
    found.append(EventRow.review.in_(reviews) if reviews else EventRow.review != _HIDDEN)
    if wanted.actor is not None:
        found.append(or_(*(_acts(who) for who in many(wanted.actor))))
    if wanted.recipient is not None:
        found.append(or_(*(_receives(who) for who in many(wanted.recipient))))
    if wanted.pair is not None:
        one, other = wanted.pair
        acts = {who: _shared(("actor",), who) for who in (one, other)}
        receives = {
            who: or_(_shared(("recipient",), who), and_(_TOGETHER, acts[who])) for who in (one, other)
        }
        found.append(or_(and_(acts[one], receives[other]), and_(acts[other], receives[one])))
    if wanted.country is not None:
        found.append(
            EventRow.id.in_(_told_of(("actor", "recipient"), EntityRow.country.in_(many(wanted.country))))
        )
    if wanted.sector is not None:
        found.append(
            EventRow.id.in_(_told_of(("actor", "recipient"), EntityRow.sector.in_(many(wanted.sector))))
        )
    for field, values in (
        (EventRow.type, wanted.type),
        (EventRow.mode, wanted.mode),
        (EventRow.status, wanted.status),
        (EventRow.certainty, wanted.certainty),
    ):
        if values is not None:
            found.append(field.in_(many(values)))
    if wanted.source is not None:
        reported = _reported(ReportRow.source.in_(outlets(connection, wanted.source)))
        named = _told_of(("source",), or_(*map(_party, many(wanted.source))))
        found.append(or_(EventRow.id.in_(reported), EventRow.id.in_(named)))
    if wanted.report is not None:
        found.append(EventRow.id.in_(_reported(ReportRow.document.in_(many(wanted.report)))))
    if wanted.place is not None:
        found.append(
            or_(
                *(
                    EventRow.place_country == where
                    if CODE.fullmatch(where)
                    else EventRow.place_folded.contains(fold(where), autoescape=True)
                    for where in many(wanted.place)
                )
            )
        )
    if wanted.since is not None:
        found.append(EventRow.ends >= wanted.since)
    if wanted.until is not None:
        found.append(EventRow.begins <= wanted.until)
    return found


def seen(reviews: Sequence[str] = ()) -> ColumnElement[bool]:
    """Whether people have said of a statement what is asked for."""
    verdict = StatementRow.review
    states = {
        "open": verdict.is_(None),
        "judged": and_(verdict.is_not(None), verdict != REJECTED),
        "rejected": verdict == REJECTED,
    }
    return or_(*(states[review] for review in reviews or ("open", "judged")))


def _party(who: str) -> ColumnElement[bool]:
    if CODE.fullmatch(who):
        return EntityRow.country == who
    return EntityRow.folded.contains(fold(who), autoescape=True)


def _acts(who: str) -> ColumnElement[bool]:
    return EventRow.id.in_(_told_of(("actor",), _party(who)))


def _receives(who: str) -> ColumnElement[bool]:
    """Of happenings that all parties do together, everybody else receives too."""
    return or_(EventRow.id.in_(_told_of(("recipient",), _party(who))), and_(_TOGETHER, _acts(who)))


def _shared(roles: Sequence[str], who: str) -> ColumnElement[bool]:
    """The events with a party in a role as a table of their own, looked up once however often a question names it."""
    return EventRow.id.in_(select(_told_of(roles, _party(who)).distinct().cte()))


def _told_of(roles: Sequence[str], who: ColumnElement[bool]) -> Select[Any]:
    """The events of which some mention names somebody in a role."""
    return (
        select(TellingRow.event)
        .join(MentionRow, MentionRow.telling == TellingRow.id)
        .join(RoleRow, RoleRow.mention == MentionRow.id)
        .join(EntityRow, EntityRow.id == RoleRow.entity)
        .where(RoleRow.role.in_(roles), who)
    )


def _said_by(roles: Sequence[str], who: ColumnElement[bool]) -> Select[Any]:
    return (
        select(RoleRow.statement)
        .join(EntityRow, EntityRow.id == RoleRow.entity)
        .where(RoleRow.statement.is_not(None), RoleRow.role.in_(roles), who)
    )


def _reported(which: ColumnElement[bool]) -> Select[Any]:
    return select(TellingRow.event).join(ReportRow, ReportRow.id == TellingRow.report).where(which)


def outlets(connection: Connection, names: Values) -> list[int]:
    """The row ids of the outlets with any of these names; few enough to fold them all."""
    wanted = [fold(name) for name in many(names)]
    rows = connection.execute(select(SourceRow.id, SourceRow.name)).all()
    return [row.id for row in rows if any(name in fold(row.name) for name in wanted)]


def _events_between(connection: Connection, report: int, start: int, end: int) -> list[str]:
    telling = aliased(TellingRow)
    rows = connection.execute(
        select(telling.event)
        .join(MentionRow, MentionRow.telling == telling.id)
        .where(
            MentionRow.report == report,
            MentionRow.trigger_start >= start,
            MentionRow.trigger_end <= end,
            or_(MentionRow.review.is_(None), MentionRow.review != REJECTED),
        )
        .order_by(MentionRow.trigger_start)
    ).scalars()
    return [event for event in dict.fromkeys(rows) if event is not None]


def terms_of(query: str) -> list[list[str]]:
    """The terms of a query as folded words; the last of a term may end in `*`."""
    terms = []
    for phrase, word in _TERM.findall(query):
        found = words(phrase or word)
        if found:
            terms.append([*found[:-1], found[-1] + "*" * (word or phrase).endswith("*")])
    return terms


def _fits(folded: str, terms: Sequence[Sequence[str]]) -> bool:
    """Whether a folded text has all terms, the words of each side by side."""
    return all(
        re.search(
            r"\b" + re.escape(" ".join(term).rstrip("*")) + ("" if term[-1].endswith("*") else r"\b"), folded
        )
        for term in terms
    )
