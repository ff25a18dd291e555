"""The public door: what it offers is fixed, and opening it loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import aktenlage

DOORS = {
    "code",
    "code_many",
    "documents",
    "json_schema",
    "parse",
    "parse_tokens",
    "read",
    "times",
    "to_json",
    "Record",
}
SHAPES = {
    "CannotCode", "CodedDocument", "Document", "Entity", "Event", "Mention", "Place", "Problem", "RecordFault",
    "RecordedEvent", "RecordedMention", "RecordedStatement", "Review", "Span", "Stage", "Statement", "UncodedDocument",
    "WorldFault",
}  # fmt: skip


def loaded_after(code: str) -> set[str]:
    """The heavy modules that are loaded once `code` has run in a fresh interpreter."""
    heavy = "print(*({'onnxruntime', 'spacy', 'tokenizers', 'rich', 'typer'} & set(sys.modules)))"
    script = f"import sys, aktenlage\n{code}\n{heavy}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_all_is_fixed() -> None:
    assert set(aktenlage.__all__) == DOORS | SHAPES
    assert list(aktenlage.__all__) == sorted(aktenlage.__all__)


@pytest.mark.parametrize("name", sorted(DOORS | SHAPES))
def test_everything_offered_is_there_and_documented(name: str) -> None:
    offered = getattr(aktenlage, name)
    assert callable(offered)
    assert offered.__doc__


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'decode'"):
        _ = aktenlage.decode  # type: ignore[attr-defined]


def test_doors_are_lazy() -> None:
    assert loaded_after("") == set()


def test_times_needs_no_network() -> None:
    code = "assert aktenlage.times('am Sonntag', '2023-06-19', 'de') == [(3, 10, 'DATE', '2023-06-18')]"
    assert "onnxruntime" not in loaded_after(code)
