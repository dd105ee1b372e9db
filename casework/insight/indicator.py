"""What an indicator is: a label, a counting rule, the records it counts and the way it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from casework.entities.people import UNDER
from casework.language import N_

COUNT_WORDS = N_("{figure} {words}")
AMOUNT_WORDS = N_("{words} {figure}")


class FigureKind(StrEnum):
    """What sort of number an indicator gives."""

    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    REPORTED = "reported"


class Joint(StrEnum):
    """How a figure joins those before it in one sentence: ，or ； or without a mark."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    NONE = "none"


class Section(StrEnum):
    """The parts of a monthly summary, in their order."""

    ENTERPRISES = "enterprises"
    CONTACTS = "contacts"
    CASES = "cases"
    SUPPLY = "supply"
    PROJECTS = "projects"
    LISTS = "lists"
    COOPERATION = "cooperation"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a record set is told apart by unit, person or mode: the SQL expression and what it joins."""

    expression: str
    join: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSet:
    """The records that several indicators count from, as one SQL statement.

    `where` binds :first and :last (a period), :day and :year (as of its end) and :round. `place` is
    the expression for the unit a record belongs to, `in_round` the condition that keeps a round's own.
    """

    type_name: str
    tables: str
    where: str
    place: str
    in_round: str = ""
    splits: Mapping[str, Split] = field(default_factory=dict[str, Split])

    def source(self, *, scoped: bool, in_round: bool, join: str = "") -> str:
        """The SQL from FROM on; the scope (:scope and all units below it) only where one is asked for."""
        conditions = [self.where]
        if scoped:
            conditions.append(f"{self.place} in {UNDER}")
        if in_round and self.in_round:
            conditions.append(self.in_round)
        return f"from {self.tables} {join} where {' and '.join(conditions)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator (口径): what it is called, what it counts, how its number is printed.

    `only` is the SQL condition that picks its records out of `records`; `amount` the expression that
    is summed over them (nothing: they are counted); `id_column` the id of what is counted where that
    is not the set's own record, each counted once; `part` the condition of the numerator of a rate,
    whose base is `only`. `base` names the indicator a count is printed against. `digits` are the
    significant digits of the rounded form, `exact_first` prints the exact value before it.
    `tells_nothing` says a zero where others are passed over in a sentence.
    """

    key: str
    label: str
    rule: str
    words: str
    section: Section
    measure: str = ""
    kind: FigureKind = FigureKind.COUNT
    records: RecordSet | None = None
    record_type: str = ""
    id_column: str = ""
    only: str = "true"
    part: str = ""
    amount: str = ""
    base: str = ""
    digits: int | None = None
    exact_first: bool = False
    as_of: bool = False
    needs_round: bool = False
    tells_nothing: bool = False
    joint: Joint = Joint.COMMA
    sentence: str = COUNT_WORDS

    @property
    def type_name(self) -> str:
        """The type of the records that stand behind the figure."""
        return self.record_type or (self.records.type_name if self.records else "reported_figure")

    @property
    def counted(self) -> str:
        """The SQL expression for the id of a record behind the figure."""
        return self.id_column or f"{self.type_name}.id"

    def value_columns(self, number: int) -> str:
        """The SQL columns that give its value, base and record count, named by `number`."""
        kept = f"filter (where {self.only})"
        distinct = f"count(distinct {self.counted})" if self.id_column else "count(*)"
        records = f"{distinct} {kept} as records_{number}"
        if self.kind is FigureKind.RATE:
            return f"count(*) filter (where ({self.only}) and ({self.part})) as value_{number}, {records}"
        value = f"coalesce(sum({self.amount}) {kept}, 0)" if self.amount else f"{distinct} {kept}"
        return f"{value} as value_{number}, {records}"

    def value_sql(self, *, scoped: bool = False, in_round: bool = False) -> str:
        """The statement that gives its `value` and its number of `records`."""
        return f"select {self.value_columns(0)} {self._set.source(scoped=scoped, in_round=in_round)}"

    def records_sql(self, *, scoped: bool = False, in_round: bool = False) -> str:
        """The statement that gives id and amount (NULL where records are counted) of the records behind it.

        They come in the order in which they were entered, so that the past tells them in the same one.
        """
        source = self._set.source(scoped=scoped, in_round=in_round)
        distinct, order = ("distinct ", "id") if self.id_column else ("", f"{self._set.type_name}.rowid")
        told = f"select {distinct}{self.counted} as id, {self.amount or 'null'} as amount"
        return f"{told} {source} and ({self.only}) order by {order}"

    @property
    def _set(self) -> RecordSet:
        if self.records is None:
            raise ValueError(f"{self.key} is reported by another office, not counted")
        return self.records
