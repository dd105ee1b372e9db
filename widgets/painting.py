"""Painting of lines, chips, key caps, rings and focus, alike wherever they appear."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from widgets.fonts import TextSize, text_font
from widgets.icons import paint_icon
from widgets.pieces import CHIP_PADDING, Bar, Chip, Dot, Icon, Key, Person, Piece, Ring, Space, Words
from widgets.tokens import Tokens

GAP = 6
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_TURN = 16  # Qt counts sixteenths of a degree


def paint_line(
    painter: QPainter,
    tokens: Tokens,
    rect: QRectF,
    left: Sequence[Piece],
    right: Sequence[Piece] = (),
    *,
    gap: float = GAP,
) -> None:
    """Paints pieces from the left and from the right edge of `rect`.

    Where room is short, elastic text gives way, first at the left; then, before anything is painted
    over something else, the other words. Chips and icons stay whole.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    widths = fitted(left, rect.width(), right, gap=gap)
    for_left, for_right = widths[: len(left)], widths[len(left) :]
    _paint_run(painter, tokens, rect, zip(left, for_left, strict=True), gap)
    if right:
        start = rect.right() - sum(for_right) - gap * (len(right) - 1)
        _paint_run(painter, tokens, rect.adjusted(start - rect.x(), 0, 0, 0), zip(right, for_right, strict=True), gap)


def _paint_run(painter: QPainter, tokens: Tokens, rect: QRectF, run: Iterable[tuple[Piece, float]], gap: float) -> None:
    x = rect.x()
    for piece, width in run:
        if width > 0 and x < rect.right():
            paint_piece(painter, tokens, QRectF(x, rect.y(), min(width, rect.right() - x), rect.height()), piece)
        x += width + gap


def fitted(left: Sequence[Piece], room: float, right: Sequence[Piece] = (), *, gap: float = GAP) -> list[float]:
    """The width each piece gets, those at the left first: within a kind the widest gives way first."""
    pieces = [*left, *right]
    widths = [piece.width + (1 if isinstance(piece, Words) else 0) for piece in pieces]
    missing = sum(widths) + gap * max(0, len(pieces) - 1) - room
    if missing <= 0:
        return widths
    words = [(n, piece.elastic) for n, piece in enumerate(pieces) if isinstance(piece, Words)]
    missing = _give_way(widths, [n for n, elastic in words if elastic and n < len(left)], missing)
    missing = _give_way(widths, [n for n, elastic in words if elastic and n >= len(left)], missing)
    _give_way(widths, [n for n, elastic in words if not elastic], missing)
    return widths


def _give_way(widths: list[float], numbers: Sequence[int], missing: float) -> float:
    """Narrows the pieces of these numbers, the widest first; gives what is still missing."""
    while missing > 0 and numbers:
        widest = max(numbers, key=lambda n: widths[n])
        second = max((widths[n] for n in numbers if n != widest), default=0.0)
        cut = min(missing, max(widths[widest] - second, missing / len(numbers)), widths[widest])
        if cut <= 0:
            break
        widths[widest] -= cut
        missing -= cut
    return missing


def paint_piece(painter: QPainter, tokens: Tokens, rect: QRectF, piece: Piece) -> None:
    """Paints one piece at the left edge of `rect`, in its middle."""
    match piece:
        case Words():
            paint_words(painter, tokens, rect, piece)
        case Chip():
            paint_chip(painter, tokens, rect, piece)
        case Icon():
            square = QRectF(rect.x(), rect.y(), piece.size, rect.height())
            paint_icon(painter, piece.name, tokens.colour(piece.tone).name(), square, filled=piece.filled)
        case Key():
            _paint_key(painter, tokens, rect, piece)
        case Person():
            _paint_person(painter, tokens, rect, piece)
        case Ring():
            _paint_ring(painter, tokens, rect, piece)
        case Bar():
            middle = rect.center().y()
            paint_bar(painter, tokens, QRectF(rect.x(), middle - piece.height / 2, piece.width, piece.height), piece)
        case Dot():
            _ground(painter, tokens.colour(piece.tone))
            painter.drawEllipse(QRectF(rect.x(), rect.center().y() - piece.size / 2, piece.size, piece.size))
        case Space():
            pass


def paint_words(painter: QPainter, tokens: Tokens, rect: QRectF, words: Words, flags: int = _LEFT) -> None:
    """Paints text into `rect`, cut with … where it is too long, its marks laid under it."""
    font = text_font(words.size, words.bold, words.struck)
    text = words.text
    if words.width > rect.width() + 0.5:
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    if words.marks:
        paint_marks(painter, tokens, rect, text, words.marks, QFontMetricsF(font))
    painter.setFont(font)
    painter.setPen(tokens.colour(words.tone))
    painter.drawText(rect.adjusted(0, 0, 4 if flags == _LEFT else 0, 0), flags, text)


def paint_marks(
    painter: QPainter, tokens: Tokens, rect: QRectF, text: str, marks: Sequence[str], metrics: QFontMetricsF
) -> None:
    """Lays the mark colour under every place where one of `marks` stands in `text`."""
    _ground(painter, tokens.colour("mark"))
    lower = text.lower()
    height = metrics.capHeight() * 2
    for mark in filter(None, marks):
        start = lower.find(mark.lower())
        while start >= 0:
            x = rect.x() + metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[start : start + len(mark)])
            painter.drawRoundedRect(QRectF(x - 1, rect.center().y() - height / 2, width + 2, height), 2, 2)
            start = lower.find(mark.lower(), start + len(mark))


def paint_chip(painter: QPainter, tokens: Tokens, rect: QRectF, chip: Chip) -> None:
    """Paints a chip at the left edge of `rect`, on whole pixels; it is narrowed only where the room itself is."""
    width = min(chip.width, rect.width())
    box = QRectF(round(rect.x()), round(rect.center().y() - chip.height / 2), round(width), chip.height)
    if chip.outlined:
        painter.setPen(QPen(tokens.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    else:
        _ground(painter, tokens.colour(f"{chip.family}_ground"))
        painter.drawRoundedRect(box, 4, 4)
    tone = "text2" if chip.outlined else str(chip.family)
    inner = box.adjusted(CHIP_PADDING, -0.5, -CHIP_PADDING, -0.5)
    if chip.dot:
        paint_piece(painter, tokens, inner, Dot(tone, 6))
        inner.setLeft(inner.left() + 11)
    if chip.icon:
        paint_piece(painter, tokens, inner.translated(-1, 0), Icon(chip.icon, tone, 14))
        inner.setLeft(inner.left() + 15)
    paint_words(painter, tokens, inner, Words(chip.text, tone, chip.size))


def _paint_key(painter: QPainter, tokens: Tokens, rect: QRectF, key: Key) -> None:
    box = QRectF(round(rect.x()) + 0.5, round(rect.center().y() - 9) + 0.5, key.width - 1, 17)
    painter.setPen(QPen(tokens.colour("border") if key.tone == "dim" else tokens.colour(key.tone, 0.5), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(tokens.colour(key.tone))
    painter.setFont(text_font(TextSize.KEY))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key.text)


def _paint_person(painter: QPainter, tokens: Tokens, rect: QRectF, person: Person) -> None:
    circle = QRectF(rect.x(), rect.center().y() - person.size / 2, person.size, person.size)
    _ground(painter, tokens.colour(f"{person.family}_ground"))
    painter.drawEllipse(circle)
    painter.setPen(tokens.colour(person.family))
    painter.setFont(text_font(TextSize.KEY if person.size <= 20 else TextSize.BODY))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, person.text[:1])


def _paint_ring(painter: QPainter, tokens: Tokens, rect: QRectF, ring: Ring) -> None:
    top = rect.center().y() - ring.size / 2
    circle = QRectF(rect.x() + 1.5, top + 1.5, ring.size - 3, ring.size - 3)
    paint_arc(painter, circle, tokens.colour("border"), 2, 0, 1)
    paint_arc(painter, circle, tokens.colour(ring.tone), 2.4, 0, min(1, ring.share))
    if ring.paused:
        painter.setPen(QPen(tokens.colour(ring.tone), 1.6))
        for x in (-1.8, 1.8):
            painter.drawLine(circle.center() + QPointF(x, -2.5), circle.center() + QPointF(x, 2.5))


def paint_arc(painter: QPainter, circle: QRectF, colour: QColor, width: float, start: float, share: float) -> None:
    """Paints part of a ring, clockwise from the top: `start` and `share` count turns."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(circle, round((90 - 360 * start) * _TURN), -round(360 * share * _TURN))


def paint_bar(painter: QPainter, tokens: Tokens, rect: QRectF, bar: Bar) -> None:
    """Paints a bar with its ground; a share above nothing shows at least its round end."""
    radius = rect.height() / 2
    _ground(painter, tokens.colour("line"))
    painter.drawRoundedRect(rect, radius, radius)
    if bar.share > 0:
        painter.setBrush(tokens.colour(bar.tone))
        filled = max(rect.height(), rect.width() * min(1.0, bar.share))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), filled, rect.height()), radius, radius)


def paint_focus(painter: QPainter, tokens: Tokens, rect: QRectF, radius: float = 4, tone: str = "accent") -> None:
    """The focus ring: two pixels inside the border, the text does not move."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.colour(tone), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def paint_box(painter: QPainter, rect: QRectF, ground: QColor, border: QColor | None = None, radius: float = 5) -> None:
    """A filled box with round corners, and a hairline around it where a border colour is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.setPen(QPen(border, 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _ground(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
