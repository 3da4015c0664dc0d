"""Spans and readings of an earlier text in, the same ones in the text as it is now out.

A document that is read again may have moved, and the rules may have changed; what a person decided has
not. `merge` keeps every decision and takes the rest from the new reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar

from detente.case.proposals import Proposal, ReadingFile, Span, Voice
from detente.reading.document import AROUND

T = TypeVar("T")
Change = Callable[[Span], Span]

LOST = "these words no longer stand in the document"
"""The check that a decided proposal gets when its words are gone."""
SAME_PLACE = 0.5
"""Least overlap, as a share, at which two spans are taken for the same place."""
FEWEST_ALONE = 12
"""Words shorter than this many code points are found again only with something of their surroundings."""
FEWEST_AROUND = 4
ALIKE: Mapping[str, str] = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    "\ufffd": " ",
}
"""Characters that a program may put for one another, each with the one compared."""
NUMBERED = re.compile(r"p([0-9]+)")


def reanchor(text: str, span: Span) -> Span | None:
    """The span where its words stand in the text now; None if they are lost.

    The same place if the same words stand there; else where the words and their surroundings fit best,
    the nearest of several. Line breaks, spaces, quotation marks and dashes of another make are the same.
    """
    if text[span.start : span.end] == span.exact:
        return span
    found = _best(text, span, _exact_places(text, span.exact))
    return found or _best(text, span, _loose_places(text, span.exact))


def merge(old: ReadingFile, new: ReadingFile, text: str) -> ReadingFile:
    """The new reading, with everything that a person decided in the old one.

    text       the canonical text that `new` was read in
    Decided proposals stay, with id and content, their spans moved to the new text. An open proposal that
    was there before keeps its id. A new one that says what has been decided is dropped; the others get
    the next free numbers.
    """
    decided = [_moved(one, text) for one in old.proposals if one.decision != "proposed"]
    opened = [_moved(one, text) for one in old.proposals if one.decision == "proposed"]
    fresh = [one for one in new.proposals if not _is_kept(one, decided)]
    pairs = _pairs(fresh, opened)
    left = [one for one in fresh if one.id in pairs or not _covering(one, decided)]
    names = _names(left, pairs, [one.id for one in old.proposals])
    known = {**{one.id: cover.id for one in fresh if (cover := _covering(one, decided))}, **names}
    kept = {one.id for one in decided} | set(names.values())
    read = [_renamed(one, known, kept) for one in left]
    held = [_renamed(one, {}, kept) for one in decided]
    merged = _in_order(old, [*held, *read])
    return replace(new, source=old.source, proposals=tuple(merged))


def overlap(one: Span, other: Span) -> float:
    """Shared code points of two spans as a share of those in either, from 0 to 1."""
    shared = _shared(one, other)
    either = (one.end - one.start) + (other.end - other.start) - shared
    return shared / either if either else float(one.start == other.start)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


# ------------------------------------------------------------------ words found again


@dataclass(frozen=True)
class _Loose:
    """A text in the form that is compared, with the offset that each of its characters came from."""

    text: str
    origin: tuple[int, ...]


def _best(text: str, span: Span, places: Iterable[tuple[int, int]]) -> Span | None:
    """The span at the place that fits best: most of its surroundings, then nearest."""
    rated = [(_around(text, span, *place), -abs(place[0] - span.start), place) for place in places]
    if not rated:
        return None
    fit, _, (start, end) = max(rated)
    if fit < FEWEST_AROUND and len(span.exact) < FEWEST_ALONE and (span.prefix or span.suffix):
        return None
    return replace(
        span,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
    )


def _around(text: str, span: Span, start: int, end: int) -> int:
    """How many code points before and after a place are those that stood around the span."""
    before = _loosened(text[max(0, start - AROUND) : start]).text
    after = _loosened(text[end : end + AROUND]).text
    backward = _common(reversed(before), reversed(_loosened(span.prefix).text))
    return backward + _common(after, _loosened(span.suffix).text)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _exact_places(text: str, words: str) -> Iterator[tuple[int, int]]:
    return ((at, at + len(words)) for at in _found(text, words))


def _loose_places(text: str, words: str) -> Iterator[tuple[int, int]]:
    wanted = _loosened(words).text.strip()
    loose = _loosened_whole(text)
    for at in _found(loose.text, wanted):
        yield loose.origin[at], loose.origin[at + len(wanted) - 1] + 1


def _found(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@lru_cache(maxsize=1)
def _loosened_whole(text: str) -> _Loose:
    """A whole document: the spans of one reading are looked for in it, one after the other."""
    return _loosened(text)


def _loosened(text: str) -> _Loose:
    """The text with one space for every run of spaces and breaks, one kind of mark, nothing invisible."""
    chars: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for one in _alike(char):
            if one == " " and chars and chars[-1] == " ":
                continue
            chars.append(one)
            origin.append(index)
    return _Loose("".join(chars), tuple(origin))


def _alike(char: str) -> str:
    if char in ALIKE:
        return ALIKE[char]
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    return "" if unicodedata.category(char) == "Cf" else char


# ------------------------------------------------------------------ proposals held together


def _moved(proposal: Proposal, text: str) -> Proposal:
    """The proposal with its spans where their words stand now, and a check if its evidence is lost."""
    here = reanchor(text, proposal.evidence)
    rest = tuple(one for one in proposal.checks if one != LOST)
    moved = _with_spans(proposal, lambda span: reanchor(text, span) or span)
    return replace(moved, checks=rest if here else (*rest, LOST))


def _with_spans(value: T, change: Change) -> T:
    """The record with every span in it changed, however deep it lies."""
    if isinstance(value, Span):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_with_spans(one, change) for one in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inner = {one.name: getattr(value, one.name) for one in fields(value)}
    changed = {name: _with_spans(one, change) for name, one in inner.items()}
    return value if changed == inner else replace(value, **changed)


def _pairs(fresh: list[Proposal], opened: list[Proposal]) -> dict[str, str]:
    """New id -> old id, for what was read before and is open still; the likest first, each once."""
    rated = [
        (-_likeness(one, other), at, was, one.id, other.id)
        for at, one in enumerate(fresh)
        for was, other in enumerate(opened)
        if _is_same(one, other)
    ]
    pairs: dict[str, str] = {}
    for _, _, _, name, earlier in sorted(rated):
        if name not in pairs and earlier not in pairs.values():
            pairs[name] = earlier
    return pairs


def _likeness(one: Proposal, other: Proposal) -> float:
    """Twice for what is alike to the last word, a little more for the same id."""
    alike = 2.0 if replace(one, id=other.id) == other else overlap(one.evidence, other.evidence)
    return alike + (1.0 if one == other else 0.0)


def _is_same(one: Proposal, other: Proposal) -> bool:
    """The same said by the same at the same place."""
    same_place = overlap(one.evidence, other.evidence) >= SAME_PLACE
    return same_place and one.stance == other.stance and _who(one.speaker) == _who(other.speaker)


def _who(voice: Voice) -> str:
    return voice.id or " ".join(voice.name.split()).casefold()


def _is_kept(one: Proposal, decided: list[Proposal]) -> bool:
    """A decision that the new reading itself carries: the old one has it already."""
    return one.decision != "proposed" and any(one.id == other.id for other in decided)


def _covering(one: Proposal, decided: list[Proposal]) -> Proposal | None:
    """The decided proposal that says what this one says; None for what a person has not looked at."""
    return next((other for other in decided if _covers(other, one)), None)


def _covers(decided: Proposal, one: Proposal) -> bool:
    if one.decision != "proposed":
        return False
    if _is_same(one, decided):
        return True
    if decided.decision == "edited":
        return overlap(one.evidence, decided.evidence) >= SAME_PLACE
    return decided.decision == "rejected" and _act(one) == _act(decided) and _mostly_in(one, decided)


def _act(proposal: Proposal) -> tuple[str, str | None]:
    return proposal.stance, proposal.act.kind if proposal.act else None


def _mostly_in(one: Proposal, other: Proposal) -> bool:
    """Half of the shorter span, or more, lies in the longer one."""
    shorter = min(span.end - span.start for span in (one.evidence, other.evidence))
    return shorter > 0 and _shared(one.evidence, other.evidence) >= SAME_PLACE * shorter


def _names(left: list[Proposal], pairs: dict[str, str], taken: list[str]) -> dict[str, str]:
    """Id in the new reading -> id from now on. No id of the old reading is given to anything else."""
    numbers = [int(found[1]) for one in taken if (found := NUMBERED.fullmatch(one))]
    free = max(numbers, default=0) + 1
    names = {}
    for one in left:
        if one.id in pairs:
            names[one.id] = pairs[one.id]
        else:
            names[one.id] = f"p{free:02}"
            free += 1
    return names


def _renamed(proposal: Proposal, names: Mapping[str, str], kept: set[str]) -> Proposal:
    def known(ids: tuple[str, ...]) -> tuple[str, ...]:
        now = dict.fromkeys(names.get(one, one) for one in ids)
        return tuple(one for one in now if one in kept)

    return replace(
        proposal,
        id=names.get(proposal.id, proposal.id),
        contests=known(proposal.contests),
        supersedes=known(proposal.supersedes),
        refers_to=known(proposal.refers_to),
    )


def _in_order(old: ReadingFile, proposals: list[Proposal]) -> list[Proposal]:
    """In the order of the text; of several at one place, those of the old reading first, as they stood."""
    before = {one.id: index for index, one in enumerate(old.proposals)}
    last = len(before)
    return sorted(proposals, key=lambda one: (one.evidence.start, before.get(one.id, last)))
