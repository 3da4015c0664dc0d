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
