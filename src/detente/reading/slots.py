"""In: an utterance and what was found in its document. Out: what a card says beside who said what.

Its evidence, its condition, its figures, its dates, at whom it is directed, the quotation it stands in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.case.acts import ActKind
from detente.case.proposals import About, Amount, Condition, Deed, Quoted, Span, Voice, When
from detente.case.statements import Stance
from detente.reading.conditions import Hang
from detente.reading.deeds import deed_of
from detente.reading.document import Document
from detente.reading.parting import GIVING, mutual
from detente.reading.places import place_from_tree
from detente.reading.quantities import Figure
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.targets import is_party, other_side
from detente.reading.times import Mark, resolve
from detente.reading.trees import Tree
from detente.reading.utterances import Utterance
from detente.reading.voices import ids_of

BETWEEN_SIDES = frozenset({"denies"})
"""Stances that the two sides of a text take towards each other, whoever else is named in them."""
TELLING: Mapping[Stance, frozenset[ActKind]] = {
    "claims": frozenset(),
    "accuses": frozenset(),
    "denies": frozenset({"no-answer"}),
    "demands": frozenset({"request"}),
}
"""The stances that tell of an act, and of which kinds; of any, if none is named."""
UP_TO_A_CUE = 4
"""Words between a date and the word of saying that it hangs on: "said late on Tuesday"."""


@dataclass(frozen=True)
class Finds:
    """What was found in a document beside its utterances.

    figures  in order of the text; `amounts` are the same ones as they stand in a proposal
    marks    date expressions, in order of the text
    made_by  what reads it, at which version
    """

    document: Document
    scene: Scene
    figures: tuple[Figure, ...]
    amounts: tuple[Amount, ...]
    made_by: str
    marks: tuple[Mark, ...] = ()


def placed(document: Document, found: Sequence[Amount], trees: Sequence[Tree]) -> tuple[Amount, ...]:
    """The figures, with the place that the grammar of their clause gives where no words beside them do."""
    trees = [tree for tree in trees if len(tree)]
    own = [_with_place(document, one, trees) if one.place is None else one for one in found]
    return tuple(one if one.place else replace(one, place=_place_of_whole(own, one)) for one in own)


def _place_of_whole(found: Sequence[Amount], one: Amount) -> str | None:
    """A part is where its whole is; of a mere share it is not said."""
    return None if one.part_of is None or one.value is None else found[one.part_of].place


def _with_place(document: Document, one: Amount, trees: Sequence[Tree]) -> Amount:
    at = bisect_right(trees, one.span.start, key=lambda tree: tree.starts[0]) - 1
    if at < 0 or one.span.start >= trees[at].ends[-1]:
        return one
    where = place_from_tree(trees[at], one.span.start, one.span.end)
    return replace(one, place=neat(document, *where)) if where else one


def neat(document: Document, start: int, end: int) -> str:
    """The words between two places, with single spaces."""
    return " ".join(document.text[start:end].split())


def trimmed(document: Document, start: int, end: int) -> Span:
    """The span between two places, without white space around it."""
    inner = document.text[start:end]
    return document.span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))


# ---- words


def evidence_of(finds: Finds, one: Utterance) -> Span:
    """The content, with the words of saying where they stand directly before it."""
    start, end = one.span
    tree, opens = one.tree, one.quotation.start if one.quotation is not None else 0
    if one.cue is not None and one.cue < one.first and tree.starts[one.cue] >= opens:
        subject = tree.subject(one.cue)
        first = min(one.cue, tree.left[subject] if subject is not None else one.cue)
        start = max(tree.starts[first], opens)
    return trimmed(finds.document, start, end)


def sentence_of(finds: Finds, one: Utterance) -> Span:
    """The sentence that an utterance stands in."""
    first, end = one.tree.sentence_of(one.head)
    return trimmed(finds.document, *one.tree.place(first, end - 1))


def unnamed_about(finds: Finds, one: Utterance) -> About:
    """What it is about where no issue fits, for a person to name: its object, else its words."""
    tree = one.tree
    below = tree.child(one.head, "dobj", "pobj")
    inner = tree.child(one.head, "xcomp", "ccomp") if below is None else None
    below = tree.child(inner, "dobj") if inner is not None else below
    if below is None or not one.first <= below <= one.last:
        return About(text=neat(finds.document, *one.span))
    first, last = max(tree.left[below], one.first), min(tree.right[below], one.last)
    return About(text=neat(finds.document, *tree.place(first, last)))


def quoted(finds: Finds, one: Utterance) -> Quoted | None:
    """The quotation that an utterance stands in."""
    quotation = one.quotation
    if quotation is None:
        return None
    span = trimmed(finds.document, quotation.start, quotation.end)
    return Quoted(span=span, open_missing=quotation.open_missing, close_missing=quotation.close_missing)


def figures_in(finds: Finds, start: int, end: int) -> tuple[Amount, ...]:
    """The figures between two places, with `part_of` counted among them."""
    inside = []
    for index in range(bisect_left(finds.figures, start, key=lambda one: one.start), len(finds.figures)):
        if finds.figures[index].start >= end:
            break
        if finds.figures[index].end <= end:
            inside.append(index)
    at = {index: place for place, index in enumerate(inside)}
    parts = [(index, finds.figures[index].part_of) for index in inside]
    return tuple(
        replace(finds.amounts[index], part_of=None if whole is None else at.get(whole))
        for index, whole in parts
    )


def deed_in(one: Utterance) -> Deed | None:
    """The act that an utterance tells of, and who did it."""
    kind = kind_of_act(one)
    return Deed(kind=kind, by=(one.subject,) if one.subject is not None else ()) if kind else None


def kind_of_act(one: Utterance) -> ActKind | None:
    """The kind of act that a claim tells of; that an answer did not come, or that something was asked for."""
    allowed = TELLING.get(one.stance)
    if allowed is None:
        return None
    heads = (one.head, *(_charged(one.tree, one.head) if one.stance == "accuses" else ()))
    kinds = (deed_of(one.tree, head, one.first, one.last) for head in heads)
    return next((kind for kind in kinds if kind is not None and (not allowed or kind in allowed)), None)


def _charged(tree: Tree, verb: int) -> list[int]:
    """What one is accused of: "firing" in "accused the guards of firing at a patrol"."""
    return [deed for of in tree.children(verb, "prep") for deed in tree.children(of, "pcomp")]


# ---- conditions and targets


def condition_in(finds: Finds, one: Utterance) -> Condition | None:
    """What an utterance hangs on: reciprocity where it is for the other side to do something."""
    hang = one.hang or mutual(one)
    if hang is None:
        return None
    span = trimmed(finds.document, *one.tree.place(hang.first, hang.last))
    by = _other_in(finds.scene, one, span)
    asked = hang.kind == "trigger" and _is_for_another(one, hang, by)
    return Condition(kind="reciprocity" if asked else hang.kind, text=span.exact, span=span, by=by)


def _other_in(scene: Scene, one: Utterance, span: Span) -> Voice | None:
    """The first party named in a condition that is not the speaker's own."""
    own = ids_of(scene, one.speaker)
    for hit in scene.named_in(span.start, span.end):
        if hit.id not in own and hit.how != "place" and hit.kind != "outlet":
            return scene.voice(hit)
    return None


def _is_for_another(one: Utterance, hang: Hang, by: Voice | None) -> bool:
    """True where the other side would have to do it: what an offer hangs on, unless it is for both."""
    if one.stance == "insists":
        return by is not None or _asks_for_a_deed(one, hang)
    could = one.stance == "claims" and one.modality in ("will", "would", "may")
    for_both = not shapes()["for_both"].words.isdisjoint(one.tree.lower[hang.first : hang.last + 1])
    return (one.stance in GIVING or could) and not for_both


def _asks_for_a_deed(one: Utterance, hang: Hang) -> bool:
    """True if a condition, without naming the other side, wants something of it: "if they stop"."""
    lists = shapes()
    wanted = lists["others"].words | lists["cooperative"].words | lists["hostile"].words
    return not wanted.isdisjoint(one.tree.lower[hang.first : hang.last + 1])


def target_of(finds: Finds, one: Utterance, condition: Condition | None) -> Voice | None:
    """Who has to meet its condition, else who is named, else the other of the text's two sides."""
    scene = finds.scene
    if condition is not None and condition.by is not None and one.stance in GIVING:
        return condition.by
    named = one.target if _is_addressed(scene, one) else None
    other = None if named is not None else other_side(scene, one.speaker)
    if other is None or (one.stance == "claims" and not _names(scene, one, other)):
        return named
    return Voice(name=scene.lexicon.name_of(other), id=other)


def _is_addressed(scene: Scene, one: Utterance) -> bool:
    """False for a place, and for a bystander that is only named in what is denied, refused or offered."""
    target = one.target
    if target is None or target.id is None or scene.lexicon.kind_of(target.id) == "place":
        return False
    return one.stance not in BETWEEN_SIDES or target.id in scene.sides


def _names(scene: Scene, one: Utterance, actor: str) -> bool:
    return any(hit.id == actor and is_party(hit) for hit in scene.named_in(*one.span))


# ---- dates


def published(finds: Finds) -> When | None:
    """The day of publication, for what has no date of its own."""
    found = finds.document.published
    return When(text="date of publication", date=found.date) if found else None


def dates_of(finds: Finds, one: Utterance) -> tuple[When | None, When | None]:
    """When it was said, by a date beside a word of saying, and when what it speaks of is."""
    day = finds.document.published.date if finds.document.published else None
    cues = [told.span.start for told in one.chain if told.span is not None]
    said: When | None = None
    meant: When | None = None
    for mark in _marks_in_sentence(finds, one):
        if _hangs_on(one.tree, mark.start, cues):
            said = said or resolve(mark, day, future=False)
        elif one.span[0] <= mark.start < one.span[1]:
            meant = meant or resolve(mark, day, future=one.modality == "will")
    return said or published(finds), meant


def _marks_in_sentence(finds: Finds, one: Utterance) -> Sequence[Mark]:
    first, end = one.tree.sentence_of(one.head)
    places = one.tree.place(first, end - 1)
    low, high = (bisect_left(finds.marks, place, key=lambda mark: mark.start) for place in places)
    return finds.marks[low:high]


def _hangs_on(tree: Tree, start: int, cues: Sequence[int]) -> bool:
    """True for a date that hangs on a word of saying: "said on Tuesday"."""
    word = tree.index.get(start, min(tree.first_at(start), len(tree) - 1))
    for _ in range(UP_TO_A_CUE):
        head = tree.heads[word]
        if tree.starts[head] in cues:
            return True
        if head == word or tree.is_verb(head):
            return False
        word = head
    return False
