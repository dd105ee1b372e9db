"""Verbs for matches: a suggested pair accepted or declined, and moved up to the intention."""

import datetime as dt
from dataclasses import replace
from typing import Any

from casework.entities.demands import TechDemand
from casework.entities.matches import MATCH_STATES, Match, MatchStep
from casework.entities.offers import TechOffer
from casework.errors import RuleForbids
from casework.facts import Facts, missing
from casework.language import _
from casework.records import Reader, Writer
from casework.verbs.people import person_called


def accept_match(write: Writer, facts: Facts) -> Match:
    """A `demand` joined with an `offer` or an `expert`; a pair declined before is taken up again.

    `rank` and `candidates` tell at which place of how many it was suggested.
    """
    pair = _pair(write, facts, "accepted")
    demand = write.get(TechDemand, pair.demand_id)
    if demand.state in ("met", "withdrawn"):
        raise RuleForbids(_("This demand is not open any more."), field="demand_id")
    if pair.offer_id and write.get(TechOffer, pair.offer_id).state == "withdrawn":
        raise RuleForbids(_("This offer was withdrawn."), field="offer_id")
    note = str(facts.take("note", default=pair.reason))
    earlier = _tried(write, pair)
    if earlier and earlier.state == "refused":
        return _stepped(write, replace(earlier, reason=pair.reason), "accepted", pair.opened_on, note)
    return _recorded(write, pair, pair.opened_on, note)


def refuse_match(write: Writer, facts: Facts) -> Match:
    """A `match`, or a suggested pair (`demand` with `offer` or `expert`), declined with the `reason` and remembered."""
    match = facts.reference("match", Match)
    if match:
        declined = facts.changed(replace(match, reason=""), without=("state",))
        note = str(facts.take("note", default=declined.reason))
        return _stepped(write, declined, "refused", _day(write, facts), note)
    pair = _pair(write, facts, "refused")
    note = str(facts.take("note", default=pair.reason))
    earlier = _tried(write, pair)
    if earlier and earlier.state != "refused":
        return _stepped(write, replace(earlier, reason=pair.reason), "refused", pair.opened_on, note)
    return _recorded(write, pair, pair.opened_on, note)


def move_match(write: Writer, facts: Facts) -> Match:
    """Moves a `match` to the next `state` (contacted, met, intention), `on` a day, with a `note`."""
    match = facts.reference("match", Match, required=True)
    state = facts.value(Match, "state")
    if not state:
        raise missing(_("State"), "state")
    if state == "in_project":
        raise RuleForbids(
            _("A match goes into a project when the project is opened."),
            field="state",
            remedy=_("Open the project from this match."),
        )
    note = str(facts.take("note", default=""))
    return _stepped(write, facts.changed(match, without=("state",)), state, _day(write, facts), note)


def put_into_project(write: Writer, match: Match, on: dt.date, note: str) -> Match:
    """The match as one that became a project on a day; RuleForbids where it is not at its intention yet."""
    return _stepped(write, match, "in_project", on, note)


def _pair(write: Writer, facts: Facts, state: str) -> Match:
    """The pair as the facts name it, not saved."""
    facts.rename("on", "opened_on")
    known: dict[str, Any] = {
        "opened_on": write.clock.today,
        "person_id": person_called(write, write.actor),
        "rank": facts.take("rank"),
        "candidates": facts.take("candidates"),
    }
    pair = facts.record(Match, known, state=state)
    if pair.opened_on > write.clock.today:
        raise RuleForbids(_("A step of a match cannot lie in the future."), field="opened_on")
    return pair


def _tried(read: Reader, pair: Match) -> Match | None:
    same = "demand_id = :demand and ifnull(offer_id, '') = :offer and ifnull(expert_id, '') = :expert"
    values = {"demand": pair.demand_id, "offer": pair.offer_id, "expert": pair.expert_id}
    found = read.select(Match, same, values, limit=1)
    return found[0] if found else None


def _stepped(write: Writer, match: Match, state: str, on: dt.date, note: str) -> Match:
    last = write.select(MatchStep, "match_id = :match", {"match": match.id}, order="happened_on desc", limit=1)
    if on > write.clock.today:
        raise RuleForbids(_("A step of a match cannot lie in the future."), field="happened_on")
    if last and on < last[0].happened_on:
        raise RuleForbids(
            _("The last step of this match was on {day}; the next cannot lie before it.").format(
                day=last[0].happened_on
            ),
            field="happened_on",
        )
    if state == match.state:
        raise RuleForbids(
            _("The match already is at “{state}”.").format(state=MATCH_STATES.label(state)), field="state"
        )
    return _recorded(write, replace(match, state=state), on, note)


def _recorded(write: Writer, match: Match, on: dt.date, note: str) -> Match:
    """The match as saved, and the row that tells of its step."""
    saved = write.save(match)
    write.save(MatchStep(match_id=saved.id, state=saved.state, happened_on=on, person_id=saved.person_id, note=note))
    return saved


def _day(write: Writer, facts: Facts) -> dt.date:
    facts.rename("on", "happened_on")
    return facts.value(MatchStep, "happened_on", write.clock.today)
