"""The example reports as coded, once for all tests of the exports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from aktenlage import read
from aktenlage.exports import Coded, Told, told
from aktenlage.grammar.model import Model
from aktenlage.pipeline import code_pairs
from aktenlage.shapes import Document, UncodedDocument

EXAMPLES = Path(__file__).parents[2] / "examples"


def documents() -> list[Document]:
    """All examples with day, language and an invented publisher."""
    with (EXAMPLES / "published.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        document = read(EXAMPLES / row["file"])
        document.published, document.language = row["published"], row["language"]
        document.source, document.url = "Invented Press", f"https://press.example/{row['file']}"
        found.append(document)
    return found


@pytest.fixture(scope="session")
def coded(model: Model) -> list[Coded]:
    """Document and coding of each example."""
    found = []
    for pair in code_pairs(documents()):
        assert not isinstance(pair, UncodedDocument)
        found.append(pair)
    return found


@pytest.fixture(scope="session")
def events(coded: list[Coded]) -> list[Told]:
    """Every event of the examples with its report."""
    return list(told(coded))
