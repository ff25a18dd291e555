"""Files that lie elsewhere: addresses such as `s3://bucket/2024-*.jsonl`, opened by fsspec and the store's own package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from glob import has_magic
from typing import BinaryIO

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(::[a-z][a-z0-9+.-]*)*://")


def is_address(name: str) -> bool:
    """Whether it is `scheme://…`, or a chain of fsspec such as `simplecache::s3://…`."""
    return _SCHEME.match(name) is not None


def files_at(address: str) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """The files of an address, a folder or a glob there, in the order of their names: address and what opens it.

    None if a folder is empty or nothing matches. Raises ImportError, with what to install, when fsspec or the store's package
    is missing; ValueError for a scheme that is not known; OSError when the store does not answer.
    """
    from fsspec.core import url_to_fs

    store, path = url_to_fs(address)
    if has_magic(path):
        paths = sorted(found for found in store.glob(path) if store.isfile(found))
    elif store.isdir(path):
        paths = sorted(store.find(path))
    else:
        paths = [path]
    for found in paths:
        yield str(store.unstrip_protocol(found)), partial(store.open, found, "rb")
