"""In: a clause taken apart. Out: the demand that its words make of another, if they make one.

"Let them leave", "it is for Washington to move", "they had better listen", "stop the shelling", "no visits,
no treaty", "nothing will be decided without us".
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.facts import Clause, Finding
from detente.reading.forms import predicate
from detente.reading.grammar import FIRST
from detente.reading.tables import shapes
from detente.reading.trees import Tree

BEFORE_A_COMMAND = frozenset({"do", "never", "just", "first", "so", "then", "now", "not", "and", "but"})
"""Words that may stand before the verb of a command."""

GO_ON = frozenset(
    {"go ahead", "go on", "come on", "come in", "hang on", "hold on", "carry on", "take care"}
)
"""Commands of courtesy."""


def asked(one: Clause) -> Finding | None:
    """The demand of the first rule that finds one."""
    return next((found for rule in RULES if (found := rule(one))), None)


def _insisted(one: Clause) -> Finding | None:
    """ "No visits, no treaty", "nothing less than a treaty"."""
    if one.words.startswith("no ") and ", no " in one.words:
        return "insists", "no this no that"
    if one.has("insisting") and not one.form.negative:
        return "insists", "nothing less"
    return None


def _none_will(one: Clause) -> Finding | None:
    """ "Nothing will be decided without us", "nobody will get the keys", "no ship will pass until"."""
    if not one.about_none or one.form.modality not in ("will", "would", "may"):
        return None
    if one.has("bypassing") or one.conditional:
        return "insists", "nothing without"
    if one.form.modality == "may" and one.does("knowing"):
        return None
    return ("refuses", "none will") if one.does("adopting", "getting") else None


def _let(one: Clause) -> Finding | None:
    """ "Let them show us the site"."""
    lets = one.tree.lower[one.head] == "let" and not one.own
    return ("demands", "let them") if lets and _lets_another(one.tree, one.head) else None


def _lets_another(tree: Tree, head: int) -> bool:
    """ "Let them leave", but not "let me stress that"."""
    me = any(tree.lower[one] in ("me", "us", "'s") for one in tree.subtree(head) if one <= head + 1)
    return not me and tree.child(head, "ccomp", "dobj", "xcomp") is not None


def _its_turn(one: Clause) -> Finding | None:
    """ "It is for Washington to move", "it is time they left", "the next step is up to them"."""
    words = predicate(one.tree, one.head).split()
    if one.own or not words or words[0] not in _turns():
        return None
    if "time" not in words and " to " not in f" {one.words} ":
        return None
    ours = not FIRST.isdisjoint(words)
    return None if ours or one.form.negative else ("demands", "its turn")


def _turns() -> frozenset[str]:
    one = shapes()["turns"]
    return one.words | {phrase.split()[0] for phrase in one.phrases}


def _advised(one: Clause) -> Finding | None:
    """ "Would do well to listen", "had better leave", "is obliged to answer"."""
    advised = not one.own and not one.form.negative and one.has("advising")
    return ("demands", "had better") if advised else None


def _invited(one: Clause) -> Finding | None:
    """ "We invite Pakistan to extend the truce"; guests that are invited to come are offered it."""
    tree, verb = one.tree, one.form.verb
    invites = (
        one.own and one.does("inviting") and tree.tags[verb] in ("VBP", "VBZ") and not one.form.negative
    )
    if not invites or tree.child(verb, "xcomp", "ccomp") is None:
        return None
    return ("offers", "invites guests") if one.has("visitors") else ("demands", "invites")


def _owed(one: Clause) -> Finding | None:
    """ "We expect an apology", "Chile awaits an explanation": what is owed is asked for."""
    verb = one.form.verb
    nouns = (one.tree.lower[kid] for kid in one.tree.children(verb, "dobj"))
    owed = any(noun in shapes()["owed"] for noun in nouns)
    expects = one.own and one.form.modality == "is" and not one.form.negative and one.does("expecting")
    return ("demands", "is owed") if expects and owed else None


def _commanded(one: Clause) -> Finding | None:
    """ "Stop the shelling", "do not test us"."""
    commands = is_command(one.tree, one.head) and not one.own
    return ("demands", "a command") if commands else None


def is_command(tree: Tree, head: int) -> bool:
    """True for a verb in its base form that begins its sentence: "stop", but not "look" or "remember"."""
    if tree.tags[head] not in ("VB", "VBP") or tree.subject(head) is not None:
        return False
    if tree.lower[head] in shapes()["addressing"]:
        return False
    if tree.deps[head] == "conj" and not is_command(tree, tree.heads[head]):
        return False
    auxiliaries = {tree.lower[kid] for kid in tree.children(head, "aux")}
    before = [word for word in range(tree.left[head], head) if tree.words[word][0].isalpha()]
    begins = all(tree.lower[word] in BEFORE_A_COMMAND or tree.lower[word] == "n't" for word in before)
    governs = tree.child(head, "dobj", "prep", "prt", "advmod", "acomp", "ccomp", "xcomp") is not None
    ahead = tree.phrase(head, min(head + 1, len(tree) - 1)) in GO_ON
    return begins and governs and not ahead and auxiliaries <= {"do"}


RULES: tuple[Callable[[Clause], Finding | None], ...] = (
    _insisted, _none_will, _let, _its_turn, _advised, _invited, _owed, _commanded,
)  # fmt: skip
"""In the order in which they are asked."""
