"""Who will not help, meet or yield refuses: sentences of our own, both ways."""

from __future__ import annotations

import pytest

REFUSED = [
    ("Ungarn will keine Flüchtlinge mehr aufnehmen.", "de", "assist"),
    ("Die Regierung in Minsk sagte, sie werde nicht mit Polen verhandeln.", "de", "meet"),
    ("Eritrea said it would not withdraw its troops.", "en", "yield"),
    ("Kenya will not meet with the rebels, its foreign minister said.", "en", "meet"),
    ("Eritrea will not release the fishermen.", "en", "yield"),
    ("Ägypten wird die Fischer nicht freilassen.", "de", "yield"),
    ("The Chilean government did not allow the monitors into the country.", "en", "yield"),
]
NONE = [
    ("Moskau hat Kiew nicht unterstützt.", "de"),
    ("Die Minister trafen sich nicht.", "de"),
    ("Kenya did not withdraw its troops.", "en"),
    ("The observers said Eritrea would not withdraw its troops.", "en"),
]


@pytest.mark.parametrize(("sentence", "language", "mode"), REFUSED)
def test_refusal(mentions, sentence, language, mode):
    assert [(m.type, m.mode, m.status) for m in mentions(sentence, language)] == [("REJECT", mode, "actual")]


@pytest.mark.parametrize(("sentence", "language"), NONE)
def test_what_did_not_happen_is_no_refusal(mentions, sentence, language):
    assert "REJECT" not in [m.type for m in mentions(sentence, language)]


def test_whom_one_will_not_meet_is_the_recipient(mentions):
    (found,) = mentions("Die Regierung in Minsk sagte, sie werde nicht mit Polen verhandeln.", "de")
    assert [e.country for e in found.actors] == ["BLR"] and [e.country for e in found.recipients] == ["POL"]
