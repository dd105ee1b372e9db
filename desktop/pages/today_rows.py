"""The lines of Today: what is due, promises, open matches and silent records as rows of one list."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.entities.appeals import CASE_STATES
from casework.entities.lists import LINE_STATES
from casework.fields import CodeList
from casework.insight.agenda import Agenda
from casework.insight.agenda_items import AgendaItem
from casework.insight.day_counts import days_over
from casework.insight.promises import Promise
from casework.insight.silence import Silence, Silent
from casework.language import N_, _
from widgets.chip_families import state_chip
from widgets.pieces import Chip
from widgets.table_columns import GroupRow
from widgets.tokens import Family
from widgets.typed_days import day_words

KINDS: Mapping[str, tuple[str, str]] = {
    "case": (N_("Appeal"), "chat_bubbles_question"),
    "answer": (N_("Answer"), "chat_bubbles_question"),
    "promise": (N_("Promise"), "ribbon_star"),
    "contact": (N_("Contact"), "call"),
    "visit": (N_("Visit"), "location"),
    "list_line": (N_("List"), "clipboard_task"),
    "match": (N_("Match"), "handshake"),
    "appeal": (N_("Appeal"), "chat_bubbles_question"),
    "enterprise": (N_("Enterprise"), "building"),
    "project": (N_("Project"), "rocket"),
    "demand": (N_("Demand"), "lightbulb"),
    "agreement": (N_("Agreement"), "document"),
}
"""The word and the icon of each kind of line."""
_CODES: Mapping[str, CodeList] = {"case": CASE_STATES, "answer": CASE_STATES, "list_line": LINE_STATES}


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRow:
    """One line: what it is, of which enterprise, in which state, until or since when."""

    id: str
    type_name: str
    kind: str
    number: str
    title: str
    enterprise: str = ""
    enterprise_id: str = ""
    chip: Chip | None = None
    when: str = ""
    tone: str = "text2"


def due_row(item: AgendaItem) -> TodayRow:
    """A thing to do as a line."""
    return TodayRow(
        id=item.id,
        type_name=item.type_name,
        kind=item.kind,
        number=item.number,
        title=item.title,
        enterprise=item.enterprise or item.person,
        enterprise_id=item.enterprise_id,
        chip=_chip(item),
        when=item.when,
        tone="red" if item.is_overdue else "amber" if item.days_left == 0 else "text2",
    )


def _chip(item: AgendaItem) -> Chip | None:
    if item.kind == "promise":
        return Chip(_("not kept yet"), Family.AMBER)
    codes = _CODES.get(item.kind)
    if codes:
        return state_chip(codes, codes.code(item.note))
    return Chip(item.note) if item.note else None


def promise_row(promise: Promise, today: dt.date) -> TodayRow:
    """An open promise as a line."""
    commitment = promise.commitment
    late = promise.is_overdue
    return TodayRow(
        id=commitment.id,
        type_name="commitment",
        kind="promise",
        number=commitment.number,
        title=commitment.content,
        enterprise=promise.enterprise,
        enterprise_id=commitment.enterprise_id,
        chip=Chip(promise.promised_by) if promise.promised_by else None,
        when=promise_when(promise, today),
        tone="red" if late else "amber" if promise.days_left == 0 else "text2",
    )


def promise_when(promise: Promise, today: dt.date) -> str:
    """The day of a promise: over by so many days, today, or its date."""
    if promise.is_overdue:
        return days_over(-promise.days_left, working=False)
    return day_words(promise.commitment.due_on, today)


def silent_row(line: Silence, one: Silent) -> TodayRow:
    """A record of the silence radar as a line."""
    return TodayRow(
        id=one.id,
        type_name=line.type_name,
        kind=line.type_name,
        number="",
        title=one.title,
        enterprise_id=one.id if line.type_name == "enterprise" else "",
        when=one.since.isoformat() if one.since else _("never"),
    )


def agenda_rows(told: Agenda, kinds: Sequence[str] = (), parts: Sequence[str] = ()) -> list[Any]:
    """The one list: overdue, today, this week, each under its title; only some kinds or parts where asked."""
    groups: tuple[tuple[str, str, str, str, tuple[AgendaItem, ...]], ...] = (
        ("overdue", _("Overdue"), "warning", "red", told.overdue),
        ("today", _("Due today"), "", "text", told.today),
        ("week", _("This week"), "", "text", told.this_week),
    )
    rows: list[Any] = []
    for key, label, icon, tone, items in groups:
        wanted = [due_row(item) for item in items if not kinds or item.kind in kinds]
        if wanted and (not parts or key in parts):
            rows += grouped(wanted, label, icon=icon, tone=tone)
    return rows


def grouped(rows: Iterable[TodayRow], label: str, *, total: int = 0, icon: str = "", tone: str = "text") -> list[Any]:
    """Lines under one title with their number; `total` where there are more than are listed."""
    listed = list(rows)
    if not listed:
        return []
    note = _("{count} items").format(count=len(listed))
    if total > len(listed):
        note = _("{total} items, the first {count} listed").format(total=total, count=len(listed))
    return [GroupRow(label=label, note=note, icon=icon, tone=tone), *listed]
