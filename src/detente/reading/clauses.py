"""In: a clause without a word of saying, and where the walk is. Out: its utterance, by its shape.

What the document tells itself is a claim of its outlet, unless the predicate shows a party's stance:
"the alliance is unwilling to", "is unacceptable to Moscow".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.case.proposals import Voice
from detente.case.statements import Stance
from detente.reading.clefts import Cleft, cleft_of
from detente.reading.conditions import Hang
from detente.reading.forms import core_of, form_of, is_ours
from detente.reading.grammar import COPULAS
from detente.reading.hanging import asked_before, event_in, granted, hang_of
from detente.reading.nouns import noun_stance, owner_of, said_elsewhere
from detente.reading.ranges import polarity_of, range_of, uttered
from detente.reading.sources import voice_at
from detente.reading.stances import Shape, shape_of
from detente.reading.tables import shapes
from detente.reading.targets import first_other, outlet_of
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage, Utterance
from detente.reading.voices import are_both, ids_of, same
from detente.reading.weighing import is_own

NAMED_AFTER = 4
"""Words after "for" or "to" in which the one is named for whom something is unacceptable."""
OPEN = ("not known", "whether")
"""Rules of clauses in which "if" opens a question and no condition."""
READY = (
    "willing", "not willing", "unwilling", "no intention", "will refuse", "keeps the right", "doubts",
    "leaves unsure", "will break off", "offer stands", "breaks a bond",
)  # fmt: skip
"""Rules of clauses that show the stance of their subject, though nobody says that they said it."""


@dataclass(frozen=True)
class _Clause:
    """A clause without a word of saying: its subject, as a word and a voice, its words, its condition."""

    head: int
    noun: int | None
    subject: Voice | None
    words: tuple[int, int]
    without: tuple[int, ...]
    hang: Hang | None

    @property
    def hangs_on(self) -> tuple[int, int] | None:
        """First and last word of its condition."""
        return (self.hang.first, self.hang.last) if self.hang is not None else None

    @property
    def party(self) -> Voice | None:
        """The subject, if it is an actor."""
        known = self.subject is not None and bool(self.subject.id or self.subject.members)
        return self.subject if known else None


def plain(passage: Passage, head: int, at: At) -> Utterance:
    """What a clause without a word of saying comes to."""
    special = _noun_is_that(passage, head, at) or _paper_says(passage, head, at)
    if special is not None:
        return special
    cleft = cleft_of(passage, head)
    if cleft is not None:
        return _in_two_parts(passage, head, cleft, at)
    one = _clause(passage, head, at)
    given = None if at.told else granted(passage.tree, head)
    if given is not None:
        passage.done.add(given)
        one = replace(_clause(passage, given, at), hang=asked_before(passage.tree, head, given))
    own, at = _side(passage, one, at)
    return _told(passage, one, at) if at.told else _said(passage, one, at, own)


def _in_two_parts(passage: Passage, head: int, cleft: Cleft, at: At) -> Utterance:
    """ "What we ask is that they leave": of who asks it; another's, in somebody's mouth, is only claimed."""
    owner = voice_at(passage, cleft.subject, at)
    if owner is not None and not is_own(passage, owner, at):
        if not at.told or not ids_of(passage.scene, owner):
            shape = Shape("claims", "is", "positive", "account of another")
            passage.done.add(cleft.content)
            return uttered(passage, head, at, shape, subject=owner)
        chain = (*at.chain, passage.told(owner, head))
        at = replace(at, chain=chain, told=False, attribution="indirect")
    passage.done.add(cleft.content)
    if cleft.stance is None:
        return plain(passage, cleft.content, replace(at, depth=at.depth + 1))
    hang = hang_of(passage.tree, *range_of(passage.tree, head))
    stance: Stance = "conditional" if cleft.stance in ("offers", "willing") and hang else cleft.stance
    shape = Shape(stance, form_of(passage.tree, cleft.content).modality, "positive", "what we ask")
    target = first_other(passage, passage.tree.left[head], passage.tree.right[head], at)
    return uttered(passage, head, at, shape, subject=owner, target=target, hang=hang)


def _clause(passage: Passage, head: int, at: At) -> _Clause:
    tree = passage.tree
    subjects = (tree.subject(core_of(tree, head)), tree.subject(head), at.subject)
    noun = next((word for word in subjects if word is not None), None)
    subject = voice_at(passage, noun, at)
    without = said_elsewhere(passage.scene.lexicon, tree, head)
    words = range_of(tree, head, without)
    return _Clause(head, noun, subject, words, without, hang_of(tree, *words))


def _side(passage: Passage, one: _Clause, at: At) -> tuple[bool, At]:
    """Whether the speaker's own side is the subject; and whose word it is, where both sides speak."""
    tree = passage.tree
    if one.noun is None or one.subject is None:
        return False, at
    if is_own(passage, one.subject, at) or is_ours(tree, one.noun):
        if one.subject.members:
            passage.scene.remember(one.subject)
        return True, at
    if are_both(passage.scene, at.speaker):
        if one.party is None:
            return True, at
        if set(ids_of(passage.scene, one.party)) <= set(ids_of(passage.scene, at.speaker)):
            passage.scene.remember(one.party, plural=tree.is_plural(one.noun))
            return True, replace(at, chain=(*at.chain, passage.told(one.party, one.head)))
    return at.carried and tree.lower[one.noun] == "it", at


# ---- what somebody says


def _said(passage: Passage, one: _Clause, at: At, own: bool) -> Utterance:
    """A clause in somebody's mouth."""
    tree = passage.tree
    if one.party is not None and one.noun is not None and not own:
        passage.scene.remember(one.party, plural=tree.is_plural(one.noun))
    shape = _shape(tree, one, own)
    opens_question = one.hang is None or tree.lower[one.hang.first] == "if"
    open_ = shape.rule in OPEN and opens_question
    return uttered(
        passage,
        one.head,
        at,
        shape,
        subject=one.subject,
        target=_target(passage, one, at, own, shape),
        hang=None if open_ else one.hang or _event(tree, one.head, shape),
        without=one.without,
        hangs=not open_,
    )


def _event(tree: Tree, head: int, shape: Shape) -> Hang | None:
    """The event that a threat hangs on, where its subject or object names one."""
    return event_in(tree, head, form_of(tree, head).verb) if shape.stance == "threatens" else None


def _shape(tree: Tree, one: _Clause, own: bool) -> Shape:
    hang = one.hang
    thing = one.subject is None or (one.subject.id is None and one.subject.role is None)
    shape = shape_of(tree, one.head, one.words, own=own, hangs_on=one.hangs_on, thing=thing)
    if hang is not None and tree.lower[hang.first] == "without" and shape.stance == "claims":
        return replace(shape, stance="insists", rule="nothing without")
    return shape


def _target(passage: Passage, one: _Clause, at: At, own: bool, shape: Shape) -> Voice | None:
    """The outlet whose report is denied, the other who is the subject, or the first other that is named."""
    report = outlet_of(passage, one.noun) if shape.rule == "untrue" and one.noun is not None else None
    return report or (None if own else one.party) or first_other(passage, *one.words, at)


# ---- what the document tells itself


def _told(passage: Passage, one: _Clause, at: At) -> Utterance:
    """A party's stance if the predicate shows one, else a claim of the outlet."""
    tree = passage.tree
    shape = shape_of(tree, one.head, one.words, own=True, hangs_on=one.hangs_on)
    holder = _holder(passage, one, shape, at)
    if holder is not None:
        return _held(passage, one, holder, shape, at)
    if one.party is not None:
        passage.scene.remember(one.party)
    if shape.rule in ("not known", "unclear"):
        return uttered(passage, one.head, at, shape, subject=one.subject, hang=one.hang)
    polarity = polarity_of(form_of(tree, one.head).negative)
    claim = Shape("claims", shape.modality, polarity, "told")
    return uttered(
        passage, one.head, at, claim, subject=one.subject, hang=one.hang, told=True, without=one.without
    )


def _held(passage: Passage, one: _Clause, holder: Voice, shape: Shape, at: At) -> Utterance:
    chain = (*at.chain, passage.told(holder, one.head))
    inner = replace(at, chain=chain, told=False, attribution="indirect")
    passage.scene.remember(holder)
    target = first_other(passage, *one.words, inner)
    return uttered(passage, one.head, inner, shape, subject=holder, hang=one.hang, target=target)


def _holder(passage: Passage, one: _Clause, shape: Shape, at: At) -> Voice | None:
    """Whose stance a told clause shows: the subject that is willing, or for whom it is unacceptable."""
    form = form_of(passage.tree, one.head)
    if is_heard(passage.tree, one.head, form.verb):
        return None
    if shape.rule in ("will do", "could if") and form.modality == "would" and one.hang is not None:
        return one.party
    if shape.rule in READY or (
        shape.rule in ("will not", "will not unless") and _has_choice(passage.tree, one.head)
    ):
        return one.subject if one.subject is not None and one.subject.anonymous else one.party
    return _for_whom(passage, one.head, at) if shape.rule == "unacceptable" else None


def is_heard(tree: Tree, *words: int) -> bool:
    """ "Reportedly plans": what is only heard of a party binds nobody."""
    return any(tree.lower[kid] in shapes()["hearsay"] for word in words for kid in tree.kids[word])


def _has_choice(tree: Tree, head: int) -> bool:
    """ "Will not discuss", "would not hear of": what only the party itself decides."""
    lists, verb = shapes(), tree.lower[form_of(tree, head).verb]
    if verb in lists["discussing"] or verb in lists["cooperative"]:
        return True
    return lists["refusing"].within(tree.phrase(head, tree.right[head]))


def _for_whom(passage: Passage, head: int, at: At) -> Voice | None:
    """The one in "unacceptable for Moscow", "ruled out by the ministry"."""
    tree = passage.tree
    for word in tree.subtree(head):
        if tree.lower[word] in ("for", "to", "by") and tree.deps[word] in ("prep", "agent"):
            voice = voice_at(passage, tree.child(word, "pobj"), at)
            if voice is not None and voice.id:
                return voice
            last = min(word + NAMED_AFTER, len(tree) - 1)
            named = passage.scene.named_in(*tree.place(word, last))
            if named:
                return passage.scene.voice(named[0])
    return None


# ---- nouns and papers that say it


def _noun_is_that(passage: Passage, head: int, at: At) -> Utterance | None:
    """ "Seoul's first demand is that the North close its site": the owner's, by the noun."""
    tree = passage.tree
    subject = tree.subject(head)
    content = tree.child(head, "ccomp", "attr", "xcomp", "advcl")
    if subject is None or content is None or tree.lower[head] not in COPULAS:
        return None
    stance, possessor = _of_noun(passage, subject), owner_of(tree, subject)
    if possessor is None or not (stance or passage.scene.lexicon.noun_cue(tree.lower[subject])):
        return None
    owner = voice_at(passage, possessor, at)
    if owner is None or (not at.told and not same(owner, at.speaker)):
        return None
    inner = at
    if at.told:
        chain = (*at.chain, passage.told(owner, subject))
        inner = replace(at, chain=chain, told=False, attribution="indirect")
    passage.done.add(content)
    if stance in (None, "claims"):
        return plain(passage, content, inner) if tree.deps[content] == "ccomp" else None
    shape = Shape(stance, form_of(tree, content).modality, "positive", "the noun")
    target = first_other(passage, tree.left[content], tree.right[content], inner)
    return uttered(passage, head, inner, shape, target=target)


def _of_noun(passage: Passage, noun: int) -> Stance | None:
    lower = passage.tree.lower[noun]
    return "insists" if lower in shapes()["conditions"] else noun_stance(passage.scene.lexicon, lower)


def _paper_says(passage: Passage, head: int, at: At) -> Utterance | None:
    """ "The Russian paper allows for three visits": the voice of whose paper it is."""
    tree, lists = passage.tree, shapes()
    subject = tree.subject(head)
    if (
        subject is None
        or tree.lower[subject] not in lists["papers"]
        or tree.lower[head] not in lists["granting"]
    ):
        return None
    voice = voice_at(passage, subject, at)
    if voice is None or voice.id is None:
        return None
    inner = replace(at, chain=(*at.chain, passage.told(voice, head)), told=False)
    stance: Stance = "refuses" if tree.negated(head) else "offers"
    return uttered(passage, head, inner, Shape(stance, "is", "positive", "paper"), subject=voice)
