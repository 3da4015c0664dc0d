"""What an editor is told is what the linter holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from detente.files.nodes import plain
from detente.files.schema import FOLDER, ROOTS, modeline, schema, schema_files, write_schemas
from detente.files.starter import STARTER
from detente.files.yaml_tree import read_yaml

from .paper import CASE, SOURCES, STATEMENTS

CASES = Path(__file__).resolve().parents[2] / "cases"


def data(text: str) -> Any:
    node, faults = read_yaml(text, "f")
    assert node is not None
    assert not faults
    return plain(node)


def sound(name: str) -> str:
    return {"case": CASE, "statements": STATEMENTS, "sources": SOURCES}[name]


@pytest.mark.parametrize("name", ROOTS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", ROOTS)
def test_a_sound_file_is_accepted(name: str) -> None:
    Draft202012Validator(schema(name)).validate(data(sound(name)))


@pytest.mark.parametrize("name", ROOTS)
def test_the_starter_is_accepted(name: str) -> None:
    text = (STARTER / f"{name}.yaml").read_text(encoding="utf-8")
    Draft202012Validator(schema(name)).validate(data(text))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sources", "publisher", "publishr"),
        ("sources", "The River Post", "The River Post, reliability: G"),
        ("statements", "stance: demands", "stance: demand"),
        ("statements", "says: Daylight only.", "says: [Daylight]"),
        ("statements", "    says: Daylight only.\n", ""),
        ("statements", "id: s1", "id: S 1"),
        ("statements", "id: s1", "id: s1\n    credence: 1.5"),
        ("case", "value: 5000", "value: many"),
        ("case", "      - {id: daylight, text: in daylight only}\n", ""),
        ("case", "real: false", "real: no"),
    ],
)
def test_a_bad_file_is_refused(name: str, old: str, new: str) -> None:
    assert old in sound(name)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema(name)).validate(data(sound(name).replace(old, new)))


@pytest.mark.parametrize("name", ROOTS)
def test_every_key_explains_itself(name: str) -> None:
    made = schema(name)
    for record in [made, *made["$defs"].values()]:
        for key, field in record["properties"].items():
            assert field.get("description"), key


def test_schemas_are_written_over_older_ones(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    (tmp_path / FOLDER / "case.schema.json").write_text("{}")
    write_schemas(tmp_path)
    written = json.loads((tmp_path / FOLDER / "case.schema.json").read_text(encoding="utf-8"))
    assert written["$id"] == "https://detente.example/schema/case/1"


def shipped() -> list[Path]:
    return sorted(path.parent for path in CASES.glob("*/case.yaml"))


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_a_shipped_case_carries_the_schemas_as_they_are(folder: Path) -> None:
    assert {path: (folder / path).read_bytes() for path in schema_files()} == schema_files()


@pytest.mark.parametrize("folder", [*shipped(), STARTER], ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ROOTS)
def test_every_file_of_a_case_names_its_schema_first(folder: Path, name: str) -> None:
    assert (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0] == modeline(name)
