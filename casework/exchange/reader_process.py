"""The parent's side of the reading child: start it, ask it, give up on it in time, and say why it could not read."""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from casework.errors import BadInput, CaseworkError
from casework.exchange.guarded import GuardedWorkbook, damaged, locked, resave, too_large
from casework.language import _

_LOG = logging.getLogger(__name__)
MOST_MEMORY = 1536 << 20
MOST_SECONDS = 30
_PATIENCE = 0.1
_PROCESSOR_SHARE = 4
_LONGEST_MESSAGE = 128 << 20


class ReadingCancelled(CaseworkError):
    """The user stopped the reading; nothing was changed."""

    code = "cancelled"


class ReaderProcess:
    """A child process that reads guarded spreadsheets; used in a `with`, which also ends it.

    It is spawned by multiprocessing, which works in a frozen program too (its entry point calls
    `multiprocessing.freeze_support()`), and it answers in JSON only: nothing that went through a
    hostile file is ever unpickled. `progress` is told the rows done and stops the work by answering False.
    """

    def __init__(
        self, *, progress: Callable[[int], bool] | None = None, memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS
    ) -> None:
        self._progress = progress
        self._seconds = seconds
        self._done = 0
        from multiprocessing import get_context

        from casework.exchange.workbook_reader import serve

        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._child = context.Process(target=serve, args=(theirs, memory, _PROCESSOR_SHARE * seconds), daemon=True)
        self._child.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hangs up; a child that is still busy is killed."""
        self._line.close()
        if kind is not None:
            self._child.kill()
        self._child.join(_PATIENCE * 10)
        if self._child.is_alive():
            self._child.kill()
            self._child.join()
        self._child.close()

    def sheets(self, workbook: GuardedWorkbook) -> list[tuple[str, int, bool]]:
        """Name, rows and whether hidden, for each worksheet; BadInput when the file cannot be read."""
        return self._sheets(workbook, counted=True)

    def names(self, workbook: GuardedWorkbook) -> list[tuple[str, bool]]:
        """Name and whether hidden, for each worksheet, without reading their rows; BadInput when there is none."""
        return [(name, hidden) for name, _rows, hidden in self._sheets(workbook, counted=False)]

    def rows(self, workbook: GuardedWorkbook, sheet: str, *, most: int | None = None) -> Iterator[bytes]:
        """First the merges, as {"merges": [[row, left, right], …]}, then chunks of rows as `plain_row` writes them."""
        yield from self._ask(workbook, sheet=sheet, most=most)

    def _sheets(self, workbook: GuardedWorkbook, *, counted: bool) -> list[tuple[str, int, bool]]:
        sheets = json.loads(next(self._ask(workbook, counted=counted)))["sheets"]
        if not sheets:
            raise BadInput(_("“{name}” holds no worksheet.").format(name=workbook.path.name), remedy=resave())
        return [(name, rows, hidden) for name, rows, hidden in sheets]

    def rows_done(self, count: int) -> None:
        """Counts rows for `progress`; ReadingCancelled when it asks to stop."""
        self._done += count
        if self._progress and not self._progress(self._done):
            raise ReadingCancelled(_("The reading was cancelled."))

    def _ask(self, workbook: GuardedWorkbook, **question: Any) -> Iterator[bytes]:
        about = {
            "path": str(workbook.path),
            "kind": workbook.kind,
            "encoding": workbook.encoding,
            "loses_cells": workbook.loses_cells,
        }
        try:
            self._line.send_bytes(json.dumps(about | question).encode())
        except OSError:
            raise _given_up(workbook) from None
        while True:
            message = self._next(workbook)
            if message.startswith(b'{"trouble"'):
                raise _told(workbook, json.loads(message))
            if message.startswith(b'{"end"'):
                return
            yield message
            if message.startswith(b'{"sheets"'):
                return

    def _next(self, workbook: GuardedWorkbook) -> bytes:
        deadline = time.monotonic() + self._seconds
        try:
            while not self._line.poll(_PATIENCE):
                self._check(workbook, deadline)
            return self._line.recv_bytes(_LONGEST_MESSAGE)
        except (EOFError, OSError):
            raise _given_up(workbook) from None

    def _check(self, workbook: GuardedWorkbook, deadline: float) -> None:
        self.rows_done(0)
        if time.monotonic() > deadline:
            self._child.kill()
            raise BadInput(
                _("“{name}” took longer than {seconds} seconds to read.").format(
                    name=workbook.path.name, seconds=self._seconds
                ),
                remedy=resave(),
            )
        if sys.platform == "darwin" and resident_memory(self._child.pid or 0) > MOST_MEMORY:
            self._child.kill()


def resident_memory(process: int) -> int:
    """The bytes of memory a process holds, as `ps` tells, 0 when it cannot; for macOS, whose limits do not bind."""
    import subprocess

    told = subprocess.run(  # noqa: S603 - a fixed program and a number
        ["/bin/ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return int(told.stdout.strip() or 0) * 1024


def _given_up(workbook: GuardedWorkbook) -> BadInput:
    return BadInput(
        _("“{name}” could not be read: its content is damaged or needs too much memory.").format(
            name=workbook.path.name
        ),
        remedy=resave(),
    )


def _told(workbook: GuardedWorkbook, trouble: Mapping[str, Any]) -> BadInput:
    _LOG.info("the reader says of %s: %s", workbook.path.name, trouble)
    match trouble["trouble"]:
        case "password":
            return locked(workbook.path)
        case "memory":
            return too_large(workbook.path, _("reading it needs too much memory"))
        case "quotes":
            return BadInput(
                _("In “{name}”, row {row}, quotation marks do not pair up or a cell is too long.").format(
                    name=workbook.path.name, row=trouble["detail"]
                ),
                remedy=_("Correct the row, or save the table as .xlsx and import that."),
            )
        case "long_text":
            return BadInput(
                _("In “{name}”, cell {place} holds more text than a cell can.").format(
                    name=workbook.path.name, place=trouble["detail"]
                ),
                remedy=_("Shorten it and save the file again."),
            )
        case _:
            return damaged(workbook.path)
