"""Small cases at random, each written as the `talks(...)` call that makes it: paste a failure."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from detente.case.case import Case
from detente.case.measures import Turned
from talks import talks

STANCES = ("refuses", "insists", "willing", "weak", "offers", "conditional", "demands", "threatens")


@dataclass(frozen=True)
class Small:
    """How a case was made; `str` of it is the code that makes it again."""

    parties: str
    measures: str
    said: tuple[str, ...]
    links: tuple[str, ...]
    helps: str = ""
    turned: tuple[str, str, str] | None = None

    def __str__(self) -> str:
        words = ", ".join(repr(s) for s in (self.parties, self.measures, *self.said))
        extra = f", first measure helps {self.helps}" * bool(self.helps) + f", turned {self.turned}" * bool(
            self.turned
        )
        return f"talks({words}, links={self.links}){extra}"

    def case(self) -> Case:
        case = talks(self.parties, self.measures, *self.said, links=self.links)
        if self.helps:
            first, *others = case.measures
            case = replace(case, measures=(replace(first, helps=(self.helps,)), *others))
        if self.turned:
            measure, binds, party = self.turned
            case = replace(case, turned=(Turned(measure=measure, binds=binds, party=party, by="s1"),))
        return case


class _Dice:
    def __init__(self, seed: int) -> None:
        self.generator = np.random.default_rng([seed, 1])

    def chance(self, share: float) -> bool:
        return bool(self.generator.uniform() < share)

    def number(self, low: int, high: int) -> int:
        return int(self.generator.integers(low, high + 1))

    def pick(self, *options: str) -> str:
        return options[self.number(0, len(options) - 1)]


def small(
    seed: int,
    *,
    measures: int = 3,
    levels: int = 2,
    links: int = 3,
    said: int = 5,
    soft: float = 0.0,
    preconditions: bool = True,
    stances: tuple[str, ...] = STANCES,
    both: float = 0.5,
    most: int = 300,
) -> Small:
    """A case of at most so many measures, levels above today, links, statements and unlinked packages."""
    dice = _Dice(seed)
    parties = ["us", "ru", "eu"][: 3 if dice.chance(0.15) else 2]
    made: dict[str, tuple[list[str], int]] = {}
    for name in "mnopq"[: dice.number(min(2, measures), measures)]:
        bound = parties if dice.chance(both) else [dice.pick(*parties)]
        made[name] = (bound, dice.number(1, levels))
        if len(made) > 1 and math.prod((top + 1) ** len(who) for who, top in made.values()) > most:
            del made[name]
            break
    notation = " ".join(f"{name}/{','.join(bound)}:{top}" for name, (bound, top) in made.items())
    tied = tuple(
        filter(None, (_link(dice, made, parties, preconditions) for _ in range(dice.number(0, links))))
    )
    words = tuple(
        _statement(dice, made, parties, soft, preconditions, stances) for _ in range(dice.number(1, said))
    )
    helps = dice.pick(*parties) if len(parties) == 3 and dice.chance(0.5) else ""
    if helps and not _touches_all(made, parties, helps):
        helps = ""
    turned = None
    if dice.chance(0.1):
        name = dice.pick(*made)
        turned = (name, dice.pick(*made[name][0]), dice.pick(*parties))
    return Small(" ".join(parties), notation, words, tied, helps, turned)


def _touches_all(made: dict[str, tuple[list[str], int]], parties: list[str], helps: str) -> bool:
    """Does some restraint matter to every party, if the first measure helps this one only?"""
    (bound, _), *others = made.values()
    return bool(others) or set(parties) <= {*bound, helps}


def _ref(dice: _Dice, made: dict[str, tuple[list[str], int]]) -> str:
    name = dice.pick(*made)
    bound, top = made[name]
    who = f"/{dice.pick(*bound)}" if dice.chance(0.6) else ""
    level = f">{dice.number(1, top)}" if dice.chance(0.6) else ""
    return f"{name}{who}{level}"


def _link(
    dice: _Dice, made: dict[str, tuple[list[str], int]], parties: list[str], preconditions: bool
) -> str | None:
    kinds = ("reciprocal", "exchanged", "requires", "excludes", "tie", "precondition")
    kind = dice.pick(*kinds[: 6 if preconditions else 5])
    if kind == "reciprocal":
        mutual = [name for name, (bound, _) in made.items() if len(bound) > 1]
        return f"reciprocal {dice.pick(*mutual)}" if mutual else None
    if kind == "precondition":
        return f"precondition {dice.pick(*parties)} {_ref(dice, made)}"
    count = 3 if kind in ("tie", "excludes") and dice.chance(0.3) else 2
    return f"{kind} {' '.join(_ref(dice, made) for _ in range(count))}"


def _statement(
    dice: _Dice,
    made: dict[str, tuple[list[str], int]],
    parties: list[str],
    soft: float,
    preconditions: bool,
    stances: tuple[str, ...],
) -> str:
    speaker = dice.pick(*parties)
    stance = dice.pick(*stances)
    credence = f" 0.{dice.number(3, 7)}" if dice.chance(soft) else ""
    if preconditions and stance == "conditional" and dice.chance(0.3):
        return f"{speaker} conditional everything if {_ref(dice, made)}{credence}"
    if stance == "threatens":
        return f"{speaker} threatens{credence}"
    one = _ref(dice, made)
    two = f" {_ref(dice, made)}" if dice.chance(0.25) else ""
    if stance == "weak":
        return f"{speaker} willing {one}{two} weak{credence}"
    if stance == "conditional":
        weak = " weak" if dice.chance(0.3) else ""
        return f"{speaker} conditional {one} if {_ref(dice, made)}{two}{weak}{credence}"
    if stance == "demands" and dice.chance(0.5):
        return f"{speaker} demands {one} over {_ref(dice, made)}{credence}"
    return f"{speaker} {stance} {one}{two}{credence}"
