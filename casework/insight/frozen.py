"""Frozen months: the figures as they were printed, kept with the records behind them, and what changed since."""

import json
from dataclasses import dataclass
from typing import Any

from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.insight.figure import Figure, FigureSet, Question, figure_from_json
from casework.insight.figures import all_behind, answer, compute
from casework.periods import Period, parse_period
from casework.records import Reader

_MOST_KEPT = 2000
"""So many records behind one figure are kept by name; of more only the number is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRecord:
    """A record that made a figure change: it came, it went, or its amount is another (in fen)."""

    type_name: str
    id: str
    title: str
    before: int | None
    after: int | None
    came: bool = False
    went: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that is another now than when its month was frozen, with the records that made it so.

    `after` is None where the figure is no more (a reported one that was taken back), `before` where
    it is new (a report that came late). `records` is empty where they were too many to be kept.
    """

    key: str
    label: str
    before: Figure | None
    after: Figure | None
    records: tuple[ChangedRecord, ...]


def freeze(read: Reader, period: Period, scope: Unit | None = None, frozen_by: str = "") -> FrozenMonth:
    """The figures of a period and scope as a record to be saved: as printed today, with the records behind them."""
    figures = compute(read, period, scope)
    kept = [figure.as_json() | {"behind": _kept(read, figures.question, figure)} for figure in figures.figures]
    return FrozenMonth(
        period=period.code,
        scope_id=scope.id if scope else "",
        frozen_on=read.clock.today,
        frozen_by=frozen_by,
        figures=json.dumps({"figures": kept, "sentences": figures.sentences}, ensure_ascii=False),
    )


def _kept(read: Reader, question: Question, figure: Figure) -> list[list[Any]] | None:
    if figure.records > _MOST_KEPT:
        return None
    return [[found.type_name, found.id, found.amount] for found in all_behind(read, question, figure.key)]


def frozen_of(read: Reader, period: Period, scope: Unit | None = None) -> FrozenMonth | None:
    """The frozen record of this very period and scope, where there is one."""
    values = {"period": period.code, "scope": scope.id if scope else None}
    found = read.select(FrozenMonth, "period = :period and scope_id is :scope", values, limit=1)
    return found[0] if found else None


def thawed(read: Reader, frozen: FrozenMonth) -> FigureSet:
    """The figures and sentences as they were frozen."""
    kept = json.loads(frozen.figures)
    figures = tuple(figure_from_json(figure) for figure in kept["figures"])
    return FigureSet(question=_question(read, frozen), figures=figures, sentences=tuple(kept["sentences"]))


def _question(read: Reader, frozen: FrozenMonth) -> Question:
    """The question as it was asked on the day of freezing."""
    scope = read.get(Unit, frozen.scope_id) if frozen.scope_id else None
    return Question(period=parse_period(frozen.period), today=frozen.frozen_on, scope=scope)


def differences(read: Reader, frozen: FrozenMonth, then: Reader | None = None) -> tuple[Difference, ...]:
    """Which figures of a frozen month are others now, counted by the same question as then.

    `then` is the file as it stood when the month was frozen: it tells the records also where they were
    too many to be kept with the month.
    """
    kept = {figure["key"]: figure for figure in json.loads(frozen.figures)["figures"]}
    question = _question(read, frozen)
    now = {figure.key: figure for figure in answer(read, question, with_unknown=True)}
    found: list[Difference] = []
    for key, kept_then in kept.items():
        before, after = figure_from_json(kept_then), now.get(key)
        if after and _counted(before) == _counted(after):
            continue
        records = _changed(read, question, key, _behind_then(then, question, key, kept_then["behind"]))
        found.append(Difference(key=key, label=before.label, before=before, after=after, records=records))
    new = [figure for figure in now.values() if figure.source and figure.key not in kept]
    return (*found, *(Difference(key=f.key, label=f.label, before=None, after=f, records=()) for f in new))


def _behind_then(then: Reader | None, question: Question, key: str, kept: list[list[Any]] | None) -> Any:
    if kept is not None or then is None:
        return kept
    return [[found.type_name, found.id, found.amount] for found in all_behind(then, question, key)]


def _counted(figure: Figure) -> tuple[Any, ...]:
    """What makes a figure another one: its value and the number of its records (the base of a rate)."""
    return figure.value, figure.records


def _changed(read: Reader, question: Question, key: str, kept: list[list[Any]] | None) -> tuple[ChangedRecord, ...]:
    if kept is None:
        return ()
    then = {(type_name, record_id): amount for type_name, record_id, amount in kept}
    now = {(found.type_name, found.id): found.amount for found in all_behind(read, question, key)}
    return tuple(
        ChangedRecord(
            type_name=one[0],
            id=one[1],
            title=_title(read, *one),
            before=then.get(one),
            after=now.get(one),
            came=one not in then,
            went=one not in now,
        )
        for one in dict.fromkeys((*then, *now))
        if one not in then or one not in now or then[one] != now[one]
    )


def _title(read: Reader, type_name: str, record_id: str) -> str:
    record = read.get(read.types[type_name], record_id)
    number = getattr(record, "number", "")
    return f"{number} {record.title()}".strip()
