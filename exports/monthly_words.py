"""The words of a monthly summary around its figures: days, opening, the sentences by part, what is left over."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.insight.figure import Figure, FigureSet, Question
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS, Indicator, Section
from casework.insight.indicators import INDICATORS
from casework.insight.month import Month
from casework.language import _, chosen_language
from casework.periods import Period

APPEALS_HANDLED = "appeals_handled"
_KINDS_OF_CASES = ("procedures_handled", "disputes_mediated", APPEALS_HANDLED)
_LEFT_OVER = ("enterprises_not_reached", "appeals_overdue", "commitments_overdue")
_KNOWN = {known.key: known for known in INDICATORS}


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


def told_groups(figures: FigureSet, others: Iterable[Section] = ()) -> tuple[ToldGroup, ...]:
    """The sentences by part of the summary, in the order of the parts.

    A part without a sentence is left out, unless it is one of the `others` that have something else to tell.
    """
    found: dict[Section, list[ToldSentence]] = {section: [] for section in others}
    for text in figures.sentences:
        told = ToldSentence(text, _figures_in(text, figures.figures))
        found.setdefault(told.first.section if told.first else Section.REPORTED, []).append(told)
    return tuple(ToldGroup(section, tuple(found[section])) for section in Section if section in found)


def _figures_in(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures a sentence tells: it begins with the clause of the first and holds those of the others."""
    begins = [figure for figure in figures if figure.sentence and text.startswith(figure.sentence)]
    first = max(begins, key=lambda figure: len(figure.sentence), default=None)
    if first is None:
        return ()
    return (first, *(f for f in figures if f is not first and _says_something(f) and f.sentence in text))


def _says_something(figure: Figure) -> bool:
    """Whether a sentence may tell it: a zero only where it is told as one."""
    known = _KNOWN.get(figure.key)
    return bool(figure.sentence) and (not figure.is_nothing or (known is not None and known.tells_nothing))


def section_of(figure: Figure) -> Section:
    """The part of the summary a figure belongs to."""
    known = _KNOWN.get(figure.key)
    return known.section if known else Section.REPORTED


def sentence(text: str) -> str:
    """The text with a capital where the language has one and the mark that ends it; empty for no text."""
    return _("{sentence}. ").format(sentence=text[:1].upper() + text[1:]) if text else ""


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


def frozen_on(month: Month) -> dt.date | None:
    """The day on which these figures were frozen; those of a round never are, whatever the month's are."""
    return month.frozen.frozen_on if month.frozen and month.figures.question.round is None else None


def opening(month: Month, made_on: dt.date) -> str:
    """What follows, for which scope, which days, as of when, and whether it is frozen."""
    question = month.figures.question
    begins = _("This summarises the service to enterprises for {period}").format(period=question.period.title())
    year = question.period.start.year if question.period.start else None
    scope = _("All figures are for {scope}").format(scope=question.scope_name)
    days = _("for {days}").format(days=days_text(question.period)) if question.period.start else ""
    as_of = _("numbers of a day are as of {day}").format(day=day_text(question.day, year))
    frozen = frozen_on(month)
    if frozen:
        made = _("frozen on {day}").format(day=day_text(frozen, year))
    else:
        made = _("taken from the records on {day}").format(day=day_text(made_on, year))
    return (
        sentence(begins) + sentence(comma(scope, days, as_of if _has_day_numbers(month.figures) else "", made))
    ).strip()


def _has_day_numbers(figures: FigureSet) -> bool:
    """Whether the text tells numbers of a day beside those of the period."""
    leads = (_lead(told, figures.question) for group in told_groups(figures) for told in group.sentences)
    return any(lead and lead != figures.question.period.title() for lead in leads)


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
    return words


def _lead(told: ToldSentence, question: Question) -> str:
    if told.first is None or told.figures[0].source:
        return ""
    if told.first.as_of and not told.first.needs_round:
        return _("As of {day}").format(day=day_text(question.day))
    return question.period.title()


def left_over_words(figures: FigureSet) -> str:
    """What is late or was missed at the end of the period; empty where nothing is."""
    found = [figure for key in _LEFT_OVER if (figure := figures.figure(key)) and not figure.is_nothing]
    told = [_(AMOUNT_WORDS).format(words=figure.label, figure=figure.text) for figure in found]
    return _("Still to be settled one by one are {items}").format(items=listing(told)) if told else ""
