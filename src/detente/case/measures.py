"""What can be restrained, how far, and what hangs together: measures, levels, refs and links."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.agreements import Counted, EvidenceRule, LimitKind, Modality, Place, Step, Window
from detente.case.record import record

LinkKind = Literal["reciprocal", "exchanged", "requires", "excludes", "tie", "precondition"]


@record
class Limit:
    """How a machine holds somebody to a level: the rule of the clause that it becomes in an agreement."""

    kind: LimitKind
    """What it limits, from the closed list."""
    modality: Modality = "must_not"
    """must, must_not or may."""
    limits: tuple[Step, ...] = ()
    """Values beside that of the level itself: days of notice, distances."""
    counts: Counted = Counted()
    """What is counted or measured."""
    where: tuple[Place, ...] = ()
    """Where; the zone of the measure if left out."""
    window: Window = Window()
    """Over which time."""
    baseline: dt.date | None = None
    """For a baseline: the day whose level may not be exceeded."""
    evidence: EvidenceRule = EvidenceRule()
    """What has to be seen."""
    note: str | None = None
    """What the rule leaves out of the words."""


@record
class Level:
    """One step of restraint. The first level of a measure is today: unrestrained."""

    id: str
    """Short name, unique within the measure: `today`, `brigade`, `ban`."""
    text: str
    """What it means, in a few words: "no exercise above 9,000 troops in the strip"."""
    value: float | None = None
    """The number that the level carries, where there is one."""
    unit: str | None = None
    """The unit of `value`: troops, km, days, sites."""
    open: bool = False
    """True where no text gave the number: it is a candidate to be agreed, and is bracketed."""
    clause: str | None = None
    """Treaty language for the agreement. May hold {party}, {others}, {value} and {unit}."""
    limit: Limit | None = None
    """How a machine holds somebody to it, where that can be said."""


@record
class Measure:
    """Something that can be restrained. It binds one party, or each of several at its own level."""

    id: str
    """Short name, in lower case with hyphens: `missiles-ukraine`."""
    title: str
    """Heading in the brief: "Offensive ground-launched missiles in Ukraine"."""
    binds: tuple[str, ...]
    """The parties that the measure can restrain."""
    levels: tuple[Level, ...]
    """From today (unrestrained) to the tightest. At least two."""
    helps: tuple[str, ...] = ()
    """Who gains when another party is restrained; every other party when left out."""
    consent: tuple[str, ...] = ()
    """Actors whose consent the measure needs, though they do not sign."""
    zone: str | None = None
    """The area it applies to, by its id in zones.geojson."""
    short: str | None = None
    """Short form for tables and charts; the title when absent."""
    note: str | None = None
    """Terms that the texts leave undefined, and who reads them how."""

    @property
    def label(self) -> str:
        return self.short or self.title


@record
class Ref:
    """A restraint that a statement or a link speaks of: a measure, who is bound, and how far."""

    measure: str
    """The measure's id."""
    binds: str | None = None
    """The party bound; every party the measure binds when left out."""
    level: str | None = None
    """The level's id: that level or a tighter one. The first level above today when left out."""


@record
class Link:
    """What makes packages hang together."""

    kind: LinkKind
    """reciprocal, exchanged, requires, excludes, tie or precondition."""
    measure: str | None = None
    """For `reciprocal`: the measure whose parties are bound at the same level."""
    refs: tuple[Ref, ...] = ()
    """exchanged: the two restraints given for each other. requires: the first needs the second.
    excludes: never all together. tie: all or nothing. precondition: what must be in the package."""
    party: str | None = None
    """For `precondition`: the party that signs nothing without it."""
    by: tuple[str, ...] = ()
    """Statements that the link rests on. It holds once one of them has been made.
    Without any, it is the analyst's assumption and the brief lists it as one."""
    note: str | None = None
    """Why the link is there, in a sentence."""


@record
class Turned:
    """A restraint that a party values the other way round than usual, and the evidence for it."""

    measure: str
    """The measure's id."""
    binds: str
    """The party bound by the restraint."""
    party: str
    """The party for whom the sign is turned."""
    by: str
    """The statement that shows it."""
