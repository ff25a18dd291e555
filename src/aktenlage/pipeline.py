"""The way of the data: documents in, coded documents out, one or many."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import aktenlage.grammar.lean  # noqa: F401 (spaCy, before the rooms that need it)
from aktenlage import grammar
from aktenlage.coding.coder import code_parsed, info
from aktenlage.problems import CannotCode, WorkerDied, problem
from aktenlage.shapes import CodedDocument, Document, UncodedDocument
from aktenlage.world import own
from aktenlage.world.scope import World

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
    work. `world` is a file of one's own actors and places, as in `code`. Raises WorkerDied when one of the processes is killed.
    """
    rows = own.world(world)
    if workers <= 1:
        yield from _here(documents, rows)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_worker)
    waiting: deque[Future[list[CodedDocument | UncodedDocument]]] = deque()
    try:
        for parcel in parcels(documents):
            waiting.append(pool.submit(_parcel, parcel, rows))
            if len(waiting) >= workers * WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        pool.shutdown(cancel_futures=True)


def parcels(documents: Iterable[Document | UncodedDocument]) -> Iterator[list[Document | UncodedDocument]]:
    """What goes to one worker at a time: PARCEL reports, the last time fewer."""
    source = iter(documents)
    while parcel := list(itertools.islice(source, PARCEL)):
        yield parcel


def _worker() -> None:
    """One ONNX thread a process: processes share the cores better than threads do. Ctrl-C is for the parent to hear."""
    os.environ["AKTENLAGE_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers to end; without this they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
        yield _coded_or_stumbled(queue.popleft(), doc, world)
    while queue:
        yield _uncoded(queue.popleft())


def _uncoded(item: Document | UncodedDocument) -> UncodedDocument:
    assert isinstance(item, UncodedDocument)
    return item


def _coded_or_stumbled(
    item: Document | UncodedDocument, doc: Doc, world: World | None
) -> CodedDocument | UncodedDocument:
    assert isinstance(item, Document) and item.language is not None
    try:
        return code_parsed(item, doc, item.language, world)
    except Exception as error:  # a report that no rule foresaw must not end a batch of millions
        why = f"{type(error).__name__}: {error}"[:120]
        return UncodedDocument(document=info(item), error=problem("stumbled", item.id, why=why))


def _left_out(document: Document, error: CannotCode) -> UncodedDocument:
    return UncodedDocument(document=info(document), error=error.problem)
