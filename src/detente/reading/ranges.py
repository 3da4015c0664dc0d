"""In: a clause of a passage, where the walk is, and a stance. Out: the utterance, on its words."""

from __future__ import annotations

from dataclasses import replace

from detente.case.proposals import Polarity, Told, Voice
from detente.case.statements import BINDING
from detente.reading.conditions import Hang
from detente.reading.forms import is_clause, is_consequence
from detente.reading.grammar import CONDITIONING, EDGES
from detente.reading.hanging import hang_of
from detente.reading.quotes import Quotation
from detente.reading.scene import PARTIES, Scene, last_word
from detente.reading.stances import Shape
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance

CARRIED = "Whose words these are was taken from the sentence before."
NO_START = EDGES | {"HYPH"}
LINKING = ("that", "so", "nonetheless", "however", "still")
"""Words that a clause does not begin with."""
CONTRAST = ("while", "although", "though", "whereas")


def range_of(tree: Tree, head: int, without: tuple[int, ...] = ()) -> tuple[int, int]:
    """First and last word of a clause, without clauses beside it, those left out, and marks around."""
    first, last = tree.left[head], tree.right[head]
    for kid in tree.children(head, "advcl", "ccomp"):
        if tree.right[kid] < head and tree.subject(kid) is not None and not _conditions(tree, kid):
            first = max(first, tree.right[kid] + 1)
    for kid in (*without, *_beside(tree, head), *_added(tree, head)):
        if kid > head:
            last = min(last, tree.left[kid] - 1)
    for kid in _on_the_side(tree, head):
        if kid > head and tree.left[kid] > head:
            last = min(last, tree.left[kid] - 1)
    return _trimmed(tree, head, first, last)


def _conditions(tree: Tree, clause: int) -> bool:
    """True for a clause before another without which that one would say something else."""
    inverted = tree.lower[clause] == "were"
    return inverted or not CONDITIONING.isdisjoint(tree.lower[one] for one in tree.kids[clause])


def _beside(tree: Tree, head: int) -> list[int]:
    """The clauses coordinated with another that are told by themselves."""
    beside = tree.children(head, "conj")
    return [kid for kid in beside if is_clause(tree, kid) and not is_consequence(tree, kid)]


def _added(tree: Tree, head: int) -> list[int]:
    """ "..., adding that it would not": told by itself."""
    added = tree.children(head, "advcl", "acl", "xcomp", "dep")
    return [
        kid
        for kid in added
        if tree.lower[kid] in shapes()["adding"] and tree.child(kid, "ccomp") is not None
    ]


def _on_the_side(tree: Tree, head: int) -> list[int]:
    """What is put in between, and clauses that contrast: "while Y denies it"."""
    side = tree.children(head, "parataxis", "advcl")
    return [kid for kid in side if tree.deps[kid] == "parataxis" or opener_of(tree, kid) in CONTRAST]


def opener_of(tree: Tree, clause: int) -> str:
    """The word that opens a clause on the side: "while"; nothing if none does."""
    openers = (tree.lower[kid] for kid in tree.children(clause, "mark", "advmod") if kid < clause)
    return next(openers, "")


def _trimmed(tree: Tree, head: int, first: int, last: int) -> tuple[int, int]:
    while first < head and (tree.tags[first] in NO_START or tree.lower[first] in LINKING):
        first += 1
    while last > head and tree.tags[last] in EDGES:
        last -= 1
    return first, last


def uttered(
    passage: Passage,
    head: int,
    at: At,
    shape: Shape,
    *,
    subject: Voice | None = None,
    target: Voice | None = None,
    without: tuple[int, ...] = (),
    hang: Hang | None = None,
    hangs: bool = True,
    told: bool = False,
) -> Utterance:
    """What a clause says, by the last voice of the chain.

    subject  of whom it speaks
    target   at whom it is directed
    without  clauses within it that are uttered by themselves
    hang     the condition it hangs on; looked for among its words if none is given and `hangs`
    told     the document itself tells it
    """
    at, shape = _by_whose_account(passage, at, shape)
    tree = passage.tree
    first, last, quotation = _words_of(passage, head, without)
    return Utterance(
        tree=tree,
        block=passage.number,
        head=head,
        first=first,
        last=last,
        stance=shape.stance,
        modality=shape.modality,
        polarity=shape.polarity,
        chain=at.chain,
        attribution="direct" if quotation is not None else at.attribution,
        rule=shape.rule,
        cue=at.cue,
        subject=subject,
        target=target,
        hang=(hang or hang_of(tree, first, last)) if hangs else None,
        quotation=quotation,
        told=told,
        doubtful=(CARRIED,) if at.carried else (),
    )


def _by_whose_account(passage: Passage, at: At, shape: Shape) -> tuple[At, Shape]:
    """What a party tells of the other's promise is that party's claim."""
    before = _through_another(passage, at) if shape.stance in BINDING else None
    if before is None:
        return at, shape
    return before, replace(shape, stance="claims", rule="account of another")


def _words_of(passage: Passage, head: int, without: tuple[int, ...]) -> tuple[int, int, Quotation | None]:
    """First and last word that carry an utterance, within the quotation it stands in if it does."""
    first, last = range_of(passage.tree, head, without)
    quotation = _quotation(passage, first, last)
    if quotation is not None:
        first, last = _inside(passage.tree, quotation, first, last)
    return first, last, quotation


def polarity_of(negative: bool) -> Polarity:
    """The polarity of what is, or is not, denied or ruled out."""
    return "negative" if negative else "positive"


def _through_another(passage: Passage, at: At) -> At | None:
    """Where the chain was before it came to this speaker, if another party stands in it."""
    own, kind_of = at.speaker.id, passage.scene.lexicon.kind_of
    is_paper = at.speaker.name.lower().split()[-1] in shapes()["papers"]
    for place, told in enumerate(at.chain[:-1]):
        actor = told.who.id
        another = actor is not None and actor != own and kind_of(actor) in PARTIES
        between = place > 0 and not is_paper and _is_one_unknown(told.who)
        if own is not None and (another or between or _is_nobodys(passage.scene, told)):
            return replace(at, chain=at.chain[: place + 1])
    return None


def _is_nobodys(scene: Scene, told: Told) -> bool:
    """A scholar, a member of a parliament: somebody named, who speaks for no party and is no outlet."""
    voice = told.who
    if voice.id is not None or voice.members or voice.anonymous:
        return False
    if told.cue is None:
        return voice.name in scene.claiming
    return last_word(voice) in scene.persons or scene.persons.get(voice.name) is not None


def _is_one_unknown(voice: Voice) -> bool:
    """ "A Western diplomat": one person, whose party is not known, says what a state let be known."""
    words = voice.name.lower().split()
    return (
        voice.anonymous
        and voice.id is None
        and voice.role is not None
        and words[0] in ("a", "an", "another")
    )


def _quotation(passage: Passage, first: int, last: int) -> Quotation | None:
    """The quotation in which most of these words stand."""
    start, end = passage.tree.place(first, last)
    for one in passage.quotations:
        if (min(end, one.end) - max(start, one.start)) * 2 > end - start:
            return one
    return None


def _inside(tree: Tree, quotation: Quotation, first: int, last: int) -> tuple[int, int]:
    while first < last and tree.starts[first] < quotation.start:
        first += 1
    while last > first and tree.ends[last] > quotation.end:
        last -= 1
    return first, last
