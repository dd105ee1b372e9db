"""Periods: what is typed is understood, printed as people say it, and compared with the right days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import BadInput
from casework.language import choose_language
from casework.periods import Period, parse_period

DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2199, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))


@pytest.mark.parametrize(
    ("code", "first", "last", "title", "english"),
    [
        ("2022-11", "2022-11-01", "2022-11-30", "2022年11月", "November 2022"),
        ("2024-01..2024-10", "2024-01-01", "2024-10-31", "2024年1—10月", "January–October 2024"),
        ("2023-11..2024-02", "2023-11-01", "2024-02-29", "2023年11月—2024年2月", "November 2023–February 2024"),
        ("2024-Q3", "2024-07-01", "2024-09-30", "2024年第三季度", "Q3 2024"),
        ("2024", "2024-01-01", "2024-12-31", "2024年", "2024"),
        ("2022-11-01..2022-11-15", "2022-11-01", "2022-11-15", "2022年11月1—15日", "1–15 November 2022"),
        ("2022-11-28..2022-12-02", "2022-11-28", "2022-12-02", "2022年11月28日—12月2日", "28 November–2 December 2022"),
        (
            "2022-12-28..2023-01-05",
            "2022-12-28",
            "2023-01-05",
            "2022年12月28日—2023年1月5日",
            "28 December 2022–5 January 2023",
        ),
        ("2022-11-28", "2022-11-28", "2022-11-28", "2022年11月28日", "28 November 2022"),
        ("..2020-06", "0001-01-01", "2020-06-30", "截至2020年6月", "up to June 2020"),
        ("..2020-06-15", "0001-01-01", "2020-06-15", "截至2020年6月15日", "up to 15 June 2020"),
        ("2024-01..", "2024-01-01", "9999-12-31", "2024年1月以来", "since January 2024"),
        ("..", "0001-01-01", "9999-12-31", "全部时间", "all time"),
    ],
)
def test_a_period_is_understood_and_named(code: str, first: str, last: str, title: str, english: str) -> None:
    period = parse_period(code)
    assert (period.first, period.last) == (first, last)
    assert period.code == code
    assert period.title() == title
    choose_language("en")
    assert period.title() == english


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2024-04..2024-06", "2024-Q2"),
        ("2024-01-01..2024-12-31", "2024"),
        ("2023..2024", "2023-01..2024-12"),
        ("2023-07..2024-06", "2023-07..2024-06"),
        ("2024-q1..2024-08", "2024-01..2024-08"),
        (" ２０２２－１１ .. 2022-12 ", "2022-11..2022-12"),
        ("..2020", "..2020-12"),
        ("2024-02-01..2024-02-29", "2024-02"),
        ("2024-02..2024-04", "2024-02..2024-04"),
    ],
)
def test_one_period_has_one_code(typed: str, code: str) -> None:
    assert parse_period(typed).code == code


def test_an_open_end_runs_to_today_where_today_is_known() -> None:
    assert parse_period("2022-01..", date(2022, 12, 30)).code == "2022-01-01..2022-12-30"
    assert parse_period("2022-01..").end is None
    assert parse_period("..2020-06", date(2022, 12, 30)).code == "..2020-06"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "2024-13",
        "2024-Q5",
        "2024-1",
        "2022-11-31",
        "1899",
        "2200",
        "2024..2025..2026",
        "2024年",
        "2024-Q",
        "0000",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_period(text)
    assert "2024-01..2024-10" in refusal.value.remedy


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadInput, match="早于"):
        parse_period("2024-10..2024-01")
    with pytest.raises(BadInput, match="早于"):
        parse_period("2024-10..", date(2024, 9, 30))
    with pytest.raises(ValueError, match="first day"):
        Period(date(2024, 2, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("code", "previous", "last_year"),
    [
        ("2022-11", "2022-10", "2021-11"),
        ("2024-01", "2023-12", "2023-01"),
        ("2024-03", "2024-02", "2023-03"),
        ("2024-02", "2024-01", "2023-02"),
        ("2023-02", "2023-01", "2022-02"),
        ("2024-Q1", "2023-Q4", "2023-Q1"),
        ("2024", "2023", "2023"),
        ("2024-01..2024-10", "2024-01..2024-09", "2023-01..2023-10"),
        ("2024-01..2024-02", "2024-01", "2023-01..2023-02"),
        ("2024-03..2024-05", "2023-12..2024-02", "2023-03..2023-05"),
        ("2022-11-01..2022-11-15", "2022-10-17..2022-10-31", "2021-11-01..2021-11-15"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2024-03-30", "2024-03-29", "2023-03-30"),
        ("..2020-03", "..2020-02", "..2019-03"),
        ("..2020-03-31", "..2020-02", "..2019-03"),
        ("..2020-06-15", "..2020-05-15", "..2019-06-15"),
    ],
)
def test_a_period_is_compared_with_the_one_before_and_last_year(code: str, previous: str, last_year: str) -> None:
    assert parse_period(code).previous().code == previous
    assert parse_period(code).same_last_year().code == last_year


def test_february_of_a_common_year_compares_with_all_of_february_before() -> None:
    assert parse_period("2025-02").same_last_year().last == "2024-02-29"


def test_a_period_without_end_cannot_be_compared_or_split() -> None:
    for ask in (parse_period("2024-01..").previous, parse_period("..2024").months, parse_period("2024-01..").months):
        with pytest.raises(BadInput, match="起止"):
            ask()


def test_the_year_of_a_period_is_the_one_it_ends_in() -> None:
    assert parse_period("2023-11..2024-02").year == 2024
    assert parse_period("..2020-06").year == 2020
    assert parse_period("2024-01..").year is None


@given(PERIODS)
def test_the_code_reads_back(period: Period) -> None:
    assert parse_period(period.code) == period


@given(st.one_of(st.none(), DAYS), st.booleans())
def test_the_code_of_an_open_period_reads_back(day: date | None, to_the_past: bool) -> None:
    period = Period(None, day) if to_the_past else Period(day, None)
    assert parse_period(period.code) == period


@given(PERIODS.filter(lambda period: period.end - period.start < timedelta(days=900)))
def test_the_months_cover_each_day_once(period: Period) -> None:
    months = period.months()
    days = [month.start + timedelta(days=n) for month in months for n in range((month.end - month.start).days + 1)]
    assert days == [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]
    assert all((month.start.year, month.start.month) == (month.end.year, month.end.month) for month in months)


@given(PERIODS)
def test_the_period_before_touches_it_or_is_a_shorter_total(period: Period) -> None:
    before = period.previous()
    if before.start == period.start:
        assert before.end < period.end
    else:
        assert before.end == period.start - timedelta(days=1)


@given(PERIODS, DAYS)
def test_python_and_sql_agree_on_what_lies_inside(period: Period, day: date) -> None:
    assert period.contains(day) == (period.first <= day.isoformat() <= period.last)
    assert Period(None, period.end).contains(day) == (day.isoformat() <= period.last)
    assert Period(period.start, None).contains(day) == (period.first <= day.isoformat())
