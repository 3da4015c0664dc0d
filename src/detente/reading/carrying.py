"""In: a sentence, and what was uttered before it. Out: whose words it carries on with.

"X said it was ready. It would not bargain.": reported still. A list of what was agreed, parted by
semicolons. A quotation that the parser did not hang on its speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.statements import BINDING
from detente.reading.grammar import NOTHING, PAST_MODALS
from detente.reading.ranges import uttered
from detente.reading.scene import Scene
from detente.reading.stances import Shape
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance, is_written
from detente.reading.voices import voice_of

INNER_NOUNS = ("compound", "pobj", "poss", "nmod", "npadvmod")
"""Relations of a noun that stands within another's phrase."""
Sentence = tuple[int, int]
"""First word, one past the last."""


def reported_still(scene: Scene, tree: Tree, sentence: Sentence, told: At) -> bool:
    """True for "It would not bargain." after "X said it was ready.": nobody is named again."""
    root = tree.root_of(*sentence)
    subject = tree.subject(root)
    modals = {tree.lower[kid] for kid in tree.children(root, "aux")}
    shut = tree.lower[root] in shapes()["shut"] and tree.child(root, "auxpass") is not None
    if subject is None or not (shut or "had" in modals or not modals.isdisjoint(PAST_MODALS)):
        return False
    if not modals.isdisjoint(PAST_MODALS):
        return True
    voice = voice_of(scene, tree, subject, told.speaker)
    nobody = tree.lower[subject] in NOTHING
    return (
        shut or nobody or tree.lower[subject] in ("it", "they", "he", "she") or voice.id == told.speaker.id
    )


def voice_left(found: Sequence[Utterance], base: At) -> At | None:
    """The voice that a sentence reported at one remove, for the next to carry on in."""
    if not base.is_the_documents or not found:
        return None
    last = found[-1]
    if last.attribution not in ("indirect", "direct") or len(last.chain) != len(base.chain) + 1:
        return None
    return At(chain=last.chain, told=False, attribution="indirect", carried=True)


# ---- lists


def one_more(passage: Passage, sentence: Sentence, before: Utterance | None) -> Utterance | None:
    """ "...; to convene the experts; to keep the line open": one more of what was agreed before."""
    tree, root = passage.tree, passage.tree.root_of(*sentence)
    if before is None or before.stance not in BINDING or not _is_item(tree, sentence, root):
        return None
    shape = Shape(before.stance, before.modality, before.polarity, "list")
    at = At(chain=before.chain, told=False, attribution=before.attribution)
    passage.done.add(root)
    return uttered(passage, root, at, shape, target=before.target)


def _is_item(tree: Tree, sentence: Sentence, root: int) -> bool:
    words = (
        tree.lower[word]
        for word in range(*sentence)
        if tree.words[word].isalpha() and tree.lower[word] not in ("and", "or")
    )
    starts = next(words, tree.lower[sentence[0]])
    return starts == "to" and tree.is_verb(root) and tree.subject(root) is None


# ---- quotations that hang on nobody


def quoted_by(
    passage: Passage, sentence: Sentence, at: At, own: Sequence[Utterance]
) -> tuple[At, list[int]] | None:
    """Whose quotation a sentence holds, and its heads, where the parser did not hang it on its speaker.

    own  what was uttered in the sentence so far, to be replaced
    """
    outside = [word for word in range(*sentence) if _is_outside(passage, word)]
    if not at.told or not outside or not _is_unattributed(own, at):
        return None
    heads = [word for word in range(*sentence) if passage.quoted(word) and _tops(passage, word)]
    said = next((word for word in outside if _is_cue(passage, word)), None)
    noun = _speaker_beside(passage.tree, said, outside) if said is not None else None
    if said is None or noun is None or not heads:
        return None
    voice = voice_of(passage.scene, passage.tree, noun, at.speaker)
    passage.scene.remember(voice, plural=passage.tree.is_plural(noun))
    return At(chain=(*at.chain, passage.told(voice, said)), told=False, attribution="direct"), heads


def _is_unattributed(own: Sequence[Utterance], at: At) -> bool:
    return not own or any(one.quotation is not None and len(one.chain) == len(at.chain) for one in own)


def _is_outside(passage: Passage, word: int) -> bool:
    return is_written(passage.tree, word) and not passage.quoted(word)


def _is_cue(passage: Passage, word: int) -> bool:
    finite = passage.tree.tags[word] in ("VBD", "VBZ", "VBP", "VBN")
    return finite and passage.scene.lexicon.cue(passage.tree.lower[word]) is not None


def _speaker_beside(tree: Tree, said: int, outside: Sequence[int]) -> int | None:
    """The noun beside a word of saying: just before it, else just after."""
    nouns = [
        word
        for word in outside
        if tree.deps[word] not in INNER_NOUNS
        and (tree.is_noun(word) or tree.lower[word] in ("he", "she", "they", "it"))
    ]
    before = (word for word in reversed(nouns) if word < said)
    after = (word for word in nouns if word > said)
    return next(before, next(after, None))


def _tops(passage: Passage, word: int) -> bool:
    """The highest word of what stands in the marks: a verb, or what has a clause's subject."""
    tree, head = passage.tree, passage.tree.heads[word]
    if head != word and passage.quoted(head):
        return False
    return tree.is_verb(word) or tree.subject(word) is not None or tree.deps[word] == "ROOT"
