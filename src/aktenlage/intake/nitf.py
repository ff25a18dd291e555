"""NITF, the News Industry Text Format of the IPTC (3.x): one report a file.

Source: NITF 3.6 documentation, https://iptc.org/std/NITF/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from aktenlage.intake.blocks import paragraphs_of
from aktenlage.intake.languages import tag
from aktenlage.intake.origin import Found, Options, Origin, left_out
from aktenlage.intake.xmltree import XML_LANG, all_of, day, first, tree, under_dateline, words
from aktenlage.shapes import Document


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The report of a file: `doc-id` is its id, `date.issue` its day, the distributor or rights holder its source."""
    root = tree(stream, origin)
    management = first(root, "doc-id")
    issued = first(root, "date.issue")
    text = "\n\n".join(body_of(root))
    status = first(root, "docdata")
    if status is not None and status.get("management-status") in ("canceled", "withheld"):
        yield left_out(origin, "withdrawn")
        return
    yield Document(
        id=(management.get("id-string") if management is not None else None) or origin.name, text=text,
        title=headline_of(root) or words(first(root, "head", "title")),
        published=day(issued.get("norm") if issued is not None else None) or day(words(first(root, "story.date"))),
        language=tag(_attribute(root, XML_LANG) or _attribute(root, "lang")), source=_source(root),
        url=_attribute(first(root, "pubdata"), "ex-ref"),
    )  # fmt: skip


def headline_of(root: Element) -> str | None:
    """The main headline (`hl1`)."""
    return words(first(root, "hl1")) or words(first(root, "hedline"))


def body_of(root: Element) -> list[str]:
    """The paragraphs of the body, under the dateline of its head."""
    contents = all_of(root, "body.content") or all_of(root, "body")[:1]
    paragraphs = [paragraph for content in contents for paragraph in paragraphs_of(content)]
    return under_dateline(words(first(root, "dateline")), paragraphs)


def _source(root: Element) -> str | None:
    return (
        words(first(root, "distributor"))
        or _attribute(first(root, "doc.copyright"), "holder")
        or _attribute(first(root, "pubdata"), "name")
    )


def _attribute(element: Element | None, name: str) -> str | None:
    return element.get(name) or None if element is not None else None
