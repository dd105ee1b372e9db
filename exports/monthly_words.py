"""The words of a monthly summary around its figures: opening, groups of sentences, the course of the months."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from casework.amounts import count_text
from casework.insight.figure import Figure, FigureSet, Question, SplitTable
from casework.insight.figure_words import comma, difference_text, listing
from casework.insight.indicator import AMOUNT_WORDS, FigureKind, Indicator, Section
from casework.insight.indicators import INDICATORS
from casework.language import _, chosen_language
from casework.periods import Period
from exports.monthly_material import MonthlyMaterial

APPEALS_HANDLED = "appeals_handled"
_KINDS_OF_CASES = ("procedures_handled", "disputes_mediated", APPEALS_HANDLED)
_LEFT_OVER = ("enterprises_not_reached", "appeals_overdue", "commitments_overdue")
_KNOWN = {known.key: known for known in INDICATORS}
_MONTHS = range(2, 13)  # one month has no course, more than a year no single name a month


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence of the figure set, word for word, and the figures it tells."""

    text: str
    figures: tuple[Figure, ...]

    @property
    def first(self) -> Indicator | None:
        """The indicator it begins with; None for a figure that only another office knows."""
        return _KNOWN.get(self.figures[0].key) if self.figures else None


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """The sentences of one part of the summary."""

    section: Section
    sentences: tuple[ToldSentence, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents of its reported figures (product rule 13)."""
        sources = (figure.source for told in self.sentences for figure in told.figures if figure.source)
        return tuple(dict.fromkeys(sources))


def told_groups(figures: FigureSet) -> tuple[ToldGroup, ...]:
    """The sentences by part of the summary, in the order of the parts; a part without a sentence is left out."""
    found: dict[Section, list[ToldSentence]] = {}
    for text in figures.sentences:
        told = ToldSentence(text, _figures_in(text, figures.figures))
        found.setdefault(told.first.section if told.first else Section.REPORTED, []).append(told)
    return tuple(ToldGroup(section, tuple(found[section])) for section in Section if section in found)


def _figures_in(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures a sentence tells: it begins with the clause of the first and holds those of the others."""
    begins = [figure for figure in figures if figure.sentence and text.startswith(figure.sentence)]
    first = max(begins, key=lambda figure: len(figure.sentence), default=None)
    others = (figure for figure in figures if figure.sentence and figure is not first and figure.sentence in text)
    return (first, *others) if first else ()


def section_of(figure: Figure) -> Section:
    """The part of the summary a figure belongs to."""
    known = _KNOWN.get(figure.key)
    return known.section if known else Section.REPORTED


def sentence(text: str) -> str:
    """The text with the mark that ends a sentence; empty for no text."""
    return _("{sentence}. ").format(sentence=text) if text else ""


def day_text(day: dt.date, known_year: int | None = None) -> str:
    """A day as it is printed: 2024年10月31日; without the year where that is known already."""
    period = Period(day, day)
    return short_title(period) if day.year == known_year else period.title()


def short_title(period: Period) -> str:
    """A period within one year without that year: 10月, 1—10月; the whole title of any other."""
    title = period.title()
    if period.start is None or period.end is None or period.start.year != period.end.year:
        return title
    year = _("{year}").format(year=period.end.year)
    return title.removeprefix(year).removesuffix(year).strip() or title


def days_text(period: Period) -> str:
    """The first and the last day of a period as they are printed: 2024年1月1日至10月31日."""
    if period.start is None or period.end is None or period.start == period.end:
        return period.title()
    last = day_text(period.end, period.start.year if chosen_language() == "zh_CN" else None)
    return _("{first} to {last}").format(first=day_text(period.start), last=last)


def opening(material: MonthlyMaterial, made_on: dt.date) -> str:
    """What follows, for which scope, which days, as of when, and whether it is frozen."""
    question = material.figures.question
    begins = _("This summarises the service to enterprises for {period}").format(period=question.period.title())
    scope = _("All figures are for {scope}, for {days}").format(
        scope=question.scope_name, days=days_text(question.period)
    )
    year = question.period.start.year if question.period.start else None
    as_of = _("numbers of a day are as of {day}").format(day=day_text(question.day, year))
    if material.frozen_on:
        made = _("frozen on {day}").format(day=day_text(material.frozen_on, year))
    else:
        made = _("taken from the records on {day}").format(day=day_text(made_on, year))
    return (sentence(begins) + sentence(comma(scope, as_of, made))).strip()


def group_words(group: ToldGroup, question: Question) -> str:
    """The sentences of a part, each unchanged behind the period or the day it is for."""
    words, before = "", ""
    for told in group.sentences:
        lead = _lead(told, question)
        words += sentence(comma(lead, told.text) if lead != before else told.text)
        before = lead
    if sum(figure.key in _KINDS_OF_CASES for told in group.sentences for figure in told.figures) > 1:
        words += sentence(_("The kinds of cases are counted apart and not added up"))
    if group.sources:
        words += sentence(_("Source: {sources}").format(sources=listing(group.sources)))
    return words.strip()


def _lead(told: ToldSentence, question: Question) -> str:
    if told.first is None or told.figures[0].source:
        return ""
    if told.first.as_of and not told.first.needs_round:
        return _("As of {day}").format(day=day_text(question.day))
    return question.period.title()


@dataclass(frozen=True, slots=True)
class MonthCourse:
    """The appeals handled in each month of the period, the last one perhaps not over; `total` is their sum."""

    months: tuple[tuple[Period, int], ...]
    measure: str
    total: int

    @property
    def words(self) -> str:
        """In which months most were handled, and the last one against the month before."""
        most = max(count for _month, count in self.months)
        names = [short_title(month) for month, count in self.months if count == most]
        figure = count_text(most, self.measure)
        if len(names) == 1:
            top = _("Most were handled in {months}: {figure}").format(months=names[0], figure=figure)
        else:
            top = _("Most were handled in {months}: {figure} each").format(months=listing(names), figure=figure)
        (_before, earlier), (last, count) = self.months[-2:]
        moved = _("{month}: {figure}, {difference} on the month before").format(
            month=short_title(last),
            figure=count_text(count, self.measure),
            difference=difference_text(FigureKind.COUNT, count, earlier, self.measure),
        )
        return sentence(_("{before}; {next}").format(before=top, next=moved)).strip()


def month_course(material: MonthlyMaterial) -> MonthCourse | None:
    """The course of the months, where there are several and their sum is the figure of the text."""
    handled = material.figures.figure(APPEALS_HANDLED)
    counts = [(part.period, part.figure(APPEALS_HANDLED)) for part in material.by_month]
    months = tuple((period, int(figure.value or 0)) for period, figure in counts if figure)
    total = sum(count for _month, count in months)
    if handled is None or len(months) not in _MONTHS or not total or total != handled.value:
        return None
    return MonthCourse(months, handled.unit, total)


def mode_words(table: SplitTable | None, total: int) -> str:
    """How the appeals handled were handled, equal parts together; empty where they do not make the total."""
    if table is None or len(table.columns) != 1 or sum(row.values[0] for row in table.rows) != total or not total:
        return ""
    measure = table.columns[0].unit
    rows = sorted((row for row in table.rows if row.values[0]), key=lambda row: -row.values[0])
    told: list[str] = []
    for count, same in groupby(rows, key=lambda row: row.values[0]):
        names = [row.name for row in same]
        words = _(AMOUNT_WORDS) if len(names) == 1 else _("{words} {figure} each")
        told.append(words.format(words=listing(names), figure=count_text(count, measure)))
    if len(rows) > 1:
        told.append(_("{figure} in all").format(figure=count_text(total, measure)))
    return sentence(comma(*told)).strip()


def left_over_words(figures: FigureSet) -> str:
    """What is late or was missed at the end of the period; empty where nothing is."""
    found = [figure for key in _LEFT_OVER if (figure := figures.figure(key)) and not figure.is_nothing]
    told = [_(AMOUNT_WORDS).format(words=figure.label, figure=figure.text) for figure in found]
    return _("Still to be settled one by one are {items}").format(items=listing(told)) if told else ""
