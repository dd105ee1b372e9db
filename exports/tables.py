"""Tables on paper: head on the band, hairlines, group rows, totals, head repeated on every page."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from exports.drawing import Block, Pen
from exports.styles import BAND, CELL, FACT_LABEL, FACT_VALUE, GROUP_BAND, HAIRLINE, INK, TABLE_HEAD
from exports.table_layout import (
    SIDE_PADDING,
    Cell,
    Grid,
    LaidCell,
    LaidRow,
    TableColumn,
    TableRow,
    blocks_of,
    make_grid,
    plain_row,
)
from exports.typesetting import ChinesePara, text_width

TALLEST_ROW = 300.0  # points: a row above this may be parted at the end of a page
_SMALL = 0.01


class DataTable(Block):
    """Rows under a head; over several pages the head is repeated.

    `is_roomy` leaves 4 points above and below each row (annexes) instead of 1.5 and 1.8 (one-page forms).
    A table without a head (`has_head=False`) is a grid of facts.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[TableRow],
        *,
        is_roomy: bool = False,
        has_head: bool = True,
    ) -> None:
        super().__init__()
        self._columns, self._rows = tuple(columns), rows
        self._is_roomy, self._has_head = is_roomy, has_head
        self._laid_width = -1.0
        self._grid: Grid | None = None
        self._head: LaidRow | None = None
        self._laid: Sequence[LaidRow] = ()

    def measure(self, width: float) -> float:
        """The height of the head and of all rows."""
        if width != self._laid_width:
            self._lay_out(width)
        return self._head_height + sum(row.height for row in self._laid)

    @property
    def _head_height(self) -> float:
        return self._head.height if self._head else 0

    def _lay_out(self, width: float) -> None:
        heads = [ChinesePara(column.head, TABLE_HEAD.aligned(column.align)) for column in self._columns]
        rows = [blocks_of(row, self._columns) for row in self._rows]
        self._grid = grid = make_grid(self._columns, heads, rows, width, roomy=self._is_roomy)
        if self._has_head:
            self._head = grid.row("head", heads)
        self._laid = [grid.row(row.kind, blocks, row.span) for row, blocks in zip(self._rows, rows, strict=True)]
        self._laid_width = width

    def part(self, width: float, height: float) -> tuple[Block, Block] | None:
        """As many whole rows as fit; a group row stays with the next one, a total with the one before."""
        self.measure(width)
        room = height - self._head_height
        fits = bisect_right(list(accumulate(row.height for row in self._laid)), room + _SMALL)
        fits = min(fits, len(self._laid) - 1)
        if fits and self._laid[-1].kind == "total" and fits == len(self._laid) - 1:
            fits -= 1
        while fits and self._laid[fits - 1].kind == "group":
            fits -= 1
        if fits > 0:
            return self._some(self._laid[:fits]), self._some(self._laid[fits:])
        return self._part_first_row(room)

    def _part_first_row(self, room: float) -> tuple[Block, Block] | None:
        """A row higher than any page should be is parted itself: its cells go on below the repeated head.

        The group rows above it stay with its first part.
        """
        place = next((place for place, row in enumerate(self._laid) if row.kind != "group"), 0)
        groups, first, grid = self._laid[:place], self._laid[place], self._grid
        room -= sum(row.height for row in groups)
        if first.height <= TALLEST_ROW or room <= TALLEST_ROW / 2 or grid is None:
            return None
        halves = [_part_cell(cell, room - grid.above - grid.below) for cell in first.cells]
        upper = grid.closed(first.kind, [half[0] for half in halves])
        lower = grid.closed(first.kind, [half[1] for half in halves])
        return self._some([*groups, upper]), self._some([lower, *self._laid[place + 1 :]])

    def _some(self, laid: Sequence[LaidRow]) -> "DataTable":
        some = DataTable(self._columns, (), is_roomy=self._is_roomy, has_head=self._has_head)
        some._laid, some._laid_width = laid, self._laid_width
        some._grid, some._head = self._grid, self._head
        return some

    def paint(self, pen: Pen) -> None:
        """Bands first, then the cells, then the rules, so that no band covers a rule."""
        rows = [*([self._head] if self._head else []), *self._laid]
        edges = [self.height, *(self.height - below for below in accumulate(row.height for row in rows))]
        for row, top, bottom in zip(rows, edges, edges[1:], strict=False):
            self._paint_band(pen, row, bottom)
            for cell in row.cells:
                middle = (top + bottom - self._slant) / 2
                cell.block.paint(pen.at(cell.x, middle - cell.block.height / 2))
        self._paint_rules(pen, rows, edges)

    @property
    def _slant(self) -> float:
        """How much more padding there is above than below."""
        return self._grid.above - self._grid.below if self._grid else 0

    def _paint_band(self, pen: Pen, row: LaidRow, bottom: float) -> None:
        ground = {"head": BAND, "total": BAND, "group": GROUP_BAND}.get(row.kind)
        if ground:
            pen.rectangle(0, bottom, self.width, row.height, fill=ground)
        elif self._grid:
            for column, left, width in zip(self._grid.columns, self._grid.lefts, self._grid.widths, strict=True):
                if column.is_tinted:
                    pen.rectangle(left, bottom, width, row.height, fill=BAND)

    def _paint_rules(self, pen: Pen, rows: Sequence[LaidRow], edges: Sequence[float]) -> None:
        pen.line(0, edges[0], self.width, edges[0], INK, 1)
        for row, following, edge in zip(rows, rows[1:], edges[1:], strict=False):
            if following.kind == "total":
                pen.line(0, edge, self.width, edge, INK, 0.6)
            elif row.kind == "head":
                pen.line(0, edge, self.width, edge, INK, 0.5)
            else:
                pen.line(0, edge, self.width, edge, HAIRLINE, 0.35)
        last = 1 if rows and rows[-1].kind == "total" else 0.8
        pen.line(0, edges[-1], self.width, edges[-1], INK, last)


def _part_cell(cell: LaidCell, room: float) -> tuple[LaidCell, LaidCell]:
    parts = cell.block.part(cell.block.width, room) if cell.block.height > room else None
    upper, lower = parts or (cell.block, ChinesePara("", CELL))
    upper.fit(cell.block.width)
    lower.fit(cell.block.width)
    return LaidCell(upper, cell.x), LaidCell(lower, cell.x)


def facts_grid(facts: Sequence[tuple[str, Cell]], *, pairs: int = 2, shares: Sequence[float] = ()) -> DataTable:
    """Labels and values side by side, `pairs` of them in a row; every label on one line, values wrap."""
    rows = [facts[first : first + pairs] for first in range(0, len(facts), pairs)]
    labels = [[fact[0] for fact in facts[place::pairs]] for place in range(pairs)]
    columns: list[TableColumn] = []
    for place in range(pairs):
        longest = max((text_width(label, FACT_LABEL) for label in labels[place]), default=0)
        columns.append(TableColumn(width=longest + 2 * SIDE_PADDING + 6, style=FACT_LABEL))
        columns.append(TableColumn(share=shares[place] if shares else 1, style=FACT_VALUE))
    filled = [[*row, *[("", " ")] * (pairs - len(row))] for row in rows]
    laid = [plain_row(*(cell for label, value in row for cell in (label or " ", value))) for row in filled]
    return DataTable(columns, laid, has_head=False)
