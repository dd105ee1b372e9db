"""The shape of a question over the window: title, what it is about, what is asked, and the buttons."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from casework.language import _
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.labels import TextLabel


class Question(QDialog):
    """A question over the window: a title, what it is about, and below them what is asked."""

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        """A subclass adds to `column`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(TextLabel(title, size=TextSize.RECORD, bold=True))
        self.column.addWidget(TextLabel(text, tone="text2"))

    def end_with(self, accept: Button, *others: QWidget, may_leave: bool = True) -> None:
        """The buttons: the primary one at the right, the way out beside it where there is one."""
        leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        leave.clicked.connect(self.reject)
        leave.setVisible(may_leave)
        leave.setAutoDefault(False)
        accept.setDefault(True)
        self.column.addWidget(row_of(*others, None, leave, accept))
