"""Text tables (CSV and its relatives): which character divides the columns, and the rows as text cells."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT = 20
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_LONGEST_FIELD = 40_000


class UnevenQuotesError(Exception):
    """Quotation marks do not pair up; `row` is where it was noticed."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def read_text_table(path: Path, encoding: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with their numbers as a spreadsheet program would show them; UnevenQuotesError when it cannot be told.

    A first line `sep=;` names the delimiter and counts as no row; `="0123"`, Excel's way to keep text, becomes 0123.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as file:
        start = [file.readline() for _line in range(_LOOKED_AT)]
        named = _SEPARATOR_LINE.fullmatch(start[0])
        file.seek(0)
        if named:
            file.readline()
        rows = csv.reader(file, delimiter=named[1] if named else _delimiter(start), strict=True)
        number = 0
        try:
            for number, cells in enumerate(rows, start=1):
                yield number, [_as_text(cell) for cell in cells]
        except csv.Error:
            raise UnevenQuotesError(number + 1) from None


def _delimiter(lines: Sequence[str]) -> str:
    """The character found in most of the first lines, and there most often; a comma where none is found."""

    def found(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(_DELIMITERS, key=found)


def _as_text(cell: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(cell)
    return kept[1] if kept else cell
