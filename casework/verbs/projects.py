"""Verbs for projects: opened from a match or from nothing, and moved along their ladder with evidence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casework.entities.demands import TechDemand
from casework.entities.enterprises import home
from casework.entities.matches import Match, MatchStep
from casework.entities.offers import TechOffer
from casework.entities.projects import LADDER_STAGES, STAGES, Project, ProjectStage
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Reader, Writer
from casework.verbs.matches import put_into_project
from casework.verbs.people import person_called
from casework.verbs.questions import sensible

_OF_THE_ENTRY = ("stage", "stage_entered_on", "person_id")
"""Fields of a project that a stage entry sets, or that mean the entry's own."""


def open_project(
    write: Writer,
    facts: Facts,
    defaults: Mapping[str, Any] | None = None,
    /,
    *,
    on: dt.date | None = None,
    **fixed: Any,
) -> Project:
    """A project from a `match` (its demand, enterprise, expert and name come along) or from nothing.

    Its first entry is `stage` with `entered_on` and `evidence` (or `override_reason`), or several under
    `stages`. A project from a match enters its intention, proven by the match, where no stage is named.
    """
    facts.rename("on", "entered_on")
    match = facts.reference("match", Match)
    known = _carried(write, match) if match else {}
    project = facts.record(Project, {**known, **(defaults or {})}, without=_OF_THE_ENTRY[:2], **fixed)
    project = replace(project, territory_id=project.territory_id or home(write, project.enterprise_id))
    project = write.save(sensible(write, facts, project, alike=("ladder",)))
    day: dt.date = facts.value(ProjectStage, "entered_on", on or write.clock.today)
    if facts.given("stage"):
        project = _enter(write, facts, project, day)
    elif match and not facts.given("stages"):
        project = _enter(write, facts, project, day, stage="intention", evidence=_proof(write, match))
    for entry in facts.each("stages"):
        project = _enter(write, entry, project, day)
    if match:
        _bring_into_project(write, match, project, day)
    return project


def move_project(write: Writer, facts: Facts) -> Project:
    """The entry of a `project` into a `stage`, `on` a day, with its `evidence` or an `override_reason`.

    What changes with it (amounts, contract, signed on site) may be given on the same call. A milestone
    (promoted; signed, for an investment project) leaves the stage as it is. RuleForbids a step back, or
    the same stage again, without an `override_reason`.
    """
    project = facts.reference("project", Project, required=True)
    changed = sensible(write, facts, facts.changed(project, without=_OF_THE_ENTRY), project, alike=("ladder",))
    return _enter(write, facts, write.save(changed), write.clock.today)


def _carried(read: Reader, match: Match) -> dict[str, Any]:
    """What a project takes over from its match."""
    demand = read.get(TechDemand, match.demand_id)
    offered_by = read.get(TechOffer, match.offer_id).expert_id if match.offer_id else ""
    return {
        "name": demand.subject,
        "ladder": "transfer",
        "enterprise_id": demand.enterprise_id,
        "territory_id": demand.territory_id,
        "demand_id": demand.id,
        "expert_id": match.expert_id or offered_by,
        "person_id": match.person_id,
        "direction": demand.direction,
        "content": demand.content,
    }


def _proof(read: Reader, match: Match) -> str:
    """The match itself as the evidence of an intention: its number, and the words of that step."""
    steps = read.select(MatchStep, "match_id = :match and state = 'intention'", {"match": match.id})
    words = next((step.note for step in reversed(steps) if step.note), "")
    return _("Match {number}").format(number=match.number) + (f": {words}" if words else "")


def _bring_into_project(write: Writer, match: Match, project: Project, on: dt.date) -> None:
    put_into_project(write, match, on, project.number)
    demand = write.get(TechDemand, match.demand_id)
    if demand.state == "open":
        write.save(replace(demand, state="in_project"))


def _enter(write: Writer, facts: Facts, project: Project, on: dt.date, **known: Any) -> Project:
    """One entry into a stage, and the project as it stands after it."""
    facts.rename("on", "entered_on")
    defaults: dict[str, Any] = {"entered_on": on, "person_id": person_called(write, write.actor), **known}
    entry = facts.record(ProjectStage, defaults, project_id=project.id)
    _check_way(write, project, entry)
    write.save(entry)
    if entry.stage not in LADDER_STAGES[project.ladder]:
        return project
    return write.save(replace(project, stage=entry.stage, stage_entered_on=entry.entered_on))


def _check_way(read: Reader, project: Project, entry: ProjectStage) -> None:
    """Forward on the ladder, each stage once, in the order of time; an override reason lifts the first two."""
    ladder = LADDER_STAGES[project.ladder]
    again = read.select(
        ProjectStage, "project_id = :project and stage = :stage", {"project": project.id, "stage": entry.stage}, limit=1
    )
    if again and not entry.override_reason:
        raise RuleForbids(
            _("The project entered “{stage}” on {day} already.").format(
                stage=STAGES.label(entry.stage), day=again[0].entered_on
            ),
            field="stage",
            remedy=_("Give the reason why it enters once more."),
        )
    if entry.stage not in ladder or not project.stage:
        return
    if ladder.index(entry.stage) < ladder.index(project.stage) and not entry.override_reason:
        raise RuleForbids(
            _("From “{old}” the project cannot go back to “{new}”.").format(
                old=STAGES.label(project.stage), new=STAGES.label(entry.stage)
            ),
            field="stage",
            remedy=_("Give the reason why it goes back."),
        )
    if project.stage_entered_on and entry.entered_on < project.stage_entered_on:
        raise RuleForbids(
            _("The project is at “{stage}” since {day}; the next entry cannot lie before it.").format(
                stage=STAGES.label(project.stage), day=project.stage_entered_on
            ),
            field="entered_on",
        )
