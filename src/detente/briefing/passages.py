"""In: statements and acts with their evidence and quotes. Out: their source sentences, and web
addresses that open a page at the words quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from detente.briefing.words import direction, web_address
from detente.case.acts import Act
from detente.case.case import Case
from detente.case.evidence import Evidence
from detente.case.sources import Source
from detente.case.statements import Statement

WHOLE = 8
"""A quotation of up to so many words is sought whole; a longer one by its first and its last words."""
ENDS = 4
"""So many words are sought at either end of a longer one."""
FEWEST = 3
"""Fewer words than these could stand anywhere on a page, so they are not sought as an end."""
NOT_ON_THE_PAGE = re.compile(r"\S*\[[^\]]*\]\S*|\.{3,}|…")
"""What whoever quotes has put in: square brackets, with the word they stand in, and ellipses."""
EDGES = " \t\n.,;:!?\"'“”‘’«»–—()"
"""Marks at the ends of a quotation, which the page may have otherwise."""


@dataclass(frozen=True)
class Passage:
    """The sentence that a statement or an act rests on, cut at the exact words.

    record    the statement or act
    evidence  its evidence: file, span, who read it, who accepted it
    lang      language of the sentence; `und` where the source's language cannot be right
    dir       value of the `dir` attribute
    before    the sentence up to the words; `words`: the words; `after`: the rest of the sentence
    """

    record: Statement | Act
    evidence: Evidence
    lang: str
    dir: str
    before: str
    words: str
    after: str

    @property
    def anchor(self) -> str:
        """The statement's or act's own anchor on the page: `s-s12`, `a-a3`."""
        return f"{'a' if isinstance(self.record, Act) else 's'}-{self.record.id}"


@dataclass(frozen=True)
class Kept:
    """A kept document: its file, its source in the case if there is one, and what was read in it."""

    file: str
    source: Source | None
    passages: tuple[Passage, ...]


def kept(case: Case) -> tuple[Kept, ...]:
    """The documents that statements and acts were read in, in the order of their sources.

    The passages of each stand in the order of its text. Empty if nothing carries evidence.
    """
    read = _read(case)
    files = {evidence.document for _, evidence in read}
    sources = {source.file: source for source in case.sources if source.file in files}
    order = [*(file for file in sources if file), *sorted(files - set(sources))]
    return tuple(Kept(file, sources.get(file), _passages(case, read, file)) for file in order)


def _read(case: Case) -> list[tuple[Statement | Act, Evidence]]:
    records: tuple[Statement | Act, ...] = (*case.statements, *case.acts)
    return [(one, one.evidence) for one in records if one.evidence]


def _passages(
    case: Case, read: Sequence[tuple[Statement | Act, Evidence]], file: str
) -> tuple[Passage, ...]:
    here = [(one, evidence) for one, evidence in read if evidence.document == file]
    others = [evidence for _, evidence in here]
    found = [_passage(one, evidence, _lang(case, one, file), others) for one, evidence in here]
    return tuple(sorted(found, key=lambda p: (p.evidence.start, p.evidence.end, p.anchor)))


def _lang(case: Case, record: Statement | Act, file: str) -> str:
    """The language of a kept document: its source's; that of the record's source if it has none."""
    of_file = [source.lang for source in case.sources if source.file == file]
    named = [source.lang for source in case.sources if source.id == record.source]
    return (*of_file, *named, "en")[0]


def _passage(record: Statement | Act, evidence: Evidence, lang: str, others: Sequence[Evidence]) -> Passage:
    tongue = tongue_of(evidence.sentence, lang)
    way = "auto" if tongue == "und" else direction(tongue)
    return Passage(record, evidence, tongue, way, *cut_at_words(evidence, others))


def cut_at_words(evidence: Evidence, others: Sequence[Evidence] = ()) -> tuple[str, str, str]:
    """The sentence before the words, the words, and the sentence after them.

    Where the words stand in it more than once, the start of the sentence tells which place is meant. If
    it is not given, `others` of the same document and sentence do, if offsets of both fit only one; else
    it is the first, whole words before parts of words. Words that the sentence does not hold follow it
    after an ellipsis.
    """
    sentence, exact = evidence.sentence, evidence.exact
    known = _known_place(evidence)
    if known is not None:
        return sentence[:known], exact, sentence[known + len(exact) :]
    if not _places(evidence):
        return ("" if sentence in exact else f"{sentence} … ", exact, "")
    same = [one for one in others if (one.document, one.sentence) == (evidence.document, sentence)]
    own = _starts(evidence)
    shared = own.intersection(*(_starts(one) for one in same))
    at = evidence.start - max(shared or own)
    return sentence[:at], exact, sentence[at + len(exact) :]


def _known_place(evidence: Evidence) -> int | None:
    """Where in the sentence the words stand, if its start is given and they do stand there."""
    if evidence.sentence_start is None:
        return None
    at = evidence.start - evidence.sentence_start
    return at if at >= 0 and evidence.sentence.startswith(evidence.exact, at) else None


def _starts(evidence: Evidence) -> set[int]:
    """Where in the document the sentence could begin, if the words stand where their offset says."""
    return {evidence.start - at for at in _places(evidence)}


def _places(evidence: Evidence) -> tuple[int, ...]:
    """Where in the sentence the words stand; as whole words, if they do anywhere."""
    exact = re.escape(evidence.exact)
    for pattern in (rf"(?<!\w)(?={exact}(?!\w))", rf"(?={exact})"):
        found = tuple(match.start() for match in re.finditer(pattern, evidence.sentence))
        if found:
            return found
    return ()


def tongue_of(text: str, lang: str) -> str:
    """The language to name for a text: `und` if it is said to be English but is in another script."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return "und" if lang.startswith("en") and latin * 2 < len(letters) else lang


def words_address(statement: Statement, source: Source | None) -> str:
    """The source's address, so that a browser opens the page at the words quoted; empty if it cannot.

    It cannot where there is no quotation, where the quotation is a translation and the original is not
    kept, where the address is no web page or a PDF, and where it already names a place in its page.
    """
    address = web_address(source) if source else ""
    words = statement.original if statement.translated else statement.quote
    if not words or not address or "#" in address or _is_pdf(address):
        return ""
    directive = text_directive(words)
    return f"{address}#:~:text={directive}" if directive else ""


def _is_pdf(address: str) -> bool:
    return address.partition("?")[0].lower().endswith(".pdf")


def text_directive(quotation: str) -> str:
    """What stands after `text=` in an address to find a quotation: "start" or "start,end", encoded.

    Words in square brackets and ellipses are not on the page: the parts between them are sought.
    """
    parts = [part.strip(EDGES).split() for part in NOT_ON_THE_PAGE.split(quotation)]
    long = [part for part in parts if len(part) >= FEWEST]
    if not long:
        return _encoded(max(parts, key=len))
    if len(long) == 1 and len(long[0]) <= WHOLE:
        return _encoded(long[0])
    return f"{_encoded(long[0][:ENDS])},{_encoded(long[-1][-ENDS:])}"


def _encoded(words: Sequence[str]) -> str:
    """Words for a text directive, in which a hyphen, a comma and an ampersand have a meaning."""
    return percent_encoded(" ".join(words).strip(EDGES), safe="").replace("-", "%2D")
