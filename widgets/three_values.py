"""A value that was changed on both sides: what it was, ours and theirs side by side, and one of them chosen."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.language import _
from widgets.fonts import TextSize, text_font
from widgets.labels import LineLabel, TextLabel
from widgets.painting import paint_box, paint_focus, paint_piece
from widgets.pieces import Icon, Words, caption
from widgets.tokens import Tokens, tokens_of
from widgets.typed_line import TypedText

OURS, THEIRS, BOTH = "ours", "theirs", "both"
_KEYS = {Qt.Key.Key_1: OURS, Qt.Key.Key_2: THEIRS, Qt.Key.Key_3: BOTH}
_SIDES, _ENDS, _MARK, _LEAST = 12, 9, 24, 44
_FIRST_LINE = 38
"""The height in whose middle the first line of the text stands, and with it the mark."""
_BOTH_HEIGHT = 68


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeValues:
    """One value in the words of the user: as both sides had it (None: not known), as it is here, as it came back.

    `is_free` says that it is text, which may be put together from both.
    """

    key: str
    label: str
    base: str | None
    ours: str
    theirs: str
    is_free: bool = False


def differing_parts(text: str, base: str) -> list[tuple[str, bool]]:
    """The parts of `text`, each with whether it is unlike `base`."""
    matcher = difflib.SequenceMatcher(None, base, text, autojunk=False)
    return [(text[start:end], tag != "equal") for tag, _i, _j, start, end in matcher.get_opcodes() if end > start]


class ValueBox(QAbstractButton):
    """One of the values as a box; one that can be chosen carries a mark and takes the keyboard."""

    def __init__(self, name: str, text: str, base: str | None = None, *, chooses: bool = True) -> None:
        """What is unlike `base` is laid on the mark colour; `name` says whose value it is."""
        super().__init__()
        self._base, self._chooses = base, chooses
        self.setCheckable(chooses)
        self.setEnabled(chooses)
        self.setText(text)
        said = text or _("empty")
        self.setAccessibleName(f"{name}: {said}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chooses else Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Long text takes several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its text."""
        room = width - 2 * _SIDES - (_MARK if self._chooses else 0)
        return max(_LEAST, round(self._document(room, tokens_of(self)).size().height()) + 2 * _ENDS)

    def sizeHint(self) -> QSize:
        """A width to begin with."""
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        """Narrower boxes are higher."""
        return QSize(120, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Box, mark and text."""
        painter, tokens, box = QPainter(self), tokens_of(self), QRectF(self.rect())
        chosen = self.isChecked()
        ground = "accent_ground" if chosen else "card" if self._chooses else "sunk"
        if self.underMouse() and self._chooses and not chosen:
            ground = "hover"
        paint_box(painter, box, tokens.colour(ground), tokens.colour("accent" if chosen else "line"), 6)
        left = _SIDES
        if self._chooses:
            mark = Icon("checkmark_circle", "accent", 18, filled=True) if chosen else Icon("circle", "dim", 18)
            paint_piece(painter, tokens, QRectF(_SIDES, 0, 18, _FIRST_LINE), mark)
            left += _MARK
        painter.translate(QPoint(left, _ENDS))
        self._document(self.width() - left - _SIDES, tokens).drawContents(painter)
        painter.resetTransform()
        if self.hasFocus():
            paint_focus(painter, tokens, box, 6)

    def _document(self, width: int, tokens: Tokens) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(text_font(TextSize.BODY))
        document.setTextWidth(max(40, width))
        document.setHtml(self._html(tokens))
        return document

    def _html(self, tokens: Tokens) -> str:
        """The text, which is never read as markup, with its marks."""
        if not self.text():
            empty = escape(_("empty"))
            return f'<span style="color:{tokens.dim}">{empty}</span>'
        parts = [(self.text(), False)] if self._base is None else differing_parts(self.text(), self._base)
        written = [
            f'<span style="background-color:{tokens.mark}">{_broken(part)}</span>' if unlike else _broken(part)
            for part, unlike in parts
        ]
        return f'<span style="color:{tokens.text}">{"".join(written)}</span>'


def _broken(part: str) -> str:
    return escape(part).replace("\n", "<br>")


class ThreeValueLine(QWidget):
    """The three values of one field beside each other; `decided` when the choice or the text put together changes."""

    decided = Signal()

    def __init__(self, values: ThreeValues) -> None:
        """Nothing chosen."""
        super().__init__()
        self.values = values
        base = values.base
        self.base = ValueBox(_("As it was sent out"), _("not known") if base is None else base, chooses=False)
        self.boxes = {
            OURS: ValueBox(_("Here now"), values.ours, base),
            THEIRS: ValueBox(_("On the sheet"), values.theirs, base),
        }
        self.both = TypedText()
        self.both.setFixedHeight(_BOTH_HEIGHT)
        self.both.setAccessibleName(_("{field}: put together").format(field=values.label))
        self.both.setPlainText("\n".join(text for text in (values.ours, values.theirs) if text))
        self.both.textChanged.connect(self.decided)
        self._group = QButtonGroup(self)
        self._is_both = False
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        label = TextLabel(self.values.label, bold=True)
        label.setFixedWidth(84)
        label.setContentsMargins(0, _ENDS, 0, 0)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        for column, box in enumerate((self.base, *self.boxes.values()), start=1):
            grid.addWidget(box, 0, column)
            grid.setColumnStretch(column, 1)
        for side, box in self.boxes.items():
            self._group.addButton(box)
            box.clicked.connect(partial(self.choose, side))
        self._hand = LineLabel([Words(_("Put together by hand"), bold=True), caption(_("may be changed here"))])
        grid.addWidget(self._hand, 1, 1, 1, 3)
        grid.addWidget(self.both, 2, 1, 1, 3)
        self._show_both(shown=False)

    def choose(self, side: str, *_facts: object) -> None:
        """Ours, theirs, or both where the value is text; told to whoever listens."""
        if side == BOTH and not self.values.is_free:
            return
        self._is_both = side == BOTH
        self._group.setExclusive(False)
        for name, box in self.boxes.items():
            box.setChecked(name == side)
        self._group.setExclusive(True)
        self._show_both(shown=self._is_both)
        if self._is_both:
            self.both.setFocus()
        self.decided.emit()

    def _show_both(self, *, shown: bool) -> None:
        self._hand.setVisible(shown)
        self.both.setVisible(shown)

    def choice(self) -> str:
        """The side chosen; empty while nothing is."""
        return BOTH if self._is_both else next((side for side, box in self.boxes.items() if box.isChecked()), "")

    def put_together(self) -> str:
        """The text that was put together by hand."""
        return self.both.toPlainText().strip()

    def set_put_together(self, text: str) -> None:
        """Puts back a text that was put together before."""
        self.both.setPlainText(text)


class ThreeValueList(QWidget):
    """The fields of one record: 1, 2 and 3 choose ours, theirs and both, the arrows go from field to field."""

    decided = Signal(str)
    """The key of the field whose decision changed."""

    def __init__(self) -> None:
        """Empty until a record is shown."""
        super().__init__()
        self.lines: list[ThreeValueLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_values(self, values: Sequence[ThreeValues]) -> None:
        """Shows the fields of another record."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = [ThreeValueLine(one) for one in values]
        for line in self.lines:
            line.decided.connect(partial(self.decided.emit, line.values.key))
            self._column.addWidget(line)
        self._column.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses in the field that has the focus; Up and Down go to another one."""
        here = next((n for n, line in enumerate(self.lines) if line.isAncestorOf(self._focus())), -1)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if here >= 0 and event.key() in _KEYS:
            self.lines[here].choose(_KEYS[Qt.Key(event.key())])
        elif here >= 0 and step:
            self.go_to(here + step)
        else:
            super().keyPressEvent(event)

    def go_to(self, number: int) -> None:
        """The keyboard is in the field of that number, if there is one."""
        if 0 <= number < len(self.lines):
            line = self.lines[number]
            line.boxes.get(line.choice(), line.boxes[OURS]).setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self) -> QWidget:
        return self.focusWidget() or self
