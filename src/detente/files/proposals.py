"""What was read in a document, in and out of `reading/`: one file a document, reviewable line by line.

A file is written whole, in one form: the same reading gives the same bytes. A comment in it is not kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from detente.case.proposals import Proposal, ReadingFile, Span
from detente.errors import CaseFaults, Fault, Where
from detente.files.emit import item, legible, lines
from detente.files.guess import did_you_mean
from detente.files.names import ID
from detente.files.nodes import Step
from detente.files.papers import Papers, ids, papers_of
from detente.files.shape import Entry, adapter
from detente.files.sheets import text_sheet, yaml_sheet
from detente.files.store import Shelf, code_digest, keep, key, recall
from detente.files.write import make_folder, write_atomic

FOLDER = "reading"
LONGEST_STEM = 80
SHELF = Shelf("readings", most=4000)
"""Where sound readings are kept in the cache: as many as one run of thousands of documents writes."""
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LET_IN = ("accepted", "edited")
"""Decisions after which the case holds the statement."""

HEAD = """\
# yaml-language-server: $schema=../.schema/reading.schema.json
# What was read in one document of documents/, and what a person decided about it: no part of the case yet.
# 'detente review' goes through it. It is written anew with each decision, so comments here are not kept.
"""


def write_reading(folder: Path, reading: ReadingFile) -> Path:
    """Write `reading/<document>.yaml` of a case folder, whole or not at all, over an earlier one.

    Raises UsageError if it cannot be written, or for a figure that is not finite.
    """
    path = path_of(folder, reading.document)
    make_folder(path.parent)
    write_atomic(path, reading_bytes(reading), overwrite=True)
    return path


def read_reading(path: Path) -> ReadingFile:
    """The reading in a file. Raises CaseFaults with all its faults at once, each with its place."""
    reading, faults = _looked_through(path, None)
    if reading is None:
        raise CaseFaults(faults)
    return reading


def remember(reading: ReadingFile, data: bytes) -> None:
    """Keep a sound reading in the cache under the bytes of its file, so that these need not be parsed.

    Parsing takes some 0.2 s a file; a run over hundreds of documents reads what it wrote before.
    """
    text = adapter(ReadingFile).dump_json(legible(reading), by_alias=True).decode()
    keep(str, _kept_under(data), text, SHELF)


def readings_in(folder: Path) -> tuple[Path, ...]:
    """The files of `reading/` in a case folder, by name; none if nothing has been read."""
    return tuple(sorted((folder / FOLDER).glob("*.yaml")))


def path_of(folder: Path, document: str) -> Path:
    """Where the reading of a document stands: no two documents share a file."""
    return folder / FOLDER / f"{_stem(document)}.yaml"


def reading_bytes(reading: ReadingFile) -> bytes:
    """The reading as it is written to its file."""
    text = lines(replace(reading, proposals=()), 0)
    if reading.proposals:
        text.append("proposals:")
    for proposal in reading.proposals:
        text += ["", *item(proposal, 2)] if text[-1] != "proposals:" else item(proposal, 2)
    return (HEAD + "\n".join(text) + "\n").encode()


def reading_faults(folder: Path, known: Collection[str] | None = None) -> Iterator[Fault]:
    """Every fault of the readings in a case folder.

    `known` holds the ids of the case's statements and acts; None where they are not known.
    """
    for path in readings_in(folder):
        yield from _looked_through(path, known)[1]


def _stem(document: str) -> str:
    """The document's name, as it is if any file system takes it; else made safe and told apart."""
    safe = UNSAFE.sub("-", document).lower().lstrip(".")[:LONGEST_STEM]
    if safe == document:
        return safe
    return f"{safe}-{hashlib.sha256(document.encode(errors='replace')).hexdigest()[:8]}"


def _looked_through(
    path: Path, known: Collection[str] | None
) -> tuple[ReadingFile | None, tuple[Fault, ...]]:
    """The reading in a file, or its faults. What was sound before, byte for byte, is not parsed again."""
    sheet, text = text_sheet(path.parents[1], f"{FOLDER}/{path.name}")
    kept = recall(str, _kept_under(sheet.data or b""), SHELF) if text is not None else None
    if kept is not None:
        reading: ReadingFile = adapter(ReadingFile).validate_json(kept, strict=True)
        if _all_known(reading, known):
            return reading, ()
    return _parsed(path, known)


def _kept_under(data: bytes) -> str:
    return key("reading", _code(), hashlib.sha256(data).hexdigest())


def _parsed(path: Path, known: Collection[str] | None) -> tuple[ReadingFile | None, tuple[Fault, ...]]:
    sheet = yaml_sheet(path.parents[1], f"{FOLDER}/{path.name}")
    papers = papers_of(sheet, ReadingFile)
    faults = (*papers.faults, *_cross_faults(papers, known))
    if faults:
        return None, tuple(sorted(set(faults)))
    head: ReadingFile = papers.heads[ReadingFile].record
    reading = replace(head, proposals=tuple(entry.record for entry in papers.of(Proposal)))
    remember(reading, sheet.data or b"")
    return reading, ()


def _all_known(reading: ReadingFile, known: Collection[str] | None) -> bool:
    return known is None or all(one.as_ is None or one.as_ in known for one in reading.proposals)


@cache
def _code() -> str:
    """What the checks are made of: other code may find other faults."""
    package = Path(__file__).resolve().parents[1]
    return code_digest(package / "files") + code_digest(package / "case")


def _cross_faults(papers: Papers, known: Collection[str] | None) -> Iterator[Fault]:
    yield from _id_faults(papers)
    for entry in papers.of(Proposal):
        yield from _undefined(papers, entry)
        yield from _undecided(entry, known)
        for path, span in _spans(entry.record):
            yield from _span_faults(span, entry.where(*path))


def _id_faults(papers: Papers) -> Iterator[Fault]:
    first: dict[str, Where] = {}
    for name, place in ids(papers, Proposal):
        if not ID.fullmatch(name):
            yield Fault(place, f"the id '{name}' may hold only a-z, 0-9 and hyphens, as in 'p07'")
        if first.setdefault(name, place) != place:
            yield Fault(place, f"the id '{name}' is taken: the proposal at {first[name]} has it")


def _undefined(papers: Papers, entry: Entry[Proposal]) -> Iterator[Fault]:
    known = papers.known(Proposal)
    for kind in ("contests", "supersedes", "refers_to"):
        for index, name in enumerate(getattr(entry.record, kind)):
            if name not in known:
                says = f"'{name}' is not defined as a proposal of this document{did_you_mean(name, known)}"
                yield Fault(entry.where(kind, index), says)


def _undecided(entry: Entry[Proposal], known: Collection[str] | None) -> Iterator[Fault]:
    one = entry.record
    if one.decision in LET_IN and one.as_ is None:
        says = f"'{one.id}' is {one.decision}, but not as what: add as: and the id it has in the case"
        yield Fault(entry.where("decision"), says)
    if one.decision not in LET_IN and one.as_ is not None:
        says = f"'as' goes only with accepted or edited, not with {one.decision}"
        yield Fault(entry.where("as"), says)
    if one.as_ is not None and known is not None and one.as_ not in known:
        says = f"'{one.as_}' is not defined in the case: put it back, or set decision: rejected"
        yield Fault(entry.where("as"), says)


def _span_faults(span: Span, place: Where) -> Iterator[Fault]:
    length = span.end - span.start
    if span.start < 0 or length < 0:
        yield Fault(place, f"a span goes forward, from 0 on, not from {span.start} to {span.end}")
    elif length != len(span.exact):
        says = f"the span is {length} characters long, its words are {len(span.exact)}: they have to agree"
        yield Fault(place, says)


def _spans(one: Proposal) -> Iterator[tuple[tuple[Step, ...], Span]]:
    """The spans that a person is shown, with the way to each."""
    yield ("evidence",), one.evidence
    yield ("sentence",), one.sentence
    if one.condition:
        yield ("condition", "span"), one.condition.span
    if one.quote:
        yield ("quote", "span"), one.quote.span
    for index, amount in enumerate(one.quantities):
        yield ("quantities", index, "span"), amount.span
