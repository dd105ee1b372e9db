"""Verbs for units, persons on our side and contact persons at enterprises."""

from dataclasses import replace

from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person, Unit
from casework.errors import NotFound, RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Reader, Writer


def add_unit(write: Writer, facts: Facts) -> Unit:
    """A new unit of the tree; its name is not used yet under the same unit."""
    unit = facts.record(Unit)
    twin = "name = :name and parent_id is :parent"
    if write.count(Unit, twin, {"name": unit.name, "parent": unit.parent_id or None}):
        raise RuleForbids(_("There already is a unit “{name}” here.").format(name=unit.name), field="name")
    return write.save(unit)


def add_person(write: Writer, facts: Facts) -> Person:
    """Somebody on our side."""
    return write.save(facts.record(Person))


def add_contact_person(write: Writer, facts: Facts) -> ContactPerson:
    """Somebody at an enterprise; a new main contact takes the place of the earlier one."""
    person = facts.record(ContactPerson)
    if person.is_main:
        main = "enterprise_id = :enterprise and is_main = 1"
        for earlier in write.select(ContactPerson, main, {"enterprise": person.enterprise_id}):
            write.save(replace(earlier, is_main=False))
    return write.save(person)


def person_called(read: Reader, name: str) -> str:
    """The id of the one active person of this name; empty where there is none or several."""
    found = read.select(Person, "name = :name and active = 1", {"name": name}, limit=2)
    return found[0].id if len(found) == 1 else ""


def contact_of(read: Reader, facts: Facts, enterprise: Enterprise) -> str:
    """The id of the enterprise's contact person that the facts call `contact_person`; empty where they call none.

    Only the enterprise's own are meant: two enterprises may both have an Engineer Zhao.
    """
    words = str(facts.take("contact_person", default=facts.take("contact_person_id", default="")))
    if not words:
        return ""
    own = "enterprise_id = :enterprise and (id = :words or name = :words)"
    found = read.select(ContactPerson, own, {"enterprise": enterprise.id, "words": words}, order="is_main desc")
    if not found:
        raise NotFound(
            _("{enterprise} has no contact person “{words}”.").format(enterprise=enterprise.name, words=words),
            remedy=_("Add the contact person first, or write the name under “met with”."),
        )
    return found[0].id
