"""Cases of kind appeal, procedure or dispute, and the closed loop each goes through."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, ClassVar, Self

from casework.entities.enterprises import home
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

CASE_KINDS = CodeList(
    "case_kind",
    {
        "appeal": N_("Appeal"),
        "procedure": N_("Agency procedure"),
        "dispute": N_("Dispute"),
    },
)
APPEAL_KINDS = CodeList(
    "appeal_kind",
    {
        "difficulty": N_("Difficulty"),
        "demand": N_("Demand"),
        "suggestion": N_("Suggestion"),
    },
)
SERVICE_MODES = CodeList(
    "service_mode",
    {
        "agency": N_("Agency handling"),
        "mediation": N_("Mediation"),
        "immediate": N_("Immediate handling"),
        "in_park": N_("In-park handling"),
    },
)
INTAKE_SCHEMES = CodeList(
    "intake_scheme",
    {
        "enterprise_call": N_("You call, we act"),
        "plans_and_needs": N_("Asking for plans and needs"),
        "other": N_("Other scheme"),
    },
)
INTAKE_CHANNELS = CodeList(
    "intake_channel",
    {
        "visit": N_("At a visit"),
        "home": N_("Enterprise home"),
        "window": N_("Service window"),
        "hotline": N_("Hotline"),
        "platform": N_("Online platform"),
        "superior": N_("Handed down by a superior"),
    },
)
CASE_STATES = CodeList(
    "case_state",
    {
        "accepted": N_("Accepted for handling"),
        "assigned": N_("Assigned"),
        "in_progress": N_("In progress"),
        "answered": N_("Answered"),
        "confirmed": N_("Confirmed by the enterprise"),
        "closed": N_("Closed"),
        "returned": N_("Returned"),
        "withdrawn": N_("Withdrawn"),
        "merged": N_("Merged into another case"),
        "reopened": N_("Re-opened"),
    },
)
CONFIRMATION_MODES = CodeList(
    "confirmation_mode",
    {
        "phone": N_("By telephone"),
        "signature": N_("Signed on the spot"),
        "seal": N_("Sealed by the enterprise"),
        "online": N_("Online receipt"),
    },
)
RATINGS = CodeList(
    "rating",
    {
        "satisfied": N_("Satisfied"),
        "basically_satisfied": N_("Basically satisfied"),
        "dissatisfied": N_("Dissatisfied"),
        "not_rated": N_("Not rated"),
    },
)
LOOP: dict[str, tuple[str, ...]] = {
    "": ("accepted",),
    "accepted": ("assigned", "returned", "withdrawn", "merged"),
    "assigned": ("in_progress", "returned", "withdrawn", "merged"),
    "in_progress": ("answered", "returned", "withdrawn", "merged"),
    "answered": ("confirmed", "in_progress", "withdrawn", "merged"),
    "confirmed": ("closed", "in_progress"),
    "closed": ("reopened",),
    "returned": ("assigned", "accepted", "withdrawn", "merged"),
    "withdrawn": ("reopened",),
    "merged": ("reopened",),
    "reopened": ("assigned", "in_progress", "withdrawn", "merged"),
}
"""The closed loop: from each state the states that may follow."""
OPEN_STATES = ("accepted", "assigned", "in_progress", "answered", "confirmed", "returned", "reopened")
_STEP_NEEDS: dict[str, tuple[str, ...]] = {
    "assigned": ("assigned_unit_id",),
    "in_progress": ("assigned_unit_id",),
    "answered": ("answer", "answered_on"),
    "confirmed": ("answer", "answered_on", "confirmation_mode", "confirmed_by", "confirmed_on"),
    "closed": (
        "answer",
        "answered_on",
        "evidence",
        "confirmation_mode",
        "confirmed_by",
        "confirmed_on",
        "rating",
        "closed_on",
    ),
    "returned": ("outcome_reason",),
    "withdrawn": ("outcome_reason",),
    "merged": ("merged_into_id",),
    "reopened": ("outcome_reason",),
}
"""What each state needs to be given (rule 5: closing needs answer, evidence, confirmation, rating)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Record):
    """A case: an appeal, an agency procedure or a dispute; the three are counted apart (rule 11)."""

    type_name: ClassVar[str] = "appeal"
    label: ClassVar[str] = N_("Case")
    happens_on: ClassVar[str] = "accepted_on"
    number_prefix: ClassVar[str] = "SQ"
    names: ClassVar[tuple[str, ...]] = ("number", "subject")
    children: ClassVar[tuple[tuple[str, str], ...]] = (
        ("appeal_step", "appeal_id"),
        ("appeal_stop", "appeal_id"),
        ("blocker", "appeal_id"),
    )

    number: NumberField = ""
    case_kind: Annotated[str, Field(N_("Case kind"), codes=CASE_KINDS, required=True)] = "appeal"
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    visit_id: Annotated[str, Field(N_("Source visit"), refers_to="visit")] = ""
    subject: Annotated[str, Field(N_("Subject"), required=True, search="title")]
    description: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    appeal_kind: Annotated[str, Field(N_("Kind"), codes=APPEAL_KINDS)] = "difficulty"
    service_mode: Annotated[str, Field(N_("Service mode"), codes=SERVICE_MODES, required=True)] = "agency"
    intake_scheme: Annotated[str, Field(N_("Intake scheme"), codes=INTAKE_SCHEMES)] = ""
    intake_channel: Annotated[str, Field(N_("Intake channel"), codes=INTAKE_CHANNELS)] = "visit"
    state: Annotated[str, Field(N_("State"), codes=CASE_STATES, required=True)] = "accepted"
    accepted_on: Annotated[dt.date, Field(N_("Accepted on"), required=True)]
    person_id: Annotated[str, Field(N_("Handled by"), refers_to="person")] = ""
    assigned_unit_id: Annotated[str, Field(N_("Handling unit"), refers_to="unit")] = ""
    assigned_on: Annotated[dt.date | None, Field(N_("Assigned on"))] = None
    limit_days: Annotated[int, Field(N_("Limit towards the enterprise"), unit="working_day")] = 0
    answer_limit_days: Annotated[int, Field(N_("Limit of the handling unit"), unit="working_day")] = 0
    due_on: Annotated[dt.date | None, Field(N_("Due on"), editable=False)] = None
    answer_due_on: Annotated[dt.date | None, Field(N_("Answer due on"), editable=False)] = None
    stopped: Annotated[bool, Field(N_("Clock stopped"), editable=False)] = False
    answer: Annotated[str, Field(N_("Answer"), kind=Kind.LONG_TEXT, search="body")] = ""
    answered_on: Annotated[dt.date | None, Field(N_("Answered on"))] = None
    evidence: Annotated[str, Field(N_("Evidence"), kind=Kind.LONG_TEXT, search="body")] = ""
    confirmation_mode: Annotated[str, Field(N_("How confirmed"), codes=CONFIRMATION_MODES)] = ""
    confirmed_by: Annotated[str, Field(N_("Confirmed by"), search="body")] = ""
    confirmed_on: Annotated[dt.date | None, Field(N_("Confirmed on"))] = None
    rating: Annotated[str, Field(N_("Rating"), codes=RATINGS)] = ""
    rating_words: Annotated[str, Field(N_("In the enterprise's words"), kind=Kind.LONG_TEXT, search="body")] = ""
    closed_on: Annotated[dt.date | None, Field(N_("Closed on"))] = None
    outcome_reason: Annotated[str, Field(N_("Reason"), kind=Kind.LONG_TEXT, search="body")] = ""
    merged_into_id: Annotated[str, Field(N_("Merged into"), refers_to="appeal")] = ""
    common_problem_id: Annotated[str, Field(N_("Common problem"), refers_to="common_problem")] = ""
    procedure_type: Annotated[str, Field(N_("Procedure"), search="body")] = ""
    receiving_department: Annotated[str, Field(N_("Receiving department"), search="body")] = ""
    submitted_on: Annotated[dt.date | None, Field(N_("Submitted on"))] = None
    granted_on: Annotated[dt.date | None, Field(N_("Granted on"))] = None
    papers_outstanding: Annotated[str, Field(N_("Papers outstanding"), search="body")] = ""
    other_party: Annotated[str, Field(N_("Other party"), search="body")] = ""
    dispute_kind: Annotated[str, Field(N_("Kind of dispute"), search="body")] = ""
    settlement: Annotated[str, Field(N_("Result of the mediation"), kind=Kind.LONG_TEXT, search="body")] = ""

    def completed(self, read: Reader) -> Self:
        """In the territory of its enterprise where none is given."""
        return self if self.territory_id else replace(self, territory_id=home(read, self.enterprise_id))

    def check(self, before: Self | None, read: Reader) -> None:
        """Only the steps of the loop, each with what it needs; a closed case has its whole proof."""
        if before and before.state != self.state and self.state not in LOOP[before.state]:
            raise RuleForbids(
                _("From “{old}” a case cannot go to “{new}”.").format(
                    old=CASE_STATES.label(before.state), new=CASE_STATES.label(self.state)
                ),
                field="state",
                remedy=_("Possible are: {states}.").format(
                    states="、".join(CASE_STATES.label(s) for s in LOOP[before.state])
                ),
            )
        self._check_needs()
        self._check_kind()
        self._check_order()
        if self.merged_into_id and self.merged_into_id == self.id:
            raise RuleForbids(_("A case cannot be merged into itself."), field="merged_into_id")

    def _check_needs(self) -> None:
        for name in _STEP_NEEDS.get(self.state, ()):
            if not getattr(self, name):
                labels = {c: _(NEEDED_WORDS[c]) for c in NEEDED_WORDS}
                raise RuleForbids(
                    _("“{state}” needs: {what}.").format(state=CASE_STATES.label(self.state), what=labels[name]),
                    field=name,
                )

    def _check_kind(self) -> None:
        if self.case_kind == "procedure" and not self.procedure_type:
            raise RuleForbids(_("A procedure needs its name."), field="procedure_type")
        if self.case_kind == "dispute" and not self.other_party:
            raise RuleForbids(_("A dispute needs its other party."), field="other_party")

    def _check_order(self) -> None:
        days = [
            ("accepted_on", self.accepted_on),
            ("answered_on", self.answered_on),
            ("confirmed_on", self.confirmed_on),
            ("closed_on", self.closed_on),
        ]
        given = [(name, day) for name, day in days if day]
        for (_earlier, first), (name, second) in pairwise(given):
            if second < first:
                raise RuleForbids(_("The days of this case are out of order."), field=name)


NEEDED_WORDS = {
    "assigned_unit_id": N_("the handling unit"),
    "answer": N_("the answer"),
    "answered_on": N_("the day of the answer"),
    "evidence": N_("the evidence"),
    "confirmation_mode": N_("how the enterprise confirmed"),
    "confirmed_by": N_("who confirmed for the enterprise"),
    "confirmed_on": N_("the day of the confirmation"),
    "rating": N_("the rating, or “not rated”"),
    "closed_on": N_("the day of closing"),
    "outcome_reason": N_("the reason"),
    "merged_into_id": N_("the case it is merged into"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealStep(Record):
    """One step of a case through the loop: what, when, by whom, with which words."""

    type_name: ClassVar[str] = "appeal_step"
    label: ClassVar[str] = N_("Step of a case")
    happens_on: ClassVar[str] = "happened_on"

    appeal_id: Annotated[str, Field(N_("Case"), refers_to="appeal", required=True)]
    state: Annotated[str, Field(N_("State"), codes=CASE_STATES, required=True)]
    happened_on: Annotated[dt.date, Field(N_("Date"), required=True)]
    actor: Annotated[str, Field(N_("By"))] = ""
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit")] = ""
    note: Annotated[str, Field(N_("Note"), kind=Kind.LONG_TEXT, search="body")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealStop(Record):
    """A time in which the clock of a case stands still, with its reason and who allowed it."""

    type_name: ClassVar[str] = "appeal_stop"
    label: ClassVar[str] = N_("Stopped clock")

    appeal_id: Annotated[str, Field(N_("Case"), refers_to="appeal", required=True)]
    from_on: Annotated[dt.date, Field(N_("From"), required=True)]
    to_on: Annotated[dt.date | None, Field(N_("To"))] = None
    reason: Annotated[str, Field(N_("Reason"), required=True, search="body")]
    allowed_by: Annotated[str, Field(N_("Allowed by"))] = ""
    end_reason: Annotated[str, Field(N_("Why it runs again"), search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """A reason, and the end not before the start."""
        if self.to_on and self.to_on < self.from_on:
            raise RuleForbids(_("The last day lies before the first."), field="to_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonProblem(Record):
    """A problem that several appeals share."""

    type_name: ClassVar[str] = "common_problem"
    label: ClassVar[str] = N_("Common problem")
    names: ClassVar[tuple[str, ...]] = ("subject",)

    subject: Annotated[str, Field(N_("Subject"), required=True, search="title")]
    description: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    lead_unit_id: Annotated[str, Field(N_("Lead unit"), refers_to="unit")] = ""
