"""Date expressions in prose, and the days they mean in a text published on a given day."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.times import FORMS, Mark, resolve, times

SATURDAY = dt.date(2022, 1, 8)
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def only(text: str) -> Mark:
    """The one date expression of a sentence."""
    (mark,) = times(text)
    return mark


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Officials said Saturday that talks begin on Monday.", ["Saturday", "Monday"]),
        ("They met last month and will meet next week.", ["last month", "next week"]),
        (
            "Earlier this week he flew home; later this year he retires.",
            ["Earlier this week", "later this year"],
        ),
        (
            "It fired on January 12, on Jan. 12 and on 12 January 2022.",
            ["January 12", "Jan. 12", "12 January 2022"],
        ),
        ("Signed 2022-01-12, received 12/01/2022.", ["2022-01-12", "12/01/2022"]),
        ("The pause ends in mid-January or at the end of March.", ["mid-January", "the end of March"]),
        ("All troops leave by the end of the year.", ["the end of the year"]),
        ("Nothing moved in spring 2022, nor since 2014.", ["spring 2022", "2014"]),
        (
            "Tomorrow is late; today, yesterday and overnight were quiet.",
            ["Tomorrow", "today", "yesterday", "overnight"],
        ),
        ("This morning he denied it, as he had a week earlier.", ["This morning", "a week earlier"]),
        (
            "Two days ago, three weeks ago and about a year ago.",
            ["Two days ago", "three weeks ago", "about a year ago"],
        ),
        (
            "They return in two weeks' time, or ten days from now.",
            ["in two weeks' time", "ten days from now"],
        ),
        ("They sat on Friday night and on Sunday morning.", ["Friday night", "Sunday morning"]),
        (
            "The round of 9-10 January follows that of Dec. 3 and 4, 2021.",
            ["9-10 January", "Dec. 3 and 4, 2021"],
        ),
        ("On Friday, 14 January 2022, they signed.", ["Friday, 14 January 2022"]),
        ("In March and by next April, but not last May.", ["March", "next April", "last May"]),
        ("It began in late February 2022 and in early 2023.", ["late February 2022", "early 2023"]),
        ("The next day they left; the previous week they had come.", ["The next day", "the previous week"]),
        ("The drills of last summer return this winter.", ["last summer", "this winter"]),
        ("Last week's talks and next year's.", ["Last week", "next year"]),
        ("The 1st of May and the 2nd of June 2020.", ["The 1st of May", "the 2nd of June 2020"]),
    ],
)
def test_found_as_they_stand(text: str, marks: list[str]) -> None:
    assert [mark.text for mark in times(text)] == marks


@pytest.mark.parametrize(
    "text",
    [
        "We may go, and they march on. May the talks succeed.",
        "The fall of the city, a spring in the mountains, a fall in prices.",
        "Some 2000 troops took part in the 2021 exercises.",
        "Article 3.2.21 and Resolution 2231 name the 38th parallel.",
        "The week was long, the year was hard and the day was cold.",
        "It cost 12,500 dollars, 31 per cent more.",
        "Three days of talks and two weeks of silence.",
        "Augustus and Mayer marched to Sunderland.",
    ],
)
def test_not_taken_for_dates(text: str) -> None:
    assert [mark.text for mark in times(text)] == []


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("said Saturday", "2022-01-08", "day"),
        ("said Friday", "2022-01-07", "day"),
        ("said last Saturday", "2022-01-01", "day"),
        ("talks beginning Monday", "2022-01-10", "day"),
        ("troops leave by Saturday", "2022-01-15", "day"),
        ("talks next Monday", "2022-01-10", "day"),
        ("last month", "2021-12-01", "month"),
        ("next month", "2022-02-01", "month"),
        ("this month", "2022-01-01", "month"),
        ("earlier this week", "2022-01-03", "week"),
        ("last week", "2021-12-27", "week"),
        ("next week", "2022-01-10", "week"),
        ("last weekend", "2022-01-01", "day"),
        ("this weekend", "2022-01-08", "day"),
        ("over the weekend", "2022-01-08", "day"),
        ("on Monday, January 10", "2022-01-10", "day"),
        ("on Sunday, January 10", "2021-01-10", "day"),
        ("on Friday, 17 December", "2021-12-17", "day"),
        ("last year", "2021-01-01", "year"),
        ("next year", "2023-01-01", "year"),
        ("today", "2022-01-08", "day"),
        ("tonight", "2022-01-08", "day"),
        ("overnight", "2022-01-08", "day"),
        ("yesterday", "2022-01-07", "day"),
        ("the day before yesterday", "2022-01-06", "day"),
        ("tomorrow", "2022-01-09", "day"),
        ("the day after tomorrow", "2022-01-10", "day"),
        ("last night", "2022-01-07", "day"),
        ("two days ago", "2022-01-06", "day"),
        ("a week ago", "2021-12-27", "week"),
        ("three months ago", "2021-10-01", "month"),
        ("eight years ago", "2014-01-01", "year"),
        ("several weeks ago", None, "week"),
        ("in two weeks' time", "2022-01-17", "week"),
        ("a month from now", "2022-02-01", "month"),
        ("on December 17", "2021-12-17", "day"),
        ("on 17 December 2020", "2020-12-17", "day"),
        ("on January 8", "2022-01-08", "day"),
        ("on January 9", "2021-01-09", "day"),
        ("by January 9", "2022-01-09", "day"),
        ("on February 29", "2020-02-29", "day"),
        ("on 29 February 2023", None, "day"),
        ("on 2022-01-12", "2022-01-12", "day"),
        ("on 2022-13-12", None, "day"),
        ("on 12/01/2022", None, "day"),
        ("on 25/12/2021", "2021-12-25", "day"),
        ("on 12/25/21", "2021-12-25", "day"),
        ("on 02.02.2022", "2022-02-02", "day"),
        ("in December", "2021-12-01", "month"),
        ("in January", "2022-01-01", "month"),
        ("in mid-January", "2022-01-01", "month"),
        ("last January", "2021-01-01", "month"),
        ("next January", "2023-01-01", "month"),
        ("this March", "2022-03-01", "month"),
        ("by March", "2022-03-01", "month"),
        ("in March 2014", "2014-03-01", "month"),
        ("by the end of March", "2022-03-31", "day"),
        ("at the end of March", "2021-03-31", "day"),
        ("by the end of February 2024", "2024-02-29", "day"),
        ("by the end of the year", "2022-12-31", "day"),
        ("by the end of next month", "2022-02-28", "day"),
        ("at the end of last year", "2021-12-31", "day"),
        ("by the end of the week", "2022-01-09", "day"),
        ("by the beginning of 2023", "2023-01-01", "day"),
        ("in the middle of next year", "2023-01-01", "year"),
        ("by year's end", "2022-12-31", "day"),
        ("in spring 2021", "2021-03-01", "season"),
        ("in the spring", "2021-03-01", "season"),
        ("by the spring", "2022-03-01", "season"),
        ("last autumn", "2021-09-01", "season"),
        ("last winter", "2020-12-01", "season"),
        ("next summer", "2022-06-01", "season"),
        ("since 2014", "2014-01-01", "year"),
        ("in early 2023", "2023-01-01", "year"),
        ("a week earlier", None, "week"),
        ("the next day", None, "day"),
        ("two years later", None, "year"),
    ],
)
def test_days_in_a_text_of_saturday_8_january_2022(text: str, day: str | None, precision: str) -> None:
    when = resolve(only(text), SATURDAY)
    assert (when.date and when.date.isoformat(), when.precision) == (day, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday", "2022-01-10"),
        ("Saturday", "2022-01-15"),
        ("this Saturday", "2022-01-08"),
        ("last Monday", "2022-01-03"),
        ("January 12", "2022-01-12"),
        ("December 17", "2022-12-17"),
        ("January 7", "2023-01-07"),
        ("in January", "2022-01-01"),
        ("in December", "2022-12-01"),
        ("February 29", "2024-02-29"),
        ("in the autumn", "2022-09-01"),
        ("at the end of March", "2022-03-31"),
    ],
)
def test_told_as_future(text: str, day: str) -> None:
    assert str(resolve(only(text), SATURDAY, future=True).date) == day


def test_a_term_stands_even_where_the_sentence_is_told_as_past() -> None:
    assert resolve(only("agreed to leave by Monday"), SATURDAY, future=False).date == dt.date(2022, 1, 10)
    assert resolve(only("agreed to leave on Monday"), SATURDAY, future=False).date == dt.date(2022, 1, 3)


def test_the_weekend_is_the_last_one_until_saturday_comes() -> None:
    wednesday = dt.date(2022, 1, 12)
    assert resolve(only("over the weekend"), wednesday).date == dt.date(2022, 1, 8)
    assert resolve(only("over the weekend"), wednesday, future=True).date == dt.date(2022, 1, 15)


def test_months_are_counted_across_the_new_year() -> None:
    base = dt.date(2022, 1, 2)
    assert resolve(only("last month"), base).date == dt.date(2021, 12, 1)
    assert resolve(only("last week"), base).date == dt.date(2021, 12, 20)
    assert resolve(only("next month"), dt.date(2021, 12, 31)).date == dt.date(2022, 1, 1)
    assert resolve(only("tomorrow"), dt.date(2021, 12, 31)).date == dt.date(2022, 1, 1)


@pytest.mark.parametrize(
    "text", ["Saturday", "last month", "today", "in March", "two days ago", "January 12"]
)
def test_without_a_day_of_publication_nothing_relative_is_dated(text: str) -> None:
    assert resolve(only(text), None).date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("12 January 2022", "2022-01-12"), ("in May 2021", "2021-05-01"), ("in 2014", "2014-01-01")],
)
def test_what_names_its_year_needs_no_day_of_publication(text: str, day: str) -> None:
    assert str(resolve(only(text), None).date) == day


def test_a_date_in_figures_that_can_be_two_days_says_so() -> None:
    mark = only("The note is dated 12/01/2022.")
    assert mark.ambiguous == '"12/01/2022" could be 12 January 2022 or 1 December 2022.'
    assert only("dated 25/12/2021").ambiguous is None
    assert only("dated 05/05/2021").ambiguous is None


@given(DATES, st.sampled_from(WEEKDAYS), st.booleans())
def test_a_weekday_is_that_weekday_within_seven_days(base: dt.date, name: str, future: bool) -> None:
    day = resolve(only(f"on {name}"), base, future=future).date
    assert day is not None
    assert day.strftime("%A") == name
    assert 1 <= (day - base).days <= 7 if future else 0 <= (base - day).days <= 6


@given(DATES, DATES, st.booleans())
def test_a_day_and_month_fall_on_the_side_that_is_told(base: dt.date, other: dt.date, future: bool) -> None:
    day = resolve(only(f"on {other.day} {other.strftime('%B')}"), base, future=future).date
    assert day is not None
    assert (day.month, day.day) == (other.month, other.day)
    assert day >= base if future else day <= base


@given(DATES)
def test_a_full_date_is_itself_in_every_writing(day: dt.date) -> None:
    month = day.strftime("%B")
    for text in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert resolve(only(f"on {text}"), None).date == day


@given(st.text(alphabet=st.sampled_from("0123456789 .,/-MayJnFridaylstxwekoghd'\n"), max_size=80))
def test_any_text_gives_verbatim_marks_in_order(text: str) -> None:
    marks = times(text)
    assert all(text[mark.start : mark.end] == mark.text for mark in marks)
    assert all(first.end <= second.start for first, second in pairwise(marks))
    assert all(mark.form in FORMS for mark in marks)
    for mark in marks:
        resolve(mark, SATURDAY)


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "They met on Friday. They will meet on Monday."
    (mark,) = times(text, 20)
    assert (text[mark.start : mark.end], [m.text for m in times(text, 0, 19)]) == ("Monday", ["Friday"])


@pytest.mark.parametrize("piece", ["the ", "1 ", "one hundred ", "last ", "May ", "12 January ", "a few "])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        before = time.process_time()
        times(piece * count)
        return time.process_time() - before

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(800), 0.002)
