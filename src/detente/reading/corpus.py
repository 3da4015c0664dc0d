"""In: documents, one or thousands, with or without a case. Out: an `Outcome` for each, in their order.

    plan -> each in a worker: ingest -> read -> ask -> merge -> written by this process

Workers only work; this process alone writes, so that stopping it leaves whole files. A document whose
bytes and readers are those of its reading file is not read again: a run that was stopped goes on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from detente.case.case import Case
from detente.case.proposals import ReadingFile
from detente.case.vocabulary import Vocabulary
from detente.errors import CaseFaults, DetenteError, NotReadable, UsageError
from detente.files.accept import DOCUMENTS, keep_document
from detente.files.emit import lines
from detente.files.proposals import path_of, read_reading, reading_bytes
from detente.files.words import read_own_words, read_words
from detente.files.write import make_folder, write_atomic
from detente.reading.anchors import merge
from detente.reading.document import Document, Published
from detente.reading.extending import extended
from detente.reading.ingest.ingest import STREAM, Reader
from detente.reading.lexicon import WORDS, Lexicon, lexicon
from detente.reading.parse import MODEL, model_version
from detente.reading.read import VERSION, Reading, read
from detente.reading.workers import each

if TYPE_CHECKING:
    from detente.reading.llm import Endpoint

Progress = Callable[[str, float], None]
State = Literal["new", "again", "kept", "failed"]
GIVEN = "given with the command"
"""Where a date was found that the person who had the document read has named."""
OUTLET_GIVEN = f"The outlet was {GIVEN}."
TWICE = "The same document was given before it."
TOLD_APART = 8
WORTH_A_WORKER = 8
"""Documents below which starting one more worker costs more than it saves."""
LONGEST_ID = 60
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Stream:
    """A document that is no file: its bytes, and what messages call it."""

    data: bytes
    name: str = STREAM


@dataclass(frozen=True)
class How:
    """How documents are read: everything that a worker needs.

    words      the vocabulary, with the case's own
    endpoint   a language model to ask as well; nothing is contacted without one
    published, outlet   put in place of what a document says of itself
    """

    words: Vocabulary
    case: Case | None = None
    model: str = MODEL
    endpoint: Endpoint | None = None
    published: dt.date | None = None
    outlet: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one document.

    place      where it came from: a path, or "standard input"
    document   its name in documents/, or its own name without a case
    state      new, again (read before, and read again), kept (nothing has changed), failed
    reading    what was read in it; None with a case, where it stands in its file
    proposals  how many, those decided among them
    says       why it failed, in a sentence that says what to do
    """

    place: str
    document: str
    state: State
    reading: ReadingFile | None = None
    proposals: int = 0
    decided: int = 0
    notes: tuple[str, ...] = ()
    says: str | None = None


@dataclass(frozen=True)
class _Task:
    """One document to read: for a case, with the names it has there and the reading that it replaces."""

    source: Path | Stream
    document: str
    source_id: str
    read_by: str
    sha256: str | None = None
    before: Path | None = None


@dataclass(frozen=True)
class _Done:
    """What a worker gives back: what is to be said, and the bytes that are to be written."""

    outcome: Outcome
    raw: bytes = b""
    reading: bytes = b""


# ---------------------------------------------------------------- the two ways in


def vocabulary_of(case: Case | None) -> Vocabulary:
    """The shipped words with those of the case's vocabulary.yaml. Raises CaseFaults."""
    shipped = read_words(WORDS)
    return extended(shipped, read_own_words(Path(case.folder))) if case and case.folder else shipped


def read_each(
    sources: Sequence[Path | Stream], how: How, *, jobs: int = 1, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Read documents, and give each with its reading, in their order. Nothing is written.

    jobs   worker processes; more than one needs a main module that may be imported again
    A document that cannot be read is an outcome with a sentence. Raises MissingExtra and UsageError.
    """
    made_by = read_by(how)
    tasks = [_Task(one, one.name, source_id(one.name), made_by) for one in sources]
    with closing(_run(tasks, how, jobs)) as running:
        for done in _told(running, len(tasks), progress):
            yield done.outcome


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
    tasks = [one for one in planned if isinstance(one, _Task)]
    with closing(_run(tasks, how, jobs)) as running:
        ours = (
            _written(folder, next(running)) if isinstance(one, _Task) else _Done(one) for one in planned
        )
        for done in _told(ours, len(planned), progress):
            yield done.outcome


def _run(tasks: Sequence[_Task], how: How, jobs: int) -> Generator[_Done, None, None]:
    if tasks:
        must_have(how.model)
    workers = min(jobs, -(-len(tasks) // WORTH_A_WORKER))
    return each(partial(_worker, how), tasks, workers, _lost)


def _told(results: Iterable[_Done], total: int, progress: Progress | None) -> Iterator[_Done]:
    for number, done in enumerate(results, 1):
        if progress:
            progress("reading documents", number / total)
        yield done


def _lost(task: _Task) -> _Done:
    return _failed(
        task, "the process that read it ended, perhaps for want of memory: cut out the part that matters"
    )


def _failed(task: _Task, says: str) -> _Done:
    return _Done(Outcome(_place(task.source), task.document, "failed", says=says))


def _place(source: Path | Stream) -> str:
    return source.name if isinstance(source, Stream) else str(source)


# ---------------------------------------------------------------- one document


@contextmanager
def _worker(how: How) -> Iterator[Callable[[_Task], _Done]]:
    """What reads one document after another with one vocabulary, one model and one parser."""
    words = lexicon(how.words, how.case)
    with Reader() as reader:
        yield lambda task: _attempted(task, how, reader, words)


def _attempted(task: _Task, how: How, reader: Reader, words: Lexicon) -> _Done:
    try:
        return _read(task, how, reader, words)
    except NotReadable as refused:
        return _failed(task, refused.says)
    except CaseFaults as broken:
        return _failed(task, f"its earlier reading has faults: mend it, or move it away. {broken}")
    except DetenteError as wrong:
        return _failed(task, str(wrong))
    except Exception as error:
        # One document in thousands must not end the run, whatever is wrong with it or with the rules.
        says = f"reading it broke off ({type(error).__name__}: {error}); please report it with the document"
        return _failed(task, " ".join(says.split()))


def _read(task: _Task, how: How, reader: Reader, words: Lexicon) -> _Done:
    old = read_reading(task.before) if task.before and task.before.exists() else None
    document = _as_told_once(_ingested(task.source, reader), how, old)
    if task.sha256 not in (None, document.sha256):
        raise NotReadable(document.name, "changed while it was being read: read it again")
    found = asked(read(document, words, model=how.model), how.endpoint, words)
    file = filed(found, task.document, task.source_id, task.read_by)
    if task.before is None:
        return _Done(_outcome(task, file, "new", reading=file))
    if old:
        file = merge(old, file, document.text)
    return _Done(_outcome(task, file, "again" if old else "new"), document.raw, reading_bytes(file))


def _ingested(source: Path | Stream, reader: Reader) -> Document:
    return reader.read(source.data, source.name) if isinstance(source, Stream) else reader.read_file(source)


def _outcome(task: _Task, file: ReadingFile, state: State, reading: ReadingFile | None = None) -> Outcome:
    return Outcome(
        _place(task.source),
        task.document,
        state,
        reading,
        proposals=len(file.proposals),
        decided=sum(one.decision != "proposed" for one in file.proposals),
        notes=file.notes,
    )


def as_told(document: Document, published: dt.date | None, outlet: str | None) -> Document:
    """The document with a date and an outlet that a person has named, in place of what it says itself."""
    return replace(
        document,
        published=Published(published, GIVEN) if published else document.published,
        outlet=outlet or document.outlet,
        notes=(*document.notes, OUTLET_GIVEN) if outlet else document.notes,
    )


def _as_told_once(document: Document, how: How, old: ReadingFile | None) -> Document:
    """As told now, or else when it was read before."""
    date = old.published if old and old.published_basis == GIVEN else None
    outlet = old.outlet if old and OUTLET_GIVEN in old.notes else None
    return as_told(document, how.published or date, how.outlet or outlet)


def asked(
    reading: Reading, endpoint: Endpoint | None, words: Lexicon, progress: Progress | None = None
) -> Reading:
    """The reading with what a language model adds to it; as it is without an endpoint."""
    if endpoint is None:
        return reading
    # Imported here: only a run with an endpoint needs the parts that open connections.
    from detente.reading.llm import propose

    proposals, notes = propose(
        reading.document, reading.proposals, endpoint, actors=words.vocabulary.actors, progress=progress
    )
    return replace(reading, proposals=proposals, notes=(*reading.notes, *notes))


def filed(
    reading: Reading, document: str | None = None, source: str | None = None, made_by: str | None = None
) -> ReadingFile:
    """A reading as it goes into its file, or out to another tool."""
    one = reading.document
    name = document or one.name
    return ReadingFile(
        document=name,
        sha256=one.sha256,
        text_sha256=hashlib.sha256(one.text.encode(errors="replace")).hexdigest(),
        source=source or source_id(name),
        outlet=one.outlet,
        title=one.title,
        author=one.author,
        published=one.published.date if one.published else None,
        published_basis=one.published.basis if one.published else None,
        address=one.address,
        lang=one.lang,
        notes=reading.notes,
        read_by=made_by or reading.read_by,
        proposals=reading.proposals,
    )


# ---------------------------------------------------------------- who reads


def read_by(how: How) -> str:
    """What reads, at which version: rules, language model, vocabulary. Other readers, other words."""
    parts = [f"rules {VERSION} {_rules()}", _model_name(how.model), f"words {_words(how)}"]
    if how.endpoint:
        parts.append(f"asked {how.endpoint.model}")
    return ", ".join(parts)


def must_have(model: str) -> None:
    """Raises MissingExtra or UsageError if the language model, or what runs it, is not installed."""
    if not _package_version("spacy") or not _package_version(model):
        model_version(model)


def _model_name(model: str) -> str:
    known = _package_version(model)
    return f"{model} {known}, spaCy {_package_version('spacy')}" if known else model_version(model)


def _package_version(name: str) -> str | None:
    """The version without importing the package, which takes a second."""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None


@cache
def _rules() -> str:
    """The start of a digest over everything in this folder: code and tables."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(here.rglob("*.py")) + sorted(one for one in WORDS.iterdir() if one.is_file()):
        digest.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:TOLD_APART]


def _words(how: How) -> str:
    names = (how.case.parties, how.case.actors, how.case.measures) if how.case else ()
    return hashlib.sha256(repr((how.words, names)).encode()).hexdigest()[:TOLD_APART]


# ---------------------------------------------------------------- names in a case


def _plan(
    folder: Path, sources: Sequence[Path | Stream], how: How, *, fresh: bool
) -> Iterator[_Task | Outcome]:
    """What is to be done with each document, in their order: the names do not depend on who reads first."""
    made_by = read_by(how)
    names = _Names.of(folder, how.case)
    for source in sources:
        sha256 = _sha256(source)
        document = names.document(source, sha256)
        if names.twice(document, sha256):
            yield Outcome(_place(source), document, "kept", notes=(TWICE,))
            continue
        path = path_of(folder, document)
        task = _Task(source, document, names.source(document), made_by, sha256, before=path)
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


def _kept(task: _Task, path: Path, how: How) -> Outcome | None:
    """What is said of a document if it has been read, by the same readers, as it stands."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    head, _, rest = text.partition("\nproposals:\n")
    if not set(_marks(task, how)) <= set(head.splitlines()):
        return None
    return Outcome(
        _place(task.source),
        task.document,
        "kept",
        proposals=len(re.findall(r"^  - id: ", rest, re.MULTILINE)),
        decided=len(re.findall(r"^    decision: ", rest, re.MULTILINE)),
    )


def _marks(task: _Task, how: How) -> list[str]:
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


def _written(folder: Path, done: _Done) -> _Done:
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


def source_id(document: str) -> str:
    """An id made from a document's name: letters, digits and hyphens."""
    return slug(PurePath(document).stem)


def slug(text: str) -> str:
    """Lower case letters, digits and hyphens."""
    return NOT_IN_IDS.sub("-", text.lower()).strip("-")[:LONGEST_ID].strip("-") or "document"
