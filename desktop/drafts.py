"""What is being typed, kept in the case file once a second, so that a killed program loses a second at most."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from casework.casebook import Casebook
from desktop.session import Session, now

SECOND = 1000
"""Milliseconds after an edit until it is kept."""
_KEEP = (
    "insert into draft (name, saved_at, content) values (:name, :saved_at, :content)"
    " on conflict (name) do update set saved_at = excluded.saved_at, content = excluded.content"
)
_FORGET = "delete from draft where name = :name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something typed and not saved yet, with the moment it was kept (2022-12-30 09:52:18)."""

    saved_at: str
    content: Mapping[str, Any]


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

    def found(self) -> Draft | None:
        """The draft left behind by an earlier form of this name; None where there is none."""
        sql = "select saved_at, content from draft where name = :name"
        rows = self._session.book.query(sql, {"name": self._name})
        return Draft(saved_at=rows[0]["saved_at"], content=json.loads(rows[0]["content"])) if rows else None

    def touch(self) -> None:
        """Something was typed: it is kept a second from now at the latest."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Writes the draft now."""
        self._timer.stop()
        if self._session.book.read_only:
            return
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        content = self._gather()
        values = {"name": self._name, "saved_at": moment, "content": json.dumps(content, ensure_ascii=False)}
        deed = partial(_write, _KEEP, values) if content else partial(_write, _FORGET, {"name": self._name})
        self._session.writer.run(deed, lambda _done: self.kept.emit(moment[11:]), self._session.failed.emit)

    def forget(self) -> None:
        """Throws the draft away: it was saved, or is not wanted."""
        self._timer.stop()
        if not self._session.book.read_only:
            deed = partial(_write, _FORGET, {"name": self._name})
            self._session.writer.run(deed, lambda _done: None, self._session.failed.emit)

    def stop(self) -> None:
        """Keeps what is still waiting to be kept, then nothing more."""
        if self._timer.isActive():
            self.keep()


def _write(sql: str, values: Mapping[str, str], book: Casebook) -> None:
    book.store.maintain(lambda database: database.execute(sql, dict(values)))
