"""What a person lets in stands at the end of its list, and nothing else in the case has moved."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from detente.case.measures import Ref
from detente.case.parties import Actor
from detente.case.proposals import About, Amount, Condition, Deed, Proposal, ReadingFile, Told, Voice
from detente.case.statements import Quantity, Statement
from detente.errors import CaseFaults, UsageError
from detente.files import accept as accepting
from detente.files.accept import accept, entry_text, keep_document, read_entry, reject, take
from detente.files.append import append
from detente.files.carry import UNCHANGED, Changes, lacks
from detente.files.folder import find_faults, look, read_case
from detente.files.proposals import path_of, read_reading, write_reading

from .herald import CLAIM, CONDITIONAL, MEETING, NORVALE, OUTLET, READING, REFUSAL, TEXT, at, lakes

DAY = dt.date(2021, 5, 1)
WARDEN_ACTOR = Actor(id="warden", name="A fishery warden", kind="person")
ON_DRONES = Changes(on=(Ref(measure="drones"),))


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    return lakes(tmp_path / "talks")


def let_in(folder: Path, name: str, changes: Changes = UNCHANGED, reading: ReadingFile = READING) -> str:
    return accept(folder, reading, name, by="Ann", on=DAY, changes=changes)


def statement(folder: Path, name: str) -> Statement:
    return read_case(folder).statement(name)


def decided(folder: Path, name: str) -> Proposal:
    found = read_reading(path_of(folder, "herald.txt")).proposals
    return next(one for one in found if one.id == name)


def with_proposal(folder: Path, proposal: Proposal) -> ReadingFile:
    """The lakes with this one proposal read."""
    reading = replace(READING, proposals=(proposal,))
    lakes(folder, reading)
    return reading


# ---------------------------------------------------------------- from a proposal to a statement


def test_a_statement_says_what_was_read_and_where(talks: Path) -> None:
    assert let_in(talks, "p01") == "s12"
    one = statement(talks, "s12")
    assert (one.speaker, one.stance, one.date) == ("ostmere", "conditional", dt.date(2021, 4, 19))
    assert one.voice == "the Chancellor, Chancellor of Ostmere"
    assert one.on == (Ref(measure="drones", binds="ostmere"),)
    assert one.if_ == (Ref(measure="drones", binds="norvale"),)
    assert (one.source, one.via, one.note) == ("lake-herald-2021-04-20", (), None)
    found = one.evidence
    assert found
    assert TEXT[found.start : found.end] == found.exact == CONDITIONAL.evidence.exact
    assert found.sentence_start is not None
    assert TEXT.startswith(found.sentence, found.sentence_start)
    assert (found.document, found.proposal, found.read_by) == ("herald.txt", "p01", "rules 1")
    assert (found.accepted_by, found.accepted) == ("Ann", DAY)
    assert find_faults(talks) == ()


def test_an_act_goes_into_the_acts(talks: Path) -> None:
    assert let_in(talks, "p04") == "a04"
    act = read_case(talks).acts[-1]
    assert (act.kind, act.by, act.place) == ("meeting", ("norvale", "ostmere"), "Ferry House")
    assert (act.date, act.what) == (dt.date(2021, 4, 19), "The two sides met at Ferry House")
    assert act.evidence
    assert act.evidence.proposal == "p04"
    assert find_faults(talks) == ()


def test_the_source_is_added_once_and_ungraded(talks: Path) -> None:
    let_in(talks, "p01")
    let_in(talks, "p04", reading=read_reading(path_of(talks, "herald.txt")))
    found = [one for one in read_case(talks).sources if one.id == "lake-herald-2021-04-20"]
    assert len(found) == 1
    assert (found[0].publisher, found[0].file, found[0].grade) == ("Lake Herald", "herald.txt", "F6")


def test_a_speaker_whom_the_case_does_not_know_is_added_only_when_confirmed(talks: Path) -> None:
    before = (talks / "case.yaml").read_bytes()
    with pytest.raises(UsageError, match="the case has no party or actor for 'A fishery warden'"):
        let_in(talks, "p03")
    assert (talks / "case.yaml").read_bytes() == before
    let_in(talks, "p03", Changes(actors=(WARDEN_ACTOR,)))
    assert read_case(talks).actors[-1] == WARDEN_ACTOR
    one = statement(talks, "s12")
    assert (one.speaker, one.voice, one.anonymous) == ("warden", None, True)
    assert one.quantity == Quantity(value=6.0, unit="boats", about=True)
    assert decided(talks, "p03").decision == "accepted"


def test_of_several_who_speak_together_a_person_names_the_one_whose_words_they_are_to_be(
    tmp_path: Path,
) -> None:
    shores = Voice(name="The two shores", members=("norvale", "ostmere"))
    reading = with_proposal(tmp_path, replace(CONDITIONAL, speaker=shores, stance="claims", condition=None))
    asked = "'The two shores' are several: name the one whose words these are to be in the case, "
    with pytest.raises(UsageError, match=f"{asked}norvale or ostmere, or add them all as one actor"):
        let_in(tmp_path, "p01", reading=reading)
    let_in(tmp_path, "p01", Changes(speaker="ostmere"), reading)
    one = statement(tmp_path, "s12")
    assert (one.speaker, one.voice) == ("ostmere", "The two shores")


def test_of_several_who_speak_together_the_only_one_that_the_case_knows_is_the_speaker(
    tmp_path: Path,
) -> None:
    shores = Voice(name="The two shores", members=("norvale", "inseln"))
    reading = with_proposal(tmp_path, replace(CONDITIONAL, speaker=shores, stance="claims", condition=None))
    let_in(tmp_path, "p01", reading=reading)
    one = statement(tmp_path, "s12")
    assert (one.speaker, one.voice) == ("norvale", "The two shores")


def test_an_act_of_several_is_the_act_of_each_that_the_case_knows(tmp_path: Path) -> None:
    shores = Voice(name="The shores", members=("norvale", "inseln", "ostmere"))
    reading = with_proposal(tmp_path, replace(MEETING, act=Deed(kind="meeting", by=(shores,))))
    let_in(tmp_path, MEETING.id, reading=reading)
    assert read_case(tmp_path).acts[-1].by == ("norvale", "ostmere")


def test_a_binding_statement_needs_a_measure_and_a_person_may_name_it(talks: Path) -> None:
    with pytest.raises(
        UsageError, match="p02: a statement of the stance 'refuses' needs the measure it is about"
    ):
        let_in(talks, "p02")
    assert let_in(talks, "p02", ON_DRONES) == "s12"
    assert statement(talks, "s12").on == (Ref(measure="drones"),)
    mark = decided(talks, "p02")
    assert (mark.decision, mark.by, mark.decided, mark.as_) == ("edited", "Ann", DAY, "s12")
    assert [one.measure for one in mark.about] == ["drones"]


def test_the_quote_is_the_speakers_own_words_and_short(tmp_path: Path) -> None:
    let_in(lakes(tmp_path / "one"), "p02", ON_DRONES)
    assert statement(tmp_path / "one", "s12").quote == "We shall not fly where we are not asked"
    let_in(tmp_path / "one", "p01", reading=read_reading(path_of(tmp_path / "one", "herald.txt")))
    assert statement(tmp_path / "one", "s13").quote is None


LONG = "word " * 40


@pytest.mark.parametrize(
    ("proposal", "seen"),
    [
        (
            replace(CLAIM, attribution="document", evidence=replace(CLAIM.evidence, exact=LONG)),
            "word " * 25,
        ),
        (replace(CLAIM, attribution="indirect"), None),
        (replace(REFUSAL, quote=None), None),
    ],
)
def test_no_more_is_quoted_than_may_be(talks: Path, proposal: Proposal, seen: str | None) -> None:
    papers = look(talks).papers
    changes = Changes(actors=(WARDEN_ACTOR,), on=())
    filled = replace(changes, stance="claims")
    entry = accepting.entry_of(papers, READING, proposal, filled, by="Ann", on=DAY)
    assert isinstance(entry, Statement)
    assert entry.quote == (seen.strip() if seen else None)


@pytest.mark.parametrize(
    ("stance", "measure", "target", "binds"),
    [
        ("demands", "drones", NORVALE, "norvale"),
        ("insists", "patrol-boats", NORVALE, "norvale"),
        ("demands", "radar", NORVALE, None),  # the radar binds Ostmere alone
        ("demands", "drones", None, None),
        ("offers", "drones", NORVALE, None),
        ("refuses", "radar", NORVALE, None),
    ],
)
def test_whom_a_restraint_binds_follows_from_the_stance_or_stays_open(
    tmp_path: Path, stance: str, measure: str, target: Voice | None, binds: str | None
) -> None:
    one = replace(
        REFUSAL,
        stance=stance,  # type: ignore[arg-type]
        about=(About(measure=measure, text="it"),),
        target=target,
    )
    reading = with_proposal(tmp_path / "talks", one)
    let_in(tmp_path / "talks", "p02", reading=reading)
    found = statement(tmp_path / "talks", "s12")
    assert found.on == (Ref(measure=measure, binds=binds),)
    assert found.to == ("norvale" if target else None)


TRIGGER = Condition(kind="trigger", text="if Norvale did the same", span=at("if Norvale did the same"))


def test_a_condition_that_no_measure_carries_is_asked_about_and_never_dropped(tmp_path: Path) -> None:
    one = replace(CONDITIONAL, stance="willing", condition=TRIGGER)
    reading = with_proposal(tmp_path / "talks", one)
    with pytest.raises(UsageError, match="it hangs on 'if Norvale did the same'"):
        let_in(tmp_path / "talks", "p01", reading=reading)
    let_in(tmp_path / "talks", "p01", Changes(if_=()), reading)
    found = statement(tmp_path / "talks", "s12")
    assert (found.if_, found.reading) == ((), "weak")
    assert found.note == "Condition, in the words of the document: 'if Norvale did the same'."


def test_a_condition_with_a_measure_is_taken_as_said(tmp_path: Path) -> None:
    reading = with_proposal(tmp_path / "talks", replace(CONDITIONAL, condition=TRIGGER))
    price = (Ref(measure="patrol-boats", binds="norvale", level="four"),)
    let_in(tmp_path / "talks", "p01", Changes(if_=price), reading)
    found = statement(tmp_path / "talks", "s12")
    assert (found.if_, found.note) == (price, None)


def test_the_chain_is_told_nearest_first_without_the_outlet(tmp_path: Path) -> None:
    envoy = Told(who=Voice(name="Ada Marsh", role="envoy"), cue="quoted")
    agency = Told(who=Voice(name="Shore Agency"), cue="according to")
    one = replace(CONDITIONAL, chain=(OUTLET, agency, envoy, CONDITIONAL.chain[-1]))
    let_in(tmp_path / "talks", "p01", reading=with_proposal(tmp_path / "talks", one))
    assert statement(tmp_path / "talks", "s12").via == ("Ada Marsh, envoy", "Shore Agency")


@pytest.mark.parametrize(
    ("amount", "quantity"),
    [
        (Amount(text="6", span=at("6"), value=6.0, unit="boats"), Quantity(value=6.0, unit="boats")),
        (
            Amount(text="over 6", span=at("6"), approximator="over", low=6.0, unit="boats"),
            Quantity(low=6.0, unit="boats"),
        ),
        (Amount(text="6", span=at("6"), value=6.0), None),
        (Amount(text="boats", span=at("boats"), unit="boats"), None),
        (Amount(text="6", span=at("6"), value=6.0, unit="boats", part_of=0), None),
    ],
)
def test_a_figure_keeps_its_spread(tmp_path: Path, amount: Amount, quantity: Quantity | None) -> None:
    reading = with_proposal(tmp_path / "talks", replace(CONDITIONAL, quantities=(amount,)))
    let_in(tmp_path / "talks", "p01", reading=reading)
    assert statement(tmp_path / "talks", "s12").quantity == quantity


def test_without_a_day_somebody_has_to_give_one(tmp_path: Path) -> None:
    reading = replace(READING, published=None, proposals=(replace(CONDITIONAL, said=None),))
    talks = lakes(tmp_path / "talks", reading)
    assert [one.what for one in lacks(look(talks).papers, reading, reading.proposals[0])] == ["date"]
    let_in(talks, "p01", Changes(date=dt.date(2021, 4, 18)), reading)
    assert statement(talks, "s12").date == dt.date(2021, 4, 18)


def test_what_contradicts_an_accepted_statement_says_so(talks: Path) -> None:
    let_in(talks, "p01")
    reading = read_reading(path_of(talks, "herald.txt"))
    linked = tuple(
        replace(one, contests=("p01", "p04")) if one.id == "p03" else one for one in reading.proposals
    )
    write_reading(talks, replace(reading, proposals=linked))
    name = let_in(talks, "p03", Changes(speaker="fishers"), replace(reading, proposals=linked))
    assert statement(talks, name).contests == ("s12",)


def test_a_person_may_write_the_whole_entry(talks: Path) -> None:
    draft = Statement(
        id="s12", date=DAY, speaker="ostmere", stance="claims", says="x", source="lake-herald-2021-04-20"
    )
    text = entry_text(draft).replace("claims", "doubts").replace("2021-05-01", "2021-04-20")
    edited = read_entry(text, Statement)
    let_in(talks, "p02", Changes(entry=edited))
    assert statement(talks, "s12").stance == "doubts"
    assert (decided(talks, "p02").stance, decided(talks, "p02").says) == ("doubts", "x")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing is left of it"),
        ("id: s12\nstance: claim\n", "the entry:2:9: 'claim' is not one of"),
        ("id: [", "the entry:1"),
    ],
)
def test_a_broken_entry_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(CaseFaults, match=says):
        read_entry(text, Statement)


# ---------------------------------------------------------------- nothing else moves


def test_everything_a_person_wrote_stays_byte_for_byte(talks: Path) -> None:
    before = {
        name: (talks / name).read_bytes() for name in ("case.yaml", "statements.yaml", "sources.yaml")
    }
    let_in(talks, "p03", Changes(actors=(WARDEN_ACTOR,)))
    for name, old in before.items():
        new = (talks / name).read_bytes()
        start = next(i for i, (a, b) in enumerate(zip(old + b"\0", new + b"\1", strict=False)) if a != b)
        tail = len(old) - start
        assert len(new) > len(old)
        assert new[len(new) - tail :] == old[start:], name


ENTRY = Actor(id="new", name="New", kind="person")
BLOCK = '  - id: new\n    name: "New"\n    kind: person\n'
WIDE = '    -   id: new\n        name: "New"\n        kind: person\n'
FLOW = '  - {id: new, name: "New", kind: person}'
LITERAL = "    note: |\n      x\n      # y\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actors: []\n", f"actors:\n{BLOCK}"),
        ("actors: [ ]  # none yet\nx: 1\n", f"actors:  # none yet\n{BLOCK}x: 1\n"),
        ("actors:\n", f"actors:\n{BLOCK}"),
        ("actors: # [] none\n", f"actors: # [] none\n{BLOCK}"),
        ("", f"actors:\n{BLOCK}"),
        ("# only this\n", f"# only this\nactors:\n{BLOCK}"),
        ("x: 1", f"x: 1\nactors:\n{BLOCK.rstrip()}"),
        ("actors:\n- id: a\n", f"actors:\n- id: a\n{dedent(BLOCK)}"),
        ("actors:\n    -   id: a\nx: 1\n", f"actors:\n    -   id: a\n{WIDE}x: 1\n"),
        ("actors:\n  - {id: a}\n\n# next\nx: 1\n", f"actors:\n  - {{id: a}}\n{FLOW}\n\n# next\nx: 1\n"),
        ("actors:\r\n  - {id: a}\r\n", f"actors:\r\n  - {{id: a}}\r\n{FLOW}\r\n"),
        ("actors:\n  - {id: a}", f"actors:\n  - {{id: a}}\n{FLOW}"),
        ("\ufeffactors:\n  - {id: a}\n", f"\ufeffactors:\n  - {{id: a}}\n{FLOW}\n"),
        ("actors:\n  - {id: a}\n...\n", f"actors:\n  - {{id: a}}\n{FLOW}\n...\n"),
        (f"actors:\n  - id: a\n{LITERAL}", f"actors:\n  - id: a\n{LITERAL}{BLOCK}"),
        ("actors:\r\n  - {id: a}\nx: 1\r\n", f"actors:\r\n  - {{id: a}}\n{FLOW}\r\nx: 1\r\n"),
        ("actors:\n  -\n    id: a\n", f"actors:\n  -\n    id: a\n{BLOCK}"),
    ],
)
def test_an_entry_goes_to_the_end_of_its_list_in_the_manner_of_the_list(before: str, after: str) -> None:
    assert append(before.encode(), "case.yaml", "actors", [ENTRY]).decode() == after


@pytest.mark.parametrize(
    "before",
    [
        "actors: [{id: a}]\n",
        "actors:\n  [\n  ]\n",
        "{actors: []}\n",
        "actors: none\n",
        'actors:\n  - id: a\n    note: "x\n# y"\n',
        "actors: ~\n",
    ],
)
def test_where_no_line_can_be_added_a_person_is_given_the_lines(before: str) -> None:
    with pytest.raises(UsageError, match=r"add this by hand\n.*id: new"):
        append(before.encode(), "case.yaml", "actors", [ENTRY])


def test_a_file_with_faults_is_mended_first() -> None:
    with pytest.raises(UsageError, match=r"case\.yaml has faults: mend them first"):
        append(b"actors: [\n", "case.yaml", "actors", [ENTRY])


def test_a_starter_case_takes_its_first_statement(tmp_path: Path) -> None:
    talks = lakes(tmp_path / "talks")
    (talks / "statements.yaml").write_text("# nothing yet\nstatements: []\n", "utf-8")
    case = (talks / "case.yaml").read_text("utf-8")
    (talks / "case.yaml").write_text(
        case.replace(case[case.index("links:") : case.index("moments:")], ""), "utf-8"
    )
    faults = [fault.says for fault in find_faults(talks)]
    assert faults == [
        f"'{one}' is a party without statements: nothing constrains it" for one in ("norvale", "ostmere")
    ]
    assert let_in(talks, "p01") == "s01"
    assert [fault.says for fault in find_faults(talks)] == faults[:1]


# ---------------------------------------------------------------- what would bring a fault is not written


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("p01", Changes(date=dt.date(2021, 4, 25)), "dated after every moment"),
        ("p01", Changes(speaker="ostmeer"), "'ostmeer' is not defined as a party or actor"),
        (
            "p02",
            Changes(on=(Ref(measure="radar", level="today"),)),
            "'today' is the first level of 'radar'",
        ),
        ("p01", Changes(credence=0.5), "a credence of 0.5 needs a reason"),
        ("p02", replace(ON_DRONES, to="nobody"), "'nobody' is not defined as a party"),
    ],
)
def test_what_would_bring_a_fault_is_not_written(
    talks: Path, name: str, changes: Changes, says: str
) -> None:
    before = files(talks)
    with pytest.raises(CaseFaults, match=says) as broken:
        let_in(talks, name, changes)
    assert len(broken.value.faults) == 1
    assert files(talks) == before


def test_old_faults_do_not_stand_in_the_way(talks: Path) -> None:
    case = (talks / "case.yaml").read_text("utf-8")
    (talks / "case.yaml").write_text(
        case.replace("  - measure", "  - measure").replace("real: false", "reel: false"), "utf-8"
    )
    old = [fault.says for fault in find_faults(talks)]
    assert len(old) == 1
    assert let_in(talks, "p03", Changes(actors=(WARDEN_ACTOR,))) == "s12"
    assert [fault.says for fault in find_faults(talks)] == old


# ---------------------------------------------------------------- stopped half-way, and two at once


@pytest.mark.parametrize("step", range(1, 5))
def test_a_run_that_stops_anywhere_is_completed_by_the_next(
    talks: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Sources, case, statements and the mark are four files: the power fails before each in turn."""
    whole = lakes(talks.parent / "whole")
    let_in(whole, "p03", Changes(actors=(WARDEN_ACTOR,)))
    calls = 0

    def failing(write: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*words: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step:
                raise KeyboardInterrupt
            return write(*words, **options)

        return wrapped

    with monkeypatch.context() as patch:
        patch.setattr(accepting, "write_atomic", failing(accepting.write_atomic))
        patch.setattr(accepting, "write_reading", failing(accepting.write_reading))
        with pytest.raises(KeyboardInterrupt):
            let_in(talks, "p03", Changes(actors=(WARDEN_ACTOR,)))
    assert decided(talks, "p03").decision == "proposed"
    assert find_faults(talks) == ()
    assert let_in(talks, "p03", Changes(actors=(WARDEN_ACTOR,))) == "s12"
    assert files(talks) == files(whole)


def test_accepting_twice_adds_nothing(talks: Path) -> None:
    let_in(talks, "p01")
    once = files(talks)
    assert let_in(talks, "p01", reading=read_reading(path_of(talks, "herald.txt"))) == "s12"
    assert files(talks) == once


def test_a_reading_that_somebody_else_has_marked_is_refused(talks: Path) -> None:
    reject(talks, READING, "p02", by="Ben", on=DAY)
    before = files(talks)
    with pytest.raises(UsageError, match="has changed since it was read, so nothing was decided"):
        let_in(talks, "p01")
    assert files(talks) == before


def test_a_file_that_changes_while_it_is_looked_at_is_left_alone(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = talks / "statements.yaml"

    def slow_look(*words: object) -> object:
        path.write_bytes(path.read_bytes() + b"# somebody was here\n")
        return look(*words)  # type: ignore[arg-type]

    first = look(talks)
    looks = iter([lambda *_: first, slow_look])
    monkeypatch.setattr(accepting, "look", lambda *words: next(looks)(*words))
    with pytest.raises(UsageError, match=r"statements\.yaml has changed while it was looked at"):
        let_in(talks, "p01")
    assert path.read_bytes().endswith(b"# somebody was here\n")
    assert b"s12" not in path.read_bytes()
    assert b"lake-herald-2021-04-20" not in (talks / "sources.yaml").read_bytes()


def test_a_comment_in_the_reading_is_no_change(talks: Path) -> None:
    path = path_of(talks, "herald.txt")
    path.write_bytes(path.read_bytes() + b"# looked at on Tuesday\n")
    assert let_in(talks, "p01") == "s12"


# ---------------------------------------------------------------- rejecting, and the documents


def test_a_rejection_changes_the_reading_alone(talks: Path) -> None:
    before = files(talks)
    after = reject(talks, READING, "p02", by="Ann", on=DAY)
    assert decided(talks, "p02") == after.reading.proposals[1]
    assert (decided(talks, "p02").decision, decided(talks, "p02").by) == ("rejected", "Ann")
    changed = {name for name, data in files(talks).items() if before[name] != data}
    assert changed == {"herald.txt.yaml"}


def test_what_stands_in_the_case_is_not_rejected_behind_its_back(talks: Path) -> None:
    let_in(talks, "p01")
    reading = read_reading(path_of(talks, "herald.txt"))
    with pytest.raises(UsageError, match="p01 stands in the case as 's12': remove it there first"):
        reject(talks, reading, "p01", by="Ann", on=DAY)


def test_what_was_rejected_can_be_accepted_after_all(talks: Path) -> None:
    reading = reject(talks, READING, "p01", by="Ann", on=DAY).reading
    assert let_in(talks, "p01", reading=reading) == "s12"
    assert decided(talks, "p01").decision == "accepted"


def test_an_unknown_proposal_is_said(talks: Path) -> None:
    with pytest.raises(UsageError, match=r"the reading of herald\.txt has no proposal 'p99'"):
        let_in(talks, "p99")


def test_the_document_has_to_be_the_one_that_was_read(talks: Path) -> None:
    path = talks / "documents" / "herald.txt"
    path.write_text("another text", "utf-8")
    with pytest.raises(UsageError, match="is not the document that was read: read it again"):
        let_in(talks, "p01")
    path.unlink()
    with pytest.raises(UsageError, match="is missing: put the document there that was read"):
        let_in(talks, "p01")


def test_a_document_that_comes_along_is_kept_under_a_name_of_its_own(talks: Path) -> None:
    (talks / "documents" / "herald.txt").write_text("another text", "utf-8")
    made = take(talks, READING, "p01", by="Ann", on=DAY, document=TEXT.encode())
    name = f"herald-{READING.sha256[:8]}.txt"
    assert made.reading.document == name
    assert (talks / "documents" / name).read_bytes() == TEXT.encode()
    assert (talks / "documents" / "herald.txt").read_text("utf-8") == "another text"
    assert [path.name for path in (talks / "reading").glob("*.yaml")] == [f"{name}.yaml"]
    evidence = statement(talks, "s12").evidence
    assert evidence
    assert evidence.document == name
    assert find_faults(talks) == ()


def test_a_document_is_kept_once_and_never_outside_its_folder(tmp_path: Path) -> None:
    data = b"\x00\xffbytes as they came\r\n"
    assert keep_document(tmp_path, "a.pdf", data) == "a.pdf"
    assert keep_document(tmp_path, "a.pdf", data) == "a.pdf"
    assert keep_document(tmp_path, "a.pdf", b"other") == f"a-{hashlib.sha256(b'other').hexdigest()[:8]}.pdf"
    assert keep_document(tmp_path, "../../b.pdf", data) == "b.pdf"
    assert sorted(path.name for path in (tmp_path / "documents").iterdir())[0] != "b.pdf"
    assert (tmp_path / "documents" / "a.pdf").read_bytes() == data


def test_the_words_are_found_again_though_a_file_could_not_hold_them(tmp_path: Path) -> None:
    text = TEXT.replace("keep its drones", "keep\x0cits drones")
    words = CONDITIONAL.evidence.exact.replace("keep its", "keep\x0cits")
    one = replace(CONDITIONAL, evidence=at(words, text), sentence=at(words, text))
    sha = hashlib.sha256(text.encode()).hexdigest()
    reading = replace(READING, sha256=sha, text_sha256=sha, proposals=(one,))
    talks = lakes(tmp_path / "talks", reading)
    (talks / "documents" / "herald.txt").write_bytes(text.encode())
    assert let_in(talks, "p01", reading=reading) == "s12"
    write_reading(talks, reading)  # the mark is lost
    assert let_in(talks, "p01", reading=reading) == "s12"
    assert len(read_case(talks).statements) == 12


@pytest.mark.slow
def test_signing_goes_on_from_what_was_accepted(talks: Path, one_prior: None) -> None:
    from detente import desk

    before = {one.id for one in read_case(talks).statements}
    let_in(talks, "p01")
    case = desk.load(talks)
    assert {one.id for one in case.statements} - before == {"s12"}
    signing = desk.sign(case, draws=200)
    assert signing.draws == 200


def test_a_meeting_stays_out_of_the_statements(talks: Path) -> None:
    before = (talks / "statements.yaml").read_bytes()
    let_in(talks, MEETING.id)
    assert (talks / "statements.yaml").read_bytes() == before
