"""Which place has this name, in a report about these countries?"""

from __future__ import annotations

import pytest

from aktenlage.world import gazetteer


@pytest.mark.parametrize(
    ("words", "language", "countries", "name", "country"),
    [
        ("Charkiw", "de", (), "Kharkiv", "UKR"),
        ("Lüttich", "de", (), "Liège", "BEL"),
        ("Straße von Hormus", "de", (), "Strait of Hormuz", None),
        ("Gulf of Oman", "en", (), "Gulf of Oman", None),
        ("Nord-Kivu", "de", (), "North Kivu", "COD"),
        ("Kalifornien", "de", (), "California", "USA"),
        ("Birmingham", "en", (), "Birmingham", "GBR"),
        # namesakes: the countries of the report decide, but not against a name known everywhere
        ("Birmingham", "en", ("USA",), "Birmingham", "USA"),
        ("Tripoli", "en", ("LBN",), "Tripoli", "LBN"),
        ("Paris", "en", ("USA",), "Paris", "FRA"),
    ],
)
def test_named(words, language, countries, name, country):
    place = gazetteer.named(words, language, countries)
    assert place is not None and (place.name, place.country) == (name, country)


@pytest.mark.parametrize("words", ["", "lage", "Nirgendwohausen", "Dienstag"])
def test_what_is_no_place(words):
    assert gazetteer.named(words, "de") is None


def test_cities_have_coordinates_and_ids():
    place = gazetteer.named("Goma", "de")
    assert place.geonames in gazetteer.cities()
    assert (round(place.latitude), round(place.longitude)) == (-2, 29)
