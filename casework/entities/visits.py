"""Visits: every contact with an enterprise, planned or done, by any mode."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Self

from casework.entities.enterprises import home
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

CONTACT_MODES = CodeList(
    "contact_mode",
    {
        "on_site": N_("On-site visit"),
        "phone": N_("Phone contact"),
        "online": N_("Online contact"),
        "symposium": N_("Symposium"),
        "tea_talk": N_("Tea talk"),
        "joint_office": N_("Joint on-site office"),
    },
)
VISIT_PURPOSES = CodeList(
    "visit_purpose",
    {
        "revisit": N_("Revisit"),
        "survey": N_("Survey"),
        "service": N_("Service"),
        "follow_up": N_("Follow-up"),
        "other": N_("Other"),
    },
)
VISIT_STATES = CodeList(
    "visit_state",
    {
        "planned": N_("Planned"),
        "done": N_("Done"),
        "cancelled": N_("Cancelled"),
    },
)
PARTY_ROLES = CodeList(
    "party_role",
    {
        "lead": N_("Lead"),
        "member": N_("Member"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One contact: counted once, credited to every unit and person that took part."""

    type_name: ClassVar[str] = "visit"
    label: ClassVar[str] = N_("Visit")
    happens_on: ClassVar[str] = "occurred_on"
    number_prefix: ClassVar[str] = "ZF"
    names: ClassVar[tuple[str, ...]] = ("number",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("visit_party", "visit_id"),)

    number: NumberField = ""
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    round_id: Annotated[str, Field(N_("Round"), refers_to="revisit_round")] = ""
    contact_mode: Annotated[str, Field(N_("Mode"), codes=CONTACT_MODES, required=True)]
    visit_purpose: Annotated[str, Field(N_("Purpose"), codes=VISIT_PURPOSES)] = "service"
    is_revisit: Annotated[bool, Field(N_("Revisit"))] = False
    state: Annotated[str, Field(N_("State"), codes=VISIT_STATES, required=True)] = "done"
    planned_on: Annotated[dt.date | None, Field(N_("Planned for"))] = None
    occurred_on: Annotated[dt.date | None, Field(N_("Date"))] = None
    contact_person_id: Annotated[str, Field(N_("Contact person"), refers_to="contact_person")] = ""
    counterpart: Annotated[str, Field(N_("Met with"), search="body")] = ""
    topic: Annotated[str, Field(N_("Topic"), search="title")] = ""
    findings: Annotated[str, Field(N_("Findings"), kind=Kind.LONG_TEXT, search="body")] = ""
    nothing_yielded: Annotated[bool, Field(N_("Nothing to be done"))] = False
    next_contact_on: Annotated[dt.date | None, Field(N_("Next contact"))] = None
    next_contact_note: Annotated[str, Field(N_("Content of the next contact"), search="body")] = ""
    no_next_contact: Annotated[bool, Field(N_("No next contact needed"))] = False
    agreement_id: Annotated[str, Field(N_("Agreement"), refers_to="agreement")] = ""
    event_id: Annotated[str, Field(N_("Event"), refers_to="event")] = ""
    cancel_reason: Annotated[str, Field(N_("Why cancelled"))] = ""
    author: Annotated[str, Field(N_("Logged by"), search="body")] = ""

    def completed(self, read: Reader) -> Self:
        """In the territory of its enterprise where none is given."""
        return self if self.territory_id else replace(self, territory_id=home(read, self.enterprise_id))

    def check(self, before: Self | None, read: Reader) -> None:
        """A planned visit has its day; a done one has its day and a next contact or “none needed” (rule 3)."""
        if self.state == "planned" and not self.planned_on:
            raise RuleForbids(_("A planned visit needs its day."), field="planned_on")
        if self.state == "cancelled" and not self.cancel_reason:
            raise RuleForbids(_("Say why the visit is cancelled."), field="cancel_reason")
        if self.state == "done":
            self._check_done(read)

    def _check_done(self, read: Reader) -> None:
        if not self.occurred_on:
            raise RuleForbids(_("A contact needs its date."), field="occurred_on")
        if self.occurred_on > read.clock.today:
            raise RuleForbids(
                _("The contact lies in the future."), field="occurred_on", remedy=_("Plan it instead of logging it.")
            )
        if self.no_next_contact == bool(self.next_contact_on):
            raise RuleForbids(
                _("A contact ends with the next contact or with “none needed”."),
                field="next_contact_on",
                remedy=_("Give the date of the next contact and its content, or choose “none needed”."),
            )
        if self.next_contact_on and self.next_contact_on < self.occurred_on:
            raise RuleForbids(_("The next contact lies before this one."), field="next_contact_on")
        if self.next_contact_on and not self.next_contact_note:
            raise RuleForbids(_("Say what the next contact is about."), field="next_contact_note")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitParty(Record):
    """A unit (and person) of our side that took part in a visit; exactly one leads."""

    type_name: ClassVar[str] = "visit_party"
    label: ClassVar[str] = N_("Participant")

    visit_id: Annotated[str, Field(N_("Visit"), refers_to="visit", required=True)]
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit")] = ""
    person_id: Annotated[str, Field(N_("Person"), refers_to="person")] = ""
    party_role: Annotated[str, Field(N_("Role"), codes=PARTY_ROLES, required=True)] = "member"

    def check(self, before: Self | None, read: Reader) -> None:
        """Somebody is named, and a visit has one lead."""
        if not (self.unit_id or self.person_id):
            raise RuleForbids(_("Name the unit or the person that took part."), field="person_id")
        if self.party_role == "lead" and read.count(
            VisitParty,
            "visit_id = :visit and party_role = 'lead' and id <> :id",
            {"visit": self.visit_id, "id": self.id},
        ):
            raise RuleForbids(_("A visit has one lead."), field="party_role")
