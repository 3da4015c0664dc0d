"""In: a clause. Out: what it hangs on outside its own words, or what its own words make a condition of.

"Until they leave, he said, we will not talk", "it could begin, he added, provided they stopped", "lift the
sanctions, and we will open the sites", "any attack would be answered".
"""

from __future__ import annotations

from detente.reading.asking import is_command
from detente.reading.conditions import Hang, condition_of, opens, trimmed
from detente.reading.grammar import MODALS
from detente.reading.tables import shapes
from detente.reading.trees import Tree


def hang_of(tree: Tree, first: int, last: int) -> Hang | None:
    """What a clause hangs on: words of its own, else words beside it in its sentence."""
    return condition_of(tree, first, last) or _in_front(tree, first) or _behind(tree, last)


def _in_front(tree: Tree, first: int) -> Hang | None:
    """ "Until they are answered, he said, the agency cannot": before the clause, with a voice between."""
    begin = tree.sentence_of(first)[0]
    while begin < first and not tree.words[begin][:1].isalpha():
        begin += 1
    hang = condition_of(tree, begin, first - 1) if begin < first else None
    if hang is None or hang.first > begin + 1 or not _only_a_voice(tree, hang.last + 1, first - 1):
        return None
    return hang


def _behind(tree: Tree, last: int) -> Hang | None:
    """ "It could begin, he said, provided they stopped": behind the clause, with a voice between."""
    end = tree.sentence_of(last)[1] - 1
    for word in range(last + 1, end + 1):
        size = opens(tree, word, end)
        if size:
            hang = condition_of(tree, word, end)
            return hang if hang is not None and _only_a_voice(tree, last + 1, word - 1) else None
    return None


def _only_a_voice(tree: Tree, first: int, last: int) -> bool:
    """True if no clause stands there that has a subject of its own, but for words of saying."""
    said = shapes()["said_aside"].words | shapes()["attributing"].words
    return not any(
        tree.is_verb(word) and tree.subject(word) is not None and tree.lower[word] not in said
        for word in range(first, last + 1)
    )


def granted(tree: Tree, head: int) -> int | None:
    """The clause that is granted for another: "lift the sanctions, and we will open the sites"."""
    asks = is_command(tree, head) or (tree.lower[head] == "let" and tree.child(head, "ccomp") is not None)
    if not asks:
        return None
    below = tree.child(head, "ccomp")
    heads = (head,) if below is None else (head, below)
    given = (kid for one in heads for kid in tree.children(one, "conj", "ccomp") if kid > one)
    return next((one for one in given if _is_promised(tree, one)), None)


def _is_promised(tree: Tree, clause: int) -> bool:
    """A clause with "will" and a subject of its own, behind "and" or "then"."""
    subject = tree.subject(clause)
    modal = any(tree.lower[kid] in MODALS for kid in tree.children(clause, "aux"))
    if subject is None or not modal:
        return False
    before = tree.lower[max(0, tree.left[subject] - 2) : tree.left[subject]]
    return "and" in before or "then" in before


def asked_before(tree: Tree, head: int, clause: int) -> Hang:
    """The words that ask for something, before the clause that is granted for it."""
    subject = tree.subject(clause) or clause
    first = tree.left[head]
    while first < head and not tree.words[first][:1].isalpha():
        first += 1
    return Hang(first, trimmed(tree, first, tree.left[subject] - 1), "reciprocity")


def event_in(tree: Tree, head: int, verb: int) -> Hang | None:
    """ "Any attack would be answered", "they will answer every launch": the event that a threat hangs on."""
    subject = tree.subject(head)
    if subject is not None and _is_an_event(tree, subject):
        return Hang(tree.left[subject], trimmed(tree, tree.left[subject], tree.right[subject]), "trigger")
    for preposition in tree.children(verb, "prep"):
        noun = tree.child(preposition, "pobj")
        if noun is not None and tree.lower[preposition] in AT and _is_an_event(tree, noun):
            return Hang(tree.left[noun], trimmed(tree, tree.left[noun], tree.right[noun]), "trigger")
    return None


AT = ("to", "against", "on", "upon")
"""Before what a threat answers: "will answer to any attack", "will fire on any ship"."""


def _is_an_event(tree: Tree, noun: int) -> bool:
    """ "Any new incursion", "a seventh test", "such a move", "further attempts"."""
    return tree.is_noun(noun) and any(
        tree.lower[word] in shapes()["any_event"] for word in range(tree.left[noun], noun)
    )
