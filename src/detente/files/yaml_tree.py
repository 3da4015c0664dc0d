"""YAML text to nodes with places. Everything that could hurt is refused while the events arrive.

Refused before anything walks the tree: aliases and anchors, tags, a second document, more than
`DEEPEST` levels, more than `MOST_NODES` nodes, more than `LONGEST` characters, control characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from detente.errors import Fault, Where
from detente.files.nodes import Items, Keys, Node, Scalar

LONGEST = 2_000_000
DEEPEST = 40
MOST_NODES = 200_000

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)
BREAK = re.compile("\r\n|\r|\n")

SENTENCES = (
    (
        "mapping values are not allowed",
        "a second ': ' in one value: put the whole text in quotes, or mend the indentation",
    ),
    ("found character '\\t'", "a tab is used for indenting: use spaces"),
    ("that cannot start any token", "text cannot start with this character: put it in quotes"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed"),
    ("found unexpected document separator", "a quotation mark is opened and never closed"),
    (
        "expected ',' or",
        "a bracket is opened here and not closed where it should be, or a comma is missing",
    ),
    ("but found '<stream end>'", "the file ends before a bracket that was opened is closed"),
    (
        "but found '<scalar>'",
        "text follows a closing quotation mark, or this line is indented unlike those above",
    ),
    ("expected the node content", "a bracket or a comma stands here without its partner"),
    ("expected <block end>", "this line does not fit the indentation of the lines above it"),
    ("could not find expected ':'", "a ':' is missing after the key"),
    ("sequence entries are not allowed", "a list entry ('- ') cannot stand here: start it on a new line"),
    ("bad indentation", "this line does not fit the indentation of the lines above it"),
    ("found unknown escape character", "an unknown escape (\\...) in double quotes: use single quotes"),
)
"""What the parser says, and what a person can do about it."""

AT_CONTEXT = (
    "found unexpected end of stream",
    "found unexpected document separator",
    "expected ',' or",
    "could not find",
)
"""Problems whose cause is where the construct was opened, not where the parser gave up."""


class Refused(Exception):
    """The text cannot be read; `fault` says where and why."""

    def __init__(self, where: Where, says: str) -> None:
        self.fault = Fault(where, says)
        super().__init__(says)


class _Composer:
    """Nodes from events, with a stack of its own so that nesting cannot exhaust Python's."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.open: list[Items | Keys] = []
        self.waiting: list[Scalar | None] = []
        self.count = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        """One event of the parser. Raises Refused."""
        self._guard(event)
        if isinstance(event, ScalarEvent):
            self._place(self._scalar(event))
        elif isinstance(event, SequenceStartEvent):
            self._enter(Items(*_place_of(event)))
        elif isinstance(event, MappingStartEvent):
            self._enter(Keys(*_place_of(event)))
        elif self.open and type(event).__name__ in ("SequenceEndEvent", "MappingEndEvent"):
            self.open.pop()
            self.waiting.pop()

    def _guard(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(event, "a second document starts here: a file holds one, so remove the '---'")
        if isinstance(event, AliasEvent):
            self._refuse(
                event, f"'*{event.anchor}' is an alias, which is not used here: write it out or quote it"
            )
        if getattr(event, "anchor", None) is not None:
            self._refuse(
                event, f"'&{event.anchor}' is an anchor, which is not used here: remove it or quote it"
            )
        if _tag_of(event):
            self._refuse(
                event, f"'{_tag_of(event)}' is a tag, which is not used here: remove it or quote it"
            )

    def _refuse(self, event: Any, says: str) -> NoReturn:
        raise Refused(Where(self.file, *_place_of(event)), says)

    def _scalar(self, event: Any) -> Scalar:
        word = Scalar(*_place_of(event), event.value, event.style is None or event.style == "")
        if not word.plain and CONTROL.search(word.text):
            self._refuse(event, "a control character is hidden in this text: remove it")
        return word

    def _enter(self, node: Items | Keys) -> None:
        self._place(node)
        self.open.append(node)
        self.waiting.append(None)
        if len(self.open) > DEEPEST:
            where = Where(self.file, node.line, node.column)
            raise Refused(where, f"nested more than {DEEPEST} levels deep: no case needs that")

    def _place(self, node: Node) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise Refused(
                Where(self.file, node.line, node.column), f"more than {MOST_NODES:,} entries in one file"
            )
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if isinstance(holder, Items):
            holder.items.append(node)
        elif self.waiting[-1] is None:
            self.waiting[-1] = self._key(node)
        else:
            self._add(holder, self.waiting[-1], node)
            self.waiting[-1] = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise Refused(
            Where(self.file, node.line, node.column), "a key has to be a word, not a list or a mapping"
        )

    def _add(self, holder: Keys, key: Scalar, node: Node) -> None:
        first = holder.keys.setdefault(key.text, (key, node))[0]
        if first is not key:
            earlier = Where(self.file, first.line, first.column)
            says = f"the key '{key.text}' stands twice: first at {earlier}; keep one of them"
            self.faults.append(Fault(Where(self.file, key.line, key.column), says))


def read_yaml(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The text as nodes, with the faults of its form. No node if it is empty or cannot be read."""
    try:
        guard_text(text, file)
        composer = _Composer(file)
        for event in _events(text, file):
            composer.take(event)
    except Refused as refused:
        return None, (refused.fault,)
    return composer.root, tuple(composer.faults)


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


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise _syntax(error, file) from None
    except Exception as error:  # on odd text the parser lets its own IndexError, OverflowError ... through
        raise Refused(Where(file), f"this cannot be read as YAML ({type(error).__name__})") from None


def _syntax(error: MarkedYAMLError, file: str) -> Refused:
    problem = str(error.problem or error.context or "")
    mark = error.problem_mark or error.context_mark
    if problem.startswith(AT_CONTEXT) and error.context_mark:
        mark = error.context_mark
    where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
    for start, sentence in SENTENCES:
        if start in problem:
            return Refused(where, sentence)
    return Refused(where, f"this is not valid YAML: {problem}")


def _place_of(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _tag_of(event: Any) -> str:
    tag = getattr(event, "tag", None) or getattr(event, "ctag", None)
    return str(tag) if tag else ""
