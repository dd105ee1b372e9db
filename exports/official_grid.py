"""The line grid of an official page: whatever stands between its lines takes whole lines of it."""

import math

from exports.drawing import Block, Pen
from exports.styles import OFFICIAL_LEADING


class OnGrid(Block):
    """A block that takes whole lines of the official text, and so many more below it; never parted."""

    def __init__(self, block: Block, *, lines_below: int = 0) -> None:
        super().__init__()
        self._block, self._lines_below = block, lines_below

    def measure(self, width: float) -> float:
        """Its height up to the next line, and the lines below."""
        lines = math.ceil(self._block.fit(width) / OFFICIAL_LEADING - 0.01)
        return (lines + self._lines_below) * OFFICIAL_LEADING

    def paint(self, pen: Pen) -> None:
        """The block at the top."""
        self._block.paint(pen.at(0, self.height - self._block.height))
