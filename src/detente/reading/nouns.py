"""In: a noun of a clause. Out: what it says if it is a noun of saying: whose it is, its stance, its clause.

"X's assertion that no attack is planned", "reports by the Gazette that it is leaving", "its demand".
"""

from __future__ import annotations

from detente.case.statements import Stance
from detente.reading.lexicon import Lexicon
from detente.reading.tables import noun_stances, shapes
from detente.reading.trees import Tree


def nouns_of(tree: Tree, head: int) -> list[int]:
    """The nouns that a clause has as subject, object or complement, and those beside them."""
    nouns = tree.children(head, "nsubj", "nsubjpass", "dobj", "attr")
    nouns += [beside for noun in nouns for beside in tree.children(noun, "appos")]
    for preposition in tree.children(head, "prep", "agent"):
        for one in (preposition, *tree.children(preposition, "prep")):
            nouns.extend(tree.children(one, "pobj"))
    return nouns


def owner_of(tree: Tree, noun: int) -> int | None:
    """Whose it is: "Moscow" in "Moscow's claim" and in "a claim by Moscow"."""
    owner = tree.child(noun, "poss")
    for preposition in tree.children(noun, "prep", "agent"):
        if owner is None and tree.lower[preposition] in ("by", "from"):
            owner = tree.child(preposition, "pobj")
    return owner


def noun_stance(lexicon: Lexicon, noun: str) -> Stance | None:
    """The stance that a noun of saying gives: "demands" for "call"; None for a word that is none."""
    stance = noun_stances().get(noun)
    found = lexicon.noun_cue(noun) if stance is None else None
    return found.stance if found is not None else stance


def said_by_noun(lexicon: Lexicon, tree: Tree, noun: int) -> int | None:
    """The clause that a noun of saying governs, if it is somebody's or a report: not "a guarantee that"."""
    reported = tree.lower[noun] in shapes()["reported"]
    if not reported and (lexicon.noun_cue(tree.lower[noun]) is None or owner_of(tree, noun) is None):
        return None
    clauses = tree.children(noun, "acl", "ccomp", "relcl")
    return next(
        (one for one in clauses if tree.subject(one) is not None and tree.is_marked(one, "that")), None
    )


def said_elsewhere(lexicon: Lexicon, tree: Tree, head: int) -> tuple[int, ...]:
    """Clauses under a noun of this one that are uttered by themselves."""
    found = (said_by_noun(lexicon, tree, noun) for noun in nouns_of(tree, head))
    return tuple(said for said in found if said is not None)
