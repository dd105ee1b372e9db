"""The joined rows of a roster of enterprises and of a follow-up sheet, each by one SQL statement."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casework.calendar import WorkingCalendar
from casework.entities.appeals import OPEN_STATES
from casework.entities.people import UNDER
from casework.entities.settings import working_calendar
from casework.insight.names import IN_LIST, bound_ids
from casework.pinyin import pinyin_sort_key
from casework.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRosterRow:
    """An enterprise as a roster shows it, looked at from a day; money in fen.

    `district` and `park` are the nearest above it in the tree, `territory` its whole path. The classes
    are the valid ones of a year. `next_contact_on` is the earliest of what the last contact agreed and
    what is planned; `no_next_contact` says that none is needed. `open_appeals` counts appeals only.
    """

    id: str
    number: str
    name: str
    short_name: str
    uscc: str
    territory: str
    district: str
    park: str
    industry_chain: str
    above_scale: bool
    high_tech: bool
    st_sme: bool
    specialised_new: bool
    little_giant: bool
    gazelle: bool
    key_enterprise: bool
    revenue_year: int | None
    revenue: int | None
    commissioner: str
    contact_name: str
    contact_phone: str
    last_contact_on: dt.date | None
    last_contact_mode: str
    next_contact_on: dt.date | None
    no_next_contact: bool
    open_appeals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupRow:
    """An open case as it goes out on a follow-up sheet; `version` is the one it went out with.

    `remaining` counts working days up to the due date, below zero once it is over; None while the
    clock is stopped or where there is no due date. `progress` is the words of the latest step.
    """

    id: str
    version: int
    number: str
    case_kind: str
    enterprise: str
    subject: str
    service_mode: str
    unit: str
    accepted_on: dt.date
    due_on: dt.date | None
    remaining: int | None
    stopped: bool
    state: str
    progress: str
    answered_on: dt.date | None
    confirmation_mode: str
    confirmed_by: str
    rating: str


_CLASSES = ("above_scale", "high_tech", "st_sme", "specialised_new", "little_giant", "gazelle", "key_enterprise")
_ENTERPRISES = f"""
with recursive place(id, path, district, park) as (
    select id, name, iif(unit_kind = 'territory', name, ''), iif(unit_kind = 'park', name, '')
    from unit where parent_id is null and removed_at is null
    union all
    select unit.id, place.path || ' / ' || unit.name,
        iif(unit.unit_kind = 'territory', unit.name, place.district),
        iif(unit.unit_kind = 'park', unit.name, place.park)
    from unit join place on unit.parent_id = place.id where unit.removed_at is null
),
classes as (
    select enterprise_id, {", ".join(f"max(class_code = '{code}') as {code}" for code in _CLASSES)}
    from enterprise_class where year = :year and class_state = 'valid' and removed_at is null group by enterprise_id
),
in_charge as (
    select enterprise_id, max(person.name) as name
    from commissioner_assignment join person on person.id = person_id
    where from_on <= :today and (to_on is null or to_on >= :today) and commissioner_assignment.removed_at is null
    group by enterprise_id
),
contacts as (
    select enterprise_id, name, phone,
        row_number() over (partition by enterprise_id order by is_main desc, name, id) as place
    from contact_person where removed_at is null
),
done as (
    select enterprise_id, occurred_on, contact_mode, next_contact_on, no_next_contact,
        row_number() over (partition by enterprise_id order by occurred_on desc, number desc) as place
    from visit where state = 'done' and occurred_on <= :today and removed_at is null
),
planned as (
    select enterprise_id, min(planned_on) as planned_on
    from visit where state = 'planned' and removed_at is null group by enterprise_id
),
cases as (
    select enterprise_id, count(*) as open_appeals from appeal
    where case_kind = 'appeal' and state in {OPEN_STATES} and removed_at is null group by enterprise_id
)
select enterprise.id, enterprise.number, enterprise.name, enterprise.short_name, enterprise.uscc,
    coalesce(place.path, '') as territory, coalesce(place.district, '') as district, coalesce(place.park, '') as park,
    enterprise.industry_chain, {", ".join(f"coalesce(classes.{code}, 0) as {code}" for code in _CLASSES)},
    enterprise.revenue_year, enterprise.revenue, coalesce(in_charge.name, '') as commissioner,
    coalesce(contacts.name, '') as contact_name, coalesce(contacts.phone, '') as contact_phone,
    done.occurred_on as last_contact_on, coalesce(done.contact_mode, '') as last_contact_mode,
    min(coalesce(done.next_contact_on, planned.planned_on), coalesce(planned.planned_on, done.next_contact_on))
        as next_contact_on,
    coalesce(done.no_next_contact, 0) and planned.planned_on is null as no_next_contact,
    coalesce(cases.open_appeals, 0) as open_appeals
from enterprise
left join place on place.id = enterprise.territory_id
left join classes on classes.enterprise_id = enterprise.id
left join in_charge on in_charge.enterprise_id = enterprise.id
left join contacts on contacts.enterprise_id = enterprise.id and contacts.place = 1
left join done on done.enterprise_id = enterprise.id and done.place = 1
left join planned on planned.enterprise_id = enterprise.id
left join cases on cases.enterprise_id = enterprise.id
where enterprise.removed_at is null
    and (enterprise.registered_on is null or enterprise.registered_on <= :today)
    and (enterprise.deregistered_on is null or enterprise.deregistered_on > :today)
    and (:scope is null or enterprise.territory_id in {UNDER})
"""
_CASES = """
select appeal.id, appeal.version, appeal.number, appeal.case_kind,
    coalesce(nullif(enterprise.short_name, ''), enterprise.name) as enterprise, appeal.subject, appeal.service_mode,
    coalesce(nullif(unit.short_name, ''), unit.name, '') as unit, appeal.accepted_on, appeal.due_on, appeal.stopped,
    appeal.state, coalesce((
        select note from appeal_step
        where appeal_id = appeal.id and note <> '' and appeal_step.removed_at is null
        order by happened_on desc, appeal_step.rowid desc limit 1
    ), appeal.answer) as progress,
    appeal.answered_on, appeal.confirmation_mode, appeal.confirmed_by, appeal.rating
from appeal
join enterprise on enterprise.id = appeal.enterprise_id
left join unit on unit.id = appeal.assigned_unit_id
where appeal.removed_at is null
"""
IN_DISTRICT = """(with recursive inside(id) as (
    select :district union all
    select unit.id from unit join inside on unit.parent_id = inside.id
    where unit.unit_kind <> 'territory' and unit.removed_at is null
) select id from inside)"""
"""SQL: the district bound as :district with its parks, but not the districts below it."""
_OPEN_CASES = f"""{_CASES} and appeal.state in {OPEN_STATES}
    and (:scope is null or appeal.territory_id in {UNDER})
    and (:person is null or ifnull(appeal.person_id, '') = :person)
    and (:district is null or ifnull(appeal.territory_id, '') in {IN_DISTRICT})
    and (:round is null or appeal.enterprise_id in (
        select enterprise_id from round_member where round_id = :round and round_member.removed_at is null
    ))
order by appeal.stopped, appeal.due_on is null, appeal.due_on, appeal.number
"""


def enterprise_roster(
    read: Reader, today: dt.date, scope: str = "", *, year: int | None = None
) -> list[EnterpriseRosterRow]:
    """The enterprises on the register that day, by pinyin; `scope` is the id of a unit and takes in those under it.

    The classes are those of `year`, the year of `today` where none is given.
    """
    bound = {"today": today.isoformat(), "year": year or today.year, "scope": scope or None}
    found = [EnterpriseRosterRow(**_enterprise_values(row)) for row in read.query(_ENTERPRISES, bound)]
    return sorted(found, key=lambda row: (pinyin_sort_key(row.name), row.id))


def followup_rows(
    read: Reader,
    today: dt.date,
    *,
    scope: str = "",
    person: str | None = None,
    district: str | None = None,
    round_id: str = "",
) -> list[FollowupRow]:
    """The open cases of a scope, of the person who handles them, of a district, of a round's enterprises, by their ids.

    A scope takes in the districts below it, a district only its parks; "" asks for the cases of nobody, of no district.
    The most urgent come first, those whose clock is stopped last. Working days are those of the
    office's calendar, counted from the day after `today`.
    """
    bound = {"scope": scope or None, "person": person, "district": district, "round": round_id or None}
    calendar = working_calendar(read)
    return [FollowupRow(**_case_values(row, calendar, today)) for row in read.query(_OPEN_CASES, bound)]


def followup_rows_of(read: Reader, today: dt.date, ids: Iterable[str]) -> dict[str, FollowupRow]:
    """The cases with these ids as they would go out now, whatever their state, by id; those in the bin are left out."""
    calendar = working_calendar(read)
    rows = read.query(f"{_CASES} and appeal.id {IN_LIST}", bound_ids(ids))
    return {row["id"]: FollowupRow(**_case_values(row, calendar, today)) for row in rows}


def _enterprise_values(row: dict[str, Any]) -> dict[str, Any]:
    flags = {name: bool(row[name]) for name in (*_CLASSES, "no_next_contact")}
    days = {name: _day(row[name]) for name in ("last_contact_on", "next_contact_on")}
    return row | flags | days


def _case_values(row: dict[str, Any], calendar: WorkingCalendar, today: dt.date) -> dict[str, Any]:
    days = {name: _day(row[name]) for name in ("accepted_on", "due_on", "answered_on")}
    due_on, stopped = days["due_on"], bool(row["stopped"])
    remaining = calendar.working_days_between(today, due_on) if due_on and not stopped else None
    return row | days | {"stopped": stopped, "remaining": remaining}


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
