"""The steps of a loop: what is done, by whom and when; where the work stands; what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.language import _
from widgets.fonts import TextSize, text_font
from widgets.icons import paint_icon
from widgets.painting import paint_focus, paint_words
from widgets.pieces import Words, caption
from widgets.tokens import Tokens, tokens_of

_CIRCLE, _HEIGHT = 24, 84
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    REFUSED = "refused"
    """left the loop here: returned, withdrawn"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: its word and what stands below it (王敏 11-11)."""

    key: str
    label: str
    note: str = ""
    state: StepState = StepState.AHEAD


def step_words(step: Step) -> str:
    """A step in words."""
    states = {
        StepState.DONE: _("done"),
        StepState.CURRENT: _("current step"),
        StepState.AHEAD: _("to come"),
        StepState.REFUSED: _("ended here"),
    }
    return "，".join(filter(None, (step.label, states[step.state], step.note)))


class Stepper(QWidget):
    """Left and right move between the steps, Enter or a click tells `chosen` with the key."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), name: str = "") -> None:
        """`name` is read out before the steps."""
        super().__init__()
        self._name = name
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Shows other steps; the current one gets the keys."""
        self._steps = tuple(steps)
        self._at = next((n for n, step in enumerate(steps) if step.state is StepState.CURRENT), 0)
        self.setAccessibleDescription("；".join(step_words(step) for step in steps))
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for each word."""
        return QSize(110 * max(1, len(self._steps)), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The words may come near to each other, not over each other."""
        return QSize(78 * max(1, len(self._steps)), _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves and chooses."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._at = min(max(0, self._at + step), len(self._steps) - 1)
            self._speak()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._steps:
            self.chosen.emit(self._steps[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring appears."""
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a step."""
        if self._steps:
            number = int(event.position().x() * len(self._steps) / max(1, self.width()))
            self.chosen.emit(self._steps[min(number, len(self._steps) - 1)].key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Lines, circles, words."""
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        each = self.width() / len(self._steps)
        for number, step in enumerate(self._steps):
            box = QRectF(number * each, 0, each, self.height())
            if number + 1 < len(self._steps):
                _paint_way(painter, tokens, box, each, done=step.state is StepState.DONE)
            _paint_step(painter, tokens, box, step, number + 1)
            if self.hasFocus() and number == self._at:
                paint_focus(painter, tokens, box.adjusted(4, 2, -4, -2), 6)

    def _speak(self) -> None:
        at = step_words(self._steps[self._at]) if self._steps else ""
        self.setAccessibleName("：".join(filter(None, (self._name, at))))


def _paint_way(painter: QPainter, tokens: Tokens, box: QRectF, each: float, *, done: bool) -> None:
    """The line to the next circle: full where the step is done, dashed before what comes."""
    y = 12 + _CIRCLE / 2
    start = box.center().x() + _CIRCLE / 2 + 3
    length = each - _CIRCLE - 6
    if done:
        painter.fillRect(QRectF(start, round(y) - 1, length, 2), tokens.colour("accent"))
    else:
        pen = QPen(tokens.colour("border"), 2)
        pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.drawLine(round(start), round(y), round(start + length), round(y))


def _paint_step(painter: QPainter, tokens: Tokens, box: QRectF, step: Step, number: int) -> None:
    circle = QRectF(box.center().x() - _CIRCLE / 2, 12, _CIRCLE, _CIRCLE)
    tones = {StepState.CURRENT: "accent", StepState.REFUSED: "red"}
    tone = tones.get(step.state, "text" if step.state is StepState.DONE else "dim")
    if step.state is StepState.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(circle)
        paint_icon(painter, "checkmark", tokens.on_accent, circle.adjusted(5, 5, -5, -5))
    else:
        current = step.state is StepState.CURRENT
        border = "border" if step.state is StepState.AHEAD else tone
        painter.setPen(QPen(tokens.colour(border), 2 if current else 1.4))
        painter.setBrush(tokens.colour("accent_ground" if current else "card"))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if step.state is StepState.REFUSED:
            paint_icon(painter, "dismiss", tokens.red, circle.adjusted(5, 5, -5, -5))
        else:
            painter.setPen(tokens.colour(tone))
            painter.setFont(text_font(TextSize.CAPTION, current))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
    words = QRectF(box.x() + 2, 38, box.width() - 4, 22)
    bold = step.state in (StepState.CURRENT, StepState.REFUSED)
    paint_words(painter, tokens, words, Words(step.label, tone, bold=bold), _CENTRE)
    paint_words(painter, tokens, words.translated(0, 20), caption(step.note, "text2"), _CENTRE)
