"""Keeps what is being typed in the case file once a second, so that a killed program loses a second at most."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from casework.casebook import Casebook
from casework.store.drafts import Draft
from desktop.session import Session

SECOND = 1000
"""Milliseconds after an edit until it is kept."""


class DraftKeeper(QObject):
    """Keeps the draft of one form under a name; a draft is no step of the work: it stands in no history."""

    kept = Signal(str)
    """The time of day at which the draft was written (09:52:18)."""

    def __init__(self, session: Session, name: str, gather: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        """`gather` gives everything typed as plain JSON values; an empty answer leaves no draft behind."""
        super().__init__(parent)
        self._session, self._name, self._gather = session, name, gather
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECOND)
        self._timer.timeout.connect(self.keep)
        self._has_ended = False
        session.closing.connect(self.stop)

    def found(self) -> Draft | None:
        """The draft left behind by an earlier form of this name; None where there is none."""
        return next((draft for draft in self._session.book.drafts() if draft.name == self._name), None)

    def touch(self) -> None:
        """Something was typed: it is kept a second from now at the latest."""
        if not self._timer.isActive() and not self._has_ended:
            self._timer.start()

    def keep(self) -> None:
        """Writes the draft now."""
        self._timer.stop()
        values = dict(self._gather())
        if values:
            self._write(lambda book: book.keep_draft(self._name, values), self._told)
        else:
            self.forget()

    def forget(self) -> None:
        """Throws the draft away: it was saved, or is not wanted."""
        self._timer.stop()
        self._write(lambda book: book.drop_draft(self._name), lambda _done: None)

    def stop(self) -> None:
        """Keeps what is still waiting to be kept, then nothing more; the form is closing."""
        if self._timer.isActive():
            self.keep()
        self._has_ended = True

    def _write(self, deed: Callable[[Casebook], None], then: Callable[[None], None]) -> None:
        if not self._session.book.read_only:
            self._session.writer.run(deed, then, self._session.failed.emit)

    def _told(self, _done: None) -> None:
        found = self.found()
        if found:
            if not self._has_ended:
                self.kept.emit(found.saved_at[11:19])
            self._session.draft_kept.emit(found.saved_at[11:19])
