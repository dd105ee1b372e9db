"""The sample's libraries of experts, offers and demands, the matches between them, and the projects they led to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import Match, MatchStep
from casework.entities.offers import TechOffer
from casework.entities.projects import LADDER_STAGES, Blocker, Project, ProjectStage
from casework.sample.shelf import Row, Shelf

_CITY = "自贡市"
StageEntry = tuple[str, dt.date, str]
"""A stage, the day it was entered and the evidence."""


def write_supply(shelf: Shelf, library: Mapping[str, Sequence[Row]]) -> None:
    """Experts, offers and demands of a library, and the matches with their steps."""
    for row in library["experts"]:
        shelf.put(Expert, row["key"], row)
    for row in library.get("offers", ()):
        shelf.put(TechOffer, row["key"], row)
    for row in library["demands"]:
        shelf.put(TechDemand, row["key"], row)
    for row in library["matches"]:
        _write_match(shelf, row)


def _write_match(shelf: Shelf, row: Row) -> None:
    steps = row["steps"]
    facts = {"state": steps[-1][0], "opened_on": steps[0][1], **row}
    match = shelf.put(Match, row["key"], facts, without=("steps",))
    for state, on, *note in steps:
        step = MatchStep(
            match_id=match.id,
            state=state,
            happened_on=dt.date.fromisoformat(on),
            person_id=match.person_id,
            note=note[0] if note else "",
        )
        shelf.add(step, f"{row['key']} {state}")


def write_projects(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Projects with their stage entries and what holds them up."""
    for row in rows:
        entries = [(stage, dt.date.fromisoformat(on), evidence) for stage, on, evidence in row["stages"]]
        project = shelf.put(Project, row["key"], _in_place(row), without=("stages", "blockers"))
        enter_stages(shelf, row["key"], project, entries)
        for blocker in row.get("blockers", ()):
            shelf.put(Blocker, f"{row['key']} {blocker['since_on']}", blocker, project_id=project.id)


def _in_place(row: Row) -> dict[str, Any]:
    """A project of the city lies under the city where the row names no nearer place."""
    return {"territory": _CITY, **row}


def enter_stages(shelf: Shelf, key: str, project: Project, entries: Iterable[StageEntry]) -> None:
    """The entries of a project in the order of time; its stage is the last one on its ladder."""
    reached: StageEntry | None = None
    for stage, on, evidence in entries:
        entry = ProjectStage(
            project_id=project.id, stage=stage, entered_on=on, evidence=evidence, person_id=project.person_id
        )
        shelf.add(entry, f"{key} {stage}")
        if stage in LADDER_STAGES[project.ladder]:
            reached = (stage, on, evidence)
    if reached:
        shelf.change(project, key, stage=reached[0], stage_entered_on=reached[1])
