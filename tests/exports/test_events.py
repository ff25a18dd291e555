"""Events as POLECAT, ICEWS and PLOVER files, read back with what their users read them with."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from aktenlage.coding import plover
from aktenlage.exports import Told, icews, polecat, write
from aktenlage.exports.cells import BREAKS

from .invented import happening, hostile, info, patient, somebody

# As the issue and the headers of the data sets have them, written out once more.
POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]
ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]
# The manual's tables "PLOVER JSON", "actors", "text", "citations", the location object, and our own fields.
FIELDS = {
    "id", "date", "enddate", "source", "recipient", "event", "event_loc", "event_text", "quad_code", "event_scale", "mode",
    "context", "text_info", "cite_info", "coder", "comment", "status", "certainty", "according_to", "reports",
}  # fmt: skip
ACTOR_FIELDS = {"code", "sector", "actor_text", "identifier_text", "office"}
USA = somebody("United States", "USA")
XI = somebody("Xi Jinping", "CHN", "GOV", kind="person")
TALIBAN = somebody("Taliban", None, "REB", kind="group")


def text(format: str, events: Sequence[Told]) -> str:
    stream = io.StringIO()
    write(format, events, stream)
    return stream.getvalue()


def read(format: str, events: Sequence[Told]) -> pd.DataFrame:
    """As an analyst reads it who knows nothing but that it is tab-separated."""
    return pd.read_csv(io.StringIO(text(format, events)), sep="\t", dtype={"CAMEO Code": str})


def one(**values: Any) -> Any:
    """The POLECAT row of one event."""
    return read("polecat", [(happening(**values), [info()])]).iloc[0]


def objects(events: Sequence[Told]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text("plover", events).splitlines()]


def test_polecat_has_its_forty_columns() -> None:
    assert list(polecat.COLUMNS) == POLECAT and len(POLECAT) == 40


def test_icews_has_its_twenty_columns() -> None:
    assert list(icews.COLUMNS) == ICEWS and len(ICEWS) == 20


def test_polecat_of_the_examples(events: list[Told]) -> None:
    frame = read("polecat", events)
    kept = [(event, reports) for event, reports in events if event.plover.type]
    assert len(kept) < len(events), "a denied event is among the examples"
    assert frame["Event ID"].is_unique and len(frame) == len(kept) > 100
    assert list(frame["Event Type"]) == [event.plover.type for event, _ in kept]
    assert list(frame["Intensity"]) == [event.plover.score for event, _ in kept]
    assert set(frame["Quad Code"]) <= {quad.upper() for quad in plover.QUADS}
    assert pd.to_datetime(frame["Event Date"], format="%Y-%m-%d").notna().all()
    for (event, _), names, countries, cow in zip(
        kept, frame["Actor Name"], frame["Actor Country"], frame["Actor COW"], strict=True
    ):
        if event.actors:
            assert len(names.split("; ")) == len(event.actors)
            for cells in (countries, cow):
                values = 1 if pd.isna(cells) else len(cells.split("; "))
                assert values == len(event.actors)
        else:
            assert pd.isna(names)
    # where a scene goes on, the place is written in a sentence before
    assert frame["Raw Placename"].notna().sum() >= 0.5 * frame["Placename"].notna().sum() > 10


def test_polecat_row() -> None:
    row = one(
        type_="ACCUSE", mode="allege", date="2023-06", actors=[XI, TALIBAN], recipients=[USA], status="hypothetical",
        certainty="possible",
    )  # fmt: skip
    told = {
        "Event ID": "r-1", "Event Date": "2023-06-01", "Event Type": "ACCUSE", "Event Mode": "allege", "Intensity": -4.0,
        "Quad Code": "VERBAL CONFLICT", "Contexts": "hypothetical", "Actor Name": "Xi Jinping; Taliban",
        "Actor Country": "CHN; None", "Actor COW": "710; None", "Primary Actor Sector": "GOV; REB", "Actor Sectors": "GOV; REB",
        "Actor Title": "head of state; None", "Recipient Name": "United States", "Recipient COW": 2,
        "Publication Date": "2024-03-12", "Story People": "Xi Jinping", "Story Organizations": "Taliban",
        "Story Locations": "United States", "Language": "de",
    }  # fmt: skip
    assert {name: row[name] for name in told if name != "Actor Title"} == {
        name: value for name, value in told.items() if name != "Actor Title"
    }
    assert (
        pd.isna(row["Recipient Title"]) and pd.isna(row["Wikipedia Actor ID"]) and pd.isna(row["Placename"])
    )


@pytest.mark.parametrize(
    ("type_", "status", "kept", "mode", "context"),
    [
        ("CONSULT", "planned", "AGREE", None, None), ("RETREAT", "planned", "CONCEDE", None, None),
        ("CONSULT", "cancelled", "REJECT", "meet", None), ("PROTEST", "planned", "PROTEST", None, "future"),
        ("PROTEST", "cancelled", "PROTEST", None, "negation"), ("ASSAULT", "hypothetical", "ASSAULT", None, "hypothetical"),
    ],
)  # fmt: skip
def test_reductions_and_special_contexts(
    type_: str, status: str, kept: str, mode: str | None, context: str | None
) -> None:
    event: list[Told] = [(happening(type_, status=status), [info()])]
    (found,) = objects(event)
    assert found["event"] == [kept] and found.get("mode") == ([mode] if mode else None)
    assert found.get("context") == ([context] if context else None) and found["status"] == status
    row = read("polecat", event).iloc[0]
    assert row["Event Type"] == kept and (
        row["Contexts"] == context or (not context and pd.isna(row["Contexts"]))
    )


def test_denied_events_are_left_out() -> None:
    denied: list[Told] = [(happening(status="denied", actors=[XI], recipients=[USA]), [info()])]
    assert objects(denied) == [] and read("polecat", denied).empty and read("icews", denied).empty


def test_ids_are_unique_and_stable() -> None:
    twice: list[Told] = [(happening(), [info()]), (happening(), [info()]), (happening(id="a b\tc"), [info()])]
    assert list(read("polecat", twice)["Event ID"]) == ["r-1", "r-1~2", "a_b_c"]
    assert [o["id"] for o in objects(twice)] == ["r-1", "r-1~2", "a_b_c"]
    assert text("polecat", twice) == text("polecat", twice)


def test_plover_names_are_the_manuals(events: list[Told]) -> None:
    found = objects(events)
    assert len(found) > 100
    for record in found:
        assert set(record) <= FIELDS and {"id", "date", "source", "event"} <= set(record)
        for actor in record["source"] + record.get("recipient", []) + record.get("according_to", []):
            assert set(actor) <= ACTOR_FIELDS and actor["identifier_text"]
        assert set(record.get("event_loc", {})) <= {"geonameid", "name", "latitude", "longitude", "cc3"}
        assert record["event"][0] in plover.TYPES and record["quad_code"] in (1, 2, 3, 4)
        assert record["cite_info"]["publication"] == "Invented Press"
    frame = pd.read_json(io.StringIO(text("plover", events)), lines=True)
    assert len(frame) == len(found)


def test_plover_says_where_the_date_comes_from() -> None:
    (told,) = objects([(happening(date="2024-02"), [info()])])
    assert (told["date"], told["enddate"]) == ("2024-02-01", "2024-02-29") and "comment" not in told
    (untold,) = objects([(happening(), [info()])])
    assert untold["date"] == "2024-03-12" and "day of publication" in untold["comment"]
    (undated,) = objects([(happening(), [info(published=None)])])
    assert undated["date"] is None


def test_icews_pairs() -> None:
    pairs = read(
        "icews", [(happening("ACCUSE", actors=[XI, USA], recipients=[TALIBAN]), [info(source="Press")])]
    )
    assert list(zip(pairs["Source Name"], pairs["Target Name"], strict=True)) == [
        ("Xi Jinping", "Taliban"),
        ("United States", "Taliban"),
    ]
    assert set(pairs["CAMEO Code"]) == {"11"} and set(pairs["Publisher"]) == {"Press"}
    assert list(pairs["Source Country"]) == ["China", "United States"] and set(pairs["Target Sectors"]) == {
        "Rebel"
    }
    assert set(pairs["Sentence Number"]) == {3}
    meeting = read("icews", [(happening(actors=[XI, USA, TALIBAN]), [info()])])
    assert len(meeting) == 6 and (meeting["Source Name"] != meeting["Target Name"]).all()
    assert meeting["Event ID"].is_unique and meeting["Event ID"].max() < 2**53
    alone = read("icews", [(happening("PROTEST", actors=[TALIBAN]), [info()])])
    assert len(alone) == 1 and alone["Target Name"].isna().all()
    assert read("icews", [(happening("PROTEST"), [info()])]).empty


def test_icews_of_the_examples(events: list[Told]) -> None:
    frame = read("icews", events)
    assert len(frame) > 100 and frame["Event ID"].is_unique
    assert frame["CAMEO Code"].str.fullmatch(r"\d\d").all() and frame["Intensity"].between(-10, 10).all()


@given(hostile)
@patient
def test_hostile_cells(events: list[Told]) -> None:
    rows = text("polecat", events)
    assert not set(rows) & set("\"'\r\x00\x0b\x0c\x1c\x85\u2028\u2029")
    lines = rows.split("\n")
    assert lines.pop() == "" and all(line.count("\t") == 39 for line in lines)
    kept = [event for event, _ in events if event.plover.type]
    frame = pd.read_csv(io.StringIO(rows), sep="\t", dtype=str, keep_default_na=False)
    assert len(frame) == len(kept) and frame["Event ID"].is_unique
    for column in ("Actor Name", "Actor Country", "Actor COW", "Actor Title", "Actor Name Raw"):
        values = [len(cells.split("; ")) for cells in frame[column]]
        assert values == [max(1, len(event.actors)) for event in kept]
    assert not (frame.map(lambda cell: cell == "" or BREAKS.fullmatch(cell) is not None)).any(axis=None)
    pairs = text("icews", events)
    assert all(line.count("\t") == 19 for line in pairs.split("\n")[:-1])
    pairs.encode()
    assert len(text("plover", events).split("\n")) == len(kept) + 1
    assert [record["event"] for record in objects_of_lines(events)] == [[event.plover.type] for event in kept]


def objects_of_lines(events: Sequence[Told]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text("plover", events).encode().split(b"\n") if line]


def test_files_are_written_too(tmp_path: Path, events: list[Told]) -> None:
    write("polecat", events, tmp_path / "events.txt")
    assert (tmp_path / "events.txt").read_bytes().decode() == text("polecat", events)
