"""In: bytes of a web page, a PDF or a Word file. Out: what a parser found in them, in a process of its own.

The process has no more of this one's environment than the system needs, writes no files, and is ended when
a document takes too long. One process serves many documents, and is renewed when it ends or has served its
share.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import IO, Any, NoReturn, cast

from detente.errors import MissingExtra
from detente.reading.document import Format
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.parsed import Parsed, Refused, from_json

RENEW_AFTER = 200
"""Documents that one process serves: what a library leaks does not add up."""
WHAT = {"html": "Reading web pages", "pdf": "Reading PDFs", "word": "Reading Word files"}
"""What is said to need the extra, by format."""
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from detente.reading.ingest.child import main; main()"
)
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_DEFAULT = Limits()
_ANSWER_SLACK = 1_000_000
_BYTES_A_CHARACTER = 12
INSTEAD = "copy the part that matters into a plain text file and read that"


def command() -> tuple[str, ...]:
    """How the process is started: without the user's settings, with the module paths of this one."""
    paths = [path for path in sys.path if os.path.isabs(path)]
    return (sys.executable, "-I", "-B", "-c", _START, json.dumps(paths))


class Parser:
    """A process that opens documents. For use in one thread; end it with `close` or as a context."""

    def __init__(
        self,
        limits: Limits = _DEFAULT,
        renew_after: int = RENEW_AFTER,
        start: tuple[str, ...] | None = None,
    ) -> None:
        self.limits = limits
        self._renew_after = renew_after
        self._command = start or command()
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, data: bytes, kind: Format) -> Parsed:
        """What is found in one document.

        Raises `Refused` where it cannot be read or goes beyond a limit, and `MissingExtra`.
        """
        answer = self._ask(data, kind)
        if "parsed" in answer:
            return from_json(answer["parsed"])
        if "refused" in answer:
            raise Refused(answer["refused"])
        if "missing" in answer:
            raise MissingExtra(WHAT[kind], "read")
        self.close()
        if "memory" in answer:
            raise Refused(_too_much_memory(self.limits))
        raise Refused(f"could not be opened: its parser failed ({answer['failed']}); {INSTEAD}")

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):
                pipe.close()
        process.wait()

    def _ask(self, data: bytes, kind: Format) -> dict[str, Any]:
        process = self._running()
        expired = threading.Event()
        timer = threading.Timer(self.limits.seconds, _end, (process, expired))
        timer.daemon = True
        timer.start()
        try:
            line = _exchange(process, _request(data, kind, self.limits), data, _longest_answer(self.limits))
        finally:
            timer.cancel()
        self._served += 1
        if line.endswith(b"\n") and not expired.is_set():
            return cast(dict[str, Any], json.loads(line))
        self._failed(process, expired.is_set())

    def _failed(self, process: subprocess.Popen[bytes], expired: bool) -> NoReturn:
        """Raise the sentence for a process that ended before it answered."""
        if not expired and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
        code = process.returncode
        self.close()
        if expired or code == -getattr(signal, "SIGXCPU", 0):
            raise Refused(f"took longer than {self.limits.seconds:g} seconds to open: {INSTEAD}")
        raise Refused(f"could not be opened: its parser stopped{_by_signal(code)}; {INSTEAD}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._served >= self._renew_after:
            self.close()
        if self._process is None:
            self._process = _start(self._command)
        return self._process


def _start(start: tuple[str, ...]) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(
        start,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept,
        close_fds=True,
    )


def _end(process: subprocess.Popen[bytes], expired: threading.Event) -> None:
    expired.set()
    process.kill()


def _request(data: bytes, kind: Format, limits: Limits) -> bytes:
    return json.dumps({"format": kind, "size": len(data), "limits": asdict(limits)}).encode("ascii") + b"\n"


def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes, longest: int) -> bytes:
    """The line that the process answers; less than a line if it ended before."""
    into, out = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    with suppress(OSError):  # it has ended: what it was is told by its exit
        into.write(request)
        into.write(data)
        into.flush()
    return out.readline(longest)


def _longest_answer(limits: Limits) -> int:
    return limits.characters * _BYTES_A_CHARACTER + _ANSWER_SLACK


def _by_signal(code: int | None) -> str:
    if code is None or code >= 0:
        return ""
    return f" ({signal.Signals(-code).name})" if -code in set(signal.Signals) else f" (signal {-code})"


def _too_much_memory(limits: Limits) -> str:
    return f"needs more than {limits.memory // 1_000_000:,} MB of memory to open: {INSTEAD}"
