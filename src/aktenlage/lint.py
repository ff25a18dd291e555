"""The checker of the data files: `python -m aktenlage.lint` prints each mistake as `file:line: what and the cure`.

`python -m aktenlage.lint my_actors.toml` checks files of one's own rows instead (`--world`).

A module that reads data files and has a function `check() -> list[str]` is listed here, and nothing else is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module

READERS = (
    "aktenlage.coding.lexicon",
    "aktenlage.coding.judge",
    "aktenlage.world.tables",
    "aktenlage.coding.timewords",
    "aktenlage.exports.codes",
)


def faults() -> Iterator[str]:
    """Every mistake in the shipped data files, in the order of READERS."""
    for name in READERS:
        check = getattr(import_module(name), "check", None)
        if check is not None:
            yield from check()


def main() -> None:
    """Prints the mistakes; exit status 1 if there is one."""
    from aktenlage.world.own import check

    found = [fault for name in sys.argv[1:] for fault in check(name)] if sys.argv[1:] else list(faults())
    for fault in found:
        print(fault)
    print(f"data files: {len(found)} mistakes" if found else "data files: no mistake")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
