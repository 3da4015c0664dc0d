"""What was read stands on paper as it was read, and what a person breaks there is said with its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

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
from detente.errors import CaseFaults, UsageError
from detente.files.emit import legible
from detente.files.folder import find_faults
from detente.files.nodes import plain
from detente.files.proposals import (
    path_of,
    read_reading,
    reading_bytes,
    readings_in,
    remember,
    write_reading,
)
from detente.files.schema import schema
from detente.files.yaml_tree import read_yaml

from .herald import CLAIM, READING, lakes

ODD = (
    "no", "null", "~", "12:30", "2022-01-08", "0x1F", "1e5", "true", " leading", "trailing ", "", "- dash",
    "a: b", "# no comment", "it's \"quoted\"", "line\nbreak", "tab\there", "back\\slash", "{flow}",
    "[list]",
    "&anchor", "*alias", "!tag", "%percent", "@at", "`tick`", "Москва сказала «нет»", "עברית", "مرحبا",
    "zero\u200bwidth", "\u2066turned\u2069", "nbsp\u00a0here", "\ufeffbom", "😀", "\U000e0041 tag letter",
    "---", "...",
)  # fmt: skip
REFUSED = ("\x00", "\x0c", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\u202e", "\uffff", "\ud800")


def sheet(folder: Path, text: str) -> Path:
    path = folder / "reading" / "a.txt.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = write_reading(tmp_path, READING)
    assert path == tmp_path / "reading" / "herald.txt.yaml"
    assert read_reading(path) == READING
    assert readings_in(tmp_path) == (path,)


def test_the_same_reading_gives_the_same_bytes(tmp_path: Path) -> None:
    once = write_reading(tmp_path, READING).read_bytes()
    again = write_reading(tmp_path, read_reading(path_of(tmp_path, "herald.txt"))).read_bytes()
    assert once == again


def test_a_span_stands_on_one_line_and_defaults_are_left_out() -> None:
    lines = reading_bytes(READING).decode().splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../.schema/reading.schema.json"
    spans = [line for line in lines if line.strip().startswith("evidence:")]
    assert len(spans) == 4
    assert all(line.endswith("}") and "start:" in line and "exact:" in line for line in spans)
    assert not [line for line in lines if "decision:" in line or "polarity:" in line]


def test_one_decision_is_four_lines_of_difference() -> None:
    done = replace(READING.proposals[1], decision="rejected", by="Ann", decided=dt.date(2021, 5, 1))
    before = reading_bytes(READING).decode().splitlines()
    after = reading_bytes(
        replace(READING, proposals=(READING.proposals[0], done, *READING.proposals[2:]))
    ).decode().splitlines()  # fmt: skip
    assert [line for line in after if line not in before] == [
        "    decision: rejected",
        '    by: "Ann"',
        "    decided: 2021-05-01",
    ]
    assert [line for line in before if line not in after] == []


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_survive_as_they_are(tmp_path: Path, text: str) -> None:
    odd = replace(CLAIM, says=text, ambiguous=(text, text), speaker=Voice(name=text, role=text))
    reading = replace(READING, title=text, notes=(text,), proposals=(odd,))
    assert read_reading(write_reading(tmp_path, reading)) == reading


@pytest.mark.parametrize("char", REFUSED, ids=lambda char: f"U+{ord(char):04X}")
def test_what_no_file_may_hold_becomes_a_mark_of_the_same_length(tmp_path: Path, char: str) -> None:
    reading = replace(READING, proposals=(replace(CLAIM, says=f"a{char}b"),))
    again = read_reading(write_reading(tmp_path, reading))
    assert again.proposals[0].says == "a\ufffdb"
    assert again == legible(reading)


def test_what_cannot_be_seen_is_escaped() -> None:
    made = reading_bytes(replace(READING, title="a\u200fb\u2067c")).decode()
    assert r'title: "a\u200fb\u2067c"' in made


words = st.one_of(st.sampled_from(ODD), st.text(max_size=20)).map(legible)
spans = st.builds(
    lambda start, exact, prefix, page: Span(
        start=start, end=start + len(exact), exact=exact, prefix=prefix, page=page
    ),
    st.integers(0, 10**6), words, words, st.none() | st.integers(1, 99),
)  # fmt: skip
voices = st.builds(
    Voice,
    name=words,
    id=st.none() | words,
    role=st.none() | words,
    anonymous=st.booleans(),
    span=st.none() | spans,
)
conditions = st.builds(Condition, kind=st.just("trigger"), text=words, span=spans, by=st.none() | voices)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
figures = st.none() | st.floats(allow_nan=False, allow_infinity=False)
proposals = st.builds(
    Proposal,
    id=st.just("p01"),
    by=st.none() | words,
    decided=st.none() | dates,
    stance=st.sampled_from(("demands", "claims")),
    speaker=voices,
    chain=st.lists(st.builds(Told, who=voices, cue=st.none() | words), max_size=2).map(tuple),
    attribution=st.sampled_from(("direct", "indirect", "narration", "document")),
    says=words,
    about=st.lists(st.builds(About, text=words, measure=st.none() | words), max_size=2).map(tuple),
    target=st.none() | voices,
    condition=st.none() | conditions,
    quantities=st.lists(
        st.builds(Amount, text=words, span=spans, value=figures, low=figures, unit=st.none() | words),
        max_size=2,
    ).map(tuple),
    said=st.none() | st.builds(When, text=words, date=st.none() | dates),
    quote=st.none() | st.builds(Quoted, span=spans, open_missing=st.booleans()),
    ambiguous=st.lists(words, max_size=2).map(tuple),
    act=st.none() | st.builds(Deed, kind=st.just("meeting"), by=st.lists(voices, max_size=2).map(tuple)),
    obligation=st.none()
    | st.builds(
        Obligation, article=words, force=st.just("shall not"), act=words, exception=st.none() | conditions
    ),
    evidence=spans,
    sentence=spans,
)


@pytest.mark.slow
@given(proposals, st.lists(words, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_reading_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, one: Proposal, notes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("case")
    reading = ReadingFile(
        document="a.txt",
        sha256="0" * 64,
        text_sha256="1" * 64,
        source="a",
        notes=tuple(notes),
        proposals=(one,),
    )
    assert read_reading(write_reading(folder, reading)) == reading


def test_a_figure_without_an_end_is_not_written(tmp_path: Path) -> None:
    endless = Amount(text="no end", span=CLAIM.evidence, value=float("inf"))
    with pytest.raises(UsageError, match="has to be finite"):
        write_reading(tmp_path, replace(READING, proposals=(replace(CLAIM, quantities=(endless,)),)))
    assert readings_in(tmp_path) == ()


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("herald.txt", "herald.txt.yaml"),
        ("The Herald.txt", "the-herald.txt-"),
        ("../../escape", "-..-escape-"),
        ("доклад.pdf", "-.pdf-"),
        ("HERALD.txt", "herald.txt-"),
    ],
)
def test_a_documents_name_leads_into_the_folder_and_nowhere_else(
    tmp_path: Path, document: str, name: str
) -> None:
    path = path_of(tmp_path, document)
    assert path.parent == tmp_path / "reading"
    assert path.name.startswith(name)


def test_two_documents_never_share_a_file(tmp_path: Path) -> None:
    names = ["a b.txt", "a-b.txt", "a_b.txt", "A b.txt", "a  b.txt", "a b.TXT", "é.txt", "è.txt"]
    assert len({path_of(tmp_path, one) for one in names}) == len(names)


def test_the_schema_takes_what_is_written() -> None:
    node, faults = read_yaml(reading_bytes(READING).decode(), "f")
    assert node is not None
    assert not faults
    validator = Draft202012Validator(schema("reading"))
    validator.validate(plain(node))
    data: Any = plain(node)
    data["proposals"][0]["stance"] = "claim"
    assert not validator.is_valid(data)


SOUND = """\
document: a.txt
sha256: x
text_sha256: y
source: a
proposals:
  - id: p01
    stance: claims
    speaker: {name: A}
    attribution: indirect
    says: B.
    evidence: {start: 0, end: 1, exact: B}
    sentence: {start: 0, end: 2, exact: B.}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("stance: claims", "stance: claim", "reading/a.txt.yaml:7:13: 'claim' is not one of"),
        ("says: B.", "sayz: B.", "10:5: unknown key 'sayz': did you mean 'says'?"),
        ("exact: B}", "exact: Bb}", "11:15: the span is 1 characters long, its words are 2"),
        ("id: p01", "id: P 1", "6:9: the id 'P 1' may hold only a-z"),
        ("says: B.", "says: B.\n    contests: [p09]", "11:16: 'p09' is not defined as a proposal"),
        ("says: B.", "says: B.\n    decision: accepted", "11:15: 'p01' is accepted, but not as what"),
        ("says: B.", "says: B.\n    as: s01", "11:9: 'as' goes only with accepted or edited"),
        ("source: a\n", "", "1:1: the key 'source' is missing here"),
    ],
)
def test_what_is_wrong_in_a_reading_is_said_with_its_place(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert SOUND.count(old) == 1
    read_reading(sheet(tmp_path, SOUND))
    with pytest.raises(CaseFaults) as broken:
        read_reading(sheet(tmp_path, SOUND.replace(old, new)))
    assert any(says in str(fault) for fault in broken.value.faults), broken.value.faults


def test_all_faults_of_a_reading_come_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("stance: claims", "stance: claim").replace("says: B.", "sayz: B.")
    with pytest.raises(CaseFaults) as broken:
        read_reading(sheet(tmp_path, text))
    assert len(broken.value.faults) == 2


def test_the_same_id_twice_is_a_fault(tmp_path: Path) -> None:
    entry = SOUND[SOUND.index("  - id") :]
    with pytest.raises(CaseFaults, match=r"is taken: the proposal at reading/a\.txt\.yaml:6:9 has it"):
        read_reading(sheet(tmp_path, SOUND + entry))


def test_lint_looks_through_readings_and_vocabulary(tmp_path: Path) -> None:
    talks = lakes(tmp_path / "talks")
    assert find_faults(talks) == ()
    path = path_of(talks, "herald.txt")
    path.write_text(path.read_text("utf-8").replace("stance: refuses", "stance: refuse"), "utf-8")
    (talks / "vocabulary.yaml").write_text(
        "issues:\n  - {id: boats, title: Boats, words: [boat], measures: [patrol-boat]}\n", "utf-8"
    )
    said = [str(fault) for fault in find_faults(talks)]
    assert said[0].startswith("reading/herald.txt.yaml:")
    assert "did you mean 'refuses'?" in said[0]
    assert said[1].startswith("vocabulary.yaml:2:")
    assert "'patrol-boat' is not defined as a measure: did you mean 'patrol-boats'?" in said[1]


def test_a_statement_taken_out_of_the_case_is_missed_in_the_reading(tmp_path: Path) -> None:
    done = replace(CLAIM, decision="accepted", by="Ann", as_="s99")
    talks = lakes(tmp_path / "talks", replace(READING, proposals=(done,)))
    for _ in range(2):  # from the file, and from what is kept of it
        assert ["'s99' is not defined in the case" in str(fault) for fault in find_faults(talks)] == [True]


def test_a_reading_that_was_sound_is_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_reading(tmp_path, READING)
    assert read_reading(path) == READING
    monkeypatch.setattr("detente.files.proposals.papers_of", None)
    assert read_reading(path) == READING
    path.write_bytes(path.read_bytes() + b"# a word more\n")
    with pytest.raises(TypeError):
        read_reading(path)


def test_what_was_just_written_is_not_parsed_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = replace(READING, title="A line\u2028break and a bell\x07")
    path = write_reading(tmp_path, odd)
    parsed = read_reading(path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "another"))
    monkeypatch.setattr("detente.files.proposals.papers_of", None)
    remember(odd, path.read_bytes())
    assert read_reading(path) == parsed != odd
