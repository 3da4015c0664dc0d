"""Classes of the case in, JSON Schemas out: completion, hover help and red lines in an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.case.agreements import Agreement
from detente.case.case import CaseFile, SourcesFile, StatementsFile
from detente.case.proposals import ReadingFile
from detente.case.vocabulary import Vocabulary
from detente.files.crossfaults import MOST_PARTIES
from detente.files.names import ID
from detente.files.shape import adapter
from detente.files.write import make_folder, write_atomic

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"
ROOTS: dict[str, tuple[type, str]] = {
    "case": (CaseFile, "A Détente case: parties, measures, links, acts and the dates to look at"),
    "statements": (StatementsFile, "A Détente case: what was said"),
    "sources": (SourcesFile, "A Détente case: where it comes from"),
}
"""The files that every case has."""
BESIDE: dict[str, tuple[type, str]] = {
    "agreement": (Agreement, "A Détente case: an agreement, clause by clause"),
    "vocabulary": (Vocabulary, "A Détente case: names and words that reading goes by"),
    "reading": (
        ReadingFile,
        "A Détente case: what was read in one document, and what was decided about it",
    ),
}
"""The files that may lie beside it."""

NARROWER: dict[str, dict[str, Any]] = {
    "id": {"pattern": f"^{ID.pattern}$"},
    "credence": {"minimum": 0, "maximum": 1},
    "levels": {"minItems": 2},
    "km": {"exclusiveMinimum": 0},
    "due": {"pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
}
"""Limits that the linter holds, by key."""
NARROWER_IN: dict[str, dict[str, dict[str, Any]]] = {
    "CaseFile": {"parties": {"minItems": 2, "maxItems": MOST_PARTIES}},
    "Clause": {"binds": {"minItems": 1}},
}
"""Those that hold in one class only."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file, by its name in ROOTS or BESIDE. KeyError for another name."""
    cls, title = {**ROOTS, **BESIDE}[name]
    made = adapter(cls).json_schema(by_alias=True)
    head = {"$schema": DIALECT, "$id": f"https://detente.example/schema/{name}/1"}
    tidy = _tidied(made)
    for record in [tidy, *tidy["$defs"].values()]:
        _narrow(record["properties"], {**NARROWER, **NARROWER_IN.get(record.get("title", ""), {})})
    return {**head, **tidy, "title": title}


def schema_bytes(name: str) -> bytes:
    """The schema as it is written to a file."""
    return (json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n").encode()


def schema_files() -> dict[str, bytes]:
    """Path within a case folder -> bytes, for every schema."""
    return {f"{FOLDER}/{name}.schema.json": schema_bytes(name) for name in (*ROOTS, *BESIDE)}


def write_schemas(folder: Path) -> None:
    """Write the schemas into `.schema/` of a case folder, in place of older ones. Raises UsageError."""
    make_folder(folder / FOLDER)
    for path, data in schema_files().items():
        write_atomic(folder / path, data, overwrite=True)


def modeline(name: str) -> str:
    """The first line of a file of a case: it tells the editor which schema to use."""
    return f"# yaml-language-server: $schema=./{FOLDER}/{name}.schema.json"


def _narrow(properties: dict[str, Any], narrower: dict[str, dict[str, Any]]) -> None:
    """What the classes leave to the linter, where a schema can say it while one types."""
    for key, limits in narrower.items():
        if key in properties:
            properties[key].update(limits)


def _tidied(node: Any) -> Any:
    """What a person sees on hover: the sentence of each field, on one line."""
    if isinstance(node, list):
        return [_tidied(one) for one in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidied(value) for key, value in node.items()}
    if isinstance(tidy.get("description"), str):
        tidy["description"] = " ".join(tidy["description"].split())
    return tidy
