"""Agreement between the languages, counted on invented mentions."""

from __future__ import annotations

from collections import Counter

from aktenlage.shapes import Entity, Mention, Span
from benchmarks.agreement import Line, alone, compare, disagreements, key


def entity(country: str | None) -> Entity:
    return Entity(text="x", name="x", kind="country", country=country, sector=None, start=0, end=1)


def mention(
    type_: str, actors: tuple[str | None, ...] = (), recipients: tuple[str | None, ...] = ()
) -> Mention:
    return Mention(
        sentence=0,
        start=0,
        end=9,
        trigger=Span(text="x", start=0, end=1),
        type=type_,
        mode=None,
        status="actual",
        certainty="certain",
        date=None,
        place=None,
        actors=[entity(c) for c in actors],
        recipients=[entity(c) for c in recipients],
        sources=[],
    )


def line(de: list[Mention], en: list[Mention]) -> Line:
    return Line("de-en:1", "…", "…", de, en)


def test_order_of_parties_and_the_stateless_do_not_count() -> None:
    one = mention("CONSULT", ("RUS", "CHN", None))
    other = mention("CONSULT", ("CHN", "RUS"))
    assert key(one) == key(other) == ("CONSULT", ("CHN", "RUS"), ())


def test_every_mention_counts_once() -> None:
    accuse = mention("ACCUSE", ("CHN",), ("USA",))
    lines = [line([accuse, accuse], [accuse]), line([], [])]
    total = compare(lines)
    assert (total.alike, total.german, total.english) == (1, 2, 1)
    assert (total.precision, total.recall) == (1.0, 0.5)
    assert round(total.f1, 3) == 0.667


def test_roles_count_and_type_alone_can_be_asked() -> None:
    lines = [line([mention("ACCUSE", ("CHN",), ("USA",))], [mention("ACCUSE", ("USA",), ("CHN",))])]
    assert compare(lines).f1 == 0
    assert compare(lines, by_type_alone=True).f1 == 1


def test_disagreements_leave_out_what_both_have() -> None:
    same, only_german = mention("AID", ("DEU",), ("UKR",)), mention("PROTEST", ("FRA",))
    ((_, german, english),) = disagreements([line([same, only_german], [same]), line([same], [same])])
    assert (german, english) == ([only_german], [])
    assert alone([same], Counter([key(same)])) == []
