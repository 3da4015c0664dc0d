"""In: a gold annotation in YAML and the text it annotates. Out: a `Gold`, every span with its place.

An annotation names words, or, where the text may not be repeated, the code points `start` and `end`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from detente.case.acts import ActKind
from detente.case.proposals import ConditionKind, Force
from detente.case.statements import Stance
from detente.errors import UsageError
from detente.files.nodes import plain
from detente.files.yaml_tree import read_yaml

Place = tuple[int, int]
"""First code point, and one past the last."""


@dataclass(frozen=True)
class GoldStatement:
    """A statement that a careful analyst would put on a card. Lists hold what counts as right."""

    id: str
    place: Place
    stance: tuple[str, ...]
    speaker: tuple[str, ...]
    who: tuple[str, ...]
    chain: tuple[str, ...]
    issue: tuple[str, ...]
    target: str | None = None
    condition: Place | None = None
    condition_kind: str | None = None
    said: dt.date | None = None
    contests: tuple[str, ...] = ()
    act: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class GoldFigure:
    """A figure that counts or measures something, at every place where its words stand."""

    text: str
    places: tuple[Place, ...]
    approximator: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    where: str | None = None
    part_of: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class GoldObligation:
    """A clause of a treaty that binds, permits or forbids."""

    article: str
    force: str
    bound: tuple[str, ...]
    place: Place
    reciprocal: bool
    exception: Place | None = None


@dataclass(frozen=True)
class Gold:
    """Everything annotated in one document."""

    name: str
    kind: str
    outlet: str | None
    text: str
    statements: tuple[GoldStatement, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    obligations: tuple[GoldObligation, ...] = ()


def read_gold(path: Path, text: str, sha256: str | None = None) -> Gold:
    """The annotation at `path` of the canonical text `text`, from a file of this SHA-256.

    Raises UsageError where the YAML has faults, words or places are not in the text, a value is not
    from the closed list it belongs to, or the annotation is of a file of another SHA-256.
    """
    node, faults = read_yaml(path.read_text("utf-8"), path.name)
    if faults or node is None:
        raise UsageError("\n".join(map(str, faults)) or f"{path.name} is empty")
    tree = plain(node)
    _same_file(tree, sha256, path.name)
    return gold_of(tree, text, path.stem)


def _same_file(tree: Any, sha256: str | None, name: str) -> None:
    """Raises UsageError if places were counted in another file than this."""
    wanted = tree.get("sha256")
    if wanted and sha256 and wanted != sha256:
        raise UsageError(
            f"{name} counts places in a file with SHA-256 {wanted}, and this one has {sha256}."
            f" Score the file it was made for: {tree.get('found', tree.get('document'))}"
        )


def gold_of(tree: Any, text: str, name: str) -> Gold:
    """The annotation in plain data, as `read_gold` reads it from a file."""
    finder = Finder(text, name)
    return Gold(
        name=name,
        kind=tree.get("kind", "news"),
        outlet=tree.get("outlet"),
        text=text,
        statements=tuple(_statement(item, finder) for item in tree.get("statements", ())),
        figures=tuple(_figure(item, finder) for item in tree.get("figures", ())),
        obligations=tuple(_obligation(item, finder) for item in tree.get("obligations", ())),
    )


@dataclass(frozen=True)
class Finder:
    """Finds annotated words in a text."""

    text: str
    name: str

    def place(self, item: Any, key: str) -> Place:
        """The place that an annotation gives as `start` and `end`, or else by its words under `key`."""
        if "start" in item:
            return self.at(item)
        return self.nth(item[key], item.get("nth", 1))

    def at(self, item: Any) -> Place:
        """The place from `start` to `end`. Raises UsageError if it is empty or not in the text."""
        start, end = item["start"], item["end"]
        if not 0 <= start < end <= len(self.text):
            raise UsageError(f"{self.name}: {start} to {end} is no place in a text of {len(self.text)}")
        return start, end

    def all(self, words: str) -> tuple[Place, ...]:
        """Every place where the words stand. Raises UsageError if there is none."""
        found = []
        start = self.text.find(words)
        while start >= 0:
            found.append((start, start + len(words)))
            start = self.text.find(words, start + 1)
        if not found:
            raise UsageError(f"{self.name}: these words are not in the text: {words!r}")
        return tuple(found)

    def nth(self, words: str, which: int) -> Place:
        """The place of the occurrence number `which`, counted from 1."""
        found = self.all(words)
        if which > len(found):
            raise UsageError(f"{self.name}: these words stand only {len(found)} times: {words!r}")
        return found[which - 1]

    def near(self, item: Any, place: Place) -> Place | None:
        """The place of the words that is nearest to another; or as `start` and `end` say."""
        words = item.get("text") if isinstance(item, dict) else item
        if words is None and item:
            return self.at(item)
        return None if words is None else min(self.all(words), key=lambda at: _distance(at, place))


def _distance(one: Place, other: Place) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


def _statement(item: Any, finder: Finder) -> GoldStatement:
    place = finder.place(item, "span")
    condition = item.get("condition") or {}
    said = item.get("said")
    return GoldStatement(
        id=item["id"],
        place=place,
        stance=_listed(item["stance"], Stance, finder),
        speaker=tuple(item["speaker"]),
        who=tuple(item.get("who") or ()),
        chain=tuple(item.get("chain") or ()),
        issue=tuple(item.get("issue") or ()),
        target=item.get("target"),
        condition=finder.near(condition, place),
        condition_kind=_one(condition.get("kind"), ConditionKind, finder),
        said=None if said is None else dt.date.fromisoformat(str(said)),
        contests=tuple(item.get("contests") or ()),
        act=_one(item.get("act"), ActKind, finder),
        optional=bool(item.get("optional", False)),
    )


def _figure(item: Any, finder: Finder) -> GoldFigure:
    everywhere = "start" not in item and "nth" not in item
    places = finder.all(item["text"]) if everywhere else (finder.place(item, "text"),)
    return GoldFigure(
        text=finder.text[slice(*places[0])],
        places=places,
        approximator=item.get("approximator"),
        value=item.get("value"),
        low=item.get("low"),
        high=item.get("high"),
        where=item.get("place"),
        part_of=_whole(item.get("part_of"), finder),
        optional=bool(item.get("optional", False)),
    )


def _whole(named: Any, finder: Finder) -> str | None:
    """The words of the figure that another is a part of."""
    return finder.text[slice(*finder.at(named))] if isinstance(named, dict) else named


def _obligation(item: Any, finder: Finder) -> GoldObligation:
    place = finder.place(item, "span")
    _one(item["force"], Force, finder)
    return GoldObligation(
        article=str(item["article"]),
        force=item["force"],
        bound=tuple(item["bound"]),
        place=place,
        reciprocal=bool(item.get("reciprocal", False)),
        exception=finder.near(item.get("exception"), place),
    )


def _listed(values: list[str], allowed: Any, finder: Finder) -> tuple[str, ...]:
    for value in values:
        _one(value, allowed, finder)
    return tuple(values)


def _one(value: str | None, allowed: Any, finder: Finder) -> str | None:
    if value is not None and value not in get_args(allowed):
        raise UsageError(f"{finder.name}: '{value}' is none of {', '.join(get_args(allowed))}")
    return value
