"""The lines of a booklet's contents: each enterprise with its place, its commissioner and what is in hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.entities.appeals import OPEN_STATES
from casework.entities.enterprises import Enterprise
from casework.insight.names import IN_LIST, bound_ids
from casework.records import Reader

_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_ENTRIES = f"""
select enterprise.id, unit.name as place, person.name as commissioner,
    (select count(*) from appeal where appeal.enterprise_id = enterprise.id and appeal.state in ({_OPEN})
        and appeal.removed_at is null) as cases
from enterprise left join unit on unit.id = enterprise.territory_id
    left join commissioner_assignment held on held.enterprise_id = enterprise.id and held.removed_at is null
        and held.from_on <= :today and (held.to_on is null or held.to_on >= :today)
    left join person on person.id = held.person_id
where enterprise.id {IN_LIST}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletEntry:
    """One line of the contents; `cases` are those in hand."""

    enterprise_id: str
    name: str
    place: str
    commissioner: str
    cases: int


def booklet_entries(read: Reader, enterprises: Sequence[Enterprise]) -> tuple[BookletEntry, ...]:
    """The lines of these enterprises, in their order."""
    values = bound_ids(enterprise.id for enterprise in enterprises) | {"today": read.clock.today.isoformat()}
    found = {row["id"]: row for row in read.query(_ENTRIES, values)}
    return tuple(
        BookletEntry(
            enterprise_id=enterprise.id,
            name=enterprise.name,
            place=found[enterprise.id]["place"] or "",
            commissioner=found[enterprise.id]["commissioner"] or "",
            cases=found[enterprise.id]["cases"],
        )
        for enterprise in enterprises
        if enterprise.id in found
    )
