"""Working days: the notices of the State Council, the office's own days, limits and clocks that stop."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import StopInterval, china_calendar, due_date, used_working_days
from casework.language import choose_language

CALENDAR = china_calendar(range(2018, 2027))
DAYS = st.dates(min_value=date(2018, 6, 1), max_value=date(2026, 6, 30))
LIMITS = st.integers(min_value=1, max_value=90)


@st.composite
def stops(draw: st.DrawFn) -> tuple[date, list[StopInterval]]:
    """A day of acceptance and closed stops around it, which may overlap and begin before it."""
    accepted_on = draw(DAYS)
    spans = draw(st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 20)), max_size=4))
    start = [accepted_on + timedelta(days=after) for after, _length in spans]
    return accepted_on, [
        StopInterval(start=day, end=day + timedelta(days=length), reason="企业补正材料")
        for day, (_after, length) in zip(start, spans, strict=True)
    ]


def stop(start: str, end: str | None) -> StopInterval:
    return StopInterval(
        start=date.fromisoformat(start), end=date.fromisoformat(end) if end else None, reason="企业补正材料"
    )


@pytest.mark.parametrize(
    "day",
    [
        *("2018-12-29", "2020-01-19", "2022-10-08", "2022-10-09", "2022-12-30", "2023-01-28", "2023-01-29"),
        *("2024-02-04", "2024-02-18", "2024-10-12", "2025-01-26", "2026-01-04", "2026-02-14"),
    ],
)
def test_make_up_days_are_worked(day: str) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        *("2018-12-31", "2020-01-31", "2022-10-07", "2022-12-31", "2023-01-02", "2023-01-27", "2024-02-16"),
        *("2024-10-07", "2025-01-28", "2026-01-02", "2026-02-23"),
    ],
)
def test_holidays_are_not_worked(day: str) -> None:
    assert not CALENDAR.is_working_day(date.fromisoformat(day))


def test_a_year_has_the_working_days_of_its_notice() -> None:
    worked = {
        year: CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) for year in (2022, 2023, 2024)
    }
    assert worked == {2022: 249, 2023: 249, 2024: 251}


def test_holidays_have_names_in_the_language_of_the_user() -> None:
    assert "国庆" in china_calendar([2022]).holidays[date(2022, 10, 3)]
    choose_language("en")
    assert china_calendar([2022]).holidays[date(2022, 10, 3)] == "National Day"


def test_a_year_whose_notice_is_not_out_says_so_and_knows_its_statutory_holidays() -> None:
    calendar = china_calendar([2026, 2027])
    assert calendar.is_announced(2026)
    assert not calendar.is_announced(2027)
    assert calendar.unannounced(date(2026, 12, 25), date(2027, 1, 8)) == [2027]
    assert calendar.unannounced(date(2026, 1, 1), date(2026, 12, 31)) == []
    assert not calendar.is_working_day(date(2027, 10, 1))


def test_a_year_outside_the_calendar_counts_as_not_announced() -> None:
    assert china_calendar([2022]).unannounced(date(2021, 12, 1), date(2023, 1, 1)) == [2021, 2023]


def test_the_office_announces_a_year_by_entering_its_make_up_day() -> None:
    calendar = china_calendar(
        [2026], [(date(2027, 2, 14), True, "春节调休上班"), (date(2027, 2, 11), False, "春节调休")]
    )
    assert calendar.is_announced(2027)
    assert calendar.is_working_day(date(2027, 2, 14))
    assert not calendar.is_working_day(date(2027, 2, 11))
    assert calendar.holidays[date(2027, 2, 11)] == "春节调休"
    assert not calendar.is_working_day(date(2027, 10, 1))


def test_a_local_holiday_announces_nothing() -> None:
    assert not china_calendar([], [(date(2027, 4, 7), False, "本地停工")]).is_announced(2027)


def test_the_office_overrules_the_notice_on_both_sides() -> None:
    calendar = china_calendar([2022], [(date(2022, 10, 8), False, "防疫停工"), (date(2022, 10, 7), True, "提前上班")])
    assert not calendar.is_working_day(date(2022, 10, 8))
    assert calendar.is_working_day(date(2022, 10, 7))
    untouched = china_calendar([2022])
    assert untouched.is_working_day(date(2022, 10, 8))
    assert not untouched.is_working_day(date(2022, 10, 7))


def test_a_limit_over_a_long_holiday_counts_make_up_days() -> None:
    assert CALENDAR.add_working_days(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert CALENDAR.add_working_days(date(2022, 9, 30), 5) == date(2022, 10, 12)
    assert CALENDAR.add_working_days(date(2022, 10, 8), -1) == date(2022, 9, 30)
    assert CALENDAR.working_days_between(date(2022, 9, 30), date(2022, 10, 12)) == 5
    assert CALENDAR.working_days_between(date(2022, 10, 12), date(2022, 9, 30)) == -5


def test_no_days_added_is_the_day_or_the_next_one_worked() -> None:
    assert CALENDAR.add_working_days(date(2022, 9, 30), 0) == date(2022, 9, 30)
    assert CALENDAR.add_working_days(date(2022, 10, 1), 0) == date(2022, 10, 8)


@given(DAYS, LIMITS)
def test_counting_undoes_adding(day: date, limit: int) -> None:
    due = CALENDAR.add_working_days(day, limit)
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(day, due) == limit
    assert CALENDAR.working_days_between(day, due - timedelta(days=1)) == limit - 1
    assert CALENDAR.working_days_between(due, day) == -limit


@given(DAYS, LIMITS)
def test_going_back_undoes_going_on_from_a_worked_day(day: date, limit: int) -> None:
    worked = CALENDAR.add_working_days(day, 0)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(worked, limit), -limit) == worked


def test_stopped_days_do_not_count_and_overlapping_stops_count_once() -> None:
    accepted_on, until = date(2022, 11, 1), date(2022, 11, 15)
    assert used_working_days(CALENDAR, accepted_on, until) == 10
    held = [stop("2022-11-03", "2022-11-07"), stop("2022-11-07", "2022-11-08"), stop("2022-11-05", "2022-11-06")]
    assert used_working_days(CALENDAR, accepted_on, until, held) == 6
    assert used_working_days(CALENDAR, accepted_on, until, [stop("2022-11-10", None)]) == 6
    assert used_working_days(CALENDAR, accepted_on, accepted_on) == 0
    assert used_working_days(CALENDAR, accepted_on, date(2022, 10, 20)) == 0


def test_a_due_date_waits_for_the_clock() -> None:
    accepted_on, today = date(2022, 11, 1), date(2022, 11, 9)
    assert due_date(CALENDAR, accepted_on, 5, [], today) == date(2022, 11, 8)
    assert due_date(CALENDAR, accepted_on, 5, [stop("2022-11-03", "2022-11-04")], today) == date(2022, 11, 10)
    assert due_date(CALENDAR, accepted_on, 5, [stop("2022-11-03", None)], today) is None


def test_a_limit_that_ran_out_before_the_stop_keeps_its_date() -> None:
    assert due_date(CALENDAR, date(2022, 11, 1), 5, [stop("2022-11-09", None)], date(2022, 11, 9)) == date(2022, 11, 8)
    assert due_date(CALENDAR, date(2022, 11, 1), 5, [stop("2022-11-08", None)], date(2022, 11, 9)) is None


def test_an_open_stop_that_has_not_begun_holds_nothing_yet() -> None:
    assert due_date(CALENDAR, date(2022, 11, 1), 5, [stop("2022-11-04", None)], date(2022, 11, 3)) == date(2022, 11, 8)


def test_a_limit_of_no_days_is_due_at_once() -> None:
    assert due_date(CALENDAR, date(2022, 11, 1), 0, [], date(2022, 11, 1)) == date(2022, 11, 1)
    assert due_date(CALENDAR, date(2022, 10, 1), 0, [], date(2022, 10, 1)) == date(2022, 10, 8)


@given(stops(), LIMITS)
def test_stops_only_lengthen_and_the_limit_is_used_up_on_the_due_date(
    case: tuple[date, list[StopInterval]], limit: int
) -> None:
    accepted_on, held = case
    due = due_date(CALENDAR, accepted_on, limit, held, accepted_on)
    plain = CALENDAR.add_working_days(accepted_on, limit)
    assert due is not None
    assert due >= plain
    assert used_working_days(CALENDAR, accepted_on, due, held) == limit
    assert used_working_days(CALENDAR, accepted_on, due - timedelta(days=1), held) == limit - 1
    assert due_date(CALENDAR, accepted_on, limit, [], accepted_on) == plain


@given(stops())
def test_one_more_stop_never_uses_more_days(case: tuple[date, list[StopInterval]]) -> None:
    accepted_on, held = case
    until = accepted_on + timedelta(days=40)
    used = [used_working_days(CALENDAR, accepted_on, until, held[:count]) for count in range(len(held) + 1)]
    assert used == sorted(used, reverse=True)
