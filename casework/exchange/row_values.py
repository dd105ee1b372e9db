"""One row of a recognised table as facts: each cell read by the kind of the field its heading means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.errors import BadInput
from casework.exchange.cell_values import (
    is_blank,
    read_amount,
    read_count,
    read_day,
    read_phone,
    read_text,
    read_uscc,
    read_yes_no,
)
from casework.exchange.roster_headings import unit_in
from casework.exchange.sheet_rows import CellValue, SheetRow, place
from casework.exchange.workbooks import SheetTable
from casework.fields import Column, Kind, columns
from casework.records import Record

_ID = "_id"


class CellRefusedError(BadInput):
    """A cell that cannot be understood; `field` is what its heading means."""

    def __init__(self, name: str, where: str, error: BadInput) -> None:
        """The error of a cell with its place."""
        super().__init__(f"{where}: {error.message}", remedy=error.remedy, candidates=error.candidates)
        self.field = name


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """The recognised columns of a table: field name → place, and what unit its heading states."""

    record_type: type[Record]
    places: Mapping[str, int]
    table: SheetTable

    def values(self, row: SheetRow) -> dict[str, Any]:
        """The filled cells of a row as facts; blank cells say nothing. BadInput names the cell."""
        by_name = {c.name: c for c in columns(self.record_type)}
        facts: dict[str, Any] = {}
        for name, at in self.places.items():
            cell = row.values[at] if at < len(row.values) else None
            if is_blank(cell) or (_is_personal(name, by_name.get(name)) and "*" in str(cell)):
                continue
            try:
                value = self._value(name, by_name.get(name), cell, self.table.headers[at])
            except BadInput as error:
                where = f"{place(row.number, at)} {self.table.headers[at]}"
                raise CellRefusedError(name, where, error) from None
            if value is not None and value != "":
                facts[name.removesuffix(_ID)] = value
        return facts

    def _value(self, name: str, column: Column | None, cell: CellValue, heading: str) -> Any:
        if name.endswith("uscc"):
            return read_uscc(cell)
        if name.endswith("phone"):
            return read_phone(cell)
        if column is None:
            return read_text(cell).strip()
        match column.kind:
            case Kind.MONEY:
                return read_amount(cell, unit=unit_in(heading))
            case Kind.INTEGER:
                return read_count(cell)
            case Kind.DATE:
                return read_day(cell, date_1904=self.table.date_1904)
            case Kind.YES_NO:
                return read_yes_no(cell)
            case _:
                return read_text(cell).strip()


def _is_personal(name: str, column: Column | None) -> bool:
    """Whether a column holds personal data: what stands there masked (100****0016) says nothing."""
    return column.is_personal if column else name.startswith("contact_")
