"""The words inside an attached file, to be searched: read in a child process, and simply none where that fails."""

import json
import logging
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from casework.errors import CaseworkError
from casework.exchange.attachment_reader import MOST_CHARACTERS, READERS, serve_words
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.sheet_rows import revived_rows
from casework.exchange.workbook_guard import guard

_LOG = logging.getLogger(__name__)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_MOST_ROWS = 5_000
_MOST_SHEETS = 20
_MEMORY = 1024 << 20
_SECONDS = 20
_LARGEST_ANSWER = 8 * MOST_CHARACTERS + 1024


def words_inside(path: Path) -> str:
    """The words of a text, Word, PDF or spreadsheet file; "" for other kinds and for what cannot be read safely."""
    kind = path.suffix.lower()
    if kind in _WORKBOOKS:
        return _words_of_workbook(path)
    return _words_of_document(path, kind) if kind in READERS else ""


def _words_of_workbook(path: Path) -> str:
    """The filled cells of a spreadsheet, sheet by sheet, through the same guard and child as an import."""
    try:
        workbook = guard(path)
        with ReaderProcess(seconds=_SECONDS) as reader:
            names = [name for name, _hidden in reader.names(workbook)][:_MOST_SHEETS]
            lines = (line for name in names for line in _lines(reader.rows(workbook, name, most=_MOST_ROWS)))
            return "\n".join(islice(lines, _MOST_ROWS))[:MOST_CHARACTERS]
    except CaseworkError as error:
        _LOG.info("no words from %s: %s", path.name, error.message)
        return ""


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    """The texts and numbers of each row; the first chunk tells merged cells and holds none."""
    for chunk in chunks:
        if chunk.startswith(b"["):
            for row in revived_rows(chunk):
                yield " ".join(str(cell) for cell in row.values if isinstance(cell, str | int | float))


def _words_of_document(path: Path, kind: str) -> str:
    """What the child says; it is killed when it takes too long."""
    context = get_context("spawn")
    line, theirs = context.Pipe(duplex=False)
    child = context.Process(target=serve_words, args=(theirs, str(path), kind, _MEMORY, _SECONDS), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = json.loads(line.recv_bytes(_LARGEST_ANSWER)) if line.poll(_SECONDS) else {"trouble": "too slow"}
    except (EOFError, OSError, ValueError):
        answer = {"trouble": "the reader ended"}
    finally:
        line.close()
        child.kill()
        child.join()
        child.close()
    if "trouble" in answer:
        _LOG.info("no words from %s: %s", path.name, answer["trouble"])
    return str(answer.get("words", ""))
