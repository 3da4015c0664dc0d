"""The command line: what is typed, what is said, and with which exit code."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from detente import desk
from detente.briefing.brief import Brief
from detente.case.case import Case
from detente.cli.commands import run
from detente.cli.page import has_screen, is_ours
from detente.cli.plain import to_json, to_plain
from detente.cli.progress import reporting
from detente.cli.terminal import show_signing
from detente.errors import NotMixed
from detente.files.starter import copy_case, start
from detente.signing.results import Mixing, Signing

CONTROL = re.compile(r"\x1b")


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(shared_cache))
    monkeypatch.delenv("DISPLAY", raising=False)


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """The starter case."""
    start(tmp_path / "talks")
    return Path("talks")


@pytest.fixture
def broken(talks: Path) -> Path:
    """A case in which one key is misspelt."""
    path = talks / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle:", "\ntitel:"), "utf-8")
    return talks


# ---------------------------------------------------------------- what is typed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sign", "talks", "--as-of", "26/01/2022"], "write it as 2022-01-26"),
        (["sign", "talks", "--soften", "s4"], "should name a statement and a credence"),
        (["sign", "talks", "--soften", "s4=2"], "a credence lies from 0 to 1"),
        (["sign", "talks", "--soften", "s4=nan"], "a credence lies from 0 to 1"),
        (["sign", "talks", "--require", "=brigade"], "names no measure"),
        (["sign", "nowhere"], "does not exist"),
        (["sing", "talks"], "No such command"),
        (["lint"], "Missing argument"),
    ],
)
def test_a_mistyped_line_is_told_what_to_type(
    words: list[str], says: str, talks: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(words) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--drop", "s99"], "s99"),
        (["--soften", "s99=0.5"], "s99"),
        (["--require", "exercizes=brigade"], "exercizes"),
        (["--require", "exercises/east=brigade"], "east"),
        (["--require", "exercises=battalion"], "battalion"),
    ],
)
def test_a_name_that_the_case_does_not_have_is_named(
    words: list[str], names: str, talks: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(["sign", str(talks), *words]) == 2
    said = capsys.readouterr()
    assert names in said.err
    assert "Traceback" not in said.err


def test_a_folder_that_is_no_case_is_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "empty").mkdir()
    assert run(["sign", "empty"]) == 2
    assert "empty" in capsys.readouterr().err


# ---------------------------------------------------------------- lint, new, schema


def test_lint_is_quiet_about_a_sound_case(talks: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["lint", "talks"]) == 0
    assert capsys.readouterr().out == "No faults.\n"


def test_lint_shows_a_fault_with_its_place(broken: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["lint", "talks"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"case\.yaml:\d+:\d+: .*titel.*did you mean 'title'", out)
    assert "^" in out


def test_lint_gives_the_same_faults_as_json(broken: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["lint", "talks", "--json"]) == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert len(faults) == len(desk.lint(broken))
    assert {k: faults[0]["where"][k] for k in ("file", "line")} == {"file": "case.yaml", "line": 6}


@pytest.mark.parametrize("words", [["sign", "talks"], ["brief", "talks"], ["demo", "talks"]])
def test_a_case_with_faults_is_not_worked_on(
    words: list[str], broken: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(words) == 1
    assert "titel" in capsys.readouterr().out
    assert not Path("brief.html").exists()


def test_new_leaves_a_case_that_is_there_alone(talks: Path, capsys: pytest.CaptureFixture[str]):
    before = (talks / "case.yaml").read_bytes()
    assert run(["new", "talks"]) == 2
    assert "talks" in capsys.readouterr().err
    assert (talks / "case.yaml").read_bytes() == before


def test_new_lists_its_files_as_json(capsys: pytest.CaptureFixture[str]):
    assert run(["new", "fresh", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert str(Path("fresh/case.yaml")) in files
    assert all(Path(file).is_file() for file in files)


def test_schema_writes_one_schema_a_file(talks: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["schema", "talks"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.name for one in written] == [
        "agreement.schema.json",
        "case.schema.json",
        "reading.schema.json",
        "sources.schema.json",
        "statements.schema.json",
        "vocabulary.schema.json",
    ]


# ---------------------------------------------------------------- sign


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("cases") / "two-lakes"
    copy_case("two-lakes", folder)
    return desk.load(folder)


@pytest.fixture(scope="module")
def signing(lakes: Case, sign_once: Callable[..., Signing]) -> Signing:
    return sign_once(lakes)


def test_the_table_fits_80_columns_without_control_codes_when_piped(
    lakes: Case, signing: Signing, capsys: pytest.CaptureFixture[str]
):
    show_signing(lakes, signing)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == lakes.title
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if CONTROL.search(line)]


def test_the_table_shows_every_package_and_the_core(
    lakes: Case, signing: Signing, capsys: pytest.CaptureFixture[str]
):
    show_signing(lakes, signing)
    out = capsys.readouterr().out
    assert "Core" in out
    for one in signing.ranked:
        assert re.search(rf"^{one.name}  +{one.ratio:.2f} ", out, re.MULTILINE), one.name
    assert "no forecast" in out


def test_sign_answers_with_zero_also_when_nothing_could_be_signed(
    talks: Path, one_prior: None, capsys: pytest.CaptureFixture[str]
):
    path = talks / "statements.yaml"
    path.write_text(path.read_text("utf-8") + REFUSALS, "utf-8")
    assert run(["sign", "talks", "--fresh"]) == 0
    out = capsys.readouterr().out
    assert "no package satisfies every statement" in " ".join(out.split())
    assert "What blocks" in out
    assert "“not under any conditions”" in out
    ways = re.findall(r"^If (.*) gave way$", out, re.MULTILINE)
    assert {one for way in ways for one in re.findall(r"s\d+", way)} >= {"s90", "s91"}, ways
    assert max(map(len, out.splitlines())) <= 80


REFUSALS = """
  - id: s90
    date: 2031-03-19
    speaker: north
    stance: insists
    says: Northland signs nothing unless patrols keep to daylight.
    on: [{measure: patrols, binds: south, level: daylight}]
    source: record-2031-03-18
  - id: s91
    date: 2031-03-19
    speaker: south
    stance: refuses
    says: Southland does not discuss its patrols.
    on: [{measure: patrols, binds: south, level: daylight}]
    source: record-2031-03-18
    quote: not under any conditions
"""


def test_sign_as_json_is_stable_and_whole(talks: Path, capsys: pytest.CaptureFixture[str]):
    said = []
    for more in [], ["--jobs", "1"]:
        words = ["--as-of", "2031-03-20", "--draws", "100", "--fresh", "--json", *more]
        assert run(["sign", "talks", *words]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    got = json.loads(said[0])
    assert got["as_of"] == "2031-03-20"
    assert set(got) == set(Signing.__dataclass_fields__)


def test_progress_goes_to_stderr_a_line_a_stage(
    talks: Path, one_prior: None, capsys: pytest.CaptureFixture[str]
):
    assert run(["sign", "talks", "--fresh"]) == 0
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert lines
    assert all(line.startswith("detente: ") for line in lines)
    assert len(lines) == len(set(lines))
    assert not any(line in said.out for line in lines)


def test_a_stage_is_said_once_however_often_it_reports(capsys: pytest.CaptureFixture[str]):
    with reporting() as report:
        for done in (0.0, 0.5, 1.0):
            report("drawing", done)
        report("ranking", 0.0)
    assert capsys.readouterr().err == "detente: drawing\ndetente: ranking\n"


# ---------------------------------------------------------------- what goes wrong on the way


def test_a_run_that_has_not_mixed_says_so_in_a_sentence(
    talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def not_mixed(*_: object, **__: object) -> Signing:
        raise NotMixed("the draws have not mixed: no figures are given")

    monkeypatch.setattr(desk, "sign", not_mixed)
    assert run(["sign", "talks"]) == 1
    said = capsys.readouterr()
    assert said.err.endswith("detente: the draws have not mixed: no figures are given\n")
    assert said.out == ""


def test_a_run_that_is_stopped_with_nothing_to_show_ends_with_130(
    talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stopped(*_: object, **__: object) -> Signing:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "sign", stopped)
    assert run(["sign", "talks"]) == 130
    assert "stopped" in capsys.readouterr().err


def test_a_run_that_is_stopped_half_way_says_what_was_left_undone(
    talks: Path,
    sign_once: Callable[..., Signing],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    whole = sign_once(desk.load(talks))
    half = replace(whole, partial="stopped before the questions")
    monkeypatch.setattr(desk, "sign", lambda *_, **__: half)
    assert run(["sign", "talks"]) == 1
    said = capsys.readouterr()
    assert "detente: stopped before the questions" in said.err
    assert "Core" in said.out


# ---------------------------------------------------------------- brief and demo


def test_a_brief_takes_the_place_of_an_earlier_brief(talks: Path, capsys: pytest.CaptureFixture[str]):
    page = Path("page.html")
    page.write_text('<!doctype html><meta name="generator" content="Détente 0.0.9"><p>old', "utf-8")
    assert run(["brief", "talks", "-o", "page.html"]) == 0
    assert "Northland" in page.read_text("utf-8")
    assert is_ours(page)
    said = capsys.readouterr().out.split()
    assert str(page.resolve()) in "".join(said)
    assert said[:2] == ["On", "what"]


def test_a_brief_takes_the_place_of_nothing_else(talks: Path, capsys: pytest.CaptureFixture[str]):
    Path("notes.html").write_text("<p>my notes on détente</p>", "utf-8")
    assert run(["brief", "talks", "-o", "notes.html"]) == 2
    assert "is not a brief that Détente wrote" in capsys.readouterr().err
    assert Path("notes.html").read_text("utf-8") == "<p>my notes on détente</p>"


@pytest.fixture
def made(lakes: Case, signing: Signing, monkeypatch: pytest.MonkeyPatch) -> Brief:
    """A brief that is made at once, whatever the case."""
    made = Brief(lakes, (signing,), '<meta name="generator" content="Détente 0"><p>made at once')
    monkeypatch.setattr(desk, "brief", lambda *_, **__: made)
    return made


def test_the_demo_uses_a_folder_that_is_there(talks: Path, made: Brief, capsys: pytest.CaptureFixture[str]):
    before = sorted(talks.rglob("*"))
    assert run(["demo", "talks"]) == 0
    assert Path("brief.html").read_text("utf-8") == made.html
    assert sorted(talks.rglob("*")) == before
    assert str(Path("brief.html").resolve()) in capsys.readouterr().out


def test_the_demo_copies_the_real_case_and_puts_its_brief_beside_it(made: Brief):
    assert run(["demo", "here/us-russia-2022", "--no-open"]) == 0
    assert desk.lint(Path("here/us-russia-2022")) == ()
    assert Path("here/brief.html").read_text("utf-8") == made.html


def test_a_brief_as_json_says_where_it_is_and_what_it_answers(
    talks: Path, made: Brief, capsys: pytest.CaptureFixture[str]
):
    assert run(["brief", "talks", "--json"]) == 0
    got = json.loads(capsys.readouterr().out)
    assert got["brief"] == "brief.html"
    assert got["answer"].startswith("On what both sides")
    assert [one["case_id"] for one in got["signings"]] == ["two-lakes"]


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "10.0.0.1"}, "darwin", False),
        ({"SSH_CONNECTION": "10.0.0.1", "DISPLAY": "localhost:10.0"}, "linux", False),
    ],
)
def test_a_browser_opens_only_where_somebody_can_see_it(
    environment: dict[str, str], platform: str, screen: bool
):
    assert has_screen(environment, platform) is screen


# ---------------------------------------------------------------- JSON


@dataclass(frozen=True)
class Talk:
    on: dt.date
    weight: float
    if_: tuple[str, ...]


def test_json_has_iso_dates_six_places_and_the_names_of_the_files():
    talk = Talk(on=dt.date(2022, 1, 26), weight=1 / 3, if_=("s1",))
    assert to_plain(talk) == {"on": "2022-01-26", "weight": 0.333333, "if": ["s1"]}


@pytest.mark.parametrize(
    ("value", "said"), [(float("nan"), "null"), (float("inf"), "null"), (-1e-9, "0.0")]
)
def test_json_never_says_what_json_cannot(value: float, said: str):
    assert to_json(value) == said


def test_json_leaves_out_what_a_clock_measured():
    mixing = Mixing("north", "slots", draws=2000, chains=4, rhat=1.01, ess=900.0, seconds=1.7)
    assert set(to_plain(mixing)) == {"party", "prior", "draws", "chains", "rhat", "ess"}


def test_json_keeps_letters_as_they_are():
    assert to_json({"кто": "Рябков"}) == '{\n  "кто": "Рябков"\n}'


def test_json_refuses_what_it_does_not_know():
    with pytest.raises(TypeError, match="StringIO"):
        to_json(io.StringIO())
