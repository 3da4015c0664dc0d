"""In: an agreement, acts and findings. Out: the state of each duty over time, with the event and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.case.acts import Act
from detente.case.agreements import Agreement, Excuse, Guard
from detente.checking.duties import binds_on
from detente.checking.results import Change, Duty, Finding, Verdict
from detente.checking.seen import Seen

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
    state = STEPS.get(act.kind)
    if state is None:
        return
    for duty in duties:
        named = act.clause in (None, duty.clause.id)
        if named and any(seen.is_by(one, duty.holder) for one in act.by):
            day = act.date + dt.timedelta(days=_notice(duty, act))
            if day <= seen.as_of:
                yield Change(day, duty.clause.id, duty.holder, state, act.what, (act.id,), act.by)


def _notice(duty: Duty, act: Act) -> int:
    """Days between declaring a step and its effect."""
    wanted = {"suspension": "suspend", "termination": "withdraw", "resumption": "resume"}[act.kind]
    rules = (one for one in duty.clause.on_breach if one.power in (wanted, "terminate"))
    return next((one.notice_days for one in rules if one.power == wanted), 0)


def state_on(agreement: Agreement, found: Iterable[Change], clause: str, holder: str, day: dt.date) -> str:
    """The state of a duty on a day: `in-force` unless something changed it."""
    if not binds_on(agreement, day):
        return "not in force"
    past = [one for one in found if (one.clause, one.holder) == (clause, holder) and one.date <= day]
    return past[-1].state if past else "in-force"


def in_state(
    agreement: Agreement, duty: Duty, found: Sequence[Finding], states: Sequence[Change]
) -> tuple[Finding, ...]:
    """The findings, with the verdict that the state of the duty gives them where it did not bind."""
    return tuple(_in_state(agreement, duty, one, states) for one in found)


def _in_state(agreement: Agreement, duty: Duty, one: Finding, states: Sequence[Change]) -> Finding:
    state = state_on(agreement, states, duty.clause.id, duty.holder, one.first)
    if state not in OUT:
        return one
    rows = tuple(
        row
        for step in states
        if step.clause == one.clause and step.holder == one.holder
        for row in step.rows
    )
    note = f"Otherwise it would be: {one.verdict}. The duty was {state} on {one.first}."
    return replace(one, verdict=OUT[state], notes=(*one.notes, note), rows=(*one.rows, *rows))


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
    verdicts = {each.verdict for each in before if each.clause == guard.clause and each.first <= one.first}
    if guard.state == "exceeded":
        return True if "exceeded" in verdicts else None if "undecided" in verdicts else False
    return False if "exceeded" in verdicts else None if "undecided" in verdicts or not verdicts else True


def excused(duty: Duty, one: Finding, before: Sequence[Finding], seen: Seen) -> Finding:
    """The finding after its exceptions: of those that apply, the one with the highest priority is named."""
    if one.verdict not in ("exceeded", "undecided"):
        return one
    applying = [rule for rule in duty.clause.unless if _applies(rule, duty, one, before, seen)]
    if not applying:
        return one
    rule = max(applying, key=lambda each: each.priority)
    note = f"Excused: {rule.note or _words(rule)}. Otherwise it would be: {one.verdict}."
    return replace(one, verdict="complied", notes=(*one.notes, note))


def _words(rule: Excuse) -> str:
    if rule.clause:
        return f"{rule.clause} was complied with"
    return "with consent" if rule.consent else f"exempt: {', '.join(rule.what)}"


def _applies(rule: Excuse, duty: Duty, one: Finding, before: Sequence[Finding], seen: Seen) -> bool:
    if rule.until is not None and one.first > rule.until:
        return False
    if rule.at_most is not None and (one.margin is None or -one.margin[0] > rule.at_most):
        return False
    whats = [row.what for row in map(seen.row, one.rows) if row is not None]
    if rule.what and not (whats and all(what.startswith(rule.what) for what in whats)):
        return False
    if rule.clause is not None and not _kept(rule.clause, one, before):
        return False
    return not rule.consent or _consented(duty, one, seen)


def _kept(clause: str, one: Finding, before: Sequence[Finding]) -> bool:
    """Was the other clause complied with over the same rows, or on the same day?"""
    near = [
        each
        for each in before
        if each.clause == clause and each.holder == one.holder
        and (set(each.rows) & set(one.rows) or each.first == one.first)
    ]  # fmt: skip
    return bool(near) and all(each.verdict == "complied" for each in near)


def _consented(duty: Duty, one: Finding, seen: Seen) -> bool:
    """Has every claimant consented, for the day?"""
    given = [
        act
        for act in seen.acts
        if act.kind == "consent" and act.clause == duty.clause.id and act.date <= one.first
        and (act.until is None or one.first <= act.until)
    ]  # fmt: skip
    return all(
        any(seen.is_by(who, claimant) for act in given for who in act.by) for claimant in one.claimants
    )
