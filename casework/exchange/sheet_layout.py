"""The layout of a sheet filled in by hand: titles, the header of one to three rows, and rows that are no records."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from casework.chinese import HANZI, fold
from casework.exchange.sheet_rows import CellValue, SheetRow
from casework.language import _

ROWS_SEARCHED = 40
"""How many filled rows from the top are searched for the header."""
_MOST_HEADER_ROWS = 3
_FEWEST_KNOWN = 2
_TOTAL = re.compile(
    r"(?:本页|本表|以上|全部|全市|全区|全县)?(?:合计|总计|小计|共计|累计|总和)(?:[:(].*|\d+[家户个项件条]?)?|(?:sub|grand)?total[:(]?.*"
)
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+[、.,:]|\([一二三四五六七八九十]+\)[、.,:]?).+")
_REMARK = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|填表人|填报人|制表人?|审核人?|填报单位|填表日期|单位负责人|负责人|分管领导|note)[\d]*[:、.].*"
)
_EXAMPLE = frozenset({"示例", "例", "例如", "样例", "填写示例", "例:", "示例:", "example"})
_COLUMN_MARKS = re.compile(r"\(?(?:\d{1,3}|[甲乙丙丁戊己庚辛壬癸]|[a-z])\)?")
_FEWEST_MARKS = 3
_LATIN_JOIN = re.compile(rf"(?<=[^{HANZI}\s])\s+(?=[^{HANZI}\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header stands: the indexes of its rows among those searched, and the joined headings."""

    first: int
    last: int
    headings: tuple[str, ...]


Merges = Mapping[int, Sequence[tuple[int, int]]]
"""Cells merged sideways, by row number: first and last column index."""


def find_header(rows: Sequence[SheetRow], merges: Merges, is_known: Callable[[str], bool]) -> Header | None:
    """The header among the first filled rows: where most headings are known, else the first row that looks like one.

    A row above or below joins it when merged cells (or gaps) show that it divides the headings.
    """
    top = _row_with_most_known(rows, is_known)
    if top is None:
        top = _first_row_of_words(rows)
    if top is None:
        return None
    first = last = top
    while (
        first > 0 and last - first + 1 < _MOST_HEADER_ROWS and _divides(rows[first - 1], rows[first], merges, is_known)
    ):
        first -= 1
    while (
        last + 1 < len(rows)
        and last - first + 1 < _MOST_HEADER_ROWS
        and _divides(rows[last], rows[last + 1], merges, is_known)
    ):
        last += 1
    return Header(first=first, last=last, headings=_joined(rows[first : last + 1], merges))


def known_count(row: SheetRow, is_known: Callable[[str], bool]) -> int:
    """How many different known headings a row holds."""
    return len({cell for cell in row.values if isinstance(cell, str) and is_known(heading_text(cell))})


def heading_text(cell: CellValue) -> str:
    """A heading on one line: breaks and blanks inside Chinese go, those between Latin words become one blank."""
    if cell is None:
        return ""
    text = str(cell) if not isinstance(cell, dt.date) else cell.isoformat()
    return "".join(_LATIN_JOIN.sub("\0", text).split()).replace("\0", " ")


def header_words(headings: Collection[str]) -> frozenset[str]:
    """Every heading and every part of one, by which a repeated header is known."""
    return frozenset(part for heading in headings for part in (heading, *heading.split("/")) if part)


def why_ignored(row: SheetRow, words: frozenset[str]) -> str:
    """Why a row below the header is no record, in the user's language; empty for a record.

    `words` are the `header_words`. A total (合计), a remark under the table, the heading of a section, the
    form's own example, the header again, and the numbers of columns are none.
    """
    filled = _filled(row)
    first = fold(filled[0]) if isinstance(filled[0], str) else ""
    if _TOTAL.fullmatch(first):
        return _("It is a row of totals.")
    if first in _EXAMPLE:
        return _("It is the example of the form.")
    if first and len(words) > _FEWEST_KNOWN and filled.count(filled[0]) == len(filled):
        if _REMARK.fullmatch(first):
            return _("It is a remark under the table.")
        if _SECTION.fullmatch(first):
            return _("It is the heading of a section.")
    if first and all(heading_text(cell) in words for cell in filled):
        return _("It repeats the header.")
    may_number = _COLUMN_MARKS.fullmatch(first or str(filled[0]))
    return _("It numbers the columns.") if may_number and _numbers_columns(filled) else ""


def _numbers_columns(filled: Sequence[CellValue]) -> bool:
    """A row 1, 2, 3 … or 甲, 乙, 1, 2 … under the header."""
    if len(filled) < _FEWEST_MARKS or not all(_COLUMN_MARKS.fullmatch(fold(str(cell))) for cell in filled):
        return False
    marks = [fold(str(cell)).strip("()") for cell in filled]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return len(numbers) >= _FEWEST_KNOWN and numbers == list(range(1, len(numbers) + 1))


def _row_with_most_known(rows: Sequence[SheetRow], is_known: Callable[[str], bool]) -> int | None:
    counts = [known_count(row, is_known) for row in rows]
    enough = min(_FEWEST_KNOWN, max((len(row.values) for row in rows), default=0))
    best = max(range(len(rows)), key=lambda i: (counts[i], -i), default=None)
    return best if best is not None and counts[best] >= max(1, enough) else None


def _first_row_of_words(rows: Sequence[SheetRow]) -> int | None:
    """The first row that fills at least half of the widest row, with different words only."""
    widest = max((len(_filled(row)) for row in rows), default=0)
    for index, row in enumerate(rows):
        filled = _filled(row)
        if len(filled) * 2 < widest or not all(isinstance(cell, str) for cell in filled):
            continue
        if len(set(filled)) == len(filled) and all(_is_wordy(str(cell)) for cell in filled):
            return index
    return None


def _filled(row: SheetRow) -> list[CellValue]:
    return [cell for cell in row.values if cell is not None]


def _is_wordy(text: str) -> bool:
    return any(unicodedata.category(character).startswith("L") for character in text)


def _divides(upper: SheetRow, lower: SheetRow, merges: Merges, is_known: Callable[[str], bool]) -> bool:
    """Whether `lower` names the parts of headings in `upper`.

    Words stand under a cell that is merged over several columns; without merged cells, under a
    heading with gaps to its right, and then at least half of them must be known headings.
    """
    if lower.number != upper.number + 1:
        return False
    width = max(len(upper.values), len(lower.values))
    above, below = _wide(upper, width), _wide(lower, width)
    own = [i for i in range(width) if below[i] is not None and below[i] != above[i]]
    if not own or not all(isinstance(below[i], str) for i in own):
        return False
    merged = {
        i for left, right in merges.get(upper.number, ()) for i in range(left, right + 1) if right - left + 1 < width
    }
    if merges:
        return bool(merged) and all(i in merged for i in own)
    gaps = [i for i in own if above[i] is None]
    parts = [_above(above, i) for i in own]
    known = [i for i, part in zip(own, parts, strict=True) if is_known(f"{part}/{heading_text(below[i])}")]
    closed = any(above[i] is not None and below[i] is None for i in range(width))
    return bool(gaps) and closed and all(parts) and len(known) * 2 >= len(own)


def _wide(row: SheetRow, width: int) -> tuple[CellValue, ...]:
    return row.values + (None,) * (width - len(row.values))


def _above(cells: Sequence[CellValue], index: int) -> str:
    """The heading over a column: its own cell, or the nearest filled one to its left."""
    return next((heading_text(cells[i]) for i in range(index, -1, -1) if cells[i] is not None), "")


def _joined(rows: Sequence[SheetRow], merges: Merges) -> tuple[str, ...]:
    """The headings of the columns; those of several rows joined by "/", equal ones once."""
    width = max(len(row.values) for row in rows)
    headings: list[list[str]] = [[] for _column in range(width)]
    for position, row in enumerate(rows):
        cells = list(_wide(row, width))
        lower = _wide(rows[position + 1], width) if position + 1 < len(rows) else (None,) * width
        for left, right in merges.get(row.number, ()):
            cells[left + 1 : right + 1] = [cells[left]] * (min(right, width - 1) - left) if left < width else []
        for index, cell in enumerate(cells):
            text = heading_text(cell)
            if not text and lower[index] is not None and not merges:
                text = _above(cells, index)
            if text and text not in headings[index]:
                headings[index].append(text)
    return tuple("/".join(parts) for parts in headings)
