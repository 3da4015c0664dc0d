"""In: dates, figures and nouns of a case. Out: the words a reader of the brief sees for them.

Everything here is plain text; the page escapes it and turns the ids in it into links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.case.acts import Observation
from detente.case.case import Case
from detente.case.measures import Level, Measure, Ref
from detente.case.sources import Source
from detente.case.statements import Quantity, Statement
from detente.signing.agreement import the
from detente.signing.results import Item

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

RELIABILITY: Mapping[str, str] = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
SAYS: Mapping[str, str] = {
    "demands": "demands",
    "insists": "insists on",
    "offers": "offers",
    "willing": "is willing to accept",
    "conditional": "sets a condition for",
    "refuses": "refuses",
    "threatens": "threatens over",
    "claims": "makes a claim on",
    "denies": "denies a claim on",
    "accuses": "accuses on",
    "doubts": "doubts a claim on",
}
"""The stance as a verb that takes what the statement is about."""
CREDIBILITY: Mapping[int, str] = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "de": "German", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hu": "Hungarian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
SPELT = frozenset({"EU", "OSCE", "UAE", "UK", "UN", "US", "USA"})
"""Short names that are said letter by letter and take an article."""
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Line:
    """One measure in a package: who is bound ("both", a party, or "" for a single one) and how far."""

    who: str
    text: str
    open: bool = False

    def __str__(self) -> str:
        return f"{self.who}: {self.text}" if self.who else self.text


def day(date: dt.date | None) -> str:
    """ "26 January 2022"; "no date" for None."""
    return "no date" if date is None else f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def days(first: dt.date, last: dt.date | None) -> str:
    """A day or a span of days, repeating only what differs: "10–20 February 2022"."""
    if last is None or last == first:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def number(value: float) -> str:
    """A figure as people write it: thousands with commas, no empty decimals, a true minus."""
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


def share(value: float) -> str:
    """A share from 0 to 1 with two decimals; never rounded to 0 or 1 when it is not."""
    if value in (0.0, 1.0):
        return f"{value:.0f}"
    if value < 0.01:
        return "under 0.01"
    return "over 0.99" if value > 0.99 else f"{value:.2f}"


def in_share(value: float) -> str:
    """The same before "of ...": "in none", "in all", "in 0.41"."""
    return {0.0: "in none", 1.0: "in all"}.get(value, f"in {share(value)}")


def signed(value: float, places: int = 2) -> str:
    """A gain or loss with its sign: "+0.12", "−0.03", "0.00"."""
    text = f"{abs(value):.{places}f}"
    if not float(text):
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def count(how_many: int, one: str, many: str | None = None) -> str:
    """ "1 statement", "52 statements", "no statement"."""
    if not how_many:
        return f"no {one}"
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c". A semicolon parts items that hold commas themselves."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    mark = "; " if any("," in item for item in items) else ", "
    joint = f"; {last} " if mark == "; " and len(items) > 2 else f" {last} "
    return mark.join(items[:-1]) + joint + items[-1]


def stop(text: str) -> str:
    """A sentence with one full stop at its end, whether its author wrote one or not."""
    return text if text.endswith(("?", "!")) else text.rstrip(". ") + "."


def sides(case: Case) -> str:
    """Everybody at the table: "both sides", "all three sides"."""
    if len(case.parties) == 2:
        return "both sides"
    return "every side"


def everybody(parties: Sequence[str]) -> str:
    """ "both" for two bound parties, "all" for more."""
    return "both" if len(parties) == 2 else "all"


def party_label(case: Case, party_id: str) -> str:
    """A party's short name; an actor's full one; the id of anybody else."""
    for party in case.parties:
        if party.id == party_id:
            return party.label
    return case.name_of(party_id)


def in_text(case: Case, party_id: str) -> str:
    """The same within a sentence, with the article that English gives it: "the US", "Russia"."""
    name = party_label(case, party_id)
    return f"the {name}" if name in SPELT else the(name)


def capital(text: str) -> str:
    """A text with its first letter as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def level_of(measure: Measure, level_id: str) -> Level:
    """The level with this id. KeyError if the measure has none."""
    for level in measure.levels:
        if level.id == level_id:
            return level
    raise KeyError(level_id)


def level_text(measure: Measure, level_id: str) -> str:
    """What the level says, in square brackets where its figure is still to be agreed."""
    level = level_of(measure, level_id)
    return f"[{level.text}]" if level.open else level.text


def measure_lines(case: Case, measure: Measure, items: Iterable[Item]) -> tuple[Line, ...]:
    """What a package does about one measure; a level that all bound parties share is said once."""
    held = {item.party: item.level_id for item in items if item.measure == measure.id}
    bound = [party for party in measure.binds if party in held]
    levels = {held[party] for party in bound}
    if len(measure.binds) > 1 and len(bound) == len(measure.binds) and len(levels) == 1:
        return (_line(measure, everybody(bound), levels.pop()),)
    alone = len(measure.binds) == 1
    return tuple(_line(measure, "" if alone else party_label(case, p), held[p]) for p in bound)


def _line(measure: Measure, who: str, level_id: str) -> Line:
    return Line(who, level_text(measure, level_id), level_of(measure, level_id).open)


def lines(case: Case, items: Sequence[Item]) -> tuple[str, ...]:
    """Restraints in a few words each; a level that all bound parties share is said once."""
    return tuple(str(line) for m in case.measures for line in measure_lines(case, m, items))


def difference(case: Case, items: Sequence[Item], base: Sequence[Item]) -> tuple[str, ...]:
    """Where a package differs from another, measure by measure; "as today" where it holds nothing."""
    found = []
    for measure in case.measures:
        mine, theirs = measure_lines(case, measure, items), measure_lines(case, measure, base)
        if mine != theirs:
            said = listed(str(line) for line in mine) or "as today"
            found.append(f"{measure.label}: {said}")
    return tuple(found)


def ref_words(case: Case, ref: Ref) -> str:
    """What a statement or link speaks of: the measure, who is bound where said, the level where said."""
    measure = case.measure(ref.measure)
    words = measure.label
    if ref.binds and len(measure.binds) > 1:
        words = f"{words} ({party_label(case, ref.binds)})"
    return f"{words}: {level_text(measure, ref.level)}" if ref.level else words


def quantity_words(quantity: Quantity | Observation) -> str:
    """A figure as it was said: "about 100,000 troops", "70,000 to 94,000 troops", "more than 9 sites"."""
    about = "about " if quantity.about else ""
    if quantity.value is not None:
        figure = number(quantity.value)
    elif quantity.low is not None and quantity.high is not None:
        figure = f"{number(quantity.low)} to {number(quantity.high)}"
    elif quantity.low is not None:
        figure = f"at least {number(quantity.low)}"
    else:
        figure = f"at most {number(quantity.high)}" if quantity.high is not None else "no figure of"
    return f"{about}{figure} {quantity.unit}"


def counting_words(quantity: Quantity) -> str:
    """A figure with its counting rule, where it is known."""
    rule = f", counting {quantity.counts}" if quantity.counts else ""
    return f"{quantity_words(quantity)}{rule}"


def web_address(source: Source) -> str:
    """The address to link to; empty unless it is one of the web, so that no case can plant a script."""
    address = source.address or ""
    return address if address.startswith(("https://", "http://")) else ""


def site(source: Source) -> str:
    """Where the address leads: its host, which is what a reader judges a link by."""
    host = web_address(source).partition("://")[2].partition("/")[0]
    return host.removeprefix("www.")


def grade_words(source: Source) -> str:
    """The Admiralty grade said aloud, the source and the information apart."""
    return f"{RELIABILITY[source.reliability]}; {CREDIBILITY[source.credibility]}"


def language(code: str) -> str:
    """Name of a language; its code where this list does not hold it."""
    return LANGUAGES.get(code.split("-")[0], code)


def direction(code: str) -> str:
    """Value of the `dir` attribute for text in this language."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def speaker_words(case: Case, statement: Statement) -> str:
    """Who spoke: the speaker, the voice, and whether it was named."""
    name = case.name_of(statement.speaker)
    if statement.voice:
        name = f"{name} ({statement.voice})"
    return f"{name}, voice not named" if statement.anonymous else name


def moment_name(case: Case, date: dt.date | None) -> str:
    """What a date is in this case ("on the eve of the talks"); empty if it has no name."""
    return next((moment.name for moment in case.moments if moment.date == date), "")


def short_digest(case: Case) -> str:
    """First twelve characters of the digest; says so for a case made in memory."""
    return case.digest[:12] or "made in memory"
