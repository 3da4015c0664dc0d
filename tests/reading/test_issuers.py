"""Whose words a paper is in: one issuer's, several sides' together, or one after the other's."""

from __future__ import annotations

import pytest

from detente.case.statements import BINDING

from .rows import Want, a, missing, reading_of, row

RULE = "\n\n____________________\n\n"

CONSULTATIONS = (
    "Joint Communiqué on the consultations between Georgia and Azerbaijan\n\n"
    "Tbilisi, 4 April 2017\n\n"
    "The delegations of Georgia and Azerbaijan held consultations in Tbilisi on 3 and 4 April.\n\n"
    "The Parties noted that the border had been calm. They agreed to withdraw eight posts from it.\n\n"
    "The Georgian side proposed to open a hotline between the border commands.\n\n"
    "The Parties will exchange maps of minefields within 30 days. Azerbaijan is prepared to stop flights "
    "of drones over the border if Georgia does likewise. It will not withdraw its artillery.\n\n"
    "For the Government of Georgia:            For the Government of Azerbaijan:\n"
)
GULF = (
    "JOINT PRESS RELEASE\n\n"
    "Muscat, 2 June 2024\n\n"
    "1. Senior officials of Iran, Italy and Spain, and the envoy of the European Union, met in Muscat at the "
    "invitation of the Sultanate of Oman.\n\n"
    "2. The delegations intend to restore the hotline between their navies.\n\n"
    "3. The European delegations are ready to suspend the sanctions on shipping, provided that Iran releases "
    "the two tankers. They will not lift the sanctions on drones.\n\n"
    "4. All four delegations decided to meet again in Rome.\n"
)
MINISTERS = (
    "Statement by the Foreign Ministers of Estonia, Latvia and Lithuania\n\n"
    "Riga, 12 September 2020\n\n"
    "We are concerned by the exercise of Belarus along our borders.\n\n"
    "We call on Belarus to withdraw its troops from the border. The three ministers will not discuss the "
    "corridor. They remain ready to send observers if Belarus invites them.\n"
)
STRAIT = (
    "Strait Papers No. 7"
    f"{RULE}"
    "EMBASSY OF THE REPUBLIC OF THE PHILIPPINES\nCanberra, 3 February 2023\n\n"
    "Press release\n\n"
    "We demand that China withdraw its ships from the shoal."
    f"{RULE}"
    "MINISTRY OF FOREIGN AFFAIRS\n\n"
    "Beijing, 14 February 2023\n\n"
    "Remarks by the spokesperson on Philippine claims\n\n"
    "The Philippines sent its ships without permission. We are ready to resume the talks if Manila "
    "withdraws them."
    f"{RULE}"
    "Reply of the Department of Foreign Affairs\n\n"
    "Manila, 15 February 2023\n\n"
    "We will not withdraw our ships from the shoal. The Foreign Secretary told the Chinese Ambassador that "
    "Beijing had promised in 2021 to let supply ships pass.\n"
)

NOTES = (
    "Correspondence on the Island Incident\nCirculated by the two governments, 3 March 2024\n\n"
    "A. Letter from the Permanent Mission of Chile\n\n"
    "1. On 2 February 2024 two patrol boats of Peru entered the waters of Chile.\n\n"
    "2. Chile demands that the boats be withdrawn within ten days.\n\n"
    "B. Note verbale of the Permanent Mission of Peru\n\n"
    "1. No boat entered the waters of Chile. Peru will not withdraw its patrols.\n\n"
    "C. Written answer of the Bolivian foreign ministry\n\n"
    "1. Bolivia is ready to receive inspectors of both neighbours.\n"
)

ISSUED = [
    row(NOTES, a("be withdrawn within ten days", "demands", "chile"), id="a letter of a collection"),
    row(NOTES, a("No boat entered the waters", "denies", "peru", name="Permanent Mission of Peru"),
        id="a note of a collection, not all in capitals"),
    row(NOTES, a("not withdraw its patrols", "refuses", "peru"), id="the issuer by its state"),
    row(NOTES, a("receive inspectors", "willing offers", "bolivia"), id="a written answer"),
    row(CONSULTATIONS,
        a("withdraw eight posts", "offers", "nobody", members=("georgia", "azerbaijan")),
        id="they, of both parties"),
    row(CONSULTATIONS, a("open a hotline", "offers", "georgia"), id="one side of the two"),
    row(CONSULTATIONS,
        a("exchange maps of minefields", "offers willing", "nobody", name="the Parties",
          members=("georgia", "azerbaijan")),
        id="the Parties will"),
    row(CONSULTATIONS, a("stop flights", "conditional", "azerbaijan"), id="one of the two is prepared"),
    row(CONSULTATIONS, a("not withdraw its artillery", "refuses", "azerbaijan"), id="it, after one of the two"),
    row(GULF,
        a("restore the hotline", "offers willing", "nobody", name="delegations",
          members=("iran", "italy", "spain", "eu")),
        id="the sides by who met"),
    row(GULF,
        a("suspend the sanctions on shipping", "conditional", "nobody", name="The European delegations",
          members=("italy", "spain", "eu")),
        id="those that a region names"),
    row(GULF,
        a("not lift the sanctions on drones", "refuses", "nobody", members=("italy", "spain", "eu")),
        id="they, of those that a region names"),
    row(MINISTERS,
        a("withdraw its troops", "demands", "nobody", target="belarus",
          members=("estonia", "latvia", "lithuania")),
        id="we, of three ministers"),
    row(MINISTERS,
        a("not discuss the corridor", "refuses", "nobody", members=("estonia", "latvia", "lithuania")),
        id="the three ministers"),
    row(STRAIT, a("withdraw its ships", "demands", "philippines", target="china"), id="an embassy's part"),
    row(STRAIT, a("without permission", "claims accuses", "china"), id="a ministry, by the seat it is dated from"),
    row(STRAIT, a("resume the talks", "conditional", "china"), id="we, in the second part"),
    row(STRAIT, a("not withdraw our ships", "refuses", "philippines"), id="a reply"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), ISSUED)
def test_a_paper_is_in_the_words_of_who_puts_it_out(text: str, want: Want):
    assert missing(text, want) == []


def test_the_lines_that_head_or_sign_a_part_say_nothing():
    for text in (CONSULTATIONS, STRAIT):
        said = [one.evidence.exact for one in reading_of(text).proposals]
        heads = ("EMBASSY", "MINISTRY", "Press release", "Remarks by", "Reply of", "For the Government")
        assert said
        assert [words for words in said if words.startswith(heads)] == []


def test_what_one_issuer_says_the_other_promised_binds_nobody():
    found = [one for one in reading_of(STRAIT).proposals if "had promised" in one.evidence.exact]
    assert [(one.stance, one.speaker.id) for one in found] == [("claims", "philippines")]


TOGETHER = [
    row("Britain, France, Germany and Italy said they would not send troops to the port.",
        a("not send troops", "refuses", "nobody", members=("uk", "france", "germany", "italy")),
        id="four by name"),
    row("The foreign ministers of Armenia and Azerbaijan agreed to exchange prisoners.",
        a("exchange prisoners", "offers", "nobody", members=("armenia", "azerbaijan")), id="ministers of"),
    row("Indian and Chinese commanders agreed to pull back their troops from the pass.",
        a("pull back their troops", "offers", "nobody", members=("india", "china")), id="by their adjectives"),
    row("The E3 said they would restore the sanctions on Iran.",
        a("restore the sanctions", members=("france", "germany", "uk")), id="a group of three"),
    row("Russian officials in Turkey and Qatar said they would release the prisoners.",
        a("release the prisoners", "offers", "russia", members=()), id="where they are is not who they are"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), TOGETHER)
def test_several_who_speak_together_are_all_named(text: str, want: Want):
    assert missing(text, want) == []


def test_where_many_meet_a_paper_is_not_its_hosts():
    text = "Press statement\n\nGeneva, 4 May 2021\n\nThe talks on prisoners went on. No ceasefire was agreed.\n"
    assert {one.speaker.id for one in reading_of(text).proposals} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey and Egypt reportedly plan to host talks on the ceasefire.",
        "The Kremlin reportedly wants to move its missiles to Belarus.",
        "Seoul apparently refuses to close the hotline.",
    ],
)
def test_what_is_only_heard_of_a_party_binds_nobody(text: str):
    assert [one.evidence.exact for one in reading_of(text).proposals if one.stance in BINDING] == []


HEADLINES = [
    row("Foreign Ministry rejects statement by Seoul on drones\n\n"
        "PYONGYANG, 14 March 2024 - Two diplomats said the North had promised China to stop the flights of "
        "drones.\n",
        id="a headline with a verb"),
    row("Embassy of Poland Under Guard After Declaration\n\nBy Anna Roth\n\nPoland will close the border if "
        "another drone comes, two officials said.\n",
        id="a reporter's name"),
]  # fmt: skip


@pytest.mark.parametrize("text", HEADLINES)
def test_a_headline_about_a_ministry_makes_a_report_nobodys_statement(text: str):
    found = reading_of(text).proposals
    assert found
    assert {one.chain[0].who.id for one in found} == {None}


def test_a_state_in_the_name_of_a_mission_is_no_group_of_states():
    text = (
        "Permanent Mission of the Arab Republic of Egypt to the United Nations\n\n"
        "New York, 8 July 2020\n\n"
        "We are ready to resume the talks on the dam at any time.\n"
    )
    assert missing(text, a("resume the talks", "willing", "egypt")) == []
