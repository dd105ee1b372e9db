"""The blank form of a visit brief: what is written at the enterprise, in the order of the window's quick entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.entities.appeals import SERVICE_MODES
from casework.entities.projects import LADDERS
from casework.entities.visits import CONTACT_MODES
from casework.language import _
from exports.drawing import Block, Pen
from exports.styles import BAND, FIGURE, GREY, HAIRLINE, INK, RULE, SERIF_BOLD, TextStyle
from exports.typesetting import BASELINE, set_words, shortened, text_width

LEAST_LABELS = 60.0  # points: the column of labels is as wide as its longest, at least this
LINE, LOW_LINE = 20.0, 19.0
WRITING_LINE = 20.0  # points between two ruled lines: a pen needs 7 mm
_LABEL = FIGURE.bold.sized(9, 12)
_HINT = FIGURE.sized(7.5, 10).colored(GREY)
_WORD = FIGURE.sized(9, 12)
_NAME = TextStyle(face=SERIF_BOLD, size=10.5, leading=14)
_GREY_WORD = _WORD.colored(GREY)
_BOX, _AFTER_BOX, _BETWEEN = 7.4, 3.5, 11.0
_DAY_GAP = 30.0
_BETWEEN_TIMES = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """What is filled in already: whom we visit, which round it counts in, who goes and whom they meet."""

    enterprise: str
    round_name: str
    ours: str
    theirs: str
    year: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its height, label, hint below the label, and what is drawn right of it (from its first baseline)."""

    height: float
    label: str
    hint: str
    draw: Callable[[Pen, float], None]


class VisitForm(Block):
    """The form in a given height: the notes take what the other rows leave."""

    FIXED = LINE * 3 + 36 + LOW_LINE * 4 + 40

    def __init__(self, facts: FormFacts, height: float) -> None:
        """`height` in points, of which `FIXED` go to everything but the notes."""
        super().__init__()
        self._facts, self._room = facts, height

    def measure(self, width: float) -> float:
        """The given height."""
        del width
        return self._room

    def paint(self, pen: Pen) -> None:
        """Row by row; rules last, so that no band covers one."""
        y, edges, rows = self.height, [self.height], self._rows()
        for row in rows:
            y -= row.height
            pen.rectangle(0, y, self._labels, row.height, fill=BAND)
            first = y + row.height - 13.2 if row.height > LINE + 4 else y + row.height / 2 - _LABEL.size * BASELINE
            set_words(pen, 6, first, row.label, _LABEL)
            if row.hint:
                set_words(pen, 6, first - 11.5, row.hint, _HINT)
            row.draw(pen.at(self._labels + 8, first), row.height)
            edges.append(y)
        for edge in edges[1:-1]:
            pen.line(0, edge, self.width, edge, RULE, 0.4)
        pen.line(self._labels, 0, self._labels, self.height, RULE, 0.4)
        pen.line(0, self.height, self.width, self.height, INK, 1)
        pen.line(0, edges[-1], self.width, edges[-1], INK, 0.8)

    @property
    def _inner(self) -> float:
        """The room right of the labels."""
        return self.width - self._labels - 14

    def _rows(self) -> Sequence[_Row]:
        """In the order of the quick entry: enterprise, mode, day, who, notes, what came of it, next contact."""
        return (
            _Row(LINE, _("Enterprise"), "", self._enterprise),
            _Row(LINE, _("Mode"), "", self._modes),
            _Row(LINE, _("Date"), "", self._day_and_time),
            _Row(36, _("Took part"), "", self._people),
            _Row(self._room - self.FIXED, _("Findings"), _("one thing a line"), self._lines),
            _Row(LOW_LINE, _("Appeal"), "", self._appeal),
            _Row(LOW_LINE, _("Technology demand"), "", self._demand),
            _Row(LOW_LINE, _("Promise"), "", self._promise),
            _Row(LOW_LINE, _("Project"), "", self._project),
            _Row(40, _("Next contact"), _("required"), self._next),
        )

    def _enterprise(self, pen: Pen, _height: float) -> None:
        counted = _("Counted in: {round}").format(round=self._facts.round_name or "＿＿＿＿")
        room = self._inner - text_width(counted, _GREY_WORD) - 10
        set_words(pen, 0, 0, shortened(self._facts.enterprise, _NAME, room), _NAME)
        set_words(pen, self._inner, 0, counted, _GREY_WORD.aligned("right"))

    def _modes(self, pen: Pen, _height: float) -> None:
        self._boxes(pen, 0, [f"{key} {CONTACT_MODES.label(mode)}" for key, mode in enumerate(CONTACT_MODES.labels, 1)])

    @property
    def _labels(self) -> float:
        """The width of the column of labels."""
        return max(LEAST_LABELS, *(text_width(row.label, _LABEL) + 12 for row in self._rows()))

    def _boxes(self, pen: Pen, x: float, words: Sequence[str]) -> None:
        """Boxes to tick with their words, from `x` on; smaller and closer where they would not fit on the line."""
        needed, room = boxes_width(words), self._inner - x
        scale = min(1.0, room / needed)
        style = _WORD.sized(_WORD.size * scale, _WORD.leading)
        for word in words:
            pen.rectangle(x, -0.8, _BOX * scale, _BOX * scale, outline=INK, thickness=0.7)
            x += (_BOX + _AFTER_BOX) * scale
            x += set_words(pen, x, 0, word, style) + _BETWEEN * scale

    def _day_and_time(self, pen: Pen, _height: float) -> None:
        day = _("{year} year | month | day |").format(year=self._facts.year).split("|")
        time = _("| hour | minute to | hour | minute").split("|")
        words = [word.strip() for word in (*day, *time)]
        taken = sum(text_width(word, _WORD) + 3 for word in words) + _BETWEEN_TIMES
        gap = min(_DAY_GAP, (self._inner - taken) / (len(words) - 2))
        x = self._blanks(pen, 0, day, gap)
        self._blanks(pen, x + _BETWEEN_TIMES, time, gap)

    def _blanks(self, pen: Pen, x: float, words: Sequence[str], gap: float) -> float:
        """Words with room to write before each of them but the first."""
        for place, word in enumerate(words):
            x += gap if place else 0
            x += set_words(pen, x, 0, word.strip(), _WORD) + 3 if word.strip() else 0
        return x

    def _people(self, pen: Pen, _height: float) -> None:
        self._ruled(pen, 0, _("our side"), self._facts.ours)
        self._ruled(pen, -17, _("the enterprise"), self._facts.theirs)

    def _ruled(self, pen: Pen, y: float, label: str, filled: str = "") -> None:
        used = set_words(pen, 0, y, label, _GREY_WORD) + 6
        set_words(pen, used + 3, y, shortened(filled, _WORD, self._inner - used - 6), _WORD)
        pen.line(used, y - 3.4, self._inner, y - 3.4, HAIRLINE, 0.5)

    def _lines(self, pen: Pen, height: float) -> None:
        count = max(int((height - 6) // WRITING_LINE), 1)
        step = (height - 4) / count
        for number in range(1, count):
            y = 13.2 - step * number
            pen.line(0, y, self._inner, y, HAIRLINE, 0.5)

    def _at_right(self, pen: Pen, words: Sequence[str], gap: float) -> None:
        """Words with room to write between them, the last room at the right edge."""
        needed = sum(text_width(word, _GREY_WORD) for word in words) + gap * len(words)
        x = self._inner - needed
        for word in words:
            x += set_words(pen, x, 0, word, _GREY_WORD) + gap

    def _appeal(self, pen: Pen, _height: float) -> None:
        words = [SERVICE_MODES.label(mode) for mode in SERVICE_MODES.labels]
        self._boxes(pen, max(0, self._inner - boxes_width(words)), words)

    def _demand(self, pen: Pen, _height: float) -> None:
        self._at_right(pen, (_("Budget"), _("Needed by")), 76)

    def _promise(self, pen: Pen, _height: float) -> None:
        self._at_right(pen, (_("Promised to"), _("Due on")), 70)

    def _project(self, pen: Pen, _height: float) -> None:
        words = [LADDERS.label(ladder) for ladder in LADDERS.labels]
        self._boxes(pen, max(0, self._inner - boxes_width(words)), words)

    def _next(self, pen: Pen, _height: float) -> None:
        self._blanks(pen, 0, _("{year} year | month | day |").format(year="　　").split("|"), _DAY_GAP)
        self._boxes(pen, self._inner * 0.55, [_("none needed, because:")])
        self._ruled(pen, -18, _("What about"))


def boxes_width(words: Sequence[str]) -> float:
    """The width of boxes to tick with their words, in points."""
    return sum(text_width(word, _WORD) + _BOX + _AFTER_BOX for word in words) + _BETWEEN * (len(words) - 1)
