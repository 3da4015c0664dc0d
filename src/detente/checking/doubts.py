"""In: an agreement and a case. Out: what keeps it from being checked, a sentence each.

Nothing is judged here: a doubt is about the agreement, whatever was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import combinations, permutations

from detente.case.acts import ActKind
from detente.case.agreements import EACH, Agreement, Clause, LimitKind, Step
from detente.case.case import Case
from detente.checking.fineness import ACTIVITIES, COUNTS, doubt, finer_than_error, ids_of, rows_that_count
from detente.checking.results import Doubt
from detente.checking.telling import amount, names

ACTS: Mapping[LimitKind, tuple[ActKind, ...]] = {
    "response-clock": ("request",),
    "data-exchange": ("data-exchange",),
    "inspection-quota": ("inspection", "refusal"),
    "consent": ("consent",),
}
"""Kinds of limit that are judged by acts, and by which."""
RIGHTS: tuple[LimitKind, ...] = ("suspension", "withdrawal")
"""Kinds of limit that need no data until somebody uses the right."""
VALUED: tuple[LimitKind, ...] = ("ceiling", "phase", *ACTIVITIES, "response-clock", "inspection-quota")
"""Kinds of limit that say nothing without a value."""
LINES = ("LineString", "MultiLineString")


def doubts_of(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """Every doubt, in the order of the dict."""
    return tuple(one for look in DOUBTS.values() for one in look(agreement, case))


def missing_mirror(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A clause binds some parties, and no clause of its kind on the same things binds the others."""
    found = []
    for clause in agreement.clauses:
        alike = [one for one in agreement.clauses if _subject(one) == _subject(clause)]
        bound = {holder for one in alike for holder in _holders(agreement, one)}
        free = [one for one in agreement.parties if one not in bound]
        if free:
            says = f"binds {names(_holders(agreement, clause))}, and no clause of its kind binds {names(free)}."
            found.append(doubt("missing mirror", says, clause))
    return tuple(found)


def _subject(clause: Clause) -> tuple[object, ...]:
    """What a clause is about, apart from whom it binds, how far and where."""
    return clause.kind, clause.modality, clause.counts.what, clause.counts.unit, clause.counts.status


def _holders(agreement: Agreement, clause: Clause) -> tuple[str, ...]:
    return agreement.parties if EACH in clause.binds else clause.binds


def cannot_both_be_met(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A clause asks for or allows what another forbids the same party, at the same time and place."""
    found = []
    for one, other in permutations(agreement.clauses, 2):
        if one.modality == "must_not" or other.modality != "must_not" or _excepted(one, other):
            continue
        both = [holder for holder in _holders(agreement, one) if holder in _holders(agreement, other)]
        clash = _clash(one, other) if both and _covers(other, one) else None
        if clash:
            verb = "asks for" if one.modality == "must" else "allows"
            says = f"{verb} {clash[0]} of {names(both)}, and clause {other.number} forbids more than {clash[1]}."
            found.append(doubt("cannot both be met", says, one, other))
    return tuple(found)


def _excepted(one: Clause, other: Clause) -> bool:
    return any(excuse.clause == one.id for excuse in other.unless)


def _covers(wide: Clause, narrow: Clause) -> bool:
    """Does whatever the narrow clause counts fall under the wide one, wherever it applies?"""
    if not {wide.kind, narrow.kind} <= set(COUNTS):
        return False
    within = not wide.counts.what or (
        bool(narrow.counts.what) and all(one.startswith(wide.counts.what) for one in narrow.counts.what)
    )
    status = not wide.counts.status or set(narrow.counts.status or ("",)) <= set(wide.counts.status)
    zones = {(place.zone, place.km) for place in wide.where}
    return within and status and (not zones or {(place.zone, place.km) for place in narrow.where} == zones)


def _clash(one: Clause, other: Clause) -> tuple[str, str] | None:
    """A value of the one above a value of the other, of one unit, on one day: both as words."""
    for step in one.limits:
        for limit in _limits(other, step.unit):
            if (
                step.value is not None
                and limit.value is not None
                and _meet(step, limit)
                and step.value > limit.value
            ):
                return amount(step.value, step.unit), amount(limit.value, limit.unit)
    return None


def _limits(clause: Clause, unit: str) -> tuple[Step, ...]:
    """The values of a clause in a unit; none at all is the value of a ban that counts it."""
    if clause.kind == "ban" and (not clause.counts.unit or unit in clause.counts.unit):
        return (Step(value=0.0, unit=unit),)
    return tuple(step for step in clause.limits if step.unit == unit)


def _meet(one: Step, other: Step) -> bool:
    first = max(one.from_ or dt.date.min, other.from_ or dt.date.min)
    return first <= min(one.until or dt.date.max, other.until or dt.date.max)


def says_nothing(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A part of a ceiling that is as large as the whole, or a ceiling beside a stricter one on the same."""
    inner = [(one, other) for one, other in permutations(agreement.clauses, 2) if one.within == other.id]
    beside = [
        pair
        for one, other in combinations(agreement.clauses, 2)
        for pair in ((one, other), (other, one))
        if _subject(one) == _subject(other) and _covers(other, one) and _covers(one, other)
        and set(_holders(agreement, one)) & set(_holders(agreement, other)) and one.window == other.window
    ]  # fmt: skip
    found = []
    for one, other in dict.fromkeys(((a.id, b.id) for a, b in (*inner, *beside))):
        loose, strict = agreement.clause(one), agreement.clause(other)
        steps = [
            (step, limit)
            for step in loose.limits
            for limit in strict.limits
            if step.unit == limit.unit and step.value is not None and limit.value is not None and _meet(step, limit)
        ]  # fmt: skip
        if steps and all((step.value or 0) >= (limit.value or 0) for step, limit in steps):
            says = f"allows no less than clause {strict.number} does: it adds nothing to it."
            found.append(doubt("says nothing", says, loose, strict))
    return tuple(found)


def no_data(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """Nothing in the case that a clause could be held against, for some or all of those it binds."""
    found = []
    for clause in agreement.clauses:
        if clause.kind in RIGHTS:
            continue
        without = [one for one in _holders(agreement, clause) if not _has_data(clause, case, one)]
        if without:
            says = f"the case has no {_wanted(clause)} for {names(without)}."
            found.append(doubt("no data", says, clause))
    return tuple(found)


def _has_data(clause: Clause, case: Case, holder: str) -> bool:
    wanted = ACTS.get(clause.kind)
    if wanted is None:
        return any(holder in (row.by, case.party_of(row.by or "")) for row in rows_that_count(clause, case))
    kinds = (clause.after,) if clause.kind == "response-clock" and clause.after else wanted
    acts = [act for act in case.acts if act.kind in kinds and act.clause in (None, clause.id)]
    return any(holder in (who, case.party_of(who)) for act in acts for who in (*act.by, *act.to))


def _wanted(clause: Clause) -> str:
    if clause.kind in ACTS:
        return f"act of kind {' or '.join(ACTS[clause.kind])}"
    things = " or ".join(f"'{one}'" for one in clause.counts.what)
    what = f" of {things}" if things else ""
    return (
        f"distance{what} on record, and needs tracks" if clause.kind == "keep-out" else f"observation{what}"
    )


def undefined_zone(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A zone that the case does not have."""
    known = {zone.id for zone in case.zones}
    lacking: dict[str, list[Clause]] = {}
    for clause in agreement.clauses:
        for zone in dict.fromkeys(place.zone for place in clause.where):
            if zone not in known:
                lacking.setdefault(zone, []).append(clause)
    return tuple(
        Doubt(
            "undefined zone",
            f"The case has no zone '{zone}': it is named in {_clauses(some)}.",
            ids_of(some),
        )
        for zone, some in lacking.items()
    )


def unknown_party(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A party to the agreement that the case does not know."""
    known = {one.id for one in case.parties} | {one.id for one in case.actors}
    lacking = [one for one in agreement.parties if one not in known]
    if not lacking:
        return ()
    return (Doubt("unknown party", f"The case knows nothing of {names(lacking)}, party to the agreement."),)


def to_be_agreed(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A value that is left open, or a line without a width: the clause cannot be judged."""
    lines = {zone.id for zone in case.zones if zone.geometry.get("type") in LINES}
    found = []
    for clause in agreement.clauses:
        found += [
            doubt("to be agreed", f"the value in {step.unit} is to be agreed.", clause)
            for step in clause.limits
            if step.value is None
        ]
        if clause.kind in VALUED and not clause.limits:
            found.append(doubt("to be agreed", "its value is to be agreed.", clause))
        found += [
            doubt("to be agreed", f"how far from the line {place.zone} it holds is to be agreed.", clause)
            for place in clause.where
            if place.zone in lines and place.km is None
        ]
    return tuple(found)


def from_memory(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """Provisions that nobody has looked up."""
    some = [clause for clause in agreement.clauses if clause.source.known == "memory"]
    if not some:
        return ()
    says = f"Known from memory only: {_clauses(some)}. Check the text before you rely on them."
    return (Doubt("from memory", says, ids_of(some)),)


def _clauses(some: list[Clause]) -> str:
    return f"clause{'s' if len(some) > 1 else ''} {names([one.number for one in some])}"


DOUBTS: Mapping[str, Callable[[Agreement, Case], tuple[Doubt, ...]]] = {
    "missing mirror": missing_mirror,
    "finer than the error": finer_than_error,
    "cannot both be met": cannot_both_be_met,
    "says nothing": says_nothing,
    "no data": no_data,
    "undefined zone": undefined_zone,
    "unknown party": unknown_party,
    "to be agreed": to_be_agreed,
    "from memory": from_memory,
}
"""Each kind of doubt under its name. All take the agreement and the case it is to be held against."""
