"""Does the record know which reports tell of one happening? `python -m benchmarks.merging` scores it on invented ones.

The reports of `examples/happenings/` are coded and put into a record; each coded mention answers the gold mention of its
report and type whose trigger it overlaps, else the nearest of its sentence. Then every pair of gold mentions is a question: one
happening or two? Precision: of the pairs that stand in one event of the record, those that are one happening. Recall: of
the pairs that are one happening, those that stand in one event. `found` asks of pairs that the coder found both, which is
the merging alone; `all` also counts pairs as missed of which it missed one, which is what a user gets.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import msgspec

from aktenlage.shapes import RecordedMention
from benchmarks.happenings import Gold, Happening, Report, Trigger, load

# Where a line or sentence ends, for people: not after "5." or "B.".
_ENDS = re.compile(r"\n+|(?<=\D\D[.?!])[“”\"]? ")


class Coded(msgspec.Struct, kw_only=True, frozen=True):
    """A coded mention: the trigger at `start`..`end` in the sentence `first`..`last` of a report."""

    report: str
    type: str
    start: int
    end: int
    first: int
    last: int


class Answer(msgspec.Struct, kw_only=True, frozen=True):
    """A gold mention and the event of the record it stands in, None where the coder missed it."""

    mention: Trigger
    happening: Happening
    report: Report
    event: int | None


class Pairs(msgspec.Struct, kw_only=True):
    """Pairs of mentions: rightly together, wrongly together, wrongly apart, and with a mention the coder missed."""

    right: int = 0
    wrong: int = 0
    apart: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """0 to 1."""
        return self.right / max(1, self.right + self.wrong)

    def recall(self, all_: bool) -> float:
        """0 to 1, over all pairs or those found."""
        return self.right / max(1, self.right + self.apart + all_ * self.missed)

    def f1(self, all_: bool) -> float:
        """0 to 1, over all pairs or those found."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.apart + all_ * self.missed)


class Pair(msgspec.Struct, kw_only=True, frozen=True):
    """Two gold mentions, and whether they are one happening and stand in one event (None: one was missed)."""

    one: Answer
    other: Answer

    @property
    def same(self) -> bool:
        """One happening in the gold."""
        return self.one.happening.id == self.other.happening.id

    @property
    def found(self) -> bool:
        """The coder found both."""
        return self.one.event is not None and self.other.event is not None

    @property
    def together(self) -> bool:
        """One event in the record."""
        return self.found and self.one.event == self.other.event


# Which pairs a row of the table is about.
KINDS: dict[str, Callable[[Pair], bool]] = {
    "all pairs": lambda pair: True,
    "in one report": lambda pair: pair.one.report.id == pair.other.report.id,
    "across reports": lambda pair: pair.one.report.id != pair.other.report.id,
    "across languages": lambda pair: pair.one.report.language != pair.other.report.language,
}


def align(gold: Gold, events: Iterable[Iterable[Coded]]) -> list[Answer]:
    """Each core mention of the gold with the event that holds its coded mention.

    One coded mention answers one of the gold: one that it overlaps before one in its sentence, the nearest first. A
    borderline mention of the gold uses up its own, unless it stands beside one of the same happening that is asked.
    """
    asked = [(happening, mention) for happening in gold.happenings for mention in happening.mentions]
    by_report: dict[tuple[str, str], list[tuple[int, Coded]]] = {}
    for number, event in enumerate(events):
        for coded in event:
            by_report.setdefault((coded.report, coded.type), []).append((number, coded))
    fits = [
        (
            not _overlap(mention, coded),
            not mention.core,
            abs(mention.start - coded.start),
            place,
            number,
            coded,
        )
        for place, (happening, mention) in enumerate(asked)
        for number, coded in by_report.get((mention.report, happening.type), [])
        if _overlap(mention, coded) or _same_sentence(mention, coded)
    ]
    answers: dict[int, tuple[int, Coded]] = {}
    used: set[Coded] = set()
    for *_, place, number, coded in sorted(fits, key=lambda fit: fit[:4]):
        if place not in answers and coded not in used:
            answers[place] = number, coded
            used.add(coded)
    for place, (happening, mention) in enumerate(asked):
        if mention.core and place not in answers:
            # "sind bei einem Anschlag gestorben", coded at the verb: the borderline word stands for the asked one
            for other, (_, coded) in list(answers.items()):
                same = asked[other][0] is happening and not asked[other][1].core
                if same and coded.report == mention.report and _same_sentence(mention, coded):
                    answers[place] = answers.pop(other)
                    break
    return [
        Answer(
            mention=m,
            happening=h,
            report=gold.reports[m.report],
            event=answers[place][0] if place in answers else None,
        )
        for place, (h, m) in enumerate(asked)
        if m.core
    ]


def _overlap(mention: Trigger, coded: Coded) -> bool:
    return mention.start < coded.end and coded.start < mention.end


def _same_sentence(mention: Trigger, coded: Coded) -> bool:
    return coded.first <= mention.start < coded.last


def pairs(answers: list[Answer]) -> Iterator[Pair]:
    """Every two mentions that are one happening or stand in one event; all others are rightly apart."""
    for one, other in combinations(answers, 2):
        pair = Pair(one=one, other=other)
        if pair.same or pair.together:
            yield pair


def count(asked: Iterable[Pair]) -> Pairs:
    """Adds up the pairs."""
    sums = Pairs()
    for pair in asked:
        if pair.together:
            sums.right += pair.same
            sums.wrong += not pair.same
        elif pair.found:
            sums.apart += 1
        else:
            sums.missed += 1
    return sums


def table(answers: list[Answer]) -> Iterator[str]:
    """The figures, one line for each kind of pair."""
    every = list(pairs(answers))
    found = sum(a.event is not None for a in answers)
    yield f"mentions found: {found} of {len(answers)} ({found / max(1, len(answers)):.3f})"
    yield (
        f"{'':18}{'pairs':>7}{'right':>7}{'wrong':>7}{'apart':>7}{'missed':>7}   found: P     R     F1    all: R     F1"
    )
    for name, of_kind in KINDS.items():
        p = count(pair for pair in every if of_kind(pair))
        yield (
            f"{name:18}{p.right + p.apart + p.missed:7}{p.right:7}{p.wrong:7}{p.apart:7}{p.missed:7}"
            f"       {p.precision:.3f} {p.recall(False):.3f} {p.f1(False):.3f}    {p.recall(True):.3f} {p.f1(True):.3f}"
        )


def mistakes(answers: list[Answer]) -> Iterator[str]:
    """Every pair wrongly together or apart with its two sentences, then every missed mention."""
    for pair in pairs(answers):
        if pair.found and pair.same != pair.together:
            word = "APART" if pair.same else "TOGETHER"
            yield f"{word}\n  {shown(pair.one)}\n  {shown(pair.other)}"
    for answer in answers:
        if answer.event is None:
            yield f"MISSED\n  {shown(answer)}"


def shown(answer: Answer) -> str:
    """`h07 AGREE planned r061 (de 2021-10-05): … the line with its [trigger] …`"""
    text, m = answer.report.text, answer.mention
    left = max((end.end() for end in _ENDS.finditer(text, 0, m.start)), default=0)
    right = next((end.start() for end in _ENDS.finditer(text, m.end)), len(text))
    words = f"{text[left : m.start]}[{m.trigger}]{text[m.end : right]}".strip()
    day = f"{answer.report.language} {answer.report.published}"
    return f"{answer.happening.id} {answer.happening.type} {m.status} {m.report} ({day}): {words}"


def record_of(gold: Gold) -> list[list[Coded]]:
    """The events of a record that all reports have gone into."""
    from aktenlage import Document, UncodedDocument
    from aktenlage.pipeline import code_pairs
    from aktenlage.record import Record

    documents = (
        Document(id=r.id, language=r.language, published=r.published, source=r.source, text=r.text)
        for r in gold.reports.values()
    )
    with (
        tempfile.TemporaryDirectory(prefix="aktenlage-merging-") as folder,
        Record(f"sqlite:///{folder}/akte.db") as record,
    ):
        for pair in code_pairs(documents):
            assert not isinstance(pair, UncodedDocument), pair
            document, coded = pair
            record.add(coded, document)
        return [[coded_mention(m) for m in event.mentions] for event in record.events()]


def coded_mention(mention: RecordedMention) -> Coded:
    """A mention of the record as the scorer sees it."""
    return Coded(
        report=mention.report,
        type=mention.type,
        start=mention.trigger.start,
        end=mention.trigger.end,
        first=mention.start,
        last=mention.end,
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N mistakes")
    show = parser.parse_args().show
    gold = load()
    events = record_of(gold)
    answers = align(gold, events)
    print("\n".join(table(answers)))
    kinds = Counter(line.split("\n", 1)[0] for line in mistakes(answers))
    print(", ".join(f"{kind.lower()}: {number}" for kind, number in kinds.items()))
    for mistake in list(mistakes(answers))[:show]:
        print(mistake)


if __name__ == "__main__":
    main()
