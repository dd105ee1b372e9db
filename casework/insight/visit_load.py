"""How often an enterprise is called upon: every other contact with it, done and planned, by anyone (rule 9)."""

import datetime as dt
from dataclasses import dataclass

from casework.records import Reader

LOAD_DAYS = 60
"""Days looked back, and ahead, from the day in question."""
NEAR_DAYS = 7
"""Planned contacts that lie so near each other are better made one."""
_MOST = 40
_CONTACTS = """
select visit.id, visit.number, visit.state, ifnull(visit.occurred_on, visit.planned_on) as day, visit.contact_mode,
    visit.topic, visit.author, visit.round_id, ifnull(person.name, '') as person, ifnull(unit.name, '') as unit,
    ifnull(person.unit_id, visit_party.unit_id) as unit_id
from visit
left join visit_party on visit_party.visit_id = visit.id and visit_party.party_role = 'lead'
    and visit_party.removed_at is null
left join person on person.id = visit_party.person_id
left join unit on unit.id = ifnull(visit_party.unit_id, person.unit_id)
where visit.enterprise_id = :enterprise and visit.removed_at is null and visit.id <> :skip
    and (visit.state = 'done' and visit.occurred_on >= :first or visit.state = 'planned')
order by day limit :most
"""
_HOME = "select unit_id from person where name = :name and active = 1 and removed_at is null limit 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """One contact: its day, mode and topic, who leads it, and whether that is somebody of our own unit."""

    visit_id: str
    number: str
    is_planned: bool
    on: dt.date
    contact_mode: str
    topic: str
    person: str
    unit: str
    is_ours: bool

    @property
    def by(self) -> str:
        """Who comes, as the others are called: the person among ourselves, the unit otherwise."""
        return self.person if self.is_ours else self.unit or self.person


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLoad:
    """The contacts of the last `days` days and the planned ones, both by day."""

    days: int
    done: tuple[LoadLine, ...]
    planned: tuple[LoadLine, ...]

    @property
    def on_site(self) -> int:
        """How many of the contacts done were at the enterprise's door."""
        return sum(line.contact_mode in ("on_site", "joint_office") for line in self.done)

    @property
    def by_others(self) -> tuple[LoadLine, ...]:
        """The planned contacts that others make."""
        return tuple(line for line in self.planned if not line.is_ours)

    def nearest(self, day: dt.date) -> LoadLine | None:
        """The planned contact nearest to `day`, at most a week off; None where nobody comes so near."""
        near = [line for line in self.planned if abs((line.on - day).days) <= NEAR_DAYS]
        return min(near, key=lambda line: abs((line.on - day).days), default=None)


def visit_load(read: Reader, enterprise_id: str, *, actor: str, skip: str = "", days: int = LOAD_DAYS) -> VisitLoad:
    """Who came in the last `days` calendar days and who is coming, but for the visit `skip`.

    A contact is ours when its lead belongs to the unit of `actor`; without a lead, when `actor` wrote it.
    """
    first = read.clock.today - dt.timedelta(days=days)
    bound = {"enterprise": enterprise_id, "skip": skip, "first": first.isoformat(), "most": _MOST}
    homes = [row["unit_id"] for row in read.query(_HOME, {"name": actor})]
    home = homes[0] if len(homes) == 1 else None
    lines = [
        LoadLine(
            visit_id=row["id"],
            number=row["number"],
            is_planned=row["state"] == "planned",
            on=dt.date.fromisoformat(row["day"]),
            contact_mode=row["contact_mode"],
            topic=row["topic"],
            person=row["person"] or row["author"],
            unit=row["unit"],
            is_ours=row["unit_id"] == home if home and row["unit_id"] else row["author"] == actor,
        )
        for row in read.query(_CONTACTS, bound)
    ]
    return VisitLoad(
        days=days,
        done=tuple(line for line in lines if not line.is_planned),
        planned=tuple(line for line in lines if line.is_planned),
    )
