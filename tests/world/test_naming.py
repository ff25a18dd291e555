"""English names of described actors: nouns, plurals, adjectives, peoples."""

from __future__ import annotations

import re

import pytest

from aktenlage.world import naming, tables

GERMAN = re.compile("[äöüÄÖÜß]")


def test_every_german_noun_has_an_english_one() -> None:
    lacking = [row.noun for row in tables.agents() if row.language == "de" and not row.english]
    assert lacking == []
    assert [row.noun for row in tables.agents() if GERMAN.search(row.english)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("protester", "protesters"),
        ("spokeswoman", "spokeswomen"),
        ("militiamen", "militiamen"),
        ("head of state", "heads of state"),
        ("government in exile", "governments in exile"),
        ("secretary-general", "secretaries-general"),
        ("consul general", "consuls general"),
        ("major general", "major generals"),
        ("party", "parties"),
        ("Foreign Ministry", "Foreign Ministries"),
        ("press", "press"),
        ("troops", "troops"),
        ("injured person", "injured people"),
        ("German", "Germans"),
        ("Frenchman", "Frenchmen"),
        ("Chinese", "Chinese"),
    ],
)
def test_plurals(words: str, expected: str) -> None:
    assert naming.plural(words) == expected


def test_a_plural_has_no_further_plural() -> None:
    nouns = {naming.plural(row.english) for row in tables.agents()}
    assert [words for words in nouns if naming.plural(words) != words] == []


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Polizei", "police"),
        ("Regierungstruppen", "government troops"),
        ("Sprecherin", "spokeswoman"),
        ("Armeekommandeur", "army commander"),
        ("Studentenaktivist", "student activist"),
        ("Bundesminister", "federal minister"),
        ("Ex-Botschafter", "former ambassador"),
        ("Vizegouverneur", "deputy governor"),
        # what is not told before an English noun is left out
        ("Kinderarzt", "doctor"),
        ("Frachtschiff", None),
    ],
)
def test_german_nouns_and_compounds(noun: str, expected: str | None) -> None:
    assert naming.noun(noun, "de") == expected


@pytest.mark.parametrize(
    ("word", "language", "several", "expected"),
    [
        ("Palästinenserin", "de", False, "Palestinian"),
        ("Dänen", "de", True, "Danes"),
        ("Kirgisen", "de", True, "Kyrgyz"),
        ("Brits", "en", True, "Britons"),
        ("Basotho", "en", True, "Basotho"),
        ("Soldaten", "de", True, None),
    ],
)
def test_peoples(word: str, language: str, several: bool, expected: str | None) -> None:
    assert naming.people(word, language, several) == expected


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [("TUR", "Turkish"), ("USA", "US"), ("EUR", "EU"), ("GBR", "British"), ("COG", "Republic of the Congo")],
)
def test_what_stands_before_a_noun(iso3: str, expected: str) -> None:
    assert naming.before_noun(iso3) == expected


@pytest.mark.parametrize(
    ("noun", "owner", "expected"),
    [
        ("police", "Kenyan", "Kenyan police"),
        ("former president", "Kenyan", "former Kenyan president"),
        ("UN peacekeepers", "Kenyan", "UN peacekeepers"),
        ("EU diplomat", "EU", "EU diplomat"),
        ("police", "", "police"),
    ],
)
def test_composition(noun: str, owner: str, expected: str) -> None:
    assert naming.compose(noun, owner) == expected


def test_composed_names_are_english() -> None:
    for country in {row.iso3 for row in tables.countries()}:
        name = naming.compose("army spokesman", naming.before_noun(country))
        assert not GERMAN.search(name) and name[0].isupper()
