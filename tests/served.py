"""A real HTTP server on loopback that serves good, slow, broken, huge, redirecting and hostile answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Asked(BaseHTTPRequestHandler):
    """One request. `server.answers` says by path what happens; what was asked is kept."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        self.close_connection = True
        answer = self.server.answers.get(self.path)
        try:
            if answer is None:
                self.send(404, b"Not here", "text/plain")
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        """A whole answer; underscores in names of headers stand for hyphens."""
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


class Site(ThreadingHTTPServer):
    """The server, its answers by path, and what it was asked: (path, headers)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.answers: dict[str, Callable[[Asked], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def put(self, path: str, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
        """A fixed answer."""
        self.answers[path] = lambda asked: asked.send(status, body, kind, **headers)

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def site() -> Iterator[Site]:
    """A running server."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def dripping(piece: bytes, every: float, head: bool = False) -> Callable[[Asked], None]:
    """An answer without end, a piece at a time; with `head` it never gets beyond its headers."""

    def answer(asked: Asked) -> None:
        if head:
            asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            asked.send_response(200)
            asked.send_header("Content-Type", "text/html")
            asked.end_headers()
        for _ in range(200):
            asked.wfile.write(piece)
            asked.wfile.flush()
            time.sleep(every)

    return answer
