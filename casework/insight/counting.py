"""Counting: the values of indicators for a question, one SQL statement for each record set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.entities.reported_figures import ReportedFigure
from casework.insight.figure import Question
from casework.insight.indicator import FigureKind, Indicator, RecordSet
from casework.periods import parse_period
from casework.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The value of an indicator (the numerator of a rate) and the number of records behind it (its base)."""

    value: int
    records: int


def count(read: Reader, question: Question, indicators: Iterable[Indicator]) -> dict[str, Counted]:
    """The value of every indicator that is counted from records; those of a round only where one is asked for."""
    by_set: dict[int, tuple[RecordSet, list[Indicator]]] = {}
    for indicator in indicators:
        if indicator.records and (question.round or not indicator.needs_round):
            by_set.setdefault(id(indicator.records), (indicator.records, []))[1].append(indicator)
    found: dict[str, Counted] = {}
    for records, members in by_set.values():
        found |= _count_set(read, question, records, members)
    return found


def _count_set(read: Reader, question: Question, records: RecordSet, members: list[Indicator]) -> Mapping[str, Counted]:
    source = records.source(scoped=question.scope is not None, in_round=question.round is not None)
    columns = ", ".join(member.value_columns(number) for number, member in enumerate(members))
    row = read.query(f"select {columns} {source}", question.bound())[0]
    return {
        member.key: Counted(value=row[f"value_{number}"], records=row[f"records_{number}"])
        for number, member in enumerate(members)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A record behind a figure; `amount` in fen (or persons) where its figure is a sum."""

    type_name: str
    id: str
    amount: int | None = None


def behind(read: Reader, question: Question, indicator: Indicator) -> list[Behind]:
    """The records behind an indicator that is counted from records; the base of a rate."""
    if indicator.needs_round and question.round is None:
        return []
    sql = indicator.records_sql(scoped=question.scope is not None, in_round=question.round is not None)
    rows = read.query(sql, question.bound())
    amount = indicator.kind is FigureKind.MONEY or bool(indicator.amount)
    return [
        Behind(type_name=indicator.type_name, id=row["id"], amount=row["amount"] if amount else None) for row in rows
    ]


def reported(read: Reader, question: Question) -> dict[str, ReportedFigure]:
    """The figures that another office reported for exactly this scope, by indicator.

    A figure of a period counts for that period only; one as of a day for the rest of its year, the
    newest first. A figure is never added up from those of smaller scopes (rule 13).
    """
    values = {"scope": question.scope.id if question.scope else None}
    until = question.as_of or question.period.end or question.today
    found: dict[str, ReportedFigure] = {}
    for row in read.select(ReportedFigure, "scope_id is :scope", values, order="as_of, rowid"):
        if row.as_of is None:
            counts = parse_period(row.period) == question.period
        else:
            counts = row.as_of <= until and row.as_of.year == until.year
        if counts:
            found[row.indicator] = row
    return found
