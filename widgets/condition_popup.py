"""The small form in which one more condition is put together: field, test, value."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casework.errors import BadInput
from casework.fields import Column
from casework.language import _
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.condition_row import ConditionRow
from widgets.condition_values import Value
from widgets.editor import EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.segmented import Segmented

_WIDTH = 560


class ConditionPopup(QFrame):
    """Pops up under the filter bar; `made` tells the condition and whether it may hold instead of the others.

    `whole_asked` asks for all conditions of the filter at once.
    """

    made = Signal(object, bool)
    whole_asked = Signal()

    def __init__(self, parent: QWidget, columns: Sequence[Column], needs: EditorNeeds) -> None:
        """`columns` may be filtered by."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "popup")
        self.row = ConditionRow(columns, needs)
        self._joined = Segmented([("and", _("and")), ("or", _("or"))], "and", name=_("Joined by"))
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        add = Button(_("Add the condition"), kind=ButtonKind.PRIMARY)
        add.clicked.connect(self.add)
        whole = Button(_("All conditions…"), kind=ButtonKind.GHOST)
        whole.clicked.connect(self._ask_whole)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(14, 12, 14, 12)
        self._place.setSpacing(8)
        self._place.addWidget(self.row)
        self._place.addWidget(self._error)
        self._place.addWidget(row_of(self._joined, whole, None, add))
        self.setFixedWidth(_WIDTH)
        self.row.changed.connect(self._settle)

    def open_at(self, place: QPoint, *, joins: bool) -> None:
        """Pops up; `joins` where there are conditions to be joined with."""
        self._joined.setVisible(joins)
        self._settle()
        self.move(place)
        self.show()
        self.row.setFocus(Qt.FocusReason.PopupFocusReason)

    def choose(self, field: str, test: str) -> Value:
        """Chooses field and test; gives the part in which the value is given."""
        return self.row.choose(field, test)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds, as in every form."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        else:
            super().keyPressEvent(event)

    def add(self, *_facts: object) -> None:
        """Hands the condition over, or says what is wrong with its value."""
        try:
            condition = self.row.condition()
        except BadInput as error:
            self._say(str(error))
            return
        self.hide()
        self.made.emit(condition, self._joined.value() == "or")

    def _ask_whole(self, *_facts: object) -> None:
        self.hide()
        self.whole_asked.emit()

    def _settle(self) -> None:
        self._say("")

    def _say(self, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.adjustSize()
