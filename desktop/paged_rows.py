"""Rows of a list read page by page: ids in an indexed order, then what a page of them shows (decision 5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from casework.records import Reader
from desktop.session import Session
from widgets.record_model import PAGE
from widgets.record_table import RecordTable

RowsOf = Callable[[Reader, Sequence[str]], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which rows a list shows, in which order.

    `ids` is SQL that gives the column `id`, without limit; `count` SQL that gives their number as `n`
    (by default the ids are counted); `at_once` says that an index answers it: then the window's own
    thread reads, otherwise the reader's lane does and the rows arrive.
    """

    ids: str
    bound: Mapping[str, Any] = field(default_factory=dict[str, Any])
    count: str = ""
    at_once: bool = True

    def page(self, read: Reader, offset: int, limit: int) -> list[str]:
        """The ids of one page."""
        sql = f"{self.ids} limit :page_size offset :page_start"
        return [row["id"] for row in read.query(sql, {**self.bound, "page_size": limit, "page_start": offset})]

    def every(self, read: Reader) -> list[str]:
        """The ids of all rows in their order."""
        return [row["id"] for row in read.query(self.ids, self.bound)]

    def total(self, read: Reader) -> int:
        """How many rows there are."""
        return int(read.query(self.count or f"select count(*) as n from ({self.ids})", self.bound)[0]["n"])


class PagedList(QObject):
    """Shows a listing in a table: the first page at once, the count later, further pages as they are scrolled to."""

    counted = Signal(int)
    """How many rows there are, once it is known."""

    def __init__(self, session: Session, table: RecordTable, rows_of: RowsOf) -> None:
        """`rows_of` gives the rows of these ids, in their order."""
        super().__init__(table)
        self._session, self._table, self._rows_of = session, table, rows_of
        self._listing: Listing | None = None
        self._last_count = 0

    def show(self, listing: Listing) -> None:
        """Shows another listing, or the same one anew; what is still being read of an earlier one is not shown."""
        self._listing = listing
        if listing.at_once:
            self._begin(listing, self._page(listing, 0, PAGE, self._session.book))
        else:
            self._session.read(partial(self._page, listing, 0, PAGE), partial(self._begin, listing))

    def ids(self) -> Callable[[Reader], list[str]]:
        """The question for the ids of all rows as they stand now, to be asked on a lane."""
        return self._listing.every if self._listing else _nothing

    def row_of(self, record_id: str) -> Any:
        """The row of one record, whether it is among the pages at hand or not; None where it shows none."""
        found = self._rows_of(self._session.book, [record_id])
        return found[0] if found else None

    def _page(self, listing: Listing, offset: int, limit: int, read: Reader) -> Sequence[Any]:
        return self._rows_of(read, listing.page(read, offset, limit))

    def _begin(self, listing: Listing, first: Sequence[Any]) -> None:
        if listing is not self._listing:
            return
        is_all = len(first) < PAGE
        known = len(first) if is_all else max(PAGE, self._last_count)
        self._table.show_rows(_Pages(first, partial(self._fetch, listing), known), known)
        if is_all:
            self._counted(listing, len(first))
        else:
            self._session.read(listing.total, partial(self._counted, listing))

    def _fetch(self, listing: Listing, offset: int, limit: int) -> Sequence[Any] | None:
        if listing.at_once:
            return self._page(listing, offset, limit, self._session.book)
        self._session.read(partial(self._page, listing, offset, limit), partial(self._arrived, listing, offset))
        return None

    def _arrived(self, listing: Listing, offset: int, rows: Sequence[Any]) -> None:
        if listing is self._listing:
            self._table.rows_model.arrived(offset, rows)

    def _counted(self, listing: Listing, count: int) -> None:
        if listing is self._listing:
            self._last_count = count
            self._table.rows_model.recount(count)
            self.counted.emit(count)


def _nothing(_read: Reader) -> list[str]:
    return []


class _Pages:
    """The pages of one listing, of which the first is at hand."""

    def __init__(self, first: Sequence[Any], fetch: Callable[[int, int], Sequence[Any] | None], known: int) -> None:
        self._first, self._fetch, self._known = first, fetch, known

    def count(self) -> int:
        """How many rows are known so far."""
        return self._known

    def rows(self, offset: int, limit: int) -> Sequence[Any] | None:
        """The rows from `offset` on; None while they are being read."""
        return self._first if offset == 0 else self._fetch(offset, limit)
