"""The look for every test of widgets, and the check that nothing is left behind."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from widgets.row_clipboard import keep_as_text
from widgets.theme import Scheme, Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program."""
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def nothing_left_behind(theme: Theme) -> Iterator[None]:
    """Each test begins in light; windows and running timers that it leaves fail it."""
    theme.choose(Scheme.LIGHT)
    before = set(QApplication.topLevelWidgets())
    yield
    keep_as_text()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    running = [timer for widget in left for timer in widget.findChildren(QTimer) if timer.isActive()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert running == []
    assert [repr(widget) for widget in QApplication.topLevelWidgets() if widget not in before] == []


@pytest.fixture
def shown(qtbot) -> Callable[..., QWidget]:
    """Shows a widget of a size and waits until it is there; it is closed after the test."""

    def show(widget: QWidget, width: int = 900, height: int = 500) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        QCoreApplication.processEvents()
        return widget

    return show


def press(widget: QWidget, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses keys one after another."""
    for key in keys:
        QTest.keyClick(widget, key, with_)


def type_in(widget: QWidget, text: str) -> None:
    """Types characters, Chinese ones too, which QTest itself cannot."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends: text not yet confirmed, then perhaps the confirmed one."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(widget, event)


def click(widget: QWidget, x: float, y: float) -> None:
    """A click of the left button at a place of the widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
