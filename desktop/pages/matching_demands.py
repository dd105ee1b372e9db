"""The list of demands that are to be matched."""

from PySide6.QtCore import Signal

from casework.entities.demands import DEMAND_STATES
from casework.language import _
from desktop.paged_rows import PagedList
from desktop.pages.matching_rows import AskingRow, asking_listing, asking_rows
from desktop.pages.matching_words import LookedUpLine
from desktop.session import Session
from widgets.cards import Card, column_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.record_table import TWO_LINES, RecordTable
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn
from widgets.tokens import Family


class DemandList(Card):
    """Words, two switches, the demands (or the offers); `chosen` tells the current one, `turned` the other side."""

    chosen = Signal(str)
    turned = Signal()

    def __init__(self, session: Session) -> None:
        """Empty until it is refreshed."""
        super().__init__(margins=(1, 8, 1, 7))
        self._session = session
        self._title = LineLabel(height=32)
        self.side = Segmented(
            [("demand", _("Demand seeks")), ("offer", _("Offer seeks"))], "demand", name=_("Which side asks"), wide=True
        )
        self.which = Segmented(
            [("open", _("In the library")), ("every", _("With projects"))], "open", name=_("Which demands"), wide=True
        )
        self.words = LookedUpLine(_("Demand, enterprise, field"), _("Find a demand"))
        column = TableColumn(
            key="demand",
            label=_("Demand"),
            text=lambda row: f"{row.number} {row.subject}",
            pieces=lambda row: [Words(row.subject)],
            right=_right,
            second=lambda row: [caption(row.about)],
            second_right=_below_right,
            stretch=True,
        )
        self.table = RecordTable([column], row_height=TWO_LINES, header=False, name=_("Demands"))
        self.table.current_changed.connect(self.chosen)
        self._pages = PagedList(session, self.table, asking_rows)
        self._pages.counted.connect(self._show_count)
        self.words.asked.connect(self._asked)
        self.side.changed.connect(self._turned)
        self.which.changed.connect(self._switched)
        self.add(column_of(self._title, self.side, self.words, self.which, margins=(13, 0, 13, 0)))
        self.add(self.table, 1)

    def kind(self) -> str:
        """Which side asks: demand or offer."""
        return self.side.value()

    def refresh(self) -> None:
        """Reads the list anew."""
        words, kind = self.words.words(), self.kind()
        nothing = _("No demand waits for a match.") if kind == "demand" else _("No offer is in the library.")
        self.table.empty.say(nothing if not words else _("Nothing holds these words."))
        listing = asking_listing(self._session.book, words, kind, every=self.which.value() == "every")
        self._pages.show(listing)

    def choose(self, record_id: str, kind: str = "demand") -> None:
        """Makes a demand (or an offer) current; what hides it is taken away."""
        if kind != self.kind():
            self.side.set_value(kind)
            self.refresh()
        if not self.table.choose(record_id):
            self.words.forget()
            self.which.set_value("every")
            self.refresh()
            self.table.choose(record_id)

    def _turned(self, _kind: str) -> None:
        self.words.forget()
        self.refresh()
        self.turned.emit()

    def _asked(self, _words: str) -> None:
        self.refresh()

    def _switched(self, _which: str) -> None:
        self.refresh()

    def _show_count(self, count: int) -> None:
        said = (_("{count} demands") if self.kind() == "demand" else _("{count} offers")).format(count=count)
        title = Words(_("Matching"), size=TextSize.PAGE, bold=True, elastic=False)
        self._title.set_line([title, caption(said, elastic=False)])
        if count and not self.table.current_id():
            self.table.choose_row(0)


def _right(row: AskingRow) -> list[Piece]:
    if not row.tried:
        return [Chip(_("never matched"), Family.AMBER, size=TextSize.KEY)]
    return [Chip(_("{count} pairs").format(count=row.tried), Family.BLUE, size=TextSize.KEY)]


def _below_right(row: AskingRow) -> list[Piece]:
    if row.state != "open" and row.state in DEMAND_STATES.labels:
        return [state_chip(DEMAND_STATES, row.state)]
    return [caption(row.posted_on, elastic=False)]
