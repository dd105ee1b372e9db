"""One case with everything its page shows: its way through the loop, both clocks, proof, and what hangs on it."""

import datetime as dt
from dataclasses import dataclass

from casework.calendar import StopInterval, WorkingCalendar, used_working_days
from casework.entities.appeals import CASE_STATES, OPEN_STATES, Appeal, AppealStep, AppealStop, CommonProblem
from casework.entities.attachments import Attachment
from casework.entities.commitments import Commitment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.lists import ListLine
from casework.entities.projects import Blocker
from casework.entities.settings import ServiceDeadline, working_calendar
from casework.entities.visits import Visit
from casework.insight.case_clocks import CaseClock, case_clocks
from casework.insight.names import names_of
from casework.insight.promises import Promise, listed
from casework.language import _
from casework.records import Reader

LOOP_ORDER = ("accepted", "assigned", "in_progress", "answered", "confirmed", "closed")
"""The closed loop as it is drawn; returned, withdrawn, merged and re-opened are told by the chain of steps."""
_MOST_ALIKE = 5
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopStage:
    """A state of the loop: entered on a day by somebody (of this turn through the loop), or still ahead."""

    state: str
    entered_on: dt.date | None = None
    by: str = ""
    is_current: bool = False

    @property
    def label(self) -> str:
        """The word of the state."""
        return CASE_STATES.label(self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One of the two clocks with the days that explain it.

    `stops` are those that concern this clock; `days_off` counts the days without work since the start;
    `ended_on` is the day it was met (None while it runs); `unannounced` are years whose make-up days
    are not known yet.
    """

    clock: CaseClock
    started_on: dt.date | None
    due_on: dt.date | None
    ended_on: dt.date | None
    stops: tuple[AppealStop, ...]
    days_off: int
    stopped_working_days: int
    unannounced: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the chain: a step, a stop or its end, with who did it."""

    on: dt.date
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case as its page shows it; names are in full, lists are short."""

    appeal: Appeal
    enterprise: Enterprise
    contact: ContactPerson | None
    person: str
    unit: str
    loop: tuple[LoopStage, ...]
    chain: tuple[Told, ...]
    dial: Dial
    answer_dial: Dial
    may_stop: bool
    attachments: tuple[Attachment, ...]
    visit: Visit | None
    promises: tuple[Promise, ...]
    blockers: tuple[Blocker, ...]
    lines: tuple[ListLine, ...]
    common_problem: CommonProblem | None
    sharing: int
    alike: tuple[Appeal, ...]


def case_record(read: Reader, appeal_id: str) -> CaseRecord:
    """The case with this id as of today; NotFound where there is none."""
    appeal = read.get(Appeal, appeal_id)
    own = {"appeal": appeal.id}
    steps = read.select(AppealStep, "appeal_id = :appeal", own, order="happened_on, rowid")
    stops = read.select(AppealStop, "appeal_id = :appeal", own, order="from_on")
    units = names_of(read, "unit", [appeal.assigned_unit_id, *(step.unit_id for step in steps)])
    limits = read.select(ServiceDeadline, "service_mode = :mode", {"mode": appeal.service_mode}, limit=1)
    calendar = working_calendar(read)
    problem = appeal.common_problem_id
    return CaseRecord(
        appeal=appeal,
        enterprise=read.get(Enterprise, appeal.enterprise_id),
        contact=_contact(read, appeal),
        person=names_of(read, "person", [appeal.person_id]).get(appeal.person_id, ""),
        unit=units.get(appeal.assigned_unit_id, ""),
        loop=loop_of(appeal, steps, units),
        chain=_chain(steps, stops, units),
        dial=_dial(read, appeal, steps, stops, calendar),
        answer_dial=_answer_dial(read, appeal, stops, calendar),
        may_stop=not limits or limits[0].may_stop,
        attachments=tuple(read.select(Attachment, "owner_type = 'appeal' and owner_id = :appeal", own)),
        visit=read.get(Visit, appeal.visit_id) if appeal.visit_id else None,
        promises=listed(read, read.select(Commitment, "appeal_id = :appeal", own, order="due_on")),
        blockers=tuple(read.select(Blocker, "appeal_id = :appeal", own, order="cleared_on is not null, since_on")),
        lines=tuple(read.select(ListLine, "subject_type = 'appeal' and subject_id = :appeal", own)),
        common_problem=read.get(CommonProblem, problem) if problem else None,
        sharing=read.count(Appeal, "common_problem_id = :problem", {"problem": problem}) if problem else 0,
        alike=_alike(read, appeal),
    )


def _contact(read: Reader, appeal: Appeal) -> ContactPerson | None:
    """The enterprise's main contact person."""
    own = {"enterprise": appeal.enterprise_id}
    found = read.select(ContactPerson, "enterprise_id = :enterprise", own, order="is_main desc, rowid", limit=1)
    return found[0] if found else None


def loop_of(appeal: Appeal, steps: list[AppealStep], units: dict[str, str]) -> tuple[LoopStage, ...]:
    """The loop with the latest entry into each state; entries that a return or re-opening undid are left out.

    A step that stays in the state before it only notes the progress there.
    """
    entered: dict[str, AppealStep] = {}
    for number, step in enumerate(steps):
        if number and steps[number - 1].state == step.state:
            continue
        if step.state in LOOP_ORDER:
            place = LOOP_ORDER.index(step.state)
            entered = {state: found for state, found in entered.items() if LOOP_ORDER.index(state) < place}
            entered[step.state] = step
        elif step.state in ("returned", "reopened"):
            entered = {state: found for state, found in entered.items() if state == "accepted"}
    stages: list[LoopStage] = []
    for state in LOOP_ORDER:
        found = entered.get(state)
        stages.append(
            LoopStage(
                state=state,
                entered_on=found.happened_on if found else None,
                by=(units.get(found.unit_id, "") if found.unit_id and state != "assigned" else found.actor)
                if found
                else "",
                is_current=state == appeal.state,
            )
        )
    return tuple(stages)


def _chain(steps: list[AppealStep], stops: list[AppealStop], units: dict[str, str]) -> tuple[Told, ...]:
    """Everything that happened to the case, the newest first."""
    told = [(step.happened_on, number, _step(step, units)) for number, step in enumerate(steps)]
    for stop in stops:
        text = _("Clock stopped: {reason}").format(reason=stop.reason)
        told.append((stop.from_on, len(steps), Told(on=stop.from_on, text=text, by=stop.allowed_by)))
        if stop.to_on:
            text = _("Clock runs again")
            if stop.end_reason:
                text = _("{what}: {note}").format(what=text, note=stop.end_reason)
            told.append((stop.to_on + _DAY, len(steps), Told(on=stop.to_on + _DAY, text=text, by="")))
    return tuple(one for _on, _number, one in sorted(told, key=lambda row: row[:2], reverse=True))


def _step(step: AppealStep, units: dict[str, str]) -> Told:
    text = CASE_STATES.label(step.state)
    if step.note:
        text = _("{what}: {note}").format(what=text, note=step.note)
    return Told(on=step.happened_on, text=text, by=step.actor or units.get(step.unit_id, ""))


def _dial(
    read: Reader, appeal: Appeal, steps: list[AppealStep], stops: list[AppealStop], calendar: WorkingCalendar
) -> Dial:
    """Towards the enterprise: from acceptance, or from the last re-opening, to closing."""
    reopened = [step.happened_on for step in steps if step.state == "reopened"]
    left_on = next((s.happened_on for s in reversed(steps) if s.state in ("withdrawn", "merged")), None)
    ended_on = appeal.closed_on or (None if appeal.state in OPEN_STATES else left_on)
    clock = case_clocks(read, [appeal])[appeal.id]
    start = reopened[-1] if reopened else appeal.accepted_on
    return _explained(clock, start, appeal.due_on, ended_on, stops, calendar, read.clock.today)


def _answer_dial(read: Reader, appeal: Appeal, stops: list[AppealStop], calendar: WorkingCalendar) -> Dial:
    """Of the handling unit: from assignment to the answer."""
    today, start, ended_on = read.clock.today, appeal.assigned_on, appeal.answered_on
    own = [stop for stop in stops if not ended_on or stop.from_on <= ended_on]
    standing = next((stop for stop in own if stop.to_on is None), None) if not ended_on else None
    is_open = appeal.state in OPEN_STATES and ended_on is None
    used = used_working_days(calendar, start, ended_on or today, _intervals(own)) if start else 0
    clock = CaseClock(
        used=used,
        limit=appeal.answer_limit_days,
        is_open=is_open,
        is_stopped=standing is not None and is_open,
        is_nearly_due=is_open and standing is None and start is not None and 0 <= appeal.answer_limit_days - used <= 1,
        stopped_days=(today - standing.from_on).days + 1 if standing else 0,
        stop_reason=standing.reason if standing else "",
    )
    return _explained(clock, start, appeal.answer_due_on, ended_on, own, calendar, today)


def _explained(
    clock: CaseClock,
    start: dt.date | None,
    due_on: dt.date | None,
    ended_on: dt.date | None,
    stops: list[AppealStop],
    calendar: WorkingCalendar,
    today: dt.date,
) -> Dial:
    until = ended_on or today
    days = [start + _DAY * n for n in range(1, (until - start).days + 1)] if start else []
    concerned = [stop for stop in stops if start and stop.from_on <= until and (stop.to_on or today) >= start]
    all_used = used_working_days(calendar, start, until) if start else 0
    running = used_working_days(calendar, start, until, _intervals(concerned)) if start else 0
    return Dial(
        clock=clock,
        started_on=start,
        due_on=due_on,
        ended_on=ended_on,
        stops=tuple(concerned),
        days_off=sum(not calendar.is_working_day(day) for day in days),
        stopped_working_days=all_used - running,
        unannounced=tuple(calendar.unannounced(start, due_on or until)) if start else (),
    )


def _intervals(stops: list[AppealStop]) -> list[StopInterval]:
    return [StopInterval(start=stop.from_on, end=stop.to_on, reason=stop.reason) for stop in stops]


def _alike(read: Reader, appeal: Appeal) -> tuple[Appeal, ...]:
    """Other cases of the same enterprise and kind, those in hand first: they may be doubles."""
    where = "enterprise_id = :enterprise and id <> :id and case_kind = :kind and state not in ('merged', 'withdrawn')"
    values = {"enterprise": appeal.enterprise_id, "id": appeal.id, "kind": appeal.case_kind}
    return tuple(read.select(Appeal, where, values, order="state = 'closed', accepted_on desc", limit=_MOST_ALIKE))
