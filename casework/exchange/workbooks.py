"""Foreign spreadsheets, the front door: which sheets a file has, and the table in one of them, safely read."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from casework.errors import BadInput
from casework.exchange.guarded import GuardedWorkbook
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.roster_headings import Headings, every_heading, field_of, fields_by_key
from casework.exchange.sheet_layout import (
    ROWS_SEARCHED,
    Header,
    Merges,
    find_header,
    header_words,
    known_count,
    why_ignored,
)
from casework.exchange.sheet_rows import KeptRows, SheetRow, revived_rows
from casework.exchange.workbook_guard import guard
from casework.language import _

IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInfo:
    """One worksheet of a file: its name, the rows from the first to the last filled one, whether it is hidden."""

    name: str
    rows: int
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredRow:
    """A row that is no record, its words, and why (in the user's language)."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The table found in a sheet.

    `headers` by column from A on ("" where a column has none; two rows joined by "/"), `header_row`
    the number of its last row, `titles` the text above it, `rows` the records by their numbers in the
    spreadsheet program, `ignored` the rows that are none. `date_1904`: serial days count from 1904.
    """

    sheet: str
    headers: tuple[str, ...]
    header_row: int
    titles: tuple[str, ...]
    rows: Sequence[SheetRow]
    ignored: tuple[IgnoredRow, ...]
    date_1904: bool


def read_sheets(path: Path) -> list[SheetInfo]:
    """The worksheets of a file in their order; BadInput or FileTrouble when it cannot be read."""
    workbook = guard(path)
    with ReaderProcess() as reader:
        return _sheets(reader, workbook)


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    known_headings: Headings | None = None,
    progress: Callable[[int], bool] | None = None,
) -> SheetTable:
    """The table of one sheet; without a name, of the visible sheet whose header is known best.

    `known_headings` gives the headings of each field (default: all that are shipped). `progress` is
    told the rows read so far and answers False to stop, which raises ReadingCancelled. BadInput when
    the file is not safe or not readable, has no such sheet, no header or no rows below it.
    """
    workbook = guard(path)
    with ReaderProcess(progress=progress) as reader:
        return table_in(reader, workbook, sheet=sheet, known_headings=known_headings)


def table_in(
    reader: ReaderProcess,
    workbook: GuardedWorkbook,
    *,
    sheet: str | None = None,
    known_headings: Headings | None = None,
) -> SheetTable:
    """As `read_table`, with a child that runs already: for several files one after the other."""
    fields = fields_by_key(known_headings if known_headings is not None else every_heading())

    def is_known(heading: str) -> bool:
        return field_of(heading, fields) is not None

    return _table(reader, workbook, _chosen_sheet(reader, workbook, sheet, is_known), is_known)


def _sheets(reader: ReaderProcess, workbook: GuardedWorkbook) -> list[SheetInfo]:
    return [SheetInfo(name=name, rows=rows, hidden=hidden) for name, rows, hidden in reader.sheets(workbook)]


def _chosen_sheet(reader: ReaderProcess, workbook: GuardedWorkbook, name: str | None, is_known: IsKnown) -> str:
    sheets = reader.names(workbook)
    if name is None:
        choice = [sheet for sheet, hidden in sheets if not hidden] or [sheet for sheet, _hidden in sheets]
        if len(choice) > 1:
            choice.sort(key=lambda sheet: _fit(reader, workbook, sheet, is_known), reverse=True)
        return choice[0]
    if name not in [sheet for sheet, _hidden in sheets]:
        raise BadInput(
            _("There is no sheet “{sheet}” in “{name}”.").format(sheet=name, name=workbook.path.name),
            remedy=_("Choose one of:"),
            candidates=[sheet for sheet, _hidden in sheets],
        )
    return name


def _fit(reader: ReaderProcess, workbook: GuardedWorkbook, sheet: str, is_known: IsKnown) -> tuple[int, bool]:
    """How well a sheet fits: the known headings in its best row, then whether it holds anything."""
    _merges, *chunks = reader.rows(workbook, sheet, most=ROWS_SEARCHED)
    counts = [known_count(row, is_known) for chunk in chunks for row in revived_rows(chunk)]
    return max(counts, default=0), bool(counts)


def _table(reader: ReaderProcess, workbook: GuardedWorkbook, sheet: str, is_known: IsKnown) -> SheetTable:
    chunks = reader.rows(workbook, sheet)
    merges = _sideways(json.loads(next(chunks))["merges"])
    top: list[bytes] = []
    rows: list[SheetRow] = []
    while len(rows) < ROWS_SEARCHED and (chunk := next(chunks, None)) is not None:
        top.append(chunk)
        rows += revived_rows(chunk)
    if not rows:
        raise BadInput(
            _("Sheet “{sheet}” of “{name}” holds no rows.").format(sheet=sheet, name=workbook.path.name),
            remedy=_("Check that it is the right file and sheet, and that it was saved."),
        )
    header = find_header(rows[:ROWS_SEARCHED], merges, is_known)
    if header is None:
        raise BadInput(
            _("Sheet “{sheet}” of “{name}” has no row of headings.").format(sheet=sheet, name=workbook.path.name),
            remedy=_("Put the headings (enterprise name, credit code …) into one row above the data."),
        )
    above = rows[: header.first]
    kept = _Kept(rows[header.last].number, header_words(header.headings))
    for chunk in chain(top, chunks):
        reader.rows_done(kept.add(chunk))
    return _made(workbook, sheet, header, above, kept)


def _sideways(merges: Sequence[tuple[int, int, int]]) -> Merges:
    found: dict[int, list[tuple[int, int]]] = {}
    for row, left, right in merges:
        found.setdefault(row, []).append((left, right))
    return found


class _Kept:
    """Chunks of rows as they come in, and which of their rows are no records."""

    def __init__(self, header_row: int, words: frozenset[str]) -> None:
        self.header_row = header_row
        self.chunks: list[bytes] = []
        self.counts: list[int] = []
        self.skipped: set[int] = set()
        self.ignored: list[IgnoredRow] = []
        self.width = 0
        self._words = words

    def add(self, chunk: bytes) -> int:
        """Takes in one chunk; gives the rows it holds."""
        rows = revived_rows(chunk)
        below = [row for row in rows if row.number > self.header_row]
        self.skipped.update(row.number for row in rows if row.number <= self.header_row)
        reasons = [(row, reason) for row in below if (reason := why_ignored(row, self._words))]
        self.skipped.update(row.number for row, _reason in reasons)
        self.ignored += [IgnoredRow(number=row.number, text=_words(row), reason=reason) for row, reason in reasons]
        self.width = max([self.width, *(len(row.values) for row in below)])
        self.chunks.append(chunk)
        self.counts.append(len(below) - len(reasons))
        return len(rows)


def _words(row: SheetRow) -> str:
    return " ".join(dict.fromkeys(str(cell) for cell in row.values if cell is not None))


def _made(workbook: GuardedWorkbook, sheet: str, header: Header, above: Sequence[SheetRow], kept: _Kept) -> SheetTable:
    if not any(kept.counts):
        raise BadInput(
            _("Sheet “{sheet}” of “{name}” has headings but no rows below them.").format(
                sheet=sheet, name=workbook.path.name
            ),
            remedy=_("Check that it is the right file and sheet, and that it was saved."),
        )
    width = max(len(header.headings), kept.width)
    return SheetTable(
        sheet=sheet,
        headers=header.headings + ("",) * (width - len(header.headings)),
        header_row=kept.header_row,
        titles=tuple(_words(row) for row in above),
        rows=KeptRows(kept.chunks, skipped=frozenset(kept.skipped), width=width, counts=kept.counts),
        ignored=tuple(kept.ignored),
        date_1904=workbook.date_1904,
    )
