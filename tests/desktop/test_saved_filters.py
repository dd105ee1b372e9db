"""Filters through the window: put together, saved, used again, renamed, overwritten, removed, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.entities.enterprises import Enterprise
from casework.entities.saved_filters import SavedFilter
from casework.filters import Condition, Filter
from desktop.dialogs.filter_sheet import FilterSheet
from desktop.dialogs.saved_filters import SavedFilters, SaveFilter
from tests.desktop.page_steps import CONTROL, dialog, settled
from tests.desktop.window_fixture import settings, stored, theme, window

__all__ = ["settings", "theme", "window"]
VALVES = Condition(field="industry_chain", test="contains", value="流体")


@pytest.fixture
def page(window, qtbot):
    window.show_page("enterprises")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def names(page):
    return [page.list.table.row_at(n).name for n in range(page.list.table.rows_model.rowCount())]


def fluid(window):
    return {e.name for e in stored(window).select(Enterprise) if "流体" in e.industry_chain}


def press(window, qtbot, key, modifiers):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def save_as(page, window, qtbot, name):
    window.run_command("save_filter")
    asked = dialog(SaveFilter, qtbot)
    asked.name.setText(name)
    with qtbot.waitSignal(asked.saved, timeout=5000):
        qtbot.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    settled(page, qtbot)


def test_a_filter_is_put_together_by_keys_with_its_count(page, window, qtbot):
    window.activateWindow()
    press(window, qtbot, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    sheet = dialog(FilterSheet, qtbot)
    sheet.editor.groups[0][0].show_condition(VALVES)
    count = len(fluid(window))
    qtbot.waitUntil(lambda: sheet._said.text() == f"符合这些条件的有{count}条", timeout=5000)
    qtbot.keyClick(sheet, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert set(names(page)) == fluid(window)
    assert page.list.bar.told() == ["产业链包含 流体"]


def test_a_sheet_with_a_missing_value_stays_and_says_so(page, window, qtbot):
    window.run_command("edit_filter")
    sheet = dialog(FilterSheet, qtbot)
    sheet.editor.groups[0][0].choose("revenue", "at_least")
    qtbot.mouseClick(sheet.take, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert "营业收入" in sheet._said.text()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_saved_filter_is_shared_used_renamed_overwritten_and_removed(page, window, qtbot):
    bar = page.list.bar
    bar.apply(Filter(quick=("high_tech",), groups=((VALVES,),)))
    settled(page, qtbot)
    kept = names(page)
    save_as(page, window, qtbot, "流体高企")
    bar.clear()
    settled(page, qtbot)
    assert len(names(page)) > len(kept)
    menu = bar.menu()
    assert menu.actions()[0].text() == "流体高企"
    menu.actions()[0].trigger()
    settled(page, qtbot)
    assert names(page) == kept
    assert page.table.bar.menu().actions()[0].text() == "流体高企", "the wide table is the same list"

    window.run_command("saved_filters")
    sheet = dialog(SavedFilters, qtbot)
    settled(page, qtbot)
    qtbot.keyClick(sheet.table, Qt.Key.Key_F2)
    sheet.name.setText("阀门与泵")
    qtbot.mouseClick(sheet.rename, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert [one.name for one in stored(window).select(SavedFilter)] == ["阀门与泵"]
    qtbot.keyClick(sheet.table, Qt.Key.Key_Delete)
    settled(page, qtbot)
    assert stored(window).count(SavedFilter) == 0
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    window.undo()
    settled(page, qtbot)
    assert bar.menu().actions()[0].text() == "阀门与泵"


def test_a_name_that_is_there_is_overwritten_on_purpose(page, window, qtbot):
    bar = page.list.bar
    bar.apply(Filter(words="阀"))
    save_as(page, window, qtbot, "常用")
    bar.apply(Filter(words="泵"))
    window.run_command("save_filter")
    asked = dialog(SaveFilter, qtbot)
    asked.name.setText("常用")
    assert asked.save.text() == "覆盖"
    with qtbot.waitSignal(asked.saved, timeout=5000):
        qtbot.keyClick(asked.name, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert [one.content for one in stored(window).select(SavedFilter)] == ['{"words": "泵", "quick": [], "any_of": []}']


@pytest.mark.parametrize("name", ["visits", "appeals", "projects", "libraries", "lists", "policies", "partners"])
def test_every_list_page_keeps_its_filters(window, qtbot, name):
    window.show_page(name)
    page = window.page()
    settled(page, qtbot)
    if name == "visits":
        page.switch_view()
    elif name == "projects":
        page.show_mode("list")
    settled(page, qtbot)
    listed = window.list_acts.current()
    assert listed is not None
    listed.bar.apply(Filter(words="示例"))
    save_as(page, window, qtbot, "我的筛选")
    assert listed.bar.menu().actions()[0].text() == "我的筛选"
    ids = listed.ids()(stored(window))
    assert len(listed.rows_of(stored(window), ids)) == len(ids)
