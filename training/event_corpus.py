"""The event corpus: German and English sentences of our own with their events marked.

`training/events/*.txt` hold one sentence a line in markup, as people write and read them; `python -m training.event_corpus`
checks them and writes `training/events/corpus-de.jsonl` and `corpus-en.jsonl`, the form for programs. `training/events/DATA_CARD.md` tells the rest.

    Die [a1 türkische] [t1 Festnahme] von [r1 drei Abgeordneten] löste Empörung aus. | 1 COERCE arrest actual
    Der FC Bayern schlug Dortmund mit 3:1. | none sport

`t` marks the trigger of event 1, `a` its actors, `r` its recipients; a span may serve several (`[a1r2 …]`) and spans
may nest. A verb with its prefix, or with the noun that carries its meaning, is a trigger of several parts. After the bar
stand type, mode (`-`: none), status and, unless it is the usual one, certainty of each event (codebook, sections 2 to 4).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from aktenlage.coding.plover import MODES, TYPES

FOLDER = Path(__file__).parent / "events"
STATUSES = ("actual", "planned", "hypothetical", "cancelled", "denied")
CERTAINTIES = ("certain", "probable", "possible")
REASONS = (
    "sport", "accident", "weather", "market", "culture", "science", "crime", "sense", "state", "saying", "generic",
    "lawmaking", "history-state", "daily",
)  # fmt: skip
# No word may carry more than this share of the triggers of its type, in one language …
LARGEST_SHARE = 0.04
# … but in the batches of ordinary words, where those come as often as a newspaper has them.
LARGEST_PLAIN_SHARE = 0.5
FIRST_PLAIN = 5  # number of a type's first batch of ordinary words
# Two sentences of one language that share so many of their words in order are too much alike.
ALIKE = 0.85
OPENING = re.compile(r"\[((?:[tar]\d)+) ")


@dataclass
class MarkedEvent:
    """One event; spans are (start, end) in characters of the sentence, a trigger or a list of entities in order."""

    type: str
    mode: str | None
    status: str
    certainty: str
    trigger: list[tuple[int, int]] = field(default_factory=list)
    actors: list[tuple[int, int]] = field(default_factory=list)
    recipients: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Marked:
    """One sentence with its events; `reason` says why there is none."""

    id: str
    batch: str
    language: str
    source: str
    text: str
    events: list[MarkedEvent]
    reason: str | None = None
    construction: str | None = None


def read(folder: Path = FOLDER) -> list[Marked]:
    """All sentences of the corpus, in the order of files and lines. Raises ValueError naming file and line of a mistake."""
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in read_batch(path)]


def read_batch(path: Path) -> Iterator[Marked]:
    """The sentences of one file."""
    lines = path.read_text("utf-8").splitlines()
    head = dict(re.findall(r"(\w+)=(\S+)", lines[0] if lines else ""))
    if head.keys() != {"language", "batch", "source"} or head["language"] not in ("de", "en"):
        raise ValueError(f"{path}:1: the first line must be '# language=de|en batch=NAME source=WHOSE'")
    construction, count = None, 0
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("# construction:"):
            construction = line.partition(":")[2].strip() or None
        if not line.strip() or line.startswith("#"):
            continue
        try:
            text, events, reason = sentence(line)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
        count += 1
        name = f"{head['batch']}-{count:03}"
        yield Marked(
            name, head["batch"], head["language"], head["source"], text, events, reason, construction
        )


def sentence(line: str) -> tuple[str, list[MarkedEvent], str | None]:
    """One line of markup -> (text, events, why there is none). Raises ValueError."""
    marked, *codes = [part.strip() for part in line.split(" | ")]
    text, spans = spans_of(marked)
    if not codes:
        raise ValueError("after ' | ' must stand the events or 'none REASON'")
    if codes[0].startswith("none"):
        reason = codes[0].removeprefix("none").strip()
        if reason not in REASONS or spans or len(codes) > 1:
            raise ValueError(f"'none' takes one of {', '.join(REASONS)} and no spans")
        return text, [], reason
    events = {}
    for code in codes:
        number, event = event_of(code)
        events[number] = event
    for kind, number, start, end in spans:
        if number not in events:
            raise ValueError(f"a span of event {number}, which has no code")
        of = events[number]
        {"t": of.trigger, "a": of.actors, "r": of.recipients}[kind].append((start, end))
    for number, event in events.items():
        if not event.trigger:
            raise ValueError(f"event {number} has no trigger")
        for places in (event.trigger, event.actors, event.recipients):
            places.sort()
    return text, list(events.values()), None


def event_of(code: str) -> tuple[int, MarkedEvent]:
    """`1 COERCE arrest actual possible` -> (1, the event without spans). Raises ValueError."""
    number, *words = code.split()
    if not number.isdigit() or len(words) not in (3, 4):
        raise ValueError(f"'{code}' is not 'NUMBER TYPE MODE STATUS [CERTAINTY]'")
    type_, mode, status = words[:3]
    certainty = words[3] if len(words) == 4 else "possible" if status == "hypothetical" else "certain"
    if type_ not in TYPES or status not in STATUSES or certainty not in CERTAINTIES:
        raise ValueError(f"'{code}': unknown type, status or certainty")
    if mode != "-" and mode not in MODES.get(type_, ()):
        raise ValueError(f"'{code}': {type_} has no mode {mode}")
    return int(number), MarkedEvent(type_, None if mode == "-" else mode, status, certainty)


def spans_of(marked: str) -> tuple[str, list[tuple[str, int, int, int]]]:
    """Markup -> (plain text, [(t, a or r, number of the event, start, end)]). Raises ValueError."""
    text, found, open_spans, place = "", [], [], 0
    while place < len(marked):
        opening = OPENING.match(marked, place)
        if opening:
            open_spans.append((opening[1], len(text)))
            place = opening.end()
            continue
        if marked[place] == "]" and open_spans:
            tags, start = open_spans.pop()
            if not text[start:] or text[start:] != text[start:].strip():
                raise ValueError(f"the span {tags} is empty or has blanks at its ends")
            found += [(kind, int(number), start, len(text)) for kind, number in re.findall(r"(\w)(\d)", tags)]
        elif marked[place] in "[]":
            raise ValueError(f"a bracket that belongs to no span: {marked[place : place + 20]}")
        else:
            text += marked[place]
        place += 1
    if open_spans:
        raise ValueError("a span that is not closed")
    return text, found


def is_test(batch: str) -> bool:
    """Whether a batch belongs to the test part: one of each type and language, every eighth of the batches without events."""
    language, kind, number = batch.split("-")[0], batch.split("-")[1].upper(), int(batch.split("-")[2])
    if kind not in TYPES:
        return number % 8 == 3
    return number == (TYPES.index(kind) + (language == "en")) % 4 + 1


def is_plain(batch: str) -> bool:
    """Whether a batch tells of its type in the most ordinary words, beside the same words without an event."""
    _, kind, number = batch.split("-")
    return kind.upper() in TYPES and int(number) >= FIRST_PLAIN


def check(sentences: list[Marked]) -> Iterator[str]:
    """What is wrong with the whole: the same or nearly the same sentence twice, a word that carries too much of its type."""
    triggers: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for one in sentences:
        for event in one.events:
            words = " ".join(one.text[a:b].casefold() for a, b in event.trigger)
            triggers[one.language, event.type, is_plain(one.batch)][words] += 1
    for (language, type_, plain), counts in triggers.items():
        most = max(3.0, (LARGEST_PLAIN_SHARE if plain else LARGEST_SHARE) * counts.total())
        for words, count in counts.items():
            if count > most:
                yield f"{language} {type_}: '{words}' is the trigger {count} times of {counts.total()}"
    yield from twice(sentences)


def twice(sentences: list[Marked]) -> Iterator[str]:
    """Pairs of sentences of one language that are nearly the same."""
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    words = [re.findall(r"\w+", one.text.casefold()) for one in sentences]
    for number, one in enumerate(sentences):
        rare = sorted(set(words[number]), key=lambda w: (-len(w), w))[:4]
        near = Counter(other for word in rare for other in by_word[one.language, word])
        for other, shared in near.items():
            if shared >= 2 and SequenceMatcher(None, words[number], words[other]).ratio() > ALIKE:
                yield f"{one.id} and {sentences[other].id} are nearly the same sentence"
        for word in rare:
            by_word[one.language, word].append(number)


def as_json(one: Marked) -> str:
    """One line of `corpus-de.jsonl` or `corpus-en.jsonl`."""
    row = asdict(one) | {"part": "test" if is_test(one.batch) else "train"}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Checks the corpus, prints its counts, and with `--write` writes both `corpus-….jsonl`; exit status 1 for a mistake."""
    try:
        sentences = read()
    except ValueError as error:
        sys.exit(str(error))
    faults = list(check(sentences))
    for fault in faults:
        print(fault)
    for language in ("de", "en"):
        ours = [one for one in sentences if one.language == language]
        events = [event for one in ours for event in one.events]
        print(
            f"{language}: {len(ours)} sentences, {sum(not one.events for one in ours)} without an event, {len(events)} events"
        )
        if "--write" in sys.argv[1:]:
            lines = "".join(as_json(one) + "\n" for one in ours)
            (FOLDER / f"corpus-{language}.jsonl").write_text(lines, "utf-8")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
