"""In: a voice put into the middle of what it says, which the parser was not shown. Out: whose words those are.

"The road, its deputy minister said, would stay shut": the party by what is named, by what "its" takes up, or by
the office under which somebody spoke before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.case.proposals import Told, Voice
from detente.reading.offices import take_note
from detente.reading.owners import POSSESSIVES, person_before, topic_before
from detente.reading.phrases import without_article
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.utterances import At
from detente.reading.voices import voice_of


def in_the_middle(
    scene: Scene, tree: Tree, at: At, found: Sequence[re.Match[str]], left: At | None = None
) -> At:
    """The voice of a sentence, with whoever was put into the middle of it.

    left  whom the sentence before reported: "it said" is theirs, and not that of a state they spoke of
    """
    for one in found:
        spoke = left.speaker if left is not None and one[_who(one)].lower() in ("it", "they") else None
        voice = spoke or _voice_in(scene, tree, one, at.speaker)
        if voice is not None and voice.name != at.speaker.name:
            scene.remember(voice)
            told = Told(who=voice, cue=one[_cue(one)], span=scene.span(*one.span(_cue(one))))
            return At(chain=(*at.chain, told), told=False, attribution="indirect")
    return at


def _who(one: re.Match[str]) -> str:
    """The group that names who it is, before or after the word of saying."""
    return "who" if one["who"] else "who_after"


def _cue(one: re.Match[str]) -> str:
    return "cue" if one["who"] else "cue_before"


def _voice_in(scene: Scene, tree: Tree, one: re.Match[str], speaker: Voice) -> Voice | None:
    """Who is put into the middle: a pronoun, a person known by name, an actor, or somebody in office."""
    words = one[_who(one)].lower().split()
    if words[-1] in ("he", "she"):
        noun = person_before(scene, tree, tree.first_at(one.start()))
        return scene.person or scene.crowd if noun is None else voice_of(scene, tree, noun, speaker)
    if words[-1] in ("they", "it"):
        return (scene.crowd if words[-1] == "they" else scene.body) or scene.body
    known, span = scene.persons.get(words[-1]), scene.span(*one.span(_who(one)))
    if known is not None:
        return Voice(name=known.name, id=known.id, role=known.role, span=span)
    named = scene.named_in(*one.span(_who(one)))
    actor = named[-1].id if named else None
    if words[-1] in shapes()["persons"]:
        return _in_office(scene, tree, one, actor)
    if actor is not None:
        return Voice(name=one[_who(one)], id=actor, span=span)
    if words[-1] in shapes()["papers"]:
        return Voice(name=one[_who(one)], span=span)
    return _body(scene, tree, one) if words[-1] in shapes()["bodies"] else None


def _in_office(scene: Scene, tree: Tree, one: re.Match[str], actor: str | None) -> Voice:
    """The one who spoke before under this office, else somebody new."""
    first, last = one[_who(one)].lower().split()[0], one[_who(one)].lower().split()[-1]
    span = scene.span(*one.span(_who(one)))
    before = _spoke_as(scene, last) if actor is None and first == "the" else None
    if before is not None:
        return replace(before, span=span)
    if actor is None and first in POSSESSIVES:
        actor = topic_before(scene, tree, tree.first_at(one.start()))
    nameless = last in shapes()["nameless"]
    role = without_article(one[_who(one)])
    voice = Voice(name=one[_who(one)], id=actor, role=role, anonymous=nameless, span=span)
    take_note(scene, voice)
    return voice


def _spoke_as(scene: Scene, office: str) -> Voice | None:
    """Who was last spoken of under an office."""
    known = (scene.person, scene.crowd, scene.body)
    return next((one for one in known if one and one.role and office in one.role.lower()), scene.person)


def _body(scene: Scene, tree: Tree, one: re.Match[str]) -> Voice:
    """ "The ministry": of whoever is spoken of in the sentence, or spoke last."""
    actor = topic_before(scene, tree, tree.first_at(one.start())) or (scene.body.id if scene.body else None)
    return Voice(name=one[_who(one)], id=actor, span=scene.span(*one.span(_who(one))))
