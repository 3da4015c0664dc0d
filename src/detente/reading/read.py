"""In: one document and a lexicon. Out: a `Reading`: its proposals in the order of the text, and what was left open.

    document -> blocks -> trees -> voices -> utterances -> proposals -> links

Each stage is a pure function in a module of its own; this one reads as their list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import (
    About,
    Amount,
    Condition,
    Deed,
    Proposal,
    Quoted,
    Span,
    Voice,
    When,
)
from detente.case.statements import BINDING
from detente.reading.conditions import Hang
from detente.reading.deeds import deed_of, undone
from detente.reading.document import Block, Document
from detente.reading.lexicon import IssueHit, Lexicon, Mention
from detente.reading.linking import linked
from detente.reading.parse import MODEL, asides, model_version, parse
from detente.reading.persons import learn_persons
from detente.reading.places import place_from_tree
from detente.reading.quantities import Figure, amounts, quantities
from detente.reading.scene import Scene, scene_of
from detente.reading.speech import (
    Turns,
    is_question,
    marks_of,
    narrator,
    narrators,
    speech_of,
    turns_of,
    voices_of_block,
)
from detente.reading.tables import shapes
from detente.reading.times import Mark, resolve, times
from detente.reading.treaty import is_treaty, numbering, obligations
from detente.reading.trees import Tree
from detente.reading.utterances import At, Utterance
from detente.reading.voices import ids_of
from detente.reading.walk import walk_block

VERSION = "1"
SILENT = frozenset({"boilerplate", "byline", "title", "heading"})
WEAK = 0.35
"""Weight below which a hit is a hint only."""
MOST_ISSUES = 3
SMALL_TALK = 6
"""Words up to which a remark that names no issue is small talk."""
NEAR = 2
"""Blocks back from which an utterance may take what it is about."""
GAP = 24
"""Code points between two clauses of a sentence that are one card: ", and"."""
GIVING = frozenset({"conditional", "offers", "willing", "insists"})
BOTH = "'Both' was read as what the two sentences before it speak of."
TAKEN = "What it is about was taken from the words before it."
MUTUAL = frozenset({"reciprocal", "reciprocally", "mutual", "mutually", "reciprocity", "likewise"})
OTHERS = frozenset({"it", "they", "he", "she", "both", "side", "other", "others", "leaders"})
LIKE_THE_FIRST = 0.6
"""Share of the first issue's weight that a further one needs to be named too."""


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
    blocks = tuple(block for block in document.blocks if block.kind not in SILENT)
    turns = turns_of(document, blocks)
    spoken = tuple(replace(block, start=start) for block, start in zip(blocks, turns.starts, strict=True))
    trees = parse(document.text, spoken, model)
    for tree in trees:
        learn_persons(scene, tree)
    utterances = _utterances(document, scene, spoken, trees, turns)
    figures = quantities(document.text)
    made_by = f"rules {VERSION}, {model_version(model)}"
    counted = _placed(document, amounts(document, figures), trees)
    maker = _Maker(document, scene, figures, counted, made_by, times(document.text))
    proposals = linked(_numbered(maker.proposals(utterances)))
    return Reading(document, proposals, maker.amounts, document.notes, made_by)


def _placed(document: Document, found: Sequence[Amount], trees: Sequence[Tree]) -> tuple[Amount, ...]:
    """The figures, with the place that the grammar of their clause gives where no words beside them do."""
    return tuple(_with_place(document, one, trees) if one.place is None else one for one in found)


def _with_place(document: Document, one: Amount, trees: Sequence[Tree]) -> Amount:
    tree = next(
        (tree for tree in trees if len(tree) and tree.starts[0] <= one.span.start < tree.ends[-1]), None
    )
    where = place_from_tree(tree, one.span.start, one.span.end) if tree is not None else None
    return replace(one, place=" ".join(document.text[where[0] : where[1]].split())) if where else one


def _read_treaty(document: Document, lexicon: Lexicon) -> Reading:
    """What a treaty's clauses bind whom to, with issues and figures beside."""
    made_by = f"treaty rules {VERSION}"
    figures = quantities(document.text)
    maker = _Maker(document, scene_of(document, lexicon), figures, amounts(document, figures), made_by)
    found = tuple(maker.clause(one) for one in obligations(document))
    notes = (*document.notes, *numbering(document))
    return Reading(document, _numbered(found), maker.amounts, notes, made_by)


# ---- voices and utterances


def _utterances(
    document: Document, scene: Scene, blocks: Sequence[Block], trees: Sequence[Tree], turns: Turns
) -> list[Utterance]:
    base = narrator(document, scene)
    later = narrators(document, scene, base)
    aside = asides(document.text, blocks)
    found: list[Utterance] = []
    left_open: At | None = None
    speech: At | None = None
    for index, (block, tree) in enumerate(zip(blocks, trees, strict=True)):
        base = next((at for start, at in reversed(later.items()) if start <= block.start), base)
        scene.issuer = None if base.told else base.speaker.id
        label = turns.labels.get(index)
        if label is not None:
            speech = speech_of(document, scene, base, label, asks=label.name in turns.asking)
        if not len(tree):
            continue
        marks = marks_of(document, block, goes_on=left_open is not None)
        if turns.labels:
            voices = {first: speech or base for first, _ in tree.sents}
        else:
            voices, left_open = voices_of_block(scene, tree, block, marks, base, left_open)
        asked = {first for first, end in tree.sents if is_question(tree, first, end)}
        voices = {first: at for first, at in voices.items() if first not in asked}
        said = walk_block(scene, tree, index, marks, voices, aside[index])
        found.extend(part for one in said for part in _parted(scene, one))
    return found


def _parted(scene: Scene, one: Utterance) -> list[Utterance]:
    """One utterance for each issue, where its object names two: "on missiles and on exercises"."""
    if one.told or one.stance not in BINDING:
        return [one]
    tree, text = one.tree, scene.document.text
    for word in range(one.first + 1, one.last):
        if tree.lower[word] == "including" and word > one.head and one.stance in GIVING:
            before = scene.lexicon.issues(text, tree.starts[one.first], tree.ends[word - 1])
            after = scene.lexicon.issues(text, tree.starts[word], tree.ends[one.last])
            if before and after and after[0].id not in {hit.id for hit in before}:
                left = replace(one, last=_before(tree, word, one.first))
                hang = one.hang or mutual(left)
                return [left, replace(one, first=word, head=word, cue=None, hang=hang)]
    for word in range(one.first, one.last + 1):
        if tree.deps[word] != "conj" or not tree.is_noun(word) or not tree.is_noun(tree.heads[word]):
            continue
        head = tree.heads[word]
        if not (one.first <= head <= one.last) or (
            tree.is_noun(tree.heads[head]) and tree.deps[head] == "conj"
        ):
            continue
        before = scene.lexicon.issues(text, tree.starts[tree.left[head]], tree.ends[word - 1])
        after = scene.lexicon.issues(text, tree.starts[tree.left[word]], tree.ends[tree.right[word]])
        if before and after and not {hit.id for hit in before} & {hit.id for hit in after[:1]}:
            cut = tree.left[word]
            left = replace(one, last=_before(tree, cut, one.first))
            right = replace(
                one, first=cut, head=word, cue=None, last=min(one.last, max(tree.right[word], cut))
            )
            return [left, *_parted(scene, right)]
    return [one]


def mutual(one: Utterance) -> Hang | None:
    """ "Reciprocal restrictions": an offer that hangs on the same from the other side."""
    if one.stance not in GIVING:
        return None
    for word in range(one.first, one.last + 1):
        if one.tree.lower[word] in MUTUAL:
            end = max(word, one.tree.heads[word]) if one.tree.deps[word] == "amod" else word
            return Hang(word, min(end, one.last), "reciprocity")
    return None


def _before(tree: Tree, cut: int, first: int) -> int:
    last = cut - 1
    while last > first and tree.tags[last] in (",", "CC", "``", "''", "_SP", "DT"):
        last -= 1
    return last


# ---- proposals


@dataclass
class _Maker:
    """Utterances in, proposals out: everything that a proposal says beside who said it."""

    document: Document
    scene: Scene
    found: tuple[Figure, ...]
    amounts: tuple[Amount, ...]
    made_by: str
    marks: tuple[Mark, ...] = ()

    def proposals(self, utterances: Sequence[Utterance]) -> list[Proposal]:
        made: list[Proposal] = []
        seen: set[tuple[int, int]] = set()
        last: tuple[int, tuple[About, ...]] = (-1, ())
        for one in utterances:
            about, doubtful = self._about(one, last)
            pair = self._both_before(one, made) if doubtful == (TAKEN,) else ()
            if pair:
                made.extend(self._proposal(one, each, (BOTH,)) for each in pair)
                continue
            if about:
                last = (one.block, about)
            if self._matters(one, about, doubtful) and one.span not in seen:
                seen.add(one.span)
                made.append(self._proposal(one, about, doubtful))
        return self._merged(sorted(made, key=lambda p: (p.evidence.start, p.evidence.end)))

    def _both_before(self, one: Utterance, made: Sequence[Proposal]) -> tuple[tuple[About, ...], ...]:
        """What "both" are: the issues of the last two sentences before it in which another side said something."""
        tree = one.tree
        subject = tree.subject(one.head)
        if subject is None or tree.lower[subject] != "both" or tree.kids[subject]:
            return ()
        start = tree.starts[0]
        before: dict[int, tuple[About, ...]] = {}
        for other in made:
            if start <= other.evidence.start < one.span[0] and other.speaker.id != one.speaker.id:
                known = before.get(other.sentence.start, ())
                before[other.sentence.start] = (
                    *known,
                    *(about for about in other.about if about not in known),
                )
        last = [before[place] for place in sorted(before)[-2:]]
        return tuple(last) if len(last) == 2 else ()

    def _merged(self, made: Sequence[Proposal]) -> list[Proposal]:
        """One card for each stance on each issue: what one sentence says in two clauses side by side is one."""
        out: list[Proposal] = []
        for one in made:
            if out and self._is_one(out[-1], one):
                out[-1] = self._joined(out[-1], one)
            else:
                out.append(one)
        return out

    def _is_one(self, before: Proposal, one: Proposal) -> bool:
        return (
            before.stance in BINDING
            and before.sentence == one.sentence
            and before.stance == one.stance
            and before.chain == one.chain
            and {about.issue for about in before.about} == {about.issue for about in one.about}
            and before.act is None
            and one.act is None
            and before.condition == one.condition
            and 0 <= one.evidence.start - before.evidence.end <= GAP
        )

    def _joined(self, before: Proposal, one: Proposal) -> Proposal:
        evidence = self._trim(before.evidence.start, one.evidence.end)
        return replace(
            before,
            says=self._neat(evidence.start, evidence.end),
            evidence=evidence,
            quantities=self._figures(evidence.start, evidence.end),
        )

    def _matters(self, one: Utterance, about: tuple[About, ...], doubtful: tuple[str, ...]) -> bool:
        """False for what no analyst would put on a card: a told thing that is no act and no figure, small talk."""
        if one.last <= one.first:
            return False
        figures = bool(self._figures(*one.span))
        if one.told:
            told = one.stance == "doubts" or self._kind(one) is not None or undone(one.tree, one.head)
            return bool(about) and (told or figures)
        taken = bool(doubtful)
        if one.stance in BINDING or one.stance in ("denies", "doubts", "accuses"):
            small = (
                taken
                and one.stance in BINDING
                and one.tree.lower[one.first] == "i"
                and one.last - one.first < SMALL_TALK
            )
            empty = taken and one.stance not in BINDING and one.last - one.first < 2
            return (bool(about) or one.target is not None) and not small and not empty
        if taken:
            return figures or one.last - one.first >= SMALL_TALK
        return bool(about) and one.last - one.first >= 2

    def _kind(self, one: Utterance):  # type: ignore[no-untyped-def]
        return (
            deed_of(one.tree, one.head, one.first, one.last)
            if one.stance in ("claims", "accuses")
            else None
        )

    def _proposal(self, one: Utterance, about: tuple[About, ...], doubtful: tuple[str, ...]) -> Proposal:
        evidence = self._evidence(one)
        said, meant = self._dated(one)
        condition = self._condition(one)
        kind = self._kind(one)
        tree = one.tree
        first, end = tree.sentence_of(one.head)
        return Proposal(
            id="p",
            stance="conditional" if condition and one.stance in ("willing", "offers") else one.stance,
            speaker=one.speaker,
            chain=one.chain,
            attribution=one.attribution,
            says=self._neat(*one.span),
            about=about or (About(text=self._subject_matter(one)),),
            target=self._target(one, condition),
            condition=condition,
            polarity=one.polarity,
            modality=one.modality,
            quantities=self._figures(evidence.start, evidence.end),
            said=said,
            meant=meant,
            quote=self._quoted(one),
            ambiguous=(*doubtful, *one.doubtful),
            act=self._deed(one, kind) if kind else None,
            evidence=evidence,
            sentence=self._trim(tree.starts[first], tree.ends[end - 1]),
            made_by=self.made_by,
        )

    def clause(self, one: Proposal) -> Proposal:
        """A treaty's clause with what it is about and the figures in it."""
        hits = self.scene.lexicon.issues(self.document.text, one.sentence.start, one.sentence.end)
        return replace(
            one,
            about=one.about or (self._abouts(hits) if hits else ()),
            quantities=self._figures(one.evidence.start, one.evidence.end),
            said=one.said or self._said(),
            made_by=self.made_by,
        )

    def _subject_matter(self, one: Utterance) -> str:
        """What it is about where no issue of the vocabulary fits, for a person to name: its object, else its words."""
        tree = one.tree
        below = tree.child(one.head, "dobj", "pobj")
        if below is None and (inner := tree.child(one.head, "xcomp", "ccomp")) is not None:
            below = tree.child(inner, "dobj")
        if below is None or not one.first <= below <= one.last:
            return self._neat(*one.span)
        return self._neat(
            tree.starts[max(tree.left[below], one.first)], tree.ends[min(tree.right[below], one.last)]
        )

    def _neat(self, start: int, end: int) -> str:
        return " ".join(self.document.text[start:end].split())

    def _trim(self, start: int, end: int) -> Span:
        text = self.document.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return self.document.span(start, end)

    def _evidence(self, one: Utterance) -> Span:
        """The content with the words of saying where they stand directly before it."""
        start, end = one.span
        tree = one.tree
        if one.cue is not None and (one.quotation is None or tree.starts[one.cue] >= one.quotation.start):
            subject = tree.subject(one.cue)
            first = min(one.cue, tree.left[subject] if subject is not None else one.cue)
            if first < one.first and one.cue < one.first:
                start = (
                    tree.starts[first]
                    if one.quotation is None
                    else max(tree.starts[first], one.quotation.start)
                )
        return self._trim(start, end)

    def _about(
        self, one: Utterance, last: tuple[int, tuple[About, ...]]
    ) -> tuple[tuple[About, ...], tuple[str, ...]]:
        """The issues that its words name; else its sentence's; else those of the words before it in the block."""
        own = self.scene.lexicon.issues(self.document.text, *one.span)
        if own and not _only_weak(own):
            return self._abouts(own), ()
        first, end = one.tree.sentence_of(one.head)
        wider = self.scene.lexicon.issues(
            self.document.text, one.tree.starts[first], one.tree.ends[end - 1]
        )
        if wider and not _only_weak(wider):
            return self._abouts(wider), ()
        hints = own or wider
        near = 0 if hints else NEAR
        if last[1] and one.block - last[0] <= near and not one.told:
            return last[1], (TAKEN,)
        return (self._abouts(hints), ()) if hints else ((), ())

    def _abouts(self, hits: Sequence[IssueHit]) -> tuple[About, ...]:
        found: dict[str, About] = {}
        for hit in hits:
            if hit.weight >= LIKE_THE_FIRST * hits[0].weight and hit.id not in found:
                found[hit.id] = About(
                    issue=hit.id, measure=hit.measure, text=self._neat(hit.start, hit.end)
                )
        return tuple(found.values())[:MOST_ISSUES]

    def _condition(self, one: Utterance) -> Condition | None:
        tree = one.tree
        hang = one.hang or mutual(one)
        if hang is None:
            return None
        span = self._trim(tree.starts[hang.first], tree.ends[hang.last])
        own = ids_of(self.scene, one.speaker)
        others = [
            hit
            for hit in self.scene.named_in(span.start, span.end)
            if hit.id not in own and hit.how != "place" and hit.kind != "outlet"
        ]
        kind = hang.kind
        if kind == "trigger" and one.stance in GIVING and (others or self._asks_for_a_deed(one, hang)):
            kind = "reciprocity"
        by = self._named(others[0]) if others else None
        return Condition(kind=kind, text=span.exact, span=span, by=by)

    def _asks_for_a_deed(self, one: Utterance, hang: Hang) -> bool:
        """True if a condition, without naming the other side, wants something of it: "if they stop"."""
        words = [one.tree.lower[word] for word in range(hang.first, hang.last + 1)]
        other = not OTHERS.isdisjoint(words)
        return other or any(
            word in shapes()["cooperative"] or word in shapes()["hostile"] for word in words
        )

    def _named(self, hit: Mention) -> Voice:
        return Voice(
            name=self.document.text[hit.start : hit.end],
            id=hit.id,
            span=self.document.span(hit.start, hit.end),
        )

    def _figures(self, start: int, end: int) -> tuple[Amount, ...]:
        """The figures between two places, with `part_of` counted among them."""
        inside = [index for index, one in enumerate(self.found) if start <= one.start and one.end <= end]
        at = {index: place for place, index in enumerate(inside)}
        return tuple(
            replace(self.amounts[index], part_of=at.get(self.found[index].part_of))  # type: ignore[arg-type]
            for index in inside
        )

    def _said(self) -> When | None:
        published = self.document.published
        return When(text="date of publication", date=published.date) if published else None

    def _target(self, one: Utterance, condition: Condition | None) -> Voice | None:
        """At whom it is directed: who has to meet its condition, who is named, else the other of the text's two sides."""
        if condition is not None and condition.by is not None and one.stance in GIVING:
            return condition.by
        if one.target is not None or one.stance in ("claims", "denies") or len(self.scene.sides) < 2:
            return one.target
        if one.speaker.id not in self.scene.sides:
            return None
        other = self.scene.sides[1 - self.scene.sides.index(one.speaker.id)]
        return Voice(name=self.scene.lexicon.name_of(other), id=other)

    def _dated(self, one: Utterance) -> tuple[When | None, When | None]:
        """When it was said, and when what it speaks of is: dates beside the word of saying and dates in the content."""
        tree = one.tree
        first, end = tree.sentence_of(one.head)
        base = self.document.published.date if self.document.published else None
        said: When | None = None
        meant: When | None = None
        cues = [told.span.start for told in one.chain if told.span is not None]
        for mark in self.marks:
            if not (tree.starts[first] <= mark.start < tree.ends[end - 1]):
                continue
            if self._beside_cue(tree, mark.start, cues):
                said = said or resolve(mark, base, future=False)
            elif one.span[0] <= mark.start < one.span[1]:
                meant = meant or resolve(mark, base, future=one.modality == "will")
        return said or self._said(), meant

    def _beside_cue(self, tree: Tree, start: int, cues: Sequence[int]) -> bool:
        """True for a date that hangs on a word of saying: "said on Tuesday"."""
        word = tree.index.get(start)
        if word is None:
            word = min(tree.first_at(start), len(tree) - 1)
        for _ in range(4):
            head = tree.heads[word]
            if tree.starts[head] in cues:
                return True
            if head == word or tree.is_verb(head):
                return False
            word = head
        return False

    def _quoted(self, one: Utterance) -> Quoted | None:
        quotation = one.quotation
        if quotation is None:
            return None
        span = self._trim(quotation.start, quotation.end)
        return Quoted(span=span, open_missing=quotation.open_missing, close_missing=quotation.close_missing)

    def _deed(self, one: Utterance, kind) -> Deed:  # type: ignore[no-untyped-def]
        by = (one.subject,) if one.subject is not None and (one.subject.id or one.subject.name) else ()
        return Deed(kind=kind, by=by)


def _only_weak(hits: Sequence[IssueHit]) -> bool:
    return all(hit.weight < WEAK for hit in hits)


def _numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    width = max(2, len(str(len(proposals))))
    return tuple(replace(one, id=f"p{index:0{width}}") for index, one in enumerate(proposals, 1))
