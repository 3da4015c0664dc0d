"""Who speaks in a paper of several sides: whoever has the floor by a line of their own."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

BORDER = (
    "JOINT COMMUNIQUE\non the talks between Colombia and Venezuela\n\nBogota, 3 May 2021\n\n"
    "Delegations of Colombia and Venezuela, led by Ambassador Inés Duarte and Ambassador Raúl Pardo, met in "
    "Bogota. The two sides will reopen the bridge at Cúcuta.\n\n"
    "STATEMENTS BY THE DELEGATIONS\n(at their own request)\n\n"
    "Ambassador Duarte (Colombia)\n\n"
    "We are ready to pull our patrols back from the river. Our neighbours promised to do so in March.\n\n"
    "Mr. Pardo, head of the Venezuelan delegation:\n\n"
    "No such promise was made. We will not withdraw a single soldier from the river.\n"
)
GULF = (
    "Joint Press Statement of Qatar, Kuwait and Iraq\n\nDoha, 9 June 2022\n\n"
    "The ministers met in Doha.\n\n"
    "The Kuwaiti side:\n\nWe demand that the buoys be removed from the channel.\n\n"
    "Iraq\n\nWe are prepared to move the buoys if the survey is repeated.\n\n"
    "Delegation of Qatar\n\nWe offer to host the survey.\n"
)
LAKE = (
    "Summary record of the Lake Commission\n\nGeneva, 2 March 2020\n\n"
    "H.E. Ms Grace Tembo\nMinister of Foreign Affairs of Zambia\n\n"
    "Zambia will not accept patrols on the lake.\n\n"
    "Remarks by Foreign Minister Paulo Mendes of Angola\n\n"
    "We demand that the patrols be resumed. They assured us in May that they would accept them.\n"
)
KNOWN = (
    "Joint statement of Norway and Finland\n\nOslo, 4 May 2019\n\n"
    "Foreign Minister Kari Lund of Norway and Foreign Minister Pekka Salo of Finland met in Oslo.\n\n"
    "Minister Salo\n\nWe are ready to inspect the border posts.\n\n"
    "Minister Lund\n\nWe will not open the border posts to tourists.\n"
)
FLOORS = [
    row(
        BORDER,
        a("pull our patrols back", "offers willing", "colombia", name="Inés Duarte"),
        id="state in brackets",
    ),
    row(
        BORDER, a("Our neighbours promised", "claims", "colombia"), id="what the other promised is a claim"
    ),
    row(
        BORDER,
        a("No such promise was made", "denies", "venezuela", name="Raúl Pardo"),
        id="an office behind a comma",
    ),
    row(BORDER, a("not withdraw a single soldier", "refuses", "venezuela"), id="we, of who has the floor"),
    row(GULF, a("buoys be removed", "demands", "kuwait"), id="a side, with a colon"),
    row(GULF, a("prepared to move the buoys", "conditional", "iraq"), id="a state that is a side"),
    row(GULF, a("offer to host", "offers", "qatar"), id="a delegation"),
    row(
        LAKE,
        a("not accept patrols", "refuses", "zambia", name="Grace Tembo"),
        id="the office on a line of its own",
    ),
    row(
        LAKE,
        a("patrols be resumed", "demands", "angola", name="Paulo Mendes"),
        id="remarks by somebody of a state",
    ),
    row(LAKE, a("They assured us", "claims", "angola"), id="an assurance of the others"),
    row(KNOWN, a("inspect the border posts", "willing", "finland"), id="a minister named before"),
    row(KNOWN, a("not open the border posts", "refuses", "norway"), id="and the other one"),
]


@pytest.mark.parametrize(("text", "want"), FLOORS)
def test_whoever_has_the_floor_by_a_line_of_their_own_speaks(text: str, want: Want):
    assert not missing(text, want)


def test_a_line_in_capitals_says_nothing():
    assert not [one for one in reading_of(BORDER).proposals if "STATEMENTS" in one.evidence.exact]


@pytest.mark.parametrize(
    "line", ["Ukraine", "Relations with Ukraine", "Ukraine (continued)", "Situation in Ukraine"]
)
def test_what_is_spoken_about_has_no_floor(line: str):
    text = (
        "Statement by the Ministry of Foreign Affairs of Austria\n\nVienna, 2 June 2020\n\n"
        f"{line}\n\nWe demand that the sanctions be lifted.\n"
    )
    assert not missing(text, a("sanctions be lifted", "demands", "austria"))


FOLDER = (
    "Two versions of one visit\n\nCompiled by the Meridian agency, 7 October 2020\n\n"
    "1. Press service of the Government of Georgia\n\nTbilisi, 6 October 2020\n\n"
    "The Prime Minister demanded that the troops be withdrawn. Georgia will accept no new posts on the river.\n\n"
    "2. Embassy of Armenia in Georgia\n\nTbilisi, 6 October 2020\n\n"
    "The Embassy presents its compliments to the Ministry. The Prime Minister of Georgia undertook to open the "
    "border for arms. Armenia is willing, however, to move the checkpoint. Armenia expects an apology for the "
    "shelling.\n\n"
    "3. Agency note\n\n"
    "TBILISI, Oct 7 (Meridian) - The checkpoint stood where it had stood before. An adviser in Yerevan said 40 "
    "soldiers had been sent there.\n"
)
COLLECTED = [
    row(
        FOLDER,
        a("troops be withdrawn", "demands", "georgia", chain=("Prime Minister",)),
        id="an officer is a link",
    ),
    row(FOLDER, a("accept no new posts", "refuses", "georgia"), id="accepts none"),
    row(
        FOLDER,
        a("undertook to open the border", "claims", "armenia"),
        id="what the other undertook is a claim",
    ),
    row(
        FOLDER,
        a("willing, however", "willing offers", "armenia", name="Embassy"),
        id="an embassy in its host state",
    ),
    row(FOLDER, a("expects an apology", "demands", "armenia"), id="what is owed"),
    row(
        FOLDER,
        a("soldiers had been sent", "claims", "armenia", chain=("Meridian", "adviser")),
        id="an agency's note",
    ),
]


@pytest.mark.parametrize(("text", "want"), COLLECTED)
def test_each_of_several_papers_under_numbers_is_its_issuers(text: str, want: Want):
    assert not missing(text, want)


def test_courtesies_are_no_cards():
    assert not [one for one in reading_of(FOLDER).proposals if "compliments" in one.evidence.exact]


def test_whoever_speaks_in_another_language_has_the_floor():
    text = (
        "Council of the Lake\n\nMr. Banda (Malawi): We demand that the missile tests end.\n\n"
        "Ms. Costa (Angola) (spoke in Portuguese): We will not end the missile tests.\n\n"
        "Mr. Banda (Malawi): Then we will close the port.\n"
    )
    assert not missing(text, a("not end the missile tests", "refuses", "angola"))
