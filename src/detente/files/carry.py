"""A proposal and what a person changed in it in; the statement or act it becomes in the case out.

Nothing is guessed that would bind a party: where the words leave open who speaks, when, about which
measure or on what it hangs, that is a `Lack`, and a person fills it with `Changes`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.acts import Act, ActKind
from detente.case.evidence import Evidence
from detente.case.measures import Measure, Ref
from detente.case.parties import Actor, ActorKind, Party
from detente.case.proposals import Amount, Condition, Proposal, ReadingFile, Told, Voice
from detente.case.sources import Source
from detente.case.statements import BINDING, Quantity, Stance, Statement
from detente.case.vocabulary import TermKind, Vocabulary
from detente.errors import UsageError
from detente.files.crossfaults import MOST_QUOTED
from detente.files.guess import listed
from detente.files.names import ID
from detente.files.papers import Papers

ON_TARGET: tuple[Stance, ...] = ("demands", "insists", "accuses")
"""Stances whose restraint is asked of the other side."""
HANGING: tuple[Stance, ...] = ("offers", "willing", "conditional", "refuses")
"""Stances that would be read as more than was said if their condition were left out."""
ARTICLE = re.compile(r"^(the|an?) ")
NUMBERED = re.compile(r"([a-z]+)([0-9]+)")
KINDS: Mapping[TermKind, ActorKind] = {
    "state": "state",
    "alliance": "alliance",
    "organisation": "organisation",
    "outlet": "outlet",
    "person": "person",
    "group": "organisation",
    "place": "organisation",
}
"""What an actor of the vocabulary is in a case."""

LackKind = Literal["speaker", "date", "measure", "condition", "by"]


@dataclass(frozen=True)
class Lack:
    """What the case needs and the document does not say, and the sentence that asks for it."""

    what: LackKind
    says: str


@dataclass(frozen=True)
class Changes:
    """What a person puts in place of what was read. None leaves it as it was read.

    speaker    a party or actor of the case, by id
    actors     actors to be added to the case: whoever gives them has confirmed them
    on, if_    restraints; an empty `if_` says that it is meant without the condition
    entry      the whole statement or act; its id and evidence are filled in
    """

    stance: Stance | None = None
    speaker: str | None = None
    actors: tuple[Actor, ...] = ()
    says: str | None = None
    date: dt.date | None = None
    on: tuple[Ref, ...] | None = None
    if_: tuple[Ref, ...] | None = None
    to: str | None = None
    everything: bool = False
    credence: float | None = None
    why: str | None = None
    note: str | None = None
    kind: ActKind | None = None
    by: tuple[str, ...] | None = None
    entry: Statement | Act | None = None


UNCHANGED = Changes()


@dataclass(frozen=True)
class _Case:
    """What the papers of a case know, and may not be sound as a whole."""

    papers: Papers

    @property
    def parties(self) -> tuple[Party, ...]:
        return tuple(entry.record for entry in self.papers.of(Party))

    @property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(entry.record for entry in self.papers.of(Actor))

    @property
    def measures(self) -> dict[str, Measure]:
        return {entry.record.id: entry.record for entry in self.papers.of(Measure)}

    def named(self, voice: Voice | None) -> str | None:
        """The party or actor that a voice is, by id; None if the case has none."""
        if voice is None:
            return None
        if voice.id in self.papers.known(Party, Actor):
            return voice.id
        together = self.members(voice)
        return self._names().get(_folded(voice.name)) or (together[0] if len(together) == 1 else None)

    def members(self, voice: Voice) -> tuple[str, ...]:
        """Of those who speak together, the ones that the case knows."""
        known = self.papers.known(Party, Actor)
        return tuple(one for one in voice.members if one in known)

    def party(self, voice: Voice | None) -> str | None:
        """The party that a voice speaks for."""
        return self.side(self.named(voice))

    def side(self, speaker: str | None) -> str | None:
        sides = {one.id: one.speaks_for for one in self.actors} | {one.id: one.id for one in self.parties}
        return sides.get(speaker or "")

    def _names(self) -> dict[str, str]:
        actors = {_folded(one.name): one.id for one in self.actors}
        return actors | {_folded(name): one.id for one in self.parties for name in (one.name, one.label)}


def tells_of_an_act(proposal: Proposal, changes: Changes = UNCHANGED) -> bool:
    """True if it becomes an act; a person who names a stance makes a statement of it."""
    if changes.entry is not None:
        return isinstance(changes.entry, Act)
    return proposal.act is not None and changes.stance is None


def lacks(
    papers: Papers, reading: ReadingFile, proposal: Proposal, changes: Changes = UNCHANGED
) -> tuple[Lack, ...]:
    """What a person has to say before the proposal can be let in; empty if nothing."""
    if changes.entry is not None:
        return ()
    check = _act_lacks if tells_of_an_act(proposal, changes) else _statement_lacks
    return tuple(check(_Case(papers), reading, proposal, changes))


def entry_of(
    papers: Papers,
    reading: ReadingFile,
    proposal: Proposal,
    changes: Changes = UNCHANGED,
    *,
    by: str,
    on: dt.date,
) -> Statement | Act:
    """The statement or act that a proposal becomes, accepted by that person on that day.

    Raises UsageError with a sentence for everything that `lacks` finds.
    """
    if missing := lacks(papers, reading, proposal, changes):
        raise UsageError("\n".join(f"{proposal.id}: {one.says}" for one in missing))
    evidence = _evidence(reading, proposal, by, on)
    is_act = tells_of_an_act(proposal, changes)
    name = next_id(papers, Act if is_act else Statement)
    if changes.entry is not None:
        return replace(changes.entry, id=name, evidence=evidence)
    if is_act:
        return _act(_Case(papers), reading, proposal, changes, name, evidence)
    return _statement(_Case(papers), reading, proposal, changes, name, evidence)


def next_id(papers: Papers, cls: type[Statement] | type[Act]) -> str:
    """The next free id in the manner of those there are: `s12` after `s11`."""
    known = papers.known(cls)
    start = "a" if cls is Act else "s"
    numbers = [found[2] for one in known if (found := NUMBERED.fullmatch(one)) and found[1] == start]
    width = min((len(one) for one in numbers), default=2)
    last = max((int(one) for one in numbers), default=0)
    return f"{start}{last + 1:0{width}}"


def source_of(reading: ReadingFile) -> Source:
    """The source that the document is, ungraded: a person grades it."""
    return Source(
        id=reading.source,
        publisher=reading.outlet or reading.author or reading.document,
        title=reading.title,
        date=reading.published,
        address=reading.address,
        file=reading.document,
        lang=reading.lang,
    )


def unknown_voices(papers: Papers, proposal: Proposal, changes: Changes = UNCHANGED) -> tuple[Voice, ...]:
    """Who speaks, or did it, and is neither a party nor an actor of the case nor about to be one."""
    case = _Case(papers)
    told = proposal.act if tells_of_an_act(proposal, changes) else None
    voices = told.by if told else (proposal.speaker,)
    return tuple(
        one for one in voices if not (case.members(one) if told else ()) and _is_unknown(case, one, changes)
    )


def _is_unknown(case: _Case, voice: Voice, changes: Changes) -> bool:
    return (case.named(voice) or _added(voice, changes)) is None


def suggested_actor(
    papers: Papers,
    reading: ReadingFile,
    voice: Voice,
    others: tuple[Actor, ...] = (),
    vocabulary: Vocabulary | None = None,
) -> Actor:
    """The actor that an unknown voice could be added as, for a person to confirm. It speaks for nobody.

    others     actors that are about to be added too
    """
    name = voice.name
    wanted = voice.id if voice.id and ID.fullmatch(voice.id) else _slug(name)
    taken = papers.known(Party, Actor).union(one.id for one in others)
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return Actor(
        id=next(one for one in tries if one not in taken),
        name=name,
        kind=_kind(reading, voice, vocabulary or Vocabulary()),
    )


def _kind(reading: ReadingFile, voice: Voice, vocabulary: Vocabulary) -> ActorKind:
    for term in vocabulary.actors:
        if term.id == voice.id:
            return KINDS[term.kind]
    if reading.outlet and _folded(voice.name) == _folded(reading.outlet):
        return "outlet"
    return "person" if voice.role and not voice.anonymous else "organisation"


def _statement_lacks(
    case: _Case, reading: ReadingFile, proposal: Proposal, changes: Changes
) -> Iterator[Lack]:
    if _speaker(case, proposal, changes) is None:
        yield Lack("speaker", _unknown(case, proposal.speaker))
    if _said(reading, proposal, changes) is None:
        yield Lack("date", "the document does not say when it was said: give the day")
    stance = changes.stance or proposal.stance
    on, if_ = _restraints(case, proposal, changes)
    if stance in BINDING and stance != "threatens" and not on and not changes.everything:
        named = listed(case.measures or ["none yet"])
        yield Lack(
            "measure", f"a statement of the stance '{stance}' needs the measure it is about: {named}"
        )
    if changes.if_ is None and not if_ and stance in HANGING:
        yield from _condition_lack(case, stance, proposal.condition)


def _condition_lack(case: _Case, stance: Stance, condition: Condition | None) -> Iterator[Lack]:
    if condition:
        says = (
            f"it hangs on '{_line(condition.text)}': name the measure that this means, or that it is none"
        )
        yield Lack("condition", says)
    elif stance == "conditional":
        yield Lack("condition", "a conditional statement needs the measure it hangs on")


def _act_lacks(case: _Case, reading: ReadingFile, proposal: Proposal, changes: Changes) -> Iterator[Lack]:
    if _done(reading, proposal, changes) is None:
        yield Lack("date", "the document does not say when it was done: give the day")
    doers = proposal.act.by if proposal.act else ()
    if changes.by is not None:
        return
    if not doers:
        yield Lack("by", f"the document does not say who did it: name {_sides(case)}")
    for voice in doers:
        if not _who_did(case, voice, changes):
            yield Lack("by", _unknown(case, voice))


def _who_did(case: _Case, voice: Voice, changes: Changes) -> tuple[str, ...]:
    """A party or actor of the case; of several together, every one that the case knows."""
    one = case.named(voice) or _added(voice, changes)
    return (one,) if one else case.members(voice)


def _unknown(case: _Case, voice: Voice) -> str:
    if len(together := case.members(voice)) > 1:
        return (
            f"'{voice.name}' are several: name the one whose words these are to be in the case,"
            f" {listed(together)}, or add them all as one actor"
        )
    return f"the case has no party or actor for '{voice.name}': name {_sides(case)}, or add it as an actor"


def _sides(case: _Case) -> str:
    return listed(sorted(case.papers.known(Party, Actor)) or ["a party"])


def _statement(
    case: _Case,
    reading: ReadingFile,
    proposal: Proposal,
    changes: Changes,
    name: str,
    evidence: Evidence,
) -> Statement:
    speaker, date = _speaker(case, proposal, changes), _said(reading, proposal, changes)
    assert speaker is not None
    assert date is not None
    stance = changes.stance or proposal.stance
    on, if_ = _restraints(case, proposal, changes)
    hangs = proposal.condition if not if_ else None
    given_as = _given_as(reading)
    return Statement(
        id=name,
        date=date,
        speaker=speaker,
        voice=_voice(case, proposal.speaker, speaker, changes),
        anonymous=proposal.speaker.anonymous,
        via=_via(reading, proposal.chain),
        stance=stance,
        says=_line(changes.says or proposal.says),
        on=on,
        everything=changes.everything,
        if_=if_,
        to=changes.to or _to(case, proposal, speaker),
        reading="weak" if stance == "willing" and hangs else "alone",
        quantity=_quantity(proposal.quantities),
        credence=1.0 if changes.credence is None else changes.credence,
        why=changes.why,
        contests=tuple(given_as[one] for one in proposal.contests if one in given_as),
        supersedes=tuple(given_as[one] for one in proposal.supersedes if one in given_as),
        source=reading.source,
        quote=_quote(proposal),
        lang=reading.lang,
        evidence=evidence,
        note=_note(changes.note, hangs),
    )


def _act(
    case: _Case,
    reading: ReadingFile,
    proposal: Proposal,
    changes: Changes,
    name: str,
    evidence: Evidence,
) -> Act:
    date, deed = _done(reading, proposal, changes), proposal.act
    assert date is not None
    assert deed is not None
    doers = [one for voice in deed.by for one in _who_did(case, voice, changes)]
    return Act(
        id=name,
        date=date,
        by=changes.by if changes.by is not None else tuple(dict.fromkeys(doers)),
        kind=changes.kind or deed.kind,
        what=_line(changes.says or proposal.says),
        place=deed.place,
        contested=bool(proposal.contests),
        source=reading.source,
        evidence=evidence,
        note=changes.note,
    )


def _speaker(case: _Case, proposal: Proposal, changes: Changes) -> str | None:
    if changes.speaker:
        return changes.speaker
    return case.named(proposal.speaker) or _added(proposal.speaker, changes)


def _added(voice: Voice, changes: Changes) -> str | None:
    """The id of the actor that is added for a voice."""
    names = {_folded(one.name): one.id for one in changes.actors}
    return names.get(_folded(voice.name))


def _said(reading: ReadingFile, proposal: Proposal, changes: Changes) -> dt.date | None:
    return changes.date or (proposal.said.date if proposal.said else None) or reading.published


def _done(reading: ReadingFile, proposal: Proposal, changes: Changes) -> dt.date | None:
    return (
        changes.date
        or (proposal.meant.date if proposal.meant else None)
        or _said(reading, proposal, changes)
    )


def _restraints(
    case: _Case, proposal: Proposal, changes: Changes
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """What it is about and what it hangs on, as far as the words and the person make it clear."""
    if_ = changes.if_
    if if_ is None:
        if_ = _reciprocal(case, proposal, changes)
    if changes.on is not None:
        return changes.on, if_
    bound = _bound(case, proposal, changes, hangs=bool(if_))
    measures = case.measures
    named = dict.fromkeys(one.measure for one in proposal.about if one.measure in measures)
    return tuple(_ref(measures[one], bound) for one in named if one), if_


def _bound(case: _Case, proposal: Proposal, changes: Changes, *, hangs: bool) -> str | None:
    """The party whose restraint it is, where the stance makes that clear."""
    stance = changes.stance or proposal.stance
    if stance in ON_TARGET:
        return case.party(proposal.target)
    if stance == "conditional" or hangs:
        return case.side(_speaker(case, proposal, changes))
    return None


def _reciprocal(case: _Case, proposal: Proposal, changes: Changes) -> tuple[Ref, ...]:
    """The same measures, taken by the other side."""
    condition = proposal.condition
    if condition is None or condition.kind != "reciprocity":
        return ()
    other = _other(case, proposal, condition, changes)
    measures = case.measures
    if changes.on is not None:
        refs = [replace(one, binds=other) for one in changes.on if one.measure in measures]
    else:
        refs = [Ref(measure=one.measure, binds=other) for one in proposal.about if one.measure in measures]
    return tuple(one for one in dict.fromkeys(refs) if other in measures[one.measure].binds)


def _other(case: _Case, proposal: Proposal, condition: Condition, changes: Changes) -> str | None:
    own = case.side(_speaker(case, proposal, changes))
    named = case.party(condition.by) or case.party(proposal.target)
    if named and named != own:
        return named
    others = [one.id for one in case.parties if one.id != own]
    return others[0] if len(others) == 1 and own else None


def _ref(measure: Measure, party: str | None) -> Ref:
    return Ref(measure=measure.id, binds=party if party in measure.binds else None)


def _to(case: _Case, proposal: Proposal, speaker: str) -> str | None:
    party = case.party(proposal.target)
    return party if party != case.side(speaker) else None


def _voice(case: _Case, voice: Voice, speaker: str, changes: Changes) -> str | None:
    """The person or office that spoke; None if it is just the party or actor itself."""
    by_name = case.named(replace(voice, id=None, members=())) or _added(voice, changes)
    if not voice.role and by_name == speaker:
        return None
    return _titled(voice)


def _titled(voice: Voice) -> str:
    if not voice.role or _folded(voice.role) in _folded(voice.name):
        return voice.name
    return f"{voice.name}, {voice.role}"


def _via(reading: ReadingFile, chain: tuple[Told, ...]) -> tuple[str, ...]:
    """Who stands between the speaker and the page, nearest first. The source itself names the outlet."""
    outlet = _folded(reading.outlet or "")
    between = [one.who for one in reversed(chain[:-1])]
    return tuple(_titled(one) for one in between if _folded(one.name) not in ("", outlet))


def _quantity(amounts: tuple[Amount, ...]) -> Quantity | None:
    """The first figure that counts something and is no part of another."""
    for one in amounts:
        if one.unit and one.part_of is None and (one.value, one.low, one.high) != (None, None, None):
            bound = one.low is not None or one.high is not None
            return Quantity(
                value=one.value,
                low=one.low,
                high=one.high,
                unit=one.unit,
                about=bool(one.approximator) and not bound,
            )
    return None


def _quote(proposal: Proposal) -> str | None:
    """At most so many words as may be quoted, where they are the speaker's own."""
    if proposal.attribution == "direct":
        words = _inside(proposal)
    elif proposal.attribution == "document":
        words = proposal.evidence.exact
    else:
        return None
    return " ".join(words.split()[:MOST_QUOTED]).rstrip(",") or None


def _inside(proposal: Proposal) -> str:
    """The part of the quotation that carries the statement; the whole of it where none is marked."""
    if proposal.quote is None:
        return ""
    span, evidence = proposal.quote.span, proposal.evidence
    start, end = max(span.start, evidence.start), min(span.end, evidence.end)
    if len(span.exact.split()) <= MOST_QUOTED or start >= end:
        return span.exact
    return span.exact[start - span.start : end - span.start]


def _note(note: str | None, condition: Condition | None) -> str | None:
    said = f"Condition, in the words of the document: '{_line(condition.text)}'." if condition else None
    return " ".join(one for one in (note, said) if one) or None


def _evidence(reading: ReadingFile, proposal: Proposal, by: str, on: dt.date) -> Evidence:
    return Evidence(
        document=reading.document,
        start=proposal.evidence.start,
        end=proposal.evidence.end,
        exact=proposal.evidence.exact,
        sentence=proposal.sentence.exact,
        sentence_start=proposal.sentence.start,
        page=proposal.evidence.page,
        proposal=proposal.id,
        read_by=proposal.made_by,
        accepted_by=by,
        accepted=on,
    )


def _given_as(reading: ReadingFile) -> dict[str, str]:
    return {one.id: one.as_ for one in reading.proposals if one.as_ and one.act is None}


def _line(text: str) -> str:
    return " ".join(text.split())


def _folded(name: str) -> str:
    return _line(name).casefold().removeprefix("the ")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ARTICLE.sub("", plain)).strip("-") or "actor"
