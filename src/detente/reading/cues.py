"""In: a verb of a passage. Out: the term of saying that it is, if it is one, and its stance.

A verb counts with its particle, its object and the shape of its clause: "made it clear that", "agreed to",
"expressed its willingness", "called it a lie".
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.statements import Stance
from detente.case.vocabulary import CueTerm, Frame
from detente.reading.forms import acting, no_noun, objects_of, predicate, words_between
from detente.reading.grammar import COPULAS, NOTHING
from detente.reading.nouns import noun_stance
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import Passage

QUOTE = CueTerm(word="quote")
PUT = CueTerm(word="put at", stance="claims")
NEGATED: Mapping[Stance, Stance | None] = {
    "denies": "claims", "doubts": "claims", "offers": "refuses", "willing": "refuses", "refuses": "willing",
    "demands": None, "insists": None, "threatens": None, "accuses": None,
}  # fmt: skip
"""What a stance becomes under "not"; None: the clause decides."""
GIVEN = ("offers", "willing", "demands", "accuses", "threatens")
"""Stances that "nothing" denies: "promised nothing", "asked for nothing"."""
LEFT_TO_SHAPE = ("willing", "unwilling", "unacceptable", "untrue", "true_", "required", "unsure")
"""Tables of predicates that are left to the shape of their clause: "is unacceptable"."""
NAMES: Mapping[Stance, str] = {"denies": "untrue", "refuses": "unacceptable", "accuses": "wrongs"}
"""What it comes to when something is called untrue, unacceptable or a wrong."""
PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})
"""What has not been promised or agreed is denied, not refused."""
PARTICLES = ("prt", "prep", "acomp", "oprd", "ccomp", "advmod")
CLAUSE_HEADS = ("ROOT", "ccomp", "conj", "relcl")
WITH_A_STANCE = ("xcomp", "dobj", "prep", "nsubjpass", "pcomp", "oprd", "acl", "prt")
"""What a term with a stance may govern in place of a clause."""


def saying_of(passage: Passage, verb: int) -> CueTerm | None:
    """The term of saying that a verb is, if it governs something said."""
    quoting = passage.tree.lower[verb] in shapes()["quoting"]
    term = QUOTE if quoting else term_of(passage, verb)
    return term if term is not None and _says_something(passage.tree, verb, term) else None


def term_of(passage: Passage, verb: int) -> CueTerm | None:
    """The term of saying that a verb is, with its particle or preposition."""
    tree = passage.tree
    if not (tree.is_verb(verb) or tree.deps[verb] in CLAUSE_HEADS):
        return None
    if _puts_at(tree, verb):
        return PUT
    if tree.lower[verb] in COPULAS and _is_shape(tree, verb):
        return None
    if tree.lower[verb] in shapes()["regarding"] and shapes()["casus"].within(_words_after(tree, verb)):
        return None
    frame = _frame(tree, verb)
    return (
        _as_phrase(passage, verb, frame)
        or _given(passage, verb)
        or _named_as(tree, verb)
        or _with_particle(passage, verb, frame)
        or _alone(passage, verb, frame)
    )


def _puts_at(tree: Tree, verb: int) -> bool:
    """ "Put the number at 6,000"."""
    return tree.lower[verb] in ("put", "puts") and any(
        tree.lower[kid] == "at" for kid in tree.children(verb, "prep")
    )


def _is_shape(tree: Tree, verb: int) -> bool:
    """True for a predicate that is left to the shape of its clause: "is unacceptable", "is willing"."""
    words = predicate(tree, verb)
    return any(shapes()[name].within(words) for name in LEFT_TO_SHAPE)


def _words_after(tree: Tree, verb: int) -> str:
    return words_between(tree, verb, tree.right[verb])


def _frame(tree: Tree, verb: int) -> Frame | None:
    """The shape of clause that a verb governs."""
    content = tree.child(verb, "ccomp")
    if content is not None:
        to_do = any(tree.lower[kid] == "to" for kid in tree.children(content, "aux"))
        return "to-inf" if to_do and not tree.is_marked(content, "that") else "that-clause"
    if tree.child(verb, "xcomp") is not None:
        return "to-inf"
    for kid in tree.children(verb, "prep"):
        if tree.lower[kid] == "of" and tree.child(kid, "pcomp") is not None:
            return "of-ing"
        if tree.lower[kid] == "as":
            return "np-as"
    return "np" if tree.child(verb, "dobj", "prep", "nsubjpass") is not None else None


def _as_phrase(passage: Passage, verb: int, frame: Frame | None) -> CueTerm | None:
    """ "Made clear", "ruled out": a phrase of the vocabulary that begins with the verb."""
    hit = passage.cues.get(passage.tree.starts[verb])
    if hit is None or hit.end <= passage.tree.ends[verb]:
        return None
    words = " ".join(passage.scene.document.text[hit.start : hit.end].lower().split())
    return passage.scene.lexicon.cue(words, frame) or hit.term


def _given(passage: Passage, verb: int) -> CueTerm | None:
    """ "Repeated its demand", "expressed its willingness": the stance of the noun."""
    tree = passage.tree
    if tree.lower[verb] not in shapes()["support"]:
        return None
    for kid in tree.children(verb, "dobj"):
        stance = noun_stance(passage.scene.lexicon, tree.lower[kid])
        if stance is not None and stance != "claims":
            none = any(tree.lower[one] == "no" for one in tree.children(kid, "det", "neg"))
            return CueTerm(word="give", stance="denies" if none else stance)
    return None


def _named_as(tree: Tree, verb: int) -> CueTerm | None:
    """ "Called it a lie", "described the drill as provocative": what the name given says."""
    if tree.lower[verb] not in shapes()["calling"]:
        return None
    after = tree.phrase(verb + 1, tree.right[verb])
    stances = (stance for stance, name in NAMES.items() if shapes()[name].within(after))
    return next((CueTerm(word="call", stance=stance) for stance in stances), None)


def _with_particle(passage: Passage, verb: int, frame: Frame | None) -> CueTerm | None:
    """ "Called for", "turned down": the verb with a word that hangs on it."""
    tree, cue = passage.tree, passage.scene.lexicon.cue
    beside = (kid for kid in tree.children(verb, *PARTICLES) if kid > verb)
    terms = (cue(f"{tree.lower[verb]} {tree.lower[kid]}", frame) for kid in beside)
    return next((term for term in terms if term), None)


def _alone(passage: Passage, verb: int, frame: Frame | None) -> CueTerm | None:
    """The verb by itself; one that says something only in some shapes of clause, in these."""
    tree, cue = passage.tree, passage.scene.lexicon.cue
    if tree.lower[verb] in ("know", "knows", "knew") and tree.negated(verb):
        return None
    complement = tree.child(verb, "ccomp")
    if tree.lower[verb] in ("made", "make", "makes", "making") and complement is not None:
        clear = "clear" in tree.phrase(verb, complement).split()
        return cue("made clear", "that-clause") if clear else None
    found = cue(tree.lower[verb], frame) if tree.is_verb(verb) else None
    if found is None or found.stance is not None or not found.frame:
        return found
    hopes = tree.lower[verb] in shapes()["hopes"]
    return found if hopes or frame is None or frame in found.frame else None


def _says_something(tree: Tree, verb: int, term: CueTerm) -> bool:
    """True if there is something said: a clause, or for a term with a stance, a noun."""
    if tree.lower[verb] in shapes()["quoting"]:
        return tree.child(verb, "dobj", "nsubjpass") is not None
    if tree.child(verb, "ccomp", "parataxis") is not None:
        return True
    if term.stance is not None:
        return tree.child(verb, *WITH_A_STANCE) is not None
    below = tree.child(verb, "xcomp")
    return below is not None and tree.is_verb(below) and tree.subject(verb) is not None


def carried_stance(tree: Tree, verb: int, term: CueTerm) -> Stance | None:
    """The stance that the word of saying carries; none where the content has to say it."""
    stance = term.stance
    if stance == "claims" or stance is None:
        return None
    if (stance == "threatens" and no_noun(tree, verb)) or (stance in GIVEN and _of_nothing(tree, verb)):
        return "denies"
    if stance == "refuses" and _is_deniable(tree, verb):
        return "denies"
    if stance == "denies" and any(
        tree.lower[one] in shapes()["refusable"] for one in objects_of(tree, verb)
    ):
        stance = "refuses"
    if stance == "demands" and _has_asked(tree, verb):
        return "claims"
    if not tree.negated(verb) or " not " in f" {term.word} ":
        return stance
    if stance == "offers" and any(tree.lower[kid] in PERFECT for kid in tree.children(verb, "aux")):
        return "denies"
    return NEGATED.get(stance, stance)


def _has_asked(tree: Tree, verb: int) -> bool:
    """ "Have asked for a second meeting": what was done, where no "to" says what is wanted."""
    perfect = any(tree.lower[kid] in PERFECT for kid in tree.children(verb, "aux"))
    asks = tree.lower[verb] in ("asked", "requested", "invited")
    return perfect and asks and tree.child(verb, "xcomp", "ccomp") is None and not tree.negated(verb)


def _of_nothing(tree: Tree, verb: int) -> bool:
    """ "Promised nothing of the kind", "has asked for no such thing"."""
    objects = objects_of(tree, verb)
    return any(
        (tree.lower[one] in NOTHING and not _but(tree, one))
        or tree.phrase(tree.left[one], one).startswith("no such")
        for one in objects
    )


def _but(tree: Tree, nothing: int) -> bool:
    """ "Nothing more than", "nothing but", "nothing less than": something after all."""
    after = tree.lower[nothing + 1 : nothing + 3]
    return not {"but", "than", "except", "short", "other"}.isdisjoint(after)


def _is_deniable(tree: Tree, verb: int) -> bool:
    """ "Rejected the report": what is denied, rather than refused."""
    objects = tree.children(verb, "dobj", "nsubjpass")
    return any(tree.lower[kid] in shapes()["deniable"] for kid in objects)


# ---- clauses that say something beside another


def adds(passage: Passage, word: int) -> bool:
    """ "..., adding that", "..., warning that": one more saying of the same subject."""
    tree = passage.tree
    if tree.tags[word] != "VBG" or tree.deps[word] not in ("advcl", "acl", "xcomp", "dep", "prep"):
        return False
    return tree.child(word, "ccomp") is not None and term_of(passage, word) is not None


def tells(passage: Passage, clause: int) -> bool:
    """A relative clause that says something by itself: "who said that up to a third had arrived"."""
    tree, verb = passage.tree, acting(passage.tree, clause)
    term = term_of(passage, verb)
    if term is None or term is PUT:
        return False
    if tree.child(verb, "ccomp") is not None:
        return True
    subject = tree.subject(clause)
    described = subject is not None and tree.lower[subject] in ("who", "which", "that")
    return term.stance not in (None, "claims") and described


def asks_who(passage: Passage, head: int) -> bool:
    """ "Who will attend": a question told, or a clause that only describes."""
    tree, subject = passage.tree, passage.tree.subject(head)
    if tree.deps[head] not in ("ccomp", "relcl") or subject is None:
        return False
    return tree.lower[subject] in ("who", "what", "which") and term_of(passage, head) is None
