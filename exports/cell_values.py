"""What a cell of our workbooks may hold: text made safe, and how much room it takes."""

import datetime as dt
import re
from typing import TypeAlias

from casework.language import N_, _

CellValue: TypeAlias = str | int | float | dt.date | dt.datetime | None

LONGEST_TEXT = 32_767
"""The most UTF-16 units a cell can hold (ECMA-376 part 1, as Excel and WPS keep it)."""
LINE_HEIGHT = 15.0
"""What one more line of cell text adds to its row, in points."""
HIGHEST_ROW = 409.0
"""No spreadsheet program draws a row higher, in points."""
_CUT = N_("… (cut here; the whole text is in the case file)")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def may_run(text: str) -> bool:
    """Whether a spreadsheet program may take `text` for a formula once somebody edits its cell."""
    return text[:1] in _STARTS_FORMULA


def safe_text(text: str) -> str:
    """`text` as a cell can keep it: no control characters, line breaks as LF, cut with a notice where too long.

    An underscore that a reader would take for the start of an escape (_x000D_) is escaped itself.
    """
    if _UNSAFE.search(text):
        text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _ESCAPE.sub("_x005F_", text)
    return _shortened(text) if is_too_long(text) else text


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold the whole of `text`."""
    return len(text) * 2 > LONGEST_TEXT and _units(text) > LONGEST_TEXT


def _shortened(text: str) -> str:
    notice = _(_CUT)
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(notice))]
    return kept.decode("utf-16-le", "ignore") + notice


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_width(text: str) -> int:
    """The width of the longest line of `text` in characters, a Chinese one counting as two.

    GB 18030 spends two bytes on exactly the characters that Chinese faces draw wide.
    """
    if "\n" in text:
        return max(text_width(line) for line in text.split("\n"))
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def word_width(text: str) -> int:
    """The width of the longest part of `text` that stands without a break: a line, or in Latin script a word."""
    parts = text.split() if text.isascii() else text.split("\n")
    return max(map(text_width, parts), default=0)


def lines_in(text: str, width: float) -> int:
    """How many lines `text` takes, wrapped in a column of `width` characters."""
    room = max(1, int(width))
    if "\n" in text:
        return sum(max(1, -(-text_width(line) // room)) for line in text.split("\n"))
    return -(-text_width(text) // room)


def broken_head(words: str, width: float) -> str:
    """A heading as it stands: its own line breaks, and one more before a bracket that would not fit."""
    if "\n" in words or text_width(words) <= width:
        return words
    return re.sub(r"\s*(?=[（(])", "\n", words, count=1)
