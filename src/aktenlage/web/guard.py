"""What every answer carries and no request may exceed: a strict Content-Security-Policy, known hosts, small requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

# No script at all, nothing from another host, no style but the sheets; pages cannot be framed. Where people correct, the
# one script of the page may run (single keys), and still none that stands in a page.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
POLICY_OF_EDITORS = f"{POLICY}; script-src 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LONGEST_ADDRESS = 8_000
LARGEST_BODY = 64_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Guard:
    """Around the whole application. `hosts` are the names it answers to, None for any.

    On this machine alone only its own names are answered, so that no page of the web can reach the record through a name
    that resolves to 127.0.0.1 (DNS rebinding).
    """

    def __init__(self, app: App, hosts: Collection[str] | None, editing: bool = False) -> None:
        self._app = app
        self._hosts = hosts
        self._headers = HEADERS | ({"Content-Security-Policy": POLICY_OF_EDITORS} if editing else {})

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        refused = self._refused(scope)
        if refused is None:
            await self._app(scope, receive, guarded)
            return
        status, why = refused
        body = (why + "\n").encode()
        about = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        await guarded({"type": "http.response.start", "status": status, "headers": about})
        await guarded({"type": "http.response.body", "body": body})

    def _refused(self, scope: MutableMapping[str, Any]) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        if self._hosts is not None and name not in self._hosts:
            return (
                400,
                "this page is not known under that name; open it at the address that aktenlage serve prints",
            )
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return 414, "the address is too long; ask for less at a time"
        # Reading takes no body; a length that is not told is a body too.
        size = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not size.isdigit() or int(size) > LARGEST_BODY:
            return 413, "the request is too large"
        return None
