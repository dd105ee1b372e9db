"""Figures on their way to an annual target: how far they are, how much time is gone, what is still missing."""

import re
from calendar import isleap, monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.amounts import count_text, format_fen, rate_text
from casework.insight.figure import Figure, Question
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.indicators import INDICATORS
from casework.insight.month import Month
from casework.language import _
from exports.monthly_words import frozen_on

_NUMBER = re.compile(r"(\D*)([\d.,]+)(\D*)")
_WORDS = {known.key: known.words for known in INDICATORS}


@dataclass(frozen=True, slots=True)
class TimeGone:
    """The part of the year gone by: months where the period ends with one, else days."""

    gone: int
    whole: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.gone / self.whole

    @property
    def percent(self) -> str:
        """As it is printed: 83.3%."""
        return percent_text(self.gone, self.whole)

    @property
    def fraction(self) -> str:
        """As it is printed: 10/12."""
        return f"{self.gone}/{self.whole}"


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A count or an amount beside its annual target."""

    figure: Figure
    done: int
    target: int
    is_year_to_date: bool = False

    @property
    def words(self) -> str:
        """What is counted, as sentences call it."""
        words = _WORDS.get(self.figure.key, "")
        return _(words) if words else self.figure.label

    @property
    def share(self) -> float:
        """The part of the target that is reached; above 1 where it is exceeded."""
        return self.done / self.target

    @property
    def percent(self) -> str:
        """As it is printed: 76.7%."""
        return percent_text(self.done, self.target)

    @property
    def fraction(self) -> str:
        """Done and target as they are printed: 23/30个, 66.1/100亿元."""
        return fraction_text(exact_text(self.figure, self.done), exact_text(self.figure, self.target))

    @property
    def is_at_least(self) -> bool:
        """Whether more is better; only then is a goal behind its time, and something missing."""
        words = self.figure.target[1] if self.figure.target else ""
        return words == _("{figure} or more").format(figure=exact_text(self.figure, self.target))

    @property
    def missing(self) -> str:
        """What is missing to the target, in words; empty where nothing is."""
        if not self.is_at_least or self.done >= self.target:
            return ""
        return _(AMOUNT_WORDS).format(words=self.words, figure=exact_text(self.figure, self.target - self.done))


def exact_text(figure: Figure, value: float) -> str:
    """A value of the figure, never rounded: 305件, 1079.29亿元."""
    return format_fen(int(value)) if figure.unit == "fen" else count_text(int(value), figure.unit)


def percent_text(num: int, den: int) -> str:
    """The per cent of a rate without its base: 76.7%."""
    return rate_text(num, den).partition("%")[0] + "%"


def fraction_text(part: str, whole: str, *, with_unit: bool = True) -> str:
    """Two amounts as a fraction, their unit said once, or not at all, where it is the same: 66.1/100亿元."""
    first, second = _NUMBER.fullmatch(part), _NUMBER.fullmatch(whole)
    if first is None or second is None or (first[1], first[3]) != (second[1], second[3]):
        return f"{part}/{whole}"
    return f"{first[1]}{first[2]}/{second[2]}{second[3]}" if with_unit else f"{first[2]}/{second[2]}"


def goal_of(figure: Figure) -> GoalProgress | None:
    """A count or an amount beside its target; None for a rate, which has a base of its own, and without a target."""
    if figure.target is None or not figure.unit or figure.value is None:
        return None
    return GoalProgress(figure, int(figure.value), figure.target[0])


def goals_of(month: Month) -> tuple[GoalProgress, ...]:
    """The counts and amounts that have an annual target.

    Those that the text tells for a shorter period are taken from 1 January on; a frozen month has only its own.
    """
    own = [goal for figure in month.figures.figures if (goal := goal_of(figure))]
    if frozen_on(month):
        return tuple(own)
    known = {goal.figure.key for goal in own}
    others = (goal_of(figure) for figure in month.year_to_date.figures if figure.key not in known)
    return (*own, *(replace(goal, is_year_to_date=True) for goal in others if goal))


def time_gone(question: Question) -> TimeGone:
    """How much of the year is gone at the end of the period, or today where it is not over."""
    day = question.day
    if day.day == monthrange(day.year, day.month)[1]:
        return TimeGone(day.month, 12)
    return TimeGone(day.timetuple().tm_yday, 366 if isleap(day.year) else 365)


def progress_words(goals: Sequence[GoalProgress], time: TimeGone) -> str:
    """How far the goals are and whether they keep up with the year; empty without goals."""
    if not goals:
        return ""
    first = _("{words} reached {percent} ({fraction}) of the annual target")
    further = _("{words} {percent} ({fraction})")
    told = [
        (further if place else first).format(words=goal.words, percent=goal.percent, fraction=_plain_fraction(goal))
        for place, goal in enumerate(goals)
    ]
    gone = _("{percent} ({fraction}) of the year is gone").format(percent=time.percent, fraction=time.fraction)
    since = _("since January") if any(goal.is_year_to_date for goal in goals) else ""
    return comma(since, *told, gone, _pace([goal for goal in goals if goal.is_at_least], time))


def _plain_fraction(goal: GoalProgress) -> str:
    return goal.fraction if goal.figure.unit == "fen" else f"{goal.done}/{goal.target}"


def _pace(goals: Sequence[GoalProgress], time: TimeGone) -> str:
    """Which goals are behind the year; compared as whole numbers, so that equal is not behind."""
    behind = [goal.words for goal in goals if goal.done * time.whole < goal.target * time.gone]
    if not goals:
        return ""
    if not behind:
        return _("not behind the year")
    if len(behind) < len(goals):
        return _("{names} behind the year").format(names=listing(behind))
    return _("all behind the year") if len(goals) > 1 else _("behind the year")


def missing_words(goals: Sequence[GoalProgress]) -> str:
    """What is still missing to the targets; empty where nothing is."""
    missing = [goal.missing for goal in goals if goal.missing]
    return (
        _("To the annual targets there are still missing {amounts}").format(amounts=listing(missing)) if missing else ""
    )
