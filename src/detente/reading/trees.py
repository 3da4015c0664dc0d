"""In: a parsed text. Out: its words and their dependencies as plain lists, and the few walks that reading needs.

Lists instead of the parser's objects: the rules ask for a word's children some hundred times a
sentence, and a list answers ten times faster. Words are named by their position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

CLAUSAL = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"}
)
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


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
        if any(self.deps[kid] == "neg" or self.lower[kid] in NEGATIONS for kid in self.kids[word]):
            return True
        if any(
            self.lower[kid] == "longer" and "no" in (self.lower[one] for one in self.kids[kid])
            for kid in self.kids[word]
        ):
            return True
        # "neither accused X nor demanded Y"
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

    def sentence_of(self, word: int) -> tuple[int, int]:
        """(first word, one past the last) of the sentence it stands in."""
        return next(sent for sent in self.sents if sent[0] <= word < sent[1])

    def first_at(self, offset: int) -> int:
        """The first word that starts at or after a code point; the number of words if there is none."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def phrase(self, first: int, last: int) -> str:
        """The words from one to another, joined by a space, in lower case."""
        return " ".join(self.lower[first : last + 1])


NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


def tree_of(parsed: Any, offset: int) -> Tree:
    """A parser's document as a tree; its first character stands at `offset` of the document's text."""
    count = len(parsed)
    heads = [token.head.i for token in parsed]
    kids: list[list[int]] = [[] for _ in range(count)]
    for word, head in enumerate(heads):
        if head != word:
            kids[head].append(word)
    sents = tuple((sent.start, sent.end) for sent in parsed.sents)
    left, right = _edges(heads, sents)
    starts = tuple(token.idx + offset for token in parsed)
    return Tree(
        starts=starts,
        ends=tuple(start + len(token) for start, token in zip(starts, parsed, strict=True)),
        words=tuple(token.text for token in parsed),
        lower=tuple(token.lower_ for token in parsed),
        tags=tuple(token.tag_ for token in parsed),
        deps=tuple(token.dep_ for token in parsed),
        heads=tuple(heads),
        kids=tuple(tuple(one) for one in kids),
        left=left,
        right=right,
        sents=sents,
        index={start: word for word, start in enumerate(starts)},
    )


def _edges(heads: list[int], sents: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    left, right = list(range(len(heads))), list(range(len(heads)))
    for first, end in sents:
        changed = True
        while changed:
            changed = False
            for word in range(first, end):
                head = heads[word]
                if left[word] < left[head]:
                    left[head], changed = left[word], True
                if right[word] > right[head]:
                    right[head], changed = right[word], True
    return tuple(left), tuple(right)
