"""Responsibility lists and their lines: lead unit, named person, date, state, struck off with proof."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record

LIST_KINDS = CodeList(
    "list_kind",
    {
        "policy": N_("Policy list"),
        "problem": N_("Problem list"),
        "sharing": N_("Sharing list"),
        "burden_reduction": N_("Burden-reduction list"),
        "other": N_("Other list"),
    },
)
LINE_STATES = CodeList(
    "line_state",
    {
        "draft": N_("Draft"),
        "published": N_("Published"),
        "awaiting_strike_off": N_("Waiting to be struck off"),
        "struck_off": N_("Struck off"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityList(Record):
    """A list under the list-plus-responsibility method (清单制 + 责任制)."""

    type_name: ClassVar[str] = "responsibility_list"
    label: ClassVar[str] = N_("Responsibility list")
    names: ClassVar[tuple[str, ...]] = ("name",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("list_line", "list_id"),)

    name: Annotated[str, Field(N_("Title"), required=True, search="title")]
    list_kind: Annotated[str, Field(N_("Kind"), codes=LIST_KINDS, required=True)]
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit")] = ""
    exhaustive: Annotated[bool, Field(N_("Nothing outside the list"))] = False
    published_on: Annotated[dt.date | None, Field(N_("Published on"))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine(Record):
    """One line: who leads, who is responsible, until when, in what state."""

    type_name: ClassVar[str] = "list_line"
    label: ClassVar[str] = N_("List line")
    happens_on: ClassVar[str] = "due_on"
    number_prefix: ClassVar[str] = "QD"
    names: ClassVar[tuple[str, ...]] = ("number", "subject")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("list_line_unit", "line_id"),)

    number: Annotated[str, Field(N_("No."), search="body", editable=False)] = ""
    list_id: Annotated[str, Field(N_("List"), refers_to="responsibility_list", required=True)]
    subject: Annotated[str, Field(N_("Subject"), required=True, search="title")]
    content: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    lead_unit_id: Annotated[str, Field(N_("Lead unit"), refers_to="unit")] = ""
    responsible_person_id: Annotated[str, Field(N_("Responsible person"), refers_to="person")] = ""
    due_on: Annotated[dt.date | None, Field(N_("Due on"))] = None
    next_report_on: Annotated[dt.date | None, Field(N_("Next report on"))] = None
    state: Annotated[str, Field(N_("State"), codes=LINE_STATES, required=True)] = "draft"
    subject_type: Annotated[str, Field(N_("Stands for (type)"), editable=False, listed=False)] = ""
    subject_id: Annotated[str, Field(N_("Stands for"), type_in="subject_type", editable=False, listed=False)] = ""
    superior_request: Annotated[bool, Field(N_("Request to a superior"))] = False
    addressee: Annotated[str, Field(N_("Addressee"), search="body")] = ""
    sent_on: Annotated[dt.date | None, Field(N_("Sent on"))] = None
    reply: Annotated[str, Field(N_("Reply"), kind=Kind.LONG_TEXT, search="body")] = ""
    struck_off_on: Annotated[dt.date | None, Field(N_("Struck off on"))] = None
    proof: Annotated[str, Field(N_("Proof"), kind=Kind.LONG_TEXT, search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """Published only with lead unit, person, due date and next report; struck off only with proof."""
        if self.state != "draft":
            for name, given in (
                ("lead_unit_id", self.lead_unit_id),
                ("responsible_person_id", self.responsible_person_id),
                ("due_on", self.due_on),
                ("next_report_on", self.next_report_on),
            ):
                if not given:
                    raise RuleForbids(
                        _("A line is published with lead unit, responsible person, due date and next report date."),
                        field=name,
                    )
        if self.state == "struck_off" and not (self.struck_off_on and self.proof):
            raise RuleForbids(_("A line is struck off with the day and the proof."), field="proof")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLineUnit(Record):
    """A unit that cooperates on a line."""

    type_name: ClassVar[str] = "list_line_unit"
    label: ClassVar[str] = N_("Cooperating unit")

    line_id: Annotated[str, Field(N_("List line"), refers_to="list_line", required=True)]
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit", required=True)]
