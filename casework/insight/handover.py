"""What goes over when somebody hands over: enterprises, open matters, promises, planned visits."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from casework.entities.commitments import Commitment
from casework.entities.enterprises import CommissionerAssignment
from casework.entities.people import Person
from casework.entities.visits import Visit
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.insight.open_matters import OpenMatter, open_matters
from casework.insight.promises import OPEN_PROMISES, Promise, listed
from casework.pinyin import pinyin_sort_key
from casework.records import Reader

_LAST_CONTACTS = (
    "select enterprise_id, max(occurred_on) as day, next_contact_on, next_contact_note from visit"
    f" where enterprise_id {IN_LIST} and +state = 'done' and removed_at is null group by enterprise_id"
)
_CONCERNED = """
select enterprise_id from appeal where person_id = :person and removed_at is null
union select enterprise_id from project where person_id = :person and enterprise_id is not null and removed_at is null
union select enterprise_id from demand where id in (select demand_id from match where person_id = :person
    and removed_at is null) and removed_at is null
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEnterprise:
    """An enterprise that somebody looks after: since when, when last and next contacted."""

    enterprise_id: str
    name: str
    place: str
    since: dt.date
    last_contact_on: dt.date | None
    next_contact_on: dt.date | None
    next_content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """A visit planned with the enterprise's name."""

    visit: Visit
    enterprise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What one person holds today; `successor` takes it over and is empty where nobody is named yet."""

    person: Person
    unit: str
    successor: str
    as_of: dt.date
    enterprises: tuple[HeldEnterprise, ...]
    matters: tuple[OpenMatter, ...]
    promises: tuple[Promise, ...]
    visits: tuple[PlannedVisit, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.enterprises or self.matters or self.promises or self.visits)


def handover(read: Reader, person: Person, successor: Person | None = None) -> Handover:
    """Everything that `person` holds as of today.

    Open matters are those of the enterprises in charge, and those handled for other enterprises.
    """
    held = _held(read, person)
    own = {one.enterprise_id for one in held}
    concerned = {row["enterprise_id"] for row in read.query(_CONCERNED, {"person": person.id})} - own
    elsewhere = (m for m in open_matters(read, concerned) if _handler(m) == person.id)
    promised = read.select(Commitment, f"{OPEN_PROMISES} and person_id = :person", {"person": person.id})
    return Handover(
        person=person,
        unit=names_of(read, "unit", [person.unit_id]).get(person.unit_id, ""),
        successor=successor.name if successor else "",
        as_of=read.clock.today,
        enterprises=held,
        matters=(*open_matters(read, own), *elsewhere),
        promises=listed(read, promised),
        visits=_planned(read, person),
    )


def _handler(matter: OpenMatter) -> str:
    """Who handles a case or a project; a demand belongs to the enterprise's commissioner."""
    return getattr(matter.record, "person_id", "")


def _held(read: Reader, person: Person) -> tuple[HeldEnterprise, ...]:
    today = read.clock.today.isoformat()
    where = "person_id = :person and from_on <= :today and (to_on is null or to_on >= :today)"
    found = read.select(CommissionerAssignment, where, {"person": person.id, "today": today})
    ids = [one.enterprise_id for one in found]
    names, places = names_of(read, "enterprise", ids), _places(read, ids)
    contacts = {row["enterprise_id"]: row for row in read.query(_LAST_CONTACTS, bound_ids(ids))}
    rows = [
        HeldEnterprise(
            enterprise_id=one.enterprise_id,
            name=names[one.enterprise_id],
            place=places.get(one.enterprise_id, ""),
            since=one.from_on,
            last_contact_on=_day(contacts.get(one.enterprise_id, {}).get("day")),
            next_contact_on=_day(contacts.get(one.enterprise_id, {}).get("next_contact_on")),
            next_content=contacts.get(one.enterprise_id, {}).get("next_contact_note") or "",
        )
        for one in found
        if one.enterprise_id in names
    ]
    return tuple(sorted(rows, key=lambda row: pinyin_sort_key(row.name)))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _places(read: Reader, ids: Iterable[str]) -> dict[str, str]:
    sql = (
        "select enterprise.id, unit.name from enterprise join unit on unit.id = enterprise.territory_id"
        f" where enterprise.id {IN_LIST}"
    )
    return {row["id"]: row["name"] for row in read.query(sql, bound_ids(ids))}


def _planned(read: Reader, person: Person) -> tuple[PlannedVisit, ...]:
    where = (
        "state = 'planned' and exists (select 1 from visit_party where visit_party.visit_id = visit.id"
        " and visit_party.person_id = :person and visit_party.party_role = 'lead' and visit_party.removed_at is null)"
    )
    visits = read.select(Visit, where, {"person": person.id}, order="planned_on")
    names = names_of(read, "enterprise", (visit.enterprise_id for visit in visits))
    return tuple(PlannedVisit(visit=visit, enterprise=names.get(visit.enterprise_id, "")) for visit in visits)
