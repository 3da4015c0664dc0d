"""In: one document and a lexicon. Out: a `Reading`: its proposals in the order of the text.

    document -> blocks -> trees -> voices -> utterances -> cards -> links

Each stage is a module of its own; this one reads as their list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Amount, Proposal
from detente.reading.cards import cards, clause_card, numbered
from detente.reading.cast import learn_cast
from detente.reading.document import Block, Document
from detente.reading.interviews import is_briefed, replying
from detente.reading.issuers import Part, known_by_now, part_at, parts
from detente.reading.lexicon import Lexicon
from detente.reading.linking import linked
from detente.reading.model_pin import MODEL
from detente.reading.parse import asides, model_version, parse
from detente.reading.parting import parted
from detente.reading.persons import learn_persons
from detente.reading.quantities import amounts, quantities
from detente.reading.quotes import quotations
from detente.reading.scene import Scene, scene_of
from detente.reading.slots import Finds, placed
from detente.reading.speech import is_question, voices_of_block
from detente.reading.times import times
from detente.reading.treaty import is_treaty, numbering, obligations
from detente.reading.trees import Tree
from detente.reading.turns import Turns, speech_of, turns_of
from detente.reading.utterances import At, Utterance
from detente.reading.walk import walk_block

VERSION = "1"
SILENT = frozenset({"boilerplate", "byline", "title", "heading"})
"""Blocks in which nothing is said."""


@dataclass(frozen=True)
class Reading:
    """What was read in one document.

    proposals   in the order of the text
    figures     every figure of the document, in a proposal or not
    notes       what a reader has to know, in sentences
    read_by     what read it, at which version
    """

    document: Document
    proposals: tuple[Proposal, ...]
    figures: tuple[Amount, ...]
    notes: tuple[str, ...]
    read_by: str


def read(document: Document, lexicon: Lexicon, *, model: str = MODEL) -> Reading:
    """What a document says: who said what, with which stance, by whose account, resting on which words."""
    if is_treaty(document):
        return _read_treaty(document, lexicon)
    scene = scene_of(document, lexicon)
    voices = parts(document, scene)
    cast = learn_cast(document, scene, None if voices[0].at.told else voices[0].at.speaker.id)
    silent = cast.blocks.union(*(part.head for part in voices))
    blocks = tuple(
        block for block in document.blocks if _is_read(document, block) and block.start not in silent
    )
    turns = turns_of(document, blocks, cast)
    spoken = tuple(replace(block, start=start) for block, start in zip(blocks, turns.starts, strict=True))
    trees = parse(document.text, spoken, model)
    for tree in trees:
        learn_persons(scene, tree)
    utterances = tuple(_utterances(scene, spoken, trees, turns, voices))
    finds = _finds(document, scene, f"rules {VERSION}, {model_version(model)}", trees)
    outlets = [scene.voice(one) for one in scene.mentions if one.kind == "outlet"]
    found = linked(cards(finds, utterances), outlets)
    return Reading(document, found, finds.amounts, document.notes, finds.made_by)


def _is_read(document: Document, block: Block) -> bool:
    """A heading that asks is the question of an interview."""
    asks = block.kind == "heading" and document.text[block.start : block.end].rstrip()[-1:] == "?"
    return asks or block.kind not in SILENT


def _read_treaty(document: Document, lexicon: Lexicon) -> Reading:
    """What a treaty's clauses bind whom to, with issues and figures beside."""
    finds = _finds(document, scene_of(document, lexicon), f"treaty rules {VERSION}")
    found = numbered([clause_card(finds, one) for one in obligations(document)])
    notes = (*document.notes, *numbering(document))
    return Reading(document, found, finds.amounts, notes, finds.made_by)


def _finds(document: Document, scene: Scene, made_by: str, trees: Sequence[Tree] = ()) -> Finds:
    """What was found in a document beside its utterances; figures are placed by its trees, if any."""
    figures = quantities(document.text)
    counted = placed(document, amounts(document, figures), trees)
    return Finds(document, scene, figures, counted, made_by, times(document.text) if trees else ())


def _utterances(
    scene: Scene, blocks: Sequence[Block], trees: Sequence[Tree], turns: Turns, found: Sequence[Part]
) -> Iterator[Utterance]:
    """What is uttered in each block, in order: each may change whom the next speaks of."""
    document, aside = scene.document, asides(scene.document.text, blocks)
    part: Part | None = None
    base = found[0].at
    left_open: At | None = None
    speech: At | None = None
    for index, (block, tree) in enumerate(zip(blocks, trees, strict=True)):
        if (here := part_at(found, block.start)) is not part:
            part, base, left_open, speech = here, known_by_now(scene, here), None, None
            scene.begin(base.speaker, block.start, told=base.told)
        if (label := turns.labels.get(index)) is not None:
            speech = speech_of(document, scene, base, label, turns)
        elif speech is None and turns.briefer is not None and is_briefed(document, block):
            speech = speech_of(document, scene, base, turns.briefer, turns)
        elif index in turns.asked.asks:
            speech = None
        elif index in turns.asked.replies and speech is None:
            speech = replying(scene, base, blocks[min(turns.asked.asks)].start, turns.people)
        marks = quotations(document.text, block.start, block.end, goes_on=left_open is not None)
        if turns.labels or speech is not None:
            voices = {first: speech or base for first, _ in tree.sents}
        elif len(tree):
            voices, left_open = voices_of_block(scene, tree, marks, base, left_open)
        else:
            continue
        heard = _without_questions(tree, voices)
        for one in walk_block(scene, tree, index, marks, heard, aside[index]):
            yield from parted(scene, one)


def _without_questions(tree: Tree, voices: dict[int, At]) -> dict[int, At]:
    """The sentences that say something: one that asks is not read."""
    asked = {first for first, end in tree.sents if is_question(tree, first, end)}
    return {first: at for first, at in voices.items() if first not in asked}
