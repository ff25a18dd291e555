"""Are two entities one identity? Plain questions on entities, without the grammar: the record asks them too."""

from __future__ import annotations

from collections.abc import Iterable

from aktenlage.shapes import Entity


def same(one: Entity, other: Entity) -> bool:
    """Whether two entities are one identity."""
    return (one.name, one.kind, one.country) == (other.name, other.kind, other.country)


def identities(entities: Iterable[Entity]) -> list[Entity]:
    """Each identity once, in the order of appearance."""
    seen: dict[tuple[str, str, str | None], Entity] = {}
    for entity in entities:
        seen.setdefault((entity.name, entity.kind, entity.country), entity)
    return list(seen.values())
