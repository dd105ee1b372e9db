"""What stands in the matrix of enterprises and rounds, and how a cell is painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casework.language import _
from widgets.chip_families import MODE_ICONS, family_of
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Icon, Piece, Words, fixed, line_width, spoken
from widgets.tokens import Tokens, tokens_in

Index = QModelIndex | QPersistentModelIndex
PADDING = 10


class Reach(StrEnum):
    """Whether an enterprise was reached in a round."""

    REACHED = "reached"
    MISSING = "missing"
    """should have been contacted and was not"""
    PLANNED = "planned"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    OUTSIDE = "outside"
    """did not belong to that round"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One enterprise in one round: the mode with its word, the day, and what came of it as icons with words."""

    reach: Reach
    mode: str = ""
    mode_words: str = ""
    day: str = ""
    yielded: Sequence[tuple[str, str]] = ()
    """(icon, words): 诉求, 需求, 撮合, 承诺"""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A round: its name, how many of how many were reached, and whether it is the one that runs."""

    key: str
    label: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An enterprise: its name, who looks after it, its cell in each round, what is carried over."""

    id: str
    label: str
    person: str = ""
    cells: Sequence[MatrixCell] = ()
    carried: Sequence[Piece] = ()


def reach_words(reach: Reach) -> str:
    """The word of a state."""
    words = {
        Reach.REACHED: _("reached"),
        Reach.MISSING: _("not reached"),
        Reach.PLANNED: _("planned"),
        Reach.REFUSED: _("declined"),
        Reach.UNREACHABLE: _("not to be reached"),
        Reach.OUTSIDE: "—",
    }
    return words[reach]


def told(row: MatrixRow, column: MatrixColumn, cell: MatrixCell) -> str:
    """A cell in words: 示例釜溪泵业，第四轮，未联系."""
    state = " ".join(filter(None, (cell.mode_words, cell.day))) if cell.reach is Reach.REACHED else ""
    came = [words for _icon, words in cell.yielded]
    return "，".join(filter(None, (row.label, column.label, state or reach_words(cell.reach), cell.reason, *came)))


class MatrixDelegate(QStyledItemDelegate):
    """Paints rows of the matrix; the current round is tinted, who is missing in it stands in dashed amber."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        tokens = tokens_in(option.palette)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found = index.data(Qt.ItemDataRole.UserRole)
        column = found[1] if isinstance(found, tuple) else None
        current = isinstance(column, MatrixColumn) and column.current
        if selected:
            painter.fillRect(rect, tokens.colour("accent_ground"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), tokens.colour("accent"))
        elif current:
            painter.fillRect(rect, tokens.colour("accent_ground", 0.55))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
        self._paint_content(painter, tokens, rect, found, index.column(), selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, tokens, QRectF(rect).adjusted(2, 1, -2, -2))
        painter.restore()

    def _paint_content(
        self, painter: QPainter, tokens: Tokens, rect: QRect, found: object, number: int, *, selected: bool
    ) -> None:
        room = QRectF(rect).adjusted(PADDING, 0, -PADDING, -1)
        match found:
            case (MatrixRow() as row, MatrixColumn() as column, MatrixCell() as cell):
                _paint_cell(painter, tokens, room, cell, current=column.current)
                del row
            case MatrixRow() as row if number == 0:
                paint_line(painter, tokens, room, [Words(row.label, bold=selected)])
            case MatrixRow() as row if number == 1:
                paint_line(painter, tokens, room, [Words(row.person, "text2")])
            case MatrixRow() as row:
                paint_line(painter, tokens, room, row.carried or [fixed("—", "dim")])
            case _:
                pass


def _paint_cell(painter: QPainter, tokens: Tokens, room: QRectF, cell: MatrixCell, *, current: bool) -> None:
    if cell.reach is Reach.REACHED:
        family = str(family_of("contact_mode", cell.mode))
        left: list[Piece] = [Icon(MODE_ICONS[cell.mode], family, 16)] if cell.mode in MODE_ICONS else []
        left.append(fixed(cell.day))
        paint_line(painter, tokens, room, left, _signs(cell, room.width() - line_width(left) - 8), gap=6)
        return
    if cell.reach is Reach.MISSING and current:
        box = room.adjusted(-5, 3, 5, -3)
        paint_box(painter, box, tokens.colour("amber_ground"), radius=4)
        painter.setPen(QPen(tokens.colour("amber"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint_line(painter, tokens, room, [fixed(reach_words(cell.reach), "amber")])
        return
    signs = {Reach.REFUSED: "dismiss_circle", Reach.UNREACHABLE: "speaker_mute", Reach.PLANNED: "calendar_ltr"}
    sign: list[Piece] = [Icon(signs[cell.reach], "dim", 16)] if cell.reach in signs else []
    words = cell.day if cell.reach is Reach.PLANNED and cell.day else reach_words(cell.reach)
    paint_line(painter, tokens, room, [*sign, fixed(words, "dim")])


def _signs(cell: MatrixCell, room: float) -> list[Piece]:
    """What came of a contact, as many signs as there is room for; the last one stands for those left out."""
    signs: list[Piece] = [Icon(icon, "dim", 14, text=words) for icon, words in cell.yielded]
    most = max(1, int((room + 6) // 20))
    return signs if len(signs) <= most else [*signs[: most - 1], Icon("more_horizontal", "dim", 14)]


def carried_words(row: MatrixRow) -> str:
    """What is carried over, in words."""
    return spoken(row.carried) or "—"
