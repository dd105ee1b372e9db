"""Revisit rounds: a fixed cohort of enterprises contacted once more, and who is still missing."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record, named_id

MEMBER_OUTCOMES = CodeList(
    "member_outcome",
    {
        "refused": N_("Refused"),
        "unreachable": N_("Unreachable"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitRound(Record):
    """One round of revisits over a cohort, from opening to its closing statement."""

    type_name: ClassVar[str] = "revisit_round"
    label: ClassVar[str] = N_("Revisit round")
    happens_on: ClassVar[str] = "opened_on"
    names: ClassVar[tuple[str, ...]] = ("name", "round_no")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("round_member", "round_id"),)

    round_no: Annotated[int, Field(N_("Round"), required=True)]
    name: Annotated[str, Field(N_("Title"), required=True, search="title")]
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    lead_unit_id: Annotated[str, Field(N_("Lead unit"), refers_to="unit")] = ""
    opened_on: Annotated[dt.date, Field(N_("Opened on"), required=True)]
    due_on: Annotated[dt.date | None, Field(N_("Due on"))] = None
    closed_on: Annotated[dt.date | None, Field(N_("Ended on"))] = None
    previous_round_id: Annotated[str, Field(N_("Previous round"), refers_to="revisit_round")] = ""
    statement: Annotated[str, Field(N_("Closing statement"), kind=Kind.LONG_TEXT, search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """A number from 1 on, one round of a number in a territory, dates in order."""
        if self.round_no < 1:
            raise RuleForbids(_("Rounds are numbered from 1."), field="round_no")
        if (self.closed_on and self.closed_on < self.opened_on) or (self.due_on and self.due_on < self.opened_on):
            raise RuleForbids(_("A round cannot end before it opens."), field="due_on")
        twin = "round_no = :no and territory_id is :territory and id <> :id"
        if read.count(RevisitRound, twin, {"no": self.round_no, "territory": self.territory_id or None, "id": self.id}):
            raise RuleForbids(
                _("Round {no} of this territory already exists.").format(no=self.round_no), field="round_no"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMember(Record):
    """An enterprise of a round's cohort; where it was not reached, why."""

    type_name: ClassVar[str] = "round_member"
    label: ClassVar[str] = N_("Enterprise in a round")

    round_id: Annotated[str, Field(N_("Round"), refers_to="revisit_round", required=True)]
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    member_outcome: Annotated[str, Field(N_("Not reached because"), codes=MEMBER_OUTCOMES)] = ""
    reason: Annotated[str, Field(N_("Reason"), search="body")] = ""

    def identity(self) -> str:
        """One row a round and enterprise."""
        return named_id("round_member", self.round_id, self.enterprise_id)

    def check(self, before: Self | None, read: Reader) -> None:
        """Refused or unreachable is said with its reason."""
        if self.member_outcome and not self.reason:
            raise RuleForbids(_("Say why the enterprise was not reached."), field="reason")
