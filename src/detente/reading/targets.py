"""In: words of a passage and where the walk is. Out: at whom they are directed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.case.proposals import Voice
from detente.reading.lexicon import Mention
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance
from detente.reading.voices import ids_of, voice_of

BY_THE_WAY = frozenset({
    "through", "via", "in", "at", "of", "from", "by", "under", "within", "near", "across", "over", "since",
    "between", "among", "behind", "inside", "around", "off", "along", "like", "than",
})  # fmt: skip
"""Prepositions behind which nobody is spoken to: "passed to them through Oman"."""
NO_PARTY = ("place", "outlet")
"""Kinds of actor at whom nothing is directed."""


def addressee(passage: Passage, verb: int, contents: list[int], at: At) -> Voice | None:
    """The object of a word of saying, the subject of its content, or who is named first in it."""
    own = ids_of(passage.scene, at.speaker)
    for noun in _candidates(passage.tree, verb, contents):
        voice = voice_of(passage.scene, passage.tree, noun, at.speaker)
        party = voice.id is not None and passage.scene.lexicon.kind_of(voice.id) not in NO_PARTY
        if party and voice.id not in own and voice.span is not None:
            return voice
    return first_other(passage, passage.tree.left[verb], passage.tree.right[verb], at)


def _candidates(tree: Tree, verb: int, contents: list[int]) -> list[int]:
    found = tree.children(verb, "dobj", "dative")
    for preposition in tree.children(verb, "prep"):
        if tree.lower[preposition] not in BY_THE_WAY:
            found += tree.children(preposition, "pobj")
    return found + [subject for kid in contents if (subject := tree.subject(kid)) is not None]


def first_other(passage: Passage, first: int, last: int, at: At) -> Voice | None:
    """The first party named between two words that is not the speaker's own; one of the two sides before others."""
    own = ids_of(passage.scene, at.speaker)
    named = [
        one
        for one in passage.scene.named_in(*passage.tree.place(first, last))
        if one.id not in own and is_party(one) and not _describes(passage.tree, one.end)
    ]
    aside = (one for one in named if not _by_the_way(passage.tree, one))
    best = next((one for one in named if one.id in passage.scene.sides), None) or next(aside, None)
    return passage.scene.voice(best) if best is not None else None


def is_party(one: Mention) -> bool:
    """True for a name of somebody at whom something may be directed: not of where it is."""
    return one.how != "place" and one.kind not in NO_PARTY


def _by_the_way(tree: Tree, one: Mention) -> bool:
    word = max(0, tree.first_at(one.end) - 1)
    return tree.deps[word] == "pobj" and tree.lower[tree.heads[word]] in BY_THE_WAY


def sides_in(scene: Scene, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """The two parties named most; for one that says nothing, a host, whoever says most against the other."""
    speaking = (one for each in utterances for one in ids_of(scene, each.speaker))
    spoken = Counter(one for one in speaking if _takes_sides(scene, one))
    heard = [side for side in scene.sides if not scene.lexicon.allies_of(side).isdisjoint(spoken)]
    if len(heard) != 1:
        return scene.sides
    allies = scene.lexicon.allies_of(heard[0])
    others = [one for one in spoken if one not in allies]
    others.sort(key=lambda one: (not _speaks_for_several(scene, one, spoken), -spoken[one]))
    return (heard[0], others[0]) if others else scene.sides


def _speaks_for_several(scene: Scene, actor: str, spoken: Mapping[str, int]) -> bool:
    """True for a union of which several members say as much as anybody else: the EU beside three of its states."""
    most = max(spoken.values())
    return sum(2 * spoken.get(one, 0) > most for one in scene.lexicon.members_of(actor)) > 1


def _takes_sides(scene: Scene, actor: str) -> bool:
    return scene.lexicon.kind_of(actor) in ("state", "alliance") or bool(scene.lexicon.members_of(actor))


def other_side(scene: Scene, speaker: Voice) -> str | None:
    """Of the text's two sides, the one that a party stands against: not itself, and no ally of it."""
    own = ids_of(scene, speaker)
    if not own or len(scene.sides) < 2:
        return None
    allies = frozenset[str]().union(*map(scene.lexicon.allies_of, own))
    left = [side for side in scene.sides if side not in allies]
    return left[0] if len(left) == 1 else None


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
