"""In: a noun phrase and the voice it was taken for. Out: the same voice, with who speaks in it together.

"Britain, France and Germany", "the foreign ministers of India and Pakistan"; in a joint paper also "the
participants", "each side", and those of them that a region names: "the European participants".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from detente.case.proposals import Voice
from detente.reading.finder import word_set
from detente.reading.lexicon import Mention
from detente.reading.phrases import extent, neat, place_of
from detente.reading.scene import PARTIES, Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree

SPEAKING = (*PARTIES, "organisation")
"""The kinds of actor that speak together."""
JOINED = re.compile(r"(?:[\s,]|\band\b|\bas well as\b|\btogether with\b|\bthe\b|&)+", re.IGNORECASE)
"""What stands between the names of actors that speak together, and nothing else."""
AND = re.compile(r"\b(?:and|as well as|together with)\b|&", re.IGNORECASE)
"""What stands before the last of them: "according to Tehran, Washington" are no two that speak together."""
APART = word_set("other others some several most many another certain few same opposing third")
"""Words by which only some are meant, who are not known."""
EACH = word_set("each neither either every both all none")
COUNTED = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
"""Counts that have to agree with how many there are; two sides may be many."""
MOST = 9
"""Members from which a group is named for itself, and nobody thinks of each."""


def together(scene: Scene, tree: Tree, word: int, voice: Voice) -> Voice:
    """The voice of a phrase, with its members if several speak in it."""
    if voice.members or tree.tags[word].startswith("PRP"):
        return voice
    joined = _joined(scene, tree, word)
    if joined:
        first, last = extent(tree, word)
        start, end = tree.place(first, last)
        name = neat(scene.document.text[start:end])
        return replace(voice, name=name, id=None, members=joined, role=None, span=scene.span(start, end))
    some = _collective(scene, tree, word, voice)
    if some is voice and voice.id is not None:
        return replace(voice, members=members_of_group(scene, voice.id))
    return some


def members_of_group(scene: Scene, actor: str) -> tuple[str, ...]:
    """The members of a group that is spoken of as so many: the E3, the two Koreas."""
    members = scene.lexicon.members_of(actor) if scene.lexicon.kind_of(actor) == "group" else ()
    return members if len(members) < MOST else ()


# ---- named one by one


def _joined(scene: Scene, tree: Tree, word: int) -> tuple[str, ...]:
    """The actors that a phrase names side by side, where all of them speak."""
    start, end = place_of(tree, word)
    _, stop = tree.place(word, tree.sentence_of(word)[1] - 1)
    speaking = [one for one in scene.named_in(start, stop) if one.kind in SPEAKING]
    for run in runs(scene.document.text, speaking):
        if not run or run[0].start >= end:
            break
        ids = tuple(dict.fromkeys(one.id for one in run))
        last_two = scene.document.text[run[-2].end : run[-1].start] if len(run) > 1 else ""
        if len(ids) > 1 and AND.search(last_two) and _are_who_speak(tree, word, run):
            return ids
    return ()


def runs(text: str, named: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions that stand side by side in a text, joined by commas and "and"."""
    run: list[Mention] = list(named[:1])
    for before, one in pairwise(named):
        if JOINED.fullmatch(text[before.end : one.start]):
            run.append(one)
        else:
            yield run
            run = [one]
    yield run


def _are_who_speak(tree: Tree, word: int, run: Sequence[Mention]) -> bool:
    """The phrase's own head, or the states of its several officers: "the ministers of X and Y"."""
    start, end = tree.starts[word], tree.ends[word]
    if any(one.start <= start and end <= one.end for one in run):
        return True
    if tree.lower[word] in shapes()["papers"]:
        return _is_of(tree, word, run[0].start, "by", "from")
    offices = shapes()["collectives"], shapes()["persons"], shapes()["bodies"]
    plural = tree.is_plural(word) and any(tree.lower[word] in each for each in offices)
    if not plural:
        return False
    return run[-1].end <= start or _is_of(tree, word, run[0].start, "of", "from", "for")


def _is_of(tree: Tree, word: int, start: int, *words: str) -> bool:
    """Whether the run stands under the head's own "of" or "from": "officials in X and Y" are of neither."""
    for kid in tree.children(word, "prep"):
        if tree.lower[kid] in words and kid < tree.first_at(start) <= kid + 3:
            return True
    return False


# ---- called by what they are together


def _collective(scene: Scene, tree: Tree, word: int, voice: Voice) -> Voice:
    """ "The participants", "each side": the parties of the paper, or those that a region names."""
    if not scene.members or not _is_collective(tree, word):
        return voice
    first, last = extent(tree, word)
    words = tree.lower[first : last + 1]
    start, end = tree.place(first, last)
    named = scene.named_in(start, end)
    if not APART.isdisjoint(words) or any(one.kind not in ("place", "group") for one in named):
        return voice
    members = _counted(words, _of_these(scene, named))
    name = neat(scene.document.text[start:end])
    if len(members) == 1 and named:
        return replace(voice, name=name, id=members[0])
    known = replace(voice, name=name, id=None, members=members, span=scene.span(start, end))
    return replace(known, anonymous=False, role=None)


def _is_collective(tree: Tree, word: int) -> bool:
    lower = tree.lower[word]
    if lower in EACH or (lower in COUNTED or lower == "two"):
        return True
    first, _ = extent(tree, word)
    each = not EACH.isdisjoint(tree.lower[first:word])
    side = lower == "side"
    named_so = lower in shapes()["collectives"] or lower == "europeans"
    return named_so and (each or side or tree.is_plural(word))


def _of_these(scene: Scene, named: Sequence[Mention]) -> tuple[str, ...]:
    """The parties of the paper; of those, the ones that belong to the region or group that is named."""
    if not named:
        return scene.members
    within = {one for mention in named for one in scene.lexicon.members_of(mention.id)}
    return tuple(one for one in scene.members if one in within)


def _counted(words: Sequence[str], members: tuple[str, ...]) -> tuple[str, ...]:
    """The members, if there are as many as the phrase says."""
    counts = {COUNTED[one] for one in words if one in COUNTED}
    return () if counts and counts != {len(members)} else members
