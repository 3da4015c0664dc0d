"""In: tasks, and how to do one. Out: their results, in the order of the tasks, whoever did them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Start = Callable[[], AbstractContextManager[Callable[[T], R]]]
"""What makes a worker ready, once. It has to be picklable: a partial of a function of a module."""
AHEAD = 16
"""Tasks for each worker that may be done or under way before the oldest one is: bounds what is held."""
GRACE = 2.0
"""Seconds until a worker that was told to end is made to."""


def each(
    start: Start[T, R], tasks: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Generator[R, None, None]:
    """Do every task, and give the results in the order of the tasks, whatever `jobs` is.

    start   makes one worker ready; called once in each process
    jobs    worker processes; with one, everything is done in this process. More than one needs a main
            module that may be imported again
    lost    what the result is if a worker ends in the middle of a task
    Closing the iterator ends the workers at once. A task must not raise: its worker would end.
    """
    if jobs <= 1:
        with start() as work:
            yield from map(work, tasks)
        return
    with _crew(start, jobs) as crew:
        yield from _spread(crew, iter(tasks), lost)


@dataclass
class _Worker(Generic[T, R]):
    """A process that does one task at a time."""

    start: Start[T, R]

    def __post_init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.start), daemon=True)
        with _interrupts_ignored():
            self.process.start()
        theirs.close()

    def give(self, task: T) -> None:
        # A worker that has ended is noticed when its answer is waited for.
        with suppress(OSError):
            self.pipe.send(task)

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """What is started meanwhile ignores Ctrl-C from its first moment: its parent ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass
class _Crew(Generic[T, R]):
    """All workers, and which of them is busy with what."""

    start: Start[T, R]
    idle: list[_Worker[T, R]]
    busy: dict[Connection, tuple[_Worker[T, R], int, T]] = field(default_factory=dict)

    def give(self, number: int, task: T) -> None:
        worker = self.idle.pop()
        self.busy[worker.pipe] = worker, number, task
        worker.give(task)

    def take(self, lost: Callable[[T], R]) -> Iterator[tuple[int, R]]:
        """Wait for a worker or more, and give what they did. One that ended is replaced."""
        for pipe in wait(list(self.busy)):
            assert isinstance(pipe, Connection)
            worker, number, task = self.busy.pop(pipe)
            try:
                result = pipe.recv()
            except (EOFError, OSError):
                worker.end()
                result, worker = lost(task), _Worker(self.start)
            self.idle.append(worker)
            yield number, result

    def end(self) -> None:
        for worker in (*self.idle, *(one for one, _, _ in self.busy.values())):
            worker.end()


@contextmanager
def _crew(start: Start[T, R], size: int) -> Iterator[_Crew[T, R]]:
    crew = _Crew(start, [])
    try:
        crew.idle.extend(_Worker(start) for _ in range(size))
        yield crew
    finally:
        crew.end()


def _spread(crew: _Crew[T, R], tasks: Iterator[T], lost: Callable[[T], R]) -> Iterator[R]:
    most = AHEAD * len(crew.idle)
    waiting = enumerate(tasks)
    done: dict[int, R] = {}
    given = shown = 0
    while True:
        while crew.idle and given - shown < most and (one := next(waiting, None)) is not None:
            crew.give(*one)
            given += 1
        if not crew.busy:
            return
        done.update(crew.take(lost))
        while shown in done:
            yield done.pop(shown)
            shown += 1


def _serve(pipe: Connection, start: Start[Any, Any]) -> None:
    """What a worker does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), start() as work:
        while True:
            pipe.send(work(pipe.recv()))
