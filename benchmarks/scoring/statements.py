"""In: a sheet. Out: how its statements came out, in marks and in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.proposals import Proposal, Voice
from detente.case.statements import BINDING
from scoring.gold import GoldStatement
from scoring.matching import any_name, may_match, same_name, shared
from scoring.shares import Marks, Share, both, share
from scoring.sheet import (
    Sheet,
    actor_right,
    ids_of,
    issue_right,
    place_of,
    rights_of,
    short,
    speaker_right,
)

TELLING = ("claims", "denies", "accuses", "doubts")
HALF = 0.5
"""Share of a proposal's words that lie in a gold span, from which it is about the same words."""


def statement_marks(sheet: Sheet) -> Marks:
    """Span, stance, issue, speaker, all three, and attribution."""
    rights = [rights_of(one, other) for one, other in sheet.pairs]
    counts = {
        "span": len(rights),
        **{part: sum(each[part] for each in rights) for part in ("stance", "issue", "speaker")},
        "all right": sum(all(each.values()) for each in rights),
        "attribution": sum(chain_right(sheet, one, other) for one, other in sheet.pairs),
    }
    return both(counts, found=len(rights) + len(sheet.wrong), asked=len(sheet.asked))


def chain_right(sheet: Sheet, one: GoldStatement, other: Proposal) -> bool:
    """Are the speaker and everybody between the paper's own voice and the speaker right?

    The paper's own voice, at the head of a chain, is not compared: the outlet in the gold, in ours a first
    link that nothing in the text says (a transcript without an outlet begins with who has the floor).
    A voice between may have any name that the annotation gives it as a speaker elsewhere.
    """
    outlet = sheet.gold.outlet
    wanted = _between_gold(one.chain, outlet)
    found = _between_read(other, outlet, len(wanted))
    return (
        speaker_right(one, other.speaker)
        and len(found) == len(wanted)
        and all(any_name(name, sheet.names_of(gold)) for name, gold in zip(found, wanted, strict=True))
    )


def _between_gold(chain: Sequence[str], outlet: str | None) -> list[str]:
    names = list(chain[:-1])
    return names[1:] if names and outlet and same_name(names[0], outlet) else names


def _between_read(other: Proposal, outlet: str | None, wanted: int) -> list[str]:
    told = list(other.chain[:-1])
    if told and (_is(told[0].who, outlet) or (told[0].cue is None and len(told) > wanted)):
        told = told[1:]
    return [link.who.name for link in told]


def _is(voice: Voice, outlet: str | None) -> bool:
    return outlet is not None and same_name(voice.name, outlet)


def condition_marks(sheet: Sheet) -> Marks:
    """Whether conditions were found, and of which kind they were said to be."""
    with_one = [(one, other) for one, other in sheet.pairs if other.condition]
    found = [pair for pair in with_one if condition_found(sheet, *pair)]
    return {
        "condition P": Share(len(found), len(with_one)),
        "condition R": Share(len(found), sum(one.condition is not None for one in sheet.asked)),
        "condition kind": share(
            other.condition is not None and other.condition.kind == one.condition_kind
            for one, other in found
        ),
    }


def condition_found(sheet: Sheet, one: GoldStatement, other: Proposal) -> bool:
    """Do the words of the condition match?"""
    if one.condition is None or other.condition is None:
        return False
    return may_match(sheet.run(one.condition), sheet.run(place_of(other.condition.span)))


def detail_marks(sheet: Sheet) -> Marks:
    """Actor, target, act and date, of the matched statements that have one."""
    pairs = sheet.pairs
    return {
        "actor": share(actor_right(one, other.speaker) for one, other in pairs if one.who),
        "target": share(
            bool(other.target and other.target.id == one.target) for one, other in pairs if one.target
        ),
        "act": share(bool(other.act and other.act.kind == one.act) for one, other in pairs if one.act),
        "date said": share(
            bool(other.said and other.said.date == one.said) for one, other in pairs if one.said
        ),
    }


def contest_marks(sheet: Sheet) -> Marks:
    """Links between statements that contradict each other."""
    ids = {sheet.read.proposals[j].id: sheet.gold.statements[i].id for i, j in sheet.matched.items()}
    gold = {frozenset((one.id, to)) for one in sheet.gold.statements for to in one.contests}
    found = {
        frozenset((ids[other.id], ids[to]))
        for other in sheet.read.proposals
        for to in other.contests
        if other.id in ids and to in ids
    }
    free = {one.id for one in sheet.gold.statements if one.optional}
    asked = {link for link in gold if not link & free}
    return {
        "contested P": Share(len(found & gold), len(found)),
        "contested R": Share(len(found & asked), len(asked)),
    }


def side_marks(sheet: Sheet) -> Marks:
    """Of the matched proposals that bind an actor to what an actor said: those that bind the wrong one."""
    binding = [
        (one, other)
        for one, other in sheet.pairs
        if other.stance in BINDING and ids_of(other.speaker) and one.who
    ]
    return {"wrong side": share(ids_of(other.speaker).isdisjoint(one.who) for one, other in binding)}


def worst_errors(sheet: Sheet) -> Iterator[str]:
    """Every proposal that binds somebody to what somebody else only claims."""
    matched = {j: i for i, j in sheet.matched.items()}
    for j, other in enumerate(sheet.read.proposals):
        i = matched.get(j, _about(sheet, j))
        if i is not None and is_worst(sheet.gold.statements[i], other):
            one = sheet.gold.statements[i]
            yield (
                f"{sheet.gold.name} {one.id}: {other.speaker.id or other.speaker.name} {other.stance}"
                f" {short(other.evidence.exact)!r}, which {one.speaker[0]} {one.stance[0]}"
            )


def is_worst(one: GoldStatement, other: Proposal) -> bool:
    """Would the proposal bind an actor to what another claims?"""
    bound = ids_of(other.speaker) if other.stance in BINDING else set()
    return bool(bound) and one.stance[0] in TELLING and bound.isdisjoint(one.who)


def _about(sheet: Sheet, j: int) -> int | None:
    """The gold statement that most of a proposal's words lie in; the shortest, if in several."""
    run = sheet.found[j]
    near = [i for i, other in enumerate(sheet.golds) if shared(run, other) > HALF * len(run)]
    return min(near, key=lambda i: (-shared(run, sheet.golds[i]), len(sheet.golds[i])), default=None)


def statement_errors(sheet: Sheet) -> Iterator[str]:
    """Every missed statement, every wrong proposal, and what is wrong in the matched ones."""
    for i, one in enumerate(sheet.gold.statements):
        words = short(sheet.gold.text[slice(*one.place)])
        if one.optional:
            continue
        if i in sheet.matched:
            yield from _differences(sheet, one, sheet.read.proposals[sheet.matched[i]])
        else:
            yield f"missed {one.id}: {one.speaker[0]} {one.stance[0]} {words!r}"
    for other in sheet.wrong:
        words = short(other.evidence.exact)
        yield f"not in the gold {other.id}: {other.speaker.name} {other.stance} {words!r}"


def _differences(sheet: Sheet, one: GoldStatement, other: Proposal) -> Iterator[str]:
    said = f"{one.id} {short(other.evidence.exact)!r}"
    if other.stance not in one.stance:
        yield f"{said}: stance {other.stance}, not {' or '.join(one.stance)}"
    if not issue_right(one, other):
        proposed = [each.issue for each in other.about]
        yield f"{said}: issue {proposed}, not {' or '.join(one.issue) or 'none'}"
    if not speaker_right(one, other.speaker):
        yield f"{said}: speaker {other.speaker.name} ({other.speaker.id}), not {one.speaker[0]} {one.who}"
    elif not chain_right(sheet, one, other):
        yield f"{said}: chain {[link.who.name for link in other.chain]}, not {list(one.chain)}"
    if (one.condition or other.condition) and not condition_found(sheet, one, other):
        yield f"{said}: condition {other.condition and other.condition.text!r}"
    elif other.condition and other.condition.kind != one.condition_kind:
        yield f"{said}: condition is {other.condition.kind}, not {one.condition_kind}"
    if one.act and not (other.act and other.act.kind == one.act):
        yield f"{said}: act {other.act and other.act.kind}, not {one.act}"
