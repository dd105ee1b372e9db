"""What happened, newest first: date, dot, kind, person and text, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.drawing import Block, Pen
from exports.styles import HAIRLINE, INK, TIMELINE_DATE, TIMELINE_KIND, TIMELINE_PERSON, TIMELINE_TEXT, WHITE
from exports.typesetting import ChinesePara, set_words, shortened, text_width

DOT_RADIUS = 2.3
AIR = 8.0
BETWEEN = 2.8  # points between two entries
WIDEST_KIND, WIDEST_PERSON = 64.0, 60.0
TALLEST_ENTRY = 200.0  # points: an entry above this may be parted


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event as it is printed. `is_weighty` (an on-site visit, a closing, a signing) fills its dot."""

    date: str
    kind: str
    person: str
    text: str
    is_weighty: bool = False


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the columns stand, in points from the left."""

    dot: float
    kind: float
    person: float
    text: float


class Timeline(Block):
    """Entries along a line of dots; parted between entries."""

    def __init__(self, entries: Sequence[TimelineEntry]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._texts = tuple(ChinesePara(entry.text, TIMELINE_TEXT) for entry in entries)
        self._places = _columns(self._entries)

    def measure(self, width: float) -> float:
        """The lines of all texts and the air between them."""
        room = width - self._places.text
        return max(sum(text.fit(room) + BETWEEN for text in self._texts) - BETWEEN, 0)

    def part(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Whole entries, at least one on each side; one that is too long by itself is parted in its text."""
        self.fit(width)
        fits, used = 0, 0.0
        while fits < len(self._texts) - 1 and used + self._texts[fits].height <= height:
            used += self._texts[fits].height + BETWEEN
            fits += 1
        if fits:
            upper = self._some(self._entries[:fits], self._texts[:fits])
            return upper, self._some(self._entries[fits:], self._texts[fits:])
        return self._part_text(width, height)

    def _part_text(self, width: float, height: float) -> tuple[Block, Block] | None:
        if self._texts[0].height <= TALLEST_ENTRY or height < TALLEST_ENTRY / 2:
            return None
        halves = self._texts[0].part(width - self._places.text, height - BETWEEN)
        if not halves:
            return None
        going_on = TimelineEntry(date="", kind="", person="", text="")
        upper = self._some(self._entries[:1], halves[:1])
        return upper, self._some((going_on, *self._entries[1:]), (halves[1], *self._texts[1:]))

    def _some(self, entries: Sequence[TimelineEntry], texts: Sequence[ChinesePara]) -> "Timeline":
        some = Timeline(())
        some._entries, some._texts, some._places = tuple(entries), tuple(texts), self._places
        return some

    def paint(self, pen: Pen) -> None:
        """The line first, the dots over it."""
        middles = self._middles()
        dot = self._places.dot
        if len(middles) > 1:
            pen.line(dot, middles[0], dot, middles[-1], HAIRLINE, 0.8)
        y = self.height
        for entry, text, middle in zip(self._entries, self._texts, middles, strict=True):
            if entry.date:
                self._paint_entry(pen, entry, middle)
            y -= text.height
            text.paint(pen.at(self._places.text, y))
            y -= BETWEEN

    def _middles(self) -> list[float]:
        y, middles = self.height, list[float]()
        for text in self._texts:
            middles.append(y - TIMELINE_TEXT.leading / 2)
            y -= text.height + BETWEEN
        return middles

    def _paint_entry(self, pen: Pen, entry: TimelineEntry, middle: float) -> None:
        places = self._places
        baseline = middle - TIMELINE_TEXT.size * 0.36
        set_words(pen, 0, baseline, entry.date, TIMELINE_DATE)
        pen.dot(places.dot, middle, DOT_RADIUS, fill=INK if entry.is_weighty else WHITE, outline=INK)
        set_words(pen, places.kind, baseline, shortened(entry.kind, TIMELINE_KIND, WIDEST_KIND), TIMELINE_KIND)
        set_words(
            pen, places.person, baseline, shortened(entry.person, TIMELINE_PERSON, WIDEST_PERSON), TIMELINE_PERSON
        )


def _columns(entries: Sequence[TimelineEntry]) -> _Places:
    date = max((text_width(entry.date, TIMELINE_DATE) for entry in entries), default=0)
    kind = max((text_width(entry.kind, TIMELINE_KIND) for entry in entries), default=0)
    person = max((text_width(entry.person, TIMELINE_PERSON) for entry in entries), default=0)
    dot = date + AIR + DOT_RADIUS
    kind_at = dot + DOT_RADIUS + AIR
    person_at = kind_at + min(kind, WIDEST_KIND) + AIR + min(person, WIDEST_PERSON)
    return _Places(dot, kind_at, person_at, person_at + AIR)
