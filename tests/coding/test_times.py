"""When? The example of each row of the phrase books, and the properties that must always hold."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest

from aktenlage.coding.times import dated, iso, times
from aktenlage.coding.timevalues import FUNCTIONS
from aktenlage.coding.timewords import phrases

TOLD = "2023-06-19"  # a Monday
TYPES = {"DATE", "TIME", "DURATION", "SET"}
VALUE = re.compile(
    r"(?:[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:[1-7]|WE))?|Q[1-4X]|H[12X]|SP|SU|FA|WI))?"
    r"(?:T(?:MO|MI|AF|EV|NI|\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?))?|[\dX]{1,3}|\d{4}/\d{4}|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"
    r"|P(?:[\d.]+|X)(?:D|W|M|Y|Q|DE|CE|ML|WE)|PT(?:[\d.]+|X)[HMS]|(?:PAST|PRESENT|FUTURE)_REF)"
)

EXAMPLES = [
    pytest.param(language, sentence, result, id=f"{language}: {pattern}")
    for language in ("de", "en")
    for pattern, sentence, result in phrases(language).examples
]

REPORTS = {
    "de": "Am Sonntag trafen sich die Minister in Genf. Gestern Abend reiste er ab, "
    "in der Nacht zum Montag kam sie an. "
    "Vergangene Woche war noch gestritten worden. "
    "Kommenden Freitag wird abgestimmt; vor drei Tagen fielen Schüsse.",
    "en": "The ministers met in Geneva on Sunday. He left yesterday evening. "
    "Last week they had still argued. "
    "A vote will follow next Friday; shots were fired three days ago.",
}


def unmarked(sentence: str) -> tuple[str, set[tuple[int, int]]]:
    """The sentence without brackets, and the places they enclosed."""
    text, spans, opened = "", set(), 0
    for letter in sentence:
        if letter == "[":
            opened = len(text)
        elif letter == "]":
            spans.add((opened, len(text)))
        else:
            text += letter
    return text, spans


def wanted(result: str) -> list[tuple[str, str]]:
    """`DATE 2023 2024 SET P1Y` as pairs of type and value."""
    pairs, kind = [], ""
    for word in result.split():
        if word in TYPES:
            kind = word
        elif word != "-":
            pairs.append((kind, word))
    return pairs


@pytest.mark.parametrize(("language", "sentence", "result"), EXAMPLES)
def test_each_row_reads_its_example(language: str, sentence: str, result: str) -> None:
    text, spans = unmarked(sentence)
    found = times(text, TOLD, language)
    assert [f[2:] for f in found] == wanted(result)
    assert spans <= {f[:2] for f in found}


@pytest.mark.parametrize(("language", "sentence", "result"), EXAMPLES)
def test_spans_and_values_are_sound_with_and_without_publication(
    language: str, sentence: str, result: str
) -> None:
    text, _ = unmarked(sentence)
    for published in (TOLD, None, "2024-02-29", "1999-12-31"):
        before = 0
        for start, end, kind, value in times(text, published, language):
            assert before <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
            assert kind in TYPES
            assert VALUE.fullmatch(value), value
            before = end


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_phrase_book_is_rich_and_each_row_has_its_value(language: str) -> None:
    book = phrases(language)
    assert len(book.examples) > 150
    assert {row.value for rows in book.rows.values() for row in rows} <= set(FUNCTIONS)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("weeks", [1, 5, 53, -9])
def test_a_report_moved_by_weeks_moves_its_dates(language: str, weeks: int) -> None:
    days = timedelta(weeks=weeks)
    moved = (date.fromisoformat(TOLD) + days).isoformat()
    text = REPORTS[language]
    for here, there in zip(dated(text, TOLD, language), dated(text, moved, language), strict=True):
        assert here[:3] == there[:3]
        assert here[4] and there[4]
        if "W" in here[4]:
            assert date.fromisoformat(there[4] + "-1") - date.fromisoformat(here[4] + "-1") == days
        else:
            for before, after in zip(here[4].split("/"), there[4].split("/"), strict=True):
                assert date.fromisoformat(after) - date.fromisoformat(before) == days


@pytest.mark.parametrize(("text", "language"), [("Gestern kam er.", "de"), ("He came yesterday.", "en")])
@pytest.mark.parametrize("days", range(-40, 400, 37))
def test_yesterday_moves_with_publication(text: str, language: str, days: int) -> None:
    published = date(2023, 6, 19) + timedelta(days=days)
    assert times(text, published.isoformat(), language)[0][3] == (published - timedelta(days=1)).isoformat()


def test_without_publication_nothing_is_resolved() -> None:
    text = "Am Sonntag, heute, im Mai, nächstes Jahr, diese Woche, am 18. Juni und in der Nacht zum Dienstag."
    values = [v for _, _, _, v in times(text, None, "de")]
    assert values == [
        "XXXX-WXX-7",
        "XXXX-XX-XX",
        "XXXX-05",
        "XXXX",
        "XXXX-WXX",
        "XXXX-06-18",
        "XXXX-WXX-1TNI",
    ]
    assert [i for *_, i in dated(text, None, "de")] == [None] * 7


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("2023-06-18TMO", "TIME", "2023-06-18"),
        ("2023-06-18T20:30", "TIME", "2023-06-18"),
        ("2023-06-18", "DATE", "2023-06-18"),
        ("2023-06", "DATE", "2023-06"),
        ("2023", "DATE", "2023"),
        ("2023-W25", "DATE", "2023-W25"),
        ("2023-W25-WE", "DATE", "2023-W25"),
        ("198", "DATE", "1980/1989"),
        ("19", "DATE", "1900/1999"),
        ("2023-FA", "DATE", "2023-09/2023-11"),
        ("2022-WI", "DATE", "2022-12/2023-02"),
        ("2024-03-11/2024-04-09", "DATE", "2024-03-11/2024-04-09"),
        ("2023-Q2", "DATE", "2023-04/2023-06"),
        ("2023-H2", "DATE", "2023-07/2023-12"),
        ("1925/1926", "DATE", "1925/1926"),
        ("2023-06-XXTMO", "TIME", "2023-06"),
        ("P3M", "DURATION", None),
        ("P1Y", "SET", None),
        ("XXXX-WXX-1", "SET", None),
        ("XXXX-06-18", "DATE", None),
        ("PAST_REF", "DATE", None),
    ],
)
def test_iso_gives_the_date_of_the_codebook(value: str, kind: str, expected: str | None) -> None:
    assert iso(value, kind) == expected


def test_a_length_before_publication_has_its_date() -> None:
    assert [f[3:] for f in dated("Vor zwei Wochen brach der Damm.", TOLD, "de")] == [("P2W", "2023-W23")]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        # the week after the plan, not after its announcement
        ("de", "Sie treffen sich am 27. Juni, hieß es am Montag. Für die Woche darauf ist eine Reise geplant.",
         ["2023-06-27", "2023-06-19", "2023-W27"]),
        # no day is counted from a season or month
        ("de", "Am Freitag brannte es. Seit März war es ruhig. Am selben Tag brannte es in Bonn.",
         ["2023-06-16", "2023-03", "2023-06-16"]),
        ("en", "On Friday it burned. It had been calm since March. It burned in Rome the same day.",
         ["2023-06-16", "2023-03", "2023-06-16"]),
        # a day told goes on for some sentences
        ("de", "Am Freitag zogen sie los. Die Stadt war voll. Am Nachmittag gingen sie.",
         ["2023-06-16", "2023-06-16"]),
        ("de", "Am Freitag zogen sie los. Die Stadt war voll. Es war heiß. Am Nachmittag gingen sie.",
         ["2023-06-16", "2023-06-19"]),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_that_the_story_has_reached(
    language: str, text: str, days: list[str]
) -> None:
    assert [day for *_, day in dated(text, TOLD, language)] == days


def test_a_title_in_quotation_marks_is_no_time() -> None:
    assert times("Der Roman „1984“ bleibt aktuell.", TOLD, "de") == []


def test_an_unknown_language_says_what_to_give() -> None:
    with pytest.raises(ValueError, match="'de' or 'en'"):
        times("Hier.", TOLD, "fr")


@pytest.mark.parametrize(
    "piece", ["a", "1.", "der ", "12.12.", " ", "\n ", "-", "ein ", "1234567890", "…", "'", "2023/"]
)
def test_hostile_text_takes_time_in_step_with_its_length(piece: str) -> None:
    phrases("de")
    began = time.process_time()
    times(piece * (400_000 // len(piece)), TOLD, "de")
    assert (
        time.process_time() - began < 60
    )  # a second; in step with the square of the length it would be hours


def test_far_years_are_no_error() -> None:
    assert times(
        "Vor 99999 Jahren, am 31.02.2023, am 30. Februar, im Jahr 2199 und am 00.00.0000.", TOLD, "de"
    )
    assert (
        times("In 900 years, 99/99/2023, February 31, 2023, the 45th century, 12000 years ago.", TOLD, "en")
        is not None
    )
    assert times("Übermorgen und nächstes Jahrhundert.", "9999-12-31", "de")
    assert times("Gestern und vorige Woche, letztes Weihnachten, im Dezember.", "0001-01-01", "de")


def test_expressions_across_blocks_keep_their_place() -> None:
    text = "Die Lage blieb ruhig. " * 6000 + "Am Sonntag fielen Schüsse."
    ((start, end, kind, value),) = times(text, TOLD, "de")
    assert (text[start:end], kind, value) == ("Sonntag", "DATE", "2023-06-18")
