"""The rows of a plain record list: selected, named, sorted and grouped; read on the reader's lane."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.casebook import Casebook
from casework.fields import Column, Kind, column, columns
from casework.insight.filter_sql import filter_sql
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.pinyin import pinyin_sort_key
from casework.records import Reader, Record
from desktop.pages.record_desk import Desk, Shelf
from widgets.conditions import Filter
from widgets.table_columns import GroupRow

MOST_ROWS = 2000
"""More than an office has of such records; what lies beyond is found by the filter."""
_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a desk: the shelf's record, the filter, the order."""

    parent: str = ""
    wanted: Filter = field(default_factory=Filter)
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Records in their order, with the names, by id, of what they refer to; on a shelf also its counts."""

    records: Sequence[Record] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """How many open records a record of the shelf holds, how many of them are late."""
    sums: Mapping[str, int] = field(default_factory=dict[str, int])
    """The sum of each record, where the desk asks for one."""


def find_rows(book: Casebook, desk: Desk, asked: Asked) -> Found:
    """The records asked for, at most `MOST_ROWS`."""
    condition, values = filter_sql(book, desk.record_type, asked.wanted, {})
    if desk.within:
        condition, values = f"({condition}) and {desk.within}", {**values, "parent": asked.parent}
    records = book.select(desk.record_type, condition, values, order=desk.order, limit=MOST_ROWS)
    names = names_in(book, records)
    if asked.sort:
        sorted_by = column(desk.record_type, asked.sort)
        records = _sorted(sorted_by, records, names, descending=asked.descending)
    return Found(records=records, names=names, sums=_sums(book, desk, records))


def _sums(book: Casebook, desk: Desk, records: Sequence[Record]) -> dict[str, int]:
    if not desk.sums:
        return {}
    rows = book.query(f"select id, n from ({desk.sums}) where id {IN_LIST}", bound_ids(record.id for record in records))
    return {row["id"]: int(row["n"] or 0) for row in rows}


def find_shelf(book: Casebook, shelf: Shelf) -> Found:
    """All records of a shelf with their counts."""
    records = book.select(shelf.record_type, order=shelf.order, limit=MOST_ROWS)
    counted = book.query(shelf.counts, {"today": book.clock.today.isoformat()})
    counts = {row["id"]: (int(row["n"]), int(row["late"] or 0)) for row in counted}
    return Found(records=records, names=names_in(book, records), counts=counts)


def names_in(read: Reader, records: Sequence[Record]) -> dict[str, str]:
    """The names, by id, of everything that these records of one type refer to."""
    names: dict[str, str] = {}
    for reference in columns(type(records[0])) if records else ():
        if reference.kind is Kind.REFERENCE:
            ids = [getattr(record, reference.name) for record in records]
            names |= names_of(read, reference.field.refers_to, ids)
    return names


def _sorted(by: Column, records: Sequence[Record], names: Mapping[str, str], *, descending: bool) -> list[Record]:
    """Words by pinyin; what is empty comes last either way."""
    keyed = [(_sort_key(by, record, names), record) for record in records]
    given = sorted((one for one in keyed if one[0] is not None), key=lambda one: one[0], reverse=descending)
    return [record for _key, record in [*given, *(one for one in keyed if one[0] is None)]]


def _sort_key(by: Column, record: Record, names: Mapping[str, str]) -> Any:
    value = getattr(record, by.name)
    if by.kind not in _WORDS:
        return value
    words = names.get(value, "") if by.kind is Kind.REFERENCE else by.text(value)
    return pinyin_sort_key(words) if words else None


def grouped(records: Sequence[Record], desk: Desk, today: dt.date) -> list[Record | GroupRow]:
    """The records under the groups of the desk, in their order; as they are where it has none."""
    if desk.group is None:
        return list(records)
    placed = [(desk.group(record, today), record) for record in records]
    found: list[Record | GroupRow] = []
    for place in sorted({group.place for group, _record in placed}):
        members = [(group, record) for group, record in placed if group.place == place]
        first = members[0][0]
        note = " · ".join(word for word in (str(len(members)), first.note) if word)
        found.append(GroupRow(label=first.label, note=note, tone=first.tone))
        found += [record for _group, record in members]
    return found
