"""spaCy is loaded without its commands, and they can be had afterwards all the same."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import aktenlage.grammar.lean
assert not {name for name in sys.modules if name.startswith("spacy.cli")}
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.download) and spacy.cli.info is not spacy.info
"""


def test_commands_are_loaded_when_they_are_wanted() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
