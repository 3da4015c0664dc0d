"""In: a numeral as English prose writes it, in digits or words. Out: its value, or the least it means."""

from __future__ import annotations

import re
from typing import Final

SMALL: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES: Final = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
SUFFIXES: Final = {"k": 1e3, "mn": 1e6, "bn": 1e9, "tn": 1e12}
"""Written against the digits. "m" is millions only of money, and metres otherwise."""
PLURALS: Final = {
    "tens": 10.0,
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
}
"""One of each is the bound that stands: "thousands" is used of fifteen hundred too."""
SEVERAL: Final = 2.0
"""The least that "several" and "a few" of a scale can mean."""
PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_GROUPING = str.maketrans("", "", ", '’\u00a0\u202f\u2009")
_WORDS = "|".join(sorted([*SMALL, *TENS], key=len, reverse=True))
_SCALES = "|".join(SCALES)
_PLURALS = "|".join(PLURALS)
_PARTS = "|".join(PARTS)
_JOIN = r"(?:[ -]|\sand\s)"

DIGITS: Final = (
    r"\d{1,3}(?:[,'’\u00a0\u202f\u2009 ]\d{3}(?!\d)){1,5}(?:\.\d{1,9})?|\d{1,15}(?!\d)(?:\.\d{1,9}(?!\d))?"
)
SCALED: Final = rf"(?:{DIGITS})(?:[\s-](?:{_SCALES})\b|(?:mn|bn|tn|k)\b)?"
SPELT: Final = (
    rf"half\sa\s(?:{_SCALES})\b"
    rf"|an?\s(?:half\s)?(?:{_SCALES})\b(?:{_JOIN}(?:{_WORDS}|{_SCALES})\b){{0,8}}"
    rf"|(?:{_WORDS})\b(?:{_JOIN}(?:{_WORDS}|{_SCALES})\b){{0,8}}"
)
SHARE: Final = rf"(?:an?|one|two|three|four)[\s-](?:{_PARTS})s?\b|half\b"
PLENTY: Final = rf"(?:{_PLURALS})(?:\sof\s(?:{_PLURALS}))?\sof\b"
_SMALL = "|".join(reversed(SMALL))
_TENS = "|".join(TENS)
BELOW_100: Final = rf"(?:(?:{_TENS})[-\s])?(?:{_SMALL})\b|(?:{_TENS})\b|a\s(?:dozen|hundred)\b"
SOME_SCALE: Final = rf"(?:several|a\sfew|many)\s(?:{_SCALES})\b"


def digits_value(text: str) -> float:
    """The value of digits with separators and, perhaps, a scale: "10 000", "1.5 million", "2bn"."""
    found = re.match(rf"({DIGITS})[\s-]?([a-z]*)", text)
    if found is None:
        raise ValueError(f"no numeral in {text!r}")
    scale = found[2]
    return float(found[1].translate(_GROUPING)) * (SCALES.get(scale) or SUFFIXES.get(scale, 1.0))


def spelt_value(text: str) -> float:
    """The value of a numeral in words: "a hundred and fifty", "thirty-five", "half a million"."""
    total, run = 0.0, 0.0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in SCALES:
            run = (run or 1.0) * SCALES[word]
            if SCALES[word] >= 1e3:
                total, run = total + run, 0.0
        else:
            run += 0.5 if word == "half" else SMALL.get(word, 0) + TENS.get(word, 0)
    return total + run


def share_value(text: str) -> float:
    """The value of a fraction in words: "half", "a third", "three-quarters"."""
    *count, part = re.findall(r"[a-z]+", text.lower())
    return SMALL.get("".join(count), 1) / PARTS[part if part in PARTS else part.removesuffix("s")]


def least(text: str) -> float:
    """The least that an inexact numeral means: 100 for "hundreds of", 10,000 for "tens of thousands of"."""
    bound = 1.0
    for word in re.findall(r"[a-z]+", text.lower()):
        bound *= PLURALS.get(word) or SCALES.get(word) or (SEVERAL if word in {"several", "few"} else 1.0)
    return bound
