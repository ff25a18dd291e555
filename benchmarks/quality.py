"""How good is it? `make quality` measures everything there is data for and writes `docs/quality.md` and `docs/quality.json`.

Sections whose data are not there (`--shared`) are left out. `--only NAME …` measures some sections and prints them only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import agreement, event_corpus, unpolitical

Figures = dict[str, Any]
EXAMPLES, DOCS = Path("examples"), Path("docs")
CODER = f"{sys.executable} -m aktenlage.cli"
HEAD = """\
# Quality

Written by `make quality` on {date}; do not edit. Each section names its command. Rates go from 0 to 1.
"""
# Name of a section -> words of tools/score.py in the shared folder, {s} the folder.
SCORED = {
    "gsr de": "gsr {s}/gold/gsr.dev.jsonl --lang de",
    "gsr en": "gsr {s}/gold/gsr.dev.jsonl --lang en",
    "news de": "news {s}/gold/news/docs {s}/gold/news/events.jsonl {s}/gold/news/statements.jsonl --lang de",
    "news en": "news {s}/gold/news/docs {s}/gold/news/events.jsonl {s}/gold/news/statements.jsonl --lang en",
    "quotes": "quotes {s}/quotes/dev",
    "timex": "timex {s}/krauts",
    "plv": "plv {s}/gold/plv.train.tsv",
}
# Scored a second time without the learned judge.
ALONE = ("gsr de", "gsr en", "news de", "news en", "plv")
ABOUT = {
    "grammar": "The shipped model on sentences kept out of training, with gold words; punctuation not counted.",
    "gsr de": "Political sentences in German, one gold event each.",
    "gsr en": "Political sentences in English, one gold event each.",
    "news de": "Whole reports in German.",
    "news en": "Whole reports in English.",
    "quotes": "German reports with gold quotations.",
    "timex": "German reports with gold time expressions (TIMEX3).",
    "plv": "English sentences with source and target marked.",
    **{f"{name}, rules alone": "The same with `AKTENLAGE_JUDGE=off`." for name in ALONE},
    "event corpus": "The test part of our own event corpus, which no rule was written from and no judge has seen.",
    "confusion": "Political sentences in both languages whose gold type was not coded, and what was coded instead.",
    "agreement": "German and English of the same news, line by line: type, actor countries and recipient countries.",
    "unpolitical": "Reports of sport, accidents, weather, markets, culture, science and crime: events a report.",
    "examples": "Our own reports of `examples/` with our own gold.",
    "examples de": "The German ones of these.",
    "examples en": "The English ones of these.",
}


def grammar(shared: Path) -> Figures:
    """Trees and names of the shipped model. Raises ImportError where the training code needs what is not installed."""
    return dict(import_module("training.evaluate").evaluate(shared))


def scored(shared: Path, words: str, judge: str = "on") -> Figures:
    """One run of the shared scorer, with the learned judge or without ("off"); stops the whole measurement if it fails."""
    command = [
        sys.executable,
        str(shared / "tools" / "score.py"),
        *words.format(s=shared).split(),
        "--json",
        "--run",
        CODER,
    ]
    asked = os.environ | {"AKTENLAGE_JUDGE": judge}
    done = subprocess.run(command, capture_output=True, text=True, env=asked)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return dict(json.loads(done.stdout))


def confusion(shared: Path) -> Figures:
    """Type -> what the sentences of that gold type were coded as, where the type itself was not; both languages."""
    from aktenlage import code_many
    from aktenlage.shapes import Document
    from benchmarks.agreement import mentions

    gold = [json.loads(line) for line in (shared / "gold" / "gsr.dev.jsonl").read_text("utf-8").splitlines()]
    found: dict[str, Counter[str]] = {}
    for language in ("de", "en"):
        documents = (
            Document(id=str(n), text=g[language], published="2000-01-01", language=language)
            for n, g in enumerate(gold)
        )
        for wanted, document in zip(gold, code_many(documents), strict=True):
            given = {mention.type for mention in mentions(document)}
            row = found.setdefault(wanted["type"], Counter())
            if given & {wanted["type"], *wanted.get("alt", [])}:
                row["right"] += 1
            else:
                row.update(given or {"nothing"})
    return {type_: dict(row.most_common()) for type_, row in sorted(found.items())}


def examples(prefix: str = "") -> Figures:
    """Our own gold, of documents whose names begin with `prefix`."""
    from aktenlage import code, read, to_json
    from aktenlage.evaluate import evaluate, figures
    from aktenlage.gold import coded_documents, gold_of

    mentions, statements = gold_of(EXAMPLES / "gold" / "events.jsonl")
    days = tomllib.loads((EXAMPLES / "gold" / "reports.toml").read_text("utf-8"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        for name, day in days.items():
            report = read(EXAMPLES / name)
            report.published = day
            predicted.write(to_json(code(report)) + "\n")
        predicted.flush()
        coded = coded_documents(Path(predicted.name))
    wanted = [m for m in mentions if m.doc.startswith(prefix)]
    return figures(evaluate(wanted, [s for s in statements if s.doc.startswith(prefix)], coded))


def sections(shared: Path) -> Iterator[tuple[str, str, Callable[[], Figures]]]:
    """(name, command, what measures it) of every section there is data for."""
    if (shared / "treebanks").is_dir():
        yield "grammar", f"python -m training.evaluate --shared {shared}", lambda: grammar(shared)
    if (shared / "tools" / "score.py").is_file():
        for name, words in SCORED.items():
            command = f"python {shared}/tools/score.py {words.format(s=shared)}"
            yield name, command, lambda words=words: scored(shared, words)  # type: ignore[misc]
        for name in ALONE if event_corpus.judge_sits() else ():
            command = f"AKTENLAGE_JUDGE=off python {shared}/tools/score.py {SCORED[name].format(s=shared)}"
            yield f"{name}, rules alone", command, lambda name=name: scored(shared, SCORED[name], "off")  # type: ignore[misc]
    if (Path("training") / "events").is_dir():
        yield "event corpus", "python -m benchmarks.event_corpus", event_corpus.figures
    if (shared / "gold" / "gsr.dev.jsonl").is_file():
        yield "confusion", "python -m benchmarks.quality --only confusion", lambda: confusion(shared)
    if (shared / agreement.FOLDER).is_dir():
        yield "agreement", "python -m benchmarks.agreement", lambda: agreement.figures(shared)
    if (shared / unpolitical.CORPUS).is_file():
        yield "unpolitical", "python -m benchmarks.unpolitical", lambda: unpolitical.figures(shared)
    if (EXAMPLES / "gold" / "events.jsonl").is_file():
        command = "aktenlage evaluate examples/gold/events.jsonl predicted.jsonl"
        yield "examples", command, examples
        yield "examples de", command, lambda: examples("de-")
        yield "examples en", command, lambda: examples("en-")


def rows(figures: Figures, before: str = "") -> Iterator[str]:
    """Nested figures as rows of one table: `of the matched: status | 0.9`."""
    for name, value in figures.items():
        words = f"{before}{name}"
        if (
            isinstance(value, dict)
            and all(not isinstance(part, dict) for part in value.values())
            and len(value) <= 6
        ):
            yield f"| {words} | {', '.join(f'{key} {shown(part)}' for key, part in value.items())} |"
        elif isinstance(value, dict):
            yield from rows(value, f"{words}: ")
        elif isinstance(value, list):
            for gold, given, count in value:
                if gold != given:
                    yield f"| {words}: {gold} → {given} | {count} |"
        elif value is not None:
            yield f"| {words} | {shown(value)} |"


def shown(value: Any) -> str:
    """A number with as many places as mean something."""
    return (
        f"{value:.3f}"
        if isinstance(value, float) and value <= 1
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def page(name: str, command: str, figures: Figures) -> str:
    """One section of the page."""
    table = "\n".join(rows(figures))
    return f"## {name}\n\n{ABOUT[name]}\n\n```sh\n{command}\n```\n\n| figure | value |\n|---|---|\n{table}\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", nargs="*", metavar="NAME", help="some sections, printed and not written")
    options = parser.parse_args()
    today = datetime.now(UTC).date().isoformat()
    found: dict[str, Figures] = {}
    for name, command, measure in sections(options.shared):
        if options.only and name not in options.only:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            found[name] = {"command": command, "figures": measure()}
        except ImportError as error:
            print(f"{name} left out: {error}", file=sys.stderr)
    pages = [page(name, entry["command"], entry["figures"]) for name, entry in found.items()]
    causes = Path(__file__).with_name("causes.md").read_text("utf-8")
    text = "\n".join([HEAD.format(date=today), *pages, *([] if options.only else [causes])])
    if options.only:
        print(text)
        return
    DOCS.mkdir(exist_ok=True)
    (DOCS / "quality.md").write_text(text, encoding="utf-8")
    whole = {"date": today, "sections": found}
    (DOCS / "quality.json").write_text(
        json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"{DOCS / 'quality.md'} written")


if __name__ == "__main__":
    main()
