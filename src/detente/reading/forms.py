"""In: a clause of a tree. Out: what it is made of: the acting verb, its modal, its "not", its predicate."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.proposals import Modality
from detente.reading.grammar import ASPECTS, CLAUSE_OPENERS, COPULAS, MODALS, NOT, NOTHING, OBLIGING
from detente.reading.tables import shapes
from detente.reading.trees import Tree

LONGEST_PREDICATE = 10
"""Words after a copula that are looked at."""
DEEPEST_VERB = 4
"""Verbs that are looked through: "is going to have to begin to leave"."""


@dataclass(frozen=True)
class Form:
    """A clause taken apart: the verb that says what is done, the modal over it, whether it is negated."""

    verb: int
    modality: Modality
    negative: bool


def form_of(tree: Tree, head: int) -> Form:
    """The acting verb, below "going to" and "have to", with modality and negation gathered on the way."""
    modality: Modality = "is"
    negative, verb = False, head
    for _ in range(DEEPEST_VERB):
        negative = negative or tree.negated(verb)
        modality = _modal(tree, verb) if modality == "is" else modality
        below = _continued(tree, verb)
        if below is None:
            break
        modality = _over(tree, verb, modality)
        verb = below
    if modality == "is" and _is_to(tree, verb):
        modality = "must"
    return Form(verb, modality, negative or of_none(tree, head))


def _modal(tree: Tree, verb: int) -> Modality:
    modals = (MODALS[tree.lower[kid]] for kid in tree.children(verb, "aux") if tree.lower[kid] in MODALS)
    return next(modals, "is")


def _continued(tree: Tree, verb: int) -> int | None:
    """The infinitive under a verb that only says that it has to be, will be or goes on."""
    below = tree.child(verb, "xcomp")
    if below is None or not tree.is_verb(below):
        return None
    lower = tree.lower[verb]
    return below if lower in OBLIGING or lower in ASPECTS or lower == "going" else None


def _over(tree: Tree, verb: int, modality: Modality) -> Modality:
    if tree.lower[verb] in OBLIGING:
        return "must"
    return "will" if tree.lower[verb] == "going" else modality


def of_none(tree: Tree, head: int) -> bool:
    """ "Neither Russia nor Ukraine is willing", "nobody asked", "not an inch was ceded": said of none."""
    subject = tree.subject(head)
    if subject is None or tree.lower[subject] in ("nobody", "none", "nothing"):
        return subject is not None
    return any(
        tree.lower[one] == "not"
        or (tree.lower[one] == "neither" and tree.deps[one] in ("preconj", "cc", "det", "predet"))
        for one in tree.kids[subject]
    )


def _is_to(tree: Tree, verb: int) -> bool:
    """ "The sides are to meet", "X has to": an obligation without a modal."""
    to = next((kid for kid in tree.children(verb, "aux") if tree.lower[kid] == "to"), None)
    return to is not None and tree.lower[tree.heads[verb]] in ("is", "are", "was", "were", "be")


def acting(tree: Tree, head: int) -> int:
    """The verb that says what is done: "deny" in "continued to deny"."""
    verb = head
    while tree.lower[verb] in ASPECTS:
        below = tree.child(verb, "xcomp")
        if below is None or not tree.is_verb(below):
            break
        verb = below
    return verb


def core_of(tree: Tree, head: int) -> int:
    """The clause that says it: "do" in "what we will not do is X", "tore" in "it is X that tore it"."""
    if tree.lower[head] not in COPULAS:
        return head
    inner = tree.child(head, "csubj")
    if inner is not None and any(tree.lower[one] == "what" for one in tree.subtree(inner)):
        return inner
    complement, subject = tree.child(head, "attr"), tree.subject(head)
    below = tree.child(complement, "relcl") if complement is not None else None
    if below is None or subject is None:
        return head
    return below if tree.lower[subject] in ("it", "this", "that", "these", "here") else head


def predicate(tree: Tree, head: int) -> str:
    """The next words after a copula, up to where another clause begins, without quotation marks."""
    if tree.lower[head] not in COPULAS:
        return ""
    words: list[str] = []
    filling = shapes()["filling"]
    for word in range(head + 1, min(tree.sentence_of(head)[1], head + LONGEST_PREDICATE)):
        lower = tree.lower[word]
        if lower in CLAUSE_OPENERS or tree.tags[word] in (".", ":"):
            break
        if tree.tags[word] not in ("``", "''", "_SP") and lower not in filling:
            words.append("not" if lower in NOT else lower)
    return " ".join(words).replace(" - ", "-")


def no_noun(tree: Tree, verb: int) -> bool:
    """ "No country", "nothing", "nobody" as the subject or object."""
    return any(
        tree.lower[kid] in NOTHING
        or any(tree.lower[one] == "no" for one in tree.children(kid, "det", "neg"))
        for kid in tree.children(verb, "dobj", "attr", "nsubj", "nsubjpass", "pobj")
    )


def is_passive(tree: Tree, verb: int) -> bool:
    """True for a verb in the passive."""
    return tree.child(verb, "auxpass", "nsubjpass") is not None


def is_clause(tree: Tree, word: int) -> bool:
    """True for the head of a clause: a verb, or what has a subject of its own."""
    return tree.is_verb(word) or tree.child(word, "cop", "nsubj") is not None


def is_consequence(tree: Tree, clause: int) -> bool:
    """ "So they have to turn to other means", "but only if they do": told with what it belongs to."""
    return tree.is_marked(clause, "if", "unless", "once", "until", "so")


def friendly(tree: Tree, verb: int, words: str) -> bool:
    """A verb that can do harm or good: "respond constructively", "withdraw troops", "suspend exercises"."""
    lists = shapes()
    good = "restrained" if tree.lower[verb] in lists["leaving"] else "kindly"
    return not lists[good].words.isdisjoint(words.split())
