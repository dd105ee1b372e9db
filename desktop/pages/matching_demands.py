"""The list of demands that are to be matched."""

from PySide6.QtCore import Signal

from casework.entities.demands import DEMAND_STATES
from casework.language import _
from desktop.paged_rows import PagedList
from desktop.pages.matching_rows import DemandRow, demand_listing, demand_rows
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
    """Words, a switch, the demands; `chosen` tells the current one."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        """Empty until it is refreshed."""
        super().__init__(margins=(1, 8, 1, 7))
        self._session = session
        self._title = LineLabel(height=32)
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
        self._pages = PagedList(session, self.table, demand_rows)
        self._pages.counted.connect(self._show_count)
        self.words.asked.connect(self._asked)
        self.which.changed.connect(self._switched)
        self.add(column_of(self._title, self.which, self.words, margins=(13, 0, 13, 0)))
        self.add(self.table, 1)

    def refresh(self) -> None:
        """Reads the list anew."""
        words = self.words.words()
        self.table.empty.say(_("No demand waits for a match.") if not words else _("No demand holds these words."))
        listing = demand_listing(self._session.book, words, every=self.which.value() == "every")
        self._pages.show(listing)

    def choose(self, demand_id: str) -> None:
        """Makes a demand current; what hides it is taken away."""
        if not self.table.choose(demand_id):
            self.words.forget()
            self.which.set_value("every")
            self.refresh()
            self.table.choose(demand_id)

    def _asked(self, _words: str) -> None:
        self.refresh()

    def _switched(self, _which: str) -> None:
        self.refresh()

    def _show_count(self, count: int) -> None:
        said = _("{count} demands").format(count=count)
        title = Words(_("Matching"), size=TextSize.PAGE, bold=True, elastic=False)
        self._title.set_line([title, caption(said, elastic=False)])
        if count and not self.table.current_id():
            self.table.choose_row(0)


def _right(row: DemandRow) -> list[Piece]:
    if not row.tried:
        return [Chip(_("never matched"), Family.AMBER, size=TextSize.KEY)]
    return [Chip(_("{count} pairs").format(count=row.tried), Family.BLUE, size=TextSize.KEY)]


def _below_right(row: DemandRow) -> list[Piece]:
    if row.state != "open":
        return [state_chip(DEMAND_STATES, row.state)]
    return [caption(row.posted_on, elastic=False)]
