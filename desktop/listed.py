"""A list of a page as a value: what it is called, what it shows, and which records it holds in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.casebook import Casebook
from casework.records import Record
from desktop.paged_rows import RowsOf
from widgets.filter_bar import FilterBar
from widgets.record_table import RecordTable
from widgets.table_columns import TableColumn

Ids = Callable[[Casebook], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What can be done with every list alike hangs on this: saved filters, copying, bulk edit, rosters, pasting.

    `name` is unique and kept in the case file; `words` are shown (translated). `ids` gives the question
    for the ids of all its rows as they stand now, to be asked on a lane; `columns` what a roster of it
    shows.
    """

    name: str
    words: str
    record_type: type[Record]
    bar: FilterBar
    table: RecordTable
    ids: Callable[[], Ids]
    rows_of: RowsOf
    columns: Callable[[], Sequence[TableColumn]]

    @property
    def is_seen(self) -> bool:
        """Whether the user sees it now."""
        return self.bar.isVisible() or self.table.isVisible()

    def picked(self) -> Sequence[int]:
        """The numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())


def rows_text(columns: Sequence[TableColumn], row: Any) -> list[str]:
    """The words of a row in these columns."""
    return [column.text(row) for column in columns]
