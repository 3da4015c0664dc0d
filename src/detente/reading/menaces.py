"""In: a clause taken apart. Out: the threat that its words make, if they make one.

"All options are open", "would be treated as an act of war", "our crews have orders to shoot", "the strikes
will get heavier", "they can forget about a seat": what is threatened is said by the words, not by a verb.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.facts import Clause, Finding
from detente.reading.tables import shapes

HAVING = ("have", "has", "had", "having", "received", "receive", "got", "get")


def menaced(one: Clause) -> Finding | None:
    """The threat of the first rule that finds one."""
    if one.form.negative or _of_none(one):
        return None
    return next((("threatens", name) for name, rule in RULES.items() if rule(one)), None)


def _of_none(one: Clause) -> bool:
    """ "Will test no missiles": nothing is done to anything."""
    return any(
        one.tree.lower[kid] in ("no", "neither")
        for noun in one.tree.children(one.form.verb, "dobj")
        for kid in one.tree.kids[noun]
    )


def strikes(one: Clause) -> bool:
    """True if it speaks of striking: "ready to hit back", "orders to shoot"."""
    return one.has("striking_back")


def _is_menace(one: Clause) -> bool:
    return one.has("menace")


def _breaks_off(one: Clause) -> bool:
    return one.own and one.will and one.has("breaking")


def _costs(one: Clause) -> bool:
    """ "Will have consequences", "would meet with an answer", "will lead to sanctions"."""
    return one.will and one.does("having") and bool(one.objects("penalties", "harm"))


def _is_case_of_war(one: Clause) -> bool:
    """ "Would be treated as an act of war", "we will consider them legitimate targets"."""
    return one.will and one.does("regarding") and one.has("casus")


def _has_orders(one: Clause) -> bool:
    """ "Our crews have orders to shoot", "have been told to fire"."""
    if not one.own or not strikes(one):
        return False
    told = one.does("commanded") and one.tree.child(one.form.verb, "auxpass") is not None
    return told or (one.verb in HAVING and bool(one.objects("orders")))


def _has_the_means(one: Clause) -> bool:
    return one.own and one.has("means_to") and strikes(one)


def _keeps_the_right(one: Clause) -> bool:
    """ "Keeps the right to act alone", "will act on its own"."""
    return one.own and one.has("keeping_right")


def _acts_alone(one: Clause) -> bool:
    return one.own and one.form.modality != "is" and one.has("acting_alone")


def _worsens(one: Clause) -> bool:
    """ "The strikes will get heavier", "we will step up the pressure"."""
    if not one.will or not one.has("growing"):
        return False
    subject = one.tree.subject(one.head)
    pressed = subject is not None and one.tree.lower[subject] in shapes()["pressing"]
    return pressed or (one.own and one.does("growing") and bool(one.objects("pressing")))


def _will_lose(one: Clause) -> bool:
    """ "They can forget about a seat", "will have only themselves to blame"."""
    will = one.form.modality in ("will", "would", "may")
    return not one.own and ((will and one.has("losing")) or one.has("peril"))


def _takes_measures(one: Clause) -> bool:
    """ "Will take all necessary measures"."""
    return one.own and one.will and one.has("measures_taken")


def _arms_itself(one: Clause) -> bool:
    """ "Will resume its nuclear tests", "will go ahead with flight tests", "would turn to a court"."""
    return one.own and one.will and one.does("arming", "resuming") and bool(one.objects("heated"))


RULES: dict[str, Callable[[Clause], bool]] = {
    "menace": _is_menace,
    "will break off": _breaks_off,
    "will have consequences": _costs,
    "a case of war": _is_case_of_war,
    "has orders": _has_orders,
    "has the means": _has_the_means,
    "keeps the right": _keeps_the_right,
    "acts alone": _acts_alone,
    "will get worse": _worsens,
    "will lose": _will_lose,
    "takes measures": _takes_measures,
    "arms itself": _arms_itself,
}
"""What tells a threat, by the name of the rule, in the order in which they are asked."""
