"""The visits planned for some days, calls left out, as a route: whom to meet there and what waits there."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.people import UNDER, Person, Unit
from casework.entities.visits import Visit, VisitParty
from casework.insight.figure_words import listing
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.insight.open_matters import open_matters
from casework.insight.promises import open_promises
from casework.pinyin import pinyin_sort_key
from casework.records import Reader

_ON_FOOT = "state = 'planned' and planned_on between :first and :last and contact_mode not in ('phone', 'online')"
_OF_PERSON = (
    "exists (select 1 from visit_party where visit_party.visit_id = visit.id and visit_party.person_id = :person"
    " and visit_party.removed_at is null)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One planned visit of a route; telephone numbers are in full: whoever prints masks them."""

    visit: Visit
    enterprise: Enterprise
    place: str
    contact: ContactPerson | None
    participants: str
    open_matters: int
    late_matters: int
    open_promises: int
    late_promises: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDay:
    """The stops of one day, those of a place beside each other."""

    on: dt.date
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The planned visits from a first to a last day, of one person or of everybody."""

    first: dt.date
    last: dt.date
    person: str
    scope: str
    as_of: dt.date
    days: tuple[RouteDay, ...]

    @property
    def stops(self) -> int:
        """How many visits there are."""
        return sum(len(day.stops) for day in self.days)


def route(
    read: Reader, first: dt.date, last: dt.date, *, person: Person | None = None, scope: Unit | None = None
) -> Route:
    """The route of these days, calls and online contacts left out; `person` took it on, `scope` holds the places."""
    conditions = [
        "state = 'planned' and planned_on between :first and :last and contact_mode not in ('phone', 'online')"
    ]
    conditions += [_OF_PERSON] if person else []
    conditions += [f"territory_id in {UNDER}"] if scope else []
    values = {
        "first": first.isoformat(), "last": last.isoformat(), "person": person.id if person else "",
        "scope": scope.id if scope else "",
    }  # fmt: skip
    visits = read.select(Visit, " and ".join(conditions), values, order="planned_on, number")
    stops = _stops(read, visits)
    days = sorted({visit.planned_on for visit in visits if visit.planned_on})
    return Route(
        first=first,
        last=last,
        person=person.name if person else "",
        scope=scope.name if scope else "",
        as_of=read.clock.today,
        days=tuple(RouteDay(on=day, stops=_in_order(s for s in stops if s.visit.planned_on == day)) for day in days),
    )


def _in_order(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """By place, then by address, then by name: who lies beside each other is visited one after the other."""
    return tuple(sorted(stops, key=lambda s: (s.place, s.enterprise.address, pinyin_sort_key(s.enterprise.name))))


def _stops(read: Reader, visits: list[Visit]) -> list[Stop]:
    ids = [visit.enterprise_id for visit in visits]
    enterprises = {e.id: e for e in read.select(Enterprise, f"id {IN_LIST}", bound_ids(ids))}
    places = names_of(read, "unit", (enterprise.territory_id for enterprise in enterprises.values()))
    contacts = _contacts(read, visits)
    parties = _participants(read, visits)
    matters, promises = open_matters(read, enterprises), open_promises(read, enterprises)
    held = Counter(matter.record.enterprise_id for matter in matters)
    late = Counter(matter.record.enterprise_id for matter in matters if matter.is_late)
    given = Counter(promise.commitment.enterprise_id for promise in promises)
    overdue = Counter(promise.commitment.enterprise_id for promise in promises if promise.is_overdue)
    return [
        Stop(
            visit=visit,
            enterprise=enterprises[visit.enterprise_id],
            place=places.get(enterprises[visit.enterprise_id].territory_id, ""),
            contact=contacts.get(visit.contact_person_id) or contacts.get(visit.enterprise_id),
            participants=parties.get(visit.id, ""),
            open_matters=held[visit.enterprise_id],
            late_matters=late[visit.enterprise_id],
            open_promises=given[visit.enterprise_id],
            late_promises=overdue[visit.enterprise_id],
        )
        for visit in visits
        if visit.enterprise_id in enterprises
    ]


def _contacts(read: Reader, visits: list[Visit]) -> dict[str, ContactPerson]:
    """Contact persons by their own id, and the main one of each enterprise by the enterprise's."""
    ids = bound_ids(visit.enterprise_id for visit in visits)
    found: dict[str, ContactPerson] = {}
    for person in read.select(ContactPerson, f"enterprise_id {IN_LIST}", ids, order="is_main desc, rowid"):
        found[person.id] = person
        found.setdefault(person.enterprise_id, person)
    return found


def _participants(read: Reader, visits: list[Visit]) -> dict[str, str]:
    order = "party_role <> 'lead', rowid"
    parties = read.select(VisitParty, f"visit_id {IN_LIST}", bound_ids(visit.id for visit in visits), order=order)
    persons = names_of(read, "person", (party.person_id for party in parties))
    units = names_of(read, "unit", (party.unit_id for party in parties))
    names: dict[str, list[str]] = {}
    for party in parties:
        names.setdefault(party.visit_id, []).append(persons.get(party.person_id) or units.get(party.unit_id, ""))
    return {visit_id: listing(dict.fromkeys(found)) for visit_id, found in names.items()}
