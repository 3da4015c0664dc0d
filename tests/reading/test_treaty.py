"""Treaties and drafts of treaties: their clauses, and what these bind whom to."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.proposals import Force, Voice
from detente.reading.document import Block, Document
from detente.reading.treaty import clauses, is_treaty, numbering, obligations


def document(text: str, outlet: str | None = None) -> Document:
    """A plain text as a document of one block."""
    raw = text.encode("utf-8", "replace")
    return Document(
        name="draft.txt",
        format="text",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        blocks=(Block(0, len(text)),) if text else (),
        outlet=outlet,
    )


@dataclass(frozen=True)
class Duty:
    """What is expected of one obligation; `alone` if it binds one side only."""

    article: str
    force: Force
    bound: str
    act: str
    exception: str = ""
    alone: bool = False


def read(text: str) -> list[Duty]:
    """The obligations of a text, as a reader would write them down."""
    found = []
    for proposal in obligations(document(text)):
        one = proposal.obligation
        assert one is not None
        except_ = one.exception.text if one.exception else ""
        found.append(
            Duty(one.article, one.force, " + ".join(one.bound), one.act, except_, not one.reciprocal)
        )
    return found


LEAGUE = """TREATY BETWEEN THE NORTHERN LEAGUE AND THE COASTAL UNION

The Northern League and the Coastal Union, hereinafter referred to as the Parties,

Recalling that no state shall make itself safer at the cost of another,

have agreed as follows:

Article 1

1. The Parties shall not deploy intermediate-range missiles outside their national
territory, except with the written consent of the other Party.

2. Each Party shall withdraw its heavy artillery to a distance of 40 kilometres from the line and
shall dismantle the firing positions.

3. No heavy bombers shall be flown closer than 100 kilometres to the border.

Article 2. Conduct of exercises

The Parties shall not:
(a) conduct exercises above the level of brigade in the zone;
(b) deploy or station tanks in the zone, unless otherwise agreed; and
(c) fly reconnaissance aircraft over the zone.

If a Party plans an exercise, it shall notify the other Party at least 30 days in advance.

ARTICLE III
Verification

For the purposes of this Treaty, "zone" means the strip described in the Annex.

Each Party undertakes to admit inspectors and not to obstruct their work. A Party that receives a
request may refuse it only once a year.

Neither Party shall use the territory of third states for attacks on the other Party; nor shall
either Party support such attacks.

Article 4

This Treaty shall enter into force on the day of signature. Each Party may withdraw from this Treaty
on six months' notice.

Done at Harbourtown, on 3 May 2030, in two copies.
"""
LEAGUE_DUTIES = [
    Duty(
        "Article 1, paragraph 1",
        "shall not",
        "the Parties",
        "deploy intermediate-range missiles outside their national territory",
        "except with the written consent of the other Party",
    ),
    Duty(
        "Article 1, paragraph 2",
        "shall",
        "each Party",
        "withdraw its heavy artillery to a distance of 40 kilometres from the line",
    ),
    Duty("Article 1, paragraph 2", "shall", "each Party", "dismantle the firing positions"),
    Duty(
        "Article 1, paragraph 3",
        "shall not",
        "the Parties",
        "No heavy bombers shall be flown closer than 100 kilometres to the border",
    ),
    Duty(
        "Article 2, subparagraph (a)",
        "shall not",
        "the Parties",
        "conduct exercises above the level of brigade in the zone",
    ),
    Duty(
        "Article 2, subparagraph (b)",
        "shall not",
        "the Parties",
        "deploy or station tanks in the zone",
        "unless otherwise agreed",
    ),
    Duty(
        "Article 2, subparagraph (c)",
        "shall not",
        "the Parties",
        "fly reconnaissance aircraft over the zone",
    ),
    Duty("Article 2", "shall", "a Party", "notify the other Party at least 30 days in advance"),
    Duty("Article III", "undertakes", "each Party", "admit inspectors"),
    Duty("Article III", "undertakes not", "each Party", "obstruct their work"),
    Duty("Article III", "may", "a Party that receives a request", "refuse it only once a year"),
    Duty(
        "Article III",
        "shall not",
        "neither Party",
        "use the territory of third states for attacks on the other Party",
    ),
    Duty("Article III", "shall not", "either Party", "support such attacks"),
    Duty("Article 4", "may", "each Party", "withdraw from this Treaty on six months' notice"),
]

SIDES = """Agreement on Stability Measures between Norland, Sudland and the Eastern Alliance

Norland, Sudland and the Eastern Alliance (the "Sides"),
Have agreed as follows:

Art. 1. Restraint. The Sides undertake not to resort to force against each other and to settle all
disputes by peaceful means. Norland and all the Sides that were members of the Eastern Alliance on
1 January 2001, respectively, shall not station forces on the territory of any other State in Midland,
except in exceptional cases with the consent of all the Sides.

Art. 2. Missiles
1) The stationing of missiles in areas from which they may strike another Side is prohibited.
2) Missiles with a range of more than 300 km may be kept only at declared sites.
3) The member States of the Eastern Alliance commit themselves to refrain from any further enlargement.

Art. 3. Exchange of Information
1) The Sides shall exchange the following information:
   (i) the number of brigades;
   (ii) planned exercises.
2) Upon request, the Side concerned shall provide explanations and shall receive a visit, provided that
the other Side does the same.

Art. 4. Joint Commission
A Joint Commission is hereby established. It shall meet twice a year. Each Side shall be entitled to
convene an extraordinary meeting. The costs of inspections shall be borne by the inspected Side.

Art. 5. Final clauses
The present Agreement shall be of unlimited duration. Nothing in this Agreement shall be construed as
limiting the right of self-defence.

Annex A
Section I
1. Inspectors shall arrive no later than 24 hours after the notice.
Section II
1. The number of inspections per year shall not exceed six.
"""
SIDES_DUTIES = [
    Duty("Article 1", "undertakes not", "the Sides", "resort to force against each other"),
    Duty("Article 1", "undertakes", "the Sides", "settle all disputes by peaceful means"),
    Duty(
        "Article 1",
        "shall not",
        "Norland + all the Sides that were members of the Eastern Alliance on 1 January 2001",
        "station forces on the territory of any other State in Midland",
        "except in exceptional cases with the consent of all the Sides",
    ),
    Duty(
        "Article 2, paragraph 1",
        "shall not",
        "the Sides",
        "The stationing of missiles in areas from which they may strike another Side is prohibited",
    ),
    Duty(
        "Article 2, paragraph 2",
        "may",
        "the Sides",
        "Missiles with a range of more than 300 km may be kept only at declared sites",
    ),
    Duty(
        "Article 2, paragraph 3",
        "undertakes not",
        "the member States of the Eastern Alliance",
        "any further enlargement",
        alone=True,
    ),
    Duty(
        "Article 3, paragraph 1",
        "shall",
        "the Sides",
        "exchange the following information: (i) the number of brigades; (ii) planned exercises",
    ),
    Duty("Article 3, paragraph 2", "shall", "the Side concerned", "provide explanations"),
    Duty("Article 3, paragraph 2", "shall", "the Side concerned", "receive a visit"),
    Duty("Article 4", "shall", "a Joint Commission", "meet twice a year", alone=True),
    Duty("Article 4", "may", "each Side", "convene an extraordinary meeting"),
    Duty(
        "Article 4",
        "shall",
        "the inspected Side",
        "The costs of inspections shall be borne by the inspected Side",
    ),
    Duty(
        "Annex A, Section I, paragraph 1",
        "shall",
        "inspectors",
        "arrive no later than 24 hours after the notice",
        alone=True,
    ),
    Duty(
        "Annex A, Section II, paragraph 1",
        "shall not",
        "the Sides",
        "The number of inspections per year shall not exceed six",
    ),
]

RIVER = """MEMORANDUM OF UNDERSTANDING ON THE RIVER LINE

The two governments agree:

1. To cease all firing across the river from midnight on 4 June, and to withdraw mortars.
2. Not to move heavy equipment across the line without notifying the other side.
3. Neither side will fly drones over the line, save for medical evacuation.
4. The following are forbidden in the strip:
 - the use of mines;
 - night patrols.
5. In the event of an incident the commanders shall speak by telephone, and if they cannot settle it,
the matter shall be referred to the ministers.
6. Under no circumstances shall civilians be used to shield positions.
"""
RIVER_DUTIES = [
    Duty(
        "Paragraph 1",
        "undertakes",
        "the two governments",
        "cease all firing across the river from midnight on 4 June",
    ),
    Duty("Paragraph 1", "undertakes", "the two governments", "withdraw mortars"),
    Duty(
        "Paragraph 2",
        "undertakes not",
        "the two governments",
        "move heavy equipment across the line",
        "without notifying the other side",
    ),
    Duty(
        "Paragraph 3",
        "shall not",
        "neither side",
        "fly drones over the line",
        "save for medical evacuation",
    ),
    Duty("Paragraph 4", "shall not", "the Parties", "the use of mines"),
    Duty("Paragraph 4", "shall not", "the Parties", "night patrols"),
    Duty("Paragraph 5", "shall", "the commanders", "speak by telephone", alone=True),
    Duty("Paragraph 5", "shall", "the Parties", "the matter shall be referred to the ministers"),
    Duty("Paragraph 6", "shall not", "the Parties", "civilians be used to shield positions"),
]

STRAIT = """ARTICLE ONE – Conduct at sea

1. Commanders of submarines must not simulate attacks. They shall remain surfaced, and shall answer any
call within five minutes.

2. Each Party shall:
   i) keep a log of incidents;
   ii) exchange the log with the other Party every three months; and
   iii) refrain from publishing it.

3. Aircraft of either Party may approach vessels of the other no closer than 500 metres, except during
search and rescue.

ARTICLE TWO – Access

1. The Kingdom of Ander shall open its ports to ships of the Republic of Bell. The Republic of Bell is
entitled to maintain one consul in each port.

2. As long as the Republic of Bell pays the dues, the Kingdom of Ander shall not levy fees.

3. The Parties agree that no fortifications shall be built on the isle.

ARTICLE THREE – Limits

The number of submarines of each Party shall not exceed: (a) four conventional submarines; and (b) two
nuclear submarines.

Disputes shall be referred to the Mixed Commission, which shall decide within sixty days.
"""
STRAIT_DUTIES = [
    Duty(
        "Article One, paragraph 1", "shall not", "commanders of submarines", "simulate attacks", alone=True
    ),
    Duty("Article One, paragraph 1", "shall", "commanders of submarines", "remain surfaced", alone=True),
    Duty(
        "Article One, paragraph 1",
        "shall",
        "commanders of submarines",
        "answer any call within five minutes",
        alone=True,
    ),
    Duty("Article One, paragraph 2, subparagraph i)", "shall", "each Party", "keep a log of incidents"),
    Duty(
        "Article One, paragraph 2, subparagraph ii)",
        "shall",
        "each Party",
        "exchange the log with the other Party every three months",
    ),
    Duty("Article One, paragraph 2, subparagraph iii)", "shall not", "each Party", "publishing it"),
    Duty(
        "Article One, paragraph 3",
        "may",
        "either Party",
        "Aircraft of either Party may approach vessels of the other no closer than 500 metres",
        "except during search and rescue",
    ),
    Duty(
        "Article Two, paragraph 1",
        "shall",
        "the Kingdom of Ander",
        "open its ports to ships of the Republic of Bell",
        alone=True,
    ),
    Duty(
        "Article Two, paragraph 1",
        "may",
        "the Republic of Bell",
        "maintain one consul in each port",
        alone=True,
    ),
    Duty(
        "Article Two, paragraph 2",
        "shall not",
        "the Kingdom of Ander",
        "levy fees",
        "As long as the Republic of Bell pays the dues",
        alone=True,
    ),
    Duty(
        "Article Two, paragraph 3",
        "shall not",
        "the Parties",
        "no fortifications shall be built on the isle",
    ),
    Duty(
        "Article Three, subparagraph (a)",
        "shall not",
        "each Party",
        "The number of submarines of each Party shall not exceed four conventional submarines",
    ),
    Duty(
        "Article Three, subparagraph (b)",
        "shall not",
        "each Party",
        "The number of submarines of each Party shall not exceed two nuclear submarines",
    ),
    Duty("Article Three", "shall", "the Parties", "Disputes shall be referred to the Mixed Commission"),
    Duty("Article Three", "shall", "the Mixed Commission", "decide within sixty days", alone=True),
]

LAKES = """Article 1. Members of the Lakes Pact shall not carry out military activities in Tal.

Article 2. The United Cantons of Mer shall not establish bases in States that are not members of the
Pact, use their infrastructure for any military activities or develop military cooperation with them.

Article 3. The Participants shall settle disputes by peaceful means and refrain from the use of force.

Article 4. They are prohibited from deploying ground-launched missiles abroad. The Participants shall
not train personnel to use nuclear weapons nor conduct exercises that involve their use.

Article 5. In the event that the Tal Federation deems its security threatened, it may request
consultations. No Participant shall be obliged to disclose sources.
"""
LAKES_DUTIES = [
    Duty(
        "Article 1",
        "shall not",
        "Members of the Lakes Pact",
        "carry out military activities in Tal",
        alone=True,
    ),
    Duty(
        "Article 2",
        "shall not",
        "the United Cantons of Mer",
        "establish bases in States that are not members of the Pact",
        alone=True,
    ),
    Duty(
        "Article 2",
        "shall not",
        "the United Cantons of Mer",
        "use their infrastructure for any military activities",
        alone=True,
    ),
    Duty(
        "Article 2",
        "shall not",
        "the United Cantons of Mer",
        "develop military cooperation with them",
        alone=True,
    ),
    Duty("Article 3", "shall", "the Participants", "settle disputes by peaceful means"),
    Duty("Article 3", "shall not", "the Participants", "the use of force"),
    Duty("Article 4", "shall not", "the Participants", "deploying ground-launched missiles abroad"),
    Duty("Article 4", "shall not", "the Participants", "train personnel to use nuclear weapons"),
    Duty("Article 4", "shall not", "the Participants", "conduct exercises that involve their use"),
    Duty("Article 5", "may", "the Tal Federation", "request consultations", alone=True),
]
TREATIES = {
    "league": (LEAGUE, LEAGUE_DUTIES),
    "sides": (SIDES, SIDES_DUTIES),
    "river": (RIVER, RIVER_DUTIES),
    "strait": (STRAIT, STRAIT_DUTIES),
    "lakes": (LAKES, LAKES_DUTIES),
}


@pytest.mark.parametrize("name", TREATIES)
def test_every_duty_of_a_treaty_is_read_in_full(name: str) -> None:
    text, duties = TREATIES[name]
    assert read(text) == duties


@pytest.mark.parametrize("name", TREATIES)
def test_the_words_of_an_obligation_stand_where_its_evidence_says(name: str) -> None:
    text = TREATIES[name][0]
    for proposal in obligations(document(text)):
        for span in (proposal.evidence, proposal.sentence):
            assert text[span.start : span.end] == span.exact
        assert proposal.sentence.start <= proposal.evidence.start
        assert proposal.evidence.end <= proposal.sentence.end


@pytest.mark.parametrize("name", TREATIES)
def test_a_treaty_is_told_by_its_clauses(name: str) -> None:
    assert is_treaty(document(TREATIES[name][0]))


@pytest.mark.parametrize("name", TREATIES)
def test_windows_line_ends_and_cyrillic_look_alikes_change_nothing(name: str) -> None:
    text, duties = TREATIES[name]
    assert read(text.replace("\n", "\r\n")) == duties
    assert read(text.replace("Article", "\u0410rt\u0456cl\u0435")) == duties


NEWS = """Ministers trade drafts

The two capitals spoke again on Monday, an official said. The draft, he said, was short.

"Article 4. The Parties shall not deploy missiles," it reads. A spokesman said that nobody had agreed.
"We shall see," she said, according to two people in the room.
"""
COMMUNIQUE = """Joint communiqué

1. The ministers met in Harbourtown on 3 May and reviewed relations.
2. They welcomed the progress of the experts and reaffirmed their support for the talks.
3. They expressed concern at recent exercises and agreed to meet again in autumn.
"""


MEMBERS = """CONVENTION ON LAUNCHES

The Member States HAVE AGREED as follows:

Art. 1. Each Member State must announce its launches two days beforehand.

Art. 2. It is forbidden to launch missiles towards the shore of another Member State.

Art. 3. Launches already announced need not be announced again.
"""


def test_a_convention_of_member_states_that_must_announce_is_a_treaty() -> None:
    assert is_treaty(document(MEMBERS))
    assert [(duty.article, duty.force) for duty in read(MEMBERS)] == [
        ("Article 1", "shall"),
        ("Article 2", "shall not"),
    ]


@pytest.mark.parametrize(
    "text", [NEWS, COMMUNIQUE, "", "Article 5", "The Parties shall not deploy missiles."]
)
def test_what_only_speaks_of_a_treaty_is_none(text: str) -> None:
    assert not is_treaty(document(text))


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("The Parties shall reduce their forces.", "shall"),
        ("The Parties must reduce their forces.", "shall"),
        ("The Parties shall be obliged to reduce their forces.", "shall"),
        ("The Parties shall refrain from tests.", "shall not"),
        ("Each Party may not keep mines.", "shall not"),
        ("Each Party shall deploy no mines.", "shall not"),
        ("The Parties shall, in peace and war, not lay mines.", "shall not"),
        ("No Party shall lay mines.", "shall not"),
        ("The laying of mines is forbidden.", "shall not"),
        ("Each Party agrees to reduce its forces.", "undertakes"),
        ("Each Party commits itself not to test.", "undertakes not"),
        ("Each Party shall have the right to inspect a site.", "may"),
        ("Each Party shall keep no more than ten ships.", "shall"),
        ("Each Party undertakes to carry out no test of a missile.", "undertakes not"),
        ("Each Party pledges itself, for its part, to open its ports.", "undertakes"),
        ("Each Party commits itself, for its part, not to mine its ports.", "undertakes not"),
        ("Each Party waives its right to inspect the depot.", "undertakes not"),
        ("The Parties are to hold a meeting each month.", "shall"),
        ("Neither Party is to send patrols into the strip.", "shall not"),
        ("Each Party is under an obligation to admit observers.", "shall"),
        ("The Parties shall on no account fire at balloons.", "shall not"),
        ("Each Party is empowered to recall its observers.", "may"),
        ("Each Party shall, within two months, dismantle its batteries on the island.", "shall"),
    ],
)
def test_the_force_of_a_clause_is_in_its_verb(sentence: str, force: Force) -> None:
    assert [duty.force for duty in read(f"Article 1\n\n{sentence}\n")] == [force]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ('"Zone" means the strip along the line.', "definition"),
        ("For the purposes of this Treaty, the term 'tank' shall mean an armoured vehicle.", "definition"),
        ("A launcher shall be deemed destroyed when it has been cut in two.", "definition"),
        ("This Treaty shall enter into force on signature.", "formal"),
        ("This Treaty shall be open for signature by all States.", "formal"),
        ("Instruments of ratification shall be deposited with the Government of Ander.", "formal"),
    ],
)
def test_a_definition_or_formal_clause_binds_nobody(sentence: str, kind: str) -> None:
    text = f"Article 1\n\n{sentence}\n"
    assert read(text) == []
    assert [clause.kind for clause in clauses(document(text))] == [kind]


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        (
            "Each Party agrees to:\n(a) report its launches within a day;\n(b) refrain from jamming.\n",
            [("undertakes", "each Party"), ("undertakes not", "each Party")],
        ),
        (
            "In the area described in the Annex neither Party shall fly drones.\n",
            [("shall not", "neither Party")],
        ),
        (
            "Each Party shall notify its exercises, of which a list shall be kept by the Secretariat.\n",
            [("shall", "each Party"), ("shall", "the Secretariat")],
        ),
        (
            "The Kingdom of Norway upholds its claim to the shelf and it shall in no case mine it.\n",
            [("shall not", "the Kingdom of Norway")],
        ),
        (
            "A Party may refuse a visit, unless it has invoked Article V. The host State shall provide transport.\n",
            [("may", "a Party"), ("shall", "the host State")],
        ),
        ("The purpose of the Commission is to reduce tension.\n", []),
    ],
)
def test_whom_a_clause_binds_is_found_where_its_subject_begins(
    text: str, duties: list[tuple[Force, str]]
) -> None:
    assert [(duty.force, duty.bound) for duty in read(f"Article 1\n\n{text}")] == duties


def test_a_later_sentence_can_take_something_out_of_a_duty() -> None:
    text = "Article 1\n\nThe Parties shall not fly drones. This prohibition shall not apply to rescue.\n"
    assert read(text) == [
        Duty(
            "Article 1",
            "shall not",
            "the Parties",
            "fly drones",
            "This prohibition shall not apply to rescue",
        )
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("if a Party so requests", "trigger"),
        ("provided that the other Party does the same", "reciprocity"),
        ("unless the Commission decides otherwise", "exception"),
    ],
)
def test_a_duty_hangs_on_its_condition(words: str, kind: str) -> None:
    text = f"Article 1\n\nEach Party shall open its depots, {words}.\n"
    (proposal,) = obligations(document(text))
    assert proposal.condition is not None
    assert (proposal.condition.kind, proposal.condition.text) == (kind, words)


def test_an_article_that_is_referred_to_opens_no_clause() -> None:
    text = "Article 1\n\nThe Parties shall meet in accordance with\nArticle 2 of the Charter.\n"
    assert [clause.label for clause in clauses(document(text))] == ["Article 1"]


def test_gaps_and_repeats_in_the_numbers_are_reported() -> None:
    text = "\n\n".join(f"Article {n}\n\nThe Parties shall meet." for n in (1, 3, 3))
    assert numbering(document(text)) == (
        "Article 3 follows number 1.",
        "Article 3 stands in the text more than once.",
    )


def test_a_side_demands_of_the_other_and_offers_of_its_own() -> None:
    text = "Article 1\n\nThe Republic of Bell shall withdraw. The Kingdom of Ander shall open its ports.\n"
    ander = Voice(name="Ander")
    demand, offer = obligations(document(text), author=ander)
    assert (demand.stance, demand.target and demand.target.name) == ("demands", "the Republic of Bell")
    assert (offer.stance, offer.target, offer.speaker) == ("offers", None, ander)
    assert demand.checks == ()


@pytest.mark.parametrize(
    ("clause", "author", "stance"),
    [
        ("The Republic of Bell may keep its patrols.", "Ander", "offers"),
        ("The Kingdom of Ander may keep its patrols.", "Ander", "demands"),
        ("Each Party may keep its patrols.", "Ander", "willing"),
        ("Each Party may keep its patrols.", None, "willing"),
        ("The Republic of Bell may keep its patrols.", None, "willing"),
        ("Each Party shall keep its patrols.", None, "demands"),
        ("The Republic of Bell may not keep its patrols.", "Ander", "demands"),
    ],
)
def test_what_a_clause_permits_is_given_to_whoever_may_do_it(
    clause: str, author: str | None, stance: str
) -> None:
    side = Voice(name=author) if author else None
    (proposal,) = obligations(document(f"Article 1\n\n{clause}\n"), author=side)
    assert proposal.stance == stance
    assert bool(proposal.checks) == (author is None)


def test_a_draft_that_nobody_has_put_forward_says_so() -> None:
    (proposal,) = obligations(document("Article 1\n\nThe Parties shall meet.\n", outlet="The Herald"))
    assert proposal.speaker.name == "draft treaty"
    assert [told.who.name for told in proposal.chain] == ["The Herald", "draft treaty"]
    assert proposal.checks == ("Who put this text forward is not said.",)


def test_a_clause_that_does_not_say_whom_it_binds_says_so() -> None:
    (proposal,) = obligations(document("Article 1\n\nNo missiles shall be deployed there.\n"))
    assert proposal.ambiguous == ("The clause does not say whom it binds: the Parties were taken.",)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Article 1", "Article", "(a)", "\n", "\n\n", "The Parties", "shall", "not", ":", ";", ",", ".",
            "if", "unless", "and", "deploy", "missiles", "Annex",
            "1.", "i)", "-", "which", "А", "\r\n", "[1]", "¹"]
        ),
        max_size=60,
    ).map(" ".join)
)  # fmt: skip
def test_odd_input_is_survived_and_quoted_word_for_word(text: str) -> None:
    tree = clauses(document(text))
    assert all(clause.parent is None or clause.parent < i for i, clause in enumerate(tree))
    for proposal in obligations(document(text)):
        span = proposal.evidence
        assert text[span.start : span.end] == span.exact


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["\n\nArticle 7\n\nThe Parties shall not test, except at sea.", "a, ", "- quit;\n", "if a Party "],
)  # fmt: skip
def test_a_megabyte_is_read_in_the_time_of_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "Article 1\n\nThe Parties shall:\n" + piece * (size // len(piece))
        start = time.process_time()
        obligations(document(text))
        return time.process_time() - start

    seconds(10_000)
    assert seconds(1_000_000) < 30 * (seconds(100_000) + 0.05)


def test_a_condition_before_a_subject_that_goes_on_with_which_is_found_in_its_place() -> None:
    text = (
        "Article 1\n\nIf a vessel is damaged, each Party, which shall bear its own costs, may send a tug.\n"
    )
    condition = obligations(document(text))[0].condition
    assert condition is not None
    assert (condition.text, condition.span.start) == ("If a vessel is damaged", text.index("If a vessel"))


STYLES = {
    "a preamble that ends in 'have agreed:' hands nothing to clauses with a verb of their own": (
        "Ceasefire Agreement\n\nThe Republic of Mali and the Azaway Front have agreed:\n\n"
        "1. During the truce, the Parties shall refrain from:\na. raids on convoys;\nb. the laying of mines.\n\n"
        "2. Entry to the camps may not be refused.\n",
        [
            Duty("Paragraph 1, subparagraph a", "shall not", "the Parties", "raids on convoys"),
            Duty("Paragraph 1, subparagraph b", "shall not", "the Parties", "the laying of mines"),
            Duty("Paragraph 2", "shall not", "the Parties", "Entry to the camps may not be refused"),
        ],
    ),
    "headings with Roman numbers, and an annex": (
        "TRUCE AGREEMENT\n\nI. Restraint\n\n1. Neither side shall shell towns.\n\nII. Return\n\n"
        "1. The Government must free all hostages.\n\nAnnex B\nSchedule\n\n1. Day 3: Chad shall open the road.\n",
        [
            Duty("Section I, paragraph 1", "shall not", "neither side", "shell towns"),
            Duty("Section II, paragraph 1", "shall", "the Government", "free all hostages", alone=True),
            Duty("Annex B, paragraph 1", "shall", "Chad", "open the road", alone=True),
        ],
    ),
    "numbered points, the troops of one side, and a list that runs on": (
        "Protocol\n\nPoint 1. The sides shall be still while Peru acts.\n\n"
        "Point 2. Peruvian troops must not cross the canal.\n\n"
        "Point 3. The Front shall: a) list its depots; b) in no case move arms.\n",
        [
            Duty("Point 1", "shall", "the sides", "be still while Peru acts"),
            Duty("Point 2", "shall not", "Peruvian troops", "Peruvian troops must not cross the canal", alone=True),
            Duty("Point 3, subparagraph a", "shall", "the Front", "list its depots", alone=True),
            Duty("Point 3, subparagraph b", "shall not", "the Front", "move arms", alone=True),
        ],
    ),
    "capital letters under numbers, and two who each agree": (
        "ARMISTICE CONVENTION\n\n1. Land\n\nA. Laos shall clear the delta.\n\n"
        "B. Laos and Burma each agree to open the pass.\n\n2. Sea\n\n"
        "A. Ships may sail by day; either Party may inspect them.\n",
        [
            Duty("Paragraph 1, subparagraph A", "shall", "Laos", "clear the delta", alone=True),
            Duty("Paragraph 1, subparagraph B", "undertakes", "Laos + Burma", "open the pass"),
            Duty("Paragraph 2, subparagraph A", "may", "the Parties", "Ships may sail by day"),
            Duty("Paragraph 2, subparagraph A", "may", "either Party", "inspect them"),
        ],
    ),
    "never under any circumstances, that Party, and a right set off by commas": (
        "CONVENTION ON MINES\n\nArticle 1\n\nEach State Party undertakes never under any circumstances:\n\n"
        "(a) To sell mines;\n\n(b) To train others in their use.\n\nArticle 2\n\n"
        "Each State Party shall, in the exercise of its sovereignty, have the right to denounce this Convention. "
        "In the event of a State Party being invaded, that Party may delay clearance.\n\nArticle 3\n\n"
        "Commanders of both sides shall meet weekly.\n",
        [
            Duty("Article 1, subparagraph (a)", "undertakes not", "each State Party", "sell mines"),
            Duty("Article 1, subparagraph (b)", "undertakes not", "each State Party", "train others in their use"),
            Duty("Article 2", "may", "each State Party", "denounce this Convention"),
            Duty("Article 2", "may", "that Party", "delay clearance"),
            Duty("Article 3", "shall", "commanders of both sides", "meet weekly"),
        ],
    ),
}  # fmt: skip


def _plain(duty: Duty) -> Duty:
    return replace(duty, article=duty.article.rstrip(".)") if "(" not in duty.article else duty.article)


@pytest.mark.parametrize("style", STYLES)
def test_treaties_of_many_styles_are_read_alike(style: str) -> None:
    text, expected = STYLES[style]
    assert [_plain(duty) for duty in read(text)] == expected
