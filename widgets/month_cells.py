"""The days of a month with what is planned and done on them, and how a day is painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casework.language import _
from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.tokens import Family, Tokens, tokens_in

Index = QModelIndex | QPersistentModelIndex
HEAD, LINE = 26, 20
"""Heights of a day's number and of one entry with the gap below it."""
_LAST = 6  # no line at the right of Sunday


class EntryState(StrEnum):
    """Done is filled, planned is hollow, what should have been logged is dashed amber."""

    DONE = "done"
    PLANNED = "planned"
    MISSED = "missed"
    ELSEWHERE = "elsewhere"
    """another office's visit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthEntry:
    """A line of a day: the enterprise, in the colour and with the icon of the mode."""

    id: str
    on: date
    label: str
    state: EntryState
    icon: str = ""
    family: Family = Family.NEUTRAL
    words: str = ""
    """what is read out beside the label: the mode"""

    def spoken(self) -> str:
        """The entry in words."""
        states = {
            EntryState.DONE: _("done"),
            EntryState.PLANNED: _("planned"),
            EntryState.MISSED: _("not logged"),
            EntryState.ELSEWHERE: _("by another office"),
        }
        return " ".join(filter(None, (self.label, self.words, states[self.state])))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """A day of the month's table."""

    day: date
    entries: Sequence[MonthEntry] = ()
    in_month: bool = True
    works: bool = True
    today: bool = False
    holiday: str = ""

    def spoken(self) -> str:
        """The day in words."""
        head = _("{month}-{day}").format(month=self.day.month, day=self.day.day)
        count = _("{count} visits").format(count=len(self.entries)) if self.entries else ""
        words = [head, self.holiday, _("today") if self.today else "", count]
        return "，".join([*filter(None, words), *(entry.spoken() for entry in self.entries)])


def shown_entries(facts: DayFacts, height: int) -> int:
    """How many entries a cell of that height shows; where not all fit, the head says how many more there are."""
    return min(len(facts.entries), max(0, (height - HEAD - 3) // LINE))


def entry_box(rect: QRect, number: int) -> QRectF:
    """The place of an entry within the cell."""
    return QRectF(rect.x() + 5, rect.y() + HEAD + number * LINE, rect.width() - 10, LINE - 1)


class MonthDelegate(QStyledItemDelegate):
    """Paints a day; `current` is the id of the entry that has the ring."""

    current = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one day."""
        facts = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(facts, DayFacts):
            return
        tokens = tokens_in(option.palette)
        rect: QRect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, tokens.colour("card" if facts.in_month and facts.works else "sunk"))
        if index.column() < _LAST:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), tokens.colour("line"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
        shown = shown_entries(facts, rect.height())
        _paint_head(painter, tokens, rect, facts, more=len(facts.entries) - shown)
        for number, entry in enumerate(facts.entries[:shown]):
            paint_entry(painter, tokens, entry_box(rect, number), entry)
            if entry.id == self.current:
                paint_focus(painter, tokens, entry_box(rect, number).adjusted(-1, -1, 1, 1))
        if focused and self.current not in {entry.id for entry in facts.entries[:shown]}:
            paint_focus(painter, tokens, QRectF(rect).adjusted(0, 0, -1, -1))
        painter.restore()


def _paint_head(painter: QPainter, tokens: Tokens, rect: QRect, facts: DayFacts, *, more: int) -> None:
    line = QRectF(rect.x() + 9, rect.y() + 2, rect.width() - 16, 22)
    first = facts.day.day == 1 or not facts.in_month
    number = f"{facts.day:%m-%d}" if first and not facts.in_month else str(facts.day.day)
    tone = "text" if facts.in_month and facts.works else "dim"
    left: list[Piece] = [Words(number, tone, TextSize.CAPTION, elastic=False)]
    if facts.today:
        paint_box(painter, QRectF(line.x() - 4, line.y() + 2, 24, 18), tokens.colour("accent"), radius=9)
        left = [Words(number, "on_accent", TextSize.CAPTION, bold=True, elastic=False)]
        left += [Words("", elastic=False), caption(_("today"), "accent", elastic=False)]
    if facts.holiday:
        left.append(caption(facts.holiday))
    right = [caption(_("{count} more").format(count=more), "accent", elastic=False)] if more > 0 else []
    paint_line(painter, tokens, line, left, right, gap=4)


def paint_entry(painter: QPainter, tokens: Tokens, box: QRectF, entry: MonthEntry) -> None:
    """Paints one entry: filled, hollow or dashed."""
    family = "amber" if entry.state is EntryState.MISSED else str(entry.family)
    if entry.state is EntryState.DONE:
        paint_box(painter, box, tokens.colour(f"{family}_ground"), radius=4)
    else:
        ground = "amber_ground" if entry.state is EntryState.MISSED else "card"
        paint_box(painter, box, tokens.colour(ground), radius=4)
        style = Qt.PenStyle.DashLine if entry.state is EntryState.MISSED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(tokens.colour(family, 0.75), 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    tone = family if entry.state is EntryState.MISSED else "text"
    pieces: list[Piece] = [Icon(entry.icon, family, 14)] if entry.icon else []
    paint_line(painter, tokens, box.adjusted(6, 0, -4, 0), [*pieces, Words(entry.label, tone, TextSize.CAPTION)])


def legend() -> list[Piece]:
    """What the shapes say, for the head of a page."""
    return [
        Chip(_("done"), Family.NEUTRAL, size=TextSize.KEY),
        Chip(_("planned"), Family.NEUTRAL, outlined=True, size=TextSize.KEY),
        Chip(_("not logged"), Family.AMBER, size=TextSize.KEY),
    ]
