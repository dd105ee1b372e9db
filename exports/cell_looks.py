"""What the cells of our workbooks look like: faces, colours, edges, and the looks that every sheet shares."""

from dataclasses import dataclass, replace
from typing import Literal

HEAD_FACE = "微软雅黑"
CELL_FACE = "等线"
CELL_SIZE = 10.5
INK = "1B1F24"
GREY = "525C69"
AMBER = "855600"
RED = "B0231B"
LOCKED_HEAD = "DCE3EB"
LOCKED_CELL = "F2F3F5"
FILLABLE_HEAD = "F6E3A8"
FILLABLE_CELL = "FFF9E5"
OVERDUE_CELL = "FBE3E1"
BAND = "F7F8FA"

DATE = "yyyy-mm-dd"
MOMENT = "yyyy-mm-dd hh:mm"
TEXT = "@"
COUNT = "#,##0"

Align = Literal["left", "center", "right"]
Edge = Literal["", "thin", "medium"]
EDGE_COLORS = {"thin": "B8C0C9", "medium": INK}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLook:
    """How a cell looks: `size` in points, colours as RRGGBB (`ground` empty for none), `indent` in characters.

    `sides` are its left and right edges; an edge is thin, medium or empty. A cell that is not
    `locked` may be filled in where its sheet is protected.
    """

    face: str = CELL_FACE
    size: float = CELL_SIZE
    bold: bool = False
    ink: str = INK
    ground: str = ""
    align: Align = "left"
    indent: int = 0
    wrap: bool = True
    number_format: str = "General"
    sides: Edge = "thin"
    top: Edge = "thin"
    bottom: Edge = "thin"
    locked: bool = True


_LINE = CellLook(sides="", top="", bottom="", wrap=False)
TITLE = replace(_LINE, face=HEAD_FACE, size=16, bold=True)
SOURCE = replace(_LINE, size=9, ink=GREY)
INSTRUCTION = replace(_LINE, size=10, bold=True, ink=AMBER)
HEAD = CellLook(face=HEAD_FACE, size=10, bold=True, ground=LOCKED_HEAD, align="center", top="medium", bottom="medium")
FILLABLE = replace(HEAD, ground=FILLABLE_HEAD)

WORDS = CellLook(indent=1)
CENTRED = CellLook(align="center")
CENTRED_TEXT = replace(CENTRED, number_format=TEXT)
DAY = replace(CENTRED, number_format=DATE)
NUMBER = CellLook(align="right", indent=1, wrap=False, number_format=COUNT)
