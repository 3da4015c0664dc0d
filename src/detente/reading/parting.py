"""In: an utterance. Out: one for each issue, where its object names two: "on missiles and on exercises"."""

from __future__ import annotations

from dataclasses import replace

from detente.case.statements import BINDING, Stance
from detente.reading.conditions import Hang
from detente.reading.grammar import WRITTEN_MARKS
from detente.reading.lexicon import IssueHit
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import Utterance

GIVING: frozenset[Stance] = frozenset({"conditional", "offers", "willing", "insists"})
"""Stances that may hang on what the other side does."""
NO_END = WRITTEN_MARKS | {"CC", "DT"}
"""Tags that a part does not end with."""


def parted(scene: Scene, one: Utterance) -> list[Utterance]:
    """The parts of what a side takes a stance on; what the document tells is left whole."""
    if one.told or one.stance not in BINDING:
        return [one]
    return _at_including(scene, one) or _at_conjunct(scene, one) or [one]


def _at_including(scene: Scene, one: Utterance) -> list[Utterance]:
    """ "Restrictions on drills, including on missiles": both parts hang on what the whole hangs on."""
    tree = one.tree
    if one.stance not in GIVING:
        return []
    for word in range(max(one.first, one.head) + 1, one.last):
        if tree.lower[word] == "including":
            before = _issues(scene, tree, one.first, word - 1)
            after = _issues(scene, tree, word, one.last)
            if before and after and after[0].id not in {hit.id for hit in before}:
                left = replace(one, last=_end_before(tree, word, one.first))
                hang = one.hang or mutual(left)
                return [left, replace(one, first=word, head=word, cue=None, hang=hang)]
    return []


def _at_conjunct(scene: Scene, one: Utterance) -> list[Utterance]:
    """Two nouns side by side: the first part, and the parts of the rest."""
    tree = one.tree
    for word in range(one.first, one.last + 1):
        if _is_conjunct(one, word) and _is_another(scene, tree, word):
            cut = tree.left[word]
            left = replace(one, last=_end_before(tree, cut, one.first))
            last = min(one.last, max(tree.right[word], cut))
            right = replace(one, first=cut, head=word, cue=None, last=last)
            return [left, *parted(scene, right)]
    return []


def _is_conjunct(one: Utterance, word: int) -> bool:
    """True for a noun beside the first of a row."""
    tree, head = one.tree, one.tree.heads[word]
    if tree.deps[word] != "conj" or not (tree.is_noun(word) and tree.is_noun(head)):
        return False
    first_of_row = tree.deps[head] != "conj" or not tree.is_noun(tree.heads[head])
    return first_of_row and one.first <= head <= one.last


def _is_another(scene: Scene, tree: Tree, word: int) -> bool:
    """True for a conjunct that names another issue than what it stands beside."""
    before = _issues(scene, tree, tree.left[tree.heads[word]], word - 1)
    after = _issues(scene, tree, tree.left[word], tree.right[word])
    return bool(before and after) and after[0].id not in {hit.id for hit in before}


def _issues(scene: Scene, tree: Tree, first: int, last: int) -> tuple[IssueHit, ...]:
    return scene.lexicon.issues(scene.document.text, *tree.place(first, last))


def _end_before(tree: Tree, cut: int, first: int) -> int:
    last = cut - 1
    while last > first and tree.tags[last] in NO_END:
        last -= 1
    return last


def mutual(one: Utterance) -> Hang | None:
    """ "Reciprocal restrictions": an offer that hangs on the same from the other side."""
    if one.stance not in GIVING:
        return None
    tree, words = one.tree, shapes()["mutual"]
    for word in range(one.first, one.last + 1):
        if tree.lower[word] in words:
            end = max(word, tree.heads[word]) if tree.deps[word] == "amod" else word
            return Hang(word, min(end, one.last), "reciprocity")
    return None
