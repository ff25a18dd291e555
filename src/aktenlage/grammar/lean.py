"""spaCy without its commands: they are a third of what `import spacy` loads, and nothing here runs them.

`import spacy` takes one function, `spacy.info`, from the commands, and with it comes what they need to fetch and train models
(HTTP, templates, project files). While spaCy is imported, another function stands for it, which gets the real one when it is
called; after that `spacy.cli` can be imported as ever. To be imported before anything of spaCy.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_INFO = "spacy.cli.info"


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`."""
    return importlib.import_module(_INFO).info(*args, **options)


def _imported() -> Any:
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_in = ModuleType(_INFO)
    stand_in.info = _info  # type: ignore[attr-defined]
    sys.modules[_INFO] = stand_in
    try:
        return importlib.import_module("spacy")
    finally:
        del sys.modules[_INFO]


spacy = _imported()
