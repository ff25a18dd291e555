"""Many machines: what a cluster codes is what one process codes, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from texts import ENGLISH, FRENCH, GERMAN
from typer.testing import CliRunner

from aktenlage import cluster, pipeline
from aktenlage.cli import app
from aktenlage.grammar.model import Model, _loaded
from aktenlage.parts import Part, code_into, coder
from aktenlage.problems import ClusterFault
from aktenlage.shapes import Document

pytest.importorskip("distributed", reason="Dask is not installed: pip install aktenlage[cluster]")


def _reports(count: int) -> list[Document]:
    texts = [GERMAN, ENGLISH]
    return [
        Document(id=f"r{number}", text=FRENCH if number == 5 else texts[number % 2], published="2024-03-12")
        for number in range(count)
    ]


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _loads() -> int:
    return _loaded.cache_info().misses


def test_killed_worker_changes_nothing(model: Model, tmp_path: Path) -> None:
    for _ in code_into(tmp_path / "one", _reports(120), size=30):
        pass
    with cluster.connected("local:2") as client:
        victim = next(iter(client.run(os.getpid)))
        by = partial(cluster.code_many, client=client)
        killed, loads = False, {}
        for item in code_into(tmp_path / "many", _reports(120), size=30, by=by):
            if not killed and not isinstance(item, Part):
                assert client.processing()[victim], "it has nothing to lose"
                loads = client.run(_loads)
                os.kill(client.run(os.getpid, workers=[victim])[victim], signal.SIGKILL)
                killed = True
    assert killed and set(loads.values()) == {1}
    assert _content(tmp_path / "many") == _content(tmp_path / "one")


def test_command_without_its_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, "utf-8")
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    words = ["code", str(tmp_path / "a.txt"), "--format", "jsonl"]
    result = CliRunner().invoke(
        app, [*words, "--out", str(tmp_path / "out"), "--cluster", "tcp://127.0.0.1:9"]
    )
    assert isinstance(result.exception, ClusterFault)
    assert "tcp://127.0.0.1:9: no Dask scheduler answers" in str(result.exception)
    assert "--cluster" in CliRunner().invoke(app, [*words, "--cluster", "local:2"]).stderr


def test_command_with_its_cluster(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, "utf-8")
    asked: list[str] = []

    @contextmanager
    def connected(address: str) -> Iterator[SimpleNamespace]:
        asked.append(address)
        yield SimpleNamespace(nthreads=lambda: {"one": 1, "two": 1}, dashboard_link="http://127.0.0.1:8787")

    def code_many(documents: Iterable[Document], client: object, world: None) -> Iterator[object]:
        return pipeline.code_many(documents, world=world)

    monkeypatch.setattr(cluster, "connected", connected)
    monkeypatch.setattr(cluster, "code_many", code_many)
    words = ["code", str(tmp_path / "a.txt"), "--format", "parquet", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, [*words, "--cluster", "tcp://scheduler:8786"])
    assert result.exit_code == 0 and asked == ["tcp://scheduler:8786"]
    assert "2 workers; dashboard at http://127.0.0.1:8787" in result.stderr
    assert (tmp_path / "out" / "part-00000" / "events.parquet").is_file()


@pytest.mark.parametrize("address", ["local:", "local:0", "local:two"])
def test_local_cluster_of_no_number(address: str) -> None:
    with pytest.raises(ClusterFault, match="local:4"), cluster.connected(address):
        pass


def test_worker_with_another_coder_refuses(model: Model) -> None:
    with pytest.raises(ClusterFault, match="same there as here") as caught:
        cluster._code(_reports(1), None, "another")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert len(cluster._code(_reports(2), None, coder())) == 2
