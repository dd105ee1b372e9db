"""The sentences of a report with their numbers locked: each is tinted, and pressing it shows the records behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from casework.insight.figure import Figure
from widgets.fonts import TextSize, text_font
from widgets.tokens import Tokens, tokens_of

_LINE_HEIGHT = 116
"""Per cent of the font's own height: about 1.6 em for Noto."""
_JOINER = "\u2060"
"""Keeps a number and its unit in one line."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a sentence: plain words, or the number of a figure (`key`)."""

    text: str
    key: str = ""


def runs(sentence: str, figures: Sequence[Figure]) -> Iterator[Run]:
    """A sentence in its parts: the number of each figure whose clause stands in it, and the words between."""
    place = 0
    while place < len(sentence):
        found = _next_clause(sentence, place, figures)
        if found is None:
            break
        start, figure = found
        inside = sentence.find(figure.text, start)
        if inside > place:
            yield Run(sentence[place:inside])
        yield Run(figure.text, figure.key)
        place = inside + len(figure.text)
    if place < len(sentence):
        yield Run(sentence[place:])


def _next_clause(sentence: str, place: int, figures: Sequence[Figure]) -> tuple[int, Figure] | None:
    """The clause of a figure that stands first from a place on, the longest of those that begin there."""
    found = [(sentence.find(figure.sentence, place), -len(figure.sentence), n) for n, figure in enumerate(figures)]
    standing = [one for one in found if one[0] >= 0 and figures[one[2]].text in figures[one[2]].sentence]
    if not standing:
        return None
    start, _length, number = min(standing)
    return start, figures[number]


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

    def show_sentences(self, sentences: Sequence[str], figures: Sequence[Figure]) -> int:
        """Shows the sentences; how many numbers are locked in them."""
        self._sentences = tuple(tuple(runs(sentence, figures)) for sentence in sentences)
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
