"""Who answers in an interview whose questions stand as lines of their own: whoever the head says was spoken to."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

ENDING = (
    "The Harbour Gazette\n"
    "4 April 2023\n\n"
    '"Nobody will count our boats"\n\n'
    "Deputy Defence Minister Kari Lunde of Denmark spoke to our correspondent Piet Maas about the talks.\n\n"
    "Russia says that you broke the rules of the strait. Is it right?\n\n"
    "No. We announced every exercise three weeks ahead. Moscow never answered.\n\n"
    "Would Denmark accept inspections of its ships?\n\n"
    "We are ready to accept two inspections a year if Russia accepts the same.\n\n"
    "The Russian envoy said on Friday that Denmark had promised to close the radar station.\n\n"
    "That is not true. We will not close it.\n"
)
BOLD = (
    "# Interview: the road and the bridge\n\n"
    "Georgia's chief negotiator Levan Abashvili talked to us after the fourth round.\n\n"
    "**Moscow insists on a post of its own at the bridge.**\n\n"
    "We reject any Russian post.\n\n"
    "**What do you offer?**\n\n"
    "We offer joint patrols on the road.\n\n"
    "**And the prisoners?**\n\n"
    "I demand the release of all prisoners.\n"
)
NAMED = (
    "THE LANTERN\n\n"
    "Chile's foreign minister: the border stays open\n\n"
    "Marta Ibarra has led the delegation since May. She spoke to The Lantern in Santiago.\n\n"
    "THE LANTERN: Bolivia refuses to sign. Why?\n\n"
    "We offered to withdraw our troops from two posts.\n\n"
    "THE LANTERN: Is that all?\n\n"
    "We will not lift the sanctions.\n\n"
    "THE LANTERN: Peru says that you moved troops in secret. Did you?\n\n"
    "I deny that.\n"
)
FEATURE = (
    "The Harbour Gazette\n"
    "4 April 2023\n\n"
    "Norway and Russia will meet on Monday in Bergen. Will they sign?\n\n"
    "Norway is ready to limit its exercises.\n\n"
    "What does Moscow want?\n\n"
    "Russia demands the withdrawal of the radar station.\n"
)

ANSWERS = [
    row(ENDING, a("two inspections a year", "conditional", "denmark", name="Kari Lunde"),
        id="what follows a question is the minister's"),
    row(ENDING, a("broke the rules", "accuses claims", "russia", chain=("Russia",)), id="a question tells of others"),
    row(ENDING, a("promised to close the radar", "claims", "russia", chain=("The Russian envoy",)),
        id="a prompt that does not ask, by its answer"),
    row(ENDING, a("will not close it", "refuses", "denmark"), id="the answer to a prompt"),
    row(BOLD, a("a post of its own", "insists", "russia"), id="bold asks, with a question mark or without"),
    row(BOLD, a("joint patrols", "offers", "georgia", name="Levan Abashvili"), id="between lines in bold"),
    row(BOLD, a("release of all prisoners", "demands", "georgia"), id="I, to the end"),
    row(NAMED, a("from two posts", "offers", "chile", name="Marta Ibarra"), id="the office stands in the headline"),
    row(NAMED, a("not lift the sanctions", "refuses", "chile"), id="only the questions are labelled"),
]  # fmt: skip

NOON = (
    "Daily press briefing by the Spokesperson for the Secretary-General\n"
    "Geneva, 3 May 2022\n\n"
    "Good afternoon, everyone.\n\n"
    "The Special Envoy demanded that Mali release the drivers. She asked Niger to open the road. "
    "We are ready to send ten monitors.\n\n"
    "Question: Chad says that the drones came from Mali. Do you know more?\n\n"
    "Spokesperson: We doubt that. The Secretary-General will not accept a blockade of the airport.\n\n"
    "Question: And the talks?\n\n"
    "Spokesperson: We call on Chad to return to the talks.\n"
)
BRIEFED = [
    row(NOON, a("release the drivers", "demands", "un", name="The Special Envoy"), id="an officer demands"),
    row(NOON, a("open the road", "demands", "un", name="The Special Envoy"), id="she, of whom was told before"),
    row(NOON, a("ten monitors", "willing offers", "un", name="Spokesperson"), id="whoever briefs speaks first"),
    row(NOON, a("blockade of the airport", "refuses", "un", chain=("The Secretary-General",)),
        id="who briefs stays a link"),
    row(NOON, a("return to the talks", "demands", "un"), id="the organisation whose spokesperson it is"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), BRIEFED)
def test_a_spokesperson_of_an_organisation_speaks_for_it(text: str, want: Want):
    assert missing(text, want) == []


@pytest.mark.parametrize(("text", "want"), ANSWERS)
def test_whoever_was_spoken_to_answers(text: str, want: Want):
    assert missing(text, want) == []


def test_a_report_that_asks_questions_is_no_interview():
    assert {one.attribution for one in reading_of(FEATURE).proposals} <= {"narration", "indirect"}
    assert {one.speaker.id for one in reading_of(FEATURE).proposals} <= {"norway", "russia", None}
