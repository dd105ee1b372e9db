"""A follow-up sheet that went out from the sample, and what people do to it before it comes home."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from casework.casebook import Casebook
from casework.exchange.followup import ReturnedSheet
from casework.exchange.followup_layout import COLUMNS, HEAD_ROW
from casework.exchange.followup_plan import HomePlan, HomeRow
from casework.exchange.followup_reading import ReturnedRow

PLACES = {column.name: place for place, column in enumerate(COLUMNS, start=1)}
NUMBER, ENTERPRISE, SUBJECT = "number", "enterprise", "subject"


def number_of(row: ReturnedRow) -> str:
    """The number of the case in a row."""
    return str(row.cells["number"])


def filled(sheet: ReturnedSheet, by_number: Mapping[str, Mapping[str, Any]]) -> ReturnedSheet:
    """The sheet with these cells filled in, rows called by the number of their case."""
    rows = tuple(replace(row, cells={**row.cells, **by_number.get(number_of(row), {})}) for row in sheet.rows)
    return replace(sheet, rows=rows)


def without(sheet: ReturnedSheet, *numbers: str) -> ReturnedSheet:
    """The sheet without the rows of these cases."""
    return replace(sheet, rows=tuple(row for row in sheet.rows if number_of(row) not in numbers))


def row_of(plan: HomePlan, number: str) -> HomeRow:
    """The verdict over the one row of a case."""
    [found] = [row for row in plan.rows if row.title.startswith(number)]
    return found


@dataclass(frozen=True, slots=True)
class Edited:
    """A sheet opened in a spreadsheet program: cells are set by case and column, then it is saved."""

    book: Any
    path: Path

    @classmethod
    def open(cls, path: Path) -> "Edited":
        """Opens a workbook."""
        return cls(load_workbook(path), path)

    @property
    def sheet(self) -> Any:
        """The sheet that is seen."""
        return self.book.worksheets[0]

    def row(self, number: str) -> int:
        """The row of a case."""
        found = (r for r in range(HEAD_ROW + 1, self.sheet.max_row + 1) if self.sheet.cell(r, 1).value == number)
        return next(found)

    def fill(self, number: str, **values: Any) -> None:
        """Fills in cells of a case."""
        for name, value in values.items():
            self.sheet.cell(self.row(number), PLACES[name]).value = value

    def save(self, name: str = "") -> Path:
        """Saves it under its name or another one; where it lies."""
        target = self.path.with_name(name) if name else self.path
        self.book.save(target)
        return target


def chain(book: Casebook, number: str) -> list[tuple[str, str]]:
    """State and words of each step of a case."""
    rows = book.query(
        "select step.state, note from appeal_step step join appeal on appeal.id = appeal_id where number = :number"
        " and step.removed_at is null order by happened_on, step.rowid",
        {"number": number},
    )
    return [(row["state"], row["note"]) for row in rows]
