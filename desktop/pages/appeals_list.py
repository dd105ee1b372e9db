"""The list of cases beside the record: two lines each, the most urgent first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from casework.entities.appeals import CASE_STATES
from casework.language import _
from desktop.paged_rows import Listing, PagedList
from desktop.pages.appeals_rows import CaseRow, case_rows, cases_sql, clock_tone
from desktop.session import Session
from widgets.cards import Card
from widgets.chip_families import state_chip
from widgets.pieces import Piece, Words, caption
from widgets.record_table import TWO_LINES, RecordTable
from widgets.table_columns import TableColumn


def case_columns() -> tuple[TableColumn, ...]:
    """One column with everything a narrow list shows."""
    return (
        TableColumn(
            key="case",
            label=_("Case"),
            text=_spoken,
            pieces=lambda row: [caption(row.appeal.number, elastic=False), Words(row.appeal.subject)],
            right=lambda row: [state_chip(CASE_STATES, row.appeal.state)],
            second=lambda row: [caption(" · ".join(w for w in (row.enterprise, row.kind or row.mode) if w), "text2")],
            second_right=_clock,
            stretch=True,
        ),
    )


def _spoken(row: CaseRow) -> str:
    state = CASE_STATES.label(row.appeal.state)
    return " ".join(w for w in (row.appeal.number, row.appeal.subject, row.enterprise, state, _clock_words(row)) if w)


def _clock_words(row: CaseRow) -> str:
    if row.appeal.state in ("withdrawn", "merged"):
        return ""
    if row.appeal.closed_on:
        return f"{row.appeal.closed_on:%m-%d}"
    return (
        row.clock.word if not row.clock.is_stopped else _("stopped for {days} days").format(days=row.clock.stopped_days)
    )


def _clock(row: CaseRow) -> Sequence[Piece]:
    words = _clock_words(row)
    tone = "dim" if row.appeal.closed_on else clock_tone(row.clock)
    return [caption(words, tone, elastic=False)] if words else []


class AppealsList(Card):
    """`chosen` tells the case that became current, `counted` how many the list has."""

    chosen = Signal(str)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        """Empty until a listing is shown."""
        super().__init__(margins=(1, 6, 1, 7))
        self._session = session
        self.table = RecordTable(case_columns(), row_height=TWO_LINES, header=False, name=_("Cases"))
        self._paged = PagedList(session, self.table, case_rows)
        self._paged.counted.connect(self.counted)
        self.table.current_changed.connect(self.chosen)
        self.add(self.table, 1)

    def show_cases(self, scope: str, kind: str, condition: str, values: Mapping[str, Any]) -> None:
        """Shows the cases of a scope and kind that fulfil a condition, in the order usual for the scope."""
        sql = cases_sql(scope, kind, condition)
        listing = Listing(ids=sql, bound={**values, "kind": kind}, at_once=False)
        self._paged.show(listing)
