"""In: a clause taken apart. Out: what a side is ready for or will not do, where no verb of willing says so.

"Sees merit in", "has nothing against", "the offer stands", "inspectors are welcome to", "talks can begin";
"sees no reason to", "we do not bargain", "is not something we will discuss".
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.facts import Clause, Finding
from detente.reading.forms import form_of, no_noun, predicate
from detente.reading.grammar import COPULAS, FIRST
from detente.reading.tables import shapes
from detente.reading.trees import Tree


def ready(one: Clause) -> Finding | None:
    """What the first rule that finds readiness, or none, makes of it."""
    return next((found for rule in RULES if (found := rule(one))), None)


def _willing(one: Clause, rule: str = "willing") -> Finding:
    return ("conditional" if one.conditional else "willing"), rule


def _favours(one: Clause) -> Finding | None:
    """ "Has nothing against", "would look kindly on", "they will find us ready"."""
    favours = (one.own and one.has("favouring")) or one.has("finding_us")
    return _willing(one) if favours else None


def _sees_merit(one: Clause) -> Finding | None:
    """ "Sees merit in talks", "sees no reason to talk"."""
    if not one.own or not one.does("see_and_have"):
        return None
    none = one.form.negative or no_noun(one.tree, one.form.verb)
    if not none:
        return _willing(one) if one.verb not in HAVING and one.objects("merits") else None
    grounds = one.objects("grounds") and (one.verb not in HAVING or one.objects("reasons"))
    if not grounds:
        return None
    return ("denies" if one.has("arming", "wrongdoing") else "refuses"), "no intention"


HAVING = ("have", "has", "had", "having", "make", "made", "makes", "raise", "know", "knows", "knew")


def _keeps_to(one: Clause) -> Finding | None:
    """ "Stands by the truce", "will honour the agreement"; what it has kept is a claim."""
    past = one.tree.tags[one.form.verb] == "VBN" or (
        one.tree.tags[one.form.verb] == "VBD" and one.tree.child(one.form.verb, "prep") is None
    )
    keeps = one.own and not one.form.negative and not past and one.form.modality in ("is", "will", "would")
    return _willing(one, "keeps to") if keeps and one.has("keeping_to") and one.objects("pacts") else None


def _does_not_bargain(one: Clause) -> Finding | None:
    """ "We do not trade our security": never, not just now."""
    does = any(
        one.tree.lower[kid] in ("do", "does", "did") for kid in one.tree.children(one.form.verb, "aux")
    )
    bargains = one.has("bargaining") if not does else one.does("bargaining") or one.has("bargaining")
    now = does or one.tree.tags[one.form.verb] == "VBG"
    return ("refuses", "unwilling") if one.own and one.form.negative and now and bargains else None


def _not_ours_to_discuss(one: Clause) -> Finding | None:
    """ "Is not something we will discuss", "is no matter we would put to a vote"."""
    tree = one.tree
    if tree.lower[one.head] not in COPULAS or not (one.form.negative or no_noun(tree, one.head)):
        return None
    for noun in tree.children(one.head, "attr"):
        for clause in tree.children(noun, "relcl", "acl"):
            if _is_our_talk(tree, clause):
                return "refuses", "unacceptable"
    return None


def _is_our_talk(tree: Tree, clause: int) -> bool:
    subject, form = tree.subject(clause), form_of(tree, clause)
    ours = subject is not None and (
        tree.lower[subject] in FIRST or tree.tags[subject][:3] in ("NNP", "PRP")
    )
    lists, verb = shapes(), tree.lower[form.verb]
    words = {verb, *(tree.lower[one] for one in tree.subtree(clause))}
    talk = lists["discussing"].words | lists["bargaining"].words | lists["cooperative"].words
    return ours and (form.modality in ("will", "would") or not words.isdisjoint(talk))


def _offer_stands(one: Clause) -> Finding | None:
    """ "The invitation still stands", "our offer is on the table"."""
    subject = one.tree.subject(one.head)
    if subject is None or one.tree.lower[subject] not in shapes()["invitations"]:
        return None
    stands = one.does("standing") or shapes()["standing"].within(predicate(one.tree, one.head))
    if not stands or one.form.modality not in ("is", "will"):
        return None
    return ("refuses" if one.form.negative else "offers"), "offer stands"


def _is_welcome(one: Clause) -> Finding | None:
    """ "The inspectors are welcome to come", "observers may go where they wish"."""
    subject = one.tree.subject(one.head)
    if one.own or one.form.negative or subject is None:
        return None
    guests = one.tree.lower[subject] in shapes()["visitors"] or one.tree.lower[subject] in ("you", "anyone")
    tail = predicate(one.tree, one.head).split()
    welcome = bool(tail) and tail[0] in shapes()["welcome_to"] and (guests or tail[0] == "welcome")
    goes = guests and one.form.modality == "may" and one.does("visiting")
    return ("offers", "is welcome") if welcome or goes else None


def _can_start(one: Clause) -> Finding | None:
    """ "Talks can begin any day", "the work could go ahead": what would be done, not by whom."""
    subject = one.tree.subject(one.head)
    can = any(one.tree.lower[kid] in ("can", "could") for kid in one.tree.children(one.form.verb, "aux"))
    if one.own or one.form.negative or subject is None or not can or not one.does("starting"):
        return None
    lists, noun = shapes(), one.tree.lower[subject]
    harm = any(noun in lists[name] for name in ("pressing", "harm", "wrongs"))
    return None if harm or one.about_none or noun == "that" else _willing(one, "can start")


RULES: tuple[Callable[[Clause], Finding | None], ...] = (
    _favours, _sees_merit, _keeps_to, _does_not_bargain, _not_ours_to_discuss, _offer_stands, _is_welcome,
    _can_start,
)  # fmt: skip
"""In the order in which they are asked."""
