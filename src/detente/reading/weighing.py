"""In: a word of saying with a stance, and what it governs. Out: what the stance comes to.

A warning of what is so is a claim, a pledge of consequences a threat, an insistence on a fact no demand.
"""

from __future__ import annotations

from detente.case.proposals import Voice
from detente.case.statements import BINDING, Stance
from detente.reading.forms import form_of, friendly
from detente.reading.ranges import range_of
from detente.reading.sources import voice_at
from detente.reading.stances import Shape, shape_of
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage
from detente.reading.voices import ids_of, same


def weighed(passage: Passage, stance: Stance, verb: int, contents: list[int], at: At) -> Stance:
    """What "warned that", "insisted that", "pledged to" and "agreed that" come to, by what they govern."""
    tree = passage.tree
    if stance in ("offers", "willing") and _is_harmful(tree, verb):
        stance = "threatens"
    if stance not in ("insists", "threatens", "offers") or not contents:
        return stance
    clause = contents[0]
    if tree.deps[clause] != "ccomp" or (stance != "insists" and not _is_said(tree, clause)):
        return stance
    return _by_clause(tree, stance, clause, _shape(passage, clause, at))


def _is_said(tree: Tree, clause: int) -> bool:
    return any(
        tree.lower[kid] in ("that", "if", "unless") for kid in tree.children(clause, "mark", "advcl")
    )


def _shape(passage: Passage, clause: int, at: At) -> Shape:
    tree = passage.tree
    subject = voice_at(passage, tree.subject(clause), at)
    own = subject is not None and is_own(passage, subject, at)
    return shape_of(tree, clause, range_of(tree, clause), own=own)


def is_own(passage: Passage, subject: Voice, at: At) -> bool:
    """True for a subject that is who speaks, or both sides where one of them speaks."""
    ids = ids_of(passage.scene, subject)
    return same(subject, at.speaker) or (len(ids) > 1 and at.speaker.id in ids)


def _by_clause(tree: Tree, stance: Stance, clause: int, shape: Shape) -> Stance:
    if stance == "insists":
        return "insists" if _subjunctive(tree, clause) or shape.stance in BINDING else shape.stance
    if stance == "threatens":
        harms = shape.stance == "threatens" or shape.modality in ("will", "would", "may")
        return (
            shape.stance if shape.stance in ("demands", "insists", "doubts") or not harms else "threatens"
        )
    if shape.stance == "threatens":
        return "threatens"
    agreed = tree.lower[tree.heads[clause]].startswith("agree")
    if agreed and shape.modality == "must":
        return "demands"
    fact = shape.modality == "is" and shape.stance in ("claims", "accuses")
    return "claims" if agreed and fact else stance


def _subjunctive(tree: Tree, clause: int) -> bool:
    """ "That the ceasefire be verified": what is asked for, not what is."""
    if tree.tags[clause] == "VB" and not tree.children(clause, "aux"):
        return True
    return any(tree.lower[kid] == "be" for kid in tree.children(clause, "auxpass", "aux"))


def _is_harmful(tree: Tree, verb: int) -> bool:
    """A pledge of consequences, or to strike."""
    nouns = tree.children(verb, "dobj")
    nouns += [noun for prep in tree.children(verb, "prep") for noun in tree.children(prep, "pobj")]
    if any(tree.lower[noun] in shapes()["harm"] for noun in nouns):
        return True
    below = tree.child(verb, "xcomp", "ccomp")
    if below is None:
        return False
    acting = form_of(tree, below).verb
    if tree.deps[below] == "xcomp" and tree.lower[acting] in shapes()["hostile"]:
        words = " ".join(tree.phrase(tree.left[one], one) for one in tree.children(acting, "dobj"))
        if not friendly(tree, acting, words):
            return True
    return tree.lower[acting] in shapes()["striking"]
