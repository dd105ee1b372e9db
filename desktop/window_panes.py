"""F6: the focus goes from pane to pane of the page, and to the side bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def move_to_pane(panes: Sequence[QWidget], step: int) -> None:
    """Gives the focus to the first thing in the next pane (`step` 1) or the previous one (-1)."""
    open_panes = [pane for pane in panes if pane.isVisible() and _first_in(pane) is not None]
    if not open_panes:
        return
    here = QApplication.focusWidget()
    inside = [number for number, pane in enumerate(open_panes) if here is not None and pane.isAncestorOf(here)]
    # the innermost pane comes last: a card within a card
    number = (inside[-1] + step) % len(open_panes) if inside else 0
    first = _first_in(open_panes[number])
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)


def _first_in(pane: QWidget) -> QWidget | None:
    """The list of a pane, or else the first widget in it that the tab key reaches."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus and pane.isEnabled():
        return pane
    inside = [child for child in pane.findChildren(QWidget) if _takes_tab(child)]
    lists = [child for child in inside if isinstance(child, QAbstractItemView)]
    return min(lists or inside, key=lambda child: _reading_order(pane, child), default=None)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _reading_order(pane: QWidget, child: QWidget) -> tuple[int, int]:
    place = child.mapTo(pane, child.rect().topLeft())
    return place.y(), place.x()
