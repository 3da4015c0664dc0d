"""In: documents, one or thousands. Out: an `Outcome` for each, in their order, whoever read them.

source -> ingest -> read -> ask a language model, if one is named -> a reading that can go out
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, TypeVar

from detente.case.case import Case
from detente.case.proposals import ReadingFile
from detente.case.vocabulary import Vocabulary
from detente.errors import CaseFaults, DetenteError, NotReadable
from detente.files.words import read_own_words, read_words
from detente.reading.document import Document, Published
from detente.reading.extending import extended
from detente.reading.ingest.ingest import STREAM, Reader
from detente.reading.lexicon import WORDS, Lexicon, lexicon
from detente.reading.model_pin import MODEL
from detente.reading.parse import model_version
from detente.reading.read import VERSION, Reading, read
from detente.reading.workers import Start, each

if TYPE_CHECKING:
    from detente.reading.llm import Endpoint

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, float], None]
State = Literal["new", "again", "kept", "failed"]
GIVEN = "given with the command"
"""Where a date was found that the person who had the document read has named."""
OUTLET_GIVEN = f"The outlet was {GIVEN}."
NOT_ASKED, NEVER_ASKED = "by the rules alone", "too long to be sent"
"""How a note on a paragraph ends that the language model did not read; what it holds if it never will."""
LOST = "ended the process that read it, perhaps for want of memory: cut out what matters"
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


ReadOne = Callable[[Path | Stream, How], Reading]


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
    with closing(run(partial(_worker, how), sources, how, jobs, _lost)) as running:
        yield from told(running, len(sources), progress)


def run(
    start: Start[T, R], tasks: Sequence[T], how: How, jobs: int, lost: Callable[[T], R]
) -> Generator[R, None, None]:
    """Do every task in as many processes as are worth while; each of them loads everything once."""
    if tasks:
        must_have(how.model)
    return each(start, tasks, min(jobs, -(-len(tasks) // WORTH_A_WORKER)), lost)


def told(results: Iterable[R], total: int, progress: Progress | None) -> Iterator[R]:
    """The results, with progress told as they come."""
    for number, done in enumerate(results, 1):
        if progress:
            progress("reading documents", number / total)
        yield done


def _lost(source: Path | Stream) -> Outcome:
    return failure(source, source.name)


# ---------------------------------------------------------------- one document


@contextmanager
def ready(how: How) -> Iterator[ReadOne]:
    """What reads one document after another with one vocabulary, one model and one parser."""
    words = lexicon(how.words, how.case)

    def read_one(source: Path | Stream, this: How) -> Reading:
        document = as_told(_ingested(source, reader), this.published, this.outlet)
        return asked(read(document, words, model=this.model), this.endpoint, words)

    with Reader() as reader:
        yield read_one


@contextmanager
def _worker(how: How) -> Iterator[Callable[[Path | Stream], Outcome]]:
    with ready(how) as read_one:
        yield lambda source: attempted(source, source.name, partial(_read_out, source, how, read_one))


def _read_out(source: Path | Stream, how: How, read_one: ReadOne) -> Outcome:
    file = filed(read_one(source, how))
    return replace(outcome_of(source, file, "new"), reading=file)


def attempted(source: Path | Stream, document: str, work: Callable[[], R]) -> R | Outcome:
    """What the work gives; if it raises, an outcome that says why. One document must not end a run."""
    try:
        return work()
    except NotReadable as refused:
        says = refused.says
    except CaseFaults as broken:
        says = f"its earlier reading has faults: mend it, or move it away. {broken}"
    except DetenteError as wrong:
        says = str(wrong)
    except Exception as error:
        # Whatever is wrong with one document, or with the rules, the others are still read.
        says = f"reading it broke off ({type(error).__name__}: {error}); please report it with the document"
    return failure(source, document, " ".join(says.split()))


def failure(source: Path | Stream, document: str, says: str = LOST) -> Outcome:
    """The outcome of a document that could not be read, or whose worker ended."""
    return Outcome(place_of(source), document, "failed", says=says)


def place_of(source: Path | Stream) -> str:
    """Where a document comes from, as a person named it."""
    return source.name if isinstance(source, Stream) else str(source)


def _ingested(source: Path | Stream, reader: Reader) -> Document:
    return reader.read(source.data, source.name) if isinstance(source, Stream) else reader.read_file(source)


def outcome_of(source: Path | Stream, file: ReadingFile, state: State) -> Outcome:
    """What is said of a document that was read."""
    return Outcome(
        place_of(source),
        file.document,
        state,
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


def wholly_by(made_by: str, reading: Reading) -> str:
    """What read a document: "in part" if the language model failed, so that it is asked again."""
    missed = (note for note in reading.notes if note.endswith(NOT_ASKED) and NEVER_ASKED not in note)
    return f"{made_by}, in part" if any(missed) else made_by


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


def source_id(document: str) -> str:
    """An id made from a document's name: letters, digits and hyphens."""
    return slug(PurePath(document).stem)


def slug(text: str) -> str:
    """Lower case letters, digits and hyphens."""
    return NOT_IN_IDS.sub("-", text.lower()).strip("-")[:LONGEST_ID].strip("-") or "document"
