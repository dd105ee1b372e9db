"""The course of the months and the parts of a figure, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby

from casework.amounts import count_text
from casework.insight.figure import FigureSet, SplitTable
from casework.insight.figure_words import comma, difference_text, listing
from casework.insight.indicator import AMOUNT_WORDS, FigureKind
from casework.insight.month import Month
from casework.language import _
from casework.periods import Period
from exports.monthly_words import APPEALS_HANDLED, sentence, short_title

_MONTHS = range(2, 13)  # one month has no course, and beyond a year no month is known by its name alone


@dataclass(frozen=True, slots=True)
class MonthCourse:
    """The appeals handled month by month; `span` names the months where they reach beyond the period of the text."""

    months: tuple[tuple[Period, int], ...]
    measure: str
    span: str = ""

    @property
    def total(self) -> int:
        """The sum of the months."""
        return sum(count for _month, count in self.months)

    @property
    def words(self) -> str:
        """In which months most were handled, and the last one against the month before."""
        return sentence(_("{before}; {next}").format(before=comma(self.span, self._most()), next=self._last())).strip()

    def _most(self) -> str:
        most = max(count for _month, count in self.months)
        names = [short_title(month) for month, count in self.months if count == most]
        words = (
            _("Most were handled in {months}: {figure} each")
            if names[1:]
            else _("Most were handled in {months}: {figure}")
        )
        return words.format(months=listing(names), figure=count_text(most, self.measure))

    def _last(self) -> str:
        (_before, earlier), (last, count) = self.months[-2:]
        return _("{month}: {figure}, {difference} on the month before").format(
            month=short_title(last),
            figure=count_text(count, self.measure),
            difference=difference_text(FigureKind.COUNT, count, earlier, self.measure),
        )


def month_course(month: Month) -> MonthCourse | None:
    """The course of the months up to the day of the figures.

    None where there are not several, or where neither their sum nor the last of them is the figure of the text.
    """
    handled, day = month.figures.figure(APPEALS_HANDLED), month.figures.question.day
    parts = [part for part in month.by_month if part.period.start and part.period.start <= day]
    counts = tuple((part.period, _handled_in(part)) for part in parts)
    if handled is None or not handled.value or not counts:
        return None
    if counts[-1] != (month.figures.period, handled.value):
        is_whole = sum(count for _month, count in counts) == handled.value
        return MonthCourse(counts, handled.unit) if is_whole and len(counts) in _MONTHS else None
    # a single month at the end of its year so far, told from the first month in which there was any
    counts = tuple(dropwhile(lambda month_count: not month_count[1], counts))
    span = short_title(Period(counts[0][0].start, counts[-1][0].end))
    return MonthCourse(counts, handled.unit, span) if len(counts) in _MONTHS else None


def _handled_in(part: FigureSet) -> int:
    figure = part.figure(APPEALS_HANDLED)
    return int(figure.value or 0) if figure else 0


def parts_words(lead: str, table: SplitTable | None, total: float | None) -> str:
    """How many there are of each part, equal parts together; empty where there are not several that make the total."""
    if table is None or not total or _sum(table) != total:
        return ""
    measure = table.columns[0].unit
    rows = sorted((row for row in table.rows if row.values[0]), key=lambda row: -row.values[0])
    if len(rows) == 1:
        return ""
    told = [
        _part([row.name for row in same], count_text(count, measure))
        for count, same in groupby(rows, key=lambda row: row.values[0])
    ]
    told.append(_("{figure} in all").format(figure=count_text(int(total), measure)))
    return sentence(comma(lead, *told)).strip()


def _sum(table: SplitTable) -> int:
    return sum(row.values[0] for row in table.rows) if len(table.columns) == 1 else 0


def _part(names: Sequence[str], figure: str) -> str:
    words = _("{words} {figure} each") if names[1:] else _(AMOUNT_WORDS)
    return words.format(words=listing(names), figure=figure)
