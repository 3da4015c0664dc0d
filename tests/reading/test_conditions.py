"""What a statement is made to hang on: its words, its kind, and on whom it hangs."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

CONDITIONS = [
    row("Should Russia attack Ukraine, NATO would impose sanctions, the alliance said.",
        a("impose sanctions", "threatens", "nato", kind="trigger", condition="Should Russia attack Ukraine",
          hangs_on="russia"), id="inverted should, in front"),
    row("The president of Poland announced a halt to gas deliveries should Russia close the border.",
        a("should Russia close the border", kind="trigger", condition="should Russia close the border"),
        id="inverted should, behind"),
    row("Were Pakistan to test a weapon, India would end the talks, New Delhi said.",
        a("end the talks", "threatens refuses", "india", condition="Were Pakistan to test a weapon"),
        id="inverted were"),
    row("China will sign the treaty only after the United States has signed it, Beijing said.",
        a("sign the treaty", "conditional insists", "china",
          condition="only after the United States has signed it"), id="only after"),
    row("Ukraine said it would not withdraw its guns until Russia had withdrawn its tanks.",
        a("not withdraw its guns", "refuses insists conditional", "ukraine",
          condition="until Russia had withdrawn its tanks"), id="until"),
    row("Iran will stop all enrichment except for research, its foreign ministry said.",
        a("stop all enrichment", by="iran", kind="exception"), id="except for"),
    row("The United States offered to close the base on condition that Russia close its own.",
        a("close the base", "conditional", "us", kind="reciprocity",
          condition="on condition that Russia close its own"),
        id="on condition that"),
    row("South Korea is ready for reciprocal limits on loudspeaker broadcasts.",
        a("reciprocal limits", "conditional willing", "south-korea", kind="reciprocity"), id="reciprocal"),
    row("Russia would remove its missiles if NATO did the same, the Kremlin said.",
        a("remove its missiles", "conditional", "russia", kind="reciprocity",
          condition="if NATO did the same", hangs_on="nato"), id="did the same"),
    row("Pakistan said it would answer fire with fire in the event of an attack.",
        a("answer fire with fire", "threatens", "pakistan", condition="in the event of an attack"),
        id="in the event of"),
    row("Russia asked whether NATO would withdraw its missiles.",
        a("NATO would withdraw its missiles", condition=None), id="whether is no condition"),
    row("“Were they to withdraw, we would lift the sanctions,” the British foreign secretary said of the "
        "Russians.",
        a("we would lift the sanctions", "conditional", "uk", kind="reciprocity"),
        id="inverted were, a concession"),
    row("Unless the shelling stops by midnight, our aircraft will bomb the batteries, the Azerbaijani "
        "defence ministry said.",
        a("bomb the batteries", "threatens", "azerbaijan",
          condition="Unless the shelling stops by midnight"),
        id="unless, in front of a threat"),
    row("The United States would, if asked, send monitors to the border.",
        a("send monitors", "conditional willing offers", "us", condition="if asked"),
        id="if asked, in the middle"),
    row("Pakistan can accept limits on its missiles but only if India accepts the same limits.",
        a("accept limits on its missiles", "conditional", "pakistan", kind="reciprocity", hangs_on="india"),
        id="but only if"),
    row("Israel would act alone if it had to, its prime minister said.",
        a("act alone", "threatens insists claims", "israel", kind="trigger", condition="if it had to"),
        id="if it had to is no deed of the other"),
    row("Russia will respond in kind, its foreign ministry said, if the EU expels more envoys.",
        a("respond in kind", "threatens", "russia", kind="trigger", hangs_on="eu"),
        id="a voice between a threat and its trigger"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CONDITIONS)
def test_a_condition_is_kept_in_its_own_words_with_its_kind(text: str, want: Want):
    assert missing(text, want) == []
