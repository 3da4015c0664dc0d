"""In: a clause "what X asks is that Y", "let me be plain: Y". Out: whose it is, its stance if a word gives one, and Y.

The words before Y only say who says it, and how; Y is what is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.statements import Stance
from detente.reading.cues import term_of
from detente.reading.forms import acting
from detente.reading.grammar import COPULAS
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import Passage

ALL = frozenset({"all", "thing", "point", "one", "least", "most", "message"})
"""Nouns on which such a clause hangs in place of "what": "all we ask is that"."""
CONTENT = ("ccomp", "advcl", "xcomp", "attr", "prep")


@dataclass(frozen=True)
class Cleft:
    """Who says it, if a word names them; the stance of the word of saying, if it has one; what is said."""

    subject: int | None
    stance: Stance | None
    content: int


def cleft_of(passage: Passage, head: int) -> Cleft | None:
    """What a clause says in two parts, if it does."""
    return _what_we_ask(passage, head) or _let_me_be(passage.tree, head)


def _what_we_ask(passage: Passage, head: int) -> Cleft | None:
    """ "What we ask of them is that they leave", "all I can tell you is that"."""
    tree = passage.tree
    clause = _clause_of_what(tree, head) if tree.lower[head] in COPULAS else None
    if clause is None or tree.negated(clause) or tree.negated(head):
        return None
    verb = acting(tree, clause)
    term = term_of(passage, verb)
    content = next((one for one in tree.children(head, *CONTENT) if one > head), None)
    subject = tree.subject(clause)
    if term is None or content is None or subject is None or tree.lower[subject] in ("what", "which"):
        return None
    stance = "demands" if tree.lower[verb] in shapes()["needing"] else term.stance
    if stance in (None, "claims"):
        return Cleft(subject, None, content) if tree.subject(content) is not None else None
    return Cleft(subject, stance, content)


def _clause_of_what(tree: Tree, head: int) -> int | None:
    """ "Ask" in "what we ask is", "want" in "all we want is"."""
    inner = tree.child(head, "csubj")
    if inner is not None:
        return inner if any(tree.lower[one] == "what" for one in tree.kids[inner]) else None
    noun = tree.subject(head)
    return tree.child(noun, "relcl") if noun is not None and tree.lower[noun] in ALL else None


def _let_me_be(tree: Tree, head: int) -> Cleft | None:
    """ "Let me be plain: the road is ours", "let me say this: we will answer", "let me stress that"."""
    if tree.lower[head] != "let" or tree.subject(head) is not None:
        return None
    below = tree.child(head, "ccomp")
    spoken = tree.subject(below) if below is not None else None
    if spoken is None or tree.lower[spoken] not in ("me", "us"):
        return None
    colon = (word for word in range(head, tree.right[head]) if tree.words[word] == ":")
    mark = next(colon, None)
    after = [one for one in tree.children(head, "ccomp", "parataxis") if mark is not None and one > mark]
    content = after[0] if after else tree.child(below, "ccomp") if below is not None else None
    return None if content is None else Cleft(None, None, content)
