"""In: a case and what SIGN found. Out: the sentences of the brief, in plain text with ids.

Manner: one thought a sentence, "could" for what is possible and "would" only for what follows, no
judgement of any side, and no share without the assumption it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.briefing.words import (
    SAYS,
    capital,
    count,
    day,
    everybody,
    in_share,
    in_text,
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
from detente.case.evidence import Evidence
from detente.case.measures import Link, Measure
from detente.case.statements import BINDING, Statement
from detente.signing.results import Blocking, CoreItem, Faith, Signing

MOST_NAMED = 4
"""Items of a core beyond these are counted in a sentence, and named in the table of the core."""
FULLY_NAMED = 2
"""So many items of a core are given with their levels in a sentence."""
COMMON = 0.8
"""From this share of the near-equal best packages on, an item is called part of their common core."""
MOST_HELP = "The question whose answer would help most"

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

NONE_COMMON = "no single item is common to nearly all of them"
NOTHING: Mapping[bool, str] = {
    True: "no item that half of these packages hold",
    False: "no package scores: in no preferences drawn does every party gain",
}
"""What stands in the place of an empty core, by whether any package scores."""


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

    @property
    def briefly(self) -> str:
        """The measure alone, and who is bound where it could bind others too."""
        return f"{self.measure.label} ({self.who})" if len(self.measure.binds) > 1 else self.measure.label


@dataclass(frozen=True)
class Scenario:
    """One way in which the zone could open, and what was found in it.

    place     its place in `Signing.released`; None if the zone is open, and nothing gives way
    given     the statements that give way in it
    core      lines of the core, of its own near-equal best packages
    letters   the packages shown that stand best in it
    """

    place: int | None
    given: tuple[str, ...]
    core: tuple[CoreLine, ...]
    letters: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Does any package score in it?"""
        return bool(self.core or self.letters)

    @property
    def common(self) -> tuple[CoreLine, ...]:
        """The lines that nearly all of its near-equal best packages hold."""
        return tuple(line for line in self.core if line.share >= COMMON)

    @property
    def words(self) -> str:
        """ "if s66 and s80 gave way"; empty if the zone is open."""
        return f"if {listed(self.given)} gave way" if self.given else ""


def scenarios(case: Case, signing: Signing) -> tuple[Scenario, ...]:
    """The scenarios in which packages stand, as `Signing.released` orders them; a single one if open."""
    ways: list[tuple[int | None, tuple[str, ...]]] = list(enumerate(signing.released)) or [(None, ())]
    return tuple(
        Scenario(
            place=place,
            given=given,
            core=core_lines(case, [one for one in signing.core if one.scenario == place]),
            letters=tuple(one.name for one in signing.ranked if one.scenario == place),
        )
        for place, given in ways
    )


def scenario_words(signing: Signing, place: int | None) -> str:
    """ "if s66 and s80 gave way" for a place in `Signing.released`; empty for None."""
    return "" if place is None else f"if {listed(signing.released[place])} gave way"


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
    """The answer in one sentence: is there a package at both sides' word?"""
    start = f"On what {sides(case)} had said by {day(signing.as_of)}"
    if signing.as_of is None:
        start = f"On what {sides(case)} have said"
    if signing.zone.open:
        return (
            f"{start}, agreements exist that {sides(case)} could sign "
            "with every statement taken at its word."
        )
    return f"{start}, no package satisfies every statement taken at its word."


def ways_start(signing: Signing) -> str:
    """What leads to `ways`; empty if the zone is open."""
    if signing.zone.open:
        return ""
    if not signing.released:
        return "No set of lines was found that would open the way."
    shown, every = len(signing.released), len(signing.blocking)
    if every == 1:
        return "Agreements could exist in one way:"
    of = "any of" if every == shown else f"any of these {shown}, out of"
    return f"Agreements could exist in {of} {every} ways, in no order of preference:"


def ways(case: Case, signing: Signing) -> tuple[str, ...]:
    """A sentence for each scenario: what gives way, and the core of the packages there would be."""
    if signing.zone.open:
        return ()
    return tuple(_way(case, signing, one) for one in scenarios(case, signing) if one.given)


def _way(case: Case, signing: Signing, one: Scenario) -> str:
    start = f"If {given_words(case, one.given)} gave way"
    if not signing.priors:
        return f"{start} (no package is ranked here)."
    if not one.found:
        return f"{start}, none is worth more than no deal to {sides(case)} in any preferences drawn."
    if not one.common:
        return f"{start}, {NONE_COMMON}."
    return f"{start}, their common core {briefly(one.common)}."


def given_words(case: Case, lines: Sequence[str]) -> str:
    """Lines that give way together, by side: "s65, s77 and s80 (the US side on Bases)"."""
    if len(lines) == 1:
        return line_words(case, lines[0])
    known = {s.id: s for s in case.statements}
    sides_of = {line: case.party_of(known[line].speaker) for line in lines if line in known}
    by_side = {side: [line for line in lines if sides_of.get(line) == side] for side in sides_of.values()}
    said = [_side_words(case, side, [known[line] for line in own]) for side, own in by_side.items() if side]
    return ", and ".join([*said, *(line for line in lines if not sides_of.get(line))])


def _side_words(case: Case, side: str, said: Sequence[Statement]) -> str:
    topics = dict.fromkeys(
        case.measure((s.if_ if s.stance == "conditional" and s.if_ else s.on)[0].measure).label
        for s in said
        if s.on or s.if_
    )
    who = in_text(case, side)
    if any(s.speaker != side for s in said):
        who = f"{who} side"
    about = f" on {listed(topics)}" if topics else ""
    return f"{listed(s.id for s in said)} ({who}{about})"


def briefly(lines: Sequence[CoreLine]) -> str:
    """What a core is: in full if short, else the first four measures it covers and how many more."""
    if len(lines) <= FULLY_NAMED:
        return f"is {listed(f'{line.measure.label}: {line}' for line in lines)}"
    return f"covers {measures_of(lines)}"


def measures_of(lines: Sequence[CoreLine]) -> str:
    """The first four measures of a core, and how many more there are."""
    names = [line.briefly for line in lines[:MOST_NAMED]]
    more = len(lines) - MOST_NAMED
    return listed([*names, f"{more} more"] if more > 0 else names)


def line_words(case: Case, line: str) -> str:
    """A statement named by its id, speaker and stance: "s58 (Russia insists on “Enlargement”)"."""
    statement = next((s for s in case.statements if s.id == line), None)
    if statement is None:
        return line
    who = in_text(case, statement.speaker)
    if statement.stance == "conditional" and statement.if_:
        return f"{line} ({who} makes “{case.measure(statement.if_[0].measure).label}” a condition)"
    if not statement.on:
        return f"{line} ({who}: {statement.stance})"
    return f"{line} ({who} {SAYS[statement.stance]} “{case.measure(statement.on[0].measure).label}”)"


def common(case: Case, signing: Signing) -> tuple[CoreLine, ...]:
    """The common core where the zone is open; where it is closed, each scenario has its own."""
    return scenarios(case, signing)[0].common if signing.zone.open else ()


def core_sentence(case: Case, signing: Signing) -> str:
    """What leads to the list of common items, if the zone is open; says so where nothing was ranked."""
    if not signing.ranked:
        return "No package is left to rank, so there is no core to report."
    if not signing.zone.open:
        return ""
    return "Their common core is:" if common(case, signing) else f"{capital(NONE_COMMON)}."


def summary(case: Case, signing: Signing) -> str:
    """The answer in plain text, each way to open the zone on a line of its own."""
    found = common(case, signing)
    core = f"Their common core {briefly(found)}." if found else core_sentence(case, signing)
    first = " ".join(part for part in (answer(case, signing), ways_start(signing)) if part)
    lines = (first, *(f"- {way}" for way in ways(case, signing)), core)
    return "\n".join(line for line in lines if line)


def more_sentences(case: Case, signing: Signing) -> tuple[str, ...]:
    """At most two sentences after the core: how many such packages there are, and what to ask."""
    return tuple(s for s in (_equivalents(signing), _first_question(signing)) if s)


def _equivalents(signing: Signing) -> str:
    if not signing.ranked:
        return ""
    named = listed([signing.ranked[0].name, signing.ranked[-1].name], "to")
    those = f"; {len(signing.ranked)} of them are set out below as {named}"
    packages = capital(count(signing.equivalents, "package"))
    scores = "scores" if signing.equivalents == 1 else "score"
    best = "the best" if signing.zone.open else "the best in some of these ways"
    return f"{packages} {scores} within a tenth of {best}{those if len(signing.ranked) > 1 else ''}."


def _first_question(signing: Signing) -> str:
    clear = [q for q in signing.questions if q.above_noise]
    if clear:
        alike = sum(clear[0].value - one.value < signing.noise_floor for one in clear)
        most = "A question whose answer would help as much as any" if alike > 1 else MOST_HELP
        return f"{most}: {clear[0].says}"
    if signing.questions:
        return "No question to either side stands out from the noise of the estimate."
    return ""


def assumption(signing: Signing) -> str:
    """What every share in the brief rests on, in one clause."""
    prior = f"under the prior “{signing.priors[0].name}”" if signing.priors else "under the stated prior"
    if not signing.released:
        return f"{prior}, every statement at its written credence"
    return (
        f"{prior}, in the scenario named with it: there exactly one set of lines gives way, and every "
        "other statement stands at its written credence"
    )


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
    """One smallest set of lines that keep the zone closed, named."""
    together = ", together" if len(blocking.statements) > 1 else ""
    checked = "" if blocking.verified else " (not verified exactly)"
    return f"{listed(line_words(case, line) for line in blocking.statements)}{together}{checked}."


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
        "With all lines as they stand nothing could be signed, whatever else is offered. It would open the "
        f"way if any one of the following sets gave way; which one is not for this brief to say.{complete}"
    )


def faith_words(case: Case, faith: Faith) -> str:
    """Three states of one party, apart, as shares of its consistent preferences."""
    name = capital(in_text(case, faith.party))
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
        return f"{capital(in_text(case, link.party))} signs nothing without {listed(refs)}"
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


def passage_words(evidence: Evidence) -> str:
    """Where the words stand in their document, what read them and who let them in."""
    page = f"Page {evidence.page}, code" if evidence.page is not None else "Code"
    proposal = f", as {evidence.proposal}" if evidence.proposal else ""
    who = evidence.accepted_by or "somebody not named"
    when = f" on {day(evidence.accepted)}" if evidence.accepted else ""
    taken = f" Accepted by {who}{when}." if evidence.accepted_by or when else " Not marked as accepted."
    return f"{page} points {evidence.start} to {evidence.end}. Read by {evidence.read_by}{proposal}.{taken}"
