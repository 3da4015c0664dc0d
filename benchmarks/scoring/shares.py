"""In: so many right of so many. Out: a share with its interval, and shares summed over documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The normal deviate of a 95 % interval."""


@dataclass(frozen=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval (1927); all of 0 to 1 of nothing."""
        if not self.of:
            return 0.0, 1.0
        scale = 1 + Z * Z / self.of
        middle = (self.value + Z * Z / (2 * self.of)) / scale
        half = Z / scale * sqrt(self.value * (1 - self.value) / self.of + (Z / (2 * self.of)) ** 2)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval()
        return f"{self.right}/{self.of} = {self.value:.3f} ({low:.2f} to {high:.2f})"


Marks = dict[str, Share]
"""Shares by name. A name ends in " P" (precision), " R" (recall) or neither (accuracy)."""


def share(answers: Iterable[bool]) -> Share:
    """The share of answers that are yes."""
    listed = list(answers)
    return Share(sum(listed), len(listed))


def total(parts: Iterable[Marks]) -> Marks:
    """The sum of the marks of several documents."""
    whole: Marks = {}
    for marks in parts:
        for name, part in marks.items():
            whole[name] = whole.get(name, Share()) + part
    return whole


def balance(precision: Share, recall: Share) -> float:
    """F: the harmonic mean of precision and recall."""
    both = precision.value + recall.value
    return 2 * precision.value * recall.value / both if both else 0.0


def both(counts: dict[str, int], *, found: int, asked: int) -> Marks:
    """Each count as precision over what was found and as recall over what was asked."""
    marks: Marks = {}
    for name, right in counts.items():
        marks[f"{name} P"] = Share(right, found)
        marks[f"{name} R"] = Share(right, asked)
    return marks
