"""The same coding over many machines: parcels of reports go to the workers of a Dask cluster, and come back in order.

One process reads, hands out and writes, as with workers of one machine; so workers need no disk that they share, and the parts
are the same, byte for byte. A worker that dies has its parcels coded again by another, from the beginning: what it had coded
comes from nowhere else, so nothing comes twice.
"""

from __future__ import annotations

import logging
import os
import platform
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from aktenlage.problems import ClusterFault
from aktenlage.shapes import CodedDocument, Document, UncodedDocument
from aktenlage.world.scope import World

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local:"
# Seconds to wait for the scheduler's first word, and after which the workers are counted anew: they come and go.
PATIENCE, COUNTED = 30, 5.0
# Where the dashboard of a cluster of one's own listens: nobody else's machine has to do with it.
DASHBOARD = "127.0.0.1:8787"
# Dask looks a hundred times a second what its workers are at, for a page of the dashboard: a tenth of their time.
QUIET = {"distributed.worker.profile.enabled": False}
_CURES = {
    "not-installed": "a cluster needs {why}; install aktenlage[cluster]",
    "bad-address": "no cluster; write tcp://scheduler:8786, or local:4 for four processes of this machine",
    "no-scheduler": "no Dask scheduler answers ({why}); check that it runs and that its port can be reached",
    "lost": "the scheduler is gone; start it anew and give the same command, which goes on from the parts written",
    "killed": "workers died of the same reports again and again, most likely for want of memory; give each worker more, the parts"
    " written stay",
    "no-coder": "the workers have no {why}; install the same aktenlage there as here",
    "other-coder": "this worker has another version of aktenlage, or of its rules or weights; install the same there as here",
}
_busy = threading.Lock()


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at `tcp://scheduler:8786`; for `local:4`, of four processes that live as long as it does.

    Raises ClusterFault, with the cure, when `aktenlage[cluster]` is not installed, or nobody answers at the address.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise _fault("not-installed", address, why=error.name) from None
    if not address.startswith(LOCAL):
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise _fault("no-scheduler", address, why=error) from None
        with client:
            yield client
        return
    count = address.removeprefix(LOCAL)
    if not count.isdecimal() or not int(count):
        raise _fault("bad-address", address)
    with (
        dask.config.set(QUIET),
        LocalCluster(
            n_workers=int(count),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=DASHBOARD,
            preload=[__name__],
            silence_logs=logging.ERROR,
        ) as own,
        Client(own) as client,
    ):
        yield client


def code_many(
    documents: Iterable[Document | UncodedDocument], client: Client, world: World | None = None
) -> Iterator[CodedDocument | UncodedDocument]:
    """As `aktenlage.code_many`, by the workers of a cluster, each of which loads the model once.

    Three parcels a worker are under way, so memory does not grow with the corpus; workers may come and go meanwhile.
    Raises ClusterFault when the scheduler is lost, workers have another coder than this process, or die of one parcel again
    and again.
    """
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    from aktenlage.parts import coder
    from aktenlage.pipeline import WAITING, parcels

    address = str(client.scheduler.address) if client.scheduler else ""
    told = coder()
    waiting: deque[Any] = deque()
    try:
        workers = _workers(client)
        for parcel in parcels(documents):
            waiting.append(client.submit(_code, parcel, world, told, pure=False))
            if len(waiting) >= max(1, next(workers)) * WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except KilledWorker as error:
        raise _fault("killed", address) from error
    except ModuleNotFoundError as error:
        raise _fault("no-coder", address, why=error.name) from error
    except (CancelledError, CommClosedError, TimeoutError) as error:
        raise _fault("lost", address) from error


def dask_setup(worker: object) -> None:
    """On a worker of `local:4` that starts: Ctrl-C is for the parent to hear. (Dask calls a preloaded module's so.)"""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _workers(client: Client) -> Iterator[int]:
    """How many there are, again and again, asked of the scheduler every few seconds."""
    while True:
        asked, count = time.monotonic(), len(client.nthreads())
        yield count
        # Until there is one, parcels for one are handed out; they wait with the scheduler.
        while time.monotonic() - asked < COUNTED:
            yield count


def _code(
    parcel: list[Document | UncodedDocument], world: World | None, told: str
) -> list[CodedDocument | UncodedDocument]:
    """On a worker: codes a parcel. One at a time in a process, however many threads it has: the model has one of them."""
    os.environ.setdefault("AKTENLAGE_THREADS", "1")
    from aktenlage.pipeline import code_many as coded

    if _coder() != told:
        raise _fault("other-coder", platform.node())
    with _busy:
        return list(coded(parcel, world=world))


@cache
def _coder() -> str:
    from aktenlage.parts import coder

    return coder()


def _fault(code: str, where: str, **details: object) -> ClusterFault:
    return ClusterFault(f"{where}: {_CURES[code].format(**details)}")
