"""What a statement is about: its content first, then what it takes up, and never who says it."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

ABOUT = [
    row("Cairo is ready to resume the talks on the dam, provided that Ethiopia sends its drones home.",
        a("resume the talks", by="egypt", issue="water"), id="the matter before the condition"),
    row("Peru said that Chile had promised to let its tankers through the strait.\n\n"
        "Chile said it had never given that assurance.",
        a("never given that assurance", by="chile", issue="shipping"), id="that assurance"),
    row("Seoul offered 20,000 tonnes of rice in May. There was no reply from Pyongyang.",
        a("no reply", issue="humanitarian"), id="an answer to what was offered"),
    row("Pakistan must close the launch pads from which militants are sent across, India said.",
        a("launch pads", "demands", "india", issue="terrorism"), id="launch pads of infiltrators"),
    row("Kyiv accused Tehran of sending drones to Russia.",
        a("sending drones", "accuses", "ukraine", issue="arms-supplies"), id="drones sent"),
    row("Baghdad wants its oil revenue released by the American bank.",
        a("oil revenue", "demands", "iraq", issue="sanctions"), id="money held"),
    row("The North sent 90 balloons filled with rubbish across the border on Sunday.",
        a("90 balloons", issue="propaganda"), id="balloons"),
    row("Moldova said it would stay out of every military alliance.",
        a("stay out of every military alliance", by="moldova", issue="membership"), id="out of alliances"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), ABOUT)
def test_a_statement_is_about_what_it_says(text: str, want: Want):
    assert missing(text, want) == []


def test_an_office_names_no_issue():
    found = reading_of(
        "A coast guard officer told reporters that Kenya would lift its sanctions on Somalia."
    )
    assert {about.issue for one in found.proposals for about in one.about} == {"sanctions"}
