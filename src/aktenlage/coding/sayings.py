"""Which words attribute? The cue words of `saying.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def saying(language: str) -> dict[str, frozenset[str]]:
    """The cue words of a language by kind, casefolded."""
    table = tomllib.loads(files(__package__).joinpath("saying.toml").read_text("utf-8"))[language]
    return {kind: frozenset(word.casefold() for word in words) for kind, words in table.items()}
