"""The actions of a row: shown on the hovered row, in its context menu, and on their keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from widgets.buttons import Button, ButtonKind, icon_button
from widgets.icons import icon
from widgets.tokens import tokens_of


def _always(row: Any) -> bool:
    del row
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAction:
    """Something that can be done with one row; nothing exists on hover alone, so it stands in the menu as well."""

    label: str
    run: Callable[[Any], object]
    icon: str = ""
    key: str = ""
    """a plain letter or a combination; it acts on the current row while the list has the focus"""
    hovered: bool = False
    """whether it is shown on the hovered row"""
    may: Callable[[Any], bool] = _always
    """whether it can be done with this row"""


def _run(action: RowAction, row: Any, *_facts: object) -> None:
    action.run(row)


class HoverActions(QFrame):
    """Small buttons at the right end of the hovered row, in place of what stands there."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until a row is hovered."""
        super().__init__(parent)
        self.setProperty("surface", "hovered")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(2)
        self.hide()

    def offer(self, actions: Sequence[RowAction], row: Any) -> bool:
        """Shows the actions that can be done with a row; False where there are none."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        offered = [action for action in actions if action.hovered and action.may(row)]
        for number, action in enumerate(offered):
            button = self._button(action, words=number == 0)
            button.clicked.connect(partial(_run, action, row))
            self._row.addWidget(button)
        return bool(offered)

    def _button(self, action: RowAction, *, words: bool) -> Button:
        if words or not action.icon:
            button = Button(action.label, action.icon, ButtonKind.LINK, height=28)
        else:
            button = icon_button(action.icon, action.label, height=28)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def action_menu(parent: QWidget, actions: Sequence[RowAction], row: Any) -> QMenu:
    """The context menu of a row, with the keys beside the words; it deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    colour = tokens_of(parent).dim
    for action in actions:
        entry = QAction(action.label, menu)
        if action.icon:
            entry.setIcon(icon(action.icon, colour))
        if action.key:
            entry.setShortcut(QKeySequence(action.key))
            entry.setShortcutVisibleInContextMenu(True)
        entry.setEnabled(action.may(row))
        entry.triggered.connect(partial(_run, action, row))
        menu.addAction(entry)
    return menu
