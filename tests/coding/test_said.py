"""When something was said: the time at the cue, never one of what is said."""

from __future__ import annotations

import pytest

# told on Monday, 19 June 2023
SENTENCES = [
    ("Das Ministerium teilte am Sonntag mit, am Freitag werde verhandelt.", "de", "2023-06-18"),
    ("Am Sonntag sagte der Präsident, die Lage sei ernst.", "de", "2023-06-18"),
    ("„Wir reden am Freitag“, sagte der Minister.", "de", None),
    ("Der Minister erklärte, er reise am Freitag nach Wien.", "de", None),
    ("The president said on Sunday that talks would begin on Friday.", "en", "2023-06-18"),
    ("According to the ministry, talks will begin on Friday.", "en", None),
    ('"We meet on Friday," the minister said last month.', "en", "2023-05"),
]


@pytest.mark.parametrize(("sentence", "language", "day"), SENTENCES)
def test_day_of_a_statement(coded, sentence, language, day):
    found = coded(sentence, language).statements
    assert found and found[0].date == day
