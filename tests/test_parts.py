"""A batch in parts: in order, the same with any number of workers, and gone on with after any end to the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from texts import ENGLISH, FRENCH, GERMAN
from typer.testing import CliRunner, Result

from aktenlage import pipeline
from aktenlage.cli import LEFT_OUT, app
from aktenlage.cli_parts import _bar, _line, expected
from aktenlage.grammar.model import Model
from aktenlage.parts import MANIFEST, Part, code_into, written
from aktenlage.problems import WorkerDied
from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document, UncodedDocument, to_json

SIZE = 4


def _lines(count: int) -> list[dict[str, str]]:
    """Reports of which the sixth is in a language that is not coded."""
    texts = [GERMAN, ENGLISH]
    return [
        {"id": f"r{number}", "text": FRENCH if number == 5 else texts[number % 2], "published": "2024-03-12"}
        for number in range(count)
    ]


def _corpus(path: Path, lines: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return _corpus(tmp_path / "reports.jsonl", _lines(14))


def _words(corpus: Path, out: Path, *more: str) -> list[str]:
    options = ["--format", "jsonl", "--part-size", str(SIZE), *more]
    return ["code", str(corpus), "--out", str(out), *options]


def run(corpus: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, _words(corpus, out, *more))


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_order_and_an_error_in_the_middle(model: Model, corpus: Path, tmp_path: Path) -> None:
    result = run(corpus, tmp_path / "out")
    assert result.exit_code == LEFT_OUT and "r5" in result.stderr and "1 left out" in result.stderr
    parts = written(tmp_path / "out")
    assert [part.name for part in parts] == [f"part-{n:05}.jsonl" for n in range(4)]
    coded = [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()]
    assert [entry["document"]["id"] for entry in coded] == [f"r{n}" for n in range(14)]
    assert [n for n, entry in enumerate(coded) if "error" in entry] == [5]


def test_two_workers_write_the_same_and_a_second_run_writes_nothing(
    model: Model, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, tmp_path / "one")
    run(corpus, tmp_path / "two", "--workers", "2")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    monkeypatch.setattr(pipeline, "code_parsed", None)
    again = run(corpus, tmp_path / "one")
    assert again.exit_code == LEFT_OUT and content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_stopped_after_any_part(model: Model, tmp_path: Path, format: str) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"

    def reports() -> list[Document]:
        return [Document(**line) for line in _lines(7)]

    for _ in code_into(whole, reports(), format, size=2):
        pass
    for _ in range(4):  # each run ends in the middle of its second new part
        new = 0
        for item in code_into(stopped, reports(), format, size=2):
            new += not isinstance(item, Part)
            if new == 3:
                break
    for _ in code_into(stopped, reports(), format, size=2):
        pass
    assert content(stopped) == content(whole)


def test_killed_in_the_middle(model: Model, tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "reports.jsonl", _lines(80))
    killed = subprocess.Popen(
        [sys.executable, "-m", "aktenlage.cli", *_words(corpus, tmp_path / "out", "--workers", "2")],
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    while not (tmp_path / "out" / "part-00001.jsonl").exists():
        assert killed.poll() is None, "ended before it could be killed"
        time.sleep(0.01)
    assert "another run" in run(corpus, tmp_path / "out").stderr
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(written(tmp_path / "out")) < 20, "killed too late"
    run(corpus, tmp_path / "out")
    run(corpus, tmp_path / "undisturbed")
    assert content(tmp_path / "out") == content(tmp_path / "undisturbed")


def test_cut_off_line_and_damaged_part_are_made_again(model: Model, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    whole = content(out)
    manifest = out / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-150])
    (out / "part-00001.jsonl").write_bytes(b"")
    (out / ".part-00002.jsonl.unfinished").write_bytes(b"{")
    run(corpus, out)
    assert content(out) == whole


def test_full_disk(model: Model, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        if "part-00002" in path.name:
            with path.open("wb") as file:
                file.write(content[:100])
            raise OSError(28, "No space left on device")
        return path.open("wb").write(content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert isinstance(run(corpus, tmp_path / "out").exception, OSError)
    run(corpus, tmp_path / "out")
    run(corpus, tmp_path / "undisturbed")
    assert content(tmp_path / "out") == content(tmp_path / "undisturbed")


def test_changes_are_refused(model: Model, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = content(out)

    def refused(result: Result, *words: str) -> None:
        assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1
        assert all(word in result.stderr for word in (*words, "--out"))
        assert content(out) == before

    refused(run(corpus, out, "--part-size", "5"), f"{MANIFEST}:1", "--part-size")
    refused(run(corpus, out, "--language", "de"), f"{MANIFEST}:2", "have changed")
    changed = _lines(14)
    changed[9]["text"] += " Mehr."
    refused(run(_corpus(corpus, changed), out), f"{MANIFEST}:4", "part-00002")
    refused(run(_corpus(corpus, _lines(15)), out), f"{MANIFEST}:5", "part-00003")
    refused(run(_corpus(corpus, _lines(8)), out), f"{MANIFEST}:4")


def test_folder_of_something_else(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    result = run(corpus, tmp_path / "out")
    assert result.exit_code == 2 and "--out" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_second_run_at_once_is_refused(model: Model, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = code_into(out, (Document(**line) for line in _lines(14)), size=SIZE)
    next(first)
    before = content(out)
    result = run(corpus, out)
    assert result.exit_code == 2 and "another run" in result.stderr and "--out" in result.stderr
    assert content(out) == before
    first.close()
    assert run(corpus, out).exit_code == LEFT_OUT


def test_part_size_needs_parts(corpus: Path) -> None:
    result = CliRunner().invoke(app, ["code", str(corpus), "--part-size", "4"])
    assert result.exit_code == 2 and "--out DIR" in result.stderr


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_record_takes_the_folder(model: Model, corpus: Path, tmp_path: Path, format: str) -> None:
    for _ in code_into(tmp_path / "out", (Document(**line) for line in _lines(14)), format, size=SIZE):
        pass
    db = f"sqlite:///{tmp_path}/akte.db"
    words = ["record", "add", str(tmp_path / "out"), "--texts", str(corpus), "--db", db]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == LEFT_OUT and "13 new" in result.stderr and "1 left out" in result.stderr
    assert "13 known" in CliRunner().invoke(app, words).stderr
    with Record(db) as record:
        assert [info.id for info in record.reports()] == [f"r{n}" for n in range(14) if n != 5]
        assert all(mention.quote for event in record.events() for mention in event.mentions)


def test_rule_that_stumbles_leaves_one_report_out(
    model: Model, reports: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = pipeline.code_parsed

    def wrong(document: Document, *rest: object) -> CodedDocument:
        if document.id == "de":
            raise KeyError("nsubj")
        return right(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "code_parsed", wrong)
    first, second = pipeline.code_many(reports)
    assert isinstance(first, UncodedDocument) and first.error.code == "stumbled"
    assert "de: " in first.error.message and "KeyError" in first.error.message
    assert isinstance(second, CodedDocument)


def test_killed_worker_is_told(model: Model) -> None:
    documents = (Document(**line) for line in _lines(400))
    results = pipeline.code_many(documents, workers=2)
    assert to_json(next(results))
    for worker in pipeline.multiprocessing.active_children()[:1]:
        worker.kill()
    with pytest.raises(WorkerDied, match="fewer --workers"):
        list(results)


def test_expected(corpus: Path, tmp_path: Path) -> None:
    assert expected([str(corpus)]) == 14
    (tmp_path / "one.txt").write_text(GERMAN, "utf-8")
    assert expected([str(tmp_path)]) == 15
    assert expected(["-"]) is None and expected([f"{tmp_path}/*.txt"]) is None


def test_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert _line(1500, 500, 100.0, 20_000) == "1500 of 20000 reports, 5.0 a second, 1:01:40 left"
    assert _line(1500, 500, 100.0, None) == "1500 reports, 5.0 a second"
    bar = _bar(40)
    next(bar)
    for seen, earlier in ((20, True), (30, False)):
        bar.send((seen, earlier))
    bar.close()
    assert "30/40" in capsys.readouterr().err
