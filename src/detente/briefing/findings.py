"""In: what CHECK found. Out: what the brief shows of it: findings that need a look, the others counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.checking.results import VERDICTS, Checking, Finding, Verdict

SHOWN: tuple[Verdict, ...] = (
    "exceeded",
    "undecided",
    "near threshold",
    "data fault",
    "not yet due",
    "suspended",
)
"""Verdicts that need a look."""
MOST = 12
"""Findings of one verdict shown in the brief; the rest are counted, and `detente check` has them all."""


@dataclass(frozen=True)
class Group:
    """Findings of one verdict: the first of them, and how many more there are."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True)
class Checked:
    """One agreement in the brief."""

    checking: Checking
    counts: str
    groups: tuple[Group, ...]
    doubts: tuple[str, ...]


def checked(checkings: Sequence[Checking]) -> tuple[Checked, ...]:
    """Each agreement with its findings by verdict, those that need a look first."""
    return tuple(
        Checked(one, counts(one), groups(one), tuple(dict.fromkeys(doubt.says for doubt in one.doubts)))
        for one in checkings
    )


def counts(checking: Checking) -> str:
    """How many findings of each verdict, in words.

    >>> counts(Checking("x", "X", None, ()))
    'no findings'
    """
    found = Counter(one.verdict for one in checking.findings)
    return (
        ", ".join(f"{found[verdict]} {verdict}" for verdict in VERDICTS if found[verdict]) or "no findings"
    )


def groups(checking: Checking) -> tuple[Group, ...]:
    """The findings that need a look, by verdict."""
    by = {verdict: [one for one in checking.findings if one.verdict == verdict] for verdict in SHOWN}
    return tuple(
        Group(verdict, tuple(found[:MOST]), max(0, len(found) - MOST))
        for verdict, found in by.items()
        if found
    )
