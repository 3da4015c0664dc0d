"""How restraints hang together: slots, what a ref means, and which levels the links allow.

A *slot* is one restraint that can be set: (measure, bound party). A package is one level for every
slot, 0 meaning today. A ref means one or more *needs*: (slot, level) pairs, all of which a package
must reach. Today, all zeros, meets every link by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.case.case import Case
from detente.case.measures import Link, Ref

Slot = tuple[str, str]
Need = tuple[int, int]
Needs = tuple[Need, ...]


def slots(case: Case) -> tuple[Slot, ...]:
    """Every (measure, bound party), in the order of the case."""
    return tuple((m.id, party) for m in case.measures for party in m.binds)


def tops(case: Case) -> tuple[int, ...]:
    """The number of the tightest level of each slot; today is 0."""
    return tuple(len(m.levels) - 1 for m in case.measures for _ in m.binds)


def level_number(case: Case, ref: Ref) -> int:
    """The number of the level that a ref names; 1 if it names none. KeyError if it does not exist."""
    if ref.level is None:
        return 1
    for number, level in enumerate(case.measure(ref.measure).levels):
        if level.id == ref.level:
            return number
    raise KeyError(ref.level)


def needs(case: Case, ref: Ref) -> Needs:
    """What a package must reach to hold this restraint: that level or tighter, for who is bound."""
    level = level_number(case, ref)
    return tuple(
        (index, level)
        for index, (measure, party) in enumerate(slots(case))
        if measure == ref.measure and ref.binds in (None, party)
    )


def met(levels: Sequence[int], wanted: Needs) -> bool:
    """Does a package hold all of this?"""
    return all(levels[slot] >= level for slot, level in wanted)


def _raise_to(levels: list[int], wanted: Needs) -> bool:
    changed = False
    for slot, level in wanted:
        if levels[slot] < level:
            levels[slot] = level
            changed = True
    return changed


def _follow(case: Case, link: Link, levels: list[int]) -> bool:
    """Raise `levels` as one link demands; True if anything changed."""
    if link.kind == "reciprocal":
        mine = [i for i, (measure, _) in enumerate(slots(case)) if measure == link.measure]
        top = max(levels[i] for i in mine)
        return _raise_to(levels, tuple((i, top) for i in mine))
    wanted = [needs(case, ref) for ref in link.refs]
    if link.kind == "exchanged":
        pairs = [(wanted[0], wanted[1]), (wanted[1], wanted[0])]
    elif link.kind == "requires":
        pairs = [(wanted[0], wanted[1])]
    elif link.kind == "tie":
        pairs = [(one, other) for one in wanted for other in wanted if one != other]
    else:
        pairs = []
    changed = False
    for one, other in pairs:
        if met(levels, one):
            changed |= _raise_to(levels, other)
    return changed


def closure(case: Case, wanted: Iterable[Need]) -> tuple[int, ...]:
    """The least package that holds `wanted` and everything the links tie to it.

    All links but `excludes` only ever raise levels, so the least fixed point exists and is unique.
    Check the result with `allowed`: an `excludes` may forbid it.
    """
    levels = [0] * len(slots(case))
    _raise_to(levels, tuple(wanted))
    while any(_follow(case, link, levels) for link in case.links):
        pass
    return tuple(levels)


def allowed(case: Case, levels: Sequence[int]) -> bool:
    """Do these levels meet every link?"""
    trial = list(levels)
    if any(_follow(case, link, trial) for link in case.links):
        return False
    return not any(
        link.kind == "excludes" and all(met(levels, needs(case, ref)) for ref in link.refs)
        for link in case.links
    )


def deadlocked(case: Case) -> tuple[tuple[int, str], ...]:
    """Restraints that the links make impossible: (index of a link to blame, a sentence).

    A slot whose first level, with all that it drags along, breaks an `excludes` can never leave
    today. If no slot can, the links leave nothing but today.
    """
    found: list[tuple[int, str]] = []
    stuck = 0
    for index, (measure, party) in enumerate(slots(case)):
        least = closure(case, ((index, 1),))
        if allowed(case, least):
            continue
        stuck += 1
        for number, link in enumerate(case.links):
            if link.kind == "excludes" and all(met(least, needs(case, ref)) for ref in link.refs):
                found.append(
                    (number, f"with the other links, this keeps '{measure}' of '{party}' at today for good")
                )
                break
    if stuck and stuck == len(slots(case)):
        found.append((found[0][0], "together the links leave no package but today"))
    return tuple(found)
