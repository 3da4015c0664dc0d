"""A text says who published it and when, and nothing is taken for that which is something else."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.document import Published
from detente.reading.ingest.blocks import segment
from detente.reading.ingest.dates import dates_in
from detente.reading.ingest.metadata import facts_of_text, language
from detente.reading.ingest.parsed import Facts

BODY = "\n\nThe envoys said that they would meet again in May, and that the exercises would be shorter.\n"


def facts(head: str) -> Facts:
    text = head + BODY
    return facts_of_text(text, segment(text))[0]


def notes(head: str) -> tuple[str, ...]:
    text = head + BODY
    return facts_of_text(text, segment(text))[1]


@pytest.mark.parametrize(
    ("head", "outlet", "date", "basis"),
    [
        (
            "- The Harbour Gazette - Saturday, January 8, 2022",
            "The Harbour Gazette",
            dt.date(2022, 1, 8),
            "in the line '- The Harbour Gazette - Saturday, January 8, 2022'",
        ),
        ("Reuters, 12 May 2021", "Reuters", dt.date(2021, 5, 12), "in the line 'Reuters, 12 May 2021'"),
        ("Gulf Monitor | 16/09/2022 | 18:40", "Gulf Monitor", dt.date(2022, 9, 16), None),
        ("PRESS RELEASE\n3 March 2024", None, dt.date(2024, 3, 3), "in the line '3 March 2024'"),
        (
            "Ministry of Foreign Affairs\n2024-03-03",
            "Ministry of Foreign Affairs",
            dt.date(2024, 3, 3),
            None,
        ),
        (
            "MINISTRY OF DEFENCE OF NORLAND\nDate: 3.3.2024",
            "MINISTRY OF DEFENCE OF NORLAND",
            dt.date(2024, 3, 3),
            None,
        ),
        ("New Delhi, 27 July 2011", None, dt.date(2011, 7, 27), "in the line 'New Delhi, 27 July 2011'"),
        ("Published on 3rd March 2024", None, dt.date(2024, 3, 3), None),
        ("Remarks to the press after the talks (Vienna, 22 August 2019)", None, dt.date(2019, 8, 22), None),
        ("HARBOUR TALKS - Episode 4 - recorded 24 February 2015", None, dt.date(2015, 2, 24), None),
        ("Copyright © 2023 The Harbour Gazette", None, None, None),
        ("© 3 March 2023 The Harbour Gazette", None, None, None),
        ("Updated: 4 March 2023", None, None, None),
        ("Envoys fail to agree on 4 March 2023", None, None, None),
        ("31 February 2023", None, None, None),
    ],
)
def test_outlet_and_day(head: str, outlet: str | None, date: dt.date | None, basis: str | None) -> None:
    found = facts(head)
    assert found.outlet == outlet
    assert (found.published.date if found.published else None) == date
    if basis:
        assert found.published == Published(dt.date.fromisoformat(str(date)), basis)


def in_report(dateline: str) -> str:
    return f"{dateline} The envoys left the hall without a word to those who waited."


def test_a_dateline_with_its_year_gives_day_and_agency() -> None:
    found = facts(in_report("SEOUL, April 11, 2023 (Meridian Wire) -"))
    assert found.published == Published(
        dt.date(2023, 4, 11), "in the dateline 'SEOUL, April 11, 2023 (Meridian Wire) -'"
    )
    assert found.outlet == "Meridian Wire"


def test_a_dateline_without_a_year_leaves_the_day_open() -> None:
    head = in_report("GENEVA, Jan 10 (Reuters) -")
    assert facts(head).published is None
    assert facts(head).outlet == "Reuters"
    assert notes(head) == (
        "The dateline 'GENEVA, Jan 10 (Reuters) -' gives a day and no year: "
        "the date of publication is open.",
    )


def test_a_dateline_takes_the_year_that_the_head_gives() -> None:
    head = "News bulletin 14 of 2022\n\n" + in_report("GENEVA, Jan 10 (Reuters) -")
    published = facts(head).published
    assert published is not None
    assert published.date == dt.date(2022, 1, 10)
    assert published.basis == (
        "in the dateline 'GENEVA, Jan 10 (Reuters) -', with the year in the line 'News bulletin 14 of 2022'"
    )


def test_a_date_that_can_be_read_two_ways_is_left_out_and_said_so() -> None:
    head = "Harbour Wire - 03/04/2023"
    assert facts(head).published is None
    assert notes(head) == (
        "The date in the line 'Harbour Wire - 03/04/2023' can be read day first or month first: "
        "it was left out.",
    )


def test_title_author_and_address() -> None:
    found = facts(
        "Envoys to meet again in May\n\nBy Ada Moreau and Jan Holt\n\nSource: https://harbour.example/a/1\n"
    )
    assert (found.title, found.author) == ("Envoys to meet again in May", "Ada Moreau and Jan Holt")
    assert found.address == "https://harbour.example/a/1"


def test_the_office_after_a_name_is_not_the_author() -> None:
    assert facts("By Ada Moreau, Diplomatic Correspondent").author == "Ada Moreau"


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("on the 3rd of March 2024", [dt.date(2024, 3, 3)]),
        ("Sept. 4, 2022 and 5 Sep 2022", [dt.date(2022, 9, 4), dt.date(2022, 9, 5)]),
        ("2022-09-04T10:00", [dt.date(2022, 9, 4)]),
        ("04.09.2022", [dt.date(2022, 9, 4)]),
        ("9/24/2022", [dt.date(2022, 9, 24)]),
        ("04/09/2022", []),
        ("in May 2022", []),
        ("resolution 2231-2015", []),
    ],
)
def test_dates_are_found_where_there_is_one_way_to_read_them(line: str, dates: list[dt.date]) -> None:
    assert [found.date for found in dates_in(line)] == dates


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministry said that it would not accept the terms of the draft.", "en"),
        ("Le ministère a déclaré que les pourparlers ne sont pas finis et que la liste est longue.", "fr"),
        (
            "Das Ministerium erklärte, dass die Gespräche nicht zu Ende sind und der Entwurf bleibt.",
            "de",
        ),
        ("Министерство заявило, что переговоры не закончены и что список длинный.", "ru"),
        ("Міністерство заявило, що переговори не завершені й список з умовами довгий.", "uk"),
        ("وزارة الخارجية تقول إن المحادثات مستمرة", "ar"),
        ("משרד החוץ אמר כי השיחות נמשכות", "he"),
        ("外交部表示谈判仍在继续", "zh"),
        ("12 345 / 67 890", None),
    ],
)
def test_the_language_is_told_by_letters_and_small_words(text: str, code: str | None) -> None:
    assert language(text) == code
