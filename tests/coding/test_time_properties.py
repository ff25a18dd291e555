"""What holds of all times and places, whatever the text."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktenlage.coding.days import days
from aktenlage.coding.times import dated
from aktenlage.coding.timewords import phrases

# TimeML 1.2.1, TIMEX3 value
VALUE = re.compile(
    r"(?:[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:[1-7]|WE))?|Q[1-4X]|H[12X]|SP|SU|FA|WI))?"
    r"(?:T(?:MO|MI|AF|EV|NI|\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?))?|[\dX]{1,3}|\d{4}/\d{4}"
    r"|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"
    r"|P(?:[\d.]+|X)(?:D|W|M|Y|Q|DE|CE|ML|WE)|PT(?:[\d.]+|X)[HMS]|(?:PAST|PRESENT|FUTURE)_REF)"
)
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


def _words(language: str) -> list[str]:
    book = phrases(language)
    return sorted({w for w in book.words if "'" not in w})


@st.composite
def _text(draw: st.DrawFn, language: str) -> str:
    words = st.one_of(
        st.sampled_from(_words(language)),
        st.integers(0, 2500).map(str),
        st.sampled_from([".", ",", "-", "18.6.2023", "24.", "14:30", "\n\n", "Uhr", "Minister", "»"]),
    )
    return " ".join(draw(st.lists(words, max_size=25)))


@pytest.mark.parametrize("language", ["de", "en"])
@settings(max_examples=150, deadline=None)
@given(data=st.data(), published=st.one_of(st.none(), DAYS))
def test_values_are_timeml_dates_are_iso_and_spans_lie_in_the_text(language, data, published):
    text = data.draw(_text(language))
    end_before = 0
    for start, end, kind, value, iso in dated(text, published and published.isoformat(), language):
        assert end_before <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert kind in ("DATE", "TIME", "DURATION", "SET")
        assert VALUE.fullmatch(value), value
        assert iso is None or days(iso) is not None, iso
        end_before = end


RELATIVE = {
    "de": ["gestern", "heute", "morgen", "vorgestern", "übermorgen", "gestern Abend", "vor drei Tagen", "letzte Nacht"],
    "en": ["yesterday", "today", "tomorrow", "three days ago", "last night", "yesterday evening", "this morning"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), published=DAYS, moved=st.integers(-4000, 4000))
def test_a_report_moved_by_days_moves_its_relative_dates_by_as_many(language, data, published, moved):
    told = data.draw(st.lists(st.sampled_from(RELATIVE[language]), min_size=1, max_size=4))
    text = " ".join(f"Das war {t}." if language == "de" else f"It happened {t}." for t in told)
    shift = timedelta(days=moved)
    here = dated(text, published.isoformat(), language)
    there = dated(text, (published + shift).isoformat(), language)
    assert len(here) == len(told)
    for one, other in zip(here, there, strict=True):
        assert one[:3] == other[:3]
        first, second = days(one[4]), days(other[4])
        assert (second[0] - first[0], second[1] - first[1]) == (shift, shift)


REPORTS = [
    ("de", "Am Montag traf Außenminister Wang Yi in Peking seinen russischen Kollegen Sergej Lawrow. Die Polizei nahm in Moskau"
     " 17 Demonstranten fest. Bei einem Angriff israelischer Soldaten in Rafah starben vier Palästinenser."),
    ("en", "On Monday, Foreign Minister Wang Yi met his Russian counterpart Sergei Lavrov in Beijing. Police detained 17 protesters"
     " in Birmingham. Israeli soldiers killed four Palestinians in Tripoli, Lebanon."),
]  # fmt: skip
FAR = {
    "de": ["Kolumbien liegt in Südamerika.", "In Chile gab es ein Erdbeben.", "Neuseeland hat gewählt."],
    "en": [
        "Colombia lies in South America.",
        "The United States held elections.",
        "There was an earthquake in Chile.",
    ],
}


@pytest.mark.parametrize(("language", "text"), REPORTS)
def test_a_sentence_of_a_far_country_moves_no_other_place(mentions, language, text):
    def places(report: str) -> list[tuple[str, str | None]]:
        return [
            (m.trigger.text, m.place.name + str(m.place.geonames) if m.place else None)
            for m in mentions(report, language)
        ]

    here = places(text)
    assert sum(place is not None for _, place in here) >= 2
    for sentence in FAR[language]:
        assert [p for p in places(f"{text} {sentence}") if p in here] == here
        assert [p for p in places(f"{sentence} {text}") if p in here] == here


@pytest.mark.parametrize(("language", "text"), REPORTS)
@pytest.mark.parametrize("weeks", [1, -3, 60])
def test_a_report_moved_by_weeks_moves_its_events(mentions, language, text, weeks):
    shift = timedelta(weeks=weeks)
    here = mentions(text, language, "2023-06-20")
    there = mentions(text, language, (date(2023, 6, 20) + shift).isoformat())
    dates = [(m.trigger.text, m.date) for m in here]
    assert any(d for _, d in dates)
    for (trigger, one), other in zip(dates, there, strict=True):
        assert trigger == other.trigger.text
        assert (one is None) == (other.date is None)
        if one:
            assert days(other.date)[0] - days(one)[0] == shift
