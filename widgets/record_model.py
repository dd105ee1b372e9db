"""The rows of a list, read page by page: a million rows cost what a screenful costs (decision 5)."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.table_columns import GroupRow, TableColumn

PAGE = 128
"""Rows read at once."""
PAGES_KEPT = 24
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_A_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PageSource(Protocol):
    """Where the rows come from: any objects with an `id`, in an order that stays while the source is shown."""

    def count(self) -> int:
        """How many rows there are (or are known so far)."""
        ...

    def rows(self, offset: int, limit: int) -> Sequence[Any] | None:
        """The rows from `offset` on; None where they are being read elsewhere and will `arrive`."""
        ...


class RowsInHand:
    """A source over rows that are already in memory, for short lists and tests."""

    def __init__(self, rows: Sequence[Any]) -> None:
        """Rows in their order."""
        self._rows = rows

    def count(self) -> int:
        """All of them."""
        return len(self._rows)

    def rows(self, offset: int, limit: int) -> Sequence[Any]:
        """A part of them."""
        return self._rows[offset : offset + limit]


class RecordModel(QAbstractTableModel):
    """A table over a page source; pages are kept while they are near, the rest is forgotten."""

    def __init__(self, columns: Sequence[TableColumn], parent: QObject | None = None) -> None:
        """Empty until a source is shown."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._source: PageSource = RowsInHand(())
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Any] | None] = OrderedDict()

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """The columns in their declared order."""
        return self._columns

    def show(self, source: PageSource, count: int | None = None) -> None:
        """Shows other rows; `count` where it is known already or not to be asked for yet."""
        self.beginResetModel()
        self._source = source
        self._pages.clear()
        self._count = source.count() if count is None else count
        self.endResetModel()

    def recount(self, count: int) -> None:
        """The count came later than the first rows; those already shown stay where they are."""
        if count > self._count:
            self.beginInsertRows(_ROOT, self._count, count - 1)
            self._forget_last_page()
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_ROOT, count, self._count - 1)
            self._forget_last_page()
            self._count = count
            self.endRemoveRows()

    def arrived(self, offset: int, rows: Sequence[Any]) -> None:
        """Rows that `rows` had answered with None are here; `offset` is the one it was asked for."""
        self._keep(offset // PAGE, rows)
        last = min(offset + len(rows), self._count) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(self._columns) - 1))

    def row(self, number: int) -> Any:
        """The row of that number; None while it is being read or where the source has fewer rows than it counted."""
        page, within = divmod(number, PAGE)
        if page in self._pages:
            self._pages.move_to_end(page)
            rows = self._pages[page]
        else:
            rows = self._source.rows(page * PAGE, PAGE)
            self._keep(page, rows)
        return rows[within] if rows is not None and within < len(rows) else None

    def row_id(self, number: int) -> str:
        """The id of a row; empty for a group line and for a row not here yet."""
        row = self.row(number)
        return "" if row is None else str(row.id)

    def find(self, record_id: str, near: int = 0) -> int:
        """The number of the row with this id among the pages at hand, the one around `near` first; -1 otherwise."""
        if not record_id:
            return -1
        if 0 <= near < self._count:
            self.row(near)
        for page, rows in self._pages.items():
            for within, row in enumerate(rows or ()):
                if row.id == record_id:
                    return page * PAGE + within
        return -1

    def _keep(self, page: int, rows: Sequence[Any] | None) -> None:
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def _forget_last_page(self) -> None:
        """The page in which the old count ended may have been short."""
        self._pages.pop(self._count // PAGE, None)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows of the table; none below a row."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns of the table."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; everything else is the delegate's business, which asks `row` once."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return ""
        if isinstance(row, GroupRow):
            return " ".join(filter(None, (row.label, row.note))) if index.column() == 0 else ""
        return self._columns[index.column()].text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Labels of the columns, at the side where their cells stand."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.label
            case Qt.ItemDataRole.ToolTipRole:
                return column.hint or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.align_right else _LEFT
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A group line cannot be chosen."""
        if not index.isValid() or isinstance(self.row(index.row()), GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return _A_ROW
