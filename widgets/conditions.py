"""A filter as plain data: quick words, switches, and conditions of which groups hold one of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.fields import Column, Kind
from casework.language import N_, _

TESTS = {
    "is": N_("is"),
    "is_not": N_("is not"),
    "contains": N_("contains"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "from": N_("from"),
    "until": N_("until"),
    "empty": N_("is empty"),
    "given": N_("is given"),
}
WITHOUT_VALUE = ("empty", "given")
_BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("contains", "is", "empty", "given"),
    Kind.LONG_TEXT: ("contains", "empty", "given"),
    Kind.INTEGER: ("at_least", "at_most", "is", "empty"),
    Kind.MONEY: ("at_least", "at_most", "is", "empty"),
    Kind.DATE: ("from", "until", "is", "empty", "given"),
    Kind.MOMENT: ("from", "until"),
    Kind.YES_NO: ("is",),
    Kind.CODE: ("is", "is_not", "empty"),
    Kind.REFERENCE: ("is", "is_not", "empty", "given"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One test of one field; `value` as SQLite keeps it, `words` as the user chose it (the name behind an id)."""

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
    groups = [tuple(Condition(**c) for c in group if c["test"] in TESTS) for group in plain.get("any_of", ())]
    return Filter(
        words=str(plain.get("words", "")),
        quick=tuple(plain.get("quick", ())),
        groups=tuple(group for group in groups if group),
    )


def tests_of(column: Column) -> Sequence[str]:
    """The tests that make sense for a field."""
    return _BY_KIND[column.kind]


def condition_words(condition: Condition, column: Column) -> str:
    """A condition as its chip says it: 状态：办理中, 到账 ≥ 30万元."""
    if condition.test in WITHOUT_VALUE:
        return _("{field} {test}").format(field=column.label, test=_(TESTS[condition.test]))
    words = condition.words or column.text(column.from_stored(condition.value))
    if condition.test == "is":
        return _("{field}: {value}").format(field=column.label, value=words)
    return _("{field} {test} {value}").format(field=column.label, test=_(TESTS[condition.test]), value=words)
