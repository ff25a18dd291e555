"""What several commands have in common: options, exit statuses, and how the reports are read that they are given."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from aktenlage.shapes import Document, UncodedDocument

# Exit status: something was left out; what could be done has been.
LEFT_OUT = 3


class Language(StrEnum):
    auto = "auto"
    de = "de"
    en = "en"


Files = Annotated[
    list[str],
    typer.Argument(
        help="Reports (text, Markdown, HTML, RSS, JSON Lines, CSV, WARC, NewsML-G2, NITF; zip, gz), folders, globs, or -."
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
LanguageOption = Annotated[Language, typer.Option(help="Language of the reports.")]


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
