"""Are two entities one identity? Plain questions on entities, without the grammar: the record asks them too."""

from __future__ import annotations

from collections.abc import Iterable

from aktenlage.shapes import Entity
from aktenlage.world import lookup


def same(one: Entity, other: Entity) -> bool:
    """Whether two entities are one identity."""
    return (one.name, one.kind, one.country) == (other.name, other.kind, other.country)


def is_description(entity: Entity) -> bool:
    """Whether the name is no name of one's own but what somebody is: "Turkish police", "spokesman", "Palestinian"."""
    if entity.kind == "country":
        return False
    last = entity.name.rsplit(" ", 1)[-1]
    if last[:1].islower():
        return True
    row = lookup.agent(last, "en")
    return (row is not None and last in (row.noun, row.english)) or bool(lookup.people(last, "en"))


def told_apart(one: Entity, other: Entity) -> bool:
    """Whether two places in the text describe a person each: "Ein Soldat erschoss einen Soldaten" are two."""
    return (
        one.kind == other.kind == "person"
        and one.start != other.start
        and is_description(one)
        and _has_noun(one)
        and _has_noun(other)
    )


def _has_noun(entity: Entity) -> bool:
    """Whether a noun stands there, and not a pronoun for one told of before."""
    last = entity.text.rsplit(" ", 1)[-1]
    return any(lookup.agent(last, language) or lookup.people(last, language) for language in ("de", "en"))


def identities(entities: Iterable[Entity]) -> list[Entity]:
    """Each identity once, in the order of appearance."""
    seen: dict[tuple[str, str, str | None], Entity] = {}
    for entity in entities:
        seen.setdefault((entity.name, entity.kind, entity.country), entity)
    return list(seen.values())
