"""The commands of the record: fill it, ask it, correct it, write it out. No logic of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aktenlage.cli_options import (
    LEFT_OUT,
    Columns,
    Files,
    Follow,
    Language,
    LanguageOption,
    Published,
    WorldOption,
    own_rows,
    read_reports,
)
from aktenlage.cli_parts import progress

if TYPE_CHECKING:
    from aktenlage.record import Answers, Record
    from aktenlage.shapes import CodedDocument, Document

record = typer.Typer(
    help="The record: everything read goes in once, stays, can be asked, corrected and taken out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class StoryFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"


class ExportFormat(StrEnum):
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    ics = "ics"
    csv = "csv"
    parquet = "parquet"


class Judgement(StrEnum):
    accept = "accept"
    reject = "reject"
    change = "change"


class Period(StrEnum):
    week = "week"
    month = "month"


Database = Annotated[
    str,
    typer.Option(
        envvar="AKTENLAGE_DB",
        help="Address of the record: sqlite:///FILE or postgresql://USER@HOST/NAME.",
    ),
]
DEFAULT = "sqlite:///akte.db"
FormatOption = Annotated[Format, typer.Option(help="A table for people, the others for programs.")]
Out = Annotated[
    Path | None, typer.Option(help="File to write to instead of standard output; parquet needs one.")
]
Limit = Annotated[int, typer.Option(min=0, help="At most so many, the newest; 0 for all.")]
Several = list[str] | None
Actor = Annotated[Several, typer.Option(help="Who acts: a country code or part of a name; may be repeated.")]
Recipient = Annotated[Several, typer.Option(help="To whom: a country code or part of a name.")]
Pair = Annotated[str | None, typer.Option(help="Two parties in either direction: USA,CHN.")]
Country = Annotated[Several, typer.Option(help="Country of any party, ISO 3166-1 alpha-3.")]
Sector = Annotated[Several, typer.Option(help="Sector of any party: GOV, MIL, OPP, …")]
Type = Annotated[Several, typer.Option(help="PLOVER type: CONSULT, ASSAULT, …")]
Mode = Annotated[Several, typer.Option(help="PLOVER mode: visit, arrest, …")]
Status = Annotated[Several, typer.Option(help="actual, planned, hypothetical, cancelled or denied.")]
Certainty = Annotated[Several, typer.Option(help="certain, probable or possible.")]
Source = Annotated[Several, typer.Option(help="An outlet, or somebody whom reports name as their source.")]
Since = Annotated[str | None, typer.Option(help="First day, as 2023-06-19.")]
Until = Annotated[str | None, typer.Option(help="Last day, as 2023-06-19.")]
PlaceOption = Annotated[Several, typer.Option(help="Where: a country code or part of a name.")]
Report = Annotated[Several, typer.Option(help="Told by the report of this id.")]
Author = Annotated[str | None, typer.Option(help="Who decides; kept with the edit.")]


@record.command()
def add(
    files: Files,
    db: Database = DEFAULT,
    published: Published = None,
    language: LanguageOption = Language.auto,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the coding.")] = 1,
    columns: Columns = None,
    follow: Follow = False,
    world: WorldOption = None,
    texts: Annotated[
        list[str] | None,
        typer.Option(help="Reports that lines coded before were coded from, for their sentences; by id."),
    ] = None,
) -> None:
    """Code reports and add them to the record, which is made if there is none. Lines of `code --format jsonl`, and folders of them, are taken as they are.

    Example: aktenlage record add examples/*.txt --published 2023-06-19 --db sqlite:///akte.db
    """
    from aktenlage.parts import count, written
    from aktenlage.record.feeding import fed
    from aktenlage.shapes import UncodedDocument

    # A folder of parts stands for the parts that its manifest lists.
    folders = [parts for name in files if (parts := written(Path(name)))]
    total = sum(count(parts[0].parent) for parts in folders) if len(folders) == len(files) else None
    files = [str(path) for name in files for path in written(Path(name)) or (name,)]

    def read(names: list[str]) -> Iterator[Any]:
        return read_reports(names, published, language, columns, follow)

    rows = own_rows(world)
    left_out = 0

    def coded() -> Iterator[tuple[CodedDocument, Document | None]]:
        nonlocal left_out
        found = fed(files, read, workers, read(texts) if texts else (), rows)
        for number, item in enumerate(found, 1):
            bar.send((number, False))
            if isinstance(item, UncodedDocument):
                left_out += 1
                print(item.error.message, file=sys.stderr)
            else:
                yield item

    with _opened(db, create=True) as opened, closing(progress(total)) as bar:
        counts = opened.add_many(coded())
    told = [f"{number} {outcome}" for outcome, number in counts.items() if number]
    print(", ".join(told) or "nothing added", file=sys.stderr)
    if left_out:
        print(f"{left_out} left out", file=sys.stderr)
        raise typer.Exit(LEFT_OUT)


@record.command()
def events(
    db: Database = DEFAULT,
    actor: Actor = None,
    recipient: Recipient = None,
    pair: Pair = None,
    country: Country = None,
    sector: Sector = None,
    type: Type = None,
    mode: Mode = None,
    status: Status = None,
    certainty: Certainty = None,
    source: Source = None,
    since: Since = None,
    until: Until = None,
    place: PlaceOption = None,
    report: Report = None,
    limit: Limit = 0,
    format: FormatOption = Format.table,
    out: Out = None,
) -> None:
    """List events, newest first.

    Example: aktenlage record events --actor CHN --recipient USA --since 2023-03-01
    """
    wanted: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "pair": _pair(pair), "country": country, "sector": sector, "type": type, "mode": mode,
        "status": status, "certainty": certainty, "source": source, "since": since, "until": until, "place": place, "report": report,
    }  # fmt: skip
    _answer(db, lambda opened: opened.events(limit=limit or None, **wanted), "events", format, out)


@record.command()
def statements(
    db: Database = DEFAULT,
    speaker: Annotated[Several, typer.Option(help="Who says it: a country code or part of a name.")] = None,
    addressee: Annotated[Several, typer.Option(help="To whom it is said.")] = None,
    relay: Annotated[Several, typer.Option(help="Who passes it on.")] = None,
    country: Annotated[Several, typer.Option(help="Country of a speaker, ISO 3166-1 alpha-3.")] = None,
    sector: Annotated[Several, typer.Option(help="Sector of a speaker: GOV, MIL, OPP, …")] = None,
    kind: Annotated[Several, typer.Option(help="direct, indirect, free-indirect or reported.")] = None,
    source: Annotated[Several, typer.Option(help="The outlet.")] = None,
    words: Annotated[str | None, typer.Option(help="Words in what is said, as for search.")] = None,
    since: Since = None,
    until: Until = None,
    report: Report = None,
    limit: Limit = 0,
    format: FormatOption = Format.table,
    out: Out = None,
) -> None:
    """List who said what, newest first.

    Example: aktenlage record statements --speaker "Qin Gang" --kind direct
    """
    wanted: dict[str, Any] = {
        "speaker": speaker, "addressee": addressee, "relay": relay, "country": country, "sector": sector, "kind": kind, "source": source,
        "words": words, "since": since, "until": until, "report": report,
    }  # fmt: skip
    _answer(db, lambda opened: opened.statements(limit=limit or None, **wanted), "statements", format, out)


@record.command()
def show(
    event: Annotated[
        str, typer.Argument(help="Id of an event; an old id leads to the event it became part of.")
    ],
    db: Database = DEFAULT,
    format: Annotated[StoryFormat, typer.Option(help="For people, or one JSON object.")] = StoryFormat.table,
) -> None:
    """Tell the story of one event: who reported what when, what became of it, why its reports are counted as one.

    Example: aktenlage record show e7qv2m4kxta
    """
    from aktenlage.record.showing import print_story

    with _opened(db) as opened:
        found = opened.show(event)
    if format is StoryFormat.jsonl:
        _lines([found], None)
    else:
        print_story(found)


@record.command()
def relations(
    db: Database = DEFAULT,
    by: Annotated[Period, typer.Option(help="Length of a period.")] = Period.month,
    pair: Pair = None,
    country: Country = None,
    actor: Actor = None,
    recipient: Recipient = None,
    since: Since = None,
    until: Until = None,
    format: FormatOption = Format.table,
    out: Out = None,
) -> None:
    """Count what countries did to each other per week or month: events by quad class, mean conflict-cooperation score.

    Example: aktenlage record relations --pair USA,CHN --by week
    """
    wanted: dict[str, Any] = {
        "pair": _pair(pair),
        "country": country,
        "actor": actor,
        "recipient": recipient,
        "since": since,
        "until": until,
    }
    _answer(db, lambda opened: opened.relations(by=by.value, **wanted), "relations", format, out)


@record.command()
def agenda(
    db: Database = DEFAULT,
    today: Annotated[str | None, typer.Option(help="The day to look from, if not this one.")] = None,
    actor: Actor = None,
    pair: Pair = None,
    country: Country = None,
    type: Type = None,
    since: Since = None,
    until: Until = None,
    place: PlaceOption = None,
    format: FormatOption = Format.table,
    out: Out = None,
) -> None:
    """List what is planned ahead, and what was planned and never confirmed.

    Example: aktenlage record agenda --country DEU --today 2023-06-19
    """
    wanted: dict[str, Any] = {
        "actor": actor,
        "pair": _pair(pair),
        "country": country,
        "type": type,
        "since": since,
        "until": until,
        "place": place,
    }
    _answer(db, lambda opened: opened.agenda(today=_day(today), **wanted), "agenda", format, out)


@record.command()
def search(
    query: Annotated[str, typer.Argument(help='Words; a beginning as Export*, a phrase as "zwei Wochen".')],
    db: Database = DEFAULT,
    limit: Limit = 100,
    format: FormatOption = Format.table,
    out: Out = None,
) -> None:
    """Find sentences with all these words, newest first. ä, ae and a, ß and ss are the same.

    Example: aktenlage record search Exportkontroll*
    """
    _answer(db, lambda opened: opened.search(query, limit=limit or None), "search", format, out)


@record.command()
def export(
    format: Annotated[ExportFormat, typer.Option(help="Format (docs/exports.md).")],
    db: Database = DEFAULT,
    actor: Actor = None,
    recipient: Recipient = None,
    pair: Pair = None,
    country: Country = None,
    type: Type = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
    out: Annotated[
        Path | None, typer.Option(help="File; a folder for csv and parquet, which need one.")
    ] = None,
) -> None:
    """Write events in a format of others.

    Example: aktenlage record export --format polecat --since 2023-01-01 --out events.txt
    """
    from aktenlage.exports import FORMATS, write

    if FORMATS[format.value].folder and out is None:
        print(f"{format.value} is several files; name a folder for them with --out DIR", file=sys.stderr)
        raise typer.Exit(2)
    wanted: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "pair": _pair(pair), "country": country, "type": type, "status": status,
        "since": since, "until": until,
    }  # fmt: skip
    with _opened(db) as opened:
        told = ((event, event.reports) for event in opened.events(**wanted))
        if FORMATS[format.value].folder:
            said = opened.statements(since=since, until=until)
            write(format.value, told, out or sys.stdout, said, opened.reports(since=since, until=until))
        else:
            write(format.value, told, out or sys.stdout)


@record.command()
def merge(
    events: Annotated[list[str], typer.Argument(help="Ids of two events or more.")],
    db: Database = DEFAULT,
    author: Author = None,
) -> None:
    """Make one event of several, for good. Prints the id that stays; the others lead to it.

    Example: aktenlage record merge e7qv2m4kxta eb3l5zq2hrw --author kb
    """
    with _opened(db) as opened:
        print(opened.merge(events, author))


@record.command()
def split(
    event: Annotated[str, typer.Argument(help="Id of the event.")],
    mentions: Annotated[list[int], typer.Argument(help="Numbers of its mentions, as show prints them.")],
    db: Database = DEFAULT,
    author: Author = None,
) -> None:
    """Make an event of its own of some mentions of an event, for good. Prints the new event's id.

    Example: aktenlage record split e7qv2m4kxta 17 18 --author kb
    """
    with _opened(db) as opened:
        print(opened.split(event, mentions, author))


@record.command()
def judge(
    action: Annotated[Judgement, typer.Argument(help="Whether it is right.")],
    event: Annotated[str, typer.Argument(help="Id of the event.")],
    mentions: Annotated[
        list[int] | None,
        typer.Argument(help="Numbers of its mentions, as show prints them, if it is not all of them."),
    ] = None,
    db: Database = DEFAULT,
    author: Author = None,
    comment: Annotated[str | None, typer.Option(help="Why; kept with the edit.")] = None,
    type: Annotated[str | None, typer.Option(help="PLOVER type that is right.")] = None,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode; an empty one for none.")] = None,
    status: Annotated[str | None, typer.Option(help="Status that is right.")] = None,
    certainty: Annotated[str | None, typer.Option(help="Certainty that is right.")] = None,
    date: Annotated[str | None, typer.Option(help="ISO 8601; an empty one for none.")] = None,
    place: Annotated[str | None, typer.Option(help="Berlin, or Berlin|DEU; an empty one for none.")] = None,
    actor: Annotated[Several, typer.Option(help="Who acts: name|ISO3|SECTOR; may be repeated.")] = None,
    recipient: Annotated[Several, typer.Option(help="To whom: name|ISO3|SECTOR.")] = None,
    source: Annotated[Several, typer.Option(help="According to whom: name|ISO3|SECTOR.")] = None,
) -> None:
    """Say of an event that it is right, that there is none, or what is to be otherwise. Prints the number of the edit.

    Example: aktenlage record judge change e7qv2m4kxta --date 2023-06-19 --actor "Annalena Baerbock|DEU|GOV" --author kb
    """
    said = {
        "type": type, "mode": mode, "status": status, "certainty": certainty, "date": date, "place": place,
        "actors": actor, "recipients": recipient, "sources": source,
    }  # fmt: skip
    changes = {
        # An empty name is nobody.
        field: [name for name in value if name] if isinstance(value, list) else value
        for field, value in said.items()
        if value is not None
    }
    with _opened(db) as opened:
        edit = opened.judge(action.value, event, mentions or (), author=author, comment=comment, **changes)
    print(edit.id)


@record.command()
def undo(
    edit: Annotated[int, typer.Argument(help="Number of the edit, as edits prints it.")],
    db: Database = DEFAULT,
) -> None:
    """Take a decision by hand back, as if it had never been.

    Example: aktenlage record undo 12
    """
    with _opened(db) as opened:
        opened.undo(edit)


@record.command()
def edits(
    db: Database = DEFAULT,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest.")] = 20,
    format: Annotated[
        StoryFormat, typer.Option(help="For people, or a JSON object a line.")
    ] = StoryFormat.table,
) -> None:
    """List the latest decisions by hand: what, when, by whom, why.

    Example: aktenlage record edits --limit 5
    """
    from aktenlage.record.showing import edit_line

    with _opened(db) as opened:
        found = opened.edits(limit)
    if format is StoryFormat.jsonl:
        _lines(found, None)
    else:
        print("\n".join(map(edit_line, found)) or "nobody has decided anything yet")


@record.command()
def gold(
    out: Annotated[Path, typer.Option(help="Folder; files in it are overwritten.")],
    db: Database = DEFAULT,
) -> None:
    """Write what people have accepted, changed and rejected as gold for evaluate.

    Example: aktenlage record gold --out gold
    """
    with _opened(db) as opened:
        found = opened.gold()
    found.write(out)
    print(f"{len(found.mentions)} mentions, {len(found.statements)} statements in {out}", file=sys.stderr)


@record.command()
def remove(
    report: Annotated[str, typer.Argument(help="Document id of the report.")],
    db: Database = DEFAULT,
    source: Annotated[
        str | None, typer.Option(help="Its outlet, if several have a report of this id.")
    ] = None,
) -> None:
    """Take a report out, with all its versions and everything that hangs on it.

    Example: aktenlage record remove de-agentur-besuch.txt
    """
    with _opened(db) as opened:
        opened.remove(report, source)


@record.command()
def stats(
    db: Database = DEFAULT,
    format: Annotated[StoryFormat, typer.Option(help="For people, or one JSON object.")] = StoryFormat.table,
) -> None:
    """Count what the record holds.

    Example: aktenlage record stats --format jsonl
    """
    from aktenlage.record.showing import print_counts

    with _opened(db) as opened:
        counts = opened.stats()
    if format is StoryFormat.jsonl:
        _lines([counts], None)
    else:
        print_counts(counts)


@contextmanager
def _opened(db: str, create: bool = False) -> Iterator[Record]:
    """The record; what is wrong with it gives one line and exit status 2."""
    from aktenlage.record import Record, RecordFault

    try:
        with Record(db, create=create) as opened:
            yield opened
    except RecordFault as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(2) from None


def _answer(
    db: str, ask: Callable[[Record], Answers[Any]], kind: str, format: Format, out: Path | None
) -> None:
    """Asks and prints."""
    if format is Format.parquet and out is None:
        print("parquet is no text; name a file for it with --out FILE", file=sys.stderr)
        raise typer.Exit(2)
    with _opened(db) as opened:
        answers = ask(opened)
    if format is Format.jsonl:
        _lines(answers, out)
    elif format is Format.parquet:
        assert out is not None
        answers.to_polars().write_parquet(out)
    elif format is Format.csv:
        answers.write_csv(out)
    else:
        from aktenlage.record.showing import print_answers

        print_answers(answers, kind)


def _lines(items: list[Any], out: Path | None) -> None:
    import msgspec

    text = "".join(msgspec.json.encode(item).decode() + "\n" for item in items)
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, encoding="utf-8")


def _pair(pair: str | None) -> tuple[str, str] | None:
    if pair is None:
        return None
    one, _, other = pair.partition(",")
    if not one.strip() or not other.strip():
        print(f"--pair {pair}: two parties with a comma between them, as USA,CHN", file=sys.stderr)
        raise typer.Exit(2)
    return one.strip(), other.strip()


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        print(f"--today {day}: no ISO date; write it as 2023-06-19", file=sys.stderr)
        raise typer.Exit(2) from None
