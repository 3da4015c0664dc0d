"""In: documents, and the folder of a case. Out: each kept in documents/, what was read in it in reading/.

    plan -> each in a worker: read -> merge with what was decided -> written by this process

Workers only work; this process alone writes, so that stopping it leaves whole files. A document whose
bytes and readers are those of its reading file is not read again: a run that was stopped goes on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath

from detente.case.case import Case
from detente.case.proposals import ReadingFile
from detente.errors import NotReadable, UsageError
from detente.files.accept import DOCUMENTS, keep_document
from detente.files.emit import lines
from detente.files.proposals import path_of, read_reading, reading_bytes, remember
from detente.files.write import make_folder, write_atomic
from detente.reading.anchors import merge
from detente.reading.corpus import (
    GIVEN,
    OUTLET_GIVEN,
    TOLD_APART,
    How,
    Outcome,
    Progress,
    ReadOne,
    Stream,
    attempted,
    failure,
    filed,
    outcome_of,
    place_of,
    read_by,
    ready,
    run,
    source_id,
    told,
    wholly_by,
)  # fmt: skip

TWICE = "The same document was given before it."


@dataclass(frozen=True)
class Task:
    """One document to read, with the names it has in the case and the reading that it replaces."""

    source: Path | Stream
    document: str
    source_id: str
    read_by: str
    sha256: str | None
    before: Path


@dataclass(frozen=True)
class Done:
    """What a worker gives back: what is to be said, and the bytes that are to be written."""

    outcome: Outcome
    raw: bytes = b""
    reading: bytes = b""


def read_into(
    folder: Path,
    sources: Sequence[Path | Stream],
    how: How,
    *,
    jobs: int = 1,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Read documents into a case folder: `documents/` and `reading/`, and no other file of it.

    fresh   read again what has not changed
    A document is kept as it came, under its name; another one of that name gets the start of its SHA-256.
    What a person has decided stays. Same documents, same bytes, whatever `jobs` is. Raises as `read_each`.
    """
    planned = list(_plan(folder, sources, how, fresh=fresh))
    tasks = [one for one in planned if isinstance(one, Task)]
    with closing(run(partial(_worker, how), tasks, how, jobs, _lost)) as running:
        ours = (_written(folder, next(running)) if isinstance(one, Task) else Done(one) for one in planned)
        for done in told(ours, len(planned), progress):
            yield done.outcome


@contextmanager
def _worker(how: How) -> Iterator[Callable[[Task], Done]]:
    with ready(how) as read_one:
        yield lambda task: _attempted(task, how, read_one)


def _attempted(task: Task, how: How, read_one: ReadOne) -> Done:
    done = attempted(task.source, task.document, partial(_read, task, how, read_one))
    return Done(done) if isinstance(done, Outcome) else done


def _lost(task: Task) -> Done:
    return Done(failure(task.source, task.document))


def _read(task: Task, how: How, read_one: ReadOne) -> Done:
    old = read_reading(task.before) if task.before.exists() else None
    reading = read_one(task.source, _as_told_before(how, old))
    if reading.document.sha256 != task.sha256:
        raise NotReadable(task.document, "changed while it was being read: read it again")
    made_by = wholly_by(task.read_by, reading)
    file = filed(reading, task.document, task.source_id, made_by)
    if old:
        file = merge(old, file, reading.document.text)
    told_of = outcome_of(task.source, file, "again" if old else "new")
    data = reading_bytes(file)
    remember(file, data)
    return Done(told_of, reading.document.raw, data)


def _as_told_before(how: How, old: ReadingFile | None) -> How:
    """With the date and the outlet that somebody named when it was read before, unless others are named."""
    date = old.published if old and old.published_basis == GIVEN else None
    outlet = old.outlet if old and OUTLET_GIVEN in old.notes else None
    return replace(how, published=how.published or date, outlet=how.outlet or outlet)


# ---------------------------------------------------------------- names in a case


def _plan(
    folder: Path, sources: Sequence[Path | Stream], how: How, *, fresh: bool
) -> Iterator[Task | Outcome]:
    """What is to be done with each document, in their order: the names do not depend on who reads first."""
    made_by = read_by(how)
    names = _Names.of(folder, how.case)
    for source in sources:
        sha256 = _sha256(source)
        document = names.document(source, sha256)
        if names.twice(document, sha256):
            yield Outcome(place_of(source), document, "kept", notes=(TWICE,))
            continue
        path = path_of(folder, document)
        task = Task(source, document, names.source(document), made_by, sha256, before=path)
        yield _kept(task, path, how) or task if sha256 and not fresh else task


def _sha256(source: Path | Stream) -> str | None:
    """None for a file that cannot be opened: reading it will say why."""
    if isinstance(source, Stream):
        return hashlib.sha256(source.data).hexdigest()
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _kept(task: Task, path: Path, how: How) -> Outcome | None:
    """What is said of a document if it has been read, by the same readers, as it stands."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    head, _, rest = text.partition("\nproposals:\n")
    if not set(_marks(task, how)) <= set(head.splitlines()):
        return None
    return Outcome(
        place_of(task.source),
        task.document,
        "kept",
        proposals=len(re.findall(r"^  - id: ", rest, re.MULTILINE)),
        decided=len(re.findall(r"^    decision: ", rest, re.MULTILINE)),
    )


def _marks(task: Task, how: How) -> list[str]:
    """The lines that a reading file has if nothing it depends on has changed."""
    same = ReadingFile(
        document=task.document,
        sha256=task.sha256 or "",
        text_sha256="",
        source="",
        outlet=how.outlet,
        published=how.published,
        read_by=task.read_by,
    )
    return [one for one in lines(same, 0) if not one.startswith(("text_sha256:", "source:"))]


def _written(folder: Path, done: Done) -> Done:
    """Keep the document, then put its reading in place: a file that is as it should be is left alone."""
    if done.outcome.state == "failed":
        return done
    name = done.outcome.document
    kept = keep_document(folder, name, done.raw)
    if kept != name:
        raise UsageError(f"{folder / DOCUMENTS / name} has changed meanwhile: start again")
    path = path_of(folder, name)
    make_folder(path.parent)
    if not path.exists() or path.read_bytes() != done.reading:
        write_atomic(path, done.reading, overwrite=True)
    return done


@dataclass
class _Names:
    """The names that documents have in a case, and the ids of their sources: each is given once."""

    folder: Path
    sources: dict[str, str]
    """Id -> document."""
    documents: dict[str, str | None] = field(default_factory=dict)
    """Name -> SHA-256, of those met in this run."""

    @classmethod
    def of(cls, folder: Path, case: Case | None) -> _Names:
        home = folder / DOCUMENTS
        there = sorted(one.name for one in home.iterdir() if one.is_file()) if home.is_dir() else []
        cited = {one.id: one.file or "" for one in case.sources} if case else {}
        return cls(folder, {**{source_id(name): name for name in reversed(there)}, **cited})

    def document(self, source: Path | Stream, sha256: str | None) -> str:
        """The name under which this document is, or will be, in documents/."""
        plain = _plain(source, sha256)
        apart = told_apart(plain, sha256) if sha256 else plain
        for name in (apart, plain):
            if sha256 and (self.documents.get(name) == sha256 or self._holds(name) == sha256):
                break
        else:
            taken = plain in self.documents or self._holds(plain) is not None
            name = apart if taken else plain
        return name

    def twice(self, document: str, sha256: str | None) -> bool:
        """True if this run has met the document already; from now on it has."""
        if document in self.documents:
            return True
        self.documents[document] = sha256
        return False

    def source(self, document: str) -> str:
        """The id of a document's source: the one that the case has for it, else made from its name."""
        known = next((one for one, name in self.sources.items() if name == document), None)
        if known:
            return known
        made = source_id(document)
        if made in self.sources:
            made = f"{made}-{hashlib.sha256(document.encode()).hexdigest()[:TOLD_APART]}"
        self.sources[made] = document
        return made

    def _holds(self, name: str) -> str | None:
        return _sha256(self.folder / DOCUMENTS / name)


def told_apart(name: str, sha256: str) -> str:
    """A document's name with the start of its digest."""
    path = PurePath(name)
    return f"{path.stem}-{sha256[:TOLD_APART]}{path.suffix}"


def _plain(source: Path | Stream, sha256: str | None) -> str:
    """The name of a file, with a hyphen for what no list can show; a stream is named by its digest."""
    if isinstance(source, Stream):
        return f"{source_id(source.name)}-{(sha256 or '')[:TOLD_APART]}"
    return "".join(char if char.isprintable() else "-" for char in source.name)
