"""At what stage, and how certain? Every cue with a sentence of our own in which it fires, and some in which it must not."""

from __future__ import annotations

import pytest

# sentence, word that tells of the event, status, certainty
GERMAN = [
    ("Der Minister traf am Montag den Präsidenten Polens.", "traf", "actual", "certain"),
    ("Der Minister will am Montag den Präsidenten Polens treffen.", "treffen", "planned", "certain"),
    ("Die Kanzlerin wird im Mai nach Kiew reisen.", "reisen", "planned", "certain"),
    ("Der Minister sollte im Januar nach Tokio reisen.", "reisen", "planned", "certain"),
    ("Die Armee soll das Dorf beschossen haben.", "beschossen", "actual", "possible"),
    ("Die Rebellen könnten die Hauptstadt angreifen.", "angreifen", "hypothetical", "possible"),
    ("Die Armee hat das Dorf nicht beschossen.", "beschossen", "denied", "certain"),
    ("Wenn Russland die Stadt angreift, werden die Nachbarn helfen.", "angreift", "hypothetical", "possible"),
    ("Die Soldaten haben angeblich zwei Demonstranten getötet.", "getötet", "actual", "possible"),
    ("Die Soldaten haben wahrscheinlich zwei Demonstranten getötet.", "getötet", "actual", "probable"),
    ("Das geplante Treffen der Außenminister in Wien ist wichtig.", "Treffen", "planned", "certain"),
    (
        "Der angebliche Angriff russischer Truppen auf das Dorf sorgte für Unruhe.",
        "Angriff",
        "actual",
        "possible",
    ),
    (
        "Ein möglicher Angriff Israels auf den Iran beunruhigt die Nachbarn.",
        "Angriff",
        "hypothetical",
        "possible",
    ),
    ("Der Präsident sagte das Treffen mit Merkel ab.", "sagte", "cancelled", "certain"),
    ("Das Treffen der Außenminister wurde verschoben.", "verschoben", "cancelled", "certain"),
    ("Der Sprecher bestritt einen Angriff der Armee auf das Dorf.", "Angriff", "denied", "certain"),
    (
        "Die Polizei verhaftete den Journalisten nicht nur, sie schlug ihn auch.",
        "verhaftete",
        "actual",
        "certain",
    ),
]
ENGLISH = [
    ("The minister met the Polish president on Monday.", "met", "actual", "certain"),
    ("The minister will meet the Polish president on Monday.", "meet", "planned", "certain"),
    ("The chancellor plans to visit Kyiv in May.", "visit", "planned", "certain"),
    ("The army may attack the capital.", "attack", "hypothetical", "possible"),
    ("The army did not attack the village.", "attack", "denied", "certain"),
    ("If Russia attacks the city, its neighbours will help.", "attacks", "hypothetical", "possible"),
    ("Soldiers allegedly killed two protesters.", "killed", "actual", "possible"),
    ("The planned meeting between the foreign ministers is important.", "meeting", "planned", "certain"),
    ("The alleged attack by Russian troops on the village caused alarm.", "attack", "actual", "possible"),
    ("The president cancelled a meeting with Merkel.", "cancelled", "cancelled", "certain"),
    ("The meeting between the foreign ministers was postponed.", "postponed", "cancelled", "certain"),
    ("The spokesman denied an attack by the army on the village.", "attack", "denied", "certain"),
]


@pytest.mark.parametrize(("sentence", "word", "status", "certainty"), GERMAN)
def test_german(mentions, sentence, word, status, certainty):
    found = {m.trigger.text: (m.status, m.certainty) for m in mentions(sentence, "de")}
    assert found.get(word) == (status, certainty)


@pytest.mark.parametrize(("sentence", "word", "status", "certainty"), ENGLISH)
def test_english(mentions, sentence, word, status, certainty):
    found = {m.trigger.text: (m.status, m.certainty) for m in mentions(sentence, "en")}
    assert found.get(word) == (status, certainty)
