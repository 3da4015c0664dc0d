"""An invented article on the invented lakes, and what was read in it: where a test of acceptance starts."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from detente.case.proposals import (
    About,
    Amount,
    Condition,
    Deed,
    Proposal,
    Quoted,
    ReadingFile,
    Span,
    Told,
    Voice,
    When,
)
from detente.files.proposals import write_reading
from detente.files.starter import copy_case

TEXT = """\
Norvale and Ostmere inch closer

Lake Herald, 20 April 2021

The Chancellor of Ostmere said on Monday that the kingdom would keep its drones off the shore if Norvale \
did the same. "We shall not fly where we are not asked," the Chancellor said.

A fishery warden said Norvale had sent about 6 boats to the Lower Lake. The two sides met at Ferry House \
on Monday.
"""
MONDAY = When(text="Monday", date=dt.date(2021, 4, 19))
OUTLET = Told(who=Voice(name="Lake Herald"))
CHANCELLOR = Voice(name="the Chancellor", id="ostmere", role="Chancellor of Ostmere")
WARDEN = Voice(name="A fishery warden", anonymous=True)
NORVALE, OSTMERE = Voice(name="Norvale", id="norvale"), Voice(name="Ostmere", id="ostmere")


def at(words: str, text: str = TEXT) -> Span:
    """The span of these words."""
    start = text.index(words)
    end = start + len(words)
    return Span(
        start=start,
        end=end,
        exact=words,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
    )


CONDITIONAL = Proposal(
    id="p01",
    stance="conditional",
    speaker=CHANCELLOR,
    chain=(OUTLET, Told(who=CHANCELLOR, cue="said")),
    attribution="indirect",
    says="the kingdom would keep its drones off the shore",
    about=(About(issue="aircraft-and-ships", measure="drones", text="drones"),),
    condition=Condition(
        kind="reciprocity", text="if Norvale did the same", span=at("if Norvale did the same"), by=NORVALE
    ),
    said=MONDAY,
    evidence=at("the kingdom would keep its drones off the shore if Norvale did the same"),
    sentence=at(
        "The Chancellor of Ostmere said on Monday that the kingdom would keep its drones off the shore if "
        "Norvale did the same."
    ),
    made_by="rules 1",
)
REFUSAL = Proposal(
    id="p02",
    stance="refuses",
    speaker=CHANCELLOR,
    chain=(OUTLET, Told(who=CHANCELLOR, cue="said")),
    attribution="direct",
    says="We shall not fly where we are not asked",
    quote=Quoted(span=at("We shall not fly where we are not asked,")),
    evidence=at("We shall not fly where we are not asked"),
    sentence=at('"We shall not fly where we are not asked," the Chancellor said.'),
    made_by="rules 1",
    ambiguous=("What is refused is not named.",),
)
CLAIM = Proposal(
    id="p03",
    stance="claims",
    speaker=WARDEN,
    chain=(OUTLET, Told(who=WARDEN, cue="said")),
    attribution="indirect",
    says="Norvale had sent about 6 boats to the Lower Lake",
    quantities=(
        Amount(
            text="about 6 boats", span=at("about 6 boats"), approximator="about", value=6.0, unit="boats"
        ),
    ),
    evidence=at("Norvale had sent about 6 boats to the Lower Lake"),
    sentence=at("A fishery warden said Norvale had sent about 6 boats to the Lower Lake."),
    made_by="rules 1",
)
MEETING = Proposal(
    id="p04",
    stance="claims",
    speaker=OUTLET.who,
    chain=(OUTLET,),
    attribution="narration",
    says="The two sides met at Ferry House",
    act=Deed(kind="meeting", by=(NORVALE, OSTMERE), place="Ferry House"),
    meant=MONDAY,
    evidence=at("The two sides met at Ferry House"),
    sentence=at("The two sides met at Ferry House on Monday."),
    made_by="rules 1",
)
READING = ReadingFile(
    document="herald.txt",
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    source="lake-herald-2021-04-20",
    outlet="Lake Herald",
    published=dt.date(2021, 4, 20),
    read_by="rules 1",
    proposals=(CONDITIONAL, REFUSAL, CLAIM, MEETING),
)


def lakes(folder: Path, reading: ReadingFile = READING) -> Path:
    """The case of the two lakes, with the article kept in it and read."""
    copy_case("two-lakes", folder)
    (folder / "documents").mkdir()
    (folder / "documents" / "herald.txt").write_bytes(TEXT.encode())
    write_reading(folder, reading)
    return folder
