"""In: a noun with a possessive that names nobody: "its spokesman". Out: the party whose it is, if that is clear.

"Its" takes up the subject of what was said before, in its own sentence or the ones before; "the agency's" takes
up the organisation that was named last. What stands in quotation marks is somebody else's talk, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.finder import word_set
from detente.reading.lexicon import Mention
from detente.reading.phrases import extent
from detente.reading.scene import Scene
from detente.reading.tables import shapes
from detente.reading.trees import Tree

POSSESSIVES = ("its", "their")
QUOTES = ("``", "''", '"')
LEAGUES = ("organisation", "alliance")
"""The kinds of actor that are taken up as "the agency", "the alliance"."""


NEVER_THE_UN = ("agency", "watchdog", "alliance")
"""Words for other organisations than the one that is named in half of all papers."""
ONE_OF_SEVERAL = word_set("another third fourth fifth")
"""One more of those who spoke: "a third was less sure"."""
MOST = 9
"""Members from which a group is a direction of the compass, and nobody's side."""


def owner_meant(scene: Scene, tree: Tree, noun: int) -> str | None:
    """The party of "its" in "its spokesman", of "the ministry's" in "the ministry's envoy"."""
    owner = tree.child(noun, "poss")
    if owner is None:
        return None
    lower = tree.lower[owner]
    if lower in shapes()["leagues"]:
        return last_league(scene, lower, tree.starts[owner])
    if lower in POSSESSIVES or lower in shapes()["bodies"]:
        return topic_before(scene, tree, owner)
    return None


def issued_by(scene: Scene, tree: Tree, paper: int) -> str | None:
    """The party of "the statement that the ministry put out", of "a note issued by the embassy"."""
    if tree.lower[paper] not in shapes()["papers"]:
        return None
    for clause in tree.children(paper, "relcl", "acl"):
        agent = tree.child(clause, "agent")
        noun = tree.subject(clause) if agent is None else tree.child(agent, "pobj")
        if noun is not None and tree.lower[clause] in shapes()["putting_out"]:
            return _party_of(scene, tree, noun)
    return None


def last_league(scene: Scene, noun: str, at: int) -> str | None:
    """ "The agency", "the alliance": the last organisation of that kind named before, else the first after."""
    before = [one.id for one in scene.named_before(at) if one.kind in LEAGUES]
    after = [one.id for one in scene.mentions if one.kind in LEAGUES and one.start >= at]
    fitting = (one for one in (*before, *after) if _is_called(scene, one, noun))
    known = next(fitting, None)
    if known is not None or noun in NEVER_THE_UN:
        return known
    return next(iter((*before, *after)), None)


def _is_called(scene: Scene, actor: str, noun: str) -> bool:
    """True for an actor that a noun is the word for: its kind, or part of its full name."""
    return noun == scene.lexicon.kind_of(actor) or noun in scene.lexicon.name_of(actor).lower().split()


def topic_before(scene: Scene, tree: Tree, word: int) -> str | None:
    """The party that the last subject before a word names; else the last one named in the sentence before."""
    subjects = (_party_of(scene, tree, one) for one in subjects_before(tree, word))
    topic = next((one for one in subjects if one is not None), None)
    return topic or _named_last(scene, tree, word)


def subjects_before(tree: Tree, word: int) -> Iterator[int]:
    """Subjects before a word, outside of quotations: those of its sentence, then those of each before."""
    for first, end in reversed(tree.sents):
        if first <= word:
            within = range(first, min(end, word))
            yield from (one for one in within if _is_subject(tree, one) and not in_quotes(tree, one))


def _is_subject(tree: Tree, word: int) -> bool:
    return tree.deps[word] in ("nsubj", "nsubjpass") and tree.is_noun(word)


def _party_of(scene: Scene, tree: Tree, noun: int) -> str | None:
    first, _ = extent(tree, noun)
    named = speakers(scene, tree.starts[first], tree.ends[noun])
    return named[-1].id if named else None


def speakers(scene: Scene, start: int, end: int) -> list[Mention]:
    """The actors named between two places for whom somebody may speak: for no region, nor "the West"."""
    return [one for one in scene.named_in(start, end) if _has_a_voice(scene, one)]


def sender(scene: Scene, named: Sequence[Mention], *, posted: bool) -> str | None:
    """The party whose officer it is, of those named before the office: the last.

    posted  for an office that one is sent with: "the US Iran envoy", "Washington's Syria envoy"
    """
    senders = [one for one in named if not (posted and _is_sent_to(scene, one))]
    return senders[-1].id if senders else None


def _is_sent_to(scene: Scene, one: Mention) -> bool:
    """ "Iran envoy": a state's plain name, and neither "Iran's envoy" nor "US envoy"."""
    text = scene.document.text
    owns = text[one.end : one.end + 1] in ("'", "’")
    return (
        one.kind == "state" and one.how == "name" and not owns and not text[one.start : one.end].isupper()
    )


def _has_a_voice(scene: Scene, one: Mention) -> bool:
    few = one.kind == "group" and len(scene.lexicon.members_of(one.id)) < MOST
    return few or one.kind in ("state", "alliance", "organisation", "outlet")


def _named_last(scene: Scene, tree: Tree, word: int) -> str | None:
    """ "Quite a lot, in the view of Poland. Its minister said": the one named last, a sentence back."""
    start, _ = tree.sentence_of(word)
    if start == 0:
        return None
    before = tree.sentence_of(start - 1)[0]
    named = [one for one in scene.named_in(tree.starts[before], tree.starts[start]) if one.how != "place"]
    return named[-1].id if named else None


def in_quotes(tree: Tree, word: int) -> bool:
    """True for a word of a block that stands in quotation marks."""
    return sum(tree.words[one] in QUOTES or tree.tags[one] in QUOTES for one in range(word)) % 2 == 1


def person_before(scene: Scene, tree: Tree, word: int) -> int | None:
    """The subject before this sentence, in the same block, that is one person: by family name, or by office."""
    first, _ = tree.sentence_of(word)
    return next((one for one in range(first - 1, -1, -1) if _is_one_person(scene, tree, one)), None)


def _is_one_person(scene: Scene, tree: Tree, word: int) -> bool:
    if tree.deps[word] != "nsubj" or tree.is_plural(word) or in_quotes(tree, word):
        return False
    if tree.lower[word] in ONE_OF_SEVERAL:
        return True
    if not tree.is_noun(word):
        return False
    return tree.lower[word] in scene.persons or tree.lower[word] in shapes()["persons"]
