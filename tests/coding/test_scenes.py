"""What the sentences before and behind say: the same happening, and the scene that goes on."""

from __future__ import annotations

import pytest


def _dates(mentions, text, language, published="2023-06-19"):
    return [(m.trigger.text, m.date) for m in mentions(text, language, published)]


def _date(mentions, text, language, trigger, published="2023-06-19"):
    return dict(_dates(mentions, text, language, published))[trigger]


@pytest.mark.parametrize(
    ("language", "text", "trigger", "expected"),
    [
        # the headline and the lead have the time that the report tells further down
        ("de", "Polizei verhaftet Studenten in Minsk\n\nDie belarussische Polizei verhaftete am Samstag in Minsk 20 Studenten.",
         "verhaftet", "2023-06-17"),
        ("en", "Rebels attack Kenyan army base\n\nRebels attacked a Kenyan army base on Thursday.", "attack", "2023-06-15"),
        # a definite noun is the happening told before
        ("de", "Am Freitag griffen Rebellen die Stadt Goma an. Ruanda verurteilte den Angriff.", "Angriff", "2023-06-16"),
        ("en", "On Friday, rebels attacked the town of Goma. Rwanda condemned the attack.", "attack", "2023-06-16"),
        # whatever word it is told in, if nobody else is named
        ("en", "On Friday Malta blocked a statement of the European Union. The veto came late.", "veto", "2023-06-16"),
        # what the others say of it has no time of its own
        ("de", "Am Freitag griffen Rebellen die Stadt Goma an. Ruanda verurteilte den Angriff.", "verurteilte", None),
        ("en", "On Friday, rebels attacked the town of Goma. Rwanda condemned the attack.", "condemned", None),
        # the scene goes on in the past tense
        ("de", "In Minsk demonstrierten am Sonntag Hunderte gegen die Regierung. Die Polizei nahm 17 Menschen fest.",
         "nahm", "2023-06-18"),
        ("en", "In Minsk hundreds of people protested against the government on Sunday. Police detained 17 protesters.",
         "detained", "2023-06-18"),
        # at a meeting, those who meet speak
        ("de", "Ministerin Annalena Baerbock traf am Montag in Ankara ihren türkischen Kollegen Hakan Fidan. Baerbock forderte die Türkei auf, die Häfen zu öffnen.",
         "forderte", "2023-06-19"),
        # the past perfect tells what was before
        ("de", "In Minsk demonstrierten am Sonntag Hunderte gegen die Regierung. Die Polizei hatte 17 Menschen festgenommen.",
         "festgenommen", None),
        # another time is another scene
        ("en", "On Sunday hundreds of people protested in Minsk. Police have arrested 90 people since March.", "arrested",
         "2023-03/2023-06"),
        # from the day last told to the report
        ("de", "Am 7. Juni brach Kenia die Beziehungen zu Uganda ab. Seitdem wurden mehrere Gespräche zwischen Kenia und"
         " Uganda geführt.", "geführt", "2023-06-07/2023-06-19"),
    ],
)  # fmt: skip
def test_times_told_elsewhere(mentions, language, text, trigger, expected):
    assert _date(mentions, text, language, trigger) == expected


def test_the_place_of_a_scene_goes_on_with_it(mentions):
    text = "In Jerewan demonstrierten am Montagabend Hunderte gegen die Regierung. Die Polizei nahm 17 Demonstranten fest."
    found = {m.trigger.text: m for m in mentions(text, "de", "2024-03-12")}
    assert (found["nahm"].date, found["nahm"].place.name) == ("2024-03-11", "Yerevan")


def test_without_a_time_in_the_text_the_day_of_publication_is_not_taken(mentions):
    text = "Hunderte demonstrierten in Minsk gegen die Regierung. Die Polizei nahm 17 Menschen fest."
    assert {m.date for m in mentions(text, "de")} == {None}
