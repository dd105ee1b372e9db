"""Tables of texts to be matched without a case file: columns id, title, content, from CSV or a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.chinese import fold
from casework.errors import BadInput, FileTrouble
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind, damaged
from casework.exchange.text_tables import UnevenQuotesError, read_text_table
from casework.exchange.workbook_guard import guard
from casework.exchange.workbooks import read_table
from casework.language import _

COLUMNS = {
    "id": ("id", "编号", "序号"),
    "title": ("title", "标题", "名称", "题目"),
    "content": ("content", "内容", "描述", "简介", "摘要"),
}
"""The columns of such a table, each with the headings that mean it."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text of a table."""

    id: str
    title: str
    content: str


def read_texts(path: Path) -> list[TextRow]:
    """The texts of a table in their order; BadInput where a column is missing, an id is empty or comes twice."""
    workbook = guard(path)
    rows = _text_rows(workbook) if workbook.kind is WorkbookKind.TEXT else _sheet_rows(path)
    header = next(rows, None) or []
    places = {name: _place(header, words, path) for name, words in COLUMNS.items()}
    found = [
        TextRow(**{name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()})
        for cells in rows
        if any(cell.strip() for cell in cells)
    ]
    _check_ids(path, found)
    return found


def _place(header: Sequence[str], words: Iterable[str], path: Path) -> int:
    folded = [fold(cell) for cell in header]
    for word in words:
        if fold(word) in folded:
            return folded.index(fold(word))
    raise BadInput(
        _("“{name}” has no column “{column}”.").format(name=path.name, column=next(iter(words))),
        remedy=_("The first row must name the columns id, title, content."),
    )


def _text_rows(workbook: GuardedWorkbook) -> Iterator[Sequence[str]]:
    try:
        for _number, cells in read_text_table(workbook.path, workbook.encoding):
            yield cells
    except (UnevenQuotesError, UnicodeDecodeError):
        raise damaged(workbook.path) from None


def _sheet_rows(path: Path) -> Iterator[Sequence[str]]:
    table = read_table(path, known_headings=COLUMNS)
    yield table.headers
    for row in table.rows:
        yield ["" if value is None else str(value) for value in row.values]


def _check_ids(path: Path, rows: Sequence[TextRow]) -> None:
    seen = set[str]()
    for number, row in enumerate(rows, start=2):
        if not row.id or row.id in seen:
            raise BadInput(
                _("Row {row} of “{name}” has no id of its own: {id}").format(row=number, name=path.name, id=row.id),
                remedy=_("Give each row an id that no other row has."),
            )
        seen.add(row.id)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a CSV (UTF-8, whole or not at all) and says how many rows; a text that begins as a formula is quoted."""
    made = path.with_name(f"{path.name}.new")
    count = 0
    try:
        with made.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow([_harmless(cell) for cell in row])
                count += 1
        made.replace(path)
    except OSError:
        raise FileTrouble(
            _("{path} cannot be written.").format(path=path), code="no_rights", remedy=_("Choose another folder.")
        ) from None
    finally:
        made.unlink(missing_ok=True)
    return count


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
