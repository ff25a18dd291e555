"""The command `serve`: where it listens, and what it says when it cannot."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from aktenlage.cli import app
from aktenlage.record import Record


@pytest.fixture
def db(tmp_path: Path) -> str:
    """An empty record."""
    url = f"sqlite:///{tmp_path / 'akte.db'}"
    Record(url).close()
    return url


@pytest.mark.parametrize(
    ("options", "host", "told"),
    [([], "127.0.0.1", "http://127.0.0.1:8000/ (this machine alone)"),
     (["--port", "8123", "--host", "::1"], "::1", "http://[::1]:8123/ (this machine alone)"),
     (["--host", "0.0.0.0"], "0.0.0.0", "EVERYBODY who reaches this machine can read")],
)  # fmt: skip
def test_it_says_where_it_listens_and_who_can_read(
    db: str, options: list[str], host: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    started: list[Any] = []
    monkeypatch.setattr(uvicorn, "run", lambda application, **options: started.append(options))
    result = CliRunner().invoke(app, ["serve", "--db", db, *options])
    assert result.exit_code == 0 and told in result.stderr
    assert started[0]["host"] == host


def test_without_a_record_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--db", f"sqlite:///{tmp_path / 'none.db'}"])
    assert result.exit_code == 2 and "record add" in result.stderr
    assert not list(tmp_path.iterdir())


def test_without_the_extra_it_says_how_to_install_it(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "uvicorn":
            raise ModuleNotFoundError("No module named 'uvicorn'", name="uvicorn")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = CliRunner().invoke(app, ["serve", "--db", db])
    assert result.exit_code == 2 and "pip install 'aktenlage[web]'" in result.stderr


def test_the_token_is_printed_with_edit_alone(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    uvicorn = pytest.importorskip("uvicorn")
    monkeypatch.setattr(uvicorn, "run", lambda application, **options: None)
    tokens = set()
    for _ in range(2):
        told = CliRunner().invoke(app, ["serve", "--db", db, "--edit"]).stderr
        tokens.add(told.rpartition("/edit with the token ")[2].strip())
    assert len(tokens) == 2 and all(len(token) >= 24 for token in tokens)
    assert "token" not in CliRunner().invoke(app, ["serve", "--db", db]).stderr
