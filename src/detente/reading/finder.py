"""Phrases and a text in; every place where one of them stands out, the longest first: a trie over words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from detente.reading.inflection import stem

T = TypeVar("T")
WORD = re.compile(r"[^\W_]+")
MARKED = re.compile(r"=?[^\W_]+")
SPACE = re.compile(r"\s+")
PARAGRAPH = re.compile(r"\s*\n[^\S\n]*\n\s*")
PLAIN_GAPS = frozenset({" ", "-", "'", ".", ", "})
LOOSE = " -/'\"“”"
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "−": "-", "\xad": None})


def word_set(*listed: str) -> frozenset[str]:
    """A set of words, written as lines of words with spaces between them."""
    return frozenset(" ".join(listed).split())


class Token(NamedTuple):
    """A word of a text: where it stands, the word, and what stands between it and the word before."""

    start: int
    end: int
    word: str
    gap: str


@lru_cache(maxsize=16)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in order. White space counts as one space, unless a line is empty."""
    made, last = [], 0
    for found in WORD.finditer(text):
        start, end = found.span()
        gap = text[last:start]
        made.append(Token(start, end, found.group(), gap if gap in PLAIN_GAPS else _plain(gap)))
        last = end
    return tuple(made)


def _plain(gap: str) -> str:
    paragraphs = PARAGRAPH.split(gap)
    return "\n\n".join(SPACE.sub(" ", part) for part in paragraphs).translate(TYPOGRAPHY)


@dataclass
class _Node(Generic[T]):
    next: dict[str, _Node[T]] = field(default_factory=dict)
    ends: list[tuple[str, T]] = field(default_factory=list)
    """What the phrase that ends here stands for, with the signs after its last word: the dot of "U.S."."""


class Found(NamedTuple, Generic[T]):
    """A phrase found: its place in the text, its words' positions and what it stands for."""

    start: int
    end: int
    first: int
    last: int
    what: T


Steps = tuple[tuple[str, ...], str]
"""The words of a phrase as keys, each after the first with the gap before it; the signs after the last."""


class Phrase(NamedTuple, Generic[T]):
    """A phrase to be found: the key of its first word, what it stands for, and what takes it apart."""

    first: str
    words: str
    what: T
    apart: Callable[[str], Steps]


def exact(phrase: str, what: T) -> Phrase[T]:
    """A phrase found as it is written, letter by letter."""
    first = phrase.partition(" ")[0]
    return Phrase(first if first.isalnum() else tokens(phrase)[0].word, phrase, what, _as_written)


def inflected(phrase: str, what: T) -> Phrase[T]:
    """A phrase found in every form of its words; a word marked "=" in that form only."""
    lower = phrase.lower()
    first = lower.partition(" ")[0]
    return Phrase(stem(first) if first.isalnum() else _keys(lower)[0], lower, what, _as_keys)


def _as_written(phrase: str) -> Steps:
    parts = tokens(phrase)
    steps = tuple(part.gap + part.word if index else part.word for index, part in enumerate(parts))
    return steps, phrase[parts[-1].end :]


def _as_keys(phrase: str) -> Steps:
    first, *others = _keys(phrase)
    return (first, *(" " + key for key in others)), ""


def _keys(phrase: str) -> list[str]:
    return [word if word.startswith("=") else stem(word) for word in MARKED.findall(phrase)]


class Finder(Generic[T]):
    """A set of phrases, ready to be found. A phrase is taken apart when a text has its first word.

    keys   what a word of the text may stand for in a phrase: itself, or its stem
    loose  a hyphen, a slash or a quotation mark between two words is as good as a space
    """

    def __init__(
        self, phrases: Iterable[Phrase[T]], keys: Callable[[str], tuple[str, ...]], *, loose: bool = False
    ) -> None:
        self._phrases: dict[str, list[Phrase[T]]] = {}
        self._roots: dict[str, _Node[T]] = {}
        self._keys = keys
        self._loose = loose
        for phrase in phrases:
            self._phrases.setdefault(phrase.first, []).append(phrase)

    def longest(self, text: str, words: Sequence[Token]) -> Iterator[Found[T]]:
        """Phrases that do not overlap, from left to right, the longest at each place, in each meaning."""
        free = 0
        for index, nodes in self._starts(words):
            if index >= free:
                found = self._from(text, words, index, nodes)
                most = max((one.end for one in found), default=0)
                taken = [one for one in found if one.end == most]
                free = taken[0].last + 1 if taken else free
                yield from taken

    def all(self, text: str, words: Sequence[Token]) -> Iterator[Found[T]]:
        """Every phrase at every place, overlapping or not."""
        for index, nodes in self._starts(words):
            yield from self._from(text, words, index, nodes)

    def _starts(self, words: Sequence[Token]) -> Iterator[tuple[int, list[_Node[T]]]]:
        known, keys = self._phrases, self._keys
        for index, token in enumerate(words):
            nodes = [self._root(key) for key in keys(token.word) if key in known]
            if nodes:
                yield index, nodes

    def _root(self, first: str) -> _Node[T]:
        """The tree of the phrases with this first word."""
        if first not in self._roots:
            self._roots[first] = _tree(self._phrases[first])
        return self._roots[first]

    def _from(self, text: str, words: Sequence[Token], first: int, nodes: list[_Node[T]]) -> list[Found[T]]:
        found: list[Found[T]] = []
        index = first
        while nodes:
            for node in nodes:
                if node.ends:
                    found.extend(_ended(text, words, first, index, node))
            index += 1
            nodes = self._step(nodes, words[index]) if index < len(words) else []
        return found

    def _step(self, nodes: list[_Node[T]], token: Token) -> list[_Node[T]]:
        gap = " " if self._loose and not token.gap.strip(LOOSE) else token.gap
        steps = [gap + key for key in self._keys(token.word)]
        return [node.next[step] for node in nodes for step in steps if step in node.next]


def _tree(phrases: Iterable[Phrase[T]]) -> _Node[T]:
    root: _Node[T] = _Node()
    for phrase in phrases:
        (_, *steps), tail = phrase.apart(phrase.words)
        node = root
        for step in steps:
            node = node.next.setdefault(step, _Node())
        node.ends.append((tail, phrase.what))
    return root


def _ended(text: str, words: Sequence[Token], first: int, last: int, node: _Node[T]) -> Iterator[Found[T]]:
    end = words[last].end
    for tail, what in node.ends:
        if text.startswith(tail, end):
            yield Found(words[first].start, end + len(tail), first, last, what)
