"""A case file that does not open: locked, in use, foreign, or broken — then the newest good backup is offered."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from casework.errors import CaseworkError
from casework.language import _
from casework.store.backup import Backup, newest_good
from casework.store.case_files import restore_backup
from desktop.case_files import ENDING
from desktop.dialogs.lines import LabelledLine
from desktop.dialogs.question import Question
from desktop.jobs import Errand
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Words
from widgets.tokens import Family

LOCKED = ("locked", "wrong_key")
DAMAGED = ("broken", "foreign")


def choose_case_file(parent: QWidget | None, folder: Path) -> Path | None:
    """Asks for a case file; None where the user chose none."""
    kinds = _("Case files (*{ending})").format(ending=ENDING) + ";;" + _("All files (*)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open a case file"), str(folder), kinds)
    return Path(chosen) if chosen else None


class OpenTrouble(Question):
    """Says why a case file did not open and offers what can be done about it."""

    unlocked = Signal(str)
    """The passphrase or recovery key that was typed."""
    restored = Signal(object)
    """A backup lies in the place of the broken file now; where that one was put (a Path), or None."""
    other_wanted = Signal()

    def __init__(
        self,
        path: Path,
        error: CaseworkError,
        now: Callable[[], dt.datetime],
        *,
        passphrase: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`passphrase` is what was tried last; backups are opened with it."""
        super().__init__(_title(error), f"{error.message} {error.remedy}".strip(), parent)
        self._path, self._now, self._passphrase = path, now, passphrase
        self._errand = Errand(self)
        other = Button(_("Another file…"), "folder_open")
        other.clicked.connect(self._ask_other)
        self.act = Button("", "", ButtonKind.PRIMARY, key="Return")
        if error.code in LOCKED:
            self._ask_passphrase(error)
        elif error.code in DAMAGED:
            self._look_for_backup()
        else:
            self.act.set_words(_("Try again"))
            self.act.clicked.connect(self._try_again)
        self.end_with(self.act, other)

    # Locked

    def _ask_passphrase(self, error: CaseworkError) -> None:
        self.secret = LabelledLine(_("Passphrase or recovery key"), secret=True)
        self.column.addWidget(self.secret)
        if error.code == "wrong_key":
            self.secret.show_error(error.message)
        self.secret.line.entered.connect(self._unlock)
        self.act.set_words(_("Open"))
        self.act.clicked.connect(self._unlock)
        self.secret.setFocus()

    def _unlock(self, *_facts: object) -> None:
        if self.secret.is_given():
            self.accept()
            self.unlocked.emit(self.secret.secret())

    def _try_again(self, *_facts: object) -> None:
        self.accept()
        self.unlocked.emit(self._passphrase)

    def _ask_other(self, *_facts: object) -> None:
        self.accept()
        self.other_wanted.emit()

    # Broken

    def _look_for_backup(self) -> None:
        self.act.set_words(_("Restore and open"))
        self.act.set_icon("history")
        self.act.setEnabled(False)
        self.act.clicked.connect(self._restore)
        self._found: Backup | None = None
        self._offer = LineLabel(height=24)
        self._told = TextLabel(tone="text2")
        self._working = QProgressBar()
        self._working.setRange(0, 0)
        card = Card("sunk", margins=(12, 8, 12, 10))
        for part in (self._offer, self._told, self._working):
            card.add(part)
        self.column.addWidget(card)
        self._offer.set_line([Words(_("Looking for the newest good backup…"))])
        self._told.hide()
        path, passphrase = self._path, self._passphrase
        self._errand.run(lambda: newest_good(path, passphrase), self._show_backup, self._fail)

    def _show_backup(self, found: Backup | None) -> None:
        self._working.hide()
        self._told.show()
        self._found = found
        if found is None:
            self._offer.set_line([Words(_("There is no good backup beside it."))])
            self._told.setText(_("Choose another file: a backup on a stick or a share, or a copy."))
            return
        when = _("the backup of {moment}").format(moment=f"{found.made_at:%Y-%m-%d %H:%M}")
        self._offer.set_line(
            [Chip(_("recommended"), Family.GREEN), Words(_("Go on with {backup}").format(backup=when))]
        )
        self._told.setText(
            _("It passed its check. What was done after it is not in it. The damaged file is kept beside it.")
        )
        self.act.setEnabled(True)
        self.act.setFocus()

    def _restore(self, *_facts: object) -> None:
        if self._found is None:
            return
        self.act.setEnabled(False)
        self._working.show()
        source, target, passphrase, moment = self._found.path, self._path, self._passphrase, self._now()
        self._errand.run(lambda: restore_backup(source, target, moment, passphrase), self._done, self._fail)

    def _done(self, aside: Path | None) -> None:
        self.accept()
        self.restored.emit(aside)

    def _fail(self, error: Exception) -> None:
        self._working.hide()
        if not isinstance(error, CaseworkError):
            raise error
        self._told.show()
        self._told.setText(str(error))

    def done(self, result: int) -> None:
        """A look for backups that is still under way is waited for."""
        self._errand.close()
        super().done(result)


def _title(error: CaseworkError) -> str:
    if error.code in LOCKED:
        return _("This case file has a passphrase")
    if error.code in DAMAGED:
        return _("This case file cannot be read")
    return _("The case file was not opened")
