"""Who speaks, under which name and for which side, and who says that they did."""

from __future__ import annotations

import pytest

from .rows import Want, a, fails, missing, row

VOICES = [
    row("Officials in Berlin said that Paris believed Moscow was ready to negotiate.",
        a("Moscow was ready to negotiate", chain=("Officials in Berlin", "Paris")),
        id="nested, three deep"),
    row("A senior official in Washington said the United States would limit its exercises.",
        a("limit its exercises", "willing offers", "us", anonymous=True),
        id="an official, its state follows"),
    row("Iran's chief negotiator said on Friday that his country would keep its missiles.",
        a("keep its missiles", "refuses claims", "iran", anonymous=False), id="his country"),
    row("Reza Kamali, a spokesman for the Iranian foreign ministry, said that Iran would not discuss its "
        "missiles.",
        a("not discuss its missiles", "refuses", "iran", name="Kamali", anonymous=False),
        id="a name with its office"),
    row("Reza Kamali is the foreign minister of Iran.\n\nHe said that talks could begin in May.\n\n“We "
        "will not discuss missiles,” Kamali added.",
        a("will not discuss missiles", "refuses", "iran", name="Reza Kamali"),
        id="a family name is made full"),
    row("The Polish foreign minister met reporters in Warsaw. She said that Poland would not withdraw "
        "its troops.",
        a("not withdraw its troops", "refuses", "poland"), id="she"),
    row("China published a note on Monday. It said that it would not take part in talks on nuclear "
        "weapons.",
        a("not take part in talks", "refuses", "china"), id="it"),
    row("American officials spoke to reporters in Brussels. They said they were ready to talk about "
        "missiles.",
        a("ready to talk about missiles", "willing", "us", anonymous=True), id="they"),
    row("India and Pakistan agreed to restore the hotline between their generals.",
        a("restore the hotline", issue="hotlines"), id="two sides agree"),
    fails("“The talks were useful,” a diplomat said on condition of anonymity. “Russia will not get a "
        "veto.”",
        a("will not get a veto", anonymous=True), id="a diplomat", reason="nothing is read there"),
    fails("The alliance, Secretary-General Ingrid Solberg said, would not give up its bases in Romania.",
        a("not give up its bases", "refuses", name="Solberg"),
        id="a voice in the middle", reason="nothing is read there"),
    row("“We want peace,” said Olha Marchuk, the Ukrainian defence minister. “But we will not disarm.”",
        a("we will not disarm", "refuses", "ukraine", name="Marchuk", attribution="direct"),
        id="a quotation that goes on"),
    row("The Ukrainian defence ministry reported shelling. The ministry said that it would not withdraw "
        "its guns.",
        a("not withdraw its guns", "refuses", "ukraine"), id="the ministry"),
    row("Washington said it would limit its exercises. Moscow said it would not.",
        a("limit its exercises", "willing offers", "us"), id="two capitals in a row"),
    fails("The Kremlin quoted the Chinese president as saying that he supported a ban on missiles in Asia.",
        a("a ban on missiles", chain=("Kremlin", "Chinese president")), id="quoted as saying",
        reason="the one quoted is dropped"),
    row("Two people familiar with the talks said that Iran had agreed to close the site.",
        a("close the site", "claims", anonymous=True), id="people familiar"),
    row("Tehran, through its ambassador in Vienna, said that it would answer the agency's questions.",
        a("answer the agency's questions", by="iran"), id="through its ambassador"),
    row("The Herald - Friday, March 3, 2023\n\nTalks open\n\nRussia massed 20,000 troops near the border.",
        a("massed 20,000 troops", "claims", name="The Herald", attribution="narration", act="build-up"),
        id="the outlet's own"),
    row("Lentov said that Russia would not close the base. Lentov is Russia's deputy foreign minister.",
        a("would not close the base", "refuses", "russia", name="Lentov"), id="who he is comes later"),
    fails("By Helen Vance\n\nRussia will close its base if Turkey closes its own, Interfax reported, "
        "citing a source in the ministry.",
        a("close its base", "conditional", "russia", anonymous=True, kind="reciprocity",
          chain=("Interfax", "a source")), id="reported, citing a source",
          reason="it is filed as a claim of the source it cites"),
    row("Iran said the attack was carried out by Israel, which did not comment.",
        a("carried out by Israel", "claims accuses", "iran", target="israel", name="Iran",
          attribution="indirect"), id="a text of one line"),
    fails("Statement of the Foreign Ministry of Iran\n\n4 May 2021\n\nThe Islamic Republic of Iran will "
        "not discuss its missiles.\n",
        a("will not discuss its missiles", "refuses", "iran", issue="missiles"),
        id="a side's own statement, by its name", reason="stance is claims"),
    fails("Statement of the Foreign Ministry of Iran\n\n4 May 2021\n\nWe are ready for talks on prisoners. "
        "We demand that Israel leave the islands.\n",
        a("Israel leave the islands", "demands", "iran", target="israel", issue="territory"),
        id="a side's own statement, we", reason="issue is prisoners"),
    row("The European Union called for calm. Iran holds some 4,500 kilograms of uranium, inspectors say.",
        a("4,500 kilograms", "claims", "nobody", name="inspectors", figures=[4500.0]),
        id="inspectors are not the union's"),
    row("Iran will return to the talks on Monday, the European Union's foreign policy chief said.",
        a("return to the talks", "claims", "eu", target="iran"), id="a third tells what a side will do"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), VOICES)
def test_a_voice_is_known_with_everybody_who_passes_it_on(text: str, want: Want):
    assert missing(text, want) == []
