"""The look of paper: its colours and its table of type (sizes and leadings in points)."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from reportlab.lib.units import mm

from exports.fonts import BODY, BOLD_OF, SANS, SANS_BOLD, SERIF, SERIF_BOLD, face_of_role
from exports.fonts import TITLE as TITLE_FACE

INK = "#1B1F24"
GREY = "#525C69"
RULE = "#8A94A0"
HAIRLINE = "#C9D0D8"
BAND = "#F0F3F6"
GROUP_BAND = "#F7F8FA"
WHITE = "#FFFFFF"
BLUE = "#1B57AE"
LIGHT_BLUE = "#9DB8DD"
RED = "#B0231B"
AMBER = "#855600"
GREEN = "#1A6B40"
LIGHT_GREEN = "#E6EEE9"
TEAL = "#0B6569"
VIOLET = "#5F40A8"
SLATE = "#5B6673"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a paragraph is set.

    `size`, `leading`, `track` (added after every character), `before` and `after` are points;
    `indent` (first line only) and `margin` (every line) are in characters of this size.
    `justify` stretches full lines to the right edge; only prose is justified, never cells.
    """

    face: str = SERIF
    size: float = 9
    leading: float = 12.6
    color: str = INK
    align: Align = "left"
    justify: bool = False
    indent: float = 0
    margin: float = 0
    track: float = 0
    before: float = 0
    after: float = 0

    @property
    def bold(self) -> "TextStyle":
        """The same in the bold face of its family."""
        return replace(self, face=BOLD_OF[self.face])

    @property
    def character(self) -> float:
        """The width of one full-width character in points, tracking included."""
        return self.size + self.track

    @property
    def settled(self) -> "TextStyle":
        """The same in the face that stands for its role now."""
        face = face_of_role(self.face)
        return self if face == self.face else _faced(self, face)

    def colored(self, color: str) -> "TextStyle":
        """The same in another colour."""
        return self if color == self.color else _restyled(self, self.align, color)

    def sized(self, size: float, leading: float) -> "TextStyle":
        """The same in another size and leading (points)."""
        return replace(self, size=size, leading=leading)

    def aligned(self, align: Align) -> "TextStyle":
        """The same, set to another side."""
        return self if align == self.align else _restyled(self, align, self.color)


@lru_cache(maxsize=64)
def _faced(style: TextStyle, face: str) -> TextStyle:
    return replace(style, face=face)


@lru_cache(maxsize=512)
def _restyled(style: TextStyle, align: Align, color: str) -> TextStyle:
    """Cells ask for the same few styles again and again."""
    return replace(style, align=align, color=color)


# GB/T 9704-2012: a text area of 156 × 225 mm holds 22 lines of 28 characters in size 3 (三号, 16 pt)
OFFICIAL_LEADING = 225 * mm / 22
OFFICIAL_TRACK = 156 * mm / 28 - 16

OFFICIAL_TITLE = TextStyle(face=TITLE_FACE, size=22, leading=36, align="center")
OFFICIAL_LINE = TextStyle(face=BODY, size=16, leading=OFFICIAL_LEADING, track=OFFICIAL_TRACK)
OFFICIAL_BODY = replace(OFFICIAL_LINE, indent=2, justify=True)
OFFICIAL_HEAD_1 = replace(OFFICIAL_LINE, face=SANS_BOLD, indent=2)  # 一、 stands for 黑体
OFFICIAL_HEAD_2 = replace(OFFICIAL_LINE, face=SERIF_BOLD, indent=2)  # （一） stands for 楷体
OFFICIAL_HEAD_3 = replace(OFFICIAL_LINE, indent=2)  # 1. stands for 仿宋
ANNEX_MARK = replace(OFFICIAL_LINE, face=SANS_BOLD, track=0)
ANNEX_TITLE = TextStyle(face=TITLE_FACE, size=18, leading=OFFICIAL_LEADING, align="center")
PAGE_NUMBER = TextStyle(face=SERIF, size=14, leading=14, color="#000000")

TITLE = TextStyle(face=SERIF_BOLD, size=21, leading=28, align="center")
META = TextStyle(face=SANS, size=8, leading=13, color=GREY, align="center")
STATEMENT = TextStyle(face=SERIF, size=12, leading=21, indent=2, justify=True)
SECTION_TITLE = TextStyle(face=SANS_BOLD, size=10.5, leading=14)
SECTION_NOTE = TextStyle(face=SANS, size=7.5, leading=10.5, color=GREY, align="right")
NOTE = TextStyle(face=SANS, size=8.5, leading=13, color=GREY, justify=True)
REMARK = TextStyle(face=SANS, size=9, leading=13)

CELL = TextStyle(face=SERIF, size=9, leading=12.6)
FIGURE = TextStyle(face=SANS, size=8.5, leading=11.9)
FIGURE_BOLD = FIGURE.bold
TABLE_HEAD = TextStyle(face=SANS_BOLD, size=8, leading=11.2)
GROUP_HEAD = TextStyle(face=SANS_BOLD, size=9, leading=13)
FACT_LABEL = TextStyle(face=SANS, size=8, leading=13, color=GREY)
FACT_VALUE = TextStyle(face=SERIF, size=9.5, leading=13)
FACT_FIGURE = TextStyle(face=SANS, size=9.5, leading=13)

TIMELINE_DATE = TextStyle(face=SANS, size=8, leading=12.6)
TIMELINE_KIND = TIMELINE_DATE.bold
TIMELINE_PERSON = TextStyle(face=SANS, size=7.5, leading=12.6, color=GREY, align="right")
TIMELINE_TEXT = TextStyle(face=SERIF, size=9.2, leading=12.6)

RUNNING_HEAD = TextStyle(face=SANS_BOLD, size=8.5, leading=12)
FOOT = TextStyle(face=SANS, size=8, leading=11, color=GREY)
CHAPTER_NUMBER = TextStyle(face=SANS, size=8.5, leading=11.9, align="right")
CHIP = TextStyle(face=SANS, size=7.5, leading=11.3)
SIGNATURE_LABEL = TextStyle(face=SANS, size=9, leading=14)
CHART_TITLE = TextStyle(face=SANS_BOLD, size=10, leading=14)
CHART_LABEL = TextStyle(face=SANS, size=8.5, leading=12)
CHART_FIGURE = TextStyle(face=SANS, size=9, leading=12)
CHART_NOTE = TextStyle(face=SANS, size=8, leading=11, color=GREY)
