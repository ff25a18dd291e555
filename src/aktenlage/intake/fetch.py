"""Fetching from the web: politely, honestly, and never further than allowed.

The address is checked when it is connected to, not only when its name is looked up: private, loopback, link-local and
other special addresses (IANA's registries, as Python's `ipaddress` has them) are refused unless allowed, at the first
address and at every redirect. Answers are limited in bytes (as sent and unpacked), time, redirects and content types.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpcore
import httpx

from aktenlage.intake.encoding import charset_of
from aktenlage.problems import CannotCode, problem

PAGES = ("text/html", "application/xhtml+xml")
FEEDS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    # Many servers send feeds as these; the feed's reader tells.
    "text/html", "text/plain", "application/octet-stream",
)  # fmt: skip
REDIRECTS, PERMANENT = (301, 302, 303, 307, 308), (301, 308)
NOT_MODIFIED = 304
LONGEST_PAUSE = 30 * 24 * 3600  # seconds of a Retry-After that are believed
SLICE = 0.2  # seconds between looks at the clock and at the wish to stop
SHARED = ipaddress.ip_network("64:ff9b::/96")  # NAT64 (RFC 6052): an IPv4 address in the last 32 bits
CURES = {
    401: "ask the publisher for access and write user:password@ before the host",
    403: "the publisher wants no program to read this; ask for leave or take it out",
    404: "look the address up in a browser and correct it",
    410: "take it out of your list",
    429: "ask it less often",
}
LATER = "it is for those who run it to mend, try again later"


class Stopped(Exception):
    """Somebody wants the program to end."""


class CannotFetch(CannotCode):
    """What could not be fetched; `retry_after` is the pause in seconds that the server asks for."""

    def __init__(self, code: str, url: str, retry_after: float | None = None, **details: object) -> None:
        super().__init__(problem(code, shown(url), **details))
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is waited for: seconds in all, bytes unpacked, redirects."""

    seconds: float = 30.0
    size: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it was found in the end, `moved` the new address if the server says it is for good.

    `body` is empty and `unchanged` true when the server says that nothing changed (304).
    """

    url: str
    body: bytes
    encoding: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Redirect:
    there: str
    for_good: bool


class Fetcher:
    """One client, one request at a time; `pause` seconds lie between two requests to the same host.

    `stop` ends waiting and reading at once (Stopped is raised). Not for several threads.
    """

    def __init__(
        self,
        agent: str,
        limits: Limits | None = None,
        pause: float = 2.0,
        allow_private: bool = False,
        stop: threading.Event | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.pause = pause
        self.allow_private = allow_private
        self.stop = stop or threading.Event()
        self._ended: dict[str, float] = {}  # host -> when the last request to it ended
        self._network = _Network(self.stop)
        self._client = httpx.Client(
            transport=_Transport(self._network),
            trust_env=False,
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def __call__(self, url: str) -> Fetched:
        """A page."""
        return self.get(url, PAGES)

    def get(
        self,
        url: str,
        kinds: tuple[str, ...],
        etag: str | None = None,
        modified: str | None = None,
        allow_private: bool | None = None,
    ) -> Fetched:
        """The answer to GET, redirects followed. Raises CannotFetch, naming address and remedy, and Stopped."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {"Accept": ", ".join((*kinds, "*/*;q=0.1"))} | {k: v for k, v in conditions.items() if v}
        self._network.allow_private = self.allow_private if allow_private is None else allow_private
        here, for_good = url, True
        for _ in range(self.limits.redirects + 1):
            answer = self._once(here, kinds, headers)
            if isinstance(answer, Fetched):
                moved = here if for_good and here != url else None
                return replace(answer, moved=moved)
            for_good = for_good and answer.for_good
            here = answer.there
        raise CannotFetch("redirects", url, count=self.limits.redirects)

    def _once(self, url: str, kinds: tuple[str, ...], headers: dict[str, str]) -> Fetched | _Redirect:
        """One request and its answer."""
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL:
            raise CannotFetch("bad-address", url) from None
        if address.scheme not in ("http", "https") or not address.host:
            raise CannotFetch("bad-address", url)
        self._wait_for(address.host)
        self._network.deadline = time.monotonic() + self.limits.seconds
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    there = address.join(response.headers["location"]).copy_with(fragment=None)
                    return _Redirect(str(there), response.status_code in PERMANENT)
                return self._answer(url, response, kinds)
        except _Private as refused:
            raise CannotFetch("private-address", url, address=refused) from None
        except (httpx.TimeoutException, httpcore.TimeoutException):
            raise CannotFetch("slow", url, seconds=f"{self.limits.seconds:g}") from None
        except zlib.error as error:
            raise CannotFetch("no-connection", url, why=f"broken gzip: {error}"[:120]) from None
        except (
            httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol,
            OSError, UnicodeError,
        ) as error:  # fmt: skip
            why = " ".join(str(error).split())[:120] or type(error).__name__
            raise CannotFetch("no-connection", url, why=why) from None
        finally:
            self._ended[address.host] = time.monotonic()

    def _wait_for(self, host: str) -> None:
        wait = self._ended.get(host, -self.pause) + self.pause - time.monotonic()
        if self.stop.wait(max(0.0, wait)):
            raise Stopped

    def _answer(self, url: str, response: httpx.Response, kinds: tuple[str, ...]) -> Fetched:
        status, said = response.status_code, response.headers
        etag, modified = _header(said.get("etag")), _header(said.get("last-modified"))
        if status == NOT_MODIFIED:
            return Fetched(url, b"", etag=etag, modified=modified, unchanged=True)
        if status != httpx.codes.OK:
            cure = CURES.get(status, LATER if status >= 500 else CURES[404])
            raise CannotFetch("status", url, pause_of(said.get("retry-after")), status=status, cure=cure)
        kind, _, parameters = said.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind and kind not in kinds:
            raise CannotFetch("content-type", url, kind=kind[:60], wanted=kinds[0])
        packing = said.get("content-encoding", "identity").strip().lower() or "identity"
        if packing not in ("identity", "gzip", "x-gzip", "deflate"):
            raise CannotFetch("content-type", url, kind=f"packed as {packing[:60]}", wanted="gzip or nothing")
        body = b"".join(self._pieces(url, response.iter_raw(), packing))
        return Fetched(url, body, charset_of(parameters), etag, modified)

    def _pieces(self, url: str, sent: Iterator[bytes], packing: str) -> Iterator[bytes]:
        """The body unpacked, piece by piece, counted before it is kept."""
        inflate = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
        left = self.limits.size
        for raw in sent:
            while True:
                piece = raw if inflate is None else inflate.decompress(raw, 65_536)
                left -= len(piece)
                if left < 0:
                    raise CannotFetch("answer-too-big", url, limit=f"{self.limits.size:,}")
                yield piece
                if inflate is None or not (raw := inflate.unconsumed_tail):
                    break
        if inflate is not None and not inflate.eof:
            raise CannotFetch("no-connection", url, why="the answer ends in the middle")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also inside IPv6 wrappings of IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in SHARED:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast


def pause_of(retry_after: str | None) -> float | None:
    """Seconds that a Retry-After header (RFC 9110: a number or a date) asks to wait; None for no or broken ones."""
    if not retry_after:
        return None
    try:
        return float(min(max(0, int(retry_after)), LONGEST_PAUSE))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(retry_after)
        seconds = (until.astimezone(UTC) - datetime.now(UTC)).total_seconds()
        return min(max(0.0, seconds), LONGEST_PAUSE)
    except (ValueError, TypeError, OverflowError):
        return None


def shown(url: str) -> str:
    """An address without its password, and not without end."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"[:300]


def _header(value: str | None) -> str | None:
    """A validator that can be sent back as it is."""
    return value if value and value.isascii() and value.isprintable() and len(value) < 1000 else None


class _Private(Exception):
    """An address that is not of the open internet."""


class _Transport(httpx.BaseTransport):
    """httpx on a network of our own: the way that httpx offers for this (custom transports)."""

    def __init__(self, network: _Network) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(), max_keepalive_connections=0, network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )  # fmt: skip
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method, url=url, headers=request.headers.raw, content=request.stream,
                extensions=request.extensions,
            )
        )  # fmt: skip
        assert isinstance(response.stream, Iterable)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        self._pool.close()


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates of the web, read once a process."""
    return httpx.create_ssl_context()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Network(httpcore.NetworkBackend):
    """Connections to permitted addresses only, all of them under one deadline that covers every byte."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.deadline = 0.0
        self.allow_private = False
        self._inner = httpcore.SyncBackend()

    def left(self) -> float:
        """Seconds until the deadline. Raises ReadTimeout after it and Stopped on the wish to stop."""
        if self.stop.is_set():
            raise Stopped
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return seconds

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        addresses = self._looked_up(host, port)
        permitted = [address for address in addresses if self.allow_private or is_public(address)]
        if not permitted:
            raise _Private(addresses[0])
        fault: Exception | None = None
        for address in permitted:
            try:
                # By number: the name may answer otherwise a second time.
                stream = self._inner.connect_tcp(
                    address, port, self.left() / len(permitted), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            return _Stream(stream, self)
        assert fault is not None
        raise fault

    def sleep(self, seconds: float) -> None:
        """Between attempts; there is one attempt only."""

    def _looked_up(self, host: str, port: int) -> list[str]:
        """The addresses of a name, in the system's order; the system's look-up knows no time limit, so it waits apart."""
        found: list[str] = []
        fault: list[OSError] = []

        def look() -> None:
            try:
                found.extend(
                    str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                )
            except (OSError, UnicodeError) as error:
                fault.append(error if isinstance(error, OSError) else OSError(str(error)))

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        while looking.is_alive():
            looking.join(min(SLICE, self.left()))
        if not found:
            raise fault[0] if fault else OSError("the name has no address")
        return list(dict.fromkeys(found))


class _Stream(httpcore.NetworkStream):
    """A connection that keeps the deadline and the wish to stop in sight while it waits."""

    def __init__(self, inner: httpcore.NetworkStream, network: _Network) -> None:
        self._inner = inner
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._inner.read(max_bytes, min(SLICE, self._network.left()))
            except httpcore.ReadTimeout:
                self._network.left()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._inner.start_tls(ssl_context, server_hostname, self._network.left()), self._network
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
