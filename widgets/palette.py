"""The palette: one line that finds records and runs commands, over the whole window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casework.language import _
from widgets.cards import row_of
from widgets.fonts import TextSize, text_font
from widgets.labels import LineLabel
from widgets.pieces import Icon, Key, Piece, Space, Words, caption
from widgets.record_table import RecordTable
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import tokens_of
from widgets.typed_line import TypedLine

WIDTH, ROW_HEIGHT = 760, 38
_HIGHEST = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteHit:
    """A record or a command: `id` is handed back with the key of its group."""

    id: str
    title: str
    note: str = ""
    icon: str = "document"
    tone: str = "blue"
    right: Sequence[Piece] = ()
    words: str = ""
    """what is read out beside title and note"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteGroup:
    """Hits of one kind; `count` where there are more than are shown."""

    key: str
    label: str
    hits: Sequence[PaletteHit]
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    group: str
    hit: PaletteHit


Provider = Callable[[str], Sequence[PaletteGroup]]


class Palette(QWidget):
    """Lies over its window while it is open. `chosen` tells group, id, and whether to open it beside (Ctrl+Enter)."""

    chosen = Signal(str, str, bool)
    closed = Signal()

    def __init__(self, window: QWidget, provide: Provider, *, placeholder: str = "") -> None:
        """`provide` answers the typed words with groups, at once; empty words with what is usual now."""
        super().__init__(window)
        self._window, self._provide = window, provide
        self._groups: Sequence[PaletteGroup] = ()
        self._only = ""
        self._before: QWidget | None = None
        self.line = TypedLine(placeholder=placeholder, name=_("Find or run"))
        self.line.setProperty("bare", "true")
        self.line.setFont(text_font(TextSize.RECORD))
        self._count = LineLabel(height=32)
        column = TableColumn(
            key="hit", label="", text=_told, pieces=_pieces, right=lambda row: row.hit.right, stretch=True
        )
        self.table = RecordTable([column], header=False, row_height=ROW_HEIGHT, name=_("Found"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.keeps_bar = True
        self._panel = QFrame(self)
        self._panel.setProperty("surface", "popup")
        self._lay_out()
        self.line.textChanged.connect(self._search)
        self.line.entered.connect(self._enter)
        self.table.opened.connect(self._take)
        self.table.clicked.connect(self._enter)
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(0)
        search = LineLabel([Icon("search", "accent", 18)], height=32)
        search.setFixedWidth(26)
        column.addWidget(row_of(search, self.line, self._count, spacing=8, margins=(18, 0, 16, 6)))
        column.addWidget(self.table, 1)
        column.addWidget(_foot())

    def open_with(self, words: str = "") -> None:
        """Opens over the window, which gets its focus back on closing."""
        self._before = self.window().focusWidget()
        self._only = ""
        self.setGeometry(self._window.rect())
        self.line.setText(words)
        self.line.selectAll()
        self._search()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Closes it and gives the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys typed in the line move the list; the window's size is the veil's."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return not self.line.is_composing and self._key(event)
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._fit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key == Qt.Key.Key_Tab:
            self._keep_group()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._take(self.table.current_id(), beside=True)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The veil over the window, and a soft shadow under the panel."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        painter.fillRect(self.rect(), tokens.colour("veil", 0.38))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 7))  # plain black: any other colour turns green at so little
        for spread in range(1, 17):
            box = QRectF(self._panel.geometry()).adjusted(-spread, -spread + 6, spread, spread + 6)
            painter.drawRoundedRect(box, 10 + spread, 10 + spread)

    def _search(self) -> None:
        words = self.line.text().strip()
        self._groups = [group for group in self._provide(words) if group.hits]
        rows: list[object] = []
        for group in self._groups:
            if self._only in ("", group.key):
                count = group.count or len(group.hits)
                rows.append(GroupRow(label=group.label, note=str(count), quiet=True))
                rows += [_Row(id=f"{group.key}\x1f{hit.id}", group=group.key, hit=hit) for hit in group.hits]
        self.table.set_marks(words.lstrip(">#@").split())
        self.table.empty.say(
            _("Nothing is found for “{words}”.").format(words=words) if words else _("Type to search.")
        )
        self.table.clearSelection()
        self.table.show_rows(rows)
        self.table.choose_row(min(1, len(rows) - 1))
        found = sum(isinstance(row, _Row) for row in rows)
        self._count.set_line([caption(_("{count} found").format(count=found), elastic=False), Key("Esc")])
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, in the upper middle of the window."""
        rows = max(3, self.table.rows_model.rowCount()) * ROW_HEIGHT
        height = min(rows + 48 + 38, _HIGHEST, self.height() - 80)
        width = min(WIDTH, self.width() - 40)
        self._panel.setGeometry((self.width() - width) // 2, min(72, self.height() // 10), width, height)

    def _step(self, step: int) -> None:
        last = self.table.rows_model.rowCount() - 1
        number = self.table.currentIndex().row() + step
        while 0 <= number <= last and isinstance(self.table.row_at(number), GroupRow):
            number += step
        if 0 <= number <= last:
            self.table.choose_row(number)

    def _keep_group(self) -> None:
        """Only the group of the current hit, or all again."""
        row = self.table.current_row()
        self._only = "" if self._only or not isinstance(row, _Row) else row.group
        self._search()

    def _enter(self, *_facts: object) -> None:
        self._take(self.table.current_id())

    def _take(self, row_id: str, *, beside: bool = False) -> None:
        group, _mark, record_id = row_id.partition("\x1f")
        if group:
            self.close_palette()
            self.chosen.emit(group, record_id, beside)


def _told(row: _Row) -> str:
    return "，".join(part for part in (row.hit.title, row.hit.note, row.hit.words) if part)


def _pieces(row: _Row) -> Sequence[Piece]:
    icon = Icon(row.hit.icon, row.hit.tone, 16)
    note = [caption(row.hit.note)] if row.hit.note else []
    return [Space(2), icon, Space(8), Words(row.hit.title), *note]


def _foot() -> QWidget:
    """The keys, as they are."""
    keys: list[Piece] = []
    for cap, words in (
        ("↑ ↓", _("choose")),
        ("↵", _("open")),
        ("Ctrl+↵", _("open beside")),
        ("Tab", _("only this kind")),
    ):
        keys += [Key(cap), caption(words, "text2", elastic=False), Words("", elastic=False)]
    signs = caption(_("> commands   # numbers   @ people   initials find as well"))
    return row_of(LineLabel(keys, [signs], height=34), margins=(16, 0, 16, 0))
