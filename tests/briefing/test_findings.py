"""What the brief shows of a checking: findings that say the same in one row, in the words of the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sample

from detente.briefing.brief import write_brief
from detente.briefing.findings import checked, dated, detected, doubts, groups, titled, told
from detente.case.acts import Means, Observation
from detente.case.agreements import Agreement, Clause, Provenance
from detente.case.case import Case
from detente.checking.detect import detect
from detente.checking.results import Checking, Doubt, Finding, Trace, Verdict

OWN = Provenance(document="made for a test")
CLAUSE = Clause(id="n", number="V (a)", heading="Notice", text="Tell.", source=OWN, kind="advance-notice")
OTHER = replace(CLAUSE, id="m", number="V (b)", heading="Observers")
AGREEMENT = Agreement(id="made", title="Made", parties=("norvale", "ostmere"), clauses=(CLAUSE, OTHER))


def exercise(name: str) -> Observation:
    return Observation(
        id=f"o-{name}", date=dt.date(2021, 9, 10), what=name, unit="troops", claimant="press", source="s"
    )


def case() -> Case:
    return replace(
        sample.CASE, agreements=(AGREEMENT,), observations=(exercise("exercise zapad-2021 in belarus"),)
    )


def finding(
    says: str, *, clause: str = "n", holder: str = "norvale", verdict: Verdict = "undecided", **more
) -> Finding:
    return Finding(
        id=f"{clause}:{holder}:{says[:12]}", clause=clause, holder=holder, claimants=(), first=dt.date(2021, 9, 10),
        last=dt.date(2021, 9, 16), verdict=verdict, says=says, **more,
    )  # fmt: skip


def of(*findings: Finding, **more) -> Checking:
    return Checking(agreement="made", title="Made", as_of=dt.date(2022, 1, 1), findings=findings, **more)


LATE = (
    "exercise {}, 2021-09-10 to 2021-09-16 (press: 9,000 troops): notice was due on {}; none is on record."
)


def test_findings_that_say_the_same_share_a_row():
    checking = of(
        finding(LATE.format("one", "2021-07-30"), rows=("o1",)),
        finding(LATE.format("two", "2021-08-02"), holder="ostmere", rows=("o2",)),
        finding("Something else."),
    )
    (group,) = groups(case(), checking)
    assert (group.count, group.more) == (3, 0)
    shared, single = group.rows
    assert shared.clause == "V (a) Notice"
    assert shared.who == ""
    assert shared.says == "Notice was due on the day in brackets; none is on record."
    assert [(part.says, part.days, part.rows) for part in shared.parts] == [
        ("Exercise one, 10–16 September 2021", "30 July 2021", ("o1",)),
        ("Exercise two, 10–16 September 2021", "2 August 2021", ("o2",)),
    ]
    assert len({part.who for part in shared.parts}) == 2
    assert (single.says, single.parts) == ("Something else.", ())


def test_rows_beyond_the_most_are_counted_by_their_findings():
    checking = of(
        *(finding(f"Thing {chr(65 + n)}.", clause="n" if n % 2 else "m", holder=f"p{n}") for n in range(13))
    )
    (group,) = groups(case(), checking)
    assert (len(group.rows), group.more, group.count) == (8, 5, 13)


def test_a_sentence_does_not_repeat_the_heading_beside_it():
    (group,) = groups(case(), of(finding("Notice: press: 9,000 troops.")))
    assert group.rows[0].says == "Press: 9,000 troops."


def test_synthetic_findings_are_shown_apart_and_not_counted():
    made_up = finding("Synthetic track, no evidence: x came near.", verdict="exceeded", synthetic=True)
    (one,) = checked(case(), [of(made_up)])
    assert one.counts == "no findings"
    assert one.groups == ()
    assert [row.says for row in one.illustrations] == ["Synthetic track, no evidence: x came near."]


def test_doubts_of_several_clauses_are_said_once():
    says = "Clause {}, {}: the case has no observation."
    checking = of(
        doubts=(
            Doubt("no data", says.format("V (a)", "Notice"), ("n",)),
            Doubt("no data", says.format("V (b)", "Observers"), ("m",)),
            Doubt("from memory", "Known from memory only: clause V (a).", ("n",)),
        )
    )
    assert doubts(case(), checking) == (
        "Clauses V (a) and V (b): the case has no observation.",
        "Known from memory only: clause V (a).",
    )


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("told on 2021-07-30.", "told on 30 July 2021."),
        ("from 2020-01-01 to 2021-12-31", "from 1 January 2020 to 31 December 2021"),
        ("see antibellum-2021-11-23", "see antibellum-2021-11-23"),
        ("2021-09-10 to 2021-09-16", "10–16 September 2021"),
    ],
)
def test_days_are_written_as_in_the_rest_of_the_brief(text: str, page: str):
    assert dated(text) == page


def test_exercises_have_their_names():
    assert (
        told(case(), "exercise zapad-2021 in belarus was held") == "Exercise Zapad-2021 in Belarus was held"
    )
    assert titled("exercise defender-europe 21") == "exercise Defender-Europe 21"
    assert told(case(), "o29 counts not stated.") == "o29 counts not stated."


# ---------------------------------------------------------------- on the page


def page(*checkings: Checking, means: tuple[Means, ...] = ()) -> str:
    shown = replace(case(), regime=means)
    found = detect(means, shown.measures) if means else ()
    signing = sample.signing(dt.date(2021, 4, 20), is_open=True)
    return write_brief(shown, (signing,), checkings, found, made_with="Détente 0").html


def test_a_synthetic_track_says_so_on_the_page_beside_its_map():
    zone = sample.CASE.zones[0]
    trace = Trace(
        zone.id, 5.0, (37.0, 44.0), dt.datetime(2021, 9, 10, 12, tzinfo=dt.UTC), "a.csv#2",
        (((36.9, 44.0), (37.0, 44.0)),),
    )  # fmt: skip
    one = finding(
        "Synthetic track, no evidence: x came near.", verdict="exceeded", synthetic=True, trace=trace
    )
    html = page(of(one))
    section = html[html.index('id="check"') : html.index("</section>", html.index('id="check"'))]
    assert "Synthetic, no evidence: 1" in section
    assert "No findings, on the record up to" in section
    assert "<strong>Synthetic, no evidence.</strong>" in section
    assert 'class="map-track"' in section


def test_what_is_not_stated_of_the_means_is_one_sentence():
    measure = sample.CASE.measures[0].id
    html = page(of(), means=(Means(measure=measure, means="satellites"),))
    assert "is not stated: the case gives no figures" in html
    assert 'class="detected"' not in html


def test_what_the_means_could_find_has_its_figures():
    measure = sample.CASE.measures[0]
    visits = Means(
        measure=measure.id, means="inspections", sites=60, breached_sites=6, inspections=10, recognition=1
    )
    html = page(of(), means=(visits,))
    # 1 - C(54,10) / C(60,10)
    assert html.count('<td class="n">0.68</td>') == len(measure.binds)
    assert detected(()) is None
