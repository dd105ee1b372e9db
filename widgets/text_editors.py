"""Editors for text, long text, whole numbers and yes or no."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

from casework.errors import BadInput
from casework.fields import Column, Kind
from casework.language import N_, _
from widgets.editor import Editor
from widgets.typed_line import TypedLine, TypedText, mark_invalid

_UNITS = {"working_day": N_("working days"), "day": N_("days"), "person": N_("people")}


class LineEditor(Editor):
    """One line, read by the field itself."""

    def __init__(self, column: Column, line: TypedLine | None = None) -> None:
        """`line` where a subclass has one of its own."""
        super().__init__(column)
        self.line = line or TypedLine()
        self.hold(self.line)
        self.line.textEdited.connect(self.tell_changed)

    def value(self) -> Any:
        """The value meant by the text."""
        return self.column.parse(self.line.text())

    def set_value(self, value: Any) -> None:
        """Shows a value as the user reads it."""
        self.line.setText(self.column.text(value))
        self.line.setCursorPosition(0)

    def draft(self) -> Any:
        """The text."""
        return self.line.text()

    def set_draft(self, draft: Any) -> None:
        """The text."""
        self.line.setText(str(draft))

    def set_invalid(self, *, invalid: bool) -> None:
        """Red border."""
        mark_invalid(self.line, invalid=invalid)

    def set_read_only(self, *, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.line.setReadOnly(read_only)
        mark_invalid(self.line, invalid=False)


class LongTextEditor(Editor):
    """Several lines."""

    def __init__(self, column: Column, *, height: int = 74) -> None:
        """`height` for about three lines."""
        super().__init__(column)
        self.box = TypedText()
        self.box.setMinimumHeight(height)
        self.hold(self.box)
        self.box.textChanged.connect(self._told)
        self._quiet = False

    def _told(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def value(self) -> str:
        """The text without white space at its ends."""
        return self.box.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Shows the text."""
        self.set_draft(value or "")

    def draft(self) -> str:
        """The text as it stands."""
        return self.box.toPlainText()

    def set_draft(self, draft: Any) -> None:
        """Puts the text back."""
        self._quiet = True
        self.box.setPlainText(str(draft))
        self._quiet = False

    def set_invalid(self, *, invalid: bool) -> None:
        """Red border."""
        mark_invalid(self.box, invalid=invalid)

    def set_read_only(self, *, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.box.setReadOnly(read_only)


class IntegerLine(TypedLine):
    """A line in which Up and Down count."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One more, one less."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        plain = self.text().strip()
        if step and plain.lstrip("-").isdigit():
            self.setText(str(int(plain) + step))
            self.textEdited.emit(self.text())
        else:
            super().keyPressEvent(event)


class IntegerEditor(LineEditor):
    """A whole number with its unit behind it."""

    def __init__(self, column: Column) -> None:
        """The unit comes from the field."""
        super().__init__(column, IntegerLine())
        unit = _UNITS.get(column.field.unit, "")
        self.line.set_hint(_(unit) if unit else "")

    def value(self) -> int | None:
        """The number; nothing given is None or 0, as the field says. Negative numbers are refused."""
        number = self.column.parse(self.line.text())
        if number is not None and number < 0:
            raise BadInput(_("{field}: a count cannot be negative.").format(field=self.column.label))
        return number


class YesNoEditor(Editor):
    """A box to tick; its own words are the label."""

    def __init__(self, column: Column) -> None:
        """Not ticked."""
        super().__init__(column)
        self.box = QCheckBox(column.label)
        self.hold(self.box)
        self.box.clicked.connect(self.tell_changed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Ticks it or not."""
        self.box.setChecked(bool(value))

    def draft(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_draft(self, draft: Any) -> None:
        """Ticks it or not."""
        self.box.setChecked(bool(draft))

    def set_invalid(self, *, invalid: bool) -> None:
        """The words below say what is wrong; a box has no border of its own."""
        mark_invalid(self.box, invalid=invalid)


LONG_KINDS = (Kind.LONG_TEXT,)
"""Kinds that take the whole width of a form."""
