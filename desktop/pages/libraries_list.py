"""The list of one library: filter, entries with completeness and freshness."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from casework.amounts import format_fen
from casework.entities.demands import DEMAND_STATES
from casework.entities.offers import OFFER_KINDS, OFFER_STATES
from casework.fields import CodeList, columns
from casework.insight.freshness import FRESHNESS
from casework.language import _
from desktop.choices import editor_needs
from desktop.listed import Listed
from desktop.paged_rows import PagedList
from desktop.pages.libraries_kinds import Library
from desktop.pages.libraries_rows import Entry, entries_of, listing
from desktop.session import Session
from widgets.cards import Card, row_of
from widgets.chip_families import state_chip
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.labels import LineLabel
from widgets.pieces import Bar, Chip, Piece, Words, caption, fixed
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family

FRESHNESS_FAMILIES = {
    "new": Family.GREEN,
    "fair": Family.NEUTRAL,
    "to_check": Family.AMBER,
    "expiring": Family.RED,
    "expired": Family.RED,
}
_STATES: dict[str, CodeList] = {"demand": DEMAND_STATES, "offer": OFFER_STATES}
_GOOD, _FAIR = 0.8, 0.5
_NARROW_BELOW = 780


class LibraryList(Card):
    """The entries of a library; `chosen` tells the current one, `opened` Enter on it."""

    chosen = Signal(str)
    opened = Signal(str)
    import_asked = Signal()

    def __init__(self, session: Session, kept: Library, actions: Sequence[RowAction]) -> None:
        """Empty until it is refreshed."""
        super().__init__(margins=(1, 8, 1, 7))
        self._session, self._library = session, kept
        self.bar = FilterBar(
            [column for column in columns(kept.record_type) if column.field.listed],
            editor_needs(session),
            placeholder=_("Title, words, number"),
            quick=[(key, _(words)) for key, (words, _sql) in kept.quick.items()],
        )
        self._count = LineLabel(height=28)
        self.table = RecordTable(_columns(kept, session), row_height=TWO_LINES, name=_(kept.words), actions=actions)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self._sort)
        self._pages = PagedList(session, self.table, entries_of(kept))
        self._pages.counted.connect(self._show_count)
        if "open" in kept.quick:
            self.bar.set_filter(Filter(quick=("open",)))
        self.bar.changed.connect(self._filter_changed)
        self.add(row_of(self.bar, self._count, margins=(11, 0, 11, 0)))
        self.add(self.table, 1)

    def refresh(self) -> None:
        """Reads the list anew."""
        wanted = self.bar.filter()
        if wanted.is_empty:
            self.table.empty.say(
                _("This library is empty."),
                hint=_("Add the first entry, or bring in a roster."),
                button=_("Bring in a roster…"),
                icon="table",
                key="Ctrl+I",
                run=self.import_asked.emit,
                primary=False,
            )
        else:
            total = self._session.book.count(self._library.record_type)
            self.table.empty.say_no_hit(total, self.bar.told(), self.bar.clear)
        self.table.set_marks([wanted.words] if wanted.words else [])
        sort, descending = self.table.sorting()
        self._pages.show(listing(self._session.book, self._library, wanted, sort, descending=descending))

    def listed(self) -> Listed:
        """The list as every list is handled."""
        kept = self._library
        return Listed(
            name=f"library_{kept.type_name}",
            words=_(kept.words),
            record_type=kept.record_type,
            bar=self.bar,
            table=self.table,
            ids=self._pages.ids,
            rows_of=entries_of(kept),
            columns=self.table.shown_columns,
        )

    def entry(self, record_id: str) -> Entry | None:
        """One entry, shown or not."""
        return self._pages.row_of(record_id)

    def choose(self, record_id: str) -> None:
        """Makes an entry current; where the filter hides it the filter goes."""
        if not self.table.choose(record_id) and not self.bar.filter().is_empty:
            self.bar.set_filter(Filter())
            self.refresh()
            self.table.choose(record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow list leaves its room to the titles."""
        super().resizeEvent(event)
        self.table.leave_out(() if self.width() >= _NARROW_BELOW else ("number", "matches"))

    def _sort(self, _key: str, _descending: bool) -> None:  # noqa: FBT001 - as the table tells it
        self.refresh()

    def _filter_changed(self, _wanted: Filter) -> None:
        self.refresh()

    def _show_count(self, count: int) -> None:
        self._count.set_line([], [caption(_("{count} entries").format(count=count), elastic=False)])
        if count and not self.table.current_id():
            self.table.choose_row(0)


def freshness_chip(entry: Entry) -> Chip:
    """The freshness of an entry in one word."""
    return Chip(FRESHNESS.label(entry.freshness), FRESHNESS_FAMILIES[entry.freshness])


def completeness_tone(entry: Entry) -> str:
    """Green where nearly all is there, blue from half on, amber below."""
    share = entry.given / entry.essentials
    return "green" if share >= _GOOD else "accent" if share >= _FAIR else "amber"


def _columns(kept: Library, session: Session) -> tuple[TableColumn, ...]:
    def checked(entry: Entry) -> str:
        if entry.checked_on is None:
            return _("never checked")
        days = (session.today - entry.checked_on).days
        return _("checked {days} days ago").format(days=days) if days else _("checked today")

    number = TableColumn(
        key="number",
        label=_("No."),
        text=lambda e: e.record.number,
        pieces=lambda e: [caption(e.record.number, elastic=False)],
        width=84,
        sort_key="number",
    )
    title = TableColumn(
        key="title", label=_(kept.one), text=lambda e: e.record.title(), second=_second_line, stretch=True,
        sort_key="title",
    )  # fmt: skip
    complete = TableColumn(
        key="complete", label=_("Completeness"), text=_completeness, pieces=_complete_pieces, width=150
    )
    fresh = TableColumn(
        key="fresh",
        label=_("Freshness"),
        text=lambda e: f"{FRESHNESS.label(e.freshness)} {checked(e)}",
        pieces=lambda e: [freshness_chip(e)],
        second=lambda e: [caption(checked(e))],
        width=116,
    )
    tried = TableColumn(
        key="matches", label=_("Matches"), text=_matches, pieces=_match_pieces, width=72, align_right=True,
        sort_key="matches",
    )  # fmt: skip
    own = _own_columns(kept)
    return (number, title, *own[:1], complete, fresh, tried, *own[1:])


def _own_columns(kept: Library) -> tuple[TableColumn, ...]:
    """Money or kind, and the state, where the library has them."""
    if kept.type_name == "expert":
        return (TableColumn(key="discipline", label=_("Discipline"), text=lambda e: e.record.discipline, width=130),)
    states = _STATES[kept.type_name]
    state = TableColumn(
        key="state",
        label=_("State"),
        text=lambda e: states.label(e.record.state),
        pieces=lambda e: [state_chip(states, e.record.state)],
        width=92,
    )
    if kept.type_name == "offer":
        kind = TableColumn(
            key="kind", label=_("Kind"), text=lambda e: OFFER_KINDS.label(e.record.offer_kind), width=104
        )
        return (kind, state)
    return (
        TableColumn(key="budget", label=_("Budget"), text=_budget, pieces=_budget_pieces, width=108, sort_key="budget"),
        state,
    )


def _second_line(entry: Entry) -> Sequence[Piece]:
    record = entry.record
    words = {
        "demand": (entry.enterprise, getattr(record, "field_name", "")),
        "offer": (getattr(record, "holder", ""), getattr(record, "field_name", "")),
        "expert": (getattr(record, "unit_name", ""), getattr(record, "academic_title", "")),
    }[record.type_name]
    return [caption(" · ".join(word for word in words if word))]


def _budget(entry: Entry) -> str:
    return format_fen(entry.record.budget) if entry.record.budget else _("not given")


def _budget_pieces(entry: Entry) -> Sequence[Piece]:
    return [fixed(_budget(entry), "text" if entry.record.budget else "amber")]


def _completeness(entry: Entry) -> str:
    told = f"{entry.given}/{entry.essentials}"
    return _("{told}, missing: {facts}").format(told=told, facts=_(", ").join(entry.missing)) if entry.missing else told


def _complete_pieces(entry: Entry) -> Sequence[Piece]:
    bar = Bar(entry.given / entry.essentials, completeness_tone(entry), 56)
    lacking = [caption(_("{count} missing").format(count=len(entry.missing)), elastic=False)] if entry.missing else []
    return [bar, fixed(f"{entry.given}/{entry.essentials}", "text2"), *lacking]


def _matches(entry: Entry) -> str:
    return str(entry.matches)


def _match_pieces(entry: Entry) -> Sequence[Piece]:
    return [Words(_matches(entry), "text" if entry.matches else "amber", elastic=False)]
