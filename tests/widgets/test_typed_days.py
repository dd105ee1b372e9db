"""Days are understood as people type them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import WorkingCalendar
from casework.errors import BadInput
from widgets.typed_days import add_months, day_words, parse_day, weekday_word

TODAY = date(2022, 11, 24)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2022-12-08", date(2022, 12, 8)),
        ("20221208", date(2022, 12, 8)),
        ("2022年12月8日", date(2022, 12, 8)),
        ("2022/12/8", date(2022, 12, 8)),
        ("12-8", date(2022, 12, 8)),
        ("12.08", date(2022, 12, 8)),
        ("１２－８", date(2022, 12, 8)),
        ("1月5日", date(2023, 1, 5)),
        ("24日", date(2022, 11, 24)),
        ("3号", date(2022, 11, 3)),
        ("今天", TODAY),
        ("昨天", date(2022, 11, 23)),
        ("后天", date(2022, 11, 26)),
        ("tomorrow", date(2022, 11, 25)),
        ("周四", TODAY),
        ("周一", date(2022, 11, 28)),
        ("下周四", date(2022, 12, 1)),
        ("上周五", date(2022, 11, 18)),
        ("next fri", date(2022, 12, 2)),
        ("+3", date(2022, 11, 29)),
        ("3天", date(2022, 11, 27)),
        ("2周", date(2022, 12, 8)),
        ("1个月后", date(2022, 12, 24)),
        ("5个工作日", date(2022, 12, 1)),
        ("+2w", date(2022, 12, 8)),
    ],
)
def test_a_day_is_understood(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "foo", "2-29", "31日", "13-01", "三月", "+", "99999999999", "2022-02-30", "-3"])
def test_what_is_no_day_is_said_so(typed: str) -> None:
    with pytest.raises(BadInput) as told:
        parse_day(typed, TODAY)
    assert "+3" in told.value.remedy


def test_working_days_are_counted_by_the_office_s_calendar() -> None:
    off = WorkingCalendar(
        holidays={date(2022, 11, 25): "放假"}, make_up_days=frozenset({date(2022, 11, 26)}), announced_years=frozenset()
    )
    assert parse_day("+1", TODAY, off) == date(2022, 11, 26)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_every_iso_day_is_itself(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(parse_day(text, TODAY), date)


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert add_months(date(2023, 12, 15), 1) == date(2024, 1, 15)
    assert add_months(date(2023, 1, 15), -1) == date(2022, 12, 15)


def test_days_in_words() -> None:
    assert day_words(TODAY, TODAY) == "今天"
    assert day_words(date(2022, 12, 8), TODAY) == "12-08 周四"
    assert day_words(date(2023, 1, 5), TODAY) == "2023-01-05 周四"
    assert weekday_word(TODAY) == "周四"
