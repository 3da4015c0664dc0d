"""In: an agreement, acts and findings. Out: the state of each duty over time, with the event and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.case.acts import Act
from detente.case.agreements import Agreement, Excuse, Guard, Power
from detente.checking.duties import binds_on
from detente.checking.results import Change, Duty, Finding, Verdict
from detente.checking.seen import Seen
from detente.checking.telling import names

STEPS: Mapping[str, str] = {
    "suspension": "suspended",
    "resumption": "in-force",
    "termination": "terminated",
}
"""Kinds of act that change the state of a duty."""
OUT: Mapping[str, Verdict] = {
    "suspended": "suspended",
    "terminated": "not in force",
    "not in force": "not in force",
}
"""Verdict in place of any other while the duty is in such a state."""
KEPT: frozenset[Verdict] = frozenset({"complied", "near threshold"})
OPEN: frozenset[Verdict] = frozenset({"undecided", "not observable", "not yet due", "data fault"})
"""Verdicts that tell a clause to be kept, and those that leave it open."""


def changes(agreement: Agreement, duties: Sequence[Duty], seen: Seen) -> tuple[Change, ...]:
    """Every change of state up to the day that counts: entry into force, suspension, resumption, end."""
    found = [
        *_force(agreement, duties, seen),
        *(one for act in seen.acts for one in _by_act(act, duties, seen)),
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.clause, one.holder)))


def _force(agreement: Agreement, duties: Sequence[Duty], seen: Seen) -> Iterator[Change]:
    for duty in duties:
        if agreement.from_ is not None and agreement.from_ <= seen.as_of:
            yield Change(agreement.from_, duty.clause.id, duty.holder, "in-force", "entry into force")
        if agreement.until is not None and agreement.until < seen.as_of:
            day = agreement.until + dt.timedelta(days=1)
            yield Change(day, duty.clause.id, duty.holder, "terminated", "end of the agreement")


def _by_act(act: Act, duties: Sequence[Duty], seen: Seen) -> Iterator[Change]:
    """What an act does to the duties of who did it: one, those its clause names, or all of the agreement's."""
    state = STEPS.get(act.kind)
    if state is None:
        return
    theirs = [duty for duty in duties if any(seen.is_by(one, duty.holder) for one in act.by)]
    rules = [
        rule
        for duty in theirs
        if act.clause in (None, duty.clause.id)
        for rule in _rules(duty, act)
    ]  # fmt: skip
    whole = act.clause is None or any(rule.target == "agreement" for rule in rules)
    named = {rule.target for rule in rules} - {"mirror", "agreement"} or {act.clause or ""}
    over_all = max((rule.notice_days for rule in rules if rule.target == "agreement"), default=0)
    for duty in duties:
        left = whole and state == "terminated" and _left(act, duty, seen)
        if (duty in theirs and (whole or duty.clause.id in named)) or left:
            own = [rule.notice_days for rule in _rules(duty, act)] if duty in theirs else []
            first = next(
                iter(own), over_all if whole else max((one.notice_days for one in rules), default=0)
            )
            day = act.date + dt.timedelta(days=first)
            if day <= seen.as_of:
                yield Change(day, duty.clause.id, duty.holder, state, act.what, (act.id,), act.by)


def _left(act: Act, duty: Duty, seen: Seen) -> bool:
    """Are those who did it all to whom the duty is owed?"""
    return bool(duty.claimants) and all(
        any(seen.is_by(one, claimant) for one in act.by) for claimant in duty.claimants
    )


def _rules(duty: Duty, act: Act) -> list[Power]:
    """The powers of a clause that an act uses."""
    wanted = {
        "suspension": ("suspend",),
        "resumption": ("resume",),
        "termination": ("withdraw", "terminate"),
    }[act.kind]
    return [rule for rule in duty.clause.on_breach if rule.power in wanted]


def state_on(agreement: Agreement, found: Iterable[Change], clause: str, holder: str, day: dt.date) -> str:
    """The state of a duty on a day: `in-force` unless something changed it."""
    if not binds_on(agreement, day):
        return "not in force"
    past = [one for one in found if (one.clause, one.holder) == (clause, holder) and one.date <= day]
    return past[-1].state if past else "in-force"


def in_state(
    agreement: Agreement, duty: Duty, found: Sequence[Finding], states: Sequence[Change], seen: Seen
) -> tuple[Finding, ...]:
    """The findings, with the verdict that the state of the duty gives them where it did not bind."""
    return tuple(_in_state(agreement, duty, one, states, seen) for one in found)


def _in_state(
    agreement: Agreement, duty: Duty, one: Finding, states: Sequence[Change], seen: Seen
) -> Finding:
    """A step out of the duty is judged by what bound before it, else it would excuse itself."""
    others = [step for step in states if not set(step.rows) & set(one.rows)]
    days = _days_of(duty, one, seen)
    out = {day: state for day in days if (state := _state(agreement, duty, others, day)) in OUT}
    if not out:
        return one
    day, state = min(out.items())
    if len(out) < len(days):
        if one.verdict != "exceeded":
            return one
        note = f"The duty was {state} on {day}, and bound on {names_of(set(days) - set(out))}."
        return replace(one, verdict="undecided", notes=(*one.notes, note))
    rows = tuple(
        row
        for step in others
        if step.clause == one.clause and step.holder == one.holder
        for row in step.rows
    )
    note = f"Otherwise it would be: {one.verdict}. The duty was {state} on {day}."
    return replace(one, verdict=OUT[state], notes=(*one.notes, note), rows=(*one.rows, *rows))


def _state(agreement: Agreement, duty: Duty, found: Iterable[Change], day: dt.date) -> str:
    return state_on(agreement, found, duty.clause.id, duty.holder, day)


def _days_of(duty: Duty, one: Finding, seen: Seen) -> tuple[dt.date, ...]:
    """The days on which the duty has to bind: those of what is counted over a window, else the first."""
    if duty.clause.window.span == "instant" and duty.clause.kind != "inspection-quota":
        return (one.first,)
    dates = {row.date for row in map(seen.row, one.rows) if row is not None}
    return tuple(sorted(dates)) or (one.first,)


def names_of(days: Iterable[dt.date]) -> str:
    """Days as one enumeration."""
    return names([str(day) for day in sorted(days)])


def guarded(
    agreement: Agreement, duty: Duty, one: Finding, states: Sequence[Change], before: Sequence[Finding]
) -> Finding:
    """The finding, not in force where a condition of the clause does not hold, undecided where that is open."""
    for guard in duty.clause.while_:
        holds = _holds(agreement, guard, one, states, before)
        if holds is False:
            note = (
                f"The clause binds only while {guard.clause} is {guard.state}; it was not on {one.first}."
            )
            return replace(one, verdict="not in force", notes=(*one.notes, note))
        if holds is None and one.verdict == "exceeded":
            note = f"The clause binds only while {guard.clause} is {guard.state}; whether it was is not decided."
            return replace(one, verdict="undecided", notes=(*one.notes, note))
    return one


def _holds(
    agreement: Agreement, guard: Guard, one: Finding, states: Sequence[Change], before: Sequence[Finding]
) -> bool | None:
    holders = {each.holder for each in before if each.clause == guard.clause} | {one.holder, *one.claimants}
    if guard.state in ("in-force", "suspended", "terminated"):
        return all(
            state_on(agreement, states, guard.clause, holder, one.first) == guard.state
            for holder in holders
        )
    verdicts = {
        each.verdict for each in before if each.clause == guard.clause and each.first <= one.first
    } - {"not in force", "suspended"}
    if guard.state == "exceeded":
        return True if "exceeded" in verdicts else False if verdicts and verdicts <= KEPT else None
    return False if "exceeded" in verdicts else True if verdicts and verdicts <= KEPT else None


def excused(duty: Duty, one: Finding, before: Sequence[Finding], seen: Seen) -> Finding:
    """The finding after its exceptions: of those that apply, the one with the highest priority is named.

    A breach that an exception may excuse, while nothing shows whether it does, is not decided.
    """
    if one.verdict not in ("exceeded", "undecided"):
        return one
    told = [(rule, _applies(rule, duty, one, before, seen)) for rule in duty.clause.unless]
    applying = [rule for rule, holds in told if holds]
    perhaps = [rule for rule, holds in told if holds is None]
    if applying:
        rule = max(applying, key=lambda each: each.priority)
        note = f"Excused: {rule.note or _words(rule)}. Otherwise it would be: {one.verdict}."
        return replace(one, verdict="complied", notes=(*one.notes, note))
    if perhaps and one.verdict == "exceeded":
        rule = max(perhaps, key=lambda each: each.priority)
        note = f"Perhaps excused, in whole or in part: {rule.note or _words(rule)}. Otherwise it would be: exceeded."
        return replace(one, verdict="undecided", notes=(*one.notes, note))
    return one


def _words(rule: Excuse) -> str:
    if rule.clause:
        return f"{rule.clause} was complied with"
    return "with consent" if rule.consent else f"exempt: {', '.join(rule.what)}"


def _applies(rule: Excuse, duty: Duty, one: Finding, before: Sequence[Finding], seen: Seen) -> bool | None:
    """Do all conditions of an exception hold? None where one of them is open, or holds for a part only."""
    parts = [_lasts(rule.until, one), _is_small(rule, one), _is_exempt(rule, one, seen)]
    if rule.clause is not None:
        parts.append(_kept(rule.clause, one, before))
    if rule.consent:
        parts.append(_consented(duty, one, seen))
    return False if False in parts else None if None in parts else True


def _lasts(until: dt.date | None, one: Finding) -> bool | None:
    if until is None or one.last <= until:
        return True
    return False if one.first > until else None


def _is_small(rule: Excuse, one: Finding) -> bool | None:
    """Is it no further beyond the limit than the exception allows?"""
    if rule.at_most is None:
        return True
    if one.margin is None:
        return False
    worst, best = one.margin
    return True if -worst <= rule.at_most else False if -best > rule.at_most else None


def _is_exempt(rule: Excuse, one: Finding, seen: Seen) -> bool | None:
    """Is what is counted of the kind that is exempt?"""
    if not rule.what:
        return True
    exempt = {row.what.startswith(rule.what) for row in map(seen.row, one.rows) if row is not None}
    return None if len(exempt) > 1 else True in exempt


def _kept(clause: str, one: Finding, before: Sequence[Finding]) -> bool | None:
    """Was the other clause complied with over the same rows, or on the same day?"""
    near = {
        each.verdict
        for each in before
        if each.clause == clause and each.holder == one.holder
        and (set(each.rows) & set(one.rows) or each.first == one.first)
    }  # fmt: skip
    if not near or not near <= KEPT | OPEN:
        return False
    return True if near <= KEPT else None


def _consented(duty: Duty, one: Finding, seen: Seen) -> bool | None:
    """Has every claimant consented, to the holder, for all of its days?"""
    given = [
        act
        for act in seen.acts
        if act.kind == "consent" and act.clause == duty.clause.id and act.date <= one.first
        and (not act.to or any(seen.is_by(who, duty.holder) for who in act.to))
    ]  # fmt: skip
    parts = [
        _widest(
            [_lasts(act.until, one) for act in given if any(seen.is_by(who, claimant) for who in act.by)]
        )
        for claimant in one.claimants
    ]
    return False if False in parts or not parts else None if None in parts else True


def _widest(told: Sequence[bool | None]) -> bool | None:
    return True if True in told else None if None in told else False
