"""The child process that reads a guarded spreadsheet: calamine may abort or hang, so it does so here, within limits."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from casework.exchange.child_limits import limit_this_process
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind
from casework.exchange.lost_cells import LostCells, lost_cells
from casework.exchange.sheet_rows import TextTooLongError, chunk_of, place, plain_cells, plain_error
from casework.exchange.text_tables import UnevenQuotesError, read_text_table

_CHUNK_CELLS = 5_000
_MOST_MERGES = 20_000

Merges: TypeAlias = list[tuple[tuple[int, int], tuple[int, int]]]
"""Merged areas as the reader gives them: top left and bottom right, row and column counted from 0."""

# The conversation, in JSON. The parent names a file and asks for its sheets (`counted`: with their rows, which means
# reading them) or for the rows of one `sheet` (`most` of them). The child answers
#   {"sheets": [[name, rows, hidden], …]}, or
#   {"merges": [[row, left, right], …]}, any number of chunks of rows (JSON lists), {"end": rows}, or at any point
#   {"trouble": kind, "detail": …}
# and waits for the next question until the parent hangs up.


def serve(connection: Connection, memory: int, seconds: int) -> None:
    """The whole life of the child: limits first, then an answer to each question until the parent hangs up."""
    limit_this_process(memory, seconds)
    reading: Reading | None = None
    while True:
        try:
            question = json.loads(connection.recv_bytes())
        except EOFError:
            return
        if reading is None or str(reading.workbook.path) != question["path"]:
            reading = Reading(_workbook(question))
        for message in reading.answers(question):
            connection.send_bytes(message)


def _workbook(question: Mapping[str, Any]) -> GuardedWorkbook:
    return GuardedWorkbook(
        path=Path(question["path"]),
        kind=WorkbookKind(question["kind"]),
        encoding=question["encoding"],
        loses_cells=question["loses_cells"],
    )


class _LongTextError(Exception):
    """More text than a cell can hold; `where` names the cell."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def _message(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


class Reading:
    """One file while questions about it are answered; it is opened once."""

    def __init__(self, workbook: GuardedWorkbook) -> None:
        self.workbook = workbook
        self._opened: Any = None

    def answers(self, question: Mapping[str, Any]) -> Iterator[bytes]:
        """The messages that answer one question; the last is a list of sheets, an end or a trouble."""
        try:
            if "sheet" in question:
                yield from self._rows(question["sheet"], question["most"])
            else:
                yield _message({"sheets": self._sheets(counted=question["counted"])})
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic in native code is no Exception
            yield _message(_trouble(error))

    def _book(self) -> Any:
        from python_calamine import CalamineWorkbook

        if self._opened is None:
            with self.workbook.path.open("rb") as file:  # not by its path: the reader would go by the extension
                self._opened = CalamineWorkbook.from_filelike(file)
        return self._opened

    def _sheets(self, *, counted: bool) -> list[tuple[str, int, bool]]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        if self.workbook.kind is WorkbookKind.TEXT:
            rows = sum(1 for _row in self._text_rows()) if counted else 0
            return [(self.workbook.path.stem, rows, False)]
        return [
            (
                about.name,
                self._book().get_sheet_by_name(about.name).height if counted else 0,
                about.visible != SheetVisibleEnum.Visible,
            )
            for about in self._book().sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet
        ]

    def _text_rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        return read_text_table(self.workbook.path, self.workbook.encoding)

    def _rows(self, sheet: str, most: int | None) -> Iterator[bytes]:
        """The merges of a sheet, then its filled rows in chunks (at most `most` rows), then their number."""
        merges: Merges = []
        if self.workbook.kind is WorkbookKind.TEXT:
            rows = _shaped(self._text_rows(), {})
        else:
            page = self._book().get_sheet_by_name(sheet)
            areas: Merges | None = page.merged_cell_ranges
            merges = sorted((areas or [])[:_MOST_MERGES])
            rows = _filled_down(_shaped(_numbered(page), lost_cells(self.workbook, sheet)), merges)
        sideways = [(top + 1, left, right) for (top, left), (_bottom, right) in merges if right > left]
        yield _message({"merges": sideways})
        yield from _in_chunks(islice(rows, most))


def _trouble(error: BaseException) -> dict[str, Any]:
    if isinstance(error, MemoryError):
        return {"trouble": "memory"}
    if isinstance(error, UnevenQuotesError):
        return {"trouble": "quotes", "detail": error.row}
    if isinstance(error, _LongTextError):
        return {"trouble": "long_text", "detail": error.where}
    kind = "password" if type(error).__name__ == "PasswordError" else "damaged"
    return {"trouble": kind, "detail": f"{type(error).__name__}: {error}"}


def _in_chunks(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[bytes]:
    waiting: list[tuple[int, list[Any]]] = []
    cells = count = 0
    for row in rows:
        waiting.append(row)
        count += 1
        cells += len(row[1])
        if cells > _CHUNK_CELLS:
            yield chunk_of(waiting)
            waiting, cells = [], 0
    if waiting:
        yield chunk_of(waiting)
    yield _message({"end": count})


def _numbered(page: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows with the numbers of the spreadsheet program; the reader itself begins at the first filled column."""
    if page.start is None:
        return
    margin = [""] * page.start[1]
    for number, cells in enumerate(page.iter_rows(), start=1):
        yield number, margin + cells


def _shaped(rows: Iterator[tuple[int, Sequence[Any]]], lost: LostCells) -> Iterator[tuple[int, list[Any]]]:
    """Rows as plain JSON values, the blank ones left out, lost cells put back as errors."""
    lost_in: dict[int, list[tuple[int, str]]] = {}
    for (number, column), text in sorted(lost.items()):
        lost_in.setdefault(number, []).append((column, text))
    for number, cells in chain(rows, _below(lost_in)):
        if number not in lost_in and cells.count("") == len(cells):
            continue
        try:
            plain = plain_cells(cells)
        except TextTooLongError:
            raise _LongTextError(place(number, _longest(cells))) from None
        for column, text in lost_in.pop(number, ()):
            plain += [None] * (column + 1 - len(plain))
            plain[column] = plain_error(text)
        if any(cell is not None for cell in plain):
            yield number, plain


def _below(lost_in: Mapping[int, object]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows that hold nothing but lost cells and lie below the last row the reader knows."""
    for number in list(lost_in):
        yield number, ()


def _longest(cells: Sequence[Any]) -> int:
    return max(range(len(cells)), key=lambda column: len(cells[column]) if isinstance(cells[column], str) else 0)


def _filled_down(rows: Iterator[tuple[int, list[Any]]], merges: Merges) -> Iterator[tuple[int, list[Any]]]:
    """Text of a cell merged over several rows, given to each of them: to the eye it belongs to all."""
    tops: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in merges:
        if bottom > top:
            tops.setdefault(top + 1, []).append((left, bottom + 1))
    running: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        running = {column: until for column, until in running.items() if number <= until[0]}
        for column, (_bottom, text) in running.items():
            if column < len(cells) and cells[column] is None:
                cells[column] = text
        for column, bottom in tops.get(number, ()):
            text = cells[column] if column < len(cells) else None
            if isinstance(text, str):
                running[column] = (bottom, text)
        yield number, cells
