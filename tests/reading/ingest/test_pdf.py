"""A PDF gives its paragraphs and where its pages start, or a sentence on what to do with it."""

from __future__ import annotations

import io

import pypdf
import pytest

from detente.errors import NotReadable
from detente.reading.document import Document
from detente.reading.ingest.ingest import Reader
from detente.reading.ingest.limits import Limits
from reading.ingest.making import pdf


def read(reader: Reader, data: bytes) -> Document:
    return reader.read(data, "paper.pdf")


def says(reader: Reader, data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        read(reader, data)
    return str(refused.value)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_are_joined_and_divided_words_made_whole(reader: Reader) -> None:
    document = read(
        reader,
        pdf(
            (
                "The ministry said that it would not accept limits on exer-",
                "cises near the coast, nor on its short-",
                "range missiles, and that talks would go on.",
                "The other side gave no answer to the offer that had been",
                "made.",
            )
        ),
    )
    assert document.text == (
        "The ministry said that it would not accept limits on exercises near the coast, "
        "nor on its short-range missiles, and that talks would go on.\n\n"
        "The other side gave no answer to the offer that had been made."
    )


def test_lines_of_a_font_with_wide_and_narrow_letters_are_one_paragraph(reader: Reader) -> None:
    lines = (
        "The panel will meet until all its limits are still in its text.",
        "Many common members want more from wide summaries, however.",
        "They left it in little bits till the last of its list is settled.",
        "It was said that this would do.",
        "Nobody answered, and the hall was soon empty of all of them.",
    )
    assert read(reader, pdf(lines)).text.split("\n\n") == [" ".join(lines[:4]), lines[4]]


def test_a_hyphen_stays_where_the_document_writes_it_elsewhere(reader: Reader) -> None:
    document = read(
        reader,
        pdf(("They spoke of a build-up, and denied that a build-", "up was under way near the border.")),
    )
    assert (
        document.text
        == "They spoke of a build-up, and denied that a build-up was under way near the border."
    )


def test_pages_start_where_their_words_do_even_within_a_paragraph(reader: Reader) -> None:
    document = read(
        reader,
        pdf(
            (
                "The envoys met on Monday in Vienna and agreed that the",
                "exercises near the coast would from now on be",
            ),
            ("shorter than those of last year.", "They parted."),
            ("A third page says more.",),
        ),
    )
    assert document.text.startswith("The envoys met")
    assert "would from now on be shorter than" in document.text
    first, second, third = document.pages
    assert first == 0
    assert document.text[second:].startswith("shorter than")
    assert document.text[third:].startswith("A third page")
    at = document.text.index("They parted")
    assert document.span(at, at + 4).page == 2
    assert document.span(0, 3).page == 1


def test_page_numbers_and_running_heads_are_left_out(reader: Reader) -> None:
    pages = [
        ("Harbour Institute Paper 12", f"Finding {n} of the panel is this.", f"Page {n} of 4")
        for n in range(1, 5)
    ]
    assert read(reader, pdf(*pages)).text.split("\n\n") == [
        f"Finding {n} of the panel is this." for n in range(1, 5)
    ]


def test_pictures_of_pages_are_sent_to_text_recognition(reader: Reader) -> None:
    assert says(reader, pdf((), (), ())) == (
        "paper.pdf: the PDF has 3 pages and no text on any: "
        "it holds pictures of pages; run it through text recognition (OCR) first"
    )
    assert "has 1 page and no text on it" in says(reader, pdf(()))


def test_pages_without_text_are_named(reader: Reader) -> None:
    document = read(reader, pdf(("The first page says this.",), (), ("The third page says that.",), ()))
    assert document.notes == ("No text was found on pages 2, 4: look whether there are pictures of text.",)
    assert len(document.pages) == 4
    at = document.text.index("The third")
    assert document.span(at, at + 3).page == 3


def test_a_lock_is_named(reader: Reader) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(("Said in secret.",))))
    writer.encrypt("a word", algorithm="RC4-128")
    assert says(reader, written(writer)) == (
        "paper.pdf: is a PDF locked with a password: open it, save it without one, and read that file"
    )


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n%%EOF"]
)
def test_damage_is_named(reader: Reader, data: bytes) -> None:
    assert says(reader, data) == (
        "paper.pdf: is a PDF that is damaged: "
        "open it in a viewer, print it to a new PDF, and read that file"
    )


def test_a_broken_table_of_places_is_mended_and_the_text_read(reader: Reader) -> None:
    broken = pdf(("The text is still there.",)).replace(b"startxref\n", b"startxref\n9")
    assert read(reader, broken).text == "The text is still there."


def test_pages_beyond_the_limit_are_refused() -> None:
    with Reader(Limits(pages=4)) as strict:
        assert (
            says(strict, pdf(*[("A page.",)] * 5))
            == "paper.pdf: has 5 pages, and at most 4 are read: split it"
        )


def test_the_date_of_the_file_is_no_date_of_publication(reader: Reader) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(("The envoys said that they would meet again.",))))
    writer.add_metadata({"/CreationDate": "D:20240303100000Z", "/Title": "Envoys meet", "/Author": "user7"})
    document = read(reader, written(writer))
    assert (document.published, document.title, document.author) == (None, "Envoys meet", None)
    assert document.notes == (
        "The PDF says that the file was made on 2024-03-03: "
        "that is not a date of publication, and was not taken for one.",
    )
