"""Opening a round: its facts, and its fixed list of enterprises by hand, by filter, or from an earlier round."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise
from casework.entities.rounds import RevisitRound
from casework.errors import CaseworkError
from casework.fields import columns
from casework.insight.filter_sql import filter_sql
from casework.insight.names import IN_LIST, bound_ids
from casework.language import N_, _
from casework.pinyin import pinyin_sort_key
from casework.records import Record
from desktop.choices import choices, editor_needs
from desktop.dialogs.act_card import asked
from desktop.session import Session
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import Card, CardHead, row_of
from widgets.conditions import Filter
from widgets.filter_bar import FilterBar
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import caption
from widgets.record_form import FormSection, RecordForm
from widgets.record_table import RecordTable
from widgets.reference_editor import CompletedLine
from widgets.row_actions import RowAction
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn

_ROWS = (("name",), ("territory_id", "lead_unit_id"), ("opened_on", "due_on"))
_FILTERED = ("territory_id", "industry_chain", "revenue", "employees", "is_industrial", "address")
_SOURCES = (("round", N_("From an earlier round")), ("filter", N_("By filter")), ("hand", N_("One by one")))
_WIDEST_CHOICE = 5000
"""More enterprises than any round can visit: a filter that leaves more is narrowed first."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An enterprise of the list that is being put together."""

    id: str
    name: str
    place: str


def chosen_of(book: Casebook, ids: Sequence[str]) -> list[Chosen]:
    """These enterprises with their places, by pinyin."""
    sql = (
        "select enterprise.id, enterprise.name, ifnull(unit.name, '') as place from enterprise"
        f" left join unit on unit.id = enterprise.territory_id where enterprise.id {IN_LIST}"
        " and enterprise.removed_at is null"
    )
    found = [Chosen(row["id"], row["name"], row["place"]) for row in book.query(sql, bound_ids(ids))]
    return sorted(found, key=lambda one: pinyin_sort_key(one.name))


class OpenRound(Card):
    """`opened` tells the round, `left` that none is wanted now."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, session: Session, earlier: Sequence[RevisitRound]) -> None:
        """`earlier` are the rounds there are, the newest first; the last one gives place and lead unit."""
        super().__init__(margins=(16, 8, 16, 12))
        self._session, self._earlier = session, earlier
        self._list: dict[str, Chosen] = {}
        close = icon_button("dismiss", _("Not now (Esc)"), height=28)
        close.clicked.connect(self.left)
        head = CardHead(_("Open a revisit round"), _("the list of enterprises is fixed once the round is open"))
        self.form = RecordForm(
            [asked(RevisitRound, name) for row in _ROWS for name in row],
            [FormSection(rows=_ROWS)],
            editor_needs(session),
        )
        last = earlier[0] if earlier else None
        start: dict[str, Any] = {"name": "", "opened_on": session.today, "due_on": None}
        start |= {"territory_id": last.territory_id if last else "", "lead_unit_id": last.lead_unit_id if last else ""}
        self.form.set_values(start)
        self.form.field("name").set_note(_("by itself: the next number"), needed=False)
        self.sources = Segmented([(key, _(words)) for key, words in _SOURCES], "round" if earlier else "hand")
        self._make_sources()
        self._make_table()
        self._trouble = TextLabel(tone="red")
        self._trouble.hide()
        self.button = Button(_("Open the round"), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")
        self.button.clicked.connect(self.store)
        self._count = LineLabel(height=24)
        line = row_of(head, close)
        for part in (line, self.form, self.sources, *self._source_parts.values(), self._count):
            self.add(part)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add(self.table, 1)
        self.add(self._trouble)
        self.add(row_of(None, self.button))
        self._show_source(self.sources.value())
        self._show_list()

    def _make_sources(self) -> None:
        self.rounds = QComboBox()
        self.rounds.setAccessibleName(_("Earlier round"))
        for one in self._earlier:
            self.rounds.addItem(one.name, one.id)
        self.take_round = Button(_("Take over its list"), "add")
        self.take_round.clicked.connect(self.add_round)
        self.hand = CompletedLine(partial(_offered, self._session.book))
        self.hand.setPlaceholderText(_("Name, short name, initials, credit code"))
        self.hand.setAccessibleName(_("Enterprise"))
        self.hand.chosen.connect(self._add_one)
        known = {column.name: column for column in columns(Enterprise)}
        self.bar = FilterBar(
            [known[name] for name in _FILTERED],
            editor_needs(self._session),
            placeholder=_("Words of the enterprises"),
            quick=[(code, ENTERPRISE_CLASSES.label(code)) for code in ENTERPRISE_CLASSES.labels],
        )
        self.bar.changed.connect(self._count_filter)
        self.take_filter = Button(_("Add them"), "add")
        self.take_filter.clicked.connect(self.add_filter)
        filtered = QWidget()
        place = QVBoxLayout(filtered)
        place.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.take_filter)
        place.addLayout(line)
        self._source_parts = {
            "round": row_of(self.rounds, self.take_round, None),
            "filter": filtered,
            "hand": self.hand,
        }
        self.sources.changed.connect(self._show_source)

    def _make_table(self) -> None:
        columns_ = (
            TableColumn(key="name", label=_("Enterprise"), text=lambda row: row.name, stretch=True),
            TableColumn(key="place", label=_("District or park"), text=lambda row: row.place, width=220),
        )
        drop = RowAction(label=_("Take it off the list"), icon="dismiss", key="Delete", hovered=True, run=self._drop)
        self.table = RecordTable(columns_, name=_("List of the round"), actions=[drop])
        self.table.empty.say(_("Nobody is on the list yet."), hint=_("Take enterprises over from above."))

    # Putting the list together

    def members(self) -> list[str]:
        """The ids of the enterprises on the list."""
        return list(self._list)

    def add_round(self) -> None:
        """Takes over the list of the earlier round that is chosen."""
        sql = "select enterprise_id as id from round_member where round_id = :round and removed_at is null"
        self.add_members([row["id"] for row in self._session.book.query(sql, {"round": self.rounds.currentData()})])

    def add_filter(self) -> None:
        """Takes over every enterprise that the filter leaves."""
        self.add_members([row["id"] for row in self._session.book.query(*self._filter_sql(_WIDEST_CHOICE))])

    def add_members(self, ids: Sequence[str]) -> None:
        """Puts enterprises on the list, each once."""
        for one in chosen_of(self._session.book, ids):
            self._list.setdefault(one.id, one)
        self._show_list()

    def _filter_sql(self, most: int) -> tuple[str, dict[str, Any]]:
        year = self._session.today.year
        classed = (
            "enterprise.id in (select enterprise_id from enterprise_class where class_code = '{code}' and year = {year}"
            " and class_state = 'valid' and removed_at is null)"
        )
        quick = {code: classed.format(code=code, year=int(year)) for code in ENTERPRISE_CLASSES.labels}
        wanted = self.bar.filter()
        where, values = filter_sql(self._session.book, Enterprise, wanted, quick)
        here = "enterprise.removed_at is null and enterprise.deregistered_on is null"
        return f"select enterprise.id from enterprise where {where} and {here} limit {most}", values

    def _count_filter(self, wanted: Filter) -> None:
        if wanted.is_empty:
            self.take_filter.set_words(_("Add them"))
            return
        sql, values = self._filter_sql(_WIDEST_CHOICE)
        count = self._session.book.query(f"select count(*) as n from ({sql})", values)[0]["n"]
        self.take_filter.set_words(_("Add {count} enterprises").format(count=count))

    def _add_one(self, enterprise_id: str, _label: str) -> None:
        self.add_members([enterprise_id])
        self.hand.clear()

    def _drop(self, row: Chosen) -> None:
        self._list.pop(row.id, None)
        self._show_list()

    def _show_list(self) -> None:
        rows = sorted(self._list.values(), key=lambda one: pinyin_sort_key(one.name))
        self.table.show_rows(rows)
        self._count.set_line([caption(_("{count} enterprises on the list").format(count=len(rows)), "text2")])
        self.button.setEnabled(bool(rows) and not self._session.book.read_only)

    def _show_source(self, key: str) -> None:
        for name, part in self._source_parts.items():
            part.setVisible(name == key)

    # Opening

    def store(self) -> None:
        """Opens the round over the list."""
        if not self.form.check():
            return
        given = {name: value for name, value in self.form.values().items() if value not in (None, "")}
        self._session.do("open_round", {**given, "members": self.members()}, then=self._opened, refused=self._refused)

    def _opened(self, record: Record) -> None:
        self.opened.emit(record)

    def _refused(self, error: CaseworkError) -> None:
        if not self.form.show_refusal(error):
            self._trouble.setText(str(error))
            self._trouble.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter opens the round, Esc leaves."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _offered(book: Casebook, words: str) -> Sequence[tuple[str, str]]:
    return choices(book, "enterprise", words)
