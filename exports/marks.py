"""Marks that survive a black-and-white printer: chips, clocks, ladders and the marks of classes by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from casework.entities.visits import CONTACT_MODES
from casework.insight.promises import Promise
from casework.language import N_, _
from exports.drawing import Block, Pen
from exports.styles import (
    AMBER,
    BLUE,
    CHIP,
    FIGURE,
    GREEN,
    GREY,
    HAIRLINE,
    INK,
    LIGHT_GREEN,
    RED,
    RULE,
    SLATE,
    TEAL,
    VIOLET,
    WHITE,
    TextStyle,
)
from exports.typesetting import BASELINE, ChinesePara, Content, set_words, shortened, text_width

CHIP_HEIGHT = 11.3
CHIP_PADDING = 4.0


class ChipForm(StrEnum):
    """The form of a chip tells its rank without colour."""

    CALLING = "calling"  # solid ground, white bold: the one that calls
    URGENT = "urgent"  # double border: nearly late, must be decided
    WAITING = "waiting"  # dashed border: stopped, absent, carried over
    DONE = "done"  # tinted ground
    PLAIN = "plain"


STATE_FORMS: dict[str, tuple[ChipForm, str]] = {
    "overdue": (ChipForm.CALLING, RED),
    "due_soon": (ChipForm.URGENT, AMBER),
    "combine": (ChipForm.URGENT, AMBER),
    "stopped": (ChipForm.WAITING, GREY),
    "not_reached": (ChipForm.WAITING, AMBER),
    "carried_over": (ChipForm.WAITING, AMBER),
    "accepted": (ChipForm.PLAIN, GREY),
    "assigned": (ChipForm.PLAIN, VIOLET),
    "in_progress": (ChipForm.PLAIN, BLUE),
    "answered": (ChipForm.PLAIN, TEAL),
    "confirmed": (ChipForm.PLAIN, GREEN),
    "closed": (ChipForm.DONE, GREEN),
    "returned": (ChipForm.PLAIN, RED),
    "withdrawn": (ChipForm.PLAIN, GREY),
    "merged": (ChipForm.PLAIN, GREY),
    "reopened": (ChipForm.PLAIN, VIOLET),
    "on_site": (ChipForm.CALLING, BLUE),
    "phone": (ChipForm.PLAIN, TEAL),
    "online": (ChipForm.WAITING, VIOLET),
    "contact": (ChipForm.PLAIN, GREY),
    "intention": (ChipForm.PLAIN, BLUE),
    "signed": (ChipForm.DONE, GREEN),
    "pilot": (ChipForm.PLAIN, TEAL),
    "industrialised": (ChipForm.DONE, GREEN),
    "contacted": (ChipForm.PLAIN, BLUE),
    "meeting": (ChipForm.PLAIN, BLUE),
    "refused": (ChipForm.PLAIN, RED),
    "kept": (ChipForm.DONE, GREEN),
}
"""How a state, a contact mode or a stage (by its code in the glossary) is printed; all else is plain grey."""


class Chip(Block):
    """A word in a border whose form tells its rank."""

    def __init__(self, word: str, form: ChipForm = ChipForm.PLAIN, color: str = GREY) -> None:
        super().__init__()
        self._word, self._form, self._color = word, form, color
        self._style = CHIP.bold if form in (ChipForm.CALLING, ChipForm.URGENT) else CHIP

    @property
    def natural_width(self) -> float:
        """The word and four points on each side."""
        return text_width(self._word, self._style) + 2 * CHIP_PADDING

    def measure(self, width: float) -> float:
        """Always the same height."""
        del width
        return CHIP_HEIGHT

    def paint(self, pen: Pen) -> None:
        """Ground and border, then the word; a word too long for its room is cut."""
        width = min(self.natural_width, self.width)
        self._paint_ground(pen, width)
        style = self._style.colored(WHITE if self._form is ChipForm.CALLING else self._color).aligned("center")
        word = shortened(self._word, style, width - 2 * CHIP_PADDING + 0.1)
        set_words(pen, width / 2, CHIP_HEIGHT / 2 - style.size * BASELINE, word, style)

    def _paint_ground(self, pen: Pen, width: float) -> None:
        grounds = {ChipForm.CALLING: self._color, ChipForm.DONE: LIGHT_GREEN}
        dash = (1.6, 1.3) if self._form is ChipForm.WAITING else ()
        fill = grounds.get(self._form, WHITE)
        pen.rectangle(0, 0, width, CHIP_HEIGHT, fill=fill, outline=self._color, dash=dash, radius=2)
        if self._form is ChipForm.URGENT:
            inner = (1.3, 1.3, width - 2.6, CHIP_HEIGHT - 2.6)
            pen.rectangle(*inner, outline=self._color, thickness=0.4, radius=1.2)


def state_chip(code: str, word: str) -> Chip:
    """The chip of a state, a contact mode or a stage; `word` is its label in the user's language."""
    form, color = STATE_FORMS.get(code, (ChipForm.PLAIN, GREY))
    return Chip(word, form, color)


_SHORT_MODES = {"on_site": N_("On site"), "phone": N_("Phone"), "online": N_("Online")}


def mode_chip(mode: str) -> Chip:
    """The chip of a contact mode in two characters where the custom knows such a word: 实地, 电话, 线上."""
    word = _(_SHORT_MODES[mode]) if mode in _SHORT_MODES else CONTACT_MODES.label(mode)
    return state_chip(mode, word)


def promise_chip(promise: Promise) -> Chip:
    """The state of a promise: 逾期 calls, a promise carried over says so, else its word."""
    if promise.is_overdue:
        return state_chip("overdue", promise.state_text)
    if promise.commitment.carried_from_id:
        return state_chip("carried_over", _("carried over"))
    return state_chip(promise.commitment.state, promise.state_text)


class Marked(Block):
    """A chip and beside it a text that may run over several lines."""

    def __init__(self, chip: Chip, content: Content, style: TextStyle = FIGURE, *, space: float = 4) -> None:
        super().__init__()
        self._chip, self._text, self._space = chip, ChinesePara(content, style), space
        self._line = max(style.leading, CHIP_HEIGHT)

    @property
    def natural_width(self) -> float:
        """Both on one line."""
        return self._chip.natural_width + self._space + self._text.natural_width + 0.1

    def measure(self, width: float) -> float:
        """The height of the text, at least that of the chip."""
        self._chip.fit(self._chip.natural_width)
        return max(self._line, self._text.fit(width - self._chip.width - self._space))

    def paint(self, pen: Pen) -> None:
        """The chip beside the middle of the first line."""
        leading = self._text.style.leading
        shift = max(0.0, (self._line - leading) / 2)
        self._text.paint(pen.at(self._chip.width + self._space, self.height - shift - self._text.height))
        self._chip.paint(pen.at(0, self.height - shift - leading / 2 - CHIP_HEIGHT / 2))


class Clock(Block):
    """Working days used against the limit: a bar, `9/20`, one word; an overrun is solid past a tick at the limit."""

    BAR = 38.0
    FIGURES_AT = 43.0
    WORD_AT = 73.0  # further right where the figures need it

    def __init__(self, used: int, limit: int, word: str) -> None:
        super().__init__()
        self._used, self._limit = used, limit
        self._is_over = used > limit
        style = FIGURE.bold.colored(RED) if self._is_over else FIGURE.colored(GREY)
        self._figures, self._word = f"{used}/{limit}", ChinesePara(word, style)
        self._word_at = max(self.WORD_AT, self.FIGURES_AT + text_width(self._figures, style) + 6)

    @property
    def natural_width(self) -> float:
        """Bar, figures and word on one line."""
        return self._word_at + self._word.natural_width + 0.1

    def measure(self, width: float) -> float:
        """One line, or more where the word is a long one."""
        return max(FIGURE.leading, self._word.fit(max(width - self._word_at, 3 * FIGURE.size)))

    def paint(self, pen: Pen) -> None:
        """Bar, figures, word, all on the first line."""
        middle = self.height - FIGURE.leading / 2
        self._paint_bar(pen.at(0, middle - 2.5))
        style = FIGURE.bold.colored(RED) if self._is_over else FIGURE
        set_words(pen, self.FIGURES_AT, middle - style.size * BASELINE, self._figures, style)
        self._word.paint(pen.at(self._word_at, self.height - self._word.height))

    def _paint_bar(self, pen: Pen) -> None:
        day = self.BAR / max(self._limit, self._used, 1)
        limit = self._limit * day
        if self._is_over:
            pen.rectangle(0, 0, limit, 5, fill=RED)
            pen.rectangle(limit + 1.4, 0, self.BAR - limit - 1.4, 5, fill=RED)
            pen.line(limit + 0.3, -2, limit + 0.3, 7, INK, 1)
        else:
            pen.rectangle(0, 0, self._used * day, 5, fill=SLATE)
            pen.rectangle(0, 0, self.BAR, 5, outline=RULE, thickness=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stage of a ladder: its word and the date it was entered, as printed; no date where it was not."""

    word: str
    entered: str = ""


class Ladder(Block):
    """The stages in their order: entered ● with the date, current ◉ and bold, others ○."""

    HEIGHT = 28.0

    def __init__(self, steps: Sequence[Step], current: int) -> None:
        """`current` is the place of the current stage in `steps`, -1 before the first."""
        super().__init__()
        self._steps, self._current = tuple(steps), current

    def measure(self, width: float) -> float:
        """Always the same height."""
        del width
        return self.HEIGHT

    def paint(self, pen: Pen) -> None:
        """The line between the stages, then each of them."""
        step_width = self.width / max(len(self._steps), 1)
        for place, step in enumerate(self._steps):
            x = step_width * (place + 0.5)
            if place:
                self._paint_way(pen, x - step_width + 3.6, x - 3.6, is_gone=place <= self._current)
            self._paint_step(pen.at(x, 0), place, step, step_width)

    def _paint_way(self, pen: Pen, start: float, end: float, *, is_gone: bool) -> None:
        middle = self.HEIGHT / 2
        if is_gone:
            pen.line(start, middle, end, middle, INK, 1.1)
        else:
            pen.line(start, middle, end, middle, HAIRLINE, 0.7, (2, 1.5))

    def _paint_step(self, pen: Pen, place: int, step: Step, room: float) -> None:
        middle = self.HEIGHT / 2
        is_current, is_ahead = place == self._current, place > self._current
        if is_current:
            pen.dot(0, middle, 4.2, fill=WHITE, outline=INK)
            pen.dot(0, middle, 2.3, fill=INK)
        else:
            pen.dot(
                0, middle, 2.5, fill=INK if step.entered and not is_ahead else WHITE, outline=RULE if is_ahead else INK
            )
        color = RULE if is_ahead else INK
        style = (CHIP.bold if is_current else CHIP).aligned("center").colored(color)
        set_words(pen, 0, middle + 6.4, shortened(step.word, style, room - 2), style)
        date_style = CHIP.aligned("center").colored(RULE if is_ahead else GREY)
        set_words(pen, 0, middle - 11.6, step.entered or "—", date_style)


class YearMark(Block):
    """A class in one year: ■ valid, ⊠ lapsed, · none."""

    SIDE = 7.0

    def __init__(self, state: Literal["valid", "lapsed", "none"]) -> None:
        super().__init__()
        self._state = state

    @property
    def natural_width(self) -> float:
        """The side of the square."""
        return self.SIDE

    def measure(self, width: float) -> float:
        """The side of the square."""
        del width
        return self.SIDE

    def paint(self, pen: Pen) -> None:
        """The square, the crossed square or the point."""
        side = self.SIDE
        if self._state == "valid":
            pen.rectangle(0, 0, side, side, fill=INK)
        elif self._state == "lapsed":
            pen.rectangle(0, 0, side, side, fill=WHITE, outline=INK)
            pen.line(1.2, 1.2, side - 1.2, side - 1.2, INK, 0.6)
            pen.line(1.2, side - 1.2, side - 1.2, 1.2, INK, 0.6)
        else:
            pen.dot(side / 2, side / 2, 0.9, fill=RULE)


def year_marks_legend() -> str:
    """What the marks of classes by year mean, for the head of their section."""
    return _("■ valid in the year　⊠ lapsed　· none")
