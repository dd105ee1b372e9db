"""The contacts of the visits page: of a month, still to be done, and the whole log, by one SQL statement each."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.amounts import ordinal
from casework.casebook import Casebook
from casework.entities.visits import CONTACT_MODES, Visit
from casework.insight.filter_sql import filter_sql
from casework.insight.visit_load import NEAR_DAYS
from casework.language import _
from casework.records import Reader
from desktop.paged_rows import Listing
from widgets.conditions import Filter

_MOST = 2000
"""Contacts of one month that are read; a file with more of them shows the first of each day."""
_COLUMNS = f"""
select visit.id, visit.number, visit.state, ifnull(visit.occurred_on, visit.planned_on) as day, visit.contact_mode,
    visit.enterprise_id, visit.topic, visit.findings, visit.author, visit.counterpart,
    iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as enterprise,
    revisit_round.round_no, revisit_round.name as round_name,
    (select group_concat(name, '、') from (select person.name from visit_party join person
        on person.id = visit_party.person_id where visit_party.visit_id = visit.id
        and visit_party.removed_at is null order by visit_party.party_role <> 'lead', visit_party.rowid)) as people,
    (select ifnull(unit.name, '') from visit_party join person on person.id = visit_party.person_id
        left join unit on unit.id = ifnull(visit_party.unit_id, person.unit_id)
        where visit_party.visit_id = visit.id and visit_party.party_role = 'lead'
        and visit_party.removed_at is null limit 1) as lead_unit,
    (select count(*) from visit other where other.enterprise_id = visit.enterprise_id and other.id <> visit.id
        and other.removed_at is null and +other.state = 'planned' and visit.state = 'planned'
        and abs(julianday(other.planned_on) - julianday(visit.planned_on)) <= {NEAR_DAYS}) as near
"""
_FROM = """
from visit join enterprise on enterprise.id = visit.enterprise_id
left join revisit_round on revisit_round.id = visit.round_id
"""
_MINE = (
    "(visit.author = :actor or exists (select 1 from visit_party join person on person.id = visit_party.person_id"
    " where visit_party.visit_id = visit.id and person.name = :actor and visit_party.removed_at is null))"
)
_OWN_UNIT = (
    "select unit.name from person join unit on unit.id = person.unit_id where person.name = :actor"
    " and person.active = 1 and person.removed_at is null limit 1"
)
QUICK: Mapping[str, str] = {
    "mine": _MINE,
    "revisit": "visit.is_revisit = 1",
    "nothing_next": "visit.no_next_contact = 1",
    **{mode: f"visit.contact_mode = '{mode}'" for mode in CONTACT_MODES.labels},
}
"""The switches of the log and their SQL over `visit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A contact as lists and the month show it; `near` counts others planned within a week of a planned one."""

    id: str
    number: str
    state: str
    on: dt.date
    contact_mode: str
    enterprise_id: str
    enterprise: str
    topic: str
    findings: str
    round_words: str
    people: str
    counterpart: str
    is_elsewhere: bool
    is_missed: bool
    near: int

    @property
    def about(self) -> str:
        """What it is about: its topic, or how its findings begin."""
        return self.topic or self.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRows:
    """The contacts of the weeks that a month touches, by day, and what is still to be done, the earliest first."""

    rows: tuple[VisitRow, ...]
    to_do: tuple[VisitRow, ...]


def month_rows(read: Reader, first: dt.date, last: dt.date, actor: str, *, mine: bool) -> MonthRows:
    """The contacts done or planned from `first` to `last`, and every planned one, of everybody or of `actor`."""
    who = f" and {_MINE}" if mine else ""
    bound = {"first": first.isoformat(), "last": last.isoformat(), "actor": actor, "most": _MOST}
    own = own_unit(read, actor)
    done = (
        f"{_COLUMNS} {_FROM} where visit.occurred_on between :first and :last and visit.state = 'done'"
        f" and visit.removed_at is null{who} order by visit.occurred_on, visit.number limit :most"
    )
    planned = (
        f"{_COLUMNS} {_FROM} where visit.state = 'planned' and visit.removed_at is null{who}"
        " order by visit.planned_on, visit.number limit :most"
    )
    to_do = _rows(read, planned, {name: bound[name] for name in ("actor", "most") if f":{name}" in planned}, own)
    kept = {name: value for name, value in bound.items() if f":{name}" in done}
    within = [row for row in to_do if first <= row.on <= last]
    rows = sorted([*_rows(read, done, kept, own), *within], key=lambda row: (row.on, row.state == "planned"))
    return MonthRows(rows=tuple(rows), to_do=tuple(to_do))


def visit_rows(read: Reader, ids: Sequence[str], actor: str = "") -> list[VisitRow]:
    """The rows of these contacts, in their order."""
    sql = (
        f"{_COLUMNS} from json_each(:ids) wanted join visit on visit.id = wanted.value"
        " join enterprise on enterprise.id = visit.enterprise_id"
        " left join revisit_round on revisit_round.id = visit.round_id order by wanted.key"
    )
    return _rows(read, sql, {"ids": json.dumps(list(ids))}, own_unit(read, actor))


def visit_listing(book: Casebook, wanted: Filter, actor: str, *, descending: bool = True) -> Listing:
    """The log: contacts that took place, the latest first or last (by the index of their day)."""
    where, values = filter_sql(book, Visit, wanted, QUICK)
    values = {name: value for name, value in {**values, "actor": actor}.items() if f":{name}" in where}
    ids = f"select id from visit where occurred_on is not null and removed_at is null and {where}"
    simple = not wanted.quick and not wanted.groups
    down = " desc" if descending else ""
    return Listing(ids=f"{ids} order by occurred_on{down}, rowid{down}", bound=values, at_once=simple)


def own_unit(read: Reader, actor: str) -> str:
    """The unit of whoever works here; empty where it is not known."""
    rows = read.query(_OWN_UNIT, {"actor": actor})
    return rows[0]["name"] if rows else ""


def _rows(read: Reader, sql: str, bound: Mapping[str, Any], own: str) -> list[VisitRow]:
    today = read.clock.today
    return [_row(row, today, own) for row in read.query(sql, bound)]


def _row(row: Mapping[str, Any], today: dt.date, own: str) -> VisitRow:
    day = dt.date.fromisoformat(row["day"])
    lead_unit = row["lead_unit"] or ""
    is_elsewhere = bool(own and lead_unit and lead_unit != own)
    return VisitRow(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        on=day,
        contact_mode=row["contact_mode"],
        enterprise_id=row["enterprise_id"],
        enterprise=row["enterprise"],
        topic=row["topic"],
        findings=row["findings"],
        round_words=_("round {round}").format(round=ordinal(row["round_no"])) if row["round_no"] else "",
        people=lead_unit if is_elsewhere else row["people"] or row["author"],
        counterpart=row["counterpart"],
        is_elsewhere=is_elsewhere,
        is_missed=row["state"] == "planned" and day < today,
        near=row["near"],
    )
