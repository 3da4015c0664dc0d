"""A small sound case as text, and a way to change a word of it: what a test of faults starts from."""

from __future__ import annotations

from pathlib import Path

from detente.files.folder import find_faults

CASE = """\
id: river
title: Northland - Southland
real: false
parties:
  - {id: north, name: Northland}
  - {id: south, name: Southland}
actors:
  - {id: ministry, name: Ministry, kind: organisation, speaks_for: north}
measures:
  - id: exercises
    title: Exercises
    binds: [north, south]
    levels:
      - {id: today, text: no limit}
      - {id: brigade, text: at most 5000 troops, value: 5000, unit: troops}
  - id: patrols
    title: Patrols
    binds: [south]
    levels:
      - {id: today, text: no limit}
      - {id: daylight, text: in daylight only}
links:
  - {kind: reciprocal, measure: exercises, by: [s2]}
moments:
  - {date: 2031-03-02, name: before the talks}
  - {date: 2031-03-20, name: after the first round}
acts:
  - {id: a1, date: 2031-02-20, until: 2031-02-24, by: [south], kind: exercise, what: Drill, source: post}
"""

STATEMENTS = """\
statements:
  - id: s2
    date: 2031-02-28
    speaker: south
    stance: conditional
    says: A limit for a limit.
    on: [{measure: exercises, binds: south, level: brigade}]
    if: [{measure: exercises, binds: north, level: brigade}]
    source: post
  - id: s1
    date: 2031-02-26
    speaker: ministry
    stance: demands
    says: Daylight only.
    on: [{measure: patrols, binds: south}]
    source: post
"""

SOURCES = """\
sources:
  - {id: post, publisher: The River Post}
"""

SOUND = {"case.yaml": CASE, "statements.yaml": STATEMENTS, "sources.yaml": SOURCES}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def changed(old: str, new: str) -> dict[str, str]:
    """The sound case with one piece of text, which stands in it exactly once, replaced."""
    assert sum(text.count(old) for text in SOUND.values()) == 1, f"'{old}' must stand once"
    return {name: text.replace(old, new) for name, text in SOUND.items()}


def added(file: str, more: str) -> dict[str, str]:
    """The sound case with more text at the end of one file."""
    return {**SOUND, file: SOUND[file] + more}


def lint(folder: Path, files: dict[str, str]) -> list[str]:
    """What is said about these files, one line a fault."""
    return [str(fault) for fault in find_faults(write(folder, dict(files)))]
