"""The sentences of a report with their numbers locked: each is tinted, and pressing it shows the records behind it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from casework.insight.figure import Figure
from casework.insight.month_text import Run, template_runs
from desktop.pages.reports_parts import TextPart
from widgets.fonts import TextSize, text_font
from widgets.tokens import Tokens, tokens_of

_LINE_HEIGHT = 116
"""Per cent of the font's own height: about 1.6 em for Noto."""
_JOINER = "\u2060"
"""Keeps a number and its unit in one line."""


class LockedText(QScrollArea):
    """The sentences below each other; `chosen` tells the key of the figure whose number was pressed."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is read out."""
        super().__init__()
        self._sentences: tuple[tuple[Run, ...], ...] = ()
        self._key = ""
        self._label = QLabel()
        self._label.setAccessibleName(name)
        self._label.setFont(text_font(TextSize.CARD))
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._label.linkActivated.connect(self.chosen)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 0, 12, 8)
        column.addWidget(self._label)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_parts(self, parts: Sequence[TextPart], figures: Sequence[Figure]) -> int:
        """Shows the parts of a text as they are printed; how many numbers are locked in them."""
        known = {figure.key: figure for figure in figures}
        written = [part.own or part.generated for part in parts]
        self._sentences = tuple(tuple(template_runs(template, known)) for template in written if template)
        self._paint()
        return sum(bool(run.key) for sentence in self._sentences for run in sentence)

    def show_chosen(self, key: str) -> None:
        """Deepens the ground of the number that is looked at."""
        self._key = key
        self._paint()

    def words(self) -> str:
        """The sentences as plain text."""
        return "\n".join("".join(run.text for run in sentence) for sentence in self._sentences)

    def changeEvent(self, event: QEvent) -> None:
        """The grounds follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        tokens = tokens_of(self)
        told = "".join(self._sentence(tokens, sentence) for sentence in self._sentences)
        self._label.setText(told)

    def _sentence(self, tokens: Tokens, sentence: Sequence[Run]) -> str:
        inner = "".join(self._run(tokens, run) for run in sentence)
        return f'<p style="margin: 0 0 6px 0; line-height: {_LINE_HEIGHT}%">{inner}</p>'

    def _run(self, tokens: Tokens, run: Run) -> str:
        if not run.key:
            return escape(run.text)
        ground = tokens.blue_ground if run.key == self._key else tokens.accent_ground
        look = f"background-color: {ground}; color: {tokens.accent}; text-decoration: none; font-weight: bold"
        whole = _JOINER.join(escape(sign) for sign in run.text)
        return f'<a href="{escape(run.key)}" style="{look}">{whole}</a>'
