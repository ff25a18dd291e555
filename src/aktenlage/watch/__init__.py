"""Feeds, day and night: what is new is read, coded and added to the record, once."""

from __future__ import annotations

import threading

from aktenlage.intake.fetch import Fetcher
from aktenlage.watch.feedlist import Feed, FeedFault, FeedList, feed_list
from aktenlage.watch.memory import Memory
from aktenlage.watch.polling import Watch

__all__ = ["Feed", "FeedFault", "FeedList", "Memory", "Watch", "feed_list", "reader"]


def reader(listed: FeedList, stop: threading.Event | None = None) -> Fetcher:
    """What fetches the feeds of a list, within its limits, under its name and contact."""
    from aktenlage import __version__

    contact = f"; +{listed.contact}" if listed.contact else ""
    return Fetcher(
        f"aktenlage/{__version__} (feed reader{contact})",
        listed.limits,
        listed.pause,
        listed.allow_private,
        stop,
    )
