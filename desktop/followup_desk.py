"""Sending out follow-up sheets from a page: whose, where to, and what lies where afterwards."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.casebook import Casebook
from casework.language import _
from desktop.dialogs.followup_export import FollowupExport
from desktop.export_log import Made
from desktop.exporting import ExportDesk
from desktop.followup_sheets import SheetOf, export_each, export_followup, sheet_name
from desktop.session import Session


class FollowupDesk(QObject):
    """Asks and makes; `desk` is the line of the page that tells what was made."""

    def __init__(self, session: Session, page: QWidget) -> None:
        """The dialog stands over `page`."""
        super().__init__(page)
        self._session, self._page = session, page
        self.desk = ExportDesk(session)

    def ask(self, which: SheetOf | None = None) -> None:
        """Asks whose cases, of those of a round where `which` names one."""
        dialog = FollowupExport(self._session, self._page, which or SheetOf())
        dialog.chosen.connect(self._make)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make(self, which: SheetOf, each: bool) -> None:  # noqa: FBT001 - a signal's fact
        what = _("Send out follow-up sheets")
        if not each:
            name = sheet_name(self._session.book, which)
            self.desk.ask(name, what, lambda book, target: export_followup(book, target, which, force=True))
            return
        folder = QFileDialog.getExistingDirectory(self._page, what)
        if folder:
            self.desk.make(Path(folder), what, partial(_all_made, which))


def _all_made(which: SheetOf, book: Casebook, folder: Path) -> Made:
    """A sheet for each, told as one: their rows together, from the first export number to the last."""
    found = [one for _path, one in export_each(book, folder, which, force=True)]
    numbers = [one.record.number for one in found]
    record = replace(found[0].record, number=" – ".join(dict.fromkeys((numbers[0], numbers[-1]))))
    warnings = tuple(warning for one in found for warning in one.warnings)
    return Made(sum(one.count for one in found), record, warnings)
