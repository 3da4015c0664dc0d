"""In: a clause. Out: the words it is made to hang on, if any, and what kind of condition they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from detente.case.proposals import ConditionKind
from detente.reading.forms import no_noun, no_subject
from detente.reading.grammar import MODALS
from detente.reading.tables import shapes
from detente.reading.trees import Tree

VOICE = 9
"""Words in which a voice is looked for behind a comma."""
PAST = frozenset({"was", "were", "had", "did"})
LONGEST = 5
"""Words in the longest phrase that opens a condition."""
STOPS = frozenset({".", ";", ":", "?", "!", "''", "``"})
EDGES = frozenset({",", ".", ":", "''", "``", "_SP", "CC"})
OPENERS = frozenset({"once", "provided", "providing", "except", "assuming", "supposing"})
"""Words that open a condition where they stand before a clause."""
PERFECT = frozenset({"has", "have", "had", "is", "are", "'s", "'ve"})
"""Auxiliaries of what is to have happened: "when they have left"."""


@dataclass(frozen=True)
class Hang:
    """A condition: first and last word, and its kind."""

    first: int
    last: int
    kind: ConditionKind


def condition_of(tree: Tree, first: int, last: int) -> Hang | None:
    """The first condition that opens between two words of a clause, both included."""
    for word in range(first, last + 1):
        size = opens(tree, word, last)
        if size:
            end = _end(tree, word, size, first, last)
            if end - word >= size:
                return Hang(word, end, _kind(tree, word, end))
    return None


def opens(tree: Tree, word: int, last: int) -> int:
    """How many words open a condition here; 0 if none does."""
    lower = tree.lower[word]
    size = _phrase_of(tree, word, last)
    if size:
        return size if _is_no_idiom(tree, word, size) else 0
    test = _SINGLE.get(lower)
    return 1 if test is not None and test(tree, word) else 0


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
    """ "If", but not "even if", "as if", "asked if" or "if you ask me"."""
    aside = any(tree.phrase(word, word + size) in shapes()["if_asides"].phrases for size in range(1, 5))
    return not aside and not (word and tree.lower[word - 1] in ("even", "as")) and not _asks(tree, word)


def _is_no_idiom(tree: Tree, word: int, size: int) -> bool:
    """False for "even if", "nothing short of", and "as long as the talks go on", which is a duration."""
    lower = tree.lower[word]
    if lower == "even":
        return False
    if lower == "short":
        return word == 0 or tree.tags[word - 1] in EDGES or tree.sentence_of(word)[0] == word
    return not (tree.phrase(word, word + size - 1).endswith("long as") and _lasts(tree, word + size))


def _lasts(tree: Tree, word: int) -> bool:
    """ "These talks continue": how long, not what for."""
    clause = next((one for one in range(word, min(word + 6, len(tree))) if tree.is_verb(one)), None)
    subject = tree.subject(clause) if clause is not None else None
    if clause is None or subject is None:
        return False
    lasting = tree.lower[clause] in shapes()["lasting"]
    return lasting and tree.lower[subject] in shapes()["institutions"]


def _until(tree: Tree, word: int) -> bool:
    """ "Until they leave", but not "until Friday"."""
    if not _heads_a_clause(tree, word):
        return False
    noun = tree.child(word, "pobj")
    if noun is None:
        return True
    words = tree.phrase(tree.left[noun], tree.right[noun])
    return not shapes()["times"].within(words) and not any(letter.isdigit() for letter in words)


def _not_until(tree: Tree, word: int) -> bool:
    """ "Will not talk while the drills go on", "no sanction may be lifted before they have left"."""
    clause = tree.heads[word]
    main = tree.heads[clause]
    if tree.deps[word] not in ("mark", "advmod") or tree.deps[clause] not in ("advcl", "ccomp"):
        return False
    return tree.subject(clause) is not None and _is_shut(tree, main)


def _is_shut(tree: Tree, main: int) -> bool:
    """True for what will not be, or is hard to think of."""
    judged = tree.child(main, "acomp")
    hard = judged is not None and tree.lower[judged] in ("hard", "difficult", "impossible")
    return hard or tree.negated(main) or no_subject(tree, main) or no_noun(tree, main)


def _when(tree: Tree, word: int) -> bool:
    """ "Will leave when they have left", "we stop when they stop": what is to have happened first."""
    if _not_until(tree, word):
        return True
    clause = tree.heads[word]
    main = tree.heads[clause]
    if tree.deps[clause] == "advcl" and main < clause and tree.lower[main] == tree.lower[clause]:
        return tree.tags[main] in ("VBP", "VBZ", "VB")
    if tree.deps[clause] != "advcl" or tree.subject(clause) is None or clause < main:
        return False
    modal = any(tree.lower[kid] in MODALS for kid in tree.children(main, "aux"))
    perfect = any(tree.lower[kid] in PERFECT for kid in tree.children(clause, "aux", "auxpass"))
    return modal and perfect and tree.tags[clause] == "VBN"


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
    if noun is None or tree.lower[noun] in shapes()["no_deed"] or tree.tags[noun] == "PRP":
        return False
    return _is_open(tree, word)


def _is_open(tree: Tree, word: int) -> bool:
    """True under a clause of what could be or will not be; what was done "without permission" was done."""
    main = word
    while tree.heads[main] != main and not (tree.is_verb(main) and tree.subject(main) is not None):
        main = tree.heads[main]
    modal = any(tree.lower[kid] in MODALS for kid in tree.children(main, "aux"))
    return modal or _is_shut(tree, main) or (tree.lower[main] not in PAST and tree.tags[main] != "VBD")


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
    return (
        first and "to" in tree.lower[word + 1 : word + 6] and tree.tags[word + 1] not in ("JJ", "VBN", "TO")
    )


def _always(tree: Tree, word: int) -> bool:
    return True


_SINGLE: Mapping[str, Callable[[Tree, int], bool]] = {
    **dict.fromkeys(OPENERS, _heads_a_clause),
    **dict.fromkeys(("until", "till"), _until),
    **dict.fromkeys(("while", "before"), _not_until),
    **dict.fromkeys(("when", "after"), _when),
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
    stop = next(
        (
            one
            for one in rest
            if tree.tags[one] in STOPS or tree.lower[one] == "whether" or _goes_on(tree, word, one)
        ),
        None,
    )
    if stop is None and word == first:
        stop = next((one for one in rest if tree.tags[one] == "," and one - word > 2), None)
    return trimmed(tree, word, end if stop is None else stop - 1)


def _clause_end(tree: Tree, word: int, last: int) -> int:
    head = tree.heads[word]
    if tree.deps[word] in ("prep", "dep") and tree.right[word] > word:
        return tree.right[word]
    below = tree.left[head] >= word or tree.deps[head] in ("advcl", "ccomp", "pcomp", "acl", "conj")
    return tree.right[head] if below and tree.right[head] >= word else last


def _goes_on(tree: Tree, opener: int, word: int) -> bool:
    """A comma before "he said", or before "and" with a clause that is no part of the condition."""
    if tree.tags[word] != ",":
        return False
    if tree.lower[min(word + 1, len(tree) - 1)] in ("and", "but", "then"):
        return not _is_within(tree, opener, word)
    says = shapes()["attributing"].words | shapes()["said_aside"].words
    ahead = range(word + 1, min(word + VOICE, len(tree)))
    said = next((one for one in ahead if tree.is_verb(one) or tree.tags[one] == ","), None)
    return said is not None and said > word + 1 and tree.lower[said] in says


def _is_within(tree: Tree, opener: int, comma: int) -> bool:
    """True if the clause behind a comma hangs on one between the opener and the comma."""
    verb = next((one for one in range(comma + 1, tree.sentence_of(comma)[1]) if tree.is_verb(one)), None)
    return verb is None or any(opener < one < comma for one in _above(tree, verb) if tree.is_verb(one))


def _above(tree: Tree, word: int) -> list[int]:
    found = list[int]()
    while tree.heads[word] != word:
        word = tree.heads[word]
        found.append(word)
    return found


def trimmed(tree: Tree, first: int, last: int) -> int:
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
