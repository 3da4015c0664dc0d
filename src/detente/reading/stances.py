"""In: a clause and whose words it is. Out: the stance its shape takes: its subject, its modal, its verb.

The shape decides before any list of verbs does: "must" on another is a demand, "will" of oneself is an
offer or, with a harmful verb, a threat. The words stand in words/shapes.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.proposals import Modality, Polarity
from detente.case.statements import Stance
from detente.reading.facts import Clause, Finding
from detente.reading.forms import core_of, form_of, friendly, is_passive, no_noun, of_none, words_between
from detente.reading.grammar import COPULAS
from detente.reading.predicates import by_predicate
from detente.reading.tables import shapes
from detente.reading.trees import Tree


@dataclass(frozen=True)
class Shape:
    """How a clause stands: its stance, modality and polarity, and the rule that said so."""

    stance: Stance
    modality: Modality
    polarity: Polarity
    rule: str


def shape_of(
    tree: Tree,
    head: int,
    words: tuple[int, int],
    *,
    own: bool,
    hangs_on: tuple[int, int] | None = None,
    thing: bool = False,
) -> Shape:
    """The stance of a clause that somebody says.

    words        first and last word of the clause
    own          the subject is the one who says it, or their side
    hangs_on     first and last word of the condition that it hangs on, if it does
    thing        the subject is no party: "talks could resume"
    """
    core = core_of(tree, head)
    form = form_of(tree, core)
    condition = words_between(tree, *hangs_on) if hangs_on is not None else None
    clause = Clause(tree, core, form, words_between(tree, *words), own, condition)
    stance, rule = by_predicate(clause) or _by_subject(clause, thing)
    return Shape(stance, form.modality, "negative" if form.negative else "positive", rule)


def _by_subject(clause: Clause, thing: bool) -> Finding:
    if thing and not clause.own and clause.conditional and clause.form.modality in ("will", "would", "may"):
        return "conditional", "could only if"
    return _of_oneself(clause) if clause.own else _of_another(clause)


# ---- the subject speaks of itself


def _of_oneself(one: Clause) -> Finding:
    """ "We will withdraw", "Russia has not sent", "we cannot accept"."""
    if one.has("accepting") and not (one.form.negative or no_noun(one.tree, one.form.verb)):
        return ("conditional" if one.conditional else "willing"), "can accept"
    if one.form.negative and _is_past(one):
        return "denies", "has not done"
    intention = _intention(one.tree, one.form.verb)
    if intention:
        return ("refuses" if intention == "cooperative" else "denies"), "no intention"
    if one.form.modality in ("will", "would", "may"):
        refused = one.form.negative or no_noun(one.tree, one.form.verb)
        return _refused(one) if refused else _proposed(one)
    return _as_it_is(one)


def _is_past(one: Clause) -> bool:
    auxiliaries = one.tree.children(one.form.verb, "aux")
    return any(one.tree.lower[kid] in ("have", "has", "had", "'ve", "did") for kid in auxiliaries)


WHILE = ("as long as", "so long as", "for as long as", "if", "provided", "in return", "in exchange")
"""What opens the condition of a restraint, where "until" and "unless" open one of a refusal."""


def _refused(one: Clause) -> Finding:
    """ "Will not discuss", "cannot confirm", "will sign nothing unless"."""
    modality, verb, lists = one.form.modality, one.verb, shapes()
    if modality != "may" and one.words.startswith(("neither side", "neither party", "no party")):
        return "offers", "neither side will"
    if _restrains_itself(one):
        return ("conditional" if one.conditional else "offers"), "restrains itself"
    if one.hangs_on is not None:
        lasts = one.hangs_on.startswith("while") and modality != "may"
        return ("refuses" if lasts else "insists"), "will not unless"
    if modality != "may" or verb in lists["discussing"] or verb in lists["cooperative"]:
        return "refuses", "will not"
    return ("refuses" if verb in lists["tolerating"] else "denies"), "cannot"


def _restrains_itself(one: Clause) -> bool:
    """ "Will not be the first to station missiles", "will not fire first": what is left undone is given."""
    if one.form.modality == "may":
        return False
    while_ = (one.hangs_on or "").startswith(WHILE) and one.does("arming", "resuming")
    return while_ or one.has("restraint") or (one.does("striking_back") and not one.does("cooperative"))


def _proposed(one: Clause) -> Finding:
    if one.form.modality != "may":
        return _announced(one)
    if one.conditional:
        return "conditional", "could if"
    kind = "cooperative" if one.does("cooperative", "discussing") else None
    might = any(one.tree.lower[kid] in ("may", "might") for kid in one.tree.children(one.form.verb, "aux"))
    if one.does("stative") or is_passive(one.tree, one.form.verb) or (might and kind is None):
        return "claims", "could be"
    return "willing", "could do"


def _announced(one: Clause) -> Finding:
    """ "Will retaliate", "will pay a price", "will keep its missiles", "will withdraw"."""
    lists, verb = shapes(), one.verb
    if verb in lists["hostile"] and not friendly(one.tree, one.form.verb, one.main_words):
        return "threatens", "will harm"
    if _answers_harm(one):
        return "threatens", "will answer harm"
    if verb in lists["suffering"] and one.has("harm"):
        return "threatens", "will cost"
    if verb in lists["pondering"] and not one.conditional:
        return "willing", "will consider"
    if verb == "be" and one.tree.child(one.form.verb, "acomp", "attr", "prep") is None:
        return "claims", "will be"
    if verb in lists["keeping"] and _of_arms(one):
        return "refuses", "will keep"
    return ("conditional" if one.conditional else "offers"), "will do"


def _answers_harm(one: Clause) -> bool:
    """ "If the talks fail, we will go ahead with drilling": what follows on harm is no gift."""
    harm = one.hangs_on is not None and shapes()["adverse"].within(one.hangs_on)
    return harm and not one.does("cooperative", "discussing", "granting")


def _of_arms(one: Clause) -> bool:
    return any(one.tree.lower[kid] in shapes()["arms"] for kid in one.tree.children(one.form.verb, "dobj"))


def _as_it_is(one: Clause) -> Finding:
    """ "We need guarantees", "we must wait", "we do not accept", "we are not aware"."""
    form, verb, lists = one.form, one.verb, shapes()
    if form.modality == "is" and verb in lists["needing"] and not form.negative:
        return "demands", "needs"
    if form.modality == "must":
        asked = is_passive(one.tree, form.verb) or (not form.negative and one.does("receiving"))
        return ("demands", "must be done to it") if asked else ("claims", "has to itself")
    if one.conditional and form.modality == "is" and not form.negative and one.has("as_they_do"):
        return "conditional", "does as they do"
    if form.negative and verb in lists["recognising"]:
        return "refuses", "does not accept"
    if form.modality == "is" and (form.negative or no_noun(one.tree, form.verb)):
        return "denies", "is not"
    return "claims", "says so"


def _intention(tree: Tree, verb: int) -> str | None:
    """What is not meant, "cooperative" or "hostile", in "has no plan to"; None if nothing is meant."""
    nouns = shapes()["intentions"]
    for kid in tree.children(verb, "dobj", "attr"):
        if tree.lower[kid] in nouns and any(tree.lower[one] == "no" for one in tree.kids[kid]):
            return _what_kind(tree, kid)
    planned = tree.lower[verb] in shapes()["planning"] and tree.negated(verb)
    return _what_kind(tree, verb) if planned else None


def _what_kind(tree: Tree, word: int) -> str:
    """ "No plan to attack" is denied, "no plan to sign" is refused."""
    lists, said = shapes(), {tree.lower[one] for one in tree.subtree(word)}
    if not lists["going_back"].words.isdisjoint(said) or not lists["yielding"].words.isdisjoint(said):
        return "cooperative"
    harm = lists["wrongdoing"].words | lists["hostile"].words | lists["arming"].words
    return "cooperative" if harm.isdisjoint(said) else "hostile"


# ---- the subject is another, or nobody's in particular


def _of_another(one: Clause) -> Finding:
    """ "They must withdraw", "Russia will pay a price", "Ukraine has violated"."""
    form, verb, lists = one.form, one.verb, shapes()
    if form.modality != "is" and one.does("expecting") and one.has("penalties") and not form.negative:
        return "threatens", "another should expect harm"
    if form.modality in ("must", "should"):
        return ("claims", "should have been") if _is_too_late(one) else ("demands", "another must")
    if form.modality in ("will", "would") and verb in lists["suffering"] and one.has("harm"):
        return "threatens", "another will suffer"
    if form.modality == "will" and form.negative and (_never(one) or one.does("acquiring")):
        return "insists", "another will never"
    if form.modality == "is" and (one.about_none or (form.negative and verb in lists["being"])):
        return "denies", "is not"
    if _is_blamed(one):
        return "accuses", "it is they who"
    return _accused(one) or ("claims", "says so")


def _is_blamed(one: Clause) -> bool:
    """ "It is Armenia that keeps arming", said by its opponent: who points at another blames them."""
    tree = one.tree
    pointed = tree.child(one.head, "nsubj")
    above = tree.heads[one.head]
    if pointed is None or tree.lower[pointed] not in ("that", "who", "which"):
        return False
    copula = above if tree.lower[above] in COPULAS else tree.heads[above]
    subject = tree.subject(copula) if tree.lower[copula] in COPULAS else None
    noun = tree.child(copula, "attr")
    named = noun is not None and (tree.tags[noun][:3] == "NNP" or tree.lower[noun] in BLAMED)
    blamed = subject is not None and tree.lower[subject] == "it" and named and one.form.modality == "is"
    return blamed and not one.does("promising")


BLAMED = ("side", "they", "you", "neighbour", "neighbours", "neighbor", "neighbors", "regime", "government")
"""Nouns beside names at whom "it is ... that" points."""


def _is_too_late(one: Clause) -> bool:
    """ "They should have asked", "it must have been seen": about what was, and asked of nobody."""
    return any(
        one.tree.lower[kid] in ("have", "'ve", "’ve") for kid in one.tree.children(one.form.verb, "aux")
    )


def _never(one: Clause) -> bool:
    return one.tree.child(one.form.verb, "auxpass") is not None


def _accused(one: Clause) -> Finding | None:
    form = one.form
    if form.modality == "is" and not form.negative and one.has("betraying", "breaching"):
        return "accuses", "another breaks its word"
    if (
        form.modality == "is"
        and form.negative
        and one.has("not_kept")
        and not is_passive(one.tree, form.verb)
    ):
        return "accuses", "another has not kept"
    active = form.modality in ("is", "would") and not form.negative and not is_passive(one.tree, form.verb)
    if active and one.verb in shapes()["wrongdoing"]:
        return "accuses", "another does wrong"
    if form.negative and form.modality == "is" and of_none(one.tree, form.verb):
        return "denies", "of none"
    return ("accuses", "wrong is spoken of") if one.has("wrongs") else None
