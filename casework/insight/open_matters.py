"""What is not finished at enterprises: cases in hand, demands and projects with state, progress and day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from casework.amounts import format_fen
from casework.entities.appeals import CASE_STATES, OPEN_STATES, Appeal
from casework.entities.demands import DEMAND_STATES, TechDemand
from casework.entities.projects import BLOCKER_KINDS, LADDER_STAGES, STAGES, Blocker, Project
from casework.insight.case_clocks import CaseClock, case_clocks
from casework.insight.figure_words import comma
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.insight.story_supply import MatchStory, matches_of
from casework.language import _
from casework.records import Reader

_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_LAST_STAGES = tuple(stages[-1] for stages in LADDER_STAGES.values())
_STEP_NOTES = (
    f"select appeal_id, note from appeal_step where appeal_id {IN_LIST} and note <> '' and removed_at is null"
    " order by happened_on, rowid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """A case, demand or project that is not finished.

    `mark` is the code and the word of its state, the urgent one first (late, clock stopped, nearly due);
    `progress` how far it is, in words; `note` what belongs to its day (剩5个工作日).
    """

    record: Appeal | TechDemand | Project
    enterprise: str
    subject: str
    mark: tuple[str, str]
    progress: str
    due_on: dt.date | None
    note: str = ""
    is_late: bool = False

    @property
    def number(self) -> str:
        """The number of its record."""
        return self.record.number


def case_mark(appeal: Appeal, clock: CaseClock) -> tuple[str, str]:
    """The state of a case, or what is more urgent to know of an open one: late, stopped, nearly late."""
    if clock.is_open and clock.is_late:
        return "overdue", _("late")
    if clock.is_stopped:
        return "stopped", _("clock stopped")
    if clock.is_nearly_due:
        return "due_soon", _("nearly due")
    return appeal.state, CASE_STATES.label(appeal.state)


def open_matters(read: Reader, enterprise_ids: Collection[str]) -> tuple[OpenMatter, ...]:
    """Everything that is not finished at these enterprises: what is late first, then by its day."""
    ids = bound_ids(enterprise_ids)
    names = names_of(read, "enterprise", enterprise_ids)
    found = [*_cases(read, ids, names), *_demands(read, ids, names), *_projects(read, ids, names)]
    return tuple(sorted(found, key=lambda one: (not one.is_late, one.due_on or dt.date.max, one.number)))


def _cases(read: Reader, ids: dict[str, str], names: dict[str, str]) -> list[OpenMatter]:
    appeals = read.select(Appeal, f"enterprise_id {IN_LIST} and state in ({_OPEN})", ids, order="accepted_on")
    clocks = case_clocks(read, appeals)
    notes = {row["appeal_id"]: row["note"] for row in read.query(_STEP_NOTES, bound_ids(a.id for a in appeals))}
    units = names_of(read, "unit", (appeal.assigned_unit_id for appeal in appeals))
    return [
        OpenMatter(
            record=appeal,
            enterprise=names[appeal.enterprise_id],
            subject=appeal.subject,
            mark=case_mark(appeal, clocks[appeal.id]),
            progress=_progress(appeal, clocks[appeal.id], notes.get(appeal.id, ""), units),
            due_on=appeal.due_on,
            note=clocks[appeal.id].word,
            is_late=clocks[appeal.id].is_late,
        )
        for appeal in appeals
    ]


def _progress(appeal: Appeal, clock: CaseClock, note: str, units: dict[str, str]) -> str:
    """Why its clock stands still, or the words of its latest step, or who has it."""
    if clock.is_stopped and clock.stop_reason:
        return clock.stop_reason
    return note or comma(CASE_STATES.label(appeal.state), units.get(appeal.assigned_unit_id, ""))


def _demands(read: Reader, ids: dict[str, str], names: dict[str, str]) -> list[OpenMatter]:
    demands = read.select(TechDemand, f"enterprise_id {IN_LIST} and state = 'open'", ids, order="posted_on")
    matches = matches_of(read, (demand.id for demand in demands))
    return [
        OpenMatter(
            record=demand,
            enterprise=names[demand.enterprise_id],
            subject=demand.subject,
            mark=_demand_mark(demand, nearest := _furthest(matches.get(demand.id, ()))),
            progress=comma(nearest.supply, nearest.unit) if nearest else _("not matched yet"),
            due_on=demand.due_on,
            is_late=demand.due_on is not None and demand.due_on < read.clock.today,
        )
        for demand in demands
    ]


def _furthest(matches: Iterable[MatchStory]) -> MatchStory | None:
    """The match that came furthest; declined ones are passed over."""
    order = ("accepted", "contacted", "met", "intention", "in_project")
    alive = [match for match in matches if match.match.state in order]
    return max(alive, key=lambda match: order.index(match.match.state), default=None)


def _demand_mark(demand: TechDemand, nearest: MatchStory | None) -> tuple[str, str]:
    if nearest:
        return nearest.match.state, nearest.state_text
    return demand.state, DEMAND_STATES.label(demand.state)


def _projects(read: Reader, ids: dict[str, str], names: dict[str, str]) -> list[OpenMatter]:
    projects = [
        project
        for project in read.select(Project, f"enterprise_id {IN_LIST}", ids, order="stage_entered_on desc")
        if project.stage not in _LAST_STAGES
    ]
    blockers: dict[str, list[Blocker]] = defaultdict(list)
    where = f"project_id {IN_LIST} and cleared_on is null"
    for blocker in read.select(Blocker, where, bound_ids(p.id for p in projects), order="since_on"):
        blockers[blocker.project_id].append(blocker)
    return [
        OpenMatter(
            record=project,
            enterprise=names[project.enterprise_id],
            subject=project.name,
            mark=(project.stage, STAGES.label(project.stage)) if project.stage else ("", _("no stage yet")),
            progress=comma(_blocked(blockers[project.id]), _money(project)),
            due_on=None,
        )
        for project in projects
    ]


def _blocked(blockers: list[Blocker]) -> str:
    if not blockers:
        return ""
    kind = BLOCKER_KINDS.label(blockers[0].blocker_kind)
    return _("{what}: {note}").format(what=kind, note=blockers[0].subject)


def _money(project: Project) -> str:
    """Contract and received money beside each other, never added; before the contract what is intended."""
    if project.signed_amount is None:
        return _amount(_("Intended amount"), project.intended_amount)
    signed = _amount(_("Contract amount"), project.signed_amount)
    return comma(signed, _amount(_("Received amount"), project.received_amount))


def _amount(words: str, fen: int | None) -> str:
    return _(AMOUNT_WORDS).format(words=words, figure=format_fen(fen)) if fen is not None else ""
