"""What several commands have in common: options, exit statuses, and how the reports are read that they are given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aktenlage.shapes import Document, UncodedDocument

if TYPE_CHECKING:
    from aktenlage.world.scope import World

# Exit status: something was left out; what could be done has been.
LEFT_OUT = 3


class Language(StrEnum):
    auto = "auto"
    de = "de"
    en = "en"


Files = Annotated[
    list[str],
    typer.Argument(
        help="Reports (text, Markdown, HTML, RSS, JSON Lines, CSV, WARC, NewsML-G2, NITF; zip, gz), folders, globs, addresses (s3://…), or -."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        help="Day of publication (2023-06-19) for reports that say none; relative dates count from it."
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(help="Columns of CSV and JSON files that have other names: text=Body,published=Date."),
]
Follow = Annotated[bool, typer.Option(help="Fetch the pages that the entries of feeds point at.")]
WorldOption = Annotated[
    Path | None,
    typer.Option("--world", help="Actors and places of your own, written as examples/my_actors.toml is."),
]
JudgeOption = Annotated[
    bool,
    typer.Option(
        "--judge/--no-judge", help="Ask the learned judge beside the lexicon, or code by the rules alone."
    ),
]
LanguageOption = Annotated[Language, typer.Option(help="Language of the reports.")]


def ask_judge(judge: bool) -> None:
    """Sets, before the model loads, whether this process and those it starts ask the judge."""
    if not judge:
        os.environ["AKTENLAGE_JUDGE"] = "off"


def own_rows(path: Path | None) -> World | None:
    """The rows of `--world`; prints every mistake in the file and ends with status 2 if there is one."""
    from aktenlage.world.own import WorldFault, world

    try:
        return world(path)
    except WorldFault as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(2) from None


def read_reports(
    files: list[str],
    published: str | None,
    language: Language,
    columns: str | None = None,
    follow: bool = False,
) -> Iterator[Document | UncodedDocument]:
    """The reports that a command is given, read as its options say."""
    from aktenlage.intake import columns_of, documents, fetcher

    try:
        told = columns_of(columns)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None
    return documents(
        files,
        published,
        None if language is Language.auto else language.value,
        columns=told,
        follow=fetcher() if follow else None,
    )
