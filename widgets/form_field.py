"""One field of a form: its label, its editor, and the line below that says what is wrong."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.fields import Column, Kind
from casework.language import _
from widgets.editor import Editor
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import caption


class FormField(QWidget):
    """Label above, editor, and an error or a question below; a box to tick carries its own label."""

    def __init__(self, column: Column, editor: Editor, *, note: str = "") -> None:
        """`note` stands behind the label (按 1–6)."""
        super().__init__()
        self.column, self.editor = column, editor
        self._label = LineLabel(height=20)
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        self._doubt = TextLabel(tone="amber", size=TextSize.CAPTION)
        self._doubt.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        for part in (editor, self._error, self._doubt):
            layout.addWidget(part)
        self.set_note(note)
        if column.kind is Kind.YES_NO:
            self._label.set_line([])

    def set_note(self, note: str, *, needed: bool | None = None) -> None:
        """Other words behind the label; `needed` overrules what the field itself says about being required."""
        pieces = [caption(self.column.label, elastic=False)]
        if needed if needed is not None else self.column.field.required:
            pieces.append(caption(_("required"), "red", elastic=False))
        if note:
            pieces.append(caption(note))
        self._label.set_line(pieces)

    def hide_label(self) -> None:
        """No room for a label: all fields of the row are boxes to tick."""
        self._label.hide()

    def show_error(self, message: str) -> None:
        """What is wrong, in words and by the red border; nothing for an empty message."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.editor.set_invalid(invalid=bool(message))
        self.editor.setAccessibleDescription(message)

    def error(self) -> str:
        """What is shown as wrong."""
        return self._error.text()

    def show_doubt(self) -> None:
        """Asks about an unusual value; it may be saved all the same."""
        question = self.editor.doubt()
        self._doubt.setText(question)
        self._doubt.setVisible(bool(question))
