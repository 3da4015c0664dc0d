"""In: a clause. Out: the act that it tells of, if it tells of one: its kind by the tables of words/acts.yaml."""

from __future__ import annotations

from detente.case.acts import ActKind
from detente.reading.stances import form_of
from detente.reading.tables import acts
from detente.reading.trees import Tree

ANSWERING = frozenset({"respond", "responded", "reply", "replied", "answer", "answered", "returned"})
FIXED = frozenset(
    {"meet", "hold", "begin", "resume", "open", "start", "convene", "host", "travel", "continue"}
)
UNREAL = frozenset({"may", "would", "must", "should"})


def deed_of(tree: Tree, head: int, first: int, last: int) -> ActKind | None:
    """The kind of act that a clause tells as done or fixed; None for what may be, would be or was not done."""
    form = form_of(tree, head)
    if form.negative:
        return "no-answer" if tree.lower[form.verb] in ANSWERING else None
    if form.modality in UNREAL or (form.modality == "will" and not _is_fixed(tree, head)):
        return None
    around = {tree.lower[word] for word in range(first, last + 1)}
    around |= {tree.lower[kid] for kid in tree.children(form.verb, "prt")}
    for rule in acts():
        for verbs, beside in rule.verbs:
            if tree.lower[form.verb] in verbs and (not beside or not around.isdisjoint(beside)):
                return rule.kind
    return _named(tree, head)


def _is_fixed(tree: Tree, head: int) -> bool:
    """A meeting or an exercise that "will" be held is as good as told; a deployment is not."""
    return tree.lower[form_of(tree, head).verb] in FIXED


def _named(tree: Tree, head: int) -> ActKind | None:
    """An act told by its noun, as subject or object: "the build-up has stoked fears"."""
    for noun in tree.children(head, "nsubj", "nsubjpass", "dobj", "attr"):
        words = tree.phrase(tree.left[noun], noun)
        for rule in acts():
            if tree.lower[noun] in rule.nouns.words or any(
                words.endswith(one) for one in rule.nouns.phrases
            ):
                return rule.kind
    return None
