"""The plain lists among the settings: persons, units, targets, other offices' figures, wordings."""

from collections.abc import Sequence

from casework.entities.people import Person, Unit
from casework.language import N_
from desktop.pages.record_desk import Desk

PEOPLE: Sequence[Desk] = (
    Desk(
        record_type=Person,
        words=N_("Persons"),
        icon="person",
        columns=("name", "unit_id", "role", "post", "phone", "active"),
        stretched="unit_id",
        widths={"name": 100, "role": 92, "post": 120, "phone": 120, "active": 64},
        rows=[["name"], ["unit_id"], ["role", "post"], ["phone"], ["active"]],
        empty=N_("Commissioners, staff and colleagues of other units stand here."),
        add_words=N_("Add a person"),
        verb="add_person",
        order="active desc, unit_id, rowid",
        start={"role": "caseworker", "active": True},
    ),
    Desk(
        record_type=Unit,
        words=N_("Units"),
        icon="branch_fork",
        columns=("name", "short_name", "unit_kind", "parent_id"),
        stretched="name",
        widths={"short_name": 130, "unit_kind": 120, "parent_id": 170},
        rows=[["name"], ["short_name"], ["unit_kind"], ["parent_id"]],
        empty=N_("Districts, parks, departments and institutes stand here as a tree."),
        add_words=N_("Add a unit"),
        verb="add_unit",
        order="unit_kind, rowid",
        start={"unit_kind": "territory"},
    ),
)
