"""In: a line of a document. Out: the calendar dates in it, and whether the line is there to give one.

English only. A date that two countries would read differently, such as 03/04/2023, is not taken for one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from detente.reading.ingest.tables import exact_pattern, words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"\b{_YEAR}-(?P<month>\d\d)-{_DAY}(?!\d)",
        rf"\b{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    )
)
_SLASHED = re.compile(rf"\b(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})/{_YEAR}")
_DAY_ONLY = tuple(
    re.compile(form, re.IGNORECASE) for form in (rf"{_MONTH}\s+{_DAY}", rf"{_DAY}\s+(?:of\s+)?{_MONTH}")
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][^\n()–—:;\"“”]{1,60}?),\s*"
    r"(?P<date>[A-Z0-9][\w.]*\s[\w.]+?(?:,?\s+(?:19|20)\d\d)?)\s*"
    r"(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?:[-–—:]|\.\s)"
)
_WEEKDAY = r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?"
_ZONE = r"(?:GMT|UTC|[A-Z]{2,4}T)(?:[+-]\d{1,2})?"
_CLOCK = rf"(?:(?:at\s+)?\d{{1,2}}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*{_ZONE})?)"
_SAID = r"dated?|published|(?:publication|release)\s+date|posted|issued|released"
_LABEL = rf"(?:(?:{_SAID})\b\s*(?:(?:on|at)\b)?\s*:?)"
_AROUND_DATE = re.compile(rf"(?i:\b{_LABEL}|\b{_CLOCK})|{_WEEKDAY}")
_NOT_PUBLISHED = re.compile(
    r"(?i)©|\bcopyright\b|\(c\)|\b(?:updated|modified|revised|accessed|retrieved|expires?|archived)\b"
)
_SEPARATOR = r"[\s,;:|·•–—/-]"
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z][\w.’'&-]*|of|the|and|for|in|at|on|to|de|la|le|al|von|der|&)$")
NAME_WORDS = 9
"""Most words in a name that stands beside a date."""


@dataclass(frozen=True)
class Found:
    """A date, and where in its line it stands."""

    start: int
    end: int
    date: dt.date


@dataclass(frozen=True)
class Dateline:
    """The place, the day and the agency at the head of a report, and the year if it is given."""

    place: str
    month: int
    day: int
    year: int | None
    agency: str | None
    exact: str

    def date(self, year: int) -> dt.date | None:
        """Its day in that year, if there is such a day."""
        return _day(year, self.month, self.day)


def dates_in(line: str) -> tuple[Found, ...]:
    """The dates with day, month and year in a line, in order."""
    found = []
    for match in (match for form in _FORMS for match in form.finditer(line)):
        date = _day(int(match["year"]), _month(match["month"]), int(match["day"]))
        if date:
            found.append(Found(match.start(), match.end(), date))
    for match in _SLASHED.finditer(line):
        date = _slashed(int(match["one"]), int(match["other"]), int(match["year"]))
        if date:
            found.append(Found(match.start(), match.end(), date))
    return tuple(sorted(found, key=lambda one: one.start))


def two_ways(line: str) -> str | None:
    """The date in a line that could be read with the day or with the month first, as it is written."""
    for match in _SLASHED.finditer(line):
        one, other = int(match["one"]), int(match["other"])
        if one != other and one <= 12 and other <= 12:
            return match.group()
    return None


def may_say_published(line: str) -> bool:
    """False for a line on copyright, a change or a visit: its date is not of publication."""
    return not _NOT_PUBLISHED.search(line)


def beside_date(line: str) -> str | None:
    """What stands beside the one date of a line and its time; "" if nothing; `None` without a date."""
    found = dates_in(line)
    spans = [(one.start, one.end) for one in found] or [m.span() for m in _SLASHED.finditer(line)]
    if len(spans) != 1:
        return None
    rest = f"{line[: spans[0][0]]} | {line[spans[0][1] :]}"
    return re.sub(rf"(?:{_SEPARATOR})*\|(?:{_SEPARATOR})*", " | ", _AROUND_DATE.sub("|", rest)).strip(
        " |,;:–—-/·•.()"
    )


def is_dated_line(line: str) -> bool:
    """Whether the line only says when, and by whom or where, something was published."""
    if "\n" in line or len(line) > 120 or not any(c.isdigit() for c in line):
        return False
    rest = beside_date(line)
    return rest is not None and (not rest or all(is_name(part) for part in rest.split(" | ")))


def is_name(text: str) -> bool:
    """Whether every word begins as a name's does, and there are few."""
    parts = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    return 0 < len(parts) <= NAME_WORDS and all(map(_NAME_WORD.match, parts)) and not parts[0].islower()


def is_outlet(name: str) -> bool:
    """Whether a name is one of an outlet or of an institution that publishes, by the word list."""
    parts = {part.strip(".,").lower() for part in name.split()}
    return (
        name.lower() in words("outlets", "names")
        or bool(parts & words("outlets", "words"))
        or bool(exact_pattern("outlets", "institutions").fullmatch(name))
        or re.fullmatch(r"[\w-]+\.(?:com|org|net|info|news|int|gov|co\.\w\w|\w\w)", name) is not None
    )


def dateline(line: str) -> Dateline | None:
    """The dateline at the head of a line: "GENEVA, Jan. 10 (Reuters) - ..."."""
    match = _DATELINE.match(line[:200])
    if not match or not (match["agency"] or match["place"].isupper()):
        return None
    full = dates_in(match["date"])
    if full:
        day = full[0].date
        return Dateline(
            match["place"], day.month, day.day, day.year, match["agency"], match.group().strip()
        )
    for form in _DAY_ONLY:
        if found := form.fullmatch(match["date"].strip()):
            month, day_of_month = _month(found["month"]), int(found["day"])
            return Dateline(
                match["place"], month, day_of_month, None, match["agency"], match.group().strip()
            )
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _slashed(one: int, other: int, year: int) -> dt.date | None:
    """Day and month told apart by which can be a month; `None` if both can and they differ."""
    if one > 12 or one == other:
        return _day(year, other, one)
    return _day(year, one, other) if other > 12 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
