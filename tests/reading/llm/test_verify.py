"""Every corrupted reading of a model is refused, every turned one is queued, and none of them gets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from detente.case.proposals import Voice
from detente.reading.llm import Verified, verify
from detente.reading.llm.ask import Answer, Card

from .river import ACTORS, DOCUMENT, OTHER, RULES, SAID, TEXT, Said, cards_of

TURNED = {
    "demands": "refuses",
    "insists": "willing",
    "offers": "refuses",
    "willing": "refuses",
    "conditional": "offers",
    "refuses": "willing",
    "threatens": "offers",
    "claims": "denies",
    "denies": "claims",
    "accuses": "claims",
    "doubts": "claims",
}
EACH = pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.paragraph}-{said.stance}")


def judged(said: Said, card: Card) -> Verified:
    return verify(DOCUMENT, said.block, RULES, Answer((card,)), actors=ACTORS, model="model m, prompt 0")


def nth_word(card: Card, nth: int, word: str) -> Card:
    words = card.evidence.split(" ")
    words[nth % len(words)] = word
    changed = " ".join(words)
    return replace(card, evidence=changed, content=changed)


def without(text: str, nth: int) -> str:
    words = text.split(" ")
    return " ".join(words[:nth] + words[nth + 1 :])


def other_number(card: Card) -> Card | None:
    """The first figure with another digit, in the list of figures only."""
    if not card.quantities or not any(character.isdigit() for character in card.quantities[-1]):
        return None
    figure = card.quantities[-1]
    digit = next(character for character in figure if character.isdigit())
    return replace(card, quantities=(figure.replace(digit, "1" if digit != "1" else "3", 1),))


def other_number_throughout(card: Card) -> Card | None:
    changed = other_number(card)
    if changed is None:
        return None
    evidence = card.evidence.replace(card.quantities[-1], changed.quantities[0])
    return replace(changed, evidence=evidence, content=evidence)


def shortened_number(card: Card) -> Card | None:
    figure = card.quantities[-1] if card.quantities else ""
    return replace(card, quantities=(figure.partition(",")[2],)) if "," in figure else None


CORRUPTIONS: dict[str, Callable[[Card], Card | None]] = {
    "first word changed": lambda card: nth_word(card, 0, "Nobody"),
    "third word changed": lambda card: nth_word(card, 2, "never"),
    "last word changed": lambda card: nth_word(card, -1, "tomorrow"),
    "one word left out": lambda card: replace(card, evidence=without(card.evidence, 1)),
    "words joined over a gap": lambda card: replace(card, evidence=f"{card.evidence} … talks"),
    "evidence invented": lambda card: replace(card, evidence="Both sides agreed on everything"),
    "content from elsewhere": lambda card: replace(card, content="a treaty is ready for signature"),
    "content goes beyond the evidence": lambda card: replace(card, content=f"{card.evidence} today"),
    "number changed in the figures": other_number,
    "number changed throughout": other_number_throughout,
    "number shortened": shortened_number,
    "figure invented": lambda card: replace(card, quantities=(*card.quantities, "3 brigades")),
    "figure from another paragraph": lambda card: replace(
        card, quantities=("6 sites" if "6 sites" not in card.evidence else "4,500 troops",)
    ),
    "condition invented": lambda card: replace(card, condition="provided that the sanctions end"),
    "condition from another paragraph": lambda card: replace(
        card, condition="if Arden did the same" if card.speaker != "Marek Dull" else "cannot accept"
    ),
    "unknown speaker": lambda card: replace(card, speaker="Pavel Strand"),
    "speaker without a name": lambda card: replace(card, speaker="it"),
    "no speaker": lambda card: replace(card, speaker=""),
    "speaker is a plain word": lambda card: replace(card, speaker="river"),
    "stance not in the list": lambda card: replace(card, stance="agrees"),  # type: ignore[arg-type]
    "no evidence": lambda card: replace(card, evidence=""),
}


@EACH
def test_a_right_reading_is_accepted_as_the_rules_own_proposal(said: Said):
    done = judged(said, said.card)
    rule = RULES[SAID.index(said)]
    assert (done.queued, done.rejected) == ((), ())
    confirmed = done.accepted[0].proposal
    assert confirmed is not None
    assert confirmed.made_by == "rules 1 + model m, prompt 0"
    assert replace(confirmed, made_by=rule.made_by, checks=rule.checks) == rule


@EACH
@pytest.mark.parametrize(
    "set_otherwise",
    [
        lambda text: text.translate(
            {ord("“"): '"', ord("”"): '"', ord("’"): "'", ord("–"): "-", 0xA0: " "}
        ),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f" {text}\n".replace("“", "«").replace("”", "»"),
    ],
    ids=["plain", "wide", "unbroken", "guillemets"],
)
def test_a_reading_set_otherwise_is_accepted(said: Said, set_otherwise: Callable[[str], str]):
    card = said.card
    changed = Card(
        evidence=set_otherwise(card.evidence),
        content=set_otherwise(card.content),
        stance=card.stance,
        speaker=set_otherwise(card.speaker),
        condition=set_otherwise(card.condition) if card.condition else None,
        quantities=tuple(set_otherwise(one) for one in card.quantities),
    )
    done = judged(said, changed)
    assert len(done.accepted) == 1, (done.queued, done.rejected)


@EACH
@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_a_corrupted_reading_is_rejected_with_a_sentence(said: Said, corruption: str):
    card = CORRUPTIONS[corruption](said.card)
    if card is None:
        assert not said.quantities or corruption == "number shortened"
        return
    assert card != said.card
    done = judged(said, card)
    assert (done.accepted, done.queued) == ((), ())
    assert done.rejected[0].proposal is None
    assert all(" " in reason for reason in done.rejected[0].reasons)
    assert done.rejected[0].reasons


@EACH
def test_any_one_word_changed_is_refused(said: Said):
    count = len(said.evidence.split(" "))
    for nth in range(count):
        done = judged(said, nth_word(said.card, nth, "otherwise"))
        assert (done.accepted, done.queued, len(done.rejected)) == ((), (), 1)
    for nth in range(1, count - 1):  # without its first or last word it would still be a piece of the text
        done = judged(said, replace(said.card, evidence=without(said.evidence, nth)))
        assert (done.accepted, done.queued, len(done.rejected)) == ((), (), 1)


@EACH
def test_a_reading_given_to_the_other_side_is_queued(said: Said):
    done = judged(said, replace(said.card, speaker=OTHER[said.who]))
    assert (done.accepted, done.rejected) == ((), ())
    queued = done.queued[0].proposal
    assert queued is not None
    assert queued.checks[0] == (
        f"the rules read this as {said.stance} by {said.speaker} (p{SAID.index(said) + 1:02}); "
        f"the model as {said.stance} by {OTHER[said.who]}"
    )
    assert queued.made_by == "model m, prompt 0"
    assert queued.decision == "proposed"


@EACH
def test_a_reading_turned_round_is_queued(said: Said):
    done = judged(said, replace(said.card, stance=TURNED[said.stance]))  # type: ignore[arg-type]
    assert (done.accepted, done.rejected) == ((), ())
    assert f"the model as {TURNED[said.stance]} by {said.speaker}" in done.queued[0].reasons[0]


@EACH
def test_no_other_stance_gets_in(said: Said):
    for stance in set(TURNED) - {said.stance}:
        done = judged(said, replace(said.card, stance=stance))  # type: ignore[arg-type]
        assert (done.accepted, len(done.queued), done.rejected) == ((), 1, ())


@EACH
def test_a_reading_where_the_rules_read_nothing_is_queued(said: Said):
    rest = tuple(rule for rule in RULES if rule.evidence.exact != said.evidence)
    done = verify(DOCUMENT, said.block, rest, Answer((said.card,)), actors=ACTORS)
    assert (done.accepted, done.rejected) == ((), ())
    queued = done.queued[0].proposal
    assert queued is not None
    assert queued.evidence == RULES[SAID.index(said)].evidence
    assert queued.speaker.id == said.who
    assert queued.speaker.span is not None
    assert TEXT[queued.speaker.span.start : queued.speaker.span.end] == queued.speaker.name
    assert [amount.text for amount in queued.quantities] == list(said.quantities)
    assert queued.checks[0].startswith("only the model reads something here")


def test_a_condition_that_only_one_of_them_reads_is_shown_to_a_person():
    lacking = replace(SAID[0].card, condition=None)
    assert judged(SAID[0], lacking).accepted[0].reasons == (
        'the model does not read the condition "unless Belmark opens its border posts" here',
    )
    bare = tuple(replace(rule, condition=None) for rule in RULES)
    beyond = verify(DOCUMENT, SAID[0].block, bare, Answer((SAID[0].card,)), actors=ACTORS).accepted[0]
    assert beyond.proposal is not None
    assert beyond.proposal.condition is None, "the model adds nothing to what the rules read"
    assert beyond.proposal.checks == (
        'the model reads a condition here that the rules do not: "unless Belmark opens its border posts"',
    )


def test_a_condition_in_another_sentence_of_the_paragraph_is_queued_with_a_remark():
    said = replace(SAID[1], condition="unless Belmark opens its border posts", stance="offers")
    reasons = judged(said, said.card).queued[0].reasons
    assert "the condition stands in another sentence" in reasons


def test_the_same_reading_with_a_condition_from_another_sentence_is_not_accepted():
    card = replace(SAID[5].card, condition="if Arden did the same")
    done = judged(SAID[5], card)
    assert done.accepted == ()
    assert done.queued[0].reasons == (
        "the rules read the same here (p06), but not this condition",
        "the condition stands in another sentence",
    )


def test_a_quarter_of_the_words_is_not_the_same_reading():
    part = replace(SAID[0].card, evidence="Arden will not remove", content="remove", condition=None)
    done = judged(SAID[0], part)
    assert done.accepted == ()
    assert done.queued[0].reasons[0].startswith("only the model")


def test_a_family_name_that_two_people_bear_is_not_enough():
    cousin = replace(RULES[1], id="p99", speaker=Voice(name="Jon Torvik", id="belmark"))
    card = replace(SAID[0].card, speaker="Torvik")
    assert verify(DOCUMENT, SAID[0].block, RULES, Answer((card,))).accepted
    done = verify(DOCUMENT, SAID[0].block, (*RULES, cousin), Answer((card,)))
    assert done.accepted == ()
    assert '"Torvik" could be one of several: arden, belmark' in done.queued[0].reasons


def test_an_official_of_a_known_actor_counts_as_that_actor():
    card = replace(SAID[7].card, speaker="Arden")
    done = verify(DOCUMENT, SAID[7].block, RULES, Answer((card,)), actors=ACTORS)
    assert done.accepted[0].reasons == ('the model reads a figure here that the rules do not: "6 sites"',)


def test_another_voice_of_the_same_side_is_shown_to_a_person():
    card = replace(SAID[8].card, speaker="Ilse Torvik")
    done = verify(DOCUMENT, SAID[8].block, RULES, Answer((card,)), actors=ACTORS)
    assert done.accepted[0].reasons == ('the model names "Ilse Torvik" as the speaker, of the same side',)


def test_words_that_stand_twice_are_placed_where_the_rules_read_the_same():
    text = "Arden said: it will not yield. Belmark said: it will not yield."
    document = replace(DOCUMENT, text=text, blocks=())
    block = replace(SAID[0].block, start=0, end=len(text))
    words = "it will not yield"
    spans = [
        document.span(text.index(words), text.index(words) + 17),
        document.span(text.rindex(words), 62),
    ]
    rules = tuple(
        replace(
            RULES[0], id=f"p{n}", stance="refuses", condition=None, speaker=Voice(name=who), evidence=span
        )
        for n, (who, span) in enumerate(zip(("Arden", "Belmark"), spans, strict=True))
    )
    card = Card(words, words, "refuses", "Belmark", None, ())
    done = verify(document, block, rules, Answer((card,)))
    assert [verdict.proposal.id for verdict in done.accepted if verdict.proposal] == ["p1"]


@pytest.mark.parametrize("paragraph", range(7))
def test_a_whole_paragraph_read_rightly_is_accepted(paragraph: int):
    block = DOCUMENT.blocks[paragraph + 1]
    answer = cards_of(paragraph)
    done = verify(DOCUMENT, block, RULES, answer, actors=ACTORS)
    assert len(done.accepted) == len(answer.cards) > 0


def test_the_figures_on_the_page_are_those_of_these_tests():
    page = (Path(__file__).parents[3] / "docs/how-to/use-a-language-model.md").read_text("utf-8")
    corrupted = [card for said in SAID for change in CORRUPTIONS.values() if (card := change(said.card))]
    words = sum(2 * len(said.evidence.split(" ")) - 2 for said in SAID)
    for count in (len(SAID), len(corrupted), words, len(SAID) * (len(TURNED) - 1)):
        assert f"{count} of {count}" in " ".join(page.split())
