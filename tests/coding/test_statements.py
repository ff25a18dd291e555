"""Who says what: direct, indirect, free indirect and reported speech in sentences of our own."""

from __future__ import annotations

import pytest

# text, language, kind, content, speaker's words, cue
CASES = [
    (
        "„Wir werden nicht nachgeben“, sagte der Minister.",
        "de",
        "direct",
        "„Wir werden nicht nachgeben“",
        "der Minister",
        "sagte",
    ),
    (
        "Der Sprecher erklärte: „Die Grenze bleibt zu.“",
        "de",
        "direct",
        "„Die Grenze bleibt zu.“",
        "Der Sprecher",
        "erklärte",
    ),
    (
        "„Die Lage ist ernst“, so die Ministerin weiter.",
        "de",
        "direct",
        "„Die Lage ist ernst“",
        "die Ministerin",
        "so",
    ),
    (
        "Der Minister sagte, dass die Lage ernst sei.",
        "de",
        "indirect",
        "dass die Lage ernst sei",
        "Der Minister",
        "sagte",
    ),
    (
        "Der Minister sagte, die Lage sei ernst.",
        "de",
        "indirect",
        "die Lage sei ernst",
        "Der Minister",
        "sagte",
    ),
    (
        "Laut Polizei wurden zwei Männer verletzt.",
        "de",
        "indirect",
        "wurden zwei Männer verletzt",
        "Polizei",
        "Laut",
    ),
    (
        "Nach Angaben der Regierung ist die Straße gesperrt.",
        "de",
        "indirect",
        "ist die Straße gesperrt",
        "Angaben der Regierung",
        "Nach",
    ),
    (
        '"We will not give in," the minister said.',
        "en",
        "direct",
        '"We will not give in,"',
        "the minister",
        "said",
    ),
    (
        "The minister said that the situation was serious.",
        "en",
        "indirect",
        "that the situation was serious",
        "The minister",
        "said",
    ),
    (
        "According to police, two men were injured.",
        "en",
        "indirect",
        "two men were injured",
        "police",
        "According",
    ),
]


@pytest.mark.parametrize(("text", "language", "kind", "content", "speaker", "cue"), CASES)
def test_one_statement(coded, text, language, kind, content, speaker, cue):
    found = [
        (s.kind, text[s.start : s.end], s.speaker.text if s.speaker else None, s.cue.text if s.cue else None)
        for s in coded(text, language).statements
    ]
    assert (kind, content, speaker, cue) in found


def test_a_split_quotation_is_one_statement_with_two_spans(coded):
    text = "„Wir werden reden“, sagte der Minister, „aber nicht heute.“"
    (statement,) = coded(text, "de").statements
    assert [text[a:b] for a, b in statement.spans] == ["„Wir werden reden“", "„aber nicht heute.“"]


def test_konjunktiv_runs_on(coded):
    text = "Der Minister sagte, die Lage sei ernst. Die Armee habe zwei Dörfer verloren."
    free = [s for s in coded(text, "de").statements if s.kind == "free-indirect"]
    assert [(s.text, s.speaker.text) for s in free] == [
        ("Die Armee habe zwei Dörfer verloren", "Der Minister")
    ]


def test_a_title_in_quotation_marks_is_none(coded):
    assert coded("Der Film „Das Boot“ läuft heute im Kino.", "de").statements == []


def test_events_in_reported_speech_carry_their_source(coded):
    coded_ = coded("Der Sprecher sagte, russische Truppen hätten das Dorf angegriffen.", "de")
    (event,) = [e for e in coded_.events if e.type == "ASSAULT"]
    assert [s.text for s in event.sources] == ["Der Sprecher"]


def test_the_reporters_own_words_carry_none(coded):
    (event,) = coded("Russische Truppen griffen das Dorf an.", "de").events
    assert event.sources == []
