"""Verbs for contacts: planned, logged with everything they yield, done, cancelled."""

from dataclasses import replace

from casework.entities.enterprises import Enterprise
from casework.entities.people import Person
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit, VisitParty
from casework.errors import BadInput, RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Writer
from casework.verbs.appeals import take_appeal
from casework.verbs.commitments import add_commitment, settle_commitment
from casework.verbs.people import contact_of, person_called
from casework.verbs.projects import open_project
from casework.verbs.rounds import member_of, round_of
from casework.verbs.supply import add_demand

_YIELDS = ("appeals", "demands", "commitments", "projects")
_NAMED_WITHIN = ("round_id", "contact_person_id")
"""What a visit refers to among the enterprise's own."""


def plan_visit(write: Writer, facts: Facts) -> Visit:
    """A visit planned for a day (`planned_on`), with its `participants`."""
    facts.rename("on", "planned_on")
    return _new_visit(write, facts, "planned")


def log_visit(write: Writer, facts: Facts) -> Visit:
    """A contact that took place, with its `participants` and what it yielded, all in one step.

    `participants` are {unit, person, role}, the lead first; without any, whoever logs it took part.
    `appeals`, `demands`, `commitments`, `projects` are new records of this enterprise with this visit
    as their source; `settled` are promises answered at it. A contact of a `round` counts as a revisit,
    its enterprise stands on the round's list.
    """
    facts.rename("on", "occurred_on")
    return _yield(write, facts, _new_visit(write, facts, "done"))


def complete_visit(write: Writer, facts: Facts) -> Visit:
    """A planned `visit` that took place: its result, what it yielded, the next contact."""
    facts.rename("on", "occurred_on")
    before = _planned(facts)
    on = before.planned_on if before.planned_on and before.planned_on <= write.clock.today else write.clock.today
    enterprise = write.get(Enterprise, before.enterprise_id)
    found = round_of(write, facts, enterprise.id)
    found = found or (write.get(RevisitRound, before.round_id) if before.round_id else None)
    contact = contact_of(write, facts, enterprise) or before.contact_person_id
    done = facts.changed(
        replace(before, contact_person_id=contact),
        without=(*_NAMED_WITHIN, "enterprise_id"),
        state="done",
        occurred_on=facts.value(Visit, "occurred_on", on),
    )
    saved = write.save(in_round(write, done, enterprise, found))
    if facts.given("participants"):
        for party in write.select(VisitParty, "visit_id = :visit", {"visit": saved.id}):
            write.remove(party)
        _save_parties(write, facts, saved)
    return _yield(write, facts, saved)


def cancel_visit(write: Writer, facts: Facts) -> Visit:
    """A planned `visit` that will not take place, with the `reason`."""
    facts.rename("reason", "cancel_reason")
    return write.save(facts.changed(_planned(facts), state="cancelled"))


def _planned(facts: Facts) -> Visit:
    visit = facts.reference("visit", Visit, required=True)
    if visit.state != "planned":
        raise RuleForbids(_("This visit is not planned any more."), field="state")
    return visit


def _new_visit(write: Writer, facts: Facts, state: str) -> Visit:
    facts.rename("mode", "contact_mode")
    enterprise = facts.reference("enterprise", Enterprise, required=True)
    found = round_of(write, facts, enterprise.id)
    known = {"author": write.actor, "visit_purpose": "revisit" if found else "service"}
    visit = facts.record(
        Visit,
        known,
        without=_NAMED_WITHIN,
        state=state,
        enterprise_id=enterprise.id,
        contact_person_id=contact_of(write, facts, enterprise),
    )
    saved = write.save(in_round(write, visit, enterprise, found))
    _save_parties(write, facts, saved)
    return saved


def in_round(write: Writer, visit: Visit, enterprise: Enterprise, found: RevisitRound | None) -> Visit:
    """The visit as one of the round `found`: a revisit; a member marked as missing is reached now.

    RuleForbids where its enterprise is not on the round's list, or its day lies outside the round.
    """
    if found is None:
        return visit
    member = member_of(write, found, enterprise)
    day = visit.occurred_on
    if day and (day < found.opened_on or (found.closed_on and day > found.closed_on)):
        raise RuleForbids(
            _("“{round}” runs from {first} to {last}; the contact lies outside.").format(
                round=found.name, first=found.opened_on, last=found.closed_on or found.due_on or "…"
            ),
            field="occurred_on",
            remedy=_("Correct the day, or log the contact outside the round."),
        )
    if visit.state == "done" and (member.member_outcome or member.reason):
        write.save(replace(member, member_outcome="", reason=""))
    return replace(visit, round_id=found.id, is_revisit=True)


def _save_parties(write: Writer, facts: Facts, visit: Visit) -> None:
    """Who took part on our side; the first leads unless another is said to."""
    listed = facts.each("participants", called="person")
    for party in listed:
        party.rename("role", "party_role")
    led = any(party.value(VisitParty, "party_role") == "lead" for party in listed)
    for number, party in enumerate(listed):
        usual = "member" if led or number else "lead"
        row = party.record(VisitParty, {"party_role": usual}, visit_id=visit.id)
        unit_id = row.unit_id or (write.get(Person, row.person_id).unit_id if row.person_id else "")
        write.save(replace(row, unit_id=unit_id))
    author = "" if listed else person_called(write, visit.author)
    if author:
        unit_id = write.get(Person, author).unit_id
        write.save(VisitParty(visit_id=visit.id, person_id=author, unit_id=unit_id, party_role="lead"))


def _yield(write: Writer, facts: Facts, visit: Visit) -> Visit:
    """The records that came out of a contact, each with the contact as its source."""
    day, own = visit.occurred_on, {"enterprise_id": visit.enterprise_id, "visit_id": visit.id}
    lead = write.select(VisitParty, "visit_id = :visit and party_role = 'lead'", {"visit": visit.id})
    handled_by = lead[0].person_id if lead else ""
    if visit.nothing_yielded and any(facts.take(name) for name in _YIELDS):
        raise BadInput(_("A contact cannot yield nothing and something."))
    for appeal in facts.each("appeals", called="subject"):
        take_appeal(write, appeal, {"accepted_on": day, "person_id": handled_by}, **own)
    for demand in facts.each("demands", called="subject"):
        add_demand(write, demand, {"posted_on": day}, **own)
    for promise in facts.each("commitments"):
        promised = {"promised_on": day, "round_id": visit.round_id}
        promised |= {} if promise.given("person", "person_id", "unit", "unit_id") else {"person_id": handled_by}
        add_commitment(write, promise, promised, **own)
    for project in facts.each("projects", called="name"):
        open_project(write, project, {"person_id": handled_by}, on=day, enterprise_id=visit.enterprise_id)
    for promise in facts.each("settled"):
        settle_commitment(write, promise, day)
    return visit
