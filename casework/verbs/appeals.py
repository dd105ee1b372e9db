"""Verbs for cases: taken in, moved through the closed loop, closed with proof, merged, grouped."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casework.entities.appeals import CASE_STATES, OPEN_STATES, Appeal, AppealStep, CommonProblem
from casework.entities.people import Unit
from casework.entities.settings import deadline, working_calendar
from casework.entities.visits import Visit
from casework.errors import RuleForbids
from casework.facts import Facts, missing
from casework.language import _
from casework.records import Reader, Writer
from casework.verbs.appeal_clocks import end_stop, with_due_dates

_DAY_OF = {"assigned": "assigned_on", "answered": "answered_on", "confirmed": "confirmed_on", "closed": "closed_on"}
"""The field that keeps the day of a step."""
_WORDS_OF = {
    "answered": "answer",
    "closed": "evidence",
    "returned": "outcome_reason",
    "withdrawn": "outcome_reason",
    "merged": "outcome_reason",
    "reopened": "outcome_reason",
}
"""The field whose words a step keeps, so that the chain tells them after a re-opening too."""
_PROOF: dict[str, Any] = {
    "answer": "",
    "answered_on": None,
    "evidence": "",
    "confirmation_mode": "",
    "confirmed_by": "",
    "confirmed_on": None,
    "rating": "",
    "rating_words": "",
    "closed_on": None,
}
"""What a case that is handled once more gives anew; the old words stand in its steps."""
_RUNNING_ONLY = ("answered", "confirmed", "closed")


def take_appeal(write: Writer, facts: Facts, defaults: Mapping[str, Any] | None = None, /, **fixed: Any) -> Appeal:
    """A new case, accepted; its limits are those of its service mode unless given, its due dates follow.

    `case_kind` tells appeal, procedure and dispute apart. RuleForbids where no deadline is set.
    """
    facts.rename("on", "accepted_on")
    visit = facts.reference("visit", Visit)
    known: dict[str, Any] = {"accepted_on": write.clock.today, "state": "accepted"}
    known |= {"enterprise_id": visit.enterprise_id} if visit else {}
    actor = str(facts.take("actor", default=write.actor))
    appeal = facts.record(Appeal, {**known, **(defaults or {})}, **fixed)
    if appeal.state != "accepted":
        raise RuleForbids(
            _("A case begins with its acceptance."), field="state", remedy=_("Take it in first, then move it on.")
        )
    _check_day(write, appeal.accepted_on)
    saved = write.save(with_due_dates(write, _with_limits(write, appeal), working_calendar(write)))
    step = AppealStep(appeal_id=saved.id, state="accepted", happened_on=saved.accepted_on, actor=actor)
    write.save(step)
    return saved


def take_past_appeal(write: Writer, facts: Facts) -> Appeal:
    """A case of earlier times in the `state` its facts prove, with a step for each day they tell.

    For taking over an older ledger: nothing is made up, so a day that is not told leaves no step.
    """
    facts.rename("on", "accepted_on")
    actor = str(facts.take("actor", default=write.actor))
    appeal = _with_limits(write, facts.record(Appeal))
    saved = write.save(with_due_dates(write, appeal, working_calendar(write)))
    told = [(state, getattr(saved, name)) for state, name in _DAY_OF.items()]
    chain = [("accepted", saved.accepted_on), *((state, day) for state, day in told if day)]
    if saved.state not in dict(chain):
        chain.append((saved.state, chain[-1][1]))
    for state, day in chain:
        _check_day(write, day)
        words = getattr(saved, _WORDS_OF[state]) if state in _WORDS_OF else ""
        write.save(AppealStep(appeal_id=saved.id, state=state, happened_on=day, actor=actor, note=words))
    return saved


def move_appeal(write: Writer, facts: Facts) -> Appeal:
    """Moves an `appeal` to the `state` given, `on` a day, with the facts that the step needs.

    `unit` is the unit that acts (with “assigned” the unit it goes to), `note` the words of the step,
    `reason` why it is returned, withdrawn or re-opened.
    """
    appeal = facts.reference("appeal", Appeal, required=True)
    state = facts.value(Appeal, "state")
    if not state:
        raise missing(_("State"), "state")
    return _step(write, facts, appeal, state)


def note_progress(write: Writer, facts: Facts) -> Appeal:
    """Notes how the handling of an open `appeal` goes on: a `note` of the day `on` (today) in its chain; no new state.

    RuleForbids for a case that has left the loop, and for one that was just re-opened and is not handled yet.
    """
    facts.rename("on", "happened_on")
    appeal = facts.reference("appeal", Appeal, required=True)
    note = str(facts.take("note", default="")).strip()
    actor = str(facts.take("actor", default=write.actor))
    on = facts.value(AppealStep, "happened_on", write.clock.today)
    if not note:
        raise missing(_("Progress of handling"), "note")
    if appeal.state not in OPEN_STATES:
        raise RuleForbids(_("This case has left the loop; it has no more progress."), field="state")
    if appeal.state == "reopened":
        raise RuleForbids(
            _("A re-opened case has no progress yet."), field="state", remedy=_("Move it to “in progress” first.")
        )
    _check_next(write, appeal, on)
    unit_id = appeal.assigned_unit_id if appeal.state in ("assigned", "in_progress", "answered") else ""
    write.save(
        AppealStep(appeal_id=appeal.id, state=appeal.state, happened_on=on, actor=actor, unit_id=unit_id, note=note)
    )
    return appeal


def close_appeal(write: Writer, facts: Facts) -> Appeal:
    """Closes an `appeal` that was answered: with evidence, confirmation by the enterprise and rating.

    Where the enterprise had not confirmed yet, this call enters the confirmation first.
    """
    appeal = facts.reference("appeal", Appeal, required=True)
    if appeal.state == "answered":
        appeal = _step(write, facts, appeal, "confirmed", closing=True)
    return _step(write, facts, appeal, "closed")


def reopen_appeal(write: Writer, facts: Facts) -> Appeal:
    """Opens a closed, withdrawn or merged `appeal` again, with the `reason`; its clock begins anew."""
    return _step(write, facts, facts.reference("appeal", Appeal, required=True), "reopened")


def merge_appeals(write: Writer, facts: Facts) -> Appeal:
    """Merges `others` (or one `other`) of the same enterprise into `appeal`, which goes on; the one that goes on."""
    kept = facts.reference("appeal", Appeal, required=True)
    others = [write.find(Appeal, words) for words in [*facts.names("others"), *facts.names("other")]]
    if not others:
        raise missing(_("the case it is merged into"), "others")
    if kept.state in ("merged", "withdrawn"):
        raise RuleForbids(_("A case can only be merged into one that goes on."), field="merged_into_id")
    for other in others:
        if other.enterprise_id != kept.enterprise_id:
            raise RuleForbids(
                _("Only cases of one enterprise are merged."),
                field="enterprise_id",
                remedy=_("Group cases of several enterprises under a common problem."),
            )
        _step(write, facts, other, "merged", merged_into_id=kept.id)
    return kept


def group_appeals(write: Writer, facts: Facts) -> CommonProblem:
    """Groups `appeals` under a common problem: the one called `common_problem`, or a new one of this `subject`."""
    problem = facts.reference("common_problem", CommonProblem)
    problem = problem or write.save(facts.record(CommonProblem))
    for words in facts.names("appeals"):
        write.save(replace(write.find(Appeal, words), common_problem_id=problem.id))
    return problem


def corrected(write: Writer, after: Appeal, before: Appeal) -> Appeal:
    """A case with corrected facts as saved: its due dates follow, and a corrected day stands in its step too."""
    saved = write.save(with_due_dates(write, after, working_calendar(write)))
    for state, name in (("accepted", "accepted_on"), *_DAY_OF.items()):
        day = getattr(saved, name)
        if day and day != getattr(before, name):
            steps = write.select(AppealStep, "appeal_id = :id and state = :state", {"id": saved.id, "state": state})
            for step in steps[-1:]:
                write.save(replace(step, happened_on=day))
    return saved


def _step(write: Writer, facts: Facts, appeal: Appeal, state: str, *, closing: bool = False, **fixed: Any) -> Appeal:
    """One step of the loop: the case as it stands after it, and the row that tells of it."""
    facts.rename("reason", "outcome_reason")
    on = _day(write, facts, state)
    _check_step(write, appeal, state, on)
    unit = facts.reference("unit", Unit)
    note = str(facts.take("note", default=""))
    actor = str(facts.take("actor", default=write.actor))
    without = ("closed_on",) if closing else ()
    known = replace(appeal, **_follows(appeal, state, on, unit.id if unit else ""))
    if not facts.given("outcome_reason") and note and state in ("returned", "withdrawn", "reopened"):
        fixed["outcome_reason"] = note
    if state in _DAY_OF:
        fixed[_DAY_OF[state]] = on
    moved = facts.changed(known, without=("state", *without), state=state, **fixed)
    restarted_on = on if state == "reopened" else None
    moved = with_due_dates(write, moved, working_calendar(write), restarted_on=restarted_on)
    saved = write.save(moved)
    unit_id = unit.id if unit else saved.assigned_unit_id if state in ("assigned", "in_progress", "answered") else ""
    words = note or (getattr(saved, _WORDS_OF[state]) if state in _WORDS_OF else "")
    write.save(AppealStep(appeal_id=saved.id, state=state, happened_on=on, actor=actor, unit_id=unit_id, note=words))
    if appeal.stopped and state in ("withdrawn", "merged"):
        end_stop(write, saved, on)
        saved = write.save(with_due_dates(write, saved, working_calendar(write)))
    return saved


def _day(write: Writer, facts: Facts, state: str) -> dt.date:
    """The day of the step: the field that keeps it, or `on`, or today."""
    facts.rename("on", "happened_on")
    on = facts.value(AppealStep, "happened_on", write.clock.today)
    return facts.value(Appeal, _DAY_OF[state], on) if state in _DAY_OF else on


def _follows(appeal: Appeal, state: str, on: dt.date, unit_id: str) -> dict[str, Any]:
    """The values that follow from entering a state."""
    match state:
        case "accepted":
            return {"assigned_unit_id": "", "assigned_on": None}
        case "assigned":
            return {"assigned_unit_id": unit_id or appeal.assigned_unit_id, "outcome_reason": ""}
        case "in_progress":
            once_more = _PROOF if appeal.state in ("answered", "confirmed") else {}
            assigned = {"assigned_unit_id": unit_id or appeal.assigned_unit_id, "assigned_on": appeal.assigned_on or on}
            return {**once_more, **assigned}
        case "reopened":
            return {**_PROOF, "assigned_on": None, "merged_into_id": ""}
        case _:
            return {}


def _check_step(read: Reader, appeal: Appeal, state: str, on: dt.date) -> None:
    if appeal.stopped and state in _RUNNING_ONLY:
        raise RuleForbids(
            _("The clock of this case is stopped; it cannot go to “{state}”.").format(state=CASE_STATES.label(state)),
            field="state",
            remedy=_("Let the clock run again first."),
        )
    _check_next(read, appeal, on)


def _check_next(read: Reader, appeal: Appeal, on: dt.date) -> None:
    """What follows in the chain of a case lies neither before its last step nor in the future."""
    _check_day(read, on)
    last = read.select(AppealStep, "appeal_id = :appeal", {"appeal": appeal.id}, order="happened_on desc", limit=1)
    if last and on < last[0].happened_on:
        raise RuleForbids(
            _("The last step of this case was on {day}; the next cannot lie before it.").format(
                day=last[0].happened_on
            ),
            field="happened_on",
        )


def _check_day(read: Reader, on: dt.date) -> None:
    if on > read.clock.today:
        raise RuleForbids(_("A step of a case cannot lie in the future."), field="happened_on")


def _with_limits(read: Reader, appeal: Appeal) -> Appeal:
    """With the limits of its service mode where none are given."""
    if appeal.limit_days and appeal.answer_limit_days:
        return appeal
    usual = deadline(read, appeal.service_mode)
    return replace(
        appeal,
        limit_days=appeal.limit_days or usual.limit_days,
        answer_limit_days=appeal.answer_limit_days or usual.answer_limit_days,
    )
