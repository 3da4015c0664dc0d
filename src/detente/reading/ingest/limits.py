"""What one document may cost: its bytes, the time and memory of reading them, the text that comes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The bounds that hold for one document. Whatever goes beyond one is refused in a sentence."""

    size: int = 50_000_000
    """Bytes in."""
    seconds: float = 30.0
    """Wall time of a parser, and its processor time."""
    memory: int = 1_500_000_000
    """Bytes of address space that a parser may add to what it has when it starts."""
    characters: int = 2_000_000
    """Code points of text out."""
    depth: int = 500
    """Levels of nesting in a web page."""
    pages: int = 2_000
    """Pages of a PDF."""
