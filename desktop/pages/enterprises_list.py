"""The list of enterprises: sorted by pinyin, narrowed by words and switches, in a pane or over the whole page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise
from casework.entities.visits import CONTACT_MODES
from casework.fields import columns
from casework.language import _
from desktop.choices import editor_needs
from desktop.listed import Listed
from desktop.paged_rows import Listing, PagedList
from desktop.pages.enterprises_rows import EnterpriseRow, enterprise_listing, enterprise_rows, place_of
from desktop.session import Session
from widgets.cards import Card, row_of
from widgets.chip_families import MODE_ICONS, family_of
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family
from widgets.typed_days import day_words

_SOON_SILENT = 30
_CLASS_FAMILIES = (Family.BLUE, Family.TEAL, Family.VIOLET, Family.VIOLET, Family.AMBER, Family.AMBER, Family.GREEN)


def class_family(code: str) -> Family:
    """The colour of an enterprise class."""
    return dict(zip(ENTERPRISE_CLASSES.labels, _CLASS_FAMILIES, strict=True)).get(code, Family.NEUTRAL)


class EnterpriseList(Card):
    """Title with count, filter, and the table; `chosen` tells the current enterprise, `opened` Enter on it."""

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal()
    import_asked = Signal()
    """It is known how many rows there are."""

    def __init__(self, session: Session, actions: Sequence[RowAction], *, wide: bool) -> None:
        """`wide` shows all columns over the page, otherwise two lines an enterprise in a narrow pane."""
        super().__init__(margins=(1, 10, 1, 7))
        self._session, self._total = session, 0
        self._title = LineLabel(height=30)
        self.bar = FilterBar(
            [column for column in columns(Enterprise) if column.field.listed],
            editor_needs(session),
            placeholder=_("Name, short name, initials, credit code"),
            quick=_switches(),
            stacked=not wide,
        )
        today = session.today
        made = _columns(today) if wide else [_two_lines()]
        self.table = RecordTable(
            made, row_height=36 if wide else TWO_LINES, header=wide, name=_("Enterprises"), actions=actions
        )
        self.table.show_sort("name")
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self._sort)
        self._pages = PagedList(session, self.table, enterprise_rows)
        self._pages.counted.connect(self._show_count)
        self.bar.changed.connect(self._filter_changed)
        self._add_inside(self._title)
        self._add_inside(self.bar)
        self.add(self.table, 1)

    def _add_inside(self, part: QWidget) -> None:
        self.add(row_of(part, margins=(13, 0, 13, 0)))

    def refresh(self) -> None:
        """Reads the list anew."""
        wanted = self.bar.filter()
        told = self.bar.told()
        if wanted.is_empty:
            self.table.empty.say(
                _("The enterprises you serve stand here."),
                hint=_("Add the first one, or bring in a roster with the File menu."),
                button=_("Bring in a roster…"),
                icon="table",
                key="Ctrl+I",
                run=self.import_asked.emit,
                primary=False,
            )
        else:
            self.table.empty.say_no_hit(self._total, told, self.bar.clear)
        self.table.set_marks([wanted.words] if wanted.words else [])
        self._pages.show(self._listing())

    def _listing(self) -> Listing:
        sort, descending = self.table.sorting()
        wanted, session = self.bar.filter(), self._session
        return enterprise_listing(session.book, wanted, session.actor, sort, descending=descending)

    def _sort(self, _key: str, _descending: bool) -> None:  # noqa: FBT001 - as the table tells it
        self.refresh()

    def listed(self, columns: Callable[[], Sequence[TableColumn]] | None = None) -> Listed:
        """The list as every list is handled; `columns` of a roster where the list shows too few."""
        return Listed(
            name="enterprises",
            words=_("Enterprises"),
            record_type=Enterprise,
            bar=self.bar,
            table=self.table,
            ids=self._pages.ids,
            rows_of=enterprise_rows,
            columns=columns or self.table.shown_columns,
        )

    def show_filter(self, wanted: Filter) -> None:
        """Narrows the list from outside (a figure was opened)."""
        self.bar.set_filter(wanted)
        self.refresh()

    def choose(self, enterprise_id: str) -> None:
        """Makes an enterprise current, wherever it stands in the list; none where the filter hides it."""
        if self.table.choose(enterprise_id):
            return
        self._session.read(partial(place_of, self._listing(), enterprise_id), self._choose_place)

    def _choose_place(self, place: int) -> None:
        if 0 <= place < self.table.rows_model.rowCount():
            self.table.choose_row(place)
        else:
            self.table.clearSelection()

    def _filter_changed(self, _wanted: Filter) -> None:
        self.refresh()

    def _show_count(self, count: int) -> None:
        if self.bar.filter().is_empty:
            self._total = count
            said = _("{count} enterprises").format(count=count)
        else:
            said = _("{count} of {total} enterprises").format(count=count, total=max(self._total, count))
        self._title.set_line(
            [Words(_("Enterprises"), size=TextSize.PAGE, bold=True, elastic=False), caption(said, elastic=False)],
            [Icon("arrow_sort", "dim", 14), caption(self._order_words(), elastic=False)],
        )
        if count and not self.table.current_id():
            self.table.choose_row(0)
        self.counted.emit()

    @property
    def is_empty(self) -> bool:
        """Whether the file holds no enterprise (as far as it was counted)."""
        return not self._total and self.bar.filter().is_empty

    def _order_words(self) -> str:
        sort, descending = self.table.sorting()
        words = _("by number") if sort == "number" else _("by pinyin")
        return f"{words} ↓" if descending else words


def _switches() -> list[tuple[str, str]]:
    return [
        ("mine", _("My enterprises")),
        ("round", _("In the open round")),
        ("silent", _("Silent")),
        ("high_tech", ENTERPRISE_CLASSES.label("high_tech")),
    ]


def _two_lines() -> TableColumn:
    def name(row: EnterpriseRow) -> list[Piece]:
        pieces: list[Piece] = [Words(row.name)]
        if row.open_cases:
            family = Family.RED if row.has_late_case else Family.BLUE
            pieces.append(Chip(_("cases {count}").format(count=row.open_cases), family, size=TextSize.KEY))
        elif row.open_promises:
            pieces.append(Chip(_("promises {count}").format(count=row.open_promises), Family.AMBER, size=TextSize.KEY))
        return pieces

    return TableColumn(
        key="name",
        label=_("Enterprise"),
        text=lambda row: row.name,
        pieces=name,
        right=lambda row: [silent_words(row)],
        second=lambda row: [caption(" · ".join(w for w in (row.place or row.district, row.industry_chain) if w))],
        second_right=lambda row: [caption(row.commissioner, elastic=False)] if row.commissioner else [],
        stretch=True,
    )


def silent_words(row: EnterpriseRow) -> Words:
    """How long ago the last contact was: 今天, 38天; amber after a month, red where it is silence."""
    if row.days_silent is None:
        return caption(_("never"), "dim", elastic=False)
    if row.days_silent == 0:
        return caption(_("today"), "dim", elastic=False)
    tone = "red" if row.days_silent >= 2 * _SOON_SILENT else "amber" if row.days_silent > _SOON_SILENT else "dim"
    return caption(_("{days} days").format(days=row.days_silent), tone, elastic=False)


def _columns(today: Any) -> list[TableColumn]:
    def classes(row: EnterpriseRow) -> list[Piece]:
        return [Chip(ENTERPRISE_CLASSES.label(code), class_family(code), size=TextSize.KEY) for code in row.classes]

    def last(row: EnterpriseRow) -> list[Piece]:
        if row.last_on is None:
            return [caption(_("never"))]
        mode = row.last_mode
        return [Icon(MODE_ICONS[mode], str(family_of("contact_mode", mode))), fixed(day_words(row.last_on, today))]

    def last_text(row: EnterpriseRow) -> str:
        return f"{row.last_on} {CONTACT_MODES.label(row.last_mode)}" if row.last_on else ""

    def following(row: EnterpriseRow) -> str:
        return _("none needed") if row.no_next_contact else row.next_on.isoformat() if row.next_on else ""

    def next_pieces(row: EnterpriseRow) -> list[Piece]:
        if row.next_on is None:
            return [caption(following(row) or "—")]
        return [fixed(day_words(row.next_on, today), "red" if row.next_on < today else "text")]

    return [
        TableColumn(
            key="number", label=_("No."), text=lambda row: row.number, width=90, sort_key="number", hidden=True
        ),
        TableColumn(
            key="name", label=_("Enterprise"), text=lambda row: row.name, width=260, sort_key="name", stretch=True
        ),
        TableColumn(
            key="classes", label=_("Classes"), width=246, pieces=classes,
            text=lambda row: " ".join(ENTERPRISE_CLASSES.label(code) for code in row.classes),
        ),
        TableColumn(key="where", label=_("District or park"), text=lambda row: row.where, width=168),
        TableColumn(key="chain", label=_("Industry chain"), text=lambda row: row.industry_chain, width=104),
        TableColumn(key="commissioner", label=_("Commissioner"), text=lambda row: row.commissioner, width=76),
        TableColumn(key="last", label=_("Last contact"), text=last_text, pieces=last, width=116),
        TableColumn(key="next", label=_("Next contact"), text=following, pieces=next_pieces, width=116),
        TableColumn(
            key="cases", label=_("Open cases"), text=lambda row: str(row.open_cases or ""), width=66, align_right=True
        ),
        TableColumn(
            key="promises", label=_("Promises"), text=lambda row: str(row.open_promises or ""), width=60,
            align_right=True,
        ),
        TableColumn(
            key="uscc", label=_("Unified social credit code"), text=lambda row: row.uscc, width=190, hidden=True
        ),
    ]  # fmt: skip
