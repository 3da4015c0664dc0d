"""In: a text and its blocks. Out: what it says of its outlet, title, author, date, address and language.

Nothing is guessed from a copyright year, a footer or a date of change, and a date comes with where it
stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from detente.reading.document import Block, Published
from detente.reading.ingest.dates import (
    Dateline,
    beside_date,
    dateline,
    dates_in,
    is_dated_line,
    is_name,
    is_outlet,
    may_say_published,
    two_ways,
)
from detente.reading.ingest.parsed import Facts
from detente.reading.ingest.tables import exact_pattern, words

HEAD_BLOCKS = 12
"""Blocks at the start that are searched for what the text says of itself."""
HEAD_PARAGRAPHS = 2
"""Paragraphs among them, after which the head is over."""
SHOWN = 90
"""Longest line that is quoted in full in a basis."""
LOOKED_AT = 20_000
"""Code points at the start that tell the language."""
LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "es": "Spanish", "fr": "French", "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese", "fa": "Persian", "hy": "Armenian", "ka": "Georgian", "hi": "Hindi",
}  # fmt: skip
"""Names of the languages that are told apart, by code."""
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(
    r"(?:(?:source|url|link|address|retrieved from)\s*:\s*)?(https?://[^\s<>\"]{4,500})\s*$", re.IGNORECASE
)
_AUTHOR = re.compile(r"(?i:by|text by|story by)\s+(.+)")
_ROLE = re.compile(r"\s*(?:,| – | — | - |\s\|\s).*")
_KIND_OF_PAPER = re.compile(
    r"(?i)\b(?:recorded|broadcast|aired)\b|^(?:(?:press|media|daily|weekly|joint|background|opening|official)\s+)*"
    r"(?:transcript|briefing|remarks|statement|communiqu[eé]|interview|readout|speech|address|minutes|release)"
    r"\b"
)
LONGEST_TITLE = 220
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def facts_of_text(text: str, blocks: Sequence[Block]) -> tuple[Facts, tuple[str, ...]]:
    """What the head of a text says about it, and notes on what it says in a way that could not be used."""
    head = head_lines(text, blocks)
    titles = [text[block.start : block.end] for block in blocks if block.kind == "title"]
    published, notes = published_of(head)
    return Facts(
        outlet=outlet_of(head),
        title=" ".join(titles[0].split()) if titles else None,
        author=author_of(head),
        published=published,
        address=next((found[1] for line in head if (found := _ADDRESS.match(line))), None),
        lang=language(text),
    ), notes


def head_lines(text: str, blocks: Iterable[Block]) -> tuple[str, ...]:
    """The lines at the head: those of the first blocks, up to the second paragraph."""
    lines: list[str] = []
    paragraphs = 0
    for block in list(blocks)[:HEAD_BLOCKS]:
        lines += [line.strip() for line in text[block.start : block.end].splitlines()]
        paragraphs += block.kind == "paragraph"
        if paragraphs == HEAD_PARAGRAPHS:
            break
    return tuple(line for line in lines if line)


def published_of(head: Sequence[str]) -> tuple[Published | None, tuple[str, ...]]:
    """The day of publication that the head gives, with the line it stands in; and notes.

    A line that is there to give the date comes first, then a dateline, then a title that says which kind of
    paper this is or when it was recorded ("Remarks to the press, 3 March 2024"). A dateline without a year
    takes the one year that the head has, if it has one only.
    """
    usable = [line for line in head if may_say_published(line)]
    for line in usable:
        if is_dated_line(line) and (found := dates_in(line)):
            return Published(found[0].date, f"in the line '{shown(line)}'"), ()
    for line in usable:
        if begins := dateline(line):
            return _of_dateline(begins, usable)
    for line in usable:
        if len(line) <= LONGEST_TITLE and _KIND_OF_PAPER.search(line) and (found := dates_in(line)):
            return Published(found[-1].date, f"in the line '{shown(line)}'"), ()
    unclear = [line for line in usable if is_dated_line(line) and two_ways(line)]
    return None, tuple(
        f"The date in the line '{shown(line)}' can be read day first or month first: it was left out."
        for line in unclear[:1]
    )


def _of_dateline(begins: Dateline, head: Sequence[str]) -> tuple[Published | None, tuple[str, ...]]:
    quoted = f"in the dateline '{shown(begins.exact)}'"
    if begins.year and (date := begins.date(begins.year)):
        return Published(date, quoted), ()
    years = {(int(year), line) for line in head if len(line) <= SHOWN for year in _YEAR.findall(line)}
    if len({year for year, _ in years}) == 1:
        year, line = min(years)
        if date := begins.date(year):
            return Published(date, f"{quoted}, with the year in the line '{shown(line)}'"), ()
    return None, (
        f"The dateline '{shown(begins.exact)}' gives a day and no year: the date of publication is open.",
    )


MOST_WORDS = 5
"""Words in the longest name of an outlet that is taken for one on a line of its own."""


def outlet_of(head: Sequence[str]) -> str | None:
    """The outlet that the head names: beside the date, on a line of its own, or in the dateline."""
    for line in head:
        if (name := _beside_the_date(line)) or (name := _institution(line)):
            return name
    for line in head:
        if name := (_signed(line) or _alone(line)):
            return name
    for line in head:
        if (begins := dateline(line)) and begins.agency:
            return begins.agency.strip()
    return None


def _beside_the_date(line: str) -> str | None:
    """The outlet's name in a dated line: one set off by a dash or a bar, or that the list knows."""
    if not is_dated_line(line) or not may_say_published(line):
        return None
    parts = [part.strip(" ,;.-–—") for part in (beside_date(line) or "").split(" | ")]
    known = [part for part in parts if part and is_outlet(part)]
    if known:
        return known[0]
    set_off = re.match(r"[-–—•|\s]*([^|–—]+?)\s+[-–—|]\s", line)
    return set_off[1].strip() if set_off and len(set_off[1].split()) > 1 and is_name(set_off[1]) else None


def _signed(line: str) -> str | None:
    """The outlet after the author's name: "By Jane Doe, The Herald"."""
    if not line.startswith("By ") or len(line) > SHOWN:
        return None
    _, comma, last = line.rpartition(",")
    return last.strip(" .") if comma and is_outlet(last.strip(" .")) else None


def _alone(line: str) -> str | None:
    """A short line that is nothing but a name with a word for an outlet in it."""
    return line if len(line.split()) <= MOST_WORDS and is_name(line) and is_outlet(line) else None


def _institution(line: str) -> str | None:
    """The whole line, if all it does is to name an institution or an outlet that the list knows."""
    if len(line) > SHOWN or not is_name(line):
        return None
    plain = line.title().replace(" Of ", " of ").replace(" The ", " the ") if line.isupper() else line
    known = line.lower() in words("outlets", "names") or exact_pattern("outlets", "institutions").fullmatch(
        plain
    )
    return line if known else None


def author_of(head: Sequence[str]) -> str | None:
    """Who wrote it, by the line "By ..."; office and outlet after a comma are left out."""
    for line in head:
        found = _AUTHOR.fullmatch(line.rstrip("."))
        if found and len(line) <= SHOWN and is_name(names := _ROLE.sub("", found[1])):
            return names
    return None


def language(text: str) -> str | None:
    """The code of the language that a text looks to be in, by its letters and its commonest small words.

    `None` if there is too little to tell, as in a table of figures.
    """
    sample = text[:LOOKED_AT]
    letters = len(_LETTER.findall(sample))
    for code, script in _SCRIPTS:
        share = len(script.findall(sample))
        if share > (0.02 if code in {"fa", "ja"} else 0.4) * letters:
            return code
    cyrillic = len(_CYRILLIC.findall(sample)) > 0.4 * letters
    return _by_small_words(
        sample, ("ru", "uk") if cyrillic else ("en", "fr", "de", "es", "it", "pt", "pl", "tr")
    )


def _by_small_words(sample: str, codes: Sequence[str]) -> str | None:
    counted = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {code: sum(counted[word] for word in words("stopwords", code)) for code in codes}
    best = max(codes, key=lambda code: scores[code])
    return best if scores[best] >= 3 or codes == ("ru", "uk") else None


def not_english(lang: str) -> tuple[str, ...]:
    """A note if the language is not English."""
    if lang.split("-")[0].lower() == "en":
        return ()
    name = LANGUAGES.get(lang.split("-")[0].lower(), f"to be in the language '{lang}'")
    return (f"The text looks {name}: this version reads English only.",)


def shown(line: str) -> str:
    """The line, cut after a number of code points that fits in a sentence."""
    line = " ".join(line.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
