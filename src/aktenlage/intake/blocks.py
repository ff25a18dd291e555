"""The paragraphs of an element tree (ElementTree or lxml; HTML, XHTML, NITF)."""

from __future__ import annotations

from typing import Any

# HTML's and NITF's elements that stand on lines of their own.
_BLOCKS = (
    "p h1 h2 h3 h4 h5 h6 hl1 hl2 li dd dt div section article header footer main aside blockquote bq block pre ul ol dl "
    "body body.content figure address td th tr table hr"
)
# No running text: pictures, tables, scripts, credits.
_NO_TEXT = (
    "script style noscript template iframe object svg canvas audio video form button select textarea nav head title "
    "media table figcaption note fn"
)
BLOCKS, NO_TEXT = frozenset(_BLOCKS.split()), frozenset(_NO_TEXT.split())


def local(element: Any) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    name = element.tag
    return name.rsplit("}", 1)[-1].lower() if isinstance(name, str) else ""


def paragraphs_of(root: Any) -> list[str]:
    """The texts of the blocks in order, blanks joined, `br` a line break, empty ones left out."""
    blocks: list[list[str]] = [[]]
    # A stack instead of recursion: hostile files nest deeper than Python calls.
    work: list[tuple[Any, bool]] = [(root, True)]
    while work:
        element, opening = work.pop()
        name = local(element)
        if opening and name and (element is root or name not in NO_TEXT):
            if name in BLOCKS:
                blocks.append([])
            elif name == "br":
                blocks[-1].append("\n")
            blocks[-1].append(_joined(element.text))
            work.append((element, False))
            work.extend((child, True) for child in reversed(element))
            continue
        if not opening and name in BLOCKS:
            blocks.append([])
        if element is not root:
            blocks[-1].append(_joined(element.tail))
    texts = ("".join(block).split("\n") for block in blocks)
    lined = ("\n".join(" ".join(line.split()) for line in text).strip() for text in texts)
    return [text for text in lined if text]


def _joined(text: str | None) -> str:
    """Text whose line breaks are blanks: only `br` breaks a line."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
