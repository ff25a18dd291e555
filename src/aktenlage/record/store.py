"""The record of an analyst: one file or one PostgreSQL database that keeps everything read and answers questions."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from aktenlage.record import (
    adding,
    asking,
    due,
    edits,
    golden,
    judging,
    opening,
    paging,
    places,
    reading,
    sums,
    told,
)
from aktenlage.record.adding import Outcome
from aktenlage.record.asking import EventFilter, Found, StatementFilter
from aktenlage.record.changing import Changes
from aktenlage.record.edits import Edit
from aktenlage.record.faults import RecordFault, fault_of
from aktenlage.record.frames import Answers
from aktenlage.record.golden import Gold
from aktenlage.record.merging import Merging
from aktenlage.record.models import (
    EditRow,
    EntityRow,
    EventRow,
    MentionRow,
    ReportRow,
    SourceRow,
    StatementRow,
    TellingRow,
)
from aktenlage.record.numbers import Numbers
from aktenlage.record.paging import ListedReport, Page, ReportFilter
from aktenlage.record.places import PlaceCount
from aktenlage.record.reading import Kind
from aktenlage.record.relations import Due, Period, Relation, agenda, relations
from aktenlage.record.sums import Sum
from aktenlage.record.told import ToldReport
from aktenlage.record.verdicts import REJECTED, REVIEWS
from aktenlage.shapes import CodedDocument, Document, DocumentInfo, RecordedEvent, RecordedStatement

T = TypeVar("T")
DEFAULT = "sqlite:///akte.db"
# Reports, and seconds of waiting for them, that one transaction of many takes: other writers wait a quarter of a second.
CHUNK, GATHERED = 100, 1.0


class Record:
    """The record at an address: `sqlite:///akte.db` or `postgresql://user@host/name`.

    With `create` it is made if it is not there, and brought up to date if an older Aktenlage wrote it; without, it must be
    there. Everything raises RecordFault, whose message says what helps. To be used as a context manager, or closed.

        with aktenlage.Record("sqlite:///akte.db") as record:
            record.add(aktenlage.code(report), report)
            record.events(actor="USA", recipient="CHN", since="2023-01-01").to_polars()
    """

    def __init__(self, url: str = DEFAULT, *, create: bool = True) -> None:
        self._where = opening.shown(opening.address(url))
        self._engine = opening.connect(url, create)
        self._numbers = Numbers()
        self._changes = Changes(self._engine)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._changes.close()
        self._engine.dispose()

    # Filling

    def add(self, coded: CodedDocument, document: Document | None = None) -> Outcome:
        """Adds a coded report, in one transaction; `document` is what it was coded from and gives the sentences.

        The outcome is `new`, `known` (nothing changed), `recoded` (same text, coded anew) or `corrected` (another text under
        the same id: the old one is kept aside). Without `document` there are no quotes, and no search in it.
        """
        with self._writing() as connection:
            return adding.add(connection, coded, document.text if document else None, self._numbers)

    def add_many(
        self, reports: Iterable[CodedDocument | tuple[CodedDocument, Document | None]]
    ) -> dict[Outcome, int]:
        """Adds reports, each transaction taking CHUNK of them, or those that come within a second: more than twice as fast
        as one by one. Returns how many came to which outcome. After a RecordFault, those of earlier transactions are in."""
        counts = dict.fromkeys(Outcome, 0)
        for chunk in _chunks(reports):
            with self._writing() as connection:
                outcomes = [
                    adding.add(connection, coded, document.text if document else None, self._numbers)
                    for report in chunk
                    for coded, document in [report if isinstance(report, tuple) else (report, None)]
                ]
            for outcome in outcomes:
                counts[outcome] += 1
        return counts

    def remove(self, report: str, source: str | None = None) -> None:
        """Takes a report (by its document id) out, all its versions and all that hangs on them; events live on in others."""
        with self._writing() as connection:
            adding.remove(connection, self._versions(connection, report, source))

    # Asking

    def events(self, *, limit: int | None = None, **wanted: Any) -> Answers[RecordedEvent]:
        """Events, newest first. Conditions are those of `EventFilter`: actor, recipient, pair, country, sector, type, mode,
        status, certainty, source, since, until, place, report, review."""
        with self._reading() as connection:
            ids = asking.event_ids(connection, _filter(EventFilter, wanted), limit)
            return Answers(reading.events(connection, ids), RecordedEvent)

    def statements(self, *, limit: int | None = None, **wanted: Any) -> Answers[RecordedStatement]:
        """Statements, newest first. Conditions are those of `StatementFilter`: speaker, addressee, relay, country, sector,
        kind, source, words, since, until, report."""
        with self._reading() as connection:
            ids = asking.statement_ids(connection, _filter(StatementFilter, wanted), limit)
            return Answers(reading.statements(connection, ids), RecordedStatement)

    def reports(self, *, since: str | None = None, until: str | None = None) -> list[DocumentInfo]:
        """The reports that count, in the order in which they came, those that tell of no event too.

        `since` and `until`: only those published from one day to another.
        """
        with self._reading() as connection:
            return reading.reports_between(connection, asking.iso_day(since), asking.iso_day(until))

    def relations(self, *, by: Period = "month", **wanted: Any) -> Answers[Relation]:
        """What countries did to each other, per ordered pair and `week` or `month`; conditions as for `events`."""
        with self._reading() as connection:
            return Answers(relations(connection, _filter(EventFilter, wanted), by), Relation)

    def sums(self, **wanted: Any) -> list[Sum]:
        """What countries did to each other over all time, per ordered pair; conditions as for `events`."""
        with self._reading() as connection:
            return sums.of_record(connection, _filter(EventFilter, wanted))

    def places(self, **wanted: Any) -> list[PlaceCount]:
        """Where events happened or are to happen, counted; conditions as for `events`."""
        with self._reading() as connection:
            return places.places(connection, _filter(EventFilter, wanted))

    def agenda(self, *, today: date | None = None, **wanted: Any) -> Answers[Due]:
        """Planned events that are overdue or ahead on a day (default: this one); conditions as for `events`."""
        planned = self.events(status="planned", **wanted)
        return Answers(agenda(planned, today or date.today()), Due)

    def search(self, query: str, *, limit: int | None = None) -> Answers[Found]:
        """Sentences with all words of a query, newest first; `word*` for a beginning, "several words" for a phrase."""
        with self._reading() as connection:
            return Answers(asking.search(connection, query, limit), Found)

    def show(self, id_: str) -> RecordedEvent:
        """One event with its story; the old id of a merged event leads to the one it is now part of."""
        with self._reading() as connection:
            (event,) = reading.events(connection, [self._event_id(connection, id_)], whole=True)
            return event

    def kinds(self, ids: Collection[str]) -> dict[str, Kind]:
        """What these events are, in short: id -> type and mode."""
        with self._reading() as connection:
            return reading.kinds(connection, ids)

    def stats(self) -> dict[str, int]:
        """How much there is: reports that count and earlier versions, events, mentions, statements and so on."""
        with self._reading() as connection:
            current = ReportRow.superseded_by.is_(None)
            counts = {
                "reports": select(func.count()).select_from(ReportRow).where(current),
                "earlier_versions": select(func.count()).select_from(ReportRow).where(~current),
                "events": select(func.count())
                .select_from(EventRow)
                .where(EventRow.merged_into.is_(None), EventRow.review != REJECTED),
                "mentions": select(func.count(MentionRow.telling)),
                "statements": select(func.count())
                .select_from(StatementRow)
                # Few reports are superseded: to leave theirs out costs less than to look at the report of each.
                .where(StatementRow.report.not_in(select(ReportRow.id).where(~current)), asking.seen()),
                "entities": select(func.count()).select_from(EntityRow),
                "sources": select(func.count()).select_from(SourceRow),
                "edits": select(func.count()).select_from(EditRow),
            }
            return {name: connection.execute(query).scalar_one() for name, query in counts.items()}

    # Asking for a part

    def events_page(
        self, *, sort: str = "date", after: str | None = None, limit: int = 50, **wanted: Any
    ) -> Page[RecordedEvent]:
        """Some events that go on `after` the key of the page before; sorted by `date`, `first_seen` or `last_seen`, the
        newest first, or with `-` in front the oldest. Conditions as for `events`."""
        with self._reading() as connection:
            return paging.events(connection, _filter(EventFilter, wanted), sort, after, limit)

    def statements_page(
        self, *, after: str | None = None, limit: int = 50, **wanted: Any
    ) -> Page[RecordedStatement]:
        """Some statements, newest first. Conditions as for `statements`."""
        with self._reading() as connection:
            return paging.statements(connection, _filter(StatementFilter, wanted), after, limit)

    def reports_page(self, *, after: str | None = None, limit: int = 50, **wanted: Any) -> Page[ListedReport]:
        """Some reports, newest first. Conditions are those of `ReportFilter`: source, language, title, since, until."""
        with self._reading() as connection:
            return paging.reports(connection, _filter(ReportFilter, wanted), after, limit)

    def each_event(self, **wanted: Any) -> Iterator[RecordedEvent]:
        """Events, newest first, without holding all of them. Conditions as for `events`."""
        with self._reading() as connection:
            ids = asking.event_ids(connection, _filter(EventFilter, wanted))
            for start in range(0, len(ids), reading.PARCEL):
                yield from reading.events(connection, ids[start : start + reading.PARCEL])

    def due(self, state: str, *, today: date | None = None, limit: int = 50, **wanted: Any) -> list[Due]:
        """Plans that are `ahead` (the next first) or `overdue` (the latest first) on a day; conditions as for `events`."""
        with self._reading() as connection:
            return due.due(connection, _filter(EventFilter, wanted), today or date.today(), state, limit)

    def report(self, document: str, source: str | None = None) -> ToldReport:
        """One report by its document id, with its text, events and statements; `source` where several outlets have one."""
        with self._reading() as connection:
            return told.report(connection, document, source)

    def newest_day(self) -> str | None:
        """The day of publication of the newest report."""
        with self._reading() as connection:
            query = select(func.max(ReportRow.published)).where(ReportRow.superseded_by.is_(None))
            return connection.execute(query).scalar()

    def state(self) -> str:
        """A text that is another one after every change of the record, whoever has written."""
        try:
            return self._changes.state()
        except SQLAlchemyError as error:
            raise fault_of(error, self._where) from error

    # Correcting

    def merge(self, ids: Sequence[str], author: str | None = None) -> str:
        """Makes one event of several, for good: later reports and a new coding respect it. Returns the id that stays."""
        with self._writing() as connection:
            events = list(dict.fromkeys(self._event_id(connection, id_) for id_ in ids))
            if len(events) < 2:
                raise RecordFault("one-event", self._where)
            mentions = self._mentions(connection, events)
            edits.note(connection, "merge", author, [mentions])
            self._resettle(connection, mentions)
            return self._event_of(connection, mentions[0])

    def split(self, id_: str, mentions: Sequence[int], author: str | None = None) -> str:
        """Makes an event of its own of some mentions of an event, for good. Returns the id of the new event."""
        with self._writing() as connection:
            held = self._mentions(connection, [self._event_id(connection, id_)])
            apart = sorted(set(mentions))
            if strange := sorted(set(apart) - set(held)):
                raise RecordFault("no-mention", self._where, why=", ".join(map(str, strange)))
            rest = sorted(set(held) - set(apart))
            if not rest or not apart:
                raise RecordFault("all-mentions", self._where)
            edits.note(connection, "split", author, [rest, apart])
            self._resettle(connection, held)
            return self._event_of(connection, apart[0])

    def judge(
        self,
        action: str,
        event: str,
        mentions: Sequence[int] = (),
        *,
        author: str | None = None,
        comment: str | None = None,
        **changes: Any,
    ) -> Edit:
        """Says of an event that it is right (`accept`), is none (`reject`), or what is to be otherwise in it (`change`).

        It is said of all its mentions, or of those given. Changes: type, mode, status, certainty, date, place ("Berlin" or
        "Berlin|DEU"), actors, recipients, sources (lists of "name|ISO3|SECTOR"). What was accepted or changed stays as it is
        then, whatever a new coding says.

            record.judge("change", "e7qv2m4kxta", date="2023-06-19", actors=["Annalena Baerbock|DEU|GOV"], author="kb")
        """
        with self._writing() as connection:
            held = self._mentions(connection, [self._event_id(connection, event)])
            chosen = sorted(set(mentions)) or held
            if strange := sorted(set(chosen) - set(held)):
                raise RecordFault("no-mention", self._where, why=", ".join(map(str, strange)))
            rows = reading.mentions(connection, MentionRow.id.in_(chosen))
            judging.judge_mentions(connection, action, [m for _, m in rows], changes, author, comment)
            self._rejudge(connection, chosen, [], sorted({row.report for row, _ in rows}))
            return edits.listed(connection, 1)[0]

    def judge_statement(
        self,
        action: str,
        report: str,
        start: int,
        end: int,
        *,
        source: str | None = None,
        author: str | None = None,
        comment: str | None = None,
        **changes: Any,
    ) -> Edit:
        """Says the same of the statement at `start`..`end` of a report. Changes: kind, speaker, cospeakers, addressees, relay."""
        with self._writing() as connection:
            found = told.statement(connection, report, source, start, end)
            if found is None:
                raise RecordFault("no-statement", report, why=f"{start}..{end}")
            judging.judge_statement(connection, action, *found, changes, author, comment)
            self._rejudge(connection, [], [found[0]], [])
            return edits.listed(connection, 1)[0]

    def edits(self, limit: int = 100, author: str | None = None) -> list[Edit]:
        """The latest decisions by hand, the last one first; of one author, if given."""
        with self._reading() as connection:
            return edits.listed(connection, limit, author)

    def undo(self, edit: int) -> None:
        """Takes a decision by hand back, as if it had never been; what was decided before or after it holds."""
        with self._writing() as connection:
            spoken = edits.forget(connection, edit)
            if spoken is None:
                raise RecordFault("no-edit", self._where, why=edit)
            self._rejudge(connection, spoken.mentions, spoken.statements, spoken.reports)

    def reviewed(self) -> dict[str, int]:
        """How many events are `open`, `judged` and `rejected`."""
        with self._reading() as connection:
            query = select(EventRow.review, func.count()).where(EventRow.merged_into.is_(None))
            counted = connection.execute(query.group_by(EventRow.review)).all()
            found = {row[0]: row[1] for row in counted}
            return {review: found.get(review, 0) for review in REVIEWS}

    def gold(self) -> Gold:
        """What people have accepted, changed and rejected, in the format that `aktenlage evaluate` reads."""
        with self._reading() as connection:
            return golden.gold(connection)

    def _rejudge(
        self,
        connection: Connection,
        mentions: Sequence[int],
        statements: Sequence[int],
        reports: Sequence[int],
    ) -> None:
        """Brings mentions and statements, and the events of reports, to what the edits now say."""
        judging.apply_to_mentions(connection, mentions, self._numbers)
        judging.apply_to_statements(connection, statements, self._numbers)
        if reports:
            # Units of what was joined are cut anew, all reports of them: nothing else knows that they may part.
            merging = Merging(connection, edits.hand(connection))
            adding.resettle(merging, adding.replant(merging, reports))

    def _resettle(self, connection: Connection, mentions: Sequence[int]) -> None:
        """Decides again after an edit: reports in which it parts what the coder had joined are cut anew."""
        merging = Merging(connection, edits.hand(connection))
        rows = connection.execute(
            select(MentionRow.id, MentionRow.report, MentionRow.coded_event).where(
                MentionRow.id.in_(mentions)
            )
        ).all()
        coded: dict[tuple[int, int], list[int]] = {}
        for row in rows:
            coded.setdefault((row.report, row.coded_event), []).append(row.id)
        recut = {report for (report, _), group in coded.items() if len(merging.hand.parts(group)) > 1}
        again = adding.replant(merging, sorted(recut))
        adding.resettle(merging, again)

    def _event_id(self, connection: Connection, id_: str) -> str:
        row = connection.execute(
            select(EventRow.id, EventRow.merged_into).where(EventRow.id == id_)
        ).one_or_none()
        if row is None:
            raise RecordFault("no-event", id_)
        return str(row.merged_into or row.id)

    def _mentions(self, connection: Connection, events: Sequence[str]) -> list[int]:
        query = (
            select(MentionRow.id)
            .join(TellingRow, TellingRow.id == MentionRow.telling)
            .where(TellingRow.event.in_(events))
            .order_by(MentionRow.id)
        )
        return list(connection.execute(query).scalars())

    def _event_of(self, connection: Connection, mention: int) -> str:
        query = select(TellingRow.event).join(MentionRow, MentionRow.telling == TellingRow.id)
        return str(connection.execute(query.where(MentionRow.id == mention)).scalar_one())

    def _versions(self, connection: Connection, report: str, source: str | None) -> list[int]:
        rows = connection.execute(
            select(ReportRow.id, SourceRow.name)
            .outerjoin(SourceRow, SourceRow.id == ReportRow.source)
            .where(ReportRow.document == report)
        ).all()
        found = [row for row in rows if source is None or row.name == source]
        if not found:
            raise RecordFault("no-report", report)
        names = sorted({row.name or "no source" for row in found})
        if len(names) > 1:
            raise RecordFault("two-reports", report, why=", ".join(names))
        return [row.id for row in found]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with opening.writing(self._engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            self._numbers.forget()
            raise fault_of(error, self._where) from error
        except BaseException:
            self._numbers.forget()
            raise

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with opening.reading(self._engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise fault_of(error, self._where) from error


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """What is ready at once comes by the hundred; what comes slowly, as coding does, does not wait for long."""
    chunk: list[T] = []
    begun = time.monotonic()
    for item in items:
        chunk.append(item)
        if len(chunk) >= CHUNK or time.monotonic() - begun > GATHERED:
            yield chunk
            chunk, begun = [], time.monotonic()
    if chunk:
        yield chunk


def _filter(shape: Any, wanted: dict[str, Any]) -> Any:
    try:
        return shape(**wanted)
    except TypeError:
        unknown = ", ".join(sorted(wanted.keys() - set(shape.__struct_fields__)))
        known = ", ".join(shape.__struct_fields__)
        raise TypeError(f"no such condition: {unknown}; there are {known}") from None
