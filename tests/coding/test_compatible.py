"""What speaks against one happening."""

from __future__ import annotations

from aktenlage.coding.compatible import KIN, SAME, could_be, dates_agree, kinship, places_agree
from aktenlage.shapes import Entity, Place


def entity(name: str, kind: str, country: str | None, sector: str | None = None) -> Entity:
    return Entity(text=name, start=0, end=len(name), name=name, kind=kind, country=country, sector=sector)


def test_dates_agree_as_precise_as_they_are() -> None:
    assert dates_agree("2023-06", "2023-06-18") and dates_agree("2023-W25", "2023-06-20")
    assert dates_agree(None, "2023-06-18") and dates_agree("2018/2023", "2020")
    assert not dates_agree("2023-06-18", "2023-06-19") and not dates_agree("2023-W25", "2023-06-18")


def test_a_country_may_stand_for_its_government_and_for_nobody_else() -> None:
    china = entity("China", "country", "CHN")
    assert could_be(china, entity("Qin Gang", "person", "CHN", "GOV"))
    assert could_be(china, entity("Marine", "organisation", "CHN", "MIL"))
    assert kinship(china, entity("Fischer", "group", "CHN", "LAB")) == KIN and not could_be(
        china, entity("Fischer", "group", "CHN", "LAB")
    )
    assert not could_be(
        entity("Qin Gang", "person", "CHN", "GOV"), entity("Xi Jinping", "person", "CHN", "GOV")
    )


def test_two_cities_are_two_places() -> None:
    beijing = Place(name="Beijing", country="CHN", geonames=1816670)
    assert not places_agree(beijing, Place(name="Shanghai", country="CHN", geonames=1796236))
    assert places_agree(beijing, Place(name="China", country="CHN")) and places_agree(beijing, None)


def test_a_name_is_the_same_whatever_its_accents() -> None:
    one, other = entity("Andrés Quijada", "person", "VEN", "OPP"), entity("Andres Quijada", "person", None)
    assert kinship(one, other) == SAME
