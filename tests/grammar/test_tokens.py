"""Words of a sentence."""

from __future__ import annotations

import pytest

from aktenlage.grammar import tokens
from aktenlage.grammar.tokens import split

GERMAN = [
    ("Der US-Außenminister kam am 18. Juni.", "Der US-Außenminister kam am 18. Juni ."),
    ("Er kam zum Kreml, z.B. um 15.30 Uhr.", "Er kam zum Kreml , z.B. um 15.30 Uhr ."),
    ("Xi's Rede und Xi’s „Rat“", "Xi's Rede und Xi’s „ Rat “"),
    ("Er starb 1945.", "Er starb 1945 ."),
    ("„Es war 1945.“", "„ Es war 1945 . “"),
    ("Ludwig XIV. von Frankreich", "Ludwig XIV. von Frankreich"),
    ("So sprach Ludwig XIV.", "So sprach Ludwig XIV ."),
    ("BERLIN (dpa) - Die EU-/Nato-Staaten", "BERLIN ( dpa ) - Die EU-/Nato-Staaten"),
    ("Bund, Länder usw.", "Bund , Länder usw."),
    ("Es entsteht CO2.", "Es entsteht CO2 ."),
    ("(Nord-)Korea", "( Nord- ) Korea"),
    ("24-Stunden-Frist, 3,5 Mio. Euro", "24-Stunden-Frist , 3,5 Mio. Euro"),
]
ENGLISH = [
    ("I don't know Xi's plan.", "I do n't know Xi 's plan ."),
    ("The U.S.-led anti-war talks at No. 10", "The U.S.-led anti - war talks at No. 10"),
    ("They can't, won't and cannot.", "They ca n't , wo n't and can not ."),
    ("He left in 1945.", "He left in 1945 ."),
    ("It cost $5 million, Lt. Smith said.", "It cost $ 5 million , Lt. Smith said ."),
]


@pytest.mark.parametrize(("text", "words"), GERMAN)
def test_german(text: str, words: str) -> None:
    assert split(text, "de")[0] == words.split()


@pytest.mark.parametrize(("text", "words"), ENGLISH)
def test_english(text: str, words: str) -> None:
    assert split(text, "en")[0] == words.split()


@pytest.mark.parametrize(
    "text",
    [
        "Er  kam.\n\nSie \t ging. ",
        " Ja",
        "5.",
        "Am 18.\n",
        "XIV. und V.",
        "",
        "(" * 999 + " x" * 300,
        "\u00a0Er\u00a0kam",
    ],
)
def test_words_and_spaces_give_the_text_again(text: str) -> None:
    words, spaces = split(text, "de")
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="'fr' is not supported"):
        split("Bonjour", "fr")


def test_memory_of_words_is_bounded_and_old_texts_live_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text, words = GERMAN[0]
    before = tokens.tokenizer("de")
    old = before(text)
    monkeypatch.setattr(tokens, "MOST_WORDS", len(before.vocab) - 1)
    assert split(text, "de")[0] == words.split()
    assert tokens.vocabulary("de") is not before.vocab
    assert old.text == text and old[0].lower_ == "der"
