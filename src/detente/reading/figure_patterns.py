"""In: the word tables of figures. Out: patterns that find numerals, what bounds them and their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from detente.reading import figure_words as words
from detente.reading import numerals


def any_of(choices: Iterable[str]) -> str:
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_MONEY = any_of(words.MONEY)
_MONTH = rf"(?:{any_of(words.MONTHS)})\b\.?"
_SMALL_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"

NUMBER: Final = re.compile(
    rf"(?<![\w$€£¥₽₹])(?<!\d[.,:/])(?<![A-Za-z][-–])"
    rf"(?:(?P<money>{_MONEY})\s?(?P<sum>(?:{numerals.SCALED})(?:m\b)?)"
    rf"|(?P<plenty>(?i:{numerals.PLENTY}|{numerals.SOME_SCALE}))"
    rf"|(?P<share>(?i:{numerals.SHARE})(?=\s(?:of|in|among)\b|\s(?:the|its|their)\b|[.,;]|\sto\b|\s*$))"
    rf"|(?P<pair>(?i:a\s(?:couple|pair)\sof\b))"
    rf"|(?P<article>(?i:an?)(?=\s(?:{any_of(words.STANDARD.keys() - words.PLURAL_MEASURES)})\b))"
    rf"|(?P<digits>{numerals.SCALED})"
    rf"|(?P<spelt>(?i:{numerals.SPELT})))"
)
_NAMED_BY_WORD: Final = (
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?\d{{1,2}})?(?![\d,.]\d|\d)(?:,?\s(?:19|20)\d\d\b)?",
    rf"{_MONTH}\s(?:19|20)\d\d\b",
    rf"(?i:{any_of(words.LABELS)})\s(?:\d[\w./-]*(?:\([a-z0-9]+\))*(?:(?:,\s?\d+)*,?(?:\sand|\sor|\sto|\s?[–-])\s?\d{{1,3}}\b)?"
    rf"|(?i:{_SMALL_WORD}|eleven|twelve)\b)",
    r"(?i:aged?|turn(?:ed|s|ing)|(?:he|she)\s(?:is|was))\s\d{1,2}\b(?!\s?(?:%|km|per\s|[a-z]))",
    rf"(?i:{numerals.BELOW_100})[\s-]years?[\s-]old\b",
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
    r"(?m:^[ \t]*\(?\d{1,3}(?:\.\d+)*[.)]\s)|(?m:^[ \t]*\d{1,3}\.(?:\d+\.?)+\s(?=[A-Z]))",
    r"(?<!\w\s)\(\d{1,3}\)",
    r"(?<=[a-z]),\s\d{2}(?=,\s)",
)
NAMES: Final = re.compile(
    "|".join(
        (
            rf"(?<!\w)(?=[A-Za-z])(?:{'|'.join(_NAMED_BY_WORD)})",
            rf"(?<!\w)(?=\d)(?:{'|'.join(_NAMED_IN_DIGITS)})",
            *_NAMED_BY_MARK,
        )
    )
)
"""Numbers that name, date or number something. The first letter is asked first: it decides most places."""
BEFORE: Final = {
    word: rule
    for rule, choices in (
        ("about", words.INEXACT),
        ("low", (*words.AT_LEAST, *words.AS_FEW)),
        ("high", (*words.AT_MOST, *words.OF_MEASURES)),
        ("range", words.RANGE),
    )
    for word in choices
}
BEHIND: Final = {
    word: rule
    for rule, choices in (
        ("about", words.POST_INEXACT),
        ("low", words.POST_AT_LEAST),
        ("high", words.POST_AT_MOST),
    )
    for word in choices
}
APPROXIMATOR: Final = re.compile(rf"(?<![\w-])(?i:{any_of(BEFORE)})\s+\[?$")
GOVERNED: Final = {
    word: re.compile(rf"\b(?:{any_of(governing)})\s+$", re.I)
    for word, governing in words.PREPOSITIONS_TOO.items()
}
"""What stands before "about" and "over" where they are prepositions."""
LONGEST: Final = max(len(word) for word in BEFORE) + 4
BEHIND_NUMBER: Final = re.compile(rf"(?:\s|(?<=\d)-)({any_of(BEHIND)})\b|(?<=\d)(\+)(?!\d)")
NEAR: Final = 32
"""Code points before and after a numeral in which a name that it belongs to begins and ends."""
GAP: Final = re.compile(
    r"\s?(?:%|per\s?cent|km|kg|m|bn)?\s?(?:(-|–|—|to|or|and)\s?|and\s(up\sto|not\smore\sthan|no\smore\sthan|less\sthan|fewer\sthan)\s)"
)
TWICE: Final = re.compile(r"\s\((?:(\d[\d,. ]*)|([A-Za-z][A-Za-z -]{1,60}))\)")
PERCENT: Final = re.compile(r"\s?(%|per\s?cent(?:age\spoints?)?\b)|\s(percentage\spoints?)\b")
ATTACHED: Final = re.compile(r"[-–]([a-z]+)\b|([a-zA-Z]{1,13})\b")
WORD: Final = re.compile(
    r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*(?!\n))((?:[A-Z]\.){2,}|[^\W\d_][\w&/]*(?:[-'’][\w]+)*|\d*[A-Z][\w-]*)['’]?"
)
_WHERE: Final = (
    r"(?:the\s|its\s|their\s|each\s|both\s)?(?:[a-z]+(?:ern|tral)\s)?(?:[A-Z][\w’'-]*|(?:[A-Z]\.){2,})"
    r"(?:\s(?:of\sthe\s|of\s|de\s|al\s)?[A-Z][\w’'-]*)*"
    rf"(?:\s(?:[a-z]+\s)?(?:{any_of(words.PLACE_NOUNS)})\b)?(?:\sand\s[A-Z][\w’'-]*)?"
)
_HERE: Final = rf"(?:(?:the|its|their|a|each|both)\s|[a-z-]+\s){{1,3}}(?:{any_of(words.PLACE_NOUNS)})\b"
_NAME: Final = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*"
_OF_WHERE: Final = (
    r"(?:(?<=[a-z])\s(?:of|with|between)\s(?:(?:the|its|their|another|either|each|any|a)\s)?"
    rf"(?:{_NAME}(?:\sand\s(?:the\s|a\s)?{_NAME})?|[a-z]+))?"
)
PLACE: Final = re.compile(rf"(?:{_WHERE}|{_HERE}){_OF_WHERE}")
TO_PLACE: Final = re.compile(
    r"(?:,?\s(?:now|currently|already|still|that|which|who|are|is|were|was|be|been|being|have|has|had|may|mostly|mainly"
    r"|permanently|there|other|of\s(?:them|these|those|whom|which)|to\s(?:bases|positions|camps|posts|be))){0,4}"
    rf"(?:\s(?:{any_of(words.POSTED)}))?"
    r"\s(?:in|at|near|along|inside|across|around|on|off|over|throughout|out\sof|up\sto|(outside))\s"
)
TO_DISTANCE: Final = re.compile(r"(?:\s(?:north|south|east|west|inland|away))?\s(?:of|from|off)\s")
NO_PLACE: Final = re.compile(rf"(?:the\s)?(?:{any_of((*words.MONTHS, *words.WEEKDAYS, 'UN', 'NATO'))})\b")
AGO: Final = re.compile(r"\s(?:ago|earlier|later|hence|on(?=[,.;]))\b")
PART_BEFORE: Final = re.compile(
    r"(?:\bincluding|\bamong\s(?:them|which|whom)|\bof\s(?:them|whom|which|these|those)),?\s"
    r"(?:another\s|only\s|just\s)?$",
    re.I,
)
PART_BEHIND: Final = re.compile(r"\s(?:of|among)\s(?:them|these|those|whom|which)\b")
WHOLE_NEXT: Final = re.compile(r"\sof\s(?:the\s|its\s|their\s|those\s|these\s|his\s|all\s)*$")
OF_A_WHOLE: Final = re.compile(r"\s(?:of\s)?(?:the|its|their|those|these|his|our|all)\s(?:own\s)?")
OF_THE: Final = re.compile(r"(?:^|[.;:,]\s|\n)\W*of\s(?:the|its|their|those|these|all)\s$", re.I)
SENTENCE_END: Final = re.compile(r"[.!?]['”\"»)]*\s+(?=[A-Z\"“«(\[]|$)|\n\s*\n")
ABBREVIATION: Final = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|St|No|vs))$")
DETERMINED: Final = re.compile(
    r"\b(?:the|these|those|both|its|their|his|her|our|all|other|first|last)\s$", re.I
)
THE: Final = re.compile(r"\b(?:the|its|this|that|a|their|his|early|late|mid)[\s-]$|['’]s\s$", re.I)
LOWER_WORD: Final = re.compile(r"(?<=[a-z,;)] )([A-Z][\w-]+)\s$")
