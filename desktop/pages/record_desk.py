"""How a plain record page lists and edits one type of record, as a value; and the shelf of records at its left."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.records import Record
from desktop.dialogs.act_card import Act
from widgets.pieces import Piece
from widgets.table_columns import TableColumn


@dataclass(frozen=True, slots=True)
class Group:
    """What a row is listed under: its place among the groups, its label (translated), its tone, a note."""

    place: int
    label: str
    tone: str = "text"
    note: str = ""


Painted = Callable[[Any, str, dt.date], Sequence[Piece]]
"""The pieces of a cell from the record, the words that stand there and the day."""


SumOf = Callable[[Any], int]
"""The sum that belongs to a record of the list."""


def no_columns(sum_of: SumOf) -> Sequence[TableColumn]:
    """For lists of fields alone."""
    del sum_of
    return ()


def no_summary(records: Sequence[Any]) -> Sequence[Piece]:
    """For lists about which there is nothing to add up."""
    del records
    return ()


def no_steps(record: Any, today: dt.date) -> Sequence[Act]:
    """For records that are only filled in."""
    del record, today
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """Records that belong to a record and are listed below its form: cooperating units, attendance."""

    record_type: type[Record]
    field: str
    rows: Sequence[Sequence[str]]
    """The fields asked for when one is added."""
    text: Callable[[Any, Mapping[str, str]], str]
    """The line of one, from the record and the names, by id, of what it refers to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One list of the page: which records, which columns, which form, which verb adds one.

    `within` narrows it to the record chosen on the shelf (SQL with :parent), whose id a new record gets
    in `parent_field`. `columns` are the fields shown, the one `stretched` takes the room that is left;
    `extra` columns stand behind them, each told the sum of a record by `sums`. `words`, `empty` and
    `add_words` are English.
    """

    record_type: type[Record]
    words: str
    icon: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str
    add_words: str
    stretched: str
    verb: str = "add"
    within: str = ""
    parent_field: str = ""
    order: str = "rowid"
    extra: Callable[[SumOf], Sequence[TableColumn]] = no_columns
    sums: str = ""
    """SQL that gives id and n for the extra columns, narrowed by `id in (…)`: person-times, amounts."""
    summary: Callable[[Sequence[Any]], Sequence[Piece]] = no_summary
    """What is said behind the count about all the records of the list."""
    widths: Mapping[str, int] = field(default_factory=dict[str, int])
    painted: Mapping[str, Painted] = field(default_factory=dict[str, Painted])
    """Fields that are not painted as their kind usually is."""
    group: Callable[[Any, dt.date], Group] | None = None
    steps: Callable[[Any, dt.date], Sequence[Act]] = no_steps
    children: Sequence[Children] = ()
    start: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What stands in the form of a new record at first."""
    wide: bool = False
    """Whether the list needs the whole width; the record then stands below it."""
    money_units: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The records at the left, one of which the list is narrowed to.

    `groups` gives the label of the group a record stands in; `second` its second line; `counts` SQL that
    gives id, n and late: how many records it holds that are open, and how many of them are late (:today).
    """

    record_type: type[Record]
    verb: str
    words: str
    add_words: str
    empty: str
    rows: Sequence[Sequence[str]]
    order: str
    counts: str
    group: Callable[[Any, Mapping[str, str]], str]
    second: Callable[[Any, Mapping[str, str], dt.date], Sequence[Piece]]
    width: int = 260
