"""Which language?"""

from __future__ import annotations

import pytest

from aktenlage.grammar.language import detect

SAMPLES = [
    ("de", "Der Minister ist gestern zurückgetreten."),
    ("de", "Moskau droht Berlin."),
    ("de", "Minister tritt zurück"),
    ("de", "PEKING (dpa) - Xi empfing Blinken."),
    ("en", "The minister resigned yesterday."),
    ("en", "Germany expels diplomats."),
    ("en", "Blinken met Xi."),
    ("en", "Police arrest protesters"),
    ("other", "Le ministre a démissionné hier."),
    ("other", "De minister is gisteren afgetreden."),
    ("other", "El ministro dimitió ayer."),
    ("other", "Il ministro si è dimesso ieri."),
    ("other", "Министр вчера ушёл в отставку."),
    ("other", "Minister podał się wczoraj do dymisji."),
    ("other", "O ministro demitiu-se ontem."),
    ("other", "Ministern avgick i går."),
    ("other", "Ministeren gik af i går."),
    ("other", "Bakan dün istifa etti."),
    ("other", ""),
    ("other", "12345 ... !!!"),
]


@pytest.mark.parametrize(("language", "text"), SAMPLES)
def test_one_sentence_is_enough(language: str, text: str) -> None:
    assert detect(text) == language
    assert detect(text) == detect(text + " ")


def test_a_foreign_name_or_quotation_changes_nothing() -> None:
    assert (
        detect(
            "Der Präsident sagte auf Französisch: „Vive la France et vive la paix.“ Dann reiste er nach Paris weiter."
        )
        == "de"
    )
    assert (
        detect("The president said: “Wir schaffen das.” Then he left Berlin and returned to Washington.")
        == "en"
    )
