"""Everything the record of one contact shows, gathered in one go on the reader's lane."""

import datetime as dt
from dataclasses import dataclass

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.commitments import Commitment
from casework.entities.contacts import ContactPerson
from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit
from casework.insight.promises import Promise, open_promises
from casework.insight.visit_load import VisitLoad, visit_load
from casework.records import Record
from desktop.pages.visits_rows import own_unit

_PEOPLE = """
select ifnull(person.name, '') as person, ifnull(unit.name, '') as unit from visit_party
left join person on person.id = visit_party.person_id
left join unit on unit.id = ifnull(visit_party.unit_id, person.unit_id)
where visit_party.visit_id = :visit and visit_party.removed_at is null
order by visit_party.party_role <> 'lead', visit_party.rowid
"""
_UNTRIED = (
    "enterprise_id = :enterprise and state = 'open' and not exists (select 1 from match"
    " where match.demand_id = demand.id and match.state <> 'refused' and match.removed_at is null)"
)
_EARLIER = "enterprise_id = :enterprise and state = 'done' and id <> :visit and occurred_on <= :day"
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody of our side, with the unit where it is another one than ours."""

    person: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A contact as its record shows it.

    `promises` and `untried` (demands without any match) are what to take along to a planned one, `before`
    is the contact before it, `yielded` what came of one that took place.
    """

    visit: Visit
    as_of: dt.date
    enterprise: Enterprise
    place: str
    contact: ContactPerson | None
    people: tuple[Party, ...]
    round: RevisitRound | None
    load: VisitLoad
    promises: tuple[Promise, ...]
    untried: tuple[TechDemand, ...]
    before: Visit | None
    yielded: tuple[Record, ...]

    @property
    def is_missed(self) -> bool:
        """Whether it should have been logged by now."""
        return (
            self.visit.state == "planned" and self.visit.planned_on is not None and self.visit.planned_on < self.as_of
        )


def visit_facts(book: Casebook, visit_id: str, actor: str) -> VisitFacts:
    """Gathers the record of a contact; NotFound where there is none."""
    visit = book.get(Visit, visit_id)
    enterprise = book.get(Enterprise, visit.enterprise_id)
    own = {"enterprise": enterprise.id}
    day = (visit.occurred_on or visit.planned_on or book.clock.today).isoformat()
    before = book.select(
        Visit, _EARLIER, {**own, "visit": visit.id, "day": day}, order="occurred_on desc, number desc", limit=1
    )
    ours = own_unit(book, actor)
    people = [
        Party(person=row["person"], unit=row["unit"] if row["unit"] != ours else "")
        for row in book.query(_PEOPLE, {"visit": visit.id})
    ]
    return VisitFacts(
        visit=visit,
        as_of=book.clock.today,
        enterprise=enterprise,
        place=book.get(Unit, enterprise.territory_id).name if enterprise.territory_id else "",
        contact=book.get(ContactPerson, visit.contact_person_id) if visit.contact_person_id else None,
        people=tuple(people),
        round=book.get(RevisitRound, visit.round_id) if visit.round_id else None,
        load=visit_load(book, enterprise.id, actor=actor, skip=visit.id),
        promises=open_promises(book, [enterprise.id])[:_MOST],
        untried=tuple(book.select(TechDemand, _UNTRIED, own, order="posted_on", limit=_MOST)),
        before=before[0] if before else None,
        yielded=tuple(_yielded(book, visit.id)),
    )


def _yielded(book: Casebook, visit_id: str) -> list[Record]:
    found: list[Record] = []
    for kind in (Appeal, TechDemand, Commitment):
        found += book.select(kind, "visit_id = :visit", {"visit": visit_id}, order="number")
    return found
