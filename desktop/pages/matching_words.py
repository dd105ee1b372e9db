"""A line of words that is looked up after a pause in typing, and never while its page is out of sight."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from widgets.typed_line import TypedLine

PAUSE = 180
"""Milliseconds without typing after which the words are looked up."""


class LookedUpLine(TypedLine):
    """`asked` tells the words after a pause, at once by Enter; not while the input method composes."""

    asked = Signal(str)

    def __init__(self, placeholder: str, name: str) -> None:
        """`name` is read out."""
        super().__init__(placeholder=placeholder, name=name)
        self.set_trailing("search")
        self._waits = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)
        self.entered.connect(self._ask)

    def words(self) -> str:
        """What stands in the line."""
        return self.text().strip()

    def forget(self) -> None:
        """Empties the line and tells nobody."""
        self._timer.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is still to be looked up waits until the page is seen again."""
        super().hideEvent(event)
        self._waits = self._timer.isActive()
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks up what had to wait."""
        super().showEvent(event)
        if self._waits:
            self._waits = False
            self._timer.start()

    def _typed(self, _text: str) -> None:
        if not self.is_composing:
            self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        self.asked.emit(self.words())
