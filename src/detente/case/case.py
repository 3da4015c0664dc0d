"""The case: everything a person has written down about one set of talks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace

from detente.case.acts import Act, Means, Observation, TrackFile
from detente.case.agreements import Agreement
from detente.case.measures import Link, Measure, Turned
from detente.case.parties import Actor, Party
from detente.case.record import record
from detente.case.sources import Sharing, Source
from detente.case.statements import Statement
from detente.case.zones import Zone


@record
class Moment:
    """A date at which the case is looked at: the brief sets them side by side."""

    date: dt.date
    """The day: everything said or done up to it counts."""
    name: str
    """What it is: "on the eve of the talks"."""


@record
class NoDeal:
    """What is known of a party's prospects if talks fail. A note, never a number."""

    party: str
    """The party."""
    note: str
    """What was said or done about it, in words."""
    by: tuple[str, ...] = ()
    """Statements that it rests on."""


@record
class CaseFile:
    """What case.yaml holds: parties, measures, links, acts and the dates to look at."""

    id: str
    """Short name of the case, usually the folder's name."""
    title: str
    """Title of the brief: "United States - Russian Federation: security guarantees"."""
    summary: str | None = None
    """What the talks are about, in two or three neutral sentences."""
    version: str = "1"
    """Version of the case, as text."""
    language: str = "en"
    """Language the case was first written in."""
    sharing: Sharing = "TLP:CLEAR"
    """Traffic light label of the whole case."""
    real: bool = True
    """False for an invented case, which the brief says aloud."""
    parties: tuple[Party, ...]
    """The sides that can sign, in the order in which they are named."""
    actors: tuple[Actor, ...] = ()
    """Others who speak or whose consent is needed."""
    measures: tuple[Measure, ...]
    """What can be restrained."""
    links: tuple[Link, ...] = ()
    """What makes packages hang together."""
    turned: tuple[Turned, ...] = ()
    """Restraints whose usual sign a statement turns."""
    no_deal: tuple[NoDeal, ...] = ()
    """Notes on what each party expects if talks fail."""
    moments: tuple[Moment, ...] = ()
    """Dates at which to look at the case, earliest first."""
    acts: tuple[Act, ...] = ()
    """What was done."""
    regime: tuple[Means, ...] = ()
    """How each measure could be checked."""


@record
class StatementsFile:
    """What statements.yaml holds."""

    statements: tuple[Statement, ...] = ()
    """What was said, in any order."""


@record
class SourcesFile:
    """What sources.yaml holds."""

    sources: tuple[Source, ...] = ()
    """Where it comes from."""


@record
class Case(CaseFile):
    """A whole case folder in memory."""

    statements: tuple[Statement, ...] = ()
    """What was said, by date."""
    sources: tuple[Source, ...] = ()
    """Where it comes from."""
    zones: tuple[Zone, ...] = ()
    """Named areas and lines."""
    observations: tuple[Observation, ...] = ()
    """What was counted, placed or flown."""
    tracks: tuple[TrackFile, ...] = ()
    """Files of positions, and whose they are."""
    agreements: tuple[Agreement, ...] = ()
    """What is agreed or could be, clause by clause."""
    folder: str = ""
    """Where the case was read from; empty for a case made in memory."""
    digest: str = ""
    """SHA-256 over the bytes of all its files; empty for a case made in memory."""
    as_of: dt.date | None = None
    """The date it has been cut at; None for the whole case."""
    assumed: Mapping[str, float] = field(default_factory=dict)
    """Credences that a what-if has put in place of the written ones, by statement."""
    dropped: tuple[str, ...] = ()
    """Statements that a what-if has left out."""

    def party_of(self, speaker: str) -> str | None:
        """The party whose position a speaker's statements count as, or None."""
        for party in self.parties:
            if party.id == speaker:
                return party.id
        for actor in self.actors:
            if actor.id == speaker:
                return actor.speaks_for
        return None

    def name_of(self, speaker: str) -> str:
        """Full name of a party or actor; the id itself if it is neither."""
        names = {a.id: a.name for a in self.actors} | {p.id: p.name for p in self.parties}
        return names.get(speaker, speaker)

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id. KeyError if there is none."""
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)

    def statement(self, statement_id: str) -> Statement:
        """The statement with this id. KeyError if there is none."""
        for statement in self.statements:
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)


def cut(case: Case, as_of: dt.date) -> Case:
    """The case as it stood at the end of that day: nothing said, done or observed later counts.

    A link that rests on statements holds once one of them has been made. A statement that a later
    one supersedes counts until the later one is made; both stay in the record.
    """
    statements = tuple(s for s in case.statements if s.date <= as_of)
    made = {s.id for s in statements}
    return replace(
        case,
        statements=statements,
        links=tuple(x for x in case.links if not x.by or made.intersection(x.by)),
        turned=tuple(x for x in case.turned if x.by in made),
        acts=tuple(a for a in case.acts if a.date <= as_of),
        observations=tuple(o for o in case.observations if o.date <= as_of),
        as_of=as_of,
    )


def in_force(case: Case) -> tuple[Statement, ...]:
    """The statements that still stand: not superseded by a later one in the case."""
    replaced = {old for s in case.statements for old in s.supersedes}
    return tuple(s for s in case.statements if s.id not in replaced)


def what_if(case: Case, *, drop: tuple[str, ...] = (), soften: Mapping[str, float] | None = None) -> Case:
    """The same case with statements left out or taken at another credence. The files stay as they are.

    Raises KeyError with the id of a statement that the case does not have.
    """
    soften = soften or {}
    known = {s.id for s in case.statements}
    for statement_id in (*drop, *soften):
        if statement_id not in known:
            raise KeyError(statement_id)
    statements = tuple(
        replace(s, credence=soften[s.id]) if s.id in soften else s
        for s in case.statements
        if s.id not in drop
    )
    return replace(
        case,
        statements=statements,
        assumed={**case.assumed, **soften},
        dropped=(*case.dropped, *drop),
    )
