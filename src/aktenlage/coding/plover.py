"""PLOVER 2.0: the event types, their modes, quad classes and scores, and the manual's own reductions.

Source: PLOVER manual (Political Language Ontology for Verifiable Event Records, CC BY-SA) as restated in the
codebook, sections 2 and 9. The scores stand in `scores.toml`, whose head says where they come from.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from aktenlage.shapes import Plover

QUADS: dict[str, tuple[str, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF: dict[str, str] = {type_: quad for quad, types in QUADS.items() for type_ in types}
TYPES: tuple[str, ...] = tuple(QUAD_OF)
VERBAL = frozenset(QUADS["verbal cooperation"] + QUADS["verbal conflict"])

_HOW = ("assist", "change", "yield", "meet")
MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": _HOW,
    "ACCUSE": ("disapprove", "allege", "investigate"),
    "REJECT": _HOW,
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip

STATUSES = ("actual", "planned", "hypothetical", "cancelled", "denied")
CERTAINTIES = ("certain", "probable", "possible")

# A symmetrical happening lists every party as actor (codebook, section 4).
PLANNED_BECOMES = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


@cache
def _scores() -> dict[str, dict[str, float]]:
    return tomllib.loads(files(__package__).joinpath("scores.toml").read_text("utf-8"))


def score(type_: str, mode: str | None) -> float:
    """Conflict-cooperation score, -10 (worst conflict) to 10 (best cooperation)."""
    row = _scores()[type_]
    return row.get(mode or "any", row["any"])


def reduce(type_: str, mode: str | None, status: str) -> Plover:
    """The event as PLOVER rows have it (codebook, section 9); all null when the manual leaves it out.

    Planned meetings become AGREE, cancelled ones REJECT-meet, denied events are left out.
    """
    if status == "denied":
        return Plover(type=None, mode=None, score=None, quad=None)
    if status == "cancelled" and type_ == "CONSULT":
        type_, mode = "REJECT", "meet"
    elif status == "planned" and type_ in PLANNED_BECOMES:
        type_, mode = PLANNED_BECOMES[type_], None
    return Plover(type=type_, mode=mode, score=score(type_, mode), quad=QUAD_OF[type_])
