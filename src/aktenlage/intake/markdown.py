"""Markdown (CommonMark): text without marks, title and day from the front matter if there is one.

Without a title there, a first heading of the first level is the title. Tables and pictures are no sentences and left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from aktenlage.intake.languages import tag
from aktenlage.intake.origin import Found, Options, Origin
from aktenlage.intake.plain import text_of
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# YAML between lines of ---, TOML between lines of +++ (Jekyll, Hugo, Pandoc).
FRONT = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
# Our name -> the keys of front matter, the first that is there counts.
KEYS = {
    "id": ("id",), "title": ("title",), "published": ("published", "date"), "language": ("language", "lang"),
    "source": ("source", "publisher"), "url": ("url", "link", "canonical_url"),
}  # fmt: skip


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The one report of a Markdown file, its id that of the front matter or the file's name."""
    text = text_of(stream, origin, options)
    front: dict[str, str] = {}
    if found := FRONT.match(text):
        front, text = front_matter(found[1], found[2], origin.where), text[found.end() :]
    heading, blocks = blocks_of(text)
    title = front.get("title") or heading
    if heading is not None and heading != title:
        blocks.insert(0, heading)
    yield Document(
        id=front.get("id") or origin.name, text="\n\n".join(blocks), title=title, published=front.get("published"),
        language=tag(front.get("language")), source=front.get("source"), url=front.get("url"),
    )  # fmt: skip


def front_matter(mark: str, written: str, where: str) -> dict[str, str]:
    """Our names and their values. Raises CannotCode when it is no YAML (`---`) or TOML (`+++`)."""
    import yaml

    try:
        data: Any = tomllib.loads(written) if mark == "+++" else yaml.safe_load(written)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise CannotCode(problem("front-matter", where, why=" ".join(str(error).split())[:120])) from None
    if not isinstance(data, dict):
        return {}
    found = {ours: next((data[key] for key in keys if data.get(key)), None) for ours, keys in KEYS.items()}
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else str(value)
        for name, value in found.items()
        if isinstance(value, str | int | float | date | datetime)
    }


def blocks_of(text: str) -> tuple[str | None, list[str]]:
    """The first-level heading at the top, if any, and the paragraphs, headings, list items and quotations below it."""
    heading: str | None = None
    blocks: list[str] = []
    table = False
    previous = ""
    for token in _parser().parse(text):
        if token.type in ("table_open", "table_close"):
            table = token.type == "table_open"
        elif token.type == "inline" and not table:
            words = _inline(token).strip()
            if words and previous == "h1" and heading is None and not blocks:
                heading = words
            elif words:
                blocks.append(words)
        elif token.type in ("code_block", "fence") and token.content.strip():
            blocks.append(token.content.strip("\n"))
        elif token.type == "html_block":
            from aktenlage.intake.html import paragraphs

            blocks += paragraphs(token.content)
        previous = token.tag
    return heading, blocks


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _inline(token: Token) -> str:
    """The words of a block; wrapped lines are joined, hard breaks stay."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
    return "".join(parts)
