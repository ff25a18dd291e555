"""How far two markings of the same sentences agree: `python -m training.event_agreement SECOND.txt`

SECOND holds sentences of the corpus marked a second time, by somebody who had not seen the first marking. Events are matched
by their triggers and types; the figures are those of the data card.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from training.event_corpus import Marked, MarkedEvent, read, read_batch


def agreement(first: dict[str, Marked], second: list[Marked]) -> dict[str, float]:
    """F1 of triggers, of triggers with their type; share of same mode, status and parties among those."""
    counts: Counter[str] = Counter()
    for again in second:
        once = first[again.text]
        counts["sentences"] += 1
        counts["same whether"] += bool(once.events) == bool(again.events)
        counts["first"] += len(once.events)
        counts["second"] += len(again.events)
        free = list(again.events)
        for event in once.events:
            match = next((other for other in free if other.type == event.type and meet(other, event)), None)
            if match is None:
                counts["trigger"] += any(meet(other, event) for other in free)
                continue
            free.remove(match)
            counts.update({"trigger": 1, "type": 1, "mode": match.mode == event.mode})
            counts["status"] += match.status == event.status
            counts["actors"] += parties(match.actors, event.actors)
            counts["recipients"] += parties(match.recipients, event.recipients)
    marked, same = counts["first"] + counts["second"], max(counts["type"], 1)
    return {
        "sentences": counts["sentences"],
        "with or without an event": counts["same whether"] / counts["sentences"],
        "triggers F1": 2 * counts["trigger"] / marked,
        "triggers and types F1": 2 * counts["type"] / marked,
        **{name: counts[name] / same for name in ("mode", "status", "actors", "recipients")},
    }


def meet(one: MarkedEvent, other: MarkedEvent) -> bool:
    """Whether the triggers share a letter."""
    return any(a < d and c < b for a, b in one.trigger for c, d in other.trigger)


def parties(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    """Whether each span of the one meets one of the other, and the other way round."""
    return all(any(a < d and c < b for c, d in other) for a, b in one) and all(
        any(a < d and c < b for c, d in one) for a, b in other
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("second", type=Path, nargs="+")
    options = parser.parse_args()
    first = {one.text: one for one in read()}
    for path in options.second:
        second = [one for one in read_batch(path) if one.text in first]
        print(path.name, {name: round(value, 3) for name, value in agreement(first, second).items()})


if __name__ == "__main__":
    main()
