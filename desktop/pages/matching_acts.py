"""What can be done with a demand beside a candidate: accepted, declined, moved on, brought into a project."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.entities.demands import TechDemand
from casework.entities.matches import MATCH_STEPS, Match, MatchStep
from casework.entities.offers import TechOffer
from casework.entities.projects import Project
from casework.insight.matching.candidates import Candidate
from casework.language import N_
from desktop.dialogs.act_card import Act, asked

_STEP = ("happened_on", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step that a pair may take: its words, its icon and its plain key in the list of candidates."""

    state: str
    words: str
    icon: str
    key: str


STEPS = (
    Step(state="accepted", words=N_("Accept"), icon="checkmark", key="A"),
    Step(state="contacted", words=N_("Contacted them"), icon="call", key="C"),
    Step(state="met", words=N_("Met them"), icon="calendar_ltr", key="M"),
    Step(state="intention", words=N_("Intention reached"), icon="handshake", key="I"),
    Step(state="in_project", words=N_("Make it a project"), icon="rocket", key="P"),
    Step(state="refused", words=N_("Does not fit"), icon="dismiss", key="R"),
)


Asking = TechDemand | TechOffer
"""Which side of a pair the candidates are looked for."""


def demand_of(asking: Asking, one: Candidate) -> TechDemand:
    """The demand of a pair."""
    if isinstance(asking, TechDemand):
        return asking
    if isinstance(one.record, TechDemand):
        return one.record
    raise TypeError(one.record.type_name)


def steps_of(asking: Asking, one: Candidate) -> tuple[Step, ...]:
    """The steps that this pair may take now."""
    demand = demand_of(asking, one)
    state = one.tried.state if one.tried else ""
    may = MATCH_STEPS[state]
    if demand.state in ("met", "withdrawn"):
        may = tuple(step for step in may if step == "refused")
    return tuple(step for step in STEPS if step.state in may)


def act_of(step: Step, asking: Asking, one: Candidate, today: dt.date, *, compared: int = 0) -> Act:
    """The step as a card asks for it: its day, a note, the reason where it is declined.

    `compared` is among how many candidates it was suggested, kept with its rank.
    """
    match step.state:
        case "accepted":
            return _act(step, "accept_match", _pair(asking, one, compared), today)
        case "refused":
            fixed = {"match_id": one.tried.id} if one.tried else _pair(asking, one, compared)
            return _declining(step, fixed, today)
        case "in_project":
            return _project(step, one, demand_of(asking, one), today)
        case _:
            return _act(step, "move_match", _of_match(one) | {"state": step.state}, today)


def _pair(asking: Asking, one: Candidate, compared: int) -> dict[str, Any]:
    """Both sides of a pair, and at which place of how many it was suggested."""
    placed = {"rank": one.suggestion.rank, "candidates": compared} if one.suggestion and compared else {}
    if isinstance(asking, TechOffer):
        return {"demand_id": one.id, "offer_id": asking.id, **placed}
    other = "offer_id" if isinstance(one.record, TechOffer) else "expert_id"
    return {"demand_id": asking.id, other: one.id, **placed}


def _of_match(one: Candidate) -> dict[str, Any]:
    return {"match_id": one.tried.id if one.tried else ""}


def _on(values: Mapping[str, Any]) -> dict[str, Any]:
    """The day of the step under the name that all verbs of a match know."""
    return {("on" if name in ("happened_on", "stage_entered_on") else name): value for name, value in values.items()}


def _act(step: Step, verb: str, fixed: Mapping[str, Any], today: dt.date) -> Act:
    return Act(
        key=step.state,
        words=step.words,
        verb=verb,
        columns=[asked(MatchStep, "happened_on", required=True), asked(MatchStep, "note")],
        rows=[["happened_on"], ["note"]],
        icon=step.icon,
        fixed=fixed,
        start={"happened_on": today},
        facts=_on,
    )


def _declining(step: Step, fixed: Mapping[str, Any], today: dt.date) -> Act:
    return Act(
        key=step.state,
        words=step.words,
        verb="refuse_match",
        columns=[asked(Match, "reason", required=True), asked(MatchStep, "happened_on", required=True)],
        rows=[["reason"], ["happened_on"]],
        hint=N_("the reason is remembered"),
        icon=step.icon,
        fixed=fixed,
        start={"happened_on": today},
        facts=_on,
    )


def _project(step: Step, one: Candidate, demand: TechDemand, today: dt.date) -> Act:
    return Act(
        key=step.state,
        words=step.words,
        verb="open_project",
        columns=[
            asked(Project, "name", required=True),
            asked(Project, "intended_amount"),
            asked(Project, "stage_entered_on", label=N_("Intention reached on"), required=True),
        ],
        rows=[["name"], ["intended_amount"], ["stage_entered_on"]],
        hint=N_("demand, enterprise and expert come along"),
        icon=step.icon,
        fixed=_of_match(one),
        start={"name": demand.subject, "intended_amount": demand.budget, "stage_entered_on": today},
        facts=_on,
        said=N_("A project was opened: {title}"),
    )
