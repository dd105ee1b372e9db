"""The side bar: the pages, each with the count of what waits there; icons alone where room is short."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.language import _
from widgets.fonts import TextSize
from widgets.icons import paint_icon
from widgets.painting import paint_box, paint_focus, paint_line, paint_piece
from widgets.pieces import Chip, Dot, Piece, Words, caption, line_width, text_width
from widgets.tokens import Family, tokens_of

WIDE, NARROW = 184, 56


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEntry:
    """A page in the side bar; `group` parts the entries by hairlines, `foot` puts one at the lower end."""

    key: str
    label: str
    icon: str
    group: int = 0
    foot: bool = False


class SideItem(QAbstractButton):
    """One page: icon, name, count."""

    def __init__(self, entry: SideEntry) -> None:
        """Without a count."""
        super().__init__()
        self.entry = entry
        self._count, self._late, self._narrow = 0, 0, False
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(entry.label)
        self.set_count(0)

    def set_count(self, count: int, late: int = 0) -> None:
        """What waits on the page, and how much of it is late."""
        self._count, self._late = count, late
        words = [self.entry.label]
        if late:
            words.append(_("{count} overdue").format(count=late))
        elif count:
            words.append(_("{count} waiting").format(count=count))
        self.setAccessibleName(" ".join(words))
        self.setToolTip(self.accessibleName() if self._narrow or not self._fits(self._count_pieces()) else "")
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - the only thing it says
        """Icon alone, the words in the tooltip."""
        self._narrow = narrow
        self.set_count(self._count, self._late)

    def sizeHint(self) -> QSize:
        """The width is the bar's."""
        return QSize(NARROW if self._narrow else WIDE, 36)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The page shown is a blue plate with a bar at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        box = QRectF(8, 1, self.width() - 16, 34)
        here = self.isChecked()
        if here:
            paint_box(painter, box, tokens.colour("accent_ground"), radius=6)
            paint_box(painter, QRectF(8, 10, 3, 16), tokens.colour("accent"), radius=1.5)
        elif self.underMouse():
            paint_box(painter, box, tokens.colour("line"), radius=6)
        tone = tokens.colour("accent" if here else "text2").name()
        left = (self.width() - 18) / 2 if self._narrow else 20
        paint_icon(painter, self.entry.icon, tone, QRectF(left, 9, 18, 18), filled=here)
        if self._narrow and (self._late or self._count):
            paint_piece(painter, tokens, QRectF(left + 15, 4, 8, 8), Dot("red" if self._late else "accent", 7))
        if not self._narrow:
            name = Words(self.entry.label, "accent" if here else "text", bold=here)
            paint_line(painter, tokens, QRectF(48, 1, box.right() - 58, 34), [name], self._count_pieces())
        if self.hasFocus():
            paint_focus(painter, tokens, box, 6)

    def _fits(self, beside: Sequence[Piece]) -> bool:
        """Whether the name is whole with these pieces beside it."""
        return text_width(self.entry.label, bold=True) <= WIDE - 76 - line_width(beside)

    def _count_pieces(self) -> list[Piece]:
        if self._late:
            told: list[Piece] = [Chip(_("{count} overdue").format(count=self._late), Family.RED, size=TextSize.KEY)]
            return told if self._fits(told) else [Chip(str(self._late), Family.RED, size=TextSize.KEY)]
        return [caption(str(self._count), elastic=False)] if self._count else []


class SideBar(QWidget):
    """The pages below each other; `chosen` tells the key of the page to show."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[SideEntry]) -> None:
        """The first page is shown."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._items: dict[str, SideItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(0)
        body, foot = [e for e in entries if not e.foot], [e for e in entries if e.foot]
        for number, entry in enumerate(body):
            if number and entry.group != body[number - 1].group:
                column.addWidget(_hairline())
            column.addWidget(self._item(entry))
        column.addStretch(1)
        for entry in foot:
            column.addWidget(self._item(entry))
        self.setAccessibleName(_("Pages"))
        self.set_narrow(narrow=False)
        if entries:
            self.show_page(entries[0].key)

    def _item(self, entry: SideEntry) -> SideItem:
        item = SideItem(entry)
        item.clicked.connect(partial(self._choose, entry.key))
        self._group.addButton(item)
        self._items[entry.key] = item
        return item

    def _choose(self, key: str, *_facts: object) -> None:
        self.chosen.emit(key)

    def show_page(self, key: str) -> None:
        """Marks the page that is shown; tells nobody."""
        self._items[key].setChecked(True)
        for other, item in self._items.items():
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def page(self) -> str:
        """The key of the page that is shown."""
        return next(key for key, item in self._items.items() if item.isChecked())

    def set_count(self, key: str, count: int, late: int = 0) -> None:
        """What waits on a page, and how much of it is late."""
        self._items[key].set_count(count, late)

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons alone, for a small screen."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for item in self._items.values():
            item.set_narrow(narrow)


def _hairline() -> QWidget:
    line = QFrame()
    line.setProperty("surface", "hairline")
    line.setFixedHeight(13)
    return line
