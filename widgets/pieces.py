"""The pieces a painted line is made of: words, chips, icons, keys, people, rings and bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtGui import QFontMetricsF

from widgets.fonts import TextSize, text_font
from widgets.tokens import Family

CHIP_PADDING = 7
AVATAR_FAMILIES = (Family.BLUE, Family.TEAL, Family.VIOLET, Family.GREEN, Family.AMBER, Family.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one tone; `elastic` text is cut with … where room is short, other text never."""

    text: str
    tone: str = "text"
    size: TextSize = TextSize.BODY
    bold: bool = False
    elastic: bool = True
    struck: bool = False
    marks: tuple[str, ...] = ()
    """words of the text that are laid on the mark colour (search hits)"""

    @property
    def width(self) -> float:
        """How wide the whole text is."""
        return text_width(self.text, self.size, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: a word on its family's ground; `dot` and `icon` repeat it for those who see no colours."""

    text: str
    family: Family = Family.NEUTRAL
    icon: str = ""
    dot: bool = False
    outlined: bool = False
    size: TextSize = TextSize.CAPTION

    @property
    def width(self) -> float:
        """Ground and word."""
        extra = (15 if self.icon else 0) + (11 if self.dot else 0)
        return round(text_width(self.text, self.size)) + 2 * CHIP_PADDING + extra

    @property
    def height(self) -> int:
        """20, or 18 for the small one; even, so that it stands in the middle of a row."""
        return 18 if self.size is TextSize.KEY else 20


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon in one tone; `text` says in words what it stands for."""

    name: str
    tone: str = "dim"
    size: int = 16
    filled: bool = False
    text: str = ""

    @property
    def width(self) -> float:
        """Its size."""
        return self.size


@dataclass(frozen=True, slots=True)
class Key:
    """A key cap: Ctrl+N."""

    text: str
    tone: str = "dim"

    @property
    def width(self) -> float:
        """Cap and word."""
        return round(text_width(self.text, TextSize.KEY)) + 10


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a round mark with the first character of the name, in a colour that stays the same."""

    text: str
    size: int = 20

    @property
    def width(self) -> float:
        """Its size."""
        return self.size

    @property
    def family(self) -> Family:
        """The colour that follows from the name."""
        return AVATAR_FAMILIES[sum(map(ord, self.text)) % len(AVATAR_FAMILIES)]


@dataclass(frozen=True, slots=True)
class Ring:
    """A small clock: the share of the time that is used up, two strokes in it while it stands still."""

    share: float
    tone: str = "accent"
    size: int = 16
    paused: bool = False
    text: str = ""

    @property
    def width(self) -> float:
        """Its size."""
        return self.size


@dataclass(frozen=True, slots=True)
class Bar:
    """A thin bar filled to its share."""

    share: float
    tone: str = "accent"
    width: float = 80
    height: int = 6
    text: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle before a word, as in a legend."""

    tone: str = "accent"
    size: int = 8
    text: str = ""

    @property
    def width(self) -> float:
        """Its size."""
        return self.size


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, that wide."""

    width: float
    text: str = ""


Piece: TypeAlias = Words | Chip | Icon | Key | Person | Ring | Bar | Dot | Space


@lru_cache(maxsize=8192)
def text_width(text: str, size: TextSize = TextSize.BODY, *, bold: bool = False) -> float:
    """How wide the text is in the program's own letters."""
    return QFontMetricsF(text_font(size, bold)).horizontalAdvance(text)


def caption(text: str, tone: str = "dim", *, elastic: bool = True) -> Words:
    """Second words: smaller and dim."""
    return Words(text, tone, TextSize.CAPTION, elastic=elastic)


def fixed(text: str, tone: str = "text", *, bold: bool = False) -> Words:
    """A number, a date, a unit: never cut."""
    return Words(text, tone, bold=bold, elastic=False)


def line_width(pieces: Sequence[Piece], gap: float = 6) -> float:
    """How wide the pieces are together."""
    return sum(piece.width for piece in pieces) + gap * max(0, len(pieces) - 1)


def spoken(pieces: Sequence[Piece]) -> str:
    """The line in words, for those who cannot see it and for the clipboard."""
    return " ".join(piece.text for piece in pieces if piece.text)
