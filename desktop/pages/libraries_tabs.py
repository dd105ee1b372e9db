"""The tabs of the libraries page: each shows already how many entries its library holds and how fresh they are."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from casework.amounts import count_text
from casework.insight.freshness import FRESHNESS
from casework.language import _
from desktop.pages.libraries_kinds import LIBRARIES, Library
from desktop.pages.libraries_rows import LibraryCount
from widgets.charts import Part, paint_parts
from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Dot, Icon, Piece, Words, caption
from widgets.tokens import tokens_of

FRESHNESS_TONES: Mapping[str, str] = {
    "new": "green",
    "fair": "border",
    "to_check": "amber",
    "expiring": "red",
    "expired": "red",
}


class LibraryTab(QAbstractButton):
    """One library: icon, name, number, a bar in parts by freshness, its legend."""

    def __init__(self, kept: Library) -> None:
        """Counts nothing yet."""
        super().__init__()
        self.library = kept
        self._count = LibraryCount(total=0, by_freshness={})
        self.setText(_(kept.words))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(88)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(self._count)

    def show_count(self, count: LibraryCount) -> None:
        """Shows other numbers."""
        self._count = count
        told = " ".join(f"{part.label} {part.count}" for part in self._parts())
        self.setAccessibleName(f"{self.text()} {count_text(count.total, self.library.measure)} {told}")
        self.update()

    def _parts(self) -> list[Part]:
        found = self._count.by_freshness
        return [
            Part(label=FRESHNESS.label(code), count=found[code], tone=tone)
            for code, tone in FRESHNESS_TONES.items()
            if found.get(code)
        ]

    def sizeHint(self) -> QSize:
        """A third of the page."""
        return QSize(280, 88)

    def minimumSizeHint(self) -> QSize:
        """The legend may be cut."""
        return QSize(180, 88)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A card; the chosen one has a blue edge."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        border = "accent" if self.isChecked() else "border" if self.underMouse() else "line"
        paint_box(painter, box, tokens.colour("card"), tokens.colour(border), 8)
        if self.isChecked():
            painter.fillRect(QRectF(8, box.bottom() - 3, box.width() - 16, 3), tokens.colour("accent"))
        room = box.adjusted(16, 0, -16, 0)
        tone = "accent" if self.isChecked() else "text"
        title = Words(self.text(), tone, TextSize.CARD, bold=True)
        number = Words(f"{self._count.total:,}", size=TextSize.RECORD, bold=True, elastic=False)
        measure = count_text(self._count.total, self.library.measure).lstrip("0123456789,").strip()
        unit = caption(measure, "text2", elastic=False)
        icon = Icon(self.library.icon, tone, 18)
        paint_line(painter, tokens, QRectF(room.x(), 8, room.width(), 28), [icon, title], [number, unit])
        parts = self._parts()
        paint_parts(painter, tokens, QRectF(room.x(), 43, room.width(), 8), parts)
        legend: list[Piece] = []
        for part in parts:
            legend += [Dot(part.tone), caption(f"{part.label} {part.count}", "text2")]
        paint_line(painter, tokens, QRectF(room.x(), 56, room.width(), 22), legend)
        if self.hasFocus():
            paint_focus(painter, tokens, box, 8)


class LibraryTabs(QWidget):
    """The three tabs; `chosen` tells the type of the entries of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """The first library is chosen."""
        super().__init__()
        self._group = QButtonGroup(self)
        self.tabs = {kept.type_name: LibraryTab(kept) for kept in LIBRARIES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for type_name, tab in self.tabs.items():
            self._group.addButton(tab)
            tab.clicked.connect(lambda _on=False, name=type_name: self.chosen.emit(name))
            row.addWidget(tab, 1)
        self.choose(LIBRARIES[0].type_name)

    def choose(self, type_name: str) -> None:
        """Marks a tab; tells nobody."""
        self.tabs[type_name].setChecked(True)

    def show_counts(self, found: Mapping[str, LibraryCount]) -> None:
        """Shows the numbers of all libraries."""
        for type_name, count in found.items():
            self.tabs[type_name].show_count(count)
