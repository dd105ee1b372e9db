"""What the program asks back before it believes it: amounts far off, a name that is there already."""

from collections.abc import Sequence
from statistics import median_low
from typing import Any, TypeVar

from casework.amounts import format_fen, suspicious_scale
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.fields import Kind, columns
from casework.language import _
from casework.records import Reader, Record

R = TypeVar("R", bound=Record)
_NEIGHBOURS = 50
"""How many amounts, the newest first, tell what is usual."""


class Questioned(RuleForbids):
    """A step that looks like a slip; it is done all the same once the facts say `confirm: true`."""

    code = "questioned"


def question(facts: Facts, message: str, *, field: str, remedy: str) -> None:
    """Asks back; silent where the facts confirm it already."""
    if not facts.confirmed:
        raise Questioned(message, field=field, remedy=remedy)


def sensible(
    read: Reader,
    facts: Facts,
    record: R,
    before: R | None = None,
    *,
    alike: Sequence[str] = (),
    stated: Sequence[str] = (),
) -> R:
    """`record` itself, when its amounts are in the usual range (product rule 1) or confirmed; Questioned otherwise.

    Each amount that is new against `before` is compared with the latest ones of the same field, among
    records that agree with it in the fields `alike`. Amounts in `stated` come from a register and are not questioned.
    """
    confirmed = facts.confirmed
    for money in (c for c in columns(type(record)) if c.kind is Kind.MONEY):
        value = getattr(record, money.name)
        if (
            confirmed
            or not value
            or money.name in stated
            or (before is not None and value == getattr(before, money.name))
        ):
            continue
        usual = _neighbours(read, record, money.name, alike)
        if suspicious_scale(value, usual):
            raise Questioned(
                _("{field}: {amount} is about ten thousand times off what is usual here ({usual}).").format(
                    field=money.label, amount=format_fen(value), usual=format_fen(median_low(usual))
                ),
                field=money.name,
                remedy=_("Check the unit; where the amount is right, confirm it (confirm: true)."),
            )
    return record


def _neighbours(read: Reader, record: Record, name: str, alike: Sequence[str]) -> list[int]:
    """The latest amounts of the same field in records like this one."""
    same = "".join(f" and {like} = :{like}" for like in alike)
    values: dict[str, Any] = {like: getattr(record, like) for like in alike}
    rows = read.query(
        f'select {name} as amount from "{record.type_name}" where removed_at is null and id <> :id'
        f" and {name} > 0{same} order by rowid desc limit {_NEIGHBOURS}",
        {**values, "id": record.id},
    )
    return [row["amount"] for row in rows]
