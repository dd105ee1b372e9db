"""Today: what is overdue or due, whom to contact next, promises, planned visits, rounds in progress, silence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from casework.calendar import WorkingCalendar
from casework.entities.commitments import Commitment
from casework.entities.matches import Match
from casework.entities.people import UNDER, Unit
from casework.entities.rounds import RevisitRound
from casework.entities.settings import working_calendar
from casework.insight.agenda_items import DUE_SOURCES, MOST_LISTED, AgendaItem, DueQuestion, due_count, due_items
from casework.insight.coverage import Coverage, coverage
from casework.insight.figure import Figure
from casework.insight.figures import compute
from casework.insight.promises import OPEN_PROMISES, Promise, listed
from casework.insight.silence import silence_days
from casework.periods import parse_period
from casework.records import Reader

_SUNDAY = 6
_MOST_ROUNDS = 10
_MOST_PROMISES = 20
_OPEN_MATCHES = "state in ('accepted', 'contacted', 'met', 'intention')"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundInProgress:
    """A round not closed yet, with its coverage and the working days left (None without a due day)."""

    coverage: Coverage
    working_days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The day of one person, or of the whole centre.

    `totals` counts what is due by the end of the week, by kind of item (case, answer, promise,
    contact, visit, list_line), also where more is due than the lists hold; counting stops at 1000.
    """

    day: dt.date
    week_ends_on: dt.date
    overdue: tuple[AgendaItem, ...]
    today: tuple[AgendaItem, ...]
    this_week: tuple[AgendaItem, ...]
    planned: tuple[AgendaItem, ...]
    totals: Mapping[str, int]
    promises: tuple[Promise, ...]
    open_promises: int
    open_matches: int
    rounds: tuple[RoundInProgress, ...]
    handled_this_month: Figure
    satisfaction_this_month: Figure

    def of_kind(self, kind: str) -> tuple[AgendaItem, ...]:
        """Everything of one kind that is due by the end of the week."""
        return tuple(item for item in (*self.overdue, *self.today, *self.this_week) if item.kind == kind)


def agenda(read: Reader, scope: Unit | None = None, person_id: str = "") -> Agenda:
    """Today's agenda of a scope (all where none is given), for everybody or for one person."""
    today = read.clock.today
    week_ends_on = today + dt.timedelta(days=_SUNDAY - today.weekday())
    asked = DueQuestion(
        today=today,
        until=week_ends_on,
        silent=today - dt.timedelta(days=silence_days(read, "not_contacted")),
        scope_id=scope.id if scope else "",
        person_id=person_id,
    )
    calendar = working_calendar(read)
    items, totals = _due(read, asked, calendar)
    month = compute(read, parse_period(f"{today:%Y-%m}"), scope, keys=("appeals_handled", "satisfaction_rate"))
    handled, satisfaction = month.figures
    return Agenda(
        day=today,
        week_ends_on=week_ends_on,
        overdue=tuple(item for item in items if item.is_overdue),
        today=tuple(item for item in items if item.due_on == today),
        this_week=tuple(item for item in items if item.due_on > today),
        planned=tuple(item for item in items if item.kind == "visit" and item.due_on == today),
        totals=totals,
        promises=_next_promises(read, asked),
        open_promises=read.count(Commitment, _promises_where(asked), asked.values()),
        open_matches=read.count(Match, _matches_where(asked), asked.values()),
        rounds=rounds_in_progress(read, calendar, scope),
        handled_this_month=handled,
        satisfaction_this_month=satisfaction,
    )


def _due(read: Reader, asked: DueQuestion, calendar: WorkingCalendar) -> tuple[list[AgendaItem], dict[str, int]]:
    """What is due by the end of the week, the earliest first, and how much of each kind."""
    items: list[AgendaItem] = []
    totals: dict[str, int] = {}
    for source in DUE_SOURCES:
        found = due_items(read, asked, source, calendar)
        totals[source.kind] = due_count(read, asked, source) if len(found) == MOST_LISTED else len(found)
        items += found
    return sorted(items, key=lambda item: (item.due_on, item.number)), totals


def _promises_where(asked: DueQuestion) -> str:
    in_scope = f"enterprise_id in (select id from enterprise where territory_id in {UNDER})"
    conditions = [OPEN_PROMISES, in_scope if asked.scope_id else "", "person_id = :person" if asked.person_id else ""]
    return " and ".join(condition for condition in conditions if condition)


def _next_promises(read: Reader, asked: DueQuestion) -> tuple[Promise, ...]:
    where = _promises_where(asked)
    return listed(read, read.select(Commitment, where, asked.values(), order="due_on", limit=_MOST_PROMISES))


def _matches_where(asked: DueQuestion) -> str:
    in_scope = (
        "demand_id in (select demand.id from demand join enterprise on enterprise.id = demand.enterprise_id"
        f" where ifnull(demand.territory_id, enterprise.territory_id) in {UNDER})"
    )
    conditions = [_OPEN_MATCHES, in_scope if asked.scope_id else "", "person_id = :person" if asked.person_id else ""]
    return " and ".join(condition for condition in conditions if condition)


def rounds_in_progress(
    read: Reader, calendar: WorkingCalendar, scope: Unit | None = None
) -> tuple[RoundInProgress, ...]:
    """The rounds of a scope that are open today, the newest first, with their coverage."""
    where = "closed_on is null and opened_on <= :today" + (f" and territory_id in {UNDER}" if scope else "")
    today = read.clock.today
    values = {"today": today.isoformat(), "scope": scope.id if scope else None}
    found = read.select(RevisitRound, where, values, order="opened_on desc", limit=_MOST_ROUNDS)
    return tuple(
        RoundInProgress(
            coverage=coverage(read, one, earlier_rounds=0),
            working_days_left=calendar.working_days_between(today, one.due_on) if one.due_on else None,
        )
        for one in found
    )
