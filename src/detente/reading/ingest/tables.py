"""In: the name of a word list in `reading/words`. Out: its lines, and the patterns made of them.

A list holds one entry a line. `#` starts a comment line; `[name]` starts a section.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

Sections = dict[str, tuple[str, ...]]


@cache
def sections(name: str) -> Sections:
    """The entries of `words/<name>.txt` by section, in order; entries before the first one are under ""."""
    text = (files("detente.reading") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {"": []}
    section = found[""]
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("[") and line.endswith("]") and " " not in line:
            section = found.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            section.append(line)
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def words(name: str, section: str = "") -> frozenset[str]:
    """The entries of one section, in lower case."""
    return frozenset(entry.lower() for entry in sections(name)[section])


@cache
def pattern(name: str, section: str = "") -> re.Pattern[str]:
    """One pattern that matches where any entry of the section does; capitals do not matter."""
    return re.compile("|".join(f"(?:{entry})" for entry in sections(name)[section]), re.IGNORECASE)


@cache
def exact_pattern(name: str, section: str = "") -> re.Pattern[str]:
    """The same, but capitals matter."""
    return re.compile("|".join(f"(?:{entry})" for entry in sections(name)[section]))
