"""The doctor finds what is broken and names the cure."""

from __future__ import annotations

import hashlib
from pathlib import Path

from packaging.requirements import Requirement

from aktenlage.doctor import SUMS, WEIGHT_FILES, model, package, tables, weights


def test_shipped_weights_and_model_are_sound() -> None:
    assert all(check.ok for check in weights())
    assert model().ok, model().cure


def test_missing_weights_are_named(tmp_path: Path) -> None:
    found = list(weights(tmp_path))
    assert len(found) == len(WEIGHT_FILES)
    assert all(not check.ok and "is missing; install" in check.cure for check in found)


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    for name in WEIGHT_FILES:
        (tmp_path / name).write_text(name)
    lines = [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in WEIGHT_FILES]
    (tmp_path / SUMS).write_text("\n".join(lines) + "\n")
    assert all(check.ok for check in weights(tmp_path))
    (tmp_path / "labels.json").write_text("{}")
    assert [check.what.split(",")[0] for check in weights(tmp_path) if not check.ok] == [
        "weights labels.json"
    ]


def test_packages() -> None:
    assert package(Requirement("numpy>=1.26")).ok
    assert not package(Requirement("numpy>=1000")).ok
    missing = package(Requirement("no-such-package>=1"))
    assert not missing.ok and "pip install 'no-such-package>=1'" in missing.cure


def test_tables_are_sound() -> None:
    assert tables().ok, tables().cure
