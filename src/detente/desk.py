"""THE WALK: one function a task, each stage called once, in order. Read this first.

    document --read--> Reading        documents --propose--> reading/ of a case, for a person to decide
    folder --load--> Case --sign--> Signing --check--> Checking --brief--> Brief

The slogan is sign, keep, check; the data run sign, check, keep. The room of keeping comes between
checking and briefing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from detente.briefing.brief import Brief, write_brief
from detente.case.case import Case
from detente.case.links import Need, needs
from detente.case.measures import Ref
from detente.checking.check import check as check_case
from detente.checking.detect import Detection
from detente.checking.detect import detect as detect_case
from detente.checking.far import DEFAULT, silent
from detente.checking.results import Checking
from detente.checking.watching import joined, watch
from detente.errors import Fault, UsageError
from detente.files.folder import find_faults, read_case
from detente.files.store import code_digest, keep, key, recall
from detente.reading.model_pin import MODEL
from detente.signing.results import Signing
from detente.signing.sign import Options
from detente.signing.sign import sign as sign_case

if TYPE_CHECKING:
    # The room of reading is entered by `read` and `propose` alone: signing does not wait for it.
    from detente.case.agreements import Agreement
    from detente.reading.corpus import Outcome, Stream
    from detente.reading.llm import Endpoint
    from detente.reading.read import Reading

Progress = Callable[[str, float], None]


def load(folder: str | Path) -> Case:
    """Read a case folder. CaseFaults with every fault in it; NotACase if it is not one."""
    return read_case(Path(folder))


def lint(folder: str | Path) -> tuple[Fault, ...]:
    """Every fault in a case folder, each with its place; empty if all is well."""
    return find_faults(Path(folder))


def read(
    source: str | Path | BinaryIO,
    *,
    case: Case | None = None,
    model: str = MODEL,
    endpoint: Endpoint | None = None,
    published: dt.date | None = None,
    outlet: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """What one document says: who said what, with which stance, resting on which words.

    source    a file, or an open stream of bytes
    case      its parties, actors, measures and vocabulary.yaml are known too
    model     name of the language model package that parses sentences
    endpoint  a language model to ask as well; nothing is contacted without one
    published, outlet   put in place of what the document says of itself
    Raises NotReadable, MissingExtra, UsageError; CaseFaults for a faulty vocabulary.yaml. What was read is
    a list of proposals: nothing of it is in a case until a person accepts it.
    """
    from detente.reading.corpus import as_told, asked, vocabulary_of
    from detente.reading.ingest.ingest import ingest_file, ingest_stream
    from detente.reading.lexicon import lexicon
    from detente.reading.read import read as read_document

    opened = ingest_file(source) if isinstance(source, str | Path) else ingest_stream(source)
    document = as_told(opened, published, outlet)
    words = lexicon(vocabulary_of(case), case)
    return asked(read_document(document, words, model=model), endpoint, words, progress)


def propose(
    folder: str | Path,
    sources: Sequence[Path | Stream],
    *,
    model: str = MODEL,
    endpoint: Endpoint | None = None,
    published: dt.date | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    fresh: bool = False,
    progress: Progress | None = None,
    tell: Callable[[Outcome], object] | None = None,
) -> tuple[Outcome, ...]:
    """Read documents into a case: each is kept, and what was read in it waits for a person to decide.

    jobs    worker processes; more than one needs a main module that may be imported again
    fresh   read again what has not changed
    tell    called with the outcome of each document, in their order, as soon as it is on the disk
    Only `documents/` and `reading/` are written. Stopped and called again, it goes on where it was. A
    document that cannot be read is an outcome with a sentence. Raises NotACase, CaseFaults, MissingExtra
    and UsageError.
    """
    from detente.reading.corpus import How, vocabulary_of
    from detente.reading.keeping import read_into

    case = load(folder)
    how = How(vocabulary_of(case), case, model, endpoint, published, outlet)
    outcomes = []
    for one in read_into(Path(folder), sources, how, jobs=jobs, fresh=fresh, progress=progress):
        outcomes.append(one)
        if tell:
            tell(one)
    return tuple(outcomes)


def sign(
    case: Case,
    *,
    as_of: dt.date | None = None,
    drop: tuple[str, ...] = (),
    soften: Mapping[str, float] | None = None,
    require: tuple[Ref, ...] = (),
    draws: int = 2000,
    seed: int = 0,
    jobs: int = 1,
    reuse: bool = False,
    progress: Progress | None = None,
) -> Signing:
    """Which packages could all parties sign, what blocks, what to ask.

    as_of     what had been said by the end of that day; the last moment of the case if left out
    drop      statements to leave out; `soften`: credences to put in place of the written ones
    require   restraints that every package shown must hold
    draws     preferences drawn a party, at least
    jobs      worker processes; more than one needs a main module that may be imported again
    reuse     take the result from the cache if nothing it depends on has changed, and keep it there
    Raises UsageError, NotSupported or NotMixed. That nobody would sign is a result.
    """
    as_of = as_of or (case.moments[-1].date if case.moments else None)
    wanted = tuple(sorted({need for ref in require for need in _needs(case, ref)}))
    options = Options(draws=draws, seed=seed, jobs=jobs, require=wanted)
    name = _name(case, as_of, drop, soften or {}, options) if reuse and case.digest else None
    if name and (kept := recall(Signing, name)):
        return kept
    made = sign_case(case, as_of=as_of, drop=drop, soften=soften, options=options, progress=progress)
    if name and made.partial is None:
        keep(Signing, name, made)
    return made


def check(
    case: Case,
    *,
    agreement: Agreement | None = None,
    as_of: dt.date | None = None,
    engine: str = DEFAULT,
    progress: Progress | None = None,
) -> tuple[Checking, ...]:
    """What the observations say of each clause of the case's agreements; of one agreement, if it is given.

    as_of   the last day that counts; the last moment of the case if left out
    engine  what looks through compact track files (.parquet): duckdb, fast, numpy, spark or spark://host:port
    Raises UsageError for a case without an agreement, NotReadable for a file of tracks that cannot be read,
    MissingExtra where tracks need more than is installed. A breach is a result, and so is that nothing can
    be decided.
    """
    if agreement is None and not case.agreements:
        raise UsageError("the case has no agreement to check: write agreement.yaml, or name one")
    as_of = as_of or (case.moments[-1].date if case.moments else None)
    wanted = case.agreements if agreement is None else (agreement,)
    return tuple(_checked(one, case, as_of, engine, progress) for one in wanted)


def detect(case: Case) -> tuple[Detection, ...]:
    """What the case's means of verification could find of each restraint within a year; empty without any."""
    return detect_case(case.regime, case.measures) if case.regime else ()


def _checked(
    agreement: Agreement, case: Case, as_of: dt.date | None, engine: str, progress: Progress | None
) -> Checking:
    watched = watch(agreement, case, as_of=as_of, engine=engine, progress=progress or silent)
    return joined(check_case(agreement, case, as_of=as_of, approaches=watched.approaches), watched)


def brief(
    case: Case,
    *,
    draws: int = 2000,
    seed: int = 0,
    jobs: int = 1,
    reuse: bool = False,
    progress: Progress | None = None,
) -> Brief:
    """The whole answer on one page: SIGN at every moment of the case, the last one in full, and CHECK then."""
    dates: list[dt.date | None] = [moment.date for moment in case.moments]
    signings = []
    for date in dates or [None]:
        tell = _dated(progress, date)
        signings.append(
            sign(case, as_of=date, draws=draws, seed=seed, jobs=jobs, reuse=reuse, progress=tell)
        )
        if signings[-1].partial:
            break
    checkings = check(case, as_of=signings[-1].as_of) if case.agreements else ()
    made_with = f"Détente {version('detente')}"
    return write_brief(
        case, tuple(signings), checkings, detect(case) if checkings else (), made_with=made_with
    )


def _needs(case: Case, ref: Ref) -> tuple[Need, ...]:
    if ref.measure not in {measure.id for measure in case.measures}:
        raise UsageError(f"the case has no measure '{ref.measure}'")
    try:
        found = needs(case, ref)
    except KeyError:
        raise UsageError(f"measure '{ref.measure}' has no level '{ref.level}'") from None
    if not found:
        raise UsageError(f"measure '{ref.measure}' does not bind '{ref.binds}'")
    return found


def _dated(progress: Progress | None, date: dt.date | None) -> Progress | None:
    """Progress that says which date it is about."""
    if progress is None or date is None:
        return progress
    return lambda stage, share: progress(f"{date.isoformat()}: {stage}", share)


def _name(
    case: Case, as_of: dt.date | None, drop: tuple[str, ...], soften: Mapping[str, float], options: Options
) -> str:
    """The name of a result in the cache: everything it depends on, the code included."""
    what_if = f"{sorted(case.assumed.items())} {case.dropped} {sorted(drop)} {sorted(soften.items())}"
    how = f"{options.draws} {options.seed} {options.require} {options.priors}"
    return key(case.digest, str(as_of), what_if, how, _code())


@cache
def _code() -> str:
    return code_digest(Path(__file__).parent)
