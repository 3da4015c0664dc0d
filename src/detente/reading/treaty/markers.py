"""In: a page. Out: where its articles, paragraphs and list items begin, as the lines number them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.numerals import SMALL
from detente.reading.treaty.page import Page
from detente.reading.treaty.words import FORCE, TAIL_WORDS, any_of

RANKS = {
    "annex": 1, "appendix": 1, "protocol": 1, "schedule": 1, "attachment": 1,
    "part": 2, "title": 2, "chapter": 3, "section": 4, "article": 5, "art": 5,
    "paragraph": 6, "para": 6, "clause": 6, "point": 6,
}  # fmt: skip
"""Words that open a numbered part, from the widest to the narrowest."""
NUMBER_WORDS = {word: str(value) for word, value in SMALL.items() if 1 <= value <= 15}
MAJOR = re.compile(
    r"[ \t]*(?P<word>[A-Z][a-z]+|[A-Z]{3,})\b\.?[ \t]*(?:No\.?[ \t]*)?(?P<num>[IVXLC]+\b"
    r"|\d{1,3}(?:[ \t]?(?:bis|ter))?\b|[A-Z]\b|"
    + "|".join(f"{w}\\b|{w.capitalize()}\\b|{w.upper()}\\b" for w in NUMBER_WORDS)
    + r")?(?P<sep>[ \t]*(?:[.:)]|[—–-](?=[ \t]|[A-Z]))*[ \t]*)"
)
ROMAN_HEAD = re.compile(
    r"[ \t]*(?P<num>[IVX]+)[.)]?(?:[ \t]*[—–-])?[ \t]+(?P<title>[A-Z][^\n]*?)[ \t]*$", re.M
)
"""A heading with a Roman number alone: "II. Verification"."""
MINOR = re.compile(
    r"[ \t]*(?:(?P<d3>\d{1,3}\.\d{1,3}\.\d{1,3}\.?)|(?P<d2>\d{1,3}\.\d{1,3}\.?(?![%\d]))"
    r"|(?P<n>\d{1,3}\.)|(?P<np>\d{1,3}\))"
    r"|(?P<pn>\(\d{1,3}\))|(?P<pa>\([A-Za-z]{1,2}\))|(?P<pr>\([ivx]{2,5}\))|(?P<r>[ivx]{1,5}\))"
    r"|(?P<a>[A-Za-z]\))"
    r"|(?P<ad>[a-h]\.|[A-H]\.(?=[ \t]+[A-Z][a-z]*[ \t]))|(?P<s>§[ \t]*\d{1,3}\.?)|(?P<b>[•·▪◦*–—-]))(?=[ \t\n])[ \t]*"
)
ROMAN = re.compile(r"[ivxlc]+$", re.I)
DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
DOTS = re.compile(r"(?:\.[ .]{3,}|…|\s{3,})\s*\d{1,4}\s*$")
INLINE = re.compile(r"(?<=[\s:;,])\(?(?P<in>[a-z]{1,4}|\d{1,2})\)(?=\s)")
REFERENCE = re.compile(
    any_of("(?:sub)?paragraphs? points? items? letters? Articles? clauses? and or in of to under") + r"\s*$"
)
TITLE_LENGTH = 90


@dataclass(frozen=True)
class Marker:
    """A number or label that opens a clause.

    style   `article`, `annex`, ... or the shape of a number: `(a)`, `1.`
    rank    1 to 6 for a word, 0 for a bare number, whose depth depends on its neighbours
    number  arabic figures or a letter, in lower case; empty for a bullet
    shown   the label as the text writes it: "Article IV", "(a)"
    start, end   the label's place; the clause's words begin at `end`
    title   its heading, and where the heading stands
    """

    style: str
    rank: int
    number: str
    shown: str
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True)
class Line:
    """A line that is not empty: its place, and whether an empty one stands before it."""

    start: int
    end: int
    apart: bool


def arabic(roman: str) -> int:
    """The value of a roman number; 0 if it is none."""
    if not ROMAN.match(roman):
        return 0
    values = [DIGITS[c] for c in roman.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def lines_of(page: Page) -> Iterator[Line]:
    """The lines that are not empty."""
    apart = True
    for match in re.finditer(r"[^\n]+\n?|\n", page.plain):
        if not match.group().strip():
            apart = True
            continue
        yield Line(match.start(), match.start() + len(match.group().rstrip("\n")), apart)
        apart = False


def hangs(before: str) -> bool:
    """True if the line before cannot end there, so that the next one is no heading."""
    words = before.split()
    return bool(words) and (before.rstrip().endswith(",") or words[-1].strip("()") in TAIL_WORDS)


def is_title(text: str) -> bool:
    """True if a line can be a heading: short, not a sentence, without a word that binds."""
    text = text.strip()
    if not text or len(text) > TITLE_LENGTH or text[-1] in ",;:" or not text[0].isalnum():
        return False
    if text[0].islower() or FORCE.search(text) or text.split()[-1].lower() in TAIL_WORDS:
        return False
    return text[-1] != "." or len(text.split()) <= 6


def major(page: Page, line: Line, before: str, following: str) -> Marker | None:
    """The article, annex, section or paragraph word that opens this line."""
    bare = ROMAN_HEAD.match(page.plain, line.start, line.end)
    if bare and is_title(bare["title"]) and not hangs(before):
        number = str(arabic(bare["num"]))
        return Marker(
            "section",
            RANKS["section"],
            number,
            f"Section {bare['num']}",
            line.start,
            line.end,
            bare["title"],
        )
    match = MAJOR.match(page.plain, line.start, line.end)
    if not match or match["word"].lower() not in RANKS or (hangs(before) and not line.apart):
        return None
    kind = match["word"].lower()
    rest = page.plain[match.end() : line.end].strip()
    if not _is_heading(kind, match, rest, following) or DOTS.search(page.plain[line.start : line.end]):
        return None
    style = {"art": "article", "para": "paragraph"}.get(kind, kind)
    number = _number(match["num"] or "")
    label = (match["num"] or "").strip()
    label = label.capitalize() if label.lower() in NUMBER_WORDS else label
    shown = f"{style.capitalize()} {label}".strip()
    start, end, title = _titled(page, match.end(), line, rest)
    return Marker(style, RANKS[kind], number, shown, start if title else match.start(), end, title)


def _is_heading(kind: str, match: re.Match[str], rest: str, following: str) -> bool:
    if match["num"] is None:
        return RANKS[kind] == 1 and (not rest or is_title(rest)) and match["sep"].strip() in ("", ":", ".")
    if not rest or match["sep"].strip():
        return not rest.startswith((",", ";"))
    return rest[0].isupper() or (rest[0] in "(\"'" and not re.match(r"\((?:[a-z]|\d)\)", rest))


def _number(shown: str) -> str:
    low = " ".join(shown.lower().split())
    if low in NUMBER_WORDS:
        return NUMBER_WORDS[low]
    return str(arabic(low)) if arabic(low) and (len(low) > 1 or low in "ivx") else low


def _titled(page: Page, at: int, line: Line, rest: str) -> tuple[int, int, str]:
    """Start, end and text of a heading that stands on the line of its label."""
    bare = rest.strip("()[] .*_")
    if rest and is_title(rest):
        return line.start, line.end, bare
    run_in = re.match(
        r"\s*([A-Z][^.:;\n]{2,60}?)\s*(?:\.|:?\s+[—–-])\s+(?=[A-Z(0-9])", page.plain[at : line.end]
    )
    if run_in and is_title(run_in[1]) and len(run_in[1].split()) <= 8:
        return line.start, at + run_in.end(), run_in[1]
    return line.start, at, ""


def minor(page: Page, at: int, end: int) -> Marker | None:
    """The number, letter or bullet that stands at this place."""
    match = MINOR.match(page.plain, at, end)
    if not match or match.lastgroup is None:
        return None
    shown = match.group().strip()
    style = re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", shown)))
    style = "•" if match.lastgroup == "b" else style
    number = "" if style == "•" else shown.strip("().§ \t").lower()
    return Marker(
        style, 0, number, shown.rstrip(".") if style == "1." else shown, match.start(), match.end()
    )


def inline(page: Page, start: int, end: int) -> tuple[Marker, ...]:
    """The labels of a list that runs on in one paragraph: "shall not: (a) ...; (b) ..."."""
    found: list[Marker] = []
    for match in INLINE.finditer(page.plain, start, end):
        before = page.plain[max(start, match.start() - 14) : match.start()]
        if REFERENCE.search(before) and not re.search(r"[:;,]\s*(?:and|or)?\s*$", before):
            follows = found and _follows(found[-1].number, match["in"])
            if not follows:
                continue
        shape = "(1)" if match["in"].isdigit() else "(a)"
        found.append(Marker(shape, 0, match["in"], match.group(), match.start(), match.end()))
    return tuple(found) if _is_run(found) else ()


def _follows(one: str, two: str) -> bool:
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    if arabic(one) and arabic(two) == arabic(one) + 1:
        return True
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1


def _is_run(found: list[Marker]) -> bool:
    numbers = [marker.number for marker in found]
    return len(found) > 1 and numbers[0] in ("a", "i", "1") and all(map(_follows, numbers, numbers[1:]))
