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


def percent(share: float) -> str:
    """A probability as a percentage of two figures.

    >>> percent(0.0912), percent(1e-8), percent(0.0)
    ('9.1 %', 'less than 0.01 %', '0 %')
    """
    return "less than 0.01 %" if 0 < share < 1e-4 else f"{100 * share:.2g} %"
