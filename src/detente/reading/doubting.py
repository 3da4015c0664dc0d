"""In: a clause taken apart. Out: the doubt that it tells of, if it does.

"Cannot say whether", "it remains to be seen", "has yet to be shown", "leaves us unconvinced", "would believe
it when he did", "nobody can tell".
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.facts import Clause, Finding
from detente.reading.forms import is_yet_to
from detente.reading.grammar import COPULAS
from detente.reading.trees import Tree

ASKING = frozenset({"whether", "if", "what", "until", "how", "who", "where", "why", "when", "which"})
"""Words that open what is not known."""


def doubted(one: Clause) -> Finding | None:
    """The doubt of the first rule that finds one."""
    return next((("doubts", name) for name, rule in RULES.items() if rule(one)), None)


def _does_not_know(one: Clause) -> bool:
    """ "We do not know how much", "nobody can tell", "it remains to be seen"."""
    tree = one.tree
    if one.does("knowing") and (one.form.negative or one.about_none):
        said = {*one.words.split(), *(tree.lower[word] for word in tree.subtree(one.head))}
        unsaid = one.about_none and one.form.modality == "may"
        return unsaid or not said.isdisjoint(ASKING) or one.verb.startswith(("know", "knew"))
    return one.does("remaining") and any(f"to be {done}" in one.words for done in SHOWN)


SHOWN = ("seen", "shown", "proven", "proved", "tested", "established", "verified", "determined")


def _asks_whether(one: Clause) -> bool:
    return _has_whether(one.tree, one.head)


def _has_whether(tree: Tree, clause: int) -> bool:
    return any(tree.lower[kid] == "whether" for kid in tree.children(clause, "mark", "advmod"))


def _question_is_whether(one: Clause) -> bool:
    """ "The question is whether they can deliver"."""
    if one.tree.lower[one.head] not in COPULAS:
        return False
    below = one.tree.children(one.head, "ccomp", "attr", "advcl", "acomp")
    return any(_has_whether(one.tree, clause) for clause in below)


def _cannot_confirm(one: Clause) -> bool:
    """ "Could not confirm that", "is unable to say"."""
    return one.own and one.form.negative and one.form.modality == "may" and one.does("confirming")


def _is_yet_to_be_shown(one: Clause) -> bool:
    """ "Has yet to be shown", "has still to prove that": but not "has yet to answer"."""
    tree, above = one.tree, one.head
    return is_yet_to(tree, above) and one.does("proving")


def _leaves_unsure(one: Clause) -> bool:
    """ "Leaves us unconvinced"."""
    return one.does("leaving_us") and one.has("leaving_unsure")


def _would_believe_when(one: Clause) -> bool:
    """ "Would believe it when it saw it"."""
    return one.own and one.will and one.does("believing") and one.has("not_before")


def _has_doubts(one: Clause) -> bool:
    return one.has("doubting")


RULES: dict[str, Callable[[Clause], bool]] = {
    "not known": _does_not_know,
    "whether": _asks_whether,
    "cannot confirm": _cannot_confirm,
    "the question is whether": _question_is_whether,
    "yet to be shown": _is_yet_to_be_shown,
    "leaves unsure": _leaves_unsure,
    "would believe when": _would_believe_when,
    "doubts": _has_doubts,
}
"""What tells a doubt, by the name of the rule, in the order in which they are asked."""
