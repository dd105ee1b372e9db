"""Verbs for promises: given to an enterprise, and settled with the proof or the reason."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from casework.entities.appeals import Appeal
from casework.entities.commitments import Commitment
from casework.entities.visits import Visit
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Writer
from casework.verbs.people import person_called


def add_commitment(
    write: Writer, facts: Facts, defaults: Mapping[str, Any] | None = None, /, **fixed: Any
) -> Commitment:
    """A promise to an enterprise: the one named, or that of its `visit` or `appeal`.

    Given today where no day is named, by the person who writes where nobody is named.
    """
    facts.rename("on", "promised_on")
    known: dict[str, Any] = {"promised_on": write.clock.today}
    visit, appeal = facts.reference("visit", Visit), facts.reference("appeal", Appeal)
    if visit:
        known |= {"enterprise_id": visit.enterprise_id, "round_id": visit.round_id}
    if appeal:
        known |= {"enterprise_id": appeal.enterprise_id}
    if not facts.given("person", "person_id", "unit", "unit_id"):
        known |= {"person_id": person_called(write, write.actor)}
    return write.save(facts.record(Commitment, {**known, **(defaults or {})}, **fixed))


def settle_commitment(write: Writer, facts: Facts, on: dt.date | None = None) -> Commitment:
    """A `commitment` kept (not kept, cancelled) with its proof or the reason; kept, and `on` or today, if not said."""
    facts.rename("on", "settled_on")
    facts.rename("reason", "proof")
    before = facts.reference("commitment", Commitment, required=True)
    state = facts.value(Commitment, "state", "kept")
    if state == "open":
        raise RuleForbids(_("Say how the promise was settled: kept, not kept or cancelled."), field="state")
    settled_on = facts.value(Commitment, "settled_on", on or write.clock.today)
    return write.save(facts.changed(before, state=state, settled_on=settled_on))
