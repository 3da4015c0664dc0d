"""A Word file gives its paragraphs, headings, lists and tables in order, or a sentence on what to do."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest

from detente.errors import NotReadable
from detente.reading.document import Document
from detente.reading.ingest.ingest import Reader
from reading.ingest.making import SAID, with_part

PART = "word/document.xml"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Any) -> bytes:
    document.core_properties.created = dt.datetime(2024, 3, 3)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(reader: Reader, data: bytes) -> Document:
    return reader.read(data, "draft.docx")


def says(reader: Reader, data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        read(reader, data)
    return str(refused.value)


def with_body(xml: str) -> bytes:
    part = f"<?xml version='1.0'?><w:document xmlns:w='{SPACE}'><w:body>{xml}</w:body></w:document>"
    return with_part(saved(docx.Document()), PART, part.encode())


def test_paragraphs_headings_lists_and_cells_stand_in_order(reader: Reader) -> None:
    made = docx.Document()
    made.add_heading("Draft protocol", 0)
    made.add_heading("What is limited", 1)
    made.add_paragraph(SAID)
    made.add_paragraph("exercises near the coast", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text = "Tanks of the first side"
    table.cell(0, 1).text = "They may not be more than 300."
    made.add_paragraph("The Parties shall exchange the lists in May.")
    document = read(reader, saved(made))
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("title", "Draft protocol"),
        ("heading", "What is limited"),
        ("paragraph", SAID.strip()),
        ("item", "exercises near the coast"),
        ("heading", "Tanks of the first side"),
        ("paragraph", "They may not be more than 300."),
        ("paragraph", "The Parties shall exchange the lists in May."),
    ]
    assert document.notes == (
        "The Word file says that it was made on 2024-03-03: "
        "that is not a date of publication, and was not taken for one.",
    )
    assert document.published is None


def test_tracked_changes_are_read_as_accepted(reader: Reader) -> None:
    document = read(
        reader,
        with_body(
            "<w:p><w:r><w:t xml:space='preserve'>Each Party shall </w:t></w:r>"
            "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>give notice</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        ),
    )
    assert document.text == "Each Party shall give notice."
    assert (
        document.notes[0]
        == "The Word file holds tracked changes: it was read as if all of them were accepted."
    )


def test_notes_that_are_not_read_are_named(reader: Reader) -> None:
    document = read(
        reader, with_body("<w:p><w:r><w:t>It was agreed.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>")
    )
    assert document.notes[0] == "The Word file has footnotes or endnotes: they were not read."


def test_a_bomb_of_entities_does_not_go_off(reader: Reader) -> None:
    levels = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 10}'>" for n in range(1, 10))
    part = (
        f"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY b0 'boom'>{levels}]><w:document xmlns:w='{SPACE}'>"
        "<w:body><w:p><w:r><w:t>It was agreed.</w:t></w:r></w:p><w:p><w:r><w:t>&b9;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    try:
        text = read(reader, with_part(saved(docx.Document()), PART, part.encode())).text
    except NotReadable as refused:
        text = str(refused)
    assert "boom" not in text


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked(reader: Reader) -> None:
    bomb = with_part(saved(docx.Document()), "word/media/big.xml", b"\x00" * 30_000_000)
    assert len(bomb) < 100_000
    assert (
        says(reader, bomb)
        == "draft.docx: is a Word file that unpacks to more than is read: save it as plain text"
    )


def test_damage_is_named(reader: Reader) -> None:
    whole = saved(docx.Document())
    sentence = (
        "draft.docx: is a Word file that is damaged: open it in Word, save it again as .docx, and read that"
    )
    assert says(reader, whole[: len(whole) // 2] + b"word/document.xml") == sentence
    assert says(reader, with_part(whole, PART, b"<w:document")) == sentence


def test_a_file_without_text_is_named(reader: Reader) -> None:
    assert says(reader, saved(docx.Document())) == (
        "draft.docx: is a Word file without text: "
        "if it holds pictures, run them through text recognition (OCR)"
    )


def test_other_archives_are_named(reader: Reader) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert says(reader, out.getvalue()) == "draft.docx: is an OpenDocument file: save it as .docx"
