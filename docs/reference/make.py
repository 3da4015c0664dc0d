"""Writes the reference pages that are made from the code: commands.md and case-folder.md.

`make docs` runs this; `tests/test_docs.py` fails when a page and the code have parted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from detente.case.acts import Observation, TrackFile
from detente.case.zones import Zone
from detente.cli.commands import cli
from detente.files.schema import schema
from detente.files.shape import adapter

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/reference/make.py from the code: change it there, then run `make docs`. -->"


def pages() -> dict[str, str]:
    """File name -> text, for every page that is made."""
    return {"commands.md": commands_page(), "case-folder.md": case_page()}


def commands_page() -> str:
    """All commands, in the order of a day's work."""
    return "\n".join([MADE, "", "# Commands", "", *COMMANDS_START, *_commands()])


COMMANDS_START = [
    "Results go to stdout, progress to stderr. `NO_COLOR` is honoured; a pipe gets nothing but plain text.",
    "",
    "| exit code | meaning |",
    "|---|---|",
    "| 0 | clean; also when nothing could be signed, which is an answer |",
    "| 1 | the case has faults, a document cannot be read, a file cannot be written, or the run stopped |",
    "| 2 | usage: an option, a folder or a name that does not exist |",
    "| 130 | stopped (Ctrl-C) before there was anything to show |",
    "",
]
ORDER = ("demo", "new", "read", "review", "lint", "sign", "check", "brief", "schema")


def _commands() -> Iterator[str]:
    for name in sorted(cli.commands, key=ORDER.index):
        command = cli.commands[name]
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        usage = " ".join(["detente", name, *(_argument(a) for a in arguments), "[OPTIONS]"])
        yield from [f"## `{usage}`", "", _paragraphs(command.help or ""), ""]
        yield from ["| option | meaning |", "|---|---|"]
        yield from (_option(p) for p in command.params if isinstance(p, click.Option))
        yield ""


def _argument(argument: click.Argument) -> str:
    name = (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> str:
    names = ", ".join(option.opts)
    value = "" if option.is_flag else f" {option.metavar or option.type.name.split()[0].upper()}"
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"| `{names}{value}` | {option.help}{default} |"


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def case_page() -> str:
    """Every key of every file of a case."""
    return "\n".join([MADE, "", "# The case folder", "", *CASE_START, *_files()])


CASE_START = [
    "```",
    "my-case/",
    "  case.yaml            parties, measures, links, acts, the dates to look at",
    "  statements.yaml      what was said",
    "  sources.yaml         where it comes from",
    "  zones.geojson        named areas and lines (optional)",
    "  observations/*.csv   what was counted, placed or flown (optional)",
    "  observations/tracks/  files of positions, and index.csv that says whose they are (optional)",
    "  agreement.yaml       an agreement, clause by clause; several in agreements/*.yaml (optional)",
    "  documents/           texts kept with the case, as they came (optional)",
    "  reading/*.yaml       what was read in each of them, and what was decided about it (optional)",
    "  vocabulary.yaml      names and words that reading goes by in this case (optional)",
    "  .schema/             JSON Schemas for the editor (`detente schema` writes them)",
    "```",
    "",
    "YAML 1.2, UTF-8, without anchors, aliases and tags. Dates are written 2022-01-26. Ids are lower case",
    "letters, digits and hyphens. A key in **bold** has to be there. An unknown key is a fault.",
    "",
]


WHERE = {
    "agreement.yaml, agreements/*.yaml": [
        "A clause is a text and the rule that a machine holds it to: [agreements](../methods/agreements.md).",
        "",
    ],
    "reading/*.yaml": ["Proposals: no part of the case until a person accepts them.", ""],
    "vocabulary.yaml": ["An entry with the id of a shipped one adds to its words.", ""],
    "zones.geojson": ["A FeatureCollection. These are the properties of each feature.", ""],
    "observations/*.csv": ["These are the columns. An empty cell means that nothing was said.", ""],
    "observations/tracks/index.csv": [
        "These are the columns: [how tracks are checked](../how-to/check-an-agreement.md#tracks).",
        "",
    ],
}


def _files() -> Iterator[str]:
    for name in ("case", "statements", "sources"):
        yield from _file(f"{name}.yaml", schema(name))
    yield from _file("agreement.yaml, agreements/*.yaml", schema("agreement"))
    yield from _file("reading/*.yaml", schema("reading"))
    yield from _file("vocabulary.yaml", schema("vocabulary"))
    yield from _file("zones.geojson", _without("geometry", adapter(Zone).json_schema(by_alias=True)))
    yield from _file("observations/*.csv", adapter(Observation).json_schema(by_alias=True))
    yield from _file("observations/tracks/index.csv", adapter(TrackFile).json_schema(by_alias=True))


def _without(key: str, record: dict[str, Any]) -> dict[str, Any]:
    return {
        **record,
        "properties": {name: one for name, one in record["properties"].items() if name != key},
    }


def _file(title: str, root: dict[str, Any]) -> Iterator[str]:
    yield from [f"## {title}", "", *WHERE.get(title, []), *_table(root)]
    for name, record in root.get("$defs", {}).items():
        yield from [f"### {title}: {name}", ""]
        if said := record.get("description"):
            yield from [" ".join(said.split()), ""]
        yield from _table(record)


def _table(record: dict[str, Any]) -> Iterator[str]:
    needed = record.get("required", [])
    yield from ["| key | value | meaning |", "|---|---|---|"]
    for key, one in record["properties"].items():
        meaning = " ".join(one.get("description", "").split())
        name = f"**`{key}`**" if key in needed else f"`{key}`"
        yield f"| {name} | {_kind(one)}{_default(one)} | {meaning} |".replace("  ", " ")
    yield ""


def _kind(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if "anyOf" in one:
        return " or ".join(_kind(each) for each in one["anyOf"] if each.get("type") != "null")
    if "enum" in one:
        return ", ".join(f"`{each}`" for each in one["enum"])
    if one.get("type") == "array":
        return f"list of {_kind(one['items'])}" if "items" in one else "list"
    return KINDS.get(one.get("format") or one.get("type", ""), "text")


KINDS = {
    "date": "date",
    "boolean": "true or false",
    "number": "number",
    "integer": "whole number",
    "object": "mapping",
}


def _default(one: dict[str, Any]) -> str:
    default = one.get("default")
    if isinstance(default, dict) or default in (None, [], False):
        return ""
    return f"; `{str(default).lower() if default is True else default}` if left out"


if __name__ == "__main__":
    for file, text in pages().items():
        (HERE / file).write_text(text, encoding="utf-8")
        print(f"wrote docs/reference/{file}")
