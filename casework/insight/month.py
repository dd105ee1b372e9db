"""What a monthly summary is made of: figures beside those before, by month and by service mode, towards targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.entities.targets import Target
from casework.insight.figure import Figure, FigureSet, Question, SplitTable
from casework.insight.figure_words import difference_text
from casework.insight.figures import answer, compute
from casework.insight.frozen import frozen_of, thawed
from casework.insight.indicator import FigureKind, Section
from casework.insight.indicators import INDICATORS, SECTION_TITLES, indicator, is_indicator
from casework.insight.month_text import own_words
from casework.language import _
from casework.periods import Period
from casework.records import Reader

COURSE_KEYS = ("contacts_total", "appeals_accepted", "appeals_handled")
"""The indicators whose course over the months is shown."""
_MOST_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """A figure beside the one before; `difference` in fen or counts, None where the two cannot be compared so."""

    figure: Figure
    before: Figure | None
    difference: int | None
    difference_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGroup:
    """The figures of one part of the summary."""

    section: Section
    title: str
    rows: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A period of a scope as a monthly summary tells it.

    `previous` are the figures of the period before (for 1—10月 those of 1—9月), as they were frozen
    where they were; None for a period without an end to compare from. `last_year` are those of the same
    days a year ago, as far as anything was counted then. `year_to_date` holds the
    indicators with an annual target, from 1 January to the end of the period. `by_month` are the
    months of the period, or of the year up to a single month, with the figures of `COURSE_KEYS`.
    `own_words` are the templates that the office wrote for parts of the text, by part (month_text).
    `frozen` is the frozen record of this very period and scope, where there is one.
    """

    figures: FigureSet
    previous: FigureSet | None
    previous_is_frozen: bool
    last_year: FigureSet | None = None
    year_to_date: FigureSet
    by_month: tuple[FigureSet, ...]
    by_service_mode: SplitTable | None
    by_appeal_kind: SplitTable | None
    frozen: FrozenMonth | None
    own_words: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def groups(self) -> tuple[MonthGroup, ...]:
        """The figures by part of the summary, each beside the one before."""
        rows: dict[Section, list[MonthRow]] = {section: [] for section in Section}
        for figure in self.figures.figures:
            before = self.previous.figure(figure.key) if self.previous else None
            section = indicator(figure.key).section if is_indicator(figure.key) else Section.REPORTED
            rows[section].append(month_row(figure, before))
        return tuple(
            MonthGroup(section=section, title=_(SECTION_TITLES[section]), rows=tuple(found))
            for section, found in rows.items()
            if found
        )


def month_row(figure: Figure, before: Figure | None) -> MonthRow:
    """A figure beside the one before it, with the difference in words: 增加4件, 减少1件, 持平."""
    is_rate = figure.unit == ""
    if before is None or before.unit != figure.unit or is_rate or figure.value is None or before.value is None:
        return MonthRow(figure=figure, before=before, difference=None, difference_text="")
    now, then = int(figure.value), int(before.value)
    kind = FigureKind.MONEY if figure.unit == "fen" else FigureKind.COUNT
    words = difference_text(kind, now, then, figure.unit)
    return MonthRow(figure=figure, before=before, difference=now - then, difference_text=words)


def month(read: Reader, period: Period, scope: Unit | None = None, round_: RevisitRound | None = None) -> Month:
    """Everything a monthly summary of this period and scope says, with the figures of a round where one is given."""
    figures = compute(read, period, scope, round_)
    previous, previous_is_frozen = _previous(read, figures.question)
    return Month(
        figures=figures,
        previous=previous,
        previous_is_frozen=previous_is_frozen,
        last_year=_last_year(read, figures.question),
        year_to_date=_year_to_date(read, figures.question),
        by_month=tuple(_only(read, figures.question.during(part), COURSE_KEYS) for part in _course(figures.question)),
        by_service_mode=compute(read, period, scope, keys=("appeals_handled",), by="mode").split,
        by_appeal_kind=compute(read, period, scope, keys=("appeals_accepted",), by="kind").split,
        frozen=frozen_of(read, period, scope),
        own_words=own_words(read, figures.question),
    )


def _only(read: Reader, question: Question, keys: Iterable[str]) -> FigureSet:
    """The figures of these keys, without sentences."""
    figures = answer(read, question, [indicator(key) for key in keys])
    return FigureSet(question=question, figures=figures, sentences=())


def _previous(read: Reader, question: Question) -> tuple[FigureSet | None, bool]:
    if question.period.end is None:
        return None, False
    before = question.period.previous()
    frozen = frozen_of(read, before, question.scope)
    if frozen:
        return thawed(read, frozen), True
    return compute(read, before, question.scope), False


def _last_year(read: Reader, question: Question) -> FigureSet | None:
    """The figures of the same days a year ago; None where there is no such period or nothing was counted in it."""
    if question.period.end is None or question.period.start is None:
        return None
    before = question.period.same_last_year()
    frozen = frozen_of(read, before, question.scope)
    told = thawed(read, frozen) if frozen else compute(read, before, question.scope)
    return None if all(figure.is_nothing for figure in told.figures) else told


def _year_to_date(read: Reader, question: Question) -> FigureSet:
    """The indicators with a target in the year of the question, counted from 1 January."""
    values = {"scope": question.scope.id if question.scope else None, "year": question.day.year}
    wanted = {target.indicator for target in read.select(Target, "scope_id is :scope and year = :year", values)}
    end = question.period.end or question.day
    year = question.during(Period(end.replace(month=1, day=1), end))
    return _only(read, year, [known.key for known in INDICATORS if known.key in wanted])


def _course(question: Question) -> list[Period]:
    """The months of the period; for a single month those of its year up to it."""
    period = question.period
    if period.start is None or period.end is None:
        return []
    months = period.months()
    if len(months) == 1:
        months = Period(period.end.replace(month=1, day=1), period.end).months()
    return months[-_MOST_MONTHS:]
