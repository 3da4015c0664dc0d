"""Sampling jobs, one party under one prior each, run one after another or in worker processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from detente.signing.draws import Draws, draw
from detente.signing.readings import Precondition, Reading
from detente.signing.space import Space

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Job:
    """Everything that one worker needs."""

    space: Space
    party: str
    rows: tuple[Reading, ...]
    conditions: tuple[Precondition, ...]
    releases: tuple[frozenset[str], ...]
    prior: str
    count: int
    seed: int


def do(job: Job, progress: Callable[[float], None] | None = None) -> Draws:
    """Draw for one job."""
    return draw(
        job.space, job.party, job.rows, job.conditions,
        releases=job.releases, prior=job.prior, count=job.count, seed=job.seed, progress=progress,
    )  # fmt: skip


def draw_all(jobs: list[Job], workers: int, tell: Callable[[float], None]) -> list[Draws]:
    """Every job, in order. More than one worker needs a main module that may be imported again.

    Results do not depend on the number of workers. Ctrl-C ends the workers at once.
    """
    if workers <= 1:
        return [do(job, lambda share, n=n: tell((n + share) / len(jobs))) for n, job in enumerate(jobs)]  # type: ignore[misc]
    done = []
    with _single_threaded(), get_context("spawn").Pool(min(workers, len(jobs)), _leave_interrupts) as pool:
        for number, result in enumerate(pool.imap(do, jobs)):
            tell((number + 1) / len(jobs))
            done.append(result)
    return done


def _leave_interrupts() -> None:
    """Ctrl-C is for the parent, which ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Workers must not each start a thread a core: many small products only get in each other's way."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
