"""Who a follow-up sheet can be sent to: the open cases by the person who handles them, or by district."""

import datetime as dt
from dataclasses import dataclass

from casework.entities.appeals import OPEN_STATES
from casework.entities.people import UNDER
from casework.pinyin import pinyin_sort_key
from casework.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The open cases of one person or district; id and name are empty for those of nobody."""

    id: str
    name: str
    cases: int
    overdue: int


_COUNTED = (
    "count(*) as cases, sum(appeal.due_on is not null and appeal.due_on < :today and not appeal.stopped) as overdue"
)
_WHICH = f"""appeal.removed_at is null and appeal.state in {OPEN_STATES}
    and (:scope is null or appeal.territory_id in {UNDER})
    and (:round is null or appeal.enterprise_id in (
        select enterprise_id from round_member where round_id = :round and round_member.removed_at is null
    ))"""
_BY_PERSON = f"""
select ifnull(person.id, '') as id, ifnull(person.name, '') as name, {_COUNTED}
from appeal left join person on person.id = appeal.person_id where {_WHICH} group by 1, 2
"""
_BY_DISTRICT = f"""
with recursive place(id, district) as (
    select id, id from unit where parent_id is null
    union all
    select unit.id, iif(unit.unit_kind = 'territory', unit.id, place.district)
    from unit join place on unit.parent_id = place.id
)
select ifnull(unit.id, '') as id, ifnull(unit.name, '') as name, {_COUNTED}
from appeal left join place on place.id = appeal.territory_id left join unit on unit.id = place.district
where {_WHICH} group by 1, 2
"""


def shares_by_person(read: Reader, today: dt.date, *, scope: str = "", round_id: str = "") -> list[Share]:
    """The persons with open cases, by pinyin, the cases of nobody last; scope and round as `followup_rows`."""
    return _shares(read, _BY_PERSON, today, scope, round_id)


def shares_by_district(read: Reader, today: dt.date, *, scope: str = "", round_id: str = "") -> list[Share]:
    """The districts with open cases (each with its parks), by pinyin; scope and round as `followup_rows`."""
    return _shares(read, _BY_DISTRICT, today, scope, round_id)


def _shares(read: Reader, sql: str, today: dt.date, scope: str, round_id: str) -> list[Share]:
    bound = {"today": today.isoformat(), "scope": scope or None, "round": round_id or None}
    found = [Share(**row) for row in read.query(sql, bound)]
    return sorted(found, key=lambda share: (not share.id, pinyin_sort_key(share.name)))
