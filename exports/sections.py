"""Sections of a paper: what stays together and what is repeated where it runs over a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.amounts import ordinal
from casework.language import _
from exports.drawing import Block, Pen
from exports.styles import SECTION_NOTE, SECTION_TITLE
from exports.typesetting import ChinesePara

SPACE_BEFORE = 6.5
TITLE_RAISED, NOTE_RAISED = 1.8, 2.45  # both on one baseline, 5 points above what follows
ABOVE_TITLE = 2.2
MOVED_WHOLE = 120.0  # points: a body below this goes to the next page as a whole with what closes it


class SectionHead(Block):
    """The title at the left, in grey at the right what was counted and how; a long note takes a line of its own."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._name = title
        self._title, self._note = ChinesePara(title, SECTION_TITLE), ChinesePara(note, SECTION_NOTE)
        self._is_beside = True

    @property
    def space_before(self) -> float:
        """Air above a section."""
        return SPACE_BEFORE

    def measure(self, width: float) -> float:
        """One line, or more where title and note do not stand side by side."""
        note_width = self._note.natural_width + 1 if self._note.text else 0
        self._is_beside = self._title.natural_width + note_width + 12 <= width
        title = self._title.fit(width - note_width if self._is_beside else width)
        note = self._note.fit(note_width if self._is_beside else width) if self._note.text else 0
        return title + TITLE_RAISED + ABOVE_TITLE + (0 if self._is_beside else note)

    def paint(self, pen: Pen) -> None:
        """The title, the note, and a line in the reader's table of contents."""
        self._title.paint(pen.at(0, self.height - ABOVE_TITLE - self._title.height))
        if self._note.text:
            self._note.paint(pen.at(self.width - self._note.width, NOTE_RAISED))
        pen.at(0, self.height).outline_entry(self._name)


class Section(Block):
    """A head and its body, kept together at the page's end and named again, with （续）, where the body goes on.

    `closing` (signatures) follows the body and never stands alone on a page.
    """

    def __init__(self, title: str, body: Block, *, note: str = "", closing: Block | None = None) -> None:
        super().__init__()
        self._title, self._body = title, WithClosing(body, closing) if closing else body
        self._head: Block = SectionHead(title, note)

    @property
    def space_before(self) -> float:
        """Air above a section."""
        return SPACE_BEFORE

    def measure(self, width: float) -> float:
        """Head and body."""
        return self._head.fit(width) + self._body.fit(width)

    def paint(self, pen: Pen) -> None:
        """The head above the body."""
        self._head.paint(pen.at(0, self.height - self._head.height))
        self._body.paint(pen.at(0, 0))

    def part(self, width: float, height: float) -> tuple[Block, Block] | None:
        """The body is parted; its rest has the title again."""
        self.fit(width)
        parts = self._body.part(width, height - self._head.height)
        if not parts:
            return None
        return self._some(self._head, parts[0]), self._some(_Continued(self._title), parts[1])

    def _some(self, head: Block, body: Block) -> "Section":
        some = Section(self._title, body)
        some._head = head
        return some


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One numbered part of a paper: title, body, and in grey what was counted and how."""

    title: str
    body: Block
    note: str = ""


def numbered_sections(parts: Sequence[PaperPart], closing: Block | None = None) -> list[Section]:
    """The parts as sections 一、 二、 …; the closing (signatures) belongs to the last of them."""
    return [
        Section(
            _("{number}. {title}").format(number=ordinal(number), title=part.title),
            part.body,
            note=part.note,
            closing=closing if part is parts[-1] else None,
        )
        for number, part in enumerate(parts, 1)
    ]


class Headed(Block):
    """A heading of running text and what follows it: the heading never stands last on a page.

    `is_listed` puts it into the reader's table of contents.
    """

    def __init__(self, heading: ChinesePara, following: Block, *, is_listed: bool = True) -> None:
        super().__init__()
        self._heading, self._following, self._is_listed = heading, following, is_listed

    def measure(self, width: float) -> float:
        """Both together."""
        return self._heading.fit(width) + self._following.fit(width)

    def paint(self, pen: Pen) -> None:
        """The heading above."""
        self._heading.paint(pen.at(0, self.height - self._heading.height))
        self._following.paint(pen.at(0, 0))
        if self._is_listed:
            pen.at(0, self.height).outline_entry(self._heading.text)

    def part(self, width: float, height: float) -> tuple[Block, Block] | None:
        """What follows is parted, where some of it fits below the heading."""
        self.fit(width)
        parts = self._following.part(width, height - self._heading.height)
        if not parts:
            return None
        return Headed(self._heading, parts[0], is_listed=self._is_listed), parts[1]


class WithClosing(Block):
    """A body and what closes the paper: the closing goes to a next page only together with the end of the body."""

    def __init__(self, body: Block, closing: Block) -> None:
        super().__init__()
        self._body, self._closing = body, closing

    def measure(self, width: float) -> float:
        """Both together."""
        return self._body.fit(width) + self._closing.fit(width)

    def paint(self, pen: Pen) -> None:
        """The body above."""
        self._body.paint(pen.at(0, self._closing.height))
        self._closing.paint(pen.at(0, 0))

    def part(self, width: float, height: float) -> tuple[Block, Block] | None:
        """The body is parted so that its end stays with the closing; a low body goes with it as a whole."""
        self.fit(width)
        if self._body.height <= height:
            if self._body.height < MOVED_WHOLE:
                return None
            height = self._body.height - 1
        parts = self._body.part(width, height)
        return (parts[0], WithClosing(parts[1], self._closing)) if parts else None


class Stack(Block):
    """Blocks below each other, never parted."""

    def __init__(self, *blocks: Block) -> None:
        super().__init__()
        self._blocks = blocks

    def measure(self, width: float) -> float:
        """All of them."""
        return sum(block.fit(width) for block in self._blocks)

    def paint(self, pen: Pen) -> None:
        """From the top down."""
        y = self.height
        for block in self._blocks:
            y -= block.height
            block.paint(pen.at(0, y))


class _Continued(Block):
    """The head of a section on its next page."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = ChinesePara(_("{title} (continued)").format(title=title), SECTION_TITLE)

    def measure(self, width: float) -> float:
        """The title and a little air."""
        return self._title.fit(width) + TITLE_RAISED + ABOVE_TITLE

    def paint(self, pen: Pen) -> None:
        """The title."""
        self._title.paint(pen.at(0, TITLE_RAISED))


class SideBySide(Block):
    """Blocks beside each other, tops aligned; never parted. Each has its share of the width."""

    def __init__(self, blocks: Sequence[tuple[Block, float]], *, space: float = 14) -> None:
        super().__init__()
        self._blocks, self._space = tuple(blocks), space

    def measure(self, width: float) -> float:
        """The height of the highest."""
        shares = sum(share for _block, share in self._blocks)
        room = width - self._space * (len(self._blocks) - 1)
        return max(block.fit(room * share / shares) for block, share in self._blocks)

    def paint(self, pen: Pen) -> None:
        """From left to right."""
        x = 0.0
        for block, _share in self._blocks:
            block.paint(pen.at(x, self.height - block.height))
            x += block.width + self._space
