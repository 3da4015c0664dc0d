"""A case folder in, a `Case` out; or every fault in it at once, each with its place.

case.yaml             parties, measures, links, acts, moments
statements.yaml       what was said
sources.yaml          where it comes from
zones.geojson         areas and lines (may be absent)
observations/*.csv    what was counted (may be absent)
observations/tracks/  files of positions, and index.csv that says whose they are (may be absent)
agreement.yaml, agreements/*.yaml   what is or could be agreed (may be absent)

Beside the case lie what reading goes by and what it found. They are looked through with it, and are no
part of it: a proposal is nothing that was said until a person has let it in.

vocabulary.yaml       names and words of this case (may be absent)
reading/*.yaml        what was read in each document (may be absent)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from detente.case.acts import Act, Observation, TrackFile
from detente.case.case import Case, CaseFile, SourcesFile, StatementsFile
from detente.case.links import deadlocked
from detente.case.vocabulary import IssueTerm
from detente.case.zones import Zone
from detente.errors import CaseFaults, Fault, NotACase
from detente.files.agreements import Deed, agreement_of, clause_ids, deed_faults, deeds_in
from detente.files.areas import read_areas
from detente.files.crossfaults import cross_faults
from detente.files.guess import did_you_mean
from detente.files.papers import Papers, Sheet, entries_of, papers_of, together
from detente.files.proposals import reading_faults
from detente.files.shape import lists_of
from detente.files.sheets import NOTHING, reason, text_sheet, yaml_sheet
from detente.files.table import read_table
from detente.files.trackfiles import INDEX, track_faults, track_sheets
from detente.files.words import own_papers

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
    deeds: tuple[Deed, ...]


def read_case(folder: Path) -> Case:
    """The case in a folder.

    Raises CaseFaults with all faults at once, and NotACase if the folder is none.
    """
    looked = look(folder)
    if looked.case is None:
        raise CaseFaults(looked.faults)
    return looked.case


def find_faults(folder: Path) -> tuple[Fault, ...]:
    """Every fault in a case folder, in order of place; none if it is clean. Raises NotACase.

    Those of vocabulary.yaml and of the readings are among them.
    """
    looked = look(folder)
    beside = {*_vocabulary_faults(folder, looked.case), *_reading_faults(folder, looked.case)}
    return tuple(sorted(beside.union(looked.faults)))


@dataclass(frozen=True)
class Look:
    """What a case folder says and what is wrong with it; the case itself only if nothing is."""

    papers: Papers
    faults: tuple[Fault, ...]
    case: Case | None = None


def look(folder: Path, instead: Mapping[str, bytes] = NOTHING) -> Look:
    """What a case folder says, or would say with these bytes in place of its YAML files, by name.

    Writes nothing, and does not look at the readings. Raises NotACase.
    """
    _must_be_a_case(folder)
    reading = _read(folder, instead)
    papers, deeds = reading.papers, reading.deeds
    faults = (
        *papers.faults,
        *cross_faults(papers),
        *deed_faults(deeds, papers),
        *track_faults(folder, papers),
        *_clause_names(papers, deeds),
    )
    if faults:
        return Look(papers, tuple(sorted(set(faults))))
    case = _assembled(reading, folder)
    stuck = tuple(sorted(set(_stuck(case, papers))))
    return Look(papers, stuck, None if stuck else case)


def _vocabulary_faults(folder: Path, case: Case | None) -> Iterator[Fault]:
    papers = own_papers(folder)
    yield from papers.faults
    measures = {one.id for one in case.measures} if case else None
    for entry in papers.of(IssueTerm):
        for index, name in enumerate(entry.record.measures):
            if measures is not None and name not in measures:
                says = f"'{name}' is not defined as a measure{did_you_mean(name, measures)}"
                yield Fault(entry.where("measures", index), says)


def _reading_faults(folder: Path, case: Case | None) -> Iterator[Fault]:
    known = {s.id for s in case.statements} | {a.id for a in case.acts} if case else None
    return reading_faults(folder, known)


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
        raise NotACase(f"{folder} cannot be read: {reason(error)}") from None


def _near(folder: Path) -> str:
    other = folder / "case.yml"
    return f"; rename {other.name} to case.yaml" if other.exists() else ""


def _read(folder: Path, instead: Mapping[str, bytes]) -> _Reading:
    missing = f"the file is missing: a case has {', '.join(ROOTS)}"
    sheets = [yaml_sheet(folder, name, missing, instead) for name in ROOTS]
    parts = [papers_of(sheet, cls) for sheet, cls in zip(sheets, ROOTS.values(), strict=True)]
    if (folder / ZONES).exists():
        sheet, text = text_sheet(folder, ZONES)
        nodes, faults = read_areas(text, ZONES) if text is not None else ([], sheet.faults)
        sheets.append(sheet)
        parts.append(_listed(Zone, ZONES, nodes, faults))
    for name in _tables(folder):
        sheet, text = text_sheet(folder, name)
        nodes, faults = read_table(text, name, Observation) if text is not None else ([], sheet.faults)
        sheets.append(sheet)
        parts.append(_listed(Observation, name, nodes, faults))
    if (folder / INDEX).exists():
        sheet, text = text_sheet(folder, INDEX)
        nodes, faults = read_table(text, INDEX, TrackFile) if text is not None else ([], sheet.faults)
        sheets.append(sheet)
        parts.append(_listed(TrackFile, INDEX, nodes, faults))
    deeds = deeds_in(folder, instead)
    sheets.extend(sheet for deed in deeds for sheet in deed.sheets)
    return _Reading(together(tuple(parts)), tuple(sheets), deeds)


def _listed(cls: type, file: str, nodes: list[Any], faults: tuple[Fault, ...]) -> Papers:
    unread = frozenset({cls}) if faults and not nodes else frozenset()
    return together((Papers(unread=unread, faults=faults), entries_of(cls, file, nodes)))


def _tables(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / TABLES).glob("*.csv"))


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
        tracks=tuple(entry.record for entry in papers.of(TrackFile)),
        agreements=tuple(agreement_of(deed) for deed in reading.deeds),
        folder=str(folder),
        digest=_digest((*reading.sheets, *track_sheets(folder, papers))),
    )


def _digest(sheets: tuple[Sheet, ...]) -> str:
    """SHA-256 over name, length and bytes of every file, by name."""
    digest = hashlib.sha256()
    for sheet in sorted(sheets, key=lambda one: one.file):
        data = sheet.data or b""
        digest.update(f"{sheet.file}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _clause_names(papers: Papers, deeds: tuple[Deed, ...]) -> Iterator[Fault]:
    """Acts done under a clause that no agreement of the case has. Nothing is said where there is none."""
    known = clause_ids(deeds)
    for entry in papers.of(Act) if known else ():
        name = entry.record.clause
        if name is not None and name not in known:
            says = f"no agreement of the case has a clause '{name}'{did_you_mean(name, known)}"
            yield Fault(entry.where("clause"), says)


def _stuck(case: Case, papers: Papers) -> list[Fault]:
    links = papers.of(lists_of(CaseFile)["links"])
    return [Fault(links[index].where(), says) for index, says in deadlocked(case)]
