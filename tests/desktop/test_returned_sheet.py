"""A follow-up sheet goes out of the window and comes home: the plan first, stale cells decided, one step to undo."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from casework.entities.appeals import Appeal
from casework.exchange.followup_layout import HEAD_ROW
from desktop.dialogs.followup_export import FollowupExport
from desktop.dialogs.import_wizard import ImportWizard
from desktop.dialogs.returned_sheet import ReturnedSheetDialog
from desktop.followup_sheets import export_followup
from tests.casework.returned_sheets import Edited, chain
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.page_steps import CONTROL, dialog, rows_of
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
SHIFTED = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def went_out(window, tmp_path):
    """The sheet of this case file; what stands there is changed since."""
    export_followup(stored(window), tmp_path / "跟进表.xlsx")
    stored(window).do("note_progress", {"appeal": "SQ-0019", "note": "换了一家机构"})
    return Edited.open(tmp_path / "跟进表.xlsx")


@pytest.fixture
def back(window, qtbot, monkeypatch):
    """Takes a file back through the menu's key; the dialog once it knows what would happen."""

    def take(path):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))
        key(window, qtbot, Qt.Key.Key_R, SHIFTED)
        shown = dialog(ReturnedSheetDialog, qtbot)
        wait_until_idle(qtbot, window.session)
        return shown

    return take


def key(window, qtbot, pressed, modifier):
    """A key of the window, once the window has the keyboard again."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, pressed, modifier)


def is_open():
    return any(isinstance(w, ReturnedSheetDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def press(shown, qtbot, *keys):
    for key in keys:
        QTest.keyClick(shown.focusWidget(), key)
    wait_until_idle(qtbot, shown.session)


def test_a_sheet_comes_home_through_keys_and_is_one_step_to_undo(window, qtbot, went_out, back):
    went_out.fill("SQ-0024", state="答复", progress="已送电", answered_on=dt.date(2022, 12, 29))
    went_out.fill("SQ-0019", progress="已约1月5日")
    went_out.fill("SQ-0021", state="乱填状态")
    shown = back(went_out.save())
    assert [segment.text() for segment in shown.tabs.segments()] == ["将更新 3", "要你定 1", "退回 1", "未变 11"]
    first = rows_of(shown.changes)[0]
    assert (first.field, first.old, first.new) == ("办理状态", "办理中", "答复")
    assert "乱填状态" in rows_of(shown.refused)[0].reason
    assert shown.apply.text() == "收回 1 行"
    press(shown, qtbot, Qt.Key.Key_2)
    assert shown.apply.text() == "收回 2 行"
    type_chinese(shown.reason, "已电话核对")
    QTest.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, window.session)
    assert not is_open()
    book = stored(window)
    assert book.find(Appeal, "SQ-0024").state == "answered"
    assert chain(book, "SQ-0019")[-1][1] == "已约1月5日"
    assert book.actions(1)[0].why.endswith("已电话核对")
    assert "已收回：更新 2 行" in window.notices.text()
    key(window, qtbot, Qt.Key.Key_Z, CONTROL)
    wait_until_idle(qtbot, window.session)
    assert book.find(Appeal, "SQ-0024").state == "in_progress"
    assert chain(book, "SQ-0019")[-1][1] == "换了一家机构"


def test_what_nobody_decided_stays_as_it_is_here(window, qtbot, went_out, back):
    went_out.fill("SQ-0019", progress="已约1月5日")
    shown = back(went_out.save())
    assert not shown.apply.isEnabled()
    QTest.mouseClick(shown.resolve.all_ours, Qt.MouseButton.LeftButton)
    assert shown.resolve.open_count == 0
    shown.apply.click()
    wait_until_idle(qtbot, window.session)
    assert chain(stored(window), "SQ-0019")[-1][1] == "换了一家机构"
    again = back(went_out.path)
    assert [segment.text() for segment in again.tabs.segments()][1] == "要你定 0", "it was decided once"
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert not is_open()


def test_what_was_put_together_by_hand_but_is_forbidden_is_told(window, qtbot, went_out, back):
    stored(window).do("move_appeal", {"appeal": "SQ-0016", "state": "returned", "reason": "资料不全"})
    went_out.fill("SQ-0016", state="答复", progress="已发放", answered_on=dt.date(2022, 12, 29))
    shown = back(went_out.save())
    QTest.mouseClick(shown.resolve.all_theirs, Qt.MouseButton.LeftButton)
    shown.apply.click()
    wait_until_idle(qtbot, window.session)
    assert shown.isVisible()
    assert "下一环节不能早于这一天" in rows_of(shown.refused)[0].reason
    assert not shown.apply.isEnabled()
    shown.reject()


def test_the_refused_rows_are_saved_beside_the_sheet(window, qtbot, went_out, back, monkeypatch, tmp_path):
    went_out.fill("SQ-0021", state="乱填状态")
    shown = back(went_out.save())
    proposed = []
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: proposed.append(words[2]) or (str(target), ""))
    QTest.mouseClick(shown.save_rejected, Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, window.session)
    assert proposed[0].endswith("跟进表_退回.xlsx")
    assert target.exists()
    shown.reject()


def test_a_file_that_is_none_of_ours_is_told(window, qtbot, back, sample_made, tmp_path):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    shown = back(broken)
    assert "已损坏" in shown.trouble.said()
    assert not shown.apply.isEnabled()
    shown.reject()
    window.tools.take_back(sample_made / "名册.xlsx")
    wait_until_idle(qtbot, window.session)
    wizard = dialog(ImportWizard, qtbot)
    wait_until_idle(qtbot, window.session)
    assert wizard.roster.kind.type_name == "enterprise", "a roster goes on as one"
    wizard.reject()


def test_sheets_go_out_one_for_each_district(window, qtbot, monkeypatch, tmp_path):
    window.show_page("appeals")
    wait_until_idle(qtbot, window.session)
    page = window.page()
    QTest.mouseClick(page.send_button, Qt.MouseButton.LeftButton)
    asked = dialog(FollowupExport, qtbot)
    wait_until_idle(qtbot, window.session)
    assert {row.name: row.cases for row in rows_of(asked.table)} == {"陈立": 4, "李卓然": 3, "王敏": 4, "周倩": 3}
    QTest.mouseClick(asked.split.segments()[2], Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, window.session)
    assert "自贡高新区" in [row.name for row in rows_of(asked.table)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path / "跟进"))
    (tmp_path / "跟进").mkdir()
    QTest.mouseClick(asked.each, Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, window.session)
    made = list((tmp_path / "跟进").iterdir())
    assert len(made) == 7
    assert "14" in page.followups.desk.told()


def test_the_sheet_of_one_person_goes_out_by_keys(window, qtbot, monkeypatch, tmp_path):
    window.show_page("rounds")
    wait_until_idle(qtbot, window.session)
    wait_until_idle(qtbot, window.session)
    page = window.page()
    page.send_followups()
    asked = dialog(FollowupExport, qtbot)
    wait_until_idle(qtbot, window.session)
    target = tmp_path / "王敏.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    asked.table.choose_row([row.name for row in rows_of(asked.table)].index("王敏"))
    QTest.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, window.session)
    edited = Edited.open(target)
    assert edited.sheet.max_row - HEAD_ROW == 4
    assert "经办人：王敏" in edited.sheet["A2"].value
