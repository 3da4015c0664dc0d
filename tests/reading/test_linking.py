"""Which statements of a document contradict, or take back, each other."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

CONTESTED = [
    row("Armenia accused Azerbaijan of shelling two villages. Azerbaijan denied shelling them.",
        a("denied shelling", "denies", "azerbaijan", contests="accused Azerbaijan of shelling"),
        id="accused, denied"),
    row("The New Delhi Post reported that India had tested a missile. The defence ministry in New Delhi "
        "said the report was false.",
        a("the report was false", "denies", "india", contests="tested a missile"), id="reported, false"),
    row("Ukraine said that Russian troops had crossed the river. Russia denied it.",
        a("denied it", "denies", "russia", contests="crossed the river"),
        id="denied it"),
    row("Armenia accused Azerbaijan on Friday of shelling a village near Goris.\n\n"
        'Baku rejected the accusation. "Our guns were silent," a spokesman said.',
        a("rejected the accusation", "denies", "azerbaijan", contests="shelling a village"),
        id="the accusation"),
    row("Sudan's foreign minister said Ethiopia had promised to share data on the dam every week.\n\n"
        "Addis Ababa said no such promise had been given.",
        a("no such promise", "denies", "ethiopia", contests="share data on the dam"), id="no such promise"),
    row("Serbia said Kosovo had agreed to withdraw its special police from the north.\n\n"
        "Pristina says it has agreed to nothing of the kind.",
        a("nothing of the kind", contests="withdraw its special police"), id="nothing of the kind"),
    row("Rwanda said that Congo had fired rockets across the border near Goma on Tuesday. Kigali also said "
        "that Congo was arming a militia.\n\nKinshasa dismissed the account as a fabrication.",
        a("dismissed the account", "denies", "dr-congo", contests="fired rockets"),
        id="an account as a whole, its first part"),
    row("Rwanda said that Congo had fired rockets across the border near Goma on Tuesday. Kigali also said "
        "that Congo was arming a militia.\n\nKinshasa dismissed the account as a fabrication.",
        a("dismissed the account", "denies", "dr-congo", contests="arming a militia"),
        id="an account as a whole, its second part"),
    row("Japan said China had assured it that the fleet would stay away from the islands.\n\n"
        "Taiwan doubts that assurance.",
        a("doubts that assurance", "doubts", "taiwan", contests="stay away from the islands"),
        id="a doubt of what was assured"),
    row("India demanded that Pakistan close the training camps in Kotli. Pakistan said there were no training "
        "camps in Kotli.",
        a("no training camps", "denies", "pakistan", contests="close the training camps"),
        id="a demand that takes for granted what is denied"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CONTESTED)
def test_a_denial_contests_what_it_denies(text: str, want: Want):
    assert missing(text, want) == []


APART = [
    row("Armenia accused Azerbaijan of shelling two villages.\n\n"
        "Iran denied that it had enriched uranium to 60 percent.", id="other sides, other things"),
    row("Poland said that Russian tanks had crossed the border.\n\n"
        "Russia denied that it had tested a nuclear weapon.", id="the same two, other things"),
    row("Iran said that its missiles were for defence. Iran denied that it had sold missiles.",
        id="the same speaker"),
    row("Russia demanded that NATO close its bases. NATO accused Russia of breaking the ceasefire.",
        id="no denial"),
    row("Israel accused Iran of sending missiles to Lebanon. Iran accused Israel of flying drones over its "
        "reactors.", id="two charges on two things"),
]  # fmt: skip


@pytest.mark.parametrize("text", APART)
def test_statements_that_do_not_contradict_each_other_are_not_linked(text: str):
    assert [one.contests for one in reading_of(text).proposals] == [(), ()]


def test_a_link_leads_to_another_voice_in_the_same_document():
    text = "Armenia accused Azerbaijan of shelling two villages. Azerbaijan denied shelling them."
    charge, denial = reading_of(text).proposals
    assert denial.contests == (charge.id,)
    assert charge.contests == ()


def test_who_no_longer_insists_takes_back_what_was_insisted_on():
    text = (
        "Russia insisted on a ban on missiles in Poland in May. "
        "Moscow no longer insists on a ban on missiles there."
    )
    first, second = reading_of(text).proposals
    assert second.supersedes == (first.id,)
    assert first.supersedes == ()


REPORTS = [
    row("Turkey denied reports that it was closing the base. Officials said the report by Reuters was false.",
        "Reuters", id="an outlet of the vocabulary"),
    row("China denied a report that it had sold missiles to Iran. Beijing said the report in the Straits "
        "Gazette was false.", "Straits Gazette", id="an outlet by its name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outlet"), REPORTS)
def test_an_unnamed_report_is_the_outlets_whose_report_is_denied(text: str, outlet: str):
    assert [one.speaker.name for one in reading_of(text).proposals if one.stance == "claims"] == [outlet]


def test_a_report_that_is_denied_is_never_the_report_of_a_party():
    text = "Warsaw denied reports that it was moving troops to Lithuania. Minsk called the report false."
    claims = [one.speaker.id for one in reading_of(text).proposals if one.stance == "claims"]
    assert claims == [None]
