"""Verbs for partners, agreements, events and mutual visits with those who attended."""

from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.partners import Agreement, Partner
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Writer


def add_partner(write: Writer, facts: Facts) -> Partner:
    """An institution the centre works with."""
    return write.save(facts.record(Partner))


def add_agreement(write: Writer, facts: Facts) -> Agreement:
    """An agreement with a `partner`."""
    facts.rename("on", "signed_on")
    return write.save(facts.record(Agreement))


def add_event(write: Writer, facts: Facts) -> Event:
    """A meeting, fair or training, with its `attendance`; held when its day is past and nothing else is said."""
    facts.rename("on", "held_on")
    held_on = facts.value(Event, "held_on")
    past = held_on is not None and held_on <= write.clock.today
    event = facts.record(Event, {"state": "held" if past else "planned"})
    if event.state == "held" and event.held_on and event.held_on > write.clock.today:
        raise RuleForbids(_("An event of the future is planned, not held."), field="held_on")
    event = write.save(event)
    for row in facts.each("attendance"):
        write.save(row.record(Attendance, event_id=event.id, mutual_visit_id=""))
    return event


def add_mutual_visit(write: Writer, facts: Facts) -> MutualVisit:
    """One batch of a mutual visit: `person_times` in one number, or `attendance` unit by unit."""
    facts.rename("on", "occurred_on")
    visit = facts.record(MutualVisit)
    if visit.occurred_on > write.clock.today:
        raise RuleForbids(_("A mutual visit is recorded once it took place."), field="occurred_on")
    visit = write.save(visit)
    person_times = facts.value(Attendance, "person_times")
    if person_times is not None:
        write.save(Attendance(mutual_visit_id=visit.id, unit_name=visit.other_side, person_times=person_times))
    for row in facts.each("attendance"):
        write.save(row.record(Attendance, event_id="", mutual_visit_id=visit.id))
    return visit
