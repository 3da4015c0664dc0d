"""Papers in; a fault for everything that only shows when entries are laid side by side out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from detente.case.acts import Act, Observation
from detente.case.case import Moment
from detente.case.measures import Level, Link, Measure, Ref, Turned
from detente.case.parties import Actor, Party
from detente.case.sources import Source
from detente.case.statements import BINDING, Statement
from detente.errors import Fault, Where
from detente.files.actfaults import DEEDS
from detente.files.clausefaults import level_faults
from detente.files.guess import closest, did_you_mean, listed
from detente.files.names import name_faults, not_defined
from detente.files.nodes import Keys, Step
from detente.files.papers import Papers, ids
from detente.files.shape import Entry

MOST_QUOTED = 25
MOST_PARTIES = 5
YEARS = range(1900, 2101)
NUMERALS = {6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}
FOR = ("demands", "insists", "offers")


def cross_faults(papers: Papers) -> tuple[Fault, ...]:
    """Every fault between entries, in order of place. Says nothing about what could not be read."""
    found = {fault for checked in CHECKS for fault in checked(papers)}
    return tuple(sorted(found))


def _parties(papers: Papers) -> Iterator[Fault]:
    if Party in papers.unread:
        return
    count = len(papers.raw(Party))
    if count < 2:
        says = "one party only" if count else "no party"
        yield Fault(papers.place(Party), f"{says}: it takes at least two to agree")
    if count > MOST_PARTIES:
        number = NUMERALS.get(count, str(count))
        yield Fault(papers.place(Party), f"{number} parties are not yet supported: at most five")


def _silent(papers: Papers) -> Iterator[Fault]:
    if papers.unread.intersection((Party, Actor, Statement)):
        return
    sides = _sides(papers)
    known = papers.known(Party, Actor)
    meant = (speaker if speaker in known else closest(speaker, known) for speaker in _speakers(papers))
    heard = {sides.get(speaker or "") for speaker in meant}
    for name, place in ids(papers, Party):
        if name not in heard:
            yield Fault(place, f"'{name}' is a party without statements: nothing constrains it")


def _measures(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Measure):
        if not entry.record.binds:
            yield Fault(entry.where("binds"), f"the measure '{entry.record.id}' binds nobody: name a party")
        if len(entry.record.levels) < 2:
            says = "a measure needs at least two levels: today, unrestrained, and one above it"
            yield Fault(entry.where("levels"), says)
        yield from _bound_twice(entry)
        yield from _levels(entry)
        yield from level_faults(papers, entry)


def _bound_twice(entry: Entry[Measure]) -> Iterator[Fault]:
    bound = entry.record.binds
    for index, party in enumerate(bound):
        if party in bound[:index]:
            yield Fault(entry.where("binds", index), f"'{party}' is bound twice: name it once")


def _turned(papers: Papers) -> Iterator[Fault]:
    measures = {entry.record.id: entry.record for entry in papers.of(Measure)}
    for entry in papers.of(Turned):
        measure = measures.get(entry.record.measure)
        if measure:
            yield from _bound(papers, measure, entry.record.binds, entry.where("binds"))


def _bound(papers: Papers, measure: Measure, party: str | None, place: Where) -> Iterator[Fault]:
    """A fault if the measure does not bind the party; none where a party's name is itself at fault."""
    if party is None or party in measure.binds:
        return
    if papers.known(Party).issuperset({party, *measure.binds}):
        bound = ", ".join(measure.binds)
        yield Fault(place, f"the measure '{measure.id}' does not bind '{party}': it binds {bound}")


def _levels(entry: Entry[Measure]) -> Iterator[Fault]:
    seen: dict[str, Where] = {}
    for index, level in enumerate(entry.record.levels):
        place = entry.where("levels", index, "id")
        if seen.setdefault(level.id, place) != place:
            yield Fault(place, f"the level '{level.id}' stands twice: first at {seen[level.id]}")
        if level.value is not None and level.unit is None:
            says = f"the value {level.value:g} has no unit: add unit: troops, km, days ..."
            yield Fault(entry.where("levels", index, "value"), says)


def _refs(papers: Papers) -> Iterator[Fault]:
    measures = {entry.record.id: entry.record for entry in papers.of(Measure)}
    for cls, keys in ((Statement, ("on", "if_", "over")), (Link, ("refs",))):
        for entry in papers.of(cls):
            for key in keys:
                for index, ref in enumerate(getattr(entry.record, key)):
                    yield from _ref(papers, entry, (key.rstrip("_"), index), ref, measures)


def _ref(
    papers: Papers, entry: Entry[Any], path: tuple[Step, ...], ref: Ref, measures: Mapping[str, Measure]
) -> Iterator[Fault]:
    yield from not_defined(papers, ref.measure, (Measure,), entry.where(*path, "measure"))
    if ref.binds is not None:
        yield from not_defined(papers, ref.binds, (Party,), entry.where(*path, "binds"))
    measure = measures.get(ref.measure)
    if measure is None:
        return
    yield from _bound(papers, measure, ref.binds, entry.where(*path, "binds"))
    if ref.level is not None and measure.levels:
        yield from _level(ref.level, measure.id, measure.levels, entry.where(*path, "level"))


def _level(wanted: str, measure: str, levels: tuple[Level, ...], place: Where) -> Iterator[Fault]:
    names = [level.id for level in levels]
    above = names[1:]
    if wanted == names[0]:
        says = f"'{wanted}' is the first level of '{measure}', today, and restrains nobody"
        yield Fault(place, f"{says}: name {listed(above)}" if above else says)
    elif wanted not in above:
        near = did_you_mean(wanted, above) or (f": it has {listed(above)}" if above else "")
        yield Fault(place, f"the measure '{measure}' has no level '{wanted}'{near}")


def _quotes(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Statement):
        for key in ("quote", "original"):
            words = len((getattr(entry.record, key) or "").split())
            if words > MOST_QUOTED:
                says = f"{words} words are quoted: at most {MOST_QUOTED} may be; say the rest in 'says'"
                yield Fault(entry.where(key), says)


def _credence(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Statement):
        credence = entry.record.credence
        if not 0 <= credence <= 1:
            yield Fault(entry.where("credence"), f"a credence lies between 0 and 1, not {credence:g}")
        elif credence < 1 and not (entry.record.why or "").strip():
            yield Fault(entry.where("credence"), f"a credence of {credence:g} needs a reason: add why: ...")


def _supersedes(papers: Papers) -> Iterator[Fault]:
    statements = {entry.record.id: entry.record for entry in papers.of(Statement)}
    sides = _sides(papers)
    for entry in papers.of(Statement):
        for index, name in enumerate(entry.record.supersedes):
            if name in statements:
                says = _unfit(entry.record, statements[name], sides)
                if says:
                    yield Fault(entry.where("supersedes", index), says)


def _unfit(new: Statement, old: Statement, sides: Mapping[str, str]) -> str | None:
    """Why `new` cannot replace `old`; None if it can."""
    if new.id == old.id:
        return f"'{new.id}' cannot supersede itself"
    if sides.get(new.speaker, new.speaker) != sides.get(old.speaker, old.speaker):
        return f"'{new.id}' cannot supersede '{old.id}', which another speaker made: '{old.speaker}'"
    if old.date > new.date:
        return f"'{new.id}' of {new.date} cannot supersede '{old.id}', which is later: {old.date}"
    return None


def _stances(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Statement):
        one = entry.record
        if one.stance == "conditional" and not one.if_:
            yield Fault(
                entry.where("stance"), "a conditional statement needs 'if': the restraints it depends on"
            )
        if one.everything and one.stance != "conditional":
            yield Fault(
                entry.where("everything"), f"'everything' goes only with conditional, not with {one.stance}"
            )
        if one.over and one.stance != "demands":
            yield Fault(entry.where("over"), f"'over' goes only with demands, not with {one.stance}")
        if _needs_on(one) and not one.on:
            says = f"a statement that {one.stance} needs 'on': the restraints it is about"
            yield Fault(entry.where("stance"), says.replace("that conditional", "with stance conditional"))


def _needs_on(one: Statement) -> bool:
    if one.stance == "conditional":
        return not one.everything
    return one.stance in BINDING and one.stance != "threatens"


def _both_sides(papers: Papers) -> Iterator[Fault]:
    sides = _sides(papers)
    days: dict[tuple[str, dt.date], list[Entry[Statement]]] = {}
    for entry in papers.of(Statement):
        side = sides.get(entry.record.speaker)
        if side:
            days.setdefault((side, entry.record.date), []).append(entry)
    for (side, _), entries in days.items():
        for first, second in combinations(entries, 2):
            if _opposed(first.record, second.record):
                other = f"'{first.record.id}' at {first.where()}"
                says = f"a statement on both sides: on the same day '{side}' said the opposite in {other}"
                yield Fault(second.where("on"), f"{says}; if one replaced the other, add supersedes")


def _opposed(one: Statement, other: Statement) -> bool:
    if one.id in other.supersedes or other.id in one.supersedes or not set(one.on) & set(other.on):
        return False
    stances = {one.stance, other.stance}
    return "refuses" in stances and bool(stances.intersection(FOR))


def _moments(papers: Papers) -> Iterator[Fault]:
    for one, two in pairwise(papers.of(Moment)):
        if two.record.date <= one.record.date:
            yield Fault(
                two.where("date"),
                f"moments go from early to late: {two.record.date} follows {one.record.date}",
            )


def _late(papers: Papers) -> Iterator[Fault]:
    moments = papers.of(Moment)
    if not moments or len(moments) < len(papers.raw(Moment)):
        return
    last = max(entry.record.date for entry in moments)
    for entry in papers.of(Statement):
        if entry.record.date > last:
            says = f"this statement is dated after every moment (the last is {last}): it would never count"
            yield Fault(entry.where("date"), says)


def _years(papers: Papers) -> Iterator[Fault]:
    for cls in (Statement, Act, Observation, Source, Moment):
        for entry in papers.of(cls):
            for key in ("date", "until", "notified"):
                day = getattr(entry.record, key, None)
                if day and day.year not in YEARS:
                    yield Fault(entry.where(key), f"the year {day.year} cannot be meant: is it a slip?")


def _spans(papers: Papers) -> Iterator[Fault]:
    for cls in (Act, Observation):
        for entry in papers.of(cls):
            one: Any = entry.record
            if one.until and one.until < one.date:
                yield Fault(entry.where("until"), f"it ends on {one.until}, before it begins on {one.date}")


def _links(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Link):
        yield from LINK_CHECKS[entry.record.kind](papers, entry)


def _reciprocal(papers: Papers, entry: Entry[Link]) -> Iterator[Fault]:
    name = entry.record.measure
    if name is None:
        yield Fault(entry.where("kind"), "a reciprocal link needs 'measure': the one that binds both")
        return
    for one in papers.of(Measure):
        if one.record.id == name and len(set(one.record.binds)) < 2:
            says = f"a reciprocal link needs a measure that binds at least two parties: '{name}' does not"
            yield Fault(entry.where("measure"), says)


def _two_refs(papers: Papers, entry: Entry[Link]) -> Iterator[Fault]:
    count = len(entry.record.refs)
    if count != 2:
        says = f"a link of kind {entry.record.kind} needs exactly two refs: it has {count}"
        yield Fault(entry.where("refs"), says)


def _several_refs(papers: Papers, entry: Entry[Link]) -> Iterator[Fault]:
    count = len(entry.record.refs)
    if count < 2:
        says = f"a link of kind {entry.record.kind} needs at least two refs: it has {count}"
        yield Fault(entry.where("refs"), says)


def _precondition(papers: Papers, entry: Entry[Link]) -> Iterator[Fault]:
    if entry.record.party is None:
        yield Fault(entry.where("kind"), "a precondition needs 'party': who signs nothing without it")
    if not entry.record.refs:
        yield Fault(entry.where("kind"), "a precondition needs 'refs': what must be in the package")


LINK_CHECKS: Mapping[str, Callable[[Papers, Entry[Link]], Iterator[Fault]]] = {
    "reciprocal": _reciprocal,
    "exchanged": _two_refs,
    "requires": _two_refs,
    "excludes": _several_refs,
    "tie": _several_refs,
    "precondition": _precondition,
}
"""What each kind of link needs."""


def _sides(papers: Papers) -> dict[str, str]:
    """Speaker -> party. Read from the nodes, so that a broken entry still speaks."""
    parties = papers.known(Party)
    sides = {name: name for name in parties}
    for _, node in papers.raw(Actor):
        if isinstance(node, Keys):
            name, side = node.text("id"), node.text("speaks_for")
            if name and side:
                sides.setdefault(name, side if side in parties else closest(side, parties) or side)
    return sides


def _speakers(papers: Papers) -> Iterator[str]:
    for _, node in papers.raw(Statement):
        if isinstance(node, Keys):
            yield node.text("speaker") or ""


CHECKS: tuple[Callable[[Papers], Iterator[Fault]], ...] = (
    name_faults,
    _parties,
    _silent,
    _measures,
    _turned,
    _refs,
    _quotes,
    _credence,
    _supersedes,
    _stances,
    _both_sides,
    _moments,
    _late,
    _years,
    _spans,
    *DEEDS,
    _links,
)
"""Every check across entries, each told apart from the others."""
