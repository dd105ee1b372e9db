"""The menus of the window, made from commands; every key of a command lives here and nowhere else."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from casework.language import _
from desktop.commands import MENUS, Command
from widgets.icons import icon
from widgets.tokens import tokens_of


class Menus:
    """Fills a menu bar with commands, and does them when they are chosen or their key is pressed.

    A command that is not possible is grey while its menu is open; its key then does nothing.
    """

    def __init__(self, bar: QMenuBar, window: QWidget) -> None:
        """The keys act in the whole `window`."""
        self._window = window
        self._menus = {name: QMenu(_(words), bar) for name, words in MENUS.items()}
        self._actions: list[tuple[QAction, Command]] = []
        for menu in self._menus.values():
            bar.addMenu(menu)
            menu.aboutToShow.connect(self._ask)
            menu.aboutToHide.connect(self._enable)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands offered now."""
        return tuple(command for _action, command in self._actions)

    def show_commands(self, groups: Sequence[Sequence[Command]]) -> None:
        """Offers these commands and no others; a hairline stands between the groups of a menu."""
        for action, _command in self._actions:
            self._window.removeAction(action)
        self._actions = []
        for name, menu in self._menus.items():
            _empty(menu)
            for group in groups:
                self._fill(menu, [command for command in group if command.menu == name])
            menu.menuAction().setVisible(bool(menu.actions()))

    def _fill(self, menu: QMenu, commands: Sequence[Command]) -> None:
        if commands and menu.actions():
            menu.addSeparator()
        for command in commands:
            action = QAction(command.label, menu)
            if command.key:
                action.setShortcut(QKeySequence(command.key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if command.icon:
                action.setIcon(icon(command.icon, tokens_of(menu).text2))
            action.triggered.connect(partial(_do, command))
            menu.addAction(action)
            self._window.addAction(action)
            self._actions.append((action, command))

    def _ask(self) -> None:
        for action, command in self._actions:
            action.setEnabled(command.possible())

    def _enable(self) -> None:
        for action, _command in self._actions:
            action.setEnabled(True)


def _empty(menu: QMenu) -> None:
    """Takes all entries out; they live on until the event is over, for one of them may be the cause."""
    for action in menu.actions():
        menu.removeAction(action)
        action.deleteLater()


def _do(command: Command, *_facts: object) -> None:
    if command.possible():
        command.do()
