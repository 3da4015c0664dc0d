"""Who has the floor in a transcript: by the labels, and by who is introduced at its head."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

HEARING = (
    "SELECT COMMITTEE ON DEFENCE\n"
    "Oral evidence: Overflights\n\n"
    "Tuesday 9 March 2021\n\n"
    "Witnesses: General Piet Vandaele, Deputy Chief of Staff of the Belgian Army; Dr Ursula Feld, "
    "University of Konstanz.\n\n"
    "THE CHAIR: General, thank you for coming. Has the treaty done us any good?\n\n"
    "GENERAL VANDAELE: We are prepared to open our airfields if Belarus opens its own.\n\n"
    "THE CHAIR: Minsk says that Belgium refused two of its requests for inspections.\n\n"
    "GENERAL VANDAELE: Belgium would not accept less than 48 hours of notice for inspections.\n\n"
    "THE CHAIR: Dr Feld?\n\n"
    "DR FELD: I doubt that Minsk will return to the treaty.\n"
)
BRIEFING = (
    "Ministry of Foreign Affairs of Japan\n"
    "Press Conference by Press Secretary Hideo Morikawa\n\n"
    "14 June 2022\n\n"
    "Reporter: Does Japan intend to attend the meeting in Jakarta?\n\n"
    "Mr. Morikawa: We have asked the Chinese side to stop sending patrol ships into our waters.\n\n"
    "Reporter: China says that its ships were in international waters.\n\n"
    "Mr. Morikawa: Unless this stops, we will not reopen the talks on fishing.\n\n"
    "Reporter: And the hotline?\n\n"
    "Mr. Morikawa: Tokyo is ready to open the hotline at any time.\n"
)
RADIO = (
    "RADIO KESTREL\n\n"
    "Broadcast on Monday 3 July 2023\n\n"
    "Host: Lena Marsh. Guests: Arman Petrosyan, Armenia's ambassador in Brussels; Ilham Qasimli, formerly of "
    "the Azerbaijani delegation.\n\n"
    "MARSH: Ambassador, will Armenia sign?\n\n"
    "PETROSYAN: We will not sign a treaty without guarantees for the border.\n\n"
    "MARSH: And would Baku accept observers?\n\n"
    "QASIMLI: I doubt that there will be a treaty this year.\n\n"
    "MARSH: Why?\n\n"
    "PETROSYAN: We are ready to withdraw our troops from the border if Baku does the same.\n"
)

OFFICE = (
    "European Commission, Brussels\n"
    "Midday briefing by EU Spokesperson Ilse Krahn\n\n"
    "3 May 2023\n\n"
    "SPOKESPERSON: Good afternoon. Serbia's Defence Minister, Goran Lukic, will be here for talks.\n\n"
    "QUESTION: Serbia says that it will close its base near the border. Do you know more?\n\n"
    "SPOKESPERSON: According to our information, the base is still open. We call on Belgrade to pull back "
    "its troops.\n\n"
    "QUESTION: And the sanctions?\n\n"
    "SPOKESPERSON: We will not lift the sanctions.\n"
)

FLOOR = [
    row(OFFICE, a("pull back its troops", "demands", "eu", name="Ilse Krahn"), id="an office, by the head"),
    row(OFFICE, a("not lift the sanctions", "refuses", "eu", name="Ilse Krahn"), id="an office, to the end"),
    row(OFFICE, a("base is still open", "claims", "eu", chain=()), id="our information is one's own"),
    row(HEARING, a("open our airfields", "conditional", "belgium", name="Piet Vandaele"),
        id="a witness, by the head"),
    row(HEARING, a("less than 48 hours", "refuses", "belgium"), id="a witness names the own state"),
    row(HEARING, a("Minsk will return", "doubts", "nobody", name="Ursula Feld"), id="a scholar is of no side"),
    row(BRIEFING, a("stop sending patrol ships", "demands", "japan", name="Hideo Morikawa"),
        id="the one who answers for an issuer"),
    row(BRIEFING, a("in international waters", "claims", "china", chain=("China",)),
        id="a reporter passes on"),
    row(RADIO, a("not sign a treaty", "refuses insists", "armenia", name="Arman Petrosyan"),
        id="a guest in office"),
    row(RADIO, a("withdraw our troops", "conditional", "armenia"), id="we, of a guest"),
    row(RADIO, a("there will be a treaty", "doubts", "nobody", name="Ilham Qasimli"),
        id="a guest who was once in office"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), FLOOR)
def test_whoever_has_the_floor_speaks_for_whom_the_head_says(text: str, want: Want):
    assert missing(text, want) == []


@pytest.mark.parametrize("text", [HEARING, RADIO], ids=["witnesses", "guests"])
def test_the_line_that_introduces_them_says_nothing(text: str):
    said = [one.evidence.exact for one in reading_of(text).proposals]
    assert said
    assert [words for words in said if "Vandaele" in words or "Petrosyan" in words] == []


RECORD = (
    "Conference on Fisheries\nVerbatim record\n\nGeneva, 4 March 2025\n\nChairperson: Ms. Ortega (Chile)\n\n"
    "The Chairperson: The representatives of Japan have asked for the floor, and Japan wants the ships withdrawn.\n\n"
    "Mr. Sato (Japan): We will not accept a treaty without inspections.\n\n"
    "The Chairperson: I call on the Chinese delegation to speak.\n\n"
    "Ms. Liu (China): We are ready to open one port if Japan opens one.\n"
)


def test_who_presides_over_a_meeting_speaks_for_no_state():
    found = reading_of(RECORD).proposals
    assert {one.speaker.id for one in found} <= {"japan", "china", None}
    assert {"japan", "china"} <= {one.speaker.id for one in found}


def test_a_president_who_answers_at_a_press_conference_does():
    text = (
        "Joint press conference, Ankara, 4 May 2024\n\n"
        "PRESIDENT: We will keep our troops in the north until the talks end.\n\n"
        "QUESTION: Will you open the border?\n\n"
        "PRESIDENT: We will not open the border.\n"
    )
    assert missing(text, a("not open the border", "refuses", "turkey")) == []


TWO_MINISTERS = (
    "Joint press conference of the Foreign Minister of Norway, Liv Dahl, and the Foreign Minister of Estonia, "
    "Mart Saar\n\n"
    "Oslo, 4 April 2023\n\n"
    "MINISTER DAHL: Norway is ready to open its ports to observers.\n\n"
    "MINISTER SAAR (through interpreter): Thank you, Minister. We will not reduce our patrols in the gulf.\n\n"
    "QUESTION: Minister Dahl, will you sign?\n\n"
    "MINISTER DAHL: We demand that Russia stop its flights first.\n\n"
    "MINISTER SAAR: We call on Russia to answer our letter.\n"
)
MEMBERS = (
    "Senate of Ruritania\n"
    "Standing Committee on Foreign Affairs: evidence\n\n"
    "Tuesday 9 May 2023\n\n"
    "The Chair: Good morning, everybody. Shall we start?\n\n"
    "Ms Orla Brand: Turkey has offered to close two of its bases. Greece wants us to pay for it. Will we?\n\n"
    "Mr Ivo Lund: I do not know.\n\n"
    "Ms Orla Brand: The Egyptians told us that they would withdraw their frigates. Is that so?\n\n"
    "Mr Ivo Lund: We have no word of it.\n"
)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        row(
            TWO_MINISTERS,
            (
                a("ready to open its ports", "willing", by="norway"),
                a("will not reduce our patrols", "refuses", by="estonia"),
                a("stop its flights first", "demands insists", by="norway"),
                a("answer our letter", "demands", by="estonia"),
            ),
            id="two ministers, each for the state beside their office",
        ),
        row(
            MEMBERS,
            (
                a("close two of its bases", "claims", by="nobody"),
                a("wants us to pay", "claims", by="nobody"),
                a("withdraw their frigates", "claims", by="nobody"),
            ),
            id="a member tells of what a state promised: a claim, and of no state",
        ),
    ],
)
def test_who_has_the_floor_speaks_for_their_own(text: str, wants: tuple[Want, ...]) -> None:
    assert missing(text, *wants) == []
