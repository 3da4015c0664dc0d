"""The shipped vocabulary and a case's own in, one vocabulary out: a case adds to words, and its ids win."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from detente.case.case import Case
from detente.case.parties import Actor, Party
from detente.case.vocabulary import ActorTerm, CueTerm, IssueTerm, TermKind, UnitTerm, Vocabulary

T = TypeVar("T", ActorTerm, IssueTerm, UnitTerm)


def extended(shipped: Vocabulary, own: Vocabulary) -> Vocabulary:
    """The shipped vocabulary with a case's own: an entry with a known id adds to its words.

    A cue of the case stands before a shipped one of the same word.
    """
    return Vocabulary(
        actors=_joined(shipped.actors, own.actors),
        cues=(*own.cues, *(cue for cue in shipped.cues if _cue_key(cue) not in map(_cue_key, own.cues))),
        issues=_joined(shipped.issues, own.issues),
        units=_joined(shipped.units, own.units),
    )


def with_case(vocabulary: Vocabulary, case: Case) -> Vocabulary:
    """The vocabulary with the parties and actors of a case, under the case's ids.

    A party or actor that a shipped name fits takes over that actor's words.
    """
    both: tuple[Party | Actor, ...] = (*case.parties, *case.actors)
    for one in both:
        term = _term_of(one)
        known = _same_actor(vocabulary.actors, term)
        renamed = _renamed(vocabulary.actors, known.id, one.id) if known else vocabulary.actors
        vocabulary = replace(vocabulary, actors=_joined(renamed, (term,)))
    return vocabulary


def _joined(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    by_id = {one.id: one for one in first}
    for one in second:
        by_id[one.id] = _added(by_id[one.id], one) if one.id in by_id else one
    return tuple(by_id.values())


def _added(old: T, new: T) -> T:
    """Lists are put together, the new words last; a single value of the new entry stands, if given."""
    values = {
        item.name: _both(item.default, getattr(old, item.name), getattr(new, item.name))
        for item in fields(old)
    }
    return replace(old, **values)


def _both(default: object, old: Any, new: Any) -> Any:
    if isinstance(old, tuple):
        return tuple(dict.fromkeys((*old, *new)))
    return old if new == default else new


def _cue_key(cue: CueTerm) -> tuple[object, ...]:
    return cue.word, cue.kind == "neutral-noun", cue.frame


def _term_of(one: Party | Actor) -> ActorTerm:
    kind: TermKind = one.kind if isinstance(one, Actor) else "state"
    short = one.short if isinstance(one, Party) else None
    return ActorTerm(id=one.id, name=one.name, kind=kind, names=(short,) if short else ())


def _same_actor(actors: Iterable[ActorTerm], term: ActorTerm) -> ActorTerm | None:
    """The actor with that id, or else the first one that goes by one of its names."""
    ours = {word.casefold() for word in (term.name, *term.names)}
    named = [one for one in actors if ours & {word.casefold() for word in (one.name, *one.names)}]
    with_id = [one for one in actors if one.id == term.id]
    return next(iter((*with_id, *named)), None)


def _renamed(actors: tuple[ActorTerm, ...], old: str, new: str) -> tuple[ActorTerm, ...]:
    if old == new:
        return actors
    return tuple(_with_member(replace(one, id=new) if one.id == old else one, old, new) for one in actors)


def _with_member(actor: ActorTerm, old: str, new: str) -> ActorTerm:
    return replace(actor, members=tuple(new if one == old else one for one in actor.members))


def words_of(actor: ActorTerm) -> Iterator[str]:
    """Every name under which a text may speak of an actor."""
    yield from filter(None, (actor.name, *actor.names, *actor.adjectives, *actor.seats, *actor.people))
