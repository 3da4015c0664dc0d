"""A text and a place in it in, the sentence around that place out; for what no rule has split."""

from __future__ import annotations

import re

END = re.compile(r"[.!?][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9])|\n\s*\n")
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|No|Art|vs)|\b[A-Z])$")
"""What a full stop may follow without ending the sentence."""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, or of the sentences, that hold the words from `start` to `end`."""
    stops = [found.end() for found in END.finditer(text) if not SHORT.search(text[: found.start()])]
    first = max((stop for stop in stops if stop <= start), default=0)
    last = min((stop for stop in stops if stop >= end), default=len(text))
    return _trim(text, first, last)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
