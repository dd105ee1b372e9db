"""What a rehearsal leaves out: on a copy that is thrown away nothing is logged and nothing is indexed."""

from casework.records import Record
from casework.store.history import History, Pairs
from casework.store.search import SearchIndex


class CountedOnly(History):
    """A log that only counts: a rehearsed action shows how much it would write, and is never undone."""

    def record(
        self, type_name: str, record_id: str, effect: str, base: int, fields: Pairs, personal: frozenset[str]
    ) -> None:
        """Counts one operation."""
        del type_name, record_id, effect, base, fields, personal
        self._written += 1


class NotIndexed(SearchIndex):
    """A search index that takes nothing in: no rule asks it."""

    def put(self, record: Record, before: Record | None) -> None:
        """Leaves it out."""

    def drop(self, record: Record) -> None:
        """Leaves it in."""
