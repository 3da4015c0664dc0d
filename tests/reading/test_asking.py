"""Demands and insistence that no verb of demanding names."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

ASKING = [
    row("“The United States has to put an end to the patrols,” the Chinese defence ministry said.",
        a("the patrols", "demands", "china"), id="the patrols"),
    row("“Let them take their guns back over the river,” the Ukrainian foreign minister said.",
        a("their guns back over the river", "demands", "ukraine"), id="their guns back over"),
    row("“First let the Europeans lift their sanctions,” the Iranian foreign minister said.",
        a("lift their sanctions", "demands insists", "iran"), id="lift their sanctions"),
    row("“We invite Pakistan to extend the ceasefire to the glacier,” the Indian foreign minister "
        "said.",
        a("extend the ceasefire to the glacier", "demands", "india"), id="extend the ceasefire to"),
    row("“We ask for only one thing: an end to the launches,” the South Korean minister said.",
        a("an end to the launches", "demands", "south-korea"), id="an end to the"),
    row("Ethiopia should put an end to the filling of the dam, the Egyptian foreign minister said.",
        a("the filling of the dam", "demands", "egypt"), id="the filling of the"),
    row("Any lifting of sanctions would have to be matched by a full withdrawal, the American envoy"
        " said.",
        a("a full withdrawal", "demands insists", "us"), id="a full withdrawal"),
    row("“It is time for Russia to close the base,” the Polish foreign minister said.",
        a("close the base", "demands", "poland"), id="close the base"),
    row("“It is for Washington to make the next move on missiles,” the Russian foreign minister "
        "said.",
        a("make the next move on missiles", "demands", "russia"), id="make the next move"),
    row("“We expect Russia to return the prisoners,” the German foreign minister said.",
        a("return the prisoners", "demands", "germany"), id="return the prisoners"),
    row("“India would do well to pull its guns back,” the Pakistani minister said.",
        a("pull its guns back", "demands", "pakistan"), id="pull its guns back"),
    row("“The United States had better take its bombers home,” the North Korean ambassador said.",
        a("take its bombers home", "demands", "north-korea"), id="take its bombers home"),
    row("“Stop the shelling of our villages,” the Armenian foreign minister told Azerbaijan.",
        a("the shelling of our villages", "demands", "armenia"), id="the shelling of our"),
    row("“What we need is a clear pledge on the bases,” the Turkish foreign minister said.",
        a("a clear pledge on the bases", "demands", "turkey"), id="a clear pledge on"),
    row("Japan appeals to China to keep its ships out of the strait.",
        a("keep its ships out of the strait", "demands", "japan"), id="keep its ships out"),
    row("Before anything else, the sanctions must go, the Iranian negotiator said.",
        a("the sanctions must go", "demands insists", "iran"), id="the sanctions must go"),
    row("Until the launchers are gone there can be no talk of a new treaty, the Russian foreign "
        "minister said.",
        a("talk of a new treaty", "demands insists", "russia"), id="talk of a new"),
    row("“As long as one hostage is held, no truck with fuel will cross,” the Israeli defence "
        "minister said.",
        a("no truck with fuel will cross", "demands insists refuses", "israel"), id="no truck with fuel"),
    row("“Egypt ought to stop its threats over the dam,” the Ethiopian foreign minister said.",
        a("stop its threats over the dam", "demands", "ethiopia"), id="stop its threats over"),
    row("“The ball is in Beijing's court; it is up to China to call off the drills,” the Japanese "
        "foreign minister said.",
        a("call off the drills", "demands", "japan"), id="call off the drills"),
    row("“What we want is the return of our prisoners,” the Ukrainian president said.",
        a("the return of our prisoners", "demands", "ukraine"), id="the return of our"),
    row("“The prisoners have to be sent home,” the Armenian foreign minister said.",
        a("sent home", "demands", "armenia"), id="sent home"),
    row("“Pakistan needs to dismantle the camps,” the Indian foreign minister said.",
        a("dismantle the camps", "demands", "india"), id="dismantle the camps"),
    row("“We advise the Philippines to tow its ship away,” the Chinese foreign ministry said.",
        a("tow its ship away", "demands", "china"), id="tow its ship away"),
    row("“Take your rockets out of the villages,” the Israeli defence minister told Lebanon.",
        a("out of the villages", "demands", "israel"), id="out of the villages"),
    row("“We are asking for nothing more than the end of sanctions,” the Iranian negotiator said.",
        a("nothing more than the end of sanctions", "demands", "iran"), id="nothing more than the"),
    row("“It is high time that Russia withdrew its missiles,” the Polish foreign minister said.",
        a("withdrew its missiles", "demands insists", "poland"), id="withdrew its missiles"),
    row("“Washington should think twice and call back its bombers,” the Russian foreign minister "
        "said.",
        a("call back its bombers", "demands", "russia"), id="call back its bombers"),
    row("“The launches have to end before we sit down,” the American envoy said.",
        a("we sit down", "demands insists", "us"), id="we sit down"),
    row("“Not a single sanction may be lifted before the last soldier has left,” the Ukrainian "
        "president said.",
        a("the last soldier has left", "insists demands refuses", "ukraine"), id="the last soldier has"),
    row("“Without access to the tunnels there is no deal,” the American envoy said.",
        a("no deal", "insists", "us"), id="no deal"),
    row("“The withdrawal of troops comes first and everything else after,” the Ukrainian president "
        "said.",
        a("everything else after", "insists", "ukraine"), id="everything else after"),
    row("Any treaty would have to cover the French missiles as well, the Russian foreign minister "
        "said.",
        a("cover the French missiles as well", "insists demands", "russia"), id="cover the French missiles"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), ASKING)
def test_a_demand_is_read_in_its_words(text: str, want: Want):
    assert missing(text, want) == []
