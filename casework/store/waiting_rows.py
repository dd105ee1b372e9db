"""Rows that wait inside an action to be written together, and that an attempt can take back."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 500
"""How many rows wait before they are written; what an import of any length keeps in memory."""


class WaitingRows(Generic[T]):
    """Rows in the order they came; written when they are many, and at the end of the action.

    While an attempt holds them none is written: what waits in memory is taken back by forgetting it,
    what was written before by SQLite's savepoint.
    """

    def __init__(self, write: Callable[[list[T]], None]) -> None:
        """Nothing waits yet; `write` writes rows into the open transaction."""
        self._write = write
        self._rows: list[T] = []
        self._held = 0

    def add(self, row: T) -> None:
        """One more row."""
        self._rows.append(row)
        if len(self._rows) >= _MOST and not self._held:
            self.flush()

    def hold(self) -> int:
        """Keeps rows from being written until `let_go`; the place to come back to."""
        if len(self._rows) >= _MOST and not self._held:
            self.flush()
        self._held += 1
        return len(self._rows)

    def take_back(self, place: int) -> None:
        """Forgets the rows that came since."""
        del self._rows[place:]

    def let_go(self) -> None:
        """Rows may be written again."""
        self._held -= 1

    def flush(self) -> None:
        """Writes what waits."""
        if self._rows:
            rows, self._rows = self._rows, []
            self._write(rows)

    def forget(self) -> None:
        """Nothing waits and nothing is held any more: a new action begins."""
        self._rows, self._held = [], 0
