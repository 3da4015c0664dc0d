"""What a file holds before it means anything: words, lists and keys, each with its line and column."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"[-+]?[0-9]+")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
LONGEST_INTEGER = 300

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Step = str | int


@dataclass(slots=True)
class Scalar:
    """A word as written. `plain` is False for a quoted one, which is always text."""

    line: int
    column: int
    text: str
    plain: bool = True

    @property
    def empty(self) -> bool:
        """True where nothing, or null, is written."""
        return self.plain and self.text in NULLS


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Keys:
    """A mapping: each key with the place of the key itself and what stands under it."""

    line: int
    column: int
    keys: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        """What stands under a key; None if the key is missing or empty."""
        found = self.keys.get(key)
        if found is None or (isinstance(found[1], Scalar) and found[1].empty):
            return None
        return found[1]

    def text(self, key: str) -> str | None:
        """The word under a key, as written; None if there is none."""
        found = self.get(key)
        return found.text if isinstance(found, Scalar) else None


Node = Scalar | Items | Keys


def plain(node: Node) -> Plain:
    """The node as plain data. A key with nothing under it counts as left out."""
    if isinstance(node, Scalar):
        return _meaning(node)
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.keys.items() if not _is_empty(value)}


def at(node: Node, path: tuple[Step, ...]) -> Node:
    """The node under a path; the last one on the way where the path leads nowhere."""
    for step in path:
        below = _below(node, step)
        if below is None:
            return node
        node = below
    return node


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _below(node: Node, step: Step) -> Node | None:
    if isinstance(node, Keys) and step in node.keys:
        return node.keys[str(step)][1]
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _meaning(word: Scalar) -> str | int | float | bool | None:
    """YAML 1.2, core schema, without octal, infinities and not-a-number: `NO` and `2022-01-08` are text."""
    if not word.plain:
        return word.text
    if word.text in NULLS:
        return None
    if word.text in BOOLEANS:
        return BOOLEANS[word.text]
    return _number(word.text)


def _number(text: str) -> str | int | float:
    if INTEGER.fullmatch(text) and len(text) <= LONGEST_INTEGER:
        return int(text)
    if NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
