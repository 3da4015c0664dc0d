"""Agreement files: what is read, what is taken from a ready one, and every fault with its place."""

# ruff: noqa: E501 - a table reads better with one fault a line

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from detente.case.agreements import Agreement
from detente.errors import CaseFaults, NotACase
from detente.files.agreements import read_agreement, ready_agreements
from detente.files.clausefaults import _knotted, _ring
from detente.files.folder import find_faults, read_case
from detente.files.nodes import plain
from detente.files.schema import schema
from detente.files.yaml_tree import read_yaml

from .paper import SOUND, lint, write

PACT = """\
id: pact
title: A pact
parties: [north, south]
clauses:
  - id: boats
    number: "1"
    heading: Boats
    text: At most ten boats.
    source: {document: Pact}
    kind: ceiling
    counts: {what: [boats], unit: [boats]}
    limits: [{until: 2031-06-30, value: 10, unit: boats}, {from: 2031-07-01, value: 8, unit: boats}]
  - id: drills
    number: "2"
    heading: Drills
    text: Three days of notice.
    source: {document: Pact}
    kind: advance-notice
    modality: must
    limits: [{value: 3, unit: days}]
    while: [{clause: boats}]
  - id: keep-off
    number: "3"
    heading: Distance
    text: No boat nearer than 2 km.
    source: {document: Pact}
    kind: keep-out
    binds: [south]
    where: [{zone: shore, km: 2}]
"""
SHORE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "shore", "name": "Shore", '
    '"boundary": "drawn"}, "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}]}'
)
CASE_WITH_PACT = {**SOUND, "zones.geojson": SHORE, "agreement.yaml": PACT}


def pact(old: str, new: str) -> str:
    assert PACT.count(old) == 1, f"'{old}' must stand once"
    return PACT.replace(old, new)


def said(folder: Path, text: str) -> list[str]:
    """The faults of one agreement file, read without a case."""
    path = folder / "pact.yaml"
    path.write_text(text, "utf-8")
    try:
        read_agreement(path)
    except CaseFaults as broken:
        return [str(fault) for fault in broken.faults]
    return []


def test_an_agreement_alone_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "pact.yaml"
    path.write_text(PACT, "utf-8")
    read = read_agreement(path)
    assert (read.id, read.parties, [one.id for one in read.clauses]) == (
        "pact", ("north", "south"), ["boats", "drills", "keep-off"],
    )  # fmt: skip
    assert [(s.from_, s.until, s.value) for s in read.clause("boats").limits] == [
        (None, dt.date(2031, 6, 30), 10.0),
        (dt.date(2031, 7, 1), None, 8.0),
    ]
    assert read.clause("keep-off").where[0].km == 2.0


def test_a_case_holds_the_agreements_that_lie_in_it(tmp_path: Path) -> None:
    more = PACT.replace("id: pact", "id: other").replace("title: A pact", "title: Another")
    case = read_case(write(tmp_path, {**CASE_WITH_PACT, "agreements/other.yaml": more}))
    assert [one.id for one in case.agreements] == ["pact", "other"]


def test_the_digest_of_a_case_depends_on_its_agreement(tmp_path: Path) -> None:
    before = read_case(write(tmp_path, dict(CASE_WITH_PACT))).digest
    after = read_case(
        write(tmp_path, {**CASE_WITH_PACT, "agreement.yaml": pact("value: 10", "value: 11")})
    ).digest
    assert before != after


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        # Who is bound
        ("parties: [north, south]\n", "", "pact.yaml:1:1: the agreement names no party: nobody is bound by it"),
        ("parties: [north, south]", "parties: [north, south, north]", "pact.yaml:3:25: the party 'north' stands twice: name it once"),
        ("binds: [south]", "binds: []", "pact.yaml:28:12: the clause 'keep-off' binds nobody: name a party, or 'each'"),
        ("binds: [south]", "binds: [suoth]", "pact.yaml:28:13: 'suoth' is not a party to the agreement: did you mean 'south'?"),
        ("binds: [south]", "binds: [each, south]", "pact.yaml:28:12: 'each' binds every party: name nobody beside it"),
        ("{value: 3, unit: days}", "{value: 3, unit: days, for: east}", "pact.yaml:20:42: 'east' is not a party to the agreement: they are north or south"),
        # Kinds, values and units
        ("kind: ceiling", "kind: cieling", "pact.yaml:10:11: 'cieling' is not one of ceiling, ban, keep-out, exercise-size, exercise-frequency, exercise-duration, exercise-simultaneity, advance-notice, observation, response-clock, data-exchange, inspection-quota, phase, baseline, consent, suspension or withdrawal: did you mean 'ceiling'?"),
        ("value: 10", "value: -10", "pact.yaml:12:41: a limit is 0 or more, not -10"),
        ("value: 10", "value: .nan", "pact.yaml:12:41: a number is wanted here, in plain digits like 9000 or 0.5, not '.nan'"),
        ("value: 10", "value: .inf", "pact.yaml:12:41: a number is wanted here, in plain digits like 9000 or 0.5, not '.inf'"),
        ("value: 10", "value: 1e999", "pact.yaml:12:41: a number is wanted here, in plain digits like 9000 or 0.5, not '1e999'"),
        ("value: 10", "value: 10, low: 12, high: 14", "pact.yaml:12:41: the value 10 does not lie between its readings, 12 and 14"),
        ("value: 10, unit: boats", "value: 10, unit: km", "pact.yaml:12:51: 'km' is no unit of what a clause of kind ceiling counts: it counts boats"),
        ("value: 10, unit: boats", "value: 10, unit: baots", "pact.yaml:12:51: the limit is in 'baots', which the clause does not count: did you mean 'boats'?"),
        ("value: 3, unit: days", "value: 3, unit: troops", "pact.yaml:20:13: a clause of kind advance-notice needs a limit in days or hours"),
        ("    limits: [{value: 3, unit: days}]\n", "", "pact.yaml:18:11: a clause of kind advance-notice needs 'limits'; leave out 'value' where it is to be agreed"),
        ("unit: [boats]}", "unit: [boats], factor: {boats: -1}}", "pact.yaml:11:60: a thing counts 0 or more, not -1"),
        ("unit: [boats]}", "unit: [boats], range_km: [500]}", "pact.yaml:11:54: 1 values stand here, and more are wanted: [least, greatest]"),
        ("unit: [boats]}", "unit: [boats], range_km: [5500, 500]}", "pact.yaml:11:54: a class of ranges goes from the least to the greatest, not from 5500 to 500"),
        # Places and windows
        ("km: 2}", "km: -2}", "pact.yaml:29:31: a distance is above 0 km, not -2: leave it out where the zone itself is meant"),
        ("    where: [{zone: shore, km: 2}]\n", "", "pact.yaml:27:11: a clause of kind keep-out needs a zone in 'where', and a distance in km"),
        ("kind: ceiling", "kind: ceiling\n    window: {span: sliding}", "pact.yaml:11:13: a sliding window needs 'days': its length"),
        ("kind: ceiling", "kind: ceiling\n    evidence: {sigma_km: 0}", "pact.yaml:11:26: the error of a position is above 0, not 0"),
        ("kind: ceiling", "kind: ceiling\n    window: {span: sliding, days: 99999999}", "pact.yaml:11:35: 99,999,999 days cannot be meant: from 0 to 36,525 is a hundred years"),
        ("kind: ceiling", "kind: ceiling\n    window: {span: calendar, years: 5000}", "pact.yaml:11:37: 5,000 years cannot be meant: from 0 to 100 is a hundred years"),
        ("kind: ceiling", "kind: ceiling\n    on_breach: [{power: withdraw, notice_days: -5}]", "pact.yaml:11:48: -5 days cannot be meant: from 0 to 36,525 is a hundred years"),
        ("value: 3, unit: days", "value: 99999999, unit: days", "pact.yaml:20:22: 99,999,999 days cannot be meant: from 0 to 36,525 is a hundred years"),
        # Days
        ("until: 2031-06-30", "until: 2031-08-30", "pact.yaml:12:59: two limits in boats hold on one day: end the earlier one with 'until'"),
        ("until: 2031-06-30", 'until: "1234567890"', "pact.yaml:12:22: '1234567890' is not a date: write year-month-day in digits, as in 2022-01-08"),
        ("until: 2031-06-30", "from: 2031-07-30, until: 2031-06-30", "pact.yaml:12:40: it ends on 2031-06-30, before it begins on 2031-07-30"),
        ("until: 2031-06-30", "from: 0231-01-01, until: 2031-06-30", "pact.yaml:12:21: the year 231 cannot be meant: is it a slip?"),
        ("title: A pact", "title: A pact\nfrom: 2031-02-01\nuntil: 2031-01-01", "pact.yaml:4:8: it ends on 2031-01-01, before it begins on 2031-02-01"),
        ("kind: ceiling", "kind: data-exchange\n    due: 02-30", "pact.yaml:11:10: '02-30' is no day of the year: write month and day in digits, as in 12-15"),
        ("kind: ceiling", "kind: data-exchange\n    due: 2-3", "pact.yaml:11:10: '2-3' is no day of the year: write month and day in digits, as in 12-15"),
        ("kind: ceiling", "kind: data-exchange", "pact.yaml:10:11: a data exchange needs 'due', a day of the year, or 'every_months'"),
        ("kind: ceiling", "kind: baseline", "pact.yaml:10:11: a clause of kind baseline needs 'baseline': the day whose level may not be exceeded"),
        ("kind: advance-notice", "kind: response-clock\n    after: requst", "pact.yaml:19:12: 'requst' is no kind of act: did you mean 'request'?"),
        # Other clauses
        ("clause: boats", "clause: baots", "pact.yaml:21:22: there is no clause 'baots' in the agreement: did you mean 'boats'?"),
        ("kind: keep-out", "kind: keep-out\n    within: boat", "pact.yaml:28:13: there is no clause 'boat' in the agreement: did you mean 'boats'?"),
        ("kind: keep-out", "kind: keep-out\n    unless: [{clause: drill}]", "pact.yaml:28:23: there is no clause 'drill' in the agreement: did you mean 'drills'?"),
        ("kind: keep-out", "kind: keep-out\n    on_breach: [{power: suspend, target: miror}]", "pact.yaml:28:42: 'miror' is neither mirror, agreement nor a clause: did you mean 'mirror'?"),
        ("kind: ceiling", "kind: ceiling\n    within: drills", "pact.yaml:11:13: clauses rest on each other in a ring: 'boats' rests on 'drills' rests on 'boats'"),
        ("kind: ceiling", "kind: ceiling\n    within: boats", "pact.yaml:11:13: clauses rest on each other in a ring: 'boats' rests on 'boats'"),
        ("id: drills", "id: boats", "pact.yaml:13:9: the id 'boats' is taken: the clause at pact.yaml:5:9 has it"),
        ("id: drills", "id: Drills", "pact.yaml:13:9: the id 'Drills' may hold only a-z, 0-9 and hyphens, as in 'ex-2'"),
        # Ready agreements
        ("title: A pact", "title: A pact\nready: vienna-document-2012", "pact.yaml:3:8: no ready agreement 'vienna-document-2012' comes with the package: did you mean 'vienna-document-2011'?"),
        ("title: A pact", "title: A pact\ntake: [boats]", "pact.yaml:3:7: 'take' goes only with 'ready': the agreement to take clauses of"),
        ("title: A pact", "title: A pact\nready: inf-1987\ntake: [ban-clas]", "pact.yaml:4:8: 'inf-1987' has no clause 'ban-clas': did you mean 'ban-class'?"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert fault in said(tmp_path, pact(old, new))


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    text = (
        pact("value: 10", "value: -10")
        .replace("clause: boats", "clause: baots")
        .replace("km: 2}", "km: 0}")
    )
    assert [one.split(":")[1] for one in said(tmp_path, text)] == ["12", "21", "29"]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"zones.geojson": SHORE.replace('"shore"', '"shores"')}, "agreement.yaml:29:20: 'shore' is not defined as a zone: did you mean 'shores'?"),
        ({"agreement.yaml": pact("[north, south]", "[nroth, south]")}, "agreement.yaml:3:11: 'nroth' is not defined as a party or actor: did you mean 'north'?"),
        ({"agreement.yaml": pact("kind: ceiling", "kind: ceiling\n    restraint: patrol")}, "agreement.yaml:11:16: 'patrol' is not defined as a measure: did you mean 'patrols'?"),
        ({"agreements/two.yaml": PACT}, "agreements/two.yaml:1:5: the id 'pact' is taken: the agreement at agreement.yaml:1:5 has it"),
        ({"agreements/two.yaml": "id: two\ntitle: T\nready: inf-1987\n"}, "agreements/two.yaml:3:8: 'us' is not defined as a party or actor"),
        ({"agreements/two.yaml": "id: two\ntitle: T\nready: korea-2018\nparties: [north, south]\n"}, "agreements/two.yaml:3:8: in the ready agreement 'korea-2018': 'mdl-east' is not defined as a zone"),
        ({"case.yaml": SOUND["case.yaml"].replace("what: Drill,", "what: Drill, clause: drill,")}, "case.yaml:28:101: no agreement of the case has a clause 'drill': did you mean 'drills'?"),
        ({"case.yaml": SOUND["case.yaml"].replace("what: Drill,", "what: Drill, to: [nroth],")}, "case.yaml:28:98: 'nroth' is not defined as a party or actor: did you mean 'north'?"),
        ({"case.yaml": SOUND["case.yaml"].replace("what: Drill,", "what: Drill, answers: a1,")}, "case.yaml:28:102: 'a1' cannot answer itself"),
        ({"case.yaml": SOUND["case.yaml"].replace("what: Drill,", "what: Drill, answers: a2,")}, "case.yaml:28:102: 'a2' is not defined as an act"),
        ({"case.yaml": SOUND["case.yaml"].replace("what: Drill,", "what: Drill, time: 2 pm,")}, "case.yaml:28:99: '2 pm' is not an hour: write it in universal time, as in 14:30Z"),
        ({"observations/b.csv": "id,date,what,unit,claimant,source,by\no1,2031-01-01,boats,boats,x,post,nroth\n"}, "observations/b.csv:2:34: 'nroth' is not defined as a party or actor: did you mean 'north'?"),
        ({"observations/b.csv": "id,date,what,unit,claimant,source,zone\no1,2031-01-01,boats,boats,x,post,shor\n"}, "observations/b.csv:2:34: 'shor' is not defined as a zone: did you mean 'shore'?"),
        ({"observations/b.csv": "id,date,what,unit,claimant,source,part_of\no1,2031-01-01,boats,boats,x,post,boat\n"}, "observations/b.csv:2:34: 'boat' is neither the id of an observation nor what one is of: did you mean 'boats'?"),
        ({"case.yaml": SOUND["case.yaml"].replace("daylight only}", "daylight only, limit: {kind: ban, where: [{zone: shor}]}}")}, "case.yaml:21:82: 'shor' is not defined as a zone: did you mean 'shore'?"),
    ],
)  # fmt: skip
def test_a_fault_that_shows_beside_the_case(tmp_path: Path, files: dict[str, str], fault: str) -> None:
    assert fault in lint(tmp_path, {**CASE_WITH_PACT, **files})


def test_a_sound_case_with_an_agreement_has_no_fault(tmp_path: Path) -> None:
    assert lint(tmp_path, dict(CASE_WITH_PACT)) == []


def test_an_answer_comes_after_what_it_answers(tmp_path: Path) -> None:
    act = "  - {id: a2, date: 2031-02-01, by: [north], kind: answer, what: x, source: post, answers: a1}\n"
    case = SOUND["case.yaml"]
    assert lint(tmp_path, {**SOUND, "case.yaml": case + act}) == [
        "case.yaml:29:91: an act of 2031-02-01 cannot answer 'a1', which is later: 2031-02-20"
    ]


def test_a_chain_of_very_many_clauses_is_read(tmp_path: Path) -> None:
    head, _, _ = PACT.partition("clauses:")
    clause = "  - {{id: c{n}, number: '{n}', heading: H, text: T, source: {{document: D}}, kind: ban, within: c{m}}}\n"
    chain = (
        head + "clauses:\n" + "".join(clause.format(n=n, m=n + 1) for n in range(1100))
    )  # deeper than Python calls
    ring = chain + clause.format(n=1100, m=0)
    end = chain + "  - {id: c1100, number: '1', heading: H, text: T, source: {document: D}, kind: ban}\n"
    assert said(tmp_path, end) == []
    assert [one.partition(": ")[2][:40] for one in said(tmp_path, ring)] == [
        "clauses rest on each other in a ring: 'c"
    ]


@given(st.lists(st.sets(st.integers(0, 6), max_size=3), min_size=1, max_size=7))
def test_a_ring_is_found_where_a_clause_rests_on_itself_by_any_way(rests: list[set[int]]) -> None:
    names = {f"c{n}": {f"c{to}": ("within",) for to in sorted(others)} for n, others in enumerate(rests)}
    reach = {name: set(others) & set(names) for name, others in names.items()}
    for _ in names:
        reach = {name: far.union(*(reach[one] for one in far)) for name, far in reach.items()}
    ring = _ring(_knotted(names))
    assert bool(ring) == any(name in far for name, far in reach.items())
    assert all(after in names[before] for before, after in zip(ring, (*ring[1:], *ring[:1]), strict=True))


class TestReady:
    """A file that takes the clauses of a ready agreement."""

    TAKES = "id: ours\ntitle: Ours\nready: inf-1987\nparties: [north, south]\n"

    def read(self, folder: Path, more: str = "") -> Agreement:
        return read_case(write(folder, {**SOUND, "agreement.yaml": self.TAKES + more})).agreements[0]

    def test_what_is_left_out_is_as_there(self, tmp_path: Path) -> None:
        ours, theirs = self.read(tmp_path), read_agreement(ready_agreements()["inf-1987"])
        assert ours.clauses == theirs.clauses
        assert (ours.id, ours.title, ours.parties) == ("ours", "Ours", ("north", "south"))
        assert (ours.status, ours.from_, ours.until) == ("ended", theirs.from_, theirs.until)

    def test_some_clauses_are_taken_in_their_order(self, tmp_path: Path) -> None:
        ours = self.read(tmp_path, "take: [leave, ban-class]\n")
        assert [one.id for one in ours.clauses] == ["ban-class", "leave"]

    def test_an_own_clause_stands_in_place_of_theirs_and_new_ones_at_the_end(self, tmp_path: Path) -> None:
        own = "clauses:\n" + "".join(
            f"  - {{id: {name}, number: '9', heading: H, text: own, source: {{document: D}}, kind: ban}}\n"
            for name in ("new", "ban-class")
        )
        ours = self.read(tmp_path, own)
        assert [(one.id, one.text == "own") for one in ours.clauses] == [
            ("ban-intermediate", False), ("ban-shorter", False), ("ban-class", True),
            ("short-notice", False), ("leave", False), ("new", True),
        ]  # fmt: skip

    def test_the_digest_holds_the_ready_file(self, tmp_path: Path) -> None:
        one = read_case(write(tmp_path / "a", {**SOUND, "agreement.yaml": self.TAKES}))
        other = read_case(
            write(
                tmp_path / "b",
                {**SOUND, "agreement.yaml": self.TAKES.replace("inf-1987", "new-start-2010")},
            )
        )
        assert one.digest != other.digest


@pytest.mark.parametrize("name", ["none.yaml", "."])
def test_a_file_that_is_not_there_is_no_agreement(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotACase):
        read_agreement(tmp_path / name)


def test_an_agreement_in_a_case_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    faults = find_faults(write(tmp_path, {**SOUND, "agreement.yaml": b"\xff\xfe"}))
    assert [str(one) for one in faults] == [
        "agreement.yaml:1:1: byte 1 is not UTF-8 text: save the file as UTF-8"
    ]


def data(text: str) -> object:
    node, faults = read_yaml(text, "f")
    assert node is not None
    assert not faults
    return plain(node)


def test_the_schema_accepts_what_the_linter_accepts() -> None:
    Draft202012Validator.check_schema(schema("agreement"))
    Draft202012Validator(schema("agreement")).validate(data(PACT))
    for path in ready_agreements().values():
        Draft202012Validator(schema("agreement")).validate(data(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: ceiling", "kind: cieling"), ("km: 2", "km: 0"), ("binds: [south]", "binds: []"), ("heading: Boats", "headline: Boats"),
        ("kind: ceiling", "kind: ceiling\n    due: 13-40"), ("id: drills", "id: Drills"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_linter_refuses(tmp_path: Path, old: str, new: str) -> None:
    assert said(tmp_path, pact(old, new))
    with pytest.raises(ValidationError):
        Draft202012Validator(schema("agreement")).validate(data(pact(old, new)))


def test_every_key_of_the_schema_explains_itself() -> None:
    made = schema("agreement")
    for record in [made, *made["$defs"].values()]:
        assert all(field.get("description") for field in record["properties"].values())
