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
    row("“The talks were useful,” a diplomat said on condition of anonymity. “Russia will not get a "
        "veto.”",
        a("will not get a veto", anonymous=True), id="a diplomat"),
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
    row("The Anadolu agency said on Sunday that Greece had sent drones over Izmir. “We shall not sit down "
        "with spies,” it quoted Kemal Aydan, Turkey's chief delegate, as saying.",
        a("not sit down with spies", "refuses", "turkey", name="Kemal Aydan"),
        id="it, after an agency that told of another state"),
    row("The daily Sabah wrote that Cyprus had closed two crossings. “We will keep our troops there,” it "
        "quoted Eleni Markou, a spokeswoman for the Cypriot government, as saying.",
        a("keep our troops there", by="cyprus", name="Eleni Markou"), id="it, after a newspaper"),
    row("The depot was shelled on Monday, the Lutovo daily reported.",
        a("was shelled on Monday", "claims", name="Lutovo daily"), id="a paper at the end"),
    row("Mr Sharif (Arab Republic of Egypt): We will not close the crossing.\n\n"
        "Ms Duarte (Portugal): We ask that it stay open.\n\n"
        "Mr Sharif (Arab Republic of Egypt): We will not close it.\n",
        a("not close the crossing", "refuses", "egypt"), id="a state by its formal name"),
    row("The commander of U.S. Forces Japan, General Paul Ashby, said he would not move the aircraft.",
        a("not move the aircraft", by="us"), id="forces abroad are their own state's"),
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


HEAD = "The Harbour Post\nFriday, March 3, 2023\n\nTalks go on\n\n"
PARTIES = [
    row("NATO envoys met in Brussels on Monday. Turkey's deputy defence minister said Ankara would not move "
        "its missiles. “We cannot leave the missiles there,” the deputy minister, Selim Akyurek, told "
        "reporters.",
        a("cannot leave the missiles", by="turkey", name="Akyurek"), id="an office introduced without a name"),
    row("The Israeli army struck two sites in Syria. Its spokeswoman, Noa Peled, said the strikes would go on "
        "until the depots were empty.",
        a("the strikes would go on", by="israel", name="Peled"), id="its spokeswoman"),
    row("The International Atomic Energy Agency reported new traces of uranium. France wants a meeting. The "
        "agency's director general, Tomas Hald, said his inspectors were denied entry.",
        a("were denied entry", by="iaea", name="Hald"), id="the agency's"),
    row("China and India met. “We will not pull back our troops,” Colonel Arun Mehta of the Indian army said.",
        a("will not pull back", by="india", name="Mehta"), id="of the Indian army"),
    row("Russia rejected the draft. Petra Lindqvist, an analyst at a research institute, said the draft would "
        "limit missiles.",
        a("would limit missiles", by="nobody", name="Lindqvist"), id="an analyst speaks for nobody"),
    row("China's envoy to Moscow, Gao Lin, said Beijing would not join talks on nuclear weapons.",
        a("not join talks", "refuses", "china", name="Gao Lin"), id="an envoy is not of where he is sent"),
    row("Speaking after her, Nigel Amadou, the representative of Chad, said that the mines would be cleared.",
        a("mines would be cleared", by="chad", name="Amadou"), id="after another speaker"),
    row("Germany backs the plan. The Iraqi prime minister's office called the story false. “Nobody offered "
        "troops,” its spokesman, Hadi Samarrai, said.",
        a("Nobody offered troops", by="iraq", name="Samarrai"), id="its spokesman, after a quotation"),
    row("Oleg Danko, a former Ukrainian negotiator, said Kyiv would pull its troops back from the river.",
        a("pull its troops back", "claims", by="nobody", name="Danko"), id="who no longer speaks for a state"),
    row("Chinese analysts say that Beijing would stop the tests of its missiles.",
        a("stop the tests", "claims", by="nobody"), id="analysts speak for nobody"),
    row("Diplomats in Geneva said that Belarus had moved missiles to the border.",
        a("moved missiles", by="nobody", anonymous=True), id="diplomats are of where they are from"),
    row("Washington's Sudan envoy, Carla Reyes, said the ceasefire had been broken.",
        a("had been broken", by="us", name="Reyes"), id="an envoy is not of the state dealt with"),
    row("Yemen envoy Lars Holm said the ceasefire had been broken.",
        a("had been broken", by="nobody", name="Holm"), id="an envoy of whom it is not said who sent him"),
    row("Serbia's government spoke. “There is no plan to withdraw troops,” the minister in charge of Kosovo, "
        "Milos Antic, said.",
        a("no plan", by="serbia"), id="a minister is not of what he deals with"),
    row("Hungary wants a ceasefire. A third official said the missiles would stay.",
        a("missiles would stay", by="nobody"), id="one more official is nobody's by the context"),
    row("Ethiopia closed the border in May. The president's spokeswoman said that Kenya would withdraw its troops.",
        a("would withdraw its troops", by="nobody"), id="whose spokeswoman, where another state is to act"),
    row("The Prime Minister of Japan and Minister Kenji Oda met. Oda, the foreign minister, said the sanctions "
        "would stay. The prime minister left. The minister said the missiles had to go.",
        a("missiles had to go", by="japan", name="Oda"), id="the minister is not the prime minister"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), PARTIES)
def test_for_whom_a_person_speaks_follows_from_their_own_words(text: str, want: Want):
    assert missing(HEAD + text, want) == []


FRAMES = [
    row("Moscow's version is that the missiles were moved for repairs.",
        a("moved for repairs", by="russia"), id="X's version is that"),
    row("The message from Islamabad was that its troops would not fire first.",
        a("would not fire first", by="pakistan"), id="the message from X was that"),
    row("Cairo gave us to understand that the missiles could be counted within a year.",
        a("could be counted", by="egypt"), id="gave us to understand"),
    row("The White House let it be known that the sanctions would stay.",
        a("sanctions would stay", by="us"), id="let it be known"),
    row("In Kyiv's judgement, Russia has moved two brigades to the border.",
        a("moved two brigades", by="ukraine"), id="in X's judgement"),
    row("By Seoul's own count, about 900 missiles can reach the capital.",
        a("about 900 missiles", by="south-korea"), id="by X's own count"),
    row("As the Polish foreign minister put it, no missile will be taken down for a promise.",
        a("no missile will be taken down", by="poland"), id="as X put it"),
    row("A spokesman for the Belarusian defence ministry, Anton Rudko, confirmed the deployment of two brigades.",
        a("the deployment of two brigades", "claims", by="belarus"), id="a thing confirmed"),
    row("The Kremlin called the report of a troop withdrawal “an invention from start to finish”.",
        a("an invention", "denies", by="russia"), id="called an invention"),
    row("A report by the United Nations that the camp was shelled was dismissed by Israel.",
        a("the camp was shelled", by="un"), id="a report by X that"),
    row("Ankara remains confident that the ceasefire will hold.",
        a("the ceasefire will hold", "claims", "turkey", chain=("Ankara",)), id="remains confident that"),
    row("What the Kremlin is telling its partners is that the troops will leave in March.",
        a("troops will leave", by="russia", chain=("the Kremlin",)), id="what X is telling is that"),
    row("“What I can say is that Syria promised to open the border to inspections,” the Jordanian minister said.",
        a("promised to open", "claims", "jordan"), id="what I can say of another's promise"),
    row("The daily Novi List reported that the Greek envoy had assured Tirana that Greece would lift the "
        "sanctions.",
        a("lift the sanctions", "offers", "greece", chain=("Novi List", "the Greek envoy")),
        id="a daily passes on what was assured"),
    row("A Gulf diplomat said that Tehran had told its neighbours it would stop enrichment.",
        a("stop enrichment", "claims", "nobody", chain=("A Gulf diplomat",)),
        id="one diplomat's word for a state"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), FRAMES)
def test_a_noun_or_a_phrase_may_say_who_says_it(text: str, want: Want):
    assert missing(HEAD + text, want) == []


MIDDLES = [
    row("The Saudi envoy, Faris Otaibi, was sceptical. It was Tehran, he charged, that had fired the rockets.",
        a("had fired the rockets", by="saudi-arabia", name="Otaibi"), id="he charged"),
    row("Armenia's minister, Hrant Saroyan, spoke next. The troops, he conceded, could be pulled back.",
        a("could be pulled back", by="armenia", name="Saroyan"), id="he conceded"),
    row("Unless the missiles left, the Finnish delegate repeated on Tuesday, Helsinki would close the border.",
        a("close the border", by="finland"), id="an office in the middle"),
    row("The IAEA said Iran would let inspectors in. The seals on the uranium, it said, were broken.",
        a("were broken", by="iaea"), id="it said, after a body spoke of a state"),
    row("The rebels, said the Colombian president, had kept their weapons.",
        a("had kept their weapons", by="colombia"), id="turned round"),
    row("Norway's prime minister, Eva Strand, was asked about the base. It would, she said, be open to "
        "inspectors; foreign troops would not stay there for longer than a month.",
        a("foreign troops would not stay", by="norway", name="Strand"), id="a second half"),
    row("Spain's foreign minister, Ines Robledo, took questions after the session. Her government would send "
        "no troops to Mali, whatever the others did.",
        a("send no troops", by="spain", name="Robledo"), id="somebody who has the floor"),
    row("The Dutch minister was silent. Hugo Lemaire, France's envoy, doubted that the missiles would go. “They "
        "have moved missiles before,” he said.",
        a("They have moved missiles", by="france", name="Lemaire"), id="he, in a tag"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), MIDDLES)
def test_what_goes_on_without_a_verb_of_saying_is_theirs(text: str, want: Want):
    assert missing(HEAD + text, want) == []


@pytest.mark.parametrize(("text", "want"), VOICES)
def test_a_voice_is_known_with_everybody_who_passes_it_on(text: str, want: Want):
    assert missing(text, want) == []


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        row(
            "The draft commits Norway to close two radar stations. Oslo denied having promised anything.",
            (a("close two radar stations", "claims", by="nobody"),),
            id="a draft commits a side",
        ),
        row(
            "Egypt and Sudan met in May. The roadmap limits patrols. It obliges both armies to withdraw their tanks.",
            (a("withdraw their tanks", "demands claims", by="nobody"),),
            id="it, after a paper",
        ),
        row(
            "Serbian officials denied it. Two Western officials said that Kosovo had moved six tanks.",
            (a("moved six tanks", by="nobody"),),
            id="western officials, after those of a side",
        ),
    ],
)
def test_a_paper_that_nobody_owns_speaks_for_nobody(text: str, wants: tuple[Want, ...]) -> None:
    assert missing(text, *wants) == []
