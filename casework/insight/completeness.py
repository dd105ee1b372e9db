"""How complete the entries of the three libraries are: which facts a match needs, and which of them are missing."""

from collections.abc import Mapping

from casework.fields import Column, Kind, column
from casework.records import Record

ESSENTIAL: Mapping[str, tuple[str, ...]] = {
    "demand": ("content", "budget", "acceptance", "due_on", "trl_wanted"),
    "offer": ("content", "holder", "field_name", "trl", "ip_state", "price"),
    "expert": ("unit_name", "academic_title", "discipline", "expertise", "phone"),
}
"""The facts that make an entry complete, by library; those of a demand are the ones its record asks for."""
_EMPTY: Mapping[Kind, str] = {Kind.INTEGER: "is null", Kind.MONEY: "is null", Kind.DATE: "is null"}
_NO_TEXT = "= ''"


def essentials(record_type: type[Record]) -> tuple[Column, ...]:
    """The fields that make a record of this library complete."""
    return tuple(column(record_type, name) for name in ESSENTIAL[record_type.type_name])


def missing_facts(record: Record) -> tuple[Column, ...]:
    """The fields that a record still lacks to be complete."""
    return tuple(one for one in essentials(type(record)) if getattr(record, one.name) in ("", None))


def incomplete_sql(record_type: type[Record]) -> str:
    """The SQL condition that a row of this library lacks at least one of them."""
    tests = (f"{record_type.type_name}.{one.name} {_EMPTY.get(one.kind, _NO_TEXT)}" for one in essentials(record_type))
    return f"({' or '.join(tests)})"
