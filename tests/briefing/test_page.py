"""The brief as a page: whole, the same every time, safe, and true to what SIGN found."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import sample

from detente.briefing import rows
from detente.briefing.brief import write_brief
from detente.briefing.page import Paragraphs, brackets, linker, packed

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser would, and keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(scope="module")
def html() -> str:
    return write_brief(sample.CASE, sample.SIGNINGS, made_with="Détente 0.1.0").html


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    return Reader(html)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_same_inputs_give_the_same_bytes(html: str) -> None:
    assert write_brief(sample.CASE, sample.SIGNINGS, made_with="Détente 0.1.0").html == html


def test_every_tag_is_closed_and_every_id_unique(page: Reader) -> None:
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert page.open == []
    assert sorted(ids) == sorted(set(ids))  # type: ignore[type-var]


def test_every_link_in_the_page_has_its_target(page: Reader) -> None:
    ids = {attrs.get("id") for _, attrs in page.tags}
    inside = [a["href"] for a in page.all("a") if a["href"] and a["href"].startswith("#")]
    assert len(inside) > 50
    assert [href for href in inside if href and href[1:] not in ids] == []


def test_it_runs_no_script_and_loads_nothing(html: str, page: Reader) -> None:
    assert page.all("script", "link", "iframe", "object", "img") == []
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "default-src 'none'" in html
    assert not re.search(r"url\((?!#)", html)


def test_what_a_case_says_cannot_become_markup(html: str) -> None:
    assert "&lt;script&gt;alert('x')&lt;/script&gt;" in html
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; plain" in html
    assert 'href="javascript:' not in html


def test_links_to_the_web_give_nothing_away(page: Reader) -> None:
    out = [a for a in page.all("a") if a["href"] and a["href"].startswith("http")]
    assert len(out) == 5, "two sources, three quotations on their pages"
    assert {a["rel"] for a in out} == {"noreferrer noopener"}


def test_one_first_heading_and_no_level_is_skipped(page: Reader) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_can_be_scrolled_by_keyboard(page: Reader) -> None:
    regions = [a for a in page.all("div") if a.get("role") == "region"]
    assert len(page.all("table")) == len(page.all("caption"))
    assert len(regions) >= len(page.all("table"))
    assert all(a.get("tabindex") == "0" and a.get("aria-label") for a in regions)
    assert all(a.get("scope") for a in page.all("th"))


def test_paragraphs_are_numbered_one_after_the_other(html: str) -> None:
    numbers = [
        int(n) for n in re.findall(r'class="num"[^>]*><span class="sr">Paragraph </span>(\d+)\.', html)
    ]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 30


def test_a_pointer_to_a_later_paragraph_has_its_number(html: str) -> None:
    (number,) = re.findall(r'<a href="#p-priors">paragraph&nbsp;(\d+)</a>', html)
    assert re.search(rf'href="#p-priors"><span class="sr">Paragraph </span>{number}\.', html)


def test_a_paragraph_slug_cannot_stand_twice() -> None:
    paragraphs = Paragraphs({})
    paragraphs.next("core")
    with pytest.raises(ValueError, match="core"):
        paragraphs.next("core")


def test_the_answer_comes_before_everything_else(html: str) -> None:
    said = text_of(html[html.index("<main") :])
    order = [
        *("The answer", "Dates side by side", "The common core", "What it rests on", "Who gains what"),
        *("What blocks", "What to ask next", "Open values and solutions", "Draft text", "Map"),
        *("What each side said", "Threats, acts and figures", "Would it be kept, could it be checked"),
        *("Assumptions and priors", "Sources"),
    ]
    places = [said.index(f" {title} ") for title in order]
    assert places == sorted(places)


def test_what_was_said_after_the_date_is_left_out(html: str) -> None:
    assert "Said after the last date of the brief" not in html
    assert 'id="s-s9"' in html


def test_an_invented_case_is_said_to_be_one(html: str) -> None:
    assert "An invented case: nobody said what it says" in html
    real = write_brief(replace(sample.CASE, real=True), sample.SIGNINGS, made_with="x").html
    assert "A real case, from the sources listed" in real


def test_shares_are_never_written_as_a_forecast(html: str) -> None:
    said = text_of(html[html.index("<main") :])
    assert not re.search(r"\d\s*(%|percent)", said)
    assert "it is not the chance that anyone signs anything" in said
    assert not re.search(r"\b(likely|probability|will sign)\b", said)


def test_quotations_carry_language_and_direction(html: str) -> None:
    assert '<blockquote lang="ar" dir="rtl"><p>“لا صحة لذلك”' in html
    assert '<blockquote lang="ru" dir="ltr"><p>“никаких ракет в Кальдии”' in html
    assert "(translation)" in html


def test_every_statement_is_printed_once_with_its_source(page: Reader) -> None:
    printed = [a["id"] for a in page.all("div") if a.get("class") == "said"]
    assert sorted(printed) == sorted(f"s-{s.id}" for s in sample.STATEMENTS if s.id != "s10")  # type: ignore[type-var]


def test_contested_statements_stand_side_by_side(html: str) -> None:
    (contest,) = re.findall(r'<div class="contest">.*?</div>\s*</div>', html, re.DOTALL)
    assert "#s-s7" in contest
    assert "#s-s8" in contest


def test_blocking_statements_are_quoted(html: str) -> None:
    blocks = html[html.index('id="blocks"') : html.index('id="ask"')]
    assert "“never, never, ever”" in blocks
    assert "“a non-starter”" in blocks


def test_packages_stand_under_what_would_give_way_for_them(html: str) -> None:
    options = html[html.index('class="options"') : html.index('class="standing"')]
    heads = re.findall(r'<th scope="colgroup" colspan="(\d)">(.*?)</th>', options)
    assert [(many, text_of(words)) for many, words in heads] == [
        ("4", "if s2 gave way"),
        ("2", "if s5 gave way"),
    ]
    assert "Every party signs, in this share of joint draws 0.34" in " ".join(text_of(options).split())


def test_where_the_zone_is_open_nothing_gives_way() -> None:
    said = text_of(write_brief(sample.CASE, sample.SIGNINGS[:1], made_with="x").html)
    assert "gave way" not in said
    assert "in no order of preference" not in said


def test_each_core_stands_under_what_would_give_way(html: str) -> None:
    core = text_of(html[html.index('id="core"') : html.index('id="basis"')])
    heads = [core.index(f"If {given} gave way") for given in ("s2", "s5", "s1 and s3")]
    assert heads == sorted(heads)
    assert heads[0] < core.index("Missiles in Caldia") < heads[1] < core.index("Hotline") < heads[2]
    assert "No package scores" in core[heads[2] :]


def test_the_dates_name_the_core_of_each_way(html: str) -> None:
    table = text_of(html[html.index('class="dates"') : html.index('id="core"')])
    assert "if s5 gave way Hotline and incidents (both)" in table
    assert "if s1 and s3 gave way no package scores" in table


def test_the_draft_says_what_would_have_to_give_way_for_it(html: str) -> None:
    draft = text_of(html[html.index('id="draft"') :])
    assert "Package A (if s2 gave way) as treaty text" in " ".join(draft.split()).replace(" )", ")")


def test_every_way_that_holds_a_package_has_its_own_picture(html: str) -> None:
    assert "in one way to open the zone a picture" in html
    alone = write_brief(sample.CASE, (sample.SIGNINGS[0],), made_with="x").html
    assert "in one way to open the zone a picture" not in alone
    assert alone.count('id="plane-t"') == 1


def test_a_package_like_the_first_says_so(html: str) -> None:
    options = html[html.index('class="options"') : html.index('class="standing"')]
    assert "as A" in options
    assert "Left as today in every one of them: League enlargement." in text_of(options)


def test_priors_stand_side_by_side_with_a_dash_where_an_item_is_missing() -> None:
    main = sample.SIGNINGS[-1]
    flat = replace(main.priors[1], core=())
    rows_ = rows.prior_core(sample.CASE, replace(main, priors=(main.priors[0], flat)))
    assert [(row.scenario, row.measure.id, row.who, row.shares) for row in rows_] == [
        ("if s2 gave way", "missiles", "Aldoria", (1.0, None))
    ]


def test_parties_with_the_same_open_values_share_a_row() -> None:
    main = sample.SIGNINGS[-1]
    (value,) = main.open_values
    (row,) = rows.open_values(
        sample.CASE, replace(main, open_values=(replace(value, party="aldoria"), value))
    )
    assert row.parties == ("aldoria", "brenn")


def test_only_the_first_ten_questions_are_shown_and_the_rest_counted() -> None:
    main = sample.SIGNINGS[-1]
    many = tuple(replace(main.questions[0], says=f"Question number {n}?") for n in range(13))
    html = write_brief(sample.CASE, (replace(main, questions=many),), made_with="x").html
    assert "Question number 9?" in html
    assert "Question number 10?" not in html
    assert "3 further questions were weighed and came out lower." in html


def test_the_means_of_verification_are_words_and_the_missing_rooms_are_named(html: str) -> None:
    keep = text_of(html[html.index('id="keep"') : html.index('id="assumptions"')])
    assert "is not computed in this version" in keep
    assert "advance notices" in keep


def test_with_more_than_two_parties_there_is_no_plane() -> None:
    third = replace(sample.PARTIES[1], id="third", name="Third")
    case = replace(sample.CASE, parties=(*sample.PARTIES, third))
    html = write_brief(case, sample.SIGNINGS, made_with="x").html
    assert 'id="plane-t"' not in html
    assert "How each package stands" in html


def test_a_stopped_run_says_what_is_missing() -> None:
    bare = replace(
        sample.SIGNINGS[1], ranked=(), core=(), plane=(), open_values=(), solutions=(), questions=(),
        priors=(), faith=(), draft=None, mixing=(), equivalents=0, partial="stopped while sampling",
    )  # fmt: skip
    said = text_of(write_brief(sample.CASE, (bare,), made_with="x").html)
    assert "This run was stopped." in said
    assert "No package is left to rank" in said
    assert "There is no package to draft." in said


def test_a_brief_needs_a_signing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_brief(sample.CASE, (), made_with="x")


def test_ids_become_links_only_as_whole_words() -> None:
    linked = linker(sample.CASE)
    assert str(linked("s1, s12 and <s2>")) == (
        '<a href="#s-s1">s1</a>, s12 and &lt;<a href="#s-s2">s2</a>&gt;'
    )


def test_square_brackets_are_marked_even_inside_each_other() -> None:
    assert str(brackets("[up to [9] <km>]")).count('<b class="open">') == 4
    assert "&lt;km&gt;" in brackets("[up to [9] <km>]")


def test_a_packed_style_sheet_says_the_same() -> None:
    sheet = 'a { color: red; margin: 0 1px; }\n .x > p:hover, b::after { content: " (" attr(href) ")"; }\n'
    assert packed(sheet) == (
        'a{color:red;margin:0 1px;}\n.x > p:hover,b::after{content:" (" attr(href) ")";}'
    )


def test_the_style_sheet_has_no_blank_in_a_string_that_packing_would_take(html: str) -> None:
    style = html[html.index("<style>") : html.index("</style>")]
    assert '"Segoe UI",Roboto,"Helvetica Neue"' in style
    assert "@media (prefers-color-scheme:dark){" in style
    assert ".n + :not(.n){" in style
