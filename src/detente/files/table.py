"""CSV text in, one node per row out, each cell with its line and column."""

from __future__ import annotations

import re

from detente.errors import Fault, Where
from detente.files.composer import BREAK, Refused, guard_text
from detente.files.guess import closest, did_you_mean
from detente.files.nodes import Keys, Node, Scalar
from detente.files.shape import keys_of, required_keys

Row = list[Scalar]
CELL = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n]*)')
END = re.compile(r",|\r\n|\r|\n|\Z")


def read_table(text: str, file: str, cls: type) -> tuple[list[Node], tuple[Fault, ...]]:
    """Rows as nodes with the keys of `cls`; an empty cell is absent. Faults of the form beside them."""
    try:
        guard_text(text, file)
        rows = _rows(text, file)
    except Refused as refused:
        return [], (refused.fault,)
    if not rows:
        return [], (
            Fault(Where(file), f"the file is empty: its first line names the columns {_names(cls)}"),
        )
    header, *body = rows
    faults = _header_faults(header, file, cls)
    faults += [fault for row in body for fault in _too_long(row, header, file)]
    if _absent(header, cls):
        return [], tuple(faults)
    return [_node(row, header, cls) for row in body], tuple(faults)


def _rows(text: str, file: str) -> list[Row]:
    rows: list[Row] = [[]]
    at, line, start = 0, 1, 0
    while True:
        cell = CELL.match(text, at)
        assert cell is not None  # the second alternative matches anything, even nothing
        quoted = cell.group(1) is not None
        value = cell.group(1).replace('""', '"') if quoted else cell.group(2).strip()
        rows[-1].append(Scalar(line, at - start + 1, value, plain=not quoted))
        inner = list(BREAK.finditer(cell.group()))
        line, start = line + len(inner), cell.start() + inner[-1].end() if inner else start
        end = END.match(text, cell.end())
        if end is None:
            says = (
                "a quotation mark in this cell is not closed, or text follows it: double the marks inside"
            )
            raise Refused(Where(file, line, cell.end() - start + 1), says)
        at = end.end()
        if end.group() != ",":
            line, start = line + 1, at
            rows.append([])
        if not end.group() or (end.group() != "," and at == len(text)):
            return [row for row in rows if any(word.text for word in row)]


def _header_faults(header: Row, file: str, cls: type) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for word in header:
        place = Where(file, word.line, word.column)
        if ";" in word.text:
            return [Fault(place, "the columns are parted by ';': part them by commas")]
        if word.text not in keys_of(cls):
            near = did_you_mean(word.text, keys_of(cls))
            hint = near or f": the columns are {_names(cls)}"
            faults.append(Fault(place, f"unknown column '{word.text}'{hint}"))
        elif word.text in seen:
            faults.append(Fault(place, f"the column '{word.text}' stands twice"))
        seen.add(word.text)
    absent = [key for key in _absent(header, cls) if key not in _meant(header, cls)]
    return faults + [Fault(Where(file, 1, 1), f"the column '{key}' is missing") for key in absent]


def _absent(header: Row, cls: type) -> list[str]:
    return [key for key in required_keys(cls) if key not in {word.text for word in header}]


def _meant(header: Row, cls: type) -> set[str | None]:
    """Columns that are absent only because they are misspelt: said once is enough."""
    return {closest(word.text, keys_of(cls)) for word in header if word.text not in keys_of(cls)}


def _too_long(row: Row, header: Row, file: str) -> list[Fault]:
    if len(row) <= len(header):
        return []
    extra = row[len(header)]
    says = (
        f"{len(row)} cells in a row of {len(header)} columns: put text that holds a comma in double quotes"
    )
    return [Fault(Where(file, extra.line, extra.column), says)]


def _node(row: Row, header: Row, cls: type) -> Keys:
    known = keys_of(cls)
    node = Keys(row[0].line, row[0].column)
    for name, word in zip(header, row, strict=False):
        if name.text in known and word.text:
            node.keys[name.text] = (name, word)
    return node


def _names(cls: type) -> str:
    return ", ".join(keys_of(cls))
