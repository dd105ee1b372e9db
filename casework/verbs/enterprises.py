"""Verbs for enterprises: who they are, their classes by year, their commissioners."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from casework.chinese import check_uscc, fold
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseAlias, EnterpriseClass
from casework.entities.people import Person
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Reader, Writer
from casework.verbs.keyed_records import put
from casework.verbs.questions import question, sensible

_DAY = dt.timedelta(days=1)
_CALLED_BY_CODE = """select name, 0 as in_bin from enterprise
where uscc = :uscc and uscc <> '' and removed_at is null
union all select enterprise.name, 0 from enterprise_alias join enterprise on enterprise.id = enterprise_id
where enterprise_alias.name = :uscc and alias_kind = 'code' and enterprise_alias.removed_at is null
union all select name, 1 from enterprise where uscc = :uscc and removed_at is not null limit 1"""


def add_enterprise(write: Writer, facts: Facts) -> Enterprise:
    """A new enterprise, with its `aliases`, `classes`, `contact_persons` and its `commissioner` on the same call.

    The commissioner is in charge from `commissioner_from` on, from today where it is not given.
    RuleForbids where the credit code is known already; asks back where the name is.
    """
    enterprise = new_enterprise(write, facts, StoredTwins(write))
    for alias in facts.each("aliases", called="name"):
        write.save(alias.record(EnterpriseAlias, enterprise_id=enterprise.id))
    for year in facts.each("classes", called="class_code"):
        put(write, _class_of_year(write, year, enterprise.id))
    for person in facts.each("contact_persons", called="name"):
        write.save(person.record(ContactPerson, enterprise_id=enterprise.id))
    commissioner = facts.reference("commissioner", Person)
    if commissioner:
        facts.rename("commissioner_from", "from_on")
        from_on = facts.value(CommissionerAssignment, "from_on", write.clock.today)
        write.save(CommissionerAssignment(enterprise_id=enterprise.id, person_id=commissioner.id, from_on=from_on))
    return enterprise


def change_enterprise(write: Writer, facts: Facts, stated: Sequence[str] = ()) -> Enterprise:
    """Changed facts of an `enterprise`; with `renamed: true` its old name stays known as a former name.

    Amounts in `stated` come from a register and are not questioned.
    """
    before = facts.reference("enterprise", Enterprise, required=True)
    after = sensible(write, facts, with_sound_code(facts.changed(before)), before, stated=stated)
    renamed = facts.take("renamed", default=False) is True
    if renamed and after.name != before.name:
        write.save(EnterpriseAlias(enterprise_id=before.id, name=before.name, alias_kind="former"))
    return write.save(after)


def add_alias(write: Writer, facts: Facts) -> EnterpriseAlias:
    """Another name of an enterprise: short, former, other."""
    return write.save(facts.record(EnterpriseAlias))


def set_class(write: Writer, facts: Facts) -> EnterpriseClass:
    """That an enterprise belongs to a class (`class_code`) in a `year` (this one), or let it lapse (`class_state`)."""
    return put(write, _class_of_year(write, facts))


def assign_commissioner(write: Writer, facts: Facts) -> CommissionerAssignment:
    """A commissioner for one `enterprise` or several `enterprises` from a day on; the earlier one ends before it."""
    facts.rename("on", "from_on")
    called = [*facts.names("enterprises")]
    single = facts.reference("enterprise", Enterprise, required=not called)
    found = [*([single] if single else []), *(write.find(Enterprise, words) for words in called)]
    shared = facts.record(CommissionerAssignment, {"from_on": write.clock.today}, enterprise_id=found[0].id)
    saved = [_hand_over(write, replace(shared, enterprise_id=enterprise.id)) for enterprise in found]
    return saved[0]


def _hand_over(write: Writer, assignment: CommissionerAssignment) -> CommissionerAssignment:
    """The assignment as saved; one that runs into it ends the day before, one of the same first day is replaced."""
    running = "enterprise_id = :enterprise and from_on <= :day and (to_on is null or to_on >= :day)"
    values: dict[str, Any] = {"enterprise": assignment.enterprise_id, "day": assignment.from_on.isoformat()}
    for earlier in write.select(CommissionerAssignment, running, values):
        if earlier.person_id == assignment.person_id and earlier.to_on == assignment.to_on:
            return earlier
        if earlier.from_on == assignment.from_on:
            return write.save(replace(assignment, id=earlier.id, version=earlier.version))
        write.save(replace(earlier, to_on=assignment.from_on - _DAY))
    return write.save(assignment)


def _class_of_year(write: Writer, facts: Facts, enterprise_id: str = "") -> EnterpriseClass:
    facts.rename("class", "class_code")
    fixed = {"enterprise_id": enterprise_id} if enterprise_id else {}
    return facts.record(EnterpriseClass, {"year": write.clock.today.year}, **fixed)


def with_sound_code(enterprise: Enterprise) -> Enterprise:
    """The enterprise with its credit code as GB 32100 writes it; BadInput says what is wrong with the code."""
    sound = check_uscc(enterprise.uscc) if enterprise.uscc else ""
    return enterprise if sound == enterprise.uscc else replace(enterprise, uscc=sound)


class Twins(Protocol):
    """Who else carries a credit code or a name; an import answers from its memory, for every row."""

    def by_code(self, uscc: str) -> tuple[str, bool] | None:
        """The name of whoever has this credit code, and whether it lies in the bin."""
        ...

    def by_name(self, folded_name: str) -> tuple[str, str] | None:
        """The name and number of an enterprise of this name."""
        ...


class StoredTwins:
    """Twins as the case file has them."""

    def __init__(self, read: Reader) -> None:
        """Asks `read` each time."""
        self._read = read

    def by_code(self, uscc: str) -> tuple[str, bool] | None:
        """By the code: those at work first, then those in the bin."""
        rows = self._read.query(_CALLED_BY_CODE, {"uscc": uscc})
        return (rows[0]["name"], bool(rows[0]["in_bin"])) if rows else None

    def by_name(self, folded_name: str) -> tuple[str, str] | None:
        """By the name for comparison."""
        twins = self._read.select(Enterprise, "folded_name = :name", {"name": folded_name}, limit=1)
        return (twins[0].name, twins[0].number) if twins else None


def new_enterprise(write: Writer, facts: Facts, twins: Twins, stated: Sequence[str] = (), **fixed: Any) -> Enterprise:
    """A new enterprise by itself, saved; RuleForbids where its code is known, asks back where its name is.

    Amounts in `stated` come from a register and are not questioned.
    """
    enterprise = sensible(write, facts, with_sound_code(facts.record(Enterprise, **fixed)), stated=stated)
    _refuse_twin(facts, enterprise, twins)
    return write.save(enterprise)


def _refuse_twin(facts: Facts, enterprise: Enterprise, twins: Twins) -> None:
    known = twins.by_code(enterprise.uscc) if enterprise.uscc else None
    if known:
        name, in_bin = known
        raise RuleForbids(
            _("{name} already has this credit code.").format(name=name),
            field="uscc",
            remedy=_("It lies in the recycle bin; restore it.") if in_bin else _("Open that enterprise."),
        )
    same = twins.by_name(fold(enterprise.name))
    if same:
        question(
            facts,
            _("There already is an enterprise {name} ({number}).").format(name=same[0], number=same[1]),
            field="name",
            remedy=_("Open it; where this really is another enterprise, confirm it (confirm: true)."),
        )
