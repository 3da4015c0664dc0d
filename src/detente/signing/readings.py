"""What a statement says about its speaker's preferences (science: S.3).

Every binding statement becomes rows over (u, d): the party's increments u and the value d of no
deal. Four shapes are enough:

    Floor   the best package among `terms` is worth less than no deal   (refuses, insists)
    Ceiling one package is worth at least no deal                       (willing alone, offers)
    Reach   the best package in one term is worth at least no deal      (willing, weak reading)
    Order   a linear row over u alone                                   (demands, matters more)
    Low     no deal is worth no more than today                         (threatened)

and one filter, `Precondition`, which strikes packages and is no inequality. A statement holds when
all its rows hold. Credence 1 makes it hard; below 1 it holds with that credence and otherwise says
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.case import Case, in_force
from detente.case.links import Needs, allowed, closure, needs
from detente.case.measures import Ref
from detente.case.statements import Statement
from detente.signing.space import Bools, Floats, Space

MARGIN = 0.01
"""How much worse than no deal a refused package is at least, on the scale of u; also the least worth
of what is demanded."""


@dataclass(frozen=True)
class Term:
    """Packages given as the allowed elements of every block (a product set)."""

    masks: tuple[Bools, ...]

    @property
    def empty(self) -> bool:
        return not all(mask.any() for mask in self.masks)


@dataclass(frozen=True)
class Mask:
    """The packages that hold `with_` and do not hold all of `without` (if there is any)."""

    with_: Needs
    without: Needs


@dataclass(frozen=True)
class Floor:
    mask: Mask
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Ceiling:
    coefficients: Floats


@dataclass(frozen=True)
class Reach:
    term: Term


@dataclass(frozen=True)
class Order:
    coefficients: Floats
    least: float


@dataclass(frozen=True)
class Low:
    pass


Row = Floor | Ceiling | Reach | Order | Low


@dataclass(frozen=True)
class Reading:
    """One statement as its party's rows."""

    statement: str
    party: str
    credence: float
    rows: tuple[Row, ...]

    @property
    def hard(self) -> bool:
        return self.credence >= 1.0


@dataclass(frozen=True)
class Precondition:
    """A party signs nothing (that has any content) without `wanted`."""

    name: str
    party: str
    wanted: Needs
    credence: float

    @property
    def hard(self) -> bool:
        return self.credence >= 1.0


@dataclass(frozen=True)
class Readings:
    """All rows and preconditions of a case."""

    rows: tuple[Reading, ...]
    preconditions: tuple[Precondition, ...]

    def of(self, party: str) -> tuple[Reading, ...]:
        return tuple(r for r in self.rows if r.party == party)

    def conditions_of(self, party: str) -> tuple[Precondition, ...]:
        return tuple(c for c in self.preconditions if c.party == party)


def read_statements(case: Case, space: Space) -> Readings:
    """Every binding statement in force, as rows and preconditions of the party it counts for."""
    rows: list[Reading] = []
    conditions: list[Precondition] = []
    for statement in in_force(case):
        party = case.party_of(statement.speaker)
        if party is None or statement.credence <= 0:
            continue
        if statement.stance == "conditional" and statement.everything:
            wanted = _all(case, statement.if_)
            conditions.append(Precondition(statement.id, party, wanted, statement.credence))
        elif statement.stance == "threatens":
            rows += [
                Reading(statement.id, threatened, statement.credence, (Low(),))
                for threatened in _threatened(case, statement, party)
            ]
        elif made := _rows(case, space, statement, party):
            rows.append(Reading(statement.id, party, statement.credence, made))
    for number, link in enumerate(case.links):
        if link.kind == "precondition" and link.party:
            name = link.by[0] if link.by else f"link {number + 1}"
            if name not in {c.name for c in conditions}:
                conditions.append(Precondition(name, link.party, _all(case, link.refs), 1.0))
    return Readings(tuple(rows), tuple(conditions))


def _all(case: Case, refs: tuple[Ref, ...]) -> Needs:
    return tuple(sorted({need for ref in refs for need in needs(case, ref)}))


def _threatened(case: Case, statement: Statement, party: str) -> tuple[str, ...]:
    if statement.to:
        target = case.party_of(statement.to)
        return (target,) if target else ()
    return tuple(p.id for p in case.parties if p.id != party)


def _rows(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    makers = {
        "refuses": _refuses,
        "insists": _insists,
        "willing": _willing,
        "offers": _offers,
        "conditional": _conditional,
        "demands": _demands,
    }
    maker = makers.get(statement.stance)
    return maker(case, space, statement, party) if maker else ()


def _refuses(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    return _floors(space, [Mask(needs(case, ref), ()) for ref in statement.on])


def _insists(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    return _floors(space, [Mask((), needs(case, ref)) for ref in statement.on])


def _willing(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    wanted = _all(case, (*statement.on, *statement.if_))
    if statement.reading == "weak":
        term = Term(tuple(block.reaches(wanted) for block in space.blocks))
        return () if term.empty else (Reach(term),)
    return _ceilings(case, space, wanted, party)


def _offers(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    return _ceilings(case, space, _all(case, (*statement.on, *statement.if_)), party)


def _conditional(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    price = _all(case, statement.if_)
    floors = _floors(space, [Mask(needs(case, ref), price) for ref in statement.on])
    return (*floors, *_willing(case, space, statement, party))


def _demands(case: Case, space: Space, statement: Statement, party: str) -> tuple[Row, ...]:
    worths = [_worth(case, space, ref, party) for ref in statement.on]
    rows = [Order(worth, MARGIN) for worth in worths if worth.any()]
    for lesser in statement.over:
        other = _worth(case, space, lesser, party)
        rows += [Order(worth - other, 0.0) for worth in worths if worth.any() and (worth - other).any()]
    return tuple(rows)


def _floors(space: Space, masks: list[Mask]) -> tuple[Row, ...]:
    """One floor a mask; void where the links leave no package in it."""
    found = []
    for mask in masks:
        terms = tuple(term for term in _terms(space, mask) if not term.empty)
        if terms:
            found.append(Floor(mask, terms))
    return tuple(found)


def _terms(space: Space, mask: Mask) -> list[Term]:
    base = [block.reaches(mask.with_) for block in space.blocks]
    if not mask.without:
        return [Term(tuple(base))]
    terms = []
    for slot, level in mask.without:
        home = space.block_of[slot]
        block = space.blocks[home]
        below = block.elements[:, block.slots.index(slot)] < level
        terms.append(Term(tuple(m & below if b == home else m for b, m in enumerate(base))))
    return _distinct(terms)


def _distinct(terms: list[Term]) -> list[Term]:
    seen: dict[bytes, Term] = {}
    for term in terms:
        seen.setdefault(b"|".join(mask.tobytes() for mask in term.masks), term)
    return list(seen.values())


def _ceilings(case: Case, space: Space, wanted: Needs, party: str) -> tuple[Row, ...]:
    """The least package that holds `wanted` is worth at least no deal; void where links forbid it."""
    least = closure(case, wanted)
    if not allowed(case, least):
        return ()
    return (Ceiling(space.vector(least) * space.signs[space.parties.index(party)]),)


def _worth(case: Case, space: Space, ref: Ref, party: str) -> Floats:
    """(increments,) what a restraint up to its level is worth: its benefits, or its costs if none."""
    vector = np.zeros(space.increments)
    for slot, level in needs(case, ref):
        steps = np.flatnonzero(space.slot_of == slot)[:level]
        vector[steps] = 1.0
    signs = space.signs[space.parties.index(party)]
    helped = vector * (signs > 0)
    return np.asarray(helped if helped.any() else vector * (signs != 0))


def convex(reading: Reading) -> bool:
    """Is the statement's set convex? All are but the weak reading of `willing`."""
    return not any(isinstance(row, Reach) for row in reading.rows)


def narrowed(reading: Reading, space: Space) -> Reading:
    """The same statement with every weak reading narrowed to the one package that helps the party most.

    What satisfies the narrowed statement satisfies the statement; its set is convex.
    """
    rows = tuple(
        _narrowed(row, space, reading.party) if isinstance(row, Reach) else row for row in reading.rows
    )
    return Reading(reading.statement, reading.party, reading.credence, rows)


def _narrowed(row: Reach, space: Space, party: str) -> Ceiling:
    signs = space.signs[space.parties.index(party)]
    coefficients = np.zeros(space.increments)
    for block, mask in zip(space.blocks, row.term.masks, strict=True):
        helped = np.where(mask, block.steps @ signs[block.columns], -np.inf)
        coefficients[block.columns] = block.steps[int(helped.argmax())]
    return Ceiling(np.asarray(coefficients * signs))
