"""Between a row of a table and a record: the SQL of a record type and the conversion of its values."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from casework.fields import Column, Kind, columns
from casework.records import Record

R = TypeVar("R", bound=Record)
_KEPT_AS_THEY_ARE = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.INTEGER, Kind.MONEY, Kind.CODE})
"""Kinds whose value SQLite keeps as the record holds it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A record type as rows: its columns with what converts those that SQLite keeps otherwise.

    Worked out once for a type: every save and every record read comes through here.
    """

    names: tuple[str, ...]
    values: Callable[[Record], tuple[Any, ...]]
    to_stored: tuple[tuple[int, Callable[[Any], Any]], ...]
    from_stored: tuple[tuple[int, Callable[[Any], Any]], ...]
    empty: tuple[Any, ...]
    personal: frozenset[str]


@cache
def shape(record_type: type[Record]) -> Shape:
    """The shape of a record type."""
    all_columns = columns(record_type)
    converted = [(place, column) for place, column in enumerate(all_columns) if column.kind not in _KEPT_AS_THEY_ARE]
    return Shape(
        names=tuple(c.name for c in all_columns),
        values=attrgetter(*(c.name for c in all_columns)),
        to_stored=tuple((place, column.to_stored) for place, column in converted),
        from_stored=tuple((place, column.from_stored) for place, column in converted),
        empty=tuple(c.to_stored(c.empty) for c in all_columns),
        personal=frozenset(c.name for c in all_columns if c.is_personal),
    )


@cache
def columns_by_name(record_type: type[Record]) -> dict[str, Column]:
    """The columns of a record type by their names."""
    return {c.name: c for c in columns(record_type)}


@cache
def selection(record_type: type[Record]) -> str:
    """The SELECT of all columns of a record type, without its condition."""
    names = ", ".join(f'"{c.name}"' for c in columns(record_type))
    return f'select {names} from "{record_type.type_name}"'


@cache
def insertion(record_type: type[Record]) -> str:
    """The INSERT of a whole row of a record type."""
    names = [f'"{c.name}"' for c in columns(record_type)]
    marks = ", ".join("?" for _name in names)
    return f'insert into "{record_type.type_name}" ({", ".join(names)}) values ({marks})'


def built(record_type: type[R], row: Any) -> R:
    """A record from a row in the order of its columns."""
    known = shape(record_type)
    values = list(row)
    for place, from_stored in known.from_stored:
        values[place] = from_stored(values[place])
    return record_type(**dict(zip(known.names, values, strict=True)))


def stored_values(record: Record) -> list[Any]:
    """The values of a record as SQLite keeps them, in the order of its columns."""
    known = shape(type(record))
    values = list(known.values(record))
    for place, to_stored in known.to_stored:
        values[place] = to_stored(values[place])
    return values


@cache
def any_user(types: tuple[type[Record], ...], type_name: str) -> str:
    """The condition that some record refers to the one with the id `:id`; empty where none ever does."""
    users = ((t.type_name, c.name) for t in types for c in columns(t) if c.field.refers_to == type_name)
    return " or ".join(f'exists (select 1 from "{table}" where "{column}" = :id)' for table, column in users)
