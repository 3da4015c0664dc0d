"""In: a stretch of English prose. Out: the figures that count or measure something in it, with their places.

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
from detente.reading import figure_words as words
from detente.reading import numerals
from detente.reading.document import Document

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


def _any(choices: Iterable[str]) -> str:
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_MONEY = _any(words.MONEY)
_MONTH = rf"(?:{_any(words.MONTHS)})\b\.?"
_SMALL_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"

_NUMBER: Final = re.compile(
    rf"(?<![\w$€£¥₽₹])(?<!\d[.,:/])(?<![A-Za-z][-–])"
    rf"(?:(?P<money>{_MONEY})\s?(?P<sum>(?:{numerals.SCALED})(?:m\b)?)"
    rf"|(?P<plenty>(?i:{numerals.PLENTY}|{numerals.SOME_SCALE}))"
    rf"|(?P<share>(?i:{numerals.SHARE})(?=\sof\b|\s(?:the|its|their)\b|[.,;]|\sto\b|\s*$))"
    rf"|(?P<pair>(?i:a\s(?:couple|pair)\sof\b))"
    rf"|(?P<article>(?i:an?)(?=\s(?:{_any(words.STANDARD.keys() - words.PLURAL_MEASURES)})\b))"
    rf"|(?P<digits>{numerals.SCALED})"
    rf"|(?P<spelt>(?i:{numerals.SPELT})))"
)
_NAMED_BY_WORD: Final = (
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?\d{{1,2}})?(?![\d,.]\d|\d)(?:,?\s(?:19|20)\d\d\b)?",
    rf"{_MONTH}\s(?:19|20)\d\d\b",
    rf"(?i:{_any(words.LABELS)})\s(?:\d[\w./-]*(?:\([a-z0-9]+\))*(?:(?:,\s?\d+)*,?(?:\sand|\sor|\sto|\s?[–-])\s?\d{{1,3}}\b)?"
    rf"|(?i:{_SMALL_WORD}|eleven|twelve)\b(?!\s(?:{_any(words.COUNTED - words.SHORT_MEASURES)})\b))",
    r"(?i:aged?|turn(?:ed|s|ing)|(?:he|she)\s(?:is|was))\s\d{1,2}\b(?!\s?(?:%|km|per\s|[a-z]))",
    rf"(?i:{numerals.SPELT})[\s-]years?[\s-]old\b",
    rf"(?i:{_SMALL_WORD})\s(?:in|out\sof)\s(?:every\s)?(?i:{_SMALL_WORD}|\d+)\b(?!\s?[-–])",
    r"(?:https?:|www\.)\S*",
    r"[A-Za-z]+[-–]?\d[\w+-]*",
)
_NAMED_IN_DIGITS: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\sand\s|\sto\s)\d{{1,2}})?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}}\b)?",
    r"\d{4}-\d\d-\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\d+/\d+\b",
    r"(?:19|20)\d\d\s?[-–]\s?(?:\d\d|(?:19|20)\d\d)\b|(?:19|20)?\d0s\b",
    r"\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\b|GMT|UTC|CET|local)|\d{1,2}:\d\d\b",
    r"\d{1,2}\s?[ap]\.?m\b\.?|\d{4}\s?(?:GMT|UTC|Zulu)\b",
    r"\d+(?:st|nd|rd|th)\b",
    r"\d{3}[-.]\d{3}[-.]\d{4}\b",
    r"\d+\.\d+\.\d+[\d.]*",
    r"\d\+\d\w*",
    r"(\d+)-\1\b(?!\s)",
    rf"\d+\s(?:in|out\sof)\s(?:every\s)?(?i:{_SMALL_WORD}|\d+)\b(?!\s?[-–])",
    r"\d+[\s-]years?[\s-]old\b",
    r"\d+[A-Z]+\d*\w*",
)
_NAMED_BY_MARK: Final = (
    r"\+\d[\d ()–-]{6,}\d|\(\d{3}\)\s\d{3}-\d{4}",
    r"(?m:^[ \t]*\(?\d{1,3}(?:\.\d+)*[.)]\s)|(?m:^[ \t]*\d{1,3}\.(?:\d+\.?)+\s(?=[A-Z]))|(?<!\w\s)\(\d{1,3}\)",
    r"(?<=[a-z]),\s\d{2}(?=,\s)",
)
_NAMES: Final = re.compile(
    "|".join(
        (
            rf"(?<!\w)(?=[A-Za-z])(?:{'|'.join(_NAMED_BY_WORD)})",
            rf"(?<!\w)(?=\d)(?:{'|'.join(_NAMED_IN_DIGITS)})",
            *_NAMED_BY_MARK,
        )
    )
)
"""Numbers that name, date or number something. The first letter is asked first: it decides most places."""
_BEFORE: Final = {
    word: rule
    for rule, choices in (
        ("about", words.INEXACT),
        ("low", (*words.AT_LEAST, *words.AS_FEW)),
        ("high", (*words.AT_MOST, *words.OF_MEASURES)),
        ("range", words.RANGE),
    )
    for word in choices
}
_BEHIND: Final = {
    word: rule
    for rule, choices in (
        ("about", words.POST_INEXACT),
        ("low", words.POST_AT_LEAST),
        ("high", words.POST_AT_MOST),
    )
    for word in choices
}
_APPROXIMATOR: Final = re.compile(rf"(?<![\w-])(?i:{_any(_BEFORE)})\s+\[?$")
_LONGEST: Final = max(len(word) for word in _BEFORE) + 4
_BEHIND_NUMBER: Final = re.compile(rf"(?:\s|(?<=\d)-)({_any(_BEHIND)})\b|(?<=\d)(\+)(?!\d)")
_NEAR: Final = 32
"""Code points before and after a numeral in which a name that it belongs to begins and ends."""
_GAP: Final = re.compile(
    r"\s?(?:%|per\s?cent|km|kg|m|bn)?\s?(?:(-|–|—|to|or|and)\s?|and\s(up\sto|not\smore\sthan|no\smore\sthan|less\sthan|fewer\sthan)\s)"
)
_TWICE: Final = re.compile(rf"\s\((?:{numerals.SCALED}|(?i:{numerals.SPELT}))\)")
_PERCENT: Final = re.compile(r"\s?(%|per\s?cent(?:age\spoints?)?\b)|\s(percentage\spoints?)\b")
_ATTACHED: Final = re.compile(rf"[-–]([a-z]+)\b|({_any(w for w in words.STANDARD if w.isalpha())})\b")
_WORD: Final = re.compile(r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*(?!\n))((?:[A-Z]\.){2,}|[^\W\d_][\w&/]*(?:[-'’][\w]+)*|\d*[A-Z][\w-]*)['’]?")
_WHERE: Final = (
    r"(?:the\s|its\s|their\s|each\s|both\s)?(?:[a-z]+(?:ern|tral)\s)?(?:[A-Z][\w’'-]*|(?:[A-Z]\.){2,})"
    r"(?:\s(?:(?:of|de|al|the)\s)?[A-Z][\w’'-]*)*"
    rf"(?:\s(?:[a-z]+\s)?(?:{_any(words.PLACE_NOUNS)})\b)?(?:\sand\s[A-Z][\w’'-]*)?"
)
_HERE: Final = rf"(?:(?:the|its|their|a|each|both)\s|[a-z-]+\s){{1,3}}(?:{_any(words.PLACE_NOUNS)})\b"
_NAME: Final = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*"
_OF_WHERE: Final = (
    r"(?:(?<=[a-z])\s(?:of|with|between)\s(?:(?:the|its|their|another|either|each|any|a)\s)?"
    rf"(?:{_NAME}(?:\sand\s(?:the\s|a\s)?{_NAME})?|[a-z]+))?"
)
_PLACE: Final = re.compile(
    rf"(?:,?\s(?:now|currently|already|still|that|which|who|are|is|were|was|be|been|being|have|has|had|may|"
    rf"mostly|mainly|permanently|there|other|of\s(?:them|these|those|whom|which)|to\s(?:bases|positions|camps|posts|be))){{0,4}}"
    rf"(?:\s(?:{_any(words.POSTED)}))?"
    r"\s(?:(?:in|at|near|along|inside|across|around|on|off|over|throughout|out\sof|up\sto)\s"
    rf"(?P<place>(?:{_WHERE}|{_HERE}){_OF_WHERE})|outside\s(?P<out>{_WHERE}))"
)
_DISTANCE: Final = re.compile(
    rf"(?:\s(?:north|south|east|west|inland|away))?\s(?:of|from|off)\s(?P<place>(?:{_WHERE}|{_HERE}){_OF_WHERE})"
)
_NO_PLACE: Final = re.compile(rf"(?:the\s)?(?:{_any((*words.MONTHS, *words.WEEKDAYS, 'UN', 'NATO'))})\b")
_AGO: Final = re.compile(r"\s(?:ago|earlier|later|hence|on(?=[,.;]))\b")
_PART_BEFORE: Final = re.compile(
    r"(?:\bincluding|\bamong\s(?:them|which|whom)|\bof\s(?:them|whom|which|these|those)),?\s"
    r"(?:another\s|only\s|just\s)?$",
    re.I,
)
_PART_BEHIND: Final = re.compile(r"\s(?:of|among)\s(?:them|these|those|whom|which)\b")
_WHOLE_NEXT: Final = re.compile(r"\sof\s(?:the\s|its\s|their\s|those\s|these\s|his\s|all\s)*$")
_OF_A_WHOLE: Final = re.compile(r"\s(?:of\s)?(?:the|its|their|those|these|his|our|all)\s(?:own\s)?")
_OF_THE: Final = re.compile(r"(?:^|[.;:,]\s|\n)\W*of\s(?:the|its|their|those|these|all)\s$", re.I)
_SENTENCE_END: Final = re.compile(r"[.!?]['”\"»)]*\s+(?=[A-Z\"“«(\[]|$)|\n\s*\n")
_ABBREVIATION: Final = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|St|No|vs))$")
_DETERMINED: Final = re.compile(
    r"\b(?:the|these|those|both|its|their|his|her|our|all|other|first|last)\s$", re.I
)
_THE: Final = re.compile(r"\b(?:the|its|this|that|a|their|his|early|late|mid)[\s-]$|['’]s\s$", re.I)
_LOWER_WORD: Final = re.compile(r"(?<=[a-z,;)] )([A-Z][\w-]+)\s$")


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
    """The standard name of a unit of measure: "km" for "kilometres", "EUR" for "€"; none for a thing counted."""
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
    found = list(_NUMBER.finditer(text))
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
        at = max(at, numeral.start() - _NEAR)
        while (found := _NAMES.search(text, at, numeral.end() + _NEAR)) is not None:
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
    attached = _ATTACHED.match(behind)
    return behind[:1] == "+" or (attached is not None and attached[2] is not None)


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
    gap = _GAP.fullmatch(text, first.end, second.start)
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
    scale = re.search(rf"(?:[\s-]({_any(numerals.SCALES)})|\d(bn|tn|mn|m|k))$", written)
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
    twice = _TWICE.match(text, end)
    end = twice.end() if twice else end
    behind = _BEHIND_NUMBER.match(text, end)
    counted = _counted(text, number, behind.end() if behind else end)
    before, rule = _before(text, number, measured=standard_unit(counted.unit) is not None)
    behind = None if before else behind
    if not behind and not before:
        behind = _BEHIND_NUMBER.match(text, counted.end)
    close = max(counted.end, behind.end() if behind else 0)
    if not _counts(text, number, counted, bool(before or behind)):
        return None
    where = before or ((behind.start(behind.lastindex or 0), behind.end()) if behind else None)
    if behind:
        rule = _BEHIND.get(behind[1] or "plus", "about")
    start = before[0] if before else number.start - opened
    return _placed(text, _filled(text, number, counted, start, close, where, rule))


def _before(text: str, number: _Number, *, measured: bool) -> tuple[tuple[int, int] | None, str]:
    """Where the approximating word before a numeral stands, and its rule."""
    at = max(0, number.start - _LONGEST)
    found = _APPROXIMATOR.search(text[at : number.start])
    if found is None:
        return None, ""
    word = re.sub(r"\s+", " ", found[0].rstrip("[").strip()).lower()
    if (_BEFORE[word] == "range" and number.high is None) or (word in words.OF_MEASURES and not measured):
        return None, ""
    return (at + found.start(), at + found.start() + len(found[0].rstrip("[").rstrip())), _BEFORE[word]


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
    percent = _PERCENT.match(text, at)
    if percent:
        return _Counted((percent[1] or percent[2]).strip(), percent.end())
    attached = _ATTACHED.match(text, at)
    if attached:
        return _attached(attached)
    if number.money:
        return _Counted(None, at)
    if number.kind == "share":
        return _shared(text, at)
    counted = _noun(text, at, singular=number.value == 1.0)
    return counted if counted.unit or number.value == 1.0 else _of_those(text, counted)


def _of_those(text: str, bare: _Counted) -> _Counted:
    """The noun in "six of our soldiers", if it is one that is counted."""
    of = _OF_A_WHOLE.match(text, bare.end)
    if of is None or "of" not in of[0].split() or _NUMBER.match(text, of.end()):
        return bare
    counted = _noun(text, of.end() - 1, singular=False)
    return counted if counted.unit and counted.unit.lower().split()[-1] in words.COUNTED else bare


def _shared(text: str, at: int) -> _Counted:
    """What a share is a share of, if that is counted: "of the tanks"; not "of the 300 tanks"."""
    of = _OF_A_WHOLE.match(text, at)
    counted = _noun(text, of.end() - 1, singular=False) if of else None
    return counted if counted and counted.unit else _Counted(None, at)


def _attached(found: re.Match[str]) -> _Counted:
    """The unit written against a numeral: "20-kilometre", "20km"; "-strong" counts nothing that it names."""
    word = found[1] or found[2]
    if word == "strong":
        return _Counted(None, found.end(), hyphened=True)
    return _Counted(word, found.end(), hyphened=found[1] is not None)


def _noun(text: str, at: int, *, singular: bool) -> _Counted:
    """The noun counted behind a numeral, with the words before it that belong to it."""
    first, end, head = None, at, False
    for _ in range(6):
        found = _WORD.match(text, end if first is not None else at)
        if found is None or not _goes_on(found[1], head):
            break
        if first is None and found[1].lower() in words.DROPPED:
            at = found.end()
            continue
        first = found.start(1) if first is None else first
        head, end = _is_head(found[1], singular=singular), found.end()
        if found[1].lower() in words.STANDARD:
            break
        if head and not _more_noun(text, end, found[1]):
            break
        if text[found.end(1) : found.end()]:
            break
    if not head or first is None:
        return _Counted(None, at)
    unit = text[first:end].rstrip("'’")
    return _Counted(unit, first + len(unit))


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
    found = _WORD.match(text, at)
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
    if number.kind in {"plenty", "money", "pair"} or number.high is not None and bounded:
        return number.kind == "money" or counted.unit is not None or number.kind == "plenty" or bounded
    if counted.unit is not None and counted.unit.lower() in words.TIMES and _AGO.match(text, counted.end):
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
    return (" " not in unit and (counted.unit or "").istitle()) or not _DETERMINED.search(
        text[max(0, number.start - 8) : number.start]
    )


def _digits_count(text: str, number: _Number, counted: _Counted, bounded: bool) -> bool:
    """A numeral in digits: it counts, unless it looks like a year or belongs to a name."""
    written = text[number.start : number.end]
    before = text[max(0, number.start - 24) : number.start]
    last = (counted.unit or "").lower().split()[-1:]
    plain = written.isdigit()
    if plain and len(written) == 4 and written[:2] in {"19", "20"}:
        return bool(last) and (bounded or (last[0] in words.COUNTED and not _THE.search(before)))
    if counted.unit is not None or bounded or not plain:
        return counted.unit is not None or bounded or not _LOWER_WORD.search(before)
    return not _LOWER_WORD.search(before) and (len(written) > 1 or _partial(text, number))


def _partial(text: str, number: _Number) -> bool:
    """True if words around a bare numeral make it a part of something counted."""
    before = text[max(0, number.start - 40) : number.start]
    whole = _OF_A_WHOLE.match(text, number.end)
    return bool(
        _PART_BEHIND.match(text, number.end)
        or _PART_BEFORE.search(before)
        or (whole and _NUMBER.match(text, whole.end()))
    )


# --- place, and parts -------------------------------------------------------------------------------------


def _placed(text: str, figure: Figure) -> Figure:
    """The figure with the place named directly behind it; a measure is at no place."""
    measured = figure.standard_unit is not None
    found = _DISTANCE.match(text, figure.end) if figure.standard_unit in words.LENGTHS else None
    measured = measured and found is None
    found = found or _PLACE.match(text, figure.end)
    if found is None:
        return figure
    group = str(found.lastgroup)
    if _NO_PLACE.match(found[group]) or (measured and found[group].islower()):
        return figure
    return replace(figure, place=found[group], place_at=found.span(group))


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
    if at + 1 < len(figures) and _WHOLE_NEXT.fullmatch(text, figure.end, figures[at + 1].start):
        return at + 1
    if not at or _parted(text, figures[at - 1].end, figure.start):
        return None
    before = text[max(0, figure.start - 40) : figure.start]
    earlier = related[at - 1].part_of
    top = earlier if earlier is not None and earlier < at - 1 else at - 1
    if _PART_BEFORE.search(before) or _PART_BEHIND.match(text, figure.end):
        return top
    if figure.unit is None and _OF_THE.search(text[: figures[at - 1].start][-24:]):
        return at - 1
    return top if top != at - 1 and figure.unit is None and _listed(text, figures[at - 1], figure) else None


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
        not _ABBREVIATION.search(text[max(0, found.start() - 4) : found.start()])
        for found in _SENTENCE_END.finditer(text, start, end)
    )
