"""Files of words are read once, and a case's own say where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import CaseFaults
from detente.files import words as module
from detente.files.words import read_own_words, read_words

SHIPPED = {
    "actors.yaml": "actors:\n  - {id: us, name: United States, kind: state, names: [U.S.]}\n",
    "cues.yaml": "cues:\n  - {word: deny, stance: denies, frame: [np]}\n",
    "issues.yaml": "issues:\n  - {id: water, title: Water, words: [dam]}\n",
    "units.yaml": "units:\n  - {id: km, words: [kilometre]}\n",
}


def folder_of(folder: Path, **changed: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {**SHIPPED, **{f"{key}.yaml": text for key, text in changed.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def own(folder: Path, text: str) -> Path:
    (folder / "vocabulary.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_four_files_make_one_vocabulary(tmp_path: Path):
    read = read_words(folder_of(tmp_path / "words"))
    assert [one.id for one in (*read.actors, *read.issues, *read.units)] == ["us", "water", "km"]
    assert read.cues[0].frame == ("np",)


def test_the_second_reading_needs_no_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    module._parsed.cache_clear()
    folder = folder_of(tmp_path / "words")
    first = read_words(folder)
    module._parsed.cache_clear()
    monkeypatch.setattr(module, "read_yaml", None)
    assert read_words(folder) == first


def test_other_words_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    read_words(folder_of(tmp_path / "words"))
    changed = read_words(folder_of(tmp_path / "words", units="units:\n  - {id: miles, words: [mile]}\n"))
    assert [one.id for one in changed.units] == ["miles"]


def test_a_case_without_words_of_its_own_has_none(tmp_path: Path):
    assert read_own_words(tmp_path).actors == ()


def test_a_case_may_say_only_what_it_adds(tmp_path: Path):
    read = read_own_words(
        own(
            tmp_path,
            "actors:\n  - {id: us, people: [Ada Holm]}\nissues:\n  - {id: water, measures: [dams]}\n",
        )
    )
    assert (read.actors[0].people, read.issues[0].measures) == (("Ada Holm",), ("dams",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "actors:\n  - {id: us, nams: [U.S.]}\n",
            "vocabulary.yaml:2:14: unknown key 'nams': did you mean 'names'?",
        ),
        ("actors:\n  - {id: The US}\n", "vocabulary.yaml:2:10: the id 'The US' may hold only"),
        (
            "issues:\n  - {id: water}\n  - {id: water}\n",
            "vocabulary.yaml:3:10: the issue 'water' stands twice",
        ),
        ("cues:\n  - {word: deny, stance: denys}\n", "vocabulary.yaml:2:26: 'denys' is not one of"),
        ("actors: [\n", "vocabulary.yaml:2:1: the file ends before a bracket"),
    ],
)
def test_a_fault_has_its_place(tmp_path: Path, text: str, says: str):
    with pytest.raises(CaseFaults) as broken:
        read_own_words(own(tmp_path, text))
    assert str(broken.value).startswith(says)


def test_every_fault_is_named_at_once(tmp_path: Path):
    with pytest.raises(CaseFaults) as broken:
        read_own_words(own(tmp_path, "actors:\n  - {id: A}\n  - {id: B}\nunits:\n  - {}\n"))
    assert [fault.where.line for fault in broken.value.faults] == [2, 3, 5]


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path):
    (tmp_path / "vocabulary.yaml").write_bytes(b"actors:\n  - {id: us, name: \xff}\n")
    with pytest.raises(CaseFaults, match=r"vocabulary\.yaml:2:1: byte 28 is not UTF-8 text"):
        read_own_words(tmp_path)
