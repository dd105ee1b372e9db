"""A segmented control: one choice of few, all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Icon, Piece, Words, line_width
from widgets.tokens import LIGHT, tokens_of


class Segment(QAbstractButton):
    """One of the choices."""

    def __init__(self, code: str, text: str, icon: str = "", *, padding: int = 12, hint: str = "") -> None:
        """`code` is what the choice stands for; without text `hint` names it."""
        super().__init__()
        self.code = code
        self._icon, self._padding = icon, padding
        self.setText(text)
        self.setAccessibleName(text or hint)
        self.setToolTip(hint)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)

    def sizeHint(self) -> QSize:
        """Wide enough for the bold face, so that choosing moves nothing."""
        return QSize(round(line_width(self._pieces("text", bold=True))) + 2 * self._padding, 28)

    def minimumSizeHint(self) -> QSize:
        """A choice is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The chosen one is a white plate with blue words."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        if self.isChecked():
            paint_box(painter, box, tokens.colour("card"), tokens.colour("border"))
        elif self.underMouse() and self.isEnabled():
            paint_box(painter, box, tokens.colour("hover"))
        tone = "dim" if not self.isEnabled() else "accent" if self.isChecked() else "text2"
        pieces = self._pieces(tone, bold=self.isChecked())
        spare = max(0.0, (box.width() - line_width(pieces)) / 2 - 0.5)
        paint_line(painter, tokens, box.adjusted(spare, 0, 0, 0), pieces)
        if self.hasFocus():
            paint_focus(painter, tokens, box)

    def _pieces(self, tone: str, *, bold: bool) -> list[Piece]:
        pieces: list[Piece] = [Icon(self._icon, tone)] if self._icon else []
        if self.text():
            pieces.append(Words(self.text(), tone, bold=bold, elastic=False))
        return pieces


class Segmented(QWidget):
    """The choices beside each other; arrows and digits choose, `changed` tells the code."""

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str] | tuple[str, str, str]],
        value: str = "",
        *,
        name: str = "",
        optional: bool = False,
        wide: bool = False,
    ) -> None:
        """Options are (code, words) or (code, words, icon); `optional` lets a second click take the choice back."""
        super().__init__()
        self._optional = optional
        self._was = ""
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self.setFixedHeight(32)
        policy = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        for option in options:
            self._add(Segment(option[0], option[1], option[2] if len(option) > 2 else ""))
        self.set_value(value)

    def _add(self, segment: Segment) -> None:
        self._group.addButton(segment)
        self._row.addWidget(segment)
        segment.pressed.connect(self._before_click)
        segment.clicked.connect(self._clicked)

    def segments(self) -> list[Segment]:
        """The choices in order."""
        return [b for b in self._group.buttons() if isinstance(b, Segment)]

    def value(self) -> str:
        """The code chosen; empty where nothing is."""
        chosen = self._group.checkedButton()
        return chosen.code if isinstance(chosen, Segment) else ""

    def set_value(self, code: str) -> None:
        """Chooses a code without telling; one that is no option leaves nothing chosen."""
        self._group.setExclusive(False)
        for segment in self.segments():
            segment.setChecked(segment.code == code)
        self._group.setExclusive(True)
        self._tab_to_chosen()

    def set_words(self, words: Sequence[str]) -> None:
        """Other words for the same choices (counts change)."""
        for segment, text in zip(self.segments(), words, strict=True):
            segment.setText(text)
            segment.setAccessibleName(text)
            segment.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the option of that number."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.segments()) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.segments()[number].click()
            self.segments()[number].setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The trough."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        ground = "sunk" if tokens is LIGHT else "chrome"
        paint_box(painter, QRectF(self.rect()), tokens.colour(ground), tokens.colour("line"), 6)

    def _before_click(self) -> None:
        pressed = self.sender()
        self._was = pressed.code if isinstance(pressed, Segment) and pressed.isChecked() else ""

    def _clicked(self) -> None:
        clicked = self.sender()
        again = isinstance(clicked, Segment) and clicked.code != "" and clicked.code == self._was
        if self._optional and again:
            self.set_value("")
        self._was = ""
        self._tab_to_chosen()
        self.changed.emit(self.value())

    def _tab_to_chosen(self) -> None:
        """The tab key reaches one segment: the chosen one, or the first."""
        chosen = self.value()
        for number, segment in enumerate(self.segments()):
            reached = segment.code == chosen if chosen else number == 0
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus)
        target = next((s for s in self.segments() if s.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)
        if target is not None:
            self.setFocusProxy(target)
