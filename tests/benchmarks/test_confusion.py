"""The confusion of types, on two invented sentences with gold of our own."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.quality import confusion


def test_right_types_and_what_was_coded_instead(tmp_path: Path) -> None:
    gold = [
        {"type": "ACCUSE", "de": "Paris kritisierte Ankara.", "en": "Paris criticised Ankara."},
        {"type": "AID", "de": "Paris kritisierte Ankara.", "en": "The weather was fine."},
    ]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "gsr.dev.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    assert confusion(tmp_path) == {"ACCUSE": {"right": 2}, "AID": {"ACCUSE": 1, "nothing": 1}}
