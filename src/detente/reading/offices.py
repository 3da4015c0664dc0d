"""In: somebody in office whose state or name is not said. Out: the party they speak for, or who they are.

"The minister", "officials", "the agency", "the administration": taken from what the phrase names, from what
they speak of as their own, or from who was spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from detente.case.proposals import Voice
from detente.reading.finder import word_set
from detente.reading.owners import issued_by, last_league, owner_meant, sender, speakers
from detente.reading.phrases import extent, neat, place_of, without_article
from detente.reading.scene import Person, Scene, last_word
from detente.reading.tables import shapes
from detente.reading.trees import Tree

CLOSE = 7
"""Words back at which a place still says for whom somebody speaks: "in Kyiv, where the minister said"."""
HIGHER = {"minister": "prime", "president": "vice", "secretary": "under"}
"""What stands before an office that is another one."""
ONE_MORE = word_set("another other others second third fourth fifth several different separate")
CROWDS = ("official", "source", "diplomat", "aide")


def in_office(scene: Scene, tree: Tree, word: int, voice: Voice, speaker: Voice) -> Voice:
    """Somebody in office, with the state of which they speak as their own, else the one last spoken of."""
    words = f"{voice.role or ''} {voice.name}".lower().split()
    if not any(one in shapes()["offices"] for one in words) or speaks_for_nobody(voice.role or voice.name):
        return voice
    if voice.id is None and not (voice.anonymous and _of_nobody(tree, word)):
        voice = replace(voice, id=_party(scene, tree, word, voice, speaker, words))
    if not tree.is_plural(word):
        take_note(scene, voice)
    return voice


def speaks_for_nobody(role: str) -> bool:
    """ "A former negotiator", "Russian analysts", "the opposition leader": for no state, by what they are."""
    office = re.split(r"\b(?:of|for|in|at|from|to|with|on)\b", role.lower())[0]
    words = re.findall(r"[\w-]+", office)
    if not shapes()["no_longer"].words.isdisjoint(words) or any(one.startswith("ex-") for one in words):
        return True
    return bool(words) and words[-1] in shapes()["private"]


def _party(
    scene: Scene, tree: Tree, word: int, voice: Voice, speaker: Voice, words: Sequence[str]
) -> str | None:
    return (
        (scene.issuer if _is_known_to_all(tree, word) else None)
        or _of_the_speaker(scene, voice, speaker)
        or _introduced(scene, tree, word, voice)
        or _own_subject(scene, tree, word)
        or (None if _of_another_body(scene, tree, word) else _spoken_of(scene, tree, word, words))
    )


def _is_known_to_all(tree: Tree, word: int) -> bool:
    """ "The Foreign Secretary", "an official", in the paper of a ministry: not "a vice minister"."""
    indefinite = tree.lower[tree.left[word]] in ("a", "an", "another")
    return not indefinite or tree.lower[word] in shapes()["nameless"]


def take_note(scene: Scene, voice: Voice) -> None:
    """Keep for whom somebody speaks: by family name, or by the whole of an office nobody is named in."""
    key = last_word(voice)
    if voice.id is not None and key in scene.persons:
        scene.persons[key] = replace(scene.persons[key], id=voice.id)
    elif voice.id is not None and voice.role is not None and voice.name.endswith(voice.role):
        scene.persons[voice.name] = Person(voice.name, voice.id, voice.name)


def _introduced(scene: Scene, tree: Tree, word: int, voice: Voice) -> str | None:
    """ "The deputy minister, X": of whom "its deputy foreign minister" was said before."""
    if voice.role is None or tree.lower[tree.left[word]] != "the":
        return None
    role = set(voice.role.lower().split())
    known = [one for one in scene.persons.values() if one.id and one.role and one.role == one.name]
    fitting = (one.id for one in reversed(known) if one.role and role <= set(one.role.lower().split()))
    return next(fitting, None)


def _of_another_body(scene: Scene, tree: Tree, word: int) -> bool:
    """ "Colonel X of the Western Command", "a fourth official": of whom no context says whose they are."""
    first, last = extent(tree, word)
    inner = tree.lower[first:word]
    if any(one in shapes()["other_bodies"] for one in inner) or not ONE_MORE.isdisjoint(inner):
        return True
    posted = any(one in shapes()["posted"] for one in (*inner, tree.lower[word]))
    if posted and any(one.kind == "state" for one in scene.named_in(*tree.place(first, last))):
        return True
    of = (one for one in tree.children(word, "prep") if tree.lower[one] in ("of", "from"))
    nouns = (tree.child(one, "pobj") for one in of)
    return any(noun is not None and tree.tags[noun][:3] == "NNP" for noun in nouns)


def _of_nobody(tree: Tree, word: int) -> bool:
    """ "Four diplomats", "two sources", "a mediator": not said whose, and no context says it."""
    return _is_set_apart(tree, word) or tree.lower[word] in shapes()["go_betweens"]


def _is_set_apart(tree: Tree, word: int) -> bool:
    """ "Two officials", "a Western official": others than those spoken of before."""
    counted = tree.tags[tree.left[word]] == "CD"
    return counted or not shapes()["regional"].words.isdisjoint(tree.lower[tree.left[word] : word])


def _of_the_speaker(scene: Scene, voice: Voice, speaker: Voice) -> str | None:
    """ "The President", in the mouth of an official: that of their own state; an alliance has no ministers."""
    if speaker.id is None:
        return None
    governs = any(one in shapes()["of_states"] for one in voice.name.lower().split())
    if governs and scene.lexicon.kind_of(speaker.id) != "state":
        return None
    return speaker.id if voice.name.lower().startswith(("the ", "our ", "my ")) else None


def _own_subject(scene: Scene, tree: Tree, word: int) -> str | None:
    """The state that is the subject of what they say, where they speak of what it will do."""
    said = tree.child(tree.heads[word], "ccomp")
    subject = tree.subject(said) if said is not None else None
    if said is None or subject is None:
        return None
    if not any(tree.lower[one] in shapes()["willing"] for one in (said, *tree.kids[said])):
        return None
    if "administration" in tree.phrase(*extent(tree, subject)) and "us" in scene.actors:
        return "us"
    named = (
        one.id for one in scene.named_in(*place_of(tree, subject)) if one.kind in ("state", "alliance")
    )
    return next(named, None)


def _spoken_of(scene: Scene, tree: Tree, word: int, office: Sequence[str]) -> str | None:
    """The state named close before, else the one named first in the block, else the last voice."""
    at = tree.starts[word]
    named = [one for one in scene.named_in(tree.starts[0], at) if one.kind == "state"]
    close = [one.id for one in named if tree.first_at(at) - tree.first_at(one.start) <= CLOSE]
    if close:
        return close[-1]
    before = (one.id for one in named if one.how in ("name", "seat", "adjective"))
    guess = next(before, _of_last_body(scene, office))
    return None if _foretells_another(scene, tree, word, guess) else guess


def _foretells_another(scene: Scene, tree: Tree, word: int, guess: str | None) -> bool:
    """ "The minister said Norway would send ships", after a sentence on Ukraine: whose minister is open."""
    said = tree.child(tree.heads[word], "ccomp")
    subject = tree.subject(said) if said is not None else None
    if said is None or subject is None:
        return False
    ahead = any(tree.lower[one] in ("will", "would", "wo", "'ll") for one in tree.children(said, "aux"))
    states = [one.id for one in scene.named_in(*place_of(tree, subject)) if one.kind == "state"]
    return ahead and bool(states) and guess not in states


def _of_last_body(scene: Scene, office: Sequence[str]) -> str | None:
    """That of whoever spoke last; only a state has ministers."""
    last = scene.body.id if scene.body else None
    governs = any(one in shapes()["of_states"] for one in office)
    kinds = ("state",) if governs else ("state", "alliance", "organisation")
    return last if last is not None and scene.lexicon.kind_of(last) in kinds else None


def actor_of(scene: Scene, tree: Tree, word: int) -> str | None:
    """The party that a phrase names: the last one named up to its head, else the first after it."""
    first, last = extent(tree, word)
    people = tree.lower[word] in shapes()["persons"]
    place = tree.place(first, word)
    named = speakers(scene, *place) if people else scene.named_in(*place)
    if tree.lower[word] in shapes()["leagues"]:
        return named[-1].id if named else last_league(scene, tree.lower[word], tree.starts[word])
    before = [one for one in named if one.how != "place" or one.end == tree.ends[word]]
    if before:
        return sender(scene, before, posted=tree.lower[word] in shapes()["posted"])
    after = _named_after(scene, tree, word, last)
    return after or owner_meant(scene, tree, word) or issued_by(scene, tree, word)


def _named_after(scene: Scene, tree: Tree, word: int, last: int) -> str | None:
    """ "The minister of X", "officials in X"; "the envoy in X" is sent there, "an expert on X" speaks of it."""
    sent = tree.lower[word] in shapes()["posted"]
    for preposition in tree.children(word, "prep"):
        opener = tree.lower[preposition]
        if (
            preposition <= last
            and opener not in ("on", "to")
            and not _is_portfolio(tree, preposition)
            and not (sent and opener not in ("of", "from"))
        ):
            named = speakers(scene, tree.starts[preposition], tree.ends[last])
            if named:
                return named[0].id
    return None


def _is_portfolio(tree: Tree, preposition: int) -> bool:
    """ "The minister in charge of the Kosovo office": what somebody deals with."""
    noun = tree.child(preposition, "pobj")
    affairs = noun is not None and tree.lower[noun] in ("charge", "affairs", "relations")
    return affairs and tree.lower[preposition] in ("in", "for")


def body_id(scene: Scene, lower: str, text: str, speaker: Voice) -> str | None:
    """ "The administration", "the ministry": that of the speaker's state, else the one meant last."""
    if "administration" in text.lower() and "us" in scene.actors:
        return "us"
    if lower not in shapes()["bodies"] or lower in shapes()["not_ours"]:
        return None
    if text.lower().startswith(("our ", "my ")):
        return speaker.id
    if speaker.id is not None and scene.lexicon.kind_of(speaker.id) == "state":
        return speaker.id
    return scene.body.id if scene.body else None


def office_holder(scene: Scene, tree: Tree, word: int, actor: str | None, speaker: Voice) -> Voice:
    """The voice of an office: one spoken of before under it, or a new one."""
    start, end = place_of(tree, word)
    span, text = scene.span(start, end), neat(scene.document.text[start:end])
    possessed = tree.child(word, "poss") is not None and tree.tags[word] == "NN"
    nameless = tree.lower[word] in shapes()["nameless"] and not possessed
    plural = tree.is_plural(word)
    definite = (
        actor is None and not _is_set_apart(tree, word) and (tree.lower[tree.left[word]] == "the" or plural)
    )
    known = _same_office(scene, tree.lower[word], plural) if definite else None
    if known is not None and _is_another_states(scene, known, speaker):
        known = None
    if known is not None and not plural:
        return replace(known, span=span, anonymous=known.anonymous or nameless)
    if known is not None:
        return Voice(name=text, id=known.id, role=known.role, anonymous=nameless, span=span)
    actor = actor or body_id(scene, "", text, speaker)
    return Voice(name=text, id=actor, role=without_article(text), anonymous=nameless, span=span)


def _is_another_states(scene: Scene, known: Voice, speaker: Voice) -> bool:
    """True for the office of another state, where who speaks has one of their own: "the President", said in Paris."""
    if known.id is None or speaker.id is None or known.id == speaker.id:
        return False
    return scene.lexicon.kind_of(known.id) == scene.lexicon.kind_of(speaker.id) == "state"


def _same_office(scene: Scene, lower: str, plural: bool) -> Voice | None:
    """Who was last spoken of under this office: "the official", "officials"."""
    office = lower.rstrip("s")
    for known in (scene.person, scene.crowd, scene.body):
        if known and known.role and _holds(known.role, office):
            return known
    found = [one for one in scene.persons.values() if one.role and _holds(one.role, office)]
    if found and not plural:
        return Voice(name=found[-1].name, id=found[-1].id, role=found[-1].role)
    crowd = scene.crowd if plural and office in CROWDS else None
    alike = crowd is not None and any(_holds(crowd.role or crowd.name, one) for one in CROWDS)
    return crowd if crowd is not None and crowd.id and alike else None


def _holds(role: str, office: str) -> bool:
    """ "The minister" is the foreign minister, and neither the prime minister nor a ministry's spokesman."""
    words = [one.rstrip("s") for one in role.lower().split()]
    return any(one == office and before != HIGHER.get(office) for before, one in pairwise(("", *words)))
