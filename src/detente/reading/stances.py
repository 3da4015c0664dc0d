"""In: a clause and whose words it is. Out: the stance its shape takes: who is its subject, which modal, which verb.

The shape decides before any list of verbs does: "must" on another is a demand, "will" of oneself is an
offer or, with a harmful verb, a threat. The words stand in words/shapes.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.proposals import Modality, Polarity
from detente.case.statements import Stance
from detente.reading.tables import shapes
from detente.reading.trees import Tree

MODALS: dict[str, Modality] = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "sha": "will", "would": "would", "'d": "would",
    "may": "may", "might": "may", "can": "may", "ca": "may", "could": "may",
    "must": "must", "should": "should", "ought": "should",
}  # fmt: skip
OBLIGING = frozenset({"have", "has", "had", "need", "needs", "needed"})
GOING = frozenset({"going", "set", "about", "due", "bound"})


@dataclass(frozen=True)
class Shape:
    """How a clause stands: its stance, modality and polarity, and the rule that said so."""

    stance: Stance
    modality: Modality
    polarity: Polarity
    rule: str


@dataclass(frozen=True)
class Form:
    """A clause taken apart: the verb that says what is done, the modal over it, whether it is negated."""

    verb: int
    modality: Modality
    negative: bool


def form_of(tree: Tree, head: int) -> Form:
    """The clause's acting verb, below "going to" and "have to", with modality and negation gathered on the way."""
    modality: Modality = "is"
    negative = False
    verb = head
    for _ in range(4):
        negative = negative or tree.negated(verb)
        aux = next(
            (tree.lower[kid] for kid in tree.children(verb, "aux") if tree.lower[kid] in MODALS), None
        )
        if aux and modality == "is":
            modality = MODALS[aux]
        below = tree.child(verb, "xcomp")
        if below is None or not tree.is_verb(below):
            break
        if tree.lower[verb] in OBLIGING:
            modality = "must"
        elif tree.lower[verb] == "going":
            modality = "will"
        elif not (tree.lower[verb] == "able" or tree.lower[verb] in AUXILIARY):
            break
        verb = below
    negative = negative or _of_neither(tree, head)
    if modality == "is" and _is_to(tree, verb):
        modality = "must"
    return Form(verb, modality, negative)


AUXILIARY = frozenset({"continue", "continued", "continues", "begin", "began", "begun", "begins", "start", "started", "starts",
                       "keep", "kept", "able", "try", "tried", "tries", "trying", "go", "want"}) - {"want"}  # fmt: skip


def _of_neither(tree: Tree, head: int) -> bool:
    """ "Neither Russia nor Ukraine is willing": denied of both."""
    subject = tree.subject(head)
    return subject is not None and any(
        tree.lower[one] == "neither" and tree.deps[one] in ("preconj", "cc", "det", "predet")
        for one in tree.kids[subject]
    )


def _is_to(tree: Tree, verb: int) -> bool:
    """ "The sides are to meet", "X has to": an obligation without a modal."""
    to = next((kid for kid in tree.children(verb, "aux") if tree.lower[kid] == "to"), None)
    return to is not None and tree.lower[tree.heads[verb]] in ("is", "are", "was", "were", "be")


def shape_of(
    tree: Tree, head: int, *, own: bool, first: int, last: int, conditional: bool, thing: bool = False
) -> Shape:
    """The stance of a clause that somebody says.

    own          the subject is the one who says it, or their side
    first, last  the words of the clause
    conditional  something hangs a condition on it
    thing        the subject is no party: "talks could resume"
    """
    core = core_of(tree, head)
    form = form_of(tree, core)
    words = tree.phrase(first, last)
    polarity: Polarity = "negative" if form.negative else "positive"

    def made(stance: Stance, rule: str) -> Shape:
        return Shape(stance, form.modality, polarity, rule)

    fixed = _by_predicate(tree, core, form, words, own=own, conditional=conditional)
    if fixed:
        return made(*fixed)
    if thing and not own and conditional and form.modality in ("will", "would", "may"):
        return made("conditional", "could only if")
    found = _own(tree, form, words, conditional) if own else _other(tree, form, words, conditional)
    return made(*found)


def core_of(tree: Tree, head: int) -> int:
    """The clause that says it: "do" in "what we will not do is X", "torn" in "it is Russia that has torn it"."""
    if tree.lower[head] not in COPULAS:
        return head
    inner = tree.child(head, "csubj")
    if inner is not None and any(tree.lower[one] == "what" for one in tree.subtree(inner)):
        return inner
    complement = tree.child(head, "attr")
    if complement is not None:
        below = tree.child(complement, "relcl")
        subject = tree.subject(head)
        if (
            below is not None
            and subject is not None
            and tree.lower[subject] in ("it", "this", "that", "these", "here")
        ):
            return below
    return head


def _by_predicate(
    tree: Tree, head: int, form: Form, words: str, *, own: bool, conditional: bool
) -> tuple[Stance, str] | None:
    """What the predicate says whoever the subject is: unacceptable, untrue, unclear, necessary."""
    lists = shapes()
    tail = predicate(tree, head)
    if tail:
        padded = tail
        if lists["unacceptable"].within(padded) and (not form.negative or _says_not(padded)):
            return "refuses", "unacceptable"
        if lists["untrue"].within(padded) and not form.negative:
            return "denies", "untrue"
        if form.negative and lists["true_"].within(padded):
            return "denies", "untrue"
        if lists["unsure"].within(padded) and not form.negative:
            return "doubts", "unclear"
        if form.negative and lists["unconvinced"].within(padded):
            return "doubts", "not sure"
        if no_noun(tree, head) and lists["permitting"].within(padded):
            return "refuses", "none is acceptable"
        if lists["required"].within(padded) and not form.negative:
            return "insists", "required"
        if own and lists["willing"].within(padded) and _has_infinitive(tree, head):
            if form.negative:
                return "refuses", "not willing"
            return ("conditional" if conditional else "willing"), "willing"
        if own and lists["unwilling"].within(padded):
            return "refuses", "unwilling"
    if (
        tree.lower[head] in lists["untrue"]
        and tree.child(head, "auxpass") is not None
        and not form.negative
    ):
        return "denies", "untrue"
    if _no_such(tree, head):
        return "denies", "no such thing"
    if form.negative and lists["untrue"].within(words) and not own and "agree" in words.split():
        return "denies", "does not agree with the facts"
    if words.startswith("no ") and ", no " in words:
        return "insists", "no this no that"
    if lists["insisting"].within(words) and not form.negative:
        return "insists", "nothing less"
    if (
        tree.lower[head] == "let"
        and not _lets_me(tree, head)
        and not own
        and tree.child(head, "ccomp", "dobj") is not None
    ):
        return "demands", "let them"
    if own and tree.lower[head] in lists["willing"] and tree.child(head, "auxpass") is not None:
        if form.negative:
            return "refuses", "not willing"
        return ("conditional" if conditional else "willing"), "willing"
    if _does_not_know(tree, head, form, words):
        return "doubts", "not known"
    if any(tree.lower[kid] == "whether" for kid in tree.children(head, "mark", "advmod")):
        return "doubts", "whether"
    if _whether_below(tree, head):
        return "doubts", "the question is whether"
    if lists["menace"].within(words) and not form.negative:
        return "threatens", "menace"
    if form.modality in ("will", "would") and not form.negative:
        if own and lists["breaking"].within(words):
            return "threatens", "will break off"
        if own and lists["refusing"].within(words):
            return "refuses", "will refuse"
        if tree.lower[form.verb] in HAVING and any(
            tree.lower[kid] in lists["penalties"]
            for kid in tree.children(form.verb, "dobj", "attr", "pobj")
        ):
            return "threatens", "will have consequences"
    if tree.child(head, "expl") is not None or tree.lower[head] in ("there",):
        if form.modality in ("must", "should"):
            return (
                "insists" if form.negative is False and form.modality == "must" else "demands"
            ), "there must be"
        if (
            no_noun(tree, head)
            and form.modality in ("will", "may")
            and (conditional or "without" in words.split())
        ):
            return "insists", "nothing without"
        if no_noun(tree, head) and form.modality in ("will", "may"):
            return "refuses", "there will be no"
        if no_noun(tree, head):
            return "denies", "there is no"
        if form.negative:
            return "denies", "there was never"
        if form.modality in ("will", "would") and lists["harm"].within(words):
            return "threatens", "there will be consequences"
    return None


HAVING = frozenset(
    {"have", "mean", "entail", "bring", "carry", "trigger", "provoke", "meet", "draw", "face", "invite"}
)


def _whether_below(tree: Tree, head: int) -> bool:
    """ "The question is whether they can deliver"."""
    if tree.lower[head] not in COPULAS:
        return False
    return any(
        tree.lower[one] == "whether"
        for kid in tree.children(head, "ccomp", "attr", "advcl", "acomp")
        for one in tree.children(kid, "mark", "advmod")
    )


def _own(tree: Tree, form: Form, words: str, conditional: bool) -> tuple[Stance, str]:
    """The subject speaks of itself."""
    lists = shapes()
    verb = tree.lower[form.verb]
    if lists["accepting"].within(words) and not form.negative:
        return ("conditional" if conditional else "willing"), "can accept"
    if form.negative and any(
        tree.lower[kid] in ("have", "has", "had", "'ve", "did") for kid in tree.children(form.verb, "aux")
    ):
        return "denies", "has not done"
    intention = _intention(tree, form.verb)
    if intention:
        return ("refuses" if intention == "cooperative" else "denies"), "no intention"
    refused = form.negative or no_noun(tree, form.verb)
    if (
        form.modality in ("will", "would")
        and refused
        and words.startswith(("neither side", "neither party", "no party"))
    ):
        return "offers", "neither side will"
    if form.modality in ("will", "would", "may") and refused:
        if conditional:
            return "insists", "will not unless"
        if verb in lists["discussing"] or verb in lists["cooperative"] or form.modality != "may":
            return "refuses", "will not"
        return (
            "refuses"
            if tree.lower[form.verb] in ("accept", "tolerate", "allow", "agree", "stand")
            else "denies"
        ), "cannot"
    if form.modality in ("will", "would"):
        if verb in lists["hostile"] and not friendly(tree, form.verb, words):
            return "threatens", "will harm"
        if verb in lists["suffering"] and lists["harm"].within(words):
            return "threatens", "will cost"
        if verb in lists["keeping"] and any(
            tree.lower[kid] in lists["arms"] for kid in tree.children(form.verb, "dobj")
        ):
            return "refuses", "will keep"
        return ("conditional" if conditional else "offers"), "will do"
    if form.modality == "may":
        if conditional:
            return "conditional", "could if"
        if verb in STATIVE:
            return "claims", "could be"
        return "willing", "could do"
    if (
        form.modality == "is"
        and verb in ("need", "needs", "want", "wants", "require", "requires")
        and not form.negative
    ):
        return "demands", "needs"
    if form.modality == "must":
        return "claims", "has to itself"
    if form.negative and tree.lower[form.verb] in ("accept", "recognise", "recognize", "tolerate", "agree"):
        return "refuses", "does not accept"
    if form.negative and form.modality == "is":
        return "denies", "is not"
    return "claims", "says so"


def _other(tree: Tree, form: Form, words: str, conditional: bool) -> tuple[Stance, str]:
    """The subject is another, or nobody's in particular."""
    lists = shapes()
    verb = tree.lower[form.verb]
    if form.modality in ("must", "should"):
        return "demands", "another must"
    if form.modality in ("will", "would") and verb in lists["suffering"] and lists["harm"].within(words):
        return "threatens", "another will suffer"
    if (
        form.modality == "will"
        and form.negative
        and ("never" in words.split() or tree.child(form.verb, "auxpass") is not None)
    ):
        return "insists", "another will never"
    if (
        form.negative
        and form.modality in ("is",)
        and verb in ("is", "are", "was", "were", "be", "been", "exist", "exists")
    ):
        return "denies", "is not"
    if (
        verb in lists["wrongdoing"]
        and form.modality in ("is", "would")
        and not form.negative
        and not _passive(tree, form.verb)
    ):
        return "accuses", "another does wrong"
    if lists["wrongs"].within(words):
        return "accuses", "wrong is spoken of"
    return "claims", "says so"


STATIVE = frozenset({"be", "see", "have", "find", "know", "get", "say", "hear", "feel", "think", "happen", "lose", "become", "tell",
                     "understand", "imagine", "need", "want", "help", "face", "suffer", "die", "confirm", "deny"})  # fmt: skip


def _passive(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "auxpass", "nsubjpass") is not None


def predicate(tree: Tree, head: int) -> str:
    """The next words after a copula, up to where another clause begins, without quotation marks."""
    if tree.lower[head] not in COPULAS:
        return ""
    words: list[str] = []
    end = min(tree.sentence_of(head)[1], head + 10)
    for word in range(head + 1, end):
        if tree.lower[word] in CLAUSE_OPENERS or tree.tags[word] in (".", ":"):
            break
        if tree.tags[word] not in ("``", "''", "_SP") and tree.lower[word] not in FILLING:
            words.append("not" if tree.lower[word] in NOT else tree.lower[word])
    return " ".join(words).replace(" - ", "-")


FILLING = frozenset({"still", "also", "very", "simply", "just", "clearly", "now", "then", "even", "only", "certainly", "absolutely",
                     "entirely", "completely", "always", "already", "really", "fully", "totally", "quite", "yet"})  # fmt: skip
NOT = frozenset({"not", "n't", "n’t", "never"})
CLAUSE_OPENERS = frozenset({"that", "which", "who", "because", "but", "when", "until", "as", "while", "if", "unless", "so", "to", ";", "since",
                            "whether"})  # fmt: skip


COPULAS = frozenset({"stand", "stands", "stood", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m", "am", "remain", "remains", "remained",
                     "seem", "seems", "seemed", "become", "became", "stay", "stays", "appear", "appears", "appeared",
                     "’s", "’re", "’m", "called", "sounds", "looks", "look"})  # fmt: skip


def _has_infinitive(tree: Tree, head: int) -> bool:
    complement = tree.child(head, "acomp", "attr")
    return complement is not None and tree.child(complement, "xcomp", "prep", "ccomp") is not None


def _does_not_know(tree: Tree, head: int, form: Form, words: str) -> bool:
    verb = tree.lower[form.verb]
    if verb in ("know", "tell", "say", "see", "judge") and form.negative:
        said = {*words.split(), *(tree.lower[one] for one in tree.subtree(head))}
        return not said.isdisjoint({"whether", "if", "what", "until", "how"})
    return verb in ("remains", "remain", "remained") and "to be seen" in words


def _lets_me(tree: Tree, head: int) -> bool:
    """ "Let me stress that": no demand."""
    return any(tree.lower[one] in ("me", "us", "'s") for one in tree.subtree(head) if one <= head + 1)


def _says_not(words: str) -> bool:
    """ "Not on the table": what it is called has its own "not"."""
    return any(one.startswith("not ") and one in words for one in shapes()["unacceptable"].phrases)


def _no_such(tree: Tree, head: int) -> bool:
    """ "No such paper exists", "no request has been made": the subject is said not to be."""
    subject = tree.subject(head)
    if subject is None:
        return False
    before = {tree.lower[one] for one in tree.children(subject, "det", "amod", "neg")}
    modal = any(tree.lower[one] in MODALS for one in tree.children(head, "aux"))
    return "no" in before and not modal


def no_noun(tree: Tree, verb: int) -> bool:
    """ "No country", "nothing", "nobody" as the subject or object."""
    for kid in tree.children(verb, "dobj", "attr", "nsubj", "nsubjpass", "pobj"):
        if tree.lower[kid] in ("nothing", "none", "nobody", "neither"):
            return True
        if any(tree.lower[one] == "no" for one in tree.children(kid, "det", "neg")):
            return True
    return False


def _intention(tree: Tree, verb: int) -> str | None:
    """ "Has no intention of X", "does not plan to X": what X is, cooperative or not; None if it is none of these."""
    lists = shapes()
    for kid in tree.children(verb, "dobj", "attr"):
        if tree.lower[kid] in lists["intentions"] and any(
            tree.lower[one] == "no" for one in tree.kids[kid]
        ):
            return _what_kind(tree, kid)
    if tree.lower[verb] in (
        "plan",
        "plans",
        "planning",
        "planned",
        "intend",
        "intends",
        "seek",
        "considering",
    ) and tree.negated(verb):
        return _what_kind(tree, verb)
    return None


def _what_kind(tree: Tree, word: int) -> str:
    below = {tree.lower[one] for one in tree.subtree(word)}
    lists = shapes()
    return (
        "cooperative"
        if not below.isdisjoint(
            lists["cooperative"].words - lists["wrongdoing"].words - lists["hostile"].words
            | {"withdraw", "withdrawing", "leave", "leaving", "removing", "remove"}
        )
        else "hostile"
    )


def friendly(tree: Tree, verb: int, words: str) -> bool:
    """A verb that can do harm or good: "respond constructively", "withdraw troops", "suspend exercises"."""
    lists = shapes()
    if tree.lower[verb] in lists["leaving"]:
        return not lists["restrained"].words.isdisjoint(words.split())
    return not {"constructively", "positively"}.isdisjoint(words.split())
