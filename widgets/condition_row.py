"""One condition of a filter as a row: field, test, and what it compares with."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casework.fields import Column
from casework.filters import TESTS, Condition
from casework.language import _
from widgets.condition_values import Value, value_for
from widgets.conditions import tests_of
from widgets.editor import EditorNeeds

_FIELD_WIDTH, _TEST_WIDTH = 160, 136


class ConditionRow(QWidget):
    """Shows and takes a condition. `changed` is told on every edit by the user."""

    changed = Signal()

    def __init__(self, columns: Sequence[Column], needs: EditorNeeds) -> None:
        """`columns` may be filtered by."""
        super().__init__()
        self._columns, self._needs = list(columns), needs
        self.field, self.test = QComboBox(), QComboBox()
        self.field.setAccessibleName(_("Field"))
        self.test.setAccessibleName(_("Test"))
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.test.setFixedWidth(_TEST_WIDTH)
        self.field.setMaxVisibleItems(16)
        for column in self._columns:
            self.field.addItem(column.label, column.name)
        self.value: Value = Value(self._columns[0])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for part in (self.field, self.test):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.value, 1)
        self.setFocusProxy(self.field)
        self.field.currentIndexChanged.connect(self._take_field)
        self.test.currentIndexChanged.connect(self._take_test)
        self._take_field()

    def column(self) -> Column:
        """The field chosen."""
        return self._columns[max(0, self.field.currentIndex())]

    def condition(self) -> Condition:
        """The condition as it is put together; BadInput where its value is missing or not understood."""
        value, words = self.value.stored()
        return Condition(field=self.column().name, test=str(self.test.currentData()), value=value, words=words)

    def choose(self, field: str, test: str) -> Value:
        """Chooses field and test; gives the part in which the value is given."""
        self.field.setCurrentIndex(max(0, self.field.findData(field)))
        self.test.setCurrentIndex(max(0, self.test.findData(test)))
        return self.value

    def show_condition(self, condition: Condition) -> None:
        """Shows a condition."""
        self.choose(condition.field, condition.test).show_value(condition)

    def _take_field(self) -> None:
        kept = self.test.currentData()
        self.test.blockSignals(True)
        self.test.clear()
        for test in tests_of(self.column()):
            self.test.addItem(_(TESTS[test]), test)
        self.test.setCurrentIndex(max(0, self.test.findData(kept)))
        self.test.blockSignals(False)
        self._take_test()

    def _take_test(self) -> None:
        old = self.value
        self.value = value_for(self.column(), str(self.test.currentData()), self._needs)
        self._row.replaceWidget(old, self.value)
        old.hide()
        old.deleteLater()
        self.value.changed.connect(self.changed)
        self.changed.emit()
