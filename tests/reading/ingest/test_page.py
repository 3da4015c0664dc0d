"""A web page gives its article and its facts, and nothing that stands around it or is hostile."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import NotReadable
from detente.reading.document import Document, Published
from detente.reading.ingest.ingest import Reader
from reading.ingest.making import SAID, article

MORE = "The other delegation answered that its own exercises had been announced, and asked for the lists. "
THIRD = (
    "Both sides named experts who are to draw up a table of flights and of the waters they may not cross. "
)


def read(reader: Reader, *paragraphs: str, head: str = "", body: str = "") -> Document:
    return reader.read(article(*(paragraphs or (SAID, MORE, THIRD)), head=head, body=body), "page.html")


def says(reader: Reader, page: str) -> str:
    with pytest.raises(NotReadable) as refused:
        reader.read(page.encode(), "page.html")
    return str(refused.value)


def test_an_article_is_its_headline_paragraphs_headings_lists_and_quotes(reader: Reader) -> None:
    page = (
        "<!doctype html><html><head><title>Envoys meet again</title><style>p {color: red}</style></head>"
        "<body>"
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Envoys meet again</h1>"
        f"<p>{SAID}</p><script>var hidden = 'code';</script><!-- a remark --><h2>Two demands</h2>"
        "<ul><li>shorter exercises near the coast</li><li>an end of the flights</li></ul>"
        f"<blockquote><p>“We have time”, said the envoy.</p></blockquote><p>{MORE}</p></article>"
        "<footer>© 2020 Harbour</footer></body></html>"
    )
    document = reader.read(page.encode(), "page.html")
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("title", "Envoys meet again"),
        ("paragraph", SAID.strip()),
        ("heading", "Two demands"),
        ("item", "shorter exercises near the coast"),
        ("item", "an end of the flights"),
        ("paragraph", "“We have time”, said the envoy."),
        ("paragraph", MORE.strip()),
    ]
    for stranger in ("code", "remark", "color", "Harbour", "World"):
        assert stranger not in document.text


def test_line_breaks_stay_and_two_end_a_paragraph(reader: Reader) -> None:
    document = read(reader, f"{SAID}<br><br>{MORE}", THIRD)
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        SAID.strip(),
        MORE.strip(),
        THIRD.strip(),
    ]


def test_what_a_browser_does_not_show_is_left_out_and_said_so(reader: Reader) -> None:
    secret = "<div style='Display : NONE'>" + "accept every demand " * 30 + "</div><p hidden>and more</p>"
    document = read(reader, SAID, MORE, secret, THIRD)
    assert "accept every demand" not in document.text
    assert document.notes == ("The page holds 92 words that a browser does not show: they were left out.",)


def test_what_is_struck_out_is_left_out_and_said_so(reader: Reader) -> None:
    document = read(reader, SAID, f"Each Party shall <del>not</del> give notice. {MORE}", THIRD)
    assert "Each Party shall give notice." in document.text
    assert document.notes == ("The page holds words that are struck out (1): they were left out.",)


def test_marks_of_notes_are_left_out_and_raised_figures_stay(reader: Reader) -> None:
    text = read(
        reader,
        f"{SAID.strip()}<sup><a href='#n'>1</a></sup> They spoke of 40 km<sup>2</sup> of sea.<sup>[2]</sup>"
        f" {THIRD}",
        MORE,
    ).text
    assert "returned. They spoke of 40 km2 of sea. Both" in text


def test_preformatted_text_keeps_its_paragraphs(reader: Reader) -> None:
    lines = f"ARTICLE 1\n\n{SAID.strip()}\n\nARTICLE 2\n\n{MORE.strip()}\n\n{THIRD.strip()}"
    document = reader.read(f"<html><body><pre>{lines}</pre></body></html>".encode(), "page.html")
    assert [document.text[block.start : block.end] for block in document.blocks] == lines.split("\n\n")


LAYOUTS = {
    "breaks": lambda texts: "<div>" + "<br><br>".join(texts) + "</div>",
    "table": lambda texts: (
        "<table><tr><td>Menu</td><td>" + "".join(f"<p>{text}</p>" for text in texts) + "</td></table>"
    ),
    "divisions": lambda texts: "<div>" + "".join(f"<div>{text}</div>" for text in texts) + "</div>",
    "numbered": lambda texts: "<main><ol>" + "".join(f"<li>{text}</li>" for text in texts) + "</ol></main>",
    "definitions": lambda texts: (
        "<dl>" + "".join(f"<dt>Article</dt><dd>{text}</dd>" for text in texts) + "</dl>"
    ),
    "turns": lambda texts: "".join(f"<p><b>Q:</b> And then?</p><p><b>A:</b> {text}</p>" for text in texts),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_paragraph_is_lost_or_doubled_however_a_page_is_laid_out(reader: Reader, layout: str) -> None:
    things = ("tanks", "guns", "ships", "radars", "drones")
    texts = [
        f"The side that had the {thing} said that all of them would be moved by spring." for thing in things
    ]
    page = f"<html><body><ul><li>Home<li>World<li>Sport</ul>{LAYOUTS[layout](texts)}</body></html>"
    text = reader.read(page.encode(), "page.html").text
    assert [text.count(one) for one in texts] == [1] * len(texts)
    assert text.count("And then?") == (len(texts) if layout == "turns" else 0)


def test_a_bomb_of_entities_does_not_go_off(reader: Reader) -> None:
    levels = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY b0 'boom'>{levels}]>"
    page = f"{bomb}<html><body><p>{SAID}&b9;</p><p>{MORE}</p></body></html>"
    document = reader.read(page.encode(), "page.html")
    assert "boomboom" not in document.text
    assert "ENTITY" not in document.text
    assert SAID[:60] in document.text


def test_an_entity_that_names_a_file_is_not_followed(reader: Reader) -> None:
    page = f"<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><html><body><p>{SAID}&f;</p><p>{MORE}</p></body></html>"
    assert "root:" not in reader.read(page.encode(), "page.html").text


@pytest.mark.parametrize("depth", [600, 2_500, 100_000])
def test_hostile_nesting_is_refused_and_nothing_is_lost_in_silence(reader: Reader, depth: int) -> None:
    assert says(reader, "<html><body>" + "<div>" * depth + f"<p>{SAID}</p>") == (
        "page.html: nests its elements more than 500 deep, which no page for people does: "
        "copy its text into a plain text file"
    )


def test_nesting_that_pages_do_have_is_read_to_the_ground(reader: Reader) -> None:
    page = (
        "<html><body>" + "<div>" * 400 + f"<p>{SAID}</p>" + "</div>" * 400 + f"<p>{MORE}</p></body></html>"
    )
    text = reader.read(page.encode(), "page.html").text
    assert SAID.strip() in text
    assert MORE.strip() in text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "<h1>Before you continue</h1><p>We and 812 partners use cookies.</p><i>Accept all</i>",
            "page.html: the page holds only a consent notice: "
            "open it in a browser, save the page after accepting, and read that file",
        ),
        (
            "<p>We value your privacy. Accept all cookies to go on to the site, or manage choices.</p>",
            "page.html: the page holds only a consent notice: "
            "open it in a browser, save the page after accepting, and read that file",
        ),
        (
            "<h1>Envoys meet</h1><p>Log in to continue reading.</p><form>E-mail Password</form>",
            "page.html: the page holds only a request to log in or subscribe: "
            "open it in a browser, log in, save the page, and read that file",
        ),
        (
            "<div id=app></div><noscript>Please enable JavaScript to view this site.</noscript>",
            "page.html: the page holds only a notice that it needs JavaScript or a check of the browser: "
            "open it in a browser, save the page when it has loaded, and read that file",
        ),
        ("<div></div>", "page.html: is a web page without any text: save it again when it has loaded"),
    ],
)
def test_a_wall_before_the_article_is_named(reader: Reader, body: str, sentence: str) -> None:
    assert says(reader, f"<!doctype html><html><body>{body}</body></html>") == sentence


def test_little_text_beside_a_request_for_consent_is_read_with_a_note(reader: Reader) -> None:
    document = read(
        reader, SAID, MORE, THIRD, body="<div>We use cookies. Accept all cookies to continue.</div>"
    )
    assert MORE.strip() in document.text
    assert document.notes == (
        "The page asks for consent and holds little else: the text may be missing or cut.",
    )


def test_a_long_article_that_speaks_of_consent_has_no_note(reader: Reader) -> None:
    talk = "The regulator said that sites must let people accept or reject cookies before they continue. "
    document = read(reader, *(f"{talk} In the year {year} it {SAID}" for year in range(1990, 2000)))
    assert document.notes == ()


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": '
            '"2024-03-03T23:30:00+02:00", "dateModified": "2024-04-01"}]}</script>',
            "",
            Published(dt.date(2024, 3, 3), "datePublished in the page's linked data (JSON-LD)"),
        ),
        (
            '<meta property="article:published_time" content="2024-03-03T10:00Z">',
            "",
            Published(dt.date(2024, 3, 3), "meta article:published_time"),
        ),
        (
            '<meta name="DC.date.issued" content="20240303">',
            "",
            Published(dt.date(2024, 3, 3), "meta dc.date.issued"),
        ),
        (
            "",
            '<p><time datetime="2024-03-03">3 March</time></p>',
            Published(dt.date(2024, 3, 3), "the time element '3 March'"),
        ),
        ('<meta property="article:modified_time" content="2024-03-03">', "", None),
        ("", '<p class="updated"><time datetime="2024-03-03">3 March</time></p>', None),
        ("", '<p>Updated <time datetime="2024-03-03">3 March</time></p>', None),
        ("", '<footer><time datetime="2024-03-03">3 March</time> © 2024</footer>', None),
        ("", "<footer>Copyright © 3 March 2024</footer>", None),
        ('<meta name="date" content="2024-02-31">', "", None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>',
            "",
            None,
        ),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "", None),
    ],
)
def test_the_day_of_publication_and_where_it_stands(
    reader: Reader, head: str, body: str, published: Published | None
) -> None:
    assert read(reader, head=head, body=body).published == published


def test_outlet_title_author_address_and_language(reader: Reader) -> None:
    head = (
        "<title>Envoys meet again | The Harbour Gazette</title>"
        '<link rel="canonical" href="https://harbour.example/a/1">'
        '<meta name="author" content="By Ada Moreau">'
    )
    document = read(reader, head=head)
    assert (document.outlet, document.title) == ("The Harbour Gazette", "Envoys meet again")
    assert (document.author, document.address) == ("Ada Moreau", "https://harbour.example/a/1")
    assert document.lang == "en"


def test_linked_data_names_outlet_and_authors(reader: Reader) -> None:
    head = (
        '<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "Envoys  meet",'
        '"author": [{"name": "Ada Moreau"}, {"name": "Jan Holt"}],'
        '"publisher": {"name": "Harbour Wire"}}</script>'
    )
    document = read(reader, head=head)
    assert (document.outlet, document.title, document.author) == (
        "Harbour Wire",
        "Envoys meet",
        "Ada Moreau, Jan Holt",
    )


def test_words_outside_the_article_are_never_taken_for_the_language(reader: Reader) -> None:
    russian = "Министерство заявило, что учения пройдут в срок и что переговоры не закончены. "
    page = f"<html lang='en'><body><article><p>{russian * 4}</p></article></body></html>"
    assert reader.read(page.encode(), "page.html").lang == "ru"
