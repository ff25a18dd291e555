"""Whether a time lies ahead or behind, by the tree."""

from __future__ import annotations

import pytest

from aktenlage.coding.tense import AHEAD, BEHIND, OPEN, tense
from aktenlage.grammar import parse


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("en", "He spoke with the general on Tuesday and will travel to Sudan on Friday.", "Tuesday", BEHIND),
        ("en", "He spoke with the general on Tuesday and will travel to Sudan on Friday.", "Friday", AHEAD),
        ("en", "They agreed to meet in Vienna on Friday.", "Friday", AHEAD),
        ("en", "The summit begins on Friday.", "Friday", AHEAD),
        ("en", "A meeting planned for Monday was called off.", "Monday", AHEAD),
        ("de", "Die Ministerin reist am Freitag nach Kiew.", "Freitag", AHEAD),
        ("de", "Sie traf den Präsidenten am Freitag in Kiew.", "Freitag", BEHIND),
        ("de", "Er soll am Freitag in Kiew eingetroffen sein.", "Freitag", BEHIND),
        ("de", "Er soll am Freitag nach Kiew reisen.", "Freitag", AHEAD),
        ("de", "Die Opposition plant Proteste nach der am Dienstag erfolgten Wahl.", "Dienstag", BEHIND),
        ("de", "Sie berät über die am Dienstag fällige Zahlung.", "Dienstag", OPEN),
        ("de", "Ein für Donnerstag geplanter Besuch wurde verschoben.", "Donnerstag", AHEAD),
    ],
)
def test_the_tense_of_a_time(language, text, word, expected):
    token = next(t for t in parse(text, language) if t.text == word)
    assert tense(token) == expected
