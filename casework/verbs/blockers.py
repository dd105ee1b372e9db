"""Verbs for blockers (难点, 卡点, 堵点): what holds up a project or a case, and that it is cleared."""

from casework.entities.projects import Blocker
from casework.errors import RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Writer


def add_blocker(write: Writer, facts: Facts) -> Blocker:
    """What holds up a `project` or an `appeal`, since today unless said."""
    facts.rename("on", "since_on")
    return write.save(facts.record(Blocker, {"since_on": write.clock.today}))


def clear_blocker(write: Writer, facts: Facts) -> Blocker:
    """That a `blocker` is cleared, `on` a day, and how (`how_cleared`)."""
    facts.rename("on", "cleared_on")
    before = facts.reference("blocker", Blocker, required=True)
    if before.cleared_on:
        raise RuleForbids(_("This blocker is cleared already."), field="cleared_on")
    return write.save(facts.changed(before, cleared_on=facts.value(Blocker, "cleared_on", write.clock.today)))
