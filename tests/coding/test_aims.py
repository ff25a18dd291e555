"""At whom: things and contents that stand for somebody, in sentences of our own."""

from __future__ import annotations

import pytest

# sentence, language, type, countries of the actors, of the recipients
AIMED = [
    ("Norwegen kritisierte die Invasion Russlands.", "de", "ACCUSE", {"NOR"}, {"RUS"}),
    ("Die von Israel vorgeschlagenen Änderungen lehnt Ägypten ab.", "de", "REJECT", {"EGY"}, {"ISR"}),
    ("Äthiopien drohte mit einer Blockade eritreischer Häfen.", "de", "THREATEN", {"ETH"}, {"ERI"}),
    ("Die syrische Armee beschoss Stellungen in Tripoli.", "de", "ASSAULT", {"SYR"}, {"LBY"}),
    (
        "Ghana ist bereit, seine Soldaten aus dem Nachbarland Togo abzuziehen.",
        "de",
        "AGREE",
        {"GHA"},
        {"TGO"},
    ),
    ("Den Rebellen Ugandas warf Kenia Verrat vor.", "de", "ACCUSE", {"KEN"}, {"UGA"}),
    ("Kenya says it is willing to withdraw its troops from Somalia.", "en", "AGREE", {"KEN"}, {"SOM"}),
    (
        "Serbian farmers blocked a road to demand an end of Hungarian imports.",
        "en",
        "PROTEST",
        {"SRB"},
        {"HUN"},
    ),
    ("Peru condemned the decision of Chile.", "en", "ACCUSE", {"PER"}, {"CHL"}),
    ("Hundreds of Poles protested outside the Russian embassy.", "en", "PROTEST", {"POL"}, {"RUS"}),
]
DEMANDS = [
    ("Teheran müsse die Geiseln freilassen, sagte der britische Minister.", "de", {"GBR"}, {"IRN"}),
    ("Der ägyptische Präsident sagte, der Sudan solle die Grenze öffnen.", "de", {"EGY"}, {"SDN"}),
    ("London said that Tehran must free the hostages.", "en", {"GBR"}, {"IRN"}),
    ("Iran should release the ship, Norway's foreign minister said.", "en", {"NOR"}, {"IRN"}),
]
JUDGEMENTS = [
    ("Der deutsche Minister sagte, Deutschland müsse sparen.", "de"),
    ("Analysten sagten, China müsse mehr investieren.", "de"),
    ("Der Minister sagte, der Iran soll das Schiff beschädigt haben.", "de"),
    ("The analyst said the United States must spend more.", "en"),
    ("The French minister said France must wait.", "en"),
]


def _countries(entities):
    return {e.country for e in entities if e.country}


@pytest.mark.parametrize(("sentence", "language", "type_", "actors", "recipients"), AIMED)
def test_whom_it_is_aimed_at(mentions, sentence, language, type_, actors, recipients):
    found = [(m.type, _countries(m.actors), _countries(m.recipients)) for m in mentions(sentence, language)]
    assert (type_, actors, recipients) in found


@pytest.mark.parametrize(("sentence", "language", "actors", "recipients"), DEMANDS)
def test_what_another_must_do_is_a_demand(mentions, sentence, language, actors, recipients):
    found = [
        (m.type, m.status, _countries(m.actors), _countries(m.recipients))
        for m in mentions(sentence, language)
    ]
    assert found == [("REQUEST", "actual", actors, recipients)]


@pytest.mark.parametrize(("sentence", "language"), JUDGEMENTS)
def test_a_judgement_is_no_demand(mentions, sentence, language):
    assert "REQUEST" not in [m.type for m in mentions(sentence, language)]
