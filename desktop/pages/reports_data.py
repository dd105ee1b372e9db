"""Everything a report shows, gathered beside the window's thread: the month, its traces, what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.casebook import Casebook
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.insight.figure import Figure
from casework.insight.figures import answer
from casework.insight.frozen import Difference, differences
from casework.insight.indicators import indicator, is_indicator
from casework.insight.month import Month
from casework.periods import Period, parse_period
from casework.records import Reader
from desktop.monthly_papers import edition
from desktop.pages.reports_parts import TextPart, text_parts
from desktop.pages.reports_question import ReportQuestion

MAIN_KEYS = (
    "contacts_total",
    "appeals_accepted",
    "appeals_handled",
    "satisfaction_rate",
    "procedures_handled",
    "disputes_mediated",
    "entries_signed",
    "agreed_investment",
    "appeals_overdue",
    "enterprises_in_round",
    "signed_amount",
    "projects_promoted",
    "promoted_amount",
    "visit_batches",
    "visit_persons",
    "joint_meetings",
    "cooperation_projects",
    "cooperation_funds",
    "intentions",
    "commitments_kept",
    "on_time_rate",
    "enterprises_contacted",
)
"""The figures that are shown first, in this order; those that have nothing to tell give way to others."""
TILES = 9
_TRACED_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it is shown: of a frozen month the figures as they were frozen.

    `tiles` are the keys of the figures shown first, `traces` their values in the last six months,
    `changed` what is another since freezing, by key; `parts` are those of the text.
    """

    question: ReportQuestion
    month: Month
    is_frozen: bool
    tiles: tuple[str, ...]
    trace_months: tuple[Period, ...]
    traces: Mapping[str, tuple[float, ...]]
    changed: Mapping[str, Difference]
    parts: tuple[TextPart, ...]

    def figure(self, key: str) -> Figure | None:
        """The figure of that key, where there is one."""
        return self.month.figures.figure(key)


def gather(book: Casebook, question: ReportQuestion) -> Report:
    """The report of a question."""
    months = last_months(question.period)
    with edition(book, question.period, scope_of(book, question), round_of(book, question)) as of:
        told = of.month()
        tiles = _main_keys(told.figures.figures)
        found = differences(book, of.frozen, of.book) if of.frozen else ()
        return Report(
            question=question,
            month=told,
            is_frozen=of.frozen is not None,
            tiles=tiles,
            trace_months=months,
            traces=_traces(of.book, told, tiles, months),
            changed={difference.key: difference for difference in found},
            parts=text_parts(told),
        )


def scope_of(read: Reader, question: ReportQuestion) -> Unit | None:
    """The unit of a question; None for everything."""
    return read.get(Unit, question.scope_id) if question.scope_id else None


def round_of(read: Reader, question: ReportQuestion) -> RevisitRound | None:
    """The round of a question, where it has one."""
    return read.get(RevisitRound, question.round_id) if question.round_id else None


def _main_keys(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The figures shown first: those that have something to tell, then the usual ones."""
    known = {figure.key: figure for figure in figures}
    wanted = [key for key in MAIN_KEYS if key in known] + [f.key for f in figures if f.source]
    telling = [key for key in dict.fromkeys(wanted) if not known[key].is_nothing]
    return tuple([*telling, *(key for key in wanted if key not in telling)][:TILES])


def last_months(period: Period) -> tuple[Period, ...]:
    """The six calendar months up to the end of a period; none for one without an end."""
    if period.end is None:
        return ()
    found = [parse_period(f"{period.end:%Y-%m}")]
    while len(found) < _TRACED_MONTHS:
        found.insert(0, found[0].previous())
    return tuple(found)


def _traces(read: Reader, told: Month, keys: Sequence[str], months: Sequence[Period]) -> dict[str, tuple[float, ...]]:
    counted = [indicator(key) for key in keys if is_indicator(key)]
    values: dict[str, list[float]] = {key: [] for key in keys}
    for part in months:
        asked = told.figures.question.during(part)
        for figure in answer(read, asked, [one for one in counted if asked.round or not one.needs_round]):
            values[figure.key].append(figure.value or 0)
    return {key: tuple(found) for key, found in values.items() if len(found) == len(months) and any(found)}
