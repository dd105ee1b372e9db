"""Projects: two ladders of stages, entries with date and evidence, blockers, and money kept apart."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.entities.demands import DIRECTIONS
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

LADDERS = CodeList(
    "ladder",
    {
        "investment": N_("Investment ladder"),
        "transfer": N_("Transfer ladder"),
    },
)
STAGES = CodeList(
    "stage",
    {
        "promoted": N_("Promoted"),
        "planned": N_("Planning"),
        "reserved": N_("Reserved"),
        "started": N_("Construction started"),
        "commissioned": N_("Commissioned"),
        "contact": N_("In contact"),
        "intention": N_("Intention"),
        "signed": N_("Signed"),
        "pilot": N_("Pilot scale"),
        "industrialised": N_("Industrialised"),
    },
)
LADDER_STAGES: dict[str, tuple[str, ...]] = {
    "investment": ("planned", "reserved", "started", "commissioned"),
    "transfer": ("contact", "intention", "signed", "pilot", "industrialised"),
}
MILESTONES = ("promoted", "signed")
"""Entries that an investment project may have beside its ladder; they never move its stage."""
CONTRACT_CLASSES = CodeList(
    "contract_class",
    {
        "development": N_("Technology development"),
        "transfer": N_("Technology transfer"),
        "licence": N_("Technology licence"),
        "consulting": N_("Technology consulting"),
        "service": N_("Technology service"),
    },
)
COOPERATION_FORMS = CodeList(
    "cooperation_form",
    {
        "university_enterprise": N_("University and enterprise"),
        "regional": N_("Between regions"),
        "team": N_("Team built for a demand"),
        "other": N_("Other form"),
    },
)
BLOCKER_KINDS = CodeList(
    "blocker_kind",
    {
        "hard": N_("Hard point"),
        "sticking": N_("Sticking point"),
        "blocked": N_("Blockage"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """A project; promoted, intended, agreed, contract and received money are never added together."""

    type_name: ClassVar[str] = "project"
    label: ClassVar[str] = N_("Project")
    happens_on: ClassVar[str] = "stage_entered_on"
    number_prefix: ClassVar[str] = "XM"
    names: ClassVar[tuple[str, ...]] = ("number", "name")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("project_stage", "project_id"), ("blocker", "project_id"))

    number: NumberField = ""
    name: Annotated[str, Field(N_("Project name"), required=True, search="title")]
    ladder: Annotated[str, Field(N_("Ladder"), codes=LADDERS, required=True)] = "transfer"
    stage: Annotated[str, Field(N_("Stage"), codes=STAGES)] = ""
    stage_entered_on: Annotated[dt.date | None, Field(N_("In this stage since"))] = None
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise")] = ""
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    demand_id: Annotated[str, Field(N_("Demand"), refers_to="demand")] = ""
    match_id: Annotated[str, Field(N_("Match"), refers_to="match")] = ""
    expert_id: Annotated[str, Field(N_("Expert"), refers_to="expert")] = ""
    agreement_id: Annotated[str, Field(N_("Agreement"), refers_to="agreement")] = ""
    event_id: Annotated[str, Field(N_("Event"), refers_to="event")] = ""
    parent_id: Annotated[str, Field(N_("Part of"), refers_to="project")] = ""
    person_id: Annotated[str, Field(N_("Handled by"), refers_to="person")] = ""
    cooperation_form: Annotated[str, Field(N_("Form of cooperation"), codes=COOPERATION_FORMS)] = ""
    direction: Annotated[str, Field(N_("Direction"), codes=DIRECTIONS)] = "domestic"
    theme: Annotated[str, Field(N_("Theme"), search="body")] = ""
    content: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    promoted_amount: Annotated[int | None, Field(N_("Promoted amount"), kind=Kind.MONEY)] = None
    intended_amount: Annotated[int | None, Field(N_("Intended amount"), kind=Kind.MONEY)] = None
    agreed_investment: Annotated[int | None, Field(N_("Agreed investment"), kind=Kind.MONEY)] = None
    signed_amount: Annotated[int | None, Field(N_("Signed amount"), kind=Kind.MONEY)] = None
    received_amount: Annotated[int | None, Field(N_("Received amount"), kind=Kind.MONEY)] = None
    cooperation_funds: Annotated[int | None, Field(N_("Cooperation funds"), kind=Kind.MONEY)] = None
    signed_on_site: Annotated[bool, Field(N_("Signed on site"))] = False
    contract_class: Annotated[str, Field(N_("Contract class"), codes=CONTRACT_CLASSES)] = ""
    registration_no: Annotated[str, Field(N_("Registration number"), search="body")] = ""
    registered_on: Annotated[dt.date | None, Field(N_("Registered on"))] = None
    expected_output: Annotated[int | None, Field(N_("Expected yearly output"), kind=Kind.MONEY)] = None
    actual_output: Annotated[int | None, Field(N_("Actual yearly output"), kind=Kind.MONEY)] = None
    expected_jobs: Annotated[int | None, Field(N_("Expected jobs"))] = None
    actual_jobs: Annotated[int | None, Field(N_("Actual jobs"))] = None
    area: Annotated[int | None, Field(N_("Area (m²)"))] = None

    def check(self, before: Self | None, read: Reader) -> None:
        """The stage belongs to the ladder and was entered with date and evidence; amounts are not negative."""
        if self.stage and self.stage not in LADDER_STAGES[self.ladder]:
            raise RuleForbids(_("This stage is not on the project's ladder."), field="stage")
        if (
            self.stage
            and (before is None or before.stage != self.stage)
            and not read.count(
                ProjectStage, "project_id = :project and stage = :stage", {"project": self.id, "stage": self.stage}
            )
        ):
            raise RuleForbids(
                _("A stage is entered with its date and its evidence."),
                field="stage",
                remedy=_("Record the entry into the stage; the project follows."),
            )
        for name in AMOUNTS:
            if (getattr(self, name) or 0) < 0:
                raise RuleForbids(_("An amount cannot be negative."), field=name)
        if self.parent_id and self.parent_id == self.id:
            raise RuleForbids(_("A project cannot be part of itself."), field="parent_id")


AMOUNTS = (
    "promoted_amount",
    "intended_amount",
    "agreed_investment",
    "signed_amount",
    "received_amount",
    "cooperation_funds",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStage(Record):
    """One entry of a project into a stage: the day and the evidence, or why there is none."""

    type_name: ClassVar[str] = "project_stage"
    label: ClassVar[str] = N_("Stage entry")
    happens_on: ClassVar[str] = "entered_on"

    project_id: Annotated[str, Field(N_("Project"), refers_to="project", required=True)]
    stage: Annotated[str, Field(N_("Stage"), codes=STAGES, required=True)]
    entered_on: Annotated[dt.date, Field(N_("Entered on"), required=True)]
    evidence: Annotated[str, Field(N_("Evidence"), kind=Kind.LONG_TEXT, search="body")] = ""
    override_reason: Annotated[str, Field(N_("Reason for entering without evidence"), search="body")] = ""
    person_id: Annotated[str, Field(N_("Recorded by"), refers_to="person")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """Evidence or a written reason; a stage of the ladder or a milestone; not in the future; once per day."""
        if not (self.evidence or self.override_reason):
            raise RuleForbids(
                _("A stage needs its evidence."),
                field="evidence",
                remedy=_("Name the document, or give the reason why it is entered without."),
            )
        if self.entered_on > read.clock.today:
            raise RuleForbids(_("A stage cannot be entered in the future."), field="entered_on")
        ladder = read.get(Project, self.project_id).ladder
        if self.stage not in LADDER_STAGES[ladder] and self.stage not in MILESTONES:
            raise RuleForbids(_("This stage is not on the project's ladder."), field="stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker(Record):
    """What holds up a project or a case: since when, whose turn it is, when cleared."""

    type_name: ClassVar[str] = "blocker"
    label: ClassVar[str] = N_("Blocker")
    happens_on: ClassVar[str] = "since_on"

    project_id: Annotated[str, Field(N_("Project"), refers_to="project")] = ""
    appeal_id: Annotated[str, Field(N_("Case"), refers_to="appeal")] = ""
    blocker_kind: Annotated[str, Field(N_("Kind"), codes=BLOCKER_KINDS, required=True)]
    subject: Annotated[str, Field(N_("What holds it up"), required=True, search="title")]
    owner_unit_id: Annotated[str, Field(N_("Unit in charge"), refers_to="unit")] = ""
    since_on: Annotated[dt.date, Field(N_("Since"), required=True)]
    cleared_on: Annotated[dt.date | None, Field(N_("Cleared on"))] = None
    how_cleared: Annotated[str, Field(N_("How it was cleared"), search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """It belongs to one project or case; clearing says how."""
        if bool(self.project_id) == bool(self.appeal_id):
            raise RuleForbids(_("A blocker belongs to one project or one case."), field="project_id")
        if self.cleared_on and (self.cleared_on < self.since_on or not self.how_cleared):
            raise RuleForbids(_("Say when and how it was cleared."), field="how_cleared")
