"""Identity of entities, and that asking for it needs no grammar."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aktenlage.coding.compatible import KIN, MEET, SAME, kinship
from aktenlage.coding.identity import identities, is_description, same
from aktenlage.shapes import Entity


def _entity(name: str, kind: str = "person", country: str | None = None, start: int = 0) -> Entity:
    return Entity(
        text=name, start=start, end=start + len(name), name=name, kind=kind, country=country, sector=None
    )


def test_name_kind_and_country_make_an_identity() -> None:
    police = _entity("Kenyan police", "organisation", "KEN")
    assert same(police, _entity("Kenyan police", "organisation", "KEN", 40))
    assert not same(police, _entity("Kenyan police", "group", "KEN"))
    assert not same(police, _entity("Kenyan police", "organisation", None))


def test_each_identity_stands_once_as_it_appeared_first() -> None:
    first, again, other = _entity("Ngozi Ade"), _entity("Ngozi Ade", start=30), _entity("Paul Ade")
    assert identities([first, other, again]) == [first, other]


def test_the_record_loads_no_grammar() -> None:
    """Whoever asks an existing record must not wait for a parser."""
    code = "import sys, aktenlage.record; print(*{'spacy', 'thinc', 'torch'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("Turkish army spokesman", True),
        ("Palestinian", True),
        ("Muslim", True),
        ("John Major", False),
        ("Ngozi Ade", False),
    ],
)
def test_descriptions_are_told_from_names(name: str, described: bool) -> None:
    assert is_description(_entity(name)) is described


def test_two_descriptions_may_be_one_person_but_need_not() -> None:
    one, other = (
        _entity("Turkish soldier", country="TUR"),
        _entity("Turkish soldier", country="TUR", start=60),
    )
    assert kinship(one, other) == MEET
    assert kinship(_entity("soldier"), other) == 0.0
    assert kinship(_entity("soldier"), _entity("soldier", country="TUR")) == KIN
    assert kinship(_entity("Ngozi Ade"), _entity("Ngozi Ade", country="NGA")) == SAME
