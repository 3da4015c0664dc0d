"""The scorer of `benchmarks/read.py`: what counts as found, as right, as missed and as the worst error."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from scoring.clauses import number  # noqa: E402
from scoring.gold import Gold, gold_of, read_gold  # noqa: E402
from scoring.matching import any_name, may_match, pair, same_name, words_of  # noqa: E402
from scoring.score import Scored, score  # noqa: E402
from scoring.second import as_read  # noqa: E402
from scoring.shares import Share, balance, total  # noqa: E402
from scoring.sheet import Read  # noqa: E402

from detente.case.proposals import (  # noqa: E402
    About,
    Amount,
    Condition,
    Deed,
    Obligation,
    Proposal,
    Span,
    Told,
    Voice,
    When,
)
from detente.errors import UsageError  # noqa: E402
from detente.files.nodes import plain  # noqa: E402
from detente.files.yaml_tree import read_yaml  # noqa: E402

DEV = ROOT / "benchmarks" / "read" / "dev"
GUIDELINES = ROOT / "benchmarks" / "read" / "GUIDELINES.md"

TALKS = (
    "Norvale would open the lock if Ostmere opened its own, the minister said. "
    "Ostmere's envoy claimed that Norvale had promised to sink its eight patrol boats. "
    "The minister denied it. About 40 divers, a dozen of them from Norvale, trained near Eel Bay."
)
LOCK = "Norvale would open the lock if Ostmere opened its own"
BOATS = "Norvale had promised to sink its eight patrol boats"
DENIED = "The minister denied it"


def span(words: str, text: str = TALKS) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), exact=words)


def proposal(
    words: str, stance: str, who: str | None, issue: str, *, text: str = TALKS, **more
) -> Proposal:
    fields = {
        "id": words,
        "says": words,
        "attribution": "indirect",
        "speaker": Voice(name=who or "?", id=who),
    }
    about = (About(issue=issue, text=issue),) if issue else ()
    return Proposal(
        **(fields | {"stance": stance, "about": about, "evidence": span(words, text)} | more),
        sentence=span(words, text),
    )


def statement(key: str, words: str, stance: list[str], who: list[str], issue: list[str], **more) -> dict:
    return {"id": key, "span": words, "stance": stance, "speaker": who or ["nobody"], "who": who,
            "issue": issue} | more  # fmt: skip


def scored(statements: list[dict], *proposals: Proposal, text: str = TALKS, **more) -> Scored:
    return score(gold_of({"statements": statements} | more, text, "talks"), Read(text, proposals))


OPEN_LOCK = statement("g1", LOCK, ["conditional", "offers"], ["norvale"], ["water"],
                      condition={"text": "if Ostmere opened its own", "kind": "reciprocity"})  # fmt: skip
SINK = statement("g2", BOATS, ["claims"], ["ostmere"], ["aircraft-and-ships"])
DENY = statement("g3", DENIED, ["denies"], ["norvale"], ["good-faith"], contests=["g2"])


# ---------------------------------------------------------------- what may match


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (range(10), range(10), True),
        (range(10), range(3, 13), True),  # 7 of 13
        (range(10), range(4, 14), False),  # 6 of 14
        (range(10), range(4), True),  # lies inside, with 0.4
        (range(10), range(7, 10), False),  # lies inside, with 0.3
        (range(5), range(5, 10), False),
        (range(0), range(5), False),
    ],
)
def test_spans_match_by_half_their_words_or_by_lying_inside(one: range, other: range, match: bool):
    assert may_match(one, other) is may_match(other, one) is match


def test_words_are_found_by_place_so_that_the_same_words_elsewhere_do_not_match():
    words = words_of("We will not go. They say: we will not go.")
    assert words.run((0, 14)) == range(4)
    assert words.run((26, 40)) == range(6, 10)
    assert words.run((5, 9)) == range(1, 3), "a word that is only touched counts"


def test_as_many_matches_as_can_be_had_even_where_the_likest_pair_would_leave_one_over():
    found = pair([[range(10)], [range(8)]], [range(9), range(4)], optional=[False, False])
    assert len(found) == 2


def test_an_optional_gold_takes_no_proposal_from_another():
    found = pair([[range(10)], [range(8)]], [range(10)], optional=[True, False])
    assert found == {1: 0}


def test_of_two_proposals_on_the_same_words_the_right_one_is_matched():
    right = proposal(LOCK, "conditional", "norvale", "water")
    wrong = proposal(LOCK, "threatens", "ostmere", "shipping", id="other")
    for order in ((right, wrong), (wrong, right)):
        marks = scored([OPEN_LOCK], *order).marks
        assert marks["span P"] == Share(1, 2)
        assert marks["all right R"] == Share(1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Defence Ministry", "Defence Ministry", True),
        ("Bae Sung-hoon", "Mr. Bae", True),
        ("The Parties", "each Party", True),
        ("the Contracting Parties", "Norvale", False),
        ("Iran", "Iranian officials", False),
        ("Ministère", "the ministere", True),
        ("A", "an aide", False),
    ],
)
def test_a_name_is_the_same_if_its_words_are_contained_in_the_other(one: str, other: str, same: bool):
    assert same_name(one, other) is same_name(other, one) is same


# ---------------------------------------------------------------- statements


def test_a_statement_is_all_right_only_with_its_stance_issue_and_speaker():
    golds = [OPEN_LOCK, SINK]
    rows = {
        ("offers", "norvale", "water"): (1, 1, 1, 1),
        ("refuses", "norvale", "water"): (0, 1, 1, 0),
        ("offers", "ostmere", "water"): (1, 1, 0, 0),
        ("offers", "norvale", "shipping"): (1, 0, 1, 0),
        ("offers", "norvale", ""): (1, 0, 1, 0),
    }
    for (stance, who, issue), right in rows.items():
        marks = scored(golds, proposal(LOCK, stance, who, issue)).marks
        assert (marks["span P"], marks["span R"]) == (Share(1, 1), Share(1, 2))
        counts = [marks[f"{part} R"].right for part in ("stance", "issue", "speaker", "all right")]
        assert tuple(counts) == right, (stance, who, issue)


def test_a_statement_without_an_issue_is_right_only_without_one():
    gold = statement("g1", LOCK, ["offers"], ["norvale"], [])
    assert scored([gold], proposal(LOCK, "offers", "norvale", "")).marks["issue P"] == Share(1, 1)
    assert scored([gold], proposal(LOCK, "offers", "norvale", "water")).marks["issue P"] == Share(0, 1)


def test_where_no_actor_is_known_the_name_decides():
    gold = statement("g1", LOCK, ["offers"], [], ["water"]) | {"speaker": ["a river engineer"]}
    for name, right in (("river engineer", 1), ("the minister", 0)):
        other = proposal(LOCK, "offers", None, "water", speaker=Voice(name=name))
        assert scored([gold], other).marks["speaker R"] == Share(right, 1)


def test_a_right_name_without_an_actor_is_a_right_speaker_and_no_actor():
    gold = OPEN_LOCK | {"speaker": ["the minister"]}
    for actor, right in (("norvale", 1), (None, 0)):
        other = proposal(LOCK, "offers", None, "water", speaker=Voice(name="minister", id=actor))
        marks = scored([gold], other).marks
        assert (marks["speaker R"], marks["actor"]) == (Share(1, 1), Share(right, 1))


def test_an_actor_that_is_named_and_wrong_is_not_saved_by_a_name():
    gold = OPEN_LOCK | {"speaker": ["officials"]}
    other = proposal(LOCK, "offers", None, "water", speaker=Voice(name="Ostmere officials", id="ostmere"))
    assert scored([gold], other).marks["speaker R"] == Share(0, 1)


def test_an_optional_statement_is_neither_missed_nor_wrong():
    loose = SINK | {"optional": True}
    first = proposal(LOCK, "offers", "norvale", "water")
    missed = scored([OPEN_LOCK, loose], first)
    found = scored([OPEN_LOCK, loose], first, proposal(BOATS, "claims", "ostmere", ""))
    for each in (missed, found):
        assert (each.marks["span P"], each.marks["span R"]) == (Share(1, 1), Share(1, 1))
    assert not missed.errors[1:]


def test_a_proposal_on_nothing_is_wrong_and_a_gold_without_one_is_missed():
    came = scored([SINK], proposal("trained near Eel Bay", "claims", "norvale", "exercises"))
    assert (came.marks["span P"], came.marks["span R"]) == (Share(0, 1), Share(0, 1))
    assert [line.split(":")[0] for line in came.errors] == [
        "missed g2",
        "not in the gold trained near Eel Bay",
    ]


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (["The Lake Post", "Ostmere's envoy", "Norvale"], 1),
        (["Ostmere's envoy", "Norvale"], 1),  # the outlet may be left out
        (["The Lake Post", "Norvale"], 0),
        (["The Lake Post", "the minister", "Norvale"], 0),
        (["The Lake Post", "the minister", "Ostmere's envoy", "Norvale"], 0),
        ([], 0),
    ],
)
def test_an_attribution_is_right_only_with_everybody_between_outlet_and_speaker(
    names: list[str], right: int
):
    gold = statement("g1", BOATS, ["offers"], ["norvale"], ["aircraft-and-ships"])
    gold["chain"] = ["The Lake Post", "Ostmere's envoy", "Norvale"]
    chain = tuple(Told(who=Voice(name=name), cue="said" if at else None) for at, name in enumerate(names))
    came = scored([gold], proposal(BOATS, "offers", "norvale", "", chain=chain), outlet="The Lake Post")
    assert came.marks["attribution R"] == Share(right, 1)
    assert came.marks["speaker R"] == Share(1, 1)


@pytest.mark.parametrize(
    ("head", "cue", "right"),
    [
        ("the Ministry of Lakes", None, 1),  # the paper's own voice, by whatever name
        ("The Lake Post", "reported", 1),
        ("the Ministry of Lakes", "said", 0),  # the text says that it said it: a link like any other
    ],
)
def test_the_papers_own_voice_at_the_head_of_a_chain_is_not_compared(
    head: str, cue: str | None, right: int
):
    gold = statement("g1", BOATS, ["offers"], ["norvale"], []) | {"chain": ["The Lake Post", "Norvale"]}
    chain = (Told(who=Voice(name=head), cue=cue), Told(who=Voice(name="Norvale"), cue="said"))
    came = scored([gold], proposal(BOATS, "offers", "norvale", "", chain=chain), outlet="The Lake Post")
    assert came.marks["attribution R"] == Share(right, 1)


def test_in_a_paper_without_an_outlet_the_first_to_speak_is_compared():
    gold = statement("g1", BOATS, ["offers"], ["norvale"], []) | {"chain": ["Ada Lind", "Norvale"]}
    for name, right in (("Ada Lind", 1), ("Bo Vik", 0)):
        chain = (Told(who=Voice(name=name)), Told(who=Voice(name="Norvale"), cue="said"))
        came = scored([gold], proposal(BOATS, "offers", "norvale", "", chain=chain))
        assert came.marks["attribution R"] == Share(right, 1)


@pytest.mark.parametrize(
    ("members", "name", "right"),
    [
        (("norvale", "ostmere", "sudland"), "the three", True),
        (("norvale", "ostmere"), "the two", True),  # two of three
        (("norvale",), "one", False),
        (("norvale", "inseln", "westmark"), "the others", False),
        (("inseln", "westmark"), "the lake states", True),  # by its name
        ((), "the lake states", True),
    ],
)
def test_a_joint_voice_is_right_by_at_least_half_of_its_members_or_by_its_name(
    members: tuple[str, ...], name: str, right: bool
):
    gold = statement("g1", LOCK, ["offers"], ["norvale", "ostmere", "sudland"], [])
    gold["speaker"] = ["the lake states"]
    came = scored([gold], proposal(LOCK, "offers", None, "", speaker=Voice(name=name, members=members)))
    assert came.marks["speaker R"] == Share(int(right), 1)


def test_several_together_may_be_the_wrong_side_and_the_worst_error():
    both = Voice(name="the two", members=("norvale", "sudland"))
    came = scored([SINK], proposal(BOATS, "offers", None, "", speaker=both))
    assert came.worst
    assert came.marks["wrong side"] == Share(1, 1)
    own = Voice(name="the two", members=("ostmere", "sudland"))
    came = scored([SINK], proposal(BOATS, "offers", None, "", speaker=own))
    assert not came.worst
    assert came.marks["wrong side"] == Share(0, 1)


def test_a_voice_between_may_have_any_name_that_the_annotation_gives_it():
    inner = statement("g1", BOATS, ["offers"], ["norvale"], []) | {"chain": ["Ada Lind", "Norvale"]}
    lind = DENY | {"speaker": ["Ada Lind", "the minister"], "contests": []}
    for between, right in (("minister", 1), ("envoy", 0)):
        chain = tuple(Told(who=Voice(name=name), cue="said") for name in (between, "Norvale"))
        came = scored([inner, lind], proposal(BOATS, "offers", "norvale", "", chain=chain))
        assert came.marks["attribution R"] == Share(right, 2)


def test_a_condition_is_found_by_its_words_and_then_has_a_kind():
    def marks(words: str, kind: str):
        condition = Condition(kind=kind, text=words, span=span(words))
        return scored([OPEN_LOCK], proposal(LOCK, "offers", "norvale", "water", condition=condition)).marks

    good = marks("if Ostmere opened its own", "reciprocity")
    assert (good["condition R"], good["condition kind"]) == (Share(1, 1), Share(1, 1))
    other = marks("if Ostmere opened its own", "trigger")
    assert (other["condition R"], other["condition kind"]) == (Share(1, 1), Share(0, 1))
    elsewhere = marks("open the lock", "reciprocity")
    assert (elsewhere["condition P"], elsewhere["condition R"]) == (Share(0, 1), Share(0, 1))
    none = scored([OPEN_LOCK], proposal(LOCK, "offers", "norvale", "water")).marks
    assert (none["condition P"], none["condition R"]) == (Share(0, 0), Share(0, 1))


def test_a_contested_link_counts_in_either_direction_and_a_false_one_costs_precision():
    claim = proposal(BOATS, "claims", "ostmere", "")
    linked = proposal(BOATS, "claims", "ostmere", "", contests=(DENIED,))
    denial = proposal(DENIED, "denies", "norvale", "good-faith", contests=(BOATS,))
    lock = proposal(LOCK, "offers", "norvale", "water")
    bare = proposal(DENIED, "denies", "norvale", "good-faith")
    false = proposal(DENIED, "denies", "norvale", "good-faith", contests=(LOCK,))
    golds = [OPEN_LOCK, SINK, DENY]
    rows = {
        (claim, denial): (1, 1, 1),
        (linked, bare): (1, 1, 1),
        (claim, bare): (0, 0, 1),
        (claim, false): (0, 1, 1),
    }
    for pairs, (right, proposed, asked) in rows.items():
        marks = scored(golds, lock, *pairs).marks
        assert marks["contested P"] == Share(right, proposed)
        assert marks["contested R"] == Share(right, asked)


# ---------------------------------------------------------------- the worst error


@pytest.mark.parametrize(
    ("stance", "who", "worst"),
    [
        ("offers", "norvale", 1),  # a promise that the other side only says was made
        ("threatens", "norvale", 1),
        ("offers", "ostmere", 0),  # wrong, but it is still the claimant's
        ("claims", "norvale", 0),  # binds nobody
        ("offers", None, 0),  # nobody is bound
    ],
)
def test_the_worst_error_binds_an_actor_to_what_another_claims(stance: str, who: str | None, worst: int):
    came = scored([SINK], proposal(BOATS, stance, who, ""))
    assert len(came.worst) == worst
    assert came.marks["worst error"].right == worst
    if worst:
        assert "talks g2: norvale" in came.worst[0]


def test_the_worst_error_is_seen_inside_a_claim_that_was_also_read_rightly():
    inner = proposal("to sink its eight patrol boats", "willing", "norvale", "")
    came = scored([SINK], proposal(BOATS, "claims", "ostmere", ""), inner)
    assert came.marks["worst error"] == Share(1, 1)


def test_what_an_actor_itself_offers_is_never_the_worst_error():
    came = scored([OPEN_LOCK], proposal(LOCK, "threatens", "ostmere", "water"))
    assert came.marks["worst error"] == Share(0, 1)


def test_what_an_actor_offers_filed_under_another_is_the_wrong_side():
    for stance, who, share in (
        ("offers", "ostmere", Share(1, 1)),
        ("offers", "norvale", Share(0, 1)),
        ("claims", "ostmere", Share(0, 0)),
        ("offers", None, Share(0, 0)),
    ):
        assert scored([OPEN_LOCK], proposal(LOCK, stance, who, "water")).marks["wrong side"] == share


# ---------------------------------------------------------------- figures and clauses


DIVERS = {
    "text": "About 40 divers",
    "approximator": "About",
    "value": 40,
    "unit": "divers",
    "place": "Eel Bay",
}
DOZEN = {"text": "a dozen", "value": 12, "part_of": "About 40 divers"}


def amount(words: str, **more) -> Amount:
    return Amount(text=words, span=span(words), **more)


def test_a_figure_is_scored_by_value_approximator_place_and_whole():
    good = (
        amount("About 40 divers", value=40.0, approximator="about", place="near Eel Bay"),
        amount("dozen", value=12.0, part_of=0),
    )
    gold = gold_of({"figures": [DIVERS, DOZEN]}, TALKS, "talks")
    marks = score(gold, Read(TALKS, (), good)).marks
    for name in ("figure found P", "figure found R", "figure value R", "approximator"):
        assert marks[name] == Share(2, 2), name
    assert (marks["place"], marks["part of"]) == (Share(1, 1), Share(1, 1))


def test_a_wrong_value_an_invented_place_and_a_lost_approximator_each_cost_something():
    poor = (
        amount("40 divers", value=400.0),
        amount("dozen", value=12.0, place="Norvale"),
        amount("eight", value=8.0),
    )
    gold = gold_of({"figures": [DIVERS, DOZEN]}, TALKS, "talks")
    marks = score(gold, Read(TALKS, (), poor)).marks
    assert (marks["figure found P"], marks["figure found R"]) == (Share(2, 3), Share(2, 2))
    assert marks["figure value R"] == Share(1, 2)
    assert marks["approximator"] == Share(1, 2)
    assert (marks["place"], marks["part of"]) == (Share(0, 2), Share(0, 1))


def test_a_figure_in_several_proposals_counts_once():
    forty = amount("About 40 divers", value=40.0, approximator="about", place="Eel Bay")
    twice = [proposal(words, "claims", None, "", quantities=(forty,)) for words in (LOCK, BOATS)]
    assert scored([], *twice, figures=[DIVERS]).marks["figure found P"] == Share(1, 1)


def test_a_figure_that_stands_twice_and_is_annotated_once_is_not_wrong_the_second_time():
    text = "40 boats came. The 40 boats left with 3 flags."
    gold = gold_of({"figures": [{"text": "40 boats", "value": 40}]}, text, "boats")
    found = tuple(
        Amount(text=text[at:], span=Span(start=at, end=at + 2, exact=text[at : at + 2]), value=40.0)
        for at in (0, 19, 38)
    )
    assert score(gold, Read(text, (), found)).marks["figure found P"] == Share(1, 2)


def test_a_range_needs_both_ends():
    text = "between 10 and 12 ships"
    gold = gold_of({"figures": [{"text": text, "low": 10, "high": 12}]}, text, "ships")
    for high, right in ((12.0, 1), (11.0, 0), (None, 0)):
        found = Amount(text=text, span=span(text, text), low=10.0, high=high)
        assert score(gold, Read(text, (), (found,))).marks["figure value R"] == Share(right, 1)


PACT = "Article 4\n1. Norvale shall not dredge the channel, except after a flood. 2. The Parties may fish."
DREDGE = "Norvale shall not dredge the channel"
CLAUSE = {"article": "Article IV, paragraph 1", "force": "shall not", "bound": ["Norvale"], "span": DREDGE,
          "reciprocal": False, "exception": "except after a flood"}  # fmt: skip


def clause(**more) -> Proposal:
    flood = Condition(kind="exception", text="", span=span("except after a flood", PACT))
    fields = {"article": "Article 4, paragraph 1", "force": "shall not", "bound": ("Norvale",),
              "act": "dredge the channel", "exception": flood} | more  # fmt: skip
    return proposal(DREDGE, "demands", None, "water", text=PACT, obligation=Obligation(**fields))


def test_a_clause_is_right_with_its_article_its_force_and_who_is_bound():
    rows = {
        (): (1, 1, 1),
        (("article", "Article 4, paragraph 2"),): (0, 1, 1),
        (("force", "shall"),): (0, 1, 1),
        (("bound", ("Norvale", "Ostmere")),): (0, 1, 1),
        (("bound", ()),): (0, 1, 1),
        (("reciprocal", True),): (1, 0, 1),
        (("exception", None),): (1, 1, 0),
    }
    for changed, right in rows.items():
        marks = scored([], clause(**dict(changed)), text=PACT, obligations=[CLAUSE]).marks
        assert marks["clause found R"] == Share(1, 1)
        assert marks["span P"] == Share(0, 0), "a clause is not a wrong statement as well"
        assert tuple(marks[name].right for name in ("clause right P", "reciprocity", "exception")) == right


def test_a_clause_is_found_without_its_subject_and_with_its_exception():
    rows = {
        "shall not dredge the channel, except after a flood": 1,
        "except after a flood": 0,
        "may fish": 0,
    }
    for words, found in rows.items():
        read_so = replace(clause(), evidence=span(words, PACT))
        assert scored([], read_so, text=PACT, obligations=[CLAUSE]).marks["clause found R"].right == found


def test_a_clause_read_in_a_document_that_is_no_treaty_is_a_wrong_statement():
    assert scored([], clause(), text=PACT).marks["span P"] == Share(0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Article IV, paragraph 2", "ARTICLE 4 (2)"),
        ("Article XI", "Art. 11"),
        ("Article 4, subparagraph (c)", "Article 4 (c)"),
    ],
)
def test_a_clause_has_the_same_number_however_it_is_written(one: str, other: str):
    assert number(one) == number(other)
    assert number(one) != number("Article 5")


# ---------------------------------------------------------------- a reading that is the annotation


def at(gold: Gold, place: tuple[int, int]) -> Span:
    return Span(start=place[0], end=place[1], exact=gold.text[slice(*place)])


def condition(gold: Gold, place: tuple[int, int] | None, kind: str) -> Condition | None:
    return place and Condition(kind=kind, text="", span=at(gold, place))


def perfect(gold: Gold) -> Read:
    """What a reader would have to find: the annotation itself, as proposals."""
    statements = [
        Proposal(
            id=one.id, stance=one.stance[0], attribution="indirect", says="", contests=one.contests,
            speaker=Voice(name=one.speaker[0], id=next(iter(one.who), None)),
            chain=tuple(Told(who=Voice(name=name), cue="said") for name in one.chain),
            about=tuple(About(issue=issue, text="") for issue in one.issue[:1]),
            target=one.target and Voice(name="?", id=one.target),
            condition=condition(gold, one.condition, one.condition_kind),
            said=one.said and When(text="", date=one.said),
            act=one.act and Deed(kind=one.act),
            evidence=at(gold, one.place), sentence=at(gold, one.place),
        )
        for one in gold.statements
    ]  # fmt: skip
    clauses = [
        Proposal(
            id=f"o{index}", stance="demands", attribution="document", says="", speaker=Voice(name="treaty"),
            evidence=at(gold, one.place), sentence=at(gold, one.place),
            obligation=Obligation(
                article=one.article, force=one.force, bound=one.bound[:1], act="",
                reciprocal=one.reciprocal, exception=condition(gold, one.exception, "exception"),
            ),
        )
        for index, one in enumerate(gold.obligations)
    ]  # fmt: skip
    texts = [one.text for one in gold.figures]
    seen = [texts[:index].count(text) for index, text in enumerate(texts)]
    figures = [
        Amount(
            text=one.text, span=at(gold, one.places[nth % len(one.places)]),
            approximator=one.approximator, value=one.value, low=one.low, high=one.high, place=one.where,
            part_of=None if one.part_of is None else texts.index(one.part_of),
        )
        for one, nth in zip(gold.figures, seen, strict=True)
    ]  # fmt: skip
    return Read(gold.text, (*statements, *clauses), tuple(figures))


@pytest.mark.parametrize("path", sorted(DEV.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_reading_that_is_the_annotation_gets_every_mark_and_has_no_error(path: Path):
    gold = read_gold(path, path.with_suffix(".txt").read_bytes().decode("utf-8"))
    came = score(gold, perfect(gold))
    bad = ("wrong side", "worst error")
    assert [name for name in bad if came.marks[name].right] == []
    assert [name for name, part in came.marks.items() if part.right < part.of and name not in bad] == []
    assert came.worst == came.errors == ()


# ---------------------------------------------------------------- shares


def test_the_interval_is_wilsons():
    low, high = Share(81, 263).interval()
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, table I, method 3
    assert Share(0, 0).interval() == (0.0, 1.0)
    assert Share(0, 20).interval() == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_shares_of_documents_add_up_and_balance():
    assert total([{"span P": Share(1, 2)}, {"span P": Share(3, 4)}]) == {"span P": Share(4, 6)}
    assert balance(Share(1, 2), Share(1, 1)) == pytest.approx(2 / 3)
    assert balance(Share(0, 2), Share(0, 1)) == 0.0


# ---------------------------------------------------------------- the annotations


def test_words_that_are_not_in_the_text_are_refused_with_the_words():
    with pytest.raises(UsageError, match="talks: these words are not in the text: 'a tunnel'"):
        gold_of({"statements": [SINK | {"span": "a tunnel"}]}, TALKS, "talks")


def test_a_stance_from_outside_the_list_is_refused():
    with pytest.raises(UsageError, match="'wishes' is none of demands, insists"):
        gold_of({"statements": [SINK | {"stance": ["claims", "wishes"]}]}, TALKS, "talks")


def test_a_condition_that_stands_several_times_is_taken_where_it_is_nearest():
    text = "If asked, one goes. Later that year, if pressed, two go. Norvale waits if pressed."
    gold = statement("g1", "Norvale waits", ["offers"], ["norvale"], [])
    gold["condition"] = {"text": "if pressed", "kind": "trigger"}
    (found,) = gold_of({"statements": [gold]}, text, "x").statements
    assert found.condition == (text.rindex("if pressed"), len(text) - 1)


@pytest.mark.parametrize("path", sorted(DEV.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_annotation_holds_to_the_guidelines(path: Path):
    gold = read_gold(path, path.with_suffix(".txt").read_bytes().decode("utf-8"))
    lists = re.search(r"## Issue ids\n\n(.*?)\n\n", GUIDELINES.read_text("utf-8"), re.DOTALL)
    issues = set(lists[1].replace("\n", " ").split(", ")) if lists else set()
    assert gold.statements or gold.obligations
    for one in gold.statements:
        assert set(one.issue) <= issues, one.id
        assert set(one.contests) <= {other.id for other in gold.statements}, one.id
        assert any_name(one.chain[-1], one.speaker), one.id
        assert len(set(one.stance)) == len(one.stance), one.id
    for figure in gold.figures:
        assert figure.part_of is None or figure.part_of in [other.text for other in gold.figures]
        assert (figure.approximator or "").casefold() in figure.text.casefold()
        assert (figure.where or "") in gold.text
    assert len({one.id for one in gold.statements}) == len(gold.statements)


@pytest.mark.parametrize("path", sorted(DEV.glob("2*.yaml")), ids=lambda path: path.stem)
def test_an_annotation_agrees_with_itself_but_for_what_has_two_right_answers(path: Path):
    """What a second annotator puts first is held against everything that the first lets pass."""
    gold = read_gold(path, path.with_suffix(".txt").read_bytes().decode("utf-8"))
    marks = score(gold, as_read(gold)).marks
    for part in ("span P", "span R", "stance R", "issue R", "attribution R", "condition R"):
        assert marks[part].right == marks[part].of, part
    assert marks["wrong side"].right == marks["worst error"].right == 0


BOATS_LEFT = "About 40 boats, 12 of them from Norvale, would leave if Ostmere agreed, the minister said."


def placed(words: str) -> dict:
    start = BOATS_LEFT.index(words)
    return {"start": start, "end": start + len(words)}


def test_an_annotation_may_give_places_in_place_of_words():
    said = {"id": "g1", "stance": ["conditional"], "speaker": ["minister"], "who": ["norvale"]}
    whole = {"text": "About 40 boats", "value": 40}
    part = {"text": "12 of them", "value": 12}
    condition, clause = "if Ostmere agreed", "About 40 boats, 12 of them from Norvale, would leave"
    by_words = {
        "statements": [said | {"span": clause, "condition": {"text": condition, "kind": "trigger"}}],
        "figures": [whole, part | {"part_of": "About 40 boats"}],
    }
    by_places = {
        "statements": [said | placed(clause) | {"condition": placed(condition) | {"kind": "trigger"}}],
        "figures": [
            {"value": 40} | placed("About 40 boats"),
            {"value": 12, "part_of": placed("About 40 boats")} | placed("12 of them"),
        ],
    }
    assert gold_of(by_places, BOATS_LEFT, "x") == gold_of(by_words, BOATS_LEFT, "x")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7, 3), (-4, 3), (0, 10_000)])
def test_a_place_that_is_not_in_the_text_is_refused_with_the_place(start: int, end: int):
    said = {"id": "g1", "start": start, "end": end, "stance": ["claims"], "speaker": ["minister"]}
    with pytest.raises(UsageError, match=f"{start} to {end} is no place in a text of {len(BOATS_LEFT)}"):
        gold_of({"statements": [said]}, BOATS_LEFT, "x")


def test_places_counted_in_another_file_are_refused_with_where_to_find_the_right_one(tmp_path: Path):
    gold = tmp_path / "lock.yaml"
    gold.write_text(f"found: The Lock Gazette, page 2\nsha256: {'a' * 64}\nstatements: []\n")
    assert read_gold(gold, BOATS_LEFT, "a" * 64).statements == ()
    with pytest.raises(UsageError, match=f"this one has {'b' * 64}. Score .*The Lock Gazette, page 2"):
        read_gold(gold, BOATS_LEFT, "b" * 64)


def test_the_annotation_that_may_not_repeat_its_text_does_not():
    tree = plain(read_yaml((DEV.parent / "seed.yaml").read_text("utf-8"), "seed.yaml")[0])
    parts = [*tree["statements"], *tree["figures"]]
    parts += [one["condition"] for one in tree["statements"] if "condition" in one]
    assert len(parts) > 35
    assert not any("span" in one or "text" in one for one in parts)
    assert all(0 <= one["start"] < one["end"] for one in parts)
    gold = gold_of(tree, "x" * max(one["end"] for one in parts), "seed")
    names = {one.id for one in gold.statements}
    assert len(names) == len(gold.statements)
    assert all(set(one.contests) <= names for one in gold.statements)
    assert all(same_name(one.chain[-1], one.speaker[0]) for one in gold.statements)


# ---------------------------------------------------------------- the command


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "benchmarks" / "read.py", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_the_sealed_set_shows_no_sentence():
    came = run("--set", "sealed", "--errors")
    assert came.returncode == 1
    assert came.stdout == ""
    assert "the sealed set shows no sentence" in came.stderr


@pytest.mark.slow
def test_a_single_document_is_scored_with_a_gold_that_lies_elsewhere(tmp_path: Path):
    said = "The Foreign Ministry in Warsaw said that it would not lift the sanctions.\n"
    (tmp_path / "lock.txt").write_text(said)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "lock.yaml").write_text(
        "statements:\n  - {id: g01, span: it would not lift the sanctions, stance: [refuses],"
        " speaker: [Foreign Ministry], who: [poland], issue: [sanctions]}\n"
    )
    came = run("--article", tmp_path / "lock.txt", "--gold", tmp_path / "gold" / "lock.yaml", "--json")
    assert came.returncode == 0, came.stderr
    assert json.loads(came.stdout)["total"]["span R"] == [1, 1]


@pytest.mark.slow
def test_an_article_that_is_not_the_annotated_one_is_refused_with_a_sentence(tmp_path: Path):
    (tmp_path / "other.txt").write_text("The Foreign Ministry in Warsaw said nothing.\n")
    came = run("--article", tmp_path / "other.txt", "--gold", DEV.parent / "seed.yaml")
    assert came.returncode == 1
    assert "seed.yaml counts places in a file with SHA-256 28f8" in came.stderr
    assert "Traceback" not in came.stderr
