"""iCalendar (RFC 5545) of what is planned: the agenda for anybody's calendar.

Entries are events that are or were planned: `planned` for a day that was still ahead when the first report came out, `cancelled`,
and those that have come to pass after some report had announced them. A date of day precision is an all-day entry; a week, a month or a few weeks is an all-day entry over all its days
that leaves the time free. What is dated more vaguely, or not at all, is left out: an entry a year long helps nobody.

STATUS: CANCELLED for what was called off, TENTATIVE for what its source calls probable or possible, CONFIRMED otherwise. UID is
made from the event's id, so that a later export updates an entry and does not double it; SEQUENCE and DTSTAMP grow with the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from icalendar import Calendar
from icalendar import Event as Entry

from aktenlage import __version__
from aktenlage.exports.cells import BREAKS, Ids, whole
from aktenlage.exports.span import earliest, span
from aktenlage.exports.told import Told, quote, report_of
from aktenlage.shapes import DocumentInfo, Entity, Event, Mention
from aktenlage.tables import name

# A month is the longest that is still an entry.
LONGEST = timedelta(days=31)
LONGEST_QUOTE = 300
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def lines(events: Iterable[Told]) -> Iterator[str]:
    """The calendar as text, lines ended by CR LF."""
    yield calendar(events).to_ical().decode("utf-8")


def calendar(events: Iterable[Told]) -> Calendar:
    """The calendar; entries in the order of the events."""
    found = Calendar()
    found.add("prodid", f"-//Aktenlage//Aktenlage {__version__}//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", "Aktenlage: agenda")
    ids = Ids()
    for event, reports in events:
        days = span(event.date)
        if days is not None and days[1] - days[0] < LONGEST and planned(event, reports):
            found.add_component(_entry(event, reports, days, ids.unique(event.id)))
    return found


def planned(event: Event, reports: Sequence[DocumentInfo]) -> bool:
    """Is or was it announced?"""
    if event.status == "actual":
        return any(mention.status == "planned" for mention in event.mentions)
    if event.status == "planned":
        days, told = span(event.date), span(earliest(reports))
        # "hätte am 3. Oktober zahlen müssen": a plan for a day gone by is nobody's agenda
        return days is None or told is None or days[1] >= told[0]
    return event.status == "cancelled"


def status(event: Event) -> str:
    """CONFIRMED, TENTATIVE or CANCELLED."""
    if event.status == "cancelled":
        return "CANCELLED"
    return "CONFIRMED" if event.certainty == "certain" else "TENTATIVE"


def _entry(event: Event, reports: Sequence[DocumentInfo], days: tuple[date, date], id_: str) -> Entry:
    first, last = days
    entry = Entry()
    entry.add("uid", f"{blake2b(id_.encode('utf-8'), digest_size=12).hexdigest()}@aktenlage")
    entry.add("dtstamp", max((_stamp(report) for report in reports), default=EPOCH))
    entry.add("sequence", max(len(reports) - 1, 0))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", _line(summary(event)))
    entry.add("description", "\n".join(map(_line, description(event, reports))))
    entry.add("status", status(event))
    entry.add("transp", "OPAQUE" if first == last and status(event) != "CANCELLED" else "TRANSPARENT")
    entry.add("categories", [event.type])
    if event.place is not None:
        entry.add("location", _line(", ".join(filter(None, (event.place.name, event.place.country)))))
        if event.place.latitude is not None and event.place.longitude is not None:
            entry.add("geo", (event.place.latitude, event.place.longitude))
    for report in reports:
        if report.url and report.url.startswith(("http://", "https://")) and not BREAKS.search(report.url):
            entry.add("url", whole(report.url))
            break
    return entry


def _stamp(report: DocumentInfo) -> datetime:
    days = span(report.published)
    return datetime.combine(days[0], time(), UTC) if days else EPOCH


def summary(event: Event) -> str:
    """`CONSULT visit: Annalena Baerbock → European Union`."""
    parties = " → ".join(", ".join(e.name for e in side) for side in (event.actors, event.recipients) if side)
    what = event.type + (f" {event.mode}" if event.mode else "")
    return f"{what}: {parties}" if parties else what


def description(event: Event, reports: Sequence[DocumentInfo]) -> Iterator[str]:
    """Who, to whom, according to whom, how certain, and which words of which reports say so; one line each."""
    yield f"Status: {event.status}, {event.certainty}; date {event.date}"
    for label, entities in (("Who", event.actors), ("To whom", event.recipients)):
        if entities:
            yield f"{label}: {_names(entities)}"
    if event.sources:
        yield "According to: " + " → ".join(name(e) for e in event.sources)
    for report in reports:
        told = ", ".join(part for part in (report.source, report.published) if part)
        yield f"Report: {report.title or report.id}" + (f" ({told})" if told else "")
        if report.url:
            yield report.url
        yield from _words([m for m in event.mentions if report_of(m, reports) is report], reports)


def _words(mentions: Sequence[Mention], reports: Sequence[DocumentInfo]) -> Iterator[str]:
    """What a report says: the sentence of its first mention, or the words that tell of it where no text is at hand."""
    sentence = _line(quote(mentions[0], reports)) if mentions else ""
    if sentence:
        yield f"“{sentence if len(sentence) <= LONGEST_QUOTE else sentence[:LONGEST_QUOTE] + '…'}”"
    elif mentions:
        yield "Words: " + ", ".join(dict.fromkeys(m.trigger.text for m in mentions))


def _names(entities: Sequence[Entity]) -> str:
    return "; ".join(_line(name(e)) for e in entities)


def _line(text: str) -> str:
    """On one line, without control characters; calendars read "\\N" in a name as a break even where it was escaped."""
    return BREAKS.sub(" ", whole(text)).replace("\\", "/").strip()
