"""Steps that the tests of pages share: waiting for the lanes, finding a dialog, reading rows, saving."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.pages.page import Page
from tests.desktop.window_fixture import wait_until_idle
from widgets.record_table import RecordTable

D = TypeVar("D", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


def settled(page: Page, qtbot: QtBot) -> None:
    """Until the page has been told everything it asked for, and what it asked for then."""
    wait_until_idle(qtbot, page.session)
    wait_until_idle(qtbot, page.session)


def dialog(kind: type[D], qtbot: QtBot) -> D:
    """The dialog of that kind, once it takes keys."""
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    qtbot.waitUntil(lambda: _is_active(form))
    return form


def _is_active(form: QDialog) -> bool:
    """Whether a dialog takes keys; without a screen no window does after another was closed, until it is told to."""
    if QApplication.activeWindow() is None:
        form.activateWindow()
    return form.isActiveWindow()


def rows_of(table: RecordTable) -> list[Any]:
    """The rows of a table; None for one that is read only when it is scrolled to."""
    return [table.row_at(number) for number in range(table.rows_model.rowCount())]


def save(form: Any, qtbot: QtBot) -> None:
    """Ctrl+Enter in a form, which then says that it saved."""
    with qtbot.waitSignal(form.saved, timeout=10000):
        qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
