"""In: words of a passage and where the walk is. Out: at whom they are directed."""

from __future__ import annotations

from detente.case.proposals import Voice
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage
from detente.reading.voices import ids_of, voice_of


def addressee(passage: Passage, verb: int, contents: list[int], at: At) -> Voice | None:
    """The object of a word of saying, the subject of its content, or who is named first in it."""
    own = ids_of(passage.scene, at.speaker)
    for noun in _candidates(passage.tree, verb, contents):
        voice = voice_of(passage.scene, passage.tree, noun, at.speaker)
        if voice.id is not None and voice.id not in own and voice.span is not None:
            return voice
    return first_other(passage, passage.tree.left[verb], passage.tree.right[verb], at)


def _candidates(tree: Tree, verb: int, contents: list[int]) -> list[int]:
    found = tree.children(verb, "dobj", "dative")
    for preposition in tree.children(verb, "prep"):
        found += tree.children(preposition, "pobj")
    return found + [subject for kid in contents if (subject := tree.subject(kid)) is not None]


def first_other(passage: Passage, first: int, last: int, at: At) -> Voice | None:
    """The first party named between two words that is not the speaker's own."""
    own = ids_of(passage.scene, at.speaker)
    for one in passage.scene.named_in(*passage.tree.place(first, last)):
        party = one.id not in own and one.how != "place" and one.kind != "outlet"
        if party and not _describes(passage.tree, one.end):
            return passage.scene.voice(one)
    return None


def _describes(tree: Tree, end: int) -> bool:
    """ "NATO exercises", "Russia's borders": a name that only says whose something is."""
    word = max(0, tree.first_at(end) - 1)
    head = tree.heads[word]
    if head <= word or tree.deps[word] not in ("compound", "nmod", "poss"):
        return False
    return tree.lower[head] not in shapes()["persons"] and tree.lower[head] not in shapes()["bodies"]


def outlet_of(passage: Passage, noun: int) -> Voice | None:
    """The outlet whose report is spoken of: "the report by the Gazette"."""
    tree = passage.tree
    named = passage.scene.named_in(*tree.place(tree.left[noun], tree.right[noun]))
    return next((passage.scene.voice(one) for one in named if one.kind == "outlet"), None)
