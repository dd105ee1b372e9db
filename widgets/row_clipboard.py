"""Rows on the clipboard: out as text and as a table that Excel and WPS take for words, in from either form."""

import csv
import html
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes pasted text that begins so for a formula."""
_NUMBER = re.compile(r"[+-]?[\d,]+(\.\d+)?%?")
_MOST_ROWS = 100_000
_OURS = "application/x-huifang-rows"
"""Marks what this program put on the clipboard."""


def rows_as_mime(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Rows, the headings first, as tab-separated text and as HTML; cells in HTML are marked as words.

    Codes keep their digits and nothing that begins with an equals sign is calculated where it is pasted.
    """
    mime = QMimeData()
    mime.setText("\n".join("\t".join(_plain(cell) for cell in line) for line in lines))
    mime.setHtml(_table(lines))
    mime.setData(_OURS, b"")
    return mime


def keep_as_text() -> None:
    """Leaves plain text on the clipboard when the program ends: a table of its own does not outlive it (Qt crashes)."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(_OURS):  # pyright: ignore[reportUnnecessaryComparison] - none before a copy
        clipboard.setText(clipboard.text())


def _plain(cell: str) -> str:
    words = " ".join(cell.split())
    runs = words.startswith(_RUNS) and not _NUMBER.fullmatch(words)
    return f"'{words}" if runs else words


def _table(lines: Sequence[Sequence[str]]) -> str:
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in line)}</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(words: str) -> str:
    kept = html.escape(words).replace("\n", "<br style='mso-data-placement:same-cell'>")
    return f"<td style=\"mso-number-format:'\\@'\">{kept}</td>"


def pasted_rows(mime: QMimeData | None) -> list[list[str]]:
    """The rows of a table on the clipboard, blank ones left out; none where there is no table.

    What a spreadsheet or a web page puts there as tab-separated text counts first, its HTML where
    the text holds no table.
    """
    if mime is None:
        return []
    rows = _from_text(mime.text()) if "\t" in mime.text() else []
    if not rows and mime.hasHtml():
        rows = _from_html(mime.html())
    if not rows and mime.hasText():
        rows = _from_text(mime.text())
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    return [row + [""] * (width - len(row)) for row in filled]


def _from_text(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    try:
        return [[_unquoted(cell) for cell in row] for row, _n in zip(reader, range(_MOST_ROWS), strict=False)]
    except csv.Error:
        return [[_unquoted(cell) for cell in line.split("\t")] for line in text.splitlines()[:_MOST_ROWS]]


def _unquoted(cell: str) -> str:
    words = cell.strip()
    return words[1:] if words[:1] == "'" and words[1:].startswith(_RUNS) else words


def _from_html(text: str) -> list[list[str]]:
    reader = _TableReader()
    reader.feed(text)
    return reader.rows


class _TableReader(HTMLParser):
    """Collects the cells of the first table of a page; a cell over several columns fills the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins, or a line within one."""
        if self._is_over:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            span = dict(attrs).get("colspan") or "1"
            self._cell, self._span = [], int(span) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell is whole, or the table is over."""
        if tag in ("td", "th") and self._cell is not None:
            lines = "".join(self._cell).split("\n")
            words = "\n".join(" ".join(line.split()) for line in lines).strip()
            self.rows[-1] += [words, *[""] * (min(self._span, 100) - 1)]
            self._cell = None
        elif tag == "table":
            self._is_over = True

    def handle_data(self, data: str) -> None:
        """Words of a cell."""
        if self._cell is not None:
            self._cell.append(data.replace("\n", " "))
