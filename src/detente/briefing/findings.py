"""In: a case and what CHECK found. Out: what the brief shows of it: findings that need a look, the others counted.

Findings of one clause and party that say the same of several activities stand in one row: what they share is
said once, and each activity has its own days, figures and records.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.briefing import words
from detente.briefing.maps import track_map
from detente.case.case import Case
from detente.checking.detect import Detection
from detente.checking.results import VERDICTS, Checking, Finding, Verdict
from detente.checking.telling import names

SHOWN: tuple[Verdict, ...] = (
    "exceeded",
    "undecided",
    "near threshold",
    "data fault",
    "not yet due",
    "suspended",
)
"""Verdicts that need a look."""
MOST = 8
"""Rows of one verdict shown in the brief; the findings of the rest are counted, and `detente check` has them all."""
MOST_PARTS = 5
"""Activities named in one row."""
DATE = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
SPAN = re.compile(rf"(?<!from ){DATE.pattern} to {DATE.pattern}")
ACTIVITY = re.compile(r"(?P<of>.+?, \d{4}-\d\d-\d\d(?: to \d{4}-\d\d-\d\d)?) \(.+\)[:,] (?P<what>.+)")
SMALL = frozenset({"and", "at", "in", "near", "of", "on", "the"})


@dataclass(frozen=True)
class Part:
    """What one of several findings in a row says of its own, the days that differ, and its records."""

    who: str
    says: str
    days: str
    rows: tuple[str, ...]
    asides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row: a finding, or several under one clause.

    says    the finding, or what several share
    who     the party bound, where it is one
    parts   the findings, where there are several
    map     for a track: zone, track and nearest fix, as SVG
    """

    finding: Finding
    clause: str
    who: str
    says: str
    parts: tuple[Part, ...] = ()
    asides: tuple[str, ...] = ()
    map: str = ""


@dataclass(frozen=True)
class Group:
    """Findings of one verdict: the first rows of them, how many there are, and how many are not shown."""

    verdict: Verdict
    rows: tuple[Row, ...]
    count: int
    more: int


@dataclass(frozen=True)
class Checked:
    """One agreement in the brief. `illustrations` rest on synthetic tracks and are counted nowhere."""

    checking: Checking
    counts: str
    groups: tuple[Group, ...]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    illustrations: tuple[Row, ...] = ()


def checked(case: Case, checkings: Sequence[Checking]) -> tuple[Checked, ...]:
    """Each agreement with its findings by verdict, those that need a look first."""
    return tuple(
        Checked(
            one,
            counts(one),
            groups(case, one),
            doubts(case, one),
            tuple(map(dated, one.notes)),
            tuple(_row(case, one, [finding]) for finding in one.findings if finding.synthetic),
        )
        for one in checkings
    )


def counts(checking: Checking) -> str:
    """How many findings of each verdict, in words; those by synthetic tracks are not among them.

    >>> counts(Checking("x", "X", None, ()))
    'no findings'
    """
    found = Counter(one.verdict for one in checking.findings if not one.synthetic)
    return (
        ", ".join(f"{found[verdict]} {verdict}" for verdict in VERDICTS if found[verdict]) or "no findings"
    )


def doubts(case: Case, checking: Checking) -> tuple[str, ...]:
    """What is doubtful about the agreement; what is said of several clauses is said once, by their numbers."""
    about: dict[str, list[str]] = {}
    for one in checking.doubts:
        number, heading = _number(case, checking, one.clauses[0]) if len(one.clauses) == 1 else ("", "")
        begin = f"Clause {number}, {heading}: "
        headed = bool(number) and one.says.startswith(begin)
        about.setdefault(one.says.removeprefix(begin) if headed else one.says, []).append(
            number if headed else ""
        )
    return tuple(
        f"{'Clause' if len(numbers) == 1 else 'Clauses'} {names(numbers)}: {says}" if numbers[0] else says
        for says, numbers in about.items()
    )


def groups(case: Case, checking: Checking) -> tuple[Group, ...]:
    """The findings that need a look, by verdict."""
    found = (_group(case, checking, verdict) for verdict in SHOWN)
    return tuple(one for one in found if one.count)


def _group(case: Case, checking: Checking, verdict: Verdict) -> Group:
    theirs = [one for one in checking.findings if one.verdict == verdict and not one.synthetic]
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in theirs:
        alike.setdefault((one.clause, _shared(one) or one.holder), []).append(one)
    sets = list(alike.values())
    shown = tuple(_row(case, checking, same) for same in sets[:MOST])
    return Group(verdict, shown, len(theirs), sum(map(len, sets[MOST:])))


# ---------------------------------------------------------------- one row


def _row(case: Case, checking: Checking, same: Sequence[Finding]) -> Row:
    first, clause = same[0], " ".join(_number(case, checking, same[0].clause)).strip()
    who = _who(case, same)
    if len(same) > 1 and _shared(first):
        parts = tuple(_activity(case, one, "" if who else _who(case, [one])) for one in same[:MOST_PARTS])
        more = len(same) - len(parts)
        return Row(
            first, clause, who, _common(_shared(first)), parts, (f"And {more} more.",) if more > 0 else ()
        )
    if len(same) > 1:
        shared = [one for one in _sentences(first) if all(one in _sentences(other) for other in same)]
        asides = tuple(told(case, one) for one in shared)
        return Row(first, clause, who, "", tuple(_part(case, one, clause, shared) for one in same), asides)
    says = told(case, _without_heading(clause, first.says))
    return Row(first, clause, who, says, asides=_asides(case, first), map=_map(case, first))


def _who(case: Case, same: Sequence[Finding]) -> str:
    """The one party that all of them bind, else nothing."""
    holders = {one.holder for one in same}
    return words.party_label(case, same[0].holder) if len(holders) == 1 else ""


def _number(case: Case, checking: Checking, clause_id: str) -> tuple[str, str]:
    """Number and heading of a clause, as the agreement has them; its id where the case has not the agreement."""
    for agreement in case.agreements:
        if agreement.id == checking.agreement:
            clause = agreement.clause(clause_id)
            return clause.number, clause.heading
    return clause_id, ""


def _without_heading(clause: str, says: str) -> str:
    """A finding that begins with the heading of its clause, which stands beside it, begins after it."""
    cuts = [found.end() for found in re.finditer(": ", says) if clause.endswith(says[: found.start()])]
    return says[max(cuts, default=0) :]


def _sentences(one: Finding) -> list[str]:
    """The sentences of its notes."""
    return [says for note in one.notes for says in re.split(r"(?<=\.) ", note)]


def _asides(case: Case, one: Finding) -> tuple[str, ...]:
    """The readings where they differ, the notes, and what could have happened; of an illustration only the last."""
    if one.synthetic:
        return tuple(f"Could have happened unseen: {dated(could)}" for could in one.could_have)
    alike = len({reading.label.rpartition(", ")[0] for reading in one.readings}) == 1
    readings = [
        f"{reading.label.rpartition(', ')[2] if alike else reading.label}: {reading.verdict}"
        for reading in one.readings
    ]
    said = [
        *(["; ".join(readings)] if len(readings) > 1 else []),
        *one.notes,
        *(f"Could have happened unseen: {could}" for could in one.could_have),
    ]
    return tuple(told(case, aside) for aside in said)


def _shared(one: Finding) -> str:
    """What a finding says apart from its activity and the days; nothing if it is about no activity."""
    found = ACTIVITY.fullmatch(one.says)
    return DATE.sub("…", found["what"]) if found else ""


def _common(shared: str) -> str:
    """What several share, as a sentence."""
    return words.capital(shared.replace("…", "the day in brackets"))


def _activity(case: Case, one: Finding, who: str) -> Part:
    """The activity with its days; its figures are in the records that are named."""
    found = ACTIVITY.fullmatch(one.says)
    assert found is not None  # only such findings share a row
    days = ", ".join(dated(day[0]) for day in DATE.finditer(found["what"]))
    return Part(who, told(case, found["of"]), days, one.rows)


def _part(case: Case, one: Finding, clause: str, shared: Sequence[str]) -> Part:
    own = replace(one, notes=tuple(note for note in _sentences(one) if note not in shared))
    asides = _asides(case, own)
    return Part("", told(case, _without_heading(clause, one.says)), "", one.rows, asides)


def told(case: Case, text: str) -> str:
    """A sentence of CHECK as the brief writes it: days in words, exercises by their names, a capital first."""
    called = {row.what for row in case.observations if row.what.startswith("exercise ")}
    for name in sorted(called, key=lambda one: (-len(one), one)):
        text = text.replace(name, titled(name))
    first = text.partition(" ")[0]
    return dated(text) if any(map(str.isdigit, first)) else words.capital(dated(text))


def titled(name: str) -> str:
    """The name of an exercise with its capitals, which records leave out.

    >>> titled("exercise zapad-2021 in belarus")
    'exercise Zapad-2021 in Belarus'
    """
    first, *rest = name.split()
    return " ".join([first, *(word if word in SMALL else _capitals(word) for word in rest)])


def _capitals(word: str) -> str:
    """Each part of a word with hyphens begins with a capital."""
    return "-".join(map(words.capital, word.split("-")))


def dated(text: str) -> str:
    """Days in a sentence as the rest of the brief writes them.

    >>> dated("exercise, 2021-09-10 to 2021-09-16, told on 2021-07-30")
    'exercise, 10–16 September 2021, told on 30 July 2021'
    """
    spans = SPAN.sub(lambda found: words.days(_day(found.groups()[:3]), _day(found.groups()[3:])), text)
    return DATE.sub(lambda found: words.day(_day(found.groups())), spans)


def _day(parts: Sequence[str]) -> dt.date:
    year, month, day = map(int, parts)
    return dt.date(year, month, day)


def _map(case: Case, one: Finding) -> str:
    """A small map of a track finding."""
    zone = next((zone for zone in case.zones if one.trace and zone.id == one.trace.zone), None)
    if one.trace is None or zone is None:
        return ""
    title = f"{'Synthetic track' if one.synthetic else 'Track'} and nearest fix: {one.id}"
    return track_map(zone, one.trace, title=title, synthetic=one.synthetic)


# ---------------------------------------------------------------- what could be found


@dataclass(frozen=True)
class Detected:
    """What the means of verification could find: a row a restraint with figures; the others are counted."""

    rows: tuple[Detection, ...]
    unstated: int


def detected(detections: Sequence[Detection]) -> Detected | None:
    """The restraints that have figures; None where the case names no means."""
    if not detections:
        return None
    rows = tuple(one for one in detections if one.probability is not None)
    return Detected(rows, len(detections) - len(rows))
