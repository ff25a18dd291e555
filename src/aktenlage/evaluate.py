"""How good is the coding? Predicted documents against gold: precision, recall, F1, and which types are confused.

A predicted mention answers a gold mention of the same type whose trigger stands in the predicted mention's sentence;
each is used once, those with the same trigger word and the same roles first. Roles and sources are compared as sets of
countries (actors of no state by their sector), as political event data are used. What the gold marks as not core
counts neither way; what it marks as wrong keeps a document in sight of which all was rejected. Statements match when their spans overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from aktenlage.gold import GoldMention, GoldStatement, coded_documents, gold_of, plain_id
from aktenlage.intervals import Counts, f1_interval
from aktenlage.shapes import CodedDocument, Entity, Mention, Statement

# A meeting or a war has no side that acts: which list a party stands in does not matter.
SYMMETRICAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "SUPPORT"})
MISSED, EXTRA = "missed", "extra"

Row = TypeVar("Row", GoldMention, GoldStatement)
Gold = TypeVar("Gold")
Given = TypeVar("Given")


class Rate(msgspec.Struct, kw_only=True):
    """Counts of right, wrong and missing answers."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers that are right, 0 to 1."""
        return self.hits / max(1, self.hits + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 to 1."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.hits / max(1, 2 * self.hits + self.wrong + self.missed)


class Share(msgspec.Struct, kw_only=True):
    """How many of those that could be compared are right."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """0 to 1; 0 when there was nothing to compare."""
        return self.right / max(1, self.of)

    def add(self, right: bool) -> None:
        """Counts one comparison."""
        self.of += 1
        self.right += right


def _shares() -> dict[str, Share]:
    return defaultdict(Share)


class Scores(msgspec.Struct, kw_only=True):
    """All figures of one evaluation.

    `events` by type, `dyads` by type with both roles right; `matched` holds shares of the matched events and
    `said` those of the matched statements; `confusion` counts (gold type, predicted type), with `missed` and `extra`.
    """

    documents: int = 0
    events: Rate = msgspec.field(default_factory=Rate)
    dyads: Rate = msgspec.field(default_factory=Rate)
    statements: Rate | None = None
    types: dict[str, Rate] = msgspec.field(default_factory=lambda: defaultdict(Rate))
    matched: dict[str, Share] = msgspec.field(default_factory=_shares)
    said: dict[str, Share] = msgspec.field(default_factory=_shares)
    confusion: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    # What is counted -> (hits, wrong, missed) of each document, for the intervals.
    parts: dict[str, list[Counts]] = msgspec.field(default_factory=lambda: defaultdict(list))

    def note(self, kind: str, rate: Rate, before: Counts) -> None:
        """Notes what a document has added to a rate."""
        hits, wrong, missed = before
        self.parts[kind].append((rate.hits - hits, rate.wrong - wrong, rate.missed - missed))


def evaluate_files(gold: Path, predicted: Path) -> Scores:
    """Scores `predicted` (JSON Lines of `aktenlage code`) on the documents that `gold` speaks of.

    Raises `aktenlage.gold.CannotRead`, naming file and line, for what cannot be read.
    """
    return evaluate(*gold_of(gold), coded_documents(predicted))


def evaluate(
    mentions: list[GoldMention], statements: list[GoldStatement], coded: dict[str, CodedDocument]
) -> Scores:
    """Scores coded documents, by id without `.txt`; a document that is missing counts as empty."""
    scores = Scores(statements=Rate() if statements else None)
    wanted = _by_document(mentions)
    said = _by_document(statements)
    names = sorted(wanted.keys() | said.keys())
    scores.documents = len(names)
    for name in names:
        document = coded.get(name)
        if name in wanted:
            found = [m for event in document.events for m in event.mentions] if document else []
            before = counts(scores.events), counts(scores.dyads)
            _events([gold for gold in wanted[name] if not gold.wrong], found, scores)
            scores.note("events", scores.events, before[0])
            scores.note("dyads", scores.dyads, before[1])
        if name in said and scores.statements is not None:
            had = counts(scores.statements)
            right = [gold for gold in said[name] if not gold.wrong]
            _statements(right, list(document.statements) if document else [], scores)
            scores.note("statements", scores.statements, had)
    return scores


def counts(rate: Rate) -> Counts:
    """(hits, wrong, missed)."""
    return rate.hits, rate.wrong, rate.missed


def _by_document(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[plain_id(row.doc)].append(row)
    return found


# ---------------------------------------------------------------- events


def _events(wanted: list[GoldMention], found: list[Mention], scores: Scores) -> None:
    pairs = _pairs(wanted, found, lambda g, m: (*_near(g, m), _roles_right(g, m)) if _same(g, m) else None)
    for number, gold in enumerate(wanted):
        if not gold.core:
            continue
        if number in pairs:
            _compare(gold, found[pairs[number]], scores)
            scores.confusion[gold.type, gold.type] += 1
        else:
            for rate in (scores.events, scores.dyads, scores.types[gold.type]):
                rate.missed += 1
    extra = [m for number, m in enumerate(found) if number not in set(pairs.values())]
    missed = [g for number, g in enumerate(wanted) if g.core and number not in pairs]
    for mention in extra:
        for rate in (scores.events, scores.dyads, scores.types[mention.type]):
            rate.wrong += 1
    # The same word under another type is a confusion, the rest is missed or extra.
    confused = _pairs(missed, extra, lambda g, m: (1,) if _same_words(g, m) else None)
    for number, gold in enumerate(missed):
        given = extra[confused[number]].type if number in confused else MISSED
        scores.confusion[gold.type, given] += 1
    for number, mention in enumerate(extra):
        if number not in set(confused.values()):
            scores.confusion[EXTRA, mention.type] += 1


def _compare(gold: GoldMention, mention: Mention, scores: Scores) -> None:
    right = _roles_right(gold, mention)
    scores.events.hits += 1
    scores.types[gold.type].hits += 1
    if right:
        scores.dyads.hits += 1
    else:
        scores.dyads.wrong += 1
        scores.dyads.missed += 1
    shares = scores.matched
    shares["actors"].add(_given(mention.actors) == _wanted(gold.actors))
    shares["recipients"].add(_given(mention.recipients) == _wanted(gold.recipients))
    shares["mode"].add(mention.mode == gold.mode)
    shares["status"].add(mention.status in (gold.status, gold.alt_status))
    shares["certainty"].add(mention.certainty == gold.certainty)
    shares["sources"].add(_given(mention.sources) == _wanted(gold.sources))
    if gold.date:
        shares["date"].add((mention.date or "").startswith(gold.date))
    if gold.place:
        shares["place"].add(mention.place is not None and mention.place.name == gold.place)


def _same(gold: GoldMention, mention: Mention) -> bool:
    here = mention.start <= gold.start < mention.end or _same_words(gold, mention)
    return here and mention.type in (gold.type, gold.alt_type)


def _same_words(gold: GoldMention, mention: Mention) -> bool:
    return mention.trigger.start < gold.start + len(gold.trigger) and gold.start < mention.trigger.end


def _near(gold: GoldMention, mention: Mention) -> tuple[bool, bool]:
    return _same_words(gold, mention), mention.type == gold.type


def _roles_right(gold: GoldMention, mention: Mention) -> bool:
    actors, recipients = _given(mention.actors), _given(mention.recipients)
    for roles in (gold, gold.alt_roles):
        if roles is not None:
            right_actors, right_recipients = _wanted(roles.actors), _wanted(roles.recipients)
            if actors == right_actors and recipients == right_recipients:
                return True
            if gold.type in SYMMETRICAL and actors | recipients == right_actors | right_recipients:
                return True
    return False


def _wanted(entities: Iterable[str]) -> set[str]:
    parts = [[*entity.split("|"), "", ""][:3] for entity in entities]
    return {_code(country, sector) for _, country, sector in parts}


def _given(entities: Iterable[Entity]) -> set[str]:
    return {_code(entity.country or "", entity.sector or "") for entity in entities}


def _code(country: str, sector: str) -> str:
    """The country, else the sector; governments of no one state (G7) are intergovernmental."""
    return country or {"GOV": "IGO"}.get(sector, sector) or "stateless"


# ---------------------------------------------------------------- statements


def _statements(wanted: list[GoldStatement], found: list[Statement], scores: Scores) -> None:
    assert scores.statements is not None
    pairs = _pairs(wanted, found, _overlap)
    for number, gold in enumerate(wanted):
        if not gold.core:
            continue
        if number not in pairs:
            scores.statements.missed += 1
            continue
        statement = found[pairs[number]]
        scores.statements.hits += 1
        speakers = [statement.speaker] if statement.speaker else []
        right = [_wanted([s] if s else []) for s in (gold.speaker, gold.alt_speaker or gold.speaker)]
        scores.said["speaker"].add(_given(speakers) in right)
        scores.said["kind"].add(statement.kind == gold.kind)
        if gold.cue:
            # "hatte erklärt" holds the gold's "erklärt"
            scores.said["cue"].add(statement.cue is not None and gold.cue in statement.cue.text)
    scores.statements.wrong += len(found) - len(set(pairs.values()))


def _overlap(gold: GoldStatement, statement: Statement) -> tuple[float, ...] | None:
    """Shared characters by all characters of both, the best first."""
    spans = statement.spans or [(statement.start, statement.end)]
    shared = sum(max(0, min(end, gold.end) - max(start, gold.start)) for start, end in spans)
    if not shared:
        return None
    return (shared / (gold.end - gold.start + sum(end - start for start, end in spans) - shared),)


def _pairs(
    wanted: list[Gold], found: list[Given], likeness: Callable[[Gold, Given], tuple[float, ...] | None]
) -> dict[int, int]:
    """Gold number -> predicted number, each used once, the most alike first; None is no pair at all."""
    ranked = [
        (alike, -i, -j)
        for i, g in enumerate(wanted)
        for j, f in enumerate(found)
        if (alike := likeness(g, f)) is not None
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


# ---------------------------------------------------------------- out


def figures(scores: Scores) -> dict[str, object]:
    """The scores as plain data: rates with P, R, F1 and counts, shares as numbers from 0 to 1."""
    return {
        "documents": scores.documents,
        "events": _rate(scores.events),
        "who did what to whom": _rate(scores.dyads),
        "types": {name: _rate(rate) for name, rate in sorted(scores.types.items())},
        "of the matched events": {name: round(share.share, 3) for name, share in scores.matched.items()},
        "statements": _rate(scores.statements) if scores.statements else None,
        "of the matched statements": {name: round(share.share, 3) for name, share in scores.said.items()},
        "95% of F1": {
            name: ends
            for name, kind in (
                ("events", "events"),
                ("who did what to whom", "dyads"),
                ("statements", "statements"),
            )
            if (ends := _interval(scores, kind))
        },
        "confusion": [[gold, given, count] for (gold, given), count in sorted(scores.confusion.items())],
    }


def _rate(rate: Rate) -> dict[str, float]:
    exact = {"P": round(rate.precision, 3), "R": round(rate.recall, 3), "F1": round(rate.f1, 3)}
    return exact | {"hits": rate.hits, "wrong": rate.wrong, "missed": rate.missed}


def _interval(scores: Scores, kind: str) -> list[float] | None:
    """The 95 % interval of F1 (`intervals.py`), None where there are too few documents."""
    found = f1_interval(scores.parts[kind])
    return found and [round(end, 3) for end in found]


def print_scores(scores: Scores, as_json: bool = False) -> None:
    """Prints tables for people or one JSON object for programs."""
    if as_json:
        print(msgspec.json.encode(figures(scores)).decode())
        return
    print(f"{scores.documents} documents")
    print(f"\n{'':24}{'P':>7}{'R':>7}{'F1':>7}{'hits':>7}{'wrong':>7}{'missed':>7}   95% of F1")
    rates = {"events (type)": ("events", scores.events), "who did what to whom": ("dyads", scores.dyads)}
    if scores.statements:
        rates["statements"] = ("statements", scores.statements)
    for name, (kind, rate) in rates.items():
        ends = _interval(scores, kind)
        print(f"{name:24}{_cells(rate)}" + (f"   {ends[0]:.3f}–{ends[1]:.3f}" if ends else ""))
    for name, rate in sorted(scores.types.items()):
        print(f"{name:24}{_cells(rate)}")
    for title, shares in (("matched events", scores.matched), ("matched statements", scores.said)):
        if shares:
            print(f"\nof the {title}")
        for name, share in shares.items():
            print(f"  {name:22}{share.share:7.3f}   {share.right}/{share.of}")
    wrong = [(count, *pair) for pair, count in scores.confusion.items() if pair[0] != pair[1]]
    if wrong:
        print("\ngold type -> predicted type, how often")
    for count, gold, given in sorted(wrong, key=lambda row: (-row[0], row[1:])):
        print(f"  {gold:10} -> {given:10} {count:4}")


def _cells(rate: Rate) -> str:
    exact = f"{rate.precision:7.3f}{rate.recall:7.3f}{rate.f1:7.3f}"
    return exact + f"{rate.hits:7}{rate.wrong:7}{rate.missed:7}"
