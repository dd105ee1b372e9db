"""Projects as their page shows them: both ladders in stage entries, kinds of money kept apart, what holds them up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.entities.people import UNDER
from casework.entities.projects import LADDER_STAGES, STAGES, Blocker, Project
from casework.entities.targets import Target
from casework.insight.figure import Question
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.insight.silence import silence_days
from casework.records import Reader

MOST_CARDS = 12
"""Cards read for each stage; the page shows as many as fit."""
_MOST_LINES = 50
_PLACE = (
    "ifnull(project.territory_id, (select territory_id from enterprise where enterprise.id = project.enterprise_id))"
)
_MAIN = "project.removed_at is null and project.parent_id is null"
"""Parts go with their main project."""
_AMOUNT_OF: Mapping[str, str] = {
    "planned": "agreed_investment",
    "reserved": "agreed_investment",
    "started": "agreed_investment",
    "commissioned": "actual_output",
    "signed": "signed_amount",
    "pilot": "signed_amount",
    "industrialised": "actual_output",
}
"""Which money stands beside a stage; contact and intention carry none, for an intention is no sum to be counted."""
_INDICATOR_OF: Mapping[str, str] = {
    "started": "entries_started",
    "commissioned": "entries_commissioned",
    "signed": "projects_signed",
}
"""The figure whose annual target stands beside a stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyKind:
    """One kind of money with the number of projects it comes from; `part` and `part_amount` lie within it."""

    key: str
    projects: int
    amount: int | None
    part: int = 0
    part_amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """A stage of a ladder: entries in the period and in the month of today, the projects that stand in it now.

    `amount` sums the money of `amount_kind` (a field of Project) over the projects that entered.
    """

    stage: str
    entries: int
    month_entries: int
    amount: int | None
    amount_kind: str
    target: int | None
    standing: int
    cards: tuple["ProjectCard", ...]

    @property
    def label(self) -> str:
        """The word of the stage."""
        return STAGES.label(self.stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCard:
    """A project with its names, the days in its stage, and its oldest open blocker."""

    project: Project
    enterprise: str
    person: str
    days: int | None
    blocker: Blocker | None = None
    blocked_days: int = 0

    @property
    def id(self) -> str:
        """The id of the project."""
        return self.project.id


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockerLine:
    """Something that holds a project up, for how many days, and whose turn it is."""

    blocker: Blocker
    title: str
    unit: str
    days: int

    @property
    def id(self) -> str:
        """The id of the blocker."""
        return self.blocker.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBoard:
    """Everything the pipeline shows for a question (period, scope)."""

    question: Question
    money: tuple[MoneyKind, ...]
    ladders: Mapping[str, tuple[StageLine, ...]]
    blockers: tuple[BlockerLine, ...]
    blockers_open: int
    outputs: tuple[ProjectCard, ...]
    stalled: tuple[ProjectCard, ...]
    stalled_days: int


def project_board(read: Reader, question: Question) -> ProjectBoard:
    """The pipeline of a period and scope; for the reader's lane."""
    bound = question.bound() | {"month": question.today.replace(day=1).isoformat(), "today": question.today.isoformat()}
    here = f" and {_PLACE} in {UNDER}" if question.scope else ""
    blockers, count = _blockers(read, bound, here)
    days = silence_days(read, "stalled_projects")
    return ProjectBoard(
        question=question,
        money=_money(read, bound, here),
        ladders={ladder: _ladder(read, question, ladder, bound, here) for ladder in LADDER_STAGES},
        blockers=blockers,
        blockers_open=count,
        outputs=_outputs(read, bound, here),
        stalled=_stalled(read, bound, here, days),
        stalled_days=days,
    )


def _entered(stage: str) -> str:
    """SQL: the project entered this stage in the period."""
    return (
        "project.id in (select entry.project_id from project_stage entry where"
        f" entry.stage = '{stage}' and entry.entered_on between :first and :last and entry.removed_at is null)"
    )


def _money(read: Reader, bound: Mapping[str, Any], here: str) -> tuple[MoneyKind, ...]:
    """Promoted, intended, agreed, signed, contract and received money, each by itself (rule 2)."""
    signed = _entered("signed")
    return (
        _kind(read, bound, here, "promoted", "promoted_amount", _entered("promoted")),
        _kind(read, bound, here, "intended", "intended_amount", _entered("intention")),
        _kind(
            read, bound, here, "signed", "signed_amount", f"{signed} and project.ladder = 'investment'",
            "project.signed_on_site = 1",
        ),
        _kind(
            read, bound, here, "agreed", "agreed_investment",
            f"{signed} and project.ladder = 'investment' and project.agreed_investment is not null",
        ),
        _kind(
            read, bound, here, "contract", "signed_amount", f"{signed} and project.ladder = 'transfer'",
            "project.registration_no <> ''",
        ),
        _kind(read, bound, here, "received", "received_amount", f"{signed} and project.received_amount > 0"),
    )  # fmt: skip


def _kind(
    read: Reader, bound: Mapping[str, Any], here: str, key: str, field: str, where: str, part: str = "false"
) -> MoneyKind:
    sql = (
        f"select count(*) as projects, sum(project.{field}) as amount, count(*) filter (where {part}) as part,"
        f" sum(project.{field}) filter (where {part}) as part_amount from project where {where} and {_MAIN}{here}"
    )
    return MoneyKind(key=key, **read.query(sql, bound)[0])


def _ladder(
    read: Reader, question: Question, ladder: str, bound: Mapping[str, Any], here: str
) -> tuple[StageLine, ...]:
    targets = _targets(read, question)
    return tuple(_stage(read, ladder, stage, bound, here, targets) for stage in LADDER_STAGES[ladder])


def _stage(
    read: Reader, ladder: str, stage: str, bound: Mapping[str, Any], here: str, targets: Mapping[str, int]
) -> StageLine:
    own = {**bound, "ladder": ladder, "stage": stage}
    kind = _AMOUNT_OF.get(stage, "")
    amount = f"sum(project.{kind})" if kind else "null"
    entry = (
        "from project_stage entry join project on project.id = entry.project_id where entry.stage = :stage"
        f" and entry.removed_at is null and project.ladder = :ladder and {_MAIN}{here}"
    )
    during = read.query(
        f"select count(*) as n, {amount} as amount {entry} and entry.entered_on between :first and :last", own
    )[0]
    month = read.query(f"select count(*) as n {entry} and entry.entered_on between :month and :today", own)[0]["n"]
    now = "project.stage = :stage and project.stage_entered_on <= :today and +project.ladder = :ladder"
    now = f"{now} and {_MAIN}{here}"
    standing = read.query(f"select count(*) as n from project where {now}", own)[0]["n"]
    return StageLine(
        stage=stage,
        entries=during["n"],
        month_entries=month,
        amount=during["amount"],
        amount_kind=kind,
        target=targets.get(_INDICATOR_OF.get(stage, "")),
        standing=standing,
        cards=_cards(
            read, f"select project.id from project where {now} order by stage_entered_on desc limit {MOST_CARDS}", own
        ),
    )


def _targets(read: Reader, question: Question) -> dict[str, int]:
    values = {"scope": question.scope.id if question.scope else None, "year": question.day.year}
    return {one.indicator: one.value for one in read.select(Target, "scope_id is :scope and year = :year", values)}


def _cards(read: Reader, sql: str, bound: Mapping[str, Any]) -> tuple[ProjectCard, ...]:
    return project_cards(read, [row["id"] for row in read.query(sql, bound)])


def project_cards(read: Reader, ids: Sequence[str]) -> tuple[ProjectCard, ...]:
    """These projects with their names, days in stage and oldest open blocker, in this order."""
    found = {one.id: one for one in read.select(Project, f"id {IN_LIST}", bound_ids(ids))}
    projects = [found[one] for one in ids if one in found]
    enterprises = names_of(read, "enterprise", [one.enterprise_id for one in projects])
    persons = names_of(read, "person", [one.person_id for one in projects])
    where = f"project_id {IN_LIST} and cleared_on is null"
    blockers: dict[str, Blocker] = {}
    for blocker in read.select(Blocker, where, bound_ids(ids), order="since_on desc"):
        blockers[blocker.project_id] = blocker
    today = read.clock.today
    return tuple(
        ProjectCard(
            project=one,
            enterprise=enterprises.get(one.enterprise_id, ""),
            person=persons.get(one.person_id, ""),
            days=_days(one.stage_entered_on, today),
            blocker=blockers.get(one.id),
            blocked_days=_days(blockers[one.id].since_on, today) or 0 if one.id in blockers else 0,
        )
        for one in projects
    )


def _days(since: dt.date | None, today: dt.date) -> int | None:
    return (today - since).days if since else None


def _blockers(read: Reader, bound: Mapping[str, Any], here: str) -> tuple[tuple[BlockerLine, ...], int]:
    """What holds projects up now, the longest first, and how many there are."""
    where = (
        f"project_id in (select project.id from project where project.removed_at is null{here}) and cleared_on is null"
    )
    found = read.select(Blocker, where, bound, order="since_on", limit=_MOST_LINES)
    count = len(found) if len(found) < _MOST_LINES else read.count(Blocker, where, bound)
    ids = bound_ids(one.project_id for one in found)
    titles = {row["id"]: row["name"] for row in read.query(f"select id, name from project where id {IN_LIST}", ids)}
    units = names_of(read, "unit", [one.owner_unit_id for one in found])
    today = read.clock.today
    lines = tuple(
        BlockerLine(
            blocker=one,
            title=titles.get(one.project_id, ""),
            unit=units.get(one.owner_unit_id, ""),
            days=(today - one.since_on).days,
        )
        for one in found
    )
    return lines, count


def _outputs(read: Reader, bound: Mapping[str, Any], here: str) -> tuple[ProjectCard, ...]:
    """Projects whose expected output or jobs can be compared with the actual ones, the last to get there first."""
    sql = (
        f"select project.id from project where {_MAIN}{here} and ((project.expected_output > 0"
        " and project.actual_output is not null) or (project.expected_jobs > 0 and project.actual_jobs is not null))"
        f" order by project.stage_entered_on desc limit {MOST_CARDS}"
    )
    return _cards(read, sql, bound)


def _stalled(read: Reader, bound: Mapping[str, Any], here: str, days: int) -> tuple[ProjectCard, ...]:
    """Projects that stand in one stage for longer than the office set, the longest first."""
    before = (read.clock.today - dt.timedelta(days=days)).isoformat()
    sql = (
        "select project.id from project where project.stage in ('planned', 'reserved', 'started', 'contact',"
        f" 'intention', 'signed', 'pilot') and project.stage_entered_on < :before and {_MAIN}{here}"
        f" order by project.stage_entered_on limit {MOST_CARDS}"
    )
    return _cards(read, sql, {**bound, "before": before})
