"""What was read in a document, before and after a person has looked at it: proposals and decisions.

A proposal is a statement or an act as the room `reading/` found it, with the words it rests on. A
person accepts, edits or rejects it. Offsets count Unicode code points from the start of the document's
canonical text, the end excluded.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.acts import ActKind
from detente.case.record import record
from detente.case.statements import Stance

ConditionKind = Literal["reciprocity", "trigger", "exception"]
Attribution = Literal["direct", "indirect", "narration", "document"]
Modality = Literal["is", "will", "would", "may", "must", "should"]
Polarity = Literal["positive", "negative"]
Precision = Literal["day", "week", "month", "season", "year"]
Decision = Literal["proposed", "accepted", "edited", "rejected"]
Force = Literal["shall", "shall not", "may", "undertakes", "undertakes not"]


@record
class Span:
    """A place in a document's text, with the words that stand there."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    exact: str
    """The words themselves, as they stand in the text."""
    prefix: str = ""
    """Up to 32 code points before it: finds the place again if the text has moved."""
    suffix: str = ""
    """Up to 32 code points after it."""
    page: int | None = None
    """The page, counted from 1, where the document has pages."""


@record
class Voice:
    """Who speaks, is spoken to or is bound."""

    name: str
    """As the document has it, made full where it says so elsewhere: "Wendy Sherman"."""
    id: str | None = None
    """The party or actor whose words these count as, by its short name in the case or the vocabulary."""
    members: tuple[str, ...] = ()
    """Who speaks together here, by their short names: "Britain and France", "the participants"."""
    role: str | None = None
    """Office or function: "Deputy Secretary of State", "senior administration official"."""
    anonymous: bool = False
    """True if no name of a person, office holder or institution is given: "officials", "a diplomat"."""
    span: Span | None = None
    """Where the document names it; none if it follows from the context, as the outlet does."""


@record
class Told:
    """One link of an attribution chain: who said it, and by which word."""

    who: Voice
    """Who said it, or is said to have said it."""
    cue: str | None = None
    """The word that says so: "said", "according to"; none for the outlet or the document itself."""
    span: Span | None = None
    """Where that word stands."""


@record
class About:
    """What a statement is about: an issue, and the measure of the case that carries it."""

    issue: str | None = None
    """Short name from the vocabulary: `exercises`. None if nothing fits: then `text` is a proposal."""
    measure: str | None = None
    """The measure of the case, where one fits."""
    text: str
    """The words that name it in the document."""


@record
class Condition:
    """What a statement is made to hang on."""

    kind: ConditionKind
    """reciprocity (if the other does the same), trigger (if this happens), exception (unless, except)."""
    text: str
    """The words, as they stand."""
    span: Span
    """Where they stand."""
    by: Voice | None = None
    """Who would have to do it, where the words say so."""


@record
class Amount:
    """A figure as it stands in the text."""

    text: str
    """The words: "about 6,000 U.S. forces"."""
    span: Span
    """Where they stand."""
    approximator: str | None = None
    """The word that makes it inexact or a bound: "about", "more than", "at most"."""
    value: float | None = None
    """The figure; none for "thousands"."""
    low: float | None = None
    """Lower end of a range or bound."""
    high: float | None = None
    """Upper end of a range or bound."""
    unit: str | None = None
    """What is counted, as the text has it: "U.S. forces", "kilometres"."""
    place: str | None = None
    """Where, if the text says so: "Eastern Europe"."""
    part_of: int | None = None
    """Position, in the same list, of the figure that this one is a part of."""


@record
class When:
    """A date as the text has it, and the day it was taken to be."""

    text: str
    """The words: "Saturday", "last month"; the basis if no word says it: "date of publication"."""
    date: dt.date | None = None
    """The day, or the first day of the span."""
    precision: Precision = "day"
    """How exact it is."""


@record
class Quoted:
    """The words put in quotation marks."""

    span: Span
    """Where they stand, without the marks."""
    open_missing: bool = False
    """True if the text lacks the opening mark."""
    close_missing: bool = False
    """True if the text lacks the closing mark."""


@record
class Deed:
    """What was done, where a proposal is about an act."""

    kind: ActKind
    """From the closed list of acts."""
    by: tuple[Voice, ...] = ()
    """Who did it."""
    place: str | None = None
    """Where, if the text says so."""


@record
class Obligation:
    """What a treaty's clause makes whom do."""

    article: str
    """Article and paragraph as the text numbers them: "Article 4", "Article 4, paragraph 2"."""
    force: Force
    """shall, shall not, may, undertakes, undertakes not."""
    bound: tuple[str, ...] = ()
    """Who is bound, in the words of the text: "the Parties", "the Russian Federation"."""
    act: str
    """What is to be done or left undone, as it stands."""
    reciprocal: bool = False
    """True if the same words bind both sides."""
    exception: Condition | None = None
    """What is excepted."""


@record
class Proposal:
    """One statement or act as it was read in a document, and what a person decided about it."""

    id: str
    """Short name, unique in the document: `p07`."""
    decision: Decision = "proposed"
    """proposed, accepted, edited (accepted with changes) or rejected."""
    by: str | None = None
    """Who decided."""
    decided: dt.date | None = None
    """When."""
    as_: str | None = None
    """The id it was given in the case: a statement's or an act's."""
    stance: Stance
    """From the closed list. What the document itself tells is a claim of its outlet."""
    speaker: Voice
    """Whose statement it is: the innermost voice of the chain."""
    chain: tuple[Told, ...] = ()
    """Who says that who said it: the outlet or document first, the speaker last."""
    attribution: Attribution
    """direct (quoted), indirect (reported), narration (the outlet's own), document (a treaty's text)."""
    says: str
    """The content, as it stands."""
    about: tuple[About, ...] = ()
    """What it is about."""
    target: Voice | None = None
    """At whom it is directed: of whom it is demanded, who is threatened, accused or doubted."""
    condition: Condition | None = None
    """What it hangs on."""
    polarity: Polarity = "positive"
    """negative if the content is denied or ruled out."""
    modality: Modality = "is"
    """How the content stands: is, will, would, may, must, should."""
    quantities: tuple[Amount, ...] = ()
    """The figures in it."""
    said: When | None = None
    """When it was said."""
    meant: When | None = None
    """When what it speaks of happened or is to happen."""
    quote: Quoted | None = None
    """The direct quotation it stands in."""
    contests: tuple[str, ...] = ()
    """Proposals of this document that it contradicts."""
    supersedes: tuple[str, ...] = ()
    """Earlier proposals of the same speaker that it replaces."""
    refers_to: tuple[str, ...] = ()
    """Proposals that it takes up."""
    ambiguous: tuple[str, ...] = ()
    """What could be read otherwise, in sentences."""
    act: Deed | None = None
    """What was done, if it tells of an act."""
    obligation: Obligation | None = None
    """What it binds whom to, if it is a treaty's clause."""
    evidence: Span
    """The words that carry it."""
    sentence: Span
    """The sentence or clause that it stands in."""
    made_by: str = "a person"
    """Who or what produced it, at which version."""
    checks: tuple[str, ...] = ()
    """What has to be looked at before it is accepted, in sentences: empty if nothing."""


@record
class ReadingFile:
    """What reading/<document>.yaml holds: one document, and what was read in it."""

    document: str
    """The document's file in documents/."""
    sha256: str
    """SHA-256 of that file."""
    text_sha256: str
    """SHA-256 of the canonical text, in UTF-8, that the offsets count in."""
    source: str
    """The id its source has, or is to have, in sources.yaml."""
    outlet: str | None = None
    """Who published it."""
    title: str | None = None
    """Its title."""
    author: str | None = None
    """Who wrote it."""
    published: dt.date | None = None
    """The day it was published."""
    published_basis: str | None = None
    """Where that date was found."""
    address: str | None = None
    """Its address on the web, where the document gives one."""
    lang: str = "en"
    """Its language."""
    notes: tuple[str, ...] = ()
    """What a reader of the document has to know, in sentences."""
    read_by: str = "a person"
    """What read it, at which version."""
    proposals: tuple[Proposal, ...] = ()
    """What was read, in the order of the text."""
