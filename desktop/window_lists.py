"""Every list remembers on this computer its columns (widths, order, choice) and the order of its rows."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.pages.page import Page
from desktop.settings import Settings
from widgets.record_table import RecordTable

_PAUSE = 400
"""Milliseconds without moving a column after which its place is written down."""
_KEY = "lists"


class RememberedLists(QObject):
    """Puts back what the lists of a page looked like, and writes down what is changed of them."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        """`parent` is the window; what waits is written when it goes."""
        super().__init__(parent)
        self._settings = settings
        self._known: dict[str, dict[str, Any]] = dict(settings.get(_KEY, {}))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.keep)

    def attach(self, page: Page) -> None:
        """Looks after all lists of a page that was just made, each under its place in the page."""
        tables = [table for table in page.findChildren(RecordTable) if not table.horizontalHeader().isHidden()]
        for number, table in enumerate(tables):
            name = f"{page.name} {number}"
            if name in self._known:
                table.restore_columns(self._known[name])
            table.state_changed.connect(partial(self._note, name, table))

    def _note(self, name: str, table: RecordTable) -> None:
        self._known[name] = table.columns_state()
        self._timer.start()

    def keep(self) -> None:
        """Writes down what was changed."""
        self._timer.stop()
        if self._known != self._settings.get(_KEY, {}):
            self._settings.put(_KEY, self._known)
