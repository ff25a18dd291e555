"""Shared by the tests: some short reports of our own, and the model, loaded once."""

from __future__ import annotations

import pytest

from aktenlage.grammar.model import Model, loaded_model
from aktenlage.shapes import Document

GERMAN = (
    "Wien – Die österreichische Außenministerin hat am Montag in Prag ihren Amtskollegen getroffen. "
    "Tschechien warf Russland vor, Wahlen beeinflusst zu haben. „Das nehmen wir nicht hin“, sagte der Minister."
)
ENGLISH = (
    "The Canadian prime minister met the president of Kenya in Nairobi on Tuesday. "
    "Kenya accused Somalia of harbouring rebels. “We will not accept this,” the minister said."
)
FRENCH = (
    "Le ministre des affaires étrangères a rencontré lundi son homologue allemand à Paris. Les deux pays souhaitent "
    "renforcer leur coopération et demandent la fin des combats dans la région."
)


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
