"""In: a noun phrase. Out: whose voice it is, with name, role and party, as far as the text says.

A pronoun or a bare "the official" is taken from the scene, and what remains open is said.
"""

from __future__ import annotations

from dataclasses import replace

from detente.case.proposals import Voice
from detente.reading.grammar import FIRST, NEUTER, PERSONAL, PLURAL, PRONOUNS, RELATIVE
from detente.reading.offices import actor_of, body_id, in_office, office_holder, speaks_for_nobody
from detente.reading.owners import person_before
from detente.reading.persons import is_called_outlet, person_of
from detente.reading.phrases import neat, place_of, without_article
from detente.reading.scene import PARTIES, Person, Scene, last_word
from detente.reading.tables import shapes
from detente.reading.together import together
from detente.reading.trees import Tree


def voice_of(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    """Whose voice the noun phrase with this head is; `speaker` is whose words it stands in."""
    return _of_no_region(scene, together(scene, tree, word, _voice_of(scene, tree, word, speaker)))


def _of_no_region(scene: Scene, voice: Voice) -> Voice:
    """ "The Europeans": nobody speaks for a region but the one body that it has, if it has just one."""
    if voice.id is None or scene.lexicon.kind_of(voice.id) != "place":
        return voice
    bodies = [one for one in scene.lexicon.members_of(voice.id) if scene.lexicon.kind_of(one) != "state"]
    return replace(voice, id=bodies[0] if len(bodies) == 1 else None)


def _voice_of(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    if tree.lower[word] in PRONOUNS and not _is_one_of(tree, word):
        return _pronoun(scene, tree, word, speaker)
    start, end = place_of(tree, word)
    text = scene.document.text[start:end]
    if shapes()["both"].is_whole(text):
        return Voice(name=neat(text), span=scene.span(start, end))
    person = person_of(scene, tree, word)
    if person is not None:
        return in_office(scene, tree, word, _named(scene, tree, word, person), speaker)
    called = tree.lower[word] in shapes()["outlets"] and tree.tags[word][:3] == "NNP"
    if len(text.split()) > 1 and (called or is_called_outlet(tree, word)):
        return _outlet(scene, start, end)
    return _office_or_body(scene, tree, word, speaker)


def _is_one_of(tree: Tree, word: int) -> bool:
    """ "One of the diplomats": no pronoun."""
    return tree.lower[word] == "one" and tree.child(word, "prep") is not None


def _named(scene: Scene, tree: Tree, word: int, person: Person) -> Voice:
    office = tree.lower[word] in shapes()["persons"] and not speaks_for_nobody(person.role or "")
    by_phrase = actor_of(scene, tree, word) if office else None
    span = scene.span(*place_of(tree, word))
    return Voice(name=person.name, id=person.id or by_phrase, role=person.role, span=span)


def _outlet(scene: Scene, start: int, end: int) -> Voice:
    known = (one.id for one in scene.named_in(start, end) if one.kind == "outlet")
    name = neat(scene.document.text[start:end])
    return Voice(name=name, id=next(known, None), span=scene.span(start, end))


def _office_or_body(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    lower = tree.lower[word]
    if _is_others(scene, tree, word):
        place = place_of(tree, word)
        return Voice(name=neat(scene.document.text[slice(*place)]), anonymous=True, span=scene.span(*place))
    ours = _is_ours(scene, tree, word) or (
        speaker.id is not None and _is_theirs(scene, tree, word, speaker)
    )
    actor = speaker.id if ours else actor_of(scene, tree, word)
    if speaks_for_nobody(neat(scene.document.text[slice(*place_of(tree, word))])):
        return _private(scene, tree, word)
    if lower in shapes()["persons"] or lower == "one":
        holder = office_holder(scene, tree, word, actor, speaker)
        return in_office(scene, tree, word, holder, speaker)
    start, end = place_of(tree, word)
    text, span = scene.document.text[start:end], scene.span(start, end)
    if lower in shapes()["nameless"] and actor is None:
        return Voice(name=neat(text), anonymous=True, span=span)
    body = Voice(name=neat(text), id=actor or body_id(scene, lower, text, speaker), span=span)
    return in_office(scene, tree, word, body, speaker)


def _private(scene: Scene, tree: Tree, word: int) -> Voice:
    """Somebody who speaks for no party."""
    start, end = place_of(tree, word)
    text, nameless = neat(scene.document.text[start:end]), tree.lower[word] in shapes()["nameless"]
    span = scene.span(start, end)
    return Voice(name=text, role=without_article(text), anonymous=nameless, span=span)


def _is_others(scene: Scene, tree: Tree, word: int) -> bool:
    """ "Our neighbours", "my colleague across the table": another's, and not said whose."""
    owner = tree.child(word, "poss")
    own = owner is not None and tree.lower[owner] in FIRST and tree.lower[word] in shapes()["not_ours"]
    return own and not scene.named_in(*place_of(tree, word))


def _is_ours(scene: Scene, tree: Tree, word: int) -> bool:
    """ "Our side", "my government": the speaker's own; not "our Turkish hosts", "our allies"."""
    owner = tree.child(word, "poss")
    if owner is None or tree.lower[owner] not in FIRST or tree.lower[word] in shapes()["not_ours"]:
        return False
    return all(one.kind != "state" for one in scene.named_in(tree.starts[owner], tree.ends[word]))


def _is_theirs(scene: Scene, tree: Tree, word: int, speaker: Voice) -> bool:
    """ "Her team", "his government", in what a person is reported to say."""
    owner = tree.child(word, "poss")
    own = owner is not None and tree.lower[owner] in ("his", "her")
    return (
        own
        and not scene.direct
        and tree.lower[word] not in shapes()["not_ours"]
        and _is_person(scene, speaker)
    )


def ids_of(scene: Scene, voice: Voice) -> tuple[str, ...]:
    """The parties whose words these are: both sides for "the two sides"."""
    if voice.members or voice.id is not None:
        return voice.members or (voice.id or "",)
    return scene.sides if shapes()["both"].is_whole(voice.name) else ()


def is_outlet(scene: Scene, voice: Voice) -> bool:
    """True for an outlet, known or called one, which only passes on what others said: "the daily Glas"."""
    if voice.id is not None:
        return scene.lexicon.kind_of(voice.id) == "outlet"
    if voice.role is not None or voice.anonymous:
        return False
    words = voice.name.lower().split()
    kinds = any(one in shapes()["outlet_kinds"] for one in words)
    return (
        kinds or any(one in shapes()["outlets"] for one in words) or words[-1:] in (["report"], ["article"])
    )


def are_both(scene: Scene, voice: Voice) -> bool:
    """True for a voice that stands for both sides."""
    return len(ids_of(scene, voice)) > 1


def same(one: Voice, other: Voice) -> bool:
    """True for two voices of one party or of one name."""
    if one.id is not None and one.id == other.id:
        return True
    if one.members or other.members:
        return one.members == other.members
    return one.name == other.name


# ---- pronouns


def _pronoun(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    """Whom a pronoun stands for; an unnamed voice where nobody is known."""
    lower = tree.lower[word]
    head = _antecedent(tree, word) if lower in RELATIVE else None
    if head is not None:
        return voice_of(scene, tree, head, speaker)
    span = scene.span(tree.starts[word], tree.ends[word])
    if lower == "both":
        return Voice(name="both sides", span=span)
    of_another = (
        word == tree.sentence_of(word)[0] and scene.person is not None and same(scene.person, speaker)
    )
    if lower in ("he", "she") and (of_another or not scene.direct):
        noun = person_before(scene, tree, word)
        if noun is not None:
            return replace(voice_of(scene, tree, noun, speaker), span=span)
    known = _meant_by(scene, lower, tree.starts[word], speaker)
    if known is not None:
        return replace(known, span=span)
    return Voice(name=tree.words[word], anonymous=True, span=span)


def _meant_by(scene: Scene, lower: str, at: int, speaker: Voice) -> Voice | None:
    if lower in FIRST:
        return speaker
    known: Voice | None = None
    if lower in PERSONAL:
        known = scene.person
    elif lower in NEUTER:
        spoken = scene.direct and _is_person(scene, speaker)
        known = (_other(scene, at, speaker) if spoken else None) or scene.body
    elif lower in PLURAL:
        known = _other(scene, at, speaker) if scene.direct else scene.crowd or scene.body
    else:
        return None
    return known or (speaker if speaker.id is not None and not scene.direct else None)


def _is_person(scene: Scene, voice: Voice) -> bool:
    """True for a person or an office, who say "we" of themselves; false for a state, which is "it"."""
    return voice.role is not None or voice.anonymous or last_word(voice) in scene.persons


def _other(scene: Scene, at: int, speaker: Voice) -> Voice | None:
    """Who "they" are in somebody's mouth: the other party named last."""
    for one in scene.named_before(at):
        if one.start < scene.opened:
            return None
        if one.id != speaker.id and one.kind in PARTIES and one.how != "place":
            return Voice(name=scene.document.text[one.start : one.end], id=one.id)
    return None


def _antecedent(tree: Tree, word: int) -> int | None:
    """The noun that "who", "which" or "that" stands for."""
    clause = tree.heads[word]
    noun = tree.heads[clause]
    return noun if tree.deps[clause] in ("relcl", "acl") and tree.is_noun(noun) else None
