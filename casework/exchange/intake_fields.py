"""What the columns of a roster may mean: the fields of its records and what hangs on them; by what rows are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise
from casework.fields import Kind, columns
from casework.language import N_, _
from casework.records import Record

_BESIDE: Mapping[str, Mapping[str, str]] = {
    "enterprise": {
        "former_name": N_("Former name"),
        "district": N_("District"),
        "park": N_("Park"),
        **ENTERPRISE_CLASSES.labels,
        "commissioner": N_("Commissioner"),
        "contact_name": N_("Contact person"),
        "contact_post": N_("Post of the contact"),
        "contact_phone": N_("Telephone of the contact"),
        "contact_email": N_("E-mail of the contact"),
    },
    "visit": {
        "round_no": N_("Round"),
        "lead_unit": N_("Lead unit"),
        "lead_person": N_("Lead person"),
        "members": N_("Members"),
    },
}
"""What a roster tells beside the fields of the record itself."""
STANDS_FOR: Mapping[str, str] = {
    "handler": "person",
    "assigned_unit": "assigned_unit",
    "enterprise_uscc": "enterprise",
}
"""Headings that call what a field refers to otherwise than the field."""
_STANDS_FOR_WORDS: Mapping[str, str] = {
    "handler": N_("Handler"),
    "assigned_unit": N_("Handling unit"),
    "enterprise_uscc": N_("Credit code of the enterprise"),
    "district": N_("District"),
}
KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "appeal": ("enterprise_id", "subject", "accepted_on"),
    "visit": ("enterprise_id", "occurred_on", "planned_on", "contact_mode", "topic"),
    "commitment": ("enterprise_id", "content"),
    "project": ("name", "ladder", "enterprise_id"),
    "demand": ("subject", "enterprise_id"),
    "offer": ("subject", "holder"),
    "expert": ("name", "unit_name"),
    "contact_person": ("enterprise_id", "name"),
    "person": ("name",),
    "unit": ("name", "parent_id"),
    "list_line": ("list_id", "subject"),
    "policy_clause": ("policy_id", "clause_no", "subject"),
    "policy_payout": ("clause_id", "enterprise_id", "batch"),
    "event": ("name", "held_on"),
    "agreement": ("name",),
    "mutual_visit": ("other_side", "occurred_on"),
    "target": ("indicator", "scope_id", "year"),
    "reported_figure": ("indicator", "scope_id", "period", "as_of"),
}
"""What makes two rows of a type mean one record, where they carry no number."""


@dataclass(frozen=True, slots=True)
class IntakeField:
    """A meaning a column may have; `beside` where it is no field of the record itself."""

    name: str
    label_source: str
    beside: bool = False

    @property
    def label(self) -> str:
        """In the user's language."""
        return _(self.label_source)


@cache
def intake_fields(record_type: type[Record]) -> tuple[IntakeField, ...]:
    """Everything a column of a roster of these records may mean, in the order of the form."""
    own = [c for c in columns(record_type) if c.field.editable or c.name == "number"]
    names = {c.name for c in own}
    found = [
        IntakeField(c.name, c.field.label) for c in own if record_type is not Enterprise or c.name != "territory_id"
    ]
    found += [IntakeField(name, label, beside=True) for name, label in _BESIDE.get(record_type.type_name, {}).items()]
    for name, label in _STANDS_FOR_WORDS.items():
        target = "territory" if name == "district" else STANDS_FOR[name]
        if record_type is not Enterprise and f"{target}_id" in names:
            found.append(IntakeField(name, label, beside=True))
    return tuple(found)


@cache
def understood(record_type: type[Record]) -> frozenset[str]:
    """The names a recognised heading may have here; any other has no place."""
    return frozenset(field.name for field in intake_fields(record_type))


def label_of(record_type: type[Record], name: str) -> str:
    """The words for one of the fields in the user's language; its name where it is none of them."""
    found = next((field for field in intake_fields(record_type) if field.name == name), None)
    return found.label if found else name


@cache
def key_choices(record_type: type[Record]) -> tuple[str, ...]:
    """The fields by which the user may say rows are known; the customary way ("") comes first."""
    if record_type is Enterprise:
        return ("", "uscc", "name", "number")
    own = [c.name for c in columns(record_type) if c.field.search == "title" and c.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    numbered = ["number"] if record_type.number_prefix else []
    return ("", *numbered, *own[:1])


def key_words(record_type: type[Record], key: str) -> str:
    """How a way to know rows is called."""
    if key:
        return label_of(record_type, key)
    if record_type is Enterprise:
        return _("Credit code, else name")
    known_by = [label_of(record_type, name) for name in KNOWN_BY.get(record_type.type_name, ()) if name != "planned_on"]
    number = [label_of(record_type, "number")] if record_type.number_prefix else []
    ways = [*number, " + ".join(known_by)] if known_by else number
    if len(ways) > 1:
        return _("{first}, else {second}").format(first=ways[0], second=ways[1])
    return "".join(ways) or _("Nothing: every row is new")
