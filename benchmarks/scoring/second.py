"""In: another person's annotation of a document. Out: the same as if it had been read: how far two people agree."""

from __future__ import annotations

import datetime as dt

from detente.case.proposals import About, Amount, Condition, Deed, Proposal, Span, Told, Voice, When
from scoring.gold import Gold, GoldFigure, GoldStatement, Place
from scoring.matching import same_name
from scoring.sheet import Read


def as_read(second: Gold) -> Read:
    """The annotation as proposals: of everything that counts as right, what stands first."""
    return Read(
        text=second.text,
        proposals=tuple(_proposal(second, one) for one in second.statements),
        figures=tuple(_amount(second, one) for one in second.figures),
    )


def _proposal(second: Gold, one: GoldStatement) -> Proposal:
    told = _told(second, one)
    return Proposal(
        id=one.id,
        stance=one.stance[0],  # type: ignore[arg-type]
        speaker=told[-1].who,
        chain=told,
        attribution="indirect",
        says=second.text[slice(*one.place)],
        about=tuple(About(issue=issue, text="") for issue in one.issue[:1]),
        target=Voice(name=one.target, id=one.target) if one.target else None,
        condition=_condition(second, one),
        said=_when(one.said),
        contests=one.contests,
        act=Deed(kind=one.act) if one.act else None,  # type: ignore[arg-type]
        evidence=_span(second, one.place),
        sentence=_span(second, one.place),
    )


def _told(second: Gold, one: GoldStatement) -> tuple[Told, ...]:
    """The chain; the paper's own voice is the link without a word of saying."""
    single = one.who[0] if len(one.who) == 1 else None
    speaker = Voice(name=one.speaker[0], id=single, members=one.who if len(one.who) > 1 else ())
    names = one.chain[:-1]
    own = bool(names) and second.outlet is not None and same_name(names[0], second.outlet)
    links = tuple(
        Told(who=Voice(name=name), cue=None if own and n == 0 else "said") for n, name in enumerate(names)
    )
    return (*links, Told(who=speaker, cue="said"))


def _condition(second: Gold, one: GoldStatement) -> Condition | None:
    if one.condition is None:
        return None
    span = _span(second, one.condition)
    return Condition(kind=one.condition_kind or "trigger", text=span.exact, span=span)  # type: ignore[arg-type]


def _when(day: dt.date | None) -> When | None:
    return None if day is None else When(text="as annotated", date=day)


def _amount(second: Gold, one: GoldFigure) -> Amount:
    span = _span(second, one.places[0])
    return Amount(
        text=one.text, span=span, approximator=one.approximator, value=one.value, low=one.low, high=one.high,
        place=one.where,
    )  # fmt: skip


def _span(second: Gold, place: Place) -> Span:
    return Span(start=place[0], end=place[1], exact=second.text[slice(*place)])
