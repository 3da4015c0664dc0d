"""A proposal and a person's decision in; the case with one entry more, and the reading that says so.

Accepting goes in an order that may stop anywhere: the document, its source, the actor, the statement,
and last the mark in the reading. A second try finds the statement by its evidence and only adds the mark.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from detente.case.acts import Act
from detente.case.measures import Ref
from detente.case.parties import Actor, Party
from detente.case.proposals import About, Proposal, ReadingFile
from detente.case.sources import Source
from detente.case.statements import Statement
from detente.errors import CaseFaults, Fault, UsageError, Where
from detente.files.append import append
from detente.files.carry import UNCHANGED, Changes, entry_of, lacks, source_of
from detente.files.emit import legible, lines
from detente.files.folder import look
from detente.files.papers import Papers
from detente.files.proposals import path_of, read_reading, reading_bytes, write_reading
from detente.files.shape import check
from detente.files.write import make_folder, write_atomic
from detente.files.yaml_tree import read_yaml

DOCUMENTS = "documents"
CASE, STATEMENTS, SOURCES = "case.yaml", "statements.yaml", "sources.yaml"
ORDER = (SOURCES, CASE, STATEMENTS)
"""The order of writing: what is named before what names it."""
PLACE = re.compile(r"\S+:[0-9]+:[0-9]+")
TOLD_APART = 8
EDITED = "the entry"
"""What a text in an editor is called where a file would be named."""


@dataclass(frozen=True)
class Decided:
    """A reading with one decision more, and the id that the proposal has in the case."""

    reading: ReadingFile
    name: str | None = None


def accept(
    folder: Path,
    reading: ReadingFile,
    proposal: str,
    *,
    by: str,
    on: dt.date,
    changes: Changes = UNCHANGED,
    document: bytes | None = None,
) -> str:
    """Let one proposal of a reading into the case, and say the id that it has there.

    proposal   its id in the reading
    by, on     who accepts it, and the day
    changes    what that person puts in place of what was read
    document   the document as it came, to be kept with the case if it is not there yet
    Writes nothing, and raises, if the entry lacks something or a file has changed meanwhile (UsageError),
    or if the case would have faults that it has not now (CaseFaults, with those alone).
    """
    decided = take(folder, reading, proposal, by=by, on=on, changes=changes, document=document)
    assert decided.name is not None
    return decided.name


def take(
    folder: Path,
    reading: ReadingFile,
    proposal: str,
    *,
    by: str,
    on: dt.date,
    changes: Changes = UNCHANGED,
    document: bytes | None = None,
) -> Decided:
    """As `accept`, with the reading as it stands afterwards."""
    one = _proposal(reading, proposal)
    _must_be_as_read(folder, reading)
    kept = _kept(folder, reading, document)
    papers = look(folder).papers
    name = _name_in(papers, kept, one)
    if name is not None and name == one.as_:
        return Decided(reading, name)
    if name is None:
        entry = entry_of(papers, kept, one, changes, by=by, on=on)
        _write(folder, _needed(folder, papers, kept, entry, changes))
        name = entry.id
    else:
        entry = _entry_in(papers, name)
    marked = _marked(kept, _decided(papers, kept, one, entry, changes))
    return Decided(_remember(folder, reading, marked), name)


def reject(folder: Path, reading: ReadingFile, proposal: str, *, by: str, on: dt.date) -> Decided:
    """Mark one proposal of a reading as rejected. The case stays as it is.

    Raises UsageError if the case holds it already, or if the reading has changed meanwhile.
    """
    one = _proposal(reading, proposal)
    _must_be_as_read(folder, reading)
    name = _name_in(look(folder).papers, reading, one)
    if name is not None:
        raise UsageError(f"{one.id} stands in the case as '{name}': remove it there first")
    marked = _marked(reading, replace(one, decision="rejected", by=by, decided=on, as_=None))
    return Decided(_remember(folder, reading, marked))


def keep_document(folder: Path, name: str, data: bytes) -> str:
    """Keep a document in `documents/`, as it came, and say its name there.

    The name is `name`, with the start of its SHA-256 added where another document has that name.
    Raises UsageError if it cannot be written.
    """
    home = folder / DOCUMENTS
    make_folder(home)
    plain = PurePath(name.replace("\\", "/")).name or "document"
    for tried in (plain, _told_apart(plain, data)):
        path = home / tried
        if not path.exists():
            write_atomic(path, data)
        if path.read_bytes() == data:
            return tried
    raise UsageError(f"{home / plain} holds another document, and so does the name that tells them apart")


def entry_text(entry: Statement | Act) -> str:
    """A statement or act as a person edits it: without its evidence, which is not theirs to change."""
    return "\n".join(lines(replace(entry, evidence=None), 0)) + "\n"


def read_entry(text: str, cls: type[Statement] | type[Act]) -> Statement | Act:
    """The statement or act in a text that a person has edited. Raises CaseFaults, with places in it."""
    node, faults = read_yaml(text, EDITED)
    if node is None:
        raise CaseFaults(faults or (Fault(Where(EDITED), "nothing is left of it: write the keys again"),))
    found, wrong = check(cls, node, EDITED)
    if found is None or faults or wrong:
        raise CaseFaults((*faults, *wrong))
    entry: Statement | Act = found.record
    return entry


def _told_apart(name: str, data: bytes) -> str:
    path = PurePath(name)
    return f"{path.stem}-{hashlib.sha256(data).hexdigest()[:TOLD_APART]}{path.suffix}"


def _proposal(reading: ReadingFile, name: str) -> Proposal:
    for one in reading.proposals:
        if one.id == name:
            return one
    raise UsageError(f"the reading of {reading.document} has no proposal '{name}'")


def _must_be_as_read(folder: Path, reading: ReadingFile) -> None:
    path = path_of(folder, reading.document)
    try:
        same = path.read_bytes() == reading_bytes(reading)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    if not same and read_reading(path) != legible(reading):
        raise UsageError(f"{path} has changed since it was read, so nothing was decided: start again")


def _kept(folder: Path, reading: ReadingFile, document: bytes | None) -> ReadingFile:
    """The reading of a document that is kept with the case, byte for byte."""
    if document is None:
        path = folder / DOCUMENTS / reading.document
        document = path.read_bytes() if path.is_file() else None
        if document is None:
            raise UsageError(f"{path} is missing: put the document there that was read")
    if hashlib.sha256(document).hexdigest() != reading.sha256:
        raise UsageError(f"{reading.document} is not the document that was read: read it again")
    return replace(reading, document=keep_document(folder, reading.document, document))


def _name_in(papers: Papers, reading: ReadingFile, proposal: Proposal) -> str | None:
    """The id under which the case holds what was read there, if it does."""
    words = legible(proposal.evidence.exact)
    for one in _entries(papers):
        found = one.evidence
        if (
            found
            and (found.document, found.proposal) == (reading.document, proposal.id)
            and found.exact == words
        ):
            return one.id
    return None


def _entry_in(papers: Papers, name: str) -> Statement | Act:
    return next(one for one in _entries(papers) if one.id == name)


def _entries(papers: Papers) -> Iterator[Statement | Act]:
    yield from (entry.record for entry in papers.of(Statement))
    yield from (entry.record for entry in papers.of(Act))


def _needed(
    folder: Path, papers: Papers, reading: ReadingFile, entry: Statement | Act, changes: Changes
) -> Mapping[str, tuple[bytes, bytes]]:
    """File -> its bytes now and then, for every file that has to change."""
    added: dict[str, list[tuple[str, object]]] = {SOURCES: [], CASE: [], STATEMENTS: []}
    if reading.source not in papers.known(Source):
        added[SOURCES].append(("sources", source_of(reading)))
    added[CASE] += [("actors", one) for one in changes.actors if _is_new(papers, one, entry)]
    if isinstance(entry, Act):
        added[CASE].append(("acts", entry))
    else:
        added[STATEMENTS].append(("statements", entry))
    return {file: _with(folder, file, more) for file, more in added.items() if more}


def _is_new(papers: Papers, actor: Actor, entry: Statement | Act) -> bool:
    named = entry.by if isinstance(entry, Act) else (entry.speaker,)
    return actor.id in named and actor.id not in papers.known(Party, Actor)


def _with(folder: Path, file: str, more: list[tuple[str, object]]) -> tuple[bytes, bytes]:
    now = _bytes(folder / file)
    then = now
    for key, record in more:
        then = append(then, file, key, [record])
    return now, then


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def _write(folder: Path, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Write the files, unless that would bring faults or one of them is no longer what it was."""
    faults = look(folder, {file: then for file, (_, then) in files.items()}).faults
    if new := _not_in(look(folder).faults, faults) if faults else ():
        raise CaseFaults(new)
    for file, (now, _) in files.items():
        _must_be(folder / file, now)
    for file in (file for file in ORDER if file in files):
        now, then = files[file]
        _must_be(folder / file, now)
        write_atomic(folder / file, then, overwrite=True)


def _must_be(path: Path, data: bytes) -> None:
    if _bytes(path) != data:
        raise UsageError(
            f"{path} has changed while it was looked at, so nothing was added to it: try again"
        )


def _not_in(old: tuple[Fault, ...], new: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The faults that are new, wherever the old ones have moved to."""
    known = Counter(_moveable(fault) for fault in old)
    fresh = []
    for fault in new:
        known[_moveable(fault)] -= 1
        if known[_moveable(fault)] < 0:
            fresh.append(fault)
    return tuple(fresh)


def _moveable(fault: Fault) -> tuple[str, str]:
    return fault.where.file, PLACE.sub("", fault.says)


def _decided(
    papers: Papers, reading: ReadingFile, proposal: Proposal, entry: Statement | Act, changes: Changes
) -> Proposal:
    """The proposal with the mark: edited if the case says anything that was not read so."""
    evidence = entry.evidence
    assert evidence is not None
    done = replace(proposal, by=evidence.accepted_by, decided=evidence.accepted, as_=entry.id)
    if _is_as_read(papers, reading, proposal, entry, Changes(actors=changes.actors)):
        return replace(done, decision="accepted")
    return replace(_edited(done, entry), decision="edited")


def _is_as_read(
    papers: Papers, reading: ReadingFile, proposal: Proposal, entry: Statement | Act, as_read: Changes
) -> bool:
    """False if a person changed or filled in anything. To add an actor changes no words."""
    if lacks(papers, reading, proposal, as_read):
        return False
    read = entry_of(papers, reading, proposal, as_read, by="", on=dt.date.min)
    return bool(legible(replace(read, id=entry.id, evidence=entry.evidence)) == legible(entry))


def _edited(proposal: Proposal, entry: Statement | Act) -> Proposal:
    """The proposal as the person has it."""
    if isinstance(entry, Act):
        deed = replace(proposal.act, kind=entry.kind) if proposal.act else None
        return replace(proposal, act=deed, says=_says(proposal, entry.what))
    return replace(
        proposal,
        stance=entry.stance,
        speaker=replace(proposal.speaker, id=entry.speaker),
        says=_says(proposal, entry.says),
        about=_about(proposal, entry.on),
        act=None,
    )


def _says(proposal: Proposal, says: str) -> str:
    return proposal.says if " ".join(proposal.says.split()) == says else says


def _about(proposal: Proposal, refs: tuple[Ref, ...]) -> tuple[About, ...]:
    """What it is about, with every measure that the person named."""
    named = {one.measure for one in proposal.about}
    more = [one for one in dict.fromkeys(ref.measure for ref in refs) if one not in named]
    return (*proposal.about, *(About(measure=one, text=proposal.evidence.exact) for one in more))


def _marked(reading: ReadingFile, done: Proposal) -> ReadingFile:
    rest = tuple(done if one.id == done.id else one for one in reading.proposals)
    return replace(reading, proposals=rest)


def _remember(folder: Path, before: ReadingFile, after: ReadingFile) -> ReadingFile:
    """Write the decision down, unless somebody else has written there meanwhile."""
    _must_be_as_read(folder, before)
    written = write_reading(folder, after)
    earlier = path_of(folder, before.document)
    if earlier != written:
        earlier.unlink()
    return after
