"""NewsML-G2 of the IPTC: a news item, or a message with many.

Source: NewsML-G2 Implementation Guide, https://iptc.org/std/NewsML-G2/guidelines/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from aktenlage.intake import nitf
from aktenlage.intake.blocks import local, paragraphs_of
from aktenlage.intake.languages import tag
from aktenlage.intake.origin import Found, Options, Origin, left_out
from aktenlage.intake.xmltree import XML_LANG, all_of, day, first, tree, under_dateline, words
from aktenlage.shapes import Document

# Publishing status (scheme http://cv.iptc.org/newscodes/pubstatusg2/) of what the agency has taken back.
WITHDRAWN = ("canceled", "withheld")


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The items with text: `guid` is the id, so that a later version takes the place of an earlier one."""
    root = tree(stream, origin)
    items = [root] if local(root) == "newsitem" else all_of(root, "newsitem")
    if not items:
        yield left_out(origin, "no-article")
    for number, item in enumerate(items, 1):
        where = origin if item is root else origin.part(number)
        status = (_attribute(first(item, "itemmeta", "pubstatus"), "qcode") or "").rsplit(":", 1)[-1].lower()
        if status in WITHDRAWN:
            yield left_out(where, "withdrawn")
            continue
        document = _report(item, where)
        yield document if document.text else left_out(where, "no-article")


def _report(item: Element, origin: Origin) -> Document:
    meta = first(item, "contentmeta")
    content = next(iter(all_of(item, "inlinexml")), None)
    if content is None:
        plain = next(iter(all_of(item, "inlinedata")), None)
        blocks = [
            " ".join(block.split())
            for block in ("".join(plain.itertext()) if plain is not None else "").split("\n\n")
        ]
    elif (body := first(content, "nitf")) is not None:
        blocks = nitf.body_of(body)
    else:
        # XHTML, or an agency's own markup.
        page = first(content, "body")
        blocks = paragraphs_of(content if page is None else page)
    title = (
        words(first(meta, "headline"))
        or words(first(content, "hl1"))
        or words(first(item, "itemmeta", "title"))
    )
    blocks = [block for block in blocks if block]
    if blocks and blocks[0] == title:
        del blocks[0]
    claimed = (
        _attribute(first(meta, "language"), "tag")
        or _attribute(content, XML_LANG)
        or _attribute(item, XML_LANG)
    )
    created = first(item, "itemmeta", "versioncreated")
    return Document(
        id=item.get("guid") or origin.name, title=title,
        text="\n\n".join(under_dateline(words(first(meta, "dateline")), blocks)),
        published=day(words(created)) or day(words(first(meta, "contentcreated"))),
        language=tag(claimed), source=_source(item, meta), url=_attribute(first(item, "itemmeta", "link"), "href"),
    )  # fmt: skip


def _source(item: Element, meta: Element | None) -> str | None:
    """Who provides it: a name rather than a literal or a code (`nprov:XYZ` -> `XYZ`)."""
    for party in (first(item, "itemmeta", "provider"), first(meta, "creditline"), first(meta, "infosource")):
        if party is None:
            continue
        name = words(first(party, "name")) or party.get("literal") or words(party)
        code = (party.get("qcode") or party.get("uri") or "").rstrip("/")
        if found := name or code.rsplit(":", 1)[-1].rsplit("/", 1)[-1]:
            return found
    return None


def _attribute(element: Element | None, name: str) -> str | None:
    return element.get(name) or None if element is not None else None
