"""One condition of a query (状态:办理中, 合同额:>100万) as SQL on the table of a record type."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.chinese import fold
from casework.entities.appeals import OPEN_STATES
from casework.errors import BadInput
from casework.fields import CodeList, Column, Kind, columns
from casework.language import N_, in_all_languages
from casework.periods import Period, parse_period
from casework.records import Record
from casework.store.search_query import asked_words

_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
DUE_FIELDS = {
    "appeal": "due_on",
    "commitment": "due_on",
    "visit": "planned_on",
    "list_line": "due_on",
    "demand": "due_on",
    "revisit_round": "due_on",
    "agreement": "expires_on",
    "offer": "expires_on",
}
"""The day by which something is to be done, or runs out."""
_UNFINISHED = {
    "appeal": f"state in ({_OPEN})",
    "commitment": "state = 'open'",
    "visit": "state = 'planned'",
    "list_line": "state in ('published', 'awaiting_strike_off')",
    "demand": "state = 'open'",
    "offer": "state = 'open'",
    "revisit_round": "closed_on is null",
    "agreement": "true",
    "match": "state in ('accepted', 'contacted', 'met', 'intention')",
}
_RUNS = {"appeal": "stopped = 0"}
OVERDUE, UNFINISHED, FINISHED = N_("Overdue"), N_("unfinished"), N_("finished")
_DAYS = {N_("today"): 0, N_("tomorrow"): 1, N_("yesterday"): -1}
_SPANS = (N_("this week"), N_("this month"), N_("this year"))
MYSELF = N_("me")
_UNDER_NAMED = (
    "(with recursive under(id) as (select id from unit where removed_at is null and instr(name || ' ' || short_name,"
    " {value}) > 0 union select unit.id from unit join under on unit.parent_id = under.id"
    " where unit.removed_at is null) select id from under)"
)
_NAMED = (
    "(select d.record_id from search_index join search_document d on d.doc = search_index.rowid"
    " where search_index match {value} and d.type = '{type}')"
)
_COMPARED = re.compile("(>=|<=|>|<|=)?(.*)")


@dataclass(slots=True)
class Values:
    """The bound values of one query, each under a name of its own."""

    bound: dict[str, Any] = field(default_factory=dict[str, Any])

    def add(self, value: Any) -> str:
        """Binds a value; how SQL calls it."""
        name = f"query_{len(self.bound)}"
        self.bound[name] = value
        return f":{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and on which day."""

    today: dt.date
    actor: str


Test = Callable[[type[Record], str, Values, Asker], str]
"""SQL of a test of a value on a record type; empty where the type has no such field or the value makes no sense."""


def means(word: str, message: str) -> bool:
    """Whether a typed word is this one, in any language."""
    return fold(word) in {fold(said) for said in in_all_languages(message)}


def column_test(column: Column) -> Test:
    """The test of one field."""

    def test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
        place = f'"{kind.type_name}"."{column.name}"'
        try:
            return _TESTS[column.kind](column, place, value, values, asker)
        except BadInput:
            return ""

    return test


def state_test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
    """A state by its word, or whether something is overdue or still to be done."""
    name = kind.type_name
    if means(value, OVERDUE):
        if name not in DUE_FIELDS:
            return ""
        runs = f" and {_on(name, _RUNS[name])}" if name in _RUNS else ""
        due = f'"{name}"."{DUE_FIELDS[name]}" < {values.add(asker.today.isoformat())}'
        return f"{_on(name, _UNFINISHED[name])}{runs} and {due}"
    for wanted, sql in ((UNFINISHED, "{}"), (FINISHED, "not ({})")):
        if means(value, wanted):
            return sql.format(_on(name, _UNFINISHED[name])) if name in _UNFINISHED else ""
    column = next((c for c in columns(kind) if c.name in ("state", "stage") and c.kind is Kind.CODE), None)
    return column_test(column)(kind, value, values, asker) if column else ""


def place_test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
    """A district or park with all that lies under it, of the record or of its enterprise."""
    del asker
    names = {c.name for c in columns(kind)}
    under = _UNDER_NAMED.format(value=values.add(value))
    if "territory_id" in names:
        return f'"{kind.type_name}".territory_id in {under}'
    if "enterprise_id" in names:
        firms = f"(select id from enterprise where territory_id in {under})"
        return f'"{kind.type_name}".enterprise_id in {firms}'
    return f'"{kind.type_name}".id in {under}' if kind.type_name == "unit" else ""


def day_test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
    """The day the record belongs to; of what is only planned the day planned."""
    return _of_day(kind, kind.happens_on, value, values, asker)


def due_test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
    """The day by which it is to be done."""
    return _of_day(kind, DUE_FIELDS.get(kind.type_name, ""), value, values, asker)


def person_test(kind: type[Record], value: str, values: Values, asker: Asker) -> str:
    """Who of our side is in charge of it, or wrote it down; 我 is who asks."""
    name = values.add(asker.actor if means(value, MYSELF) else value)
    table = kind.type_name
    people = f"(select id from person where instr(name, {name}) > 0)"
    ways = [f'"{table}"."{c.name}" in {people}' for c in columns(kind) if c.field.refers_to == "person"]
    ways += [f'instr("{table}"."{c.name}", {name}) > 0' for c in columns(kind) if c.name == "author"]
    return f"({' or '.join(ways)})" if ways else ""


def _on(type_name: str, condition: str) -> str:
    """A condition that begins with a column, told of which table."""
    return condition if condition == "true" else f'"{type_name}".{condition}'


def _of_day(kind: type[Record], name: str, value: str, values: Values, asker: Asker) -> str:
    column = next((c for c in columns(kind) if c.name == name), None)
    return column_test(column)(kind, value, values, asker) if column else ""


def _text(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del column, asker
    return f"instr(lower({place}), {values.add(value.lower())}) > 0"


def _code(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del asker
    codes = codes_called(column.field.codes, value) if column.field.codes else [value]
    return f"{place} in ({', '.join(values.add(code) for code in codes)})" if codes else ""


def codes_called(codes: CodeList, word: str) -> list[str]:
    """The values of a list that a word means: the one that is just so, else all whose words hold it."""
    wanted = fold(word)
    called = {code: {fold(said) for said in in_all_languages(label)} | {code} for code, label in codes.labels.items()}
    exact = [code for code, words in called.items() if wanted in words]
    return exact or [code for code, words in called.items() if any(wanted in said for said in words)]


def _number(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del asker
    first, dots, last = value.partition("..")
    if dots:
        bounds = [(">=", first), ("<=", last)]
    else:
        found = _COMPARED.fullmatch(value)
        bounds = [(found[1] or "=", found[2])] if found else []
    tests = [f"{place} {sign} {values.add(column.parse(text))}" for sign, text in bounds if text]
    return " and ".join(tests)


def _day(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del column
    period = period_called(value, asker.today)
    end = period.last + "\U0010ffff"  # a moment begins with its day
    return f"{place} between {values.add(period.first)} and {values.add(end)}"


def period_called(value: str, today: dt.date) -> Period:
    """The days meant by a period or by today, this week, this month, this year; BadInput otherwise."""
    for word, days in _DAYS.items():
        if means(value, word):
            day = today + dt.timedelta(days=days)
            return Period(day, day)
    week, month, _year = (means(value, span) for span in _SPANS)
    if week:
        monday = today - dt.timedelta(days=today.weekday())
        return Period(monday, monday + dt.timedelta(days=6))
    if month or _year:
        return parse_period(f"{today:%Y-%m}" if month else f"{today:%Y}")
    return parse_period(value)


def _yes_no(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del asker
    return f"{place} = {values.add(int(column.parse(value)))}"


def _reference(column: Column, place: str, value: str, values: Values, asker: Asker) -> str:
    del asker
    if column.field.refers_to == "unit":
        return f"{place} in {_UNDER_NAMED.format(value=values.add(value))}"
    asked = asked_words(value)
    return f"{place} in {_NAMED.format(value=values.add(asked.title), type=column.field.refers_to)}" if asked else ""


_TESTS: Mapping[Kind, Callable[[Column, str, str, Values, Asker], str]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CODE: _code,
    Kind.INTEGER: _number,
    Kind.MONEY: _number,
    Kind.DATE: _day,
    Kind.MOMENT: _day,
    Kind.YES_NO: _yes_no,
    Kind.REFERENCE: _reference,
}


def field_tests(kind: type[Record], key: str) -> Sequence[Test]:
    """The tests of the fields that a typed key names: of the one called just so, else of those that begin so."""
    wanted = fold(key)
    called = [
        (column_test(c), {fold(said) for said in in_all_languages(c.field.label)} | {c.name})
        for c in columns(kind)
        if c.field.listed
    ]
    exact = [test for test, words in called if wanted in words]
    return exact or [test for test, words in called if any(said.startswith(wanted) for said in words)]
