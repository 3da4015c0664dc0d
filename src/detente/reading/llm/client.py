"""An address that somebody named and a request in, the bytes of the reply out; nothing else is contacted.

Only the standard library. No proxy, no cookie, no redirect; certificates are checked; what the server
sends in an error is not shown, and the key is in no record, message or log.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from detente.errors import UsageError

KEY = "DETENTE_LLM_KEY"
"""The environment variable that the key is read from, unless another is named."""
PIECE = 65_536
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible service, and how far to go with it. The key is never part of it.

    url         base address, as in `https://host/v1`; plain http only on this machine
    model       the model's name there
    key_name    environment variable that holds the key; an unset one means no key
    timeout     seconds for one request, from the first byte sent to the last received
    deadline    seconds for all requests of a document together
    parallel    requests at a time
    retries     further tries after 429, 5xx or a broken connection
    wait        seconds before the first further try; each next one waits twice as long
    most_bytes  size of a reply beyond which it is not read
    seed        sent with every request

    Raises UsageError if it cannot be used.
    """

    url: str
    model: str
    key_name: str = KEY
    timeout: float = 60.0
    deadline: float = 600.0
    parallel: int = 2
    retries: int = 2
    wait: float = 1.0
    most_bytes: int = 1_000_000
    seed: int = 0

    def __post_init__(self) -> None:
        _check_address(self.url)
        if not self.model.strip() or not self.model.isprintable():
            raise UsageError("name the model that the endpoint is to use")
        if self.timeout <= 0 or self.deadline <= 0 or self.most_bytes <= 0:
            raise UsageError("the limits of the endpoint on time and size have to be above zero")
        if self.parallel < 1 or self.retries < 0 or self.wait < 0:
            raise UsageError(
                "the endpoint needs at least one request at a time, and no negative number of tries"
            )


@dataclass(frozen=True)
class Failure:
    """A request that brought nothing: why, and whether it is worth asking again."""

    says: str
    again: bool = False
    """Another try may succeed."""
    hopeless: bool = False
    """Every other request would fail in the same way."""
    after: float = 0.0
    """Seconds that the server asked to wait."""


RAN_OUT = Failure("the time for this document ran out")


class Leash:
    """Ends requests under way: each at its time, all of them at the deadline or when told."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._told = threading.Event()
        self._held: set[socket.socket] = set()
        self._lock = threading.Lock()

    @property
    def over(self) -> bool:
        """Nothing more may begin."""
        return self._told.is_set() or self.left() <= 0

    def left(self) -> float:
        """Seconds until the deadline."""
        return self._end - time.monotonic()

    def stop(self) -> None:
        """End everything now."""
        self._told.set()
        with self._lock:
            for held in self._held:
                _shut(held)

    def pause(self, seconds: float) -> bool:
        """Wait; False if the time would not suffice or everything was stopped meanwhile."""
        return seconds < self.left() and not self._told.wait(seconds)

    @contextmanager
    def holding(self, held: socket.socket, seconds: float) -> Iterator[None]:
        """While inside, the socket is shut after so many seconds, or when everything is stopped."""
        # The socket's own timeout would not do: a server that sends a byte a second never runs into it.
        timer = threading.Timer(max(seconds, 0.0), _shut, (held,))
        timer.daemon = True
        with self._lock:
            self._held.add(held)
        timer.start()
        try:
            if self._told.is_set():
                _shut(held)
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._held.discard(held)


def _shut(held: socket.socket) -> None:
    with suppress(OSError):
        # The plain socket's method: that of a TLS socket would drop its state while another thread reads.
        socket.socket.shutdown(held, socket.SHUT_RDWR)


def post(endpoint: Endpoint, body: dict[str, Any], leash: Leash) -> bytes | Failure:
    """Send one request, with its further tries. Never raises for what a server does."""
    wait = endpoint.wait
    for number in range(endpoint.retries + 1):
        if leash.over:
            return RAN_OUT
        got = _once(endpoint, body, leash)
        last = number == endpoint.retries
        if isinstance(got, bytes) or not got.again or last:
            return got
        if not leash.pause(max(wait, min(got.after, LONGEST_WAIT))):
            return got
        wait *= 2
    raise AssertionError("there is always a last try")


def _once(endpoint: Endpoint, body: dict[str, Any], leash: Leash) -> bytes | Failure:
    started = time.monotonic()
    seconds = min(endpoint.timeout, leash.left())
    try:
        return _exchange(endpoint, body, leash, seconds)
    except ssl.SSLCertVerificationError:
        return Failure("the certificate of the endpoint does not hold", hopeless=True)
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() - started >= seconds or isinstance(error, TimeoutError):
            return _too_slow(seconds)
        if isinstance(error, (ConnectionRefusedError, socket.gaierror)):
            return Failure("the endpoint cannot be reached", hopeless=True)
        return Failure("the connection to the endpoint broke off", again=True)


def _exchange(endpoint: Endpoint, body: dict[str, Any], leash: Leash, seconds: float) -> bytes | Failure:
    end = time.monotonic() + seconds
    connection = _connection(endpoint, seconds)
    try:
        connection.connect()
        with leash.holding(connection.sock, end - time.monotonic()):
            connection.request("POST", _path(endpoint), json.dumps(body).encode(), _headers(endpoint))
            with closing(connection.getresponse()) as reply:
                got = _refusal(reply, endpoint) or _body(reply, endpoint.most_bytes)
        # A socket that was shut reads as one that ended: what came until then may be half of it.
        if leash.over:
            return RAN_OUT
        return _too_slow(seconds) if time.monotonic() >= end else got
    finally:
        connection.close()


def _connection(endpoint: Endpoint, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(endpoint.url)
    assert parts.hostname
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=seconds, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)


def _path(endpoint: Endpoint) -> str:
    return f"{urlsplit(endpoint.url).path.rstrip('/')}/chat/completions"


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if key := read_key(endpoint.key_name):
        headers["Authorization"] = f"Bearer {key}"
    return headers


def read_key(name: str) -> str | None:
    """The key out of the environment. Raises UsageError, without the key, if no header could carry it."""
    key = os.environ.get(name, "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise UsageError(f"the key in {name} holds characters that a key cannot have")
    return key or None


def _refusal(reply: http.client.HTTPResponse, endpoint: Endpoint) -> Failure | None:
    """Why a reply is not to be read, going by its status line and headers."""
    if reply.status != http.client.OK:
        return _status(reply)
    kind = (reply.headers.get_content_type() or "").lower()
    if not (kind == "application/json" or kind.endswith("+json")):
        return Failure(f"the endpoint answered with {_word(kind)} instead of JSON")
    if reply.getheader("Content-Encoding", "identity").lower() != "identity":
        return Failure("the endpoint answered in an encoding that was not asked for")
    if reply.length is not None and reply.length > endpoint.most_bytes:
        return _too_long(endpoint.most_bytes)
    return None


def _status(reply: http.client.HTTPResponse) -> Failure:
    status = reply.status
    if 300 <= status < 400:
        return Failure(
            "the endpoint sends elsewhere; nothing was sent there: name the final address", hopeless=True
        )
    if status in (401, 403):
        return Failure(f"the endpoint refuses the key, or lacks one (status {status})", hopeless=True)
    if status in (404, 405):
        return Failure(f"there is no chat/completions at this address (status {status})", hopeless=True)
    again = status == 429 or status >= 500
    return Failure(f"the endpoint answered with status {status}", again=again, after=_after(reply))


def _after(reply: http.client.HTTPResponse) -> float:
    asked = reply.getheader("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0.0


def _body(reply: http.client.HTTPResponse, most: int) -> bytes | Failure:
    pieces: list[bytes] = []
    size = 0
    while piece := reply.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            return _too_long(most)
    if reply.length:
        return Failure("the reply ended before it was whole", again=True)
    return b"".join(pieces)


def _too_slow(seconds: float) -> Failure:
    return Failure(f"there was no whole reply within {seconds:.3g} seconds")


def _too_long(most: int) -> Failure:
    return Failure(f"the reply is longer than {most} bytes")


def _word(text: str) -> str:
    """A content type as far as it can be shown: it comes from the server."""
    return text if len(text) < 40 and text.isprintable() else "something"


def _check_address(url: str) -> None:
    """Raises UsageError. The address is not repeated: it may hold a key."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise UsageError("the address of the endpoint cannot be read") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("the address of the endpoint has to begin with https:// and name a host")
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise UsageError("the address of the endpoint holds characters that an address cannot have")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            "the address of the endpoint holds more than host and path; a key belongs in the environment"
        )
    if parts.scheme == "http" and not _is_here(parts):
        raise UsageError("over plain http only an endpoint on this machine is used: name one with https")


def _is_here(parts: SplitResult) -> bool:
    """Whether the host is this machine, going by its name alone."""
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
