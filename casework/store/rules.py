"""What every record must fulfil before it is stored: values given, codes known, references alive, its own rules."""

import dataclasses
from typing import Any, TypeVar

from casework.errors import RuleForbids
from casework.fields import Column, Kind, columns
from casework.language import _
from casework.records import Reader, Record

R = TypeVar("R", bound=Record)
Known = set[tuple[str, str]]
"""(type name, id) pairs already seen to exist within one action."""


def prepared(record: R, before: R | None, read: Reader) -> R:
    """The record as it may be stored: no version of its own when new, and the values that follow from others."""
    if before is None and record.version:
        record = dataclasses.replace(record, version=0)
    return record.completed(read)


def check(record: R, before: R | None, read: Reader, known: Known) -> None:
    """Raises RuleForbids where a value, a reference or a rule of its type forbids the record."""
    for column in columns(type(record)):
        value = getattr(record, column.name)
        if before is not None and value == getattr(before, column.name):
            continue
        _check_value(column, value)
        if column.kind is Kind.REFERENCE and value:
            _check_reference(column, value, read, known)
    record.check(before, read)


def _check_value(column: Column, value: Any) -> None:
    if column.field.required and value in (None, ""):
        raise RuleForbids(_("{field} is missing.").format(field=column.label), field=column.name)
    if column.field.codes and value and value not in column.field.codes.labels:
        raise RuleForbids(
            _("{field}: “{value}” is not a value of this list.").format(field=column.label, value=value),
            field=column.name,
        )
    if isinstance(value, str) and "\x00" in value:
        raise RuleForbids(
            _("{field} holds a character that cannot be kept.").format(field=column.label), field=column.name
        )


def _check_reference(column: Column, record_id: str, read: Reader, known: Known) -> None:
    key = (column.field.refers_to, record_id)
    if key in known:
        return
    if not read.query(f'select 1 as n from "{key[0]}" where id = :id and removed_at is null', {"id": record_id}):
        raise RuleForbids(
            _("{field}: what is referred to does not exist or is in the bin.").format(field=column.label),
            field=column.name,
        )
    known.add(key)
