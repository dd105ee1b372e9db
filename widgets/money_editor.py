"""The editor for amounts: 万 and 亿 are understood, what was understood is shown, odd sizes are questioned."""

from collections.abc import Callable, Sequence

from casework.amounts import MoneyUnit, format_fen, parse_fen, suspicious_scale
from casework.errors import BadInput
from casework.fields import Column
from casework.language import N_, _
from widgets.text_editors import LineEditor

_UNIT_WORDS: dict[MoneyUnit, str] = {
    "yuan": N_("in yuan"),
    "wan": N_("in 10,000 yuan"),
    "yi": N_("in 100 million yuan"),
}


class MoneyEditor(LineEditor):
    """An amount in fen, typed as people write it."""

    def __init__(self, column: Column, neighbours: Callable[[], Sequence[int]], unit: MoneyUnit = "yuan") -> None:
        """`unit` counts where none is typed; `neighbours` are the amounts usual here, in fen."""
        super().__init__(column)
        self._neighbours = neighbours
        self._unit: MoneyUnit = unit
        self.line.textChanged.connect(self._explain)
        self._explain()

    def value(self) -> int | None:
        """Fen; nothing given is None or 0, as the field says. BadInput names the field."""
        text = self.line.text().strip()
        if not text:
            return self.column.empty
        try:
            return parse_fen(text, self._unit)
        except BadInput as error:
            raise BadInput(f"{self.column.label}: {error.message}", remedy=error.remedy) from None

    def doubt(self) -> str:
        """Asks where the amount is about ten thousand times off what is usual here."""
        try:
            fen = self.value()
        except BadInput:
            return ""
        if not fen or not suspicious_scale(fen, self._neighbours()):
            return ""
        return _("{amount} is about ten thousand times off the other amounts here: is the unit right?").format(
            amount=format_fen(fen)
        )

    def _explain(self) -> None:
        """Shows what was understood, and the unit that counts while nothing is typed."""
        try:
            fen = self.value()
        except BadInput:
            self.line.set_hint("")
            return
        if fen is None or not self.line.text().strip():
            self.line.set_hint(_(_UNIT_WORDS[self._unit]))
        elif format_fen(fen) != self.line.text().strip():
            self.line.set_hint(f"= {format_fen(fen)}", "amber" if self.doubt() else "dim")
        else:
            self.line.set_hint("")
