"""The record sets that indicators count from: visits of a period, cases closed in it, stage entries and so on.

A plus sign before a column keeps SQLite from choosing that column's index: the day is what narrows.
"""

from casework.entities.appeals import OPEN_STATES
from casework.insight.indicator import RecordSet, Split
from casework.insight.promises import NOT_CARRIED_ON


def _texts(*codes: str) -> str:
    return ", ".join(f"'{code}'" for code in codes)


ON_REGISTER = (
    "enterprise.removed_at is null"
    " and (enterprise.registered_on is null or enterprise.registered_on <= :day)"
    " and (enterprise.deregistered_on is null or enterprise.deregistered_on > :day)"
)
YIELDED = (
    "visit.id in ("
    + " union all ".join(
        f"select visit_id from {kind} where visit_id is not null and removed_at is null"
        for kind in ("appeal", "demand", "commitment")
    )
    + ")"
)
"""The lists are made once a question: asked for each visit, an index that statistics call useless would not be used."""
HAS_COMMISSIONER = (
    "exists (select 1 from commissioner_assignment held where held.enterprise_id = enterprise.id"
    " and held.removed_at is null and held.from_on <= :day and (held.to_on is null or held.to_on >= :day))"
)
WAS_CONTACTED = (
    "exists (select 1 from visit where visit.enterprise_id = enterprise.id"
    " and visit.occurred_on between :first and :last and +visit.state = 'done' and visit.removed_at is null)"
)
WAS_REACHED = (
    "exists (select 1 from visit where visit.round_id = :round and visit.enterprise_id = enterprise.id"
    " and +visit.state = 'done' and visit.occurred_on <= :last and visit.removed_at is null)"
)
_CASE_SPLITS = {
    "unit": Split(expression="appeal.assigned_unit_id"),
    "person": Split(expression="appeal.person_id"),
    "mode": Split(expression="appeal.service_mode"),
    "kind": Split(expression="appeal.appeal_kind"),
}
_PROJECT_SPLITS = {
    "person": Split(expression="project.person_id"),
    "theme": Split(expression="project.theme"),
}
_PROJECT_PLACE = (
    "ifnull(project.territory_id, (select territory_id from enterprise where enterprise.id = project.enterprise_id))"
)
_ENTERPRISE_PLACE = "(select territory_id from enterprise where enterprise.id = commitment.enterprise_id)"
_COMMITMENT_SPLITS = {
    "unit": Split(expression="commitment.unit_id"),
    "person": Split(expression="commitment.person_id"),
}

ENTERPRISES = RecordSet(
    type_name="enterprise",
    tables="enterprise",
    where=f"enterprise.is_industrial = 1 and {ON_REGISTER}",
    place="enterprise.territory_id",
)
CLASSES = RecordSet(
    type_name="enterprise",
    tables="enterprise_class join enterprise on enterprise.id = enterprise_class.enterprise_id",
    where="enterprise_class.class_code in ("
    + _texts("above_scale", "high_tech", "st_sme", "specialised_new", "little_giant", "gazelle", "key_enterprise")
    + ") and enterprise_class.year = :year and enterprise_class.class_state = 'valid'"
    f" and enterprise_class.removed_at is null and {ON_REGISTER}",
    place="enterprise.territory_id",
)
ROUND_MEMBERS = RecordSet(
    type_name="enterprise",
    tables="round_member join enterprise on enterprise.id = round_member.enterprise_id",
    where="round_member.round_id = :round and round_member.removed_at is null and enterprise.removed_at is null",
    place="enterprise.territory_id",
)
CONTACTS = RecordSet(
    type_name="visit",
    tables="visit",
    where="visit.occurred_on between :first and :last and +visit.state = 'done' and visit.removed_at is null",
    place="+visit.territory_id",
    in_round="visit.round_id = :round",
    splits={
        "unit": Split(
            expression="visit_party.unit_id",
            join="left join visit_party on visit_party.visit_id = visit.id and visit_party.removed_at is null",
        ),
        "person": Split(
            expression="visit_party.person_id",
            join="left join visit_party on visit_party.visit_id = visit.id and visit_party.removed_at is null",
        ),
        "mode": Split(expression="visit.contact_mode"),
    },
)
CASES_CLOSED = RecordSet(
    type_name="appeal",
    tables="appeal",
    where="appeal.closed_on between :first and :last and +appeal.state = 'closed' and appeal.removed_at is null",
    place="+appeal.territory_id",
    splits=_CASE_SPLITS,
)
CASES_ANSWERED = RecordSet(
    type_name="appeal",
    tables="appeal",
    where="appeal.answered_on between :first and :last and appeal.case_kind = 'appeal'"
    " and appeal.answer_due_on is not null and appeal.removed_at is null",
    place="+appeal.territory_id",
    splits=_CASE_SPLITS,
)
CASES_ACCEPTED = RecordSet(
    type_name="appeal",
    tables="appeal",
    where="appeal.accepted_on between :first and :last and appeal.removed_at is null",
    place="+appeal.territory_id",
    splits=_CASE_SPLITS,
)
CASES_OPEN = RecordSet(
    type_name="appeal",
    tables="appeal",
    # whoever was open on the day is open now or was closed, withdrawn or merged since
    where=f"(appeal.state in ({_texts(*OPEN_STATES, 'withdrawn', 'merged')}) or appeal.closed_on > :day)"
    " and +appeal.accepted_on <= :day and appeal.removed_at is null"
    " and ifnull((select step.state from appeal_step step where step.appeal_id = appeal.id"
    " and step.happened_on <= :day and step.removed_at is null"
    " order by step.happened_on desc, step.rowid desc limit 1),"
    f" iif(appeal.closed_on > :day, 'in_progress', appeal.state)) in ({_texts(*OPEN_STATES)})",
    place="+appeal.territory_id",
    splits=_CASE_SPLITS,
)
DEMANDS = RecordSet(
    type_name="demand",
    tables="demand",
    where="demand.posted_on between :first and :last and demand.removed_at is null",
    place="ifnull(demand.territory_id,"
    " (select territory_id from enterprise where enterprise.id = demand.enterprise_id))",
)
MATCH_STEPS = RecordSet(
    type_name="match",
    tables="match_step join match on match.id = match_step.match_id join demand on demand.id = match.demand_id",
    where="match_step.state in ('accepted', 'intention') and match_step.happened_on between :first and :last"
    " and match_step.removed_at is null and match.removed_at is null",
    place=DEMANDS.place,
    splits={"person": Split(expression="match.person_id")},
)
COMMITMENTS_GIVEN = RecordSet(
    type_name="commitment",
    tables="commitment",
    where="commitment.promised_on between :first and :last and +commitment.carried_from_id is null"
    " and commitment.removed_at is null",
    place=_ENTERPRISE_PLACE,
    splits=_COMMITMENT_SPLITS,
)
COMMITMENTS_KEPT = RecordSet(
    type_name="commitment",
    tables="commitment",
    where="commitment.settled_on between :first and :last and +commitment.state = 'kept'"
    " and commitment.removed_at is null",
    place=_ENTERPRISE_PLACE,
    splits=_COMMITMENT_SPLITS,
)
COMMITMENTS_OPEN = RecordSet(
    type_name="commitment",
    tables="commitment",
    where="(commitment.state = 'open' or commitment.settled_on > :day) and +commitment.promised_on <= :day"
    f" and commitment.removed_at is null and {NOT_CARRIED_ON}",
    place=_ENTERPRISE_PLACE,
    splits=_COMMITMENT_SPLITS,
)
STAGE_ENTRIES = RecordSet(
    type_name="project_stage",
    tables="project_stage join project on project.id = project_stage.project_id",
    where="project_stage.stage in ("
    + _texts("planned", "reserved", "started", "commissioned", "contact", "intention", "signed", "pilot")
    + ", 'industrialised') and project_stage.entered_on between :first and :last"
    " and project_stage.removed_at is null and project.removed_at is null and +project.parent_id is null",
    place=_PROJECT_PLACE,
    splits=_PROJECT_SPLITS,
)


def _projects_in(stage: str) -> RecordSet:
    return RecordSet(
        type_name="project",
        tables="project",
        where="project.id in (select entry.project_id from project_stage entry"
        f" where entry.stage = '{stage}' and entry.entered_on between :first and :last and entry.removed_at is null)"
        " and project.removed_at is null and +project.parent_id is null",
        place=_PROJECT_PLACE,
        splits=_PROJECT_SPLITS,
    )


PROJECTS_SIGNED = _projects_in("signed")
PROJECTS_INTENDED = _projects_in("intention")
PROJECTS_PROMOTED = _projects_in("promoted")
COOPERATION_PROJECTS = RecordSet(
    type_name="project",
    tables="project",
    where="project.cooperation_form = 'regional' and +project.parent_id is null and project.removed_at is null"
    " and (select min(entry.entered_on) from project_stage entry where entry.project_id = project.id"
    " and entry.removed_at is null) between :first and :last",
    place=_PROJECT_PLACE,
    splits=_PROJECT_SPLITS,
)
CONTRACTS = RecordSet(
    type_name="project",
    tables="project",
    where="project.registered_on between :first and :last and project.registration_no <> ''"
    " and project.removed_at is null",
    place=_PROJECT_PLACE,
    splits=_PROJECT_SPLITS | {"kind": Split(expression="project.contract_class")},
)
BLOCKERS_OPEN = RecordSet(
    type_name="blocker",
    tables="blocker left join project on project.id = blocker.project_id"
    " left join appeal on appeal.id = blocker.appeal_id",
    where="blocker.since_on <= :day and (blocker.cleared_on is null or blocker.cleared_on > :day)"
    " and blocker.removed_at is null",
    place=f"ifnull({_PROJECT_PLACE}, appeal.territory_id)",
    splits={"unit": Split(expression="blocker.owner_unit_id"), "kind": Split(expression="blocker.blocker_kind")},
)
PAYOUTS = RecordSet(
    type_name="policy_payout",
    tables="policy_payout",
    where="policy_payout.paid_on between :first and :last and policy_payout.removed_at is null",
    place="(select territory_id from enterprise where enterprise.id = policy_payout.enterprise_id)",
)
_LINE_SPLITS = {
    "unit": Split(expression="list_line.lead_unit_id"),
    "person": Split(expression="list_line.responsible_person_id"),
}
_LINE_PLACE = (
    "ifnull((select unit_id from responsibility_list where responsibility_list.id = list_line.list_id),"
    " list_line.lead_unit_id)"
)
LINES_STRUCK_OFF = RecordSet(
    type_name="list_line",
    tables="list_line",
    where="list_line.struck_off_on between :first and :last and list_line.removed_at is null",
    place=_LINE_PLACE,
    splits=_LINE_SPLITS,
)
LINES_OPEN = RecordSet(
    type_name="list_line",
    tables="list_line",
    where="list_line.state <> 'draft' and list_line.due_on < :day"
    " and (list_line.struck_off_on is null or list_line.struck_off_on > :day) and list_line.removed_at is null",
    place=_LINE_PLACE,
    splits=_LINE_SPLITS,
)
MUTUAL_VISITS = RecordSet(
    type_name="mutual_visit",
    tables="mutual_visit",
    where="mutual_visit.occurred_on between :first and :last and mutual_visit.removed_at is null",
    place="+mutual_visit.territory_id",
)
JOINT_MEETINGS = RecordSet(
    type_name="event",
    tables="event",
    where="event.held_on between :first and :last and event.event_kind = 'joint_meeting' and event.state = 'held'"
    " and event.removed_at is null",
    place="+event.territory_id",
    splits={"unit": Split(expression="event.host_unit_id")},
)
