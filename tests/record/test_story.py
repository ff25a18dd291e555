"""What became of an event: the rules of docs/record.md, one by one."""

from __future__ import annotations

from datetime import date

import pytest
from making import country

from aktenlage.record.story import stage, values
from aktenlage.record.tellings import Telling
from aktenlage.shapes import Entity, Place


def told(
    day: str,
    status: str,
    certainty: str = "certain",
    *,
    sources: list[Entity] | None = None,
    when: str | None = None,
    place: Place | None = None,
    actors: list[Entity] | None = None,
) -> Telling:
    published = date.fromisoformat(day).toordinal()
    parties = [country("CHN")] if actors is None else actors
    return Telling(
        "CONSULT", None, status, certainty, when, place, parties, [], sources or [], published, published, published,
        False, [], [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("course", "came_to"),
    [
        (["planned"], ("planned", "certain")),
        (["planned", "actual"], ("actual", "certain")),
        (["actual", "planned"], ("actual", "certain")),
        (["planned", "cancelled"], ("cancelled", "certain")),
        (["planned", "cancelled", "planned"], ("planned", "certain")),
        (["cancelled", "actual"], ("actual", "certain")),
        (["planned", "hypothetical"], ("planned", "certain")),
        (["hypothetical"], ("hypothetical", "certain")),
        (["denied"], ("denied", "certain")),
        (["actual", "denied"], ("actual", "probable")),
        (["denied", "actual"], ("actual", "probable")),
    ],
)
def test_the_course_of_things(course: list[str], came_to: tuple[str, str]) -> None:
    assert stage([told(f"2023-06-{10 + n}", status) for n, status in enumerate(course)]) == came_to


def test_on_one_day_the_calling_off_comes_last() -> None:
    assert stage([told("2023-06-10", "cancelled"), told("2023-06-10", "planned")])[0] == "cancelled"


def test_a_plan_denied_by_a_party_is_denied_and_by_others_in_doubt() -> None:
    plan = told("2023-06-10", "planned")
    assert stage([plan, told("2023-06-11", "denied", sources=[country("CHN")])]) == ("denied", "certain")
    assert stage([plan, told("2023-06-11", "denied", sources=[country("USA")])]) == ("planned", "probable")


def test_the_surest_telling_counts() -> None:
    assert stage([told("2023-06-10", "actual", "possible"), told("2023-06-11", "actual")]) == (
        "actual",
        "certain",
    )


def test_of_a_plan_the_day_announced_last_of_a_deed_the_most_precise() -> None:
    plans = [
        told("2023-06-01", "planned", when="2023-06-10"),
        told("2023-06-05", "planned", when="2023-06-20"),
    ]
    assert values(plans).date == "2023-06-20"
    deeds = [told("2023-06-21", "actual", when="2023-06"), told("2023-06-22", "actual", when="2023-06-20")]
    assert values([*plans, *deeds]).date == "2023-06-20"


def test_the_place_named_most_often_and_the_fullest_roles() -> None:
    berlin = Place(name="Berlin", country="DEU", geonames=2950159)
    germany = Place(name="Germany", country="DEU")
    found = values(
        [
            told("2023-06-21", "actual", place=germany),
            told("2023-06-22", "actual", place=berlin, actors=[country("CHN"), country("DEU")]),
        ]
    )
    assert found.place == berlin and [e.name for e in found.parties.actors] == ["China", "Germany"]


def test_what_one_report_asserts_needs_no_source() -> None:
    sourced = told("2023-06-21", "actual", sources=[country("USA")])
    assert values([sourced]).parties.sources == [country("USA")]
    assert values([sourced, told("2023-06-22", "actual")]).parties.sources == []
