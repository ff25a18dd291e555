"""XML of agencies to a tree: in its declared encoding, without entities of its own (defusedxml)."""

from __future__ import annotations

import re
from html.entities import html5
from typing import BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from aktenlage.intake.blocks import local
from aktenlage.intake.encoding import declared_in, decode
from aktenlage.intake.origin import Origin
from aktenlage.intake.streams import whole
from aktenlage.problems import CannotCode, problem

LIMIT = 16_000_000  # bytes
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(stream: BinaryIO, origin: Origin) -> Element:
    """The root element. Raises CannotCode for entities of its own and for what is not well formed."""
    raw = whole(stream, LIMIT)
    text, _ = decode(raw, origin.where, declared_in(raw) or origin.encoding)
    parser = DefusedXMLParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    # Agencies write &nbsp; and &uuml; and name a DTD that nobody has.
    parser.entity.update({name[:-1]: char for name, char in html5.items() if name.endswith(";")})
    try:
        parser.feed(DECLARATION.sub("", text))
        return cast(Element, parser.close())
    except DefusedXmlException:
        raise CannotCode(problem("entities", origin.where)) from None
    except ParseError as error:
        raise CannotCode(problem("bad-xml", origin.where, why=str(error)[:120])) from None


def all_of(root: Element, *names: str) -> list[Element]:
    """The elements of that name (small letters, without namespace), below `root` and in document order."""
    return [element for element in root.iter() if local(element) in names]


def first(root: Element | None, *path: str) -> Element | None:
    """The first element along a path of names, each anywhere below the one before."""
    for name in path:
        if root is None:
            return None
        below = (element for element in root.iter() if local(element) == name)
        root = next((element for element in below if element is not root), None)
    return root


def words(element: Element | None) -> str | None:
    """The text of an element and all in it, blanks joined; None when there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def day(written: str | None) -> str | None:
    """`20240312T101500Z` or `2024-03-12T10:15:00+01:00` -> `2024-03-12`; None for anything else."""
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})", written or "")
    return "-".join(found.groups()) if found else None


def under_dateline(dateline: str | None, paragraphs: list[str]) -> list[str]:
    """The paragraphs, the first one opened by the dateline unless it says it already: `ROM (nda) – Italien …`."""
    place = re.split(r"[,(–—]| -|/", dateline or "")[0].strip()
    if not dateline or not place or not paragraphs or paragraphs[0].lower().startswith(place.lower()):
        return paragraphs
    return [f"{dateline.rstrip(' -–—:')} – {paragraphs[0]}", *paragraphs[1:]]
