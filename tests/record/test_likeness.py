"""What speaks for one happening, and what does not: pairs of reports, and whether they are one event."""

from __future__ import annotations

from typing import Any

import pytest
from making import country, person, report, tell

from aktenlage.record import Record
from aktenlage.shapes import Entity, Mention, Place


def group(name: str, code: str, sector: str) -> Entity:
    """People who are only described."""
    return Entity(text=name, start=0, end=len(name), name=name, kind="group", country=code, sector=sector)


ORTEGA, AFRAID = person("Ana Ortega", "NAM", "OPP"), person("Ana Ortega", None, None)
POLICE, CROWD = group("Namibian police", "NAM", "COP"), group("Namibian people", "NAM", "CVL")
WINDHOEK = Place(name="Windhoek", country="NAM", latitude=-22.6, longitude=17.1, geonames=1)
MAUN = Place(name="Maun", country="NAM", latitude=-20.0, longitude=23.4, geonames=2)
STUDENTS, FARMERS = group("Namibian students", "NAM", "EDU"), group("Namibian farmers", "NAM", "LAB")

PROTESTERS = group("Namibian protesters", "NAM", "CVL")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # An office, and the name of who holds it.
        (
            {"actors": [person("Namibian president", "NAM")], "recipients": [country("FRA")], "date": "2023-06"},
            {"actors": [person("Hage Geingob", "NAM")], "recipients": [country("FRA")], "date": "2023-06-12"},
            True,
        ),
        # Two names are two people.
        (
            {"actors": [person("Nangolo Mbumba", "NAM")], "recipients": [country("FRA")], "date": "2023-06-12"},
            {"actors": [person("Hage Geingob", "NAM")], "recipients": [country("FRA")], "date": "2023-06-12"},
            False,
        ),
        # One report does not say where somebody is from.
        (
            {"type_": "COERCE", "actors": [POLICE], "recipients": [ORTEGA], "date": "2023-06-12"},
            {"type_": "COERCE", "actors": [POLICE], "recipients": [AFRAID], "date": "2023-06-12"},
            True,
        ),
        # "Police arrested some people", "a woman was arrested": of one country, a day apart.
        (
            {"type_": "COERCE", "actors": [POLICE], "recipients": [CROWD]},
            {"type_": "COERCE", "actors": [POLICE], "recipients": [person("Namibian woman", "NAM", "CVL")], "after": 1},
            False,
        ),
        ({"type_": "PROTEST", "actors": [STUDENTS]}, {"type_": "PROTEST", "actors": [FARMERS], "after": 1}, False),
        # Of whom nothing is known but that they protest, on the same day.
        (
            {"type_": "PROTEST", "actors": [FARMERS], "date": "2023-06-12"},
            {"type_": "PROTEST", "actors": [PROTESTERS], "date": "2023-06-12"},
            True,
        ),
        ({"type_": "PROTEST", "actors": [FARMERS]}, {"type_": "PROTEST", "actors": [PROTESTERS], "after": 1}, False),
        # That both sentences name the day is no word in common.
        (
            {"type_": "PROTEST", "actors": [STUDENTS], "more": "on Monday in June"},
            {"type_": "PROTEST", "actors": [STUDENTS], "more": "on Monday in June", "after": 9},
            False,
        ),
        (
            {"type_": "PROTEST", "actors": [STUDENTS], "more": "over the Copper Treaty"},
            {"type_": "PROTEST", "actors": [STUDENTS], "more": "over the Copper Treaty", "after": 9},
            True,
        ),
    ],
)  # fmt: skip
def test_two_reports(record: Record, one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    for id_, values in (("a", one), ("b", other)):
        text, mention = told(**{name: value for name, value in values.items() if name != "after"})
        record.add(
            *report(id_, f"{text}By {id_}.", [mention], published=f"2023-06-{12 + values.get('after', 0):02}")
        )
    assert len(record.events()) == 2 - same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # Told apart with a town each: no report of another paper that names none makes them one.
        ({"place": WINDHOEK}, {"place": MAUN}, False),
        # What is reported and denied.
        ({}, {"status": "denied"}, True),
        ({}, {"status": "hypothetical"}, False),
    ],
)
def test_two_tellings_of_one_report(
    record: Record, one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    text, first = told(type_="PROTEST", actors=[country("NAM")], date="2023-06-12", **one)
    more, second = told(type_="PROTEST", actors=[country("NAM")], date="2023-06-12", at=len(text), **other)
    record.add(*report("a", text + more, [first], [second], published="2023-06-12"))
    assert len(record.events()) == 2 - same


@pytest.mark.parametrize(
    ("sentence", "same"), [("They held a meeting. ", True), ("They held another meeting. ", False)]
)
def test_another_one_of_one_report(record: Record, sentence: str, same: bool) -> None:
    parties = [country("NAM"), country("FRA")]
    text, first = told(actors=parties)
    second = tell(sentence, trigger="meeting", at=len(text), actors=parties)
    record.add(*report("a", text + sentence, [first], [second]))
    assert len(record.events()) == 2 - same


def test_signing_and_ratifying_are_two(record: Record) -> None:
    for id_, word in (("a", "signed"), ("b", "ratified")):
        text = f"They {word} the Copper Treaty. By {id_}."
        mention = tell(text, "SUPPORT", trigger=word, actors=[country("NAM"), country("FRA")])
        record.add(*report(id_, text, [mention]))
    assert len(record.events()) == 2


def told(type_: str = "CONSULT", more: str = "", at: int = 0, **values: Any) -> tuple[str, Mention]:
    """A sentence and what is coded in it."""
    text = f"They acted {more}. "
    place = values.pop("place", None)
    mention = tell(text, type_, trigger="acted", at=at, **values)
    mention.place = place
    return text, mention
