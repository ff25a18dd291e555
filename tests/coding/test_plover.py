"""The ontology and the manual's reductions."""

from __future__ import annotations

import pytest

from aktenlage.coding import plover


def test_sixteen_types_in_four_classes() -> None:
    assert len(plover.TYPES) == len(set(plover.TYPES)) == 16
    assert set(plover.MODES) == set(plover.TYPES)
    assert {len(types) for types in plover.QUADS.values()} == {3, 4, 5}


@pytest.mark.parametrize("type_", plover.TYPES)
def test_scores_have_the_sign_of_their_class(type_: str) -> None:
    sign = 1 if "cooperation" in plover.QUAD_OF[type_] else -1
    for mode in (None, *plover.MODES[type_]):
        assert 0 <= sign * plover.score(type_, mode) <= 10


@pytest.mark.parametrize(
    ("type_", "mode", "status", "becomes"),
    [
        ("CONSULT", "visit", "actual", ("CONSULT", "visit", "verbal cooperation")),
        ("CONSULT", "visit", "planned", ("AGREE", None, "verbal cooperation")),
        ("AID", None, "planned", ("AGREE", None, "verbal cooperation")),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None, "verbal cooperation")),
        ("CONSULT", None, "cancelled", ("REJECT", "meet", "verbal conflict")),
        ("ASSAULT", "aerial", "planned", ("ASSAULT", "aerial", "material conflict")),
        ("ASSAULT", "aerial", "denied", (None, None, None)),
    ],
)
def test_reductions(type_: str, mode: str | None, status: str, becomes: tuple[str | None, ...]) -> None:
    reduced = plover.reduce(type_, mode, status)
    assert (reduced.type, reduced.mode, reduced.quad) == becomes
    assert (reduced.score is None) == (reduced.type is None)
