"""The words that name a speaker in, whose words those could be out: among the names that are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.case.proposals import Proposal, Voice
from detente.case.vocabulary import ActorTerm
from detente.reading.document import Document
from detente.reading.llm.locate import places, plain

NOT_NAMES = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i", "you", "his",
    "her", "its", "their", "our", "some", "one", "both", "all", "each", "another", "others", "who", "there",
    "many", "several", "few", "no", "nobody", "everyone",
})  # fmt: skip
ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True)
class Known:
    """Every name that counts as known in a document, and whose it is."""

    whole: dict[str, frozenset[str]]
    """Names that a mention has to equal, in lower case."""
    within: dict[str, frozenset[str]]
    """Names of actors, as written, which a longer mention may contain: "Russia" in "Russia's ministry"."""
    names: tuple[str, ...]
    """What the model is told: each name once, as it is written."""


def known(document: Document, rules: Sequence[Proposal], actors: Sequence[ActorTerm] = ()) -> Known:
    """The names that the rules met in the document, those of its outlet and those of the vocabulary."""
    voices = [voice for one in rules for voice in _voices(one)]
    if document.outlet:
        voices.append(Voice(name=document.outlet))
    whole: dict[str, frozenset[str]] = {}
    within: dict[str, frozenset[str]] = {}
    for voice in voices:
        for words in _words_of(voice):
            _add(whole, bare(words), identity(voice))
    for actor in actors:
        for words in (actor.name, *actor.names, *actor.adjectives, *actor.seats, *actor.people):
            _add(within, plain(words).removeprefix("the "), actor.id)
    names = dict.fromkeys([*(voice.name for voice in voices), *(actor.name for actor in actors)])
    return Known(whole, within, tuple(names))


def identity(voice: Voice) -> str:
    """What makes two voices one: the actor whose words they are, or else the name."""
    return voice.id or bare(voice.name)


def whose(mention: str, names: Known) -> frozenset[str]:
    """Everybody who could be meant by these words: none if they are unknown, several if it is open."""
    words = bare(mention)
    if words in names.whole:
        return names.whole[words]
    found = [who for name, who in names.within.items() if places(mention, name)]
    if _is_name(mention):
        found += [who for name, who in names.whole.items() if places(name, words)]
    return frozenset().union(*found)


def is_named(voice: Voice, mention: str) -> bool:
    """Whether a mention goes by a name of this very voice: "Torvik" for "Foreign Minister Ilse Torvik"."""
    words = bare(mention)
    return any(places(name, words) or places(words, name) for name in map(bare, _words_of(voice)))


def stands(mention: str, document: Document) -> bool:
    """Whether the document has these words, or they name its outlet."""
    if places(document.text, mention):
        return True
    return bool(document.outlet) and plain(mention) == plain(document.outlet or "")


def could_be_a_name(mention: str) -> bool:
    """Whether a word in it begins with a capital, pronouns and the like left aside."""
    return bool(bare(mention)) and _is_name(mention)


def bare(words: str) -> str:
    """In plain lower case, without an article in front or a possessive behind."""
    lower = plain(words).lower()
    for article in ARTICLES:
        lower = lower.removeprefix(article)
    return lower.removesuffix("'s").removesuffix("'").strip()


def _is_name(mention: str) -> bool:
    words = (word.strip("\"'(),.") for word in plain(mention).split())
    return any(word[:1].isupper() and word.lower() not in NOT_NAMES for word in words)


def _add(names: dict[str, frozenset[str]], words: str, who: str) -> None:
    if words:
        names[words] = names.get(words, frozenset()) | {who}


def _voices(proposal: Proposal) -> Iterable[Voice]:
    yield proposal.speaker
    yield from (told.who for told in proposal.chain)
    if proposal.target:
        yield proposal.target


def _words_of(voice: Voice) -> Iterable[str]:
    yield voice.name
    if voice.role:
        yield voice.role
    if voice.span and bare(voice.span.exact) not in NOT_NAMES:
        yield voice.span.exact
