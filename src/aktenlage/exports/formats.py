"""Which formats are there, and who wants them? One table, and the two doors that write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TextIO

from aktenlage.exports.told import Coded, Told, told
from aktenlage.shapes import DocumentInfo, RecordedStatement

ROOM = "aktenlage.exports"


@dataclass(frozen=True, slots=True)
class Format:
    """`ending` of its file, empty for a folder; `whole_reports` if it is made of reports as coded, not of single events."""

    description: str
    module: str
    ending: str
    whole_reports: bool = False

    @property
    def folder(self) -> bool:
        """Is it several files in a folder?"""
        return not self.ending


FORMATS: dict[str, Format] = {
    "plover": Format("events as JSON Lines with the PLOVER manual's field names", "plover", ".jsonl"),
    "polecat": Format("events as the 40 tab-separated columns of the POLECAT data", "polecat", ".txt"),
    "icews": Format(
        "actor-recipient pairs as the 20 columns of the ICEWS data, CAMEO root codes", "icews", ".tab"
    ),
    "ics": Format("what is planned, as a calendar (iCalendar)", "agenda", ".ics"),
    "csv": Format("every table as a CSV file, with a data dictionary", "tables", ""),
    "parquet": Format("every table as a Parquet file, with a data dictionary", "tables", ""),
    "brat": Format("reports with their annotation, for brat", "brat", "", whole_reports=True),
    "conllu": Format(
        "trees in CoNLL-U with the events on their triggers", "conllu", ".conllu", whole_reports=True
    ),
}


def write(
    format: str,
    events: Iterable[Told],
    target: TextIO | Path,
    statements: Iterable[RecordedStatement] = (),
    reports: Iterable[DocumentInfo] = (),
) -> None:
    """Writes events with the reports they rest on: to a stream or file, or to a folder for `csv` and `parquet`.

    `statements` and `reports` of the record (those without events too) get their tables there; no other format has a place
    for them. Raises ValueError, with the cure, for an unknown format, for one made of whole reports (see `write_coded`), and
    for a stream where a folder is wanted.
    """
    chosen = _format(format)
    if chosen.whole_reports:
        raise ValueError(f"{format} is made of whole reports; give coded reports to write_coded")
    if chosen.folder:
        from aktenlage.exports.tables import Tables

        with Tables(_folder(format, target), format) as tables:
            tables.add(events, statements, reports)
    else:
        _stream(_lines(chosen)(events), target)


def write_coded(format: str, pairs: Iterable[Coded], target: TextIO | Path) -> None:
    """Writes reports as coded, each with its document, in any format of FORMATS. Raises as `write` does."""
    chosen = _format(format)
    if format == "brat":
        from aktenlage.exports.brat import write_folder

        write_folder(pairs, _folder(format, target))
    elif chosen.folder:
        from aktenlage.exports.tables import Tables

        with Tables(_folder(format, target), format) as tables:
            for _, coded in pairs:
                tables.add_coded(coded)
    elif chosen.whole_reports:
        _stream(_lines(chosen)(pairs), target)
    else:
        write(format, told(pairs), target)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise ValueError(f"there is no format {name}; choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _folder(format: str, target: TextIO | Path) -> Path:
    if not isinstance(target, Path):
        raise ValueError(f"{format} is several files; name a folder for them")
    return target


def _lines(format: Format) -> Callable[[Iterable[object]], Iterator[str]]:
    lines: Callable[[Iterable[object]], Iterator[str]] = import_module(f"{ROOM}.{format.module}").lines
    return lines


def _stream(lines: Iterator[str], target: TextIO | Path) -> None:
    """Line ends as the format has them, on every system."""
    opened: AbstractContextManager[TextIO]
    if isinstance(target, Path):
        opened = target.open("w", encoding="utf-8", newline="")
    else:
        opened = nullcontext(target)
    with opened as stream:
        for line in lines:
            stream.write(line)
