"""Where a report comes from, and what may be wrong with it: what all readers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document, DocumentInfo, Problem, UncodedDocument

if TYPE_CHECKING:
    from aktenlage.intake.fetch import Fetched

Found = Document | UncodedDocument
# A report longer than this (characters) is an archive in one file; a newspaper page has some 50,000 characters.
LONGEST = 1_000_000
STDIN = "standard input"


def _silent(_: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One file or member. `where` is its name in messages, `name` the id of a report that has none of its own.

    `encoding` and `url` are what the transport said of it; `depth` counts the archives around it.
    """

    where: str
    name: str
    encoding: str | None = None
    url: str | None = None
    depth: int = 0

    def part(self, number: int | str) -> Origin:
        """A line, row or entry of it: `reports.jsonl:7`."""
        return replace(self, where=f"{self.where}:{number}", name=f"{self.where}:{number}")

    @property
    def id(self) -> str:
        """The id that stands in the output for what could not be read."""
        return self.name if self.where == STDIN else self.where


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants: names of columns, following of links, and somebody to tell."""

    columns: Mapping[str, str] = field(default_factory=dict)  # our name -> the file's name
    follow: Callable[[str], Fetched] | None = None  # fetches the page an entry of a feed points at
    note: Callable[[str], None] = _silent


def left_out(origin: Origin, code: str, **details: object) -> UncodedDocument:
    """What stands in the output for a document that was left out: a code of `aktenlage.problems` and its details."""
    return because(origin, problem(code, origin.where, **details))


def because(origin: Origin, fault: Problem) -> UncodedDocument:
    """What stands in the output for a document that was left out for a known reason."""
    return UncodedDocument(document=DocumentInfo(id=origin.id), error=fault)


def checked(document: Document, where: str) -> Document:
    """The document with its day as `2023-06-19`. Raises CannotCode if it is empty, too long or its day no date."""
    if not document.text.strip():
        raise CannotCode(problem("empty", where))
    if len(document.text) > LONGEST:
        raise CannotCode(problem("too-long", where, size=f"{len(document.text):,}", limit=f"{LONGEST:,}"))
    if document.published is not None:
        try:
            document.published = date.fromisoformat(document.published[:10]).isoformat()
        except ValueError:
            raise CannotCode(problem("bad-date", where, why=document.published)) from None
    return document
