"""The command: a program of its own that is stopped and killed in the middle of its work."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Asked, Site, dripping, site
from typer.testing import CliRunner

from aktenlage import Record
from aktenlage.cli import app
from aktenlage.shapes import CodedDocument, Document
from aktenlage.world.scope import World

# The command with a coder that takes its time and finds nothing: what is tested here is not the grammar.
PROGRAM = """
import sys, time
import aktenlage.pipeline
from aktenlage.shapes import CodedDocument
def slowly(document, world):
    time.sleep(0.15)
    return CodedDocument(document=document, events=[], statements=[], entities=[])
aktenlage.pipeline.code = slowly
from aktenlage.cli import main
main()
"""
NUMBER = 8


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as server:
        items = "".join(
            f"<item><guid>urn:b:{n}</guid><title>T{n}</title><description>Satz {n}.</description></item>"
            for n in range(NUMBER)
        )
        feed = f"<rss version='2.0'><channel><title>Beispielbote</title>{items}</channel></rss>".encode()

        def answer(asked: Asked) -> None:
            known = asked.headers["If-None-Match"] == '"1"'
            asked.send(304 if known else 200, b"" if known else feed, "text/xml", ETag='"1"')

        server.answers["/feed"] = answer
        server.answers["/slow"] = dripping(b"<", 0.1)
        yield server


def listed(folder: Path, url: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(
        f'record = "sqlite:///{folder}/akte.db"\nallow_private = true\npause = 0\n[[feed]]\nurl = "{url}"\n'
    )
    return path


def started(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "watch", *map(str, words)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def coded(document: Document, world: World | None = None) -> CodedDocument:
    return CodedDocument(document=document, events=[], statements=[], entities=[])


def reports(folder: Path) -> int:
    if not (folder / "akte.db").exists():
        return 0
    with Record(f"sqlite:///{folder}/akte.db") as record:
        return record.stats()["reports"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_stopped_in_the_middle(
    server: Site, tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed(tmp_path, f"{server.url}/feed")
    running = started(path)
    end = time.monotonic() + 60
    while reports(tmp_path) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    running.send_signal(number)
    _, told = running.communicate(timeout=20)
    if number is not signal.SIGKILL:
        assert running.returncode == 0, told
        assert "stopped; what was being read is finished" in told and "Traceback" not in told
    assert 2 <= reports(tmp_path) < NUMBER
    monkeypatch.setattr("aktenlage.pipeline.code", coded)
    again = CliRunner().invoke(app, ["watch", str(path), "--once"])
    assert again.exit_code == 0, again.stderr
    with Record(f"sqlite:///{tmp_path}/akte.db") as record:
        stats = record.stats()
    assert (stats["reports"], stats["earlier_versions"]) == (NUMBER, 0)


def test_stopped_while_a_server_is_slow(server: Site, tmp_path: Path) -> None:
    running = started(listed(tmp_path, f"{server.url}/slow"))
    end = time.monotonic() + 60
    while not server.asked and time.monotonic() < end:
        time.sleep(0.05)
    running.terminate()
    running.communicate(timeout=20)
    assert running.returncode == 0


def test_a_list_that_cannot_be_used(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "feeds.toml")])
    assert result.exit_code == 2 and "there is no such file; examples/feeds.toml" in result.stderr


def test_a_record_that_cannot_be_used(server: Site, tmp_path: Path) -> None:
    (tmp_path / "akte.db").write_text("no database, but long enough to look at" * 99)
    result = CliRunner().invoke(app, ["watch", str(listed(tmp_path, f"{server.url}/feed"))])
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1 and "; " in result.stderr


def test_a_report_that_no_rule_foresaw(server: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(document: Document, world: World | None) -> CodedDocument:
        return coded(document) if document.id != "urn:b:3" else [][0]

    monkeypatch.setattr("aktenlage.pipeline.code", stumbling)
    result = CliRunner().invoke(app, ["watch", str(listed(tmp_path, f"{server.url}/feed")), "--once"])
    assert result.exit_code == 3 and "T3: urn:b:3: the coder stumbled (IndexError" in result.stderr
    assert reports(tmp_path) == NUMBER - 1


def test_exit_status_says_that_something_was_left_out(server: Site, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["watch", str(listed(tmp_path, f"{server.url}/nowhere")), "--once"])
    assert result.exit_code == 3 and "the server answers 404" in result.stderr
