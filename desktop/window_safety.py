"""The backups of the open case file: the daily one, one by hand, and what the status line says of them."""

from functools import partial
from pathlib import Path

from casework.casebook import Casebook
from casework.language import _
from casework.store.backup import Backup, backups
from desktop.session import Session, Told
from desktop.window_bars import StatusLine
from widgets.notice_bar import NoticeBar


class Safety:
    """Makes backups beside the work."""

    def __init__(self, session: Session, status: StatusLine, notices: NoticeBar) -> None:
        """Makes none yet."""
        self._session, self._status, self._notices = session, status, notices

    def begin(self) -> None:
        """The backup of the day, unless there is one or the user wants none."""
        if self._session.settings.get("daily_backup", True) and not self._session.book.read_only:
            self._session.work(_("Daily backup"), _daily, self._show_made)
        self.show_state()

    def may_back_up(self) -> bool:
        """Whether a backup may lie beside the file."""
        return not self._session.book.read_only

    def back_up(self) -> None:
        """A backup by hand."""
        self._session.work(_("Backing up"), partial(_backed_up, "asked"), self._tell_made)

    def show_state(self) -> None:
        """Says when the newest backup was made; each passed its check when it was."""
        self._session.read(lambda book: backups(book.path)[:1], self._say)

    def _say(self, newest: list[Backup]) -> None:
        if not newest:
            self._status.set_part("backup", "warning", _("no backup yet"), "amber")
            return
        text = _("backed up {moment}, checked").format(moment=f"{newest[0].made_at:%Y-%m-%d %H:%M}")
        self._status.set_part("backup", "shield_checkmark", text, "green")

    def _show_made(self, made: Path | None) -> None:
        if made is not None:
            self.show_state()

    def _tell_made(self, made: Path) -> None:
        self.show_state()
        self._notices.tell(_("Backed up and checked: {name}").format(name=made.name))


def _daily(book: Casebook, told: Told) -> Path | None:
    del told
    return book.back_up_if_due()


def _backed_up(reason: str, book: Casebook, told: Told) -> Path:
    return book.back_up(reason, lambda left, total: told(total - left, total))
