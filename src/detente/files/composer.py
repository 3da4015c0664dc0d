"""Words, lists and keys in, in the order of the text; one tree out, within bounds no case needs to cross.

Nesting is held on a stack of its own, so that no text can exhaust Python's.
"""

from __future__ import annotations

import re

from detente.errors import Fault, Where
from detente.files.nodes import Items, Keys, Node, Scalar

LONGEST = 2_000_000
"""Characters in one file."""
DEEPEST = 40
"""Levels of lists and keys."""
MOST_NODES = 200_000
"""Words, lists and keys in one file."""

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)
BREAK = re.compile("\r\n|\r|\n")


class Refused(Exception):
    """The text cannot be read; `fault` says where and why."""

    def __init__(self, where: Where, says: str) -> None:
        self.fault = Fault(where, says)
        super().__init__(says)


class Composer:
    """The tree as it grows. Every method raises Refused at the first thing that is out of bounds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self._open: list[Items | Keys] = []
        self._waiting: list[Scalar | None] = []
        self._count = 0

    def word(self, word: Scalar) -> None:
        """The next word."""
        if not word.plain and CONTROL.search(word.text):
            raise self._refused(word, "a control character is hidden in this text: remove it")
        self._place(word)

    def enter(self, node: Items | Keys) -> None:
        """The next list or mapping begins."""
        self._place(node)
        self._open.append(node)
        self._waiting.append(None)
        if len(self._open) > DEEPEST:
            raise self._refused(node, f"nested more than {DEEPEST} levels deep: no case needs that")

    def leave(self) -> None:
        """The innermost list or mapping ends."""
        self._open.pop()
        self._waiting.pop()

    def _place(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise self._refused(node, f"more than {MOST_NODES:,} entries in one file")
        if not self._open:
            self.root = node
            return
        holder, key = self._open[-1], self._waiting[-1]
        if isinstance(holder, Items):
            holder.items.append(node)
        elif key is None:
            self._waiting[-1] = self._key(node)
        else:
            self._add(holder, key, node)
            self._waiting[-1] = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise self._refused(node, "a key has to be a word, not a list or a mapping")

    def _add(self, holder: Keys, key: Scalar, node: Node) -> None:
        first = holder.keys.setdefault(key.text, (key, node))[0]
        if first is not key:
            earlier = Where(self.file, first.line, first.column)
            says = f"the key '{key.text}' stands twice: first at {earlier}; keep one of them"
            self.faults.append(Fault(Where(self.file, key.line, key.column), says))

    def _refused(self, node: Node, says: str) -> Refused:
        return Refused(Where(self.file, node.line, node.column), says)


def guard_text(text: str, file: str) -> None:
    """Raises Refused for a text that is too long or holds control characters."""
    if len(text) > LONGEST:
        raise Refused(Where(file), f"the file is longer than {LONGEST:,} characters: split the case")
    bad = CONTROL.search(text)
    if bad:
        before = BREAK.split(text[: bad.start()])
        where = Where(file, len(before), len(before[-1]) + 1)
        raise Refused(
            where, f"an invisible control character (U+{ord(bad.group()):04X}) stands here: remove it"
        )
