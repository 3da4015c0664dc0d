"""In: a clause. Out: the act that it tells of, if it tells of one: its kind by the tables of acts.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.acts import ActKind
from detente.reading.forms import form_of
from detente.reading.tables import acts, table
from detente.reading.trees import Tree

UNREAL = frozenset({"may", "would", "must", "should"})
FIXED = frozenset({"meeting", "exercise"})
"""What is as good as told once its day is fixed: "will meet on Monday", "are due to begin the exercise"."""
TO_COME = frozenset({"due", "set", "scheduled"})
BEING = frozenset({"is", "are", "was", "were", "has", "have", "had", "'s", "’s"})
DONE_WITH = frozenset({"finished", "completed"})
BEGINNING = table(["meet", "hold", "begin", "resume", "open", "start", "convene", "host", "travel", "take"])
HAPPENING = table([
    "begin", "start", "resume", "continue", "end", "finish", "conclude", "complete", "take", "occur",
    "happen",
    "follow", "last", "conduct", "carry", "launch", "stage", "order", "open", "hold", "make", "step",
])  # fmt: skip
"""Verbs with which a noun tells of an act: "the shelling resumed", "carried out a raid"."""
NONE = frozenset({"no", "neither", "nothing", "nobody", "none"})


def deed_of(tree: Tree, head: int, first: int, last: int) -> ActKind | None:
    """The kind of act that a clause tells as done or fixed; None if it may be, would be or was not."""
    form = form_of(tree, head)
    if form.modality in UNREAL:
        return None
    verb, to_come = _acting(tree, form.verb)
    to_come = to_come or form.modality == "will"
    if form.negative or _of_nothing(tree, verb):
        return "no-answer" if not to_come and _unanswered(tree, verb) else None
    kind = _by_verb(tree, verb, first, last) or _by_noun(tree, verb)
    if to_come and not (kind in FIXED and tree.lower[verb] in BEGINNING):
        return None
    return kind


def undone(tree: Tree, head: int) -> bool:
    """True if a clause tells that an act was not done: "launched nothing", "no troops were withdrawn"."""
    form = form_of(tree, head)
    verb, _ = _acting(tree, form.verb)
    told = form.modality == "is" and (form.negative or _of_nothing(tree, verb))
    return told and any(tree.lower[verb] in verbs for rule in acts() for verbs, _ in rule.verbs)


def _acting(tree: Tree, verb: int) -> tuple[int, bool]:
    """The verb below "is due to" and "finished", and whether its act is still to come."""
    for word in (verb, *tree.children(verb, "acomp")):
        below = tree.child(word, "xcomp")
        if below is not None and tree.lower[word] in TO_COME | DONE_WITH:
            return below, tree.lower[word] in TO_COME
    there = _standing(tree, verb)
    return (verb if there is None else there), False


def _standing(tree: Tree, verb: int) -> int | None:
    """The participle of what there is: "there are 6,000 troops deployed", "has ships patrolling"."""
    if tree.lower[verb] not in BEING:
        return None
    nouns = [] if _of_nothing(tree, verb) else tree.children(verb, "attr", "dobj")
    verbs = (one for noun in nouns for one in tree.children(noun, "acl"))
    return next((one for one in verbs if tree.tags[one] in ("VBN", "VBG")), None)


def _by_verb(tree: Tree, verb: int, first: int, last: int) -> ActKind | None:
    """The kind of the first rule that has the verb, and a word beside it where the rule asks for one."""
    aside = {word for clause in tree.children(verb, "advcl") for word in tree.subtree(clause)}
    around = {tree.lower[word] for word in range(first, last + 1) if word not in aside}
    around |= {tree.lower[kid] for kid in tree.children(verb, "prt")}
    for rule in acts():
        for verbs, beside in rule.verbs:
            if tree.lower[verb] in verbs and (not beside or not around.isdisjoint(beside)):
                return rule.kind
    return None


def _by_noun(tree: Tree, verb: int) -> ActKind | None:
    """An act told by its noun: "the shelling resumed", "began a withdrawal"."""
    if tree.lower[verb] not in HAPPENING:
        return None
    return next((kind for noun in _arguments(tree, verb) for kind in _kinds(tree, noun)), None)


def _kinds(tree: Tree, noun: int) -> Iterator[ActKind]:
    words = tree.phrase(tree.left[noun], noun)
    for rule in acts():
        if tree.lower[noun] in rule.nouns or any(words.endswith(one) for one in rule.nouns.phrases):
            yield rule.kind


def _unanswered(tree: Tree, verb: int) -> bool:
    """True for a denied verb of answering, "did not reply", and for "had no answer"."""
    verbs = {word for rule in acts() for left, beside in rule.verbs if "not" in left for word in beside}
    return tree.lower[verb] in verbs or any(
        "no-answer" in _kinds(tree, one) for one in _arguments(tree, verb)
    )


def _of_nothing(tree: Tree, verb: int) -> bool:
    """True if it is said of nobody or nothing: "nobody picked up", "no talks were held"."""
    return any(
        tree.lower[word] in NONE
        for one in _arguments(tree, verb)
        for word in (one, *tree.children(one, "det", "neg", "nmod"))
    )


def _arguments(tree: Tree, verb: int) -> list[int]:
    return tree.children(verb, "nsubj", "nsubjpass", "dobj", "attr")
