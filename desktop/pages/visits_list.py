"""The tables of contacts: what is to be done beside the month, and the whole log with its filter."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from casework.entities.visits import CONTACT_MODES, VISIT_STATES, Visit
from casework.fields import columns
from casework.language import _
from desktop.choices import editor_needs
from desktop.listed import Listed
from desktop.paged_rows import PagedList
from desktop.pages.visits_rows import VisitRow, visit_listing, visit_rows
from desktop.session import Session
from widgets.cards import Card, CardHead, row_of
from widgets.chip_families import state_chip
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.pieces import Chip, Person, Piece, Words, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn, mode_pieces
from widgets.tokens import Family
from widgets.typed_days import day_words


def visit_chip(row: VisitRow) -> Chip:
    """Its state in one chip: overdue and not logged, near another one, by another office, planned, done."""
    if row.is_missed:
        return Chip(_("not logged"), Family.AMBER)
    if row.near:
        return Chip(_("{count} near").format(count=row.near), Family.AMBER)
    if row.is_elsewhere and row.state == "planned":
        return Chip(_("by others"), Family.NEUTRAL, outlined=True)
    return state_chip(VISIT_STATES, row.state)


def visit_columns(today: dt.date) -> list[TableColumn]:
    """Day, mode, enterprise, topic, round, who goes, state."""

    def day(row: VisitRow) -> list[Piece]:
        return [fixed(day_words(row.on, today), "amber" if row.is_missed else "text")]

    def people(row: VisitRow) -> list[Piece]:
        lead = row.people.split("、")[0]
        return [Words(row.people)] if row.is_elsewhere else [Person(lead), Words(row.people)]

    return [
        TableColumn(key="on", label=_("Day"), text=lambda row: row.on.isoformat(), pieces=day, width=124),
        TableColumn(
            key="mode", label=_("Mode"), text=lambda row: CONTACT_MODES.label(row.contact_mode), width=104,
            pieces=lambda row: mode_pieces(row.contact_mode, CONTACT_MODES.label(row.contact_mode)),
        ),
        TableColumn(key="enterprise", label=_("Enterprise"), text=lambda row: row.enterprise, width=132),
        TableColumn(key="about", label=_("Topic"), text=lambda row: row.about, stretch=True),
        TableColumn(key="round", label=_("Counted in"), text=lambda row: row.round_words or "—", width=64),
        TableColumn(key="people", label=_("Who goes"), text=lambda row: row.people, pieces=people, width=100),
        TableColumn(
            key="state", label=_("State"), text=lambda row: visit_chip(row).text, width=98,
            pieces=lambda row: [visit_chip(row)],
        ),
    ]  # fmt: skip


def log_columns(today: dt.date) -> list[TableColumn]:
    """The same columns in the log, which its day sorts."""
    day, *others = visit_columns(today)
    return [replace(day, sort_key="on"), *others]


class ToDoList(Card):
    """What is to be done, what lies on one day, or everything of the month; `chosen` tells the current contact."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, today: dt.date, actions: Sequence[RowAction]) -> None:
        """Empty."""
        super().__init__(margins=(1, 6, 1, 7))
        self._month, self._day = today, today
        self._rows: tuple[VisitRow, ...] = ()
        self._to_do: tuple[VisitRow, ...] = ()
        self._head = CardHead(_("To do"))
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which = Segmented([("to_do", _("To do")), ("day", ""), ("month", _("Whole month"))], "to_do")
        self.which.changed.connect(self._show)
        self.table = RecordTable(visit_columns(today), name=_("To do"), actions=actions)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.add(row_of(self._head, self.which, margins=(15, 0, 13, 0)))
        self.add(self.table, 1)

    def show_rows(self, month: dt.date, rows: tuple[VisitRow, ...], to_do: tuple[VisitRow, ...]) -> None:
        """Shows the contacts of the weeks that a month touches, and what is to be done."""
        self._month, self._rows, self._to_do = month, rows, to_do
        missed = sum(row.is_missed for row in to_do)
        note = _("{planned} planned · {missed} not logged").format(planned=len(to_do), missed=missed)
        self._head.set_title(_("To do"), note)
        self._show()

    def show_day(self, day: dt.date) -> None:
        """The day that is looked at in the month."""
        self._day = day
        self._show()

    def _show(self, _which: str = "") -> None:
        self.which.set_words([_("To do"), f"{self._day:%m-%d}", _("Whole month")])
        shown = {
            "to_do": self._to_do,
            "day": tuple(row for row in self._rows if row.on == self._day),
            "month": tuple(row for row in self._rows if row.on.month == self._month.month),
        }[self.which.value() or "to_do"]
        said = _("Nothing is planned.") if self.which.value() == "to_do" else _("No contact in this time.")
        self.table.empty.say(said)
        self.table.show_rows(list(shown))


class VisitLog(Card):
    """The log of all contacts, the latest first, with its filter."""

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, session: Session, actions: Sequence[RowAction]) -> None:
        """Empty until it is refreshed."""
        super().__init__(margins=(1, 10, 1, 7))
        self._session, self._total = session, 0
        switches = [("mine", _("Mine")), ("revisit", _("Revisits")), ("nothing_next", _("Nothing follows"))]
        switches += [(mode, CONTACT_MODES.label(mode)) for mode in ("on_site", "phone", "online")]
        self.bar = FilterBar(
            [column for column in columns(Visit) if column.field.listed],
            editor_needs(session),
            placeholder=_("Topic, findings, enterprise, number"),
            quick=switches,
        )
        self.bar.changed.connect(self._filtered)
        self.table = RecordTable(log_columns(session.today), name=_("Log of contacts"), actions=actions)
        self.table.show_sort("on", descending=True)
        self.table.sorted_by.connect(self._sort)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self._pages = PagedList(session, self.table, partial(visit_rows, actor=session.actor))
        self._pages.counted.connect(self._count)
        row = QHBoxLayout()
        row.setContentsMargins(13, 0, 13, 0)
        row.addWidget(self.bar)
        self.column.addLayout(row)
        self.add(self.table, 1)

    def refresh(self) -> None:
        """Reads the log anew."""
        wanted = self.bar.filter()
        if wanted.is_empty:
            self.table.empty.say(_("Contacts that took place stand here."), hint=_("Ctrl+N logs the first one."))
        else:
            self.table.empty.say_no_hit(self._total, self.bar.told(), self.bar.clear)
        self.table.set_marks([wanted.words] if wanted.words else [])
        _key, descending = self.table.sorting()
        self._pages.show(visit_listing(self._session.book, wanted, self._session.actor, descending=descending))

    def _sort(self, _key: str, _descending: bool) -> None:  # noqa: FBT001 - as the table tells it
        self.refresh()

    def listed(self) -> Listed:
        """The list as every list is handled."""
        return Listed(
            name="visits",
            words=_("Log of contacts"),
            record_type=Visit,
            bar=self.bar,
            table=self.table,
            ids=self._pages.ids,
            rows_of=partial(visit_rows, actor=self._session.actor),
            columns=self.table.shown_columns,
        )

    def _filtered(self, _wanted: Filter) -> None:
        self.refresh()

    def _count(self, count: int) -> None:
        if self.bar.filter().is_empty:
            self._total = count
        self.counted.emit(count)
