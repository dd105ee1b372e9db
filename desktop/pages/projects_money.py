"""The kinds of money side by side: each with its projects, never added to another (product rule 2)."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from casework.amounts import count_text, format_fen, money_text
from casework.insight.project_board import MoneyKind
from casework.language import N_, _
from widgets.cards import Card, column_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Piece, Words, caption

_WORDS: Mapping[str, str] = {
    "promoted": N_("Promoted"),
    "intended": N_("Intention"),
    "signed": N_("Signed"),
    "agreed": N_("Agreed investment"),
    "contract": N_("Technology contracts"),
    "received": N_("Money received"),
}
_MEASURES: Mapping[str, str] = {"contract": "份", "received": "笔"}
_TONES: Mapping[str, str] = {"signed": "accent", "received": "green"}
_DIGITS = 3
"""Significant digits of the rounded form below a signed amount."""


class MoneyCard(Card):
    """One column for each kind."""

    def __init__(self) -> None:
        """Empty until money is shown."""
        super().__init__(margins=(0, 6, 0, 6))
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self.column.addLayout(self._row)

    def show_money(self, kinds: Sequence[MoneyKind]) -> None:
        """Shows the kinds in their order."""
        while (old := self._row.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, kind in enumerate(kinds):
            if number:
                self._row.addWidget(_upright())
            lines = [LineLabel(pieces, height=height) for pieces, height in _lines(kind)]
            self._row.addWidget(column_of(*lines, spacing=0, margins=(16, 0, 8, 0)), 1)


def _lines(kind: MoneyKind) -> list[tuple[list[Piece], int]]:
    count = count_text(kind.projects, _MEASURES.get(kind.key, "个"))
    number = Words(count, _TONES.get(kind.key, "text"), TextSize.PAGE, bold=True, elastic=False)
    amount = Words(format_fen(kind.amount) if kind.amount is not None else "—", bold=kind.amount is not None)
    return [
        ([caption(_(_WORDS[kind.key]), "text2")], 20),
        ([number, amount], 28),
        ([caption(_note(kind))], 20),
    ]


def _note(kind: MoneyKind) -> str:
    """What keeps the kind apart from the others, or the part that lies within it."""
    if kind.amount is None:
        return _("not added to anything")
    match kind.key:
        case "signed":
            said = money_text(kind.amount, _DIGITS)
            rounded = said if said != format_fen(kind.amount) else ""
            site = _("of them on site {count}").format(count=count_text(kind.part, "个")) if kind.part else ""
            return " · ".join(word for word in (rounded, site) if word) or _("not added to anything")
        case "contract":
            return _("{count} of them registered").format(count=count_text(kind.part, "份"))
        case _:
            return _("not added to anything")


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("surface", "upright")
    line.setFixedWidth(1)
    return line
