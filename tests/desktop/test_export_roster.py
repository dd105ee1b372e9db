"""The export of a list through the window: as on screen, by a profile, with its preview, afterwards open and copy."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from casework.entities.enterprises import Enterprise
from casework.entities.export_profiles import ExportProfile
from casework.filters import Condition, Filter
from desktop.dialogs.export_roster import ExportRoster
from desktop.dialogs.name_profile import NameProfile
from tests.desktop.page_steps import CONTROL, dialog, settled
from tests.desktop.window_fixture import settings, stored, theme, window
from tests.exports.excel_samples import table_of
from widgets.record_table import RecordTable

__all__ = ["settings", "theme", "window"]
FLUID = Filter(groups=((Condition(field="industry_chain", test="contains", value="流体"),),))


@pytest.fixture
def page(window, qtbot):
    window.show_page("enterprises")
    shown = window.page()
    settled(shown, qtbot)
    shown.list.bar.apply(FLUID)
    settled(shown, qtbot)
    return shown


@pytest.fixture
def sheet(page, window, qtbot):
    window.activateWindow()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_E, CONTROL)
    shown = dialog(ExportRoster, qtbot)
    looked(shown, page, qtbot)
    return shown


def looked(sheet, page, qtbot):
    qtbot.waitUntil(lambda: not sheet._timer.isActive(), timeout=5000)
    settled(page, qtbot)


def preview(sheet):
    (table,) = [t for t in sheet.findChildren(RecordTable) if t.accessibleName() == "预览" and t.isVisible()]
    heads = [column.label for column in table.shown_columns()]
    return heads, [[c.text(table.row_at(n)) for c in table.shown_columns()] for n in range(table.rows_model.rowCount())]


def leave(sheet, page, qtbot, target, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_facts: (str(target), ""))
    with qtbot.waitSignal(sheet.desk.made, timeout=20000):
        qtbot.keyClick(sheet, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)


def test_the_list_leaves_as_it_stands_on_screen(sheet, page, window, qtbot, tmp_path, monkeypatch):
    heads, rows = preview(sheet)
    wide = page.table.table
    assert heads == [column.label for column in wide.shown_columns()]
    names = [row[0] for row in rows]
    assert names == [page.list.table.row_at(n).name for n in range(len(names))]
    leave(sheet, page, qtbot, tmp_path / "a.xlsx", monkeypatch)
    written = load_workbook(tmp_path / "a.xlsx").active
    table = table_of(written, 3)
    assert [row["企业"] for row in table] == names
    assert "流体" in written["A2"].value
    sheet.desk.copy.click()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "a.xlsx")
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_profile_is_made_looked_at_saved_used_and_removed(sheet, page, window, qtbot, tmp_path, monkeypatch):
    qtbot.mouseClick(sheet.way.segments()[1], Qt.MouseButton.LeftButton)
    options = sheet.options
    for name in options.columns.chosen():
        options.columns.tick(name, ticked=name in ("name", "uscc", "contact_phone"))
    options.columns.setCurrentRow(1)
    looked(sheet, page, qtbot)
    heads, rows = preview(sheet)
    assert heads == ["企业名称", "统一社会信用代码", "联系电话"]
    assert any("****" in row[2] for row in rows)
    options.unmasked.click()
    looked(sheet, page, qtbot)
    assert not any("****" in row[2] for row in preview(sheet)[1])
    options.unmasked.click()
    qtbot.keyClick(options.columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    options.grouping.setCurrentIndex(options.grouping.findData("person"))
    options.division.set_value("sheets")
    options.division.changed.emit("sheets")
    qtbot.mouseClick(sheet.save, Qt.MouseButton.LeftButton)
    asked = dialog(NameProfile, qtbot)
    asked.name.setText("专员电话表")
    with qtbot.waitSignal(asked.saved, timeout=5000):
        qtbot.keyClick(asked.name, Qt.Key.Key_Return)
    settled(page, qtbot)
    (kept,) = stored(window).select(ExportProfile)
    assert (kept.name, kept.grouping, kept.division, kept.unmasked) == ("专员电话表", "person", "sheets", False)
    assert set(kept.column_names) == {"name", "uscc", "contact_phone"}
    assert sheet.profile.currentText() == "专员电话表"
    looked(sheet, page, qtbot)
    leave(sheet, page, qtbot, tmp_path / "b.xlsx", monkeypatch)
    tabs = load_workbook(tmp_path / "b.xlsx").worksheets
    fluid = [e for e in stored(window).select(Enterprise) if "流体" in e.industry_chain]
    assert sum(tab.max_row - 4 for tab in tabs) == len(fluid), "two lines of title, two of head"
    assert len(tabs) > 1
    qtbot.mouseClick(sheet.remove, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert stored(window).count(ExportProfile) == 0
    window.undo()
    settled(page, qtbot)
    assert stored(window).count(ExportProfile) == 1
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_file_that_excel_holds_open_is_said_so(sheet, page, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_facts: (str(target), ""))
    qtbot.mouseClick(sheet.export, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert "WPS" in sheet.desk.told()
    assert sheet.desk.again.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
