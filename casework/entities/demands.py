"""Technology demands: what enterprises need (科技所需)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Self

from casework.entities.enterprises import home
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

DIRECTIONS = CodeList(
    "direction",
    {
        "inbound": N_("Inbound"),
        "outbound": N_("Outbound"),
        "domestic": N_("Domestic"),
    },
)
DEMAND_STATES = CodeList(
    "demand_state",
    {
        "open": N_("Open"),
        "in_project": N_("In a project"),
        "met": N_("Met"),
        "withdrawn": N_("Withdrawn"),
    },
)
_TRL = range(1, 10)


def check_trl(trl: int | None, name: str) -> None:
    """Technology readiness runs from 1 to 9 (GB/T 22900)."""
    if trl is not None and trl not in _TRL:
        raise RuleForbids(_("Technology readiness runs from 1 to 9 (GB/T 22900)."), field=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TechDemand(Record):
    """A technology demand of an enterprise."""

    type_name: ClassVar[str] = "demand"
    label: ClassVar[str] = N_("Technology demand")
    happens_on: ClassVar[str] = "posted_on"
    number_prefix: ClassVar[str] = "XQ"
    names: ClassVar[tuple[str, ...]] = ("number", "subject")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("match", "demand_id"),)

    number: NumberField = ""
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    visit_id: Annotated[str, Field(N_("Source visit"), refers_to="visit")] = ""
    subject: Annotated[str, Field(N_("Demand title"), required=True, search="title")]
    content: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    field_name: Annotated[str, Field(N_("Field of technology"), search="body")] = ""
    trl_wanted: Annotated[int | None, Field(N_("Readiness wanted"))] = None
    budget: Annotated[int | None, Field(N_("Budget"), kind=Kind.MONEY)] = None
    acceptance: Annotated[str, Field(N_("Acceptance criteria"), kind=Kind.LONG_TEXT, search="body")] = ""
    region: Annotated[str, Field(N_("Region"))] = ""
    direction: Annotated[str, Field(N_("Direction"), codes=DIRECTIONS)] = "domestic"
    due_on: Annotated[dt.date | None, Field(N_("Needed by"))] = None
    posted_on: Annotated[dt.date, Field(N_("Posted on"), required=True)]
    checked_on: Annotated[dt.date | None, Field(N_("Last checked"))] = None
    expires_on: Annotated[dt.date | None, Field(N_("Expires on"))] = None
    confidential: Annotated[bool, Field(N_("Confidential"))] = False
    state: Annotated[str, Field(N_("State"), codes=DEMAND_STATES, required=True)] = "open"

    def completed(self, read: Reader) -> Self:
        """In the territory of its enterprise where none is given."""
        return self if self.territory_id else replace(self, territory_id=home(read, self.enterprise_id))

    def check(self, before: Self | None, read: Reader) -> None:
        """Readiness from 1 to 9, no expiry before posting."""
        check_trl(self.trl_wanted, "trl_wanted")
        if self.expires_on and self.expires_on < self.posted_on:
            raise RuleForbids(_("It cannot expire before it is posted."), field="expires_on")

    def missing(self) -> tuple[str, ...]:
        """The facts that make a demand complete and are not given: their labels in the user's language."""
        facts = {
            _("Description"): self.content,
            _("Budget"): self.budget,
            _("Acceptance criteria"): self.acceptance,
            _("Needed by"): self.due_on,
            _("Readiness wanted"): self.trl_wanted,
        }
        return tuple(label for label, value in facts.items() if not value)
