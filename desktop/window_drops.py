"""A spreadsheet dropped anywhere on the window is imported."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.dialogs.spreadsheet_files import ENDINGS


class RosterDrops(QObject):
    """Takes spreadsheets that nothing inside the window takes itself; the first of several."""

    def __init__(self, window: QWidget, may: Callable[[], bool], take: Callable[[Path], None]) -> None:
        """`take` is handed the file where `may` allows it."""
        super().__init__(window)
        self._may, self._take = may, take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes what is dragged over the window and dropped on it."""
        del watched
        if isinstance(event, QDragEnterEvent | QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        ):
            found = _spreadsheets(event)
            if found and self._may():
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(found[0])
                return True
        return False


def _spreadsheets(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ENDINGS]
