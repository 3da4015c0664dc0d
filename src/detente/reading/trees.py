"""In: a parsed text. Out: its words and their dependencies as plain lists, with the few walks needed.

Lists instead of the parser's objects: the rules ask for a word's children some hundred times a
sentence, and a list answers ten times faster. Words are named by their position.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.reading.grammar import NEGATIONS

WHITE = "_SP"
"""Tag of white space."""


@dataclass(frozen=True)
class Tree:
    """The words of one block of text.

    starts, ends   code points in the document
    lower, tags    lower-cased words and Penn Treebank tags
    deps, heads    relation to, and position of, the word each depends on (itself at a root)
    kids           the words that depend on each, in order
    left, right    first and last word of each word's subtree
    sents          (first word, one past the last) of each sentence
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    kids: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    sents: tuple[tuple[int, int], ...]
    index: dict[int, int] = field(repr=False, default_factory=dict)
    """Position of the word that starts at a code point."""

    def __len__(self) -> int:
        return len(self.words)

    def children(self, word: int, *deps: str) -> list[int]:
        """The words that depend on this one, of these relations; all if none is named."""
        if not deps:
            return list(self.kids[word])
        return [kid for kid in self.kids[word] if self.deps[kid] in deps]

    def child(self, word: int, *deps: str) -> int | None:
        """The first such word, or None."""
        for kid in self.kids[word]:
            if self.deps[kid] in deps:
                return kid
        return None

    def subject(self, word: int) -> int | None:
        """The subject of a clause's head, or None."""
        return self.child(word, "nsubj", "nsubjpass")

    def subtree(self, word: int) -> Iterator[int]:
        """The word and everything under it, in no order."""
        waiting = [word]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(self.kids[one])

    def conjuncts(self, word: int) -> list[int]:
        """The word and what is coordinated with it, in order."""
        found = [word]
        for one in found:
            found.extend(kid for kid in self.kids[one] if self.deps[kid] == "conj")
        return found

    def negated(self, word: int) -> bool:
        """True if a "not", "never" or "no longer" stands with it."""
        return any(self._negates(kid) for kid in self.kids[word]) or self._after_nor(word)

    def _negates(self, word: int) -> bool:
        if self.deps[word] == "neg":
            return True
        if self.lower[word] in NEGATIONS:
            return self.deps[word] != "intj"
        return self.lower[word] == "longer" and any(self.lower[kid] == "no" for kid in self.kids[word])

    def _after_nor(self, word: int) -> bool:
        """ "Demanded" in "neither accused X nor demanded Y"."""
        head = self.heads[word]
        return self.deps[word] == "conj" and any(
            self.lower[kid] == "nor" and head < kid < word for kid in self.kids[head]
        )

    def is_verb(self, word: int) -> bool:
        """True for a verb or an auxiliary, by its tag."""
        return self.tags[word][:2] in ("VB", "MD")

    def is_noun(self, word: int) -> bool:
        """True for a noun, by its tag."""
        return self.tags[word][:2] == "NN"

    def is_plural(self, word: int) -> bool:
        """True for a noun in the plural, by its tag."""
        return self.tags[word] in ("NNS", "NNPS")

    def is_marked(self, word: int, *openers: str) -> bool:
        """True for a clause that one of these words opens: "that", "if", "so"."""
        return any(self.deps[kid] == "mark" and self.lower[kid] in openers for kid in self.kids[word])

    def sentence_of(self, word: int) -> tuple[int, int]:
        """(first word, one past the last) of the sentence it stands in."""
        return self.sents[bisect_right(self.sents, word, key=lambda sent: sent[0]) - 1]

    def root_of(self, first: int, end: int) -> int:
        """The first root of a sentence; its first word if it has none."""
        return next((word for word in range(first, end) if self.heads[word] == word), first)

    def first_at(self, offset: int) -> int:
        """The first word that starts at or after a code point; the number of words if there is none."""
        return bisect_left(self.starts, offset)

    def phrase(self, first: int, last: int) -> str:
        """The words from one to another, joined by a space, in lower case."""
        return " ".join(self.lower[first : last + 1])

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Code points from the start of one word to the end of another."""
        return self.starts[first], self.ends[last]


def tree_of(parsed: Any, offset: int) -> Tree:
    """A parser's document as a tree; its first character stands at `offset` of the document's text."""
    tokens = list(parsed)
    heads = [token.head.i for token in tokens]
    left, right = _edges(heads)
    starts = tuple(token.idx + offset for token in tokens)
    words = tuple(token.text for token in tokens)
    return Tree(
        starts=starts,
        ends=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        words=words,
        lower=tuple(token.lower_ for token in tokens),
        tags=tuple(WHITE if token.is_space else token.tag_ for token in tokens),
        deps=tuple(token.dep_ for token in tokens),
        heads=tuple(heads),
        kids=_kids(heads),
        left=left,
        right=right,
        sents=tuple((sent.start, sent.end) for sent in parsed.sents),
        index={start: word for word, start in enumerate(starts)},
    )


def _kids(heads: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    kids: list[list[int]] = [[] for _ in heads]
    for word, head in enumerate(heads):
        if head != word:
            kids[head].append(word)
    return tuple(tuple(one) for one in kids)


def _edges(heads: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last word under each word: each is passed up until a head has a further one already."""
    left, right = list(range(len(heads))), list(range(len(heads)))
    for word, head in enumerate(heads):
        above = head
        while left[above] > word:
            left[above], above = word, heads[above]
        above = head
        while right[above] < word:
            right[above], above = word, heads[above]
    return tuple(left), tuple(right)
