"""Names, offices, adjectives and places on a given day."""

from __future__ import annotations

import pytest

from aktenlage.world import lookup


@pytest.mark.parametrize(
    ("words", "day", "language", "iso3"),
    [
        ("Volksrepublik China", None, "de", "CHN"),
        ("Vereinigten Staaten", None, "de", "USA"),
        ("Europäischen Union", None, "de", "EUR"),
        ("United Kingdom", None, "en", "GBR"),
        ("Birma", None, "de", "MMR"),
        ("us", None, "en", None),
        ("island", None, "en", None),
    ],
)
def test_countries_by_name(words, day, language, iso3):
    assert lookup.country_named(words, day, language) == iso3


@pytest.mark.parametrize(
    ("words", "day", "language", "iso3"),
    [
        ("Kreml", "2023-01-01", "de", "RUS"),
        ("Moskau", "1985-01-01", "de", "SUN"),
        ("Downing Street", None, "en", "GBR"),
    ],
)
def test_seats(words, day, language, iso3):
    assert lookup.seat(words, day, language) == iso3


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("chinesische", "de", ["CHN"]),
        ("chinesisch-amerikanischen", "de", ["CHN", "USA"]),
        ("Russian", "en", ["RUS"]),
        ("anti-russische", "de", []),
        ("us", "en", []),
        ("grüne", "de", []),
    ],
)
def test_adjectives(word, language, found):
    assert lookup.countries_of_adjective(word, language) == found


def test_an_office_is_held_on_a_day():
    then, now = (
        lookup.person("Angela Merkel", "2015-06-01", None),
        lookup.person("Angela Merkel", "2023-06-01", None),
    )
    assert then is not None and lookup.in_office(then, "2015-06-01")
    assert now is not None and lookup.is_past(now, "2023-06-01")


def test_a_surname_of_several_needs_more():
    assert lookup.person("Kim", "2023-06-01", None) is None or lookup.person(
        "Kim", "2023-06-01", None
    ).person.startswith("Kim")


@pytest.mark.parametrize(
    ("noun", "language", "kind", "sector"),
    [
        ("Regierung", "de", "organisation", "GOV"),
        ("Sprecherin", "de", "person", ""),
        ("Regierungstruppen", "de", "group", "MIL"),
        ("lawmakers", "en", "group", "LEG"),
    ],
)
def test_agent_nouns(noun, language, kind, sector):
    row = lookup.agent(noun, language)
    assert row is not None and row.sector == sector and (row.kind == kind or row.kind in ("person", "group"))


@pytest.mark.parametrize(
    ("words", "language", "name", "country"),
    [
        ("Peking", "de", "Beijing", "CHN"),
        ("Lemberg", "de", "Lviv", "UKR"),
        ("Krim", "de", "Crimea", "UKR"),
        ("Südchinesisches Meer", "de", "South China Sea", None),
        ("Munich", "en", "Munich", "DEU"),
    ],
)
def test_places(words, language, name, country):
    place = lookup.place(words, language)
    assert place is not None and (place.name, place.country) == (name, country)


def test_titles_name_offices():
    assert lookup.office_of_title("US-Außenminister", "de") == "foreign-minister"


def test_ages_and_private_people_are_actors_of_no_office() -> None:
    for word, english in (
        ("18-Jährige", "person"),
        ("Nationalspieler", "player"),
        ("Adoptivvater", "adoptive father"),
    ):
        found = lookup.agent(word, "de")
        assert found is not None and (found.sector, found.english) == ("CVL", english)
    # "=Sohn" heads no compound
    assert lookup.agent("Besohn", "de") is None


def test_a_name_without_a_capital_counts_where_the_grammar_takes_it_for_one():
    assert lookup.organisation("ynet", None, "de") is None
    assert lookup.organisation("ynet", None, "de", tagged=True).country == "ISR"
