"""The one list of Today: everything to be done, narrowed by a figure or by a line of the silence radar."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal

from casework.language import _
from desktop.pages.today_rows import KINDS, TodayRow
from widgets.buttons import link_button
from widgets.cards import Card, CardHead, column_of
from widgets.pieces import Icon, Piece, Words, caption, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn


class TodayList(Card):
    """A card with the list; `open_asked` tells type and id of the record of a line."""

    open_asked = Signal(str, str)
    all_asked = Signal()
    """the user wants everything again"""

    def __init__(self) -> None:
        """Empty until lines are shown."""
        super().__init__(margins=(6, 6, 6, 7))
        self._all = link_button(_("Show everything"))
        self._all.clicked.connect(self._ask_all)
        self._head = CardHead(_("To be done"), "", self._all)
        self.table = RecordTable(_columns(), header=False, name=_("To be done"), actions=self._actions())
        self.table.opened.connect(self._open_current)
        self.add(column_of(self._head, margins=(10, 0, 6, 0)))
        self.add(self.table, 1)
        self._all.hide()

    def _actions(self) -> tuple[RowAction, ...]:
        return (
            RowAction(label=_("Open"), run=self._open, icon="open", hovered=True),
            RowAction(
                label=_("Show the enterprise"),
                run=self._open_enterprise,
                icon="building",
                hovered=True,
                may=_has_enterprise,
            ),
        )

    def show_rows(self, rows: Sequence[Any], *, narrowed_to: str = "", empty: str = "") -> None:
        """Shows lines and their titles; `narrowed_to` names what they were narrowed to, `empty` says none are left."""
        self._head.set_title(_("To be done"), narrowed_to)
        self._all.setVisible(bool(narrowed_to))
        self.table.empty.say(empty or _("Nothing is due. Good."))
        self.table.show_rows(rows)

    def say_how_to_begin(self, bring_in: Callable[[], object]) -> None:
        """In a file without enterprises: what to do first."""
        said, button = _("Begin with the enterprises you serve."), _("Bring in a roster…")
        hint = _("A roster in Excel or WPS is enough; what it will do is shown before it is done.")
        self.table.empty.say(said, hint=hint, button=button, icon="table", key="Ctrl+I", run=bring_in)

    def _open_current(self, _record_id: str) -> None:
        self._open(self.table.current_row())

    def _open(self, row: TodayRow) -> None:
        self.open_asked.emit(row.type_name, row.id)

    def _open_enterprise(self, row: TodayRow) -> None:
        self.open_asked.emit("enterprise", row.enterprise_id)

    def _ask_all(self) -> None:
        self.all_asked.emit()


def _has_enterprise(row: TodayRow) -> bool:
    return bool(row.enterprise_id) and row.type_name != "enterprise"


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(key="kind", label=_("Kind"), text=_kind, pieces=_kind_pieces, width=98),
        TableColumn(key="title", label=_("Subject"), text=_title, stretch=True),
        TableColumn(key="enterprise", label=_("Enterprise"), text=_enterprise, width=140),
        TableColumn(key="state", label=_("State"), text=_state, pieces=_state_pieces, width=104),
        TableColumn(key="when", label=_("Due on"), text=_when, pieces=_when_pieces, width=150, align_right=True),
    )


def _kind(row: TodayRow) -> str:
    return _(KINDS[row.kind][0])


def _kind_pieces(row: TodayRow) -> Sequence[Piece]:
    return [Icon(KINDS[row.kind][1]), caption(_kind(row), "text2")]


def _title(row: TodayRow) -> str:
    return f"{row.number} {row.title}".strip()


def _enterprise(row: TodayRow) -> str:
    return row.enterprise


def _state(row: TodayRow) -> str:
    return row.chip.text if row.chip else ""


def _state_pieces(row: TodayRow) -> Sequence[Piece]:
    return [row.chip] if row.chip else [Words("")]


def _when(row: TodayRow) -> str:
    return row.when


def _when_pieces(row: TodayRow) -> Sequence[Piece]:
    return [fixed(row.when, row.tone)]
