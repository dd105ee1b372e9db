"""The rows of a foreign sheet: what a cell may hold, how rows leave the reading child as JSON, how they are kept."""

import datetime as dt
import json
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias, overload

LONGEST_TEXT = 32_767
"""The most characters a cell of a workbook can hold (ECMA-376 part 1, as every spreadsheet program keeps it)."""
ERROR_WORDS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "Err:502",
    }
)
_EXACT_BELOW = 10**15
_INVISIBLE = "\ufeff\u200b"
_LOOKED_AT = _INVISIBLE + "#E"  # how an error word, or what is to be stripped, begins or ends


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell without a value: `text` is its error word (#DIV/0!) or the formula that was never calculated."""

    text: str

    def __str__(self) -> str:
        """As the spreadsheet program shows it."""
        return self.text


CellValue: TypeAlias = str | int | float | bool | dt.date | dt.datetime | CellError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row: `number` as the spreadsheet program shows it, `values` by column from A on."""

    number: int
    values: tuple[CellValue, ...]


class TextTooLongError(Exception):
    """A cell holds more text than a spreadsheet cell can; only a made-up file has one."""


def place(row: int, column: int) -> str:
    """The name of a cell as the user finds it: row 7, column index 3 is D7."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of the column with this index: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- in the child: a value becomes plain JSON, a day or an error an object with one key ---


def plain_cells(cells: Sequence[Any]) -> list[Any]:
    """The values of a row from the reader as JSON: text stripped, blanks as null, days and errors as marked objects.

    Whole numbers lose their point below 10^15, where a spreadsheet number still keeps every digit.
    TextTooLongError when a cell holds more than a spreadsheet cell can.
    """
    # most cells are words without blanks or marks, which stay as they are; asking so costs half of a call
    return [
        cell if type(cell) is str and cell.isalnum() and len(cell) <= LONGEST_TEXT else _PLAIN[type(cell)](cell)
        for cell in cells
    ]


def plain_error(text: str) -> dict[str, str]:
    """The JSON of an error cell."""
    return {"error": text}


def chunk_of(rows: Sequence[tuple[int, list[Any]]]) -> bytes:
    """Rows of plain cells as one chunk: a JSON list of lists, each a row number and the cells up to the last filled."""
    return _JSON.encode([[number, *_trimmed(cells)] for number, cells in rows]).encode("utf-8", "replace")


def _trimmed(cells: list[Any]) -> list[Any]:
    filled = len(cells)
    while filled and cells[filled - 1] is None:
        filled -= 1
    return cells[:filled]


def _plain_text(value: str) -> Any:
    text = value.strip()
    if not text:
        return None
    if text[0] in _LOOKED_AT or text[-1] in _LOOKED_AT:
        text = text.strip(_INVISIBLE)
        if text in ERROR_WORDS:
            return plain_error(text)
    if len(text) > LONGEST_TEXT:
        raise TextTooLongError
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text or None


def _plain_number(value: float) -> Any:
    if not math.isfinite(value):
        return plain_error("#NUM!")
    return int(value) if value.is_integer() and abs(value) < _EXACT_BELOW else value


def _plain_moment(value: dt.datetime) -> Any:
    return {"day": value.date().isoformat()} if value.time() == dt.time.min else {"moment": value.isoformat()}


def _unchanged(value: Any) -> Any:
    return value


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    str: _plain_text,
    float: _plain_number,
    int: _unchanged,
    bool: _unchanged,
    dt.date: lambda value: {"day": value.isoformat()},
    dt.datetime: _plain_moment,
    dt.time: lambda value: value.isoformat(),
    dt.timedelta: str,
}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# --- in the parent: JSON becomes values again ---


def revived_rows(chunk: bytes) -> list[SheetRow]:
    """The rows of one chunk made by `chunk_of`."""
    rows = json.loads(chunk, object_hook=_revived)
    return [SheetRow(number=number, values=tuple(cells)) for number, *cells in rows]


def _revived(marked: dict[str, str]) -> CellValue:
    [(kind, text)] = marked.items()
    return _REVIVED[kind](text)


_REVIVED: Mapping[str, Callable[[str], CellValue]] = {
    "day": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
    "error": CellError,
}


class KeptRows(Sequence[SheetRow]):
    """Rows kept as the chunks in which they came: a tenth of the memory, revived when they are looked at.

    `skipped` names the row numbers that are not part of the table, `width` the columns every row is filled up to.
    """

    def __init__(self, chunks: Sequence[bytes], *, skipped: frozenset[int], width: int, counts: Sequence[int]) -> None:
        self._chunks = tuple(chunks)
        self._skipped = skipped
        self._width = width
        self._ends = tuple(accumulate(counts))
        self._looked_at: tuple[int, list[SheetRow]] = (-1, [])

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> SheetRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SheetRow, ...]: ...
    def __getitem__(self, index: int | slice) -> SheetRow | tuple[SheetRow, ...]:
        """One row, or several; a chunk looked at twice in a row is revived once."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        wanted = index + len(self) if index < 0 else index
        if not 0 <= wanted < len(self):
            raise IndexError(index)
        which = bisect_right(self._ends, wanted)
        if self._looked_at[0] != which:
            self._looked_at = (which, self._rows_of(self._chunks[which]))
        return self._looked_at[1][wanted - (self._ends[which - 1] if which else 0)]

    def __iter__(self) -> Iterator[SheetRow]:
        """All rows in order, one chunk revived at a time."""
        for chunk in self._chunks:
            yield from self._rows_of(chunk)

    def _rows_of(self, chunk: bytes) -> list[SheetRow]:
        return [self._filled_up(row) for row in revived_rows(chunk) if row.number not in self._skipped]

    def _filled_up(self, row: SheetRow) -> SheetRow:
        missing = self._width - len(row.values)
        return SheetRow(number=row.number, values=row.values + (None,) * missing) if missing > 0 else row
