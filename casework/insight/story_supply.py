"""The demands of one enterprise with their matches, and its projects with their ladders."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import MATCH_STATES, Match
from casework.entities.offers import TechOffer
from casework.entities.projects import LADDER_STAGES, STAGES, Blocker, Project, ProjectStage
from casework.insight.names import IN_LIST, bound_ids
from casework.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStory:
    """A match of a demand: what or who was offered, from which unit, at which place of how many, how far it came."""

    match: Match
    supply: str
    unit: str
    stage: str = ""

    @property
    def rank_text(self) -> str:
        """Its place among the demand's candidates: 1/12; empty where it was not suggested."""
        return f"{self.match.rank}/{self.match.candidates}" if self.match.rank and self.match.candidates else ""

    @property
    def state_text(self) -> str:
        """How far it came: the stage of its project where it has one, else its own state."""
        return STAGES.label(self.stage) if self.stage else MATCH_STATES.label(self.match.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandStory:
    """A demand, what is missing to make it complete, and its matches, the best suggested first."""

    demand: TechDemand
    missing: tuple[str, ...]
    matches: tuple[MatchStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """A stage of a project's ladder: entered on a day or not yet; the current one is where the project stands."""

    stage: str
    label: str
    entered_on: dt.date | None
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStory:
    """A project with its ladder and what blocks it; intended, signed and received money are never added together."""

    project: Project
    ladder: tuple[LadderStep, ...]
    blockers: tuple[Blocker, ...]


def demands_of(read: Reader, enterprise_id: str) -> tuple[DemandStory, ...]:
    """The demands of an enterprise, the newest first, with all their matches."""
    own = {"enterprise": enterprise_id}
    demands = read.select(TechDemand, "enterprise_id = :enterprise", own, order="posted_on desc, number desc")
    told = matches_of(read, (demand.id for demand in demands))
    return tuple(
        DemandStory(demand=demand, missing=demand.missing(), matches=tuple(told.get(demand.id, ())))
        for demand in demands
    )


def matches_of(read: Reader, demand_ids: Iterable[str]) -> dict[str, list[MatchStory]]:
    """The matches of these demands by the demand's id, the best suggested first."""
    matches = read.select(Match, f"demand_id {IN_LIST}", bound_ids(demand_ids))
    offers = {
        offer.id: offer for offer in read.select(TechOffer, f"id {IN_LIST}", bound_ids(m.offer_id for m in matches))
    }
    experts = {
        expert.id: expert for expert in read.select(Expert, f"id {IN_LIST}", bound_ids(m.expert_id for m in matches))
    }
    projects = read.select(Project, f"match_id {IN_LIST}", bound_ids(match.id for match in matches))
    stages = {project.match_id: project.stage for project in projects}
    told: dict[str, list[MatchStory]] = defaultdict(list)
    for match in sorted(matches, key=lambda match: (match.rank is None, match.rank or 0, match.opened_on)):
        offer, expert = offers.get(match.offer_id), experts.get(match.expert_id)
        told[match.demand_id].append(
            MatchStory(
                match=match,
                supply=offer.subject if offer else expert.name if expert else "",
                unit=offer.holder if offer else expert.unit_name if expert else "",
                stage=stages.get(match.id, ""),
            )
        )
    return told


def projects_of(read: Reader, enterprise_id: str) -> tuple[ProjectStory, ...]:
    """The projects of an enterprise, the one that moved last first."""
    own = {"enterprise": enterprise_id}
    projects = read.select(Project, "enterprise_id = :enterprise", own, order="stage_entered_on desc, number desc")
    ids = bound_ids(project.id for project in projects)
    entries: dict[tuple[str, str], dt.date] = {}
    for entry in read.select(ProjectStage, f"project_id {IN_LIST}", ids, order="entered_on"):
        entries[entry.project_id, entry.stage] = entry.entered_on
    blockers: dict[str, list[Blocker]] = defaultdict(list)
    for blocker in read.select(Blocker, f"project_id {IN_LIST} and cleared_on is null", ids, order="since_on"):
        blockers[blocker.project_id].append(blocker)
    return tuple(
        ProjectStory(
            project=project,
            ladder=tuple(
                LadderStep(
                    stage=stage,
                    label=STAGES.label(stage),
                    entered_on=entries.get((project.id, stage)),
                    is_current=stage == project.stage,
                )
                for stage in LADDER_STAGES[project.ladder]
            ),
            blockers=tuple(blockers[project.id]),
        )
        for project in projects
    )
