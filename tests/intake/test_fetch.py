"""Fetching: from a real server on loopback that is not always nice."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from papers import RSS, page
from served import Asked, Site, dripping, site

from aktenlage.intake import fetch
from aktenlage.intake.fetch import FEEDS, CannotFetch, Fetcher, Limits, Stopped, is_public, pause_of, shown

LIMITS = Limits(seconds=0.6, size=100_000, redirects=3)


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher("aktenlage/test", LIMITS, pause=0, allow_private=True) as fetcher:
        yield fetcher


def refused(fetcher: Fetcher, url: str) -> CannotFetch:
    with pytest.raises(CannotFetch) as caught:
        fetcher.get(url, FEEDS)
    assert "; " in caught.value.problem.message, "what is wrong; the cure"
    return caught.value


def test_a_good_answer(server: Site, fetcher: Fetcher) -> None:
    server.put("/f", RSS.encode(), "application/rss+xml; charset=utf-8", ETag='"1"', Last_Modified="x")
    got = fetcher.get(f"{server.url}/f", FEEDS)
    assert (got.body, got.encoding, got.etag, got.modified) == (RSS.encode(), "utf-8", '"1"', "x")
    assert got.url == f"{server.url}/f" and got.moved is None
    ((_, headers),) = server.asked
    assert headers["User-Agent"] == "aktenlage/test" and headers["Accept-Encoding"] == "gzip"


def test_conditions(server: Site, fetcher: Fetcher) -> None:
    server.answers["/f"] = lambda asked: asked.send(304 if asked.headers["If-None-Match"] else 500, b"", "")
    assert fetcher.get(f"{server.url}/f", FEEDS, etag='"1"', modified="Mon").unchanged
    assert server.asked[0][1]["If-Modified-Since"] == "Mon"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed(server: Site, fetcher: Fetcher, packing: str) -> None:
    import zlib

    body = (gzip if packing == "gzip" else zlib).compress(page().encode())  # type: ignore[attr-defined]
    server.put("/p", body, "text/html", Content_Encoding=packing)
    assert fetcher(f"{server.url}/p").body == page().encode()


@pytest.mark.parametrize(
    ("body", "kind", "status", "headers", "code"),
    [
        (b"x" * 100_001, "text/html", 200, {}, "answer-too-big"),
        (gzip.compress(bytes(50_000_000)), "text/html", 200, {"Content_Encoding": "gzip"}, "answer-too-big"),
        (gzip.compress(b"x" * 999)[:-9], "text/html", 200, {"Content_Encoding": "gzip"}, "no-connection"),
        (b"no gzip", "text/html", 200, {"Content_Encoding": "gzip"}, "no-connection"),
        (b"x", "text/html", 200, {"Content_Encoding": "br"}, "content-type"),
        (b"x", "text/html", 200, {"Content_Encoding": "gzip, gzip"}, "content-type"),
        (b"x", "image/png", 200, {}, "content-type"),
        (b"x", "text/html", 404, {}, "status"),
        (b"x", "text/html", 500, {}, "status"),
        (b"x", "text/html", 204, {}, "status"),
    ],
)  # fmt: skip
def test_what_is_refused(
    server: Site, fetcher: Fetcher, body: bytes, kind: str, status: int, headers: dict[str, str], code: str
) -> None:
    server.put("/x", body, kind, status, **headers)
    assert refused(fetcher, f"{server.url}/x").problem.code == code


def test_a_bomb_is_not_unpacked_further_than_the_limit(server: Site, fetcher: Fetcher) -> None:
    import tracemalloc

    server.put("/x", gzip.compress(bytes(50_000_000)), "text/html", Content_Encoding="gzip")
    tracemalloc.start()
    refused(fetcher, f"{server.url}/x")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("head", [True, False])
def test_slow_answers_end_in_time(server: Site, fetcher: Fetcher, head: bool) -> None:
    server.answers["/x"] = dripping(b"a", 0.05, head)
    assert refused(fetcher, f"{server.url}/x").problem.code == "slow"


def test_a_silent_server(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refused(fetcher, f"http://127.0.0.1:{silent.getsockname()[1]}/").problem.code == "slow"


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"]
)
def test_broken_answers(server: Site, fetcher: Fetcher, answer: bytes) -> None:
    server.answers["/x"] = lambda asked: asked.wfile.write(answer) and None
    assert refused(fetcher, f"{server.url}/x").problem.code == "no-connection"


def test_nobody_there(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(fetcher, f"http://127.0.0.1:{port}/").problem.code == "no-connection"
    assert refused(fetcher, "http://no.such.host.invalid/").problem.code == "no-connection"


@pytest.mark.parametrize(
    "url", ["feed.xml", "ftp://x.example/", "file:///etc/hostname", "http://", "http://[::1", "//x"]
)
def test_bad_addresses(fetcher: Fetcher, url: str) -> None:
    assert refused(fetcher, url).problem.code == "bad-address"


def test_redirects(server: Site, fetcher: Fetcher) -> None:
    server.put("/end", page().encode(), "text/html")
    for path, there, status in (
        ("/a", "/b", 301),
        ("/b", "/end#x", 308),
        ("/c", "/a", 302),
        ("/loop", "/loop", 301),
    ):
        server.put(path, b"", "", status, Location=there)
    assert fetcher(f"{server.url}/a").moved == f"{server.url}/end"
    temporary = fetcher(f"{server.url}/c")
    assert (temporary.url, temporary.moved) == (f"{server.url}/end", None)
    server.asked.clear()
    assert refused(fetcher, f"{server.url}/loop").problem.code == "redirects"
    assert len(server.asked) == LIMITS.redirects + 1


@pytest.mark.parametrize("there", ["file:///etc/hostname", "ftp://x.example/", "http://[", "javascript:x"])
def test_redirects_leave_the_web_never(server: Site, fetcher: Fetcher, there: str) -> None:
    server.put("/x", b"", "", 302, Location=there)
    assert refused(fetcher, f"{server.url}/x").problem.code in ("bad-address", "no-connection")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_private_addresses_are_refused(server: Site, host: str) -> None:
    with Fetcher("aktenlage/test", LIMITS, pause=0) as fetcher:
        fault = refused(fetcher, f"http://{host}:{server.server_port}/x")
    assert fault.problem.code == "private-address" and "allow_private" in fault.problem.message
    assert server.asked == []


@pytest.mark.parametrize(
    "there", ["http://127.0.0.2:{port}/x", "http://169.254.169.254/latest", "http://[::1]:{port}/x"]
)
def test_redirects_to_private_addresses(server: Site, monkeypatch: pytest.MonkeyPatch, there: str) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    server.put("/x", b"", "", 302, Location=there.format(port=server.server_port))
    with Fetcher("aktenlage/test", LIMITS, pause=0) as fetcher:
        assert refused(fetcher, f"{server.url}/x").problem.code == "private-address"
    assert server.paths() == ["/x"]


def test_what_was_checked_is_what_is_connected_to(server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with a public address first and with a private one afterwards."""
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    turns = iter(["127.0.0.1", "127.0.0.2"])
    real = socket.getaddrinfo

    def changing(host: str, *rest: object, **more: object) -> object:
        return real(next(turns) if host == "feed.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    server.put("/x", page().encode(), "text/html")
    url = f"http://feed.example:{server.server_port}/x"
    with Fetcher("aktenlage/test", LIMITS, pause=0) as fetcher:
        assert fetcher(url).body
        assert refused(fetcher, url).problem.code == "private-address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07::1", True), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_public(address: str, public: bool) -> None:
    assert is_public(address) is public


class Waiting(threading.Event):
    """Notes how long it was to wait, and does not."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        return False


def test_a_pause_between_requests_to_one_host(server: Site) -> None:
    server.put("/x", page().encode(), "text/html")
    stop = Waiting()
    with Fetcher("aktenlage/test", LIMITS, pause=300, allow_private=True, stop=stop) as fetcher:
        fetcher(f"{server.url}/x")
        fetcher(f"{server.url}/x")
    first, second = stop.waits
    assert first == 0 and 0 < second <= 300


@pytest.mark.parametrize("slow", ["body", "pause"])
def test_stopping(server: Site, slow: str) -> None:
    stop = threading.Event()
    server.answers["/x"] = dripping(b"a", 0.05)
    server.put("/y", page().encode(), "text/html")
    with Fetcher("aktenlage/test", Limits(seconds=20), pause=20, allow_private=True, stop=stop) as fetcher:
        if slow == "pause":
            fetcher(f"{server.url}/y")
        threading.Timer(0.2, stop.set).start()
        with pytest.raises(Stopped):
            fetcher(f"{server.url}/x")
        assert stop.is_set()


@pytest.mark.parametrize("status", [429, 503])
def test_servers_say_how_long_to_wait(server: Site, fetcher: Fetcher, status: int) -> None:
    server.put("/x", b"", "", status, Retry_After="120")
    assert refused(fetcher, f"{server.url}/x").retry_after == 120


def test_pauses() -> None:
    from email.utils import formatdate

    assert pause_of("7") == 7 and pause_of("-7") == 0
    assert 50 < (pause_of(formatdate(time.time() + 60, usegmt=True)) or 0) <= 60
    assert pause_of("soon") is None and pause_of(None) is None and pause_of("9" * 400) == fetch.LONGEST_PAUSE


def test_passwords_are_not_shown(server: Site, fetcher: Fetcher) -> None:
    assert shown("https://me:secret@x.example/a@b") == "https://x.example/a@b"
    url = server.url.replace("://", "://me:secret@") + "/x"

    def answer(asked: Asked) -> None:
        asked.send(200 if asked.headers["Authorization"] else 401, page().encode(), "text/html")

    server.answers["/x"] = answer
    assert fetcher(url).body
    assert "secret" not in refused(fetcher, url + "y").problem.message
