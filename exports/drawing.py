"""The pen and the blocks of a page: the one place where reportlab's canvas and flowables get types."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false
# (reportlab carries no types; what leaves this file is typed)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.platypus.flowables import Flowable

from exports.styles import INK

HATCH_STEP = 5.0  # points between two lines of a hatched ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters of one face set from (x, y) on, with `space` points between them."""

    x: float
    y: float
    text: str
    face: str
    size: float
    color: str
    space: float = 0


@lru_cache(maxsize=64)
def _color(code: str) -> str:
    """The three components of `#RRGGBB` as a PDF writes them."""
    return " ".join(f"{int(code[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))


class Pen:
    """Draws on a reportlab canvas; all measures are points from the origin of this pen, y upwards."""

    __slots__ = ("_canvas", "x", "y")

    def __init__(self, canvas: Any, x: float = 0, y: float = 0) -> None:
        self._canvas = canvas
        self.x, self.y = x, y

    def at(self, x: float, y: float) -> "Pen":
        """A pen whose origin is (x, y) of this one."""
        return Pen(self._canvas, self.x + x, self.y + y)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        color: str = INK,
        width: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """A straight line, `width` points thick."""
        x, y = self.x, self.y
        way = f"{x + x1:.2f} {y + y1:.2f} m {x + x2:.2f} {y + y2:.2f} l S"
        self._say(_dashed(f"{_color(color)} RG {width:.2f} w", way, dash))

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        outline: str = "",
        thickness: float = 0.6,
        dash: Sequence[float] = (),
        radius: float = 0,
    ) -> None:
        """A rectangle, filled, outlined or both, with round corners where a radius is given."""
        x, y = self.x + x, self.y + y
        straight = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
        way = _rounded(x, y, width, height, radius) if radius else straight
        self._say(_dashed(_inks(fill, outline, thickness), f"{way} {_PAINTS[bool(fill), bool(outline)]}", dash))

    def hatch(self, x: float, y: float, width: float, height: float, *, color: str) -> None:
        """Slanted lines that fill a rectangle."""
        canvas = self._canvas
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(self.x + x, self.y + y, width, height)
        canvas.clipPath(frame, 0, 0)
        for step in range(int((width + height) / HATCH_STEP) + 1):
            left = x - height + step * HATCH_STEP
            self.line(left, y, left + height, y + height, color)
        canvas.restoreState()

    def dot(self, x: float, y: float, radius: float, *, fill: str, outline: str = "") -> None:
        """A dot around (x, y)."""
        way = _rounded(self.x + x - radius, self.y + y - radius, 2 * radius, 2 * radius, radius)
        self._say(f"{_inks(fill, outline, 0.8)} {way} {_PAINTS[bool(fill), bool(outline)]}")

    def pieces(self, pieces: Iterable[Piece], spoken: str = "") -> None:
        """Set pieces of text in one go; a font or colour is named only where it changes.

        `spoken` is what a reader copies and searches where the distances between the pieces would
        mislead it (ActualText, ISO 32000-1, 14.9.4).
        """
        document = self._canvas._doc  # noqa: SLF001 - fonts are parted into subsets by document
        code: list[str] = ["BT"]
        font, color, space = ("", 0.0, -1), "", 0.0
        for piece in pieces:
            if piece.color != color:
                color = piece.color
                code.append(f"{_color(color)} rg")
            if piece.space != space:
                space = piece.space
                code.append(f"{space:.3f} Tc")
            code.append(f"1 0 0 1 {self.x + piece.x:.2f} {self.y + piece.y:.2f} Tm")
            face: Any = getFont(piece.face)
            for subset, characters in face.splitString(piece.text, document):
                if (piece.face, piece.size, subset) != font:
                    font = (piece.face, piece.size, subset)
                    code.append(f"{face.getSubsetInternalName(subset, document)} {piece.size:g} Tf")
                code.append(f"<{characters.hex()}> Tj")
        code.append("0 Tc ET" if space else "ET")
        if spoken:
            code.insert(0, f"/Span <</ActualText <feff{spoken.encode('utf-16-be').hex()}>>> BDC")
            code.append("EMC")
        self._say(" ".join(code))

    def _say(self, operator: str) -> None:
        self._canvas._code.append(operator)  # noqa: SLF001 - reportlab has no words for marked content

    def report_missing(self, character: str) -> None:
        """Remember that no face has `character`; the document tells it when it is done."""
        missing: set[str] | None = getattr(self._canvas, "missing", None)
        if missing is not None:
            missing.add(character)

    def outline_entry(self, title: str, level: int = 0) -> None:
        """Make this place a line of the reader's table of contents, below that of its chapter where it has one."""
        canvas = self._canvas
        key = f"{canvas.getPageNumber()}-{self.x:.0f}-{self.y:.0f}-{title}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.y, zoom=0)
        canvas.addOutlineEntry(title, key, level + getattr(canvas, "chapter_level", 0), closed=1)

    def chapter(self, key: str, title: str) -> None:
        """Begin a chapter of that key on this page: contents find its page number and lead to it."""
        canvas = self._canvas
        canvas.bookmarkPage(key, fit="Fit")
        canvas.addOutlineEntry(title, key, 0, closed=1)
        canvas.chapter_level = 1
        canvas.chapters[key] = canvas.getPageNumber()

    def page_of_chapter(self, key: str, width: float, height: float) -> None:
        """Leave room here for the page number of a chapter, which leads there when it is clicked."""
        self._canvas.leave_room(key, self.x, self.y, width)
        box = (self.x, self.y, self.x + width, self.y + height)
        self._canvas.linkRect("", key, box, relative=0, thickness=0)


_PAINTS = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
"""The operators that fill, outline, or do both."""
_ARC = 0.5523  # of the radius: where the handles of a quarter circle lie


def _inks(fill: str, outline: str, thickness: float) -> str:
    """The operators that choose the colours and the thickness of the outline."""
    chosen = [f"{_color(fill)} rg"] if fill else []
    return " ".join([*chosen, f"{_color(outline)} RG {thickness:.2f} w"] if outline else chosen)


def _dashed(inks: str, way: str, dash: Sequence[float]) -> str:
    if not dash:
        return f"{inks} {way}"
    return f"{inks} [{' '.join(f'{step:g}' for step in dash)}] 0 d {way} [] 0 d"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The way around a rectangle with round corners, from its lower edge on."""
    r, h = radius, radius * (1 - _ARC)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l"
        f" {right - h:.2f} {y:.2f} {right:.2f} {y + h:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l"
        f" {right:.2f} {top - h:.2f} {right - h:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l"
        f" {x + h:.2f} {top:.2f} {x:.2f} {top - h:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l"
        f" {x:.2f} {y + h:.2f} {x + h:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


class Block(Flowable):
    """A piece of a page: it is told its room, says its height, paints itself, and may be parted at a page's end."""

    def __init__(self) -> None:
        super().__init__()
        self.width: float = 0
        self.height: float = 0

    @property
    def space_before(self) -> float:
        """Points left free above it, where something stands above."""
        return 0

    @property
    def space_after(self) -> float:
        """Points left free below it."""
        return 0

    @property
    def natural_width(self) -> float:
        """The width in points that it would like to have; 0 where it takes whatever there is."""
        return 0

    def measure(self, width: float) -> float:
        """The height in points in a room of `width` points."""
        raise NotImplementedError

    def fit(self, width: float) -> float:
        """Settle the width; the height that follows."""
        self.width, self.height = width, self.measure(width)
        return self.height

    def paint(self, pen: Pen) -> None:
        """Draw with a pen whose origin is the lower left corner; `fit` has settled the size before."""
        raise NotImplementedError

    def part(self, width: float, height: float) -> "tuple[Block, Block] | None":
        """What fits into `height` and what is left over; None where nothing useful fits."""
        del width, height
        return None

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """What reportlab asks for: the size."""
        del aH
        return aW, self.fit(aW)

    def split(self, availWidth: float, availheight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """What reportlab asks for: the parts."""
        parts = self.part(availWidth, availheight)
        return list(parts) if parts else []

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """What reportlab asks for: the space above."""
        return self.space_before

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """What reportlab asks for: the space below."""
        return self.space_after

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        """What reportlab orders: to be drawn at (x, y)."""
        del _sW
        self.paint(Pen(canvas, x, y))


class Gap(Block):
    """Empty space of a given height."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._gap = height

    def measure(self, width: float) -> float:
        """The given height."""
        del width
        return self._gap

    def paint(self, pen: Pen) -> None:
        """Nothing."""
