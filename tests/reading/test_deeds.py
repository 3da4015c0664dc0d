"""What was done, as the outlet tells it, and the figures in it."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, reading_of, row

ACTS = [
    row("American and Russian diplomats met in Geneva on Monday for talks on missiles.",
        a("diplomats met in Geneva", "claims", act="meeting"), id="meeting"),
    row("Russia has massed about 90,000 troops near the border.",
        a("massed about 90,000 troops", "claims", act="build-up", figures=[90000.0]), id="build-up"),
    row("The United States deployed 40 missiles in Poland last week.",
        a("deployed 40 missiles", "claims", act="deployment", figures=[40.0]), id="deployment"),
    row("About 6,000 American troops are deployed in Poland.",
        a("American troops are deployed", "claims", act="deployment", figures=[6000.0]),
        id="deployment, passive"),
    row("Pakistan withdrew two brigades from the valley on Tuesday.",
        a("withdrew two brigades", "claims", act="withdrawal"), id="withdrawal"),
    row("South Korea and the United States began a ten-day exercise on Monday.",
        a("exercise", "claims", act="exercise", issue="exercises"), id="exercise"),
    row("The European Union imposed sanctions on twelve Belarusian banks.",
        a("imposed sanctions", "claims", act="sanction", issue="sanctions"), id="sanction"),
    row("The Russian foreign ministry published a draft treaty on missiles.",
        a("published a draft treaty", "claims", act="document"), id="document"),
    row("Azerbaijani guns shelled two Armenian villages on Thursday.",
        a("shelled two Armenian villages", "claims", act="attack"), id="attack"),
    row("Germany delivered 40 tanks and a shipment of missiles to Ukraine.",
        a("delivered 40 tanks", "claims", act="aid"), id="aid"),
    row("Britain evacuated the families of its diplomats from its embassy in Kyiv as troops gathered.",
        a("evacuated the families", "claims", act="evacuation"), id="evacuation"),
    row("Russia notified the OSCE of an exercise with 12,000 troops.",
        a("notified the OSCE", "claims", act="notice", issue="exercise-notice"), id="notice"),
    row("North Korea did not respond to a request for talks on prisoners.",
        a("did not respond to a request", "claims", act="no-answer"), id="no-answer"),
    row("India will deploy missiles in the valley next year, it said.",
        a("deploy missiles in the valley", act=None), id="what is still to come is no act"),
    row("Iran fed gas into two new cascades at Natanz last week.",
        a("two new cascades", "claims", act="build-up", issue="nuclear-programme"), id="build-up of machines"),
    row("The talks in Doha on a truce broke up on Friday after four hours.",
        a("broke up", "claims", act="meeting"), id="a meeting that ended"),
    row("China froze the assets of two American companies on Monday.",
        a("froze the assets", "claims", act="sanction", issue="sanctions"), id="assets frozen"),
    row("Sudan never replied to the Egyptian letter on the dam.",
        a("never replied", act="no-answer", issue="water"), id="never replied"),
    row("Armenia accused Azerbaijan of firing mortars at a village near Tegh.",
        a("firing mortars", "accuses", "armenia", act="attack", target="azerbaijan"),
        id="what one is accused of"),
    row("Thailand has asked for a meeting of the border committee three times.",
        a("asked for a meeting", "demands claims", act="request"), id="what was asked for"),
    row("There are about 900 Turkish soldiers stationed in Qatar.",
        a("900 Turkish soldiers", "claims", act="deployment"), id="what there is"),
    row("Finland called up 4,000 reservists along the frontier.",
        a("called up", "claims", act="build-up", issue="troops"), id="call-up"),
    row("Moscow has no more than 40 bombers at the base, the British defence ministry said.",
        a("no more than 40 bombers", "claims", "uk", issue="bombers"), id="a bound"),
    row("Ukraine would accept between 100 and 200 monitors on the border, Kyiv said.",
        a("between 100 and 200 monitors", "willing offers", "ukraine"), id="a range"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), ACTS)
def test_what_was_done_and_counted_is_told_by_the_outlet(text: str, want: Want):
    assert missing(text, want) == []


UNDONE = [
    row("India will deploy missiles in the valley next year, New Delhi said.", id="will"),
    row("Poland has not deployed the missiles.", id="not"),
    row("There were no Polish soldiers stationed in Chad.", id="there were none"),
    row("Russia may deploy missiles in Belarus.", id="may"),
    row("“We would deploy missiles if we were attacked,” the Iranian defence minister said.", id="would"),
    row("Poland should deploy more troops, the German foreign minister said.", id="should"),
    row("Turkey denied that it had deployed missiles on the island.", id="denied"),
]  # fmt: skip


@pytest.mark.parametrize("text", UNDONE)
def test_what_was_not_done_is_no_act(text: str):
    assert [one.act for one in reading_of(text).proposals if one.act] == []
