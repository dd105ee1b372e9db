"""A responsibility list with its lines and their names, as it is printed and looked at."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.records import Reader

_IN_HAND = ("published", "awaiting_strike_off")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRecord:
    """A line with its lead unit, responsible person and cooperating units by name."""

    line: ListLine
    lead_unit: str
    person: str
    units: tuple[str, ...]
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecord:
    """A list as of a day, its lines by number."""

    list: ResponsibilityList
    unit: str
    as_of: dt.date
    lines: tuple[LineRecord, ...]

    def count(self, *states: str) -> int:
        """How many lines are in one of these states."""
        return sum(found.line.state in states for found in self.lines)

    @property
    def late(self) -> int:
        """How many lines in hand are past their day."""
        return sum(found.is_late for found in self.lines)


def list_record(read: Reader, asked: ResponsibilityList) -> ListRecord:
    """The list as of today."""
    lines = read.select(ListLine, "list_id = :list", {"list": asked.id}, order="number")
    helping: dict[str, list[str]] = defaultdict(list)
    for one in read.select(ListLineUnit, f"line_id {IN_LIST}", bound_ids(line.id for line in lines), order="rowid"):
        helping[one.line_id].append(one.unit_id)
    wanted = [asked.unit_id, *(line.lead_unit_id for line in lines), *(u for found in helping.values() for u in found)]
    units = names_of(read, "unit", wanted)
    persons = names_of(read, "person", (line.responsible_person_id for line in lines))
    today = read.clock.today
    return ListRecord(
        list=asked,
        unit=units.get(asked.unit_id, ""),
        as_of=today,
        lines=tuple(
            LineRecord(
                line=line,
                lead_unit=units.get(line.lead_unit_id, ""),
                person=persons.get(line.responsible_person_id, ""),
                units=tuple(units[one] for one in helping[line.id] if one in units),
                is_late=line.state in _IN_HAND and line.due_on is not None and line.due_on < today,
            )
            for line in lines
        ),
    )
