"""Why was a report coded so? Its explanation as a page. The coder runs for it, for one reader at a time."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from aktenlage.exports.cells import whole
from aktenlage.problems import CannotCode, GrammarUnavailable
from aktenlage.record import Record
from aktenlage.shapes import Document
from aktenlage.web.asked import Term
from aktenlage.web.rendering import page

if TYPE_CHECKING:
    from aktenlage.explain import Explained

# Characters that are explained; seconds that a reader waits for the one before.
LONGEST, PATIENCE = 20_000, 20
_ONE_AT_A_TIME = Lock()


def explaining(record: Record) -> APIRouter:
    """The address of explanations."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/explained/{id_:path}")
    def explanation(request: Request, id_: str, source: Term | None = None) -> HTMLResponse:
        """Sentence by sentence: what was decided and why, and the tree it was read from."""
        report = record.report(id_, source).report
        text = whole(report.text[:LONGEST])
        if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
            raise HTTPException(503, "others are waiting for explanations; try again in a moment")
        try:
            sentences = _explained(report.id, text, report.language, report.published)
        except (CannotCode, GrammarUnavailable) as error:
            raise HTTPException(503, str(error)) from None
        finally:
            _ONE_AT_A_TIME.release()
        return page(
            request, "explained.html", report=report, sentences=sentences, left_out=len(report.text) - len(text)
        )  # fmt: skip

    return router


@lru_cache(maxsize=32)
def _explained(id_: str, text: str, language: str | None, published: str | None) -> list[Explained]:
    # The grammar is loaded for whoever asks for an explanation first.
    from aktenlage.explain import explained

    return list(explained(Document(id=id_, text=text, language=language, published=published)))
