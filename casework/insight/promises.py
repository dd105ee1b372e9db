"""Promises as they are listed: who promised what to whom, from which contact, until when, in what state."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from casework.entities.commitments import COMMITMENT_STATES, Commitment
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.language import _
from casework.records import Reader

NOT_CARRIED_ON = (
    "commitment.id not in (select later.carried_from_id from commitment later"
    " where later.carried_from_id is not null and later.removed_at is null)"
)
"""SQL: a promise that was not taken over by a later copy of itself."""
OPEN_PROMISES = f"commitment.state = 'open' and {NOT_CARRIED_ON}"
"""SQL: a promise still to be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise with the names a list shows; `days_left` counts calendar days to its due day, negative when past."""

    commitment: Commitment
    enterprise: str
    promised_by: str
    source: str
    source_on: dt.date | None
    days_left: int

    @property
    def is_overdue(self) -> bool:
        """Whether it is still open and its day has passed."""
        return self.commitment.state == "open" and self.days_left < 0

    @property
    def state_text(self) -> str:
        """Its state in one word: 逾期, 在期, or how it was settled."""
        if self.commitment.state != "open":
            return COMMITMENT_STATES.label(self.commitment.state)
        return _("overdue") if self.is_overdue else _("in time")


def listed(read: Reader, commitments: Iterable[Commitment]) -> tuple[Promise, ...]:
    """These promises with their names, the earliest due first."""
    found = sorted(commitments, key=lambda promise: (promise.due_on, promise.promised_on, promise.id))
    enterprises = names_of(read, "enterprise", (c.enterprise_id for c in found))
    persons = names_of(read, "person", (c.person_id for c in found))
    units = names_of(read, "unit", (c.unit_id for c in found))
    rounds = {r.id: r for r in read.select(RevisitRound, f"id {IN_LIST}", bound_ids(c.round_id for c in found))}
    visits = {v.id: v for v in read.select(Visit, f"id {IN_LIST}", bound_ids(c.visit_id for c in found))}
    return tuple(
        Promise(
            commitment=c,
            enterprise=enterprises[c.enterprise_id],
            promised_by=persons.get(c.person_id) or units.get(c.unit_id, ""),
            source=_source(c, rounds),
            source_on=visits[c.visit_id].occurred_on if c.visit_id in visits else c.promised_on,
            days_left=(c.due_on - read.clock.today).days,
        )
        for c in found
    )


def _source(commitment: Commitment, rounds: dict[str, RevisitRound]) -> str:
    if commitment.round_id in rounds:
        return rounds[commitment.round_id].title()
    if commitment.appeal_id:
        return _("case")
    return _("contact") if commitment.visit_id else ""


def open_promises(read: Reader, enterprise_ids: Iterable[str]) -> tuple[Promise, ...]:
    """The promises to these enterprises that are still to be kept, the earliest due first."""
    where = f"{OPEN_PROMISES} and enterprise_id {IN_LIST}"
    return listed(read, read.select(Commitment, where, bound_ids(enterprise_ids)))
