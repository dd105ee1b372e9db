"""Commitments: what was promised to whom, by whom, until when (rule 4)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

COMMITMENT_STATES = CodeList(
    "commitment_state",
    {
        "open": N_("Still open"),
        "kept": N_("Kept"),
        "not_kept": N_("Not kept"),
        "cancelled": N_("Cancelled"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """A promise given to an enterprise at a visit, in an appeal or in a round."""

    type_name: ClassVar[str] = "commitment"
    label: ClassVar[str] = N_("Commitment")
    happens_on: ClassVar[str] = "promised_on"
    number_prefix: ClassVar[str] = "CN"
    names: ClassVar[tuple[str, ...]] = ("number",)

    number: NumberField = ""
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    content: Annotated[str, Field(N_("What is promised"), required=True, search="title")]
    person_id: Annotated[str, Field(N_("Promised by"), refers_to="person")] = ""
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit")] = ""
    promised_to: Annotated[str, Field(N_("Promised to"), search="body")] = ""
    promised_on: Annotated[dt.date, Field(N_("Promised on"), required=True)]
    due_on: Annotated[dt.date, Field(N_("Due on"), required=True)]
    visit_id: Annotated[str, Field(N_("Visit"), refers_to="visit")] = ""
    appeal_id: Annotated[str, Field(N_("Appeal"), refers_to="appeal")] = ""
    round_id: Annotated[str, Field(N_("Round"), refers_to="revisit_round")] = ""
    carried_from_id: Annotated[str, Field(N_("Carried over from"), refers_to="commitment")] = ""
    state: Annotated[str, Field(N_("State"), codes=COMMITMENT_STATES, required=True)] = "open"
    settled_on: Annotated[dt.date | None, Field(N_("Settled on"))] = None
    proof: Annotated[str, Field(N_("Proof or reason"), kind=Kind.LONG_TEXT, search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """Someone promises, the date lies ahead of the promise, and settling needs a day and proof or reason."""
        if not (self.person_id or self.unit_id):
            raise RuleForbids(_("Say who promises."), field="person_id")
        if self.due_on < self.promised_on:
            raise RuleForbids(_("A promise cannot be due before it is given."), field="due_on")
        if self.state != "open" and not (self.settled_on and self.proof):
            raise RuleForbids(_("A promise is settled with the day and the proof or the reason."), field="proof")
