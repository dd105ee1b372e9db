"""The steps of a project: into a stage with its evidence, its money, what holds it up, and a new project."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from casework.casebook import Casebook
from casework.entities.projects import LADDER_STAGES, MILESTONES, STAGES, Blocker, Project, ProjectStage
from casework.language import N_, _
from desktop.choices import editor_needs
from desktop.dialogs.act_card import Act, asked
from desktop.session import Session
from widgets.editor import EditorNeeds

MONEY = (
    "promoted_amount",
    "intended_amount",
    "agreed_investment",
    "signed_amount",
    "received_amount",
    "cooperation_funds",
)
"""The kinds of money of a project, in their order; they are never added."""
_OUTPUT = ("expected_output", "actual_output", "expected_jobs", "actual_jobs")
_GOES_WITH: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "promoted": (("promoted_amount",),),
    "intention": (("intended_amount",),),
    "signed": (("signed_amount", "contract_class"), ("registration_no", "registered_on"), ("signed_on_site",)),
    "pilot": (("received_amount",),),
    "industrialised": (("actual_output", "actual_jobs"), ("received_amount",)),
    "started": (("agreed_investment",),),
    "commissioned": (("actual_output", "actual_jobs"),),
}
"""The facts that usually come with the entry into a stage."""
_INVESTMENT_SIGNED = (("agreed_investment", "signed_amount"), ("signed_on_site",))
_FACTS = (
    ("name",),
    ("enterprise_id", "person_id"),
    ("territory_id", "expert_id"),
    ("cooperation_form", "direction"),
    ("theme", "area"),
    ("content",),
)
_NEIGHBOURS = 50


def project_needs(session: Session, ladder: str) -> EditorNeeds:
    """What the editors of a project ask: amounts in 万元, questioned against those of the same ladder."""
    needs = editor_needs(session, None, **dict.fromkeys((*MONEY, "expected_output", "actual_output"), "wan"))
    return replace(needs, neighbours=partial(usual_amounts, session.book, ladder))


def usual_amounts(book: Casebook, ladder: str, name: str) -> Sequence[int]:
    """The latest amounts of a field in the projects of a ladder, in fen."""
    if name not in (*MONEY, "expected_output", "actual_output"):
        return ()
    sql = (
        f"select {name} as amount from project where ladder = :ladder and {name} > 0 and removed_at is null"
        f" order by rowid desc limit {_NEIGHBOURS}"
    )
    return [row["amount"] for row in book.query(sql, {"ladder": ladder})]


def next_stage(project: Project) -> str:
    """The stage that follows on the ladder; empty at its end."""
    ladder = LADDER_STAGES[project.ladder]
    place = ladder.index(project.stage) + 1 if project.stage else 0
    return ladder[place] if place < len(ladder) else ""


def acts_of(project: Project, blockers: Sequence[Blocker], today: dt.date) -> dict[str, Act]:
    """Every step that is possible now by its key, the next stage first."""
    following = next_stage(project)
    ladder = LADDER_STAGES[project.ladder]
    others = [stage for stage in ladder if stage != following]
    milestones = [stage for stage in MILESTONES if stage not in ladder]
    acts = [enter_act(project, stage, today) for stage in (following, *milestones, *others) if stage]
    acts += [_money_act(project), _facts_act(project), _hold_up_act(project, today)]
    acts += [_clear_act(blocker, today) for blocker in blockers if blocker.cleared_on is None]
    return {act.key: act for act in acts}


def enter_act(project: Project, stage: str, today: dt.date) -> Act:
    """The entry into a stage: its day, its evidence or the reason why there is none, and the facts it brings."""
    along = _GOES_WITH.get(stage, ())
    if stage == "signed" and project.ladder == "investment":
        along = _INVESTMENT_SIGNED
    names = [name for row in along for name in row]
    return Act(
        key=f"stage:{stage}",
        words=_("Enter “{stage}”").format(stage=STAGES.label(stage)),
        hint=N_("with its evidence, or with the reason why it is entered without"),
        icon="arrow_right",
        verb="move_project",
        columns=(
            asked(ProjectStage, "entered_on", required=True),
            asked(ProjectStage, "evidence"),
            asked(ProjectStage, "override_reason"),
            *(asked(Project, name) for name in names),
        ),
        rows=(("evidence",), ("override_reason",), ("entered_on",), *along),
        fixed={"project_id": project.id, "stage": stage, "version": project.version},
        start={"entered_on": today, **{name: getattr(project, name) for name in names}},
    )


def _change(project: Project, key: str, words: str, icon: str, rows: Sequence[Sequence[str]], hint: str = "") -> Act:
    names = [name for row in rows for name in row]
    return Act(
        key=key,
        words=words,
        hint=hint,
        icon=icon,
        verb="change",
        columns=tuple(asked(Project, name, required=name == "name") for name in names),
        rows=rows,
        fixed={"type": "project", "id": project.id, "version": project.version},
        start={name: getattr(project, name) for name in names},
        only_changed=True,
    )


def _money_act(project: Project) -> Act:
    rows = (MONEY[:2], MONEY[2:4], MONEY[4:], _OUTPUT[:2], _OUTPUT[2:])
    return _change(project, "money", N_("Enter money and output"), "money", rows, N_("each kind by itself"))


def _facts_act(project: Project) -> Act:
    return _change(project, "facts", N_("Change the facts of the project"), "edit", _FACTS)


def _hold_up_act(project: Project, today: dt.date) -> Act:
    return Act(
        key="hold_up",
        words=N_("Note what holds it up"),
        icon="warning",
        verb="add_blocker",
        columns=(
            asked(Blocker, "blocker_kind", required=True),
            asked(Blocker, "subject", required=True),
            asked(Blocker, "owner_unit_id"),
            asked(Blocker, "since_on"),
        ),
        rows=(("blocker_kind",), ("subject",), ("owner_unit_id", "since_on")),
        fixed={"project_id": project.id},
        start={"since_on": today},
    )


def _clear_act(blocker: Blocker, today: dt.date) -> Act:
    return Act(
        key=f"clear:{blocker.id}",
        words=_("Cleared: {subject}").format(subject=blocker.subject),
        icon="checkmark_circle",
        verb="clear_blocker",
        columns=(asked(Blocker, "how_cleared", required=True), asked(Blocker, "cleared_on")),
        rows=(("how_cleared",), ("cleared_on",)),
        fixed={"blocker_id": blocker.id},
        start={"cleared_on": today},
    )


def open_act(ladder: str, today: dt.date, person_id: str, enterprise_id: str = "") -> Act:
    """A new project with its first entry."""
    first = LADDER_STAGES[ladder][0]
    money = ("intended_amount", "signed_amount") if ladder == "transfer" else ("promoted_amount", "agreed_investment")
    rows = (
        ("name",),
        ("enterprise_id", "person_id"),
        ("territory_id", "cooperation_form"),
        money,
        ("entered_on",),
        ("evidence",),
        ("override_reason",),
        ("content",),
    )
    kinds: Mapping[str, Any] = {"entered_on": ProjectStage, "evidence": ProjectStage, "override_reason": ProjectStage}
    names = [name for row in rows for name in row]
    needed = ("name", "entered_on")
    return Act(
        key="open",
        words=N_("Open the project"),
        hint=_("enters “{stage}” with it").format(stage=STAGES.label(first)),
        icon="add",
        verb="open_project",
        columns=tuple(asked(kinds.get(name, Project), name, required=name in needed) for name in names),
        rows=rows,
        fixed={"ladder": ladder, "stage": first},
        start={"entered_on": today, "person_id": person_id, "enterprise_id": enterprise_id},
        said=N_("Opened: {title}"),
    )
