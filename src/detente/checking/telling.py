"""In: figures, names and days. Out: the words in which a finding tells them."""

from __future__ import annotations

from collections.abc import Sequence


def amount(value: float, unit: str) -> str:
    """A figure with its unit.

    >>> amount(12800.0, "troops"), amount(0.5, "km")
    ('12,800 troops', '0.5 km')
    """
    figure = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
    return f"{figure} {unit}".strip()


def names(parts: Sequence[str]) -> str:
    """Several as one enumeration.

    >>> names(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
