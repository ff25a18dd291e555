"""The official validator of Universal Dependencies (package udtools) takes what `aktenlage parse` prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aktenlage.grammar import parse, to_conllu

pytest.importorskip("udtools", reason="the UD validator is not installed: pip install '.[development]'")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


def test_examples_are_valid_at_level_two(tmp_path, model):
    written = tmp_path / "examples.conllu"
    written.write_text(
        "".join(to_conllu(parse(path.read_text("utf-8"), path.name[:2]), path.stem) for path in EXAMPLES),
        "utf-8",
    )
    validator = Path(sys.executable).parent / "udvalidate"
    run = subprocess.run([validator, "--lang", "de", "--level", "2", written], capture_output=True, text=True)
    assert run.returncode == 0, (run.stdout + run.stderr)[-2000:]
