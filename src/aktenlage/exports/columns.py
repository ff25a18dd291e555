"""Which tables are there, and what does each column mean? Tables and data dictionary both follow from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

TEXT, NUMBER, DEGREES, DAY = pl.String(), pl.Int64(), pl.Float64(), pl.Date()
TYPE_NAMES = {TEXT: "text", NUMBER: "whole number", DEGREES: "decimal number", DAY: "date"}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: pl.DataType
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """`row` says what a row is; `columns` stand in the order of the file."""

    row: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        return {column.name: column.type for column in self.columns}


def _text(name: str, meaning: str) -> Column:
    return Column(name, TEXT, meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, NUMBER, meaning)


_WHAT = (
    _text("type", "PLOVER type, one of 16"),
    _text("mode", "PLOVER mode of that type; empty if the text does not tell"),
    _text("status", "actual, planned, hypothetical, cancelled or denied"),
    _text("certainty", "certain, probable or possible"),
    _text("date", "ISO 8601, as precise as the text: 2023-06-18, 2023-06, 2023, 2023-W25, 2018/2023"),
)
_WHERE = (
    _text("place", "canonical English name of the place"),
    _text("place_country", "its state, ISO 3166-1 alpha-3"),
    Column("latitude", DEGREES, "degrees north, WGS 84"),
    Column("longitude", DEGREES, "degrees east, WGS 84"),
    _number("geonames", "GeoNames id of the place"),
)
_WHO = (
    _text("name", "canonical English name"),
    _text("kind", "person, organisation, country or group"),
    _text("country", "ISO 3166-1 alpha-3, EUR for the European Union; empty for actors of no state"),
    _text("sector", "GOV, MIL, REB and so on (codebook, section 6); empty for a country as a whole"),
)
_WRITTEN = (
    _text("text", "as written in the report"),
    _number("start", "where that begins, in code points from the beginning of the report"),
    _number("end", "where it ends, exclusive"),
)

TABLES: dict[str, Table] = {
    "events": Table(
        "one happening, merged from its mentions",
        (
            _text("event", "id of the event"),
            *_WHAT,
            Column("first_day", DAY, "first day of `date`"),
            Column("last_day", DAY, "last day of `date`"),
            *_WHERE,
            _text("actors", "names of the actors, joined by '; '"),
            _text("actor_countries", "their states, once each, joined by '; '"),
            _text("recipients", "names of the recipients, joined by '; '"),
            _text("recipient_countries", "their states, once each, joined by '; '"),
            _text(
                "sources", "who says so, outermost first, joined by '; '; empty when the reporter asserts it"
            ),
            _text(
                "plover_type", "type after the PLOVER manual's reductions; empty when it leaves the event out"
            ),
            _text("plover_mode", "mode after these reductions"),
            Column("score", DEGREES, "conflict-cooperation scale, -10 to 10"),
            _text("quad", "quad class, such as verbal cooperation"),
            _number("mentions", "how many mentions it was merged from"),
            _number("reports", "in how many reports"),
            _text("first_report", "id of the report that was published first"),
            _text("published", "the day of that publication"),
        ),
    ),
    "mentions": Table(
        "one place in a report that tells of an event, with its own values",
        (
            _text("event", "id of the event"),
            _number("mention", "number of the mention within its event, from 1"),
            _text("report", "id of the report"),
            _number("sentence", "number of the sentence within the report, from 0"),
            _number("start", "where the sentence begins, in code points from the beginning of the report"),
            _number("end", "where it ends, exclusive"),
            _text("trigger", "the word that tells of the happening"),
            _number("trigger_start", "where it begins"),
            _number("trigger_end", "where it ends, exclusive"),
            *_WHAT,
            *_WHERE,
        ),
    ),
    "roles": Table(
        "somebody in a role of an event or of one of its mentions",
        (
            _text("event", "id of the event"),
            _number("mention", "number of the mention; empty for the roles of the merged event"),
            _text("report", "id of the report in which it is written"),
            _text("role", "actor, recipient or source"),
            _number("position", "place in the list of that role, from 1; sources count from the outermost"),
            *_WHO,
            *_WRITTEN,
        ),
    ),
    "statements": Table(
        "words or content that a report attributes to somebody",
        (
            _text("report", "id of the report"),
            _number("statement", "number of the statement within the report, from 1"),
            _text("kind", "direct, indirect, free-indirect or reported"),
            _text("speaker", "canonical English name of the (first) speaker; empty when the text names none"),
            _text("speaker_kind", "person, organisation, country or group"),
            _text("speaker_country", "ISO 3166-1 alpha-3"),
            _text("speaker_sector", "sector of the speaker"),
            _text("cospeakers", "further speakers, joined by '; '"),
            _text("addressees", "to whom it is said, joined by '; '"),
            _text("relay", "who passes it on"),
            _text("cue", "the word that attributes it"),
            _number("start", "where the content begins, in code points from the beginning of the report"),
            _number("end", "where it ends, exclusive"),
            _text("spans", "its parts as start:end, separated by blanks"),
            _text("text", "the content; parts of a split quotation are joined by ' … '"),
            _text("date", "when it was said, ISO 8601"),
        ),
    ),
    "reports": Table(
        "one report",
        (
            _text("report", "id of the report"),
            _text("language", "de or en"),
            _text("published", "day of publication, ISO 8601"),
            _text("title", "headline, if it was given apart from the text"),
            _text("source", "who published it"),
            _text("url", "where it was found"),
        ),
    ),
    "entities": Table(
        "one identity in one report, at its first mention in a role",
        (_text("report", "id of the report"), *_WHO, *_WRITTEN),
    ),
}
HEAD = """\
# Data dictionary

Written by `python -m aktenlage.reference` from the definition of the tables; do not edit.

The tables that `--format csv` and `--format parquet` write, one file each. CSV: UTF-8, comma, quotes where needed, a header, missing
values empty. Columns of one name hold the same thing in all tables, so that `event` and `report` join them. How events,
roles and statements are coded says the codebook; the other formats are in [exports.md](exports.md).
"""


def dictionary() -> str:
    """The data dictionary as Markdown."""
    return "\n".join([HEAD, *(line for name in TABLES for line in _section(name, TABLES[name]))]) + "\n"


def _section(name: str, table: Table) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"A row is {table.row}.\n"
    yield "| column | type | meaning |\n|---|---|---|"
    yield from (f"| `{c.name}` | {TYPE_NAMES[c.type]} | {c.meaning} |" for c in table.columns)
    yield ""
