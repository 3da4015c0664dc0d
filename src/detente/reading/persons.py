"""In: the trees of a document. Out: in its scene, whoever is named with an office or in full.

"Deputy Foreign Minister Arkady Lentov", "Jane Doe, a spokeswoman for the embassy", "X, who was Russia's
ambassador": from there on "Lentov" is known by office and party.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.offices import actor_of, speaks_for_nobody
from detente.reading.owners import sender, speakers
from detente.reading.phrases import extent, is_proper, neat, place_of, title_and_name, without_article
from detente.reading.scene import Person, Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree

BEFORE_TITLE = 3
"""Words before a title in which a state may stand: "NATO Secretary-General's spokeswoman"."""
JOINING = ("and", ",", ";", "with", "by")
"""Words behind which another is named: "the minister of Chile and Foreign Minister X"."""
Office = tuple[str | None, str | None]
"""Role and party."""


def learn_persons(scene: Scene, tree: Tree) -> None:
    """Take note of everybody named with an office, or with more than one name."""
    for word in range(len(tree)):
        if is_proper(tree, word) and tree.deps[word] not in ("compound", "nmod"):
            titles, name = title_and_name(tree, word)
            if name and _is_a_persons(scene, tree, name) and not is_called_outlet(tree, word):
                _learn(scene, tree, word, titles, name)


def is_called_outlet(tree: Tree, word: int) -> bool:
    """ "The daily Glas Moravice", "the news site Polis": an outlet by the word before its name."""
    before = (tree.lower[kid] for kid in tree.kids[word] if kid < word and tree.words[kid].islower())
    return any(one in shapes()["outlets"] or one in shapes()["outlet_kinds"] for one in before)


def _is_a_persons(scene: Scene, tree: Tree, name: list[int]) -> bool:
    """False for the name of a body, a paper or an actor."""
    last = tree.lower[name[-1]]
    if any(last in shapes()[name] for name in ("bodies", "other_bodies", "papers", "named_things")):
        return False
    actors = scene.named_over(*tree.place(name[0], name[-1]))
    return all(_is_name(tree, one) for one in name) and all(one.how == "person" for one in actors)


def _is_name(tree: Tree, word: int) -> bool:
    """A capitalised word, or the second half of a hyphenated one: "Kwang-chol"."""
    return tree.words[word][:1].isupper() or tree.tags[word] == "HYPH" or tree.tags[word - 1] == "HYPH"


def _learn(scene: Scene, tree: Tree, word: int, titles: list[int], name: list[int]) -> None:
    start, end = tree.place(name[0], name[-1])
    key, text = tree.lower[name[-1]], neat(scene.document.text[start:end])
    role, actor = _office(scene, tree, word, titles)
    actor = None if speaks_for_nobody(role or "") else actor
    family = scene.persons.get(key, Person("", None, None))
    if role is None and actor is None and key not in scene.persons and len(name) < 2:
        return
    full = max((family.name, text), key=len)
    person = Person(full, family.id or actor, family.role or role)
    scene.persons[key] = person
    if len(name) > 1:
        scene.persons.setdefault(tree.lower[name[0]], person)


def _office(scene: Scene, tree: Tree, word: int, titles: list[int]) -> Office:
    """Role and party, from the titles before a name or the phrase beside it."""
    role_beside, actor_beside = _beside(scene, tree, _description(tree, word))
    sent = _sent_by(scene, tree, word)
    if not titles:
        named = _last_named(scene, tree.starts[extent(tree, word)[0]], tree.ends[word])
        return role_beside, named or sent or actor_beside
    start, end = tree.place(titles[0], titles[-1])
    actor = _sender_of_titles(scene, tree, titles, word) or sent or actor_beside
    return neat(scene.document.text[start:end]), actor


def _sent_by(scene: Scene, tree: Tree, word: int) -> str | None:
    """The party in "Colonel X of the Indian army", "X, of the Finnish delegation"."""
    for preposition in tree.children(word, "prep"):
        if tree.lower[preposition] in ("of", "for", "from"):
            return _last_named(scene, tree.starts[preposition], tree.ends[tree.right[preposition]])
    return None


def _last_named(scene: Scene, start: int, end: int) -> str | None:
    named = speakers(scene, start, end)
    return sender(scene, named, posted=False)


def _sender_of_titles(scene: Scene, tree: Tree, titles: list[int], word: int) -> str | None:
    """Whose office the titles before a name are: "US Iran envoy Mark Dole"."""
    near = max(tree.sentence_of(titles[0])[0], titles[0] - BEFORE_TITLE)
    near = next(
        (word + 1 for word in range(titles[0] - 1, near - 1, -1) if tree.lower[word] in JOINING), near
    )
    posted = any(tree.lower[one] in shapes()["posted"] for one in titles)
    return sender(scene, speakers(scene, tree.starts[near], tree.ends[word]), posted=posted)


def _description(tree: Tree, word: int) -> int | None:
    """The noun that says who a person is: beside the name, in a clause of it, or after "is"."""
    beside = tree.child(word, "appos")
    if beside is None:
        beside = _who_is(tree, word)
    head = tree.heads[word]
    if beside is None and tree.deps[word] == "nsubj" and tree.lower[head] in ("is", "was"):
        beside = tree.child(head, "attr")
    if beside is None and tree.deps[word] == "appos":
        return _office_above(tree, head)
    return beside


def _office_above(tree: Tree, noun: int) -> int:
    """ "Envoy" in "the envoy in Vienna, X", where the parser hangs X on the place."""
    above = noun
    while tree.lower[above] not in shapes()["persons"] and tree.deps[above] in ("pobj", "prep"):
        above = tree.heads[above]
    return above if tree.lower[above] in shapes()["persons"] else noun


def _who_is(tree: Tree, word: int) -> int | None:
    """The office in "X, who was Russia's ambassador"."""
    offices = (tree.child(clause, "attr") for clause in tree.children(word, "relcl"))
    return next((office for office in offices if office is not None), None)


def _beside(scene: Scene, tree: Tree, described: int | None) -> Office:
    if described is None or tree.lower[described] not in shapes()["persons"]:
        return None, None
    start, end = place_of(tree, described)
    return without_article(neat(scene.document.text[start:end])), actor_of(scene, tree, described)


def person_of(scene: Scene, tree: Tree, word: int) -> Person | None:
    """The person a proper name stands for, or one named beside an office: "the spokesman, Bae Min-ho"."""
    if is_proper(tree, word) or _is_known(scene, tree, word):
        return _by_name(scene, tree, word)
    if tree.lower[word] not in shapes()["persons"]:
        return None
    beside = next((one for one in _beside_office(tree, word) if is_proper(tree, one)), None)
    return None if beside is None else person_of(scene, tree, beside)


def _is_known(scene: Scene, tree: Tree, word: int) -> bool:
    """A family name that the parser takes for a common noun."""
    return tree.words[word][:1].isupper() and tree.lower[word] in scene.persons and tree.is_noun(word)


def _beside_office(tree: Tree, word: int) -> Iterator[int]:
    """What stands beside an office, or beside the place it is at: "the envoy in Vienna, X"."""
    yield from tree.children(word, "appos")
    for preposition in tree.children(word, "prep"):
        for place in tree.children(preposition, "pobj"):
            yield from tree.children(place, "appos")


def _by_name(scene: Scene, tree: Tree, word: int) -> Person | None:
    titles, name = title_and_name(tree, word)
    if not name or tree.lower[name[-1]] in shapes()["bodies"]:
        return None
    known = scene.persons.get(tree.lower[name[-1]])
    return known if known is not None else _known_to_all(scene, tree, titles, name)


def _known_to_all(scene: Scene, tree: Tree, titles: list[int], name: list[int]) -> Person | None:
    """Somebody the vocabulary knows: an office holder by family name."""
    start, end = tree.place(name[0], name[-1])
    known = [one.id for one in scene.named_over(start, end) if one.how == "person"]
    if not known:
        return None
    role = " ".join(tree.words[title] for title in titles) or None
    return Person(neat(scene.document.text[start:end]), known[-1], role)
