"""Sentence boundaries; every text here is made up."""

from __future__ import annotations

import csv
import time

import pytest

from aktenlage.grammar.sentences import DATA, LONGEST, sentence_spans


def cut(text: str, language: str = "de") -> list[str]:
    """The sentences as strings."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


GERMAN = [
    ["Der Minister kam.", "Er ging wieder."],
    ["Sie kam am 18. Juni nach Wien.", "Am 7. und 8. Mai blieb sie dort."],
    [
        "Im 19. Jahrhundert regierte Ludwig XIV. von Frankreich nicht mehr.",
        "Er starb 1715.",
        "Danach wurde es still.",
    ],
    ["Der 35. Präsident war jung.", "Er tagte zum 3. Mal mit dem 2. Senat."],
    ["Das geschah am 18.", "Der Minister schwieg."],
    ["„Wir gehen.“", "Dann gingen sie."],
    ["„Wir gehen“, sagte er.", "Sie blieb."],
    ["„Kommt er?“, fragte sie.", "„Nein!“", "Mehr sagte er nicht."],
    ["»Gut.«", "»Schlecht.«"],
    ["„Ja!“ rief der Abgeordnete.", "Niemand antwortete."],
    ["Dr. Meier traf Prof. Schulz in St. Gallen, z.B. am Montag, d. h. gestern.", "Es war kalt."],
    ["Das kostet 5 Mio. Euro, ca. 3 Mrd. Dollar bzw. Franken.", "Die Summe steigt."],
    ["Panzer, Flugzeuge usw. kamen.", "Er zählte Panzer, Schiffe usw.", "Merkel nickte."],
    ["PEKING, 19. Juni (dpa) -", "Der Minister ist abgereist.", "Er kommt wieder."],
    ["Er sagte: „Wir . . . gehen bald . . . heim“ und ging.", "Sie blieb …", "Dann kam Ruhe."],
    ["„Wir kehren um.“ . . und gehen heim“, sagte sie."],
    ["J. F. Kennedy traf Konrad H. Adenauer.", "Es regnete."],
    ["(Er kam nicht.)", "Meier (CDU, stellv.) kam.", "Schulz (geb. 1960 in Bonn) auch."],
    ["Wer kommt?", "Niemand!", "Alle gehen..."],
    ["Der US-Dollar stieg um 3,5 Prozent auf 1.200 Punkte.", "Um 15.30 Uhr fiel er."],
    ["Das sagte Joseph S. Meier im Jahr 50 v. Chr. zu ihm.", "„So ist es. “", "Er ging."],
    ["Er kam aus den U.S.A. nach Bonn.", "Dort blieb er."],
]
ENGLISH = [
    ["The minister came.", "He left again."],
    ["He came to the U.S. on Nov. 5.", "The visit of Gen. Smith Jr. was his first."],
    ["He lives at No. 10 Downing Street.", "He said no.", "Smith agreed."],
    ["“We will go,” he said.", "“Why?” Smith asked.", "“Go!”", "He left."],
    ["Dr. J. F. Smith met Sen. Jones and Mr. Brown in St. Louis at 5 p.m. on Monday.", "It rained."],
    ["Apple Inc. declined.", "So did Ford Motor Co.", "The talks ended."],
    ["“We . . . must go . . . now,” she said.", "They did."],
    ["WASHINGTON, Nov. 5 (Agency) -", "The president left.", "He will return."],
    ["(He did.)", "Smith (D., Del.) spoke.", "It ended in 1945.", "Peace came."],
    ["He moved to Washington, D.C. in 1990.", "In D.C. Smith was known."],
]


@pytest.mark.parametrize("sentences", GERMAN, ids=lambda s: s[0][:30])
def test_german(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda s: s[0][:30])
def test_english(sentences: list[str]) -> None:
    assert cut(" ".join(sentences), "en") == sentences


def test_a_line_is_a_sentence_where_lines_are_not_wrapped() -> None:
    text = "Minister tritt zurück\nOpposition fordert Neuwahl\n\nDer Minister ist zurückgetreten. Er schwieg.\nMehr folgt"
    assert cut(text) == [
        "Minister tritt zurück",
        "Opposition fordert Neuwahl",
        "Der Minister ist zurückgetreten.",
        "Er schwieg.",
        "Mehr folgt",
    ]


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    text = (
        "Wien\n\n"
        "Der Außenminister ist am Montag nach langen Gesprächen mit seinem\n"
        "Kollegen aus dem Nachbarland zurückgekehrt. Er sprach von einem\n"
        "guten Ergebnis.\n"
        "Am Dienstag reist er weiter und trifft dort die Präsidentin des\n"
        "Landes.\n"
    )
    assert [len(s.split("\n")) for s in cut(text)] == [1, 2, 2, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert cut(text) == []


def test_every_character_is_in_one_sentence() -> None:
    text = "  A. B.\r\n\r\nC . D!? „E. F.“ (G.) " + "x" * 9_000 + ". ...\u2028H"
    spans = sentence_spans(text, "de")
    covered = [place for start, end in spans for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert set(covered) >= {place for place, letter in enumerate(text) if not letter.isspace()}
    assert all(0 < end - start <= LONGEST for start, end in spans)


@pytest.mark.parametrize("unit", ["Er kam nach Wien. ", "x", ". ", "(a.) B ", "a\n"])
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes no more than about four times as long (bound generous for a busy machine)."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        sentence_spans(text, "de")
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 12 * seconds(100_000) + 0.05


def test_abbreviation_rows_are_well_formed_and_hold() -> None:
    with (DATA / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert len({(row["language"], row["abbreviation"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["kind"] in ("never", "number", "starter", "capital"), row
        assert row["language"] in ("de", "en", "*"), row
        assert row["abbreviation"] + "." in row["example"], row
        language = "de" if row["language"] == "*" else row["language"]
        assert cut(row["example"], language) == [row["example"]], row


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("NAIROBI, Sept 14 (NDA) - Fighters attacked the base.", "en"),
        ("PEKING, 19. Juni (dpa) – Der Minister reiste ab.", "de"),
        ("Berlin (AFP) - Der Minister reiste ab.", "de"),
        ("SAN FRANCISCO - The union is on strike.", "en"),
    ],
)
def test_a_dateline_stands_by_itself(text, language):
    assert len(sentence_spans(text, language)) == 2


def test_a_dash_in_a_sentence_is_no_dateline():
    assert len(sentence_spans("Der Minister – er war müde – reiste ab.", "de")) == 1
    assert len(sentence_spans("UN-Generalsekretär Guterres - er war müde - reiste ab.", "de")) == 1
