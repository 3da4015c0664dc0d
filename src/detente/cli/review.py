"""In: the readings of a case, and a person's keys. Out: decisions, each on the disk before the next card.

`step_through` asks on a terminal, or takes lines from a pipe; `decide` takes ids from the command line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console

from detente.case.acts import Act, ActKind
from detente.case.measures import Ref
from detente.case.parties import Actor
from detente.case.proposals import Decision, Proposal, ReadingFile
from detente.case.statements import Stance
from detente.cli import options
from detente.cli.card import console, seen, show_card
from detente.errors import CaseFaults, DetenteError, UsageError
from detente.files.accept import DOCUMENTS, entry_text, read_entry, reject, take
from detente.files.carry import (
    UNCHANGED,
    Changes,
    Lack,
    entry_of,
    lacks,
    suggested_actor,
    tells_of_an_act,
    unknown_voices,
)
from detente.files.folder import look
from detente.files.proposals import read_reading, readings_in

NOTHING = "none"
END = "\x04"
"""What a terminal sends at the end of the input (Ctrl-D)."""
KEYS = "a accept, e edit, r reject, s skip, b back, q quit"


@dataclass(frozen=True)
class Done:
    """One decision, as it was written down."""

    document: str
    proposal: str
    decision: Decision
    as_: str | None


@dataclass
class Review:
    """The readings of a case under review: by document, as they stand on the disk."""

    folder: Path
    readings: dict[str, ReadingFile]
    by: str
    on: dt.date
    done: list[Done] = field(default_factory=list)

    def proposal(self, card: Card) -> Proposal:
        found = (one for one in self.readings[card.document].proposals if one.id == card.proposal)
        return next(found)

    def accept(self, card: Card, changes: Changes) -> Done:
        reading = self.readings[card.document]
        decided = take(self.folder, reading, card.proposal, by=self.by, on=self.on, changes=changes)
        return self._written(card, decided.reading)

    def reject(self, card: Card) -> Done:
        reading = self.readings[card.document]
        return self._written(
            card, reject(self.folder, reading, card.proposal, by=self.by, on=self.on).reading
        )

    def missing(self, card: Card, changes: Changes = UNCHANGED) -> tuple[Lack, ...]:
        papers = look(self.folder).papers
        return lacks(papers, self.readings[card.document], self.proposal(card), changes)

    def _written(self, card: Card, reading: ReadingFile) -> Done:
        self.readings[card.document] = reading
        one = self.proposal(card)
        self.done.append(Done(card.document, one.id, one.decision, one.as_))
        return self.done[-1]


@dataclass(frozen=True)
class Card:
    """One proposal of one document, by id."""

    document: str
    proposal: str


def opened(folder: Path, document: str | None, by: str, on: dt.date) -> Review:
    """The readings of a case, or that of one document, ready for review.

    Raises UsageError if there are none, and CaseFaults with the faults of those that cannot be read.
    """
    found = {one.document: one for one in map(read_reading, readings_in(folder))}
    if not found:
        says = "nothing has been read in this case yet: 'detente read' reads a document into it"
        raise UsageError(f"{folder}: {says}")
    if document is not None:
        names = [name for name in found if document in (name, Path(name).stem)]
        if len(names) != 1:
            raise UsageError(f"no reading of '{document}' here: there is {', '.join(sorted(found))}")
        found = {names[0]: found[names[0]]}
    return Review(folder, found, by, on)


def cards(review: Review, *, decided: bool) -> tuple[Card, ...]:
    """What is to be looked at, document by document; with `decided`, what has been decided as well."""
    return tuple(
        Card(document, one.id)
        for document, reading in review.readings.items()
        for one in reading.proposals
        if decided or one.decision == "proposed"
    )


def decide(
    review: Review, accepted: Sequence[str], rejected: Sequence[str], changes: Changes, *, actors: bool
) -> None:
    """Accept and reject by id, in the order given. Raises at the first that cannot be; the others stand.

    actors     add a speaker whom the case does not know as an actor
    """
    for name in accepted:
        card = _named(review, name)
        review.accept(card, _with_actors(review, card, changes) if actors else changes)
    for name in rejected:
        review.reject(_named(review, name))


def _named(review: Review, name: str) -> Card:
    found = [card for card in cards(review, decided=True) if card.proposal == name]
    if not found:
        raise UsageError(f"no reading here has a proposal '{name}'")
    if len(found) > 1:
        documents = ", ".join(card.document for card in found)
        raise UsageError(f"'{name}' stands in {documents}: say which with --document")
    return found[0]


def _with_actors(review: Review, card: Card, changes: Changes) -> Changes:
    """The changes with every unknown voice as an actor; a speaker whom the person named is none."""
    added = changes
    while not changes.speaker and (actor := _actor(review, card, added)):
        added = replace(added, actors=(*added.actors, actor))
    return added


def _actor(review: Review, card: Card, changes: Changes) -> Actor | None:
    """The actor that the first unknown voice could be added as; None if every voice is known."""
    papers, reading = look(review.folder).papers, review.readings[card.document]
    unknown = unknown_voices(papers, review.proposal(card), changes)
    return suggested_actor(papers, reading, unknown[0], changes.actors) if unknown else None


# ------------------------------------------------------------------ a person at the keys


@dataclass(frozen=True)
class Desk:
    """Where cards are shown and answers come from."""

    screen: Console
    keyed: bool
    """True if a key is taken as soon as it is pressed; else a line is read."""

    def key(self) -> str | None:
        """The next key; None at the end of the input."""
        self.say(f"[{KEYS}]", end=" ")
        if not self.keyed:
            return self._line()
        try:
            key = click.getchar()
        except (EOFError, KeyboardInterrupt):
            key = END
        self.say("" if key == END else key)
        return None if key == END else key

    def ask(self, question: str) -> str:
        """An answer, without the spaces around it; empty for none and at the end of the input."""
        self.say(f"{question}:", end=" ")
        return self._line() or ""

    def say(self, text: str, end: str = "\n") -> None:
        self.screen.print(seen(text), end=end, soft_wrap=True)

    def _line(self) -> str | None:
        line = sys.stdin.readline()
        if not self.keyed:
            self.say("")
        return line.strip() if line else None


def step_through(review: Review, queue: Sequence[Card], *, to_stderr: bool = False) -> None:
    """Show card after card and write each decision down, until the last card, `q` or the input's end."""
    keyed = sys.stdin.isatty() and sys.stdout.isatty()
    desk = Desk(console(to_stderr=to_stderr), keyed)
    texts = _Texts(review)
    at = 0
    while 0 <= at < len(queue):
        card = queue[at]
        missing = [one.says for one in review.missing(card)]
        reading, proposal = review.readings[card.document], review.proposal(card)
        show_card(
            desk.screen, reading, proposal, f"{at + 1}/{len(queue)}", texts.of(card.document), missing
        )
        step = _answered(review, card, desk)
        if step is None:
            return
        at = max(0, at + step)


def _answered(review: Review, card: Card, desk: Desk) -> int | None:
    """How many cards to go on; None to stop. Asks again until a key is one."""
    while True:
        key = desk.key()
        if key is None or key.lower() == "q":
            return None
        handler = HANDLERS.get(key.lower())
        if handler is None:
            desk.say("this key does nothing here")
            continue
        try:
            return handler(review, card, desk)
        except CaseFaults as broken:
            desk.say("nothing was written: the case would have these faults")
            for fault in broken.faults:
                desk.say(f"  {fault.where.file}: {fault.says}")
        except DetenteError as wrong:
            for line in str(wrong).splitlines():
                desk.say(line)


def _accept(review: Review, card: Card, desk: Desk) -> int:
    return _taken(review, card, desk, UNCHANGED)


def _taken(review: Review, card: Card, desk: Desk, changes: Changes) -> int:
    filled = _filled(review, card, desk, changes)
    if filled is None:
        desk.say("left undecided")
        return 0
    done = review.accept(card, filled)
    desk.say(f"{done.decision} as {done.as_}")
    return 1


def _reject(review: Review, card: Card, desk: Desk) -> int:
    review.reject(card)
    desk.say("rejected")
    return 1


def _edit(review: Review, card: Card, desk: Desk) -> int:
    if desk.keyed and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        return _edit_whole(review, card, desk)
    changes = UNCHANGED
    now = _now(review, card)
    for name in ACT_FIELDS if _is_act(review, card) else FIELDS:
        answer = desk.ask(f"{name} ({now.get(name) or 'nothing'}; Enter leaves it)")
        if answer:
            changes = FIELD_READERS[name](changes, answer)
    return _taken(review, card, desk, changes)


def _edit_whole(review: Review, card: Card, desk: Desk) -> int:
    """The whole entry in the person's own editor."""
    filled = _filled(review, card, desk, UNCHANGED)
    if filled is None:
        return 0
    papers, reading = look(review.folder).papers, review.readings[card.document]
    entry = entry_of(papers, reading, review.proposal(card), filled, by=review.by, on=review.on)
    text = click.edit(f"{EDIT_HEAD}{entry_text(entry)}", extension=".yaml", require_save=True)
    if text is None:
        desk.say("left undecided: the editor saved nothing")
        return 0
    edited = read_entry(text, type(entry))
    return _taken(review, card, desk, replace(filled, entry=edited))


EDIT_HEAD = "# Save to accept it so. Leave the editor without saving to leave it undecided.\n"


def _skip(_: Review, __: Card, ___: Desk) -> int:
    return 1


def _back(_: Review, __: Card, ___: Desk) -> int:
    return -1


HANDLERS: Mapping[str, Callable[[Review, Card, Desk], int]] = {
    "a": _accept,
    "e": _edit,
    "r": _reject,
    "s": _skip,
    "b": _back,
}
"""What each key does; `q` stops."""


def _filled(review: Review, card: Card, desk: Desk, changes: Changes) -> Changes | None:
    """The changes with everything that the case needs; None if the person leaves a question unanswered."""
    while missing := review.missing(card, changes):
        desk.say(missing[0].says)
        given = FILLERS[missing[0].what](review, card, desk, changes)
        if given is None:
            return None
        changes = given
    return changes


def _fill_speaker(review: Review, card: Card, desk: Desk, changes: Changes) -> Changes | None:
    actor = _actor(review, card, changes)
    adding = f", or y to add '{actor.name}' to the actors ({actor.kind}, id {actor.id})" if actor else ""
    answer = desk.ask(f"an id{adding}")
    if actor and answer.lower() in ("y", "yes"):
        return replace(changes, actors=(*changes.actors, actor))
    if not answer:
        return None
    return replace(changes, by=(answer,)) if _is_act(review, card) else replace(changes, speaker=answer)


def _fill_date(_: Review, __: Card, desk: Desk, changes: Changes) -> Changes | None:
    answer = desk.ask("the day, as 2022-01-26")
    return _date(changes, answer) if answer else None


def _fill_measure(_: Review, __: Card, desk: Desk, changes: Changes) -> Changes | None:
    answer = desk.ask("the measure, as MEASURE, MEASURE=LEVEL or MEASURE/PARTY=LEVEL")
    return _on(changes, answer) if answer else None


def _fill_condition(_: Review, __: Card, desk: Desk, changes: Changes) -> Changes | None:
    answer = desk.ask(f"the measure it hangs on, as MEASURE/PARTY=LEVEL, or {NOTHING}")
    return _if(changes, answer) if answer else None


FILLERS: Mapping[str, Callable[[Review, Card, Desk, Changes], Changes | None]] = {
    "speaker": _fill_speaker,
    "by": _fill_speaker,
    "date": _fill_date,
    "measure": _fill_measure,
    "condition": _fill_condition,
}
"""How each lack is asked for."""


def _is_act(review: Review, card: Card) -> bool:
    return tells_of_an_act(review.proposal(card))


def _now(review: Review, card: Card) -> dict[str, str]:
    """The fields as they would be accepted; as they were read where something is missing yet."""
    proposal, reading = review.proposal(card), review.readings[card.document]
    if review.missing(card):
        return {"stance": proposal.stance, "says": proposal.says, "speaker": proposal.speaker.name}
    entry = entry_of(look(review.folder).papers, reading, proposal, by=review.by, on=review.on)
    names = {"says": "what"} if isinstance(entry, Act) else {"if": "if_"}
    fields = ACT_FIELDS if isinstance(entry, Act) else FIELDS
    return {name: _shown(getattr(entry, names.get(name, name))) for name in fields}


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_ref(one) if isinstance(one, Ref) else str(one) for one in value)
    return "" if value is None else str(value)


def _ref(ref: Ref) -> str:
    party = f"/{ref.binds}" if ref.binds else ""
    return f"{ref.measure}{party}" + (f"={ref.level}" if ref.level else "")


def refs(text: str) -> tuple[Ref, ...]:
    """Restraints in words, apart by commas; none for `none`. Raises UsageError."""
    if text == NOTHING:
        return ()
    try:
        return tuple(options.restraint(one.strip()) for one in text.split(","))
    except click.BadParameter as wrong:
        raise UsageError(str(wrong.message)) from None


def _date(changes: Changes, text: str) -> Changes:
    try:
        return replace(changes, date=dt.date.fromisoformat(text))
    except ValueError:
        raise UsageError(f"'{text}' is no date: write it as 2022-01-26") from None


def _on(changes: Changes, text: str) -> Changes:
    return replace(changes, on=refs(text))


def _if(changes: Changes, text: str) -> Changes:
    return replace(changes, if_=refs(text))


def _stance(changes: Changes, text: str) -> Changes:
    return replace(changes, stance=_one_of(text, get_args(Stance)))


def _kind(changes: Changes, text: str) -> Changes:
    return replace(changes, kind=_one_of(text, get_args(ActKind)))


def _one_of(text: str, allowed: tuple[str, ...]) -> Any:
    if text not in allowed:
        raise UsageError(f"'{text}' is not one of {', '.join(allowed)}")
    return text


def _credence(changes: Changes, text: str) -> Changes:
    try:
        return replace(changes, credence=float(text))
    except ValueError:
        raise UsageError(f"'{text}' is no credence: write a number from 0 to 1") from None


FIELD_READERS: Mapping[str, Callable[[Changes, str], Changes]] = {
    "stance": _stance,
    "speaker": lambda changes, text: replace(changes, speaker=text),
    "says": lambda changes, text: replace(changes, says=text),
    "on": _on,
    "if": _if,
    "to": lambda changes, text: replace(changes, to=text),
    "date": _date,
    "credence": _credence,
    "why": lambda changes, text: replace(changes, why=text),
    "note": lambda changes, text: replace(changes, note=text),
    "kind": _kind,
    "by": lambda changes, text: replace(changes, by=tuple(one.strip() for one in text.split(","))),
}
"""Each field that can be edited, and how its answer is read."""
FIELDS = ("stance", "speaker", "says", "on", "if", "to", "date", "credence", "why", "note")
ACT_FIELDS = ("kind", "by", "says", "date", "note")


# ------------------------------------------------------------------ the documents


@dataclass
class _Texts:
    """The canonical texts of the documents under review, each read once."""

    review: Review

    @cached_property
    def _known(self) -> dict[str, str | None]:
        return {}

    def of(self, document: str) -> str | None:
        if document not in self._known:
            self._known[document] = _text(self.review.folder, self.review.readings[document])
        return self._known[document]


def _text(folder: Path, reading: ReadingFile) -> str | None:
    """The text that the offsets count in; None if it cannot be had again, letter for letter."""
    path = folder / DOCUMENTS / reading.document
    try:
        data = path.read_bytes()
        tried = _decoded(data)
        return tried if _is(tried, reading) else _ingested(data, reading)
    except (OSError, DetenteError):
        return None


def _ingested(data: bytes, reading: ReadingFile) -> str | None:
    # Imported here: a plain text, which most documents are, needs none of it.
    from detente.reading.ingest.ingest import ingest

    text = ingest(data, reading.document).text
    return text if _is(text, reading) else None


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")


def _is(text: str, reading: ReadingFile) -> bool:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest() == reading.text_sha256
