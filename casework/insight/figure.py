"""What a question for figures is made of, and the figures that answer it, as plain values and as JSON."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.language import _
from casework.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a period, a scope with all units below it (None: everything), a round (or none).

    `today` is the day of the work: a period that is not over yet is counted as of that day.
    """

    period: Period
    today: dt.date
    scope: Unit | None = None
    round: RevisitRound | None = None
    as_of: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day for numbers as of a day: the end of the period, where no other is asked for."""
        if self.as_of:
            return self.as_of
        return self.today if self.period.end is None or self.period.contains(self.today) else self.period.end

    @property
    def scope_name(self) -> str:
        """The name of the scope, as it is printed beside every number."""
        return self.scope.name if self.scope else _("all units")

    def bound(self) -> dict[str, Any]:
        """The values that the SQL of the indicators binds by name."""
        return {
            "first": self.period.first,
            "last": self.period.last,
            "day": self.day.isoformat(),
            "year": self.day.year,
            "scope": self.scope.id if self.scope else None,
            "round": self.round.id if self.round else None,
        }

    def during(self, period: Period) -> "Question":
        """The same question for another period."""
        return Question(period=period, today=self.today, scope=self.scope, round=self.round)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as it is printed, with everything that makes it trustworthy.

    `value` is fen, a count, or a rate from 0 to 1 (None without a base); `unit` is "fen", the measure
    word, or empty for a rate; `base` numerator and denominator; `target` the annual target in the same
    unit, with its words; `records` how many records stand behind it; `source` the document of a
    reported figure; `rule` the counting rule.
    """

    key: str
    label: str
    value: float | None
    unit: str
    text: str
    sentence: str
    base: tuple[int, int] | None = None
    target: tuple[int, str] | None = None
    records: int = 0
    source: str = ""
    rule: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell: a zero, or a rate without a base."""
        return self.value is None if self.unit == "" else not self.value

    def as_json(self) -> dict[str, Any]:
        """The figure as plain JSON values (money in fen, rates from 0 to 1)."""
        return {
            "key": self.key,
            "label": self.label,
            "value": self.value,
            "unit": self.unit,
            "text": self.text,
            "sentence": self.sentence,
            "base": {"num": self.base[0], "den": self.base[1]} if self.base else None,
            "target": self.target[0] if self.target else None,
            "target_text": self.target[1] if self.target else "",
            "records": self.records,
            "source": self.source,
            "rule": self.rule,
        }


def figure_from_json(given: Mapping[str, Any]) -> Figure:
    """The figure that `Figure.as_json` wrote."""
    base, target = given["base"], given["target"]
    return Figure(
        **{name: given[name] for name in ("key", "label", "value", "unit", "text", "sentence")},
        base=(base["num"], base["den"]) if base else None,
        target=(target, given["target_text"]) if target is not None else None,
        records=given["records"],
        source=given["source"],
        rule=given["rule"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """One district, unit, person or mode with its part of each figure, in the order of the columns."""

    id: str
    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTable:
    """Figures told apart by district, unit, person or mode; `note` says when parts may exceed the total."""

    by: str
    label: str
    columns: tuple[Figure, ...]
    rows: tuple[SplitRow, ...]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The table as plain JSON values."""
        keys = [column.key for column in self.columns]
        return {
            "by": self.by,
            "note": self.note,
            "rows": [{"id": r.id, "name": r.name} | dict(zip(keys, r.values, strict=True)) for r in self.rows],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSet:
    """The figures of a period and scope, and the sentences that tell them."""

    question: Question
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]
    split: SplitTable | None = None

    @property
    def scope(self) -> Unit | None:
        """The unit whose figures these are, units below it included; None for all."""
        return self.question.scope

    @property
    def period(self) -> Period:
        """The period of the figures."""
        return self.question.period

    def figure(self, key: str) -> Figure | None:
        """The figure of that key, where there is one."""
        return next((figure for figure in self.figures if figure.key == key), None)

    def as_json(self) -> dict[str, Any]:
        """The answer of the command `figures`."""
        answer: dict[str, Any] = {
            "scope": self.scope.name if self.scope else None,
            "period": self.period.code,
            "as_of": self.question.day.isoformat(),
            "figures": [figure.as_json() for figure in self.figures],
            "sentences": list(self.sentences),
        }
        return answer | ({"split": self.split.as_json()} if self.split else {})
