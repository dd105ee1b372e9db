"""Chinese line breaking: where a line may end, what is squeezed, how wide a line then is (GB/T 15834-2011)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

NEVER_FIRST = frozenset("!),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠%—–〜々〻ー")
NEVER_LAST = frozenset("([{£¥‘“〈《「『【〔〖〝（．［｛￡￥$＄#№")
CLOSING = frozenset("，。、；：！？）”’》〉】〕」』］｝〗")  # full-width marks whose right half is air
OPENING = frozenset("（“‘《〈【〔「『［｛〖")  # full-width marks whose left half is air
_MARKS = CLOSING | OPENING
LONGEST_GLUE = 0.6  # of the room: a longer unbroken run may be broken inside
WHOLE_IN_CELLS = 150.0  # points: up to this a run stays whole in a narrow room too, as long as it fits at all

_MEASURE = (
    "余?[多几]?(?:[十百千]?[万亿]|[十百千])?"
    "(?:平方公里|平方米|立方米|工作日|自然日|百分点|小时|分钟|公里|千米|人次|家次|批次|年度|季度|"
    "[家件项条个次对人日天年月元号名轮批页户位所台套亩吨倍级类期场级度份级点岁分秒米届届本部篇字款节章])?"
)
_NUMBER = r"[0-9０-９][0-9０-９,.:/]*(?:[-—–~～][0-9０-９][0-9０-９,.:/]*)*\s?[%‰％℃°]?"
_GLUED = re.compile(
    r"\d{2,4}年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}(?:[-—–~～]\d{1,2})?月|\d{1,2}月\d{1,2}日"
    rf"|第?{_NUMBER}(?![0-9A-Za-z*]){_MEASURE}"
    r"|[A-Za-z0-9À-ɏ&+\-_./,:@%'’=#~?*]*[A-Za-z0-9À-ɏ*]"
    r"|…{2,}|—{2,}"
)
_SMALL = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: the slice of the text it shows, its width in points when not stretched, the room it has.

    `trims_start` and `trims_end`: half an em of air at that end lies outside the room. `is_last`:
    it ends a paragraph and is never stretched.
    """

    start: int
    end: int
    width: float
    room: float
    trims_start: bool = False
    trims_end: bool = False
    is_last: bool = False


def may_squeeze(first: str, second: str) -> bool:
    """Whether half an em is taken out between two full-width marks that follow each other: `），` `”（` `（“`."""
    if first in CLOSING:
        return second in CLOSING or second in OPENING
    return first in OPENING and second in OPENING


def squeezed(text: str, widths: Sequence[float]) -> list[float]:
    """The widths (points) as they are set: of two marks in a row the first gives up half of its own."""
    result = list(widths)
    if _MARKS.isdisjoint(text):
        return result
    for place in range(len(text) - 1):
        if text[place] in _MARKS and may_squeeze(text[place], text[place + 1]):
            result[place] -= widths[place] / 2
    return result


def one_line(text: str, widths: Sequence[float], room: float = 0) -> Line:
    """The whole text on one line, spaces at its end and air at both ends trimmed, however wide the room is."""
    end = len(text.rstrip())
    if not end:
        return Line(start=0, end=0, width=0, room=room, is_last=True)
    trims_start, trims_end = text[0] in OPENING, text[end - 1] in CLOSING
    width = sum(squeezed(text, widths)[: end - 1]) + widths[end - 1]
    width -= widths[0] / 2 * trims_start + widths[end - 1] / 2 * trims_end
    return Line(start=0, end=end, width=width, room=room, trims_start=trims_start, trims_end=trims_end, is_last=True)


def break_lines(text: str, widths: Sequence[float], room: float, *, first_indent: float = 0) -> list[Line]:
    """Break `text` into lines of `room` points; a line feed begins a new paragraph with the same indent.

    `widths` holds the advance of each character in points, tracking included. No line begins or
    ends with a mark that may not stand there, and a number with its unit, a date, a Latin word,
    …… and —— stay whole, unless they alone are longer than the room.
    """
    if not first_indent and "\n" not in text:
        whole = one_line(text, widths, room)
        if whole.width <= room + _SMALL:
            return [whole]
    lines: list[Line] = []
    breaker = _Breaker(text, widths, room)
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.extend(breaker.paragraph(start, end, first_indent))
        start = end + 1
    return lines


class _Breaker:
    """The measured text while its lines are looked for."""

    def __init__(self, text: str, widths: Sequence[float], room: float) -> None:
        self.text, self.widths, self.room = text, widths, room
        self.until = [0.0, *accumulate(squeezed(text, widths))]
        self.glued: bytearray | None = None

    def paragraph(self, start: int, end: int, indent: float) -> list[Line]:
        """The lines of one paragraph; at least one, even where it is empty."""
        lines: list[Line] = []
        while True:
            room = self.room - (0 if lines else indent)
            keeps_air = bool(indent) and not lines
            line = self._line(start, end, room, keeps_air=keeps_air)
            lines.append(line)
            if line.is_last:
                return lines
            start = line.end
            while start < end and self.text[start].isspace():
                start += 1

    def _line(self, start: int, end: int, room: float, *, keeps_air: bool) -> Line:
        last = self._shape(start, end, room, keeps_air=keeps_air, is_last=True)
        if last.width <= room + _SMALL or end - start <= 1:
            return last
        fits = self._last_that_fits(start, end, room, keeps_air=keeps_air)
        cut = self._best_cut(start, fits)
        line = self._shape(start, cut, room, keeps_air=keeps_air, is_last=False)
        # where only spaces are left over, the paragraph ends here
        return line if self.text[cut:end].strip() else self._shape(start, cut, room, keeps_air=keeps_air, is_last=True)

    def _shape(self, start: int, end: int, room: float, *, keeps_air: bool, is_last: bool) -> Line:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end <= start:
            return Line(start=start, end=start, width=0, room=room, is_last=is_last)
        trims_start = not keeps_air and self.text[start] in OPENING
        trims_end = self.text[end - 1] in CLOSING
        width = self.until[end - 1] - self.until[start] + self.widths[end - 1]
        width -= self.widths[start] / 2 * trims_start + self.widths[end - 1] / 2 * trims_end
        return Line(
            start=start, end=end, width=width, room=room, trims_start=trims_start, trims_end=trims_end, is_last=is_last
        )

    def _last_that_fits(self, start: int, end: int, room: float, *, keeps_air: bool) -> int:
        """The greatest end whose line is not wider than the room; one character is always taken."""
        low, high = start + 1, end
        while low < high:
            middle = (low + high + 1) // 2
            if self._shape(start, middle, room, keeps_air=keeps_air, is_last=False).width <= room + _SMALL:
                low = middle
            else:
                high = middle - 1
        return low

    def _best_cut(self, start: int, fits: int) -> int:
        for cut in range(fits, start, -1):
            if self._may_part(start, cut) and not self._glue()[cut]:
                return cut
        for cut in range(fits, start, -1):  # one unit longer than the line: it is broken inside
            if self._may_part(start, cut):
                return cut
        return fits

    def _may_part(self, start: int, cut: int) -> bool:
        """Whether a line may end before the character at `cut`, as far as the marks on both sides go."""
        after = self.text[cut] if cut < len(self.text) else "\n"
        if after in NEVER_FIRST or (after.isspace() and after != "\n"):
            return False
        before = self.text[start:cut].rstrip()
        return bool(before) and before[-1] not in NEVER_LAST

    def _glue(self) -> bytearray:
        """For each place whether the characters before and after it belong to one unit."""
        if self.glued is None:
            self.glued = bytearray(len(self.text) + 1)
            longest = max(self.room * LONGEST_GLUE, min(self.room, WHOLE_IN_CELLS))
            for unit in _GLUED.finditer(self.text):
                if self.until[unit.end()] - self.until[unit.start()] <= longest:
                    self.glued[unit.start() + 1 : unit.end()] = b"\1" * (unit.end() - unit.start() - 1)
        return self.glued
