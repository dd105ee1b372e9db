"""The notice bar: what has been done, with the way back; or what went wrong, with the remedy."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from casework.errors import CaseworkError
from casework.language import _
from widgets.buttons import Button, icon_button, link_button
from widgets.labels import LineLabel
from widgets.pieces import Icon, Key, Piece, Words, caption

SECONDS_SHOWN = 10
"""A result leaves after this time; undoing stays possible in the menu. Errors stay until they are put away."""


class NoticeBar(QFrame):
    """One line at the foot of a page; never takes the focus, is read out by screen readers."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until something is told."""
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self._line = LineLabel(height=36)
        self._undo = link_button(_("Undo"))
        self._undo.clicked.connect(self._undone)
        self._key = LineLabel([Key("Ctrl+Z")], height=36)
        self._act = link_button("")
        self._act.clicked.connect(self._acted)
        self._action: Callable[[], object] | None = None
        self._close = icon_button("dismiss", _("Put away"), height=28)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.setSpacing(6)
        row.addWidget(self._line, 1)
        for part in (self._act, self._undo, self._key, self._close):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS_SHOWN * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, *, undo: bool = False, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Says what was done; `undo` offers the way back, `action` and `run` a next step (open the folder)."""
        self._show([Icon("checkmark_circle", "green", 18), Words(text)], undo=undo, action=action, run=run)
        self._timer.start()

    def warn(self, error: CaseworkError | str, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Says what could not be done and the remedy; stays until it is put away."""
        told = error if isinstance(error, CaseworkError) else CaseworkError(error)
        pieces: list[Piece] = [Icon("warning", "red", 18), Words(told.message, elastic=not told.remedy)]
        hint = " ".join(filter(None, (told.remedy, " / ".join(told.candidates))))
        if hint:
            pieces.append(caption(hint, "text2"))
        self._show(pieces, undo=False, action=action, run=run)
        self._timer.stop()

    def text(self) -> str:
        """The notice in words."""
        return self._line.accessibleName()

    @property
    def offers_undo(self) -> bool:
        """Whether the way back is offered."""
        return self._undo.isVisibleTo(self)

    def undo_button(self) -> Button:
        """The button of the way back, for the window's focus order."""
        return self._undo

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs behind a hidden bar."""
        self._timer.stop()
        super().hideEvent(event)

    def _show(self, pieces: list[Piece], *, undo: bool, action: str, run: Callable[[], object] | None) -> None:
        self._line.set_line(pieces)
        self.setAccessibleName(self._line.accessibleName())
        self._action = run
        self._act.set_words(action)
        self._act.setVisible(bool(action))
        self._undo.setVisible(undo)
        self._key.setVisible(undo)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _undone(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def _acted(self) -> None:
        if self._action:
            self._action()
