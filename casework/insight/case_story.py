"""Everything a case summary of one enterprise shows, as of today: facts, classes, rounds, cases, matches, projects."""

import datetime as dt
from dataclasses import dataclass

from casework.amounts import rate_text
from casework.entities.appeals import OPEN_STATES, Appeal
from casework.entities.attachments import Attachment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import ENTERPRISE_CLASSES, CommissionerAssignment, Enterprise, EnterpriseClass
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.insight.case_clocks import CaseClock, case_clocks
from casework.insight.names import IN_LIST, bound_ids
from casework.insight.promises import Promise, open_promises
from casework.insight.round_contacts import Cell, Yield, brought_by, counting_cell, round_contacts
from casework.insight.story_supply import DemandStory, ProjectStory, demands_of, projects_of
from casework.insight.timeline import Happening, timeline
from casework.records import Reader

_YEARS = 4
_ROUNDS = 4
_OWNERS = "'enterprise', 'visit', 'appeal', 'demand', 'project'"
_SATISFACTION = ("satisfied", "basically_satisfied", "dissatisfied")


@dataclass(frozen=True, slots=True, kw_only=True)
class InCharge:
    """The commissioner of today, since when, and who was it before."""

    person: str
    since: dt.date
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassYears:
    """A class of the enterprise through the years: valid, lapsed or empty for each year of the matrix."""

    class_code: str
    label: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundContact:
    """The enterprise in one round: the contact that counts, with whom, and what it brought."""

    round: RevisitRound
    cell: Cell
    met_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """The next contact: a planned visit, or the day its latest contact ended with; `mode` only where it is planned."""

    on: dt.date | None
    content: str
    mode: str = ""
    none_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStory:
    """A case with its clock."""

    appeal: Appeal
    clock: CaseClock


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """An attachment and the number of the record it hangs on; empty where that is the enterprise itself."""

    file_name: str
    belongs_to: str
    added_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseStory:
    """One enterprise as of a day, with everything its case summary shows.

    `growth` is revenue against the year before in parts (0.124), `research_share` R&D spending in parts
    of revenue; `years` head the matrix of classes; `rounds` are the latest ones it was on the list of,
    in order. Personal data are in full: whoever prints masks them.
    """

    enterprise: Enterprise
    as_of: dt.date
    territory: str
    in_charge: InCharge | None
    contact_person: ContactPerson | None
    years: tuple[int, ...]
    classes: tuple[ClassYears, ...]
    rounds: tuple[RoundContact, ...]
    rounds_this_year: int
    contacts_this_year: int
    next_contact: NextContact | None
    happenings: tuple[Happening, ...]
    cases: tuple[CaseStory, ...]
    demands: tuple[DemandStory, ...]
    projects: tuple[ProjectStory, ...]
    promises: tuple[Promise, ...]
    attachments: tuple[HeldFile, ...] = ()

    @property
    def growth(self) -> float | None:
        """Revenue against the year before, in parts; None where one of them is not known."""
        now, before = self.enterprise.revenue, self.enterprise.revenue_before
        return now / before - 1 if now is not None and before else None

    @property
    def research_share(self) -> float | None:
        """R&D spending in parts of revenue; None where one of them is not known."""
        spending, revenue = self.enterprise.research_spending, self.enterprise.revenue
        return spending / revenue if spending is not None and revenue else None

    @property
    def cases_open(self) -> int:
        """How many cases are in hand."""
        return sum(case.appeal.state in OPEN_STATES for case in self.cases)

    @property
    def cases_closed(self) -> int:
        """How many cases are closed."""
        return sum(case.appeal.state == "closed" for case in self.cases)

    @property
    def satisfaction(self) -> tuple[int, int]:
        """Satisfied and rated among the appeals closed; cases of other kinds and those not rated are left out."""
        rated = [
            case.appeal.rating
            for case in self.cases
            if case.appeal.state == "closed"
            and case.appeal.case_kind == "appeal"
            and case.appeal.rating in _SATISFACTION
        ]
        return rated.count("satisfied"), len(rated)

    @property
    def satisfaction_text(self) -> str:
        """The satisfaction rate with its base: 100%（2/2）."""
        return rate_text(*self.satisfaction)


def enterprise_story(read: Reader, enterprise: Enterprise) -> EnterpriseStory:
    """The story of one enterprise as of today."""
    own = {"enterprise": enterprise.id}
    today = read.clock.today
    years = tuple(range(today.year - _YEARS + 1, today.year + 1))
    visits = read.select(Visit, "enterprise_id = :enterprise and state in ('done', 'planned')", own)
    in_year = [v for v in visits if v.state == "done" and v.occurred_on and v.occurred_on.year == today.year]
    contacts = read.select(ContactPerson, "enterprise_id = :enterprise", own, order="is_main desc, rowid", limit=1)
    appeals = read.select(Appeal, "enterprise_id = :enterprise", own, order="accepted_on desc, number desc")
    clocks = case_clocks(read, appeals)
    demands, projects = demands_of(read, enterprise.id), projects_of(read, enterprise.id)
    numbered = [*visits, *appeals, *(one.demand for one in demands), *(one.project for one in projects)]
    return EnterpriseStory(
        enterprise=enterprise,
        as_of=today,
        territory=_territory(read, enterprise),
        in_charge=_in_charge(read, enterprise, today),
        contact_person=contacts[0] if contacts else None,
        years=years,
        classes=_classes(read, enterprise, years),
        rounds=_rounds(read, enterprise),
        rounds_this_year=len({visit.round_id for visit in in_year if visit.round_id}),
        contacts_this_year=len(in_year),
        next_contact=_next_contact(visits),
        happenings=timeline(read, enterprise.id),
        cases=tuple(CaseStory(appeal=appeal, clock=clocks[appeal.id]) for appeal in appeals),
        demands=demands,
        projects=projects,
        promises=open_promises(read, (enterprise.id,)),
        attachments=_attachments(read, {enterprise.id: "", **{record.id: record.number for record in numbered}}),
    )


def _territory(read: Reader, enterprise: Enterprise) -> str:
    """The place with the one above it: 高新区 · 板仓工业园区."""
    if not enterprise.territory_id:
        return ""
    unit = read.get(Unit, enterprise.territory_id)
    above = read.get(Unit, unit.parent_id).name if unit.parent_id else ""
    return f"{above} · {unit.name}" if above else unit.name


def _in_charge(read: Reader, enterprise: Enterprise, today: dt.date) -> InCharge | None:
    where = "enterprise_id = :enterprise and from_on <= :today"
    values = {"enterprise": enterprise.id, "today": today.isoformat()}
    held = read.select(CommissionerAssignment, where, values, order="from_on desc", limit=2)
    if not held or (held[0].to_on and held[0].to_on < today):
        return None
    names = [read.get(Person, one.person_id).name for one in held]
    return InCharge(person=names[0], since=held[0].from_on, before=names[1] if len(names) > 1 else "")


def _classes(read: Reader, enterprise: Enterprise, years: tuple[int, ...]) -> tuple[ClassYears, ...]:
    """The classes that the enterprise had in any of these years, in their customary order."""
    rows = read.select(EnterpriseClass, "enterprise_id = :enterprise", {"enterprise": enterprise.id})
    states = {(row.class_code, row.year): row.class_state for row in rows}
    matrix = [
        ClassYears(
            class_code=code,
            label=ENTERPRISE_CLASSES.label(code),
            states=tuple(states.get((code, year), "") for year in years),
        )
        for code in ENTERPRISE_CLASSES.labels
    ]
    return tuple(row for row in matrix if any(row.states))


def _rounds(read: Reader, enterprise: Enterprise) -> tuple[RoundContact, ...]:
    """The latest rounds whose list the enterprise is on."""
    members = {
        member.round_id: member
        for member in read.select(RoundMember, "enterprise_id = :enterprise", {"enterprise": enterprise.id})
    }
    where = f"id {IN_LIST}"
    rounds = read.select(RevisitRound, where, bound_ids(members), order="opened_on desc", limit=_ROUNDS)
    contacts = round_contacts(read, rounds, enterprise.id)
    brought = brought_by(read, rounds, enterprise.id)
    found: list[RoundContact] = []
    for one in reversed(rounds):
        key = (one.id, enterprise.id)
        visits = contacts.get(key, [])
        cell = counting_cell(one, members[one.id], visits, brought.get(key, Yield()))
        met = next((_met_with(read, visit) for visit in visits if visit.id == cell.visit_id), "")
        found.append(RoundContact(round=one, cell=cell, met_with=met))
    return tuple(found)


def _attachments(read: Reader, numbers: dict[str, str]) -> tuple[HeldFile, ...]:
    """The files that hang on these records (their numbers by id), the newest first."""
    where = f"owner_type in ({_OWNERS}) and owner_id {IN_LIST}"
    found = read.select(Attachment, where, bound_ids(numbers), order="added_on desc, file_name")
    return tuple(
        HeldFile(file_name=one.file_name, belongs_to=numbers[one.owner_id], added_on=one.added_on) for one in found
    )


def _met_with(read: Reader, visit: Visit) -> str:
    if visit.counterpart or not visit.contact_person_id:
        return visit.counterpart
    return read.get(ContactPerson, visit.contact_person_id).name


def _next_contact(visits: list[Visit]) -> NextContact | None:
    """The earliest visit still planned, else what the latest contact ended with; None where there was no contact."""
    planned = [visit for visit in visits if visit.state == "planned" and visit.planned_on]
    if planned:
        first = min(planned, key=lambda visit: visit.planned_on or dt.date.max)
        return NextContact(on=first.planned_on, content=first.topic, mode=first.contact_mode)
    done = [visit for visit in visits if visit.state == "done"]
    if not done:
        return None
    latest = max(done, key=lambda visit: (visit.occurred_on or dt.date.min, visit.number))
    return NextContact(on=latest.next_contact_on, content=latest.next_contact_note, none_needed=latest.no_next_contact)
