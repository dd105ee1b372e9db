"""The conditions of a filter in words: which tests a field has, and how a condition is said."""

from collections.abc import Mapping, Sequence

from casework.fields import Column, Kind
from casework.filters import OF_DAYS, TESTS, WITHOUT_VALUE, Condition, Filter, filter_from
from casework.language import _

__all__ = ["TESTS", "WITHOUT_VALUE", "Condition", "Filter", "condition_words", "filter_from", "tests_of"]

_DAYS = ("from", "until", "between", "last_days", "next_days", "this_month", "last_month", "this_year")
_BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("contains", "contains_not", "begins", "is", "empty", "given"),
    Kind.LONG_TEXT: ("contains", "contains_not", "empty", "given"),
    Kind.INTEGER: ("at_least", "at_most", "between", "is", "empty"),
    Kind.MONEY: ("at_least", "at_most", "between", "is", "empty"),
    Kind.DATE: (*_DAYS, "is", "empty", "given"),
    Kind.MOMENT: _DAYS,
    Kind.YES_NO: ("is",),
    Kind.CODE: ("is", "is_not", "one_of", "empty"),
    Kind.REFERENCE: ("is", "is_not", "one_of", "empty", "given"),
}


def tests_of(column: Column) -> Sequence[str]:
    """The tests that make sense for a field."""
    return _BY_KIND[column.kind]


def condition_words(condition: Condition, column: Column) -> str:
    """A condition as its chip says it: 状态：办理中, 到账 ≥ 30万元, 日期 近30天."""
    test = _(TESTS[condition.test])
    if condition.test in WITHOUT_VALUE:
        return _("{field} {test}").format(field=column.label, test=test)
    if condition.test in OF_DAYS:
        words = _("{field}: last {days} days") if condition.test == "last_days" else _("{field}: next {days} days")
        return words.format(field=column.label, days=condition.value)
    words = condition.words or _value_words(condition, column)
    if condition.test in ("is", "one_of"):
        return _("{field}: {value}").format(field=column.label, value=words)
    return _("{field} {test} {value}").format(field=column.label, test=test, value=words)


def _value_words(condition: Condition, column: Column) -> str:
    if condition.test == "between":
        low, high = (column.text(column.from_stored(value)) for value in condition.value)
        return _("{low} to {high}").format(low=low, high=high)
    if condition.test == "one_of":
        return _(", ").join(column.text(column.from_stored(value)) for value in condition.value)
    return column.text(column.from_stored(condition.value))
