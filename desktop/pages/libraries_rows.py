"""The entries of a library as rows: which ones, how fresh and complete each is, how often it was matched."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.insight.completeness import essentials, missing_facts
from casework.insight.filter_sql import filter_sql
from casework.insight.freshness import checked_sql, freshness_sql, freshness_values
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.records import Reader, Record
from desktop.paged_rows import Listing
from desktop.pages.libraries_kinds import LIBRARIES, Library
from widgets.conditions import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry with what a list shows of it; `checked_on` is the day it was last known to be right."""

    id: str
    record: Any
    enterprise: str
    freshness: str
    checked_on: dt.date | None
    missing: tuple[str, ...]
    """the labels of the facts it lacks"""
    essentials: int
    matches: int
    open_matches: int

    @property
    def given(self) -> int:
        """How many of the facts that make it complete are given."""
        return self.essentials - len(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCount:
    """How many entries a library holds, and how fresh they are."""

    total: int
    by_freshness: Mapping[str, int]


_ORDERS: Mapping[str, str] = {
    "": "{table}.posted_on desc, {table}.rowid desc",
    "number": "{table}.number",
    "title": "(select sort_key from search_document where record_id = {table}.id)",
    "matches": "(select count(*) from match where match.{table}_id = {table}.id and match.removed_at is null)",
    "budget": "{table}.budget",
}


def listing(book: Casebook, kept: Library, wanted: Filter, sort: str = "", *, descending: bool = False) -> Listing:
    """The entries of a library that fulfil the filter, the newest first or as its columns sort."""
    quick = {key: sql for key, (_words, sql) in kept.quick.items()}
    where, values = filter_sql(book, kept.record_type, wanted, quick)
    table = kept.type_name
    order = _ORDERS[sort].format(table=table) if sort or table != "expert" else "expert.rowid desc"
    order += f"{' desc' if descending else ''} nulls last, {table}.rowid" if sort else ""
    ids = f'select {table}.id from "{table}" where {table}.removed_at is null and {where} order by {order}'
    return Listing(ids=ids, bound={**freshness_values(book), **values}, at_once=sort in ("", "number"))


def entries_of(kept: Library) -> Any:
    """What makes the rows of a page of ids of this library."""
    return partial(entries, kept)


def entries(kept: Library, read: Reader, ids: Sequence[str]) -> list[Entry]:
    """The entries with these ids, in their order."""
    records = {r.id: r for r in read.select(kept.record_type, f"id {IN_LIST}", bound_ids(ids))}
    told = {row["id"]: row for row in read.query(_facts_sql(kept.type_name), _ordered(read, ids))}
    names = names_of(read, "enterprise", (getattr(r, "enterprise_id", "") for r in records.values()))
    return [_entry(records[one], told[one], names) for one in ids if one in records]


def _facts_sql(table: str) -> str:
    matches = f"select count(*) from match where match.{table}_id = {table}.id and match.removed_at is null"
    return (
        f"select {table}.id, {freshness_sql(table)} as freshness, {checked_sql(table)} as checked,"
        f" ({matches}) as matches, ({matches} and match.state not in ('refused')) as open_matches"
        f' from "{table}" where {table}.id {IN_LIST}'
    )


def _ordered(read: Reader, ids: Sequence[str]) -> dict[str, Any]:
    return freshness_values(read) | {"ids": json.dumps(list(ids))}


def _entry(record: Record, told: Mapping[str, Any], names: Mapping[str, str]) -> Entry:
    return Entry(
        id=record.id,
        record=record,
        enterprise=names.get(record.enterprise_id, "") if isinstance(record, TechDemand) else "",
        freshness=told["freshness"],
        checked_on=dt.date.fromisoformat(told["checked"]) if told["checked"] else None,
        missing=tuple(one.label for one in missing_facts(record)),
        essentials=len(essentials(type(record))),
        matches=told["matches"],
        open_matches=told["open_matches"],
    )


def counts(read: Reader) -> dict[str, LibraryCount]:
    """How many entries each library holds now, by freshness; withdrawn ones and demands that were met are left out."""
    found: dict[str, LibraryCount] = {}
    for kept in LIBRARIES:
        table = kept.type_name
        here = "" if table == "expert" else f" and {table}.state = 'open'"
        sql = (
            f'select {freshness_sql(table)} as freshness, count(*) as n from "{table}"'
            f" where {table}.removed_at is null{here} group by 1"
        )
        by_freshness = {row["freshness"]: row["n"] for row in read.query(sql, freshness_values(read))}
        found[table] = LibraryCount(total=sum(by_freshness.values()), by_freshness=by_freshness)
    return found
