"""In: a stretch of English prose, and the day it came out. Out: its date expressions, and their days.

No date library is asked. A search of prose with `dateparser` takes "we may" for a day in May. Once the
expressions have been found by a table, what is left is a few lines of arithmetic, in which the choice that
matters, past or future, has to be ours.

Conventions. A week begins on Monday. Seasons are those of the north, from the first of March, June,
September and December. The end of a month or year is its last day. A weekday without more is the latest one
up to the day of publication, which itself counts; told as future, the first one after it. What is counted
from another event ("a week earlier", "the next day") is found, and left without a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from detente.case.proposals import Precision, When
from detente.reading import figure_words as words
from detente.reading import numerals


@dataclass(frozen=True)
class Mark:
    """A date expression where it stands.

    start, end   code points in the text it was found in
    text         the words: "last month", "Saturday"; not the preposition before them
    form         which table row it matched; `resolve` goes by it
    fields       the parts that the form names, those that are there
    future       what the words say themselves: "next", "by"; none if they leave it open
    ambiguous    a sentence, if the words can be read as two days
    """

    start: int
    end: int
    text: str
    form: str
    fields: tuple[tuple[str, str], ...] = ()
    future: bool | None = None
    ambiguous: str | None = None

    def get(self, field: str) -> str:
        """A part of the expression, in lower case; empty if it is not there."""
        return dict(self.fields).get(field, "").lower()


def _names(choices: tuple[str, ...]) -> str:
    return "|".join(sorted((re.escape(choice) for choice in choices), key=len, reverse=True))


_MONTH_NAMES: Final = tuple(name for name in calendar.month_name if name)
_MONTH_NUMBER: Final = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_WEEKDAY_NUMBER: Final = {name.lower(): number for number, name in enumerate(words.WEEKDAYS)}
_SEASON_MONTH: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_M: Final = rf"(?:(?:{_names(_MONTH_NAMES)})\b|(?:{_names(words.MONTHS)})\b\.?)"
_W: Final = rf"(?:{_names(words.WEEKDAYS)})"
_Y: Final = r"(?:19|20)\d\d(?![\d,.]\d|\d|\w)"
_D: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_S: Final = "(?:spring|summer|autumn|winter|fall)"
_UNIT: Final = "(?:day|week|month|year)"
_COUNT: Final = rf"(?:an?|the|a\sfew|several|a\scouple\sof|some|\d{{1,3}}|{numerals.BELOW_100})"
_PART_OF_DAY: Final = r"(?:\s(?:morning|afternoon|evening|night))?"
_EDGE: Final = r"(?:the\s)?(?:end|close|beginning|start|middle)\sof"
_TO: Final = r"\s?(?:-|–|to|and)\s?"

FORMS: Final[dict[str, str]] = {
    "iso": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
    "slashed": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)\b",
    "date": (
        rf"(?:(?P<weekday>{_W}),?\s)?(?:(?:the\s)?(?P<day>{_D})(?:{_TO}{_D})?\s(?:of\s)?(?P<month>{_M})"
        rf"|(?P<month2>{_M})\s(?P<day2>{_D})(?:{_TO}{_D})?)(?:,?\s(?P<year>{_Y}))?"
    ),
    "edge": (
        rf"(?P<edge>{_EDGE})\s(?:(?P<month>{_M})(?:\s(?P<year>{_Y}))?|(?P<year2>{_Y})"
        r"|(?:(?P<which>the|this|last|next)\s)(?P<unit>week|month|year))|(?P<edge2>year['’]s\send|year[\s-]end)\b"
    ),
    "month": (
        rf"(?:(?P<which>last|next|this)\s|(?P<part>early|late|mid)[\s-])?(?P<month>{_M})"
        rf"(?:(?:\sof)?,?\s(?P<year>{_Y}))?"
    ),
    "season": (
        rf"(?:(?:the|(?P<which>last|next|this))\s)?(?:(?:early|late|mid)[\s-])?(?P<season>{_S})\b"
        rf"(?:(?:\sof)?\s(?P<year>{_Y}))?"
    ),
    "part-of-year": rf"(?:early|late|mid)[\s-](?P<year>{_Y})",
    "year": rf"(?P<year>{_Y})",
    "weekday": rf"(?:(?P<which>last|next|this|coming)\s)?(?P<weekday>{_W}){_PART_OF_DAY}\b",
    "named-day": (
        r"(?P<named>the\sday\sbefore\syesterday|the\sday\safter\stomorrow|yesterday|today|tomorrow|tonight"
        rf"|overnight|last\snight|this\s(?:morning|afternoon|evening)){_PART_OF_DAY}\b"
    ),
    "span": (
        r"(?P<shift>earlier\sthis|later\sthis|this|last|next|this\scoming|this\spast|the\scoming)\s"
        r"(?P<unit>weekend|week|month|year)\b(?!\sof\b)|the\s(?P<unit2>weekend)\b"
    ),
    "ago": (
        r"(?:(?P<about>about|around|some|nearly|almost|over)\s)?"
        rf"(?P<count>{_COUNT})\s(?P<unit>{_UNIT})s?\sago\b"
    ),
    "ahead": (
        rf"(?P<count>{_COUNT})\s(?P<unit>{_UNIT})s?\sfrom\snow\b"
        rf"|in\s(?P<count2>{_COUNT})\s(?P<unit2>{_UNIT})(?:s['’]|['’]s|s)?\stime\b"
    ),
    "elsewhere": (
        rf"(?P<count>{_COUNT})\s(?P<unit>{_UNIT})s?\s(?:earlier|later|before|afterwards?)\b(?!\sthis\b)"
        rf"|the\s(?:next|following|previous|preceding|same)\s(?P<unit2>{_UNIT})\b"
        rf"|the\s(?P<unit3>{_UNIT})\s(?:before|after)\b"
    ),
}
"""The forms of a date expression. A longer match wins; of two as long, the earlier row."""

_ORDER: Final = (
    "iso", "slashed", "edge", "date", "elsewhere", "ago", "ahead", "named-day", "span", "weekday", "season",
    "month", "part-of-year", "year",
)  # fmt: skip
_COMPILED: Final = tuple((form, re.compile(FORMS[form], re.I)) for form in _ORDER)
_START: Final = re.compile(
    r"(?<![\w-])(?:\d|(?:an?|the|in|last|next|this|coming|early|late|mid|earlier|later|year|several|some|about|around"
    r"|nearly|almost|over|half|today|tomorrow|tonight|yesterday|overnight"
    rf"|{_S}|{_names((*words.MONTHS, *words.WEEKDAYS))}|{_names((*numerals.SMALL, *numerals.TENS))})\b)",
    re.I,
)
_SETS_A_TERM: Final = re.compile(
    r"\b(?:by|beginning|starting|no\slater\sthan|due|scheduled\sfor|set\sfor|planned\sfor|as\sof|effective|upcoming)\s"
    r"(?:on\s|in\s|the\s)?$",
    re.I,
)
"""Words directly before an expression that make it a term to come, whatever the tense of the sentence."""
_PREPOSITION: Final = re.compile(
    r"\b(?:in|by|since|until|till|from|before|after|during|for|between|and|of|to|through|around|late|early|as)\s$",
    re.I,
)
_COUNTED: Final = re.compile(r"\s[a-z-]+s\b(?<!\sis)(?<!\swas)(?<!\shas)(?<!\sas)")
_FALL_OF: Final = re.compile(r"\sof\s")


def times(text: str, start: int = 0, end: int | None = None) -> tuple[Mark, ...]:
    """Every date expression in `text[start:end]`, in order; offsets count from the start of `text`."""
    last = len(text) if end is None else min(end, len(text))
    marks: list[Mark] = []
    at = start
    while (found := _START.search(text, at, last)) is not None:
        mark = _mark(text, found.start(), last)
        if mark is not None:
            marks.append(mark)
        at = mark.end if mark is not None else found.end()
    return tuple(marks)


def resolve(mark: Mark, base: dt.date | None, *, future: bool | None = None) -> When:
    """The day that an expression means in a text published on `base`, or the first day of its span.

    `future` says how the sentence tells it: True for what is to come, False for what has been, None if that
    is not known: then it has been. Words in the text that say so themselves ("next", "by") go before it.
    Without `base`, only what names its year has a date. No error: a day that does not exist has none.
    """
    told = mark.future if mark.future is not None else bool(future)
    try:
        date, precision = _RULES[mark.form](mark, base, told)
    except (ValueError, OverflowError):
        date, precision = None, "day"
    return When(text=mark.text, date=date, precision=precision)


# --- finding ----------------------------------------------------------------------------------------------


def _mark(text: str, at: int, end: int) -> Mark | None:
    """The longest expression that starts at `at`, or none."""
    best: re.Match[str] | None = None
    form = ""
    for name, pattern in _COMPILED:
        found = pattern.match(text, at, end)
        if found and (best is None or found.end() > best.end()) and _holds(name, found):
            best, form = found, name
    if best is None:
        return None
    return Mark(
        start=at,
        end=best.end(),
        text=best[0],
        form=form,
        fields=tuple((key.rstrip("23"), value) for key, value in best.groupdict().items() if value),
        future=_term(text, at, best),
        ambiguous=_ambiguous(form, best),
    )


def _holds(form: str, found: re.Match[str]) -> bool:
    """True if a match is a date expression where it stands."""
    parts = found.groupdict()
    if not all(parts[key][0].isupper() for key in ("month", "month2", "weekday") if parts.get(key)):
        return form in {"iso", "slashed"}
    check = _CHECKS.get(form)
    return check is None or check(found)


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - 24) : found.start()]


def _month_holds(found: re.Match[str]) -> bool:
    """A month alone is one only behind a preposition: "May" and "March" begin sentences too."""
    return bool(found["which"] or found["part"] or found["year"] or _PREPOSITION.search(_before(found)))


def _season_holds(found: re.Match[str]) -> bool:
    if found["which"] or found["year"]:
        return True
    return bool(_PREPOSITION.search(_before(found))) and not _FALL_OF.match(found.string, found.end())


def _year_holds(found: re.Match[str]) -> bool:
    """A year behind a preposition or before a stop; "2000 troops" and "the 2021 talks" are none."""
    if _COUNTED.match(found.string, found.end()):
        return False
    return bool(
        _PREPOSITION.search(_before(found)) or re.match(r"[,.;:)\]]|$", found.string[found.end() :][:1])
    )


def _slashed_holds(found: re.Match[str]) -> bool:
    """Three numbers that can be a day, a month and a year; with dots, only with the year in full."""
    return bool(_readings(found)) and (found["mark"] == "/" or len(found["year"]) == 4)


_CHECKS: Final[dict[str, Callable[[re.Match[str]], bool]]] = {
    "slashed": _slashed_holds,
    "month": _month_holds,
    "season": _season_holds,
    "year": _year_holds,
}
_AHEAD: Final = ("next", "coming", "later this", "this coming", "the coming")
_BACK: Final = ("last", "earlier this", "this past")


def _term(text: str, at: int, found: re.Match[str]) -> bool | None:
    """What the words say about past and future: themselves, or the word before them."""
    parts = found.groupdict()
    shift = re.sub(r"\s+", " ", parts.get("which") or parts.get("shift") or "").lower()
    if shift in _AHEAD or shift in _BACK:
        return shift in _AHEAD
    return True if _SETS_A_TERM.search(text[max(0, at - 24) : at]) else None


def _readings(found: re.Match[str]) -> list[dt.date]:
    """The days that a slashed date can be: day first, then month first."""
    year = int(found["year"]) + (0 if len(found["year"]) == 4 else 2000)
    first, second = int(found["first"]), int(found["second"])
    days = [_day(year, month, day) for month, day in dict.fromkeys(((second, first), (first, second)))]
    return [day for day in days if day is not None]


def _day(year: int, month: int, day: int) -> dt.date | None:
    """A day of the calendar, or none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return dt.date(year, month, day)


def _ambiguous(form: str, found: re.Match[str]) -> str | None:
    """A sentence, if a date in figures can be read with the day or with the month first."""
    days = _readings(found) if form == "slashed" else []
    if len(days) < 2:
        return None
    first, second = (f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}" for day in days)
    return f'"{found[0]}" could be {first} or {second}.'


# --- resolving --------------------------------------------------------------------------------------------

Resolved = tuple[dt.date | None, Precision]
_UNIT_PRECISION: Final[dict[str, Precision]] = {
    "day": "day",
    "weekend": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}


def _number_of(month: str) -> int:
    return _MONTH_NUMBER[month[:3]]


def _first_month(base: dt.date, by: int) -> dt.date:
    """The first day of the month that is `by` months after that of `base`."""
    months = base.year * 12 + base.month - 1 + by
    return dt.date(months // 12, months % 12 + 1, 1)


def _shifted(base: dt.date, unit: str, by: int) -> dt.date:
    """The first day of the day, week, month or year `by` units after that of `base`."""
    if unit == "day":
        return base + dt.timedelta(days=by)
    if unit == "week":
        return base - dt.timedelta(days=base.weekday()) + dt.timedelta(weeks=by)
    if unit == "month":
        return _first_month(base, by)
    return dt.date(base.year + by, 1, 1)


def _iso(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    return _day(*(int(mark.get(part)) for part in ("year", "month", "day"))), "day"


def _slashed(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """No date is better than one that may be eleven months off."""
    found = dict(_COMPILED)["slashed"].match(mark.text)
    days = _readings(found) if found else []
    return (days[0] if len(days) == 1 else None), "day"


def _date(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """A day and a month; without a year, the nearest such day on the side that is told."""
    month, day = _number_of(mark.get("month")), int(re.sub(r"\D", "", mark.get("day")))
    if mark.get("year"):
        return _day(int(mark.get("year")), month, day), "day"
    if base is None:
        return None, "day"
    weekday = _WEEKDAY_NUMBER.get(mark.get("weekday"))
    return _on_weekday(base, month, day, weekday) or _nearest(base, month, day, future), "day"


def _on_weekday(base: dt.date, month: int, day: int, weekday: int | None) -> dt.date | None:
    """The day within half a year that falls on the weekday named with it, whatever the tense."""
    days = (_day(base.year + by, month, day) for by in (-1, 0, 1))
    return next((d for d in days if d and d.weekday() == weekday and abs((d - base).days) <= 183), None)


def _nearest(base: dt.date, month: int, day: int, future: bool) -> dt.date | None:
    """The nearest such day on the side that is told; up to eight years off for 29 February."""
    years = range(base.year, base.year + 9) if future else range(base.year, base.year - 9, -1)
    days = (_day(year, month, day) for year in years)
    return next((d for d in days if d and (d >= base if future else d <= base)), None)


def _edge(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """The last, first or middle day of a month, a week or a year."""
    first, unit = _edged(mark, base, future)
    if first is None:
        return None, "day"
    last = _shifted(first, unit, 1) - dt.timedelta(days=1)
    edge = mark.get("edge")
    if "middle" in edge:
        return first, _UNIT_PRECISION[unit]
    return (first if re.search("beginning|start", edge) else last), "day"


def _edged(mark: Mark, base: dt.date | None, future: bool) -> tuple[dt.date | None, str]:
    """The first day of the period that an edge is of, and its unit."""
    if mark.get("month"):
        return _month(mark, base, future)[0], "month"
    if mark.get("year"):
        return dt.date(int(mark.get("year")), 1, 1), "year"
    unit = mark.get("unit") or "year"
    by = {"last": -1, "next": 1}.get(mark.get("which"), 0)
    return (None if base is None else _shifted(base, unit, by)), unit


def _month(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """A month; without a year, the nearest on the side that is told, this month included."""
    number = _number_of(mark.get("month"))
    if mark.get("year"):
        return dt.date(int(mark.get("year")), number, 1), "month"
    if base is None:
        return None, "month"
    if mark.get("which") == "this":
        return dt.date(base.year, number, 1), "month"
    apart = (number - base.month) % 12 if future else -((base.month - number) % 12)
    if mark.get("which") in {"last", "next"} and not apart:
        apart = 12 if future else -12
    return _first_month(base, apart), "month"


def _season(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """A season; without a year, the nearest that has begun or, told as future, is to begin."""
    month, year = _SEASON_MONTH[mark.get("season")], mark.get("year")
    if year:
        return dt.date(int(year), month, 1), "season"
    if base is None:
        return None, "season"
    if mark.get("which") == "this":
        return dt.date(base.year, month, 1), "season"
    if future:
        return dt.date(base.year + (dt.date(base.year, month, 1) < base), month, 1), "season"
    over = 2 if mark.get("which") == "last" else 0
    begun = _first_month(base, -over - ((base.month - over - month) % 12))
    return begun, "season"


def _year(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    return dt.date(int(mark.get("year")), 1, 1), "year"


def _weekday(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """The nearest such weekday on the side that is told; the day of publication is past, not to come."""
    if base is None:
        return None, "day"
    number = _WEEKDAY_NUMBER[mark.get("weekday")]
    if mark.get("which") == "this" and future:
        return base + dt.timedelta(days=(number - base.weekday()) % 7), "day"
    if future:
        return base + dt.timedelta(days=(number - base.weekday() - 1) % 7 + 1), "day"
    back = (base.weekday() - number) % 7
    if mark.get("which") == "last" and not back:
        back = 7
    return base - dt.timedelta(days=back), "day"


_NAMED_DAYS: Final = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def _named_day(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    if base is None:
        return None, "day"
    name = re.sub(r"\s+", " ", mark.get("named"))
    return base + dt.timedelta(days=_NAMED_DAYS.get(name, 0)), "day"


def _span(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """ "Last", "this" and "next" week, month or year; a weekend is its Saturday."""
    unit = mark.get("unit")
    precision = _UNIT_PRECISION[unit]
    if base is None:
        return None, precision
    shift = re.sub(r"\s+", " ", mark.get("shift"))
    by = {"last": -1, "this past": -1, "next": 1, "the coming": 1}.get(shift, 0)
    if not shift and not future and base.weekday() < _WEEKDAY_NUMBER["saturday"]:
        by = -1
    if unit == "weekend":
        return _shifted(base, "week", by) + dt.timedelta(days=5), precision
    return _shifted(base, unit, by), precision


def _counted(mark: Mark, base: dt.date | None, sign: int) -> Resolved:
    """So many days, weeks, months or years from `base`; none for "several weeks ago"."""
    unit, count = mark.get("unit"), mark.get("count")
    number = 1.0 if count in {"a", "an", "the"} else _value(count)
    if base is None or number is None:
        return None, _UNIT_PRECISION[unit]
    return _shifted(base, unit, sign * int(number)), _UNIT_PRECISION[unit]


def _value(count: str) -> float | None:
    if count[0].isdigit():
        return float(count)
    if count.startswith("a couple"):
        return 2.0
    return numerals.spelt_value(count) or None


def _ago(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    return _counted(mark, base, -1)


def _ahead(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    return _counted(mark, base, 1)


def _elsewhere(mark: Mark, base: dt.date | None, future: bool) -> Resolved:
    """Counted from an event that the expression does not name: no day."""
    return None, _UNIT_PRECISION[mark.get("unit")]


_RULES: Final[dict[str, Callable[[Mark, dt.date | None, bool], Resolved]]] = {
    "iso": _iso,
    "slashed": _slashed,
    "date": _date,
    "edge": _edge,
    "month": _month,
    "season": _season,
    "part-of-year": _year,
    "year": _year,
    "weekday": _weekday,
    "named-day": _named_day,
    "span": _span,
    "ago": _ago,
    "ahead": _ahead,
    "elsewhere": _elsewhere,
}
