"""Verbs for responsibility lists: a list, its lines with lead unit and named person, struck off with proof."""

from typing import Any

from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.entities.people import Unit
from casework.errors import BadInput, RuleForbids
from casework.facts import Facts
from casework.language import _
from casework.records import Writer


def add_list(write: Writer, facts: Facts) -> ResponsibilityList:
    """A list, with its `lines` on the same call."""
    saved = write.save(facts.record(ResponsibilityList))
    for line in facts.each("lines", called="subject"):
        add_line(write, line, list_id=saved.id)
    return saved


def add_line(write: Writer, facts: Facts, **fixed: Any) -> ListLine:
    """A line of a `list`, with its `cooperating` units; `subject_type` and `subject_id` name the record it stands for.

    One record may stand in several lists without being copied.
    """
    subject = _stands_for(write, facts)
    line = write.save(facts.record(ListLine, subject, **fixed))
    for words in facts.names("cooperating"):
        write.save(ListLineUnit(line_id=line.id, unit_id=write.find(Unit, words).id))
    return line


def strike_off(write: Writer, facts: Facts) -> ListLine:
    """Strikes a published `line` off its list, `on` a day, with the `proof`."""
    facts.rename("on", "struck_off_on")
    line = facts.reference("line", ListLine, required=True)
    if line.state not in ("published", "awaiting_strike_off"):
        raise RuleForbids(_("Only a published line is struck off."), field="state")
    on = facts.value(ListLine, "struck_off_on", write.clock.today)
    if on > write.clock.today:
        raise RuleForbids(_("A line cannot be struck off in the future."), field="struck_off_on")
    return write.save(facts.changed(line, state="struck_off", struck_off_on=on))


def _stands_for(write: Writer, facts: Facts) -> dict[str, Any]:
    """The record a line stands for, as the two values a line keeps of it; that it exists is checked."""
    type_name, called = facts.take("subject_type", default=""), facts.take("subject_id", default="")
    if bool(type_name) != bool(called):
        raise BadInput(_("Give both “{one}” and “{other}”.").format(one="subject_type", other="subject_id"))
    if not type_name:
        return {}
    if type_name not in write.types:
        raise BadInput(_("There is no record type “{name}”.").format(name=type_name))
    return {"subject_type": type_name, "subject_id": write.find(write.types[type_name], str(called)).id}
