"""In: on standard input, documents and limits. Out: on standard output, what was found in each.

The process that opens what strangers made. It serves one document after another: a line of JSON
(`format`, `size`, `limits`) and then `size` bytes; the answer is one line of JSON with one key:
`parsed`, `refused` (a sentence), `missing` (a package), `memory` or `failed` (the kind of error).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from detente.reading.ingest.decoding import too_long
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.page import read_page
from detente.reading.ingest.parsed import Parsed, Refused, to_json
from detente.reading.ingest.pdf import read_pdf
from detente.reading.ingest.word import read_word

PARSERS: dict[str, Callable[[bytes, Limits], Parsed]] = {
    "html": read_page,
    "pdf": read_pdf,
    "word": read_word,
}
"""The parser of each format that needs one."""
PACKAGES = {"html": ("lxml.html", "trafilatura"), "pdf": ("pypdf",), "word": ("docx",)}
"""What each is made of: loaded before the limits hold, so that they are those of the document."""
TOO_DEEP = "is nested deeper than can be read: copy its text into a plain text file"


def main() -> None:
    """Serve until standard input ends. Whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin.buffer, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request in turn."""
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        answer = answer_to(request["format"], data, Limits(**request["limits"]))
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def answer_to(name: str, data: bytes, limits: Limits) -> dict[str, Any]:
    """What is found in one document, or why nothing is."""
    try:
        for package in PACKAGES[name]:
            import_module(package)
    except ModuleNotFoundError as error:
        return {"missing": error.name}
    try:
        hold(limits)
        parsed = PARSERS[name](data, limits)
        if len(parsed.text) > limits.characters:
            raise Refused(too_long(len(parsed.text), limits.characters))
        return {"parsed": to_json(parsed)}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"memory": limits.memory}
    except RecursionError:
        return {"refused": TOO_DEEP}
    except Exception as error:  # a parser on hostile input may raise anything, and the reader has to know
        return {"failed": type(error).__name__}


def hold(limits: Limits) -> None:
    """Bind this process to a document's time and memory, where the system can, and let it write no file."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows: the parent's clock is all there is
        return
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + limits.seconds) + 2)
    if (size := _address_space()) is not None:
        _lower(resource.RLIMIT_AS, size + limits.memory)


def _lower(which: int, value: int) -> None:
    """Set a soft limit, as far as the hard one lets it."""
    import resource

    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _address_space() -> int | None:
    """Bytes of address space that this process has, where the system says so."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


if __name__ == "__main__":
    main()
