"""What an open case file can show of its own past: as of a day, or as it stood when a record was made."""

import contextlib
import datetime as dt
from collections.abc import Generator, Iterable
from typing import Any, Self, cast

from casework.catalogue import RECORD_TYPES
from casework.language import _
from casework.records import Clock, Reader, Record
from casework.store.connection import OpenFile, open_beside, open_with_key
from casework.store.past import Past, action_that_made, last_action_until
from casework.store.search_hits import Hit


def there_then(read: Reader, hits: Iterable[Hit]) -> list[Hit]:
    """The hits whose records were there: words are looked up in the present, also where the past is asked for."""
    return [hit for hit in hits if read.count(read.types[hit.type_name], "id = :id", {"id": hit.record_id})]


class LooksBack:
    """The part of a casebook that opens its past; whoever asked for a past closes it."""

    _file: OpenFile
    actor: str
    is_past = False
    may_note = True
    """Whether notes (an export was made) can be written: in the file itself, or in its present."""

    @property
    def clock(self) -> Clock:
        """The day and moment of the work."""
        raise NotImplementedError

    def as_of(self, day: dt.date) -> Self:
        """The case file as it stood at the end of `day` and looked at from that day.

        Read from the operation log: whatever can be asked of a case file can be asked of it. NotFound where
        nothing had been written by then. Personal values that were erased on request do not come back.
        """
        return self._past(last_action_until(self._file.database, day), day)

    def as_made(self, record: Record, day: dt.date, actor: str) -> Self:
        """The case file as it stood right after `record` was made, looked at from that `day` by `actor`."""
        return self._past(action_that_made(self._file.database, record.id), day, actor)

    def _past(self, action: int, day: dt.date, actor: str = "") -> Self:
        why = _("The case file is shown as it stood on {day}.").format(day=day)
        file = open_beside(self._file, why)
        past = Past(file.database, RECORD_TYPES, action)
        book: Self = cast("Any", type(self))(file, Clock(day, self.clock.now), actor or self.actor, past=past)
        book.is_past, book.may_note = True, not self._file.read_only
        return book

    @contextlib.contextmanager
    def present(self) -> Generator[Self]:
        """The same file as it is now, for writing a note (an export was made) beside a look at its past."""
        file = open_with_key(self._file.path, self._file.key_pragma)
        clock = Clock(self.clock.now().date(), self.clock.now)
        with cast("Any", type(self))(file, clock, self.actor) as now:
            yield now
