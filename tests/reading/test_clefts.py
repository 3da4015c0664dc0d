"""What is said in two parts: "what we ask is that"; and what only tells how somebody spoke."""

from __future__ import annotations

import pytest

from .rows import Want, a, bound, missing, reading_of, row


def said(words: str) -> str:
    return f'Marek Dolan, Slovakia\'s defence minister, met reporters in Vienna.\n\n"{words}" Dolan said.\n'


IN_TWO_PARTS = [
    row(
        said("What we want from Hungary is that it stop the patrols."),
        a("stop the patrols", "demands", "slovakia"),
        id="what we want is that",
    ),
    row(
        said("All we ask is that the patrols be announced."),
        a("patrols be announced", "demands", "slovakia"),
        id="all we ask is that",
    ),
    row(
        said("What I can tell you is that we will not sign the treaty."),
        a("will not sign the treaty", "refuses", "slovakia"),
        id="what I can tell you is that",
    ),
    row(
        said("What we propose is a ban on missiles."),
        a("ban on missiles", "offers", "slovakia"),
        id="what we propose is a thing",
    ),
    row(
        said("What Budapest demands is that we give up our missiles."),
        a("give up our missiles", "claims", "slovakia"),
        id="what the other demands is only claimed",
    ),
    row(
        said("Let me be clear: we will never accept foreign bases."),
        a("never accept foreign bases", "refuses", "slovakia"),
        id="let me be clear",
    ),
    row(
        said("Let me put it this way: if Hungary closes the river, we will close the railway."),
        a("we will close the railway", "threatens", "slovakia"),
        id="let me put it this way",
    ),
    row(
        said("It is Hungary that keeps sending drones across the river."),
        a("keeps sending drones", "accuses", "slovakia"),
        id="it is they that do it",
    ),
    row(
        said("It is Hungary that must withdraw its drones."),
        a("withdraw its drones", "demands", "slovakia"),
        id="it is they that must",
    ),
    row(
        said("Hungary should have announced the exercise in March."),
        a("should have announced", "claims accuses", "slovakia"),
        id="what should have been done",
    ),
    row(
        said("Force must not be used on the river."),
        a("must not be used", "demands insists", "slovakia"),
        id="what must not be done",
    ),
    row(
        said("We were promised that the bridge would be open by May."),
        a("bridge would be open", "claims", "slovakia"),
        id="what one was promised",
    ),
]


@pytest.mark.parametrize(("text", "want"), IN_TWO_PARTS)
def test_what_is_said_in_two_parts_has_the_stance_of_its_words(text: str, want: Want):
    assert not missing(text, want)


NOBODY_BOUND = [
    row(
        "A Foreign Ministry spokesman in Ottawa declined to comment on the missiles.\n",
        "canada",
        id="declined to comment",
    ),
    row("A Canadian diplomat refused to be drawn on the sanctions.\n", "canada", id="refused to be drawn"),
    row(
        "A Canadian official, who asked not to be identified because the talks go on, said 40 tanks had been sent to "
        "Latvia.\n",
        "canada",
        id="asked not to be identified",
    ),
    row(
        "Ottawa turned the invitation to the exercise down.\n",
        "canada",
        id="told of a state that turned it down",
    ),
    row(
        "Ottawa has shrugged off three offers of talks.\n",
        "canada",
        id="told of a state that shrugged it off",
    ),
    row(
        said("Our friends in Budapest promised to halt the patrols."),
        "slovakia",
        id="what friends promised",
    ),
    row("Ottawa told its negotiators to offer a cut of missiles.\n", "canada", id="orders to one's own"),
    row(
        said("We have ordered our crews to leave the base."),
        "slovakia",
        id="what one ordered one's own crews",
    ),
    row(said("It was Hungary that had promised to withdraw its drones."), "hungary", id="who had promised"),
    row(said("He was offered a bridge in return."), "slovakia", id="what was offered to him"),
]


@pytest.mark.parametrize(("text", "actor"), NOBODY_BOUND)
def test_how_somebody_spoke_or_was_spoken_to_binds_nobody(text: str, actor: str):
    assert not bound(text, actor)


def test_a_refusal_to_talk_about_arms_is_one_still():
    text = "Canada's foreign minister refused to discuss the missiles.\n"
    assert not missing(text, a("discuss the missiles", "refuses", "canada"))
    assert reading_of(text).proposals
