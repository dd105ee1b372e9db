"""A filter of a list as the SQL condition that its rows fulfil."""

import json
from collections.abc import Mapping
from typing import Any

from casework.casebook import Casebook
from casework.fields import Kind, column
from casework.insight.names import IN_LIST
from casework.records import Record
from widgets.conditions import Condition, Filter

_MOST_HITS = 300
"""Hits of the search index that the words of a filter are narrowed to."""
_COMPARED = {"is": "=", "is_not": "is not", "at_least": ">=", "at_most": "<=", "from": ">=", "until": "<="}
_EMPTY = {Kind.REFERENCE: "is null", Kind.DATE: "is null", Kind.MOMENT: "is null", Kind.MONEY: "is null"}


def filter_sql(
    book: Casebook, record_type: type[Record], wanted: Filter, quick: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    """The condition on the table of `record_type` and its bound values; `quick` gives the SQL of each switch.

    Words are looked up in the search index (at once) and bound as the ids that hold them.
    """
    conditions = [quick[key] for key in wanted.quick]
    values: dict[str, Any] = {}
    if wanted.words:
        hits = book.search(wanted.words, record_type.type_name, _MOST_HITS)
        values["filter_ids"] = json.dumps([hit.record_id for hit in hits])
        conditions.append(f"{record_type.type_name}.id {IN_LIST.replace(':ids', ':filter_ids')}")
    groups = [_group(record_type, group, f"filter_{n}", values) for n, group in enumerate(wanted.groups)]
    if groups:
        conditions.append(f"({' or '.join(groups)})")
    return " and ".join(conditions) or "true", values


def _group(record_type: type[Record], group: tuple[Condition, ...], name: str, values: dict[str, Any]) -> str:
    told = [_condition(record_type, one, f"{name}_{n}", values) for n, one in enumerate(group)]
    return f"({' and '.join(told)})"


def _condition(record_type: type[Record], condition: Condition, name: str, values: dict[str, Any]) -> str:
    field = column(record_type, condition.field)
    place = f'{record_type.type_name}."{field.name}"'
    if condition.test in ("empty", "given"):
        test = _EMPTY.get(field.kind, "in ('', 0)")
        empty = f"{place} {test}"
        return empty if condition.test == "empty" else f"not ({empty})"
    values[name] = condition.value
    if condition.test == "contains":
        return f"instr(lower({place}), lower(:{name})) > 0"
    return f"{place} {_COMPARED[condition.test]} :{name}"
