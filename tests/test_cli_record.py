"""The commands of the record, on lines coded before: no model is needed."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import polars
import pytest
from typer.testing import CliRunner, Result

from aktenlage import to_json
from aktenlage.cli import app
from aktenlage.cli_options import LEFT_OUT

sys.path.insert(0, str(Path(__file__).parent / "record"))
from making import country, report, tell

GRAIN = "China accused the United States of export controls."
TALKS = "China and Germany will hold talks in Berlin."


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Two coded reports, a line that is none, and a file with their texts."""
    accused = tell(GRAIN, "ACCUSE", trigger="accused", actors=[country("CHN")], recipients=[country("USA")])
    talks = tell(
        TALKS,
        trigger="talks",
        actors=[country("CHN"), country("DEU")],
        status="planned",
        date="2023-07-01",
        place="Berlin",
    )
    made = [report("grain", GRAIN, [accused]), report("talks", TALKS, [talks])]
    path = tmp_path / "coded.jsonl"
    path.write_text(
        "\n".join([to_json(made[0][0]), '{"document": 7}', to_json(made[1][0])]), encoding="utf-8"
    )
    texts = [{"id": document.id, "text": document.text} for _, document in made]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    return path


@pytest.fixture
def db(coded: Path) -> str:
    """A record with them."""
    url = f"sqlite:///{coded.parent / 'akte.db'}"
    result = ask(url, "add", coded, "--texts", coded.parent / "texts.jsonl")
    assert result.exit_code == LEFT_OUT, "one line is bad, the batch goes on"
    assert f"{coded}:2: no coded report" in result.stderr and "2 new" in result.stderr
    return url


def ask(db: str, *words: str | Path) -> Result:
    return CliRunner().invoke(app, ["record", *map(str, words), "--db", db])


def lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_stats_and_the_same_again(db: str, coded: Path) -> None:
    (stats,) = lines(ask(db, "stats", "--format", "jsonl"))
    assert (stats["reports"], stats["events"], stats["mentions"], stats["statements"]) == (2, 2, 2, 0)
    again = ask(db, "add", coded, "--texts", coded.parent / "texts.jsonl")
    assert "2 known" in again.stderr
    assert "events" in ask(db, "stats").stdout


def test_texts_in_another_order_are_found(coded: Path) -> None:
    texts = coded.parent / "texts.jsonl"
    texts.write_text("\n".join(reversed(texts.read_text("utf-8").splitlines())), encoding="utf-8")
    url = f"sqlite:///{coded.parent / 'other.db'}"
    ask(url, "add", coded, "--texts", texts)
    assert len(lines(ask(url, "search", "China", "--format", "jsonl"))) == 2


def test_events_in_every_format(db: str, tmp_path: Path) -> None:
    (event,) = lines(ask(db, "events", "--actor", "CHN", "--recipient", "USA", "--format", "jsonl"))
    assert event["mentions"][0]["quote"] == GRAIN
    (row,) = csv.DictReader(io.StringIO(ask(db, "events", "--status", "planned", "--format", "csv").stdout))
    assert row["actors"] == "China; Germany"
    out = tmp_path / "events.parquet"
    assert ask(db, "events", "--format", "parquet", "--out", out).exit_code == 0
    assert polars.read_parquet(out).height == 2
    assert "ACCUSE" in ask(db, "events").stdout
    assert "nothing found" in ask(db, "events", "--country", "NAM").stdout


def test_story_search_relations_agenda_statements(db: str) -> None:
    (event,) = lines(ask(db, "events", "--type", "ACCUSE", "--format", "jsonl"))
    story = ask(db, "show", event["id"]).stdout
    assert GRAIN in story and "actual  [grain, Invented Press]" in story
    (found,) = lines(ask(db, "search", "export", "--format", "jsonl"))
    assert found["events"] == [event["id"]]
    (relation,) = lines(ask(db, "relations", "--pair", "USA,CHN", "--format", "jsonl"))
    assert (relation["actor"], relation["recipient"], relation["verbal_conflict"]) == ("CHN", "USA", 1)
    (due,) = lines(ask(db, "agenda", "--today", "2023-07-02", "--format", "jsonl"))
    assert due["state"] == "overdue"
    assert lines(ask(db, "statements", "--format", "jsonl")) == []


def test_merge_split_remove(db: str) -> None:
    one, other = (event["id"] for event in lines(ask(db, "events", "--format", "jsonl")))
    kept = ask(db, "merge", one, other, "--author", "kb").stdout.strip()
    assert kept in (one, other)
    (event,) = lines(ask(db, "events", "--format", "jsonl"))
    assert len(event["mentions"]) == 2
    assert ask(db, "split", kept, str(event["mentions"][1]["id"])).exit_code == 0
    assert len(lines(ask(db, "events", "--format", "jsonl"))) == 2
    assert ask(db, "remove", "grain").exit_code == 0
    assert len(lines(ask(db, "events", "--format", "jsonl"))) == 1


def test_judging_and_its_gold(db: str, coded: Path, tmp_path: Path) -> None:
    accused, talks = (json.loads(line)["id"] for line in events(db, "--actor", "CHN"))
    said = ask(db, "judge", "change", talks, "--date", "2023-07-02", "--place", "", "--author", "kb")
    assert (said.exit_code, said.stdout) == (0, "1\n")
    assert json.loads(events(db, "--type", "CONSULT")[0])["place"] is None
    assert ask(db, "judge", "reject", accused, "--comment", "a rumour").stdout == "2\n"
    assert not events(db, "--type", "ACCUSE")
    listed = ask(db, "edits").stdout.splitlines()
    assert "reject" in listed[0] and "(a rumour)" in listed[0] and "change date, place by kb" in listed[1]
    assert ask(db, "judge", "change", talks, "--type", "FLY").exit_code == 2
    assert ask(db, "gold", "--out", tmp_path / "gold").exit_code == 0
    lines = (tmp_path / "gold" / "events.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["doc"]: json.loads(line).get("wrong", False) for line in lines} == {
        "grain": True, "talks": False,
    }  # fmt: skip
    assert ask(db, "undo", "2").exit_code == 0 and len(events(db)) == 2


def events(db: str, *words: str) -> list[str]:
    """Lines of events, the oldest first."""
    return ask(db, "events", "--format", "jsonl", *words).stdout.splitlines()[::-1]


def test_export(db: str) -> None:
    result = ask(db, "export", "--format", "polecat", "--type", "ACCUSE")
    assert [len(row.split("\t")) for row in result.stdout.splitlines()] == [40, 40]
    assert "BEGIN:VCALENDAR" in ask(db, "export", "--format", "ics").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("show", "nowhere"), ("events", "--since", "1.1.2023"), ("events", "--type", "MEET"), ("events", "--pair", "USA"),
        ("agenda", "--today", "morgen"), ("remove", "nowhere"), ("events", "--format", "parquet"),
        ("export", "--format", "csv"), ("merge", "a", "b"),
    ],
)  # fmt: skip
def test_wrong_questions_get_one_line(db: str, words: tuple[str, ...]) -> None:
    result = ask(db, *words)
    assert (
        result.exit_code == 2 and len(result.stderr.splitlines()) == 1 and ":" in result.stderr
    ) or ";" in result.stderr


def test_no_record(tmp_path: Path) -> None:
    result = ask(f"sqlite:///{tmp_path / 'none.db'}", "events")
    assert result.exit_code == 2 and "there is no record yet; add reports first" in result.stderr
