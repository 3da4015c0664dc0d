"""Threats that no verb of threatening names."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

MENACES = [
    row("Any landing on the island would be treated as an act of war, the Turkish foreign minister "
        "said.",
        a("an act of war", "threatens", "turkey"), id="an act of war"),
    row("“Such a visit would meet with a firm answer,” the Chinese foreign ministry said.",
        a("a firm answer", "threatens", "china"), id="a firm answer"),
    row("“Our crews have been told to shoot without warning,” the Russian defence minister said.",
        a("shoot without warning", "threatens", "russia"), id="shoot without warning"),
    row("The United States will resume nuclear tests unless Russia stops, the American president "
        "said.",
        a("nuclear tests", "threatens conditional", "us"), id="nuclear tests"),
    row("“If the rockets continue, the strikes will get heavier,” the Israeli defence minister "
        "said.",
        a("the strikes will get heavier", "threatens conditional", "israel"), id="the strikes will get"),
    row("“The Europeans can forget about a place in the talks,” the Kremlin spokesman said.",
        a("a place in the talks", "threatens refuses", "russia"), id="a place in the"),
    row("“Those who play with fire will get burned on the strait,” the Chinese defence minister "
        "said.",
        a("get burned on the strait", "threatens", "china"), id="get burned on the"),
    row("“We would consider any such base a legitimate target,” the Russian defence minister said.",
        a("any such base a legitimate target", "threatens", "russia"), id="any such base a"),
    row("“Further attacks will only lead to further sanctions,” the European Union said.",
        a("further sanctions", "threatens", "eu"), id="further sanctions"),
    row("“Our army is ready to hit back at any hour,” the Pakistani defence minister said.",
        a("hit back at any hour", "threatens", "pakistan"), id="hit back at any"),
    row("“We have the means to silence those batteries,” the Armenian defence minister said.",
        a("silence those batteries", "threatens", "armenia"), id="silence those batteries"),
    row("“Any strike on our reactors will bring a crushing reply,” the Iranian defence minister "
        "said.",
        a("a crushing reply", "threatens", "iran"), id="a crushing reply"),
    row("“If they fire one more rocket, Beirut will pay the price,” the Israeli defence minister "
        "said.",
        a("Beirut will pay the price", "threatens", "israel"), id="Beirut will pay the"),
    row("“Those ships enter our waters at their peril,” the Chinese defence ministry said.",
        a("our waters at their peril", "threatens", "china"), id="our waters at their"),
    row("“We will take whatever steps are needed to keep the strait open,” the American defence "
        "secretary said.",
        a("keep the strait open", "threatens", "us"), id="keep the strait open"),
    row("Moscow would view the dispatch of troops as a declaration of war, the Kremlin said.",
        a("a declaration of war", "threatens", "russia"), id="a declaration of war"),
    row("The European Union will widen its sanctions unless Belarus frees the prisoners, it said.",
        a("sanctions", "threatens", "eu"), id="sanctions"),
    row("“Our forces are on alert and will shoot down any drone,” the Pakistani army said.",
        a("shoot down any drone", "threatens", "pakistan"), id="shoot down any drone"),
    row("“If the talks fail, we will go ahead with drilling,” the Turkish energy minister said.",
        a("go ahead with drilling", "threatens", "turkey"), id="go ahead with drilling"),
    row("“We may have to rethink our moratorium on missiles,” the Russian foreign minister said.",
        a("rethink our moratorium on missiles", "threatens", "russia"), id="rethink our moratorium on"),
    row("“Iran will face further sanctions if it keeps the inspectors out,” the American secretary "
        "of state said.",
        a("further sanctions", "threatens", "us"), id="further sanctions of us"),
    row("Should the North test again, Seoul would suspend the military agreement, its defence "
        "minister said.",
        a("suspend the military agreement", "threatens", "south-korea"), id="suspend the military agreement"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), MENACES)
def test_a_threat_is_read_in_its_words(text: str, want: Want):
    assert missing(text, want) == []
