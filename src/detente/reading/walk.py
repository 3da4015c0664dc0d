"""In: the trees of a document and its scene. Out: utterances: who says what, by whose account.

The walk goes down each sentence from its root with the chain of voices so far. A word of saying adds its
subject to the chain and is left for its content; any other clause is an utterance of the last voice, with
the stance that the word of saying or the clause's own shape gives it. Nothing is uttered without its chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.reading.carrying import (
    Sentence,
    one_more,
    quoted_by,
    reported_still,
    voice_left,
)
from detente.reading.clauses import plain
from detente.reading.cues import adds, asks_who, saying_of, tells, term_of
from detente.reading.forms import acting, is_clause, is_consequence
from detente.reading.frames import frame_of
from detente.reading.grammar import ASIDES, CONTRASTING
from detente.reading.middles import in_the_middle
from detente.reading.nouns import nouns_of, owner_of, said_by_noun
from detente.reading.quotes import Quotation
from detente.reading.ranges import opener_of
from detente.reading.sayings import Steps, saying
from detente.reading.scene import Scene
from detente.reading.sources import is_somebody, teller_of, under, voice_at, with_asides
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance
from detente.reading.voices import same

DEEPEST = 12
"""Clauses within clauses that are gone down to."""


def walk_block(
    scene: Scene,
    tree: Tree,
    block: int,
    quotations: tuple[Quotation, ...],
    at: Mapping[int, At],
    asides: Sequence[re.Match[str]] = (),
) -> tuple[Utterance, ...]:
    """Everything uttered in a block.

    at      for each sentence, by its first word, in whose voice it stands; one without is not read
    asides  voices put into the middle of what they say, which the parser was not shown
    """
    passage = _passage(scene, tree, block, quotations)
    found: list[Utterance] = []
    left: At | None = None
    floor: At | None = None
    for sentence in tree.sents:
        if sentence[0] in at:
            base = at[sentence[0]]
            here = _here(
                passage, sentence, base, left or _own_words(passage, sentence, base, floor), asides
            )
            said = _sentence(passage, sentence, base, here, found[-1] if found else None)
            left = voice_left(said, base)
            floor = _floor_taken(passage, sentence, base) or floor
            found.extend(said)
    return tuple(found)


def _passage(scene: Scene, tree: Tree, block: int, quotations: tuple[Quotation, ...]) -> Passage:
    place = tree.place(0, -1) if len(tree) else (0, 0)
    cues = scene.lexicon.cues(scene.document.text, *place)
    return Passage(scene, tree, block, quotations, {cue.start: cue for cue in cues})


def _here(
    passage: Passage, sentence: Sentence, base: At, left: At | None, asides: Sequence[re.Match[str]]
) -> At:
    """In whose voice a sentence stands: of who is put into its middle, else of the one reported before."""
    start, end = passage.tree.place(sentence[0], sentence[1] - 1)
    within = [one for one in asides if start <= one.start() < end]
    here = in_the_middle(passage.scene, passage.tree, base, within, left)
    if here is not base or not base.is_the_documents or left is None:
        return here
    if _after_semicolon(passage, sentence) and not _says_anew(passage, sentence):
        return left
    return left if reported_still(passage.scene, passage.tree, sentence, left) else base


def _floor_taken(passage: Passage, sentence: Sentence, base: At) -> At | None:
    """The voice of somebody who is told to speak: "the envoy was blunt when she met reporters"."""
    tree, root = passage.tree, passage.tree.root_of(*sentence)
    subject = tree.subject(root)
    spoke = shapes()["floor"].within(tree.phrase(sentence[0], sentence[1] - 1))
    if not (spoke and base.told) or subject is None or not tree.is_noun(subject):
        return None
    voice = voice_at(passage, subject, base)
    if voice is None or voice.role is None or voice.id is None or tree.is_plural(subject):
        return None
    told = passage.told(voice, root)
    return At(chain=(*base.chain, told), told=False, attribution="indirect", carried=True)


def _own_words(passage: Passage, sentence: Sentence, base: At, floor: At | None) -> At | None:
    """The voice that has the floor, if its own side is told of in the tense of what is reported."""
    tree, root = passage.tree, passage.tree.root_of(*sentence)
    subject = tree.subject(root)
    if floor is None or subject is None or not base.told:
        return None
    told_of = any(tree.lower[one] in ("had", "would", "could") for one in tree.children(root, "aux"))
    voice = voice_at(passage, subject, floor) if told_of else None
    return floor if voice is not None and voice.id == floor.speaker.id else None


def _after_semicolon(passage: Passage, sentence: Sentence) -> bool:
    """True for the second half of a sentence, which the parser was shown as one of its own."""
    before = passage.tree.ends[sentence[0] - 1] if sentence[0] else 0
    return passage.scene.document.text[max(0, before - 1) : before] == ";"


def _says_anew(passage: Passage, sentence: Sentence) -> bool:
    """True if somebody is named who says it: "; a diplomat said no acceptance had come"."""
    tree, root = passage.tree, passage.tree.root_of(*sentence)
    subject = tree.subject(root)
    if subject is None or not tree.is_noun(subject) or term_of(passage, root) is None:
        return False
    return not any(tree.lower[one] in ("had", "would") for one in tree.children(root, "aux"))


def _sentence(
    passage: Passage, sentence: Sentence, base: At, here: At, before: Utterance | None
) -> list[Utterance]:
    """Everything uttered in one sentence."""
    item = one_more(passage, sentence, before)
    said = [item] if item is not None else list(_from_root(passage, passage.tree.root_of(*sentence), here))
    mended = quoted_by(passage, sentence, base, said)
    if mended is None:
        return said
    at, heads = mended
    return [one for head in heads for one in _again(passage, head, at)]


def _again(passage: Passage, head: int, at: At) -> Iterator[Utterance]:
    passage.done.discard(head)
    yield from _clause(passage, head, at)


def _from_root(passage: Passage, root: int, at: At) -> Iterator[Utterance]:
    verb = _mistaken_verb(passage.tree, root)
    if verb is not None:
        return _clause(passage, verb, replace(at, subject=root))
    return _clause(passage, root, at)


def _mistaken_verb(tree: Tree, root: int) -> int | None:
    """ "Proposed" in "X, the deputy, proposed that ...", taken for a participle."""
    verb = tree.child(root, "acl") if tree.is_noun(root) else None
    if verb is None or tree.tags[verb] not in ("VBN", "VBD"):
        return None
    other_verb = any(tree.is_verb(kid) for kid in tree.kids[root] if kid != verb)
    speaks = tree.tags[root][:3] == "NNP" or tree.lower[root] in shapes()["persons"]
    governs = tree.child(verb, "ccomp", "xcomp", "dobj") is not None
    return verb if speaks and governs and not other_verb else None


# ---- clauses


def _clause(passage: Passage, head: int, at: At) -> Iterator[Utterance]:
    """A clause: left for its content if it is a saying, uttered if it is not; then what hangs beside it."""
    if at.depth > DEEPEST or head in passage.done or asks_who(passage, head):
        return
    passage.done.add(head)
    at = with_asides(passage, head, at)
    verb = acting(passage.tree, head)
    frame = frame_of(passage, head)
    term = saying_of(passage, verb) if frame is None else None
    if frame is not None:
        framed = under(passage, frame.cue, frame.source, passage.tree.words[frame.cue], at)
        down = replace(framed, depth=at.depth + 1, cue=head, subject=None)
        yield from _clause(passage, frame.content, down)
    elif term is None:
        yield plain(passage, head, at)
    else:
        yield from _followed(passage, saying(passage, head, verb, term, at))
    yield from _beside(passage, head, verb, at)


def _followed(passage: Passage, steps: Steps) -> Iterator[Utterance]:
    for step in steps:
        if isinstance(step, Utterance):
            yield step
        else:
            yield from _clause(passage, step.head, step.at)


def _beside(passage: Passage, head: int, verb: int, at: At) -> Iterator[Utterance]:
    """Nouns of saying, coordinated clauses, and clauses on the side that say something of their own."""
    words = dict.fromkeys((head, verb))
    for word in words:
        yield from _nouns_of_saying(passage, word, at)
    down = replace(at, depth=at.depth + 1, cue=None)
    for word in words:
        yield from _clauses_beside(passage, word, head, down)
    yield from _described(passage, head, down)


def _clauses_beside(passage: Passage, word: int, head: int, down: At) -> Iterator[Utterance]:
    tree = passage.tree
    subject = tree.subject(head)
    own = down if subject is None else replace(down, subject=subject)
    for kid in tree.kids[word]:
        if _goes_on(passage, kid):
            yield from _clause(passage, kid, own)
        elif _is_aside(passage, kid, head):
            yield from _clause(passage, kid, replace(down, subject=None))


def _goes_on(passage: Passage, kid: int) -> bool:
    """A clause with the subject of the one before: coordinated, or "..., adding that"."""
    tree = passage.tree
    if tree.deps[kid] == "conj" and is_clause(tree, kid) and not is_consequence(tree, kid):
        return True
    return kid not in passage.done and adds(passage, kid)


def _is_aside(passage: Passage, clause: int, head: int) -> bool:
    """A clause on the side that says something by itself: "while X insists", "although Y denies it"."""
    tree = passage.tree
    if tree.deps[clause] not in ("advcl", "ccomp", "parataxis") or clause in passage.done:
        return False
    if tree.subject(clause) is None or not tree.is_verb(clause):
        return False
    if tree.deps[clause] != "advcl":
        return clause < head
    opener = opener_of(tree, clause)
    return opener in CONTRASTING or (opener in ASIDES and term_of(passage, clause) is not None)


def _described(passage: Passage, head: int, down: At) -> Iterator[Utterance]:
    """What clauses on its nouns say by themselves: "the envoy, who said that"."""
    tree = passage.tree
    for noun in nouns_of(tree, head):
        for kid in tree.children(noun, "relcl", "acl"):
            if kid not in passage.done and tells(passage, kid) and is_somebody(passage, noun, down):
                subject = noun if tree.deps[kid] == "acl" else None
                yield from _clause(passage, kid, replace(down, subject=subject))


def _nouns_of_saying(passage: Passage, head: int, at: At) -> Iterator[Utterance]:
    """ "X's assertion that no attack is planned", "reports that it is leaving": said by whose they are."""
    for noun in nouns_of(passage.tree, head):
        said = said_by_noun(passage.scene.lexicon, passage.tree, noun)
        if said is not None and said not in passage.done:
            passage.done.add(said)
            yield plain(passage, said, _in_voice_of(passage, noun, at))


def _in_voice_of(passage: Passage, noun: int, at: At) -> At:
    """In the voice of whose report or claim a noun is; another party's stays the speaker's account."""
    if not at.told and owner_of(passage.tree, noun) is None:
        return replace(at, cue=None, depth=at.depth + 1, subject=None)
    voice = teller_of(passage, noun, at)
    down = replace(at, cue=None, depth=at.depth + 1)
    another = voice.id is not None or voice.name.lower() in ("you", "your")
    if another and not at.told and not same(voice, at.speaker):
        return replace(down, subject=None)
    chain = (*at.chain, passage.told(voice, noun))
    return replace(down, chain=chain, told=False, attribution="indirect", subject=None)
