"""A filter of a list as plain data: quick words, switches, and conditions of which groups hold one of another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from casework.language import N_

TESTS = {
    "is": N_("is"),
    "is_not": N_("is not"),
    "one_of": N_("is one of"),
    "contains": N_("contains"),
    "contains_not": N_("does not contain"),
    "begins": N_("begins with"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "from": N_("from"),
    "until": N_("until"),
    "between": N_("between"),
    "last_days": N_("in the last days"),
    "next_days": N_("in the next days"),
    "this_month": N_("in this month"),
    "last_month": N_("in the month before"),
    "this_year": N_("in this year"),
    "empty": N_("is empty"),
    "given": N_("is given"),
}
WITHOUT_VALUE = ("empty", "given", "this_month", "last_month", "this_year")
"""Tests that need nothing to compare with."""
OF_DAYS = ("last_days", "next_days")
"""Tests whose value is a number of days counted from today; the last 30 days end with today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One test of one field.

    `value` is as SQLite keeps it (several for `between` and `one_of`), `words` as the user chose it (the
    name behind an id).
    """

    field: str
    test: str
    value: Any = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to: its words, its switches, and one of the groups, whose conditions all hold."""

    words: str = ""
    quick: tuple[str, ...] = ()
    groups: tuple[tuple[Condition, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.words or self.quick or self.groups)

    def plain(self) -> dict[str, Any]:
        """As JSON values, to be kept in the case file."""
        return {
            "words": self.words,
            "quick": list(self.quick),
            "any_of": [
                [{"field": c.field, "test": c.test, "value": c.value, "words": c.words} for c in group]
                for group in self.groups
            ],
        }

    def with_condition(self, condition: Condition, *, alternative: bool) -> "Filter":
        """One condition more: in the last group, or as the first of a group that may hold instead."""
        if alternative or not self.groups:
            groups = (*self.groups, (condition,))
        else:
            groups = (*self.groups[:-1], (*self.groups[-1], condition))
        return Filter(words=self.words, quick=self.quick, groups=groups)

    def without_condition(self, group: int, place: int) -> "Filter":
        """Without the condition at that place; a group that is left empty goes with it."""
        kept = [tuple(c for n, c in enumerate(g) if (m, n) != (group, place)) for m, g in enumerate(self.groups)]
        return Filter(words=self.words, quick=self.quick, groups=tuple(g for g in kept if g))


def filter_from(plain: Mapping[str, Any]) -> Filter:
    """The filter that `plain` gave; conditions with an unknown test are left out."""
    groups = [tuple(_condition(c) for c in group if c["test"] in TESTS) for group in plain.get("any_of", ())]
    return Filter(
        words=str(plain.get("words", "")),
        quick=tuple(plain.get("quick", ())),
        groups=tuple(group for group in groups if group),
    )


def _condition(plain: Mapping[str, Any]) -> Condition:
    """A condition out of JSON, which knows no tuples."""
    value = plain.get("value")
    kept = tuple(cast("list[Any]", value)) if isinstance(value, list) else value
    return Condition(field=str(plain["field"]), test=str(plain["test"]), value=kept, words=str(plain.get("words", "")))
