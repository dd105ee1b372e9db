"""An office at work: saves the records that tests of figures, rounds and summaries need, in few words."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.appeals import Appeal, AppealStep
from casework.entities.commitments import Commitment
from casework.entities.demands import TechDemand
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseClass
from casework.entities.matches import Match, MatchStep
from casework.entities.offers import TechOffer
from casework.entities.people import Person, Unit
from casework.entities.projects import Project, ProjectStage
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit, VisitParty
from casework.insight.figure import Figure
from casework.insight.figures import compute
from casework.periods import parse_period
from casework.records import Clock, Record, Writer

PUBLISHED_BY = dt.date(2024, 11, 4)
"""A day by which every published period lies behind."""
LOOP = ("accepted", "assigned", "in_progress", "answered", "confirmed", "closed")


def day(text: str) -> dt.date:
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)


@contextlib.contextmanager
def open_office(path: Path, today: dt.date = PUBLISHED_BY) -> Iterator["Office"]:
    """An office that writes into a new case file, as of a day."""
    with Casebook.create(path, clock=Clock.fixed(today), actor="王敏") as book, book.change("试") as write:
        yield Office(write)


def told(office: "Office", period: str, scope: Unit | None = None, the_round: RevisitRound | None = None) -> Any:
    """The sentences of a period and scope."""
    return compute(office.write, parse_period(period), scope, the_round).sentences


def figure(
    office: "Office", key: str, period: str, scope: Unit | None = None, the_round: RevisitRound | None = None
) -> Figure:
    """One figure of a period and scope, which must be there."""
    found = compute(office.write, parse_period(period), scope, the_round).figure(key)
    assert found is not None
    return found


class Office:
    """Writes records through one open change of a case file."""

    def __init__(self, write: Writer) -> None:
        """An office that writes through `write`."""
        self.write = write
        self.save = write.save

    def unit(self, name: str, under: Unit | None = None, **values: Any) -> Unit:
        """A place or an organisation."""
        return self.save(Unit(name=name, parent_id=under.id if under else "", **values))

    def person(self, name: str, unit: Unit | None = None) -> Person:
        """Somebody on our side."""
        return self.save(Person(name=name, unit_id=unit.id if unit else ""))

    def enterprise(self, name: str, unit: Unit | None = None, **values: Any) -> Enterprise:
        """An enterprise of a place."""
        return self.save(Enterprise(name=name, territory_id=unit.id if unit else "", **values))

    def in_class(self, enterprise: Enterprise, code: str, year: int, **values: Any) -> EnterpriseClass:
        """A class of a year."""
        return self.save(EnterpriseClass(enterprise_id=enterprise.id, class_code=code, year=year, **values))

    def commissioner(self, enterprise: Enterprise, person: Person, since: str, to: str = "") -> Record:
        """Who is in charge of an enterprise."""
        return self.save(
            CommissionerAssignment(
                enterprise_id=enterprise.id,
                person_id=person.id,
                from_on=day(since),
                to_on=day(to) if to else None,
            )
        )

    def round(self, number: int, unit: Unit, opened: str, members: list[Enterprise], **values: Any) -> RevisitRound:
        """A round over these enterprises."""
        made = self.save(
            RevisitRound(
                round_no=number, name=f"{unit.name}第{number}轮", territory_id=unit.id, opened_on=day(opened), **values
            )
        )
        for enterprise in members:
            self.save(RoundMember(round_id=made.id, enterprise_id=enterprise.id))
        return made

    def visit(self, enterprise: Enterprise, mode: str, on: str, *parties: Person, **values: Any) -> Visit:
        """A contact done on that day; the first person leads."""
        ends = {} if "next_contact_on" in values or values.get("state") == "planned" else {"no_next_contact": True}
        when = {"planned_on": day(on)} if values.get("state") == "planned" else {"occurred_on": day(on)}
        made = self.save(
            Visit(
                enterprise_id=enterprise.id,
                territory_id=enterprise.territory_id,
                contact_mode=mode,
                **when,
                **ends,
                **values,
            )
        )
        for person in parties:
            role = "lead" if person == parties[0] else "member"
            self.save(VisitParty(visit_id=made.id, person_id=person.id, unit_id=person.unit_id, party_role=role))
        return made

    def case(self, enterprise: Enterprise, kind: str, accepted: str, closed: str = "", **values: Any) -> Appeal:
        """A case of a kind, closed on a day or still in hand, with its steps."""
        facts = {"procedure": {"procedure_type": "用电报装"}, "dispute": {"other_party": "示例邻厂"}}.get(kind, {})
        proof = (
            {
                "answer": "已办",
                "answered_on": day(closed),
                "evidence": "回执",
                "confirmation_mode": "phone",
                "confirmed_by": "钱经理",
                "confirmed_on": day(closed),
                "rating": "satisfied",
                "closed_on": day(closed),
                "state": "closed",
            }
            if closed
            else {}
        )
        given: dict[str, Any] = {"subject": "示例事项", "service_mode": "agency"} | facts | proof | values
        made = self.save(
            Appeal(
                enterprise_id=enterprise.id,
                territory_id=enterprise.territory_id,
                case_kind=kind,
                accepted_on=day(accepted),
                **given,
            )
        )
        self.step(made, "accepted", accepted)
        for state in LOOP[1:] if closed else ():
            self.step(made, state, closed)
        return made

    def step(self, case: Appeal, state: str, on: str) -> Record:
        """A step of a case."""
        return self.save(AppealStep(appeal_id=case.id, state=state, happened_on=day(on)))

    def promise(self, enterprise: Enterprise, person: Person, given: str, due: str, **values: Any) -> Commitment:
        """A promise to an enterprise."""
        return self.save(
            Commitment(
                enterprise_id=enterprise.id,
                person_id=person.id,
                content=values.pop("content", "回复检测报价"),
                promised_on=day(given),
                due_on=day(due),
                **values,
            )
        )

    def demand(self, enterprise: Enterprise, subject: str, posted: str, **values: Any) -> TechDemand:
        """A technology demand."""
        return self.save(TechDemand(enterprise_id=enterprise.id, subject=subject, posted_on=day(posted), **values))

    def match(self, demand: TechDemand, offer: str, steps: dict[str, str]) -> Match:
        """A match with a new offer, through these steps (state: day)."""
        supply = self.save(TechOffer(subject=offer, holder="示例大学", posted_on=day("2020-01-01")))
        opened = next(iter(steps.values()))
        made = self.save(
            Match(
                demand_id=demand.id, offer_id=supply.id, opened_on=day(opened), state="accepted", rank=1, candidates=12
            )
        )
        for state, on in steps.items():
            self.save(MatchStep(match_id=made.id, state=state, happened_on=day(on)))
            made = self.save(replace(made, state=state)) if state != made.state else made
        return made

    def project(self, name: str, unit: Unit, stages: dict[str, str], **values: Any) -> Project:
        """A project that entered these stages (stage: day)."""
        made = self.save(Project(name=name, territory_id=unit.id, **({"ladder": "investment"} | values)))
        for stage, on in stages.items():
            self.save(ProjectStage(project_id=made.id, stage=stage, entered_on=day(on), evidence="示例合同"))
        return made
