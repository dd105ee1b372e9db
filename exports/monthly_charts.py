"""The charts of a monthly summary, drawn from the figures that its text tells."""

from collections.abc import Sequence

from casework.insight.figure import FigureSet, Question
from casework.insight.figure_words import comma
from casework.language import _
from exports.charts import Bars, ChartPair, ChartTitle, Goal, GoalBars, Share, SplitBar
from exports.drawing import Block, Gap, Pen
from exports.monthly_course import MonthCourse
from exports.monthly_goals import GoalProgress, TimeGone
from exports.monthly_words import short_title
from exports.official_grid import OnGrid
from exports.sections import Stack
from exports.styles import CHART_NOTE, CHART_TITLE
from exports.typesetting import ChinesePara

_MODES = (
    "contacts_on_site",
    "contacts_phone",
    "contacts_online",
    "contacts_symposium",
    "contacts_tea_talk",
    "contacts_joint_office",
)
_NOTE_RAISED = 5.0
_AIR = 8.0
_FEWEST_PARTS = 2
_FEWEST_BARS = 3


class ChartWithNote(Block):
    """One chart over the whole width with a line under it; never parted."""

    def __init__(self, chart: Block, note: str) -> None:
        super().__init__()
        self._chart, self._note = chart, ChinesePara(note, CHART_NOTE)

    def measure(self, width: float) -> float:
        """The chart leaves room for one line; a note of several takes more."""
        return self._chart.fit(width) + max(self._note.fit(width) - CHART_NOTE.leading, 0)

    def paint(self, pen: Pen) -> None:
        """The chart above, the note at the foot."""
        self._chart.paint(pen.at(0, self.height - self._chart.height))
        self._note.paint(pen.at(0, _NOTE_RAISED))


def course_chart(course: MonthCourse, number: int) -> Bars:
    """A bar a month; their sum is the figure of the text."""
    bars = [(short_title(month), count) for month, count in course.months]
    unit = _("{measure}, {total} in all").format(measure=course.measure, total=course.total)
    unit = comma(course.span, unit)
    return Bars(_title(number, _("Appeals handled by month"), unit), bars, total=course.total)


def goals_chart(goals: Sequence[GoalProgress], time: TimeGone, number: int) -> GoalBars:
    """A bar a target, with the time gone by as a tick."""
    unit = _("line: {fraction} of the year is gone").format(fraction=time.fraction)
    return GoalBars(
        _title(number, _("Progress towards the annual targets"), unit),
        [Goal(name=goal.words, fraction=goal.fraction, percent=goal.percent, done=goal.share) for goal in goals],
        time_gone=time.share,
        time_words=_("time {percent}").format(percent=time.percent),
    )


def _title(number: int, name: str, unit: str) -> ChartTitle:
    return ChartTitle(number=_("Figure {number}").format(number=number), name=name, unit=unit)


def cases_and_goals(
    course: MonthCourse | None, goals: Sequence[GoalProgress], time: TimeGone, question: Question, *, first_number: int
) -> Block | None:
    """The course of the months and the goals beside each other, or the one of them there is; None without both."""
    course = course if course and len(course.months) >= _FEWEST_BARS else None
    if course and goals:
        left, right = course_chart(course, first_number), goals_chart(goals, time, first_number + 1)
        return OnGrid(ChartPair(left, right, _note(question, course, first_number)))
    if course:
        return OnGrid(ChartWithNote(course_chart(course, first_number), _note(question, course, first_number)))
    if goals:
        return OnGrid(ChartWithNote(goals_chart(goals, time, first_number), _note(question, None, first_number)))
    return None


def _note(question: Question, course: MonthCourse | None, number: int) -> str:
    """Scope, period and, for the months, how they are counted."""
    parts = [scope_words(question)]
    if course:
        rule = _("Figure {number} counts appeals that entered “closed” in the month, the last month is dark")
        parts.append(rule.format(number=number))
    return "　".join(parts)


def scope_words(question: Question) -> str:
    """Scope and period, as they stand under charts and annex titles."""
    scope = _("Scope: {scope}").format(scope=question.scope_name)
    return "　".join((scope, _("Period: {period}").format(period=question.period.title())))


def modes_chart(figures: FigureSet, number: int) -> Block | None:
    """The contacts of the period told apart by mode; None where there is only one mode, or none."""
    total = figures.figure("contacts_total")
    parts = [figure for key in _MODES if (figure := figures.figure(key)) and not figure.is_nothing]
    counts = [int(figure.value or 0) for figure in parts]
    if total is None or len(parts) < _FEWEST_PARTS or sum(counts) != total.value:
        return None
    shares = [Share(word=part.label, count=count, counted=part.text) for part, count in zip(parts, counts, strict=True)]
    title = _("Figure {number}: contacts by mode, {figure} in all").format(number=number, figure=total.text)
    note = ChinesePara(scope_words(figures.question), CHART_NOTE)
    chart = SplitBar(shares, total=sum(counts))
    return OnGrid(
        Stack(Gap(_AIR), ChinesePara(title, CHART_TITLE), Gap(_AIR / 2), chart, Gap(_AIR / 2), note, Gap(_AIR))
    )
