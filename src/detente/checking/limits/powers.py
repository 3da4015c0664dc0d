"""In: a duty that is a right under conditions, and acts. Out: did consent, suspension and withdrawal keep to them."""

from __future__ import annotations

import datetime as dt

from detente.case.acts import Act
from detente.case.agreements import Power
from detente.checking.judging import finding
from detente.checking.results import Duty, Finding, Verdict
from detente.checking.seen import Seen


def consent(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """An exception holds while the others' consent to it stands: each consent with its last day."""
    given = (act for act in seen.acts if act.kind == "consent" and act.clause == duty.clause.id)
    return tuple(
        _consent(duty, seen, act) for act in given if any(seen.is_by(one, duty.holder) for one in act.to)
    )


def _consent(duty: Duty, seen: Seen, act: Act) -> Finding:
    missing = [one for one in duty.claimants if not any(seen.is_by(who, one) for who in act.by)]
    last = act.until or seen.as_of
    if missing:
        says, verdict = f"{act.what} Consent of {', '.join(missing)} is not on record.", "undecided"
    elif act.until is None:
        says, verdict = f"{act.what} No last day is named.", "undecided"
    else:
        ended = " It has ended." if act.until < seen.as_of else ""
        says, verdict = f"{act.what} It stands until {act.until}.{ended}", "complied"
    return finding(duty, act.date, max(last, act.date), says, verdict=verdict, rows=[act])  # type: ignore[arg-type]


def suspension(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """Who suspends first consults for so many days, where the clause says so."""
    return tuple(_stepped_out(duty, seen, act, ("suspend",)) for act in _acts(duty, seen, "suspension"))


def withdrawal(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """Who withdraws gives notice of so many days: until then the agreement binds."""
    return tuple(
        _stepped_out(duty, seen, act, ("withdraw", "terminate")) for act in _acts(duty, seen, "termination")
    )


def _acts(duty: Duty, seen: Seen, kind: str) -> list[Act]:
    return [
        act for act in seen.acts if act.kind == kind and any(seen.is_by(one, duty.holder) for one in act.by)
    ]


def _stepped_out(duty: Duty, seen: Seen, act: Act, powers: tuple[str, ...]) -> Finding:
    rule = next((one for one in duty.clause.on_breach if one.power in powers), None)
    if rule is None:
        says = f"{act.what} The clause names no such power."
        return finding(duty, act.date, act.date, says, verdict="undecided", rows=[act])
    effect = act.date + dt.timedelta(days=rule.notice_days)
    verdict, told = _consulted(duty, seen, act, rule)
    runs = f" It takes effect on {effect}." if rule.notice_days else ""
    return finding(
        duty, act.date, max(effect, act.date), f"{act.what}{told}{runs}", verdict=verdict, rows=[act]
    )


def _consulted(duty: Duty, seen: Seen, act: Act, rule: Power) -> tuple[Verdict, str]:
    """Consultations begun so many days before, as far as the record shows."""
    if not rule.after_days:
        return "complied", ""
    latest = act.date - dt.timedelta(days=rule.after_days)
    talks = [
        one
        for one in seen.acts
        if one.kind in ("request", "meeting") and one.clause == duty.clause.id and one.date <= act.date
    ]
    if any(one.date <= latest for one in talks):
        return "complied", f" Consultations had begun by {latest}, {rule.after_days} days before."
    if talks:
        return (
            "exceeded",
            f" Consultations began on {talks[0].date}, less than {rule.after_days} days before.",
        )
    return "undecided", f" Consultations of {rule.after_days} days are due first; none are on record."
