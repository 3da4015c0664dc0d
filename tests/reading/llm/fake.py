"""A chat-completions server on this machine that answers as a test tells it to."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server sends. `slow`: seconds before each byte; `stated`: a false Content-Length."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    before: float = 0.0
    slow: float = 0.0
    stated: int | None = None


@dataclass
class Fake:
    """The server, what it was asked, and what it answers: one reply for all, or one for each request."""

    url: str
    answer: Reply | Callable[[dict[str, Any]], Reply] = field(default_factory=Reply)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Any = field(default_factory=threading.Lock)

    def reply(self, body: dict[str, Any]) -> Reply:
        return self.answer if isinstance(self.answer, Reply) else self.answer(body)


def completion(content: str | None, ended: str = "stop") -> bytes:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": ended}]}).encode()


def statements(*cards: dict[str, Any]) -> Reply:
    """A reply of the right form with these statements."""
    return Reply(completion(json.dumps({"statements": list(cards)}, ensure_ascii=False)))


class Handler(BaseHTTPRequestHandler):
    """One request in, what the test wants out."""

    fake: Fake

    def do_POST(self) -> None:
        fake = self.fake
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with fake.lock:
            fake.asked.append(body)
            fake.headers.append(dict(self.headers))
            fake.paths.append(self.path)
            fake.at_once += 1
            fake.most_at_once = max(fake.most_at_once, fake.at_once)
        try:
            self._send(fake.reply(body))
        except OSError:
            pass  # the other side has hung up, which some tests are about
        finally:
            with fake.lock:
                fake.at_once -= 1

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.before)
        self.send_response(reply.status)
        if reply.kind:
            self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body) if reply.stated is None else reply.stated))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        if not reply.slow:
            self.wfile.write(reply.body)
            return
        for byte in reply.body:
            time.sleep(reply.slow)
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is no news


@contextmanager
def serving(certificate: Path | None = None, key: Path | None = None) -> Iterator[Fake]:
    """The server, while inside; over TLS if it is given a certificate."""
    made = Fake("")
    with Server(("127.0.0.1", 0), type("Bound", (Handler,), {"fake": made})) as running:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            running.socket = context.wrap_socket(running.socket, server_side=True)
        scheme = "https" if certificate else "http"
        made.url = f"{scheme}://127.0.0.1:{running.server_address[1]}/v1"
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield made
        finally:
            running.shutdown()
            thread.join()
