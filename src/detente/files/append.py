"""A file of a case and new entries in; the same file with them at the end of a list out.

Nothing that a person wrote is touched: every byte before and behind the new lines stays. Whether the
result says what is meant is not assumed but looked up: it is read again, and refused if it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import UsageError
from detente.files.composer import BREAK
from detente.files.emit import STEP, flow, item
from detente.files.nodes import Items, Keys, Node, Plain, plain
from detente.files.yaml_tree import read_yaml

BOM = "\ufeff"
DASH = re.compile(r"( *)-( +)(?=\S)")
EMPTY_LIST = re.compile(r" ?\[\s*\]")
COMMENT = re.compile(r"( *)#")


@dataclass(frozen=True)
class _Manner:
    """How the entries of a list are written: the dash's column, the spaces after it, on one line or not."""

    indent: int = STEP
    gap: int = 1
    one_line: bool = False


def append(data: bytes, file: str, key: str, records: Sequence[Any]) -> bytes:
    """The file with these records as the last entries of the list under `key`, in the manner of that list.

    The list is begun where the key is missing or empty. Raises UsageError, with the lines to write by
    hand, if the file is of a form in which that cannot be done.
    """
    text = data.decode("utf-8")
    root = _root(text, file)
    manner = _manner(root, key, text)
    new = [line for one in records for line in _entry(one, manner)]
    made = _joined(_placed(_Paper(text, root, key), new), text)
    if not _is_meant(made, file, key, root, len(records)):
        raise UsageError(_by_hand(file, key, new))
    return made.encode("utf-8")


@dataclass(frozen=True)
class _Paper:
    text: str
    root: Keys
    key: str

    @property
    def lines(self) -> list[str]:
        return BREAK.split(self.text)


def _root(text: str, file: str) -> Keys:
    node, faults = read_yaml(text.removeprefix(BOM), file)
    if node is None and not faults:
        return Keys(0, 0)
    if not isinstance(node, Keys) or faults:
        raise UsageError(f"{file} has faults: mend them first ('detente lint' shows them)")
    return node


def _manner(root: Keys, key: str, text: str) -> _Manner:
    """That of the last entry; the usual one if there is none."""
    items = root.get(key)
    if not isinstance(items, Items) or not items.items:
        return _Manner()
    last = items.items[-1]
    line = BREAK.split(text.removeprefix(BOM))[last.line - 1]
    dash = DASH.match(line)
    if not dash:
        return _Manner(indent=items.column - 1)
    return _Manner(len(dash[1]), len(dash[2]), one_line=line[last.column - 1 :].startswith("{"))


def _entry(record: Any, manner: _Manner) -> list[str]:
    if manner.one_line:
        return [f"{' ' * manner.indent}-{' ' * manner.gap}{flow(record)}"]
    return item(record, manner.indent, manner.gap)


def _placed(paper: _Paper, new: list[str]) -> list[str]:
    """The lines of the file with the new ones among them."""
    lines = paper.lines
    pair = paper.root.keys.get(paper.key)
    if pair is None:
        end = _end(lines, 0, len(lines), -1)
        return [*lines[:end], f"{paper.key}:", *new, *lines[end:]]
    first = pair[0].line
    if not isinstance(pair[1], Items) or not pair[1].items:
        opened = _opened(lines[first - 1]) if isinstance(pair[1], Items) else lines[first - 1]
        return [*lines[: first - 1], opened, *new, *lines[first:]]
    end = _end(lines, first, _next(paper, first), pair[1].column - 1)
    return [*lines[:end], *new, *lines[end:]]


def _opened(line: str) -> str:
    """`acts: []  # none` as `acts:  # none`."""
    return EMPTY_LIST.sub("", line, count=1).rstrip(" ")


def _next(paper: _Paper, line: int) -> int:
    """How many lines stand before the next key of the file."""
    later = [key.line for key, _ in paper.root.keys.values() if key.line > line]
    return min(later) - 1 if later else len(paper.lines)


def _end(lines: list[str], start: int, stop: int, column: int) -> int:
    """How many lines stand before the blank lines and comments that no longer belong to the last entry."""
    while stop > start and _is_loose(lines[stop - 1], column):
        stop -= 1
    return stop


def _is_loose(line: str, column: int) -> bool:
    comment = COMMENT.match(line)
    return not line.strip() or line.startswith("...") or bool(comment and len(comment[1]) <= column)


def _joined(lines: list[str], text: str) -> str:
    """The lines with their ends: each old line keeps its own, a new one gets that of its file."""
    old, ends = BREAK.split(text), BREAK.findall(text)
    newline = "\r\n" if "\r\n" in ends else "\n"
    same = (one == other for one, other in zip(old, lines, strict=False))
    before = next((index for index, is_same in enumerate(same) if not is_same), len(ends))
    new = [newline] * (len(lines) - len(old))
    return "".join(
        line + end for line, end in zip(lines, [*ends[:before], *new, *ends[before:], ""], strict=True)
    )


def _is_meant(made: str, file: str, key: str, before: Keys, count: int) -> bool:
    """The new file says what the old one said, and `count` more entries under the key, at its end."""
    node, faults = read_yaml(made.removeprefix(BOM), file)
    if faults or not isinstance(node, Keys):
        return False
    old, new = _data(before), _data(node)
    more = new.get(key)
    if not isinstance(more, list) or len(more) < count:
        return False
    rest = more[: len(more) - count]
    return {**new, key: rest} == {**old, key: old.get(key) or []}


def _data(node: Node) -> dict[str, Plain]:
    value = plain(node)
    return value if isinstance(value, dict) else {}


def _by_hand(file: str, key: str, new: list[str]) -> str:
    shown = "\n".join(new)
    return (
        f"nothing could be added to the list '{key}' of {file} as it is written: add this by hand\n{shown}"
    )
