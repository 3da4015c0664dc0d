"""In: an utterance, and what was read before it. Out: what it is about: the issues that its words name.

Its own words go first, then its sentence's; an utterance that names nothing takes what the words before it
are about, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from detente.case.proposals import About, Proposal
from detente.reading.lexicon import IssueHit
from detente.reading.scene import Scene
from detente.reading.tables import Table, pattern, shapes, table
from detente.reading.utterances import Utterance

WEAK = 0.35
"""Weight below which a hit is a hint only."""
LIKE_THE_FIRST = 0.6
"""Share of the first issue's weight that a further one needs to be named too."""
MOST_ISSUES = 3
NEAR = 2
"""Blocks back from which an utterance may take what it is about."""
ADDING = frozenset({"which", "who", "whose", "where", "whom"})
"""Words that open, behind a comma, a clause that only adds something."""
ANSWERS: Table = table(["answer", "reply", "response", "respond", "acknowledge", "unanswered"])
"""What is answered was said before: the answer is about the same."""
POINTED = 12
"""Code points before a word in which "that", "this" or "such" may stand."""
Abouts = tuple[About, ...]
Hits = Sequence[IssueHit]


@dataclass(frozen=True)
class Topic:
    """What is spoken of, the block it was named in, and whether it was taken from the words before."""

    about: Abouts = ()
    block: int = -1
    taken: bool = False


def topic_of(scene: Scene, one: Utterance, last: Topic) -> Topic:
    """The issues that an utterance's words name; else its sentence's; else those last spoken of."""
    own = _named(scene, one, *one.span)
    before_it = last.about and one.block - last.block <= NEAR
    if _is_sure(own):
        before = last.about[: MOST_ISSUES - 1] if before_it and _answers(scene, own) else ()
        return Topic(_together(before, abouts(scene, own)), one.block)
    first, end = one.tree.sentence_of(one.head)
    wider = _named(scene, one, *one.tree.place(first, end - 1))
    if _is_sure(wider) and not (before_it and not one.told and _only_of_talks(wider)):
        return Topic(abouts(scene, wider), one.block)
    hints = own or wider
    near = 0 if own or (wider and not _only_of_talks(wider)) else NEAR
    if last.about and one.block - last.block <= near and not one.told:
        return Topic(last.about, one.block, taken=True)
    return Topic(abouts(scene, hints), one.block)


def _named(scene: Scene, one: Utterance, start: int, end: int) -> Hits:
    """What the words between two places name: what is said before what it hangs on, the matter before "such"."""
    hits = [
        hit for hit in scene.lexicon.issues(scene.document.text, start, end) if not _frames(scene, one, hit)
    ]
    beside = [one.tree.place(first, last) for first, last in _asides(one)]
    main = [
        hit for hit in hits if not any(left <= hit.start and hit.end <= right for left, right in beside)
    ]
    return main if _is_sure(main) else hits


def _asides(one: Utterance) -> Iterator[tuple[int, int]]:
    """The condition of an utterance, and clauses that only add something: ", which is no party to it,"."""
    tree = one.tree
    if one.hang is not None:
        yield one.hang.first, one.hang.last
    first, end = tree.sentence_of(one.head)
    for word in range(first, end):
        opens = tree.left[word]
        if tree.deps[word] == "relcl" and tree.lower[opens] in ADDING and tree.lower[opens - 1] == ",":
            yield opens, tree.right[word]


def _frames(scene: Scene, one: Utterance, hit: IssueHit) -> bool:
    """ "A nuclear negotiator", "that promise", "an invention": who speaks, what was said before, "it is not so"."""
    text = scene.document.text
    words = " ".join(text[hit.start : hit.end].lower().split())
    if one.stance == "denies" and hit.id == "good-faith" and shapes()["untrue"].within(words):
        return True
    spoken = (link.who.span for link in one.chain)
    if any(span is not None and span.start <= hit.start and hit.end <= span.end for span in spoken):
        return True
    return _pointing().search(text[max(0, hit.start - POINTED) : hit.end]) is not None


@cache
def _pointing() -> re.Pattern[str]:
    return pattern(r"\b(?:that|this|such|such an?|these|those)\s+(?:{})s?$", "pointed_at_by_this")


def _answers(scene: Scene, hits: Hits) -> bool:
    """ "There was no reply", "the call went unanswered": an answer to what was said before."""
    words = scene.document.text[hits[0].start : hits[0].end].lower().split()
    return _only_of_talks(hits) and not ANSWERS.words.isdisjoint(words)


def _together(before: Abouts, own: Abouts) -> Abouts:
    return (*(about for about in before if about.issue not in {one.issue for one in own}), *own)


def _only_of_talks(hits: Hits) -> bool:
    return all(hit.id == "talks" for hit in hits)


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
