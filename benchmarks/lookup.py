"""What does knowing the world cost? Prints how long its tables take to load and their share of the coding time.

`python -m benchmarks.lookup --shared ../shared`. Loading: every table and index in a fresh process, the median of five.
Share: reports of `corpus/wikinews-de.jsonl` are parsed first, then coded twice, the second time with a clock around every
question that the coder asks of `world/`; the clock's own time counts as theirs, so the share is an upper bound.
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType
from typing import Any

GERMAN = Path("corpus/wikinews-de.jsonl")
# Mark of issue 4: all tables, in seconds; share of coding time.
MARKS = {"tables": 0.3, "share": 0.15}


def load() -> dict[str, float]:
    """Seconds that each part of the tables takes in this process; call it before anything else has read them."""
    from aktenlage.world import gazetteer, lookup, naming

    parts: dict[str, Callable[[], object]] = {
        "states": lookup._countries,
        "bodies": lambda: (lookup._organisations(), lookup._tagged("de"), lookup._tagged("en")),
        "offices": lookup._people,
        "nouns and titles": lambda: [
            (lookup._agents(language), lookup._titles(language), naming._members())
            for language in ("de", "en")
        ],
        "places": lambda: (gazetteer._names(), gazetteer._regions()),
    }
    found = {}
    for name, read in parts.items():
        begin = time.perf_counter()
        read()
        found[name] = time.perf_counter() - begin
    return found


def loads(times: int = 5) -> dict[str, float]:
    """The median seconds of each part over so many fresh processes, and of all together."""
    runs = []
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.lookup", "--part", "load"],
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append(json.loads(done.stdout))
    found = {part: statistics.median(run[part] for run in runs) for part in runs[0]}
    return found | {"all": statistics.median(sum(run.values()) for run in runs)}


@contextmanager
def clocked() -> Iterator[list[float]]:
    """Inside, the first number of the list is the seconds spent in the outermost calls of `world/`, the second their number."""
    from aktenlage.world import gazetteer, lookup, naming

    spent, depth = [0.0, 0.0], 0

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def answer(*args: Any, **named: Any) -> Any:
            nonlocal depth
            if depth:
                return function(*args, **named)
            depth = 1
            begin = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                spent[0] += time.perf_counter() - begin
                spent[1] += 1
                depth = 0

        return answer

    before = [
        (module, name, function)
        for module in (gazetteer, lookup, naming)
        for name, function in vars(module).items()
        if isinstance(function, FunctionType)
        and not name.startswith("_")
        and function.__module__ == module.__name__
    ]
    for module, name, function in before:
        setattr(module, name, timed(function))
    try:
        yield spent
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def share(path: Path, limit: int) -> dict[str, float]:
    """Seconds of parsing, of coding without clocks, and of the questions asked, over the first reports of a corpus."""
    from aktenlage import grammar
    from aktenlage.coding.coder import code_parsed
    from aktenlage.shapes import Document

    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:limit]]
    documents = [
        Document(id=r["id"], text=r["text"], published=r.get("published"), language="de") for r in rows
    ]
    code_parsed(documents[0], grammar.parse(documents[0].text, "de"), "de")
    begin = time.perf_counter()
    parsed = list(grammar.parse_many((d.text, "de") for d in documents))
    parsing = time.perf_counter() - begin

    def code() -> float:
        begin = time.perf_counter()
        for document, doc in zip(documents, parsed, strict=True):
            code_parsed(document, doc, "de")
        return time.perf_counter() - begin

    first, again = code(), code()
    with clocked() as spent:
        clocked_run = code()
    return {
        "parsing": parsing,
        "first": first,
        "coding": again,
        "clocked": clocked_run,
        "asking": spent[0],
        "questions": spent[1],
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--limit", type=int, default=200, help="so many reports for the share")
    parser.add_argument("--part", choices=["load"], help="one part in this process, as JSON")
    options = parser.parse_args()
    if options.part:
        print(json.dumps(load()))
        return
    found = loads()
    print("loading, milliseconds: " + ", ".join(f"{part} {1000 * s:.0f}" for part, s in found.items()))
    print(f"  mark {1000 * MARKS['tables']:.0f}: {'met' if found['all'] <= MARKS['tables'] else 'missed'}")
    times = share(options.shared / GERMAN, options.limit)
    part = times["asking"] / times["clocked"]
    whole = times["asking"] / (times["parsing"] + times["clocked"])
    print(
        f"{options.limit} reports: parsing {times['parsing']:.2f} s, coding the parsed {times['coding']:.2f} s "
        f"(first time {times['first']:.2f} s), {times['questions']:.0f} questions to the tables {times['asking']:.2f} s"
    )
    print(f"share of coding the parsed {part:.3f}, of the whole way {whole:.3f}")
    print(f"  mark {MARKS['share']:.2f} of coding: {'met' if part <= MARKS['share'] else 'missed'}")


if __name__ == "__main__":
    main()
