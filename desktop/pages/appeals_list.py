"""The list of cases beside the record: two lines each, the most urgent first."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from casework.entities.appeals import CASE_KINDS, CASE_STATES, Appeal
from casework.fields import Kind, column
from casework.language import _
from desktop.listed import Ids, Listed
from desktop.paged_rows import Listing, PagedList
from desktop.pages.appeals_rows import CaseRow, case_rows, cases_sql, clock_tone
from desktop.session import Session
from widgets.cards import Card
from widgets.chip_families import state_chip
from widgets.filter_bar import FilterBar
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


def roster_columns() -> tuple[TableColumn, ...]:
    """The columns of a roster of cases."""
    states, kinds = CASE_STATES.label, CASE_KINDS.label
    return (
        TableColumn(key="number", label=_("No."), text=lambda row: row.appeal.number),
        TableColumn(key="kind", label=_("Kind"), text=lambda row: kinds(row.appeal.case_kind)),
        TableColumn(key="enterprise", label=_("Enterprise"), text=lambda row: row.enterprise),
        TableColumn(key="subject", label=_("Subject"), text=lambda row: row.appeal.subject),
        TableColumn(key="mode", label=_("Service mode"), text=lambda row: row.mode),
        TableColumn(key="unit", label=_("Handling unit"), text=lambda row: row.unit),
        TableColumn(key="person", label=_("Handled by"), text=lambda row: row.person),
        _day_column("accepted_on"),
        _day_column("due_on"),
        TableColumn(key="clock", label=_("Clock"), text=_clock_words),
        TableColumn(key="state", label=_("State"), text=lambda row: states(row.appeal.state)),
        _day_column("closed_on"),
    )


def _day_column(name: str) -> TableColumn:
    known = column(Appeal, name)

    def day(row: CaseRow) -> dt.date | None:
        return getattr(row.appeal, name)

    return TableColumn(key=name, label=known.label, text=lambda row: known.text(day(row)), kind=Kind.DATE, value=day)


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

    def listed(self, bar: FilterBar, ids: Callable[[], Ids]) -> Listed:
        """The list as every list is handled; the page has its filter, which the board obeys too."""
        return Listed(
            name="appeals",
            words=_("Cases"),
            record_type=Appeal,
            bar=bar,
            table=self.table,
            ids=ids,
            rows_of=case_rows,
            columns=roster_columns,
        )

    def show_cases(self, scope: str, kind: str, condition: str, values: Mapping[str, Any]) -> None:
        """Shows the cases of a scope and kind that fulfil a condition, in the order usual for the scope."""
        sql = cases_sql(scope, kind, condition)
        listing = Listing(ids=sql, bound={**values, "kind": kind}, at_once=False)
        self._paged.show(listing)
