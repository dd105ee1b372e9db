"""Between a row of a table and a record: the SQL of a record type and the conversion of its values."""

from functools import cache
from typing import Any, TypeVar

from casework.fields import columns
from casework.records import Record

R = TypeVar("R", bound=Record)


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
    values = {c.name: c.from_stored(value) for c, value in zip(columns(record_type), row, strict=True)}
    return record_type(**values)


def stored_values(record: Record) -> list[Any]:
    """The values of a record as SQLite keeps them, in the order of its columns."""
    return [c.to_stored(getattr(record, c.name)) for c in columns(type(record))]


@cache
def users(types: tuple[type[Record], ...], type_name: str) -> tuple[tuple[str, str], ...]:
    """The (table, column) pairs that refer to records of this type."""
    return tuple((t.type_name, c.name) for t in types for c in columns(t) if c.field.refers_to == type_name)
