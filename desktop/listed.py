"""A list of a page as a value: what it is called, what it shows, and which records it holds in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from casework.casebook import Casebook
from casework.records import Record
from desktop.paged_rows import RowsOf
from widgets.filter_bar import FilterBar
from widgets.record_table import RecordTable
from widgets.row_view import MOST_COPIED
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

    def picked_ids(self) -> Ids:
        """The question for the ids of the selected rows, whether all of them are at hand or not."""
        numbers = self.picked()
        if len(numbers) <= MOST_COPIED:
            rows = [self.table.row_at(number) for number in numbers]
            if all(row is not None for row in rows):
                at_hand = [row.id for row in rows if row.id]
                return lambda _book: at_hand
        return partial(_ids_at, self.ids(), numbers)


def _ids_at(ids: Ids, numbers: Sequence[int], book: Casebook) -> list[str]:
    every = ids(book)
    return [every[number] for number in numbers if number < len(every)]
