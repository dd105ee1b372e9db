"""A roster comes in through the window: file, columns, plan, decisions, done, and one step to take it back."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from casework.chinese import make_uscc
from casework.entities.enterprises import Enterprise
from casework.exchange.learned_headings import learned_headings
from desktop.dialogs.import_wizard import ImportWizard, Step
from desktop.dialogs.returned_sheet import ReturnedSheetDialog
from desktop.followup_sheets import export_followup
from tests.desktop.page_steps import CONTROL, dialog
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
HEAD = ("企业名称", "统一社会信用代码", "区县", "职工人数", "门牌")
NEW = ("示例仙市环保材料有限公司", make_uscc("999999", 7_777), "高新区", 86, "示例路1号")
WRONG = ("示例燊海仪表有限公司", "91510300MA6X8821O5", "大安区", 40, "示例路2号")


@pytest.fixture
def known(window):
    """An enterprise of the sample with a code."""
    return stored(window).select(Enterprise, "uscc <> '' and name like '示例%'", limit=1)[0]


@pytest.fixture
def roster(known, tmp_path):
    """A roster: one new, one changed, one that may be another writing of a known one, one wrong."""
    twin = (known.name.replace("有限公司", "股份有限公司"), None, "大安区", 50, "")
    changed = (known.name, known.uscc, None, (known.employees or 0) + 7, "")
    return written(tmp_path / "名单.xlsx", NEW, changed, twin, WRONG)


def written(path, *lines, head=HEAD):
    workbook = Workbook()
    for line in (head, *lines):
        workbook.active.append(line)
    workbook.save(path)
    return path


def opened(window, qtbot, path, monkeypatch):
    """The wizard, called by its key and given the file through its dialog; at its columns."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_I, CONTROL)
    wizard = dialog(ImportWizard, qtbot)
    QTest.keyClick(wizard.zone, Qt.Key.Key_Return)
    wait_until_idle(qtbot, window.session)
    return wizard


def on(wizard, qtbot):
    """Ctrl+Enter: the next step, once everything it asked for has come."""
    QTest.keyClick(wizard, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, wizard.session)


def test_a_roster_goes_from_file_to_done_by_keys_and_back_by_one_undo(window, qtbot, roster, known, monkeypatch):
    book, before = stored(window), stored(window).count(Enterprise)
    wizard = opened(window, qtbot, roster, monkeypatch)
    assert wizard.step is Step.COLUMNS
    assert wizard.columns_part.kind.currentData() == "enterprise"
    on(wizard, qtbot)
    plan = wizard.plan_part.plan
    assert [plan.count(v) for v in ("create", "update", "duplicate", "rejected")] == [1, 1, 1, 1]
    assert book.count(Enterprise) == before, "nothing is written before it is said so"
    assert wizard.next.text() == "导入 2 行"
    on(wizard, qtbot)
    assert wizard.step is Step.DONE
    assert book.count(Enterprise) == before + 1
    assert book.get(Enterprise, known.id).employees == (known.employees or 0) + 7
    on(wizard, qtbot)
    assert not wizard.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    wait_until_idle(qtbot, window.session)
    assert book.count(Enterprise) == before
    assert book.get(Enterprise, known.id).employees == known.employees


def test_likely_duplicates_are_decided_with_a_key_each(window, qtbot, roster, known, monkeypatch):
    wizard = opened(window, qtbot, roster, monkeypatch)
    on(wizard, qtbot)
    assert wizard.plan_part.tabs.value() == "duplicate", "what needs a person comes first"
    row = wizard.plan_part.table.current_row()
    assert row.verdict.candidates[0].record_id == known.id
    QTest.keyClick(wizard.plan_part.table, Qt.Key.Key_1)
    assert wizard.next.text() == "导入 3 行"
    on(wizard, qtbot)
    assert stored(window).count(Enterprise, "name like '%示例仙市%'") == 1
    assert stored(window).get(Enterprise, known.id).employees == 50, "both rows meant it; the last one counts"
    wizard.accept()


def test_a_row_can_be_left_out_and_taken_back(window, qtbot, roster, monkeypatch):
    wizard = opened(window, qtbot, roster, monkeypatch)
    on(wizard, qtbot)
    wizard.plan_part.show_tab("create")
    QTest.keyClick(wizard.plan_part.table, Qt.Key.Key_0)
    assert wizard.next.text() == "导入 1 行"
    QTest.keyClick(wizard.plan_part.table, Qt.Key.Key_Backspace)
    assert wizard.next.text() == "导入 2 行"
    wizard.reject()
    assert not wizard.isVisible()


def test_what_a_column_means_is_chosen_and_learned(window, qtbot, roster, monkeypatch):
    wizard = opened(window, qtbot, roster, monkeypatch)
    box = wizard.columns_part.meaning_of("门牌")
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData("address"))
    box.activated.emit(box.currentIndex())
    on(wizard, qtbot)
    on(wizard, qtbot)
    book = stored(window)
    assert book.select(Enterprise, "name = :n", {"n": NEW[0]})[0].address == "示例路1号"
    assert learned_headings(book)["enterprise"] == {"门牌": "address"}
    wizard.accept()


def test_the_rejected_rows_are_saved_with_their_reasons(window, qtbot, roster, monkeypatch, tmp_path):
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    wizard = opened(window, qtbot, roster, monkeypatch)
    on(wizard, qtbot)
    QTest.mouseClick(wizard.save_rejected, Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, window.session)
    assert target.exists()
    wizard.reject()


def test_what_is_no_spreadsheet_is_told_and_another_file_can_be_chosen(window, qtbot, roster, monkeypatch, tmp_path):
    (tmp_path / "假.xlsx").write_bytes(b"%PDF-1.7 nothing")
    wizard = opened(window, qtbot, tmp_path / "假.xlsx", monkeypatch)
    assert "PDF" in wizard.trouble.said()
    assert wizard.step is Step.FILE
    wizard.read(Path(roster))
    wait_until_idle(qtbot, window.session)
    assert (wizard.trouble.said(), wizard.step) == ("", Step.COLUMNS)
    wizard.reject()


def test_esc_stops_the_import_and_leaves_nothing(window, qtbot, roster, monkeypatch):
    before = stored(window).count(Enterprise)
    wizard = opened(window, qtbot, roster, monkeypatch)
    on(wizard, qtbot)
    wizard.carry_out()
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    wait_until_idle(qtbot, window.session)
    assert wizard.step in (Step.PLAN, Step.DONE)
    assert stored(window).count(Enterprise) in (before, before + 1), "all of it or nothing"
    wizard.accept()


def test_a_file_dropped_on_the_window_is_imported(window, qtbot, roster):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(roster))])
    facts = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(400, 300), *facts)
    QApplication.sendEvent(window, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *facts))
    wizard = dialog(ImportWizard, qtbot)
    wait_until_idle(qtbot, window.session)
    assert (wizard.step, wizard.path) == (Step.COLUMNS, roster)
    wizard.reject()


def test_a_follow_up_sheet_is_known_by_itself_and_goes_on_where_it_comes_home(window, qtbot, tmp_path, monkeypatch):
    export_followup(stored(window), tmp_path / "跟进表.xlsx")
    opened(window, qtbot, tmp_path / "跟进表.xlsx", monkeypatch)
    assert not any(isinstance(w, ImportWizard) and w.isVisible() for w in QApplication.topLevelWidgets())
    home = dialog(ReturnedSheetDialog, qtbot)
    wait_until_idle(qtbot, window.session)
    assert home.plan is not None
    home.reject()
