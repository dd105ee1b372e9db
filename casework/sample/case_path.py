"""A case of the sample with its path through the closed loop: its steps, its stops, its two due dates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.calendar import WorkingCalendar
from casework.entities.appeals import Appeal, AppealStep, AppealStop
from casework.entities.settings import ServiceDeadline
from casework.sample.shelf import Shelf
from casework.verbs.appeal_clocks import with_due_dates

_DAY_OF = {"assigned": "assigned_on", "answered": "answered_on", "confirmed": "confirmed_on", "closed": "closed_on"}
_WORDS_OF = {"answered": "answer", "closed": "evidence", "returned": "outcome_reason", "withdrawn": "outcome_reason"}
_BY_UNIT = ("assigned", "in_progress", "answered")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: the state entered, the day, and its words where it has some of its own."""

    state: str
    on: dt.date
    note: str = ""


def known_from(steps: Sequence[Step]) -> dict[str, Any]:
    """What the fields of a case say after these steps: its state and its days, those since the last re-opening."""
    reopened = max((place for place, step in enumerate(steps) if step.state == "reopened"), default=0)
    current = steps[reopened:]
    days: dict[str, Any] = {_DAY_OF[step.state]: step.on for step in current if step.state in _DAY_OF}
    if reopened and "assigned_on" not in days:
        days["assigned_on"] = next((step.on for step in current if step.state == "in_progress"), None)
    return {"state": steps[-1].state, "accepted_on": steps[0].on, **days}


def add_case(
    shelf: Shelf,
    key: str,
    case: Appeal,
    steps: Sequence[Step],
    calendar: WorkingCalendar,
    *,
    actor: str,
    stops: Sequence[AppealStop] = (),
) -> Appeal:
    """A case saved with the limits of its service mode (unless it has its own), its due dates, steps and stops.

    `actor` is the name of whoever takes the steps.
    """
    saved = shelf.add(with_due_dates(shelf.write, _with_limits(shelf, case), calendar), key)
    for place, stop in enumerate(stops):
        shelf.add(replace(stop, appeal_id=saved.id), f"{key} {place}")
    for place, step in enumerate(steps):
        shelf.add(_row(saved, step, actor), f"{key} {place}")
    if stops or any(step.state == "reopened" for step in steps):
        dated = with_due_dates(shelf.write, saved, calendar)
        saved = shelf.change(saved, key, due_on=dated.due_on, answer_due_on=dated.answer_due_on, stopped=dated.stopped)
    return saved


def _with_limits(shelf: Shelf, case: Appeal) -> Appeal:
    if case.limit_days:
        return case
    usual = shelf.known(ServiceDeadline, case.service_mode)
    return replace(case, limit_days=usual.limit_days, answer_limit_days=usual.answer_limit_days)


def _row(case: Appeal, step: Step, actor: str) -> AppealStep:
    note = step.note or (getattr(case, _WORDS_OF[step.state]) if step.state in _WORDS_OF else "")
    unit_id = case.assigned_unit_id if step.state in _BY_UNIT else ""
    return AppealStep(appeal_id=case.id, state=step.state, happened_on=step.on, actor=actor, unit_id=unit_id, note=note)
