"""The way of the data: documents in, coded documents out, one or many."""

from __future__ import annotations

import itertools
import multiprocessing
import multiprocessing.pool
import os
from collections import deque
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from aktenlage import grammar
from aktenlage.coding.coder import code_parsed, info
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import CodedDocument, Document, UncodedDocument
from aktenlage.world import own
from aktenlage.world.scope import World

LANGUAGES = ("de", "en")
# Reports that one worker process gets at a time, and how many such parcels wait for it.
PARCEL, WAITING = 16, 3


def language_of(document: Document) -> str:
    """`de` or `en`, as the document says or its text shows. Raises CannotCode for other languages."""
    language = document.language if document.language not in (None, "auto") else grammar.detect(document.text)
    if language not in LANGUAGES:
        raise CannotCode(problem("other-language", document.id))
    assert language is not None
    return language


def code(document: Document, world: str | os.PathLike[str] | World | None = None) -> CodedDocument:
    """Codes one report. `world` is a file of one's own actors and places (`examples/my_actors.toml`).

    Raises CannotCode, naming document and remedy, when the report is empty or of another language; WorldFault when a row
    of the file is wrong.
    """
    rows = own.world(world)
    if not document.text.strip():
        raise CannotCode(problem("empty", document.id))
    language = language_of(document)
    return code_parsed(document, grammar.parse(document.text, language), language, rows)


def code_many(
    documents: Iterable[Document | UncodedDocument],
    workers: int = 1,
    world: str | os.PathLike[str] | World | None = None,
) -> Iterator[CodedDocument | UncodedDocument]:
    """Codes reports lazily and in order; memory does not grow with their number.

    What cannot be coded comes out as an UncodedDocument in its place. With `workers` > 1 that many processes share the
    work. `world` is a file of one's own actors and places, as in `code`.
    """
    rows = own.world(world)
    if workers <= 1:
        yield from _here(documents, rows)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_single_thread) as pool:
        waiting: deque[multiprocessing.pool.AsyncResult[list[CodedDocument | UncodedDocument]]] = deque()
        for parcel in _parcels(documents):
            waiting.append(pool.apply_async(_parcel, (parcel, rows)))
            if len(waiting) >= workers * WAITING:
                yield from waiting.popleft().get()
        while waiting:
            yield from waiting.popleft().get()


def _parcels(documents: Iterable[Document | UncodedDocument]) -> Iterator[list[Document | UncodedDocument]]:
    source = iter(documents)
    while parcel := list(itertools.islice(source, PARCEL)):
        yield parcel


def _single_thread() -> None:
    """One ONNX thread a process: processes share the cores better than threads do."""
    os.environ["AKTENLAGE_THREADS"] = "1"


def _parcel(
    documents: list[Document | UncodedDocument], world: World | None
) -> list[CodedDocument | UncodedDocument]:
    return list(_here(documents, world))


def code_pairs(
    documents: Iterable[Document | UncodedDocument],
    workers: int = 1,
    world: str | os.PathLike[str] | World | None = None,
) -> Iterator[tuple[Document, CodedDocument] | UncodedDocument]:
    """As `code_many`, each coded report with the document it was coded from."""
    waiting: deque[Document | UncodedDocument] = deque()

    def remembered() -> Iterator[Document | UncodedDocument]:
        for document in documents:
            waiting.append(document)
            yield document

    for coded in code_many(remembered(), workers, world):
        document = waiting.popleft()
        if isinstance(coded, UncodedDocument):
            yield coded
        else:
            assert isinstance(document, Document)
            yield document, coded


def _here(
    documents: Iterable[Document | UncodedDocument], world: World | None
) -> Iterator[CodedDocument | UncodedDocument]:
    """Parses ahead in batches, codes in order."""
    queue: deque[Document | UncodedDocument] = deque()

    def texts() -> Iterator[tuple[str, str]]:
        for item in documents:
            if isinstance(item, Document):
                try:
                    if not item.text.strip():
                        raise CannotCode(problem("empty", item.id))
                    item.language = language_of(item)
                except CannotCode as error:
                    queue.append(_left_out(item, error))
                    continue
                queue.append(item)
                yield item.text, item.language
            else:
                queue.append(item)

    for doc in grammar.parse_many(texts()):
        while isinstance(queue[0], UncodedDocument):
            yield _uncoded(queue.popleft())
        yield _coded(queue.popleft(), doc, world)
    while queue:
        yield _uncoded(queue.popleft())


def _uncoded(item: Document | UncodedDocument) -> UncodedDocument:
    assert isinstance(item, UncodedDocument)
    return item


def _coded(item: Document | UncodedDocument, doc: Doc, world: World | None) -> CodedDocument:
    assert isinstance(item, Document) and item.language is not None
    return code_parsed(item, doc, item.language, world)


def _left_out(document: Document, error: CannotCode) -> UncodedDocument:
    return UncodedDocument(document=info(document), error=error.problem)
