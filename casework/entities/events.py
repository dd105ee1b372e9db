"""Events, mutual visits, and who attended."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

EVENT_KINDS = CodeList(
    "event_kind",
    {
        "promotion_meeting": N_("Promotion meeting"),
        "st_fair": N_("S&T fair"),
        "matchmaking_meeting": N_("Matchmaking meeting"),
        "joint_meeting": N_("Joint meeting"),
        "symposium": N_("Symposium"),
        "training": N_("Training"),
        "other": N_("Other event"),
    },
)
EVENT_STATES = CodeList(
    "event_state",
    {
        "planned": N_("Planned"),
        "held": N_("Held"),
        "postponed": N_("Postponed"),
        "cancelled": N_("Cancelled"),
    },
)
VISIT_DIRECTIONS = CodeList(
    "visit_direction",
    {
        "received": N_("Received"),
        "sent": N_("Sent"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """A meeting, fair or training, with its number in its series."""

    type_name: ClassVar[str] = "event"
    label: ClassVar[str] = N_("Event")
    happens_on: ClassVar[str] = "held_on"
    number_prefix: ClassVar[str] = "HD"
    names: ClassVar[tuple[str, ...]] = ("number", "name")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("attendance", "event_id"),)

    number: NumberField = ""
    event_kind: Annotated[str, Field(N_("Kind"), codes=EVENT_KINDS, required=True)]
    name: Annotated[str, Field(N_("Title"), required=True, search="title")]
    edition: Annotated[int | None, Field(N_("Number in the series"))] = None
    state: Annotated[str, Field(N_("State"), codes=EVENT_STATES, required=True)] = "planned"
    held_on: Annotated[dt.date | None, Field(N_("Held on"))] = None
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    host_unit_id: Annotated[str, Field(N_("Host"), refers_to="unit")] = ""
    place: Annotated[str, Field(N_("Place"), search="body")] = ""
    minutes: Annotated[str, Field(N_("Minutes"), kind=Kind.LONG_TEXT, search="body")] = ""
    reason: Annotated[str, Field(N_("Reason"), search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """Held events have their day; postponed and cancelled ones their reason."""
        if self.state == "held" and not self.held_on:
            raise RuleForbids(_("An event that was held needs its day."), field="held_on")
        if self.state in ("postponed", "cancelled") and not self.reason:
            raise RuleForbids(_("Say why the event was postponed or cancelled."), field="reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualVisit(Record):
    """One batch of a mutual visit between two places; its persons are its attendance."""

    type_name: ClassVar[str] = "mutual_visit"
    label: ClassVar[str] = N_("Mutual visit")
    happens_on: ClassVar[str] = "occurred_on"
    number_prefix: ClassVar[str] = "HF"
    names: ClassVar[tuple[str, ...]] = ("number",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("attendance", "mutual_visit_id"),)

    number: NumberField = ""
    occurred_on: Annotated[dt.date, Field(N_("Date"), required=True)]
    visit_direction: Annotated[str, Field(N_("Direction"), codes=VISIT_DIRECTIONS, required=True)]
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    other_side: Annotated[str, Field(N_("Other side"), search="title")] = ""
    topic: Annotated[str, Field(N_("Topic"), search="title")] = ""
    agreement_id: Annotated[str, Field(N_("Agreement"), refers_to="agreement")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """How many persons of a unit or country attended an event or a mutual visit (人次)."""

    type_name: ClassVar[str] = "attendance"
    label: ClassVar[str] = N_("Attendance")

    event_id: Annotated[str, Field(N_("Event"), refers_to="event")] = ""
    mutual_visit_id: Annotated[str, Field(N_("Mutual visit"), refers_to="mutual_visit")] = ""
    unit_name: Annotated[str, Field(N_("Unit or country"), search="body")] = ""
    person_times: Annotated[int, Field(N_("Person-times"), required=True)]

    def check(self, before: Self | None, read: Reader) -> None:
        """It belongs to one event or visit, and somebody came."""
        if bool(self.event_id) == bool(self.mutual_visit_id):
            raise RuleForbids(_("Attendance belongs to one event or one mutual visit."), field="event_id")
        if self.person_times < 1:
            raise RuleForbids(_("At least one person must have come."), field="person_times")
