"""A follow-up sheet as it came back: known by its hidden sheet and columns, its rows found whatever was done to it."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from casework.errors import BadInput
from casework.exchange.document_marks import document_mark
from casework.exchange.followup_layout import COLUMNS, FILLABLE, META_MARK, META_SHEET, SheetMeta, read_meta
from casework.exchange.guarded import GuardedWorkbook
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.roster_headings import heading_key
from casework.exchange.sheet_layout import ROWS_SEARCHED, heading_text
from casework.exchange.sheet_rows import CellValue, SheetRow, revived_rows
from casework.exchange.workbook_guard import guard
from casework.language import _, in_every_language

_SIGNED_BY = ("id", "version", "signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """A row of a returned sheet: its number as the spreadsheet program shows it, its cells by column and as they stand.

    `cells` holds the columns that were found, by their names in the layout.
    """

    number: int
    cells: Mapping[str, CellValue]
    values: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSheet:
    """A follow-up sheet that came back; `meta` is what it says of itself, None where that was lost on the way.

    `renamed` are headings that were read as another column because of their place, `missing` the
    fillable columns that are gone; both as the user calls them.
    """

    file_name: str
    sheet: str
    meta: SheetMeta | None
    headers: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    renamed: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    date_1904: bool


def read_returned(path: Path, *, progress: Callable[[int], bool] | None = None) -> ReturnedSheet | None:
    """The follow-up sheet in a file, None where the file is none; ReadingCancelled when `progress` answers False.

    BadInput where the file cannot be read safely, and where it says that it is a follow-up sheet but
    the columns that tell its rows again are gone.
    """
    workbook = guard(path)
    with ReaderProcess(progress=progress) as reader:
        names = [name for name, _hidden in reader.names(workbook)]
        meta = _meta(reader, workbook, names)
        for name in names:
            top = _rows(reader, workbook, name, most=ROWS_SEARCHED) if name != META_SHEET else []
            head = next((row for row in top if _is_head(row)), None)
            if head is not None:
                return _sheet(workbook, name, meta, head, _rows(reader, workbook, name))
    if meta is None:
        return None
    raise BadInput(
        _("“{name}” is a follow-up sheet, but the hidden columns that tell its rows again are gone.").format(
            name=path.name
        ),
        remedy=_("Ask for the file as it was sent out and filled in; columns must not be deleted."),
    )


def _meta(reader: ReaderProcess, workbook: GuardedWorkbook, names: Sequence[str]) -> SheetMeta | None:
    """What the file says of itself, on its hidden sheet or else in its properties."""
    if META_SHEET in names:
        rows = _rows(reader, workbook, META_SHEET, most=ROWS_SEARCHED)
        said = {str(row.values[0]): _text(row.values[1]) for row in rows if len(row.values) > 1}
        if "layout" in said:
            return read_meta(said)
    mark = document_mark(workbook, META_MARK)
    try:
        told: Any = json.loads(mark) if mark else None
    except ValueError:
        return None
    return read_meta(cast("dict[str, str]", told)) if isinstance(told, dict) else None


def _text(cell: CellValue) -> str:
    """A cell of the hidden sheet as it was written; a spreadsheet program may have made a day or a number of it."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _rows(reader: ReaderProcess, workbook: GuardedWorkbook, sheet: str, *, most: int | None = None) -> list[SheetRow]:
    _merges, *chunks = reader.rows(workbook, sheet, most=most)
    rows: list[SheetRow] = []
    for chunk in chunks:
        found = revived_rows(chunk)
        rows += found
        if most is None:
            reader.rows_done(len(found))
    return rows


def _wordings() -> dict[str, str]:
    """The column that each heading means, in every language."""
    known: dict[str, str] = {}
    for column in COLUMNS:
        for words in in_every_language(column.heading):
            known.setdefault(_key(words), column.name)
            known.setdefault(_key(words.split("\n")[0]) if column.offered else _key(words), column.name)
    return known


def _key(heading: CellValue) -> str:
    return heading_key(heading_text(heading))


def _is_head(row: SheetRow) -> bool:
    known = _wordings()
    found = {known.get(_key(cell)) for cell in row.values if isinstance(cell, str)}
    return all(name in found for name in _SIGNED_BY)


def _sheet(
    workbook: GuardedWorkbook, name: str, meta: SheetMeta | None, head: SheetRow, rows: Sequence[SheetRow]
) -> ReturnedSheet:
    places, renamed = _places(head, meta)
    found = {column.name for column in FILLABLE} & set(places)
    return ReturnedSheet(
        file_name=workbook.path.name,
        sheet=name,
        meta=meta,
        headers=tuple(heading_text(cell) for cell in head.values),
        rows=tuple(_returned(row, places) for row in rows if row.number > head.number and _holds(row, places)),
        renamed=renamed,
        missing=tuple(column.title for column in FILLABLE if column.name not in found),
        date_1904=workbook.date_1904,
    )


def _places(head: SheetRow, meta: SheetMeta | None) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """Where each column stands: by its heading; one under a heading nobody knows, where it stood when it went out.

    The latter only while all the others still stand where they stood: a column of the user's own is none of ours.
    """
    known = _wordings()
    places: dict[str, int] = {}
    for at, cell in enumerate(head.values):
        name = known.get(_key(cell))
        if name is not None:
            places.setdefault(name, at)
    expected = {name: at for at, name in _expected(meta)}
    if any(expected.get(name) != at for name, at in places.items()):
        return places, ()
    titles = {column.name: column.title for column in COLUMNS}
    told: list[tuple[str, str]] = []
    for name, at in expected.items():
        if name not in places and at < len(head.values) and known.get(_key(head.values[at])) is None:
            places[name] = at
            told.append((heading_text(head.values[at]), titles[name]))
    return places, tuple(told)


def _expected(meta: SheetMeta | None) -> Iterator[tuple[int, str]]:
    names = meta.columns if meta else tuple(column.name for column in COLUMNS)
    return ((at, name) for at, name in enumerate(names) if any(column.name == name for column in COLUMNS))


def _holds(row: SheetRow, places: Mapping[str, int]) -> bool:
    """Whether a row says anything in the columns of the sheet."""
    return any(at < len(row.values) and row.values[at] is not None for at in places.values())


def _returned(row: SheetRow, places: Mapping[str, int]) -> ReturnedRow:
    cells = {name: row.values[at] if at < len(row.values) else None for name, at in places.items()}
    return ReturnedRow(number=row.number, cells=cells, values=row.values)
