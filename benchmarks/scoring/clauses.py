"""In: a sheet. Out: how the clauses of a treaty came out, in marks and in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.proposals import Obligation, Proposal
from scoring.gold import GoldObligation
from scoring.matching import any_name, may_match, pair, shared, words_of
from scoring.shares import Marks, both, share
from scoring.sheet import Sheet, place_of, short

NUMBERING = frozenset({"article", "art", "paragraph", "para", "subparagraph", "point", "section"})
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def obligation_marks(sheet: Sheet, errors: list[str]) -> Marks:
    """How the clauses of a treaty came out; what went wrong is added to `errors`."""
    golds = sheet.gold.obligations
    found = [(one, one.obligation) for one in sheet.read.proposals if one.obligation] if golds else []
    matched = pair(
        [[sheet.run(one.place)] for one in golds],
        [sheet.run(place_of(one.evidence)) for one, _ in found],
        optional=[False] * len(golds),
        fits=same_clause,
        rightness=lambda i, j: sum(clause_rights(golds[i], found[j][1]).values()) / 3,
    )
    pairs = [(golds[i], found[j][1]) for i, j in matched.items()]
    right = sum(all(clause_rights(*both).values()) for both in pairs)
    errors.extend(_clause_errors(sheet, found, matched))
    return {
        **both({"clause found": len(pairs), "clause right": right}, found=len(found), asked=len(golds)),
        "reciprocity": share(one.reciprocal == other.reciprocal for one, other in pairs),
        "exception": share(
            exception_right(sheet, one, other)
            for one, other in pairs
            if one.exception is not None or other.exception
        ),
    }


def same_clause(one: range, other: range) -> bool:
    """Do two spans share at least half the words of the shorter? One may leave out subject or exception."""
    return 0 < min(len(one), len(other)) <= 2 * shared(one, other)


def clause_rights(one: GoldObligation, other: Obligation) -> dict[str, bool]:
    """Are article, force and who is bound right?"""
    return {
        "article": number(one.article) == number(other.article),
        "force": one.force == other.force,
        "bound": bool(other.bound) and all(any_name(name, one.bound) for name in other.bound),
    }


def exception_right(sheet: Sheet, one: GoldObligation, other: Obligation) -> bool:
    """Do the words of the exception match?"""
    if one.exception is None or other.exception is None:
        return False
    return may_match(sheet.run(one.exception), sheet.run(place_of(other.exception.span)))


def number(article: str) -> tuple[str, ...]:
    """The numbers of a clause, Roman ones made Arabic.

    >>> number("Article IV, paragraph 2 (a)")
    ('4', '2', 'a')
    """
    parts = [part for part in words_in(article) if part.casefold() not in NUMBERING]
    return tuple(str(roman(part)) if set(part) <= set(ROMAN) else part.casefold() for part in parts)


def words_in(text: str) -> list[str]:
    """The words of a text, as they stand."""
    words = words_of(text)
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def roman(numeral: str) -> int:
    """A Roman numeral in capitals, up to C."""
    values = [ROMAN[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(-one if one < following else one for one, following in zip(values, after, strict=True))


def _clause_errors(
    sheet: Sheet, found: Sequence[tuple[Proposal, Obligation]], matched: dict[int, int]
) -> Iterator[str]:
    for i, one in enumerate(sheet.gold.obligations):
        words = short(sheet.gold.text[slice(*one.place)])
        if i not in matched:
            yield f"clause missed: {one.article}: {words!r}"
            continue
        other = found[matched[i]][1]
        for part, right in clause_rights(one, other).items():
            if not right:
                yield f"clause {words!r}: {part} {getattr(other, part)}, not {getattr(one, part)}"
        if one.reciprocal != other.reciprocal:
            yield f"clause {words!r}: reciprocal {other.reciprocal}"
        if (one.exception or other.exception) and not exception_right(sheet, one, other):
            yield f"clause {words!r}: exception {other.exception and other.exception.text!r}"
    spare = (one for j, (one, _) in enumerate(found) if j not in matched.values())
    yield from (f"clause not in the gold: {short(one.evidence.exact)!r}" for one in spare)
