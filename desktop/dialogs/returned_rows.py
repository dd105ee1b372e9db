"""The rows of a returned follow-up sheet as lists: what changes, what is refused, what stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.exchange.followup_layout import FILLABLE
from casework.exchange.followup_plan import HomePlan, HomeRow
from casework.fields import Kind
from casework.language import _
from desktop.dialogs.resolve_conflicts import Conflict
from widgets.pieces import Icon, Piece, Words, caption, fixed
from widgets.table_columns import TableColumn
from widgets.three_values import ThreeValues

_TITLES = {column.name: column for column in FILLABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """One cell that changes, or (without a field) a row with what is said of it."""

    id: str
    row: int
    title: str
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


def changing_cells(plan: HomePlan) -> list[CellRow]:
    """One line for each cell that is taken in."""
    return [
        CellRow(id=f"{row.row} {name}", row=row.row, title=row.title, field=_TITLES[name].title, old=old, new=new)
        for row in plan.rows
        for name, (old, new) in row.changes.items()
    ]


def told_rows(rows: Sequence[HomeRow]) -> list[CellRow]:
    """One line for each row, with what is said of it."""
    return [CellRow(id=str(row.row), row=row.row, title=row.title, reason=row.reason) for row in rows]


def conflicts_of(plan: HomePlan) -> list[Conflict]:
    """What waits for a person, in the words of the user."""
    return [
        Conflict(
            id=row.record_id,
            title=row.title,
            note=_("row {row} of the sheet").format(row=row.row),
            fields=tuple(
                ThreeValues(
                    key=one.column.name,
                    label=one.column.title,
                    base=None if one.base is None else one.column.shown(one.base),
                    ours=one.column.shown(one.ours),
                    theirs=one.column.shown(one.theirs),
                    is_free=one.column.kind is Kind.LONG_TEXT,
                )
                for one in row.undecided
            ),
        )
        for row in plan.undecided
    ]


def change_columns() -> list[TableColumn]:
    """Row, case, field, and old → new."""
    return [
        *_row_and_case(),
        TableColumn(key="field", label=_("Column"), text=lambda row: row.field, width=120),
        TableColumn(key="change", label=_("What changes"), text=_change, pieces=_change_pieces, stretch=True),
    ]


def reason_columns(tone: str) -> list[TableColumn]:
    """Row, case, and what is said of it."""
    return [
        *_row_and_case(),
        TableColumn(
            key="reason",
            label=_("Remark"),
            text=lambda row: row.reason,
            pieces=lambda row: [Words(row.reason, tone)],
            stretch=True,
        ),
    ]


def _row_and_case() -> list[TableColumn]:
    return [
        TableColumn(
            key="row", label=_("Row"), text=lambda row: str(row.row), pieces=lambda row: [fixed(str(row.row))], width=56
        ),
        TableColumn(key="case", label=_("Case"), text=lambda row: row.title, width=270),
    ]


def _change(row: CellRow) -> str:
    old = row.old or _("empty")
    return f"{old} → {row.new}"


def _change_pieces(row: CellRow) -> list[Piece]:
    old = Words(row.old, "dim", struck=True) if row.old else caption(_("empty"), elastic=False)
    return [old, Icon("arrow_right", "dim", 14), Words(row.new, "accent", bold=True)]
