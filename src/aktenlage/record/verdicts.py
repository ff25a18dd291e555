"""What can people say of a mention or statement, and which of its values can they say otherwise?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from aktenlage.shapes import Entity, Place, RecordedMention, RecordedStatement

# What an edit does -> what it makes of the mention or statement.
VERDICTS = {"accept": "accepted", "reject": "rejected", "change": "changed"}
REJECTED = VERDICTS["reject"]
# What an event or statement is to those who go through the record; the last is hidden unless it is asked for.
REVIEWS = ("open", "judged", "rejected")
T = TypeVar("T")


class MentionValues(msgspec.Struct, kw_only=True):
    """What can be said otherwise of a mention."""

    type: str
    mode: str | None
    status: str
    certainty: str
    date: str | None
    place: Place | None
    actors: list[Entity]
    recipients: list[Entity]
    sources: list[Entity]


class StatementValues(msgspec.Struct, kw_only=True):
    """What can be said otherwise of a statement."""

    kind: str
    speaker: Entity | None
    cospeakers: list[Entity]
    addressees: list[Entity]
    relay: Entity | None


def values_of(told: Any, shape: type[T]) -> T:
    """Those values of a mention or statement."""
    return shape(**{name: getattr(told, name) for name in shape.__struct_fields__})  # type: ignore[attr-defined]


def is_rejected(told: RecordedMention | RecordedStatement) -> bool:
    """Whether people say that there is no such thing."""
    return told.review is not None and told.review.verdict == REJECTED


def review_of(mentions: Sequence[RecordedMention]) -> str:
    """What the mentions of one happening come to together, as `REVIEWS` has it."""
    if all(map(is_rejected, mentions)):
        return "rejected"
    return "judged" if all(mention.review for mention in mentions) else "open"


def written(values: Any) -> str:
    """Values as they are stored; every text can be, in ASCII."""
    return json.dumps(msgspec.to_builtins(values))


def stored(values: str | None, shape: type[T]) -> T | None:
    """Values as they were."""
    return None if values is None else msgspec.convert(json.loads(values), shape)


def differing(coded: str | None, told: Any, shape: type[Any]) -> dict[str, Any]:
    """What the coder said where it is something else now, as plain data."""
    if coded is None:
        return {}
    now = msgspec.to_builtins(values_of(told, shape))
    return {name: value for name, value in json.loads(coded).items() if value != now[name]}
