"""Nothing on these pages is cut off without a word, on a usual screen, a small one and a large one (trap 18)."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QToolButton, QWidget

from tests.desktop.window_fixture import settings, theme, wait_until_idle, window
from widgets.cards import Card
from widgets.labels import LineLabel, TextLabel

__all__ = ["settings", "theme", "window"]
_MEASURED = (QAbstractButton, LineLabel, TextLabel, QLineEdit, Card)


def cut_off(page: QWidget) -> list[str]:
    """The visible parts that have less room than they need; what scrolls may be as long as it likes."""
    found = []
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, _MEASURED) or isinstance(part, QToolButton):
            continue
        needed, given = part.minimumSizeHint(), part.size()
        inside = part.parentWidget().rect().adjusted(-3, -3, 3, 3).contains(part.geometry())
        scrolls = isinstance(part.parentWidget().parentWidget(), QAbstractScrollArea) or not needed.isValid()
        if needed.width() > given.width() or needed.height() > given.height() or not (inside or scrolls):
            found.append(f"{type(part).__name__} {part.accessibleName()[:40]} {needed} {part.geometry()}")
    return found


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1920, 1080), (1280, 720)])
@pytest.mark.parametrize("name", ["today", "reports", "libraries", "matching"])
def test_every_part_has_the_room_it_needs(window, qtbot, name, size):
    window.resize(*size)
    window.show_page(name)
    wait_until_idle(qtbot, window.session)
    qtbot.waitUntil(lambda: window.width() == size[0])
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    assert cut_off(window.page()) == []
