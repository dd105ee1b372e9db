"""The windows beside the main one: history, recycle bin, notices, keys, about; each there once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.language import _
from desktop.commands import Command
from desktop.dialogs.side_window import SideWindow
from desktop.notifications import Notices, NoticesWindow
from desktop.session import Session

_RETURNED = "returned_folder"
"""Under which this computer remembers where the last returned sheet lay."""


class Tools(QObject):
    """Opens the side windows and tells which record is to be shown."""

    open_record = Signal(str, str)

    def __init__(self, session: Session, window: QWidget, commands: Callable[[], Sequence[Command]]) -> None:
        """`commands` gives those offered now, for the sheet of keys."""
        super().__init__(window)
        self._session, self._window, self._commands = session, window, commands
        self.notices = Notices(self)
        self._shown: dict[str, SideWindow] = {}

    def shown(self, name: str) -> SideWindow | None:
        """The side window of that name, while it is open."""
        return self._shown.get(name)

    def show_history(self) -> None:
        """What was done."""
        from desktop.dialogs.history import HistoryWindow

        made = self._show("history", lambda: HistoryWindow(self._session, self._window))
        if isinstance(made, HistoryWindow):
            made.open_record.connect(self.open_record)

    def show_recycle_bin(self) -> None:
        """What was removed."""
        from desktop.dialogs.recycle_bin import RecycleBinWindow

        made = self._show("recycle_bin", lambda: RecycleBinWindow(self._session, self._window))
        if isinstance(made, RecycleBinWindow):
            made.restored.connect(self.open_record)

    def show_duplicates(self) -> None:
        """What may be doubled."""
        from desktop.dialogs.duplicates import DuplicatesWindow

        made = self._show("duplicates", lambda: DuplicatesWindow(self._session, self._window))
        if isinstance(made, DuplicatesWindow):
            made.open_record.connect(self.open_record)

    def show_notices(self) -> None:
        """What was told."""
        self._show("notices", lambda: NoticesWindow(self.notices, self._window))
        self.notices.see()

    def show_shortcuts(self) -> None:
        """All keys, as they are on this page."""
        from desktop.dialogs.shortcuts import ShortcutsWindow

        self._show("shortcuts", lambda: ShortcutsWindow(self._commands(), self._window))

    def ask_returned(self) -> None:
        """Asks for a follow-up sheet that came back."""
        settings = self._session.settings
        folder = str(settings.get(_RETURNED, str(Path.home())))
        kinds = _("Spreadsheets ({endings})").format(endings="*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv")
        chosen, _kind = QFileDialog.getOpenFileName(self._window, _("Take a follow-up sheet back"), folder, kinds)
        if chosen:
            settings.put(_RETURNED, str(Path(chosen).parent))
            self.take_back(Path(chosen))

    def ask_import(self) -> None:
        """Asks for a roster to import."""
        self.import_file(None)

    def import_file(self, path: Path | None) -> None:
        """Opens the import, with a file that was dropped where there is one; a follow-up sheet is known by itself."""
        from desktop.dialogs.import_wizard import ImportWizard

        wizard = ImportWizard(self._session, self._window, path)
        wizard.is_returned.connect(self.take_back)
        wizard.finished.connect(wizard.deleteLater)
        wizard.open()

    def take_back(self, path: Path) -> None:
        """Shows what a returned follow-up sheet brings, and takes it in when asked."""
        from desktop.dialogs.returned_sheet import ReturnedSheetDialog

        dialog = ReturnedSheetDialog(self._session, self._window, path)
        dialog.is_roster.connect(self.import_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_backups(self) -> None:
        """The backups of this file, to be tried and restored."""
        from desktop.dialogs.backups import BackupsWindow

        self._show("backups", lambda: BackupsWindow(self._session, self._window))

    def show_about(self) -> None:
        """Version and licences."""
        from desktop.dialogs.about import AboutWindow

        self._show("about", lambda: AboutWindow(self._window))

    def _show(self, name: str, make: Callable[[], SideWindow]) -> SideWindow | None:
        """Makes a side window, or brings the open one forward; the new one, None where it was open."""
        if name in self._shown:
            self._shown[name].bring_forward()
            return None
        made = make()
        made.finished.connect(lambda: self._forget(name))
        self._shown[name] = made
        made.bring_forward()
        return made

    def _forget(self, name: str) -> None:
        self._shown.pop(name).deleteLater()
