"""Charts on paper: every bar carries its number, bars begin at zero, no grid, no frame, no legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exports.drawing import Block, Pen
from exports.styles import (
    BLUE,
    CHART_FIGURE,
    CHART_LABEL,
    CHART_NOTE,
    CHART_TITLE,
    GREY,
    INK,
    LIGHT_BLUE,
    OFFICIAL_LEADING,
    RULE,
    TEAL,
    VIOLET,
    WHITE,
)
from exports.typesetting import ChinesePara, set_words, shortened, text_width

CHART_LINES = 6  # a chart is as high as so many lines of the official text, so that the lines below keep their grid
_BARS_FROM = 40.0  # above the lower edge: labels and the note stand below
NOTE_RAISED = 5.0
_BARS_TO = 38.0  # below the upper edge: the title stands above


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTitle:
    """`图1`, what is shown, and in grey its unit or how to read it."""

    number: str
    name: str
    unit: str = ""

    def paint(self, pen: Pen, width: float) -> None:
        """Set the title from the origin of the pen on."""
        title = f"{self.number}　{self.name}" if self.number else self.name
        title = shortened(title, CHART_TITLE, width)
        used = set_words(pen, 0, 0, title, CHART_TITLE) + 6
        unit = CHART_LABEL.colored(GREY)
        if self.unit and width - used > unit.size * 2:
            set_words(pen, used, 0, shortened(self.unit, unit, width - used), unit)


class Bars(Block):
    """One upright bar a period; the current one dark, the others light, apart in grey too."""

    def __init__(
        self, title: ChartTitle, bars: Sequence[tuple[str, int]], *, total: int, current: int | None = None
    ) -> None:
        """`bars` are labels and counts; `total` is what the text says; `current` the place of the dark bar (the last).

        ValueError when the bars do not add up to `total`: text and chart must tell the same figure.
        """
        super().__init__()
        if sum(count for _label, count in bars) != total:
            raise ValueError(f"the bars add up to {sum(count for _label, count in bars)}, the text says {total}")
        self._title, self._bars = title, tuple(bars)
        self._current = len(bars) - 1 if current is None else current

    def measure(self, width: float) -> float:
        """Whole lines of the official text."""
        del width
        return CHART_LINES * OFFICIAL_LEADING

    def paint(self, pen: Pen) -> None:
        """Title, base line, bars with their numbers above and their periods below."""
        self._title.paint(pen.at(0, self.height - 20), self.width)
        pen.line(0, _BARS_FROM, self.width, _BARS_FROM, RULE, 0.7)
        step = self.width / max(len(self._bars), 1)
        most = max((count for _label, count in self._bars), default=0)
        scale = (self.height - _BARS_FROM - _BARS_TO) * 0.9 / max(most, 1)
        for place, (label, count) in enumerate(self._bars):
            self._paint_bar(pen.at(step * place, _BARS_FROM), label, count, step, count * scale, place == self._current)

    def _paint_bar(
        self,
        pen: Pen,
        label: str,
        count: int,
        step: float,
        height: float,
        is_current: bool,  # noqa: FBT001
    ) -> None:
        middle = step / 2
        pen.rectangle(step * 0.2, 0, step * 0.6, height, fill=BLUE if is_current else LIGHT_BLUE)
        figure = CHART_FIGURE.bold if is_current else CHART_FIGURE
        set_words(pen, middle, height + 4, str(count), figure.aligned("center"))
        style = CHART_LABEL.colored(INK if is_current else GREY).aligned("center")
        set_words(pen, middle, -12, shortened(label, style, step), style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure on its way to a target: fraction and per cent as printed, the part done (0 to 1)."""

    name: str
    fraction: str
    percent: str
    done: float


class GoalBars(Block):
    """A bar a goal: outline is the goal, filling is what is done, the black tick is the time gone by."""

    BAR = 15.0

    def __init__(self, title: ChartTitle, goals: Sequence[Goal], *, time_gone: float, time_words: str) -> None:
        """`time_gone` is the part of the period gone by (0 to 1), `time_words` what stands under its tick."""
        super().__init__()
        self._title, self._goals = title, tuple(goals)
        self._time_gone, self._time_words = time_gone, time_words

    def measure(self, width: float) -> float:
        """Whole lines of the official text; more than two goals need more of them."""
        del width
        return max(CHART_LINES, 2 + 2 * len(self._goals)) * OFFICIAL_LEADING

    def paint(self, pen: Pen) -> None:
        """Title, the goals from the top down, the words for the tick."""
        self._title.paint(pen.at(0, self.height - 20), self.width)
        room = self.height - _BARS_FROM - _BARS_TO
        step = room / max(len(self._goals), 1)
        for place, goal in enumerate(self._goals):
            self._paint_goal(pen.at(0, self.height - _BARS_TO - step * (place + 1) + 4), goal)
        style = CHART_LABEL.colored(GREY)
        half = text_width(self._time_words, style) / 2
        middle = min(max(self.width * self._time_gone, half), self.width - half)
        set_words(pen, middle, _BARS_FROM - 12, self._time_words, style.aligned("center"))

    def _paint_goal(self, pen: Pen, goal: Goal) -> None:
        percent = set_words(pen, self.width, self.BAR + 7, goal.percent, CHART_FIGURE.bold.aligned("right"))
        fraction = text_width(goal.fraction, CHART_FIGURE.bold)
        name = shortened(goal.name, CHART_FIGURE, self.width - percent - fraction - 16)
        used = set_words(pen, 0, self.BAR + 7, name, CHART_FIGURE)
        set_words(pen, used + 8, self.BAR + 7, goal.fraction, CHART_FIGURE.bold)
        pen.rectangle(0, 0, self.width, self.BAR, fill=WHITE, outline=RULE)
        pen.rectangle(0, 0, self.width * min(max(goal.done, 0), 1), self.BAR, fill=BLUE)
        tick = self.width * self._time_gone
        pen.line(tick, -4, tick, self.BAR + 4, INK, 1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole: its word, its count and the count with its measure word (`9家`)."""

    word: str
    count: int
    counted: str


class SplitBar(Block):
    """A whole in parts: solid, hatched, dashed, and plain for all further ones; word, count and fraction below each.

    Where the words of neighbours would run into each other, they go to a second line.
    """

    BAR = 12.0
    LINE = 13.0
    FORMS: tuple[tuple[Literal["solid", "hatched", "dashed", "plain"], str], ...] = (
        ("solid", BLUE),
        ("hatched", TEAL),
        ("dashed", VIOLET),
        ("plain", GREY),
    )

    def __init__(self, shares: Sequence[Share], *, total: int) -> None:
        """ValueError when the shares do not add up to `total`, the figure that the text tells."""
        super().__init__()
        if sum(share.count for share in shares) != total:
            raise ValueError(f"the shares add up to {sum(share.count for share in shares)}, the text says {total}")
        self._shares, self._total = tuple(share for share in shares if share.count), total

    def measure(self, width: float) -> float:
        """The bar and the lines of words under it."""
        lines = max((line for line, _x in self._word_places(width)), default=0) + 1
        return self.BAR + 5 + lines * self.LINE

    def _word_places(self, width: float) -> list[tuple[int, float]]:
        """For the words of each part the line they stand on and where they begin."""
        ends: list[float] = []
        places: list[tuple[int, float]] = []
        for share, left in zip(self._shares, self._lefts(width), strict=True):
            needed = _label_width(share, self._total)
            x = max(min(left, width - needed), 0)
            line = next((place for place, end in enumerate(ends) if end + 8 <= x), len(ends))
            ends[line : line + 1] = [x + needed]
            places.append((line, x))
        return places

    def _lefts(self, width: float) -> list[float]:
        lefts, before = list[float](), 0
        for share in self._shares:
            lefts.append(width * before / max(self._total, 1))
            before += share.count
        return lefts

    def paint(self, pen: Pen) -> None:
        """Each part of the bar, then its words."""
        for place, (share, left) in enumerate(zip(self._shares, self._lefts(self.width), strict=True)):
            form, color = self.FORMS[min(place, len(self.FORMS) - 1)]
            self._paint_part(
                pen.at(left, self.height - self.BAR), form, color, self.width * share.count / self._total - 2
            )
        for share, (line, x) in zip(self._shares, self._word_places(self.width), strict=True):
            y = self.height - self.BAR - 5 - self.LINE * (line + 1) + 4
            used = set_words(pen, x, y, f"{share.word} {share.counted}", CHART_FIGURE.bold)
            set_words(pen, x + used + 5, y, f"{share.count}/{self._total}", CHART_NOTE)

    def _paint_part(self, pen: Pen, form: str, color: str, width: float) -> None:
        fill = color if form == "solid" else WHITE
        dash = (3, 2) if form == "dashed" else ()
        pen.rectangle(0, 0, width, self.BAR, fill=fill, outline=color, thickness=0.8, dash=dash)
        if form == "hatched":
            pen.hatch(0, 0, width, self.BAR, color=color)


def _label_width(share: Share, total: int) -> float:
    words = text_width(f"{share.word} {share.counted}", CHART_FIGURE.bold)
    return words + 5 + text_width(f"{share.count}/{total}", CHART_NOTE)


class ChartPair(Block):
    """Two charts beside each other and under both one line: scope, period and counting rule."""

    SPACE = 0.06  # of the width, between them

    def __init__(self, left: Block, right: Block, note: str) -> None:
        super().__init__()
        self._charts, self._note = (left, right), ChinesePara(note, CHART_NOTE)

    def measure(self, width: float) -> float:
        """Whole lines of the official text; a note of several lines takes more of them."""
        shares = (0.51, 1 - 0.51 - self.SPACE)
        highest = max(chart.fit(width * share) for chart, share in zip(self._charts, shares, strict=True))
        beyond = max(self._note.fit(width) - CHART_NOTE.leading, 0)
        return highest + -(-beyond // OFFICIAL_LEADING) * OFFICIAL_LEADING

    def paint(self, pen: Pen) -> None:
        """The charts with their tops aligned, the note at the foot."""
        left, right = self._charts
        left.paint(pen.at(0, self.height - left.height))
        right.paint(pen.at(self.width - right.width, self.height - right.height))
        self._note.paint(pen.at(0, NOTE_RAISED))
