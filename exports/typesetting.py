"""Chinese text on paper: paragraphs and single lines, set character by character."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exports.drawing import Block, Pen, Piece
from exports.fonts import MISSING_MARK, face_for, has_all, printable, widths_of
from exports.line_breaking import Line, break_lines, may_squeeze, one_line, squeezed
from exports.styles import Align, TextStyle

Content = str | Sequence[str | tuple[str, TextStyle]]
"""A text, or runs of it: a plain run takes the style of its paragraph, a pair brings its own (`style.bold`)."""

FEWEST_LINES = 2  # of a paragraph at the foot or at the head of a page
WIDEST_GAP = 0.35  # of the type size: a line that would be pulled apart further is left ragged
SPACE_LIKE = 0.09  # of the type size: readers take a wider gap between characters for a space
LONGEST_KEPT = 24  # characters: a longer text is hardly met twice
BASELINE = 0.36  # of the type size: how far below the middle of its line a text stands
_FIRST_WIDE = "\u2e80"


@dataclass(frozen=True, slots=True)
class _Measured:
    """A text with the style and the width (points, tracking included) of each of its characters."""

    text: str
    styles: tuple[TextStyle, ...]
    which: bytes  # for each character the place of its style; empty where there is only one
    widths: list[float]

    def style_at(self, place: int) -> TextStyle:
        return self.styles[self.which[place]] if self.which else self.styles[0]


def _measure_text(content: Content, style: TextStyle) -> _Measured:
    """The measured text; the words that stand on every page (heads, labels, states) are measured once."""
    if isinstance(content, str):
        settled = style.settled
        return _measured_words(content, settled) if len(content) <= LONGEST_KEPT else _measured_run(content, settled)
    runs = [run if isinstance(run, tuple) else (run, style) for run in content]
    runs = [(printable(text), own.settled) for text, own in runs]
    styles = tuple(dict.fromkeys(own for _, own in runs)) or (style.settled,)
    widths = [width for text, own in runs for width in _widths(text, own)]
    which = b"" if len(styles) == 1 else b"".join(bytes([styles.index(own)]) * len(text) for text, own in runs)
    return _Measured("".join(text for text, _ in runs), styles, which, widths)


@lru_cache(maxsize=8192)
def _measured_words(text: str, style: TextStyle) -> _Measured:
    return _measured_run(text, style)


def _measured_run(text: str, style: TextStyle) -> _Measured:
    shown = printable(text)
    return _Measured(shown, (style,), b"", _widths(shown, style))


def _widths(text: str, style: TextStyle) -> list[float]:
    scale, track = style.size / 1000, style.track
    return [width * scale + track for width in widths_of(text, style.face)]


def text_width(content: Content, style: TextStyle) -> float:
    """The width in points of `content` on one line, air at its ends trimmed."""
    return _one_line(_measure_text(content, style)).width


def shortened(text: str, style: TextStyle, width: float) -> str:
    """`text`, cut with … where it is wider than `width` points on one line."""
    if text_width(text, style) <= width:
        return text
    kept = len(text)
    while kept and text_width(text[:kept] + "…", style) > width:
        kept -= 1
    return text[:kept].rstrip() + "…"


def _one_line(measured: _Measured) -> Line:
    text = measured.text.replace("\n", " ") if "\n" in measured.text else measured.text
    return one_line(text, measured.widths)


class ChinesePara(Block):
    """A paragraph set by the rules of `line_breaking`; a text is never markup: `<b>` prints as it stands."""

    def __init__(self, content: Content, style: TextStyle) -> None:
        super().__init__()
        self.style = style
        self._measured = _measure_text(content, style)
        self._lines: Sequence[Line] = ()
        self._room = -1.0
        self._begins = True
        self._is_part = False

    @property
    def text(self) -> str:
        """What it says."""
        return self._measured.text

    @property
    def natural_width(self) -> float:
        """Its width in points on one line."""
        return _one_line(self._measured).width + self.style.margin * self.style.character

    @property
    def space_before(self) -> float:
        """As its style says, where it is not the rest of a paragraph."""
        return self.style.before if self._begins else 0

    @property
    def space_after(self) -> float:
        """As its style says."""
        return self.style.after

    def measure(self, width: float) -> float:
        """The height of its lines in a room of `width` points."""
        if self._room != width and not self._is_part:
            room = width - self.style.margin * self.style.character
            self._lines = break_lines(
                self._measured.text, self._measured.widths, room, first_indent=self.style.indent * self.style.character
            )
            self._room = width
        return len(self._lines) * self.style.leading

    def part(self, width: float, height: float) -> "tuple[ChinesePara, ChinesePara] | None":
        """Whole lines, at least two on each side."""
        self.measure(width)
        fits = min(int((height + 0.01) // self.style.leading), len(self._lines) - FEWEST_LINES)
        if fits < FEWEST_LINES:
            return None
        return self._some(self._lines[:fits], begins=self._begins), self._some(self._lines[fits:], begins=False)

    def _some(self, lines: Sequence[Line], *, begins: bool) -> "ChinesePara":
        some = ChinesePara("", self.style)
        some._measured, some._lines = self._measured, lines
        some._room, some._begins, some._is_part = self._room, begins, True
        return some

    def paint(self, pen: Pen) -> None:
        """Draw every line, the first at the top."""
        style = self.style
        y = len(self._lines) * style.leading - style.leading / 2 - style.size * BASELINE
        for line in self._lines:
            gap = _stretch(self._measured, line, style) if style.justify and not line.is_last else 0
            _set_line(pen, self._measured, line, (_left_edge(line, self.width, style.align), y), gap)
            y -= style.leading


def _left_edge(line: Line, width: float, align: Align) -> float:
    if align == "center":
        return (width - line.width) / 2
    return width - line.width if align == "right" else width - line.room


def _stretch(measured: _Measured, line: Line, style: TextStyle) -> float:
    """What is added between two characters to fill the line; none where that would tear it apart."""
    text = measured.text[line.start : line.end]
    places = sum(map(_may_open, text, text[1:]))
    gap = (line.room - line.width) / places if places else 0
    return gap if gap <= style.size * WIDEST_GAP else 0


@lru_cache(maxsize=16384)
def _may_open(first: str, second: str) -> bool:
    """Whether a gap may be opened between two characters: not inside words, numbers, …… and ——."""
    if first == second and first in "…—":
        return False
    return first >= _FIRST_WIDE or second >= _FIRST_WIDE or first.isspace() or second.isspace()


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character where it stands, with the space set after it and whether its own air is squeezed."""

    character: str
    x: float
    style: TextStyle
    face: str
    space: float
    is_squeezed: bool

    def leads_on(self, following: "_Glyph", space: float) -> bool:
        """Whether the next character can be set in the same go as this one."""
        same = self.face == following.face and self.style is following.style
        return same and not self.is_squeezed and self.space == space


def _set_line(pen: Pen, measured: _Measured, line: Line, start: tuple[float, float], gap: float) -> None:
    """Set one line; where marks are squeezed or the line is loose, the text is told beside its shapes."""
    text = measured.text[line.start : line.end]
    squeezes = any(map(may_squeeze, text, text[1:]))
    if gap or squeezes or measured.which or not has_all(measured.styles[0].face, text):
        misleads = squeezes or gap > SPACE_LIKE * measured.styles[0].size
        pen.pieces(_set(pen, measured, line, start, gap), text if misleads else "")
    else:
        pen.pieces([_whole(measured, line, text, start)])


def _whole(measured: _Measured, line: Line, text: str, start: tuple[float, float]) -> Piece:
    """A line of one face with nothing between its characters, set in one go."""
    style, x = measured.styles[0], start[0] - (measured.widths[line.start] / 2 if line.trims_start else 0)
    return Piece(x=x, y=start[1], text=text, face=style.face, size=style.size, color=style.color, space=style.track)


def _set(pen: Pen, measured: _Measured, line: Line, start: tuple[float, float], gap: float) -> Iterator[Piece]:
    """The pieces of one line from `start` on: parted where face, style or spacing change or a mark is squeezed."""
    x, y = start
    x -= measured.widths[line.start] / 2 if line.trims_start else 0
    run: list[_Glyph] = []
    for glyph in _glyphs(measured, line, x, gap):
        if run and not run[-1].leads_on(glyph, run[0].space):
            yield _piece(pen, run, y)
            run = []
        run.append(glyph)
    if run:
        yield _piece(pen, run, y)


def _glyphs(measured: _Measured, line: Line, x: float, gap: float) -> Iterator[_Glyph]:
    text = measured.text[line.start : line.end]
    own = measured.widths[line.start : line.end]
    for place, width in enumerate(squeezed(text, own)):
        style = measured.style_at(line.start + place)
        opened = gap if gap and place + 1 < len(text) and _may_open(text[place], text[place + 1]) else 0
        face = face_for(text[place], style.face)
        yield _Glyph(text[place], x, style, face, style.track + opened, width != own[place])
        x += width + opened


def _piece(pen: Pen, run: Sequence[_Glyph], y: float) -> Piece:
    first = run[0]
    text = "".join(glyph.character for glyph in run)
    if not first.face:
        for character in text:
            pen.report_missing(character)
        text = MISSING_MARK * len(text)
    style = first.style
    return Piece(
        x=first.x, y=y, text=text, face=first.face or style.face, size=style.size, color=style.color, space=first.space
    )


def set_words(pen: Pen, x: float, y: float, content: Content, style: TextStyle) -> float:
    """Set one line whose baseline is `y`, from, around or up to `x` as the style is aligned; its width in points."""
    measured = _measure_text(content, style)
    line = _one_line(measured)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[style.align] * line.width
    _set_line(pen, measured, line, (left, y), 0)
    return line.width
