"""Another meeting is not the one just told, and ratifying is not signing."""

from __future__ import annotations

import pytest

from aktenlage.coding.another import another, steps_agree


@pytest.mark.parametrize(
    "before",
    ["Sie vereinbarten ein weiteres ", "Für Juli ist ein zweites ", "das nächste ", "They agreed on another ",
     "a second round of ", "after the previous "],
)  # fmt: skip
def test_told_as_another(before: str) -> None:
    assert another(before)


@pytest.mark.parametrize(
    "before",
    ["Sie vereinbarten ein ", "zwei weitere Soldaten bei einem ", "beim ersten ", "Der Zweite ist das ", "seconds after the "],
)  # fmt: skip
def test_not_told_as_another(before: str) -> None:
    assert not another(before)


def test_steps_of_a_treaty() -> None:
    assert not steps_agree(["ratifizierte"], ["unterzeichnet"])
    assert not steps_agree(["signed"], ["ratified"])
    assert steps_agree(["signed"], ["Unterschrift"])
    assert steps_agree(["signals"], ["ratified"])
    assert steps_agree(["treaty"], ["ratified"])


def _consults(coded, text: str, language: str) -> list[int]:
    return [len(e.mentions) for e in coded(text, language).events if e.type == "CONSULT"]


def test_another_meeting_is_an_event_of_its_own(coded) -> None:
    text = "Scholz traf den polnischen Präsidenten Duda. Scholz und Duda planen ein {}Treffen von Scholz und Duda."
    assert _consults(coded, text.format("zweites "), "de") == [1, 1]
    english = (
        "Italy's ministers met their Libyan counterparts. The {}talks between Italy and Libya were in Malta."
    )
    assert _consults(coded, english.format("previous "), "en") == [1, 1]
    assert _consults(coded, english.format(""), "en") == [2]


def test_a_headline_may_tell_of_another_one(coded) -> None:
    text = "Scholz trifft Duda\n\nDas zweite Treffen von Scholz und Duda dauerte eine Stunde."
    assert _consults(coded, text, "de") == [2]


def test_another_one_than_the_last_told(coded) -> None:
    text = (
        "Am Sonntag demonstrierten in Graz Studenten. Am Samstag hatten in Graz Studenten demonstriert. "
        "Am Sonntag fand eine weitere Demonstration der Studenten in Graz statt."
    )
    assert [len(e.mentions) for e in coded(text, "de").events] == [2, 1]


def test_signing_and_ratifying_are_two(coded) -> None:
    text = "Polen und Litauen unterzeichneten einen Vertrag. Polen und Litauen ratifizierten den Vertrag."
    assert [len(e.mentions) for e in coded(text, "de").events if e.type == "SUPPORT"] == [1, 1]
