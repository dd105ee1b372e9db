"""How the columns and rows of a table are laid out: widths from the longest value, cells in their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from exports.drawing import Block
from exports.styles import CELL, GREY, GROUP_HEAD, TABLE_HEAD, Align, TextStyle
from exports.typesetting import ChinesePara, Content

Cell = Content | Block
NOTHING = "—"
NOTHING_COUNTED = "·"


SIDE_PADDING = 4.0
AIR = 12.0  # between a right-aligned column and a left-aligned one: the paddings of both
LEAST_SHARE = 64.0  # points left to each column that takes a share, however long the others are; less in a narrow room


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column: its head, how wide it is and how its cells are set.

    `width` is points; 0 stands for a `share` of what the others leave. With `fits` the column is as
    wide as its longest cell, `width` being the most. `nothing` is printed for an empty cell.
    """

    head: str = ""
    width: float = 0
    share: float = 1
    fits: bool = False
    align: Align = "left"
    style: TextStyle = CELL
    nothing: str = NOTHING
    is_tinted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row. A group row has one cell over all columns; in a total row the first cell covers `span` columns."""

    cells: Sequence[Cell]
    kind: Literal["plain", "group", "total"] = "plain"
    span: int = 1


def plain_row(*cells: Cell) -> TableRow:
    """A row of values, one a column; an empty text prints the column's sign for nothing."""
    return TableRow(cells=cells)


def group_row(content: Content) -> TableRow:
    """A row that names the rows under it; it is never the last on a page."""
    return TableRow(cells=(content,), kind="group")


def total_row(*cells: Cell, span: int = 1) -> TableRow:
    """The sums; never alone on a page."""
    return TableRow(cells=cells, kind="total", span=span)


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A block of settled size and where it begins, in points from the left edge of the table."""

    block: Block
    x: float


@dataclass(frozen=True, slots=True)
class LaidRow:
    """Cells beside each other and the height of the highest with its padding."""

    kind: str
    cells: tuple[LaidCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns with their left edges, widths and left paddings in points, and the paddings of every row."""

    columns: tuple[TableColumn, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    paddings: tuple[float, ...]
    above: float
    below: float

    def row(self, kind: str, blocks: Sequence[Block], span: int = 1) -> LaidRow:
        """A row of blocks; the first covers `span` columns, in a group row all of them."""
        first = self._cell(blocks[0], 0, len(self.columns) if kind == "group" else span)
        others = [self._cell(block, place) for place, block in enumerate(blocks[1:], span)]
        return self.closed(kind, [first, *others])

    def closed(self, kind: str, cells: Sequence[LaidCell]) -> LaidRow:
        """A row as high as its highest cell and the padding above and below."""
        return LaidRow(kind, tuple(cells), max(cell.block.height for cell in cells) + self.above + self.below)

    def _cell(self, block: Block, column: int, span: int = 1) -> LaidCell:
        """Settle a block; one with a width of its own goes to the side of its column."""
        room = sum(self.widths[column : column + span]) - self.paddings[column] - SIDE_PADDING
        own = 0 if isinstance(block, ChinesePara) else min(block.natural_width, room)
        block.fit(own or room)
        spare = room - own if own else 0
        part = {"left": 0.0, "center": 0.5, "right": 1.0}[self.columns[column].align]
        return LaidCell(block, self.lefts[column] + self.paddings[column] + spare * part)


def make_grid(
    columns: Sequence[TableColumn],
    heads: Sequence[Block],
    rows: Sequence[Sequence[Block]],
    width: float,
    *,
    roomy: bool,
) -> Grid:
    """The grid of a table of `width` points; `rows` tell how long the values of each column are."""
    before = ["left", *(column.align for column in columns)]
    paddings = [
        AIR - SIDE_PADDING if column.align == "left" and left == "right" else SIDE_PADDING
        for column, left in zip(columns, before, strict=False)
    ]
    longest = [
        _longest(place, heads, rows) + padding + SIDE_PADDING + 0.1 if column.fits else 0
        for place, (column, padding) in enumerate(zip(columns, paddings, strict=True))
    ]
    widths = _widths(columns, longest, width)
    lefts = [0.0, *accumulate(widths)][:-1]
    above, below = (4.0, 4.0) if roomy else (1.5, 1.8)
    return Grid(tuple(columns), tuple(lefts), tuple(widths), tuple(paddings), above, below)


def _longest(place: int, heads: Sequence[Block], rows: Sequence[Sequence[Block]]) -> float:
    """The width of the longest value of a column; rows whose first cell covers several tell nothing."""
    values = (row[place].natural_width for row in rows if len(row) == len(heads))
    return max(heads[place].natural_width, max(values, default=0))


def _widths(columns: Sequence[TableColumn], longest: Sequence[float], width: float) -> list[float]:
    known = [
        min(wanted, column.width or wanted) if column.fits else column.width
        for column, wanted in zip(columns, longest, strict=True)
    ]
    shares = [0 if taken else column.share for taken, column in zip(known, columns, strict=True)]
    least = min(LEAST_SHARE, width / (len(columns) + 1))
    most = width - least * sum(1 for share in shares if share)
    scale = most / sum(known) if sum(known) > most else 1
    rest = width - sum(known) * scale
    return [taken * scale or rest * share / sum(shares) for taken, share in zip(known, shares, strict=True)]


def blocks_of(row: TableRow, columns: Sequence[TableColumn]) -> list[Block]:
    """The cells of a row as blocks, each text in the style of its column."""
    return list(_blocks(row, columns))


def _blocks(row: TableRow, columns: Sequence[TableColumn]) -> Iterator[Block]:
    for place, cell in enumerate(row.cells):
        column = columns[place + row.span - 1 if place else 0]
        style = column.style.aligned(column.align)
        if isinstance(cell, Block):
            yield cell
        elif row.kind == "group":
            yield ChinesePara(cell, GROUP_HEAD)
        elif row.kind == "total":
            yield ChinesePara(cell, style.bold if place or row.span == 1 else TABLE_HEAD)
        else:
            yield ChinesePara(cell, style) if cell else ChinesePara(column.nothing, style.colored(GREY))
