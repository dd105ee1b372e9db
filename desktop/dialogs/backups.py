"""The backups beside a case file: when, why, how big; each can be tried, and restored to a new file."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.casebook import Casebook
from casework.errors import FileTrouble
from casework.language import _
from casework.store.backup import REASONS, Backup, backup_folder, backups, check_backup
from casework.store.case_files import restore_backup
from desktop.case_files import ENDING, check_place
from desktop.dialogs.side_window import SideWindow
from desktop.session import Session, Told, now
from widgets.buttons import Button, icon_button
from widgets.cards import Card, CardHead
from widgets.pieces import Chip, Piece, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup; `tried` is what its check said in this session."""

    id: str
    path: Path
    made_at: str
    reason: str
    size: int
    tried: bool | None = None


class BackupList(Card):
    """The card of the backups; long work is told by the session, results by the notice bar."""

    def __init__(self, session: Session) -> None:
        """Reads the folder on the reader's lane."""
        super().__init__(margins=(1, 6, 1, 7))
        self._session = session
        self._tried: dict[str, bool] = {}
        make = Button(_("Back up now"), "save")
        make.clicked.connect(self._back_up)
        elsewhere = Button(_("To a stick or folder…"), "usb_stick")
        elsewhere.clicked.connect(self._back_up_elsewhere)
        folder = icon_button("folder_open", _("Open the folder"))
        folder.clicked.connect(self._open_folder)
        head = CardHead(_("Backups"), _("made while you work, checked when made"), folder, elsewhere, make)
        head.setContentsMargins(14, 0, 10, 0)
        self.table = RecordTable(_columns(), name=_("Backups"), actions=self._actions())
        self.table.empty.say(_("There is no backup yet."))
        self.add(head)
        self.add(self.table, 1)
        self.refresh()

    def _actions(self) -> list[RowAction]:
        return [
            RowAction(label=_("Try a restore"), run=self._try, icon="shield_checkmark", hovered=True),
            RowAction(label=_("Restore to a new file…"), run=self._restore, icon="history", hovered=True),
        ]

    def refresh(self) -> None:
        """Reads the folder anew."""
        self._session.read(lambda book: backups(book.path), self._show)

    def _show(self, found: list[Backup]) -> None:
        self.table.show_rows([_row(backup, self._tried) for backup in found])

    def _back_up(self, *_facts: object) -> None:
        self._session.work(_("Backing up"), _made_beside, self._tell)

    def _back_up_elsewhere(self, *_facts: object) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("To a stick or folder…"), str(Path.home()))
        if chosen:
            name = f"{self._session.book.path.stem}-{now():%Y%m%d-%H%M%S}{ENDING}"
            self._session.work(_("Backing up"), partial(_made_at, Path(chosen) / name), self._tell)

    def _tell(self, made: Path) -> None:
        self._session.said.emit(_("Backed up and checked: {name}").format(name=made.name))
        self.refresh()

    def _open_folder(self, *_facts: object) -> None:
        folder = backup_folder(self._session.book.path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.is_dir() else folder.parent)))

    def _try(self, row: BackupRow) -> None:
        secret = self._session.passphrase if self._session.book.encrypted else ""
        self._session.work(_("Trying {name}").format(name=row.path.name), partial(_tried, row.path, secret), self._say)

    def _say(self, tried: tuple[str, bool]) -> None:
        name, is_good = tried
        self._tried[name] = is_good
        good, bad = _("{name} opens and is whole."), _("{name} is damaged; do not rely on it.")
        self._session.said.emit((good if is_good else bad).format(name=name))
        self.refresh()

    def _restore(self, row: BackupRow) -> None:
        offered = self._session.book.path.with_name(f"{row.path.stem}{ENDING}")
        kinds = _("Case files (*{ending})").format(ending=ENDING)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Restore to a new file…"), str(offered), kinds)
        if chosen:
            target = Path(chosen if chosen.endswith(ENDING) else chosen + ENDING)
            secret = self._session.passphrase if self._session.book.encrypted else ""
            words = _("Restored to {name}. Open it with Ctrl+O.").format(name=target.name)
            self._session.work(
                _("Restoring"),
                partial(_restored, row.path, target, secret),
                lambda _done: self._session.said.emit(words),
            )


class BackupsWindow(SideWindow):
    """The backups in a window of their own."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        """Shows the same card as the settings."""
        super().__init__(_("Restore a backup"), _("the open file is never overwritten"), parent, QSize(820, 480))
        self.backups = BackupList(session)
        self.column.addWidget(self.backups, 1)


def _made_beside(book: Casebook, told: Told) -> Path:
    return book.back_up("asked", lambda left, total: told(total - left, total))


def _made_at(target: Path, book: Casebook, told: Told) -> Path:
    return book.back_up_to(target, lambda left, total: told(total - left, total))


def _tried(path: Path, secret: str, book: Casebook, told: Told) -> tuple[str, bool]:
    del book, told
    try:
        check_backup(path, secret)
    except FileTrouble:
        return path.name, False
    return path.name, True


def _restored(source: Path, target: Path, secret: str, book: Casebook, told: Told) -> None:
    del book, told
    check_place(target)
    restore_backup(source, target, now(), secret)


def _row(backup: Backup, tried: dict[str, bool]) -> BackupRow:
    return BackupRow(
        id=str(backup.path),
        path=backup.path,
        made_at=f"{backup.made_at:%Y-%m-%d %H:%M}",
        reason=_(REASONS.get(backup.reason, backup.reason)),
        size=backup.size,
        tried=tried.get(backup.path.name),
    )


def _columns() -> list[TableColumn]:
    return [
        TableColumn(
            key="at", label=_("When"), text=lambda r: r.made_at, pieces=lambda r: [fixed(r.made_at)], width=140
        ),
        TableColumn(key="reason", label=_("Why"), text=lambda r: r.reason, stretch=True),
        TableColumn(key="size", label=_("Size"), text=lambda r: _megabytes(r.size), width=90, align_right=True),
        TableColumn(key="tried", label=_("Check"), text=_said, pieces=_check_pieces, width=110),
    ]


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def _said(row: BackupRow) -> str:
    """A backup passes its check before it gets its name; a later try may find otherwise."""
    if row.tried is None:
        return _("checked when made")
    return _("whole") if row.tried else _("damaged")


def _check_pieces(row: BackupRow) -> list[Piece]:
    family = Family.NEUTRAL if row.tried is None else Family.GREEN if row.tried else Family.RED
    return [Chip(_said(row), family)]
