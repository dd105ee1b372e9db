"""Making a file to be handed out: where to, progress, and afterwards open it, show it in its folder, copy its path."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.errors import CaseworkError, FileTrouble
from casework.language import _
from desktop.export_log import Made
from desktop.session import Session, Told
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import Card, row_of
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Words, caption
from widgets.progress import Progress

Make = Callable[[Casebook, Path], Made]
LongMake = Callable[[Casebook, Path, Told], Made]
_OWNER_MARKS = ("~${name}", ".~{name}", ".~lock.{name}#")
"""The files by which Excel, WPS and LibreOffice show that they hold a document open."""
_FOLDER = "export_folder"
"""Under which this computer remembers where the last file was put."""
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def file_name(*words: str, suffix: str) -> str:
    """A name for a new file, without the characters that a file system refuses."""
    return "".join(words).translate(_UNSAFE).strip() + suffix


def is_open_elsewhere(target: Path) -> bool:
    """Whether Excel, WPS or LibreOffice holds the document open."""
    return any((target.parent / mark.format(name=target.name)).exists() for mark in _OWNER_MARKS)


class ExportDesk(QWidget):
    """A line in a page, hidden until a file is made; `made` tells what lies where."""

    made = Signal(object)
    """The path of a file that was made."""

    def __init__(self, session: Session) -> None:
        """Files are made on the session's lane for long work."""
        super().__init__()
        self._session = session
        self._target = Path()
        self._again: Callable[[], None] | None = None
        self.progress = Progress()
        self._line = LineLabel(height=32)
        self._warning = TextLabel(tone="amber")
        self.open = Button(_("Open the file"), "open", height=28)
        self.folder = Button(_("Show in folder"), "folder_open", ButtonKind.GHOST, height=28)
        self.copy = Button(_("Copy path"), "copy", ButtonKind.GHOST, height=28)
        self.again = Button(_("Try again"), "arrow_sync", height=28)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        away = icon_button("dismiss", _("Put away"), height=28)
        away.clicked.connect(self._put_away)
        self._card = Card(margins=(14, 4, 8, 4))
        buttons = row_of(self.open, self.folder, self.copy, self.again, away, spacing=4)
        self._card.add(row_of(self._line, None, buttons))
        self._card.add(self._warning)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(self._card)
        self._card.hide()
        self.hide()

    def _connect(self) -> None:
        self.open.clicked.connect(self._open)
        self.folder.clicked.connect(self._show_in_folder)
        self.copy.clicked.connect(self._copy_path)
        self.again.clicked.connect(self._try_again)
        self._session.progressed.connect(self._show_progress)
        self.progress.cancelled.connect(self._session.cancel_work)

    def _show_progress(self, words: str, done: int, _total: int) -> None:
        if not words:
            self.progress.finish()
        elif self.is_busy:
            self.progress.advance(done)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being made."""
        return not self.progress.isHidden()

    def ask(self, name: str, what: str, make: Make) -> None:
        """Asks where the file is to lie, `name` proposed, and makes it; `what` is said while it is made."""
        target = self.target_asked(name, what)
        if target:
            self.make(target, what, make)

    def make(self, target: Path, what: str, make: Make) -> None:
        """Makes the file at `target`, replacing what lies there (the user was asked)."""
        self._run(target, what, lambda book, path, _told: make(book, path), total=0)

    def make_many(self, target: Path, what: str, make: LongMake, total: int) -> None:
        """Makes `total` papers into a file or a folder; the user sees how far it is and may stop it."""
        self._run(target, what, make, total=total)

    def _run(self, target: Path, what: str, make: LongMake, *, total: int) -> None:
        if self.is_busy:
            return
        self._target = target
        self._session.settings.put(_FOLDER, str(target if target.is_dir() else target.parent))
        self._again = lambda: self._run(target, what, make, total=total)
        self._card.hide()
        self.show()
        line = _("{what}: {name}").format(what=what, name=target.name)
        self.progress.start(line, total, cancels=total > 0)
        self._session.work(what, lambda book, told: make(book, target, told), self._tell, self._failed)

    def folder_asked(self, what: str) -> Path | None:
        """The folder that the user chooses; None where he does not want to."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, what, str(self._session.settings.get(_FOLDER, documents)))
        return Path(chosen) if chosen else None

    def target_asked(self, name: str, what: str) -> Path | None:
        """The file that the user chooses, `name` proposed; None where he does not want to."""
        kinds = {".xlsx": _("Workbook (*.xlsx)"), ".pdf": _("PDF (*.pdf)")}
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(str(self._session.settings.get(_FOLDER, documents))) / name)
        chosen, _kind = QFileDialog.getSaveFileName(self, what, proposed, kinds.get(Path(name).suffix, ""))
        if not chosen:
            return None
        target = Path(chosen)
        return target if target.suffix else target.with_suffix(Path(name).suffix)

    def _tell(self, made: Made) -> None:
        about = caption(_("{count} · export {number}").format(count=made.count, number=made.record.number))
        self._line.set_line([Icon("checkmark_circle", "green", 18), Words(self._target.name, bold=True), about])
        warnings = list(made.warnings)
        if is_open_elsewhere(self._target):
            words = _("{name} is open in WPS or Excel; close it there and open it again to see what is new.")
            warnings.append(words.format(name=self._target.name))
        self._finish(warnings, failed=False)
        self.made.emit(self._target)

    def _failed(self, error: CaseworkError) -> None:
        told = self._explained(error)
        self._line.set_line([Icon("warning", "red", 18), Words(told.message)])
        self._finish([told.remedy] if told.remedy else [], failed=True)

    def _explained(self, error: CaseworkError) -> CaseworkError:
        """A file that another program holds open is said to be so."""
        held = isinstance(error.__cause__, PermissionError) and self._target.exists()
        if not (held or is_open_elsewhere(self._target)):
            return error
        return FileTrouble(
            _("{name} is open in WPS or Excel.").format(name=self._target.name),
            remedy=_("Close it there and try again, or choose another name."),
        )

    def _finish(self, lines: list[str], *, failed: bool) -> None:
        self._warning.setText("\n".join(lines))
        self._warning.setVisible(bool(lines))
        for button in (self.open, self.folder, self.copy):
            button.setVisible(not failed)
        self.again.setVisible(failed)
        self._card.setAccessibleName(" ".join([self._line.accessibleName(), *lines]))
        self._card.show()

    def told(self) -> str:
        """What is said of the last file."""
        return self._card.accessibleName() if not self._card.isHidden() else ""

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))

    def _show_in_folder(self) -> None:
        if sys.platform == "win32":
            QProcess.startDetached("explorer", ["/select,", QDir.toNativeSeparators(str(self._target))])
        elif sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", str(self._target)])
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._target))
        self._session.said.emit(_("The path is on the clipboard."))

    def _try_again(self) -> None:
        if self._again:
            self._again()

    def _put_away(self) -> None:
        self._card.hide()
        self.hide()
