"""In: words of a command line. Out: dates, credences and restraints, or what is wrong with them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from detente.case.measures import Ref


def day(_: click.Context, __: click.Parameter, text: str | None) -> dt.date | None:
    """A date written as 2022-01-26."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no date; write it as 2022-01-26") from None


def credences(_: click.Context, __: click.Parameter, texts: Sequence[str]) -> dict[str, float]:
    """Statements and how far each is taken at its word, written as s31=0.5."""
    return dict(_credence(text) for text in texts)


def _credence(text: str) -> tuple[str, float]:
    statement, _, number = text.partition("=")
    try:
        credence = float(number)
    except ValueError:
        raise click.BadParameter(f"'{text}' should name a statement and a credence: s31=0.5") from None
    if not 0 <= credence <= 1:
        raise click.BadParameter(f"'{text}': a credence lies from 0 to 1")
    return statement, credence


def restraints(_: click.Context, __: click.Parameter, texts: Sequence[str]) -> tuple[Ref, ...]:
    """Restraints that must be in the package, written as measure, measure=level or measure/party=level."""
    return tuple(restraint(text) for text in texts)


def restraints_or_none(
    context: click.Context, parameter: click.Parameter, texts: Sequence[str]
) -> tuple[Ref, ...] | None:
    """Restraints; an empty tuple for the word none, and None if nothing is written."""
    if not texts:
        return None
    return () if list(texts) == ["none"] else restraints(context, parameter, texts)


def ids(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...]:
    """Ids apart by commas."""
    return tuple(one.strip() for one in (text or "").split(",") if one.strip())


def restraint(text: str) -> Ref:
    """One restraint, written as measure, measure=level or measure/party=level. Raises BadParameter."""
    what, _, level = text.partition("=")
    measure, _, party = what.partition("/")
    if not measure:
        raise click.BadParameter(f"'{text}' names no measure; write measure=level or measure/party=level")
    return Ref(measure=measure, binds=party or None, level=level or None)


@dataclass(frozen=True)
class How:
    """How a run is made. Without `jobs`, as many processes as there are processors."""

    draws: int
    seed: int
    jobs: int | None
    fresh: bool

    @property
    def processes(self) -> int:
        return self.jobs or os.cpu_count() or 1


CASE = click.Path(exists=True, file_okay=False, path_type=Path)
NEW = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
DOCUMENT = click.Path(allow_dash=True, path_type=Path)

as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
seed = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of all draws: same seed, same answer.",
)
draws = click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    help="Preferences to draw for each party.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to draw in; as many as there are processors if left out. The answer is the same.",
)
fresh = click.option(
    "--fresh", is_flag=True, help="Work everything out again, also what is kept from an earlier run."
)
as_of = click.option(
    "--as-of",
    metavar="DATE",
    callback=day,
    help="Only what was said or done by then, as 2022-01-26. Default: the last moment of the case.",
)
drop = click.option("--drop", metavar="ID", multiple=True, help="Leave this statement out. Repeatable.")
soften = click.option(
    "--soften",
    metavar="ID=CREDENCE",
    multiple=True,
    callback=credences,
    help="Take this statement as a bargaining position: s31=0.5. Repeatable.",
)
require = click.option(
    "--require",
    metavar="MEASURE=LEVEL",
    multiple=True,
    callback=restraints,
    help="Only packages with this restraint, at this level or tighter; MEASURE/PARTY=LEVEL for one "
    "party. Repeatable.",
)


def of_model(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a language model that somebody names."""
    for option in reversed(_MODEL):
        command = option(command)
    return command


_MODEL = (
    click.option(
        "--llm-url",
        metavar="URL",
        help="Ask a language model as well: base address of an OpenAI-compatible service. Documents are "
        "sent there, and nowhere else.",
    ),
    click.option("--llm-model", metavar="NAME", help="With --llm-url: the model's name there."),
    click.option(
        "--llm-key-variable",
        metavar="NAME",
        help="With --llm-url: environment variable that holds the key. Default: DETENTE_LLM_KEY.",
    ),
)
