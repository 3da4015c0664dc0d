"""`detente sign` on the real case at each of its dates, from nothing: time, memory, how well it mixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from common import REAL, SMALL, Run, detente, is_quick, show, show_place

from detente.desk import load

DRAWS = 2000


def main() -> None:
    """Print seconds and memory of `sign` at every date, then the gauges of every sampling job."""
    quick = is_quick(main.__doc__ or "")
    case, draws, most = (SMALL, 100, 1) if quick else (REAL, DRAWS, None)
    dates = [moment.date.isoformat() for moment in load(case).moments][:most]
    runs = {date: _sign(case, date, draws, jobs=None) for date in dates}
    alone = {date: _sign(case, date, draws, jobs=1) for date in dates}
    show_place()
    show(
        ("date", "packages", "zone", "s", "MB", "s, one process", "ratio"),
        [_cost(date, run, alone[date]) for date, run in runs.items()],
    )
    show(
        ("date, party, prior", "draws", "chains", "split R-hat", "effective"),
        [_gauge(date, one) for date, run in runs.items() for one in json.loads(run.said)["mixing"]],
    )


def _sign(case: Path, date: str, draws: int, *, jobs: int | None) -> Run:
    how = () if jobs is None else ("--jobs", str(jobs))
    return detente("sign", str(case), "--as-of", date, "--draws", str(draws), *how, "--json")


def _cost(date: str, run: Run, alone: Run) -> tuple[str, ...]:
    zone = json.loads(run.said)["zone"]
    return (
        date, f"{zone['packages']:,}", "open" if zone["open"] else "closed", f"{run.seconds:.0f}",
        f"{run.megabytes:.0f}", f"{alone.seconds:.0f}", f"{run.seconds / alone.seconds:.2f}",
    )  # fmt: skip


def _gauge(date: str, mixing: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{date} {mixing['party']} `{mixing['prior']}`", f"{mixing['draws']:,}", str(mixing["chains"]),
        f"{mixing['rhat']:.3f}", f"{mixing['ess']:,.0f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
