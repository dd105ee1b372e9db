"""Text over several lines for painted parts: broken as Chinese is, cut with … only after the last line allowed."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from widgets.fonts import TextSize, text_font
from widgets.painting import paint_words
from widgets.pieces import Words
from widgets.tokens import Tokens

PITCH = {TextSize.BODY: 21, TextSize.CAPTION: 19, TextSize.CARD: 23, TextSize.RECORD: 26}
"""Heights of lines: about 1.6 em (Noto's own 1.45 em is tight, per cent of it gape)."""
_MANY = 1000


@lru_cache(maxsize=512)
def wrapped_lines(
    text: str, width: int, size: TextSize = TextSize.BODY, most: int = _MANY, *, bold: bool = False
) -> tuple[str, ...]:
    """The lines of `text` in that width; more than `most` end with … in the last."""
    font = text_font(size, bold)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _lines(paragraph, width, size, bold=bold)
        if len(lines) > most:
            break
    if len(lines) <= most:
        return tuple(lines)
    last = "".join(lines[most - 1 : most + 1]).rstrip() + "…"
    cut = QFontMetricsF(font).elidedText(last, Qt.TextElideMode.ElideRight, width)
    return (*lines[: most - 1], cut)


def _lines(paragraph: str, width: int, size: TextSize, *, bold: bool) -> list[str]:
    layout = QTextLayout(paragraph, text_font(size, bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        found.append(paragraph[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found or [""]


def wrapped_height(lines: Sequence[str], size: TextSize = TextSize.BODY) -> int:
    """How high the lines stand."""
    return len(lines) * PITCH[size]


def paint_wrapped(painter: QPainter, tokens: Tokens, place: QRectF, lines: Sequence[str], look: Words) -> None:
    """Paints the lines from the upper edge of `place` in the tone, size and weight of `look`."""
    pitch = PITCH[look.size]
    for number, line in enumerate(lines):
        box = QRectF(place.x(), place.y() + number * pitch, place.width(), pitch)
        paint_words(painter, tokens, box, Words(line, look.tone, look.size, look.bold, marks=look.marks))
