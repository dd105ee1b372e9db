"""A bulk edit through the window: selected or filtered records, tried, done, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.entities.enterprises import Enterprise
from casework.entities.visits import Visit
from casework.filters import Condition, Filter
from desktop.dialogs.bulk_edit import BulkEditSheet
from tests.desktop.page_steps import CONTROL, dialog, settled
from tests.desktop.window_fixture import settings, stored, theme, window

__all__ = ["settings", "theme", "window"]
FLUID = Filter(groups=((Condition(field="industry_chain", test="contains", value="流体"),),))


@pytest.fixture
def page(window, qtbot):
    window.show_page("enterprises")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def open_sheet(window, qtbot):
    window.activateWindow()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    return dialog(BulkEditSheet, qtbot)


def tried(sheet, page, qtbot):
    qtbot.waitUntil(lambda: not sheet._timer.isActive(), timeout=5000)
    settled(page, qtbot)
    for _turn in range(5):
        settled(page, qtbot)


def fluid(window):
    return [e for e in stored(window).select(Enterprise) if "流体" in e.industry_chain]


def test_the_filtered_list_is_changed_by_keys_and_undone(page, window, qtbot):
    page.list.bar.apply(FLUID)
    settled(page, qtbot)
    before = {e.id: e.industry_chain for e in fluid(window)}
    assert len(before) > 1
    sheet = open_sheet(window, qtbot)
    assert sheet.which.value() == "all"
    sheet.line.choose("industry_chain", "replace").set_draft("流体装备")
    sheet.line.wanted.setText("流体机械")
    sheet.line.changed.emit()
    tried(sheet, page, qtbot)
    assert {(v.old, v.new) for v in sheet.verdicts} == {("流体机械", "流体装备")}
    assert sheet.table.rows_model.rowCount() == len(before)
    assert sheet.deed.text() == f"修改{len(before)}条"
    qtbot.keyClick(sheet, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert {stored(window).get(Enterprise, one).industry_chain for one in before} == {"流体装备"}
    window.undo()
    settled(page, qtbot)
    assert {e.id: e.industry_chain for e in fluid(window)} == before


def test_selected_records_alone_are_changed(page, window, qtbot):
    table = page.list.table
    table.choose_row(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    picked = table.picked_ids()
    assert len(picked) == 2
    sheet = open_sheet(window, qtbot)
    assert sheet.which.value() == "picked"
    sheet.line.choose("note", "set").set_draft("重点跟进")
    tried(sheet, page, qtbot)
    assert [v.id for v in sorted(sheet.verdicts, key=lambda v: picked.index(v.id))] == picked
    qtbot.mouseClick(sheet.deed, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert {e.id for e in stored(window).select(Enterprise) if e.note == "重点跟进"} == set(picked)


def test_what_a_rule_refuses_stands_first_with_its_reason(window, qtbot):
    window.show_page("visits")
    page = window.page()
    page.switch_view()
    settled(page, qtbot)
    sheet = open_sheet(window, qtbot)
    visit = max(stored(window).select(Visit, "occurred_on is not null"), key=lambda v: v.occurred_on)
    sheet.line.choose("next_contact_on", "set").set_draft(visit.occurred_on.isoformat())
    tried(sheet, page, qtbot)
    refused = [v for v in sheet.verdicts if v.refused]
    assert refused
    assert sheet.table.row_at(0).refused
    assert sheet.deed.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_missing_value_changes_nothing(page, window, qtbot):
    sheet = open_sheet(window, qtbot)
    sheet.line.choose("revenue", "set")
    tried(sheet, page, qtbot)
    assert not sheet.deed.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_Return, CONTROL)
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_file_that_can_only_be_read_offers_no_change(page, window):
    command = next(c for c in window.commands() if c.name == "change_many")
    assert command.possible()
