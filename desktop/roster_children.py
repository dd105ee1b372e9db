"""The records that hang on those of a roster: in columns of their own, or as rows of further sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.casebook import Casebook
from casework.chinese import mask_identity, mask_name, mask_phone
from casework.fields import Column, Kind
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.language import _
from casework.records import Record
from exports.roster import roster_columns
from exports.roster_columns import JoinedColumn

_MASKS = {"phone": mask_phone, "name": mask_name, "identity": mask_identity}


class Children:
    """What hangs on some records, by the type of what hangs there."""

    def __init__(self, book: Casebook, kind: type[Record], ids: Sequence[str], place: str) -> None:
        """`place` is a code of `CHILDREN_PLACES`; nothing is read where they are left out."""
        self._book = book
        self.cells: dict[str, Mapping[str, str]] = {}
        self.columns: tuple[JoinedColumn, ...] = ()
        self.tables: list[tuple[type[Record], str, list[Record]]] = []
        if place == "none":
            return
        found = [(book.types[name], field, _read(book, book.types[name], field, ids)) for name, field in kind.children]
        self.tables = [one for one in found if one[2]]
        if place == "columns":
            self._fold_into_columns()

    def _fold_into_columns(self) -> None:
        made: list[JoinedColumn] = []
        for kind, field, records in self.tables:
            name = f"children_{kind.type_name}"
            by_parent: dict[str, list[str]] = {}
            names = _names(self._book, kind, records)
            for record in records:
                by_parent.setdefault(getattr(record, field), []).append(_line(record, field, names))
            self.cells[name] = {parent: "\n".join(lines) for parent, lines in by_parent.items()}
            made.append(JoinedColumn(name=name, heading=_(kind.label), kind=Kind.LONG_TEXT))
        self.columns, self.tables = tuple(made), []


def children_cells(children: Children, name: str, parent_id: str) -> str:
    """The lines of what hangs on a record, in the column of that name."""
    return children.cells[name].get(parent_id, "")


def child_columns(kind: type[Record], parent_field: str) -> tuple[Column, ...]:
    """The columns of a further sheet, without the one that says on what the record hangs."""
    return tuple(column for column in roster_columns(kind) if column.name != parent_field)


def _read(book: Casebook, kind: type[Record], field: str, ids: Sequence[str]) -> list[Record]:
    found = book.select(kind, f"{field} {IN_LIST}", bound_ids(ids))
    order = {one: place for place, one in enumerate(ids)}
    return sorted(found, key=lambda record: order[getattr(record, field)])


def _names(book: Casebook, kind: type[Record], records: Sequence[Record]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for column in roster_columns(kind):
        if column.kind is Kind.REFERENCE:
            names |= _names_of(book, column.field.refers_to, [getattr(one, column.name) for one in records])
    return names


def _names_of(book: Casebook, type_name: str, ids: Sequence[str]) -> dict[str, str]:
    try:
        return names_of(book, type_name, ids)
    except KeyError:  # a type that has no short name is called by its title
        kind = book.types[type_name]
        return {record.id: record.title() for record in book.select(kind, f"id {IN_LIST}", bound_ids(ids))}


def _line(record: Record, parent_field: str, names: Mapping[str, str]) -> str:
    """A record in one line: its facts in their order, personal ones masked, flags by their label."""
    words = [_fact(column, getattr(record, column.name), names) for column in child_columns(type(record), parent_field)]
    return " ".join(word for word in words if word)


def _fact(column: Column, value: Any, names: Mapping[str, str]) -> str:
    if column.kind is Kind.REFERENCE:
        return names.get(value, "")
    if column.kind is Kind.YES_NO:
        return column.label if value else ""
    words = " ".join(column.text(value).split()) if value not in (None, "", 0) else ""
    return _MASKS[column.field.mask](words) if words and column.field.mask else words
