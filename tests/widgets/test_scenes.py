"""Every widget as a page shows it: light and dark, at 100 and 150 %, whole, named, without a trace."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QScrollBar, QWidget

from casework.language import choose_language
from tests.widgets.scenes import SCENES
from widgets.theme import Scheme, Theme


def picture(widget: QWidget, ratio: float) -> QPixmap:
    """The widget as a screen of that scale shows it."""
    pixmap = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    widget.render(
        pixmap, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    )
    return pixmap


def parts(widget: QWidget) -> list[QWidget]:
    """The widget and every visible part of it."""
    return [widget, *(part for part in widget.findChildren(QWidget) if part.isVisible())]


def cut(widget: QWidget) -> list[str]:
    """Visible parts that are smaller than they need to be (trap 18 of the look)."""
    wanted = [p for p in parts(widget) if not isinstance(p, QScrollBar) and p.layout() is None]
    found: list[str] = []
    for part in wanted:
        least = part.minimumSizeHint()
        within = isinstance(part, QAbstractScrollArea | QLineEdit) or isinstance(part.parent(), QLineEdit)
        if isinstance(part, QLabel) and part.wordWrap():
            small = part.height() < part.heightForWidth(part.width())
        else:
            small = least.isValid() and (part.width() < least.width() or part.height() < least.height())
        if small and not within:
            found.append(f"{type(part).__name__} {part.accessibleName()!r}: {part.size()} < {least}")
    return found


def nameless(widget: QWidget) -> list[str]:
    """Parts that take the focus and have no words for those who cannot see them."""
    reached = [p for p in parts(widget) if p.focusPolicy() & Qt.FocusPolicy.TabFocus and p.focusProxy() is None]
    silent = [p for p in reached if not (p.accessibleName() or (isinstance(p, QAbstractButton) and p.text()))]
    return [type(part).__name__ for part in silent if type(part).__name__ != "QScrollArea"]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("name", SCENES)
def test_a_widget_is_whole_named_and_painted(name: str, scheme: Scheme, theme: Theme, shown: Callable) -> None:
    theme.choose(scheme)
    make, width, height = SCENES[name]
    widget = shown(make(), width, height)
    assert cut(widget) == []
    assert nameless(widget) == []
    for ratio in (1.0, 1.5, 2.0):
        image = picture(widget, ratio).toImage()
        colours = {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
        }
        assert len(colours) > 8
    window = {theme.tokens.chrome.lower(), theme.tokens.card.lower()}
    assert window & colours


@pytest.mark.parametrize("name", SCENES)
def test_english_fits_as_well(name: str, shown: Callable) -> None:
    choose_language("en")
    make, width, height = SCENES[name]
    assert cut(shown(make(), width, height)) == []


def test_a_part_that_is_cut_would_be_seen(shown: Callable) -> None:
    label = QLabel("很长的一句话，要两行才放得下。" * 3)
    label.setWordWrap(True)
    holder = QWidget()
    label.setParent(holder)
    label.setGeometry(0, 0, 120, 18)
    shown(holder, 200, 100)
    assert len(cut(holder)) == 1
    label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    assert nameless(holder) == ["QLabel"]


@pytest.mark.parametrize("name", SCENES)
def test_no_reference_to_none_is_lost(name: str, shown: Callable) -> None:
    make, width, height = SCENES[name]
    widget = shown(make(), width, height)
    for _warm in range(2):
        widget.grab()
        QCoreApplication.processEvents()
    before = sys.getrefcount(None)
    for _turn in range(20):
        widget.update()
        widget.grab()
        QCoreApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < 40
