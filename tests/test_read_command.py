"""The command `detente read`: what is typed, what a person sees, what a program gets, what is written."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from detente.case.proposals import (
    About,
    Amount,
    Condition,
    Deed,
    Obligation,
    Proposal,
    Quoted,
    ReadingFile,
    Span,
    Told,
    Voice,
    When,
)
from detente.cli import reading as reader
from detente.cli.commands import run
from detente.cli.reading import STATEMENT, sources_of, statement
from detente.files.proposals import path_of, read_reading
from detente.files.starter import copy_case
from detente.reading import corpus

ROOT = Path(__file__).resolve().parents[1]
HERALD = """\
Lake Herald - Tuesday, April 20, 2021

Poland offers terms

Poland will withdraw about 40 troops in Gdansk if Russia stops its exercises, the Polish minister said \
on Monday. “We shall not wait for ever,” the minister said.

Russia refuses to discuss missiles before the talks, its envoy said.
"""


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    Path("herald.txt").write_text(HERALD, "utf-8")


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    copy_case("two-lakes", tmp_path / "talks")
    return Path("talks")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    """Run a line; what was said on stdout."""

    def say(*words: str, code: int = 0) -> str:
        assert run(["read", *words]) == code
        return capsys.readouterr().out

    return say


def on_disk(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


# ---------------------------------------------------------------- what is typed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--date", "26/01/2022", "herald.txt"], "write it as 2022-01-26"),
        (["--as", "poem", "herald.txt"], "'poem' is not one of"),
        (["--json", "--as", "csv", "herald.txt"], "ask for two forms"),
        (["--as", "csv", "-o", "talks", "herald.txt"], "leave out -o"),
        (["-o", "nowhere", "herald.txt"], "does not exist"),
        (["-o", "talks", "--case", "talks", "herald.txt"], "leave out --case"),
        (["--case", ".", "herald.txt"], "holds no case.yaml, so it is not a case"),
        (["-o", ".", "herald.txt"], "holds no case.yaml, so it is not a case"),
        (["--llm-model", "m", "herald.txt"], "add --llm-url"),
        (["--llm-url", "https://models.example/v1", "herald.txt"], "add --llm-model"),
        (["--llm-url", "http://models.example/v1", "--llm-model", "m", "herald.txt"], "one with https"),
        (["--model", "no_such_model", "herald.txt"], "no language model 'no_such_model' is installed"),
        ([], "Missing argument"),
    ],
)
def test_a_mistyped_line_is_told_what_to_type(
    words: list[str], says: str, talks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", *words]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_a_folder_stands_for_its_files_in_order_and_a_dash_for_standard_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("in/b.txt", "in/a/z.html", "in/c.pdf", "in/.hidden", "in/.git/x"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("", "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    first, *others, last = sources_of([Path("-"), Path("in"), Path("nowhere.txt")])
    assert isinstance(first, corpus.Stream)
    assert first.data == b"words"
    assert others == [Path("in/a/z.html"), Path("in/b.txt"), Path("in/c.pdf")]
    assert last == Path("nowhere.txt")


# ---------------------------------------------------------------- what a program gets


def test_json_is_a_list_of_statements_whose_places_are_those_of_the_file(said) -> None:
    found = json.loads(said("herald.txt", "--json"))
    first = found[0]
    assert first["stance"] == "conditional"
    assert first["speaker"]["id"] == "poland"
    assert first["chain"][0]["name"] == "Lake Herald"
    assert first["chain"][-1]["cue"] == "said"
    assert first["condition"]["kind"] == "reciprocity"
    assert first["condition"]["text"] == "if Russia stops its exercises"
    (amount,) = first["quantities"]
    assert (amount["approximator"], amount["value"], amount["place"]) == ("about", 40, "Gdansk")
    for one in found:
        assert tuple(one) == tuple(STATEMENT)
        places = [one["evidence"], one["sentence"], one["condition"], one["quote"], *one["quantities"]]
        for place in filter(None, places):
            assert HERALD[place["start"] : place["end"]] == place["text"]
    assert said("herald.txt", "--as", "json") == said("herald.txt", "--json")


def test_json_of_several_documents_says_which_and_of_none_is_an_empty_list(said) -> None:
    Path("b.txt").write_text(HERALD.replace("40", "50"), "utf-8")
    Path("weather.txt").write_text("It rained all day and nobody said a word about it.\n", "utf-8")
    found = json.loads(said("herald.txt", "b.txt", "weather.txt", "--json"))
    assert {one["document"] for one in found} == {"herald.txt", "b.txt"}
    assert json.loads(said("weather.txt", "--json")) == []
    assert json.loads(said("nowhere.txt", "--json", code=1)) == []


def test_every_field_of_a_statement_goes_into_json() -> None:
    who = Voice(name="an envoy", id="norvale", role="envoy", anonymous=True)
    span = Span(start=3, end=7, exact="lock", page=2)
    if_ = Condition(kind="trigger", text="lock", span=span, by=who)
    amount = Amount(
        text="lock", span=span, approximator="about", value=1, low=0, high=2, unit="m", part_of=0
    )
    when = When(text="May", date=None, precision="month")
    one = Proposal(
        id="p01", stance="threatens", speaker=who, chain=(Told(who=who, cue="said"),), attribution="direct",
        says="lock", about=(About(issue="zones", measure="m1", text="lock"),), target=who, condition=if_,
        quantities=(amount,), said=when, meant=when, quote=Quoted(span=span, open_missing=True),
        contests=("p02",), supersedes=("p03",), refers_to=("p04",), ambiguous=("It may be a canal.",),
        act=Deed(kind="meeting", by=(who,), place="Ferry House"),
        obligation=Obligation(article="Article 1", force="shall", bound=(), act="open", exception=if_),
        evidence=span, sentence=span, checks=("Look.",),
    )  # fmt: skip
    found = statement(ReadingFile(document="a.txt", sha256="0", text_sha256="0", source="a"), one)
    voice = {"name": "an envoy", "role": "envoy", "anonymous": True, "id": "norvale", "members": []}
    place = {"start": 3, "end": 7, "text": "lock"}
    condition = {"kind": "trigger", **place, "by": voice}
    assert found["speaker"] == found["target"] == voice
    assert found["chain"] == [{**voice, "cue": "said"}]
    assert found["about"] == [{"issue": "zones", "measure": "m1", "text": "lock"}]
    assert found["condition"] == condition
    assert found["quantities"] == [
        {
            "approximator": "about",
            "value": 1,
            "low": 0,
            "high": 2,
            "unit": "m",
            "place": None,
            "part_of": 0,
        }
        | place
    ]
    assert found["said"] == found["meant"] == {"text": "May", "date": None, "precision": "month"}
    assert found["quote"] == {**place, "open_missing": True, "close_missing": False}
    assert found["act"] == {"kind": "meeting", "by": [voice], "place": "Ferry House"}
    assert found["obligation"]["exception"] == condition
    assert found["evidence"] == found["sentence"] == {**place, "page": 2}
    assert found["plover"] == {"event": "CONSULT", "mode": None}
    links = ("contests", "supersedes", "refers_to", "ambiguous", "checks")
    assert [found[key] for key in links] == [["p02"], ["p03"], ["p04"], ["It may be a canal."], ["Look."]]


def test_annotations_and_csv_go_out_as_well(said) -> None:
    one = json.loads(said("herald.txt", "--as", "annotations"))
    assert one["type"] == "AnnotationCollection"
    Path("b.txt").write_text(HERALD.replace("40", "50"), "utf-8")
    both = json.loads(said("herald.txt", "b.txt", "--as", "annotations"))
    assert [each["label"] for each in both] == ["Poland offers terms"] * 2
    rows = list(csv.DictReader(io.StringIO(said("herald.txt", "--as", "csv"))))
    assert len(rows) == one["total"]
    assert rows[0]["stance"] == "conditional"


# ---------------------------------------------------------------- what a person sees


def test_the_table_says_who_what_on_which_condition_and_in_which_words(said) -> None:
    page = said("herald.txt")
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 80
    head, _, table = page.partition("\n\n")
    assert "Poland offers terms" in head
    assert "2021-04-20 (in the line 'Lake Herald - Tuesday, April 20, 2021')" in " ".join(head.split())
    assert "conditional" in table
    assert "[poland]" in table
    assert "condition: if Russia stops its exercises (reciprocity, by Russia)" in table
    assert "how much: about 40 troops (Gdansk)" in table
    assert "“We shall not wait for ever" in table
    assert "statements in 1 document. " in table.splitlines()[-1] + table.splitlines()[-2]


def _shown(width: int, *proposals: Proposal, **reading: object) -> str:
    """The table at some width, as plain text."""
    made = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, markup=False)
    file = {"document": "a.txt", "sha256": "0" * 64, "text_sha256": "0", "source": "a", **reading}
    for line in reader._document(made, ReadingFile(proposals=proposals, **file)):  # type: ignore[arg-type]
        made.print(line)
    assert isinstance(made.file, io.StringIO)
    return made.file.getvalue()


def _claim(name: str, **fields: object) -> Proposal:
    given: dict[str, object] = {
        "id": name, "stance": "claims", "speaker": Voice(name="an envoy", anonymous=True),
        "attribution": "indirect", "says": "the lock is open", "evidence": Span(start=0, end=16, exact=""),
        "sentence": Span(start=0, end=16, exact=""), **fields,
    }  # fmt: skip
    return Proposal(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "an envoy (not named)"),
        ({"act": Deed(kind="build-up", by=(Voice(name="Ostmere"),))}, "act: build-up"),
        (
            {"act": Deed(kind="build-up", by=(Voice(name="Ostmere"),), place="Eel Bay")},
            "Ostmere, in Eel Bay",
        ),
        ({"contests": ("p02",)}, "contested: p02"),
        ({"polarity": "negative"}, "that not"),
        ({"ambiguous": ("Whose words these are is open.",)}, "unclear: Whose words these are is open."),
        ({"checks": ("Look at the date.",)}, "look at: Look at the date."),
        ({"about": (About(issue="zones", measure="radar", text="x"),)}, "zones > radar"),
        ({"about": (About(text="the old lock"),)}, "the old lock"),
        ({"target": Voice(name="Norvale", id="norvale")}, "to: Norvale [norvale]"),
        ({"meant": When(text="May", date=None)}, "the lock is open"),
        ({"supersedes": ("p07",), "refers_to": ("p08",)}, "links: replaces p07; takes up p08"),
        ({"says": "a \x1b[31mred\u202e lock"}, "a ?[31mred? lock"),
        (
            {"quote": Quoted(span=Span(start=0, end=16, exact=""), open_missing=True)},
            "[“]the lock is open”",
        ),
        ({"quote": Quoted(span=Span(start=4, end=8, exact="lock"))}, "the lock is open"),
    ],
)
def test_each_thing_that_was_read_has_its_place_at_any_width(width: int, fields: dict, says: str) -> None:
    page = _shown(width, _claim("p01", **fields), _claim("p02"))
    assert says in page
    assert max(map(len, page.splitlines())) <= width


def test_both_sides_of_a_contest_are_marked_and_a_note_is_told() -> None:
    page = _shown(80, _claim("p01"), _claim("p02", contests=("p01",)), notes=("Page 2 has no text.",))
    assert page.index("contested: p02") < page.index("contested: p01")
    assert "note: Page 2 has no text." in page
    assert "no date of publication found" in page


def test_a_document_in_which_nothing_was_read_says_so(said) -> None:
    Path("weather.txt").write_text("It rained all day and nobody said a word about it.\n", "utf-8")
    assert "Nothing was read in it" in said("weather.txt")


def test_with_a_case_its_sides_and_measures_are_known_and_it_is_left_alone(talks: Path, said) -> None:
    words = "Norvale will not accept a limit on patrol boats, its minister said."
    Path("lake.txt").write_text(f"Lake Herald - Tuesday, April 20, 2021\n\n{words}\n", "utf-8")
    before = on_disk(talks)
    (alone,) = json.loads(said("lake.txt", "--json"))
    (known,) = json.loads(said("lake.txt", "--json", "--case", "talks"))
    assert (alone["speaker"]["id"], known["speaker"]["id"]) == (None, "norvale")
    assert [one["measure"] for one in alone["about"]] == [None]
    assert [one["measure"] for one in known["about"]] == ["patrol-boats"]
    assert "\n" + " " * 44 + "patrol-boats\n" in said("lake.txt", "--case", "talks")
    assert on_disk(talks) == before


def test_faults_of_a_case_that_is_only_asked_are_listed(talks: Path, said) -> None:
    path = talks / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle:", "\ntitel:"), "utf-8")
    assert "did you mean 'title'" in said("herald.txt", "--case", "talks", code=1)


def test_what_cannot_be_read_is_a_sentence_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "in/nowhere.txt", "herald.txt"]) == 1
    told = capsys.readouterr()
    assert "detente: in/nowhere.txt: cannot be opened: No such file" in told.err
    assert "1 document" in " ".join(told.out.split())


def test_a_named_date_and_outlet_stand_in_the_head(said) -> None:
    head = said("herald.txt", "--date", "2021-04-19", "--outlet", "Ferry Post").partition("\n\n")[0]
    assert "Ferry Post, 2021-04-19 (given with the command)" in head
    assert "note: The outlet was given with the command." in head


# ---------------------------------------------------------------- into a case


def test_what_is_read_into_a_case_is_listed_and_the_next_step_is_named(talks: Path, said) -> None:
    first = said("herald.txt", "-o", "talks").splitlines()
    count = len(read_reading(path_of(talks, "herald.txt")).proposals)
    assert first == [f"new         herald.txt: {count} proposals", "Next: detente review talks"]
    before = on_disk(talks)
    assert said("herald.txt", "-o", "talks").startswith(f"unchanged   herald.txt: {count} proposals\n")
    assert said("herald.txt", "-o", "talks", "--fresh").startswith("read again  herald.txt")
    assert on_disk(talks) == before
    assert run(["review", "talks", "--reject", "p01", "--by", "Ann", "--date", "2021-05-01"]) == 0
    assert f"herald.txt: {count} proposals, 1 decided" in said("herald.txt", "-o", "talks", "--fresh")


def test_json_of_a_run_into_a_case_says_what_became_of_each(talks: Path, said) -> None:
    told = json.loads(said("herald.txt", "nowhere.txt", "-o", "talks", "--json", code=1))
    assert [(one["document"], one["state"]) for one in told["documents"]] == [
        ("herald.txt", "new"),
        ("nowhere.txt", "failed"),
    ]
    assert "No such file" in told["documents"][1]["says"]


def test_a_case_with_faults_is_mended_first(talks: Path, said) -> None:
    path = talks / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle:", "\ntitel:"), "utf-8")
    assert "did you mean 'title'" in said("herald.txt", "-o", "talks", code=1)
    assert not (talks / "reading").exists()


def test_stopping_says_how_far_it_came(
    talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("b.txt").write_text(HERALD.replace("40", "50"), "utf-8")
    real = corpus.read

    def stopped(document, lexicon, **how):
        if document.name == "b.txt":
            raise KeyboardInterrupt
        return real(document, lexicon, **how)

    monkeypatch.setattr(corpus, "read", stopped)
    assert run(["read", "herald.txt", "b.txt", "-o", "talks", "--jobs", "1"]) == 1
    assert "stopped after 1 of 2 documents: the same command goes on from there" in capsys.readouterr().err
    assert [one.name for one in (talks / "reading").iterdir()] == ["herald.txt.yaml"]
    assert run(["read", "b.txt"]) == 130


# ---------------------------------------------------------------- the process


def test_help_of_read_loads_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from detente.cli.commands import run\n"
        "code = run(['read', '--help'])\n"
        "heavy = {'spacy', 'numpy', 'pydantic', 'rich', 'lxml', 'trafilatura', 'dateparser', 'pypdf'}\n"
        "print(code, sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=_environment())
    assert ran.stdout.splitlines()[-1] == "0 []", ran.stderr


@pytest.mark.slow
def test_a_text_is_read_without_what_only_other_kinds_and_rooms_need() -> None:
    script = (
        "import sys\n"
        "from detente.cli.commands import run\n"
        "code = run(['read', 'herald.txt'])\n"
        "heavy = {'lxml', 'trafilatura', 'pypdf', 'docx', 'detente.desk', 'detente.reading.llm'}\n"
        "print(code, sorted(heavy & {*sys.modules, *(name.partition('.')[0] for name in sys.modules)}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=_environment())
    assert ran.stdout.splitlines()[-1] == "0 []", ran.stderr


def _environment() -> dict[str, str]:
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": paths}
