"""The list of feeds: what it says, and what is wrong with it in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aktenlage.watch import Feed, FeedList, feed_list
from aktenlage.watch.feedlist import FeedFault

EXAMPLE = Path(__file__).parents[2] / "examples" / "feeds.toml"


def test_example_shows_the_defaults_and_every_name() -> None:
    found = feed_list(EXAMPLE)
    assert found == FeedList(feed=found.feed), "what stands in the head is the default"
    assert [feed.name for feed in found.feed] == [None, "Invented Press", "nda"]
    written = EXAMPLE.read_text("utf-8")
    for name in {*FeedList.__struct_fields__, *Feed.__struct_fields__} - {"feed"}:
        assert f"{name} = " in written, name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("feed = 1", "Expected `array`"),
        ("[[feed]", "no TOML ("),
        ("every = 5", "missing required field `feed`"),
        ("feed = []", "no feed in it; write [[feed]]"),
        ("[[feed]]\nurl = 'https://a.example/f'\nfolow = true", "unknown field `folow`, at `feed[0]`"),
        ("[[feed]]\nurl = 'https://a.example/f'\nevery = 'often'", "at `feed[0].every`"),
        ("[[feed]]\nurl = 'a.example/f'", "'a.example/f' is no address of the web; write it in full"),
        ("[[feed]]\nurl = 'https://a.example/f'\nlanguage = 'fr'", "language 'fr' of https://a.example/f; write de or en"),
        ("[[feed]]\nurl = 'https://a.example/f'\nevery = 0", "every = 0 of https://a.example/f is too little"),
        ("every = 0.1\n[[feed]]\nurl = 'https://a.example/f'", "every = 0.1 is too little; at least 1"),
        ("[[feed]]\nurl = 'https://a.example/f'\n[[feed]]\nurl = 'https://a.example/f'", "is there twice; take one out"),
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(written)
    with pytest.raises(FeedFault) as caught:
        feed_list(path)
    message = str(caught.value)
    assert told in message and message.startswith(f"{path}: ") and "; " in message and "\n" not in message


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(FeedFault, match=r"there is no such file; examples/feeds\.toml shows"):
        feed_list(tmp_path / "feeds.toml")
