"""The steps of a case: which one comes next, which others are possible, and what each asks for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from casework.entities.appeals import LOOP, Appeal, AppealStep, AppealStop, CommonProblem
from casework.entities.commitments import Commitment
from casework.entities.projects import Blocker
from casework.insight.case_record import CaseRecord
from casework.language import N_
from desktop.dialogs.act_card import Act, asked
from widgets.text_editors import LineEditor

_NEXT: Mapping[str, str] = {
    "accepted": "assign",
    "assigned": "begin",
    "in_progress": "answer",
    "answered": "close",
    "confirmed": "close",
    "returned": "assign",
    "reopened": "assign",
}
"""The step that usually follows a state."""
ACT_OF_STATE: Mapping[str, str] = {
    "accepted": "accept_again",
    "assigned": "assign",
    "in_progress": "begin",
    "answered": "answer",
    "confirmed": "confirm",
    "closed": "close",
    "returned": "return",
    "withdrawn": "withdraw",
    "reopened": "reopen",
    "merged": "merge",
}
"""The step that leads into a state."""


def usual_act(appeal: Appeal) -> str:
    """The key of the step that comes next by itself; empty once the case has left the loop."""
    return "resume" if appeal.stopped else _NEXT.get(appeal.state, "")


def acts_of(case: CaseRecord, today: dt.date) -> dict[str, Act]:
    """Every step that is possible now, by its key, the usual next one first."""
    appeal = case.appeal
    keys = [_NEXT.get(appeal.state, ""), *(ACT_OF_STATE[state] for state in LOOP[appeal.state])]
    if appeal.state in ("answered", "confirmed"):
        keys = [key if key != "begin" else "back" for key in keys]
    if appeal.stopped:
        keys = ["resume", *(key for key in keys if key not in ("answer", "confirm", "close"))]
    elif case.may_stop and appeal.state in ("assigned", "in_progress", "accepted", "reopened"):
        keys.append("stop")
    if appeal.state in ("accepted", "assigned", "in_progress", "answered", "confirmed", "returned"):
        keys.append("progress")
    keys += ["change", "promise", "hold_up", "group"]
    made = _all(case, today)
    return {key: made[key] for key in dict.fromkeys(keys) if key in made}


def _all(case: CaseRecord, today: dt.date) -> dict[str, Act]:
    acts = (*_loop_acts(case, today), *_clock_acts(case, today), *_beside_acts(case, today))
    return {act.key: act for act in acts}


def _moving(appeal: Appeal, state: str) -> dict[str, Any]:
    return {"appeal_id": appeal.id, "state": state, "version": appeal.version}


def _loop_acts(case: CaseRecord, today: dt.date) -> tuple[Act, ...]:
    appeal = case.appeal
    unit = asked(Appeal, "assigned_unit_id", required=True)
    note = asked(AppealStep, "note")
    reason = asked(Appeal, "outcome_reason", required=True)
    day = asked(AppealStep, "happened_on")
    return (
        Act(
            key="assign",
            words=N_("Assign the case"),
            title=N_("Assign"),
            hint=N_("needs the handling unit; its clock begins"),
            icon="arrow_right",
            verb="move_appeal",
            columns=(unit, asked(Appeal, "assigned_on"), note),
            rows=(("assigned_unit_id", "assigned_on"), ("note",)),
            fixed=_moving(appeal, "assigned"),
            start={"assigned_unit_id": appeal.assigned_unit_id, "assigned_on": today},
        ),
        Act(
            key="begin",
            words=N_("The unit has taken it on"),
            title=N_("Begin handling"),
            hint=N_("when the handling unit has accepted the case"),
            icon="play",
            verb="move_appeal",
            columns=(unit, day, note),
            rows=(("assigned_unit_id", "happened_on"), ("note",)),
            fixed=_moving(appeal, "in_progress"),
            start={"assigned_unit_id": appeal.assigned_unit_id, "happened_on": today},
        ),
        Act(
            key="accept_again",
            words=N_("Take it back for handling"),
            icon="arrow_undo",
            verb="move_appeal",
            columns=(day, note),
            rows=(("happened_on",), ("note",)),
            fixed=_moving(appeal, "accepted"),
            start={"happened_on": today},
        ),
        Act(
            key="answer",
            words=N_("Enter the answer"),
            title=N_("Answer of the handling unit"),
            hint=N_("stops the unit's clock"),
            icon="comment",
            verb="move_appeal",
            columns=(asked(Appeal, "answer", required=True), asked(Appeal, "answered_on", required=True)),
            rows=(("answer",), ("answered_on",)),
            fixed=_moving(appeal, "answered"),
            start={"answer": appeal.answer, "answered_on": today},
        ),
        _confirm(case, today),
        _close(case, today),
        Act(
            key="back",
            words=N_("Back into handling"),
            title=N_("The enterprise does not agree"),
            hint=N_("the case is handled once more; the answer stays in the chain"),
            icon="arrow_undo",
            verb="move_appeal",
            columns=(asked(AppealStep, "note", required=True), day),
            rows=(("note",), ("happened_on",)),
            fixed=_moving(appeal, "in_progress"),
            start={"happened_on": today},
        ),
        Act(
            key="return",
            words=N_("Return it"),
            title=N_("Return the case"),
            icon="arrow_undo",
            verb="move_appeal",
            columns=(reason, day),
            rows=(("outcome_reason",), ("happened_on",)),
            fixed=_moving(appeal, "returned"),
            start={"happened_on": today},
        ),
        Act(
            key="withdraw",
            words=N_("The enterprise withdraws it"),
            icon="dismiss_circle",
            verb="move_appeal",
            columns=(reason, day),
            rows=(("outcome_reason",), ("happened_on",)),
            fixed=_moving(appeal, "withdrawn"),
            start={"happened_on": today},
        ),
        Act(
            key="reopen",
            words=N_("Re-open the case"),
            hint=N_("its clock begins anew, the chain stays"),
            icon="arrow_repeat_all",
            verb="reopen_appeal",
            columns=(reason, day),
            rows=(("outcome_reason",), ("happened_on",)),
            fixed={"appeal_id": appeal.id, "version": appeal.version},
            start={"happened_on": today},
        ),
        Act(
            key="merge",
            words=N_("Merge into another case"),
            hint=N_("of the same enterprise; the other one goes on"),
            icon="merge",
            verb="merge_appeals",
            columns=(asked(Appeal, "merged_into_id", required=True),),
            rows=(("merged_into_id",),),
            start={"merged_into_id": case.alike[0].id if len(case.alike) == 1 else ""},
            facts=lambda values: {"appeal_id": values.get("merged_into_id", ""), "others": [appeal.id]},
        ),
    )


def _confirm(case: CaseRecord, today: dt.date) -> Act:
    return Act(
        key="confirm",
        words=N_("Only enter the confirmation"),
        title=N_("Confirmation by the enterprise"),
        icon="checkmark_circle",
        verb="move_appeal",
        columns=(
            asked(Appeal, "confirmation_mode", required=True),
            asked(Appeal, "confirmed_by", required=True),
            asked(Appeal, "confirmed_on"),
        ),
        rows=(("confirmation_mode",), ("confirmed_by", "confirmed_on")),
        fixed=_moving(case.appeal, "confirmed"),
        start={"confirmed_by": _who(case), "confirmed_on": today},
    )


def _close(case: CaseRecord, today: dt.date) -> Act:
    """Closing with its whole proof; where the enterprise has confirmed already, without asking for that again."""
    appeal = case.appeal
    confirming = appeal.state == "answered"
    proof = (
        asked(Appeal, "evidence", required=True),
        asked(Appeal, "rating", required=True),
        asked(Appeal, "rating_words"),
    )
    rows: tuple[tuple[str, ...], ...] = (("rating",), ("rating_words",), ("evidence",))
    start: dict[str, Any] = {name: getattr(appeal, name) for name in ("evidence", "rating", "rating_words")}
    if confirming:
        confirmation = _confirm(case, today)
        proof = (*confirmation.columns, *proof)
        rows = (*(tuple(row) for row in confirmation.rows), *rows)
        start |= confirmation.start
    return Act(
        key="close",
        words=N_("Confirm and close") if confirming else N_("Close the case"),
        title=N_("Confirmation by the enterprise") if confirming else N_("Close the case"),
        hint=N_("needs evidence, confirmation and rating"),
        icon="checkmark_circle",
        verb="close_appeal",
        columns=proof,
        rows=rows,
        fixed={"appeal_id": appeal.id},
        start=start,
        make={"rating_words": LineEditor},
    )


def _who(case: CaseRecord) -> str:
    """Who usually confirms for the enterprise: its main contact person."""
    contact = case.contact
    return " ".join(word for word in (contact.name, contact.post) if word) if contact else ""


def _clock_acts(case: CaseRecord, today: dt.date) -> tuple[Act, ...]:
    return (
        Act(
            key="stop",
            words=N_("Stop the clock"),
            hint=N_("both clocks stand still until they run again"),
            icon="pause",
            verb="stop_clock",
            columns=(
                asked(AppealStop, "reason", required=True),
                asked(AppealStop, "from_on"),
                asked(AppealStop, "allowed_by"),
            ),
            rows=(("reason",), ("from_on", "allowed_by")),
            fixed={"appeal_id": case.appeal.id},
            start={"from_on": today},
        ),
        Act(
            key="resume",
            words=N_("Let the clock run again"),
            icon="play",
            verb="resume_clock",
            columns=(asked(AppealStop, "to_on", label=N_("Runs again from")), asked(AppealStop, "end_reason")),
            rows=(("to_on",), ("end_reason",)),
            fixed={"appeal_id": case.appeal.id},
            start={"to_on": today},
        ),
    )


_KIND_FACTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "appeal": (),
    "procedure": (
        ("procedure_type", "receiving_department"),
        ("submitted_on", "granted_on"),
        ("papers_outstanding",),
    ),
    "dispute": (("other_party", "dispute_kind"), ("settlement",)),
}
"""What a procedure and a dispute have beside what all cases have."""


def fact_rows(case_kind: str) -> tuple[tuple[str, ...], ...]:
    """The fields of a case of this kind as a form shows them."""
    return (
        ("subject",),
        ("description",),
        ("appeal_kind",),
        ("service_mode",),
        ("person_id", "intake_channel"),
        ("intake_scheme",),
        *_KIND_FACTS[case_kind],
    )


def kind_facts(case_kind: str) -> tuple[str, ...]:
    """The names of the fields that only this kind of case has."""
    return tuple(name for row in _KIND_FACTS[case_kind] for name in row)


def _beside_acts(case: CaseRecord, today: dt.date) -> tuple[Act, ...]:
    appeal = case.appeal
    rows = fact_rows(appeal.case_kind)
    names = [name for row in rows for name in row]
    return (
        Act(
            key="progress",
            words=N_("Note the progress"),
            hint=N_("the case stays in its state"),
            icon="comment",
            verb="note_progress",
            columns=(asked(AppealStep, "note", required=True), asked(AppealStep, "happened_on")),
            rows=(("note",), ("happened_on",)),
            fixed={"appeal_id": appeal.id},
            start={"happened_on": today},
        ),
        Act(
            key="change",
            words=N_("Change the facts"),
            icon="edit",
            verb="change",
            columns=tuple(asked(Appeal, name, required=name in ("subject", "service_mode")) for name in names),
            rows=rows,
            fixed={"type": "appeal", "id": appeal.id, "version": appeal.version},
            start={name: getattr(appeal, name) for name in names},
            only_changed=True,
        ),
        Act(
            key="promise",
            words=N_("Note a promise"),
            icon="ribbon_star",
            verb="add_commitment",
            columns=(
                asked(Commitment, "content", required=True),
                asked(Commitment, "due_on", required=True),
                asked(Commitment, "person_id"),
            ),
            rows=(("content",), ("due_on", "person_id")),
            fixed={"appeal_id": appeal.id},
            start={"person_id": appeal.person_id},
        ),
        Act(
            key="hold_up",
            words=N_("Note what holds it up"),
            icon="warning",
            verb="add_blocker",
            columns=(
                asked(Blocker, "blocker_kind", required=True),
                asked(Blocker, "subject", required=True),
                asked(Blocker, "owner_unit_id"),
                asked(Blocker, "since_on"),
            ),
            rows=(("blocker_kind",), ("subject",), ("owner_unit_id", "since_on")),
            fixed={"appeal_id": appeal.id},
            start={"owner_unit_id": appeal.assigned_unit_id, "since_on": today},
        ),
        Act(
            key="group",
            words=N_("Group under a common problem"),
            hint=N_("choose one, or name a new one"),
            icon="link",
            verb="group_appeals",
            columns=(
                asked(Appeal, "common_problem_id"),
                asked(CommonProblem, "subject", label=N_("New common problem")),
            ),
            rows=(("common_problem_id",), ("subject",)),
            start={"common_problem_id": appeal.common_problem_id},
            facts=lambda values: {**values, "appeals": [appeal.id]},
        ),
    )
