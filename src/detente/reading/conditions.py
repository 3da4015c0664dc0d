"""In: a clause. Out: the words it is made to hang on, if any, and what kind of condition they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from detente.case.proposals import ConditionKind
from detente.reading.tables import shapes
from detente.reading.trees import Tree

LONGEST = 4
"""Words in the longest phrase that opens a condition."""
STOPS = frozenset({".", ";", ":", "?", "!", "''", "``"})
EDGES = frozenset({",", ".", ":", "''", "``", "_SP", "CC"})
OPENERS = frozenset({"once", "until", "till", "provided", "providing", "except"})
"""Words that open a condition where they stand before a clause."""


@dataclass(frozen=True)
class Hang:
    """A condition: first and last word, and its kind."""

    first: int
    last: int
    kind: ConditionKind


def condition_of(tree: Tree, first: int, last: int) -> Hang | None:
    """The first condition that opens between two words of a clause, both included."""
    for word in range(first, last + 1):
        size = _opens(tree, word, last)
        if size:
            end = _end(tree, word, size, first, last)
            if end - word >= size:
                return Hang(word, end, _kind(tree, word, end))
    return None


def _opens(tree: Tree, word: int, last: int) -> int:
    """How many words open a condition here; 0 if none does."""
    lower = tree.lower[word]
    size = _phrase_of(tree, word, last)
    if size:
        return 0 if lower == "even" else size
    opens = _SINGLE.get(lower)
    return 1 if opens is not None and opens(tree, word) else 0


def _phrase_of(tree: Tree, word: int, last: int) -> int:
    """The words of the longest phrase that opens a condition: "on condition that"."""
    phrases = shapes()["if_phrases"]
    if tree.lower[word] not in _first_words():
        return 0
    sizes = range(min(LONGEST, last - word + 1), 1, -1)
    return next((size for size in sizes if tree.phrase(word, word + size - 1) in phrases.phrases), 0)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in shapes()["if_phrases"].phrases)


def _is_if(tree: Tree, word: int) -> bool:
    """ "If", but not "even if", "as if" or "asked if"."""
    return not (word and tree.lower[word - 1] in ("even", "as")) and not _asks(tree, word)


def _heads_a_clause(tree: Tree, word: int) -> bool:
    head = tree.heads[word]
    if word == tree.right[head]:
        return False
    if tree.deps[word] == "advmod":
        return tree.deps[head] in ("advcl", "ccomp", "pcomp")
    return tree.deps[word] in ("mark", "prep")


def _is_a_deed(tree: Tree, word: int) -> bool:
    """ "Without guarantees", but not "without doubt"."""
    noun = tree.child(word, "pobj", "pcomp") if tree.deps[word] == "prep" else None
    return noun is not None and tree.lower[noun] not in shapes()["no_deed"]


def _asks(tree: Tree, word: int) -> bool:
    """ "Asked if": a question told, not a condition."""
    clause = tree.heads[word]
    return tree.deps[clause] == "ccomp" and tree.lower[tree.heads[clause]] in shapes()["asking"]


def _inverted(tree: Tree, word: int) -> bool:
    """ "Should Russia invade": the auxiliary before its subject."""
    subject = tree.subject(tree.heads[word]) if tree.deps[word] == "aux" else None
    return subject is not None and word < tree.left[subject]


def _were_to(tree: Tree, word: int) -> bool:
    """ "Were they to test a weapon": the verb before its subject, with an infinitive after."""
    first = word == 0 or tree.tags[word - 1] in (",", "``", "_SP") or tree.sentence_of(word)[0] == word
    return first and "to" in tree.lower[word + 1 : word + 6]


def _always(tree: Tree, word: int) -> bool:
    return True


_SINGLE: Mapping[str, Callable[[Tree, int], bool]] = {
    **dict.fromkeys(OPENERS, _heads_a_clause),
    "without": _is_a_deed,
    "if": _is_if,
    "should": _inverted,
    "were": _were_to,
    "unless": _always,
    "lest": _always,
}
"""Single words that may open a condition, and what tells whether one does."""


def _end(tree: Tree, word: int, size: int, first: int, last: int) -> int:
    """The last word of a condition that opens here: of its clause, or of the stretch before a comma."""
    end = min(_clause_end(tree, word, last), last)
    rest = range(word + size, end + 1)
    stop = next((one for one in rest if tree.tags[one] in STOPS or _attributes(tree, one)), None)
    if stop is None and word == first:
        stop = next((one for one in rest if tree.tags[one] == "," and one - word > 2), None)
    return _trimmed(tree, word, end if stop is None else stop - 1)


def _clause_end(tree: Tree, word: int, last: int) -> int:
    head = tree.heads[word]
    if tree.deps[word] in ("prep", "dep") and tree.right[word] > word:
        return tree.right[word]
    below = tree.left[head] >= word or tree.deps[head] in ("advcl", "ccomp", "pcomp", "acl", "conj")
    return tree.right[head] if below and tree.right[head] >= word else last


def _attributes(tree: Tree, word: int) -> bool:
    """A comma before "he said"."""
    says = shapes()["attributing"]
    return tree.tags[word] == "," and word + 2 < len(tree) and tree.lower[word + 2] in says


def _trimmed(tree: Tree, first: int, last: int) -> int:
    while last > first and tree.tags[last] in EDGES:
        last -= 1
    return last


def _kind(tree: Tree, first: int, last: int) -> ConditionKind:
    opener = tree.phrase(first, min(first + 1, last))
    if tree.lower[first] in ("unless", "except", "without", "lest") or opener == "short of":
        return "exception"
    words = tree.phrase(first, last)
    if shapes()["reciprocal"].within(words) or words.startswith(("in return", "in exchange")):
        return "reciprocity"
    return "trigger"
