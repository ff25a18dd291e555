"""Predicates of everyday news in both languages: one invented sentence for each, and the type it must have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aktenlage.shapes import Mention

TABLE = Path(__file__).with_name("predicates.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("language", "type_", "sentence"), ROWS)
def test_predicate_has_its_type(
    language: str, type_: str, sentence: str, mentions: Callable[..., list[Mention]]
) -> None:
    assert type_ in {mention.type for mention in mentions(sentence, language)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bei dem Erdbeben wurde das Dorf dem Erdboden gleichgemacht.",
        "Die Anteilseigner stimmten der Fusion am Montag zu.",
        "Die Ausstellung endet am Jahrestag der Machtergreifung der Faschisten.",
        "Die Gouverneurin forderte wegen des Hochwassers die Nationalgarde an.",
    ],
)
def test_everyday_senses_are_no_events(sentence: str, mentions: Callable[..., list[Mention]]) -> None:
    assert not mentions(sentence, "de")
