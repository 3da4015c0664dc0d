"""In: a case and what SIGN found. Out: the sentences of the brief, in plain text with ids.

Manner: one thought a sentence, "could" for what is possible and "would" only for what follows, no
judgement of any side, and no share without the assumption it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.briefing.words import (
    SAYS,
    count,
    day,
    everybody,
    in_share,
    level_of,
    level_text,
    listed,
    number,
    party_label,
    ref_words,
    share,
    sides,
)
from detente.case.case import Case
from detente.case.measures import Link, Measure
from detente.case.statements import BINDING, Statement
from detente.signing.results import Blocking, CoreItem, Faith, Signing

MOST_NAMED = 4
"""More softened lines than this are counted in a sentence, and named where they are explained."""
COMMON = 0.8
"""From this share of the near-equal best packages on, an item is called part of their common core."""

NO_EVIDENCE = (
    "Where one side insists on what the other refuses, “deadlock” follows by logic alone; "
    "it is no evidence about anyone's good faith, and neither are the other two states."
)
SIGN_RESTS_ON = (
    "The solutions rest on mean gains over sampled preferences, put on one scale by an assumption "
    "(each party's increments sum to 1). They show what a published rule would pick from these means; "
    "they recommend nothing."
)
NOT_YET = (
    "Whether an agreement would be kept, and whether it could be checked, is not computed in this version "
    "of Détente: the rooms KEEP and CHECK are not part of it. Nothing in this brief says that a package "
    "would hold."
)


@dataclass(frozen=True)
class CoreLine:
    """One line of the core: a measure, who is bound, how far, and who asked for or offered it."""

    measure: Measure
    who: str
    level: str
    share: float
    asked_by: Mapping[str, tuple[str, ...]]
    offered_by: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return f"{self.level} ({self.who})"


def core_lines(case: Case, core: Sequence[CoreItem]) -> tuple[CoreLine, ...]:
    """The core with a level that all bound parties share, in the same packages, said once."""
    lines: list[CoreLine] = []
    done: set[int] = set()
    for index, first in enumerate(core):
        if index in done:
            continue
        twins = [i for i, other in enumerate(core) if i not in done and _same(first, other)]
        bound = {core[i].item.party for i in twins}
        whole = len(bound) > 1 and bound == set(case.measure(first.item.measure).binds)
        group = twins if whole else [index]
        done.update(group)
        lines.append(_core_line(case, [core[i] for i in group]))
    return tuple(lines)


def _same(one: CoreItem, other: CoreItem) -> bool:
    return (one.item.measure, one.item.level_id, share(one.share)) == (
        other.item.measure,
        other.item.level_id,
        share(other.share),
    )


def _core_line(case: Case, group: Sequence[CoreItem]) -> CoreLine:
    first = group[0]
    measure = case.measure(first.item.measure)
    who = everybody(measure.binds) if len(group) > 1 else party_label(case, first.item.party)
    return CoreLine(
        measure=measure,
        who=who,
        level=level_text(measure, first.item.level_id),
        share=min(one.share for one in group),
        asked_by=_joined([one.asked_by for one in group]),
        offered_by=_joined([one.offered_by for one in group]),
    )


def _joined(many: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for one in many:
        for party, ids in one.items():
            joined[party] = tuple(dict.fromkeys((*joined.get(party, ()), *ids)))
    return {party: ids for party, ids in joined.items() if ids}


def answer(case: Case, signing: Signing) -> str:
    """The answer in one sentence: is there a package at both sides' word, and if not, what closes it."""
    start = f"On what {sides(case)} had said by {day(signing.as_of)}"
    if signing.as_of is None:
        start = f"On what {sides(case)} have said"
    if signing.zone.open:
        return (
            f"{start}, agreements exist that {sides(case)} could sign "
            "with every statement taken at its word."
        )
    return f"{start}, no package satisfies every statement taken at its word{_closed_by(case, signing)}."


def _closed_by(case: Case, signing: Signing) -> str:
    if not signing.blocking:
        return ""
    singles = [one for one in signing.blocking if len(one.statements) == 1]
    if singles and len(singles) == len(signing.blocking) <= 3:
        lines = listed((line_words(case, one.statements[0]) for one in singles), "or")
        return f": to open the way, {lines} would have to soften"
    first = signing.blocking[0]
    lines = listed(line_words(case, one) for one in first.statements)
    more = len(signing.blocking) - 1
    rest = f", or one of {count(more, 'other set')} of lines" if more else ""
    return f": to open the way, {lines} would have to soften{rest}"


def line_words(case: Case, line: str) -> str:
    """A statement named by its id, speaker and stance: "s58 (Russia insists on “Enlargement”)"."""
    statement = next((s for s in case.statements if s.id == line), None)
    if statement is None:
        return line
    who = party_label(case, statement.speaker)
    if statement.stance == "conditional" and statement.if_:
        return f"{line} ({who} makes “{case.measure(statement.if_[0].measure).label}” a condition)"
    if not statement.on:
        return f"{line} ({who}: {statement.stance})"
    return f"{line} ({who} {SAYS[statement.stance]} “{case.measure(statement.on[0].measure).label}”)"


def common(case: Case, signing: Signing) -> tuple[CoreLine, ...]:
    """The lines of the core that nearly all of the near-equal best packages hold."""
    return tuple(line for line in core_lines(case, signing.core) if line.share >= COMMON)


def core_sentence(case: Case, signing: Signing) -> str:
    """What leads to the list of common items: the softened lines are named where there are any."""
    if not signing.ranked:
        return "No package is left to rank, so there is no core to report."
    what = "their common core is" if common(case, signing) else "they share no single item"
    end = ":" if common(case, signing) else "."
    if signing.zone.open:
        return f"{what[0].upper()}{what[1:]}{end}"
    return f"If {_softened(signing)}, agreements could exist, and {what}{end}"


def _softened(signing: Signing) -> str:
    ids = list(signing.softened)
    if not ids:
        return "one of these lines is a bargaining position rather than a red line"
    if len(ids) == 1:
        return f"{ids[0]} is a bargaining position rather than a red line"
    if len(ids) > MOST_NAMED:
        return f"the {len(ids)} lines that close it are bargaining positions rather than red lines"
    return f"{listed(ids)} are bargaining positions rather than red lines"


def more_sentences(case: Case, signing: Signing) -> tuple[str, ...]:
    """At most two sentences after the core: how many such packages there are, and what to ask."""
    return tuple(s for s in (_equivalents(signing), _first_question(signing)) if s)


def _equivalents(signing: Signing) -> str:
    if not signing.ranked:
        return ""
    named = listed([signing.ranked[0].name, signing.ranked[-1].name], "to")
    those = f"; the best of them are set out below as {named}" if len(signing.ranked) > 1 else ""
    packages = count(signing.equivalents, "package")
    return f"{packages[0].upper()}{packages[1:]} {_score(signing)} within a tenth of the best{those}."


def _score(signing: Signing) -> str:
    return "scores" if signing.equivalents == 1 else "score"


def _first_question(signing: Signing) -> str:
    clear = [q for q in signing.questions if q.above_noise]
    if clear:
        return f"The question whose answer would help most: {clear[0].says}"
    if signing.questions:
        return "No question to either side stands out from the noise of the estimate."
    return ""


def taken_words(signing: Signing) -> tuple[str, ...]:
    """The softened statements, those at one credence together: "s31 and s58 at 0.50 of their word"."""
    values = dict.fromkeys(signing.softened.values())
    groups = {value: [line for line, at in signing.softened.items() if at == value] for value in values}
    return tuple(
        f"{listed(ids)} at {share(value)} of {'its' if len(ids) == 1 else 'their'} word"
        for value, ids in groups.items()
    )


def assumption(case: Case, signing: Signing) -> str:
    """What every share in the brief rests on, in one clause."""
    prior = f"under the prior “{signing.priors[0].name}”" if signing.priors else "under the stated prior"
    if len(signing.softened) > MOST_NAMED:
        return (
            f"{prior}, with the {len(signing.softened)} lines that close it taken as bargaining positions"
        )
    taken = listed(taken_words(signing))
    return f"{prior}, with {taken}" if taken else f"{prior}, every statement at its written credence"


def counts(case: Case) -> tuple[str, ...]:
    """How much was said, and how much of it is contested, second-hand or unverified."""
    said = case.statements
    contested = {x for s in said for x in (s.id, *s.contests) if s.contests}
    return (
        count(len(said), "statement"),
        _some(len([s for s in said if s.stance in BINDING]), "bears", "bear", "on what could be signed"),
        _some(len(contested), "is", "are", "contested"),
        _some(len([s for s in said if s.via]), "is", "are", "second-hand"),
        _some(len([s for s in said if s.anonymous]), "comes", "come", "from a voice that was not named"),
        _some(len([s for s in said if s.credence < 1]), "is", "are", "taken at less than full word"),
        _some(len([s for s in said if s.unverified]), "is", "are", "unverified"),
    )


def _some(how_many: int, one: str, many: str, rest: str) -> str:
    return f"{how_many or 'none'} {one if how_many == 1 else many} {rest}"


def basis(case: Case) -> str:
    """One sentence on what the brief rests on."""
    first, *rest = counts(case)
    return f"This brief rests on {first} from {count(len(case.sources), 'source')}: {listed(rest)}."


def room(signing: Signing) -> str:
    """How large the space of packages is, and how the verdict on it was reached."""
    zone = signing.zone
    exact = {"masks": "by going through all of them", "milp": "by an integer programme"}
    how = exact.get(zone.method, f"by {zone.method}")
    scored = (
        "Every package was scored"
        if signing.listed
        else f"A pool of {number(signing.pool)} packages was scored"
    )
    passing = number(zone.unmasked) if zone.unmasked else "none"
    return (
        f"The links leave {count(zone.packages, 'package')}; {passing} of them would pass every statement "
        "and precondition taken one by one. Whether any satisfies all of them together was decided "
        f"exactly, {how}. {scored} on {number(signing.draws)} draws of preferences a party."
    )


def blocking_words(case: Case, blocking: Blocking) -> str:
    """One smallest set of lines that would have to soften, named."""
    verb = "would have to soften" if len(blocking.statements) == 1 else "would all have to soften"
    checked = "" if blocking.verified else " (not verified exactly)"
    return f"{listed(line_words(case, line) for line in blocking.statements)} {verb}{checked}."


def blocked(case: Case, signing: Signing) -> tuple[Statement, ...]:
    """Every statement that stands in some blocking set, once each, by date."""
    named = {line for one in signing.blocking for line in one.statements}
    return tuple(s for s in case.statements if s.id in named)


def blocking_start(signing: Signing) -> str:
    """What the list of blocking sets means."""
    if signing.zone.open:
        return "Nothing blocks: there is a package that satisfies every statement at its word."
    if not signing.blocking:
        return (
            "No package satisfies every statement, and no set of lines was found that would open the way."
        )
    complete = "" if signing.blocking_complete else " The list is not complete: the search was stopped."
    if len(signing.blocking) == 1:
        return (
            f"With these lines as they stand nothing could be signed, whatever else is offered.{complete}"
        )
    return (
        "With all lines as they stand nothing could be signed, whatever else is offered. "
        f"Softening any one of the following sets would open the way.{complete}"
    )


def faith_words(case: Case, faith: Faith) -> str:
    """Three states of one party, apart, as shares of its consistent preferences."""
    name = party_label(case, faith.party)
    return (
        f"{name}: {in_share(faith.open)} of the preferences consistent with what it said it would sign "
        f"something that the others could accept (open); {in_share(faith.deadlock)} of them only what the "
        f"others refuse (deadlock); {in_share(faith.pretext)} of them no deal is worth more to it than "
        "any package at all (pretext)."
    )


def link_words(case: Case, link: Link) -> str:
    """A link in a sentence."""
    refs = [ref_words(case, ref) for ref in link.refs]
    if link.kind == "reciprocal" and link.measure:
        return f"{case.measure(link.measure).label}: the same level for all it binds"
    if link.kind == "requires" and len(refs) > 1:
        return f"{refs[0]} needs {listed(refs[1:])}"
    if link.kind == "precondition" and link.party:
        return f"{party_label(case, link.party)} signs nothing without {listed(refs)}"
    shape = {
        "exchanged": "Given for each other: {}",
        "excludes": "Never together: {}",
        "tie": "All or nothing: {}",
    }
    return shape.get(link.kind, "{}").format(listed(refs))


def conditions(case: Case, statement: Statement) -> str:
    """How the statement was read into restraints and conditions; empty if it names no restraint."""
    parts = []
    if statement.on:
        on = listed(ref_words(case, ref) for ref in statement.on)
        parts.append(f"{SAYS[statement.stance]} {on}")
    if statement.if_:
        parts.append(f"if {listed(ref_words(case, ref) for ref in statement.if_)}")
    if statement.over:
        parts.append(f"more than {listed(ref_words(case, ref) for ref in statement.over)}")
    if statement.everything:
        parts.append("and nothing at all without it")
    if statement.stance == "willing" and statement.reading == "weak":
        parts.append("in some package")
    return " ".join(parts)


def used_words(measure: Measure, used: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Which values the near-equal best packages use for an open figure, loosest first, with shares."""
    return tuple(f"{share(value)}: {level_of(measure, level).text}" for level, value in used if value)
