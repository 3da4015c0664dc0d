"""In: the bytes of a text. Out: the text, the encoding it was in, and a note if that had to be guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from detente.errors import MissingExtra
from detente.reading.ingest.parsed import Refused

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I
)
_LIKELY = (
    "cp1252",
    "cp1251",
    "koi8_r",
    "cp1250",
    "iso8859_2",
    "iso8859_5",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
)
_NAMES = {
    "cp1252": "windows-1252",
    "koi8_r": "KOI8-R",
    "iso8859_2": "ISO 8859-2",
    "iso8859_5": "ISO 8859-5",
}
_ASCII_SHARE = 0.85
_WESTERN = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa7\xa9\xab\xb0\xb7\xbb") | frozenset(
    range(0xC0, 0x100)
)
_WESTERN_SHARE = 0.8
_GUESSED_FROM = 50_000
_PRINTABLE_SHARE = 0.7
_LOOKED_AT = 100_000
LOOK_FOR_CHARSET = 4096
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True)
class Decoded:
    """A text, the codec that gave it, and a sentence if a reader has to know which."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, characters: int, *, markup: bool = False) -> Decoded:
    """The text in these bytes, and nothing done to it.

    UTF-8 is tried first and strictly; its byte order mark stays in the text as U+FEFF, so that offsets are
    those of the file decoded as UTF-8. Then come the marks of UTF-16 and UTF-32, then what a web page
    declares (`markup`), then the likeliest of the encodings with one byte a letter.

    Raises `Refused` if it is no text, or has more than `characters` code points.
    """
    decoded = _marked(data) or _utf8(data) or (_declared(data) if markup else None)
    if decoded is None:
        if len(data) > characters:
            raise Refused(too_long(len(data), characters))
        decoded = _guessed(data)
    _check_is_text(decoded.text)
    return decoded


def too_long(length: int, limit: int) -> str:
    """What is said of a text that is longer than is read."""
    return (
        f"has {length:,} characters of text, and at most {limit:,} are read: cut out the part that matters"
    )


def turned(text: str) -> tuple[str, ...]:
    """A note if the text has marks that change the order in which its letters are shown."""
    if not _TURNS.search(text):
        return ()
    return (
        "The text holds marks that change the direction of writing (U+202A to U+202E, U+2066 to U+2069): "
        "it may show words in another order than they are stored in.",
    )


def _marked(data: bytes) -> Decoded | None:
    for bom, codec in _MARKED:
        if data.startswith(bom) and (text := _strictly(data, codec)) is not None:
            return Decoded(
                text, codec, (f"It is not UTF-8: it was read as {codec.upper()}, as it is marked.",)
            )
    return None


def _utf8(data: bytes) -> Decoded | None:
    text = _strictly(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _declared(data: bytes) -> Decoded | None:
    found = _DECLARED.search(data[:LOOK_FOR_CHARSET])
    codec = found.group(1).decode("ascii") if found else ""
    text = _strictly(data, codec) if codec else None
    if text is None:
        return None
    return Decoded(text, codec, (f"It is not UTF-8: it was read as {codec}, as it declares.",))


def _strictly(data: bytes, codec: str) -> str | None:
    """The text, or `None` if some byte is not of this encoding, or it is the name of none."""
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guessed(data: bytes) -> Decoded:
    _check_no_nul(data)
    codec = _mostly_ascii(data) or _likeliest(data)
    name = _NAMES.get(codec, codec.replace("cp", "windows-"))
    note = (
        f"It is not UTF-8: it was read as {name}, as most likely. "
        "Look whether names and quotation marks are right."
    )
    return Decoded(data.decode(codec, errors="replace"), codec, (note,))


def _mostly_ascii(data: bytes) -> str | None:
    """English with typographic marks and a few accents, which is what such a file nearly always is."""
    high = [byte for byte in data[:_GUESSED_FROM] if byte >= 128]
    if len(high) > (1 - _ASCII_SHARE) * len(data[:_GUESSED_FROM]):
        return None
    western = sum(byte in _WESTERN for byte in high)
    return "cp1252" if western >= _WESTERN_SHARE * len(high) else None


def _likeliest(data: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ModuleNotFoundError:
        raise MissingExtra("Guessing an encoding", "read") from None
    best = from_bytes(data[:_GUESSED_FROM], cp_isolation=list(_LIKELY), preemptive_behaviour=False).best()
    if best is None:
        raise Refused("is in no encoding that could be recognised: save it as UTF-8")
    return best.encoding


def _check_no_nul(data: bytes) -> None:
    if b"\x00" in data:
        raise Refused("holds bytes that are no text: give a text, a web page, a PDF or a Word file (.docx)")


def _check_is_text(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise Refused("is empty: give a file that holds text")
    looked_at = text[:_LOOKED_AT]
    bad = len(_UNPRINTABLE.findall(looked_at)) + looked_at.count("\ufffd")
    if "\x00" in text or bad > (1 - _PRINTABLE_SHARE) * len(looked_at):
        raise Refused("holds bytes that are no text: give a text, a web page, a PDF or a Word file (.docx)")
