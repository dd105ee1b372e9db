"""What a condition compares with: one value, two that it lies between, several of which it is one, or days."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.errors import BadInput
from casework.fields import Column, Kind
from casework.filters import OF_DAYS, WITHOUT_VALUE, Condition
from casework.language import _
from widgets.buttons import icon_button
from widgets.chip_button import ChipButton
from widgets.code_editor import CodeEditor
from widgets.editor import Editor, EditorNeeds
from widgets.field_editors import editor_for
from widgets.flow import FlowLayout
from widgets.labels import TextLabel
from widgets.text_editors import IntegerLine, LineEditor

_USUAL_DAYS = "30"
_MOST_DAYS = 3660


class Value(QWidget):
    """Shows and takes what a condition compares with. `changed` is told on every edit."""

    changed = Signal()

    def __init__(self, column: Column) -> None:
        """A subclass puts its parts into `row`."""
        super().__init__()
        self.column = column
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def stored(self) -> tuple[Any, str]:
        """The value as it is stored, and its words where it has a name; BadInput where it is not understood."""
        return None, ""

    def show_value(self, condition: Condition) -> None:
        """Shows the value of a condition."""

    def _tell(self, *_facts: object) -> None:
        self.changed.emit()


def value_for(column: Column, test: str, needs: EditorNeeds) -> Value:
    """The part in which the value of such a test is given."""
    if test in WITHOUT_VALUE:
        return Value(column)
    if test in OF_DAYS:
        return _Days(column)
    if test == "between":
        return _Between(column, needs)
    if test == "one_of":
        return _OneOfCodes(column) if column.kind is Kind.CODE else _OneOfRecords(column, needs)
    return _One(column, needs)


def _low_editor(column: Column, needs: EditorNeeds) -> Editor:
    """An editor that fits into one line."""
    if column.kind is Kind.LONG_TEXT:
        return LineEditor(column)
    if column.kind is Kind.CODE and column.field.codes:
        return CodeEditor(column, segments=False)
    return editor_for(column, needs)


def _stored(editor: Editor) -> tuple[Any, str]:
    column = editor.column
    found = editor.value()
    if found in (None, ""):
        raise BadInput(_("{field} is required.").format(field=column.label))
    draft = editor.draft()
    words = str(draft.get("words", "")) if isinstance(draft, dict) else ""
    return column.to_stored(found), words


class _One(Value):
    """One value."""

    def __init__(self, column: Column, needs: EditorNeeds) -> None:
        super().__init__(column)
        self.editor = _low_editor(column, needs)
        self.row.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)
        self.editor.changed.connect(self.changed)

    def stored(self) -> tuple[Any, str]:
        """The value of the editor."""
        return _stored(self.editor)

    def show_value(self, condition: Condition) -> None:
        """Shows it in the editor."""
        self.editor.set_value(self.column.from_stored(condition.value))


class _Between(Value):
    """Two values, the lower first."""

    def __init__(self, column: Column, needs: EditorNeeds) -> None:
        super().__init__(column)
        self.low, self.high = _low_editor(column, needs), _low_editor(column, needs)
        self.row.addWidget(self.low, 1)
        self.row.addWidget(TextLabel(_("to"), tone="dim"))
        self.row.addWidget(self.high, 1)
        self.setFocusProxy(self.low)
        for editor in (self.low, self.high):
            editor.changed.connect(self.changed)

    def stored(self) -> tuple[Any, str]:
        """Both, whichever way round they were given."""
        return tuple(sorted((_stored(self.low)[0], _stored(self.high)[0]))), ""

    def show_value(self, condition: Condition) -> None:
        """Shows both."""
        for editor, value in zip((self.low, self.high), condition.value, strict=True):
            editor.set_value(self.column.from_stored(value))


class _Days(Value):
    """A number of days counted from today."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.line = IntegerLine()
        self.line.setText(_USUAL_DAYS)
        self.line.setAccessibleName(_("Days"))
        self.row.addWidget(self.line, 1)
        self.row.addWidget(TextLabel(_("days"), tone="dim"))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._tell)

    def stored(self) -> tuple[Any, str]:
        """At least one day."""
        plain = self.line.text().strip()
        if not plain.isdecimal() or not 0 < int(plain) <= _MOST_DAYS:
            raise BadInput(_("Give a number of days."))
        return int(plain), ""

    def show_value(self, condition: Condition) -> None:
        """Shows the number."""
        self.line.setText(str(condition.value))


class _OneOfCodes(Value):
    """Boxes to tick, one a code."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        codes = column.field.codes
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(holder, gap=10)
        labels = {code: codes.label(code) for code in codes.labels} if codes else {}
        self.boxes = {code: QCheckBox(label) for code, label in labels.items()}
        for box in self.boxes.values():
            flow.addWidget(box)
            box.clicked.connect(self._tell)
        self.row.addWidget(holder, 1)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def stored(self) -> tuple[Any, str]:
        """The codes ticked."""
        found = tuple(code for code, box in self.boxes.items() if box.isChecked())
        if not found:
            raise BadInput(_("{field}: choose at least one.").format(field=self.column.label))
        return found, ""

    def show_value(self, condition: Condition) -> None:
        """Ticks them."""
        for code, box in self.boxes.items():
            box.setChecked(code in condition.value)


class _OneOfRecords(Value):
    """Records taken one after another, each a chip that its cross takes away."""

    def __init__(self, column: Column, needs: EditorNeeds) -> None:
        super().__init__(column)
        self._needs = needs
        self._taken: dict[str, str] = {}
        self.editor = _low_editor(column, needs)
        take = icon_button("add", _("Take it"), height=28)
        take.clicked.connect(self.take)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=4)
        place = QVBoxLayout()
        place.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self.editor, 1)
        line.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        place.addLayout(line)
        place.addWidget(self._holder)
        self.row.addLayout(place, 1)
        self.setFocusProxy(self.editor)

    def take(self, *_facts: object) -> None:
        """Takes the record that is given; nothing where none is."""
        try:
            record_id, words = _stored(self.editor)
        except BadInput:
            return
        self._taken[record_id] = words or self._needs.label_of(self.column.field.refers_to, record_id)
        self.editor.set_value("")
        self._show_taken()

    def stored(self) -> tuple[Any, str]:
        """The ids, and their names in a row."""
        self.take()
        if not self._taken:
            raise BadInput(_("{field}: choose at least one.").format(field=self.column.label))
        return tuple(self._taken), _(", ").join(self._taken.values())

    def show_value(self, condition: Condition) -> None:
        """Shows a chip for each."""
        names: Sequence[str] = [self._needs.label_of(self.column.field.refers_to, one) for one in condition.value]
        self._taken = dict(zip(condition.value, names, strict=True))
        self._show_taken()

    def _show_taken(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for record_id, words in self._taken.items():
            chip = ChipButton(words, "dismiss")
            chip.clicked.connect(partial(self._drop, record_id))
            self._flow.addWidget(chip)
            chip.show()
        self._holder.updateGeometry()
        self.changed.emit()

    def _drop(self, record_id: str, *_facts: object) -> None:
        self._taken.pop(record_id, None)
        self._show_taken()
