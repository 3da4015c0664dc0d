"""In: a block, its tree and its quotations. Out: in whose voice each sentence stands.

A sentence wholly in quotation marks is the quoted one's: of the saying nearest to it, of whom the block
before was quoting, or of whoever spoke last.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.proposals import Told, Voice
from detente.reading.owners import person_before
from detente.reading.quotes import Quotation
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, is_written
from detente.reading.voices import voice_of

LONGEST_TAG = 7
"""Words of a bare tag after a quotation: "the envoy said on Monday."."""
Tag = tuple[int, int]
"""First word of a sentence, and the noun that its word of saying has as its source."""


def voices_of_block(
    scene: Scene, tree: Tree, marks: Sequence[Quotation], base: At, before: At | None
) -> tuple[dict[int, At], At | None]:
    """In whose voice each sentence stands, by its first word; and whose quotation the block leaves open.

    before  whose quotation the block before left open
    """
    tags = _tags(scene, tree, marks)
    heard: dict[int, At] = {}
    found: dict[int, At] = {}
    for first, end in tree.sents:
        if not _wholly_quoted(tree, first, end, marks):
            found[first] = base
        elif tags:
            noun = _nearest(tags, first)
            found[first] = _heard(scene, tree, noun, base, heard)
        else:
            found[first] = (
                before
                or _said_before(scene, tree, first, base, heard)
                or _spoken_of(scene, tree, first, base)
            )
    last = _heard(scene, tree, tags[-1][1], base, heard) if tags and marks else before
    return found, last if marks and marks[-1].close_missing else None


def _heard(scene: Scene, tree: Tree, noun: int, base: At, heard: dict[int, At]) -> At:
    """In the voice of a noun; asked once, as who "he" is may be another by the next sentence."""
    if noun not in heard:
        voice = voice_of(scene, tree, _named_for(scene, tree, noun), base.speaker)
        cue = tree.heads[noun]
        told = Told(who=voice, cue=tree.words[cue], span=scene.span(tree.starts[cue], tree.ends[cue]))
        heard[noun] = At(chain=(*base.chain, told), told=False, attribution="direct")
    return heard[noun]


def _named_for(scene: Scene, tree: Tree, noun: int) -> int:
    """The person before in this block whom "he" or "she" takes up, as the walk has not come there yet."""
    known = person_before(scene, tree, noun) if tree.lower[noun] in ("he", "she") else None
    return noun if known is None else known


def _spoken_of(scene: Scene, tree: Tree, first: int, base: At) -> At:
    """Of the person of whom the block told last, else of whoever spoke last before it."""
    noun = person_before(scene, tree, first)
    who = voice_of(scene, tree, noun, base.speaker) if noun is not None else scene.person or scene.crowd
    who = who or Voice(name="not named", anonymous=True)
    return At(chain=(*base.chain, Told(who=who)), told=False, attribution="direct")


def _said_before(scene: Scene, tree: Tree, first: int, base: At, heard: dict[int, At]) -> At | None:
    """ "The official doubted that. "They never meant it."": of whom the sentence before reported."""
    if first == 0:
        return None
    root = tree.root_of(*tree.sentence_of(first - 1))
    subject = tree.subject(root) if scene.lexicon.cue(tree.lower[root]) is not None else None
    return None if subject is None else _heard(scene, tree, subject, base, heard)


def _nearest(tags: Sequence[Tag], first: int) -> int:
    """The source of the saying nearest to a sentence: the last before it, else the first after it."""
    before = [source for place, source in tags if place <= first]
    return before[-1] if before else tags[0][1]


# ---- words of saying outside the marks


def _tags(scene: Scene, tree: Tree, marks: Sequence[Quotation]) -> list[Tag]:
    """The sentences of a block that say whose quotation it is."""
    sources = ((first, _source(scene, tree, first, end, marks)) for first, end in tree.sents)
    return [(first, source) for first, source in sources if source is not None]


def _source(scene: Scene, tree: Tree, first: int, end: int, marks: Sequence[Quotation]) -> int | None:
    """The source of a word of saying that stands outside a sentence's quotation marks, if there is one."""
    if not _touches(tree, first, end, marks):
        return None
    outside = (word for word in range(first, end) if tree.is_verb(word) and not _inside(tree, word, marks))
    for word in outside:
        subject = _subject(tree, word) if scene.lexicon.cue(tree.lower[word]) is not None else None
        if subject is not None and not _inside(tree, subject, marks):
            return _quoted_person(tree, word, subject)
    return None


def _subject(tree: Tree, verb: int) -> int | None:
    subject = tree.subject(verb)
    quoted = subject is None and tree.lower[verb] in ("quoted", "cited")
    return tree.child(verb, "dobj") if quoted else subject


def _quoted_person(tree: Tree, verb: int, subject: int) -> int:
    """ "The statement quoted a diplomat as saying": the diplomat."""
    quoted = tree.child(verb, "dobj") if tree.lower[verb] in shapes()["quoting"] else None
    return subject if quoted is None else quoted


def _touches(tree: Tree, first: int, end: int, marks: Sequence[Quotation]) -> bool:
    """True if a quotation stands in the sentence, or it is a bare tag after one: "he said."."""
    start, stop = tree.place(first, end - 1)
    if any(one.start < stop and start < one.end for one in marks):
        return True
    return end - first <= LONGEST_TAG and bool(marks) and marks[0].start < start


def _inside(tree: Tree, word: int, marks: Sequence[Quotation]) -> bool:
    return any(one.start <= tree.starts[word] and tree.ends[word] <= one.end for one in marks)


def _wholly_quoted(tree: Tree, first: int, end: int, marks: Sequence[Quotation]) -> bool:
    words = [word for word in range(first, end) if is_written(tree, word)]
    return bool(words) and all(_inside(tree, word, marks) for word in words)


def is_question(tree: Tree, first: int, end: int) -> bool:
    """True for a sentence that asks."""
    return any(tree.words[word] == "?" for word in range(max(first, end - 3), end))
