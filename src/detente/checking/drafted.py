"""In: a case and a package. Out: the agreement that it comes to, each restraint a clause that can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.agreements import EACH, Agreement, Clause, Counted, Place, Provenance, Step
from detente.case.case import Case
from detente.case.measures import Level, Limit, Measure
from detente.checking.telling import amount
from detente.signing.agreement import draft_agreement, supporters
from detente.signing.results import Clause as Drafted
from detente.signing.results import Item, Package

DRAFT = "draft"
NO_RULE = (
    "No rule is written for this level: only observations named after the measure are held against it."
)


def drafted(case: Case, package: Package) -> Agreement:
    """The agreement that a package comes to, in the words of the draft, with the rules of its levels beside them.

    One clause binds all whom a measure binds at one level; where the levels differ, each restraint is a clause.
    A figure that stands in brackets in the draft is left open: the clause cannot be judged until it is agreed.
    """
    draft = draft_agreement(case, package)
    clauses = tuple(one for text in draft.clauses for one in _clauses(case, package, draft.title, text))
    return Agreement(
        id=DRAFT,
        title=draft.title,
        status="draft",
        parties=tuple(party.id for party in case.parties),
        note=" ".join(draft.notes),
        clauses=clauses,
    )


def _clauses(case: Case, package: Package, title: str, text: Drafted) -> Iterator[Clause]:
    items = tuple(item for item in package.items if item.measure == text.measure)
    if len({item.level for item in items}) == 1:
        yield _clause(case, title, text, items, "")
        return
    for index, item in enumerate(items):
        yield _clause(case, title, text, (item,), f" ({chr(ord('a') + index)})")


def _clause(case: Case, title: str, text: Drafted, items: Sequence[Item], number: str) -> Clause:
    measure = case.measure(text.measure)
    level = measure.levels[items[0].level]
    rule = level.limit or _unwritten(measure)
    return Clause(
        id=measure.id if not number else f"{measure.id}-{items[0].party}",
        number=f"{text.number}{number}",
        heading=f"{text.heading}: {level.text}",
        text=text.text,
        source=_source(title, text),
        kind=rule.kind,
        binds=_binds(case, items),
        modality=rule.modality,
        limits=(*_own_value(case, level, items), *rule.limits),
        counts=rule.counts,
        where=rule.where or ((Place(zone=measure.zone),) if measure.zone else ()),
        window=rule.window,
        baseline=rule.baseline,
        evidence=rule.evidence,
        restraint=measure.id,
        note=rule.note,
    )


def _binds(case: Case, items: Sequence[Item]) -> tuple[str, ...]:
    """Each, where it is every party: duties that mirror each other."""
    bound = tuple(item.party for item in items)
    return (EACH,) if set(bound) == {party.id for party in case.parties} else bound


def _source(title: str, text: Drafted) -> Provenance:
    rests = f"Rests on {', '.join(text.rests_on)}." if text.rests_on else "Nobody has spoken of it."
    bracketed = " The clause as a whole is not agreed." if text.bracketed else ""
    return Provenance(document=title, place=f"clause {text.number}", note=rests + bracketed)


def _own_value(case: Case, level: Level, items: Sequence[Item]) -> tuple[Step, ...]:
    """The value of the level; open where it stands in brackets, with the candidate beside it."""
    if level.value is None or level.unit is None:
        return ()
    agreed = not level.open and all(all(supporters(case, item, exactly=True).values()) for item in items)
    if agreed:
        return (Step(value=level.value, unit=level.unit),)
    return (Step(unit=level.unit, reading=f"{amount(level.value, level.unit)}, in brackets"),)


def _unwritten(measure: Measure) -> Limit:
    """Counts nothing but what is named after the measure, so that nothing else is taken for a breach."""
    return Limit(kind="ban", counts=Counted(what=(measure.id,)), note=NO_RULE)
