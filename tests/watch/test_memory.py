"""What has been read already."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine

from aktenlage.watch.memory import EntryState, FeedState, Memory


def test_it_outlives_the_program(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/akte.db"
    memory = Memory(create_engine(url))
    assert memory.feed("https://a.example/f") == FeedState() and memory.entry("1") is None
    for etag in ('"1"', '"2"'):
        memory.note_feed("https://a.example/f", FeedState(etag, "Mon", 5.0, 7.0, 2))
    for words in (None, "x"):
        memory.note_entry("1", EntryState("https://a.example/f", words, 3, 4))
    memory.close()
    again = Memory(create_engine(url))
    assert again.feed("https://a.example/f") == FeedState('"2"', "Mon", 5.0, 7.0, 2)
    assert again.entry("1") == EntryState("https://a.example/f", "x", 3, 4)
    again.close()
