"""In: a stretch of English prose. Out: the figures in it that count or measure something, and where.

Numbers that name something (Article 5, Su-35, the G7), dates, clock times, telephone and list numbers are
no figures. What is a number, which word bounds it and which noun is counted is decided by the tables of
`figure_words`; no parser is asked, so that the same text gives the same figures with and without one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from detente.case.proposals import Amount
from detente.reading import figure_patterns as patterns
from detente.reading import figure_words as words
from detente.reading import numerals
from detente.reading.document import Document

_LONGEST_PHRASE: Final = 6
"""Words from a numeral to the noun that it counts: "300 new, forward-based, medium-range missiles"."""
FEWEST_IN_A_WHOLE: Final = 3.0
"""Of so many, nobody says "a third of them"."""
Bounds = tuple[float | None, float | None, float | None]
"""Value, low, high."""


@dataclass(frozen=True)
class Figure:
    """A figure, from its first word ("about") to the last of what it counts.

    start, end         code points in the text it was found in
    text               the words between them
    approximator       the word that makes it inexact or a bound, and its place in `approximator_at`
    value              the figure; none for a range, for a share and for "thousands of"
    low, high          ends of a range or bound; none where the words set none
    share              0.5 for "half of the tanks"; none where a number is given
    unit               what is counted, as the text has it; `standard_unit` is "km" for "kilometres"
    place              where that is, if the words say so directly, and its place in `place_at`
    part_of            position of the figure that this one is a part of, in the same answer
    """

    start: int
    end: int
    text: str
    approximator: str | None = None
    approximator_at: tuple[int, int] | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    unit: str | None = None
    standard_unit: str | None = None
    place: str | None = None
    place_at: tuple[int, int] | None = None
    part_of: int | None = None


@dataclass(frozen=True)
class _Number:
    """A numeral, or two with a word between them."""

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    money: str | None = None


@dataclass(frozen=True)
class _Counted:
    """The unit behind a numeral: its words, where they end, and how it was written."""

    unit: str | None
    end: int
    hyphened: bool = False


def quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Figure, ...]:
    """Every figure in `text[start:end]`, in order of place; offsets count from the start of `text`."""
    stretch = text[start:end]
    found = [
        figure
        for number in _joined(stretch, tuple(_numbers(stretch)))
        if (figure := _figure(stretch, number)) is not None
    ]
    return tuple(_moved(figure, start) for figure in _related(stretch, found))


def amounts(document: Document, figures: Sequence[Figure]) -> tuple[Amount, ...]:
    """The figures as amounts of the document they were found in, in the same order."""
    return tuple(
        Amount(
            text=figure.text,
            span=document.span(figure.start, figure.end),
            approximator=figure.approximator,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            unit=figure.unit,
            place=figure.place,
            part_of=figure.part_of,
        )
        for figure in figures
    )


def standard_unit(unit: str | None) -> str | None:
    """The standard name of a measure: "km" for "kilometres", "EUR" for "€"; none for a thing counted."""
    if unit is None:
        return None
    if unit in words.MONEY:
        return words.MONEY[unit]
    last = unit.lower().split()[-1]
    if unit.lower().startswith("nautical"):
        return "nautical mile"
    if last in {"cent", "points"} and "cent" in unit:
        return "%" if last == "cent" else "point"
    return words.STANDARD.get(last)


def _moved(figure: Figure, by: int) -> Figure:
    """The same figure in a text that has `by` more code points before it."""
    if not by:
        return figure

    def at(place: tuple[int, int] | None) -> tuple[int, int] | None:
        return None if place is None else (place[0] + by, place[1] + by)

    return replace(
        figure,
        start=figure.start + by,
        end=figure.end + by,
        approximator_at=at(figure.approximator_at),
        place_at=at(figure.place_at),
    )


# --- numerals ---------------------------------------------------------------------------------------------


def _numbers(text: str) -> Iterable[_Number]:
    """The numerals of a text that do not stand in a name."""
    found = list(patterns.NUMBER.finditer(text))
    named = list(_named(text, found))
    starts = [start for start, _ in named]
    for numeral in found:
        last = bisect_left(starts, numeral.end()) - 1
        if last >= 0 and numeral.start() < named[last][1]:
            continue
        number = _READ[str(numeral.lastgroup)](numeral)
        if number is not None:
            yield number


def _named(text: str, numerals_found: Sequence[re.Match[str]]) -> Iterable[tuple[int, int]]:
    """Where numbers name something. Only what is near a numeral is searched: a third of a text."""
    at = 0
    for numeral in numerals_found:
        at = max(at, numeral.start() - patterns.NEAR)
        while (found := patterns.NAMES.search(text, at, numeral.end() + patterns.NEAR)) is not None:
            yield found.span()
            at = max(found.end(), at + 1)
        at = max(at, numeral.end())


def _money(found: re.Match[str]) -> _Number:
    written = found["sum"]
    millions = 1e6 if re.search(r"\dm$", written) else 1.0
    value = numerals.digits_value(written.removesuffix("m") if millions > 1 else written) * millions
    return _Number(found.start(), found.end(), "money", value, money=found["money"])


def _digits(found: re.Match[str]) -> _Number | None:
    if re.match(r"[\w+]", found.string[found.end() : found.end() + 1]) and not _suffixed(found):
        return None
    return _Number(found.start(), found.end(), "digits", numerals.digits_value(found["digits"]))


def _suffixed(found: re.Match[str]) -> bool:
    """True if what is written against the digits is a unit or a plus sign: "20km", "100,000+"."""
    behind = found.string[found.end() : found.end() + 12]
    attached = patterns.ATTACHED.match(behind)
    return behind[:1] == "+" or (attached is not None and attached[2] in words.STANDARD)


def _plenty(found: re.Match[str]) -> _Number:
    return _Number(found.start(), found.end(), "plenty", None, low=numerals.least(found["plenty"]))


def _share(found: re.Match[str]) -> _Number:
    return _Number(found.start(), found.end(), "share", None, share=numerals.share_value(found["share"]))


def _pair(found: re.Match[str]) -> _Number:
    return _Number(found.start(), found.end(), "pair", 2.0)


def _spelt(found: re.Match[str]) -> _Number:
    return _Number(found.start(), found.end(), "spelt", numerals.spelt_value(found["spelt"]))


def _article(found: re.Match[str]) -> _Number:
    return _Number(found.start(), found.end(), "article", 1.0)


_READ: Final[dict[str, Callable[[re.Match[str]], _Number | None]]] = {
    "sum": _money,
    "plenty": _plenty,
    "share": _share,
    "pair": _pair,
    "article": _article,
    "digits": _digits,
    "spelt": _spelt,
}


def _joined(text: str, numbers: Sequence[_Number]) -> Iterable[_Number]:
    """The numerals, those that make a range together as one."""
    at = 0
    while at < len(numbers):
        pair = _range(text, numbers[at], numbers[at + 1]) if at + 1 < len(numbers) else None
        if pair is not None:
            yield pair
        elif not (at and _scored(text, numbers[at - 1], numbers[at])) and not (
            at + 1 < len(numbers) and _scored(text, numbers[at], numbers[at + 1])
        ):
            yield numbers[at]
        at += 2 if pair is not None else 1


def _range(text: str, first: _Number, second: _Number) -> _Number | None:
    """The range from one numeral to the next, or none if they are two figures."""
    gap = patterns.GAP.fullmatch(text, first.end, second.start)
    if gap is None or first.value is None or second.value is None or first.kind == "share":
        return None
    before = text[max(0, first.start - 16) : first.start].lower().rstrip()
    if gap[2] and not before.endswith(words.AT_LEAST):
        return None
    if gap[1] == "and" and not before.endswith("between"):
        return None
    low = _scaled(first.value, second.value, text[second.start : second.end])
    if low >= second.value and not (gap[1] == "to" and before.endswith("from")):
        return None
    ends = sorted((low, second.value))
    return replace(
        first, end=second.end, value=None, low=ends[0], high=ends[1], money=first.money or second.money
    )


def _scaled(first: float, second: float, written: str) -> float:
    """The first end of a range, with the scale that is written at the second only: "2 to 3 million"."""
    scale = re.search(rf"(?:[\s-]({patterns.any_of(numerals.SCALES)})|\d(bn|tn|mn|m|k))$", written)
    if scale is None or first >= 1000:
        return first
    factor = numerals.SCALES.get(scale[1]) or {**numerals.SUFFIXES, "m": 1e6}.get(scale[2], 1.0)
    return first * factor if first * factor < second else first


def _scored(text: str, first: _Number, second: _Number) -> bool:
    """True for the two halves of a score: "by 13-2", "13 to 2"."""
    gap = text[first.end : second.start]
    return gap in {"-", "–", " to "} and (first.value or 0.0) >= (second.value or 0.0)


# --- one figure -------------------------------------------------------------------------------------------


def _figure(text: str, number: _Number) -> Figure | None:
    """The figure around a numeral, or none if nothing is counted or measured."""
    opened = text[number.start - 1 : number.start] == "[" and text[number.end : number.end + 1] == "]"
    end = number.end + opened
    end = _twice(text, number, end)
    behind = patterns.BEHIND_NUMBER.match(text, end)
    counted = _counted(text, number, behind.end() if behind else end)
    before, rule = _before(text, number, measured=standard_unit(counted.unit) is not None)
    behind = None if before else behind
    if not behind and not before:
        behind = patterns.BEHIND_NUMBER.match(text, counted.end)
    close = max(counted.end, behind.end() if behind else 0)
    if not _counts(text, number, counted, bool(before or behind)):
        return None
    where = before or ((behind.start(behind.lastindex or 0), behind.end()) if behind else None)
    if behind:
        rule = patterns.BEHIND.get(behind[1] or "plus", "about")
    start = before[0] if before else number.start - opened
    return _placed(text, _filled(text, number, counted, start, close, where, rule))


def _twice(text: str, number: _Number, at: int) -> int:
    """Where a numeral ends that is given a second time in brackets: "300 (three hundred)"."""
    found = patterns.TWICE.match(text, at)
    if found is None:
        return at
    again = numerals.digits_value(found[1]) if found[1] else numerals.spelt_value(found[2])
    return found.end() if again == number.value else at


def _before(text: str, number: _Number, *, measured: bool) -> tuple[tuple[int, int] | None, str]:
    """Where the approximating word before a numeral stands, and its rule."""
    at = max(0, number.start - patterns.LONGEST)
    found = patterns.APPROXIMATOR.search(text[at : number.start])
    if found is None:
        return None, ""
    word = re.sub(r"\s+", " ", found[0].rstrip("[").strip()).lower()
    if (patterns.BEFORE[word] == "range" and number.high is None) or (
        word in words.OF_MEASURES and not measured
    ):
        return None, ""
    if word in patterns.GOVERNED and patterns.GOVERNED[word].search(text[: at + found.start()][-24:]):
        return None, ""
    return (at + found.start(), at + found.start() + len(found[0].rstrip("[").rstrip())), patterns.BEFORE[
        word
    ]


def _filled(
    text: str,
    number: _Number,
    counted: _Counted,
    start: int,
    end: int,
    where: tuple[int, int] | None,
    rule: str,
) -> Figure:
    if where is None and number.kind in {"plenty", "pair"}:
        where = _own_words(text, number)
    value, low, high = _bounds(number, rule)
    unit = number.money or counted.unit
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        approximator=text[where[0] : where[1]].lower().lstrip("-").replace("+", "plus") if where else None,
        approximator_at=where,
        value=value,
        low=low,
        high=high,
        share=number.share,
        unit=unit,
        standard_unit=standard_unit(unit),
    )


def _own_words(text: str, number: _Number) -> tuple[int, int]:
    """The words of "thousands of", "a couple of", "several hundred" that make them inexact."""
    written = text[number.start : number.end]
    found = re.match(r"(?i:several|a\sfew|many)\b", written)
    return number.start, number.start + (found.end() if found else len(written))


def _bounds(number: _Number, rule: str) -> Bounds:
    """Value, low and high of a numeral under the rule of its approximating word."""
    low, high = number.low, number.high
    if rule == "low" and high is None:
        low = number.value if low is None else low
    if rule == "high" and high is None:
        high = number.value
    return number.value, low, high


def _counted(text: str, number: _Number, at: int) -> _Counted:
    """What stands counted behind a numeral that ends at `at`."""
    percent = patterns.PERCENT.match(text, at)
    if percent:
        return _Counted((percent[1] or percent[2]).strip(), percent.end())
    attached = patterns.ATTACHED.match(text, at)
    if attached and (attached[1] or attached[2] in words.STANDARD):
        return _attached(attached)
    if number.money:
        return _Counted(None, at)
    if number.kind == "share":
        return _shared(text, at)
    counted = _noun(text, at, singular=number.value == 1.0)
    return counted if counted.unit or number.value == 1.0 else _of_those(text, counted)


def _of_those(text: str, bare: _Counted) -> _Counted:
    """The noun in "six of our soldiers", if it is one that is counted."""
    of = patterns.OF_A_WHOLE.match(text, bare.end)
    if of is None or "of" not in of[0].split() or patterns.NUMBER.match(text, of.end()):
        return bare
    counted = _noun(text, of.end() - 1, singular=False)
    return counted if counted.unit and counted.unit.lower().split()[-1] in words.COUNTED else bare


def _shared(text: str, at: int) -> _Counted:
    """What a share is a share of, if that is counted: "of the tanks"; not "of the 300 tanks"."""
    of = patterns.OF_A_WHOLE.match(text, at)
    counted = _noun(text, of.end() - 1, singular=False) if of else None
    return counted if counted and counted.unit else _Counted(None, at)


def _attached(found: re.Match[str]) -> _Counted:
    """The unit written against a numeral: "20-kilometre", "20km"; "-strong" names nothing counted."""
    word = found[1] or found[2]
    if word == "strong":
        return _Counted(None, found.end(), hyphened=True)
    return _Counted(word, found.end(), hyphened=found[1] is not None)


def _noun(text: str, at: int, *, singular: bool) -> _Counted:
    """The noun counted behind a numeral, with the words before it that belong to it."""
    phrase = list(_phrase(text, at, singular=singular))
    if not phrase or not _is_head(phrase[-1][1], singular=singular):
        return _Counted(None, phrase[0].start() if phrase else at)
    unit = text[phrase[0].start(1) : phrase[-1].end(1)]
    return _Counted(unit, phrase[0].start(1) + len(unit))


def _phrase(text: str, at: int, *, singular: bool) -> Iterable[re.Match[str]]:
    """The words from a numeral to the noun that it counts, or to where there can be none any more."""
    head = False
    for place in range(_LONGEST_PHRASE):
        found = patterns.WORD.match(text, at)
        if found is None or not _goes_on(found[1], head):
            return
        at, head = found.end(), _is_head(found[1], singular=singular)
        if not (place == 0 and found[1].lower() in words.DROPPED):
            yield found
        measure = found[1].lower() in words.STANDARD
        if measure or at > found.end(1) or (head and not _more_noun(text, at, found[1])):
            return


def _goes_on(word: str, head: bool) -> bool:
    lower = word.lower()
    return lower not in words.STOPS or (head and lower in words.SUFFIX_HEADS)


def _is_head(word: str, *, singular: bool) -> bool:
    """True if a word may be what is counted: a plural, or a noun of the tables."""
    lower = word.lower()
    if lower in words.COUNTED:
        return True
    return not singular and _plural(word)


def _plural(word: str) -> bool:
    lower = word.lower()
    if not lower.endswith("s") or len(lower) < 4 or word.endswith("."):
        return False
    return not lower.endswith(("ss", "us", "ous", "'s", "’s")) and lower not in words.SINGULAR_S


def _more_noun(text: str, at: int, word: str) -> bool:
    """True if the noun goes on behind a word that might have been its head: "weapons | inspectors"."""
    if not text[at : at + 1].isspace():
        return False
    found = patterns.WORD.match(text, at)
    if found is None:
        return False
    following = found[1].lower()
    if following in words.SUFFIX_HEADS and word.lower() not in words.SUFFIX_HEADS:
        return True
    if word.lower() in words.PLURAL_MODIFIERS or not _plural(word):
        return following not in words.STOPS and _is_head(found[1], singular=False)
    return False


# --- is it a figure? --------------------------------------------------------------------------------------


def _counts(text: str, number: _Number, counted: _Counted, bounded: bool) -> bool:
    """True if a numeral with this unit counts or measures something."""
    if number.kind in {"plenty", "money"} or (number.high is not None and bounded):
        return True
    if number.kind == "pair":
        return counted.unit is not None or bounded
    if (
        counted.unit is not None
        and counted.unit.lower() in words.TIMES
        and patterns.AGO.match(text, counted.end)
    ):
        return False
    if number.kind == "article":
        return bounded
    if number.kind == "share":
        return _shares(text, number, bounded)
    if number.kind == "spelt":
        return _spelt_counts(text, number, counted, bounded)
    return _digits_count(text, number, counted, bounded)


def _shares(text: str, number: _Number, bounded: bool) -> bool:
    """ "A third of the force", "fall to a quarter"; not "one inspection a quarter"."""
    before = text[max(0, number.start - 16) : number.start].lower()
    if re.search(r"\b(?:first|second|latter|other|better|[a-z]+ern)\s$", before):
        return False
    if re.match(r"\sof\s(?!an?\b|the\s(?:century|year)\b)", text[number.end : number.end + 16]):
        return True
    return bounded or re.search(r"\b(?:to|by|than)\s$", before) is not None


def _spelt_counts(text: str, number: _Number, counted: _Counted, bounded: bool) -> bool:
    """A numeral in words: small ones name as often as they count, so the noun and the article decide."""
    value = number.high if number.value is None else number.value
    unit = (counted.unit or "").lower()
    last = unit.split()[-1] if unit else ""
    if counted.hyphened:
        return last in words.STANDARD
    if value == 1.0:
        return last in words.COUNTED - words.UNCOUNTED_ONE or (bounded and bool(unit))
    if value is not None and value > 10.0:
        return bool(unit) or bounded or _partial(text, number)
    if not unit:
        return bounded or _partial(text, number)
    if last in words.COUNTED or bounded:
        return True
    if last in words.NOT_COUNTED:
        return False
    return (" " not in unit and (counted.unit or "").istitle()) or not patterns.DETERMINED.search(
        text[max(0, number.start - 8) : number.start]
    )


def _digits_count(text: str, number: _Number, counted: _Counted, bounded: bool) -> bool:
    """A numeral in digits: it counts, unless it looks like a year or belongs to a name."""
    written = text[number.start : number.end]
    before = text[max(0, number.start - 24) : number.start]
    last = (counted.unit or "").lower().split()[-1:]
    plain = written.isdigit()
    if plain and len(written) == 4 and written[:2] in {"19", "20"}:
        return bool(last) and (bounded or (last[0] in words.COUNTED and not patterns.THE.search(before)))
    if counted.unit is not None or bounded or not plain:
        return counted.unit is not None or bounded or not patterns.LOWER_WORD.search(before)
    return not patterns.LOWER_WORD.search(before) and (len(written) > 1 or _partial(text, number))


def _partial(text: str, number: _Number) -> bool:
    """True if words around a bare numeral make it a part of something counted."""
    before = text[max(0, number.start - 40) : number.start]
    whole = patterns.OF_A_WHOLE.match(text, number.end)
    return bool(
        patterns.PART_BEHIND.match(text, number.end)
        or patterns.PART_BEFORE.search(before)
        or (whole and patterns.NUMBER.match(text, whole.end()))
    )


# --- place, and parts -------------------------------------------------------------------------------------


def _placed(text: str, figure: Figure) -> Figure:
    """The figure with the place named directly behind it."""
    found = _far(text, figure) or _near(text, figure)
    if found is None or patterns.NO_PLACE.match(found[0]):
        return figure
    return replace(figure, place=found[0], place_at=found.span())


def _far(text: str, figure: Figure) -> re.Match[str] | None:
    """The place that a length is measured from: "12 km from the line"."""
    lead = patterns.TO_DISTANCE.match(text, figure.end) if figure.standard_unit in words.LENGTHS else None
    return patterns.PLACE.match(text, lead.end()) if lead else None


def _near(text: str, figure: Figure) -> re.Match[str] | None:
    """The place that the counted are in; only a name will do for a measure, and behind "outside"."""
    lead = patterns.TO_PLACE.match(text, figure.end)
    found = patterns.PLACE.match(text, lead.end()) if lead else None
    if found is None or lead is None or _describes(text, found):
        return None
    only_a_name = lead[1] is not None or figure.standard_unit is not None
    return None if only_a_name and found[0].islower() else found


def _describes(text: str, found: re.Match[str]) -> bool:
    """True for "in American | forces": a name that says whose the next word is."""
    behind = patterns.WORD.match(text, found.end())
    if behind is None or found[0].split()[-1].lower() in words.PLACE_NOUNS:
        return False
    return behind[1].islower() and behind[1] not in words.STOPS and _is_head(behind[1], singular=False)


def _related(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, each with the one it is a part of and the unit it takes over from it."""
    related: list[Figure] = []
    for at, figure in enumerate(figures):
        whole = _whole(text, figures, related, at)
        related.append(_inherited(text, replace(figure, part_of=whole), figures, related, whole))
    return tuple(related)


def _whole(text: str, figures: Sequence[Figure], related: Sequence[Figure], at: int) -> int | None:
    """Position of the figure that the one at `at` is a part of."""
    figure = figures[at]
    if at + 1 < len(figures) and patterns.WHOLE_NEXT.fullmatch(text, figure.end, figures[at + 1].start):
        return at + 1
    if figure.share is not None and figure.unit is not None:
        return _named_before(text, figures, at)
    if not at or _parted(text, figures[at - 1].end, figure.start):
        return None
    before = text[max(0, figure.start - 40) : figure.start]
    earlier = related[at - 1].part_of
    top = earlier if earlier is not None and earlier < at - 1 else at - 1
    if patterns.PART_BEFORE.search(before) or patterns.PART_BEHIND.match(text, figure.end):
        return _larger(text, figures, top, figure)
    if figure.unit is None and patterns.OF_THE.search(text[: figures[at - 1].start][-24:]):
        return at - 1
    return top if top != at - 1 and figure.unit is None and _listed(text, figures[at - 1], figure) else None


def _named_before(text: str, figures: Sequence[Figure], at: int) -> int | None:
    """The last figure of the same things in the paragraph: "half of the drones" after "14 drones"."""
    noun = (figures[at].unit or "").lower().split()[-1]
    for place in range(at - 1, -1, -1):
        if "\n\n" in text[figures[place].end : figures[at].start]:
            return None
        if (figures[place].unit or "").lower().split()[-1:] == [noun]:
            return place
    return None


def _larger(text: str, figures: Sequence[Figure], at: int, part: Figure) -> int:
    """The figure at a place; where it is no larger than its part, one before it in the sentence that is."""
    least = FEWEST_IN_A_WHOLE if part.value is None else part.value
    for place in range(at, -1, -1):
        if _parted(text, figures[place].end, part.start):
            break
        value = figures[place].value
        if value is None or value > least:
            return place
    return at


def _listed(text: str, first: Figure, second: Figure) -> bool:
    """True if a figure goes on with the list of parts that the last one began."""
    gap = text[first.place_at[1] if first.place_at else first.end : second.start]
    return re.fullmatch(r",?\s(?:and\s|another\s)*", gap) is not None


def _inherited(
    text: str, figure: Figure, figures: Sequence[Figure], related: Sequence[Figure], whole: int | None
) -> Figure:
    """The figure with the unit of its whole, or of the figure before it, where it has none of its own."""
    if figure.unit is not None or figure.share is not None:
        return figure
    if whole is not None:
        return replace(figure, unit=figures[whole].unit)
    if (
        not related
        or _parted(text, related[-1].end, figure.start)
        or text[figure.end - 6 : figure.end] == "strong"
    ):
        return figure
    last = related[-1]
    if last.standard_unit is None and re.search(r"\b(?:and|but|while)\s", text[last.end : figure.start]):
        return replace(figure, unit=last.unit)
    return figure


def _parted(text: str, start: int, end: int) -> bool:
    """True if a sentence ends between two offsets."""
    return any(
        not patterns.ABBREVIATION.search(text[max(0, found.start() - 4) : found.start()])
        for found in patterns.SENTENCE_END.finditer(text, start, end)
    )
