"""Who is named, what it is about, and by which word it is said: the shipped words, and a case's own."""

from __future__ import annotations

import time
from itertools import chain
from pathlib import Path

import pytest

from detente.case.case import Case
from detente.case.measures import Level, Measure
from detente.case.parties import Party
from detente.case.vocabulary import ActorTerm, CueTerm, IssueTerm, Vocabulary
from detente.files.folder import read_case
from detente.files.words import read_own_words, read_words
from detente.reading.deeds import deed_of, undone
from detente.reading.document import Block
from detente.reading.extending import extended, words_of
from detente.reading.lexicon import WORDS, Lexicon, lexicon
from detente.reading.parse import parse

US_RUSSIA = Path(__file__).resolve().parents[2] / "cases" / "us-russia-2022"
ISSUES = """
    missiles missile-defence nuclear-weapons nuclear-programme nuclear-tests exercises
    exercise-notice bombers aircraft-and-ships troops withdrawal bases membership
    security-guarantees arms-supplies use-of-force ceasefire zones territory sanctions economy
    verification hotlines prisoners humanitarian shipping propaganda terrorism water cyber
    political-status treaty-compliance talks good-faith
"""


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_words(WORDS)


@pytest.fixture(scope="module")
def shipped(words: Vocabulary) -> Lexicon:
    return lexicon(words)


@pytest.fixture(scope="module")
def talks_of_2022(words: Vocabulary) -> Lexicon:
    return lexicon(extended(words, read_own_words(US_RUSSIA)), read_case(US_RUSSIA))


def named(words: Lexicon, text: str) -> list[tuple[str, str, str]]:
    return [(text[one.start : one.end], one.id, one.how) for one in words.actors(text)]


def first_issue(words: Lexicon, text: str) -> str | None:
    return next((hit.id for hit in words.issues(text)), None)


# ---- actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("American officials met.", [("American", "us", "adjective")]),
        ("It told us what the U.S. wants.", [("U.S.", "us", "name")]),
        ("It is the view of the U.S", [("U.S", "us", "name")]),
        ("The US and the UN spoke of it.", [("US", "us", "name"), ("UN", "un", "name")]),
        ("Moscow's reply came late.", [("Moscow", "russia", "seat")]),
        ("Moscow\u2019s reply came late.", [("Moscow", "russia", "seat")]),
        ("the Kremlin and Foggy Bottom", [("Kremlin", "russia", "seat"), ("Foggy Bottom", "us", "seat")]),
        ("The Blue House said so.", [("Blue House", "south-korea", "seat")]),
        ("Islamabad and New\nDelhi", [("Islamabad", "pakistan", "seat"), ("New\nDelhi", "india", "seat")]),
        ("Zelenskyy, Zelenskiy", [("Zelenskyy", "ukraine", "person"), ("Zelenskiy", "ukraine", "person")]),
        ("the United\u00a0States", [("United\u00a0States", "us", "name")]),
        ("RUSSIA WARNS", [("RUSSIA", "russia", "name")]),
        ("Türkiye and Turkey", [("Türkiye", "turkey", "name"), ("Turkey", "turkey", "name")]),
        ("the E3 and the P5+1", [("E3", "e3", "group"), ("P5+1", "p5-plus-1", "group")]),
        ("North Korean envoys", [("North Korean", "north-korea", "adjective")]),
        ("Korean talks", [("Korean", "koreas", "adjective")]),
        ("the U.N. Security Council", [("U.N. Security Council", "un", "name")]),
        ("US-Russian contacts", [("US", "us", "name"), ("Russian", "russia", "adjective")]),
    ],
)
def test_an_actor_is_found_under_its_names(
    shipped: Lexicon, text: str, expected: list[tuple[str, str, str]]
):
    assert named(shipped, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Washington Post reported", ["washington-post"]),
        ("The Washington Times of Friday", ["washington-times"]),
        ("the New York Times, the Moscow Times", ["new-york-times", "moscow-times"]),
        ("anti-American, pro-Russian and non-NATO", []),
        ("Michael Jordan and Jordan Peterson", []),
        ("Jordan said that it would host them", ["jordan"]),
        ("But Jordan said no", ["jordan"]),
        ("Chad Miller wrote of Chad", ["chad"]),
        ("born in Atlanta, Georgia", []),
        ("Georgia and Armenia", ["georgia", "armenia"]),
        ("the West Bank", ["west-bank"]),
        ("the West sees it otherwise", ["the-west"]),
        ("a west wind, a turkey, a polish", []),
        ("He will polish the text for us", []),
        ("The Hague and William Hague", ["netherlands", "uk"]),
        ("Papua New Guinea is not Guinea", ["papua-new-guinea", "guinea"]),
        ("the former Soviet Union", ["former-soviet-states"]),
        ("states of Latin America", ["americas"]),
    ],
)
def test_a_name_within_another_is_not_taken_for_it(shipped: Lexicon, text: str, expected: list[str]):
    assert [one.id for one in shipped.actors(text)] == expected


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The delegations met in Geneva.", "place"),
        ("The Geneva talks went on.", "place"),
        ("The Vienna talks went on.", "place"),
        ("The Minsk agreements are dead.", "place"),
        ("Fighting in Ukraine went on.", "place"),
        ("He returned to Tehran.", "place"),
        ("A letter to Tehran was sent.", "seat"),
        ("A reply from Moscow came.", "seat"),
        ("Minsk refused.", "seat"),
        ("The guarantee binds Ukraine.", "name"),
        ("An official at the Pentagon spoke.", "seat"),
    ],
)
def test_where_something_is_held_is_no_actor(shipped: Lexicon, text: str, how: str):
    assert [one.how for one in shipped.actors(text)] == [how]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "South Korea spoke. The North did not answer the South.",
            ["south-korea", "north-korea", "south-korea"],
        ),
        ("Farmers of the North and the South met.", []),
        ("NATO met; the alliance sent a letter.", ["nato", "nato"]),
        ("The CSTO met after NATO; the alliance said no.", ["csto", "nato", "nato"]),
        ("The IAEA asked, and the agency waits.", ["iaea", "iaea"]),
        ("The agency waits.", []),
        ("The U.S. sent the North Atlantic Treaty Organization a note.", ["us", "nato"]),
    ],
)
def test_a_name_that_depends_on_others_is_read_with_them(shipped: Lexicon, text: str, expected: list[str]):
    assert [one.id for one in shipped.actors(text)] == expected


def test_a_part_of_a_text_is_read_as_part_of_the_whole(shipped: Lexicon):
    text = "South Korea called. The North stayed silent."
    second = text.index("The North")
    assert [one.id for one in shipped.actors(text, second)] == ["north-korea"]
    assert [one.id for one in shipped.actors(text, 0, second)] == ["south-korea"]


def test_what_an_id_is(shipped: Lexicon):
    assert (shipped.kind_of("nato"), shipped.kind_of("reuters"), shipped.kind_of("nobody")) == (
        "alliance",
        "outlet",
        None,
    )
    assert (shipped.name_of("us"), shipped.name_of("nobody")) == ("United States", "nobody")
    assert shipped.members_of("e3") == ("france", "germany", "uk")
    assert shipped.members_of("us") == ()


# ---- issues


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("strategic bombers stay away during exercises", "bombers"),
        ("notification of exercises above 9,000 troops", "exercise-notice"),
        ("each side would announce its drills 30 days in advance", "exercise-notice"),
        ("limit the size and scope of its drills", "exercises"),
        ("withdrew its troops from the area", "withdrawal"),
        ("Russian troops invaded again", "use-of-force"),
        ("is ready to negotiate in good faith", "good-faith"),
        ("a pretext for an attack", "good-faith"),
        ("the talks were useful", "talks"),
        ("missile defence sites", "missile-defence"),
        ("missile defense sites", "missile-defence"),
        ("intermediate-range missiles", "missiles"),
        ("the alliance will not admit new states", "membership"),
        ("sanctions on oil exports must be lifted", "sanctions"),
        ("inspectors need access to the site", "verification"),
        ("it will not give up enrichment", "nuclear-programme"),
        ("there will be no nuclear test", "nuclear-tests"),
        ("tactical nuclear weapons abroad", "nuclear-weapons"),
        ("all prisoners of war for all", "prisoners"),
        ("the loudspeakers fell silent", "propaganda"),
        ("the Indus Waters Treaty stays in abeyance", "water"),
        ("tankers must pass the Strait of Hormuz", "shipping"),
        ("a drone violated its airspace", "aircraft-and-ships"),
        ("military bases on the territory of former republics", "bases"),
        ("legally binding guarantees", "security-guarantees"),
        ("deliver weapons to the rebels", "arms-supplies"),
        ("a truce for the holiday", "ceasefire"),
        ("a buffer zone along the river", "zones"),
        ("return the occupied territories", "territory"),
        ("let aid convoys through to civilians", "humanitarian"),
        ("shelter for cross-border terrorists", "terrorism"),
        ("hackers struck its computer systems", "cyber"),
        ("recognition of independence by referendum", "political-status"),
        ("a hotline between the two armies", "hotlines"),
        ("it broke the treaty and violated the agreement", "treaty-compliance"),
        ("a gas pipeline and higher tariffs", "economy"),
        ("the build-up of soldiers near the border", "troops"),
        ("eight launchers were seen on the quay", "missiles"),
        ("it wants a guarantee that the accord lasts", "security-guarantees"),
        ("the trial of the accused is before the court", "terrorism"),
        ("release two citizens whom it holds", "prisoners"),
        ("unimpeded movement on the road", "humanitarian"),
        ("the guards fired blanks at a patrol", "use-of-force"),
        ("a count of 9,000 men on the ridge", "troops"),
        ("a withdrawal is ruled out for now", "withdrawal"),
        ("doubts that the minister was serious", "good-faith"),
        ("reopen the liaison channel at once", "hotlines"),
        ("let technicians service the cameras", "verification"),
        ("the programme is exclusively peaceful", "nuclear-programme"),
        ("the ministers spoke by telephone", "talks"),
        ("it has broken an undertaking", "treaty-compliance"),
        ("resupply of the outpost by boat", "shipping"),
    ],
)
def test_the_most_specific_issue_comes_first(shipped: Lexicon, text: str, issue: str):
    assert first_issue(shipped, text) == issue


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("both should exercise restraint", "exercises"),
        ("the rules in force today", "use-of-force"),
        ("the ministers went back to base camp", "bases"),
        ("a water cannon was used", "water"),
        ("a peaceful settlement of disputes", "territory"),
        ("the ceasefire holds", "use-of-force"),
        ("the air force", "use-of-force"),
        ("a press release", "prisoners"),
        ("the shipyard based in Asia", "bases"),
        ("give us the maps", "membership"),
        ("the plan was shipped abroad", "aircraft-and-ships"),
        ("it will safeguard its interests", "nuclear-programme"),
        ("it did not rule this out", "treaty-compliance"),
        ("members of the council", "membership"),
        ("it will not trade a promise for a plan", "economy"),
        ("the commander of the theatre command", "good-faith"),
        ("the offer is off the table", "talks"),
        ("field hospitals near the front", "humanitarian"),
    ],
)
def test_a_phrase_that_means_something_else_is_left_alone(shipped: Lexicon, text: str, not_meant: str):
    assert not_meant not in {hit.id for hit in shipped.issues(text)}


def test_two_halves_count_near_each_other_within_a_sentence(shipped: Lexicon):
    near = "It will lift, in full, the oil sanctions."
    apart = "It will lift the ban. New sanctions are not planned."
    far = "It will lift the ban on milk, wine, bread, fish, salt, oil, wool, iron and tea, not sanctions."
    weight = {
        text: max(hit.weight for hit in shipped.issues(text) if hit.id == "sanctions")
        for text in (near, apart, far)
    }
    assert weight[near] > weight[apart] == weight[far]


def test_the_ids_are_those_of_the_benchmark(words: Vocabulary):
    assert {issue.id for issue in words.issues} == set(ISSUES.split())


@pytest.mark.parametrize(
    ("text", "issue", "measure"),
    [
        ("no accession of new members to NATO", "membership", "nato-enlargement"),
        ("offensive missile systems in Ukraine", "missiles", "missiles-ukraine"),
        ("intermediate-range missiles outside national territory", "missiles", "inf-missiles"),
        ("forces moved towards Ukraine return to their permanent bases", "withdrawal", "build-up-return"),
        ("withdraw the forces placed in states that joined NATO after 1997", "withdrawal", "posture-1997"),
        ("inspections at the Aegis Ashore sites", "verification", "aegis-transparency"),
        ("heavy bombers near the border", "bombers", "bombers"),
        ("an emergency line", "hotlines", "incidents-hotlines"),
        ("withdraw the troops", "withdrawal", None),
        ("lift the sanctions", "sanctions", None),
    ],
)
def test_a_sentence_leads_to_its_measure_or_to_none(
    talks_of_2022: Lexicon, text: str, issue: str, measure: str | None
):
    assert next(hit.measure for hit in talks_of_2022.issues(text) if hit.id == issue) == measure


def test_every_measure_of_the_real_case_can_be_led_to(talks_of_2022: Lexicon):
    case = read_case(US_RUSSIA)
    led_to = {one for ids in talks_of_2022._measures.carried.values() for one in ids}
    assert {measure.id for measure in case.measures} == led_to


# ---- words of saying


@pytest.mark.parametrize(
    ("form", "word", "stance"),
    [
        ("said", "say", None),
        ("told", "tell", None),
        ("made clear", "make clear", None),
        ("denies", "deny", "denies"),
        ("denied", "deny", "denies"),
        ("swore", "swear", "offers"),
        ("forbade", "forbid", "demands"),
        ("sought", "seek", "demands"),
        ("called for", "call for", "demands"),
        ("ruling out", "rule out", "refuses"),
        ("is ready", "be ready", "willing"),
        ("were not convinced", "be not convinced", "doubts"),
        ("insisting", "insist", "insists"),
        ("threatened", "threaten", "threatens"),
        ("admitted", "admit", "claims"),
        ("signalled", "signal", None),
        ("signaled", "signal", None),
        ("accused", "accuse", "accuses"),
    ],
)
def test_a_word_of_saying_is_known_in_its_forms(shipped: Lexicon, form: str, word: str, stance: str | None):
    cue = shipped.cue(form)
    assert cue is not None
    assert (cue.word, cue.stance) == (word, stance)


def test_the_shape_of_the_clause_decides_between_two_meanings(shipped: Lexicon):
    def stance(word: str, frame: str) -> str | None:
        cue = shipped.cue(word, frame)  # type: ignore[arg-type]
        return cue.stance if cue else None

    assert (stance("agreed", "to-inf"), stance("agreed", "that-clause")) == ("offers", "claims")
    assert (stance("rejected", "np"), stance("rejected", "np-as")) == ("refuses", "denies")
    assert (stance("warned", "to-inf"), stance("warned", "that-clause")) == ("demands", "threatens")
    assert (stance("told", "to-inf"), stance("told", "that-clause")) == ("demands", None)


def test_a_noun_of_saying_is_not_its_verb(shipped: Lexicon):
    assert {
        word: shipped.noun_cue(word) is not None
        for word in ("claims", "denials", "pledge", "said", "tells")
    } == {
        "claims": True,
        "denials": True,
        "pledge": True,
        "said": False,
        "tells": False,
    }
    assert shipped.cue("denial") is None
    assert shipped.cue("walked") is None


def test_words_of_saying_are_found_in_a_text(shipped: Lexicon):
    text = "According to Oslo, the envoy ruled out a deal and called on all to wait."
    assert [(text[one.start : one.end], one.term.word) for one in shipped.cues(text)] == [
        ("According to", "according to"),
        ("ruled out", "rule out"),
        ("called on", "call on"),
    ]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("U.S. forces", "troops"),
        ("soldiers", "troops"),
        ("kilometers", "km"),
        ("nautical miles", "nautical-miles"),
        ("per cent", "percent"),
        ("fighter jets", "aircraft"),
        ("prisoners of war", "prisoners"),
        ("happy returns", None),
    ],
)
def test_a_unit_has_one_name(shipped: Lexicon, written: str, unit: str | None):
    assert shipped.unit(written) == unit


# ---- what is told as done


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway and Russia struck a deal on cod.", "other"),
        ("Russia withdrew from the treaty in March.", "other"),
        ("The shelling resumed at dawn.", "attack"),
        ("Pyongyang has given no answer.", "no-answer"),
        ("The offer has met with silence.", "no-answer"),
        ("The ministers are due to meet in Vienna on Monday.", "meeting"),
        ("The troops finished withdrawing from the village.", "withdrawal"),
        ("Belarus moved six battalions up to the border.", "build-up"),
        ("The two armies exchanged fire across the line.", "attack"),
        ("The fleet took part in the exercise.", "exercise"),
        ("The ministry released a statement.", "document"),
        ("Iran released two prisoners.", "other"),
        ("The army is due to withdraw its tanks next week.", None),
        ("No talks were held last week.", None),
        ("Since May it has launched nothing.", None),
        ("Turkey would not respond to the letter.", None),
        ("The president fired his defence minister.", None),
        ("The talks were useful.", None),
    ],
)
def test_a_verb_and_what_stands_beside_it_tell_of_an_act(text: str, kind: str | None):
    (tree,) = parse(text, [Block(0, len(text))])
    assert deed_of(tree, tree.deps.index("ROOT"), 0, len(tree) - 1) == kind


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Since May it has launched nothing.", True),
        ("No talks were held last week.", True),
        ("Poland has not deployed the missiles.", True),
        ("Poland deployed the missiles.", False),
        ("Poland may not deploy the missiles.", False),
        ("It is not clear.", False),
    ],
)
def test_what_is_told_as_not_done_is_known_for_that(text: str, so: bool):
    (tree,) = parse(text, [Block(0, len(text))])
    assert undone(tree, tree.deps.index("ROOT")) is so


# ---- laws of the shipped words


def test_no_name_belongs_to_two_actors(words: Vocabulary):
    owner: dict[str, str] = {}
    for actor in words.actors:
        for word in words_of(actor):
            assert owner.setdefault(word, actor.id) == actor.id, word


def test_members_are_actors(words: Vocabulary):
    ids = {actor.id for actor in words.actors}
    assert {one for actor in words.actors for one in actor.members} <= ids


def test_every_name_is_found_in_a_sentence_made_of_it(words: Vocabulary, shipped: Lexicon):
    lost = [
        (word, actor.id)
        for actor in words.actors
        for word in words_of(actor)
        if actor.id not in {one.id for one in shipped.actors(f"it was said that {word} did so.")}
    ]
    assert lost == []


def test_every_issue_word_leads_to_its_issue(words: Vocabulary, shipped: Lexicon):
    lost = []
    for issue in words.issues:
        for word in chain(issue.words, issue.weak):
            text = f"it is about {word.replace('=', '').replace(' + ', ' and the ')} here"
            hits = {hit.id for hit in shipped.issues(text)}
            if issue.id not in hits and not _said_better(shipped, text, issue.id):
                lost.append((issue.id, word))
    assert lost == []


def _said_better(words: Lexicon, text: str, issue: str) -> bool:
    """A longer phrase of another issue holds the word: it leads there, and is meant to."""
    hits = words.issues(text)
    return bool(hits) and hits[0].id != issue and " " in text[hits[0].start : hits[0].end]


def test_every_issue_word_stands_once(words: Vocabulary):
    for issue in words.issues:
        listed = (*issue.words, *issue.weak)
        assert len(set(listed)) == len(listed), sorted({one for one in listed if listed.count(one) > 1})


def test_every_cue_is_found_and_stands_once(words: Vocabulary, shipped: Lexicon):
    keys = [(cue.word, cue.kind == "neutral-noun", cue.frame) for cue in words.cues]
    assert len(set(keys)) == len(keys)
    for cue in words.cues:
        find = shipped.noun_cue if cue.kind == "neutral-noun" else shipped.cue
        assert find(cue.word) is not None, cue.word
        assert all(find(form) is not None for form in cue.forms), cue.word


def test_no_unit_word_belongs_to_two_units(words: Vocabulary):
    owner: dict[str, str] = {}
    for unit in words.units:
        for word in unit.words:
            assert owner.setdefault(word.lower(), unit.id) == unit.id, word


def test_reading_is_fast(shipped: Lexicon):
    text = " ".join(
        f"The envoy number {index} said that Moscow would not withdraw troops." for index in range(500)
    )
    started = time.process_time()
    shipped.actors(text)
    shipped.issues(text)
    assert time.process_time() - started < 1


# ---- what a case adds


def test_a_case_adds_to_an_actor_and_to_an_issue():
    shipped = Vocabulary(
        actors=(ActorTerm(id="norvale", name="Norvale", kind="state", names=("Republic of Norvale",)),),
        issues=(IssueTerm(id="drills", title="Drills", words=("drill",)),),
        cues=(CueTerm(word="say"),),
    )
    own = Vocabulary(
        actors=(
            ActorTerm(id="norvale", people=("Ada Holm",)),
            ActorTerm(id="lakers", name="Lakers", kind="group"),
        ),
        issues=(IssueTerm(id="drills", words=("night shooting",), measures=("night-drills",)),),
        cues=(CueTerm(word="say", stance="claims"),),
    )
    both = extended(shipped, own)
    words = lexicon(both)
    assert [one.id for one in words.actors("Ada Holm of Norvale met the Lakers.")] == [
        "norvale",
        "norvale",
        "lakers",
    ]
    assert (words.name_of("norvale"), words.kind_of("norvale")) == ("Norvale", "state")
    assert both.issues[0].title == "Drills"
    assert both.issues[0].measures == ("night-drills",)
    assert first_issue(words, "night shooting") == "drills"
    said = words.cue("said")
    assert said is not None
    assert said.stance == "claims"


def test_a_case_keeps_its_own_ids_for_actors_that_are_known(words: Vocabulary):
    case = Case(
        id="x",
        title="X",
        parties=(Party(id="washington-side", name="United States"), Party(id="norvale", name="Norvale")),
        measures=(),
    )
    own = lexicon(words, case)
    assert [one.id for one in own.actors("Washington and NATO wrote to Norvale.")] == [
        "washington-side",
        "nato",
        "norvale",
    ]
    assert "washington-side" in own.members_of("nato")
    assert own.kind_of("us") is None


def test_without_a_word_from_the_case_the_measures_speak_for_themselves(words: Vocabulary):
    levels = (Level(id="today", text="no limit"), Level(id="none", text="none"))
    lakes = Measure(
        id="night-drills", title="Drills at night on the lakes", binds=("a", "b"), levels=levels
    )
    hills = Measure(id="hill-drills", title="Drills in the hills", binds=("a", "b"), levels=levels)
    parties = (Party(id="a", name="Aland"), Party(id="b", name="Bland"))
    found = lexicon(words, Case(id="x", title="X", parties=parties, measures=(lakes, hills)))

    def measure(text: str) -> str | None:
        return found.issues(text)[0].measure

    assert measure("stop drills by night on both lakes") == "night-drills"
    assert measure("no drill in the hills") == "hill-drills"
    assert measure("no more drills") is None
