"""How long until `detente` answers: help and lint beside a Python that does nothing."""

from __future__ import annotations

from statistics import median

from common import REAL, is_quick, python, show, show_place

BARE = "python -c pass"
COMMANDS = {
    BARE: ("-c", "pass"),
    "detente --help": ("-m", "detente", "--help"),
    "detente lint, the real case": ("-m", "detente", "lint", str(REAL)),
}
ROUNDS = 9


def main() -> None:
    """Print medians of runs taken in turn, and their ratio to the bare interpreter."""
    rounds = 1 if is_quick(main.__doc__ or "") else ROUNDS
    for words in COMMANDS.values():  # so that no run has to compile the sources
        python(*words)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, words in COMMANDS.items():
            times[name].append(python(*words).seconds)
    middle = {name: median(seconds) for name, seconds in times.items()}
    show_place()
    show(
        ("command", "ms", "fastest", "slowest", "ratio"),
        [
            (
                f"`{name}`", f"{1e3 * middle[name]:.0f}", f"{1e3 * min(seconds):.0f}",
                f"{1e3 * max(seconds):.0f}", f"{middle[name] / middle[BARE]:.1f}",
            )
            for name, seconds in times.items()
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
