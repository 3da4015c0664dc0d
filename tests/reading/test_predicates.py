"""What is denied, and of what another is accused, by what is said of it."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

PREDICATES = [
    row("“There was no secret channel to Washington,” the Iranian foreign minister said.",
        a("no secret channel", "denies", "iran"), id="no secret channel"),
    row("“No such undertaking had ever been given on missiles,” the Russian foreign minister said.",
        a("missiles", "denies", "russia"), id="missiles"),
    row("Turkey had promised nothing of the kind on the bases, its foreign minister said.",
        a("the bases", "denies", "turkey"), id="the bases"),
    row("“The story about the base is a fairy tale,” the Chinese foreign ministry said.",
        a("the base is a fairy tale", "denies", "china"), id="the base is a"),
    row("The account of the strike was wrong from start to finish, the Israeli army said.",
        a("wrong from start to finish", "denies", "israel"), id="wrong from start to"),
    row("“The charge of a ceasefire violation is without foundation,” the Pakistani foreign "
        "ministry said.",
        a("without foundation", "denies", "pakistan"), id="without foundation"),
    row("“None of this about the missiles is true,” the Kremlin spokesman said.",
        a("the missiles is true", "denies", "russia"), id="the missiles is true"),
    row("“We never asked for nuclear weapons,” the Polish defence minister said.",
        a("asked for nuclear weapons", "denies", "poland"), id="asked for nuclear weapons"),
    row("“The United States has made no promise on membership,” the American ambassador said.",
        a("no promise on membership", "denies", "us"), id="no promise on membership"),
    row("“We are not enriching uranium to 90 per cent,” the Iranian ambassador said.",
        a("enriching uranium to 90 per cent", "denies", "iran"), id="enriching uranium to 90"),
    row("“There has been no firing from our side,” the Indian defence ministry said.",
        a("no firing from our side", "denies", "india"), id="no firing from our"),
    row("“It is a pure invention that we sold missiles,” the North Korean ambassador said.",
        a("we sold missiles", "denies", "north-korea"), id="we sold missiles"),
    row("“Not one soldier has crossed the line,” the Serbian president said.",
        a("crossed the line", "denies", "serbia"), id="crossed the line"),
    row("“We gave no such guarantee on the missiles,” the Turkish foreign minister said.",
        a("no such guarantee on the missiles", "denies", "turkey"), id="no such guarantee on"),
    row("“Nobody in Kyiv has offered the island to anyone,” the Ukrainian foreign minister said.",
        a("offered the island to anyone", "denies", "ukraine"), id="offered the island to"),
    row("“I can tell you that there were no American planes in the area,” the American defence "
        "secretary said.",
        a("no American planes in the area", "denies", "us"), id="no American planes in"),
    row("“It is simply untrue that our troops crossed the border,” the Russian defence ministry "
        "said.",
        a("our troops crossed the border", "denies", "russia"), id="our troops crossed the"),
    row("Claims of camps on the border have no basis, the Pakistani foreign ministry said.",
        a("camps on the border have no basis", "denies", "pakistan"), id="camps on the border"),
    row("“Israel was not behind the explosion at the reactor,” the Israeli prime minister said.",
        a("the explosion at the reactor", "denies", "israel"), id="the explosion at the"),
    row("“Russia has gone back on its word on the port,” the Ukrainian foreign minister said.",
        a("its word on the port", "accuses", "ukraine"), id="its word on the"),
    row("“The launchers stand there in breach of the treaty,” the Russian foreign minister said.",
        a("the treaty", "accuses", "russia"), id="the treaty"),
    row("“It was the Armenians who opened fire on Monday,” the Azerbaijani defence ministry said.",
        a("fire on Monday", "accuses", "azerbaijan"), id="fire on Monday"),
    row("“China has yet again walked away from its promises on the islands,” the Japanese foreign "
        "minister said.",
        a("its promises on the islands", "accuses", "japan"), id="its promises on the"),
    row("Pakistan had failed to keep its word on the ceasefire, the Indian foreign minister said.",
        a("its word on the ceasefire", "accuses", "india"), id="its word on the of india"),
    row("“The Europeans have not kept a single promise on sanctions,” the Iranian foreign minister "
        "said.",
        a("a single promise on sanctions", "accuses", "iran"), id="a single promise on"),
    row("Azerbaijan was dragging its feet over the prisoners, the Armenian foreign minister said.",
        a("the prisoners", "accuses", "armenia"), id="the prisoners"),
    row("“These drills are nothing but a provocation,” the Polish defence minister said.",
        a("nothing but a provocation", "accuses", "poland"), id="nothing but a provocation"),
    row("“Israel is the one that crossed the line with its tanks,” the Lebanese prime minister "
        "said.",
        a("the line", "accuses", "lebanon"), id="the line"),
    row("The launch was contrary to the agreement on missiles, the South Korean foreign ministry "
        "said.",
        a("the agreement on missiles", "accuses", "south-korea"), id="the agreement on missiles"),
    row("“Egypt is stirring up trouble on our border,” the Ethiopian foreign minister said.",
        a("trouble on our border", "accuses", "ethiopia"), id="trouble on our border"),
    row("Russia used the truce to bring up fresh guns, the Ukrainian defence minister said.",
        a("bring up fresh guns", "accuses", "ukraine"), id="bring up fresh guns"),
    row("“Iran has been cheating on the enrichment limits,” the American envoy said.",
        a("the enrichment limits", "accuses", "us"), id="the enrichment limits"),
    row("“China's ships rammed two of our boats,” the Vietnamese foreign ministry said.",
        a("two of our boats", "accuses", "vietnam"), id="two of our boats"),
    row("The closure of the road was a flagrant breach of the ceasefire agreement, the Armenian "
        "foreign ministry said.",
        a("the ceasefire agreement", "accuses", "armenia"), id="the ceasefire agreement"),
    row("“It is the South that keeps raising tension with its leaflets,” the North Korean statement"
        " said.",
        a("raising tension with its leaflets", "accuses", "north-korea"), id="raising tension with its"),
    row("“They have not returned a single hostage as they promised,” the Israeli prime minister "
        "said of Hamas.",
        a("a single hostage as they promised", "accuses", "israel"), id="a single hostage as"),
    row("“Kyiv told us it would give up its missiles,” the Russian foreign minister said.",
        a("give up its missiles", "claims", "russia"), id="give up its missiles"),
    row("“Moscow wants all of our ports,” the Ukrainian foreign minister said.",
        a("all of our ports", "claims", "ukraine"), id="all of our ports"),
    row("Washington refused to lift the sanctions on oil, the Iranian foreign minister said.",
        a("lift the sanctions on oil", "claims", "iran"), id="lift the sanctions on"),
    row("“North Korea has agreed to close the test site,” the American envoy said.",
        a("close the test site", "claims", "us"), id="close the test site"),
    row("“India is ready to withdraw from the glacier,” the Pakistani foreign minister said.",
        a("withdraw from the glacier", "claims", "pakistan"), id="withdraw from the glacier"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), PREDICATES)
def test_a_denial_or_an_accusation_is_read_in_its_words(text: str, want: Want):
    assert missing(text, want) == []
