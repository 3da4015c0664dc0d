"""In: what was read in documents. Out: a table for a person, or JSON, annotations or CSV for a program.

The table shows each statement with its words; the JSON is a list of statements, and `STATEMENT` says what
each of their keys holds.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.case.proposals import (
    Amount,
    Condition,
    Deed,
    Obligation,
    Proposal,
    Quoted,
    ReadingFile,
    Span,
    Told,
    Voice,
    When,
)
from detente.cli.card import seen
from detente.cli.plain import to_json, to_plain
from detente.cli.progress import Report, reporting
from detente.reading.corpus import How, Outcome, Stream, read_each, vocabulary_of
from detente.reading.exports import plover, to_csv, to_web_annotations
from detente.reading.ingest.limits import Limits
from detente.reading.model_pin import MODEL

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.reading.llm import Endpoint

PIPED, WIDEST, WIDE = 80, 140, 112
"""Columns of a pipe, most columns used, and columns from which the words stand beside their row."""
COLUMNS = (("", 4), ("who", 24), ("stance", 13), ("on what", 20), ("when", 13))
"""Heading and width of each column before the words. Fixed, so that all rows of a page line up."""
GAP = 1
PLAIN_NEGATIVES = ("refuses", "denies", "doubts")
"""Stances that say by themselves that something is ruled out."""


# ---------------------------------------------------------------- the walk


@dataclass(frozen=True)
class Asked:
    """How documents are to be read, in the words of the command line.

    case   a case whose names, measures and words are known, and which is not written
    """

    model: str | None
    endpoint: Endpoint | None
    published: dt.date | None
    outlet: str | None
    jobs: int
    case: Path | None = None


@dataclass
class Shown:
    """What has been said of the documents of a run."""

    total: int
    documents: int = 0
    failed: int = 0

    def take(self, outcome: Outcome) -> bool:
        """Count it. A document that could not be read is said on stderr; then False."""
        self.documents += 1
        if outcome.state == "failed":
            self.failed += 1
            click.echo(f"detente: {seen(outcome.place)}: {outcome.says}", err=True)
        return outcome.state != "failed"

    def line(self, outcome: Outcome) -> None:
        """A line on stdout for a document that is in the case now, and its notes."""
        if self.take(outcome):
            click.echo(f"{STATES[outcome.state]:<12}{seen(outcome.document)}: {_counted(outcome)}")
            for note in outcome.notes:
                click.echo(f"{'':<12}note: {seen(note)}")

    def stopped(self, folder: Path | None) -> str:
        """What is said after Ctrl-C."""
        on = ": the same command goes on from there" if folder else ""
        return f"stopped after {self.documents} of {self.total} documents{on}"


STATES = {"new": "new", "again": "read again", "kept": "unchanged"}


def sources_of(files: Sequence[Path]) -> list[Path | Stream]:
    """The documents that are named: a file, all files in a folder and below it, or - for standard input.

    In the order given; within a folder by name. What begins with a dot is left out.
    """
    return [one for file in files for one in _sources(file)]


def _sources(file: Path) -> list[Path | Stream]:
    if str(file) == "-":
        return [Stream(sys.stdin.buffer.read(Limits().size + 1))]
    return list(_files_in(file)) if file.is_dir() else [file]


def _files_in(folder: Path) -> Iterator[Path]:
    for one in sorted(folder.iterdir()):
        if one.name.startswith("."):
            continue
        if one.is_dir() and not one.is_symlink():
            yield from _files_in(one)
        elif one.is_file():
            yield one


def read_out(shown: Shown, sources: Sequence[Path | Stream], asked: Asked, form: str) -> None:
    """Read documents and put what they say on stdout; nothing is written to the disk."""
    # What `desk.read` calls: the desk would load every other room too, and a single document waits for it.
    case = _case_in(asked.case) if asked.case else None
    how = How(
        vocabulary_of(case), case, asked.model or MODEL, asked.endpoint, asked.published, asked.outlet
    )
    with progress_of(len(sources), form) as report:
        outcomes = read_each(sources, how, jobs=asked.jobs, progress=report)
        write((one.reading for one in outcomes if shown.take(one) and one.reading), form)


def _case_in(folder: Path) -> Case:
    # Imported here: what checks a case is needed only where one is named.
    from detente.files.folder import read_case

    return read_case(folder)


def read_in(
    shown: Shown,
    folder: Path,
    sources: Sequence[Path | Stream],
    asked: Asked,
    *,
    fresh: bool,
    as_json: bool,
) -> None:
    """Read documents into a case; say what became of each, and what to do next."""
    from detente import desk

    with progress_of(len(sources), "json" if as_json else "table") as report:
        outcomes = desk.propose(
            folder,
            sources,
            model=asked.model or MODEL,
            endpoint=asked.endpoint,
            published=asked.published,
            outlet=asked.outlet,
            jobs=asked.jobs,
            fresh=fresh,
            progress=report,
            tell=shown.take if as_json else shown.line,
        )
    if as_json:
        click.echo(to_json({"documents": [_plain(one) for one in outcomes]}))
    elif shown.documents > shown.failed:
        click.echo(f"Next: detente review {folder}")


def _plain(outcome: Outcome) -> dict[str, object]:
    """An outcome without its reading, which stands in its file."""
    plain: dict[str, object] = to_plain(outcome)
    return {key: value for key, value in plain.items() if key != "reading"}


@contextmanager
def progress_of(total: int, form: str) -> Iterator[Report | None]:
    """Progress for more than one document, unless the table itself shows it."""
    if total < 2 or (form == "table" and sys.stdout.isatty()):
        yield None
        return
    with reporting() as report:
        yield report


def _counted(outcome: Outcome) -> str:
    noun = "proposal" if outcome.proposals == 1 else "proposals"
    decided = f", {outcome.decided} decided" if outcome.decided else ""
    return f"{outcome.proposals} {noun}{decided}"


# ---------------------------------------------------------------- JSON


STATEMENT: dict[str, str] = {
    "id": "its id in the document: p07",
    "document": "the document it stands in",
    "stance": "from the closed list of stances: demands, insists, offers, willing, ...",
    "says": "its content, as it stands",
    "speaker": "whose statement it is: name, role, anonymous, id (of the party or actor, or null)",
    "chain": "who tells it, the outlet first, the speaker last: as speaker, with cue, the word of saying",
    "attribution": "direct, indirect, narration, document",
    "about": "what it is about: issue, measure (of the case, or null), text",
    "target": "at whom it is directed: as speaker, or null",
    "condition": "what it hangs on: kind (reciprocity, trigger, exception), text, start, end, by; or null",
    "polarity": "positive or negative",
    "modality": "is, will, would, may, must, should",
    "quantities": "figures: text, approximator, value, low, high, unit, place, part_of, start, end",
    "said": "when it was said: text, date, precision; or null",
    "meant": "when what it speaks of is: text, date, precision; or null",
    "quote": "the direct quotation: start, end, text, open_missing, close_missing; or null",
    "contests": "ids of statements that it contradicts",
    "supersedes": "ids of statements that it replaces",
    "refers_to": "ids of statements that it takes up",
    "act": "what was done: kind, by, place; or null",
    "obligation": "what a clause binds to: article, force, bound, act, reciprocal, exception; or null",
    "evidence": "the words that carry it: start, end, text, page",
    "sentence": "the sentence it stands in: start, end, text, page",
    "ambiguous": "what could be read otherwise, in sentences",
    "checks": "what has to be looked at, in sentences",
    "made_by": "what read it, at which version",
    "plover": "PLOVER's event and mode, or null",
}
"""Every key of a statement in the JSON of `detente read`, and what it holds. `start` and `end` count code
points of the document's text, the end excluded; a plain text file is its own text."""


def to_statements(readings: Iterable[ReadingFile]) -> Iterator[str]:
    """A JSON list of all statements, piece by piece: thousands of documents need not be held at once."""
    start = "[\n"
    for reading in readings:
        for proposal in reading.proposals:
            text = json.dumps(statement(reading, proposal), ensure_ascii=False, indent=2, allow_nan=False)
            yield start + "\n".join(f"  {line}" for line in text.splitlines())
            start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def statement(reading: ReadingFile, one: Proposal) -> dict[str, Any]:
    """One statement as a program gets it, with the keys of STATEMENT in their order."""
    event, mode = plover(one)
    return {
        "id": one.id,
        "document": reading.document,
        "stance": one.stance,
        "says": one.says,
        "speaker": _voice(one.speaker),
        "chain": [_told(told) for told in one.chain],
        "attribution": one.attribution,
        "about": [
            {"issue": about.issue, "measure": about.measure, "text": about.text} for about in one.about
        ],
        "target": _voice(one.target) if one.target else None,
        "condition": _condition(one.condition) if one.condition else None,
        "polarity": one.polarity,
        "modality": one.modality,
        "quantities": [_amount(amount) for amount in one.quantities],
        "said": _when(one.said) if one.said else None,
        "meant": _when(one.meant) if one.meant else None,
        "quote": _quote(one.quote) if one.quote else None,
        "contests": list(one.contests),
        "supersedes": list(one.supersedes),
        "refers_to": list(one.refers_to),
        "act": _act(one.act) if one.act else None,
        "obligation": _obligation(one.obligation) if one.obligation else None,
        "evidence": _span(one.evidence),
        "sentence": _span(one.sentence),
        "ambiguous": list(one.ambiguous),
        "checks": list(one.checks),
        "made_by": one.made_by,
        "plover": {"event": event, "mode": mode},
    }


def _voice(voice: Voice) -> dict[str, Any]:
    names = {"name": voice.name, "role": voice.role, "anonymous": voice.anonymous}
    return {**names, "id": voice.id, "members": list(voice.members)}


def _told(told: Told) -> dict[str, Any]:
    return {**_voice(told.who), "cue": told.cue}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.exact, "page": span.page}


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "kind": condition.kind,
        "text": condition.text,
        "start": condition.span.start,
        "end": condition.span.end,
        "by": _voice(condition.by) if condition.by else None,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "text": amount.text,
        "approximator": amount.approximator,
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "unit": amount.unit,
        "place": amount.place,
        "part_of": amount.part_of,
        "start": amount.span.start,
        "end": amount.span.end,
    }


def _when(when: When) -> dict[str, Any]:
    date = when.date.isoformat() if when.date else None
    return {"text": when.text, "date": date, "precision": when.precision}


def _quote(quote: Quoted) -> dict[str, Any]:
    missing = {"open_missing": quote.open_missing, "close_missing": quote.close_missing}
    return {"start": quote.span.start, "end": quote.span.end, "text": quote.span.exact, **missing}


def _act(act: Deed) -> dict[str, Any]:
    return {"kind": act.kind, "by": [_voice(one) for one in act.by], "place": act.place}


def _obligation(one: Obligation) -> dict[str, Any]:
    return {
        "article": one.article,
        "force": one.force,
        "bound": list(one.bound),
        "act": one.act,
        "reciprocal": one.reciprocal,
        "exception": _condition(one.exception) if one.exception else None,
    }


# ---------------------------------------------------------------- the table


def show_readings(readings: Iterable[ReadingFile]) -> None:
    """Print each document with its statements as soon as it is read, and the counts at the end.

    As wide as the terminal up to 140 columns; 80 columns without control codes when piped.
    """
    made, counts = _console(), _Counts()
    for reading in readings:
        _print(made, _document(made, reading))
        counts.add(reading)
    if counts.documents:
        _print(made, [Text(counts.sentence(), style="bold")])


def _console() -> Console:
    made = Console(highlight=False, emoji=False, markup=False)
    made.width = min(made.width, WIDEST) if made.is_terminal else PIPED
    return made


def _print(made: Console, lines: Iterable[Any]) -> None:
    """On a terminal as it is; elsewhere without the spaces that fill a line up."""
    if made.is_terminal:
        for line in lines:
            made.print(line)
        return
    with made.capture() as captured:
        for line in lines:
            made.print(line)
    for line in captured.get().splitlines():
        made.out(line.rstrip(), highlight=False)


def _document(made: Console, reading: ReadingFile) -> Iterator[Any]:
    yield from _head(reading)
    yield ""
    if not reading.proposals:
        yield "  Nothing was read in it that a side says, demands, offers or refuses."
        yield ""
        return
    contested = _contested(reading)
    if made.width >= WIDE:
        yield from _wide(reading, contested)
    else:
        yield from _narrow(reading, contested)


def _head(reading: ReadingFile) -> Iterator[Text]:
    """Outlet, title and date, and where the date was found; what has to be known; which file it was."""
    title = seen(reading.title or reading.document)
    yield Text(title, style="bold")
    outlet = seen(reading.outlet or reading.author or "no outlet named")
    basis = f" ({seen(reading.published_basis)})" if reading.published_basis else ""
    date = f"{reading.published}{basis}" if reading.published else "no date of publication found"
    yield Text(f"{outlet}, {date}")
    yield Text(f"{seen(reading.document)}, SHA-256 {reading.sha256[:16]}", style="dim")
    for note in reading.notes:
        yield Text(f"note: {seen(note)}", style="yellow")


def _contested(reading: ReadingFile) -> dict[str, tuple[str, ...]]:
    """Id -> those it contests and those that contest it: a reader of either has to know."""
    both: dict[str, dict[str, None]] = {}
    for one in reading.proposals:
        for other in one.contests:
            both.setdefault(one.id, {})[other] = None
            both.setdefault(other, {})[one.id] = None
    return {name: tuple(sorted(others)) for name, others in both.items()}


def _wide(reading: ReadingFile, contested: dict[str, tuple[str, ...]]) -> Iterator[Any]:
    table = _grid("the words")
    for one in reading.proposals:
        table.add_row(*_cells(one), Text("\n").join(_body(one, contested)))
        table.add_row()
    yield table


def _narrow(reading: ReadingFile, contested: dict[str, tuple[str, ...]]) -> Iterator[Any]:
    yield _grid()
    for one in reading.proposals:
        row = _grid()
        row.show_header = False
        row.add_row(*_cells(one))
        yield row
        for line in _body(one, contested):
            yield Padding(line, (0, 0, 0, COLUMNS[0][1] + GAP))
        yield ""


def _grid(*more: str) -> Table:
    # No box: lines would be noise in a pipe, and the columns hold without them.
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", show_edge=False)
    for name, width in COLUMNS:
        table.add_column(name, width=width, overflow="fold")
    for name in more:
        table.add_column(name, overflow="fold")
    return table


def _cells(one: Proposal) -> list[Text]:
    return [
        Text(one.id, style="dim"),
        Text(_who(one)),
        Text(_stance(one), style="bold"),
        Text(_on(one)),
        Text(_dates(one)),
    ]


def _who(one: Proposal) -> str:
    voice = one.speaker
    role = f", {voice.role}" if voice.role and voice.role.casefold() not in voice.name.casefold() else ""
    party = f" [{who}]" if (who := voice.id or ", ".join(voice.members)) else ""
    unnamed = " (not named)" if voice.anonymous else ""
    return seen(f"{voice.name}{role}{party}{unnamed}")


def _stance(one: Proposal) -> str:
    """The stance, the act if it tells of one, and whether it says that something is not so."""
    lines: list[str] = [one.stance]
    if one.polarity == "negative" and one.stance not in PLAIN_NEGATIVES and not one.obligation:
        lines.append("that not")
    if one.act:
        lines.append(f"act: {one.act.kind}")
    return "\n".join(lines)


def _on(one: Proposal) -> str:
    return "\n".join(
        f"{about.issue or '?'} > {about.measure}" if about.measure else about.issue or seen(about.text)
        for about in one.about
    )


def _dates(one: Proposal) -> str:
    """The day it was said, and the day it speaks of."""
    said = str(one.said.date) if one.said and one.said.date else ""
    meant = f"of {_day(one.meant)}" if one.meant and one.meant.date else ""
    return "\n".join(line for line in (said, meant) if line)


def _day(when: When) -> str:
    """A date no more exact than it is."""
    assert when.date is not None
    return PRECISE[when.precision](str(when.date)) if when.precision in PRECISE else str(when.date)


PRECISE: dict[str, Callable[[str], str]] = {
    "week": lambda date: f"week {date}",
    "month": lambda date: date[:7],
    "season": lambda date: f"season {date[:7]}",
    "year": lambda date: date[:4],
}


def _body(one: Proposal, contested: dict[str, tuple[str, ...]]) -> Iterator[Text]:
    """The words, and beneath them what they hang on, how much, of whom, and what is in doubt."""
    yield _words(one)
    for label, lines in DETAILS.items():
        yield from (_labelled(label, line) for line in lines(one))
    if one.id in contested:
        yield Text(f"contested: {', '.join(contested[one.id])}", style="red")
    for label, sentences in (("unclear", one.ambiguous), ("look at", one.checks)):
        yield from (Text(f"{label}: {seen(sentence)}", style="dim") for sentence in sentences)


def _words(one: Proposal) -> Text:
    """The words themselves, in quotation marks where the document quotes them."""
    if one.quote is None or not _inside(one.evidence, one.quote.span):
        return Text(seen(one.says))
    marks = "“" if not one.quote.open_missing else "[“]", "”" if not one.quote.close_missing else "[”]"
    return Text(f"{marks[0]}{seen(one.says)}{marks[1]}")


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _labelled(label: str, line: str) -> Text:
    return Text.assemble((f"{label}: ", "dim"), seen(line))


def _condition_line(one: Proposal) -> Iterator[str]:
    if one.condition:
        by = f", by {one.condition.by.name}" if one.condition.by else ""
        yield f"{one.condition.text} ({one.condition.kind}{by})"


def _figures(one: Proposal) -> Iterator[str]:
    if one.quantities:
        yield "; ".join(_figure(amount) for amount in one.quantities)


def _figure(amount: Amount) -> str:
    return f"{amount.text} ({amount.place})" if amount.place else amount.text


def _to(one: Proposal) -> Iterator[str]:
    if one.target:
        who = one.target.id or ", ".join(one.target.members)
        party = f" [{who}]" if who and who != one.target.name else ""
        yield f"{one.target.name}{party}"


def _by(one: Proposal) -> Iterator[str]:
    """Who tells it, where somebody stands between the outlet and the speaker."""
    if between := one.chain[1:-1]:
        yield ", then ".join(
            f"{told.who.name} ({told.cue})" if told.cue else told.who.name for told in between
        )


def _done(one: Proposal) -> Iterator[str]:
    if one.act and one.act.by:
        place = f", in {one.act.place}" if one.act.place else ""
        yield f"{', '.join(voice.name for voice in one.act.by)}{place}"


def _binds(one: Proposal) -> Iterator[str]:
    if one.obligation:
        bound = ", ".join(one.obligation.bound) or "nobody named"
        alike = "; both sides alike" if one.obligation.reciprocal else ""
        yield f"{one.obligation.article}: {bound}; {one.obligation.force}{alike}"


def _links(one: Proposal) -> Iterator[str]:
    named = (("replaces", one.supersedes), ("takes up", one.refers_to))
    if said := [f"{how} {', '.join(names)}" for how, names in named if names]:
        yield "; ".join(said)


DETAILS: dict[str, Callable[[Proposal], Iterator[str]]] = {
    "condition": _condition_line,
    "how much": _figures,
    "to": _to,
    "as told by": _by,
    "done by": _done,
    "binds": _binds,
    "links": _links,
}
"""The lines beneath the words, in their order, and what stands in each."""


@dataclass
class _Counts:
    """What has been shown so far."""

    documents: int = 0
    stances: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)

    def add(self, reading: ReadingFile) -> None:
        self.documents += 1
        self.stances.update(one.stance for one in reading.proposals)
        self.marks["told of acts"] += sum(one.act is not None for one in reading.proposals)
        self.marks["contested"] += len(_contested(reading))
        self.marks["unclear"] += sum(bool(one.ambiguous) for one in reading.proposals)
        self.marks["to look at"] += sum(bool(one.checks) for one in reading.proposals)

    def sentence(self) -> str:
        """Everything in one line, as far as it fits."""
        documents = f"in {self.documents} documents" if self.documents != 1 else "in 1 document"
        total = sum(self.stances.values())
        stances = ", ".join(f"{name} {count}" for name, count in self.stances.most_common())
        marks = ", ".join(f"{count} {name}" for name, count in self.marks.items() if count)
        noun = "statement" if total == 1 else "statements"
        return ". ".join(one for one in (f"{total} {noun} {documents}", stances, marks) if one) + "."


# ---------------------------------------------------------------- all forms


def _as_annotations(readings: Iterable[ReadingFile]) -> Iterator[str]:
    """One collection as it is; several as a JSON list of them."""
    texts = [to_web_annotations(reading).rstrip() for reading in readings]
    yield f"{texts[0]}\n" if len(texts) == 1 else f"[{', '.join(texts)}]\n"


def _as_csv(readings: Iterable[ReadingFile]) -> Iterator[str]:
    yield to_csv(readings)


TEXTS: dict[str, Callable[[Iterable[ReadingFile]], Iterator[str]]] = {
    "json": to_statements,
    "annotations": _as_annotations,
    "csv": _as_csv,
}
"""The forms for programs, and what writes each."""


def write(readings: Iterable[ReadingFile], form: str) -> None:
    """Put the readings on stdout, as a table or in one of TEXTS."""
    if form not in TEXTS:
        show_readings(readings)
        return
    for text in TEXTS[form](readings):
        sys.stdout.write(text)
