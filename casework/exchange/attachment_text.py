"""The words inside an attached file, to be searched: read in a child process, and simply none where that fails."""

import datetime as dt
import json
import logging
import mimetypes
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from casework.entities.attachments import Attachment
from casework.errors import CaseworkError
from casework.exchange.attachment_reader import MOST_CHARACTERS, READERS, serve_words
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.sheet_rows import revived_rows
from casework.exchange.workbook_guard import guard
from casework.records import Record
from casework.store.contents import digest_of

_LOG = logging.getLogger(__name__)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_MOST_ROWS = 5_000
_MOST_SHEETS = 20
_MEMORY = 1024 << 20
_SECONDS = 20
_LARGEST_ANSWER = 8 * MOST_CHARACTERS + 1024


def attachment_of(owner: Record, path: Path, content: bytes, note: str, today: dt.date) -> Attachment:
    """The file at `path`, of which `content` are the bytes, as it hangs on `owner` with its words."""
    return Attachment(
        owner_type=owner.type_name,
        owner_id=owner.id,
        file_name=path.name,
        digest=digest_of(content),
        size=len(content),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        added_on=today,
        words=words_inside(path),
        note=note,
    )


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
