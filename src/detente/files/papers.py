"""Files in, papers out: everything a case folder says, entry by entry, with its faults beside it.

An entry that does not fit hides no other: each list entry is read on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from detente.errors import Fault, Where
from detente.files.guess import closest
from detente.files.nodes import Items, Keys, Node, Scalar
from detente.files.shape import Entry, check, keys_of, lists_of, where

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """One file read: its node (None if it is empty or unreadable), its bytes and the faults of its form."""

    file: str
    node: Node | None = None
    data: bytes | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def readable(self) -> bool:
        """False if what the file says is not known."""
        return self.data is not None and (self.node is not None or not self.faults)


@dataclass(frozen=True)
class Papers:
    """What a case folder says.

    heads      the files' own keys, by class; a file with faults in them has none
    entries    the entries that could be read, by class
    written    every entry as it stands, read or not, by class
    unread     classes of which nothing is known, since their file cannot be read
    """

    heads: Mapping[type, Entry[Any]] = field(default_factory=dict)
    entries: Mapping[type, tuple[Entry[Any], ...]] = field(default_factory=dict)
    written: Mapping[type, tuple[tuple[str, Node], ...]] = field(default_factory=dict)
    places: Mapping[type, Where] = field(default_factory=dict)
    unread: frozenset[type] = frozenset()
    faults: tuple[Fault, ...] = ()

    def of(self, cls: type[T]) -> tuple[Entry[T], ...]:
        """The entries of one class that could be read, in the order of the files."""
        return self.entries.get(cls, ())

    def raw(self, cls: type) -> tuple[tuple[str, Node], ...]:
        """Every entry of one class as it stands: (file, node)."""
        return self.written.get(cls, ())

    def known(self, *kinds: type) -> frozenset[str]:
        """The ids of all entries of these kinds, read or not."""
        return frozenset().union(*(self._ids.get(cls, frozenset()) for cls in kinds))

    @cached_property
    def _ids(self) -> Mapping[type, frozenset[str]]:
        return {cls: frozenset(name for name, _ in ids(self, cls)) for cls in self.written}

    def place(self, cls: type) -> Where:
        """Where the list of these entries stands."""
        return self.places.get(cls, Where("case.yaml"))


def papers_of(sheet: Sheet, cls: type[Any]) -> Papers:
    """What one file says, read as the class of its root."""
    kinds = lists_of(cls)
    if not sheet.readable:
        return Papers(unread=frozenset(kinds.values()), faults=sheet.faults)
    root = sheet.node if sheet.node is not None else Keys(0, 0)
    lists = _lists(root, kinds)
    head, faults = check(cls, _without(root, lists), sheet.file)
    parts = [entries_of(kind, sheet.file, lists[key].items) for key, kind in kinds.items() if key in lists]
    places = {kind: _place(sheet.file, root, key) for key, kind in kinds.items()}
    heads = {cls: head} if head else {}
    unread = frozenset(kind for key, kind in kinds.items() if _unlisted(root, key, keys_of(cls)))
    own = Papers(heads=heads, places=places, unread=unread, faults=(*sheet.faults, *faults))
    return together((own, *parts))


def entries_of(cls: type[Any], file: str, nodes: list[Node]) -> Papers:
    """Nodes of one list, each read on its own."""
    checked = [check(cls, node, file) for node in nodes]
    return Papers(
        entries={cls: tuple(entry for entry, _ in checked if entry)},
        written={cls: tuple((file, node) for node in nodes)},
        faults=tuple(fault for _, faults in checked for fault in faults),
    )


def together(parts: tuple[Papers, ...]) -> Papers:
    """Several papers as one."""
    return Papers(
        heads={cls: head for part in parts for cls, head in part.heads.items()},
        entries=_joined([part.entries for part in parts]),
        written=_joined([part.written for part in parts]),
        places={cls: place for part in parts for cls, place in part.places.items()},
        unread=frozenset(cls for part in parts for cls in part.unread),
        faults=tuple(fault for part in parts for fault in part.faults),
    )


def ids(papers: Papers, cls: type) -> Iterator[tuple[str, Where]]:
    """The id of every entry of one class, read or not, with its place."""
    for file, node in papers.raw(cls):
        word = node.get("id") if isinstance(node, Keys) else None
        if isinstance(word, Scalar):
            yield word.text, where(file, word)


def _lists(root: Node, kinds: Mapping[str, type]) -> dict[str, Items]:
    if not isinstance(root, Keys):
        return {}
    found = {key: root.get(key) for key in kinds}
    return {key: node for key, node in found.items() if isinstance(node, Items)}


def _without(root: Node, lists: Mapping[str, Items]) -> Node:
    """The root with its lists of records emptied: their entries are read one by one."""
    if not isinstance(root, Keys):
        return root
    bare = Keys(root.line, root.column, dict(root.keys))
    for key, items in lists.items():
        bare.keys[key] = (root.keys[key][0], Items(items.line, items.column))
    return bare


def _unlisted(root: Node, key: str, known: Mapping[str, Any]) -> bool:
    """Something stands under the key, or under a misspelling of it, but no list that could be read."""
    if not isinstance(root, Keys):
        return True
    misspelt = {closest(word, known) for word in root.keys if word not in known}
    return key in misspelt or not isinstance(root.get(key), Items | None)


def _place(file: str, root: Node, key: str) -> Where:
    if isinstance(root, Keys) and key in root.keys:
        return where(file, root.keys[key][0])
    return where(file, root)


def _joined(maps: list[Mapping[type, tuple[Any, ...]]]) -> dict[type, tuple[Any, ...]]:
    joined: dict[type, tuple[Any, ...]] = {}
    for one in maps:
        for cls, values in one.items():
            joined[cls] = (*joined.get(cls, ()), *values)
    return joined
