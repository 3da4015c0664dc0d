"""A document's bytes become a document, whatever their format, or one sentence says what to do."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

import docx
import pytest

from detente.errors import NotReadable
from detente.reading.ingest.ingest import Reader, ingest, ingest_file, ingest_stream
from detente.reading.ingest.limits import Limits
from reading.ingest.making import SAID, article, pdf

RUSSIAN = "Министерство заявило, что учения пройдут в срок и что переговоры не закончены. " * 3


def says(data: bytes, **bounds: int) -> str:
    with pytest.raises(NotReadable) as refused:
        ingest(data, "letter", limits=Limits(**bounds))
    return str(refused.value)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_text_of_a_text_file_is_the_file_decoded_and_nothing_else(reader: Reader) -> None:
    data = "\ufeffEnvoys meet\r\n\r\nThey said “no”.\rAnd left.\t\u00a0\n".encode()
    document = reader.read(data, "a.txt")
    assert document.text == data.decode("utf-8")
    assert (document.format, document.raw, document.notes) == ("text", data, ())
    assert document.text[1:].startswith("Envoys meet")
    assert document.blocks[0].start == 1


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"The envoys said that they would meet again.", "text"),
        (article(SAID * 3), "html"),
        (pdf(("The envoys said that they would meet again.",)), "pdf"),
        (word("The envoys said that they would meet again."), "word"),
    ],
    ids=["text", "html", "pdf", "word"],
)
def test_the_format_is_told_by_content_and_not_by_name(reader: Reader, data: bytes, form: str) -> None:
    document = reader.read(data, "misleading.mp3")
    assert document.format == form
    assert "said that" in document.text
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_text_that_speaks_of_tags_and_of_pdf_is_a_text(reader: Reader) -> None:
    text = "The note explained that <p> opens a paragraph and that %PDF- opens a file.\n"
    assert reader.read(text.encode(), "a").text == text


@pytest.mark.parametrize(
    ("data", "says_what"),
    [
        (b"", "letter: is empty: give a file that holds text"),
        (b" \r\n\t\n", "letter: is empty: give a file that holds text"),
        ("\ufeff\u00a0\n".encode(), "letter: is empty: give a file that holds text"),
        (
            b"\x00\x01\x02\x03" * 40,
            "letter: holds bytes that are no text: give a text, a web page, a PDF or a Word file (.docx)",
        ),
        (
            bytes(range(1, 32)) * 20,
            "letter: holds bytes that are no text: give a text, a web page, a PDF or a Word file (.docx)",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
            "letter: is an old Word file (.doc), or one locked with a password: "
            "save it as .docx, without a password",
        ),
        (b"{\\rtf1 text}", "letter: is a rich text file (.rtf): save it as .docx or as plain text"),
        (b"\x89PNG\r\n", "letter: is a picture: run it through text recognition (OCR) and give the text"),
        (b"PK\x03\x04....", "letter: is a zip archive: unpack it and give the files inside, one by one"),
        (b"\x1f\x8b\x08abc", "letter: is compressed (gzip): unpack it and give the file inside"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            "letter: is a web archive (.mhtml): open it in a browser and save the page as HTML only",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, says_what: str) -> None:
    assert says(data) == says_what


@pytest.mark.parametrize(
    ("text", "codec", "note"),
    [
        (RUSSIAN, "cp1251", "It is not UTF-8: it was read as windows-1251, as most likely. "),
        (RUSSIAN, "koi8-r", "It is not UTF-8: it was read as KOI8-R, as most likely. "),
        (RUSSIAN, "iso8859-5", "It is not UTF-8: it was read as ISO 8859-5, as most likely. "),
        (
            "“No”, said the envoy – and left the café without a word to those who waited.",
            "cp1252",
            "It is not UTF-8: it was read as windows-1252, as most likely. ",
        ),
        (
            "The envoys said “no” and left.",
            "utf-16",
            "It is not UTF-8: it was read as UTF-16, as it is marked.",
        ),
        (
            "The envoys said “no” and left.",
            "utf-32",
            "It is not UTF-8: it was read as UTF-32, as it is marked.",
        ),
    ],
)
def test_other_encodings_are_read_and_named(reader: Reader, text: str, codec: str, note: str) -> None:
    document = reader.read(text.encode(codec), "a.txt")
    assert document.text == text
    assert document.notes[0].startswith(note)


def test_the_encoding_that_a_page_declares_holds(reader: Reader) -> None:
    page = f"<html><head><meta charset='windows-1251'></head><body><p>{RUSSIAN}</p></body></html>"
    document = reader.read(page.encode("cp1251"), "a.html")
    assert RUSSIAN.strip() in document.text
    assert document.notes == (
        "It is not UTF-8: it was read as windows-1251, as it declares.",
        "The text looks Russian: this version reads English only.",
    )
    assert document.lang == "ru"


def test_a_codec_that_is_no_encoding_of_text_is_not_followed(reader: Reader) -> None:
    page = (
        b"<html><head><meta charset='zlib'></head><body><p>"
        + (SAID * 3).encode()
        + b"\x93no\x94</p></body></html>"
    )
    assert "“no”" in reader.read(page, "a.html").text


def test_scripts_may_be_mixed_and_marks_that_turn_the_text_are_named(reader: Reader) -> None:
    text = "The envoy wrote «Нет» and לא and \u202eלא\u202c, and \u0644\u0627 too, in the letter to them.\n"
    document = reader.read(text.encode(), "a.txt")
    assert document.text == text
    assert document.notes == (
        "The text holds marks that change the direction of writing (U+202A to U+202E, U+2066 to U+2069): "
        "it may show words in another order than they are stored in.",
    )


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(NotReadable) as refused:
        ingest_file(path)
    assert str(refused.value) == (
        "huge.txt: has 200 MB, and at most 50 MB are read: cut out the part that matters and read that"
    )


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was asked of it."""

    asked = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        self.asked += size
        return b"a" * size


def test_of_a_stream_no_more_is_read_than_the_limit_and_one_byte() -> None:
    stream = Endless()
    with pytest.raises(NotReadable, match="standard input: has more than 3 MB"):
        ingest_stream(stream, limits=Limits(size=3_000_000))  # type: ignore[arg-type]
    assert stream.asked == 3_000_001


def test_a_text_longer_than_the_limit_is_refused() -> None:
    assert says(b"The end. " * 20, characters=100) == (
        "letter: has 180 characters of text, and at most 100 are read: cut out the part that matters"
    )
    assert says(b"Caf\xe9. " * 20, characters=100).startswith("letter: has 120 characters")


def test_a_page_whose_text_is_longer_than_the_limit_is_refused() -> None:
    assert "at most 1,000 are read" in says(article(SAID * 10), characters=1000)


@pytest.mark.parametrize(
    ("make", "says_what"),
    [
        (lambda path: path.mkdir(), "is a folder: give the files in it, one by one"),
        (lambda path: None, "cannot be opened: No such file or directory"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: object, says_what: str) -> None:
    path = tmp_path / "letters"
    make(path)  # type: ignore[operator]
    with pytest.raises(NotReadable) as refused:
        ingest_file(path)
    assert str(refused.value) == f"letters: {says_what}"


def test_one_reader_serves_many_documents_and_outlives_a_bad_one() -> None:
    with Reader() as reader:
        first = reader.read(article(SAID * 3), "a.html")
        with pytest.raises(NotReadable):
            reader.read(b"%PDF-1.7 and no more", "b.pdf")
        again = reader.read(article(SAID * 3), "a.html")
    assert first == again


def test_blocks_of_every_format_are_slices_of_the_text(reader: Reader) -> None:
    for data in (
        article(SAID, SAID[::-1], SAID.upper()),
        pdf(("One line.", "Two lines."), ("More.",)),
        word(SAID, "Two"),
    ):
        document = reader.read(data, "a")
        blocks = [document.text[block.start : block.end] for block in document.blocks]
        assert all(block and block == block.strip() for block in blocks)
        assert "".join("".join(blocks).split()) == "".join(document.text.split())


def test_the_mark_of_utf_8_is_no_part_of_a_page(reader: Reader) -> None:
    assert "\ufeff" not in reader.read(codecs.BOM_UTF8 + article(SAID * 3), "a.html").text
