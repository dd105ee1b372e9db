"""A line to type in with its label above and what is wrong below, for questions that belong to no record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casework.language import _
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Piece, caption
from widgets.typed_line import TypedLine, mark_invalid


class LabelledLine(QWidget):
    """Label, line, error."""

    def __init__(
        self, label: str, text: str = "", *, note: str = "", needed: bool = False, secret: bool = False
    ) -> None:
        """`note` stands behind the label; a `secret` line shows dots."""
        super().__init__()
        self._label = label
        self.line = TypedLine(text, name=label)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        pieces: list[Piece] = [caption(label, "text2", elastic=False)]
        if needed:
            pieces.append(caption(_("required"), "red", elastic=False))
        if note:
            pieces.append(caption(note))
        column.addWidget(LineLabel(pieces, height=20))
        column.addWidget(self.line)
        column.addWidget(self._error)
        self.line.textEdited.connect(self._forgive)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What is typed, without spaces around it."""
        return self.line.text().strip()

    def secret(self) -> str:
        """What is typed, letter by letter: spaces belong to a passphrase."""
        return self.line.text()

    def show_error(self, message: str) -> None:
        """Says what is wrong, and goes there."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        mark_invalid(self.line, invalid=bool(message))
        self.line.setAccessibleDescription(message)
        if message:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def error(self) -> str:
        """What is shown as wrong."""
        return self._error.text()

    def is_given(self) -> bool:
        """Whether something is typed; says so where nothing is."""
        if not self.text():
            self.show_error(_("{field} is required.").format(field=self._label))
        return bool(self.text())

    def _forgive(self) -> None:
        if self.error():
            self.show_error("")
