"""Four revisit rounds over 18 enterprises of Zigong: rounds, contacts, cases and promises."""

import datetime as dt

from casework.calendar import WorkingCalendar
from casework.entities.appeals import Appeal, AppealStop, CommonProblem
from casework.entities.commitments import Commitment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit, VisitParty
from casework.sample.case_path import Step, add_case, known_from
from casework.sample.enterprises import rows_in_rounds
from casework.sample.shelf import Row, Shelf, read_json, read_table


def write_rounds(shelf: Shelf) -> None:
    """The rounds, each with the same cohort, and why somebody was not reached."""
    cohort = [row["key"] for row in rows_in_rounds()]
    for row in read_json("zigong_rounds.json"):
        opened = shelf.put(RevisitRound, row["key"], row, without=("not_reached",))
        for key in cohort:
            outcome, reason = row["not_reached"].get(key, ("", ""))
            member = RoundMember(
                round_id=opened.id,
                enterprise_id=shelf.known(Enterprise, key).id,
                member_outcome=outcome,
                reason=reason,
            )
            shelf.add(member, f"{row['key']} {key}")


def write_contacts(shelf: Shelf) -> None:
    """Every contact of the rounds and between them, then what is planned; those taking part, the lead first."""
    for row in read_table("zigong_contacts.tsv"):
        key = f"{row['enterprise']} {row['occurred_on']}"
        facts = {"no_next_contact": not row["next_contact_on"], "is_revisit": bool(row["round"])}
        _write_visit(shelf, key, {**row, **facts})
    for row in read_table("zigong_plans.tsv"):
        key = f"{row['enterprise']} {row['planned_on']}"
        _write_visit(shelf, key, {"state": "planned", **row})


def _write_visit(shelf: Shelf, key: str, row: Row) -> None:
    names = row["with"].split(";")
    met = f"{row['enterprise']} {row['counterpart']}"
    contact = shelf.known(ContactPerson, met).id if shelf.holds(ContactPerson, met) else ""
    visit = shelf.put(Visit, key, row, without=("with",), contact_person_id=contact, author=names[0])
    for place, name in enumerate(names):
        unit_id, person_id = _party(shelf, name)
        role = "member" if place else "lead"
        party = VisitParty(visit_id=visit.id, unit_id=unit_id, person_id=person_id, party_role=role)
        shelf.add(party, f"{key} {name}")


def _party(shelf: Shelf, name: str) -> tuple[str, str]:
    """The ids of a person's unit and of the person, or of a unit alone."""
    if not shelf.holds(Person, name):
        return shelf.known(Unit, name).id, ""
    person = shelf.known(Person, name)
    return person.unit_id, person.id


def write_cases(shelf: Shelf, calendar: WorkingCalendar) -> None:
    """Appeals, a procedure and a dispute, in the order of their acceptance, and the problems several share."""
    data = read_json("zigong_cases.json")
    for row in data["common_problems"]:
        shelf.put(CommonProblem, row["key"], row)
    for row in data["cases"]:
        _write_case(shelf, row, calendar)


def _write_case(shelf: Shelf, row: Row, calendar: WorkingCalendar) -> None:
    steps = [Step(state, dt.date.fromisoformat(on), *note) for state, on, *note in row["steps"]]
    stops = [_stop(*stop) for stop in row.get("stops", [])]
    own = {word: value for word, value in row.items() if word not in ("key", "steps", "stops")}
    case = shelf.built(Appeal, own, **known_from(steps))
    add_case(shelf, row["key"], case, steps, calendar, actor=row["person"], stops=stops)


def _stop(from_on: str, to_on: str | None, reason: str, allowed_by: str, end_reason: str = "") -> AppealStop:
    return AppealStop(
        appeal_id="",
        from_on=dt.date.fromisoformat(from_on),
        to_on=dt.date.fromisoformat(to_on) if to_on else None,
        reason=reason,
        allowed_by=allowed_by,
        end_reason=end_reason,
    )


def write_promises(shelf: Shelf) -> None:
    """What was promised at the contacts; a promise belongs to the round of its contact."""
    for row in read_table("zigong_promises.tsv"):
        person, visit = shelf.known(Person, row["person"]), shelf.known(Visit, row["visit"])
        shelf.put(Commitment, row["key"], row, unit_id=person.unit_id, round_id=visit.round_id)
