"""Rows from Excel or WPS pasted on a list: the import shows what they would do, does it, and one step takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from casework.chinese import make_uscc
from casework.entities.enterprises import Enterprise
from desktop.dialogs.import_wizard import ImportWizard, Step
from tests.desktop.page_steps import CONTROL, dialog, settled
from tests.desktop.window_fixture import settings, stored, theme, window

__all__ = ["settings", "theme", "window"]
NEW = {"示例沱江密封件有限公司": "流体机械", "示例釜溪数控软件有限公司": "软件"}
ROWS = "\n".join(
    ["企业名称\t统一社会信用代码\t产业链"]
    + [f"{name}\t{make_uscc('999999', 7_700 + n)}\t{chain}" for n, (name, chain) in enumerate(NEW.items())]
)


@pytest.fixture
def page(window, qtbot):
    window.show_page("enterprises")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def pasted(window):
    return {e.name: e.industry_chain for e in stored(window).select(Enterprise) if e.name in NEW}


def step(wizard, wanted, page, qtbot):
    qtbot.waitUntil(lambda: wizard.step is wanted, timeout=10000)
    settled(page, qtbot)


def test_pasted_rows_go_through_the_plan_of_an_import_and_back_in_one_step(page, window, qtbot):
    QGuiApplication.clipboard().setText(ROWS)
    qtbot.keyClick(page.list.table, Qt.Key.Key_V, CONTROL)
    wizard = dialog(ImportWizard, qtbot)
    step(wizard, Step.COLUMNS, page, qtbot)
    assert wizard.roster.kind is Enterprise
    wizard.next.click()
    step(wizard, Step.PLAN, page, qtbot)
    assert pasted(window) == {}
    wizard.next.click()
    step(wizard, Step.DONE, page, qtbot)
    assert pasted(window) == NEW
    wizard.accept()
    window.undo()
    settled(page, qtbot)
    assert pasted(window) == {}


def test_an_empty_clipboard_opens_nothing(page, window, qtbot):
    QGuiApplication.clipboard().setText("")
    window.run_command("paste_rows")
    assert not [w for w in QGuiApplication.topLevelWindows() if w.isVisible() and "导入" in w.title()]
