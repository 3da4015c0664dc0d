"""In: nothing. Out: the records of the walk: where it is, what it goes through, what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.case.proposals import Attribution, Modality, Polarity, Told, Voice
from detente.case.statements import Stance
from detente.reading.conditions import Hang
from detente.reading.lexicon import CueHit
from detente.reading.quotes import Quotation
from detente.reading.scene import Scene
from detente.reading.trees import Tree

Chain = tuple[Told, ...]


@dataclass(frozen=True)
class Utterance:
    """One thing said, by words of a tree.

    block        number of the block it stands in
    head         the verb or noun that carries it
    first, last  the words that carry it, both included
    rule         what gave it its stance
    cue          first word of the saying, if it stands directly before
    subject      of whom it speaks
    told         True if the document itself tells it, with nobody's word for it
    doubtful     what could be read otherwise, in sentences
    """

    tree: Tree
    block: int
    head: int
    first: int
    last: int
    stance: Stance
    modality: Modality
    polarity: Polarity
    chain: Chain
    attribution: Attribution
    rule: str
    cue: int | None = None
    subject: Voice | None = None
    target: Voice | None = None
    hang: Hang | None = None
    quotation: Quotation | None = None
    told: bool = False
    doubtful: tuple[str, ...] = ()

    @property
    def speaker(self) -> Voice:
        """The last voice of the chain."""
        return self.chain[-1].who

    @property
    def span(self) -> tuple[int, int]:
        """Code points in the document."""
        return self.tree.place(self.first, self.last)


@dataclass(frozen=True)
class At:
    """Where the walk is.

    chain        the voices so far
    told         True if the last voice is the document's own
    subject      the subject that a clause without one inherits
    cue          the word of saying just passed
    depth        clauses above
    carried      True if the voice was taken over from the sentence before
    """

    chain: Chain
    told: bool
    subject: int | None = None
    cue: int | None = None
    depth: int = 0
    attribution: Attribution = "narration"
    carried: bool = False

    @property
    def is_the_documents(self) -> bool:
        """True for the document's own voice: its outlet's, or that of the body that puts it out."""
        return self.told or self.attribution == "document"

    @property
    def speaker(self) -> Voice:
        """The last voice of the chain."""
        return self.chain[-1].who


@dataclass(frozen=True)
class Passage:
    """One block on the walk.

    number      its position among the blocks that are read
    quotations  the stretches of it in quotation marks
    cues        phrases of saying in it, by their first code point
    done        heads that were uttered or passed on: nothing is said twice
    """

    scene: Scene
    tree: Tree
    number: int
    quotations: tuple[Quotation, ...]
    cues: Mapping[int, CueHit]
    done: set[int] = field(default_factory=set)

    def told(self, who: Voice, cue: int, words: str | None = None) -> Told:
        """A link of a chain: who says it, by which word."""
        span = self.scene.span(self.tree.starts[cue], self.tree.ends[cue])
        return Told(who=who, cue=words or self.tree.words[cue], span=span)

    def quoted(self, word: int) -> bool:
        """True if a word, and no mark, stands in quotation marks."""
        place = self.tree.starts[word]
        return is_written(self.tree, word) and any(one.start <= place < one.end for one in self.quotations)

    def names_before(self, noun: int) -> bool:
        """True if an actor is named in a noun's phrase up to the noun."""
        place = self.tree.place(self.tree.left[noun], noun)
        return bool(self.scene.named_in(*place))


def is_written(tree: Tree, word: int) -> bool:
    """True for a word or a figure, not for a mark."""
    return tree.words[word][:1].isalnum()
