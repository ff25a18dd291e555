"""Who may correct? Whoever has shown the token that `aktenlage serve --edit` prints; held in memory, gone with the program."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "aktenlage"
# The oldest goes when there are more; a token that is shown again begins anew.
MOST = 100


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who corrects: the secret of the cookie, the one that each form repeats, and the name kept with decisions."""

    id: str
    form: str
    author: str | None


class Sessions:
    """All who correct now."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._open: dict[str, Session] = {}

    def begin(self, token: str, author: str) -> Session | None:
        """A session for whoever shows the token, None for a wrong one."""
        if not secrets.compare_digest(token.encode("utf-8", "replace"), self._token.encode()):
            return None
        session = Session(secrets.token_urlsafe(24), secrets.token_urlsafe(24), author.strip() or None)
        self._open[session.id] = session
        while len(self._open) > MOST:
            del self._open[next(iter(self._open))]
        return session

    def end(self, session: Session) -> None:
        """Nothing more is written with it."""
        self._open.pop(session.id, None)

    def of(self, request: Request) -> Session | None:
        """The session of whoever asks."""
        return self._open.get(request.cookies.get(COOKIE, ""))

    def writing(self, request: Request, form: str) -> Session | None:
        """The session of whoever sends a form; None unless the form is one of ours and comes from a page of ours."""
        session = self.of(request)
        if session is None or not own_page(request):
            return None
        return (
            session
            if secrets.compare_digest(form.encode("utf-8", "replace"), session.form.encode())
            else None
        )


def own_page(request: Request) -> bool:
    """Whether a form was sent from a page of this address, as browsers tell."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and (
        origin is None or urlsplit(origin).netloc == request.headers.get("host")
    )
