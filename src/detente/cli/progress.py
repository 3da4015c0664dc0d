"""In: stages of a run. Out: a bar on a terminal, otherwise one line a stage, both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, float], None]


@contextmanager
def reporting() -> Iterator[Report]:
    """A function that takes the name of a stage and how far it is, from 0 to 1."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with _bar() as report:
        yield report


def _lines() -> Report:
    said: list[str] = []

    def report(stage: str, done: float) -> None:
        if stage in said[-1:]:
            return
        said.append(stage)
        print(f"detente: {stage}", file=sys.stderr, flush=True)

    return report


@contextmanager
def _bar() -> Iterator[Report]:
    # Imported here so that commands that draw no bar start without rich.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<40}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1.0)

        def report(stage: str, done: float) -> None:
            progress.update(task, description=stage, completed=min(max(done, 0.0), 1.0))

        yield report
