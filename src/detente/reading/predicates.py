"""In: a clause taken apart. Out: the stance that its predicate gives it, whoever the subject is.

"Is unacceptable", "is untrue", "is unclear", "there must be", "no such paper exists": the words say it,
not who speaks of whom. The first rule of `RULES` that has an answer has the word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.case.statements import Stance
from detente.reading.forms import Form, no_noun, predicate
from detente.reading.grammar import COPULAS, MODALS
from detente.reading.tables import shapes
from detente.reading.trees import Tree

Finding = tuple[Stance, str]
"""A stance, and the rule that says so."""


@dataclass(frozen=True)
class Clause:
    """What the rules ask of a clause.

    head         its head
    form         its verb, modality and negation
    words        its words, in lower case, with spaces between them
    own          the subject is the one who says it, or their side
    conditional  something hangs a condition on it
    """

    tree: Tree
    head: int
    form: Form
    words: str
    own: bool
    conditional: bool

    @property
    def verb(self) -> str:
        """The acting verb, in lower case."""
        return self.tree.lower[self.form.verb]

    @property
    def willing(self) -> Finding:
        """What readiness comes to: refused under "not", conditional where something hangs on it."""
        if self.form.negative:
            return "refuses", "not willing"
        return ("conditional" if self.conditional else "willing"), "willing"

    def has(self, name: str) -> bool:
        """True if a word or phrase of a table stands in it."""
        return shapes()[name].within(self.words)


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
        return one.willing
    return ("refuses", "unwilling") if one.own and lists["unwilling"].within(tail) else None


def _says_not(words: str) -> bool:
    """ "Not on the table": what it is called has its own "not"."""
    return any(one.startswith("not ") and one in words for one in shapes()["unacceptable"].phrases)


def _has_infinitive(tree: Tree, head: int) -> bool:
    complement = tree.child(head, "acomp", "attr")
    return complement is not None and tree.child(complement, "xcomp", "prep", "ccomp") is not None


def _denied(one: Clause) -> Finding | None:
    """ "Was fabricated", "no request has been made", "does not agree with the facts"."""
    tree, head, negative = one.tree, one.head, one.form.negative
    untrue = shapes()["untrue"]
    if tree.lower[head] in untrue and tree.child(head, "auxpass") is not None and not negative:
        return "denies", "untrue"
    if _no_such(tree, head):
        return "denies", "no such thing"
    if negative and untrue.within(one.words) and not one.own and "agree" in one.words.split():
        return "denies", "does not agree with the facts"
    return None


def _no_such(tree: Tree, head: int) -> bool:
    """ "No such paper exists", "no request has been made": the subject is said not to be."""
    subject = tree.subject(head)
    if subject is None:
        return False
    modal = any(tree.lower[one] in MODALS for one in tree.children(head, "aux"))
    return not modal and any(
        tree.lower[one] == "no" for one in tree.children(subject, "det", "amod", "neg")
    )


def _insisted(one: Clause) -> Finding | None:
    """ "No visits, no treaty", "nothing less than a treaty", "let them show us the site"."""
    if one.words.startswith("no ") and ", no " in one.words:
        return "insists", "no this no that"
    if one.has("insisting") and not one.form.negative:
        return "insists", "nothing less"
    if one.tree.lower[one.head] == "let" and not one.own and _lets_another(one.tree, one.head):
        return "demands", "let them"
    return None


def _lets_another(tree: Tree, head: int) -> bool:
    """ "Let them leave", but not "let me stress that"."""
    me = any(tree.lower[one] in ("me", "us", "'s") for one in tree.subtree(head) if one <= head + 1)
    return not me and tree.child(head, "ccomp", "dobj") is not None


def _prepared(one: Clause) -> Finding | None:
    """ "We are prepared to", "we are not convinced": the parser takes it for a passive."""
    tree, head = one.tree, one.head
    passive = tree.child(head, "auxpass", "aux") is not None
    if passive and one.form.negative and tree.lower[head] in shapes()["unconvinced"]:
        return "doubts", "not sure"
    if one.own and tree.lower[head] in shapes()["willing"] and tree.child(head, "auxpass") is not None:
        return one.willing
    return None


def _doubted(one: Clause) -> Finding | None:
    """ "Cannot say whether", "remains to be seen", "the question is whether they can"."""
    if _does_not_know(one):
        return "doubts", "not known"
    if _asks_whether(one.tree, one.head):
        return "doubts", "whether"
    return ("doubts", "the question is whether") if _whether_below(one.tree, one.head) else None


def _does_not_know(one: Clause) -> bool:
    tree = one.tree
    if one.verb in shapes()["knowing"] and one.form.negative:
        said = {*one.words.split(), *(tree.lower[word] for word in tree.subtree(one.head))}
        return not said.isdisjoint({"whether", "if", "what", "until", "how"})
    return one.verb in shapes()["remaining"] and "to be seen" in one.words


def _asks_whether(tree: Tree, clause: int) -> bool:
    return any(tree.lower[kid] == "whether" for kid in tree.children(clause, "mark", "advmod"))


def _whether_below(tree: Tree, head: int) -> bool:
    """ "The question is whether they can deliver"."""
    if tree.lower[head] not in COPULAS:
        return False
    below = tree.children(head, "ccomp", "attr", "advcl", "acomp")
    return any(_asks_whether(tree, clause) for clause in below)


def _menaced(one: Clause) -> Finding | None:
    """ "All options are open", "we will walk out", "this will have consequences"."""
    if one.form.negative:
        return None
    if one.has("menace"):
        return "threatens", "menace"
    if one.form.modality not in ("will", "would"):
        return None
    if one.own and one.has("breaking"):
        return "threatens", "will break off"
    if one.own and one.has("refusing"):
        return "refuses", "will refuse"
    return ("threatens", "will have consequences") if _costs(one) else None


def _costs(one: Clause) -> bool:
    """ "Will have consequences", "would meet a response"."""
    if one.verb not in shapes()["having"]:
        return False
    objects = one.tree.children(one.form.verb, "dobj", "attr", "pobj")
    return any(one.tree.lower[kid] in shapes()["penalties"] for kid in objects)


def _of_there(one: Clause) -> Finding | None:
    """ "There must be", "there will be no", "there was never"."""
    tree, form = one.tree, one.form
    if tree.child(one.head, "expl") is None and tree.lower[one.head] != "there":
        return None
    if form.modality in ("must", "should"):
        firm = form.modality == "must" and not form.negative
        return ("insists" if firm else "demands"), "there must be"
    if no_noun(tree, one.head):
        return _of_there_is_no(one)
    if form.negative:
        return "denies", "there was never"
    if form.modality in ("will", "would") and one.has("harm"):
        return "threatens", "there will be consequences"
    return None


def _of_there_is_no(one: Clause) -> Finding:
    if one.form.modality not in ("will", "may"):
        return "denies", "there is no"
    if one.conditional or "without" in one.words.split():
        return "insists", "nothing without"
    return "refuses", "there will be no"


RULES: tuple[Callable[[Clause], Finding | None], ...] = (
    _of_copula, _denied, _insisted, _prepared, _doubted, _menaced, _of_there,
)  # fmt: skip
"""In the order in which they are asked."""
