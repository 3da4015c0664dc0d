"""An agreement file, read, in; a fault for every clause that cannot mean what it says out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.agreements import EACH, Agreement, Clause, Place
from detente.case.measures import Measure
from detente.case.parties import Actor, Party
from detente.case.zones import Zone
from detente.errors import Fault, Where
from detente.files.guess import did_you_mean, listed
from detente.files.limitfaults import limit_faults, span_faults
from detente.files.names import ID, not_defined
from detente.files.nodes import Step as At
from detente.files.papers import Papers
from detente.files.shape import Entry


@dataclass(frozen=True)
class Told:
    """An agreement as its file tells it.

    agreement  its own keys, with those of the ready agreement that it leaves out
    clauses    its clauses, taken ones among them, each with the file it stands in
    written    id and place of every clause of the file itself, with faults or not
    known      the ids of all clauses, those with faults among them
    """

    head: Entry[Agreement]
    agreement: Agreement
    clauses: tuple[Entry[Clause], ...]
    written: tuple[tuple[str, Where], ...]
    known: frozenset[str]


def clause_faults(told: Told, case: Papers | None) -> Iterator[Fault]:
    """Every fault of an agreement and its clauses. `case` is what the case around it says, if there is one."""
    yield from _ids(told)
    yield from _parties(told, case)
    yield from span_faults(told.agreement, told.head)
    for entry in told.clauses:
        yield from _bound(told, entry)
        yield from limit_faults(entry)
        yield from _others(told, entry)
        if case is not None:
            yield from _in_case(entry, case)
    yield from _cycles(told)


def level_faults(case: Papers, entry: Entry[Measure]) -> Iterator[Fault]:
    """Zones and parties that the rules of a measure's levels name."""
    for index, level in enumerate(entry.record.levels):
        for key in ("limits", "where") if level.limit else ():
            for number, one in enumerate(getattr(level.limit, key)):
                at: tuple[Any, ...] = ("levels", index, "limit", key, number)
                if one.for_ is not None:
                    yield from not_defined(case, one.for_, (Party,), entry.where(*at, "for"))
                if isinstance(one, Place):
                    yield from not_defined(case, one.zone, (Zone,), entry.where(*at, "zone"))


def _ids(told: Told) -> Iterator[Fault]:
    first: dict[str, Where] = {}
    for name, place in told.written:
        if not ID.fullmatch(name):
            yield Fault(place, f"the id '{name}' may hold only a-z, 0-9 and hyphens, as in 'ex-2'")
        if first.setdefault(name, place) != place:
            yield Fault(place, f"the id '{name}' is taken: the clause at {first[name]} has it")


def _parties(told: Told, case: Papers | None) -> Iterator[Fault]:
    if not told.agreement.parties:
        yield Fault(told.head.where("parties"), "the agreement names no party: nobody is bound by it")
    for index, name in enumerate(told.agreement.parties):
        own = told.head.record.parties
        place = told.head.where("parties", index) if own else told.head.where("ready")
        if name in told.agreement.parties[:index]:
            yield Fault(place, f"the party '{name}' stands twice: name it once")
        if case is not None:
            yield from not_defined(case, name, (Party, Actor), place)


def _bound(told: Told, entry: Entry[Clause]) -> Iterator[Fault]:
    clause = entry.record
    if not clause.binds:
        says = f"the clause '{clause.id}' binds nobody: name a party, or '{EACH}'"
        yield Fault(entry.where("binds"), says)
    if EACH in clause.binds and len(clause.binds) > 1:
        yield Fault(entry.where("binds"), f"'{EACH}' binds every party: name nobody beside it")
    for index, name in enumerate(clause.binds):
        if name != EACH:
            yield from _party(told, name, entry.where("binds", index))
    for key in ("limits", "where"):
        for index, one in enumerate(getattr(clause, key)):
            if one.for_ is not None:
                yield from _party(told, one.for_, entry.where(key, index, "for"))


def _party(told: Told, name: str, place: Where) -> Iterator[Fault]:
    known = told.agreement.parties
    if known and name not in known:
        hint = did_you_mean(name, known) or f": they are {listed(known)}"
        yield Fault(place, f"'{name}' is not a party to the agreement{hint}")


def _others(told: Told, entry: Entry[Clause]) -> Iterator[Fault]:
    """What a clause says of other clauses."""
    for path, name in _named(entry.record):
        if name not in told.known:
            hint = did_you_mean(name, told.known)
            yield Fault(entry.where(*path), f"there is no clause '{name}' in the agreement{hint}")
    for index, power in enumerate(entry.record.on_breach):
        if power.target not in ("mirror", "agreement", *told.known):
            says = f"'{power.target}' is neither mirror, agreement nor a clause"
            hint = did_you_mean(power.target, ("mirror", "agreement", *told.known))
            yield Fault(entry.where("on_breach", index, "target"), f"{says}{hint}")


def _named(clause: Clause) -> Iterator[tuple[tuple[At, ...], str]]:
    """Path and id of every clause that this one rests on."""
    if clause.within is not None:
        yield ("within",), clause.within
    for index, excuse in enumerate(clause.unless):
        if excuse.clause is not None:
            yield ("unless", index, "clause"), excuse.clause
    for index, guard in enumerate(clause.while_):
        yield ("while", index, "clause"), guard.clause


def _in_case(entry: Entry[Clause], case: Papers) -> Iterator[Fault]:
    place: Place
    for index, place in enumerate(entry.record.where):
        yield from not_defined(case, place.zone, (Zone,), entry.where("where", index, "zone"))
    if entry.record.restraint is not None:
        yield from not_defined(case, entry.record.restraint, (Measure,), entry.where("restraint"))


def _cycles(told: Told) -> Iterator[Fault]:
    """Clauses that rest on each other in a ring: none of them could ever be judged."""
    entries = {entry.record.id: entry for entry in told.clauses}
    rests = {name: {to: path for path, to in _named(entry.record)} for name, entry in entries.items()}
    ring = _ring(_knotted(rests))
    if ring:
        said = " rests on ".join(f"'{name}'" for name in (*ring, ring[0]))
        place = entries[ring[0]].where(*rests[ring[0]][ring[1 % len(ring)]])
        yield Fault(place, f"clauses rest on each other in a ring: {said}")


def _knotted(rests: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """What is left when clauses that rest on nothing are taken away, again and again."""
    left = {name: tuple(to for to in others if to in rests) for name, others in rests.items()}
    while free := {name for name, others in left.items() if not others}:
        left = {
            name: tuple(to for to in others if to not in free)
            for name, others in left.items()
            if name not in free
        }
    return left


def _ring(left: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The first ring met on the way from the first clause that is left; empty if none is."""
    way: dict[str, int] = {}
    name = next(iter(left), None)
    while name is not None:
        if name in way:
            return tuple(way)[way[name] :]
        way[name] = len(way)
        name = left[name][0]
    return ()
