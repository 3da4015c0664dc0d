"""In: a duty to keep away, with approaches found in tracks and distances claimed. Out: findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.acts import Observation
from detente.case.agreements import Place
from detente.checking.duties import steps_on
from detente.checking.judging import LOWER, Held, estimates, finding, held, judge
from detente.checking.limits.counts import rows_of, said
from detente.checking.results import Duty, Estimate, Finding, Reading, Verdict
from detente.checking.seen import Approach, Seen
from detente.checking.telling import amount, percent

KM = "km"
SYNTHETIC = "Synthetic track, no evidence: "


def keep_out(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """Nothing of the class comes nearer to the line than the limit: by tracks, and by what is claimed."""
    tracks = tuple(_by_track(duty, one) for one in seen.approaches if _is_about(duty, one, seen))
    claimed = tuple(_by_claim(duty, row) for row in rows_of(duty, seen) if row.unit == KM)
    return (*tracks, *claimed)


def _is_about(duty: Duty, one: Approach, seen: Seen) -> bool:
    mine = one.duty in (None, duty.id) and seen.is_by(one.by, duty.holder)
    return mine and any(_fits(place, one, duty) for place in duty.clause.where)


def _fits(place: Place, one: Approach, duty: Duty) -> bool:
    """Zone, width and platform class of a place are those of the approach, and it holds for the holder."""
    mine = place.for_ in (None, duty.holder) and place.zone == one.zone
    return mine and place.km in (None, one.km) and (not place.of or one.platform in place.of)


def _by_track(duty: Duty, one: Approach) -> Finding:
    """The dwell and margin rule has decided; a nearest fix alone decides nothing."""
    value = Estimate(one.low, one.high, KM, one.best)
    nearest = judge(value, Held(one.km, KM, LOWER, duty.clause.evidence.near))
    verdict: Verdict = (
        "exceeded" if one.passed else "complied" if nearest == "complied" else _short(nearest)
    )
    reading = Reading("nearest fix with its error", value, one.km, nearest, one.rows)
    lasted = f", beyond it for {one.seconds:.0f} seconds in a row" if one.seconds else ""
    where = f"{one.place or one.zone} on {one.first:%Y-%m-%d}{_span(one, lasted)}"
    who = f"{SYNTHETIC}{one.object}" if one.synthetic else one.object
    says = f"{who} {_came(one)} of {where}, against {amount(one.km, KM)}."
    chance = None if one.probability is None else (one.probability, one.probability)
    return Finding(
        id=f"{duty.id}:{one.first:%Y-%m-%d}:{one.object}", clause=duty.clause.id, holder=duty.holder,
        claimants=duty.claimants, first=one.first.date(), last=one.last.date(), verdict=verdict, says=says,
        unit=KM, value=value, limit=one.km, margin=(one.low - one.km, one.high - one.km), probability=chance,
        rows=one.rows, sources=one.sources, readings=(reading,), could_have=one.could_have,
        notes=tuple(_notes(one)), synthetic=one.synthetic, trace=one.trace,
    )  # fmt: skip


def _came(one: Approach) -> str:
    if one.best < 0:
        return f"went {amount(round(-one.best, 1), KM)} or more beyond the border"
    return f"came to within {amount(round(one.best, 1), KM)}"


def _span(one: Approach, lasted: str) -> str:
    if one.low == one.high:
        return f" (no error stated{lasted})"
    return f" (between {amount(round(one.low, 1), KM)} and {amount(round(one.high, 1), KM)}{lasted})"


def _notes(one: Approach) -> Iterator[str]:
    """How often the rule on a track is wrong."""
    if one.false_alarm is not None:
        low, high = map(percent, one.false_alarm)
        yield (
            f"Of tracks as long as this that keep exactly to the limit the rule calls {low} (errors independent "
            f"from fix to fix) to {high} (errors that last) a breach."
        )


def _short(nearest: Verdict) -> Verdict:
    """Beyond the line for a moment only, or within the error: not decided, or near."""
    return "near threshold" if nearest == "near threshold" else "undecided"


def _by_claim(duty: Duty, row: Observation) -> Finding:
    mine = [place for place in duty.clause.where if place.for_ in (None, duty.holder)]
    widths = sorted({place.km for place in mine if place.km is not None and row.zone in (None, place.zone)})
    against = [one for step in steps_on(duty, row.date) for one in held(step, duty.clause.evidence, LOWER)]
    against += [] if against else [Held(km, KM, LOWER, duty.clause.evidence.near) for km in widths]
    readings = _readings(duty, row, against)
    says = f"{row.what}: {said(row)}, as {row.claimant} says"
    says += f", against {amount(against[0].limit, KM)}." if against else "; the distance is to be agreed."
    verdict: Verdict | None = None if readings else "undecided"
    note = (
        "A claim, not a track: nobody else has said it, as far as this row tells."
        if row.method is None
        else ""
    )
    return finding(
        duty, row.date, row.until or row.date, says, readings, sense=LOWER, verdict=verdict, rows=[row],
        notes=(note,) if note else (),
    )  # fmt: skip


def _readings(duty: Duty, row: Observation, against: Sequence[Held]) -> tuple[Reading, ...]:
    return tuple(
        Reading(label, value, one.limit, judge(value, one), (row.id,))
        for label, value in estimates(row, duty.clause.evidence)
        for one in against
    )
