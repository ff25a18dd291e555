"""The text of a report in segments: nothing is lost, marks that overlap are all there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aktenlage.record import Record
from aktenlage.web.marks import Mark, marks, segments

SPANS = st.lists(
    st.tuples(st.integers(-2, 14), st.integers(-2, 14), st.sampled_from(["trigger", "actor", "quotation"]))
)


@given(st.text(max_size=12), SPANS)
def test_the_segments_are_the_text_and_each_character_has_its_marks(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    wanted = [Mark(start, end, kind, f"{kind} {n}") for n, (start, end, kind) in enumerate(spans)]
    found = segments(text, wanted)
    assert "".join(segment.text for segment in found) == text
    fitting = [mark for mark in wanted if 0 <= mark.start < mark.end <= len(text)]
    for segment in found:
        covering = {
            m.kind for m in fitting if m.start <= segment.start and segment.start + len(segment.text) <= m.end
        }
        assert set(segment.kinds) == covering
    assert sum(len(segment.opens) for segment in found) == len(fitting)
    assert sum(segment.closes for segment in found) == len(fitting)


def test_a_report_shows_its_words(record: Record) -> None:
    told = record.report("grain")
    found = {(mark.kind, told.report.text[mark.start : mark.end]) for mark in marks(told)}
    assert {
        ("trigger", "accused"), ("actor", "China"), ("recipient", "United States"), ("quotation", '"This is theft,"'),
        ("speaker", "Qin Gang"),
    } <= found  # fmt: skip


def test_times_and_places_are_marked(record: Record) -> None:
    told = record.report("plan")
    found = {(mark.kind, told.report.text[mark.start : mark.end], mark.label) for mark in marks(told)}
    assert {("place", "Berlin", "place Berlin"), ("time", "1 July 2023", "time 2023-07-01")} <= found


def test_what_is_clicked_leads_to_its_event() -> None:
    outer = Mark(0, 10, "quotation", "direct statement", "s1", "s1")
    inner = Mark(2, 4, "trigger", "event ACCUSE", "e1", "e1")
    assert [segment.target for segment in segments("0123456789", [outer, inner])] == ["s1", "e1", "s1"]
