"""Persons on our side and the tree of units: centres, departments, districts, parks, nodes."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field
from casework.language import N_, _
from casework.records import Reader, Record

UNIT_KINDS = CodeList(
    "unit_kind",
    {
        "territory": N_("District or city"),
        "park": N_("Park"),
        "centre": N_("Transfer centre"),
        "co_builder": N_("Co-builder"),
        "node": N_("Node"),
        "department": N_("Department"),
        "institution": N_("University or institute"),
    },
)
PERSON_ROLES = CodeList(
    "person_role",
    {
        "caseworker": N_("Caseworker"),
        "staff": N_("Staff"),
        "manager": N_("Manager"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A place or an organisation in the tree that scopes are taken from."""

    type_name: ClassVar[str] = "unit"
    label: ClassVar[str] = N_("Unit")
    names: ClassVar[tuple[str, ...]] = ("name", "short_name")

    name: Annotated[str, Field(N_("Name"), required=True, search="title")]
    short_name: Annotated[str, Field(N_("Short name"), search="body")] = ""
    unit_kind: Annotated[str, Field(N_("Kind"), codes=UNIT_KINDS, required=True)] = "territory"
    parent_id: Annotated[str, Field(N_("Belongs to"), refers_to="unit")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """A unit never lies under itself."""
        seen = {self.id}
        parent = self.parent_id
        while parent:
            if parent in seen:
                raise RuleForbids(_("A unit cannot lie under itself."), field="parent_id")
            seen.add(parent)
            parent = read.get(Unit, parent).parent_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody on our side: caseworker, staff, manager, or a colleague of another unit."""

    type_name: ClassVar[str] = "person"
    label: ClassVar[str] = N_("Person")
    names: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, Field(N_("Full name"), required=True, search="title")]
    unit_id: Annotated[str, Field(N_("Unit"), refers_to="unit")] = ""
    role: Annotated[str, Field(N_("Role"), codes=PERSON_ROLES)] = "caseworker"
    post: Annotated[str, Field(N_("Post"))] = ""
    phone: Annotated[str, Field(N_("Telephone"), mask="phone", search="body")] = ""
    active: Annotated[bool, Field(N_("Active"))] = True


UNDER = """(with recursive under(id) as (
    select :scope union all
    select unit.id from unit join under on unit.parent_id = under.id where unit.removed_at is null
) select id from under)"""
"""SQL: the ids of the unit bound as :scope and of all units below it."""
