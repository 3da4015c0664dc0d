"""An invented case and two signings made by hand, rich enough to fill every part of a brief.

No figure in here was computed: the signings only have the shape of what SIGN returns. In the case,
nobody said what it says.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from detente.case.acts import Act, Means, Observation
from detente.case.case import Case, Moment, NoDeal
from detente.case.measures import Level, Link, Measure, Ref
from detente.case.parties import Actor, Party
from detente.case.sources import Source
from detente.case.statements import Quantity, Statement
from detente.case.zones import Zone as Area
from detente.signing.results import (
    Blocking,
    Clause,
    Contradiction,
    CoreItem,
    Draft,
    Faith,
    Item,
    Mixing,
    OpenValue,
    Package,
    Point,
    PriorRun,
    Question,
    Ranked,
    Signing,
    Solution,
    Standing,
    Zone,
)

EVE, REPLY = dt.date(2031, 1, 9), dt.date(2031, 1, 26)

PARTIES = (
    Party(id="aldoria", name="Republic of Aldoria", short="Aldoria"),
    Party(id="brenn", name="Kingdom of Brenn", short="Brenn"),
)
ACTORS = (
    Actor(id="league", name="League of the Coast", kind="alliance", speaks_for="aldoria"),
    Actor(id="courier", name="The Courier", kind="outlet"),
    Actor(id="caldia", name="Caldia", kind="state"),
)


def _levels(*texts: str) -> tuple[Level, ...]:
    return tuple(
        Level(
            id=f"l{k}", text=text.removesuffix("?"), open=text.endswith("?"), value=float(k), unit="steps"
        )
        for k, text in enumerate(texts)
    )


MEASURES = (
    Measure(
        id="missiles",
        title="Ground-launched missiles in Caldia",
        short="Missiles in Caldia",
        binds=("aldoria", "brenn"),
        levels=_levels("as today", "no offensive ground-launched missiles in Caldia"),
        zone="caldia",
        consent=("caldia",),
        note="“Offensive” is defined in no text; see s3.",
    ),
    Measure(
        id="exercises",
        title="Size of exercises near the common border",
        short="Exercises near the border",
        binds=("aldoria", "brenn"),
        levels=_levels(
            "as today",
            "no exercise above 13,000 troops in the strip",
            "no exercise above 9,000 troops in the strip?",
        ),
        zone="strip",
    ),
    Measure(
        id="bombers",
        title="Distance of heavy bombers",
        short="Heavy bombers",
        binds=("aldoria", "brenn"),
        levels=_levels(
            "as today", "no heavy bomber within 200 km of the coast?", "no heavy bomber within 500 km?"
        ),
    ),
    Measure(
        id="return",
        title="Return of forces to barracks",
        binds=("brenn",),
        levels=_levels("as today", "additional forces return to barracks"),
    ),
    Measure(
        id="enlargement",
        title="No further members of the League",
        short="League enlargement",
        binds=("aldoria",),
        levels=_levels("as today", "no further member"),
    ),
    Measure(
        id="hotline",
        title="Hotline and incidents",
        binds=("aldoria", "brenn"),
        levels=_levels("as today", "a permanent line between the staffs"),
    ),
    Measure(
        id="sites",
        title="Visits to the two sites",
        binds=("aldoria", "brenn"),
        levels=_levels("as today", "two visits a year on request", "permanent presence"),
    ),
)

SOURCES = (
    Source(
        id="courier-31-01-08",
        publisher="The Courier",
        title="Talks to open on the coast",
        date=dt.date(2031, 1, 8),
        address="https://courier.example/2031/talks",
        reliability="B",
        credibility=2,
    ),
    Source(
        id="ministry",
        publisher="Ministry of Foreign Affairs of Brenn",
        title="Ответ министерства",
        date=dt.date(2031, 1, 10),
        address="https://mfa.brenn.example/reply",
        reliability="A",
        credibility=3,
        lang="ru",
    ),
    Source(
        id="wire",
        publisher="Coast Wire",
        title="<b>Bold</b> & plain",
        address="javascript:alert(1)",
        reliability="C",
        credibility=4,
        sharing="TLP:GREEN",
        note="Seen in a copy.",
    ),
)


def _on(measure: str, level: str | None = None, binds: str | None = None) -> tuple[Ref, ...]:
    return (Ref(measure=measure, level=level, binds=binds),)


STATEMENTS = (
    Statement(
        id="s1",
        date=dt.date(2030, 12, 17),
        speaker="brenn",
        stance="demands",
        says="Asks for a ban on offensive missiles in Caldia.",
        on=_on("missiles"),
        source="ministry",
        quote="no missiles in Caldia",
        translated=True,
        original="никаких ракет в Кальдии",
    ),
    Statement(
        id="s2",
        date=dt.date(2031, 1, 4),
        speaker="brenn",
        stance="insists",
        says="Signs nothing that leaves the door to the League open.",
        on=_on("enlargement"),
        source="ministry",
        quote="never, never, ever",
        translated=True,
        credence=0.5,
        why="said before the talks, by a deputy",
    ),
    Statement(
        id="s3",
        date=dt.date(2031, 1, 8),
        speaker="aldoria",
        voice="a senior official",
        anonymous=True,
        stance="willing",
        says="Could discuss missiles in Caldia on both sides' terms.",
        on=_on("missiles"),
        source="courier-31-01-08",
        also=("wire",),
        quote="we are prepared to discuss that",
        via=("courier",),
    ),
    Statement(
        id="s4",
        date=dt.date(2031, 1, 8),
        speaker="aldoria",
        stance="conditional",
        says="Limits its exercises if Brenn limits its own.",
        on=_on("exercises", binds="aldoria"),
        if_=_on("exercises", binds="brenn"),
        source="courier-31-01-08",
        quantity=Quantity(low=9000, unit="troops", about=True, counts="all services"),
    ),
    Statement(
        id="s5",
        date=dt.date(2031, 1, 12),
        speaker="league",
        stance="refuses",
        says="Closing the door to new members is not on offer.",
        on=_on("enlargement"),
        source="courier-31-01-08",
        quote="a non-starter",
        credence=0.5,
        why="could be an opening position",
    ),
    Statement(
        id="s6",
        date=dt.date(2031, 1, 13),
        speaker="brenn",
        stance="threatens",
        says="Would answer a refusal by military-technical means.",
        source="ministry",
        unverified=True,
    ),
    Statement(
        id="s7",
        date=dt.date(2031, 1, 14),
        speaker="courier",
        stance="claims",
        says="Aldoria is drawing up options to reduce its forces.",
        proposition="options",
        source="courier-31-01-08",
        contests=("s8",),
    ),
    Statement(
        id="s8",
        date=dt.date(2031, 1, 15),
        speaker="aldoria",
        stance="denies",
        says="No such options are being drawn up.",
        proposition="options",
        source="wire",
        quote="لا صحة لذلك",
        lang="ar",
    ),
    Statement(
        id="s9",
        date=dt.date(2031, 1, 20),
        speaker="aldoria",
        stance="demands",
        says="Asks that the additional forces go back to barracks <script>alert('x')</script>.",
        on=(*_on("return"), *_on("hotline")),
        source="wire",
    ),
    Statement(
        id="s10",
        date=dt.date(2031, 3, 1),
        speaker="brenn",
        stance="offers",
        says="Said after the last date of the brief.",
        on=_on("hotline"),
        source="wire",
    ),
)

CASE = Case(
    id="sample",
    title="Aldoria – Brenn: restraint on the coast",
    summary="Two invented states talk about restraint around a third, Caldia.",
    version="3",
    real=False,
    parties=PARTIES,
    actors=ACTORS,
    measures=MEASURES,
    links=(
        Link(kind="reciprocal", measure="missiles", by=("s3",), note="Asked for on both sides' terms."),
        Link(kind="exchanged", refs=(*_on("sites", binds="aldoria"), *_on("sites", binds="brenn"))),
    ),
    no_deal=(NoDeal(party="brenn", note="Said that it would answer a refusal.", by=("s6",)),),
    moments=(
        Moment(date=EVE, name="on the eve of the talks"),
        Moment(date=REPLY, name="after the written reply"),
    ),
    acts=(
        Act(
            id="a1",
            date=dt.date(2030, 12, 1),
            until=dt.date(2030, 12, 14),
            by=("brenn",),
            kind="build-up",
            what="moves forces towards the border",
            source="wire",
            contested=True,
        ),
        Act(
            id="a2",
            date=dt.date(2031, 1, 10),
            by=("aldoria", "brenn"),
            kind="meeting",
            what="first round of talks",
            place="Lakeport",
            source="courier-31-01-08",
        ),
    ),
    regime=(
        Means(measure="exercises", means="advance notices", agreed=True, note="Sees size, not purpose."),
    ),
    statements=STATEMENTS,
    sources=SOURCES,
    zones=(
        Area(
            id="caldia",
            name="Caldia",
            boundary="invented",
            geometry={
                "type": "Polygon",
                "coordinates": [[[-40, -40], [-36, -40], [-36, -38], [-40, -38], [-40, -40]]],
            },
        ),
    ),
    observations=(
        Observation(
            id="o1",
            date=dt.date(2031, 1, 5),
            what="forces near the border",
            low=70000,
            high=94000,
            unit="troops",
            claimant="courier",
            source="wire",
        ),
    ),
    digest="5f2c9a7be0d14c3388aa",
)

SLOTS = tuple((m.id, party) for m in MEASURES for party in m.binds)


def package(levels: dict[str, int]) -> Package:
    """The package with these levels, by measure, for every party that the measure binds."""
    tuple_ = tuple(levels.get(measure, 0) for measure, _ in SLOTS)
    items = tuple(
        Item(measure, party, level, f"l{level}")
        for (measure, party), level in zip(SLOTS, tuple_, strict=True)
        if level
    )
    return Package(tuple_, items)


def ranked(name: str, levels: dict[str, int], gains: tuple[float, float], ratio: float) -> Ranked:
    one = package(levels)
    standing = {
        "aldoria": Standing(0.41, gains[0], (-0.21, 0.38), False, True),
        "brenn": Standing(1.0, gains[1], (0.02, 0.51), True, True),
    }
    unspoken = tuple(i for i in one.items if i.measure == "sites")
    consents = ("caldia",) if "missiles" in levels else ()
    return Ranked(name, one, None, ratio, standing, 0.34, 0.37, unspoken, consents)


A = {"missiles": 1, "exercises": 2, "hotline": 1, "return": 1}
BEST = (
    ranked("A", A, (0.121, 0.093), 1.0),
    ranked("B", A | {"bombers": 1}, (0.118, 0.094), 0.99),
    ranked("C", A | {"exercises": 1}, (0.119, 0.0945), 0.97),
    ranked("D", A | {"sites": 1}, (0.074, 0.131), 0.95),
    ranked("E", A | {"sites": 2, "bombers": 2}, (0.052, 0.142), 0.93),
    ranked("F", {"missiles": 1, "hotline": 1}, (0.09, 0.07), 0.91),
)


def _core(measure: str, party: str, level: int, share: float, asked: str, offered: str) -> CoreItem:
    return CoreItem(
        Item(measure, party, level, f"l{level}"),
        share,
        None,
        {"brenn": (asked,), "aldoria": ()},
        {"aldoria": (offered,)},
    )


CORE = (
    _core("missiles", "aldoria", 1, 1.0, "s1", "s3"),
    _core("missiles", "brenn", 1, 1.0, "s1", "s3"),
    _core("return", "brenn", 1, 0.92, "s9", "s9"),
    _core("exercises", "aldoria", 1, 0.88, "s4", "s4"),
    _core("exercises", "brenn", 2, 0.61, "s4", "s4"),
)

RELEASED = (("s2",), ("s5",), ("s1", "s3"))
"""What gives way, one a scenario. In the last one no package scores."""
HOMES = {"A": 0, "B": 0, "C": 0, "D": 0, "E": 1, "F": 1}
CLOSED_BEST = tuple(replace(one, scenario=HOMES[one.name]) for one in BEST)
CLOSED_CORE = (
    *(replace(one, scenario=0) for one in CORE),
    replace(_core("hotline", "aldoria", 1, 0.9, "s9", "s9"), scenario=1),
    replace(_core("hotline", "brenn", 1, 0.9, "s9", "s9"), scenario=1),
)


def _cloud() -> tuple[Point, ...]:
    turns = [(i * 2.399, 0.16 * math.sqrt(i / 300)) for i in range(300)]
    cloud = tuple(Point((0.02 + r * math.cos(t), r * math.sin(t))) for t, r in turns)
    lettered = tuple(
        Point((r.standing["aldoria"].gain, r.standing["brenn"].gain), r.name, r.name in "ADE") for r in BEST
    )
    return cloud + lettered


def signing(as_of: dt.date, *, is_open: bool) -> Signing:
    """A whole signing at a date: open at its word, or closed, with three ways to open it."""
    return Signing(
        case_id="sample",
        as_of=as_of,
        parties=("aldoria", "brenn"),
        slots=SLOTS,
        zone=Zone(is_open, BEST[0].package if is_open else None, "masks", 1728, 96 if is_open else 0),
        released=() if is_open else RELEASED,
        blocking=() if is_open else tuple(Blocking(one, True) for one in RELEASED),
        blocking_complete=True,
        contradictions=()
        if is_open
        else (Contradiction("brenn", ("s1", "s2"), "s1 asks for less than s2 makes a condition of"),),
        ranked=BEST if is_open else CLOSED_BEST,
        equivalents=41,
        core=CORE if is_open else CLOSED_CORE,
        open_values=(OpenValue("exercises", "brenn", "l2", (("l1", 0.38), ("l2", 0.62))),),
        plane=_cloud(),
        solutions=(
            Solution("nash", BEST[0].package, (0.121, 0.093), "Nash 1950"),
            Solution("egalitarian", package({"hotline": 1}), (0.05, 0.05), "Kalai 1977"),
        ),
        questions=(
            Question("sign-alone", "brenn", "Would Brenn sign the core without s2?", 0.084, True, 0.5),
            Question("red-line", "aldoria", "Is the line in s5 real?", 0.031, True, 0.5),
            Question(
                "matters-more", "aldoria", "Do bombers matter more than exercises?", 0.004, False, 0.5
            ),
        ),
        noise_floor=0.012,
        priors=(
            PriorRun("slots", "every restraint alike", _shares(0.41), 1.0, _prior_core(1.0, is_open)),
            PriorRun("flat", "every increment alike", _shares(0.33), 0.97, _prior_core(0.96, is_open)),
        ),
        faith=(Faith("aldoria", 0.62, 0.38, 0.0), Faith("brenn", 0.2, 0.75, 0.05)),
        draft=Draft(
            "Agreement between the Republic of Aldoria and the Kingdom of Brenn",
            (
                Clause(
                    "1",
                    "Missiles",
                    "The Parties shall not deploy [offensive] missiles.",
                    False,
                    "missiles",
                    ("s1", "s3"),
                ),
                Clause(
                    "2",
                    "Exercises",
                    "[No exercise shall exceed [9,000] troops.]",
                    True,
                    "exercises",
                    ("s4",),
                ),
            ),
            ("Clause 2 rests on s4 alone.",),
        ),
        mixing=(
            Mixing("aldoria", "slots", 4000, 4, 1.012, 812.4, 3.1),
            Mixing("brenn", "slots", 4000, 4, 1.02, 640.0, 2.9),
        ),
        listed=True,
        pool=1728,
        assumptions=("The value of no deal is drawn around today's (a normal prior).",),
        seed=7,
        draws=4000,
        partial=None,
    )


def _shares(value: float) -> dict[str, dict[str, float]]:
    return {r.name: {"aldoria": value, "brenn": 1.0} for r in BEST}


def _prior_core(share: float, is_open: bool) -> tuple[tuple[int | None, Item, float], ...]:
    return ((None if is_open else 0, Item("missiles", "aldoria", 1, "l1"), share),)


SIGNINGS = (signing(EVE, is_open=True), signing(REPLY, is_open=False))
