"""In: an utterance, and what was read before it. Out: what it is about: the issues that its words name.

Its own words go first, then its sentence's; an utterance that names nothing takes what the words before it
are about, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.proposals import About, Proposal
from detente.reading.lexicon import IssueHit
from detente.reading.scene import Scene
from detente.reading.utterances import Utterance

WEAK = 0.35
"""Weight below which a hit is a hint only."""
LIKE_THE_FIRST = 0.6
"""Share of the first issue's weight that a further one needs to be named too."""
MOST_ISSUES = 3
NEAR = 2
"""Blocks back from which an utterance may take what it is about."""
Abouts = tuple[About, ...]


@dataclass(frozen=True)
class Topic:
    """What is spoken of, the block it was named in, and whether it was taken from the words before."""

    about: Abouts = ()
    block: int = -1
    taken: bool = False


def topic_of(scene: Scene, one: Utterance, last: Topic) -> Topic:
    """The issues that an utterance's words name; else its sentence's; else those last spoken of."""
    own = scene.lexicon.issues(scene.document.text, *one.span)
    if _is_sure(own):
        return Topic(abouts(scene, own), one.block)
    first, end = one.tree.sentence_of(one.head)
    wider = scene.lexicon.issues(scene.document.text, *one.tree.place(first, end - 1))
    if _is_sure(wider):
        return Topic(abouts(scene, wider), one.block)
    hints = own or wider
    near = 0 if hints else NEAR
    if last.about and one.block - last.block <= near and not one.told:
        return Topic(last.about, one.block, taken=True)
    return Topic(abouts(scene, hints), one.block)


def _is_sure(hits: Sequence[IssueHit]) -> bool:
    return any(hit.weight >= WEAK for hit in hits)


def abouts(scene: Scene, hits: Sequence[IssueHit]) -> Abouts:
    """The issues of some hits, the first and those about as specific, each once."""
    found: dict[str, About] = {}
    for hit in hits:
        if hit.weight >= LIKE_THE_FIRST * hits[0].weight and hit.id not in found:
            text = " ".join(scene.document.text[hit.start : hit.end].split())
            found[hit.id] = About(issue=hit.id, measure=hit.measure, text=text)
    return tuple(found.values())[:MOST_ISSUES]


def both_before(one: Utterance, made: Sequence[Proposal]) -> tuple[Abouts, ...]:
    """What "both" are: the issues of the last two sentences before it in which another side spoke."""
    tree = one.tree
    subject = tree.subject(one.head)
    if subject is None or tree.lower[subject] != "both" or tree.kids[subject]:
        return ()
    before: dict[int, Abouts] = {}
    for other in made:
        in_block = tree.starts[0] <= other.evidence.start < one.span[0]
        if in_block and other.speaker.id != one.speaker.id:
            known = before.get(other.sentence.start, ())
            new = (about for about in other.about if about not in known)
            before[other.sentence.start] = (*known, *new)
    last = [before[place] for place in sorted(before)[-2:]]
    return tuple(last) if len(last) == 2 else ()
