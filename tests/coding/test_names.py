"""Described actors have one canonical English name, whatever the language of the report."""

from __future__ import annotations

import pytest

from aktenlage.coding.who import Cast
from aktenlage.grammar import parse


def names(text: str, language: str) -> dict[str, str]:
    """The words of each described actor or body with its name."""
    doc = parse(text, language)
    cast = Cast(doc, language, "2024-05-06")
    return {e.text: e.name for token in doc for e in cast.of(token) if e.kind != "country"}


@pytest.mark.parametrize(
    ("german", "english", "name"),
    [
        (
            "Türkische Soldaten beschossen ein Dorf.",
            "Turkish soldiers shelled a village.",
            "Turkish soldiers",
        ),
        (
            "Ein Sprecher der türkischen Armee bestätigte den Angriff.",
            "A spokesman for the Turkish army confirmed the attack.",
            "Turkish army spokesman",
        ),
        (
            "Das türkische Verteidigungsministerium wies den Vorwurf zurück.",
            "Turkey's defense ministry rejected the accusation.",
            "Turkish Defence Ministry",
        ),
        (
            "Die Polizei in der Hauptstadt Nairobi setzte Tränengas ein.",
            "Police in the capital Nairobi fired tear gas.",
            "Kenyan police",
        ),
        (
            "Demonstranten zogen vor die deutsche Botschaft.",
            "Protesters marched to the German embassy.",
            "German embassy",
        ),
        (
            "Palästinenser warfen Steine auf Soldaten.",
            "Palestinians threw stones at soldiers.",
            "Palestinians",
        ),
        (
            "Der stellvertretende polnische Außenminister reiste nach Kiew.",
            "Poland's deputy foreign minister travelled to Kyiv.",
            "Polish deputy foreign minister",
        ),
        (
            "Der ehemalige Botschafter Indiens kritisierte das Abkommen.",
            "The former Indian ambassador criticised the deal.",
            "former Indian ambassador",
        ),
        (
            "Anführer der Rebellen in Mali lehnten Gespräche ab.",
            "Rebel leaders in Mali rejected talks.",
            "Malian rebel leaders",
        ),
        ("US-Truppen griffen ein Lager an.", "U.S. troops attacked a camp.", "US troops"),
        (
            "Ein UN-Experte kritisierte die Regierung in Peru.",
            "A UN expert criticised the government of Peru.",
            "UN expert",
        ),
        (
            "Die türkische Armee griff ein Lager an.",
            "The Turkish army attacked a camp.",
            "Turkish Armed Forces",
        ),
        (
            "Der Armeekommandeur Kenias drohte den Rebellen.",
            "The army commander of Kenya threatened the rebels.",
            "Kenyan army commander",
        ),
    ],
)
def test_both_languages_have_one_name(german: str, english: str, name: str) -> None:
    assert name in names(german, "de").values()
    assert name in names(english, "en").values()


def test_the_words_stay_as_written() -> None:
    assert names("Der Vorwurf traf israelische Polizisten.", "de")["israelische Polizisten"] == (
        "Israeli police officers"
    )


def test_two_soldiers_are_two(mentions) -> None:
    for text, language in (
        ("Ein Soldat erschoss einen Soldaten.", "de"),
        ("A soldier shot a soldier.", "en"),
    ):
        (mention,) = [m for m in mentions(text, language) if m.type == "ASSAULT"]
        assert [e.name for e in mention.actors + mention.recipients] == ["soldier", "soldier"]
