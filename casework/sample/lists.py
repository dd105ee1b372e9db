"""The sample's responsibility lists with their lines, and its policies with clauses and payouts."""

from typing import Any

from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.entities.people import Unit
from casework.entities.policies import Policy, PolicyClause, PolicyPayout
from casework.records import Record
from casework.sample.shelf import Row, Shelf, read_json

_STANDS_FOR: dict[str, type[Record]] = {"subject_case": Appeal, "subject_enterprise": Enterprise}
_PAYOUT: tuple[str, ...] = ("enterprise", "batch", "due_amount", "paid_amount", "paid_on", "received_on")


def write_lists(shelf: Shelf) -> None:
    """Lists of the four standard kinds and of the office's own, each line with those who cooperate on it."""
    for row in read_json("zigong_lists.json"):
        listed = shelf.put(ResponsibilityList, row["key"], row, without=("lines",))
        for place, line in enumerate(row["lines"]):
            key = f"{row['key']} {place}"
            known = shelf.put(
                ListLine, key, line, without=(*_STANDS_FOR, "units"), list_id=listed.id, **_stands_for(shelf, line)
            )
            for unit in line.get("units", ()):
                cooperating = ListLineUnit(line_id=known.id, unit_id=shelf.known(Unit, unit).id)
                shelf.add(cooperating, f"{key} {unit}")


def _stands_for(shelf: Shelf, line: Row) -> dict[str, Any]:
    for word, kind in _STANDS_FOR.items():
        if word in line:
            return {"subject_type": kind.type_name, "subject_id": shelf.known(kind, line[word]).id}
    return {}


def write_policies(shelf: Shelf) -> None:
    """Policies, their clauses with ceilings, and what is due and paid to whom."""
    for row in read_json("zigong_policies.json"):
        policy = shelf.put(Policy, row["key"], row, without=("clauses",))
        for clause in row["clauses"]:
            given = shelf.put(PolicyClause, clause["key"], clause, without=("payouts",), policy_id=policy.id)
            for values in clause["payouts"]:
                payout: dict[str, Any] = dict(zip(_PAYOUT, values, strict=True))
                key = f"{clause['key']} {payout['enterprise']}"
                shelf.put(PolicyPayout, key, payout, clause_id=given.id)
