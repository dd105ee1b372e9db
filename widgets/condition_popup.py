"""The small form in which a condition is put together: field, test, value."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from casework.errors import BadInput
from casework.fields import Column
from casework.language import _
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.conditions import TESTS, WITHOUT_VALUE, Condition, tests_of
from widgets.editor import Editor, EditorNeeds
from widgets.field_editors import editor_for
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.segmented import Segmented


class ConditionPopup(QFrame):
    """Pops up under the filter bar; `made` tells the condition and whether it may hold instead of the others."""

    made = Signal(object, bool)

    def __init__(self, parent: QWidget, columns: Sequence[Column], needs: EditorNeeds) -> None:
        """`columns` may be filtered by."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "popup")
        self._columns, self._needs = list(columns), needs
        self._editor: Editor | None = None
        self._field, self._test = QComboBox(), QComboBox()
        self._field.setAccessibleName(_("Field"))
        self._test.setAccessibleName(_("Test"))
        for column in self._columns:
            self._field.addItem(column.label, column.name)
        self._joined = Segmented([("and", _("and")), ("or", _("or"))], "and", name=_("Joined by"))
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        add = Button(_("Add the condition"), kind=ButtonKind.PRIMARY)
        add.clicked.connect(self.add)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(14, 12, 14, 12)
        self._place.setSpacing(8)
        self._place.addWidget(row_of(self._field, self._test))
        self._place.addWidget(self._error)
        self._place.addWidget(row_of(self._joined, None, add))
        self.setFixedWidth(380)
        self._field.currentIndexChanged.connect(self._take_field)
        self._test.currentIndexChanged.connect(self._take_test)
        self._take_field()

    def open_at(self, place: QPoint, *, joins: bool) -> None:
        """Pops up; `joins` where there are conditions to be joined with."""
        self._joined.setVisible(joins)
        self.move(place)
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def column(self) -> Column:
        """The field chosen."""
        return self._columns[max(0, self._field.currentIndex())]

    def choose(self, field: str, test: str) -> Editor | None:
        """Chooses field and test; gives the editor of the value."""
        self._field.setCurrentIndex(self._field.findData(field))
        self._test.setCurrentIndex(self._test.findData(test))
        return self._editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds, as in every form."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        else:
            super().keyPressEvent(event)

    def add(self) -> None:
        """Hands the condition over, or says what is wrong with its value."""
        column, test = self.column(), str(self._test.currentData())
        value, words = None, ""
        if test not in WITHOUT_VALUE and self._editor is not None:
            try:
                found = self._editor.value()
            except BadInput as error:
                self._say(str(error))
                return
            if found in (None, ""):
                self._say(_("{field} is required.").format(field=column.label))
                return
            value = column.to_stored(found)
            draft = self._editor.draft()
            words = str(draft["words"]) if isinstance(draft, dict) else ""
        self.hide()
        self.made.emit(Condition(field=column.name, test=test, value=value, words=words), self._joined.value() == "or")

    def _take_field(self) -> None:
        self._test.blockSignals(True)
        self._test.clear()
        for test in tests_of(self.column()):
            self._test.addItem(_(TESTS[test]), test)
        self._test.blockSignals(False)
        if self._editor is not None:
            self._place.removeWidget(self._editor)
            self._editor.deleteLater()
        self._editor = editor_for(self.column(), self._needs)
        self._place.insertWidget(1, self._editor)
        self._take_test()

    def _take_test(self) -> None:
        self._say("")
        if self._editor is not None:
            self._editor.setVisible(self._test.currentData() not in WITHOUT_VALUE)
        self.adjustSize()

    def _say(self, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(bool(message))
