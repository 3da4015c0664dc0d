"""In: a clause taken apart. Out: the stance that its predicate gives it, whoever the subject is.

"Is unacceptable", "is untrue", "is unclear", "there must be", "no such paper exists": the words say it,
not who speaks of whom. The first rule of `RULES` that has an answer has the word.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.asking import asked
from detente.reading.doubting import doubted
from detente.reading.facts import Clause, Finding
from detente.reading.forms import no_noun, predicate
from detente.reading.grammar import MODALS
from detente.reading.menaces import menaced, strikes
from detente.reading.readiness import ready
from detente.reading.tables import shapes
from detente.reading.trees import Tree


def by_predicate(clause: Clause) -> Finding | None:
    """What the predicate says whoever the subject is: unacceptable, untrue, unclear, necessary."""
    return next((found for rule in RULES if (found := rule(clause))), None)


def _of_copula(one: Clause) -> Finding | None:
    """What stands after "is": "is out of the question", "is not true", "is essential"."""
    tail = predicate(one.tree, one.head)
    if not tail:
        return None
    lists, negative = shapes(), one.form.negative
    if lists["unacceptable"].within(tail) and (not negative or _says_not(tail)):
        return "refuses", "unacceptable"
    if lists["true_" if negative else "untrue"].within(tail):
        return "denies", "untrue"
    return _of_open_copula(one, tail)


def _of_open_copula(one: Clause, tail: str) -> Finding | None:
    lists, negative = shapes(), one.form.negative
    if lists["unsure"].within(tail) and not negative:
        return "doubts", "unclear"
    if negative and lists["unconvinced"].within(tail):
        return "doubts", "not sure"
    if no_noun(one.tree, one.head) and lists["permitting"].within(tail):
        return "refuses", "none is acceptable"
    if lists["required"].within(tail) and not negative:
        return "insists", "required"
    if one.own and lists["willing"].within(tail) and _has_infinitive(one.tree, one.head):
        return ("threatens", "ready to strike") if strikes(one) and not negative else one.willing
    return ("refuses", "unwilling") if one.own and lists["unwilling"].within(tail) else None


def _says_not(words: str) -> bool:
    """ "Not on the table": what it is called has its own "not"."""
    return any(one.startswith("not ") and one in words for one in shapes()["unacceptable"].phrases)


def _has_infinitive(tree: Tree, head: int) -> bool:
    complement = tree.child(head, "acomp", "attr")
    if complement is None:
        return False
    behind = (one for one in tree.children(head, "xcomp") if one > complement)
    return tree.child(complement, "xcomp", "prep", "ccomp") is not None or next(behind, None) is not None


def _denied(one: Clause) -> Finding | None:
    """ "Was fabricated", "no request has been made", "does not agree with the facts"."""
    tree, head, negative = one.tree, one.head, one.form.negative
    untrue = shapes()["untrue"]
    if tree.lower[head] in untrue and tree.child(head, "auxpass") is not None and not negative:
        return "denies", "untrue"
    if _no_such(tree, head) or _is_baseless(one):
        return "denies", "no such thing"
    if negative and untrue.within(one.words) and not one.own and "agree" in one.words.split():
        return "denies", "does not agree with the facts"
    return None


def _is_baseless(one: Clause) -> bool:
    """ "The claims have no basis"."""
    subject = one.tree.subject(one.head)
    claim = subject is not None and one.tree.lower[subject] in shapes()["deniable"]
    return claim and one.has("baseless")


def _no_such(tree: Tree, head: int) -> bool:
    """ "No such paper exists", "no request has been made": the subject is said not to be."""
    subject = tree.subject(head)
    if subject is None:
        return False
    modal = any(tree.lower[one] in MODALS for one in tree.children(head, "aux"))
    return not modal and any(
        tree.lower[one] == "no" for one in tree.children(subject, "det", "amod", "neg")
    )


def _prepared(one: Clause) -> Finding | None:
    """ "We are prepared to", "we are not convinced": the parser takes it for a passive."""
    tree, head = one.tree, one.head
    passive = tree.child(head, "auxpass", "aux") is not None
    if passive and one.form.negative and tree.lower[head] in shapes()["unconvinced"]:
        return "doubts", "not sure"
    if one.own and tree.lower[head] in shapes()["willing"] and tree.child(head, "auxpass") is not None:
        return one.willing
    return None


def _refused(one: Clause) -> Finding | None:
    """ "Will have no part in it", "will not stand by": refused without a "not"."""
    refuses = one.own and one.will and not one.form.negative and one.has("refusing")
    return ("refuses", "will refuse") if refuses else None


def _of_there(one: Clause) -> Finding | None:
    """ "There must be", "there will be no", "there was never"."""
    tree, form = one.tree, one.form
    if tree.child(one.head, "expl") is None and tree.lower[one.head] != "there":
        return None
    if form.modality in ("must", "should"):
        firm = form.modality == "must" and not form.negative
        return ("insists" if firm else "demands"), "there must be"
    if no_noun(tree, one.head):
        talk = one.has("discussing", "bargaining") and " to " in one.words
        return ("refuses", "nothing to discuss") if talk or one.has("no_room") else _of_there_is_no(one)
    if form.negative:
        return "denies", "there was never"
    if form.modality in ("will", "would") and one.has("harm"):
        return "threatens", "there will be consequences"
    return None


def _of_there_is_no(one: Clause) -> Finding:
    if one.words.startswith("without"):
        return "insists", "nothing without"
    if one.form.modality not in ("will", "may"):
        return "denies", "there is no"
    if one.conditional or "without" in one.words.split():
        return "insists", "nothing without"
    return "refuses", "there will be no"


def _of_result(one: Clause) -> Finding | None:
    """ "There has been no answer", "no common ground was found": told, for nobody had said otherwise."""
    past = one.form.modality == "is" and one.has("no_result")
    return ("claims", "no result") if past else None


def _incompatible(one: Clause) -> Finding | None:
    """ "Talks and terror cannot go together", "it is hard to imagine a deal while"."""
    if one.has("incompatible"):
        return "insists", "cannot go together"
    if one.has("hard_to_see"):
        return ("insists" if one.conditional else "doubts"), "hard to imagine"
    return None


def _possible(one: Clause) -> Finding | None:
    """ "Talks are possible only if"."""
    tail = predicate(one.tree, one.head)
    if one.form.negative or no_noun(one.tree, one.head) or not one.conditional:
        return None
    return ("conditional", "possible if") if tail and shapes()["permitting"].within(tail) else None


def _reconsiders(one: Clause) -> Finding | None:
    """ "Would reconsider its membership", "will review its cooperation"."""
    rethinks = one.own and one.form.modality != "is" and one.does("rethinking") and not one.form.negative
    bond = rethinks and bool(one.objects("institutions", "bonds"))
    return ("threatens", "breaks a bond") if bond else None


RULES: tuple[Callable[[Clause], Finding | None], ...] = (
    _of_result, _incompatible, doubted, menaced, _reconsiders, _possible, _of_copula, _denied, asked, ready,
    _prepared, _refused, _of_there,
)  # fmt: skip
"""In the order in which they are asked."""
