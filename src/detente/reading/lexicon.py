"""A vocabulary in, and a case if there is one; out, a `Lexicon` that finds actors, issues, words of saying.

A lexicon is compiled once. What it finds in a text it remembers for the last few texts, so that asking
sentence by sentence costs no more than asking once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeVar

from detente.case.case import Case
from detente.case.vocabulary import ActorTerm, CueTerm, Frame, IssueTerm, TermKind, UnitTerm, Vocabulary
from detente.reading.extending import with_case, words_of
from detente.reading.finder import Finder, Found, Phrase, Token, exact, inflected, tokens
from detente.reading.inflection import noun_forms, stem, verb_forms
from detente.reading.measures import Measures, measures_of
from detente.reading.surroundings import Around

How = Literal["name", "adjective", "seat", "person", "group", "place"]
WORDS = Path(__file__).resolve().parent / "words"
"""The shipped vocabulary: actors.yaml, cues.yaml, issues.yaml, units.yaml."""

REMEMBERED = 8
"""Texts whose mentions and hits are kept."""

NEAR = 10
"""Words that may stand between the two of "a + b"."""
STOP = re.compile(r"[.!?]\W* ")
WEAK = 0.25
"""Weight of a word that names an issue only where nothing else does."""
PER_WORD = 0.5
"""What each further word of a phrase adds to its weight, as a share of the issue's."""
WEST = "the-west"
"""A group whose members stand together as those of an alliance do."""
LONGEST_INITIALS = 3
"""Names up to this long are not looked for in capitals: "Us" has to stay apart from "US"."""


@dataclass(frozen=True)
class Mention:
    """An actor named in a text, with the place of the name: code points, the end excluded."""

    start: int
    end: int
    id: str
    how: How
    """name, adjective (or people), seat, person, group; place if a state or seat is only where it is."""
    kind: TermKind


@dataclass(frozen=True)
class IssueHit:
    """An issue named in a text: the words that name it, the measure that carries it, and how specific."""

    id: str
    start: int
    end: int
    measure: str | None
    """The measure of the case, if just one fits."""
    weight: float


@dataclass(frozen=True)
class CueHit:
    """A word or phrase of saying in a text."""

    start: int
    end: int
    term: CueTerm


class _Name(NamedTuple):
    """What a name stands for; `id` is None where it stands for no actor: "Georgia Tech"."""

    id: str | None
    how: How = "name"
    nearby: bool = False
    """Only where the text names the actor, or its name-sake, otherwise too."""


@dataclass(frozen=True)
class _Pair:
    """Two phrases that name an issue where they stand near each other."""

    issue: str
    left: str
    right: str
    weight: float


class _Sign(NamedTuple):
    """What a phrase is a sign of: an issue, one half of a pair, or that an issue is not meant."""

    issue: str
    weight: float = 0.0
    pair: int | None = None
    half: int = 0
    bars: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A vocabulary compiled. Made by `lexicon`."""

    vocabulary: Vocabulary
    _actors: Mapping[str, ActorTerm]
    _names: Finder[_Name]
    _with_article: Finder[_Name]
    _signs: Finder[_Sign]
    _pairs: tuple[_Pair, ...]
    _cues: Mapping[str, tuple[CueTerm, ...]]
    _nouns: Mapping[str, CueTerm]
    _cue_phrases: Finder[str]
    _units: Mapping[str, str]
    _measures: Measures

    def actors(self, text: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Actors named between two places of a text, in order. The whole text decides what is meant."""
        return _within(_mentions(self, text), start, _end(text, end))

    def issues(self, text: str, start: int = 0, end: int | None = None) -> tuple[IssueHit, ...]:
        """Every issue named between two places of a text, the most specific first."""
        stop = _end(text, end)
        found = _within(_issue_signs(self, text), start, stop)
        kept = tuple(_outermost([*_plain_hits(found), *_pair_hits(self, text, found)]))
        fits = self._measures.chooser(_stems(text, start, stop))
        placed = [replace(one, measure=fits(one.id)) for one in kept] if self._measures.carried else kept
        return tuple(sorted(placed, key=lambda one: (-one.weight, one.start, one.id)))

    def cues(self, text: str, start: int = 0, end: int | None = None) -> tuple[CueHit, ...]:
        """Every verb or phrase of saying between two places of a text, the longest at each place."""
        return _within(_cue_hits(self, text), start, _end(text, end))

    def cue(self, word: str, frame: Frame | None = None) -> CueTerm | None:
        """Term of saying of which these words, in lower case, are a form: "made clear". None if none is.

        With a frame, the term that is used in that shape of clause is preferred: "agreed to" is an offer.
        """
        terms = self._cues.get(word, ())
        fitting = [term for term in terms if frame is not None and frame in term.frame]
        open_ = [term for term in terms if not term.frame]
        return next(iter((*fitting, *open_, *terms)), None)

    def noun_cue(self, word: str) -> CueTerm | None:
        """The noun of saying of which this word, in lower case, is a form: "claims", "denial"."""
        return self._nouns.get(word)

    def unit(self, words: str) -> str | None:
        """The standard name of what is counted: "troops" for "U.S. forces"; None if it is not known.

        The whole phrase is looked up first, then the phrase without its first word, and so on.
        """
        parts = words.lower().replace("-", " ").split()
        tails = (" ".join(parts[index:]) for index in range(len(parts)))
        return next((self._units[tail] for tail in tails if tail in self._units), None)

    def kind_of(self, actor: str) -> TermKind | None:
        """What kind of actor an id is; None if it is not in the vocabulary."""
        return self._actors[actor].kind if actor in self._actors else None

    def name_of(self, actor: str) -> str:
        """Full name of an actor; the id itself if it is not in the vocabulary."""
        return self._actors[actor].name or actor if actor in self._actors else actor

    def members_of(self, actor: str) -> tuple[str, ...]:
        """The actors in an alliance or group, by id; none for any other."""
        return self._actors[actor].members if actor in self._actors else ()

    def allies_of(self, actor: str) -> frozenset[str]:
        """The actor, its members, and those in an alliance with one of them."""
        return _allies(self, actor)


@lru_cache(maxsize=REMEMBERED)
def _allies(words: Lexicon, actor: str) -> frozenset[str]:
    """The actor, its members, and whoever is in an alliance with one of them."""
    own = {actor, *words.members_of(actor)}
    leagues = (one for one in words.vocabulary.actors if one.kind == "alliance" or one.id == WEST)
    joined = (one for one in leagues if one.id in own or not own.isdisjoint(one.members))
    return frozenset(own.union(*((one.id, *one.members) for one in joined)))


def lexicon(vocabulary: Vocabulary, case: Case | None = None) -> Lexicon:
    """A vocabulary compiled. With a case, its parties and actors are known too, under its own ids.

    An issue that names measures is carried by these; any other by the measures whose own words name it.
    """
    full = with_case(vocabulary, case) if case else vocabulary
    pairs = tuple(_pairs_of(full.issues))
    cues, nouns = _cue_tables(full.cues)
    made = Lexicon(
        vocabulary=full,
        _actors=MappingProxyType({one.id: one for one in full.actors}),
        _names=Finder(_names_of(full.actors), _same),
        _with_article=Finder(_names_with_article(full.actors), _same),
        _signs=Finder(_signs_of(full.issues, pairs), _stem_keys, loose=True),
        _pairs=pairs,
        _cues=MappingProxyType(cues),
        _nouns=MappingProxyType(nouns),
        _cue_phrases=Finder((exact(form, form) for form in cues), _lower),
        _units=MappingProxyType(dict(_unit_words(full.units))),
        _measures=Measures(),
    )
    return replace(made, _measures=_case_measures(case, made)) if case else made


def _case_measures(case: Case, words: Lexicon) -> Measures:
    written = {one.id: one.measures for one in words.vocabulary.issues if one.measures}
    names = {one.id: tuple(words_of(one)) for one in words.vocabulary.actors}
    return measures_of(case, written, lambda text: _named_issues(words, text), names)


def _named_issues(words: Lexicon, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.id for hit in words.issues(text) if hit.weight >= PER_WORD))


# ---- keys: what a word of a text may stand for


def _same(word: str) -> tuple[str, ...]:
    return (word,)


def _lower(word: str) -> tuple[str, ...]:
    return (word.lower(),)


@lru_cache(maxsize=65536)
def _stem_keys(word: str) -> tuple[str, ...]:
    lower = word.lower()
    return (stem(lower), "=" + lower)


# ---- actors


def _names_of(actors: Iterable[ActorTerm]) -> Iterator[Phrase[_Name]]:
    """Every name, and every name in capitals, as a headline has it."""
    claims = _claims(actors)
    capitals = {one.upper(): name for one, name in claims.items() if len(one) > LONGEST_INITIALS}
    yield from (exact(written, name) for written, name in {**capitals, **claims}.items())
    for actor in actors:
        yield from (exact(one, _Name(None)) for one in actor.but_not if "*" not in one)


def _names_with_article(actors: Iterable[ActorTerm]) -> Iterator[Phrase[_Name]]:
    """Names that need their "the", within a sentence and at its head: "the North", "The Hague"."""
    for actor in actors:
        found = [(name, _Name(actor.id, how)) for how, words in _words_by_how(actor) for name in words]
        for name, what in found:
            if _needs_article(name):
                yield from (exact(one, what) for one in (name, "t" + name[1:]))
        for name in actor.nearby:
            yield from (
                exact(one, _Name(actor.id, nearby=True)) for one in (name, name[0].upper() + name[1:])
            )


def _needs_article(name: str) -> bool:
    return name.startswith("The ") and " " not in name[4:]


def _claims(actors: Iterable[ActorTerm]) -> dict[str, _Name]:
    """Name -> what it stands for. Of two actors with one name, the later has it: a case's own."""
    claims: dict[str, _Name] = {}
    for actor in actors:
        own: dict[str, _Name] = {}
        for how, words in _words_by_how(actor):
            for word in words:
                if not _needs_article(word):
                    own.setdefault(word.removeprefix("the ").removeprefix("The "), _Name(actor.id, how))
        claims.update(own)
    return claims


def _words_by_how(actor: ActorTerm) -> tuple[tuple[How, tuple[str, ...]], ...]:
    full = (actor.name,) if actor.name else ()
    name: How = {"group": "group", "place": "place"}.get(actor.kind, "name")  # type: ignore[assignment]
    return (
        (name, (*full, *actor.names)),
        ("adjective", actor.adjectives),
        ("seat", actor.seats),
        ("person", actor.people),
    )


@lru_cache(maxsize=REMEMBERED)
def _mentions(words: Lexicon, text: str) -> tuple[Mention, ...]:
    """Every mention of a text, in order."""
    read = tokens(text)
    sure = tuple(_sure(words, text, read))
    more = _with_article(words, text, read, sure)
    return tuple(sorted((*sure, *more), key=lambda one: (one.start, one.end)))


def _sure(words: Lexicon, text: str, read: Sequence[Token]) -> Iterator[Mention]:
    """Names that stand for themselves."""
    for found in words._names.longest(text, read):
        if found.what.id is None:
            continue
        actor = words._actors[found.what.id]
        around = Around(text, read, found.first, found.last)
        if not (around.turned_round() or around.in_a_name(actor.but_not)):
            how: How = "place" if around.is_a_place(actor.kind, found.what.how) else found.what.how
            yield Mention(found.start, found.end, actor.id, how, actor.kind)


def _with_article(
    words: Lexicon, text: str, read: Sequence[Token], sure: Sequence[Mention]
) -> Iterator[Mention]:
    """Names that need their "the". "The North" is that of the actor, among those it may be, named last."""
    best: dict[tuple[int, int], tuple[int, _Name]] = {}
    for found in words._with_article.longest(text, read):
        place = (found.start, found.end)
        named = _last_named(words, found, sure) if found.what.nearby else len(text)
        free = not _overlaps(sure, place) and not Around(text, read, found.first, found.last).goes_on()
        if free and named is not None and named > best.get(place, (-1, None))[0]:
            best[place] = (named, found.what)
    for (start, end), (_, name) in best.items():
        yield Mention(start, end, name.id or "", name.how, words._actors[name.id or ""].kind)


def _last_named(words: Lexicon, found: Found[_Name], sure: Sequence[Mention]) -> int | None:
    """Where the actor, or its name-sake, was last named before; 0 if only after; None if nowhere."""
    same = _related(words, found.what.id or "")
    ends = [one.end for one in sure if one.id in same]
    return max((end for end in ends if end <= found.start), default=0) if ends else None


def _overlaps(sure: Sequence[Mention], place: tuple[int, int]) -> bool:
    return any(one.start < place[1] and place[0] < one.end for one in sure)


def _related(words: Lexicon, actor: str) -> frozenset[str]:
    """The actor, the pairs of name-sakes it is one of, and its name-sake: both Koreas."""
    pairs = [one for one in words.vocabulary.actors if one.kind == "group" and len(one.members) == 2]
    own = [one for one in pairs if actor in one.members]
    return frozenset((actor, *(one.id for one in own), *(member for one in own for member in one.members)))


# ---- issues


def _parts(phrase: str) -> list[str]:
    return [part.strip() for part in phrase.split(" + ")]


def _pairs_of(issues: Iterable[IssueTerm]) -> Iterator[_Pair]:
    for issue in issues:
        for phrase in issue.words:
            if len(_parts(phrase)) == 2:
                left, right = _parts(phrase)
                yield _Pair(issue.id, left, right, _weight(issue, phrase.replace(" + ", " ")))


def _signs_of(issues: Iterable[IssueTerm], pairs: Sequence[_Pair]) -> Iterator[Phrase[_Sign]]:
    for issue in issues:
        whole = (one for one in issue.words if " + " not in one)
        yield from (inflected(one, _Sign(issue.id, _weight(issue, one))) for one in whole)
        yield from (inflected(one, _Sign(issue.id, WEAK * issue.weight)) for one in issue.weak)
        yield from (inflected(one, _Sign(issue.id, bars=True)) for one in issue.but_not)
    for number, pair in enumerate(pairs):
        yield inflected(pair.left, _Sign(pair.issue, pair=number, half=0))
        yield inflected(pair.right, _Sign(pair.issue, pair=number, half=1))


def _weight(issue: IssueTerm, phrase: str) -> float:
    return issue.weight * (1 + PER_WORD * (len(phrase.replace("-", " ").split()) - 1))


@lru_cache(maxsize=REMEMBERED)
def _issue_signs(words: Lexicon, text: str) -> tuple[Found[_Sign], ...]:
    """Every sign of an issue in a text, but for those that stand within a phrase that bars them."""
    found = sorted(words._signs.all(text, tokens(text)), key=lambda one: one.start)
    barred: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        if one.what.bars:
            barred.setdefault(one.what.issue, []).append((one.first, one.last))
    return tuple(
        one for one in found if not one.what.bars and not _barred(one, barred.get(one.what.issue, ()))
    )


def _barred(sign: Found[_Sign], bars: Sequence[tuple[int, int]]) -> bool:
    return any(first <= sign.first and sign.last <= last for first, last in bars)


def _plain_hits(found: Sequence[Found[_Sign]]) -> Iterator[IssueHit]:
    for one in found:
        if one.what.pair is None:
            yield IssueHit(one.what.issue, one.start, one.end, None, one.what.weight)


def _pair_hits(words: Lexicon, text: str, found: Sequence[Found[_Sign]]) -> Iterator[IssueHit]:
    """For each left half of a pair, the nearest right half, if one is near in the same sentence."""
    halves: dict[int, tuple[list[Found[_Sign]], list[Found[_Sign]]]] = {}
    for one in found:
        if one.what.pair is not None:
            halves.setdefault(one.what.pair, ([], []))[one.what.half].append(one)
    for number, (left, right) in sorted(halves.items()):
        pair = words._pairs[number]
        for a in left:
            near = [(_apart(a, b), b.start, b) for b in right if 0 < _apart(a, b) <= NEAR + 1]
            b = min(near, default=(0, 0, None), key=lambda one: one[:2])[2]
            if b and not _sentence_ends(text, a, b):
                yield IssueHit(pair.issue, min(a.start, b.start), max(a.end, b.end), None, pair.weight)


def _apart(a: Found[_Sign], b: Found[_Sign]) -> int:
    """Words from one to the other; 0 or less if they overlap."""
    return max(b.first - a.last, a.first - b.last)


def _sentence_ends(text: str, a: Found[_Sign], b: Found[_Sign]) -> bool:
    """True if a sentence seems to end between two phrases: not at the dots of "U.S."."""
    read = tokens(text)[min(a.last, b.last) : max(a.first, b.first) + 1]
    return any(_full_stop(before, word) for before, word in pairwise(read))


def _full_stop(before: Token, word: Token) -> bool:
    if "\n\n" in word.gap:
        return True
    return len(before.word) > 1 and word.word[0].isupper() and STOP.search(word.gap) is not None


def _outermost(hits: Sequence[IssueHit]) -> Iterator[IssueHit]:
    """One hit of an issue at a place, and none within a longer and heavier phrase: "missile defence"."""
    best: dict[tuple[str, int, int], IssueHit] = {}
    for hit in hits:
        key = (hit.id, hit.start, hit.end)
        best[key] = max(best.get(key, hit), hit, key=lambda one: one.weight)
    open_: list[IssueHit] = []
    for hit in sorted(best.values(), key=lambda one: (one.start, -one.end)):
        open_ = [one for one in open_ if one.end > hit.start]
        if not any(_swallows(outer, hit) for outer in open_):
            yield hit
        open_.append(hit)


def _swallows(outer: IssueHit, inner: IssueHit) -> bool:
    around = outer.start <= inner.start and inner.end <= outer.end
    wider = around and (outer.start, outer.end) != (inner.start, inner.end)
    return wider and (outer.id == inner.id or outer.weight > inner.weight)


def _stems(text: str, start: int, end: int) -> tuple[str, ...]:
    return tuple(stem(one.word.lower()) for one in _within(tokens(text), start, end))


# ---- words of saying, and units


def _cue_tables(cues: Iterable[CueTerm]) -> tuple[dict[str, tuple[CueTerm, ...]], dict[str, CueTerm]]:
    """Form -> the terms it is a form of: for verbs and phrases, and for nouns."""
    verbs: dict[str, tuple[CueTerm, ...]] = {}
    nouns: dict[str, CueTerm] = {}
    for cue in cues:
        if cue.kind == "neutral-noun":
            nouns.update(dict.fromkeys((*noun_forms(cue.word), *cue.forms), cue))
        else:
            own = (*_forms_of(cue), *cue.forms)
            verbs.update({form: (*verbs.get(form, ()), cue) for form in dict.fromkeys(own)})
    return verbs, nouns


def _forms_of(cue: CueTerm) -> tuple[str, ...]:
    return (cue.word,) if cue.kind == "according" else tuple(sorted(verb_forms(cue.word)))


@lru_cache(maxsize=REMEMBERED)
def _cue_hits(words: Lexicon, text: str) -> tuple[CueHit, ...]:
    found = words._cue_phrases.longest(text, tokens(text))
    return tuple(CueHit(one.start, one.end, words._cues[one.what][0]) for one in found)


def _unit_words(units: Iterable[UnitTerm]) -> Iterator[tuple[str, str]]:
    for unit in units:
        for word in (unit.id, *unit.words):
            yield from ((form, unit.id) for form in noun_forms(word.lower().replace("-", " ")))


# ---- ranges


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def _within(found: Sequence[P], start: int, end: int) -> tuple[P, ...]:
    """Those, of things in order of their start, that lie between two places."""
    first = bisect_left(found, start, key=lambda one: one.start)
    last = bisect_left(found, end, key=lambda one: one.start)
    return tuple(one for one in found[first:last] if one.end <= end)


def _end(text: str, end: int | None) -> int:
    return len(text) if end is None else end
