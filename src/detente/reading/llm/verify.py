"""What a model made of a paragraph in; accepted, queued and rejected out, each with reasons in sentences.

Words that do not stand in the text are rejected. Words that do stand there can still be given to the
wrong side or turned round, so speaker and stance need a second key: the rules, or a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from detente.case.proposals import (
    Amount,
    Attribution,
    Condition,
    ConditionKind,
    Proposal,
    Span,
    Told,
    Voice,
)
from detente.case.statements import Stance
from detente.case.vocabulary import ActorTerm
from detente.reading.document import Block, Document
from detente.reading.llm.ask import Answer, Card
from detente.reading.llm.locate import places, plain
from detente.reading.llm.sentences import sentence_around
from detente.reading.llm.voices import Known, could_be_a_name, identity, is_named, known, stands, whose

STANCES: tuple[str, ...] = get_args(Stance)
OVERLAP = 0.5
"""Two readings are of the same words if what they share is at least half of what they cover together."""
EXCEPTIONS = ("unless", "except", "save for", "other than", "apart from")
MARKS = "\"'“”„«»‘’"


@dataclass(frozen=True)
class Verdict:
    """What became of one card.

    card      as the model gave it
    reasons   why it was queued or rejected, or what a person has to look at though it was accepted
    proposal  accepted: the rules' own, which it confirms; queued: a new one; rejected: none
    """

    card: Card
    reasons: tuple[str, ...]
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Verified:
    """Every card of an answer, in one of three piles. `malformed`: entries that were no cards at all."""

    accepted: tuple[Verdict, ...]
    queued: tuple[Verdict, ...]
    rejected: tuple[Verdict, ...]
    malformed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a card is held against."""

    document: Document
    paragraph: Block
    rules: tuple[Proposal, ...]
    names: Known
    model: str


@dataclass(frozen=True)
class Placed:
    """A card whose words were found: spans count in the document."""

    card: Card
    evidence: Span
    content: Span
    condition: Span | None
    quantities: tuple[Span, ...]
    times: int
    """How often the evidence stands in the paragraph."""


def verify(
    document: Document,
    paragraph: Block,
    rules: Sequence[Proposal],
    answer: Answer,
    *,
    actors: Sequence[ActorTerm] = (),
    model: str = "a model",
) -> Verified:
    """Hold an answer against the text and against what the rules read.

    rules are all proposals of the document: their names count as known. `model` is written into
    `made_by`. A proposal of `accepted` is that of the rules with `made_by` and `checks` added to.
    """
    names = known(document, rules, actors)
    table = Table(document, paragraph, tuple(rules), names, model)
    piles: dict[str, list[Verdict]] = {"accepted": [], "queued": [], "rejected": []}
    for card in answer.cards:
        pile, verdict = _judge(table, card)
        piles[pile].append(verdict)
    return Verified(**{pile: tuple(many) for pile, many in piles.items()}, malformed=answer.malformed)


def _judge(table: Table, card: Card) -> tuple[str, Verdict]:
    """The pile that a card goes to, and why."""
    if faults := tuple(_faults(table, card)):
        return "rejected", Verdict(card, faults)
    who = whose(card.speaker, table.names)
    placed = _place(table, card, who)
    near = _near(table.rules, placed.evidence)
    same = next((rule for rule in near if _agree(rule, card, who)), None)
    if same and not _far_condition(table, placed):
        reasons = tuple(_beyond(placed, same))
        return "accepted", Verdict(card, reasons, _confirmed(same, table.model, reasons))
    reasons = tuple(_doubts(table, placed, [same] if same else near, who))
    return "queued", Verdict(card, reasons, _new(table, placed, who, reasons))


def _agree(rule: Proposal, card: Card, who: frozenset[str]) -> bool:
    """The second key: the same stance, and nobody else who could be meant by the speaker."""
    return rule.stance == card.stance and who == {identity(rule.speaker)}


def _faults(table: Table, card: Card) -> Iterator[str]:
    """What speaks against the card, whatever the rules read."""
    text = _text(table)
    evidence = places(text, card.evidence)
    if card.stance not in STANCES:
        yield "the stance is not one of the closed list"
    if not evidence:
        yield "the evidence does not stand in the paragraph word for word"
    else:
        yield from _faults_within(evidence[0].exact, card)
    if card.condition is not None and not places(text, card.condition):
        yield "the condition does not stand in the paragraph word for word"
    if not stands(card.speaker, table.document):
        yield "the speaker is not named in the document in these words"
    elif not whose(card.speaker, table.names) and not could_be_a_name(card.speaker):
        yield "the words given for the speaker are neither a known name nor look like one"


def _faults_within(evidence: str, card: Card) -> Iterator[str]:
    if not places(evidence, card.content):
        yield "the content is not part of the evidence word for word"
    for quantity in card.quantities:
        if not places(evidence, quantity):
            yield "a figure is not part of the evidence word for word"
        elif not any(character.isalnum() for character in quantity):
            yield "a figure has neither digits nor words"


def _text(table: Table) -> str:
    return table.document.text[table.paragraph.start : table.paragraph.end]


def _place(table: Table, card: Card, who: frozenset[str]) -> Placed:
    """Where the words of a sound card stand: of several places, the one that the rules read best."""
    text, offset = _text(table), table.paragraph.start
    found = [_moved(table, span, offset) for span in places(text, card.evidence)]
    evidence = max(found, key=lambda span: _fit(table, card, who, span))
    conditions = [_moved(table, span, offset) for span in places(text, card.condition or "")]
    return Placed(
        card=card,
        evidence=evidence,
        content=_inside(table, evidence, card.content),
        condition=min(conditions, key=lambda span: _distance(span, evidence), default=None),
        quantities=tuple(_inside(table, evidence, one) for one in card.quantities),
        times=len(found),
    )


def _moved(table: Table, span: Span, offset: int) -> Span:
    """The span counted from the start of the document, with its surroundings and page."""
    return table.document.span(span.start + offset, span.end + offset)


def _inside(table: Table, evidence: Span, string: str) -> Span:
    return _moved(table, places(evidence.exact, string)[0], evidence.start)


def _fit(table: Table, card: Card, who: frozenset[str], span: Span) -> tuple[bool, float, int]:
    """How well a place goes with what the rules read there; the first of equals."""
    near = _near(table.rules, span)
    same = any(_agree(rule, card, who) for rule in near)
    return same, shared(near[0].evidence, span) if near else 0.0, -span.start


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def shared(one: Span, other: Span) -> float:
    """What two spans share, as a part of what they cover together: 0 to 1."""
    common = min(one.end, other.end) - max(one.start, other.start)
    together = max(one.end, other.end) - min(one.start, other.start)
    return max(common, 0) / together if together else 0.0


def _near(rules: Sequence[Proposal], evidence: Span) -> list[Proposal]:
    """What the rules read in these words, the nearest first."""
    near = [rule for rule in rules if shared(rule.evidence, evidence) >= OVERLAP]
    return sorted(near, key=lambda rule: -shared(rule.evidence, evidence))


def _beyond(placed: Placed, rule: Proposal) -> Iterator[str]:
    """Where an accepted card and the rules still differ: for a person to look at."""
    if not is_named(rule.speaker, placed.card.speaker):
        yield f'the model names "{_line(placed.card.speaker)}" as the speaker, of the same side'
    condition = placed.condition.exact if placed.condition else None
    mine = rule.condition.text if rule.condition else None
    if condition and not mine:
        yield f'the model reads a condition here that the rules do not: "{condition}"'
    elif mine and not condition:
        yield f'the model does not read the condition "{mine}" here'
    elif condition and mine and plain(condition) != plain(mine):
        yield f'the model reads the condition as "{condition}"'
    figures = {plain(amount.text) for amount in rule.quantities}
    for span in placed.quantities:
        if not any(places(figure, span.exact) or places(span.exact, figure) for figure in figures):
            yield f'the model reads a figure here that the rules do not: "{span.exact}"'


def _line(text: str) -> str:
    """On one line: a model may have set the words with any amount of space."""
    return " ".join(text.split())


def _confirmed(rule: Proposal, model: str, checks: tuple[str, ...]) -> Proposal:
    return replace(rule, made_by=f"{rule.made_by} + {model}", checks=(*rule.checks, *checks))


def _doubts(table: Table, placed: Placed, near: Sequence[Proposal], who: frozenset[str]) -> Iterator[str]:
    """Why a person has to look at a card whose words stand in the text."""
    card, speaker = placed.card, _line(placed.card.speaker)
    if not near:
        yield f"only the model reads something here: {card.stance}, by {speaker}"
    elif _agree(near[0], card, who):
        yield f"the rules read the same here ({near[0].id}), but not this condition"
    else:
        rule = near[0]
        yield (
            f"the rules read this as {rule.stance} by {rule.speaker.name} ({rule.id}); "
            f"the model as {card.stance} by {speaker}"
        )
    if not who:
        yield f'"{speaker}" is nobody that the rules or the vocabulary know'
    elif len(who) > 1:
        yield f'"{speaker}" could be one of several: {", ".join(sorted(who))}'
    if placed.times > 1:
        yield f"these words stand {placed.times} times in the paragraph: is this the right place?"
    if _far_condition(table, placed):
        yield "the condition stands in another sentence"


def _far_condition(table: Table, placed: Placed) -> bool:
    """Whether the condition stands outside the sentence of the evidence."""
    if placed.condition is None:
        return False
    sentence = _sentence(table, placed.evidence)
    return placed.condition.start < sentence.start or sentence.end < placed.condition.end


def _sentence(table: Table, evidence: Span) -> Span:
    for rule in table.rules:
        if rule.sentence.start <= evidence.start and evidence.end <= rule.sentence.end:
            return rule.sentence
    offset = table.paragraph.start
    start, end = sentence_around(_text(table), evidence.start - offset, evidence.end - offset)
    return table.document.span(start + offset, end + offset)


def _new(table: Table, placed: Placed, who: frozenset[str], reasons: tuple[str, ...]) -> Proposal:
    """A proposal of the model alone. Its id is given when it is merged with those of the rules."""
    card = placed.card
    speaker = _voice(table, placed, who)
    return Proposal(
        id="m",
        stance=card.stance,
        speaker=speaker,
        chain=_chain(table.document, speaker),
        attribution=_attribution(table, placed.evidence, speaker),
        says=placed.content.exact,
        condition=_condition(placed.condition),
        quantities=tuple(Amount(text=span.exact, span=span) for span in placed.quantities),
        evidence=placed.evidence,
        sentence=_sentence(table, placed.evidence),
        made_by=table.model,
        checks=reasons,
    )


def _voice(table: Table, placed: Placed, who: frozenset[str]) -> Voice:
    """The speaker as the text names it; with an id only if one actor alone can be meant."""
    ids = {identity(rule.speaker) for rule in table.rules if rule.speaker.id}
    ids |= frozenset().union(*table.names.within.values())
    one = next(iter(who)) if len(who) == 1 else None
    near = [
        _moved(table, span, table.paragraph.start) for span in places(_text(table), placed.card.speaker)
    ]
    far = [
        table.document.span(span.start, span.end)
        for span in places(table.document.text, placed.card.speaker)
    ]
    span = min(near or far, key=lambda found: _distance(found, placed.evidence), default=None)
    name = span.exact if span else table.document.outlet or placed.card.speaker
    return Voice(name=name, id=one if one in ids else None, anonymous=not could_be_a_name(name), span=span)


def _chain(document: Document, speaker: Voice) -> tuple[Told, ...]:
    outlet = document.outlet
    if not outlet or plain(outlet) == plain(speaker.name):
        return (Told(who=speaker),)
    return (Told(who=Voice(name=outlet)), Told(who=speaker))


def _attribution(table: Table, evidence: Span, speaker: Voice) -> Attribution:
    text = table.document.text
    if table.document.outlet and plain(speaker.name) == plain(table.document.outlet):
        return "narration"
    if text[max(0, evidence.start - 1) : evidence.start] in tuple(MARKS) or evidence.exact[0] in MARKS:
        return "direct"
    return "indirect"


def _condition(span: Span | None) -> Condition | None:
    if span is None:
        return None
    excepted = any(places(span.exact.lower(), word) for word in EXCEPTIONS)
    kind: ConditionKind = "exception" if excepted else "trigger"
    return Condition(kind=kind, text=span.exact, span=span)
