"""A case folder in, a `Case` out; or every fault in it at once, each with its place.

case.yaml             parties, measures, links, acts, moments
statements.yaml       what was said
sources.yaml          where it comes from
zones.geojson         areas and lines (may be absent)
observations/*.csv    what was counted (may be absent)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from detente.case.acts import Observation
from detente.case.case import Case, CaseFile, SourcesFile, StatementsFile
from detente.case.links import deadlocked
from detente.case.zones import Zone
from detente.errors import CaseFaults, Fault, NotACase, Where
from detente.files.areas import read_areas
from detente.files.composer import LONGEST
from detente.files.crossfaults import cross_faults
from detente.files.papers import Papers, Sheet, entries_of, papers_of, together
from detente.files.shape import lists_of
from detente.files.table import read_table
from detente.files.yaml_tree import read_yaml

ROOTS: dict[str, type] = {
    "case.yaml": CaseFile,
    "statements.yaml": StatementsFile,
    "sources.yaml": SourcesFile,
}
"""The files that every case has, with the class of what they hold."""

ZONES = "zones.geojson"
TABLES = "observations"


@dataclass(frozen=True)
class _Reading:
    papers: Papers
    sheets: tuple[Sheet, ...]


def read_case(folder: Path) -> Case:
    """The case in a folder.

    Raises CaseFaults with all faults at once, and NotACase if the folder is none.
    """
    case, faults = _case_and_faults(folder)
    if case is None:
        raise CaseFaults(faults)
    return case


def find_faults(folder: Path) -> tuple[Fault, ...]:
    """Every fault in a case folder, in order of place; none if it is clean. Raises NotACase."""
    return _case_and_faults(folder)[1]


def _case_and_faults(folder: Path) -> tuple[Case | None, tuple[Fault, ...]]:
    _must_be_a_case(folder)
    reading = _read(folder)
    faults = (*reading.papers.faults, *cross_faults(reading.papers))
    if faults:
        return None, tuple(sorted(set(faults)))
    case = _assembled(reading, folder)
    stuck = tuple(sorted(set(_stuck(case, reading.papers))))
    return (None if stuck else case), stuck


def _must_be_a_case(folder: Path) -> None:
    try:
        if not folder.exists():
            raise NotACase(f"there is no folder {folder}")
        if not folder.is_dir():
            raise NotACase(f"{folder} is a file: name the folder that holds its case.yaml")
        if not (folder / "case.yaml").exists():
            raise NotACase(
                f"{folder} holds no case.yaml, so it is not a case: 'detente new' starts one{_near(folder)}"
            )
    except (OSError, ValueError) as error:
        raise NotACase(f"{folder} cannot be read: {_reason(error)}") from None


def _near(folder: Path) -> str:
    other = folder / "case.yml"
    return f"; rename {other.name} to case.yaml" if other.exists() else ""


def _read(folder: Path) -> _Reading:
    sheets = [_yaml_sheet(folder, name) for name in ROOTS]
    parts = [papers_of(sheet, cls) for sheet, cls in zip(sheets, ROOTS.values(), strict=True)]
    if (folder / ZONES).exists():
        sheet, text = _text(folder, ZONES)
        nodes, faults = read_areas(text, ZONES) if text is not None else ([], sheet.faults)
        sheets.append(sheet)
        parts.append(_listed(Zone, ZONES, nodes, faults))
    for name in _tables(folder):
        sheet, text = _text(folder, name)
        nodes, faults = read_table(text, name, Observation) if text is not None else ([], sheet.faults)
        sheets.append(sheet)
        parts.append(_listed(Observation, name, nodes, faults))
    return _Reading(together(tuple(parts)), tuple(sheets))


def _listed(cls: type, file: str, nodes: list[Any], faults: tuple[Fault, ...]) -> Papers:
    unread = frozenset({cls}) if faults and not nodes else frozenset()
    return together((Papers(unread=unread, faults=faults), entries_of(cls, file, nodes)))


def _tables(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / TABLES).glob("*.csv"))


def _yaml_sheet(folder: Path, name: str) -> Sheet:
    sheet, text = _text(folder, name)
    if text is None:
        return sheet
    node, faults = read_yaml(text, name)
    return Sheet(name, node, sheet.data, faults)


def _text(folder: Path, name: str) -> tuple[Sheet, str | None]:
    """A file's bytes and text; no text, and a fault, if it cannot be had. A byte order mark is dropped."""
    path = folder / name
    try:
        if path.stat().st_size > 4 * LONGEST:
            return _bad(name, f"the file is longer than {LONGEST:,} characters: split the case"), None
        data = path.read_bytes()
        return Sheet(name, data=data), data.decode("utf-8-sig")
    except FileNotFoundError:
        return _bad(name, f"the file is missing: a case has {', '.join(ROOTS)}"), None
    except UnicodeDecodeError as error:
        says = f"byte {error.start + 1} is not UTF-8 text: save the file as UTF-8"
        line = data[: error.start].count(b"\n") + 1
        return Sheet(name, faults=(Fault(Where(name, line, 1), says),)), None
    except OSError as error:
        return _bad(name, f"the file cannot be read: {_reason(error)}"), None


def _bad(name: str, says: str) -> Sheet:
    return Sheet(name, faults=(Fault(Where(name), says),))


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _assembled(reading: _Reading, folder: Path) -> Case:
    papers = reading.papers
    head = papers.heads[CaseFile].record
    values = {field.name: getattr(head, field.name) for field in fields(CaseFile)}
    for root in (CaseFile, StatementsFile, SourcesFile):
        for key, cls in lists_of(root).items():
            values[key] = tuple(entry.record for entry in papers.of(cls))
    values["statements"] = tuple(sorted(values["statements"], key=lambda one: (one.date, one.id)))
    return Case(
        **values,
        zones=tuple(entry.record for entry in papers.of(Zone)),
        observations=tuple(entry.record for entry in papers.of(Observation)),
        folder=str(folder),
        digest=_digest(reading.sheets),
    )


def _digest(sheets: tuple[Sheet, ...]) -> str:
    """SHA-256 over name, length and bytes of every file, by name."""
    digest = hashlib.sha256()
    for sheet in sorted(sheets, key=lambda one: one.file):
        data = sheet.data or b""
        digest.update(f"{sheet.file}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _stuck(case: Case, papers: Papers) -> list[Fault]:
    links = papers.of(lists_of(CaseFile)["links"])
    return [Fault(links[index].where(), says) for index, says in deadlocked(case)]
