"""In: a clause. Out: the words it is made to hang on, if any, and what kind of condition they are."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.proposals import ConditionKind
from detente.reading.tables import shapes
from detente.reading.trees import Tree

LONGEST = 4
"""Words in the longest phrase that opens a condition."""
NO_DEED = frozenset({"doubt", "delay", "exception", "reason", "question", "warning", "condition", "conditions", "preconditions",
                     "limits", "limit", "hesitation", "result", "success", "comment", "explanation", "prejudice", "fail"})  # fmt: skip
STOPS = frozenset({".", ";", ":", "?", "!", "''", "``"})


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
                return Hang(word, end, _kind(tree, word, end, first, last))
    return None


def _opens(tree: Tree, word: int, last: int) -> int:
    """How many words open a condition here; 0 if none does."""
    lower = tree.lower[word]
    for size in range(min(LONGEST, last - word + 1), 1, -1):
        if tree.phrase(word, word + size - 1) in shapes()["if_phrases"].phrases:
            return 0 if lower == "even" else size
    if lower == "if" and word and tree.lower[word - 1] in ("even", "as"):
        return 0
    if lower in ("once", "until", "till", "provided", "providing", "except"):
        return 1 if _heads_a_clause(tree, word) else 0
    if lower == "without":
        return 1 if tree.deps[word] == "prep" and _is_a_deed(tree, word) else 0
    if lower == "if":
        return 0 if _asks(tree, word) else 1
    if lower == "should" and tree.deps[word] == "aux" and _inverted(tree, word):
        return 1
    if lower == "were" and _were_to(tree, word):
        return 1
    return 1 if lower in ("unless", "lest") else 0


def _heads_a_clause(tree: Tree, word: int) -> bool:
    return tree.deps[word] in ("mark", "advmod", "prep") and word != tree.right[tree.heads[word]] and (
        tree.deps[word] != "advmod" or tree.deps[tree.heads[word]] in ("advcl", "ccomp", "pcomp")
    )  # fmt: skip


def _is_a_deed(tree: Tree, word: int) -> bool:
    """ "Without guarantees", but not "without doubt"."""
    noun = tree.child(word, "pobj", "pcomp")
    return noun is not None and tree.lower[noun] not in NO_DEED


def _asks(tree: Tree, word: int) -> bool:
    """ "Asked if": a question told, not a condition."""
    clause = tree.heads[word]
    governor = tree.heads[clause]
    return tree.deps[clause] == "ccomp" and tree.lower[governor] in (
        "asked",
        "ask",
        "know",
        "wonder",
        "see",
        "wondered",
        "unclear",
        "say",
    )


def _inverted(tree: Tree, word: int) -> bool:
    """ "Should Russia invade": the auxiliary before its subject."""
    subject = tree.subject(tree.heads[word])
    return subject is not None and word < tree.left[subject]


def _were_to(tree: Tree, word: int) -> bool:
    """ "Were they to test a weapon": the verb before its subject, with an infinitive after."""
    first = word == 0 or tree.tags[word - 1] in (",", "``", "_SP") or tree.sentence_of(word)[0] == word
    after = [tree.lower[one] for one in range(word + 1, min(word + 6, len(tree)))]
    return first and "to" in after


def _end(tree: Tree, word: int, size: int, first: int, last: int) -> int:
    """The last word of a condition that opens here: the end of its clause, or of the stretch before a comma."""
    head = tree.heads[word]
    if tree.deps[word] in ("prep", "dep") and tree.right[word] > word:
        end = tree.right[word]
    elif tree.left[head] >= word or tree.deps[head] in ("advcl", "ccomp", "pcomp", "acl", "conj"):
        end = tree.right[head] if tree.right[head] >= word else last
    else:
        end = last
    end = min(end, last)
    stop = next(
        (one for one in range(word + size, end + 1) if tree.tags[one] in STOPS or _attributes(tree, one)),
        end + 1,
    )
    if stop == end + 1 and word == first:
        stop = next(
            (one for one in range(word + size, end + 1) if tree.tags[one] == "," and one - word > 2),
            end + 1,
        )
    return _trimmed(tree, word, stop - 1)


def _attributes(tree: Tree, word: int) -> bool:
    """A comma before "he said"."""
    return (
        tree.tags[word] == ","
        and word + 2 < len(tree)
        and tree.lower[word + 2] in ("said", "says", "added", "told")
    )


def _trimmed(tree: Tree, first: int, last: int) -> int:
    while last > first and tree.tags[last] in (",", ".", ":", "''", "``", "_SP", "CC"):
        last -= 1
    return last


def _kind(tree: Tree, first: int, last: int, clause_first: int, clause_last: int) -> ConditionKind:
    opener = tree.phrase(first, min(first + 1, last))
    if tree.lower[first] in ("unless", "except", "without", "lest") or opener == "short of":
        return "exception"
    words = tree.phrase(first, last)
    if shapes()["reciprocal"].within(words) or words.startswith(("in return", "in exchange")):
        return "reciprocity"
    return "trigger"
