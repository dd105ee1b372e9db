"""The attachments of an enterprise: dropped, pasted or picked; kept inside the case file."""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.attachments import Attachment
from casework.entities.enterprises import Enterprise
from casework.language import _
from desktop.pages.enterprises_facts import EnterpriseFacts
from desktop.session import Session, Told, now
from widgets.drop_zone import DropZone
from widgets.pieces import Icon, Words
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn

_KIBI = 1024


class FilesTab(QWidget):
    """A place to drop files on, and the table of what is kept."""

    def __init__(self, session: Session) -> None:
        """Empty."""
        super().__init__()
        self._session = session
        self._enterprise: Enterprise | None = None
        self._files: tuple[Attachment, ...] = ()
        self.zone = DropZone()
        self.zone.files_given.connect(self._attach)
        self.zone.picture_given.connect(self._attach_picture)
        self.zone.clicked.connect(partial(_run, self._pick))
        actions = (
            RowAction(label=_("Save as…"), icon="save", key="S", hovered=True, run=self._save_as),
            RowAction(label=_("Move to the recycle bin"), icon="dismiss", key="Delete", run=self._remove),
        )
        self.table = RecordTable(_columns(), name=_("Attachments"), actions=actions)
        self.table.empty.say(_("No file hangs on this enterprise yet."))
        self.table.opened.connect(self._open)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 8, 0, 0)
        place.setSpacing(6)
        place.addWidget(self.zone)
        place.addWidget(self.table, 1)

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows the files of an enterprise."""
        self._enterprise, self._files = facts.enterprise, facts.attachments
        self.table.show_rows(list(facts.attachments))

    def _pick(self) -> None:
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._attach)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _attach(self, paths: Sequence[str]) -> None:
        owner = self._enterprise
        if owner is None:
            return

        def attach(book: Casebook, told: Told) -> int:
            """The words inside are read as well, which may take seconds: beside the work, file by file."""
            for done, path in enumerate(paths):
                if not told(done, len(paths)):
                    return done
                book.attach(owner, Path(path))
            return len(paths)

        self._session.work(_("Attach files"), attach, self._told)

    def _told(self, count: int) -> None:
        self._session.said.emit(_("{count} files attached").format(count=count))

    def _attach_picture(self, png: bytes) -> None:
        owner = self._enterprise
        if owner is None:
            return
        name = _("Picture {moment}").format(moment=now().strftime("%Y%m%d-%H%M%S"))

        def attach(book: Casebook) -> int:
            with tempfile.TemporaryDirectory(prefix="huifang-") as folder:
                path = Path(folder) / f"{name}.png"
                path.write_bytes(png)
                book.attach(owner, path)
            return 1

        self._session.write(attach, then=self._told)

    def _called(self, attachment_id: str) -> Attachment | None:
        return next((one for one in self._files if one.id == attachment_id), None)

    def _open(self, attachment_id: str) -> None:
        """Opens a copy in the program that the system has for it."""
        attachment = self._called(attachment_id)
        if attachment is None:
            return

        def copy(book: Casebook) -> Path:
            folder = Path(tempfile.mkdtemp(prefix="huifang-"))
            target = folder / Path(attachment.file_name).name
            target.write_bytes(book.content_of(attachment))
            return target

        self._session.read(copy, _open_outside)

    def _save_as(self, attachment: Attachment) -> None:
        dialog = QFileDialog(self, _("Save as…"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(attachment.file_name)
        dialog.fileSelected.connect(partial(self._save_to, attachment))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_to(self, attachment: Attachment, path: str) -> None:
        def write(book: Casebook) -> str:
            Path(path).write_bytes(book.content_of(attachment))
            return Path(path).name

        self._session.read(write, lambda name: self._session.said.emit(_("Saved: {name}").format(name=name)))

    def _remove(self, attachment: Attachment) -> None:
        self._session.do("remove", {"type": "attachment", "id": attachment.id})


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _columns() -> list[TableColumn]:
    return [
        TableColumn(
            key="name", label=_("File name"), text=lambda row: row.file_name, stretch=True,
            pieces=lambda row: [Icon("image" if row.media_type.startswith("image/") else "document"),
                                Words(row.file_name)],
        ),
        TableColumn(
            key="size", label=_("Size"), text=lambda row: size_words(row.size), width=90, align_right=True
        ),
        TableColumn(key="day", label=_("Added on"), text=lambda row: str(row.added_on or ""), width=110),
    ]  # fmt: skip


def size_words(size: int) -> str:
    """1.2 MB, 84 KB."""
    if size >= _KIBI * _KIBI:
        return f"{size / _KIBI / _KIBI:.1f} MB"
    return f"{max(1, round(size / _KIBI))} KB"


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()
