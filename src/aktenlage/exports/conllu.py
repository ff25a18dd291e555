"""CoNLL-U for annotators: the grammar's trees with the events in MISC of the word that tells of each.

`Event=CONSULT:visit`, with `EventId`, `EventStatus`, `EventCertainty`, `EventDate`, `EventPlace`, `EventActors`, `EventRecipients`,
`EventSources` where there is one; a second event on the same word has `Event2`, `EventId2` and so on. Several entities are joined
by ";". `|`, line breaks and backslashes in values are escaped as Universal Dependencies does in MISC: \\p, \\n, \\\\.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from aktenlage import grammar
from aktenlage.exports.cells import plain
from aktenlage.exports.told import Coded
from aktenlage.shapes import CodedDocument, Entity, Event, Mention
from aktenlage.tables import name

NAMES = ("EventActors", "EventRecipients", "EventSources")


def lines(pairs: Iterable[Coded]) -> Iterator[str]:
    """Each report as CoNLL-U; it is parsed again, which takes as long as coding it."""
    for document, coded in pairs:
        language = coded.document.language or grammar.detect(document.text) or "en"
        found = triggers(coded)

        def misc(token: Token, found: dict[int, list[str]] = found) -> list[str]:
            return [
                entry
                for offset in range(token.idx, token.idx + len(token.text))
                for entry in found.get(offset, ())
            ]

        id_ = re.sub(r"\s+", "_", document.id)
        yield f"# newdoc id = {id_}\n"
        yield grammar.to_conllu(grammar.parse(document.text, language), id_, misc)


def triggers(coded: CodedDocument) -> dict[int, list[str]]:
    """Where a trigger begins -> the entries of MISC for it."""
    found: dict[int, list[str]] = {}
    counts: dict[int, int] = {}
    for event in coded.events:
        for mention in event.mentions:
            start = mention.trigger.start
            counts[start] = counts.get(start, 0) + 1
            number = str(counts[start]) if counts[start] > 1 else ""
            found.setdefault(start, []).extend(
                f"{key}{number}={value}" for key, value in entries(event, mention)
            )
    return found


def entries(event: Event, mention: Mention) -> Iterator[tuple[str, str]]:
    """Key and value for all that is known of a mention."""
    place = mention.place
    values = {
        "Event": mention.type + (f":{mention.mode}" if mention.mode else ""),
        "EventId": event.id,
        "EventStatus": mention.status,
        "EventCertainty": mention.certainty,
        "EventDate": mention.date,
        "EventPlace": ", ".join(filter(None, (place.name, place.country))) if place else None,
        "EventActors": _names(mention.actors),
        "EventRecipients": _names(mention.recipients),
        "EventSources": _names(mention.sources),
    }
    for key, value in values.items():
        if value:
            yield key, value if key in NAMES else escaped(value)


def _names(entities: list[Entity]) -> str:
    return ";".join(escaped(name(e)) for e in entities)


def escaped(value: str) -> str:
    """As Universal Dependencies escapes in MISC."""
    return plain(value).replace("\\", "\\\\").replace("|", "\\p")
