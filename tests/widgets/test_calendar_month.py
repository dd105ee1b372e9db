"""The month: every entry reachable by keys, nothing below the edge without a word."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from casework.calendar import WorkingCalendar
from tests.widgets.conftest import click, press
from widgets.calendar_month import CalendarMonth, EntryState, MonthEntry
from widgets.month_cells import entry_box, shown_entries

TODAY = date(2022, 11, 24)
CALENDAR = WorkingCalendar(
    holidays={date(2022, 11, 3): "示例节"},
    make_up_days=frozenset({date(2022, 11, 5)}),
    announced_years=frozenset({2022}),
)


def entry(number: int, day: date, state: EntryState = EntryState.DONE) -> MonthEntry:
    return MonthEntry(id=f"v{number}", on=day, label=f"示例企业{number}", state=state, icon="call", words="电话沟通")


ENTRIES = [
    entry(1, date(2022, 11, 1)),
    *(entry(n, TODAY) for n in range(2, 9)),
    entry(9, date(2022, 11, 25), EntryState.PLANNED),
    entry(10, date(2022, 12, 2), EntryState.PLANNED),
]


@pytest.fixture
def month(shown: Callable) -> CalendarMonth:
    """November 2022 with eight visits on the 24th."""
    made = CalendarMonth("走访月历")
    shown(made, 800, 520)
    made.show_month(TODAY, ENTRIES, today=TODAY, calendar=CALENDAR)
    made.setFocus()
    return made


def test_the_whole_month_is_there_in_whole_weeks(month: CalendarMonth) -> None:
    days = [facts.day for facts in month.month_model.days]
    assert (days[0], days[-1]) == (date(2022, 10, 31), date(2022, 12, 4))
    assert month.current_day() == TODAY
    total = sum(month.rowHeight(week) for week in range(month.month_model.rowCount()))
    assert total == month.viewport().height()
    assert sum(month.columnWidth(n) for n in range(7)) == month.viewport().width()


def test_a_day_is_said_in_words_with_its_holiday(month: CalendarMonth) -> None:
    said = {f.day.day: f.spoken() for f in month.month_model.days if f.in_month}
    assert said[1] == "11月1日，1 次，示例企业1 电话沟通 已完成"
    assert said[3] == "11月3日，示例节"
    assert said[24].startswith("11月24日，今天，7 次")
    works = {f.day.day: f.works for f in month.month_model.days if f.in_month}
    assert (works[3], works[5], works[6]) == (False, True, False)


def test_what_does_not_fit_is_counted_in_the_head(month: CalendarMonth) -> None:
    index = month.month_model.place(TODAY)
    height = month.rowHeight(index.row())
    facts = month.month_model.days[index.row() * 7 + index.column()]
    shown = shown_entries(facts, height)
    assert 2 <= shown < len(facts.entries)
    assert entry_box(month.visualRect(index), shown - 1).bottom() <= month.visualRect(index).bottom()


def test_keys_step_through_days_and_entries(month: CalendarMonth, qtbot) -> None:
    press(month, Qt.Key.Key_Right)
    assert month.current_day() == date(2022, 11, 25)
    with qtbot.waitSignal(month.entry_chosen) as told:
        press(month, Qt.Key.Key_J)
    assert told.args == ["v9"]
    with qtbot.waitSignal(month.entry_opened) as told:
        press(month, Qt.Key.Key_Return)
    assert told.args == ["v9"]
    press(month, Qt.Key.Key_J)
    assert (month.current_entry(), month.current_day()) == ("v10", date(2022, 12, 2))
    press(month, Qt.Key.Key_K, Qt.Key.Key_K)
    assert month.current_entry() == "v8"
    press(month, Qt.Key.Key_Left)
    assert month.current_entry() == ""
    with qtbot.waitSignal(month.month_asked) as told:
        press(month, Qt.Key.Key_PageDown)
    assert told.args == [date(2022, 12, 1)]


def test_a_click_chooses_the_entry_under_it(month: CalendarMonth, qtbot) -> None:
    rect = month.visualRect(month.month_model.place(TODAY))
    place = entry_box(rect, 1).center()
    with qtbot.waitSignal(month.entry_chosen) as told:
        click(month.viewport(), place.x(), place.y())
    assert told.args == ["v3"]
    assert month.entry_at(rect.topLeft()) == ""


def test_a_month_of_six_weeks_still_shows_its_last_day(month: CalendarMonth) -> None:
    month.show_month(date(2023, 7, 1), [], today=TODAY, calendar=CALENDAR)
    assert month.month_model.rowCount() == 6
    assert month.visualRect(month.month_model.place(date(2023, 7, 31))).isValid()
    assert month.current_day() == date(2023, 7, 1)
