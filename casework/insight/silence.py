"""The silence radar: what nobody mentions but must not be forgotten, each with its longest case."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from casework.amounts import count_text
from casework.entities.people import UNDER
from casework.entities.settings import setting
from casework.insight.record_sets import HAS_COMMISSIONER, ON_REGISTER
from casework.language import N_, _
from casework.records import Reader

MOST_LISTED = 200
_COOPERATION_DAYS = 365
_MY_ENTERPRISE = (
    "exists (select 1 from commissioner_assignment mine where mine.enterprise_id = enterprise.id"
    " and mine.removed_at is null and mine.person_id = :person and mine.from_on <= :day"
    " and (mine.to_on is null or mine.to_on >= :day))"
)
_IN_CARE = (
    "enterprise.id in (select enterprise_id from commissioner_assignment where from_on <= :day"
    " and (to_on is null or to_on >= :day) and removed_at is null"
    " union select enterprise_id from enterprise_class where class_code = 'key_enterprise' and year = :year"
    " and class_state = 'valid' and removed_at is null"
    " union select round_member.enterprise_id from round_member join revisit_round"
    " on revisit_round.id = round_member.round_id where revisit_round.opened_on >= :year_ago"
    " and round_member.removed_at is null and revisit_round.removed_at is null)"
)
"""Enterprises somebody is in charge of: with a commissioner, key ones, and those of a round of the last year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRule:
    """What counts as silent: its label with {days}, the setting and default of its days, and the SQL of the silent.

    `sql` gives id, title and the day `since` which it is so (or the day on which something ends);
    `place` and `mine` are the expressions for scope and person.
    """

    key: str
    label: str
    type_name: str
    measure: str
    sql: str
    place: str
    mine: str
    setting: str = ""
    days: int = 0


SILENCE_RULES = (
    SilenceRule(
        key="not_contacted",
        label=N_("Not contacted for {days} days"),
        type_name="enterprise",
        measure="家",
        setting="silence_days",
        days=60,
        sql="select enterprise.id, iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as title,"
        " (select max(occurred_on) from visit indexed by visit_done_by_enterprise"
        " where visit.enterprise_id = enterprise.id and visit.state = 'done'"
        f" and visit.removed_at is null) as since from enterprise where {ON_REGISTER} and {_IN_CARE}"
        " and ifnull(since, '') < :before",
        place="enterprise.territory_id",
        mine=_MY_ENTERPRISE,
    ),
    SilenceRule(
        key="stalled_projects",
        label=N_("Projects in one stage for {days} days"),
        type_name="project",
        measure="个",
        setting="stalled_days",
        days=45,
        sql="select project.id, project.name as title, project.stage_entered_on as since from project"
        " where project.stage in ('planned', 'reserved', 'started', 'contact', 'intention', 'signed', 'pilot')"
        " and (project.person_id is not null or project.enterprise_id is not null)"
        " and project.stage_entered_on < :before and project.removed_at is null",
        place="project.territory_id",
        mine="project.person_id = :person",
    ),
    SilenceRule(
        key="unmatched_demands",
        label=N_("Demands never matched for {days} days"),
        type_name="demand",
        measure="条",
        setting="unmatched_days",
        days=30,
        sql="select demand.id, demand.subject as title, demand.posted_on as since from demand"
        " join enterprise on enterprise.id = demand.enterprise_id"
        " where demand.state = 'open' and demand.posted_on < :before and demand.removed_at is null"
        " and (demand.expires_on is null or demand.expires_on >= :day)"
        " and not exists (select 1 from match where match.demand_id = demand.id and match.removed_at is null)",
        place="ifnull(demand.territory_id, enterprise.territory_id)",
        mine=_MY_ENTERPRISE,
    ),
    SilenceRule(
        key="quiet_intentions",
        label=N_("Intentions without progress for {days} days"),
        type_name="match",
        measure="对",
        setting="quiet_match_days",
        days=30,
        sql="select match.id, demand.subject as title, (select max(happened_on) from match_step"
        " where match_step.match_id = match.id and match_step.removed_at is null) as since from match"
        " join demand on demand.id = match.demand_id join enterprise on enterprise.id = demand.enterprise_id"
        " where match.state = 'intention' and match.removed_at is null and since < :before",
        place="ifnull(demand.territory_id, enterprise.territory_id)",
        mine="match.person_id = :person",
    ),
    SilenceRule(
        key="expiring_agreements",
        label=N_("Agreements that end within {days} days"),
        type_name="agreement",
        measure="份",
        setting="expiry_days",
        days=30,
        sql="select agreement.id, agreement.name as title, agreement.expires_on as since from agreement"
        " where agreement.expires_on between :day and :after and agreement.removed_at is null",
        place="agreement.territory_id",
        mine="true",
    ),
    SilenceRule(
        key="without_commissioner",
        label=N_("Key enterprises without a commissioner"),
        type_name="enterprise",
        measure="家",
        sql="select enterprise.id, iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as title,"
        " (select max(to_on) from commissioner_assignment gone where gone.enterprise_id = enterprise.id"
        " and gone.removed_at is null and gone.to_on < :day) as since"
        " from enterprise_class join enterprise on enterprise.id = enterprise_class.enterprise_id"
        " where enterprise_class.class_code = 'key_enterprise' and enterprise_class.year = :year"
        " and enterprise_class.class_state = 'valid' and enterprise_class.removed_at is null"
        f" and {ON_REGISTER} and not {HAS_COMMISSIONER}",
        place="enterprise.territory_id",
        mine="true",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """One silent record: since which day (None: never), or on which day it ends."""

    id: str
    title: str
    since: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One line of the radar: how many, and the silent ones, the longest first (at most 200 of them)."""

    key: str
    label: str
    type_name: str
    count: int
    text: str
    silent: tuple[Silent, ...]
    worst: str


def silence(read: Reader, scope_id: str = "", person_id: str = "") -> tuple[Silence, ...]:
    """The radar of a scope (all where none is given), for everybody or for one person's own records."""
    return tuple(silence_line(read, rule.key, scope_id, person_id) for rule in SILENCE_RULES)


def silence_line(read: Reader, key: str, scope_id: str = "", person_id: str = "") -> Silence:
    """One line of the radar, by the key of its rule."""
    rule = next(rule for rule in SILENCE_RULES if rule.key == key)
    days = silence_days(read, rule.key)
    sql = rule.sql
    sql += f" and {rule.place} in {UNDER}" if scope_id else ""
    sql += f" and {rule.mine}" if person_id else ""
    values = _values(read.clock.today, days) | {"scope": scope_id, "person": person_id}
    rows = read.query(f"select *, count(*) over () as n from ({sql}) order by since limit {MOST_LISTED}", values)
    count = rows[0]["n"] if rows else 0
    found = tuple(Silent(id=r["id"], title=r["title"], since=_day(r["since"])) for r in rows)
    return Silence(
        key=rule.key,
        label=_(rule.label).format(days=days),
        type_name=rule.type_name,
        count=count,
        text=count_text(count, rule.measure),
        silent=found,
        worst=_worst(rule, found[0], read.clock.today) if found else "",
    )


def silence_days(read: Reader, key: str) -> int:
    """After how many days a rule of the radar counts something as silent: as the office set them, else the default."""
    rule = next(rule for rule in SILENCE_RULES if rule.key == key)
    chosen = setting(read, rule.setting) if rule.setting else ""
    return int(chosen) if chosen.isdecimal() else rule.days


def _values(today: dt.date, days: int) -> dict[str, Any]:
    return {
        "day": today.isoformat(),
        "year": today.year,
        "before": (today - dt.timedelta(days=days)).isoformat(),
        "after": (today + dt.timedelta(days=days)).isoformat(),
        "year_ago": (today - dt.timedelta(days=_COOPERATION_DAYS)).isoformat(),
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _worst(rule: SilenceRule, first: Silent, today: dt.date) -> str:
    """The longest case in words: 最久157天 示例釜溪泵业."""
    if rule.key == "expiring_agreements" and first.since:
        return _("{day} {title}").format(day=first.since.isoformat(), title=first.title)
    if rule.key == "without_commissioner":
        return first.title
    if first.since is None:
        return _("never: {title}").format(title=first.title)
    return _("longest {days} days: {title}").format(days=(today - first.since).days, title=first.title)
