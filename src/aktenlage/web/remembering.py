"""Pages that many ask for are made once, until the record changes or the day ends."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers

from aktenlage.record import Record, RecordFault
from aktenlage.web.guard import App, Message, Receive, Send
from aktenlage.web.sessions import COOKIE

# Bytes of all answers that are remembered, and of the largest one.
ALL, LARGEST = 32_000_000, 1_000_000
Key = tuple[bytes, bytes, int]


@dataclass(slots=True)
class Answer:
    """What was answered when the record was in a state."""

    state: str
    start: Message
    body: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(map(len, self.body))


class Remembering:
    """Around the pages. Whoever corrects always gets a page of their own; files and errors are not kept."""

    def __init__(self, app: App, record: Record) -> None:
        self._app = app
        self._record = record
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """An ASGI application."""
        if scope["type"] != "http" or not _for_all(scope):
            await self._app(scope, receive, send)
            return
        key = (scope["raw_path"], scope["query_string"], date.today().toordinal())
        # Of several who ask for the same at once, one waits for the database, the others for that one.
        while (making := self._making.get(key)) is not None:
            await making.wait()
        try:
            state = await run_in_threadpool(self._record.state)
        except RecordFault:
            await self._app(scope, receive, send)
            return
        held = self._answers.get(key)
        if held is not None and held.state == state:
            self._answers.move_to_end(key)
            await send(held.start)
            await send({"type": "http.response.body", "body": b"".join(held.body)})
            return
        if key in self._making:
            await self(scope, receive, send)
            return
        self._making[key] = asyncio.Event()
        try:
            await self._made(key, state, scope, receive, send)
        finally:
            self._making.pop(key).set()

    async def _made(
        self, key: Key, state: str, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        answer: Answer | None = None

        async def noting(message: Message) -> None:
            nonlocal answer
            if message["type"] == "http.response.start":
                if message["status"] == 200 and "content-disposition" not in Headers(raw=message["headers"]):
                    answer = Answer(state, {**message, "headers": list(message["headers"])})
            elif answer is not None:
                answer.body.append(message.get("body", b""))
                if answer.size > LARGEST:
                    answer = None
                elif not message.get("more_body", False):
                    self._keep(key, answer)
            await send(message)

        await self._app(scope, receive, noting)

    def _keep(self, key: Key, answer: Answer) -> None:
        before = self._answers.pop(key, None)
        self._answers[key] = answer
        self._bytes += answer.size - (before.size if before else 0)
        while self._bytes > ALL:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= oldest.size


def _for_all(scope: MutableMapping[str, Any]) -> bool:
    """Whether everybody who asks this gets the same."""
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and "raw_path" in scope
        and f"{COOKIE}=" not in headers.get("cookie", "")
        and "range" not in headers
    )
