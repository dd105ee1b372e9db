"""The names of all enterprises kept ready while a file is open, to answer while somebody types."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.entities.mergers import distinct_pairs
from casework.insight.duplicate_pairs import enterprise_names
from casework.insight.duplicates import NameIndex
from casework.records import Changes
from desktop.jobs import Lane

_AT_ONCE = 2000
"""Names taken in by one deed; other questions of the lane come between."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Twin:
    """An enterprise of the file that may be the one being typed, and why."""

    id: str
    name: str
    number: str
    uscc: str
    band: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    uscc: str
    own_id: str
    then: Callable[[list[Twin]], None]


class KnownNames(QObject):
    """Made when first asked, kept up with every change; its index is touched on the lane's thread alone."""

    def __init__(self, lane: Lane, failed: Callable[[Exception], None], parent: QObject) -> None:
        """Works on `lane`; a bug is told to `failed`."""
        super().__init__(parent)
        self._lane, self._failed = lane, failed
        self._index: NameIndex | None = None
        self._rows: list[tuple[str, str, str]] | None = None
        self._ready = False
        self._touched: tuple[set[str], set[str]] = (set(), set())
        self._waiting: _Asked | None = None

    def ask(self, name: str, uscc: str, own_id: str, then: Callable[[list[Twin]], None]) -> None:
        """`then` is told which enterprises `name` and `uscc` may mean, the likeliest first, `own_id` left out.

        While the names are still read in, only the last question waits.
        """
        asked = _Asked(name, uscc, own_id, then)
        if self._ready:
            self._lane.run(partial(self._answer, self._taken_touched(), asked), then, self._failed)
        elif self._waiting is None:
            self._waiting = asked
            self._read_on(done=False)
        else:
            self._waiting = asked

    def note(self, changes: Changes) -> None:
        """Remembers what is to be read anew before the next answer."""
        for part in (changes.created, changes.updated, changes.removed):
            self._touched[0].update(part.get("enterprise", ()))
            self._touched[1].update(part.get("enterprise_alias", ()))

    def _read_on(self, done: bool) -> None:  # noqa: FBT001 - what a deed gave
        if not done:
            self._lane.run(self._read_some, self._read_on, self._failed)
            return
        self._ready = True
        asked, self._waiting = self._waiting, None
        if asked:
            self.ask(asked.name, asked.uscc, asked.own_id, asked.then)

    def _read_some(self, book: Casebook) -> bool:
        """The next names of the file; whether they were the last."""
        if self._index is None or self._rows is None:
            self._index, self._rows = NameIndex(), list(enterprise_names(book))
        taken, self._rows = self._rows[:_AT_ONCE], self._rows[_AT_ONCE:]
        for record_id, name, uscc in taken:
            self._index.add(record_id, name, uscc)
        return not self._rows

    def _taken_touched(self) -> tuple[set[str], set[str]]:
        touched, self._touched = self._touched, (set(), set())
        return touched

    def _answer(self, touched: tuple[set[str], set[str]], asked: _Asked, book: Casebook) -> list[Twin]:
        index = self._kept_up(book, touched)
        apart = {i for pair in distinct_pairs(book, "enterprise") if asked.own_id in pair for i in pair}
        found = index.alike(asked.name, asked.uscc, leave_out={asked.own_id, *apart}, limit=_MOST)
        twins: list[Twin] = []
        for like in found:
            twin = book.get(Enterprise, like.id)
            twins.append(Twin(twin.id, twin.name, twin.number, twin.uscc, like.band, like.reason))
        return twins

    def _kept_up(self, book: Casebook, touched: tuple[set[str], set[str]]) -> NameIndex:
        ids, aliases = touched
        owners = [
            row["enterprise_id"]
            for alias in aliases
            for row in book.query("select enterprise_id from enterprise_alias where id = :id", {"id": alias})
        ]
        if self._index is None or len(owners) < len(aliases):  # the creation of an alias was taken back
            self._index = NameIndex(enterprise_names(book))
            return self._index
        for record_id in {*ids, *owners}:
            self._index.forget(record_id)
            for row in enterprise_names(book, of=record_id):
                self._index.add(*row)
        return self._index
