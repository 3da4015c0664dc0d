"""A person goes through what was read: which keys do what, what is on the disk after each, what is said."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from detente.case.proposals import Obligation, Proposal, ReadingFile, When
from detente.cli.commands import run
from detente.files.accept import accept
from detente.files.folder import find_faults, read_case
from detente.files.proposals import path_of, read_reading
from detente.files.starter import copy_case
from files.herald import CLAIM, CONDITIONAL, READING, REFUSAL, TEXT, lakes

DECIDED = ("--by", "Ann", "--date", "2021-05-01")


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    return lakes(tmp_path / "talks")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Review the talks with these lines on standard input; what was said on stdout."""

    def pressed(lines: str, *words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        assert run(["review", "talks", *DECIDED, *words]) == code
        return capsys.readouterr().out

    return pressed


def on_disk(folder: Path, document: str = "herald.txt") -> dict[str, str]:
    found = read_reading(path_of(folder, document)).proposals
    return {one.id: one.decision for one in found if one.decision != "proposed"}


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("lines", "decided"),
    [
        ("a\nr\nq\n", {"p01": "accepted", "p02": "rejected"}),
        ("", {}),
        ("q\n", {}),
        ("s\nr\n", {"p02": "rejected"}),
        ("s\ns\ns\na\n", {"p04": "accepted"}),
        ("s\nb\nr\nq\n", {"p01": "rejected"}),
        ("b\nr\nq\n", {"p01": "rejected"}),
        ("r\nb\na\nq\n", {"p01": "accepted"}),
        ("x\n\nR\nQ\n", {"p01": "rejected"}),
        ("s\na\ndrones\nq\n", {"p02": "edited"}),
        ("s\na\n\nq\n", {}),
        ("s\na\nradar=removed, drones\nq\n", {"p02": "edited"}),
        ("s\ns\na\ny\nq\n", {"p03": "accepted"}),
        ("s\ns\na\nfishers\nq\n", {"p03": "edited"}),
        ("s\ns\na\n", {}),
    ],
)
def test_each_key_does_what_it_says(talks: Path, press, lines: str, decided: dict[str, str]) -> None:
    press(lines)
    assert on_disk(talks) == decided
    assert find_faults(talks) == ()


def test_a_decision_is_on_the_disk_before_the_next_card(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Watching(io.StringIO):
        def readline(self, *_: object) -> str:
            seen.append(on_disk(talks))
            return ["a\n", "r\n", ""][len(seen) - 1]

    monkeypatch.setattr(sys, "stdin", Watching())
    assert run(["review", "talks", *DECIDED]) == 0
    assert seen == [{}, {"p01": "accepted"}, {"p01": "accepted", "p02": "rejected"}]


def test_what_is_decided_is_not_shown_again_unless_asked_for(talks: Path, press) -> None:
    press("a\nq\n")
    assert "1/3 p02" in press("q\n")
    said = press("q\n", "--all")
    assert "1/4 p01" in said
    assert "accepted as s12 by Ann, 2021-05-01" in " ".join(said.split())
    press("a\nq\n", "--all")
    assert len(read_case(talks).statements) == 12


def test_fields_are_edited_one_by_one(talks: Path, press) -> None:
    answers = [
        "offers",
        "",
        "It would keep its drones away.",
        "drones/ostmere",
        "none",
        "norvale",
        "2021-04-18",
    ]
    answers += ["0.5", "Said once.", "A note."]
    press("e\n" + "\n".join(answers) + "\nq\n")
    one = read_case(talks).statement("s12")
    assert (one.stance, one.says, one.to) == ("offers", "It would keep its drones away.", "norvale")
    assert (one.if_, one.credence, one.why) == ((), 0.5, "Said once.")
    assert one.date.isoformat() == "2021-04-18"
    assert one.note is not None
    assert one.note.startswith("A note. Condition, in the words of the document")
    mark = read_reading(path_of(talks, "herald.txt")).proposals[0]
    assert (mark.decision, mark.stance, mark.says) == ("edited", "offers", "It would keep its drones away.")


def test_an_act_has_fields_of_its_own(talks: Path, press) -> None:
    press("s\ns\ns\ne\nother\nnorvale, ostmere\nThey talked.\n2021-04-18\n\nq\n")
    act = read_case(talks).acts[-1]
    assert (act.kind, act.by, act.what) == ("other", ("norvale", "ostmere"), "They talked.")
    assert on_disk(talks) == {"p04": "edited"}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("e\nclaim\n", "'claim' is not one of demands, insists"),
        ("e\n\n\n\n\n\n\n18 April\n", "'18 April' is no date: write it as 2022-01-26"),
        ("e\n\n\n\n\n\n\n\nhalf\n", "'half' is no credence"),
        ("e\n\n\n\n=brigade\n", "names no measure"),
        ("e\n\nostmeer\n\n\n\n\n\n\n\n\n", "'ostmeer' is not defined as a party or actor"),
        ("e\n\n\n\n\n\n\n2021-04-25\n\n\n\n", "dated after every moment"),
        ("z\n", "this key does nothing here"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_said_and_nothing_is_written(talks: Path, press, lines: str, says: str) -> None:
    before = (talks / "statements.yaml").read_bytes()
    assert says in press(lines)
    assert (talks / "statements.yaml").read_bytes() == before
    assert on_disk(talks) == {}


# ---------------------------------------------------------------- what is shown


def test_a_card_shows_the_words_in_their_paragraph_and_what_is_made_of_them(talks: Path, press) -> None:
    said = " ".join(press("q\n").split())
    start = ">>> The Chancellor of Ostmere said on Monday that the kingdom would keep its drones"
    assert start in said
    assert 'did the same. <<< "We shall not fly where we are not asked,"' in said
    assert "who the Chancellor, Chancellor of Ostmere [ostmere]" in said
    assert "stance conditional (indirect)" in said
    assert "about aircraft-and-ships (measure drones): 'drones'" in said
    assert "if reciprocity: 'if Norvale did the same', by Norvale [norvale]" in said
    assert "told by Lake Herald, then the Chancellor ('said')" in said
    assert "when said 2021-04-19, from 'Monday'" in said
    assert "0 decided, 4 left." in said


def test_what_is_missing_and_what_is_unclear_is_said_before_anybody_decides(talks: Path, press) -> None:
    said = " ".join(press("s\ns\nq\n").split())
    assert "unclear What is refused is not named." in said
    assert "missing a statement of the stance 'refuses' needs the measure it is about: patrol-boats" in said
    assert "who A fishery warden, not named [nobody in the case]" in said
    assert "figures 'about 6 boats'" in said


def one_card(folder: Path, proposal: Proposal, **header: object) -> None:
    lakes(folder, replace(READING, proposals=(proposal,), **header))  # type: ignore[arg-type]


def test_a_treatys_clause_shows_whom_it_binds_to_what(tmp_path: Path, press) -> None:
    clause = Obligation(
        article="Article 2", force="shall not", bound=("the Parties",), act="fly drones", reciprocal=True
    )
    done = When(text="spring", precision="season")
    one_card(tmp_path / "talks", replace(CONDITIONAL, obligation=clause, polarity="negative", meant=done))
    said = " ".join(press("").split())
    assert "binds Article 2: the Parties shall not fly drones, both sides alike" in said
    assert "stance conditional (indirect, ruled out)" in said
    assert "speaks of no date (to the season), from 'spring'" in said


def test_no_text_of_a_document_can_move_the_terminal(tmp_path: Path, press) -> None:
    hostile = "\x1b[2J\x1b]0;title\x07 \u202egnirts\nnext"
    one_card(tmp_path / "talks", replace(CLAIM, says=hostile, ambiguous=(hostile,)))
    said = press("")
    assert not re.search("[\x1b\x07\u202e]", said)
    assert "says     �[2J�]0;title� �gnirts next" in said


def test_without_the_document_the_sentence_is_shown_with_what_stood_around_it(talks: Path, press) -> None:
    (talks / "documents" / "herald.txt").unlink()
    said = " ".join(press("q\n").split())
    assert ">>> The Chancellor of Ostmere said on Monday" in said
    assert '<<< "We shall not fly where we are... ' in said.replace("are ...", "are... ")


def test_lines_fit_eighty_columns_and_carry_no_control_codes(talks: Path, press) -> None:
    said = press("s\ns\ns\nq\n")
    assert "\x1b" not in said
    cards = [line for line in said.splitlines() if not line.startswith("[")]
    assert max(map(len, cards)) <= 80
    assert [line for line in cards if line != line.rstrip()] == []


# ---------------------------------------------------------------- without a person at the keys


def test_ids_are_decided_from_the_command_line(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--accept", "p01,p04", "--reject", "p02", "--json", *DECIDED]
    assert run(["review", "talks", *words]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "decided": [
            {"document": "herald.txt", "proposal": "p01", "decision": "accepted", "as": "s12"},
            {"document": "herald.txt", "proposal": "p04", "decision": "accepted", "as": "a04"},
            {"document": "herald.txt", "proposal": "p02", "decision": "rejected", "as": None},
        ],
        "left": 1,
    }
    assert on_disk(talks) == {"p01": "accepted", "p02": "rejected", "p04": "accepted"}


@pytest.mark.parametrize(
    ("words", "decided"),
    [
        (["--accept", "p02", "--on", "radar/ostmere=off-at-night"], {"p02": "edited"}),
        (["--accept", "p03", "--add-actors"], {"p03": "accepted"}),
        (["--accept", "p03", "--speaker", "fishers"], {"p03": "edited"}),
        (["--accept", "p01", "--if", "none", "--on", "drones"], None),
        (["--accept", "p01", "--if", "patrol-boats/norvale=four"], {"p01": "edited"}),
    ],
)
def test_what_is_missing_can_be_given_along(
    talks: Path, words: list[str], decided: dict[str, str] | None
) -> None:
    code = run(["review", "talks", *DECIDED, *words])
    assert (code, on_disk(talks)) == ((0, decided) if decided else (1, {}))
    assert find_faults(talks) == ()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--accept", "p02"], 2, "p02: a statement of the stance 'refuses' needs the measure it is about"),
        (["--accept", "p03"], 2, "the case has no party or actor for 'A fishery warden'"),
        (["--accept", "p09"], 2, "no reading here has a proposal 'p09'"),
        (["--document", "gazette.txt"], 2, "no reading of 'gazette.txt' here: there is herald.txt"),
        (["--date", "1 May"], 2, "write it as 2022-01-26"),
        (["--accept", "p01", "--on", "=x"], 2, "names no measure"),
    ],
)
def test_what_cannot_be_decided_is_said(
    talks: Path, words: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", "talks", *words]) == code
    assert says in " ".join(capsys.readouterr().err.split())
    assert on_disk(talks) == {}


def test_an_id_that_stands_in_two_documents_needs_the_document(
    talks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from detente.files.proposals import write_reading

    (talks / "documents" / "gazette.txt").write_bytes(TEXT.encode())
    write_reading(talks, replace(READING, document="gazette.txt"))
    assert run(["review", "talks", *DECIDED, "--accept", "p01"]) == 2
    assert "'p01' stands in gazette.txt, herald.txt: say which with --document" in capsys.readouterr().err
    assert run(["review", "talks", *DECIDED, "--accept", "p01", "--document", "gazette"]) == 0
    assert on_disk(talks) == {}
    assert on_disk(talks, "gazette.txt") == {"p01": "accepted"}


def test_what_went_before_a_refusal_is_still_told(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "talks", *DECIDED, "--accept", "p01,p02"]) == 2
    said = capsys.readouterr()
    assert said.out == "herald.txt p01: accepted as s12\n1 decided, 3 left.\n"
    assert "p02: a statement of the stance 'refuses'" in said.err


def test_a_case_without_readings_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_case("two-lakes", tmp_path / "talks")
    assert run(["review", "talks"]) == 2
    assert "nothing has been read in this case yet: 'detente read'" in capsys.readouterr().err


def test_a_reading_with_faults_is_said_with_its_place(
    talks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = path_of(talks, "herald.txt")
    path.write_text(path.read_text("utf-8").replace("stance: refuses", "stance: refuse"), "utf-8")
    assert run(["review", "talks"]) == 1
    assert "reading/herald.txt.yaml:" in capsys.readouterr().err


def test_with_json_the_cards_go_to_stderr(
    talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("r\nq\n"))
    assert run(["review", "talks", "--json", *DECIDED]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["left"] == 3
    assert ">>> The Chancellor" in said.err


def test_somebody_else_may_decide_meanwhile(talks: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    import datetime as dt

    class Meanwhile(io.StringIO):
        def readline(self, *_: object) -> str:
            if not on_disk(talks):
                accept(talks, READING, "p04", by="Ben", on=dt.date(2021, 5, 1))
                return "r\n"
            return ""

    monkeypatch.setattr(sys, "stdin", Meanwhile())
    assert run(["review", "talks", *DECIDED]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "has changed since it was read, so nothing was decided" in said
    assert on_disk(talks) == {"p04": "accepted"}


@pytest.mark.slow
def test_a_pipe_is_enough(talks: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "detente", "review", "talks", *DECIDED],
        input="a\nr\nq\n",
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith(
        "herald.txt p01: accepted as s12\nherald.txt p02: rejected\n2 decided, 2 left.\n"
    )
    assert on_disk(talks) == {"p01": "accepted", "p02": "rejected"}


def test_a_reading_without_proposals_has_nothing_to_show(tmp_path: Path, press) -> None:
    empty: ReadingFile = replace(READING, proposals=())
    lakes(tmp_path / "talks", empty)
    assert press("a\n") == "0 decided, 0 left.\n"
    assert REFUSAL not in empty.proposals
