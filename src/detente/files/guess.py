"""A wrong word and the right ones in, "did you mean" out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that is nearest to the one written; None if none is near."""
    by_lower = {one.lower(): one for one in sorted(allowed, reverse=True)}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """`: did you mean 'reliability'?`, or an empty text if no allowed word is near."""
    near = closest(word, allowed)
    return f": did you mean '{near}'?" if near else ""


def listed(words: Iterable[object]) -> str:
    """`a, b or c`."""
    texts = [str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"
