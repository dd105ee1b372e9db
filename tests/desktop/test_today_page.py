"""Today: what is due as the database has it, figures that filter the list, and every line that opens its record."""

import pytest
from PySide6.QtCore import Qt

from casework.entities.commitments import Commitment
from casework.entities.matches import Match
from casework.entities.people import Person
from casework.insight.agenda import agenda
from casework.insight.silence import silence
from desktop.pages.today_page import TodayPage
from desktop.pages.today_rows import TodayRow
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def page(window, qtbot):
    """Today, with everything gathered, of the whole centre."""
    window.show_page("today")
    shown = window.page()
    wait_until_idle(qtbot, shown.session)
    shown._show_centre()
    wait_until_idle(qtbot, shown.session)
    return shown


def rows(page, *, woken=False):
    """The lines of the list: what is due, or what new demands and offers have woken."""
    table = page.list.table
    listed = [table.row_at(number) for number in range(table.rows_model.rowCount())]
    lines = [row for row in listed if isinstance(row, TodayRow)]
    return [row for row in lines if row.type_name.endswith("matchmaking") is woken]


def figures(page):
    strip = page.figures
    items = [strip._row.itemAt(n).widget() for n in range(strip._row.count())]
    return {item.figure.key: item for item in items if hasattr(item, "figure")}


def test_the_list_holds_all_that_is_overdue_due_today_and_this_week(page, window):
    told = agenda(stored(window))
    assert [row.id for row in rows(page)] == [item.id for item in (*told.overdue, *told.today, *told.this_week)]
    late = {item.id for item in told.overdue}
    assert {row.id for row in rows(page) if row.tone == "red"} == late


def test_the_figures_are_those_of_the_database(page, window):
    book = stored(window)
    told = agenda(book)
    shown = {key: item.figure.number for key, item in figures(page).items()}
    assert shown == {
        "overdue": str(len(told.overdue)),
        "today": str(len(told.today)),
        "contacts": str(told.totals["contact"] + told.totals["visit"]),
        "promises": str(book.count(Commitment, "state = 'open'")),
        "matches": str(book.count(Match, "state in ('accepted', 'contacted', 'met', 'intention')")),
        "handled": "6",
    }


def test_my_day_holds_my_own_work_alone(page, window, qtbot):
    book = stored(window)
    me = book.find(Person, "王敏").id
    page._show_mine()
    wait_until_idle(qtbot, page.session)
    told = agenda(book, person_id=me)
    assert [row.id for row in rows(page)] == [item.id for item in (*told.overdue, *told.today, *told.this_week)]
    assert 0 < len(rows(page)) < len(agenda(book).overdue)


def test_whose_day_was_looked_at_is_remembered(page, settings):
    assert settings.get("today_whose") == "all"
    again = TodayPage(page.session)
    assert again.whose.value() == "all"
    again.deleteLater()


@pytest.mark.parametrize("key", ["overdue", "today", "contacts", "promises", "matches", "handled"])
def test_a_figure_narrows_the_list_to_what_it_counts(page, qtbot, key):
    everything = len(rows(page))
    item = figures(page)[key]
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert len(rows(page)) == int(item.figure.number)
    page.list._all.click()
    assert len(rows(page)) == everything


def test_the_radar_names_the_worst_and_lists_the_others(page, window, qtbot):
    told = {line.key: line for line in silence(stored(window))}
    table = page.radar.table
    shown = {table.row_at(n).id: table.row_at(n).line for n in range(table.rows_model.rowCount())}
    assert {key: (line.worst, line.count) for key, line in shown.items()} == {
        key: (line.worst, line.count) for key, line in told.items()
    }
    assert "228天" in shown["stalled_projects"].worst
    table.setFocus()
    table.choose("stalled_projects")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [row.id for row in rows(page)] == [one.id for one in told["stalled_projects"].silent]
    assert {row.type_name for row in rows(page)} == {"project"}


def opened_by_enter(page, qtbot, table, number):
    table.setFocus()
    table.choose_row(number)
    with qtbot.waitSignal(page.open_record) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    return tuple(told.args)


def test_every_line_opens_its_own_record(page, window, qtbot):
    page.open_record.disconnect(window.show_record)
    book = stored(window)
    table = page.list.table
    numbers = [n for n in range(table.rows_model.rowCount()) if table.row_at(n) in rows(page)]
    opened = [opened_by_enter(page, qtbot, table, n) for n in numbers]
    assert opened == [(row.type_name, row.id) for row in rows(page)]
    assert all(book.get(book.types[type_name], record_id) for type_name, record_id in opened)
    assert {"appeal", "commitment", "visit", "list_line"} == {type_name for type_name, _id in opened}


def test_cards_open_their_records_too(page, window, qtbot):
    page.open_record.disconnect(window.show_record)
    told = agenda(stored(window))
    assert opened_by_enter(page, qtbot, page.planned.table, 0) == ("visit", told.planned[0].id)
    first = told.promises[0].commitment
    assert opened_by_enter(page, qtbot, page.promises.table, 0) == ("commitment", first.id)
    with qtbot.waitSignal(page.open_record) as opened:
        page._rounds[0]._link.click()
    assert opened.args == ["revisit_round", told.rounds[0].coverage.round.id]


def test_a_promise_that_was_kept_leaves_the_page(page, window, qtbot):
    promise = agenda(stored(window)).promises[0].commitment
    assert promise.id in [row.id for row in rows(page)]
    page.session.do("settle_commitment", {"commitment_id": promise.id, "proof": "已书面答复"})
    qtbot.waitUntil(lambda: promise.id not in [row.id for row in rows(page)])


def test_a_narrow_page_puts_the_cards_behind_a_switch(page, window, qtbot):
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.radar.isVisible())
    assert page.side.isVisible()
    page.side.segments()[1].click()
    assert page.radar.isVisible()
    assert not page.list.isVisible()


def test_the_side_bar_counts_what_calls_today(window):
    book = stored(window)
    me = book.find(Person, "王敏").id
    told = agenda(book, person_id=me)
    assert TodayPage.waiting(book) == (len(told.overdue) + len(told.today), False)


def test_a_new_demand_wakes_an_old_offer_and_opens_where_it_is_matched(page, window, qtbot):
    line = next(row for row in rows(page, woken=True) if "污泥低温干化余热回收" in row.title)
    assert "污泥热泵低温干化与余热回收" in line.title
    page.list.table.choose(line.id)
    with qtbot.waitSignal(page.open_record) as opened:
        page.list.table.opened.emit(line.id)
    assert opened.args == ["matchmaking", line.id]
    wait_until_idle(qtbot, page.session)
    assert window.page().name == "matching"
