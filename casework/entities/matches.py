"""Matches: a demand joined with an offer or an expert, and its steps up to a project."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

MATCH_STATES = CodeList(
    "match_state",
    {
        "accepted": N_("Accepted"),
        "refused": N_("Declined"),
        "contacted": N_("Contacted"),
        "met": N_("Met in person"),
        "intention": N_("Intention"),
        "in_project": N_("In a project"),
    },
)
MATCH_STEPS: dict[str, tuple[str, ...]] = {
    "": ("accepted", "refused"),
    "accepted": ("contacted", "refused"),
    "contacted": ("met", "intention", "refused"),
    "met": ("intention", "refused"),
    "intention": ("in_project", "refused"),
    "refused": ("accepted",),
    "in_project": (),
}
"""From each state the steps that may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Record):
    """A demand beside one offer or expert; tried and declined pairs stay remembered."""

    type_name: ClassVar[str] = "match"
    label: ClassVar[str] = N_("Match")
    happens_on: ClassVar[str] = "opened_on"
    number_prefix: ClassVar[str] = "CH"
    names: ClassVar[tuple[str, ...]] = ("number",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("match_step", "match_id"),)

    number: NumberField = ""
    demand_id: Annotated[str, Field(N_("Demand"), refers_to="demand", required=True)]
    offer_id: Annotated[str, Field(N_("Offer"), refers_to="offer")] = ""
    expert_id: Annotated[str, Field(N_("Expert"), refers_to="expert")] = ""
    state: Annotated[str, Field(N_("State"), codes=MATCH_STATES, required=True)] = "accepted"
    opened_on: Annotated[dt.date, Field(N_("Opened on"), required=True)]
    person_id: Annotated[str, Field(N_("Handled by"), refers_to="person")] = ""
    visit_id: Annotated[str, Field(N_("Source visit"), refers_to="visit")] = ""
    rank: Annotated[int | None, Field(N_("Rank"), editable=False)] = None
    candidates: Annotated[int | None, Field(N_("Candidates"), editable=False)] = None
    reason: Annotated[str, Field(N_("Reason"), kind=Kind.LONG_TEXT, search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """One offer or one expert, only the customary steps, a reason where it is declined."""
        if bool(self.offer_id) == bool(self.expert_id):
            raise RuleForbids(_("A match joins a demand with one offer or one expert."), field="offer_id")
        if self.state == "refused" and not self.reason:
            raise RuleForbids(_("Say why the match is declined."), field="reason")
        if before and before.state != self.state and self.state not in MATCH_STEPS[before.state]:
            raise RuleForbids(
                _("From “{old}” a match cannot go to “{new}”.").format(
                    old=MATCH_STATES.label(before.state), new=MATCH_STATES.label(self.state)
                ),
                field="state",
            )
        pair = "demand_id = :demand and ifnull(offer_id,'') = :offer and ifnull(expert_id,'') = :expert and id <> :id"
        if read.count(
            Match,
            pair,
            {
                "demand": self.demand_id,
                "offer": self.offer_id,
                "expert": self.expert_id,
                "id": self.id,
            },
        ):
            raise RuleForbids(_("This pair was already tried."), field="offer_id", remedy=_("Open the earlier match."))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStep(Record):
    """One step of a match: what happened, when, by whom."""

    type_name: ClassVar[str] = "match_step"
    label: ClassVar[str] = N_("Step of a match")
    happens_on: ClassVar[str] = "happened_on"

    match_id: Annotated[str, Field(N_("Match"), refers_to="match", required=True)]
    state: Annotated[str, Field(N_("State"), codes=MATCH_STATES, required=True)]
    happened_on: Annotated[dt.date, Field(N_("Date"), required=True)]
    person_id: Annotated[str, Field(N_("Handled by"), refers_to="person")] = ""
    note: Annotated[str, Field(N_("Note"), kind=Kind.LONG_TEXT, search="body")] = ""
