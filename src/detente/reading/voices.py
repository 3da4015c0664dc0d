"""In: a noun phrase. Out: whose voice it is, with name, role and party, as far as the text so far lets one say.

What has been read is kept in a `Scene`: who was named with which office, who spoke last. A pronoun or a
bare "the official" is taken from there, and what remains open is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from detente.case.proposals import Span, Voice
from detente.reading.document import Document
from detente.reading.lexicon import Lexicon, Mention
from detente.reading.tables import shapes
from detente.reading.trees import Tree

FIRST = frozenset({"i", "we", "us", "me", "our", "my", "ours", "myself", "ourselves"})
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
PLURAL = frozenset({"they", "them", "their", "both", "these", "those"})
NEUTER = frozenset({"it", "its", "itself"})
PRONOUNS = (
    FIRST
    | PERSONAL
    | PLURAL
    | NEUTER
    | {"who", "which", "that", "this", "one", "nobody", "everyone", "someone"}
)
INNER = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "case", "predet", "punct", "cc", "conj",
                   "advmod", "npadvmod", "dep"})  # fmt: skip
CLOSE = 7
"""Words back at which a place still says for whom somebody speaks: "in Kyiv, where the minister said"."""
OFFICE_PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "with", "on", "to", "by"})


@dataclass(frozen=True)
class Person:
    """Somebody the text has named."""

    name: str
    id: str | None
    role: str | None


@dataclass
class Scene:
    """What reading remembers of a document, from its start to where it is."""

    document: Document
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    persons: dict[str, Person] = field(default_factory=dict)
    """By family name, in lower case."""
    person: Voice | None = None
    """The person who spoke or acted last."""
    body: Voice | None = None
    """The state or institution that spoke or acted last."""
    crowd: Voice | None = None
    """The unnamed officials, or the several, who spoke or acted last."""
    sides: tuple[str, ...] = ()
    """The two parties that the text names most."""
    issuer: str | None = None
    """The party that puts the document out itself, whose ministers are named without their state."""
    direct: bool = False
    """True inside direct speech, where "they" are never those who speak."""

    def named_in(self, start: int, end: int) -> list[Mention]:
        """The actors named between two places."""
        return [one for one in self.mentions if start <= one.start and one.end <= end]

    def knows(self, actor: str) -> bool:
        """True if the text names this actor anywhere."""
        return any(one.id == actor for one in self.mentions)

    def remember(self, voice: Voice, *, plural: bool = False) -> None:
        """The last one of its kind, for the pronouns to come."""
        if voice.anonymous or plural:
            self.crowd = voice
        if voice.name.lower().split()[-1] in self.persons or _singular_person(voice):
            self.person = voice
        elif not voice.anonymous:
            self.body = voice


def scene_of(document: Document, lexicon: Lexicon) -> Scene:
    """A scene in which nobody has spoken yet."""
    mentions = lexicon.actors(document.text)
    inside = [
        one
        for block in document.blocks
        if block.kind not in ("boilerplate", "byline")
        for one in mentions
        if block.start <= one.start and one.end <= block.end
    ]
    count: dict[str, int] = {}
    for one in inside:
        if one.kind == "state" and one.how != "place":
            count[one.id] = count.get(one.id, 0) + 1
    sides = tuple(sorted(count, key=lambda actor: -count[actor])[:2])
    return Scene(document, lexicon, mentions, sides=sides)


def learn_persons(scene: Scene, tree: Tree) -> None:
    """Take note of everybody named with an office: "Deputy Foreign Minister Arkady Lentov", "Jane Doe, a spokeswoman"."""
    for word in range(len(tree)):
        if _is_proper(tree, word) and tree.deps[word] not in ("compound", "nmod"):
            name = _name_words(tree, word)
            if name:
                _learn(scene, tree, word, name)


def voice_of(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    """Whose voice the noun phrase with this head is; `speaker` is whose words it stands in."""
    lower = tree.lower[word]
    if lower in PRONOUNS and not (lower == "one" and tree.child(word, "prep") is not None):
        return _pronoun(scene, tree, word, speaker)
    first, last = extent(tree, word)
    start, end = tree.starts[first], tree.ends[last]
    text = scene.document.text[start:end]
    span = scene.document.span(start, end)
    if _phrase(text) in shapes()["both"].phrases or _phrase(text) in shapes()["both"].words:
        return Voice(name=_neat(text), id=None, span=span)
    person = _person(scene, tree, word)
    if person is not None:
        actor = person.id or (
            _actor(scene, tree, word, first, last) if lower in shapes()["persons"] else None
        )
        named = Voice(name=person.name, id=actor, role=person.role, span=span)
        return _in_office(scene, tree, word, named, speaker)
    if lower in shapes()["outlets"] and tree.tags[word][:3] == "NNP" and len(text.split()) > 1:
        outlet = next((one.id for one in scene.named_in(start, end) if one.kind == "outlet"), None)
        return Voice(name=_neat(text), id=outlet, span=span)
    office = lower in shapes()["persons"] or lower == "one"
    actor = _actor(scene, tree, word, first, last)
    if office:
        holder = _office_holder(scene, tree, word, text, span, actor, speaker)
        return _in_office(scene, tree, word, holder, speaker)
    if lower in shapes()["nameless"] and actor is None:
        return Voice(name=_neat(text), anonymous=True, span=span)
    body = Voice(name=_neat(text), id=actor or _body_id(scene, lower, text, speaker), span=span)
    return _in_office(scene, tree, word, body, speaker)


def _in_office(scene: Scene, tree: Tree, word: int, voice: Voice, speaker: Voice) -> Voice:
    """Somebody in office whose state is not said: that of which they speak as their own, else the one last spoken of."""
    words = f"{voice.role or ''} {voice.name}".lower().split()
    if voice.id is not None or not any(one in shapes()["offices"] for one in words):
        return voice
    actor = (
        scene.issuer
        or _of_the_speaker(scene, voice, speaker)
        or _own_subject(scene, tree, word)
        or _spoken_of(scene, tree, word)
    )
    key = words[-1]
    if actor is not None and key in scene.persons:
        scene.persons[key] = replace(scene.persons[key], id=actor)
    return replace(voice, id=actor)


def _of_the_speaker(scene: Scene, voice: Voice, speaker: Voice) -> str | None:
    """ "The President", in the mouth of an official: that of their own state."""
    if speaker.id is None or scene.lexicon.kind_of(speaker.id) != "state":
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
    first, last = extent(tree, subject)
    named = [
        one
        for one in scene.named_in(tree.starts[first], tree.ends[last])
        if one.kind in ("state", "alliance")
    ]
    text = tree.phrase(first, last)
    if "administration" in text and scene.knows("us"):
        return "us"
    return named[0].id if named else None


def _spoken_of(scene: Scene, tree: Tree, word: int) -> str | None:
    """The state whose voice was heard last, else the one named first in the block up to here."""
    at = tree.starts[word]
    named = [one for one in scene.named_in(tree.starts[0], at) if one.kind == "state"]
    close = [one for one in named if tree.first_at(at) - tree.first_at(one.start) <= CLOSE]
    if close:
        return close[-1].id
    before = [one.id for one in named if one.how in ("name", "seat", "adjective")]
    if before:
        return before[0]
    return scene.body.id if scene.body else None


def ids_of(scene: Scene, voice: Voice) -> tuple[str, ...]:
    """The parties whose words these are: both sides for "the two sides"."""
    if voice.id is not None:
        return (voice.id,)
    phrase = _phrase(voice.name)
    both = shapes()["both"]
    return scene.sides if phrase in both.phrases or phrase in both.words else ()


def extent(tree: Tree, word: int) -> tuple[int, int]:
    """First and last word of the phrase around a noun: with its office and what it is of, without its clauses."""
    first = last = word
    for kid in tree.kids[word]:
        if kid < word and tree.deps[kid] in INNER and tree.deps[kid] != "cc":
            first = min(first, tree.left[kid])
        elif (
            kid > word
            and tree.deps[kid] == "prep"
            and tree.lower[kid] in OFFICE_PREPOSITIONS
            and kid <= last + 1
        ):
            last = max(last, _short_end(tree, kid))
        elif kid > word and tree.deps[kid] == "conj" and tree.tags[kid][:2] == "NN" and kid <= last + 3:
            last = max(last, extent(tree, kid)[1])
        elif kid > word and tree.deps[kid] == "nummod" and kid == last + 1:
            last = kid
    while first < word and tree.tags[first] in (",", "``", "''", "_SP", ":", "HYPH", "RB", ".", "CC"):
        first += 1
    return first, last


def _short_end(tree: Tree, preposition: int) -> int:
    noun = tree.child(preposition, "pobj")
    return extent(tree, noun)[1] if noun is not None else preposition


def _phrase(text: str) -> str:
    return " ".join(text.lower().split())


def _neat(text: str) -> str:
    return " ".join(text.strip(" ,;:\"“”'").split())


def _singular_person(voice: Voice) -> bool:
    last = voice.name.lower().split()[-1]
    return last in shapes()["persons"] and not last.endswith("s")


def _pronoun(scene: Scene, tree: Tree, word: int, speaker: Voice) -> Voice:
    lower = tree.lower[word]
    span = scene.document.span(tree.starts[word], tree.ends[word])
    if lower in FIRST:
        return replace(speaker, span=span)
    if lower in ("who", "which", "that"):
        head = _antecedent(tree, word)
        if head is not None:
            return voice_of(scene, tree, head, speaker)
    if lower in PERSONAL and scene.person:
        return replace(scene.person, span=span)
    if lower in NEUTER and scene.direct:
        other = _others(scene, tree.starts[word], speaker)
        if other is not None:
            return replace(other, span=span)
    if lower in NEUTER and scene.body:
        return replace(scene.body, span=span)
    if lower == "both":
        return Voice(name="both sides", span=span)
    if lower in PLURAL:
        known = _others(scene, tree.starts[word], speaker) if scene.direct else scene.crowd or scene.body
        if known:
            return replace(known, span=span)
    if speaker.id is not None and lower in PLURAL | NEUTER | PERSONAL and not scene.direct:
        return replace(speaker, span=span)
    return Voice(name=tree.words[word], anonymous=True, span=span)


def _others(scene: Scene, at: int, speaker: Voice) -> Voice | None:
    """Who "they" are in somebody's mouth: the other party named last."""
    for one in reversed([mention for mention in scene.mentions if mention.end <= at]):
        if one.id != speaker.id and one.kind in ("state", "alliance", "group") and one.how != "place":
            return Voice(name=scene.document.text[one.start : one.end], id=one.id)
    return None


def _antecedent(tree: Tree, word: int) -> int | None:
    clause = tree.heads[word]
    if tree.deps[clause] in ("relcl", "acl") and tree.is_noun(tree.heads[clause]):
        return tree.heads[clause]
    return None


def _name_words(tree: Tree, word: int) -> list[int]:
    """The words of a proper name that ends at this head."""
    found = [word]
    for kid in reversed(tree.kids[word]):
        if tree.deps[kid] in ("compound", "nmod", "punct") and kid == found[0] - 1 and tree.tags[kid] in (
            "NNP", "HYPH", "NN", "JJ", "NNPS"):  # fmt: skip
            found.insert(0, kid)
    before = found[0] - 1
    while before >= 0 and tree.tags[before] == "NNP" and tree.heads[before] == word:
        found.insert(0, before)
        before -= 1
    return found


def _is_proper(tree: Tree, word: int) -> bool:
    """A proper noun, or the second half of a hyphenated one, which the parser takes for a common noun."""
    if tree.tags[word] in ("NNP", "NNPS"):
        return True
    return (
        word > 1
        and tree.tags[word - 1] == "HYPH"
        and tree.words[word - 2][:1].isupper()
        and tree.is_noun(word)
    )


def _is_title(word: str) -> bool:
    return word.rstrip(".") in shapes()["titles"] or word in shapes()["titles"]


def _split(tree: Tree, words: list[int]) -> tuple[list[int], list[int]]:
    """Titles and the name itself."""
    cut = max((index + 1 for index, word in enumerate(words) if _is_title(tree.lower[word])), default=0)
    return words[:cut], words[cut:]


def _learn(scene: Scene, tree: Tree, word: int, words: list[int]) -> None:
    titles, name = _split(tree, words)
    if not name or not all(_is_name(tree, one) for one in name):
        return
    if tree.lower[name[-1]] in shapes()["bodies"] or tree.lower[name[-1]] in shapes()["papers"]:
        return
    start, end = tree.starts[name[0]], tree.ends[name[-1]]
    covering = [
        one for one in scene.mentions if one.start < end and start < one.end and one.how != "person"
    ]
    if covering:
        return
    apposition = tree.child(word, "appos")
    if apposition is None:
        apposition = _who_is(tree, word)
    if apposition is None and tree.deps[word] == "nsubj" and tree.lower[tree.heads[word]] in ("is", "was"):
        apposition = tree.child(tree.heads[word], "attr")
    carrier = word if tree.deps[word] != "appos" else tree.heads[word]
    described = apposition if apposition is not None else (carrier if carrier != word else None)
    role, actor = _office(scene, tree, word, titles, described)
    key = tree.lower[name[-1]]
    family = scene.persons.get(key)
    text = _neat(scene.document.text[start:end])
    if role is None and actor is None and family is None and len(name) < 2:
        return
    full = max((family.name if family else "", text), key=len)
    person = Person(
        name=full,
        id=(family.id if family else None) or actor,
        role=(family.role if family else None) or role,
    )
    scene.persons[key] = person
    if len(name) > 1:
        scene.persons.setdefault(tree.lower[name[0]], person)


def _is_name(tree: Tree, word: int) -> bool:
    """A capitalised word, or the second half of a hyphenated one: "Kwang-chol"."""
    return tree.words[word][:1].isupper() or tree.tags[word] == "HYPH" or tree.tags[word - 1] == "HYPH"


def _who_is(tree: Tree, word: int) -> int | None:
    """The office in "X, who was Russia's ambassador"."""
    for clause in tree.children(word, "relcl"):
        office = tree.child(clause, "attr")
        if office is not None:
            return office
    return None


def _office(
    scene: Scene, tree: Tree, word: int, titles: list[int], described: int | None
) -> tuple[str | None, str | None]:
    """Role and party, from the titles before a name or the phrase beside it."""
    first, _ = extent(tree, word)
    person = [one.id for one in scene.named_in(tree.starts[first], tree.ends[word])]
    if titles:
        role = _neat(scene.document.text[tree.starts[titles[0]] : tree.ends[titles[-1]]])
        start = tree.starts[_clause_left(tree, titles[0])]
        near = [one.id for one in scene.named_in(start, tree.ends[word])]
        if person or near:
            return role, (person or near)[-1]
        return role, _beside(scene, tree, described)[1]
    role_beside, actor = _beside(scene, tree, described)
    return role_beside, (person[-1] if person else actor)


def _beside(scene: Scene, tree: Tree, described: int | None) -> tuple[str | None, str | None]:
    if described is None or tree.lower[described] not in shapes()["persons"]:
        return None, None
    first, last = extent(tree, described)
    named = scene.named_in(tree.starts[first], tree.ends[last])
    text = _neat(scene.document.text[tree.starts[first] : tree.ends[last]])
    return _without_article(text), named[-1].id if named else None


def _without_article(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if head.lower() in ("a", "an", "the") and rest else text


def _clause_left(tree: Tree, word: int) -> int:
    """Up to three words before a title, within its sentence: "NATO Secretary-General's spokeswoman"."""
    return max(tree.sentence_of(word)[0], word - 3)


def _person(scene: Scene, tree: Tree, word: int) -> Person | None:
    """The person a proper name stands for, or one named beside an office: "the spokesman, Bae Sung-hoon"."""
    if _is_proper(tree, word):
        name = _split(tree, _name_words(tree, word))[1]
        if not name or tree.lower[name[-1]] in shapes()["bodies"]:
            return None
        known = scene.persons.get(tree.lower[name[-1]])
        if known is not None:
            return known
        return _known_to_all(scene, tree, word, name)
    beside = tree.child(word, "appos")
    if beside is not None and _is_proper(tree, beside) and tree.lower[word] in shapes()["persons"]:
        return _person(scene, tree, beside)
    return None


def _known_to_all(scene: Scene, tree: Tree, word: int, name: list[int]) -> Person | None:
    """Somebody the vocabulary knows: an office holder by family name."""
    start, end = tree.starts[name[0]], tree.ends[name[-1]]
    for one in scene.mentions:
        if one.how == "person" and one.start < end and start < one.end:
            titles = _split(tree, _name_words(tree, word))[0]
            role = " ".join(tree.words[title] for title in titles) or None
            return Person(_neat(scene.document.text[start:end]), one.id, role)
    return None


def _actor(scene: Scene, tree: Tree, word: int, first: int, last: int) -> str | None:
    """The party that a phrase names: the last one named up to its head, else the first after it."""
    if tree.lower[word] in shapes()["leagues"]:
        return _league(scene, tree, word, first)
    before = [
        one
        for one in scene.named_in(tree.starts[first], tree.ends[word])
        if one.how != "place" or one.end == tree.ends[word]
    ]
    if before:
        return before[-1].id
    after = scene.named_in(tree.ends[word], tree.ends[last])
    return after[0].id if after else None


def _league(scene: Scene, tree: Tree, word: int, first: int) -> str | None:
    """ "The NATO alliance", "the agency in Vienna": a name before it, else the organisation named last."""
    before = scene.named_in(tree.starts[first], tree.ends[word])
    return before[-1].id if before else _last_league(scene, tree.starts[word])


def _office_holder(
    scene: Scene, tree: Tree, word: int, text: str, span: Span, actor: str | None, speaker: Voice
) -> Voice:
    lower = tree.lower[word]
    possessed = tree.child(word, "poss") is not None and tree.tags[word] == "NN"
    nameless = lower in shapes()["nameless"] and not possessed
    plural = tree.tags[word] in ("NNS", "NNPS")
    if actor is None and (tree.lower[tree.left[word]] == "the" or plural):
        known = _same_office(scene, lower, plural)
        if known:
            return (
                replace(known, span=span, anonymous=known.anonymous or nameless)
                if not plural
                else Voice(name=_neat(text), id=known.id, role=known.role, anonymous=nameless, span=span)
            )
    actor = actor or _body_id(scene, "", text, speaker)
    return Voice(
        name=_neat(text), id=actor, role=_without_article(_neat(text)), anonymous=nameless, span=span
    )


def _same_office(scene: Scene, lower: str, plural: bool) -> Voice | None:
    """Who was last spoken of under this office: "the official", "officials"."""
    office = lower.rstrip("s")
    for known in (scene.person, scene.crowd, scene.body):
        if known and known.role and office in known.role.lower():
            return known
    found = [one for one in scene.persons.values() if one.role and office in one.role.lower()]
    if found and not plural:
        return Voice(name=found[-1].name, id=found[-1].id, role=found[-1].role)
    if plural and office in ("official", "source", "diplomat", "aide") and scene.crowd and scene.crowd.id:
        return scene.crowd
    return None


def _last_league(scene: Scene, at: int) -> str | None:
    """ "The agency", "the alliance": the last organisation named before, else the first after."""
    named = [one for one in scene.mentions if one.kind in ("organisation", "alliance")]
    before = [one.id for one in named if one.end <= at]
    return before[-1] if before else (named[0].id if named else None)


def _body_id(scene: Scene, lower: str, text: str, speaker: Voice) -> str | None:
    """ "The administration", "the ministry": the one meant last, or in a text of the United States theirs."""
    if "administration" in text.lower() and scene.knows("us"):
        return "us"
    if lower in shapes()["bodies"]:
        if speaker.id is not None and scene.lexicon.kind_of(speaker.id) == "state":
            return speaker.id
        return scene.body.id if scene.body else None
    return None
