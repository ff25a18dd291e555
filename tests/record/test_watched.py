"""The memory of `aktenlage watch` lives in the record's database, on either kind, and does not disturb it."""

from __future__ import annotations

from aktenlage.record import Record
from aktenlage.watch import Memory
from aktenlage.watch.memory import EntryState, FeedState


def test_a_record_with_a_memory(url: str) -> None:
    with Record(url) as record, Memory.of_record(url) as memory:
        for etag in ('"1"', '"2"'):
            memory.note_feed("https://a.example/f", FeedState(etag, None, 5.5, 7.0, 2))
            memory.note_entry("urn:1", EntryState("https://a.example/f", None, 1, 0))
        assert record.stats()["reports"] == 0
    with Record(url) as record, Memory.of_record(url) as memory:
        assert record.stats()["reports"] == 0
        assert memory.feed("https://a.example/f") == FeedState('"2"', None, 5.5, 7.0, 2)
        assert memory.entry("urn:1") == EntryState("https://a.example/f", None, 1, 0)
        assert memory.entry("urn:2") is None
