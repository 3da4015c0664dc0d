"""What the benchmarks share: a Python run in a process of its own, and tables to paste."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / "cases" / "us-russia-2022"
SMALL = ROOT / "cases" / "two-lakes"
MEGABYTE = 2**20
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""What `ru_maxrss` counts in: bytes on macOS, kilobytes on Linux."""


@dataclass(frozen=True)
class Run:
    """One run of a process: wall seconds, seconds of a core, peak memory of its largest process, its output."""

    seconds: float
    busy: float
    megabytes: float
    said: str


def python(*words: str, cache: str = "off") -> Run:
    """Run this Python on `words`, with the sources of this checkout and DETENTE_CACHE as given.

    What Python compiles is kept, as it is where a package was installed: only a first run compiles.
    """
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": paths, "DETENTE_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as wrong:
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, *words], stdout=out, stderr=wrong, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}:\n{_text(wrong)}")
        return Run(
            seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT / MEGABYTE, _text(out)
        )


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8")


def detente(*words: str, cache: str = "off") -> Run:
    """Run the command `detente` on `words`."""
    return python("-m", "detente", *words, cache=cache)


def is_quick(says: str) -> bool:
    """Was --quick given? `says` is what --help says first."""
    parser = argparse.ArgumentParser(description=says)
    parser.add_argument(
        "--quick", action="store_true", help="few and small: shows that it runs, not how fast"
    )
    return bool(parser.parse_args().quick)


def show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table; the first column is words, the others are figures."""
    print(f"| {' | '.join(head)} |")
    print(f"|---|{'---:|' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print()


def show_place() -> None:
    """Print when and on what this was measured."""
    cores = os.cpu_count()
    today = dt.datetime.now(dt.UTC).date().isoformat()
    print(f"{today}, {cores} cores, {platform.system()}, Python {platform.python_version()}\n")
