"""In: a word of saying and where the walk is. Out: who says it: a `Voice`, and the chain with it.

The subject, the agent of a passive, the owner of a noun of saying, whoever is put beside a clause
("according to X", ", X said,"), and those whom a report quotes.
"""

from __future__ import annotations

from dataclasses import replace

from detente.case.proposals import Told, Voice
from detente.reading.cues import term_of
from detente.reading.frames import source_of_noun
from detente.reading.grammar import FIRST, PRONOUNS
from detente.reading.nouns import owner_of
from detente.reading.owners import subjects_before
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At, Passage
from detente.reading.voices import is_outlet, same, voice_of

LOST = ("npadvmod", "appos", "dep", "nmod", "oprd")
"""Relations of a name that the parser could not place as a subject."""
MEASURED = ("long", "soon", "far", "much", "well", "many")
"""Words between two "as": "as long as"."""
TELLING = ("in", "by", "on", "to", "from")
"""Before whose telling, count or view something is."""


def voice_at(passage: Passage, noun: int | None, at: At) -> Voice | None:
    """Whose voice a noun is, in direct speech or not; None for no noun."""
    if noun is None:
        return None
    passage.scene.direct = at.attribution == "direct" or passage.quoted(noun)
    return voice_of(passage.scene, passage.tree, noun, at.speaker)


def source_of(passage: Passage, head: int, verb: int, at: At) -> Voice | None:
    """Who says it: the subject; for a passive, the agent or, with "quoted" and "told", the subject."""
    tree = passage.tree
    if tree.child(verb, "nsubjpass") is not None or tree.child(head, "nsubjpass") is not None:
        return _of_passive(passage, verb, at)
    subject = _subject(tree, head, verb)
    subject = at.subject if subject is None else subject
    subject = _name_before(passage, verb) if subject is None else subject
    if subject is not None and tree.lower[subject] in ("it", "there") and tree.deps[subject] == "expl":
        return None
    if subject is not None and tree.lower[subject] in ("it", "they"):
        if tree.lower[verb] in shapes()["quoting"] and (outlet := _outlet_before(passage, subject, at)):
            return outlet
        named = _named_before(passage, verb)
        if named is None and at.told and tree.lower[subject] == "it":
            named = _paper_before(tree, subject)
        subject = subject if named is None else named
    return voice_at(passage, subject, at)


def _outlet_before(passage: Passage, word: int, at: At) -> Voice | None:
    """ "The agency said that the South had sent drones. "No," it quoted X": the agency did."""
    subjects = subjects_before(passage.tree, word)
    voices = (voice_of(passage.scene, passage.tree, one, at.speaker) for one in subjects)
    return next((one for one in voices if is_outlet(passage.scene, one)), None)


def _paper_before(tree: Tree, word: int) -> int | None:
    """ "The roadmap has India release prisoners. Later, it says, ...": the paper, if that was the subject last."""
    last = next(iter(subjects_before(tree, word)), None)
    return last if last is not None and tree.lower[last] in shapes()["papers"] else None


def _of_passive(passage: Passage, verb: int, at: At) -> Voice | None:
    tree = passage.tree
    agent = tree.child(verb, "agent")
    noun = tree.child(agent, "pobj") if agent is not None else None
    if noun is not None:
        return voice_of(passage.scene, tree, noun, at.speaker)
    heard = tree.lower[verb] in shapes()["passive_sources"]
    return voice_at(passage, tree.child(verb, "nsubjpass"), at) if heard else None


def _subject(tree: Tree, head: int, verb: int) -> int | None:
    subject = tree.subject(head)
    if subject is None and verb != head:
        subject = tree.subject(verb)
    return _inverted(tree, verb) if subject is None else subject


def _name_before(passage: Passage, verb: int) -> int | None:
    """ "Speaking after her, X, the envoy, said": the parser hangs X on the clause before."""
    tree = passage.tree
    first, _ = tree.sentence_of(verb)
    for word in range(verb - 1, first - 1, -1):
        if tree.deps[word] in LOST and tree.lower[word] in passage.scene.persons:
            return None if passage.quoted(word) else word
    return None


def _inverted(tree: Tree, verb: int) -> int | None:
    """ "...", declared the spokesman: the parser takes the speaker for an object."""
    content, spoken = tree.child(verb, "ccomp"), tree.child(verb, "dobj")
    return spoken if content is not None and spoken is not None and content < verb < spoken else None


def _named_before(passage: Passage, verb: int) -> int | None:
    """ "India will deploy missiles, it said": the subject of what is said before."""
    tree = passage.tree
    content = tree.child(verb, "ccomp")
    subject = tree.subject(content) if content is not None and content < verb else None
    if subject is None or tree.tags[subject][:3] != "NNP":
        return None
    return subject if passage.names_before(subject) else None


def speaks(passage: Passage, source: Voice, verb: int) -> bool:
    """True for a person, a body or a paper: not for "the verdict", nor a report that disagrees."""
    lists, words = shapes(), source.name.lower().split() or [""]
    negated = passage.tree.negated(verb)
    if words[-1] in (*PRONOUNS, "you") or words[0] in lists["nobody"]:
        return False
    if (
        source.members
        or source.id is not None
        or source.role is not None
        or words[-1] in passage.scene.persons
    ):
        return not (negated and any(word in lists["reported"] for word in words))
    if source.name.lower() in lists["both"].phrases or words[-1] in lists["papers"]:
        return not negated
    if is_outlet(passage.scene, source):
        return not negated
    named = source.name.split(" ")[-1][:1].isupper() and len(source.name) > 2
    tables = ("persons", "bodies", "nameless", "other_bodies")
    kinds = frozenset[str]().union(*(lists[name].words for name in tables))
    return named or not kinds.isdisjoint(words)


def is_told_own(tree: Tree, verb: int) -> bool:
    """ "Told its negotiators to offer a cut": an order within one side, which nobody is told of."""
    told = tree.child(verb, "dobj")
    owner = tree.child(told, "poss") if told is not None else None
    return owner is not None and tree.lower[owner] in ("its", "his", "her", "their")


def is_somebody(passage: Passage, noun: int, at: At) -> bool:
    """True for a party, a person or an office: what a clause on another noun tells, nobody tells."""
    voice = voice_of(passage.scene, passage.tree, noun, at.speaker)
    return voice.id is not None or voice.role is not None or voice.anonymous


def is_unowned_paper(voice: Voice) -> bool:
    """ "The draft commits Japan to leave": it tells what a side would do, and promises nothing."""
    return (
        voice.id is None and not voice.members and voice.name.lower().split(" ")[-1] in shapes()["papers"]
    )


def teller_of(passage: Passage, noun: int, at: At) -> Voice:
    """Whose report, claim or fear it is: the one "by" or "from" whom it is; else it is not said."""
    owner = owner_of(passage.tree, noun)
    if owner is not None:
        return voice_of(passage.scene, passage.tree, owner, at.speaker)
    span = passage.scene.span(passage.tree.starts[noun], passage.tree.ends[noun])
    return Voice(name=passage.tree.words[noun], anonymous=True, span=span)


def quoted_at(passage: Passage, verb: int, at: At, inner: At) -> At:
    """With whom a report quotes: "quoted a diplomat as saying", "reported, citing three aides"."""
    tree, lists = passage.tree, shapes()
    noun = tree.child(verb, "dobj") if tree.lower[verb] in lists["quoting"] else None
    if noun is not None:
        source = voice_of(passage.scene, tree, noun, at.speaker)
        passage.scene.remember(source)
        inner = replace(inner, chain=(*inner.chain, passage.told(source, verb)))
    for kid in tree.children(verb, "advcl"):
        noun = tree.child(kid, "dobj") if tree.lower[kid] in lists["quoting_beside"] else None
        if noun is not None:
            passage.done.add(kid)
            source = voice_of(passage.scene, tree, noun, inner.speaker)
            return replace(inner, chain=(*inner.chain, passage.told(source, kid)))
    return inner


# ---- voices put beside a clause


def with_asides(passage: Passage, head: int, at: At) -> At:
    """ "According to X", "as X told Y", ", X said,", "in X's telling": a voice put beside the clause."""
    tree = passage.tree
    for kid in tree.kids[head]:
        if _is_plain_speech(tree, kid, head) and (subject := tree.subject(kid)) is not None:
            passage.done.add(kid)
            at = under(passage, kid, subject, tree.words[kid], at)
        elif kid != head + 1 and (owner := _owner_of_telling(tree, kid)) is not None:
            at = under(passage, kid, owner, tree.words[tree.child(kid, "pobj") or kid], at)
        elif tree.lower[kid] == "according" and (noun := _below(tree, kid)) is not None:
            at = under(passage, kid, noun, "according to", at)
        elif (subject := _aside_subject(passage, kid)) is not None:
            passage.done.add(kid)
            at = under(passage, kid, subject, tree.words[kid], at)
    return at


def _is_plain_speech(tree: Tree, clause: int, head: int) -> bool:
    """ "The ministry has been plain: it would": what stands before the colon only says who says it."""
    if tree.deps[clause] not in ("ccomp", "parataxis") or clause > head:
        return False
    colon = any(tree.words[word] == ":" for word in range(clause, head))
    called = tree.child(clause, "acomp")
    return colon and called is not None and tree.lower[called] in shapes()["outspoken"]


def _aside_subject(passage: Passage, clause: int) -> int | None:
    """Who says it, in "as X told Y" and in ", X said,"."""
    tree = passage.tree
    as_told = tree.deps[clause] == "advcl" and clause not in passage.done and has_as(tree, clause)
    if not as_told and tree.deps[clause] != "parataxis":
        return None
    if not _is_of_saying(passage, clause):
        return None
    return None if as_told and tree.child(clause, "ccomp") is not None else tree.subject(clause)


def _is_of_saying(passage: Passage, verb: int) -> bool:
    lower = passage.tree.lower[verb]
    if lower in shapes()["as_told"] or passage.scene.lexicon.cue(lower) is not None:
        return True
    return term_of(passage, verb) is not None


def has_as(tree: Tree, clause: int) -> bool:
    """True for a clause that "as" opens: "quoted as saying"; not for "as long as X insists"."""
    opened = (kid for kid in tree.children(clause, "mark", "advmod") if tree.lower[kid] == "as")
    return any(kid == 0 or tree.lower[kid - 1] not in MEASURED for kid in opened)


def _owner_of_telling(tree: Tree, preposition: int) -> int | None:
    """The owner in "in Moscow's telling", "by the ministry's own count", "in the view of Poland"."""
    noun = tree.child(preposition, "pobj") if tree.lower[preposition] in TELLING else None
    listed = "counting" if tree.lower[preposition] == "by" else "telling"
    if noun is None or tree.lower[noun] not in shapes()[listed]:
        return None
    owner = source_of_noun(tree, noun)
    return owner if owner is not None and (tree.is_noun(owner) or tree.lower[owner] in PRONOUNS) else None


def _below(tree: Tree, word: int) -> int | None:
    """The noun under "according to"."""
    nouns = (tree.child(kid, "pobj") for kid in tree.children(word, "prep"))
    return next((noun for noun in nouns if noun is not None), tree.child(word, "pobj"))


def under(passage: Passage, cue: int, noun: int, words: str, at: At) -> At:
    """In the voice of a noun beside a clause; an outlet's leaves the clause the document's own."""
    scene, tree = passage.scene, passage.tree
    if not at.told and (tree.lower[noun] == "you" or _is_own_count(tree, noun)):
        return at
    voice = voice_of(scene, tree, noun, at.speaker)
    scene.remember(voice, plural=tree.is_plural(noun))
    if not at.told and same(voice, at.speaker) and voice.name == at.speaker.name:
        return at
    told = passage.told(voice, cue, words)
    behind = _quoted_by_aside(passage, cue, voice, at)
    if behind is not None:
        return replace(at, chain=(*at.chain, told, behind), told=False, attribution="indirect")
    outlet = voice.id is not None and scene.lexicon.kind_of(voice.id) == "outlet"
    return replace(at, chain=(*at.chain, told), told=at.told and outlet, attribution="indirect")


def _is_own_count(tree: Tree, noun: int) -> bool:
    """ "According to our figures": in the mouth of somebody, their own words."""
    owner = tree.child(noun, "poss")
    own = owner is not None and tree.lower[owner] in FIRST
    people = any(
        tree.lower[noun] in shapes()[name] for name in ("persons", "bodies", "other_bodies", "not_ours")
    )
    return own and not people


def _quoted_by_aside(passage: Passage, cue: int, voice: Voice, at: At) -> Told | None:
    """ "According to the Gazette, citing two aides": the aides."""
    tree = passage.tree
    for kid in tree.children(cue, "advcl", "xcomp"):
        source = tree.child(kid, "dobj") if tree.lower[kid] in shapes()["quoting_beside"] else None
        if source is not None:
            link = passage.told(voice_at(passage, source, at) or voice, cue)
            return replace(link, cue=tree.words[kid])
    return None
