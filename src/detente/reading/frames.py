"""In: a clause. Out: if it says by a noun or a fixed phrase that somebody says something: who, and what clause.

"X's answer is that", "it is X's view that", "X left no doubt that", "X gave us to understand that".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.nouns import noun_stance, owner_of
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import Passage

BEING = ("is", "was", "remains", "remained", "'s", "has been", "been", "be")
CLAUSES = ("ccomp", "acl", "relcl")
OF = ("of", "from", "by")


@dataclass(frozen=True)
class Frame:
    """Who says it, the word that says so, and the clause that is said."""

    source: int
    cue: int
    content: int


def frame_of(passage: Passage, head: int) -> Frame | None:
    """The frame of saying that a clause is, if it is one."""
    if passage.tree.negated(head):
        return None
    rules = (_noun_is, _what_is_said_is, _it_is_the_view, _is_sure, _by_phrase)
    return next((frame for rule in rules if (frame := rule(passage, head)) is not None), None)


def _noun_is(passage: Passage, head: int) -> Frame | None:
    """ "Moscow's answer is that"."""
    tree = passage.tree
    noun, content = tree.subject(head), tree.child(head, "ccomp")
    if noun is None or content is None or tree.lower[head] not in BEING:
        return None
    source = source_of_noun(tree, noun) if _is_neutral(passage, noun) else None
    return None if source is None or content < head else Frame(source, noun, content)


def _what_is_said_is(passage: Passage, head: int) -> Frame | None:
    """ "What I can tell you is that": who says it is the subject of the saying."""
    tree = passage.tree
    verb, content = tree.child(head, "csubj"), tree.child(head, "ccomp")
    if verb is None or content is None or content < head or tree.lower[head] not in BEING:
        return None
    source = tree.subject(verb)
    what = any(tree.lower[one] in ("what", "all") for one in range(tree.left[verb], verb))
    if source is None or not what or not _is_of_saying(passage, verb, _below(tree, verb)):
        return None
    return Frame(source, verb, content)


def _below(tree: Tree, verb: int) -> int:
    """ "Keep telling us", "want to add": the verb that a verb governs, if it does."""
    below = tree.child(verb, "xcomp")
    return verb if below is None else below


def _is_of_saying(passage: Passage, *verbs: int) -> bool:
    """True for a verb that says that something is said, and leaves to the clause what it is."""
    terms = (passage.scene.lexicon.cue(passage.tree.lower[verb]) for verb in verbs)
    return any(term is not None and term.stance in (None, "claims") for term in terms)


def _is_sure(passage: Passage, head: int) -> Frame | None:
    """ "Remains confident that", "is convinced": where the parser hangs the clause on the adjective."""
    tree = passage.tree
    source, sure = tree.subject(head), tree.child(head, "acomp")
    content = tree.child(sure, "ccomp") if sure is not None else None
    if source is None or sure is None or content is None or not tree.is_noun(source):
        return None
    term = passage.scene.lexicon.cue(f"{tree.lower[head]} {tree.lower[sure]}")
    return Frame(source, head, content) if term is not None and term.stance == "claims" else None


def _it_is_the_view(passage: Passage, head: int) -> Frame | None:
    """ "It is Rome's view that"."""
    tree = passage.tree
    subject, noun = tree.subject(head), tree.child(head, "attr")
    if noun is None or subject is None or tree.lower[subject] != "it" or tree.lower[head] not in BEING:
        return None
    content = _clause_of(tree, noun, head)
    source = source_of_noun(tree, noun) if _is_neutral(passage, noun) else None
    return None if source is None or content is None else Frame(source, noun, content)


def _is_neutral(passage: Passage, noun: int) -> bool:
    """True for a noun that says that something is said, and leaves to the clause what it is."""
    lower = passage.tree.lower[noun]
    if lower not in shapes()["said_by_noun"] and passage.scene.lexicon.noun_cue(lower) is None:
        return False
    return noun_stance(passage.scene.lexicon, lower) in (None, "claims")


def source_of_noun(tree: Tree, noun: int) -> int | None:
    """Whose it is: "Rome" in "Rome's view", "the view of Rome", "the word from Rome"."""
    owner = owner_of(tree, noun)
    if owner is not None:
        return owner
    places = (tree.child(one, "pobj") for one in tree.children(noun, "prep") if tree.lower[one] in OF)
    return next((place for place in places if place is not None), None)


def _by_phrase(passage: Passage, head: int) -> Frame | None:
    """ "Left no doubt that", "made no secret of its view that", "gave us to understand that"."""
    tree, lists = passage.tree, shapes()
    source = tree.subject(head)
    if source is None or tree.lower[head] not in lists["framing"]:
        return None
    for kid in tree.children(head, "dobj", "xcomp", "ccomp"):
        listed = lists["framed"] if tree.is_noun(kid) else lists["let_know"]
        content = _clause_of(tree, kid, head) if tree.lower[kid] in listed else None
        if content is not None:
            return Frame(source, head, content)
    return None


def _clause_of(tree: Tree, word: int, head: int) -> int | None:
    """The clause with a subject of its own that a word, or the verb above it, governs."""
    below: Sequence[int] = [one for one in tree.children(word, *CLAUSES) if one > word]
    beside = [one for one in tree.children(head, "ccomp") if one > word and one != word]
    return next((one for one in (*below, *beside) if tree.subject(one) is not None), None)
