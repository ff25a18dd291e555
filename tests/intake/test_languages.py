"""Language tags."""

from __future__ import annotations

import pytest
from papers import TEXT

from aktenlage.intake.languages import believed, tag


@pytest.mark.parametrize(
    ("declared", "found"),
    [("de-AT", "de"), ("EN_gb", "en"), ("deu", "de"), ("English", "en"), ("fr", "fr"), ("", None), (None, None), (" ", None)],
)  # fmt: skip
def test_tag(declared: str | None, found: str | None) -> None:
    assert tag(declared) == found


def test_short_texts_cannot_contradict() -> None:
    assert believed("en", "Kurzer Text.") == "en"
    assert believed("en", TEXT["de"] * 2) is None
