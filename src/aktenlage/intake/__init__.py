"""From bytes to documents. Nothing here knows what a sentence is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aktenlage.intake.files import documents, read
from aktenlage.intake.rows import columns_of

if TYPE_CHECKING:
    from aktenlage.intake.fetch import Fetcher

__all__ = ["columns_of", "documents", "fetcher", "read"]


def fetcher() -> Fetcher:
    """What fetches pages for `documents(…, follow=fetcher())`; httpx is loaded only now."""
    from aktenlage import __version__
    from aktenlage.intake.fetch import Fetcher

    return Fetcher(f"aktenlage/{__version__}")
