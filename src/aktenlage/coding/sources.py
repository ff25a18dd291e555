"""According to whom? The chain of those who vouch for an event: the speakers of the statements in which it stands."""

from __future__ import annotations

from aktenlage.coding.identity import same
from aktenlage.shapes import Entity, Statement


def around(statements: list[Statement], start: int, end: int) -> list[Statement]:
    """The statements whose content covers the characters, outermost first.

    "Die SPD begrüßte die Entscheidung" is itself the act, so a reported speech act vouches for nothing.
    """
    covering = [
        s for s in statements if s.kind != "reported" and any(a <= start and end <= b for a, b in s.spans)
    ]
    return sorted(covering, key=lambda s: (-sum(b - a for a, b in s.spans), s.start))


def sources(statements: list[Statement], start: int, end: int) -> list[Entity]:
    """Who says so, outermost first; a relay stands before the speaker it quotes. Nobody stands twice."""
    chain: list[Entity] = []
    for statement in around(statements, start, end):
        for entity in (statement.relay, statement.speaker, *statement.cospeakers):
            if entity is not None and not any(same(entity, known) for known in chain):
                chain.append(entity)
    return chain
