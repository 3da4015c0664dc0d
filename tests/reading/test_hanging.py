"""Conditions in front, behind, in a command, and the events that threats hang on."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

HANGING = [
    row("“Lift the sanctions and we will open the sites,” the Iranian foreign minister said.",
        a("we will open the sites", "conditional", "iran"), id="we will open the"),
    row("“Let Washington remove its launchers, and we will remove ours,” the Russian foreign "
        "minister said.",
        a("we will remove ours", "conditional", "russia"), id="we will remove ours"),
    row("“Let the Americans cancel the drills and they will find us ready to talk,” the North "
        "Korean ambassador said.",
        a("ready to talk", "conditional", "north-korea"), id="ready to talk"),
    row("Armenia will hand over the maps once the prisoners are free, its foreign minister said.",
        a("the prisoners are free", "conditional", "armenia"), id="the prisoners are free"),
    row("“Were Iran to ship out its uranium, we would release the funds,” the American envoy said.",
        a("we would release the funds", "conditional", "us"), id="we would release the"),
    row("“If Tokyo withdraws its boats, ours will leave too,” the Chinese foreign ministry said.",
        a("ours will leave too", "conditional", "china"), id="ours will leave too"),
    row("Provided the OSCE watches it, Ukraine can accept a ceasefire, its president said.",
        a("accept a ceasefire", "conditional", "ukraine"), id="accept a ceasefire"),
    row("“Give us a date for the talks and we will open the strait,” the Turkish foreign minister "
        "said.",
        a("we will open the strait", "conditional", "turkey"), id="we will open the of turkey"),
    row("In return for a ban on new bases, Moscow would limit its exercises, the Kremlin said.",
        a("limit its exercises", "conditional", "russia"), id="limit its exercises"),
    row("“The cameras can go back on the day the funds are released,” the Iranian foreign minister "
        "said.",
        a("the funds are released", "conditional", "iran"), id="the funds are released"),
    row("“Should the North free the fishermen, food aid could resume,” the South Korean minister "
        "said.",
        a("food aid could resume", "conditional", "south-korea"), id="food aid could resume"),
    row("“We will free ten prisoners if Armenia hands over the maps,” the Azerbaijani foreign "
        "minister said.",
        a("ten prisoners", "conditional", "azerbaijan", kind="reciprocity",
          condition="if Armenia hands over the maps"), id="ten prisoners"),
    row("Iran would let the inspectors back into the site once the funds are released, its foreign "
        "minister said.",
        a("into the site", "conditional", "iran", kind="reciprocity",
          condition="once the funds are released"), id="into the site"),
    row("Israel could ease the blockade, its prime minister said, provided that the rockets stop.",
        a("ease the blockade", "conditional", "israel", kind="reciprocity",
          condition="provided that the rockets stop"), id="ease the blockade"),
    row("In exchange for a halt to arms deliveries, Russia is ready to freeze the front, the "
        "Kremlin said.",
        a("freeze the front", "conditional", "russia", kind="reciprocity",
          condition="In exchange for a halt to arms deliveries"), id="freeze the front"),
    row("The sanctions would be lifted only after Iran has shipped out its uranium, the American "
        "envoy said.",
        a("only after", "conditional insists", "us", kind="reciprocity",
          condition="only after Iran has shipped out its uranium"), id="only after"),
    row("“We will test no missiles as long as the South holds no exercises,” the North Korean "
        "ambassador said.",
        a("as long as", "conditional", "north-korea", kind="reciprocity",
          condition="as long as the South holds no exercises"), id="as long as"),
    row("“If the Russians stop their strikes,” the Ukrainian president added, “we will stop ours.”",
        a("we will stop ours", "conditional", "ukraine", kind="reciprocity",
          condition="If the Russians stop their strikes"), id="we will stop ours"),
    row("“Open your bases and we will open ours,” the Indian defence minister said to Pakistan.",
        a("we will open ours", "conditional", "india", kind="reciprocity",
          condition="Open your bases"), id="we will open ours"),
    row("Greece will return to the talks when Turkey has withdrawn its ship, its foreign minister "
        "said.",
        a("return to the talks", "conditional", "greece", kind="reciprocity",
          condition="when Turkey has withdrawn its ship"), id="return to the talks"),
    row("If a dam is built on the river, Pakistan will strike it, its defence minister said.",
        a("strike", "threatens", "pakistan", kind="trigger",
          condition="If a dam is built on the river"), id="strike"),
    row("China will fire on any ship that enters the lagoon, its coast guard said.",
        a("fire on", "threatens", "china", kind="trigger",
          condition="any ship that enters the lagoon"), id="fire on"),
    row("Britain will seize the tankers unless the ships leave by Friday, its defence secretary "
        "said.",
        a("seize the tankers", "threatens", "uk", kind="exception",
          condition="unless the ships leave by Friday"), id="seize the tankers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), HANGING)
def test_what_it_hangs_on_is_found_wherever_it_stands(text: str, want: Want):
    assert missing(text, want) == []
