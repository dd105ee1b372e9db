"""What closes a paper: lines to sign on, office and date, the list of attachments."""

from collections.abc import Sequence

from casework.language import _
from exports.drawing import Block, Pen
from exports.styles import INK, OFFICIAL_LINE, SIGNATURE_LABEL, TextStyle
from exports.typesetting import BASELINE, ChinesePara, set_words, text_width


class Signatures(Block):
    """Labels with lines to write on, row by row; never parted."""

    ROW = 18.0
    SPACE = 16.0
    ABOVE = 7.0
    BELOW = 3.0

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._rows = tuple(tuple(row) for row in rows)

    def measure(self, width: float) -> float:
        """All rows and the air around them."""
        del width
        return self.ABOVE + self.ROW * len(self._rows) + self.BELOW

    def paint(self, pen: Pen) -> None:
        """Each label, then its line; lines below each other are equally long."""
        across = max(len(row) for row in self._rows)
        unit = (self.width - self.SPACE * (across - 1)) / across
        label = max(text_width(word, SIGNATURE_LABEL) for row in self._rows for word in row) + 8
        for place, row in enumerate(self._rows, 1):
            y = self.height - self.ABOVE - self.ROW * place
            for column, word in enumerate(row):
                x = column * (unit + self.SPACE)
                set_words(pen, x, y + 3, word, SIGNATURE_LABEL)
                pen.line(x + label, y, x + unit, y, INK, 0.5)


class OfficialClosing(Block):
    """落款: the date four characters from the right edge, the office centred over it (GB/T 9704-2012); never parted."""

    FROM_EDGE = 4

    def __init__(self, office: str, date: str, style: TextStyle = OFFICIAL_LINE) -> None:
        super().__init__()
        self._style = style
        self._office = ChinesePara(office, style.aligned("center"))
        self._date = date

    def measure(self, width: float) -> float:
        """The lines of the office and that of the date."""
        return self._office.fit(min(self._office.natural_width + 1, width)) + self._style.leading

    def paint(self, pen: Pen) -> None:
        """The office moves to the left where it would run over the edge."""
        style = self._style
        date_width = text_width(self._date, style)
        right = self.width - self.FROM_EDGE * style.character
        middle = right - date_width / 2
        left = max(min(middle - self._office.width / 2, self.width - self._office.width), 0)
        self._office.paint(pen.at(left, style.leading))
        set_words(pen, right - date_width, style.leading / 2 - style.size * BASELINE, self._date, style)


class Attachments(Block):
    """附件：1. … with number under number and text under text (GB/T 9704-2012); never parted."""

    INDENT = 2

    def __init__(self, titles: Sequence[str], style: TextStyle = OFFICIAL_LINE) -> None:
        super().__init__()
        self._style = style
        self._label = _("Attachments:")
        many = len(titles) > 1
        self._numbers = [f"{number}. " if many else "" for number in range(1, len(titles) + 1)]
        self._titles = [ChinesePara(title, style) for title in titles]

    def measure(self, width: float) -> float:
        """All lines of all titles."""
        return sum(title.fit(width - self._left_of_titles) for title in self._titles)

    @property
    def _left_of_numbers(self) -> float:
        return self.INDENT * self._style.character + text_width(self._label + "口", self._style) - self._style.character

    @property
    def _left_of_titles(self) -> float:
        return (
            self._left_of_numbers
            + max(text_width(number + "口", self._style) for number in self._numbers)
            - self._style.character
        )

    def paint(self, pen: Pen) -> None:
        """Label, then number and title by turns."""
        style, y = self._style, self.height
        first = y - style.leading / 2 - style.size * BASELINE
        set_words(pen, self.INDENT * style.character, first, self._label, style)
        for number, title in zip(self._numbers, self._titles, strict=True):
            set_words(pen, self._left_of_numbers, y - style.leading / 2 - style.size * BASELINE, number, style)
            y -= title.height
            title.paint(pen.at(self._left_of_titles, y))
