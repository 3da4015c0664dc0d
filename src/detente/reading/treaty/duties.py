"""In: a sentence of a clause. Out: the duties in it: whom each binds, its force and its exception."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Force
from detente.reading.treaty.acts import Part, parts, turned
from detente.reading.treaty.heads import Head, heads
from detente.reading.treaty.hinges import TRAILING, Hinge, hinges, without
from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.parties import (
    DET,
    MAKERS,
    Bound,
    actor_at,
    bound_of,
    implied,
    lower_first,
    opening_actor,
)
from detente.reading.treaty.words import AGREED_THAT, HEADS, NEGATED, PERFORMED, PROMISE, VERBS, force_of

AFTER = re.compile(
    rf"\s*(?P<who>(?:{DET}(?:[\w'-]+\s+){{0,2}}?{HEADS}|it|they|both|either)\b"
    rf"|[^,;:]{{1,80}}?(?=\s+(?:be|have|{VERBS})\b))"
)
DANGLING = re.compile(r"[\s,;]+(?:and|or|but|nor)\s*$")
GOES_ON = re.compile(r",\s+(?:which|who)\s+$")
GOES_ON_WITH = re.compile(r"\s(?:and|but)\s*$")
OPENS_CONDITION = re.compile(
    r"\s*(?:if|when|whenever|where|should|in\s+the\s+event\s+that|once|before|after)\s+", re.I
)
PROMISED = re.compile(PROMISE)
BAN = re.compile(r"(?:prohibited|forbidden|banned|permitted|allowed)\s*$")
SHARED_END = "What is excepted could be meant for the last act alone."


@dataclass(frozen=True)
class Duty:
    """One thing that a clause makes somebody do, leave or be free to do.

    start, end   the words that carry it
    sentence     the sentence it stands in; for an item of a list, from the list's opening words
    act          what is to be done, on one line; act_run is where the last part of it stands
    """

    start: int
    end: int
    sentence: Run
    bound: Bound
    force: Force
    act: str
    act_run: Run
    exception: Hinge | None = None
    condition: Hinge | None = None
    notes: tuple[str, ...] = ()
    topic: Bound | None = None
    """The actor in the subject, where it is not the one who is bound: who "it" is in the next sentence."""


def duties(
    page: Page, run: Run, names: frozenset[str], before: Bound | None, subject: Bound | None = None
) -> list[Duty]:
    """The duties of one sentence.

    before   who was bound in the sentence before
    subject  who is bound if the sentence begins with its verb: the subject of the list's opening words
    """
    text = page.plain[run[0] : run[1]]
    found: list[Duty] = []
    chain = heads(text, names)
    for i, head in enumerate(chain):
        end = chain[i + 1].cut if i + 1 < len(chain) else len(text)
        bound = found[-1].bound if head.shared and found else None
        last = bound or (found[-1].bound if found else before)
        sentence = _Sentence(page, run, text, names, last, None if i else subject)
        found += sentence.duties(head, end, text[head.cut if i else 0 : head.left], bound)
        before = found[-1].bound if found else before
    return found


@dataclass(frozen=True)
class _Clause:
    """One verb that binds, with all that its acts share.

    run      what follows the verb
    topic    the actor in the subject
    about    the subject does it, so that the act begins behind the verb
    passive  the subject is acted on
    leading  the conditions before the subject
    """

    head: Head
    run: Run
    force: Force
    bound: Bound
    topic: Bound | None
    about: bool
    passive: bool
    leading: Sequence[Hinge]

    @property
    def first(self) -> int:
        """Where the words of a duty begin: at the verb, or at a subject that says no or is acted on."""
        if self.head.shared or (self.bound.agent and not self.bound.negative and not self.passive):
            return self.head.match.start()
        return self.head.left


@dataclass(frozen=True)
class _Sentence:
    """A sentence at `run`, in which the duties of one verb after the other are read."""

    page: Page
    run: Run
    text: str
    names: frozenset[str]
    before: Bound | None
    subject: Bound | None

    def duties(self, head: Head, end: int, lead: str, shared: Bound | None) -> list[Duty]:
        """The duties of one verb; `lead` are the words between the clause before and its subject."""
        clause = self._clause(head, end, lead, shared)
        pieces = self._parts(clause)
        common = self._common(clause, pieces)
        made = []
        for i, piece in enumerate(pieces):
            other = [*clause.leading, *(common if i < len(pieces) - 1 else ())]
            made.append(self._duty(clause, piece, piece.start if i else clause.first, other))
        return made

    def _clause(self, head: Head, end: int, lead: str, shared: Bound | None) -> _Clause:
        leading = hinges(lead, self.run[0] + head.left - len(lead))
        words = GOES_ON.sub("", self.text[head.left : head.match.start()])
        start, force = head.match.end(), force_of(head.match)
        if head.inverted:
            left, start = self._after(start, end)
            words, head = self.text[left:start], replace(head, left=left)
            force = NEGATED.get(force, force)
        bound = shared or self._bound(words, lead)
        if bound.negative and not shared:
            force = NEGATED.get(force, force)
        passive = bool(PERFORMED.match(self.text[start:end].lstrip()) or BAN.search(head.match.group()))
        topic = bound if bound.agent else None
        bound = self._made(bound, self.text[start:end]) if passive else bound
        about = (bound.agent or bound.pronoun) and not passive
        return _Clause(head, (start, end), force, bound, topic, about, passive, leading)

    def _after(self, start: int, end: int) -> Run:
        """Where the subject of "nor shall either Party ..." stands."""
        match = AFTER.match(self.text, start, end)
        return match.span("who") if match else (start, start)

    def _bound(self, words: str, lead: str) -> Bound:
        if not words.strip(" ,\n"):
            return self.subject or self.before or implied()
        return bound_of(words, self.names, self._meant(lead) or self.before or self.subject)

    def _meant(self, lead: str) -> Bound | None:
        """Who "it" is after "If a Party ...,": the actor that the condition opens with."""
        if (
            lead.rstrip().endswith("that") and AGREED_THAT.search(lead.strip()[: -len("that")])
        ) or GOES_ON_WITH.search(lead):
            actor = opening_actor(lead.lstrip(), self.names)
        else:
            opened = OPENS_CONDITION.match(lead)
            actor = opening_actor(lead[opened.end() :], self.names) if opened else ""
        return bound_of(actor, self.names, None) if actor else None

    def _made(self, bound: Bound, predicate: str) -> Bound:
        """Who is bound where a thing is acted on: whoever is named with "by", else its owner."""
        named = MAKERS.search(predicate)
        if named and actor_at(named["who"], self.names):
            return replace(bound_of(named["who"], self.names, None), negative=bound.negative, agent=False)
        owned = not bound.agent and not bound.note and not bound.pronoun
        return bound if owned else implied(bound.negative)

    def _parts(self, clause: _Clause) -> list[Part]:
        if clause.passive:
            return [Part(*clause.run)]
        promised = PROMISED.match(clause.head.match.group()) is not None
        return parts(self.text, *clause.run, promised)

    def _common(self, clause: _Clause, pieces: Sequence[Part]) -> list[Hinge]:
        """Conditions at the end of several acts: they hold for each of them."""
        start, end = pieces[-1].start, clause.run[1]
        if len(pieces) == 1 or self.text[start - 3 : start] == "to ":
            return []
        close = self.run[0] + len(self.text[:end].rstrip(TRAILING))
        return [one for one in hinges(self.text[start:end], self.run[0] + start) if one.end >= close]

    def _duty(self, clause: _Clause, piece: Part, first: int, other: Sequence[Hinge]) -> Duty:
        """The duty of one act; `first` is where its words begin, `other` are the conditions shared."""
        at = self.run[0]
        own = hinges(self.text[piece.start : piece.end], at + piece.start)
        force, start = turned(self.text, piece, clause.force)
        end = at + len(DANGLING.sub("", self.text[: piece.end]).rstrip(TRAILING))
        from_ = at + (start if clause.about else first)
        inside = [one for one in own if one.start >= from_ and one.end <= end]
        act_run, act = without(self.page, from_, end, inside)
        hinged = (*own, *other)
        exception = next((one for one in hinged if one.kind == "exception"), None)
        condition = next((one for one in hinged if one.kind != "exception"), None)
        shared = any(one in other and one.start > end for one in (exception, condition) if one)
        return Duty(
            at + first, end, self.run, clause.bound, force, lower_first(act) if clause.about else act,
            act_run, exception, condition, _notes(clause.bound, shared), clause.topic,
        )  # fmt: skip


def _notes(bound: Bound, shared: bool) -> tuple[str, ...]:
    own = (bound.note,) if bound.note else ()
    return (*own, SHARED_END) if shared else own
