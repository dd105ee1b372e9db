"""A filter of a list as the SQL condition that its rows fulfil."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from casework.entities.people import UNDER
from casework.fields import Column, Kind, column
from casework.filters import Condition, Filter
from casework.insight.query_fields import Asker
from casework.insight.query_language import list_condition
from casework.records import Reader, Record

_COMPARED = {"is": "=", "is_not": "is not", "at_least": ">=", "at_most": "<=", "from": ">=", "until": "<="}
_EMPTY = {Kind.REFERENCE: "is null", Kind.DATE: "is null", Kind.MOMENT: "is null", Kind.MONEY: "is null"}


class Searcher(Reader, Protocol):
    """A case file that is read, by somebody who may ask for what is their own."""

    actor: str


def filter_sql(
    book: Searcher, record_type: type[Record], wanted: Filter, quick: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    """The condition on the table of `record_type` and its bound values; `quick` gives the SQL of each switch.

    Words are those of the search box (`list_condition`), with its conditions. Days that are counted from
    today are counted from the day the case file is looked at.
    """
    conditions = [quick[key] for key in wanted.quick]
    values: dict[str, Any] = {}
    if wanted.words:
        words, values = list_condition(record_type, wanted.words, Asker(today=book.clock.today, actor=book.actor))
        conditions.append(words)
    today = book.clock.today
    groups = [_group(record_type, group, f"filter_{n}", values, today) for n, group in enumerate(wanted.groups)]
    if groups:
        conditions.append(f"({' or '.join(groups)})")
    return " and ".join(conditions) or "true", values


def _group(
    record_type: type[Record], group: tuple[Condition, ...], name: str, values: dict[str, Any], today: dt.date
) -> str:
    told = [_condition(record_type, one, f"{name}_{n}", values, today) for n, one in enumerate(group)]
    return f"({' and '.join(told)})"


def _condition(
    record_type: type[Record], condition: Condition, name: str, values: dict[str, Any], today: dt.date
) -> str:
    field = column(record_type, condition.field)
    place = f'{record_type.type_name}."{field.name}"'
    if field.kind is Kind.MOMENT:
        place = f"substr({place}, 1, 10)"
    if condition.test in ("empty", "given"):
        empty = f"{place} {_EMPTY.get(field.kind, _no_value(field))}"
        return empty if condition.test == "empty" else f"not ({empty})"
    if condition.test in _SPANS:
        return _between(place, name, values, *(day.isoformat() for day in _SPANS[condition.test](today, condition)))
    if condition.test == "between":
        return _between(place, name, values, *condition.value)
    if condition.test == "one_of":
        values[name] = json.dumps(list(condition.value))
        return f"{place} in (select value from json_each(:{name}))"
    values[name] = condition.value
    return _compared(field, place, condition.test, name)


def _no_value(field: Column) -> str:
    """What a number or a word that was never given is kept as."""
    return "is null" if field.nullable else "in ('', 0)"


def _between(place: str, name: str, values: dict[str, Any], low: Any, high: Any) -> str:
    values[f"{name}_low"], values[f"{name}_high"] = low, high
    return f"{place} between :{name}_low and :{name}_high"


def _compared(field: Column, place: str, test: str, name: str) -> str:
    found = f"instr(lower({place}), lower(:{name}))"
    if test == "contains":
        return f"{found} > 0"
    if test == "contains_not":
        return f"{found} = 0"
    if test == "begins":
        return f"{found} = 1"
    if field.name == "territory_id" and test in ("is", "is_not"):  # a district takes in what lies under it
        return f"ifnull({place}, '') {'in' if test == 'is' else 'not in'} {UNDER.replace(':scope', f':{name}')}"
    return f"{place} {_COMPARED[test]} :{name}"


def _last_days(today: dt.date, condition: Condition) -> Sequence[dt.date]:
    return today - dt.timedelta(days=int(condition.value) - 1), today


def _next_days(today: dt.date, condition: Condition) -> Sequence[dt.date]:
    return today, today + dt.timedelta(days=int(condition.value))


def _this_month(today: dt.date, _condition: Condition) -> Sequence[dt.date]:
    first = today.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _last_month(today: dt.date, condition: Condition) -> Sequence[dt.date]:
    return _this_month(today.replace(day=1) - dt.timedelta(days=1), condition)


def _this_year(today: dt.date, _condition: Condition) -> Sequence[dt.date]:
    return today.replace(month=1, day=1), today.replace(month=12, day=31)


_SPANS: Mapping[str, Callable[[dt.date, Condition], Sequence[dt.date]]] = {
    "last_days": _last_days,
    "next_days": _next_days,
    "this_month": _this_month,
    "last_month": _last_month,
    "this_year": _this_year,
}
"""The first and the last day of a span that moves with today."""
