"""WARC, the format of web archives (ISO 28500): the HTML pages in it, one at a time (warcio)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any, BinaryIO

from aktenlage.intake.encoding import charset_of
from aktenlage.intake.html import LIMIT, article
from aktenlage.intake.origin import Found, Options, Origin, because, left_out
from aktenlage.intake.streams import Bomb, Pieces, TooLong, whole
from aktenlage.problems import CannotCode, problem

PAGES = ("text/html", "application/xhtml+xml")


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The articles of all HTML answers with status 200; the id is the page's address."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    records = ArchiveIterator(Pieces(stream))
    records.INC_RECORD = ""  # its warning knows no file's name
    try:
        for number, record in enumerate(records, 1):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind, _, encoding = (record.http_headers.get_header("Content-Type") or "").partition(";")
            if record.http_headers.get_statuscode() != "200" or kind.strip().lower() not in PAGES:
                continue
            yield _page(record, encoding, number, origin)
    except (ArchiveLoadFailed, ValueError) as error:
        yield left_out(origin.part(number + 1), "damaged", why=" ".join(str(error).split())[:120])
    if records.err_count:
        options.note(
            f"{origin.where}: {records.err_count} records are longer than they say; get the archive again"
        )


def _page(record: Any, parameters: str, number: int, origin: Origin) -> Found:
    """One page; `number` counts all records of the file, from 1."""
    url = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>") or None
    where = origin.part(number)
    page = Origin(f"{where.where} {url}" if url else where.where, where.name, charset_of(parameters), url)
    try:
        body = whole(record.content_stream(), LIMIT)
        if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
            raise CannotCode(problem("damaged", page.where, why="it ends in the middle"))
        return article(body, page)
    except CannotCode as error:
        return because(page, error.problem)
    except TooLong:
        return left_out(page, "too-big")
    except (gzip.BadGzipFile, EOFError, Bomb):
        raise  # the archive's own fault, not the page's
    except Exception as error:  # a page that breaks a parser must not end the archive
        return left_out(page, "damaged", why=f"{type(error).__name__}: {error}"[:120])
