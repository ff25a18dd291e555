"""Shared by the tests: some short reports of our own, and the model, loaded once."""

from __future__ import annotations

import pytest
from texts import ENGLISH, GERMAN

from aktenlage.grammar.model import Model, loaded_model
from aktenlage.shapes import Document


@pytest.fixture(scope="session")
def model() -> Model:
    """The shipped model; a process loads it once."""
    return loaded_model()


@pytest.fixture
def reports() -> list[Document]:
    """A German and an English report."""
    return [
        Document(id="de", text=GERMAN, published="2024-03-12", language="de"),
        Document(id="en", text=ENGLISH, published="2024-03-13"),
    ]
