"""A window beside the main one that may stay open while the work goes on: history, bin, keys, notices."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from widgets.cards import CardHead


class SideWindow(QDialog):
    """A head and a column below it; Esc closes it."""

    def __init__(self, title: str, note: str, parent: QWidget | None, size: QSize) -> None:
        """A subclass adds to `column`."""
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(title)
        self.resize(size)
        self.head = CardHead(title, note)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 10, 16, 14)
        self.column.setSpacing(8)
        self.column.addWidget(self.head)

    def bring_forward(self) -> None:
        """Shows it in front."""
        self.show()
        self.raise_()
        self.activateWindow()
