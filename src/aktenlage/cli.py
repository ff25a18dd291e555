"""The commands. No logic of its own: each one reads its options, calls one function and prints."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aktenlage.cli_chart import chart
from aktenlage.cli_options import (
    LEFT_OUT,
    Columns,
    Files,
    Follow,
    JudgeOption,
    Language,
    LanguageOption,
    Published,
    WorldOption,
    ask_judge,
    own_rows,
    read_reports,
)
from aktenlage.cli_parts import code_in_parts, expected
from aktenlage.cli_record import record
from aktenlage.cli_serve import serve
from aktenlage.cli_watch import watch
from aktenlage.shapes import CodedDocument, Document, UncodedDocument, to_json

if TYPE_CHECKING:
    from aktenlage.world.scope import World

app = typer.Typer(
    name="aktenlage",
    help="Reads news in German and English and keeps the record: who did or said what to whom, when, where, according to whom.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
)
app.add_typer(record, name="record")
app.add_typer(chart, name="chart")


class CodeFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    ics = "ics"
    csv = "csv"
    parquet = "parquet"
    brat = "brat"
    conllu = "conllu"


class ScoreFormat(StrEnum):
    table = "table"
    jsonl = "jsonl"


class ParseFormat(StrEnum):
    conllu = "conllu"


@app.command()
def code(
    files: Files,
    published: Published = None,
    language: LanguageOption = Language.auto,
    format: Annotated[
        CodeFormat,
        typer.Option(help="A table for people, JSON Lines for programs, or an export (docs/exports.md)."),
    ] = CodeFormat.table,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    columns: Columns = None,
    follow: Follow = False,
    world: WorldOption = None,
    judge: JudgeOption = True,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File for an export; a folder for csv, parquet and brat, which need one, and for jsonl in parts."
        ),
    ] = None,
    part_size: Annotated[
        int | None,
        typer.Option(
            min=1, help="Reports in a part (jsonl with --out: 500); makes parquet come in parts too."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            help="Dask cluster that codes into parts: tcp://scheduler:8786, or local:4 for four processes."
        ),
    ] = None,
) -> None:
    """Code reports: who did what to whom, when, where, according to whom and how certain.

    Example: aktenlage code examples/*.txt --published 2023-06-19
    """
    ask_judge(judge)
    if workers == 1 and cluster is None:
        from aktenlage.grammar.model import load_meanwhile

        load_meanwhile()
    from aktenlage.pipeline import code_many

    rows = own_rows(world)
    for_parts = "--part-size" if part_size is not None else "--cluster" if cluster is not None else None
    in_parts = out is not None and (format is CodeFormat.jsonl or for_parts is not None)
    if for_parts and (out is None or format not in (CodeFormat.jsonl, CodeFormat.parquet)):
        print(f"{for_parts} is for --format jsonl or parquet with --out DIR; leave it out", file=sys.stderr)
        raise typer.Exit(2)
    if in_parts:
        assert out is not None
        reports = read_reports(files, published, language, columns, follow)
        code_in_parts(
            out, reports, format.value, workers, rows, part_size, None if follow else expected(files), cluster
        )
        return
    if format not in (CodeFormat.table, CodeFormat.jsonl):
        _export(read_reports(files, published, language, columns, follow), format.value, workers, rows, out)
        return
    if out is not None:
        print(f"--out is for exports; {format.value} goes to standard output, redirect it", file=sys.stderr)
        raise typer.Exit(2)
    left_out = 0
    for coded in code_many(read_reports(files, published, language, columns, follow), workers, rows):
        if isinstance(coded, UncodedDocument):
            left_out += 1
            print(coded.error.message, file=sys.stderr)
        if format is CodeFormat.jsonl:
            print(to_json(coded), flush=True)
        elif isinstance(coded, CodedDocument):
            from aktenlage.tables import print_tables

            print_tables(coded)
    if left_out:
        print(f"{left_out} left out", file=sys.stderr)
        raise typer.Exit(LEFT_OUT)


def _export(
    documents: Iterator[Document | UncodedDocument],
    format: str,
    workers: int,
    world: World | None,
    out: Path | None,
) -> None:
    """Codes and writes the reports in a format of `exports`; those left out get one line and the exit status."""
    from aktenlage.exports import FORMATS, write_coded
    from aktenlage.pipeline import code_pairs

    if FORMATS[format].folder and out is None:
        print(f"{format} is several files; name a folder for them with --out DIR", file=sys.stderr)
        raise typer.Exit(2)
    left_out = 0

    def coded() -> Iterator[tuple[Document, CodedDocument]]:
        nonlocal left_out
        for found in code_pairs(documents, workers, world):
            if isinstance(found, UncodedDocument):
                left_out += 1
                print(found.error.message, file=sys.stderr)
            else:
                yield found

    write_coded(format, coded(), out if out is not None else sys.stdout)
    if left_out:
        print(f"{left_out} left out", file=sys.stderr)
        raise typer.Exit(LEFT_OUT)


@app.command()
def explain(
    files: Files,
    published: Published = None,
    language: LanguageOption = Language.auto,
    world: WorldOption = None,
    judge: JudgeOption = True,
) -> None:
    """Show sentence by sentence how the coding came about: tree, frames, and the reason for each decision.

    Example: aktenlage explain examples/de-agentur-besuch.txt
    """
    ask_judge(judge)
    from aktenlage.explain import explanation
    from aktenlage.problems import CannotCode

    rows = own_rows(world)

    def one(document: Document) -> None:
        try:
            for line in explanation(document, rows):
                print(line)
        except CannotCode as error:
            raise _Stop(error.problem.message) from None

    _each(files, published, language, one)


@app.command()
def parse(
    files: Files,
    language: LanguageOption = Language.auto,
    format: Annotated[
        ParseFormat, typer.Option(help="CoNLL-U, the format of Universal Dependencies.")
    ] = ParseFormat.conllu,
) -> None:
    """Print the grammar alone: words, lemmas, parts of speech, features, heads and relations.

    Example: aktenlage parse examples/de-agentur-besuch.txt --format conllu
    """
    from aktenlage import grammar
    from aktenlage.pipeline import language_of
    from aktenlage.problems import CannotCode

    def one(document: Document) -> None:
        name = re.sub(r"\s+", "_", document.id)
        try:
            print(grammar.to_conllu(grammar.parse(document.text, language_of(document)), name), end="")
        except CannotCode as error:
            raise _Stop(error.problem.message) from None

    _each(files, None, language, one)


@app.command()
def times(files: Files, published: Published = None, language: LanguageOption = Language.auto) -> None:
    """Print the time expressions: start, end, TimeML type, value and words, tab-separated.

    Example: aktenlage times examples/de-agentur-besuch.txt --published 2023-06-19
    """
    from aktenlage.coding.times import times as find
    from aktenlage.pipeline import language_of
    from aktenlage.problems import CannotCode

    def one(document: Document) -> None:
        try:
            found = find(document.text, document.published, language_of(document))
        except CannotCode as error:
            raise _Stop(error.problem.message) from None
        for start, end, type_, value in found:
            words = " ".join(document.text[start:end].split())
            print(f"{document.id}\t{start}\t{end}\t{type_}\t{value}\t{words}")

    _each(files, published, language, one)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSON Lines of coded documents that are right.")],
    predicted: Annotated[
        Path, typer.Argument(help="JSON Lines as `aktenlage code --format jsonl` prints them.")
    ],
    format: Annotated[
        ScoreFormat, typer.Option(help="A table for people, one JSON object for programs.")
    ] = ScoreFormat.table,
) -> None:
    """Score coded reports against gold: precision, recall, F1 per type, roles, status; confusion of types.

    Example: aktenlage evaluate examples/gold/events.jsonl predicted.jsonl
    """
    from aktenlage.evaluate import evaluate_files, print_scores
    from aktenlage.gold import CannotRead

    try:
        scores = evaluate_files(gold, predicted)
    except CannotRead as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    print_scores(scores, as_json=format is ScoreFormat.jsonl)


app.command()(watch)
app.command()(serve)


@app.command()
def doctor() -> None:
    """Check the installation and say what is wrong and how to mend it.

    Example: aktenlage doctor
    """
    from aktenlage.doctor import checks

    failed = False
    for check in checks():
        print(f"{'ok  ' if check.ok else 'FAIL'} {check.what}{'' if check.ok else ': ' + check.cure}")
        failed |= not check.ok
    if failed:
        raise typer.Exit(1)


class _Stop(Exception):
    """A document that is left out, with the line to print."""


def _each(
    files: list[str], published: str | None, language: Language, act: Callable[[Document], None]
) -> None:
    """Does something for each document; what is left out gets one line and the exit status."""
    left_out = 0
    for document in read_reports(files, published, language):
        try:
            if isinstance(document, UncodedDocument):
                raise _Stop(document.error.message)
            act(document)
        except _Stop as stop:
            left_out += 1
            print(stop, file=sys.stderr)
    if left_out:
        raise typer.Exit(LEFT_OUT)


def main() -> None:
    """Entry point: runs the command; broken weights and closed pipes get one line, no traceback."""
    import gc
    import os

    # Tables and trees are many small objects that stay: looking through them for garbage at every 700th costs a tenth of a start.
    gc.set_threshold(20_000)

    # Not from the room of the grammar: that would load spaCy for every command.
    from aktenlage.problems import ClusterFault, GrammarUnavailable, WorkerDied

    try:
        app()
    except (ClusterFault, GrammarUnavailable, WorkerDied) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # A full disk above all: what has been printed stands, the rest can be coded again.
        print(
            f"cannot write the output: {error.strerror}; free space or choose another place, then run again",
            file=sys.stderr,
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
