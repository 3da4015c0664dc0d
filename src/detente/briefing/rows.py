"""In: a case and its signings. Out: the rows of the brief's tables and lists, in the order of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.briefing.charts import Dot, Mark
from detente.briefing.prose import Scenario, core_lines, scenario_words, scenarios
from detente.briefing.words import Line, measure_lines, moment_name, party_label
from detente.case.acts import Act, Means
from detente.case.case import Case, cut, in_force
from detente.case.measures import Measure
from detente.case.statements import Statement
from detente.signing.results import CoreItem, PriorRun, Ranked, Signing

OTHERS = "Others"
MOST_QUESTIONS = 10
LAST_DAYS = 150
"""How far back the timeline is drawn, in days; what is older stands in its table only."""


@dataclass(frozen=True)
class DateColumn:
    """One date of the table of dates side by side."""

    date: dt.date | None
    name: str
    signing: Signing
    statements: int
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class OptionRow:
    """One measure in the option table: what every lettered package does about it."""

    measure: Measure
    cells: tuple[tuple[Line, ...], ...]

    def as_earlier(self, column: int) -> int | None:
        """The first package to the left that does the same, by its place; None if there is none."""
        first = self.cells.index(self.cells[column])
        return first if first < column else None


@dataclass(frozen=True)
class OpenRow:
    """A figure to be agreed: for whom, what the best package uses, and what the near-equal best use."""

    measure: Measure
    parties: tuple[str, ...]
    best: str | None
    used: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class PriorRow:
    """A line of the core under each prior, in the order of the priors; `scenario` in words."""

    scenario: str
    measure: Measure
    who: str
    level: str
    shares: tuple[float | None, ...]


@dataclass(frozen=True)
class Voices:
    """What one side said about one measure; `elsewhere` is printed under another measure."""

    party: str
    index: int
    said: tuple[Statement, ...]
    elsewhere: tuple[Statement, ...]


@dataclass(frozen=True)
class Topic:
    """Everything said about one measure, or about none (measure is None)."""

    measure: Measure | None
    voices: tuple[Voices, ...]


@dataclass(frozen=True)
class Happening:
    """A row of the table of threats and acts: something done (`act`) or threatened (`statement`)."""

    date: dt.date
    act: Act | None = None
    statement: Statement | None = None


def dates(case: Case, signings: Sequence[Signing]) -> tuple[DateColumn, ...]:
    """The dates side by side, each with the statements that stood on that day."""
    return tuple(
        DateColumn(
            date=signing.as_of,
            name=moment_name(case, signing.as_of),
            signing=signing,
            statements=len(in_force(at(case, signing))),
            scenarios=scenarios(case, signing),
        )
        for signing in signings
    )


def at(case: Case, signing: Signing) -> Case:
    """The case as it stood at the date of a signing."""
    return case if signing.as_of is None else cut(case, signing.as_of)


def options(case: Case, ranked: Sequence[Ranked]) -> tuple[OptionRow, ...]:
    """The option table: only measures that some package restrains."""
    rows = (
        OptionRow(m, tuple(measure_lines(case, m, one.package.items) for one in ranked))
        for m in case.measures
    )
    return tuple(row for row in rows if any(row.cells))


def letters(signing: Signing) -> tuple[tuple[str, int], ...]:
    """What gives way above the letters of the packages, in words, and how many letters stand under it."""
    found: dict[int | None, int] = {}
    for one in signing.ranked:
        found[one.scenario] = found.get(one.scenario, 0) + 1
    return tuple((scenario_words(signing, place), many) for place, many in found.items())


def untouched(case: Case, ranked: Sequence[Ranked]) -> tuple[Measure, ...]:
    """Measures that every package leaves as today."""
    held = {item.measure for one in ranked for item in one.package.items}
    return tuple(m for m in case.measures if m.id not in held)


def open_values(case: Case, signing: Signing) -> tuple[OpenRow, ...]:
    """Open values; parties for whom the packages use the same figures share a row."""
    found: dict[tuple[str, str | None, tuple[tuple[str, float], ...]], list[str]] = {}
    for value in signing.open_values:
        found.setdefault((value.measure, value.best, value.used), []).append(value.party)
    return tuple(
        OpenRow(case.measure(measure), tuple(parties), best, used)
        for (measure, best, used), parties in found.items()
    )


def prior_core(case: Case, signing: Signing) -> tuple[PriorRow, ...]:
    """The core under each prior side by side; None where a prior's core does not hold the line."""
    places: list[int | None] = list(range(len(signing.released))) or [None]
    return tuple(row for place in places for row in _prior_rows(case, signing, place))


def _prior_rows(case: Case, signing: Signing, place: int | None) -> list[PriorRow]:
    cores = [
        core_lines(case, [CoreItem(item, value, at, {}, {}) for at, item, value in run.core if at == place])
        for run in signing.priors
    ]
    keys = dict.fromkeys((line.measure, line.who, line.level) for core in cores for line in core)
    shares = [{(x.measure, x.who, x.level): x.share for x in core} for core in cores]
    words = scenario_words(signing, place)
    return [PriorRow(words, *key, tuple(one.get(key) for one in shares)) for key in keys]


def letter_of(signing: Signing, levels: tuple[int, ...]) -> str | None:
    """The letter of a package, if it is one of the ranked."""
    return next((one.name for one in signing.ranked if one.package.levels == levels), None)


def dots(signing: Signing, place: int | None) -> tuple[Dot, ...]:
    """One scenario's plane of gains; the lettered packages last, so that they lie on top."""
    mine = [p for p in signing.plane if p.scenario == place]
    points = sorted(mine, key=lambda p: (p.name or "", p.gains))
    return tuple(Dot(p.gains[0], p.gains[1], p.name, p.frontier) for p in points)


def topics(case: Case) -> tuple[Topic, ...]:
    """Statements by measure and side. Each is printed once, under the first measure it is about."""
    homes: list[Measure | None] = [*case.measures, None]
    every = (Topic(home, _voices(case, home.id if home else None)) for home in homes)
    return tuple(topic for topic in every if topic.voices)


def _voices(case: Case, measure: str | None) -> tuple[Voices, ...]:
    sides: list[str | None] = [*(p.id for p in case.parties), None]
    found = []
    for index, side in enumerate(sides):
        theirs = [s for s in case.statements if case.party_of(s.speaker) == side]
        said = tuple(s for s in theirs if _home(s) == measure)
        elsewhere = tuple(s for s in theirs if measure and _home(s) != measure and measure in _about(s))
        if said or elsewhere:
            found.append(Voices(party_label(case, side) if side else OTHERS, index, said, elsewhere))
    return tuple(found)


def _about(statement: Statement) -> tuple[str, ...]:
    return tuple(ref.measure for ref in (*statement.on, *statement.if_, *statement.over))


def _home(statement: Statement) -> str | None:
    return next(iter(_about(statement)), None)


def contested(case: Case) -> tuple[tuple[Statement, ...], ...]:
    """Statements that contradict each other, in groups: by `contests`, or by a shared proposition."""
    groups: list[set[str]] = []
    for bond in _bonds(case):
        joined = [g for g in groups if g & bond]
        groups = [g for g in groups if not g & bond]
        groups.append(bond.union(*joined))
    found = (tuple(s for s in case.statements if s.id in group) for group in groups)
    return tuple(sorted((g for g in found if len(g) > 1), key=lambda g: (g[0].date, g[0].id)))


def _bonds(case: Case) -> list[set[str]]:
    bonds = [{s.id, *s.contests} for s in case.statements if s.contests]
    propositions = dict.fromkeys(s.proposition for s in case.statements if s.proposition)
    bonds += [{s.id for s in case.statements if s.proposition == name} for name in propositions]
    return bonds


def happenings(case: Case) -> tuple[Happening, ...]:
    """What was done and what was threatened, by date."""
    threats = [Happening(s.date, statement=s) for s in case.statements if s.stance == "threatens"]
    return tuple(sorted([*(Happening(a.date, act=a) for a in case.acts), *threats], key=lambda h: h.date))


def lanes(case: Case) -> tuple[str, ...]:
    """The lanes of the timeline: a party each, and the others where somebody else acted."""
    names = tuple(party.label for party in case.parties)
    outside = any(case.party_of(who) is None for act in case.acts for who in act.by)
    return (*names, OTHERS) if outside else names


def marks(case: Case) -> tuple[Mark, ...]:
    """The marks of the timeline, from its last days only; an act of several parties stands in each lane."""
    every = [mark for one in happenings(case) for mark in _marks_of(case, one)]
    if not every:
        return ()
    since = max(mark.date for mark in every) - dt.timedelta(days=LAST_DAYS)
    return tuple(mark for mark in every if mark.date >= since)


def _marks_of(case: Case, one: Happening) -> list[Mark]:
    if one.act:
        where = sorted({_lane(case, who) for who in one.act.by})
        return [Mark(one.date, lane, one.act.id, one.act.what) for lane in where]
    if one.statement and case.party_of(one.statement.speaker):
        said = one.statement
        return [Mark(one.date, _lane(case, said.speaker), said.id, said.says, said=True)]
    return []


def _lane(case: Case, who: str) -> int:
    ids = [party.id for party in case.parties]
    party = case.party_of(who)
    return ids.index(party) if party else len(ids)


def means(case: Case) -> tuple[tuple[Measure, tuple[Means, ...]], ...]:
    """How each measure could be checked, as the case says; a measure without means is left out."""
    every = ((m, tuple(x for x in case.regime if x.measure == m.id)) for m in case.measures)
    return tuple((m, found) for m, found in every if found)


def without_means(case: Case) -> tuple[str, ...]:
    """Labels of the measures for which the case names no means of verification."""
    named = {x.measure for x in case.regime}
    return tuple(m.label for m in case.measures if m.id not in named)


def prior_share(run: PriorRun, package: str, party: str) -> float | None:
    """A package's share with a party under another prior; None if that run did not score it."""
    return run.shares.get(package, {}).get(party)
