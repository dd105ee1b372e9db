"""A fault of the program: it is written to the log, told in plain words, and the work goes on."""

import logging
import platform
import traceback

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from casework.language import _
from desktop.dialogs.question import Question
from desktop.settings import log_file
from widgets.buttons import Button, ButtonKind
from widgets.fonts import TextSize
from widgets.labels import TextLabel


class Crash(Question):
    """Says that the program made a mistake; nothing that was saved is lost. What is copied holds no case data."""

    def __init__(self, bug: BaseException, parent: QWidget | None = None) -> None:
        """`bug` has been written to the log already."""
        super().__init__(
            _("The program made a mistake"),
            _("What was saved is safe and what is typed is kept as a draft. You can go on; should it happen again, "
              "restart the program and send the diagnosis to whoever looks after it."),
            parent,
        )  # fmt: skip
        self._text = diagnosis(bug)
        place = TextLabel(_("Log: {path}").format(path=log_file()), tone="dim", size=TextSize.CAPTION)
        self.column.addWidget(place)
        copy = Button(_("Copy the diagnosis"), "copy", hint=_("without any data of enterprises"))
        copy.clicked.connect(self._copy)
        folder = Button(_("Open the log"), "folder_open")
        folder.clicked.connect(_open_log)
        go_on = Button(_("Go on"), "arrow_right", ButtonKind.PRIMARY, key="Return")
        go_on.clicked.connect(self.accept)
        self.end_with(go_on, copy, folder, may_leave=False)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def diagnosis(bug: BaseException) -> str:
    """Where the program failed, without any value: a message may hold data of a case."""
    frames = [
        f"{frame.name} {_short(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(bug.__traceback__)
    ]
    machine = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
    return "\n".join([type(bug).__name__, *frames, machine])


def log_bug(bug: BaseException) -> None:
    """Writes a bug with everything known of it to the log on this computer."""
    logging.getLogger("huifang").error("bug in the window", exc_info=bug)


def start_log() -> None:
    """From now on the log is written to the user's folder."""
    place = log_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=place, format="%(asctime)s %(levelname)s %(message)s", encoding="utf-8")


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _open_log(*_facts: object) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file().parent)))
