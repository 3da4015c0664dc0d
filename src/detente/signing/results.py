"""What SIGN computes, as frozen results. Values are on the scale of the preference sets: one party's
increments sum to 1, today is 0, and no deal lies between -1 and 1 (science: S.1).

Parties stand in case order everywhere; a mapping by party holds every party of the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Interval = tuple[float, float]


@dataclass(frozen=True)
class Item:
    """A restraint in a package: (measure, bound party, level above today)."""

    measure: str
    party: str
    level: int
    level_id: str


@dataclass(frozen=True)
class Package:
    """One level for every restraint. `levels` follows `Signing.slots`; `items` leaves out today's."""

    levels: tuple[int, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Standing:
    """How a package stands with one party.

    share         share of the consistent preferences in which it signs (under the stated prior)
    gain          mean of value minus no deal over those preferences
    range         least and greatest value minus no deal over the whole set (linear programmes)
    necessary     it signs under every consistent preference
    possible      it signs under at least one
    """

    share: float
    gain: float
    range: Interval
    necessary: bool
    possible: bool


@dataclass(frozen=True)
class Ranked:
    """A package with its letter, its score G as a ratio to the best, and how it stands with each party.

    scenario      which of `Signing.released` gives way in the scenario it stands best in, None if the
                  zone is open; ratio, shares and gains are those of that scenario
    both          share of joint draws in which every party signs
    efficiency    share of joint draws in which no other package is better for every party
    unspoken      items at a level nobody has spoken about
    consents      actors whose consent some item needs
    """

    name: str
    package: Package
    scenario: int | None
    ratio: float
    standing: Mapping[str, Standing]
    both: float
    efficiency: float
    unspoken: tuple[Item, ...]
    consents: tuple[str, ...]


@dataclass(frozen=True)
class CoreItem:
    """A restraint and the share of near-equal best packages that hold it at this level or tighter.

    scenario                which of `Signing.released` gives way, None if the zone is open
    asked_by / offered_by   per party, the statements that ask for it or offer it
    """

    item: Item
    share: float
    scenario: int | None
    asked_by: Mapping[str, tuple[str, ...]]
    offered_by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class OpenValue:
    """A number that no text gave, solved for: what the near-equal best packages of a scenario use.

    The scenario is the one that the best package shown stands in.
    best          level id in the best package (None: not restrained there)
    used          (level id, share of near-equal best packages), loosest first
    """

    measure: str
    party: str
    best: str | None
    used: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Blocking:
    """A smallest set of statements and preconditions that would have to soften for the zone to open."""

    statements: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class Contradiction:
    """A party's own statements that cannot all hold; dropping any one of them mends it."""

    party: str
    statements: tuple[str, ...]
    says: str


QuestionKind = Literal["sign-alone", "sign-package", "matters-more", "red-line"]


@dataclass(frozen=True)
class Question:
    """Something to ask, and what an answer is expected to add to the best G (ratio to it).

    above_noise   its cross-fitted value is above that of coin-flip questions
    yes           probability of yes under the prior (an assumption, not a forecast)
    """

    kind: QuestionKind
    party: str
    says: str
    value: float
    above_noise: bool
    yes: float
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A package in the plane of mean gains, one coordinate a party in case order.

    scenario  which of `Signing.released` gives way, None if the zone is open
    """

    gains: tuple[float, ...]
    name: str | None = None
    frontier: bool = False
    scenario: int | None = None


@dataclass(frozen=True)
class Solution:
    """A bargaining solution on the sampled mean values of a scenario, with its gains by party."""

    name: str
    package: Package
    gains: tuple[float, ...]
    source: str
    scenario: int | None = None


@dataclass(frozen=True)
class PriorRun:
    """The same question under another prior: what moves and what does not.

    shares    package -> party -> share of preferences in which it signs, in the package's scenario
    spearman  rank correlation of the packages' scores with those under the main prior
    core      (scenario, restraint, share) as in `CoreItem`
    """

    name: str
    says: str
    shares: Mapping[str, Mapping[str, float]]
    spearman: float
    core: tuple[tuple[int | None, Item, float], ...]


@dataclass(frozen=True)
class Faith:
    """Three states of a party, as shares of its preferences, every statement at its word (S.9).

    No evidence on intent: a refusal against an insistence makes "deadlock" by logic.

    open      signs something that the others could accept
    deadlock  signs only what the others refuse
    pretext   no deal is worth more to it than any package at all
    """

    party: str
    open: float
    deadlock: float
    pretext: float


@dataclass(frozen=True)
class Mixing:
    """The sampler's own diagnostics for one party under one prior."""

    party: str
    prior: str
    draws: int
    chains: int
    rhat: float
    ess: float
    seconds: float


@dataclass(frozen=True)
class Clause:
    """One numbered clause of the draft agreement.

    text         treaty language, square brackets around every value that is not agreed
    bracketed    True if the clause as a whole is not agreed
    rests_on     the statements it comes from
    """

    number: str
    heading: str
    text: str
    bracketed: bool
    measure: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """The draft agreement: a package as numbered clauses, parties named in case order."""

    title: str
    clauses: tuple[Clause, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Zone:
    """Is there a package that every party could sign, every statement taken at its word?

    open          True if there is one (exact)
    witness       such a package, if open
    method        what decided it: "masks", "milp"
    packages      how many packages the links leave
    unmasked      how many of them no statement or precondition rules out by itself
    """

    open: bool
    witness: Package | None
    method: str
    packages: int
    unmasked: int


@dataclass(frozen=True)
class Signing:
    """The whole answer of SIGN at one date.

    released      if the zone is closed at its word: the smallest blocking sets, one of which gives way
                  in each scenario that packages are ranked over, all scenarios alike; empty if open
    slots         (measure, bound party) in the order of `Package.levels`
    listed        True if every package was scored; False if a pool was, and `pool` says how many
    partial       what was left undone when the run was stopped, or None
    """

    case_id: str
    as_of: dt.date | None
    parties: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    zone: Zone
    released: tuple[tuple[str, ...], ...]
    blocking: tuple[Blocking, ...]
    blocking_complete: bool
    contradictions: tuple[Contradiction, ...]
    ranked: tuple[Ranked, ...]
    equivalents: int
    core: tuple[CoreItem, ...]
    open_values: tuple[OpenValue, ...]
    plane: tuple[Point, ...]
    solutions: tuple[Solution, ...]
    questions: tuple[Question, ...]
    noise_floor: float
    priors: tuple[PriorRun, ...]
    faith: tuple[Faith, ...]
    draft: Draft | None
    mixing: tuple[Mixing, ...]
    listed: bool
    pool: int
    assumptions: tuple[str, ...]
    seed: int
    draws: int
    partial: str | None
