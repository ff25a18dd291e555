"""What a sentence of our own gives: its mentions and statements, as the whole coder finds them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aktenlage.pipeline import code
from aktenlage.shapes import CodedDocument, Document, Mention

Coded = Callable[..., CodedDocument]


@pytest.fixture(scope="session")
def coded() -> Coded:
    """coded(text, language, published) -> CodedDocument."""

    def run(text: str, language: str, published: str | None = "2023-06-19") -> CodedDocument:
        return code(Document(id="test", text=text, language=language, published=published))

    return run


@pytest.fixture(scope="session")
def mentions(coded: Coded) -> Callable[..., list[Mention]]:
    """mentions(text, language, published) -> the mentions of all events in text order."""

    def run(text: str, language: str, published: str | None = "2023-06-19") -> list[Mention]:
        found = [m for event in coded(text, language, published).events for m in event.mentions]
        return sorted(found, key=lambda m: m.trigger.start)

    return run
