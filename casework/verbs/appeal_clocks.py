"""The two clocks of a case and the verbs that stop them and let them run again."""

import datetime as dt
from dataclasses import replace

from casework.calendar import StopInterval, WorkingCalendar, due_date
from casework.entities.appeals import OPEN_STATES, Appeal, AppealStop
from casework.entities.settings import deadline, working_calendar
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Reader, Writer

_DAY = dt.timedelta(days=1)


def with_due_dates(
    read: Reader, appeal: Appeal, calendar: WorkingCalendar, *, restarted_on: dt.date | None = None
) -> Appeal:
    """The case with both due dates, and whether its clock stands still.

    Towards the enterprise the working days of `limit_days` run from acceptance (from the last re-opening;
    `restarted_on` where that is just happening), for the handling unit those of `answer_limit_days` from
    assignment. Days on which the clock was stopped do not count; a stop after the answer no longer
    concerns the handling unit. No date while a clock stands still, or where there is no limit.
    """
    stops = [StopInterval(start=s.from_on, end=s.to_on, reason=s.reason) for s in _stops(read, appeal)]
    answered_on = appeal.answered_on
    own = [s for s in stops if not answered_on or s.start <= answered_on]
    today = read.clock.today
    due_on = answer_due_on = None
    if appeal.limit_days:
        started_on = restarted_on or _restarted_on(read, appeal) or appeal.accepted_on
        due_on = due_date(calendar, started_on, appeal.limit_days, stops, today)
    if appeal.answer_limit_days and appeal.assigned_on:
        answer_due_on = due_date(calendar, appeal.assigned_on, appeal.answer_limit_days, own, today)
    stands = any(s.end is None for s in stops)
    return replace(appeal, due_on=due_on, answer_due_on=answer_due_on, stopped=stands)


def stop_clock(write: Writer, facts: Facts) -> Appeal:
    """Stops the clocks of an `appeal` from a day on, for a `reason`, where its service mode allows it."""
    facts.rename("on", "from_on")
    appeal = facts.reference("appeal", Appeal, required=True)
    stop = facts.record(AppealStop, {"from_on": write.clock.today}, appeal_id=appeal.id, to_on=None)
    _refuse_stop(write, appeal, stop)
    write.save(stop)
    return write.save(with_due_dates(write, appeal, working_calendar(write)))


def resume_clock(write: Writer, facts: Facts) -> Appeal:
    """Lets the clocks of an `appeal` run again from the day `on` (today), with the `reason`."""
    appeal = facts.reference("appeal", Appeal, required=True)
    open_stops = [stop for stop in _stops(write, appeal) if stop.to_on is None]
    if not open_stops:
        raise RuleForbids(_("The clock of this case is not stopped."), field="stopped")
    facts.rename("on", "to_on")
    facts.rename("reason", "end_reason")
    first_day = facts.value(AppealStop, "to_on", write.clock.today)
    _not_in_the_future(write, first_day, "to_on")
    if first_day <= open_stops[0].from_on:
        raise RuleForbids(_("A stopped clock stands still for at least one day."), field="to_on")
    end_reason = facts.value(AppealStop, "end_reason", "")
    write.save(replace(open_stops[0], to_on=first_day - _DAY, end_reason=end_reason))
    return write.save(with_due_dates(write, appeal, working_calendar(write)))


def end_stop(write: Writer, appeal: Appeal, on: dt.date) -> None:
    """Ends an open stop with the day on which the case itself ends."""
    for stop in _stops(write, appeal):
        if stop.to_on is None:
            write.save(replace(stop, to_on=max(on, stop.from_on)))


def recalculate_open_cases(write: Writer) -> int:
    """Due dates of all open cases once more, after the working calendar was changed; how many moved."""
    calendar = working_calendar(write)
    listed = ", ".join(f"'{state}'" for state in OPEN_STATES)
    moved = 0
    for appeal in write.select(Appeal, f"state in ({listed})"):
        anew = with_due_dates(write, appeal, calendar)
        if anew != appeal:
            write.save(anew)
            moved += 1
    return moved


def _refuse_stop(read: Reader, appeal: Appeal, stop: AppealStop) -> None:
    if appeal.state not in OPEN_STATES:
        raise RuleForbids(_("The clock of a case runs only while the case is open."), field="state")
    if appeal.stopped:
        raise RuleForbids(_("The clock of this case is stopped already."), field="from_on")
    if not deadline(read, appeal.service_mode).may_stop:
        raise RuleForbids(
            _("In this service mode the clock may not be stopped."),
            field="service_mode",
            remedy=_("Settings › Deadlines says which modes allow it."),
        )
    _not_in_the_future(read, stop.from_on, "from_on")
    if stop.from_on < appeal.accepted_on:
        raise RuleForbids(_("The clock cannot stop before the case was accepted."), field="from_on")
    if any(earlier.to_on and earlier.to_on >= stop.from_on for earlier in _stops(read, appeal)):
        raise RuleForbids(_("On this day the clock was stopped already."), field="from_on")


def _not_in_the_future(read: Reader, day: dt.date, field: str) -> None:
    if day > read.clock.today:
        raise RuleForbids(_("This day lies in the future."), field=field)


def _stops(read: Reader, appeal: Appeal) -> list[AppealStop]:
    return read.select(AppealStop, "appeal_id = :appeal", {"appeal": appeal.id}, order="from_on") if appeal.id else []


def _restarted_on(read: Reader, appeal: Appeal) -> dt.date | None:
    if not appeal.id:
        return None
    sql = (
        "select max(happened_on) as day from appeal_step"
        " where appeal_id = :appeal and state = 'reopened' and removed_at is null"
    )
    day = read.query(sql, {"appeal": appeal.id})[0]["day"]
    return dt.date.fromisoformat(day) if day else None
