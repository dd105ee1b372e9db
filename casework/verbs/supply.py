"""Verbs for the three libraries: demands, offers, experts."""

from collections.abc import Mapping
from typing import Any

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.entities.visits import Visit
from casework.facts import Facts
from casework.records import Writer
from casework.verbs.questions import sensible


def add_demand(write: Writer, facts: Facts, defaults: Mapping[str, Any] | None = None, /, **fixed: Any) -> TechDemand:
    """A technology demand of an enterprise (of its source `visit` where none is named), posted today unless said."""
    facts.rename("on", "posted_on")
    visit = facts.reference("visit", Visit)
    known: dict[str, Any] = {"posted_on": write.clock.today}
    known |= {"enterprise_id": visit.enterprise_id} if visit else {}
    return write.save(sensible(write, facts, facts.record(TechDemand, {**known, **(defaults or {})}, **fixed)))


def add_offer(write: Writer, facts: Facts) -> TechOffer:
    """A technology offer, posted today unless said."""
    facts.rename("on", "posted_on")
    offer = facts.record(TechOffer, {"posted_on": write.clock.today})
    return write.save(sensible(write, facts, offer, alike=("offer_kind",)))


def add_expert(write: Writer, facts: Facts) -> Expert:
    """An expert of the expert library."""
    return write.save(facts.record(Expert))
