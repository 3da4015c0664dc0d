"""In: the lines at the head of a document, or of a part of it. Out: the body that puts it out, if they say so.

"MINISTRY OF FOREIGN AFFAIRS / Islamabad, 12 October 2018", "Statement by the Foreign Ministry of X",
"Press release", "Iran's reply": a body that is named, else the state whose seat the dated line begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.case.proposals import Voice
from detente.reading.document import Block, Document
from detente.reading.lexicon import Mention
from detente.reading.scene import Scene
from detente.reading.tables import pattern, shapes
from detente.reading.together import runs

LONGEST_HEADING = 300
LONGEST_LINE = 120
LONGEST_DATELINE = 60
HEADINGS = ("title", "heading", "byline", "boilerplate")
BODIES = ("state", "alliance", "organisation", "group")
"""The kinds of actor that put out statements."""
LONGEST_NAME = 8
SHORTEST = 3
"""Words up to which a numbered line is a heading, whatever its capitals: "3. Agency note"."""
COMPILED = re.compile(
    r"(?:compiled|edited|prepared|translated|collected|published|circulated)\s(?:and\s\w+\s)?by\b", re.I
)
"""Before who only put the papers of others together."""
POSTED = re.compile(
    r"\b(?:embassy|embassies|consulate|mission|delegation|representation|ambassador|representative|envoy)\b.*?"
    r"(?P<place>\s(?:in|to|at|near)\s)",
    re.IGNORECASE,
)
"""A body sent somewhere: the place behind "in" is no party's. "Embassy of Chile in Lima"."""
NUMBER = re.compile(r"(?:\(?\d{1,2}|[IVX]{1,4}|[A-H])[.)]\s+")
NO_VERBS = frozenset({"states", "united", "remarks", "comments", "answers", "notes", "demands", "press"})
THEY = "the two sides"
"""Several who put a paper out, where it calls them nothing."""


@dataclass(frozen=True)
class Head:
    """Blocks of a heading that stand one after another, in which nothing is said."""

    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Its first code point."""
        return self.blocks[0].start


@dataclass(frozen=True)
class _Line:
    """A line of a heading, and where it stands."""

    start: int
    end: int
    text: str


@cache
def _issued() -> re.Pattern[str]:
    """ "Statement", "press release": a thing that is put out."""
    return pattern(r"\b(?:{})\b", "issued")


@cache
def _answered() -> re.Pattern[str]:
    """ "Remarks by X", "X's reply": put out as well, if nothing else is said of it."""
    words = pattern("{}", "answered").pattern
    return re.compile(rf"(?:^|^[\w ]{{2,40}}\s)(?:{words})\s(?:by|of|from)\b|['’]s?\s(?:{words})\W*$", re.I)


@cache
def _paper_of() -> re.Pattern[str]:
    """ "Written reply of the", "Statement by": a paper, and before whom it is from."""
    things = "|".join(pattern("{}", name).pattern for name in ("issued", "answered"))
    return re.compile(rf"(?:\w+\s){{0,2}}(?:{things})\s(?:by|of|from)\s(?:the\s)?", re.I)


@cache
def _joint() -> re.Pattern[str]:
    return pattern(
        r"\b(?:joint|common|agreed|trilateral|tripartite|quadrilateral)\s(?:\w+\s)?(?:{})\b",
        "issued_jointly",
    )


@cache
def _body() -> re.Pattern[str]:
    """ "Ministry", "embassy": who puts statements out."""
    return pattern(r"\b(?:{})\b", "issuing")


@cache
def _matter() -> re.Pattern[str]:
    """ "On", "regarding": after it stands what a statement is about."""
    return pattern(r"(?:\s(?:{})\s|:\s)", "introducing")


def issues(name: str) -> bool:
    """True for the name of a body that speaks for itself, or of something that is put out."""
    return any(one().search(name) for one in (_body, _issued, _joint))


def heads(document: Document, without: frozenset[int] = frozenset()) -> Iterator[Head]:
    """The headings of a document: blocks in which nothing is said, up to the next that says something.

    without  where blocks start that head the words of one person
    """
    run: list[Block] = []
    for block in document.blocks:
        if block.start not in without and _is_heading(document, block):
            if run and is_numbered(document.text[block.start : block.end]):
                yield Head(tuple(run))
                run = []
            run.append(block)
        elif run:
            yield Head(tuple(run))
            run = []


def _is_heading(document: Document, block: Block) -> bool:
    text = document.text[block.start : block.end].strip()
    if block.kind in HEADINGS:
        return len(text) <= LONGEST_HEADING
    short = len(text) <= LONGEST_LINE and text[-1:] not in '.?!:”"’'
    return short and (
        (_is_titled(text) and (issues(text) or is_numbered(text))) or _is_of_a_collection(text)
    )


def _is_of_a_collection(text: str) -> bool:
    """ "II. Note verbale of the Embassy of Chile": a number, and a paper of somebody's, in capitals or not."""
    return is_numbered(text) and _paper_of().match(NUMBER.sub("", text, count=1)) is not None


def is_numbered(text: str) -> bool:
    """True for a line with a number before it: "2. Embassy of Chile", "III. Note by the chair"."""
    return NUMBER.match(text) is not None


def _is_titled(text: str) -> bool:
    """True for "Ministry of Foreign Affairs", "press service of the Seym": every other word of weight in capitals."""
    plain = _body().sub(" ", NUMBER.sub("", text))
    words = [word for word in re.findall(r"[^\W\d_]+", plain) if len(word) > len("from")]
    first = plain.strip()[:1].isupper() or plain.strip() != text.strip()
    short = len(plain.split()) <= SHORTEST and is_numbered(text)
    return first and (bool(words) or plain != text) and (short or all(word[0].isupper() for word in words))


def is_joint(document: Document, head: Head) -> bool:
    """True for a heading of what several put out together: "Joint statement"."""
    return any(_joint().search(line.text) for line in _lines(document, head))


def issuer_of(document: Document, scene: Scene, head: Head) -> Voice | None:
    """Who puts out what stands under a heading: a body it names, else the state whose seat it is dated from."""
    lines = list(_lines(document, head))
    speaking = [line for line in lines if _speaks(scene, line.text)]
    named = [found for line in speaking if (found := _named(scene, line))]
    group = next((several for one in named if (several := _together(document, one))), ())
    if group:
        return Voice(name=_name(scene, speaking, None), members=group)
    body = any(_body().search(line.text) for line in speaking)
    one = next((ids[0] for each in named if len(ids := _ids(each)) == 1), None)
    actor = one or (_seat(scene, lines, body=body) if speaking else None)
    if actor is None and named and body:
        actor = named[0][0].id
    return Voice(name=_name(scene, speaking, actor), id=actor) if actor else None


def _speaks(scene: Scene, text: str) -> bool:
    """True for the name of a body or of a thing put out; a headline has a verb: "Ministry rejects statement"."""
    own = _matter().split(NUMBER.sub("", text, count=1))[0]
    thing = _issued().search(own) or _answered().search(own)
    if thing is None and not (_body().search(own) and _is_titled(own)):
        return False
    return not _has_verb(scene, own[: thing.start()] if thing else own)


def _has_verb(scene: Scene, text: str) -> bool:
    """ "Rejects", "says", "denied": a word of saying, as only a sentence has it."""
    words = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    verbs = (word for word in words if word not in NO_VERBS and word.endswith(("s", "ed", "said")))
    return any(scene.lexicon.cue(word) is not None for word in verbs)


def _lines(document: Document, head: Head) -> Iterator[_Line]:
    for block in head.blocks:
        for found in re.finditer(r"[^\r\n]+", document.text[block.start : block.end]):
            yield _Line(block.start + found.start(), block.start + found.end(), found[0])


def _named(scene: Scene, line: _Line) -> list[Mention]:
    """The actors named in a line before what it is about."""
    matter, posted = _matter().search(line.text), POSTED.search(line.text)
    ends = [matter.start()] if matter else []
    ends += [posted.start("place")] if posted else []
    end = line.start + min(ends, default=len(line.text))
    named = [one for one in scene.named_in(line.start, end) if one.kind in BODIES]
    states = [one for one in named if one.kind != "group"]
    return states or named


def _ids(named: list[Mention]) -> list[str]:
    return list(dict.fromkeys(one.id for one in named))


def _together(document: Document, named: list[Mention]) -> tuple[str, ...]:
    """Those named side by side, and nobody else: "the foreign ministers of France and Germany"."""
    (run, *others) = list(runs(document.text, named)) or [[]]
    ids = tuple(_ids(run))
    return ids if len(ids) > 1 and not others else ()


def _name(scene: Scene, speaking: list[_Line], actor: str | None) -> str:
    """The body's own line, "Ministry of Foreign Affairs"; else the name of whom it speaks for."""
    put_out = (_issued(), _answered())
    own = (
        line.text
        for line in speaking
        if _body().search(line.text)
        and not any(each.search(NUMBER.sub("", line.text, count=1)) for each in put_out)
        and not COMPILED.match(line.text)
    )
    line = next(own, None) or next((name for one in speaking if (name := _body_behind(one.text))), None)
    if line is None or len(line.split()) > LONGEST_NAME:
        return scene.lexicon.name_of(actor) if actor else THEY
    name = NUMBER.sub("", " ".join(line.split()), count=1).strip(" ,;:")
    return _with_small_letters(name) if name.isupper() else name


def _body_behind(text: str) -> str | None:
    """ "Permanent Mission of Chile" of "A. Letter from the Permanent Mission of Chile regarding the strait"."""
    own = _matter().split(NUMBER.sub("", text, count=1))[0]
    paper = _paper_of().match(own)
    return own[paper.end() :] if paper and _body().search(own, paper.end()) else None


def _with_small_letters(name: str) -> str:
    """ "Ministry of Foreign Affairs" for "MINISTRY OF FOREIGN AFFAIRS"."""
    small = shapes()["small_words"]
    words = (word.lower() if word.lower() in small else word.capitalize() for word in name.split())
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _seat(scene: Scene, lines: list[_Line], *, body: bool) -> str | None:
    """The state whose seat a dated line begins with: "Ankara, 12 July 2023".

    Where many meet, such as Geneva, it says whose seat it is only of a ministry or the like.
    """
    for line in lines:
        if len(line.text) > LONGEST_DATELINE or not (body or not _is_for_meetings(line.text)):
            continue
        named = scene.named_in(line.start, line.end)
        if named and named[0].start == line.start and named[0].kind == "state" and line.text[-1].isdigit():
            return named[0].id
    return None


def _is_for_meetings(text: str) -> bool:
    return text.split(",")[0].strip().lower() in shapes()["meeting_places"].words | set(
        shapes()["meeting_places"].phrases
    )
