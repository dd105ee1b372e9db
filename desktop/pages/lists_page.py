"""Responsibility lists: each line with lead unit, named person, dates and state, struck off with proof."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from casework.casebook import Casebook
from casework.entities.lists import LIST_KINDS, ListLine, ListLineUnit, ResponsibilityList
from casework.fields import column
from casework.language import N_, _
from casework.records import Record
from desktop.dialogs.act_card import Act, asked
from desktop.pages.record_desk import Children, Desk, Group, Shelf
from desktop.pages.record_page import RecordPage
from widgets.chip_families import state_chip
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.tokens import Family

_OPEN = "line.state in ('published', 'awaiting_strike_off')"
_COUNTS = f"""select line.list_id as id, count(*) filter (where line.state <> 'struck_off') as n,
    count(*) filter (where {_OPEN} and line.due_on < :today) as late
from list_line line where line.removed_at is null group by line.list_id"""
_LATE = "state in ('published', 'awaiting_strike_off') and due_on < :today"
_NEEDED = ("lead_unit_id", "responsible_person_id", "due_on", "next_report_on")
"""What a line needs before it is published (ListLine.check)."""


def _line_group(record: Record, today: dt.date) -> Group:
    line = record
    assert isinstance(line, ListLine)
    if line.state == "struck_off":
        return Group(5, _("Struck off"))
    if line.state == "draft":
        missing = [column(ListLine, name).label for name in _NEEDED if not getattr(line, name)]
        if missing:
            return Group(4, _("Cannot be published yet"), "amber", _("lead unit, person, due date, next report date"))
        return Group(3, _("Drafts"))
    if line.due_on and line.due_on < today:
        return Group(0, _("Overdue"), "red")
    if line.state == "awaiting_strike_off":
        return Group(1, _("Waiting to be struck off"), "teal", _("the lead unit says it is done; to be checked"))
    return Group(2, _("In hand"))
