"""The palette: one line that finds records and runs commands, over the whole window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casework.language import _
from widgets.cards import row_of
from widgets.fonts import TextSize, text_font
from widgets.labels import LineLabel
from widgets.pieces import Icon, Key, Piece, Space, Words, caption
from widgets.record_model import PAGE
from widgets.record_table import RecordTable
from widgets.table_columns import GroupRow, TableColumn
from widgets.tokens import tokens_of
from widgets.typed_line import TypedLine

WIDTH, ROW_HEIGHT = 760, 38
_HIGHEST = 640
_BETWEEN = "\x1f"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


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
    marks: tuple[str, ...] = ()
    """what was found of title and note: laid on the mark colour"""
    fills: str = ""
    """typed into the line instead of opened: an earlier search, an example"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteGroup:
    """Hits of one kind; `count` where there are more than are shown, None while it is not known yet."""

    key: str
    label: str
    hits: Sequence[PaletteHit]
    count: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteQuestion:
    """What is asked: the typed words; of one group alone (`only`) the hits from `offset` on, `limit` of them."""

    words: str
    only: str = ""
    offset: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteAnswer:
    """The groups found, and a word on what was typed but not understood."""

    groups: Sequence[PaletteGroup]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    group: str
    hit: PaletteHit


Answering = Callable[[PaletteAnswer], None]
Provider = Callable[[PaletteQuestion, Answering], None]


class Palette(QWidget):
    """Lies over its window while it is open. `chosen` tells group, id, and whether it stays open (Ctrl+Enter).

    What is typed is asked of the provider, which answers at once or later, and may answer twice (the counts come
    later than the hits); an answer to what is no longer asked is dropped.
    """

    chosen = Signal(str, str, bool)
    closed = Signal()

    def __init__(self, window: QWidget, provide: Provider, *, placeholder: str = "") -> None:
        """`provide` answers the typed words with groups; empty words with what is usual now."""
        super().__init__(window)
        self._window, self._provide = window, provide
        self._asked = self._shown = PaletteQuestion(words="")
        self._before: QWidget | None = None
        self.line = TypedLine(placeholder=placeholder, name=_("Find or run"))
        self.line.setProperty("bare", "true")
        self.line.setFont(text_font(TextSize.RECORD))
        self._count = LineLabel(height=32)
        self._foot = LineLabel(height=34)
        column = TableColumn(
            key="hit", label="", text=_told, pieces=_pieces, right=lambda row: row.hit.right, stretch=True
        )
        self.table = RecordTable([column], header=False, row_height=ROW_HEIGHT, name=_("Found"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.keeps_bar = True
        self._panel = QFrame(self)
        self._panel.setProperty("surface", "popup")
        self._lay_out()
        self.line.textChanged.connect(self._type)
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
        column.addWidget(row_of(self._foot, margins=(16, 0, 16, 0)))

    def open_with(self, words: str = "") -> None:
        """Opens over the window, which gets its focus back on closing."""
        self._before = self.window().focusWidget()
        self.setGeometry(self._window.rect())
        self.table.show_rows([])
        if words == self.line.text():
            self._ask(words)
        else:
            self.line.setText(words)
        self.line.selectAll()
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
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key == Qt.Key.Key_Tab:
            self._keep_group()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._take(self.table.current_id(), stays=True)
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

    def _type(self, text: str) -> None:
        self._ask(text)

    def _ask(self, text: str, only: str = "") -> None:
        """Asks anew; what stands there stays until the answer comes."""
        self._asked = PaletteQuestion(words=text.strip(), only=only, limit=PAGE - 1 if only else 0)
        self._provide(self._asked, partial(self._answered, self._asked))

    def _answered(self, question: PaletteQuestion, answer: PaletteAnswer) -> None:
        """Shows the answer to what is still asked; the current hit stays current where the counts come later."""
        if question is not self._asked:
            return
        groups = [group for group in answer.groups if group.hits]
        if question.only and groups:
            self.table.show_rows(_Pages(groups[0], partial(self._more, question)))
        else:
            self.table.show_rows(_rows(groups))
        self._say(question.words, groups, answer.hint)
        if question is not self._shown:
            self._shown = question
            self.table.choose_row(min(1, self.table.rows_model.rowCount() - 1))
            self.table.scrollToTop()
        self._fit()

    def _more(self, question: PaletteQuestion, offset: int, limit: int) -> None:
        """Asks for further hits of the one group that is shown; `offset` counts its rows, the head among them."""
        further = replace(question, offset=offset - 1, limit=limit)

        def arrived(answer: PaletteAnswer) -> None:
            if question is self._asked and answer.groups:
                group = answer.groups[0]
                self.table.rows_model.arrived(offset, [_row(group.key, hit) for hit in group.hits])

        self._provide(further, arrived)

    def _say(self, words: str, groups: Sequence[PaletteGroup], hint: str) -> None:
        """The words of the empty list, how many hits there are, and the foot."""
        self.table.empty.say(
            _("Nothing is found for “{words}”.").format(words=words) if words else _("Type to search."),
            hint=_("Fewer words, the initials of a name (zgyj) or part of a number find more.") if words else "",
        )
        counts = [len(group.hits) if group.count == 0 else group.count for group in groups]
        is_told = words and None not in counts
        told = _("{count} found").format(count=sum(filter(None, counts))) if is_told else ""
        self._count.set_line([caption(told, elastic=False), Key("Esc")])
        signs = _("> commands   # numbers   @ people   initials find as well")
        self._foot.set_line(_keys(), [caption(hint, "amber") if hint else caption(signs)])

    def _fit(self) -> None:
        """As high as its rows, in the upper middle of the window."""
        rows = max(3, self.table.rows_model.rowCount()) * ROW_HEIGHT
        height = min(rows + 48 + 38, _HIGHEST, self.height() - 80)
        width = min(WIDTH, self.width() - 40)
        self._panel.setGeometry((self.width() - width) // 2, min(72, self.height() // 10), width, height)

    def _step(self, step: int) -> None:
        """Moves over `step` hits, or as far as there are any; heads are passed over."""
        last = self.table.rows_model.rowCount() - 1
        number = max(0, min(last, self.table.currentIndex().row() + step))
        onward = 1 if step > 0 else -1
        while 0 <= number <= last and isinstance(self.table.row_at(number), GroupRow):
            number += onward
        if 0 <= number <= last:
            self.table.choose_row(number)

    def _keep_group(self) -> None:
        """All hits of the group of the current one, page by page; or every group again."""
        row = self.table.current_row()
        only = "" if self._asked.only or not isinstance(row, _Row) or row.hit.fills else row.group
        self._ask(self.line.text(), only)

    def _enter(self, *_facts: object) -> None:
        self._take(self.table.current_id())

    def _take(self, row_id: str, *, stays: bool = False) -> None:
        row = self.table.current_row()
        if isinstance(row, _Row) and row.id == row_id and row.hit.fills:
            self.line.setText(row.hit.fills)
            return
        group, _mark, record_id = row_id.partition(_BETWEEN)
        if group:
            if not stays:
                self.close_palette()
            self.chosen.emit(group, record_id, stays)


class _Pages:
    """All hits of one group below its head; those not at hand are asked for."""

    def __init__(self, group: PaletteGroup, ask: Callable[[int, int], None]) -> None:
        self._group, self._ask = group, ask
        self._first = _rows([group])

    def count(self) -> int:
        """How many rows there are, the head among them."""
        return 1 + max(self._group.count or 0, len(self._group.hits))

    def rows(self, offset: int, limit: int) -> Sequence[object] | None:
        """The rows from `offset` on; None while they are being read."""
        if offset == 0:
            return self._first[:limit]
        self._ask(offset, limit)
        return None


def _rows(groups: Sequence[PaletteGroup]) -> list[object]:
    rows: list[object] = []
    for group in groups:
        count = "" if group.count is None else str(group.count or len(group.hits))
        rows.append(GroupRow(label=group.label, note=count, quiet=True))
        rows += [_row(group.key, hit) for hit in group.hits]
    return rows


def _row(group: str, hit: PaletteHit) -> _Row:
    return _Row(id=f"{group}{_BETWEEN}{hit.id}", group=group, hit=hit)


def _told(row: _Row) -> str:
    return "，".join(part for part in (row.hit.title, row.hit.note, row.hit.words) if part)


def _pieces(row: _Row) -> Sequence[Piece]:
    icon = Icon(row.hit.icon, row.hit.tone, 16)
    note = [replace(caption(row.hit.note), marks=row.hit.marks)] if row.hit.note else []
    return [Space(2), icon, Space(8), Words(row.hit.title, marks=row.hit.marks), *note]


def _keys() -> list[Piece]:
    """The keys, as they are."""
    keys: list[Piece] = []
    for cap, words in (
        ("↑ ↓", _("choose")),
        ("↵", _("open")),
        ("Ctrl+↵", _("open and go on searching")),
        ("Tab", _("all of this kind")),
    ):
        keys += [Key(cap), caption(words, "text2", elastic=False), Words("", elastic=False)]
    return keys
