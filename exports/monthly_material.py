"""What a monthly summary is made of: the figures, those to compare them with, and the records behind them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.insight.figure import FigureSet, SplitTable


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumn:
    """A column of an annex of records: its head, whether figures or words stand in it, and how.

    The one that `is_wide` takes the room the others leave.
    """

    head: str
    is_figure: bool = False
    is_right: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsBehind:
    """The records behind the figure of that key, as an annex prints them: the cells are words already."""

    key: str
    columns: tuple[RecordColumn, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyMaterial:
    """The figures of a period and scope, and what is told beside them where the caller gives it.

    `previous` are the figures of the period before, `previous_is_frozen` whether they stand as they
    were printed then; `frozen_on` is the day on which these figures were frozen. `by_month` holds the
    appeals handled of each month of the period, `by_mode` those of the period told apart by service mode.
    """

    figures: FigureSet
    previous: FigureSet | None = None
    previous_is_frozen: bool = False
    frozen_on: dt.date | None = None
    by_month: tuple[FigureSet, ...] = ()
    by_mode: SplitTable | None = None
    behind: tuple[RecordsBehind, ...] = ()
