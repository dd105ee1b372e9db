"""A roster as it is ordered: whose records, which columns, in what groups and parts; and a look at its first rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.entities.export_profiles import GROUPINGS, ExportProfile
from casework.entities.people import UNDER
from casework.entities.saved_filters import SavedFilter
from casework.errors import BadInput
from casework.fields import Kind
from casework.filters import filter_from
from casework.insight.filter_sql import filter_sql
from casework.insight.names import IN_LIST, bound_ids
from casework.insight.roster_rows import EnterpriseRosterRow, enterprise_roster
from casework.language import _
from casework.records import Record
from desktop.record_labels import labels
from desktop.roster_children import Children, children_cells
from exports.enterprise_roster import enterprise_columns, enterprise_value
from exports.roster import referred_types, roster_columns
from exports.roster_columns import CellMaker, JoinedColumn, RosterColumn, heading_of

_PLACE = "place"
_GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterOrder:
    """What is to leave; `ids` in their order (None: all records), `columns` by name (none: all of them)."""

    record_type: type[Record]
    heading: str = ""
    columns: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None
    unmasked: bool = False
    grouping: str = ""
    division: str = "one"
    children: str = "none"
    scope: str = ""
    remarks: tuple[str, ...] = ()


def order_of(book: Casebook, profile: ExportProfile) -> RosterOrder:
    """The order of a saved profile, with the records that its saved filter finds now."""
    kind = book.types[profile.exported_type]
    ids, remarks = None, ()
    if profile.filter_id:
        kept = book.get(SavedFilter, profile.filter_id)
        ids, remarks = tuple(filtered_ids(book, kind, kept)), (_("Filter: {name}").format(name=kept.name),)
    return RosterOrder(
        record_type=kind,
        heading=profile.heading or profile.name,
        columns=profile.column_names,
        ids=ids,
        unmasked=profile.unmasked,
        grouping=profile.grouping,
        division=profile.division,
        children=profile.children_place,
        remarks=remarks,
    )


def filtered_ids(book: Casebook, kind: type[Record], kept: SavedFilter) -> list[str]:
    """The records that a saved filter finds now; BadInput where it has switches that only the window knows."""
    wanted = filter_from(json.loads(kept.content))
    if wanted.quick:
        raise BadInput(
            _("The filter “{name}” has switches of the window and cannot be used here.").format(name=kept.name),
            remedy=_("Save it again with conditions instead of switches."),
        )
    where, values = filter_sql(book, kind, wanted, {})
    return [record.id for record in book.select(kind, where, values, order=usual_order(kind))]


def usual_order(kind: type[Record]) -> str:
    """The SQL order of a roster: enterprises by pinyin, others by number where they have one."""
    if kind is Enterprise:
        return "(select sort_key from search_document where record_id = enterprise.id), id"
    return "number" if kind.number_prefix else "rowid"


def offered_columns(book: Casebook, kind: type[Record]) -> tuple[RosterColumn, ...]:
    """The columns a roster of this type may have, in their usual order."""
    plain = roster_columns(kind)
    if kind is not Enterprise:
        return plain
    joined = enterprise_columns(book.clock.today.year)
    known = {column.name for column in joined}
    return (*joined, *(column for column in plain if column.name not in known and column.name != "territory_id"))


def usual_columns(book: Casebook, kind: type[Record]) -> tuple[str, ...]:
    """The columns a roster of this type has as long as nobody chooses others."""
    chosen = enterprise_columns(book.clock.today.year) if kind is Enterprise else roster_columns(kind)
    return tuple(column.name for column in chosen)


class Gathered:
    """The records of an order with their values by column."""

    def __init__(self, book: Casebook, order: RosterOrder, limit: int | None = None) -> None:
        """Reads the records, at most `limit` of them."""
        self.book, self.order = book, order
        kind = order.record_type
        self.records = self._records(limit)
        offered = {column.name: column for column in offered_columns(book, kind)}
        names = order.columns or usual_columns(book, kind)
        chosen = [offered[name] for name in names if name in offered]
        self.children = Children(book, kind, [record.id for record in self.records], order.children)
        self.columns: tuple[RosterColumn, ...] = (*chosen, *self.children.columns)
        self._labels = {name: labels(book, name) for name in referred_types(self.columns)}
        self._joined = self._enterprise_rows() if kind is Enterprise else {}

    def _records(self, limit: int | None) -> list[Record]:
        order, kind = self.order, self.order.record_type
        if order.ids is None:
            where, values = _within(kind, order.scope)
            return self.book.select(kind, where, values, order=usual_order(kind), limit=limit)
        wanted = order.ids[:limit] if limit else order.ids
        found = {one.id: one for one in self.book.select(kind, f"id {IN_LIST}", bound_ids(wanted))}
        return [found[one] for one in wanted if one in found]

    def _enterprise_rows(self) -> dict[str, EnterpriseRosterRow]:
        return {row.id: row for row in enterprise_roster(self.book, self.book.clock.today)}

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The names of what the columns refer to."""
        return self._labels

    def rows(self, ids: Sequence[str] | None = None) -> list[list[Any]]:
        """The values of these records (all of them by default), in order; the first column may count them."""
        records = self.records if ids is None else self._of(ids)
        return [self._row(record, place) for place, record in enumerate(records, start=1)]

    def _of(self, ids: Sequence[str]) -> list[Record]:
        known = {record.id: record for record in self.records}
        return [known[one] for one in ids]

    def _row(self, record: Record, place: int) -> list[Any]:
        return [self._value(record, column, place) for column in self.columns]

    def _value(self, record: Record, column: RosterColumn, place: int) -> Any:
        if column.name in self.children.cells:
            return children_cells(self.children, column.name, record.id)
        if isinstance(column, JoinedColumn):
            if column.name == _PLACE:
                return place
            row = self._joined.get(record.id)
            return enterprise_value(row, column, place) if row else getattr(record, column.name, None)
        return getattr(record, column.name)

    def shown(self, limit: int) -> tuple[list[str], list[list[str]]]:
        """Headings and the first rows in words, masked as they would leave."""
        masked = not self.order.unmasked
        makers = [CellMaker.of(column, self._labels, masked=masked) for column in self.columns]
        rows = [[_words(maker.make(value)) for maker, value in zip(makers, row, strict=True)] for row in self.rows()]
        heads = [heading_of(column).replace("\n", "") for column in self.columns]
        return heads, rows[:limit]


def _within(kind: type[Record], scope: str) -> tuple[str, dict[str, Any]]:
    """The condition that narrows a type to a unit and those under it, where it has a territory."""
    if scope and any(column.name == "territory_id" for column in roster_columns(kind)):
        return f"territory_id in {UNDER}", {"scope": scope}
    return "", {}


def group_column(grouping: str) -> JoinedColumn:
    """The column that names the group where all groups stand on one sheet."""
    heading = {"person": _("In charge"), "district": _("District"), "round": _("Revisit round")}[grouping]
    return JoinedColumn(name=_GROUP, heading=heading, kind=Kind.TEXT, width=12)


def grouping_words(grouping: str) -> str:
    """By what is grouped, as the source line says it."""
    return GROUPINGS.label(grouping)


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)
