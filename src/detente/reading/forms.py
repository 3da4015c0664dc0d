"""In: a clause of a tree. Out: what it is made of: the acting verb, its modal, its "not", its predicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.proposals import Modality
from detente.reading.grammar import ASPECTS, CLAUSE_OPENERS, COPULAS, FIRST, MODALS, NOT, NOTHING, OBLIGING
from detente.reading.tables import shapes
from detente.reading.trees import Tree

LONGEST_PREDICATE = 10
"""Words after a copula that are looked at."""
OVER: Mapping[str, Modality] = {"going": "will", "ought": "should"}
"""Verbs over an infinitive that are its modal."""
DEEPEST_VERB = 4
"""Verbs that are looked through: "is going to have to begin to leave"."""


@dataclass(frozen=True)
class Form:
    """A clause taken apart: the verb that says what is done, the modal over it, whether it is negated."""

    verb: int
    modality: Modality
    negative: bool


def objects_of(tree: Tree, verb: int) -> list[int]:
    """What a verb is done to: its objects and complements, and the nouns of its prepositions."""
    found = tree.children(verb, "dobj", "attr", "pobj", "oprd", "acomp", "dative")
    for beside in tree.children(verb, "prep", "agent", "prt", "advmod", "dative"):
        for preposition in (beside, *tree.children(beside, "prep")):
            found += tree.children(preposition, "pobj")
    return found


def no_subject(tree: Tree, head: int) -> bool:
    """ "No deal would be struck", "not one soldier has crossed"."""
    subject = tree.subject(head)
    if subject is None:
        return False
    first = tree.left[subject]
    return tree.lower[first] in ("no", "not", "nobody", "nothing", "none") or (
        first > 0 and tree.lower[first - 1] in NOT and tree.tags[subject][:2] in ("NN", "CD")
    )


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
        negative = negative or is_yet_to(tree, verb)
        verb = below
    if modality == "is" and _is_to(tree, verb):
        modality = "must"
    above = _first_of_row(tree, head) if modality == "is" else None
    if above is not None:
        return Form(verb, above.modality, negative or above.negative)
    return Form(verb, modality, negative or of_none(tree, head))


def _first_of_row(tree: Tree, verb: int) -> Form | None:
    """The modal over both, in "should leave and pay for it"; the "not" too, in "will not sign or ratify"."""
    bare = tree.tags[verb] == "VB" and tree.deps[verb] == "conj" and tree.child(verb, "aux") is None
    if not bare or tree.subject(verb) is not None or not tree.is_verb(tree.heads[verb]):
        return None
    above = form_of(tree, tree.heads[verb])
    if above.modality == "is":
        return None
    joined = any(tree.lower[kid] in ("or", "nor") for kid in tree.kids[tree.heads[verb]])
    return Form(verb, above.modality, above.negative and joined)


def _modal(tree: Tree, verb: int) -> Modality:
    """The modal nearest to its verb: a "should" before the subject only makes a condition of another."""
    modals = [MODALS[tree.lower[kid]] for kid in tree.children(verb, "aux") if tree.lower[kid] in MODALS]
    return modals[-1] if modals else "is"


def _continued(tree: Tree, verb: int) -> int | None:
    """The infinitive under a verb that only says that it has to be, will be or goes on."""
    below = tree.child(verb, "xcomp")
    if below is None or not tree.is_verb(below):
        return None
    lower = tree.lower[verb]
    return below if lower in OBLIGING or lower in ASPECTS or lower in ("going", "ought") else None


def _over(tree: Tree, verb: int, modality: Modality) -> Modality:
    if tree.lower[verb] in OBLIGING:
        return modality if is_yet_to(tree, verb) else "must"
    return OVER.get(tree.lower[verb], modality)


def is_yet_to(tree: Tree, verb: int) -> bool:
    """ "Has yet to answer", "has still to prove": it has not."""
    return (
        any(tree.lower[kid] in ("yet", "still") for kid in tree.kids[verb]) and tree.lower[verb] in OBLIGING
    )


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
        return _after_inverted(tree, head)
    inner = tree.child(head, "csubj")
    if inner is not None and any(tree.lower[one] == "what" for one in tree.subtree(inner)):
        return inner
    complement, subject = tree.child(head, "attr"), tree.subject(head)
    below = tree.child(complement, "relcl") if complement is not None else None
    if below is None and complement is not None:
        below = _behind_that(tree, head)
    if complement is None or below is None or subject is None or tree.negated(head):
        return head
    if tree.lower[complement] in ("one", "ones", "side", "party"):
        return below
    pointed_at = tree.lower[subject] in ("it", "this", "that", "these", "here")
    return below if pointed_at and not _is_judged(tree.lower[complement]) else head


def _behind_that(tree: Tree, head: int) -> int | None:
    """The clause in "it was X that left", where the parser hangs it under "was"."""
    clauses = tree.children(head, "ccomp", "advcl")
    return next((one for one in clauses if _is_of_that(tree, tree.subject(one))), None)


def _is_of_that(tree: Tree, subject: int | None) -> bool:
    return subject is not None and tree.lower[subject] in ("that", "who", "which")


def is_ours(tree: Tree, noun: int | None) -> bool:
    """ "Our aircraft", "my country": not "our neighbours"."""
    if noun is None or tree.lower[noun] in shapes()["not_ours"]:
        return False
    return any(tree.lower[kid] in FIRST for kid in tree.children(noun, "poss"))


def _is_judged(noun: str) -> bool:
    """ "It is an invention that": the noun says it, not the clause behind it."""
    judging = ("untrue", "unacceptable", "required", "wrongs", "turns")
    return any(noun in shapes()[name] for name in judging)


def _after_inverted(tree: Tree, head: int) -> int:
    """ "Should they free them, aid could resume", where the parser hangs the second clause under the first."""
    subject = tree.subject(head)
    aux = tree.child(head, "aux")
    if subject is None or aux is None or tree.lower[aux] not in ("should", "were", "had"):
        return head
    if aux > subject:
        return head
    below = (kid for kid in tree.children(head, "ccomp", "conj", "parataxis") if kid > head)
    return next((kid for kid in below if tree.subject(kid) is not None), head)


def words_between(tree: Tree, first: int, last: int) -> str:
    """The words of a clause, in lower case, with one form of "not" and without marks of quotation."""
    words = (
        "not" if tree.lower[word] in ("n't", "n’t") else tree.lower[word]
        for word in range(first, last + 1)
        if tree.tags[word] not in ("``", "''", "_SP")
    )
    return " ".join(words).replace("’", "'")


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
    lists, said = shapes(), set(words.split())
    if tree.lower[verb] in lists["going"] and not _leaves_a_bond(tree, verb):
        return True
    good = "restrained" if tree.lower[verb] in lists["leaving"] else "kindly"
    return not lists[good].words.isdisjoint(said)


def _leaves_a_bond(tree: Tree, verb: int) -> bool:
    """ "Leave the treaty", "walk out of the talks"; an army that leaves a valley harms nobody."""
    bonds = [one for one in objects_of(tree, verb) if tree.lower[one] in shapes()["institutions"]]
    return bool(bonds) or (not objects_of(tree, verb) and tree.lower[verb].startswith(("quit", "walk")))
