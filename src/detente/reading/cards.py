"""In: the utterances of a document. Out: its proposals: one card for each stance on each issue, in order.

What no analyst would put on a card is left out: what the outlet tells that is no act and no figure, small
talk, what names no issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.case.proposals import Proposal
from detente.case.statements import BINDING
from detente.reading.abouts import Abouts, Topic, abouts, both_before, topic_of
from detente.reading.deeds import undone
from detente.reading.slots import (
    Finds,
    condition_in,
    dates_of,
    deed_in,
    evidence_of,
    figures_in,
    kind_of_act,
    neat,
    published,
    quoted,
    sentence_of,
    target_of,
    trimmed,
    unnamed_about,
)
from detente.reading.tables import shapes
from detente.reading.targets import sides_in
from detente.reading.utterances import Utterance

SMALL_TALK = 6
"""Words up to which a remark that names no issue is small talk."""
GAP = 24
"""Code points between two clauses of a sentence that are one card: ", and"."""
BOTH = "'Both' was read as what the two sentences before it speak of."
TAKEN = "What it is about was taken from the words before it."


def cards(finds: Finds, utterances: Sequence[Utterance]) -> tuple[Proposal, ...]:
    """The proposals of a document that people speak in, with their ids."""
    finds.scene.sides = sides_in(finds.scene, utterances)
    made: list[Proposal] = []
    seen: set[tuple[int, int]] = set()
    last = Topic()
    for one in utterances:
        topic = topic_of(finds.scene, one, last)
        pair = both_before(one, made) if topic.taken else ()
        if pair:
            made.extend(_card(finds, one, each, BOTH) for each in pair)
            continue
        last = topic if topic.about else last
        if one.span not in seen and _matters(finds, one, topic):
            seen.add(one.span)
            made.append(_card(finds, one, topic.about, *((TAKEN,) if topic.taken else ())))
    return numbered(_merged(finds, sorted(made, key=lambda one: (one.evidence.start, one.evidence.end))))


def clause_card(finds: Finds, one: Proposal) -> Proposal:
    """A treaty's clause with what it is about and the figures in it."""
    hits = finds.scene.lexicon.issues(finds.document.text, one.sentence.start, one.sentence.end)
    return replace(
        one,
        about=one.about or abouts(finds.scene, hits),
        quantities=figures_in(finds, one.evidence.start, one.evidence.end),
        said=one.said or published(finds),
        made_by=finds.made_by,
    )


def numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Proposals with ids in their order: p01, p02."""
    width = max(2, len(str(len(proposals))))
    return tuple(replace(one, id=f"p{index:0{width}}") for index, one in enumerate(proposals, 1))


def _card(finds: Finds, one: Utterance, about: Abouts, *doubts: str) -> Proposal:
    evidence = evidence_of(finds, one)
    said, meant = dates_of(finds, one)
    condition = condition_in(finds, one)
    return Proposal(
        id="p",
        stance="conditional" if condition and one.stance in ("willing", "offers") else one.stance,
        speaker=one.speaker,
        chain=one.chain,
        attribution=one.attribution,
        says=neat(finds.document, *one.span),
        about=about or (unnamed_about(finds, one),),
        target=target_of(finds, one, condition),
        condition=condition,
        polarity=one.polarity,
        modality=one.modality,
        quantities=figures_in(finds, evidence.start, evidence.end),
        said=said,
        meant=meant,
        quote=quoted(finds, one),
        ambiguous=(*doubts, *one.doubtful),
        act=deed_in(one),
        evidence=evidence,
        sentence=sentence_of(finds, one),
        made_by=finds.made_by,
    )


# ---- what is put on a card


def _matters(finds: Finds, one: Utterance, topic: Topic) -> bool:
    """False for what no analyst would put on a card."""
    length, named = one.last - one.first, bool(topic.about)
    if length <= 0 or _is_courtesy(one):
        return False
    if one.told:
        return named and _tells_something(finds, one)
    if one.stance in (*BINDING, "denies", "doubts", "accuses"):
        return (named or one.target is not None) and not _is_small_talk(one, topic)
    if topic.taken:
        return length >= SMALL_TALK or bool(figures_in(finds, *one.span))
    return named and length >= 2


def _is_courtesy(one: Utterance) -> bool:
    """ "Presents its compliments", "thanked the hosts for their hospitality"."""
    polite = shapes()["courtesies"].within(one.tree.phrase(one.first, one.last))
    return polite and one.stance in ("claims", "offers") and one.hang is None


def _tells_something(finds: Finds, one: Utterance) -> bool:
    """True for an act, done or expressly left undone, a figure or a doubt."""
    act = kind_of_act(one) is not None or undone(one.tree, one.head)
    return act or one.stance == "doubts" or bool(figures_in(finds, *one.span))


def _is_small_talk(one: Utterance, topic: Topic) -> bool:
    """ "I will be brief", "That is not so": a remark that names no issue itself."""
    length = one.last - one.first
    if one.stance not in BINDING:
        return topic.taken and length < 2
    return topic.taken and length < SMALL_TALK and one.tree.lower[one.first] == "i"


def _merged(finds: Finds, made: Sequence[Proposal]) -> list[Proposal]:
    """What one sentence says in two clauses side by side is one card."""
    out: list[Proposal] = []
    for one in made:
        if out and _is_one(out[-1], one):
            out[-1] = _joined(finds, out[-1], one)
        else:
            out.append(one)
    return out


def _is_one(before: Proposal, one: Proposal) -> bool:
    return (
        before.stance in BINDING
        and before.act is None
        and one.act is None
        and 0 <= one.evidence.start - before.evidence.end <= GAP
        and (before.sentence, before.stance, before.chain) == (one.sentence, one.stance, one.chain)
        and before.condition == one.condition
        and {about.issue for about in before.about} == {about.issue for about in one.about}
    )


def _joined(finds: Finds, before: Proposal, one: Proposal) -> Proposal:
    evidence = trimmed(finds.document, before.evidence.start, one.evidence.end)
    return replace(
        before,
        says=neat(finds.document, evidence.start, evidence.end),
        evidence=evidence,
        quantities=figures_in(finds, evidence.start, evidence.end),
    )
