"""One timeline of everything that happened with an enterprise, the newest first."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from casework.amounts import format_fen, ordinal
from casework.entities.appeals import CASE_KINDS, CASE_STATES, CONFIRMATION_MODES, RATINGS
from casework.entities.commitments import COMMITMENT_STATES
from casework.entities.matches import MATCH_STATES
from casework.entities.projects import STAGES
from casework.entities.visits import CONTACT_MODES
from casework.insight.figure_words import comma, listing
from casework.language import _
from casework.records import Reader

_WEIGHTY_STEPS = ("closed", "reopened")
_WEIGHTY_STAGES = ("signed", "pilot", "industrialised", "started", "commissioned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened: its day, its kind in a word, who was there, what it was; the record it opens."""

    type_name: str
    id: str
    happened_on: dt.date
    kind: str
    person: str
    text: str
    is_weighty: bool = False


_VISITS = """
select 'visit' as type_name, visit.id, visit.occurred_on as day, visit.contact_mode as code, visit.topic,
    visit.findings, revisit_round.round_no, visit.author, (select group_concat(person.name, char(31)) from visit_party
        join person on person.id = visit_party.person_id where visit_party.visit_id = visit.id
        and visit_party.removed_at is null) as persons
from visit left join revisit_round on revisit_round.id = visit.round_id
where visit.enterprise_id = :enterprise and visit.state = 'done' and visit.removed_at is null
"""
_STEPS = """
select 'appeal' as type_name, appeal.id, step.happened_on as day, step.state as code, step.actor as persons,
    appeal.case_kind, appeal.number, appeal.subject, appeal.rating, appeal.confirmation_mode, step.note
from appeal_step step join appeal on appeal.id = step.appeal_id
where appeal.enterprise_id = :enterprise and appeal.removed_at is null and step.removed_at is null
    and step.state in ('accepted', 'closed', 'reopened', 'withdrawn', 'merged')
    and step.state is not (select earlier.state from appeal_step earlier where earlier.appeal_id = step.appeal_id
        and (earlier.happened_on, earlier.rowid) < (step.happened_on, step.rowid) and earlier.removed_at is null
        order by earlier.happened_on desc, earlier.rowid desc limit 1)
"""
"""Entries into a state; a step that stays in the state before it only notes the progress there."""
_DEMANDS = """
select 'demand' as type_name, demand.id, demand.posted_on as day, demand.number, demand.subject, '' as persons
from demand where demand.enterprise_id = :enterprise and demand.removed_at is null
"""
_MATCHES = """
select 'match' as type_name, match.id, step.happened_on as day, step.state as code, person.name as persons,
    demand.subject, ifnull(offer.subject, expert.name) as supply, step.note
from match_step step join match on match.id = step.match_id join demand on demand.id = match.demand_id
    left join offer on offer.id = match.offer_id left join expert on expert.id = match.expert_id
    left join person on person.id = step.person_id
where demand.enterprise_id = :enterprise and match.removed_at is null and step.removed_at is null
    and step.state <> 'in_project'
"""
_STAGES = """
select 'project' as type_name, project.id, entry.entered_on as day, entry.stage as code, person.name as persons,
    project.name as subject, iif(entry.stage = 'signed', project.signed_amount, null) as amount
from project_stage entry join project on project.id = entry.project_id left join person on person.id = entry.person_id
where project.enterprise_id = :enterprise and project.removed_at is null and entry.removed_at is null
"""
_PROMISES = """
select 'commitment' as type_name, commitment.id, commitment.settled_on as day, commitment.state as code,
    ifnull(person.name, unit.name) as persons, commitment.content as subject
from commitment left join person on person.id = commitment.person_id left join unit on unit.id = commitment.unit_id
where commitment.enterprise_id = :enterprise and commitment.settled_on is not null and commitment.removed_at is null
"""
_PAYOUTS = """
select 'policy_payout' as type_name, policy_payout.id, policy_payout.paid_on as day, policy_clause.subject,
    policy_payout.paid_amount as amount, policy_payout.batch, '' as persons
from policy_payout join policy_clause on policy_clause.id = policy_payout.clause_id
where policy_payout.enterprise_id = :enterprise and policy_payout.paid_on is not null
    and policy_payout.removed_at is null
"""
_Row = Mapping[str, str]


def _visit(row: _Row) -> tuple[str, str, bool]:
    round_words = _("round {round}").format(round=ordinal(int(row["round_no"]))) if row["round_no"] else ""
    said = row["findings"] or row["topic"]
    text = _("{round}: {text}").format(round=round_words, text=said) if round_words else said
    return CONTACT_MODES.label(row["code"]), text, row["code"] == "on_site"


def _step(row: _Row) -> tuple[str, str, bool]:
    text = f"{row['number']} {row['subject']}"
    if row["code"] == "closed":
        text = comma(text, CONFIRMATION_MODES.label(row["confirmation_mode"]), RATINGS.label(row["rating"]))
    elif row["note"]:
        text = comma(text, row["note"])
    kind = _("{kind}: {state}").format(kind=CASE_KINDS.label(row["case_kind"]), state=CASE_STATES.label(row["code"]))
    return kind, text, row["code"] in _WEIGHTY_STEPS


def _demand(row: _Row) -> tuple[str, str, bool]:
    return _("Demand posted"), f"{row['number']} {row['subject']}", False


def _match(row: _Row) -> tuple[str, str, bool]:
    text = _("{demand} with {supply}").format(demand=row["subject"], supply=row["supply"])
    return _("Match: {state}").format(state=MATCH_STATES.label(row["code"])), comma(text, row["note"]), False


def _stage(row: _Row) -> tuple[str, str, bool]:
    amount = format_fen(int(row["amount"])) if row["amount"] else ""
    return STAGES.label(row["code"]), comma(row["subject"], amount), row["code"] in _WEIGHTY_STAGES


def _promise(row: _Row) -> tuple[str, str, bool]:
    return _("Promise: {state}").format(state=COMMITMENT_STATES.label(row["code"])), row["subject"], False


def _payout(row: _Row) -> tuple[str, str, bool]:
    return _("Policy payout"), comma(row["subject"], format_fen(int(row["amount"])), row["batch"]), False


_SOURCES: tuple[tuple[str, Callable[[_Row], tuple[str, str, bool]]], ...] = (
    (_VISITS, _visit),
    (_STEPS, _step),
    (_DEMANDS, _demand),
    (_MATCHES, _match),
    (_STAGES, _stage),
    (_PROMISES, _promise),
    (_PAYOUTS, _payout),
)


def timeline(read: Reader, enterprise_id: str) -> tuple[Happening, ...]:
    """Everything that happened with the enterprise, the newest first."""
    found = [happening for sql, tell in _SOURCES for happening in _happenings(read, enterprise_id, sql, tell)]
    return tuple(sorted(found, key=lambda one: one.happened_on, reverse=True))


def _happenings(
    read: Reader, enterprise_id: str, sql: str, tell: Callable[[_Row], tuple[str, str, bool]]
) -> Iterator[Happening]:
    for row in read.query(sql, {"enterprise": enterprise_id}):
        kind, text, is_weighty = tell(row)
        yield Happening(
            type_name=row["type_name"],
            id=row["id"],
            happened_on=dt.date.fromisoformat(row["day"]),
            kind=kind,
            person=listing((row["persons"] or row.get("author") or "").split("\x1f")),
            text=text,
            is_weighty=is_weighty,
        )
