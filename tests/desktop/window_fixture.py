"""A window on a copy of the sample for the tests of pages, and the checks that it leaves nothing behind."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.casebook import Casebook
from desktop.session import Session
from desktop.settings import Settings
from desktop.window import Window
from widgets.row_clipboard import keep_as_text
from widgets.theme import Scheme, Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program, light."""
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What this computer remembers, in a folder of the test."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def window(qtbot: QtBot, sample: str, settings: Settings, theme: Theme) -> Iterator[Window]:
    """A shown window on a copy of the sample, looked at by 王敏 on 2022-12-30.

    Fails on a bug that a lane met, and on threads, running timers or widgets left behind.
    """
    threads, widgets = set(threading.enumerate()), set(QApplication.topLevelWidgets())
    bugs: list[Exception] = []
    session = Session(Path(sample), "王敏", settings=settings)
    session.failed.connect(bugs.append)
    shown = Window(session)
    shown.resize(1440, 900)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    wait_until_idle(qtbot, session)
    close_window(shown)
    assert bugs == [], bugs
    assert not (left := left_over_widgets(widgets)), left
    assert not (running := [t.name for t in threading.enumerate() if t not in threads]), running


def close_window(window: Window) -> None:
    """Closes a window with its session, and lets Qt delete what is to be deleted."""
    window.close()
    window.session.close()
    keep_as_text()
    assert not (active := [timer.parent() for timer in window.findChildren(QTimer) if timer.isActive()]), active
    window.deleteLater()
    window.session.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def left_over_widgets(before: set[QWidget]) -> list[str]:
    """The windows that stand there now and did not before."""
    return [repr(widget) for widget in QApplication.topLevelWidgets() if widget not in before]


def wait_until_idle(qtbot: QtBot, session: Session) -> None:
    """Until everything that was asked of the lanes has been told."""
    qtbot.waitUntil(lambda: not session.is_busy, timeout=20000)


def stored(window: Window) -> Casebook:
    """The database as it is, to compare the screen with."""
    return window.session.book
