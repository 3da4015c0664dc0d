"""A limit on the time that something may take."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def limit(seconds: int) -> Iterator[None]:
    """Fail, instead of hanging the whole suite, if it takes longer."""

    def ring(*_: object) -> None:
        pytest.fail(f"still at it after {seconds} seconds")

    if not hasattr(signal, "SIGALRM"):
        pytest.skip("this system has no alarm clock")
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
