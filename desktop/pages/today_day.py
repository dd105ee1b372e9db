"""Everything Today shows, gathered at once beside the window's thread."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.casebook import Casebook
from casework.entities.appeals import CASE_STATES
from casework.entities.matches import MATCH_STATES
from casework.insight.agenda import Agenda, agenda
from casework.insight.figures import records_behind
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.periods import parse_period
from casework.records import Reader
from desktop.pages.today_rows import TodayRow
from desktop.session import Told
from widgets.chip_families import state_chip
from widgets.pieces import Chip
from widgets.tokens import Family
from widgets.typed_days import day_words

MOST_LISTED = 200
_OPEN_MATCHES = (
    "select match.id, match.number, match.state, demand.subject as title, demand.enterprise_id,"
    " ifnull(offer.subject, expert.name) as other,"
    " iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as enterprise,"
    " ifnull((select max(happened_on) from match_step where match_step.match_id = match.id"
    " and match_step.removed_at is null), match.opened_on) as since"
    " from match join demand on demand.id = match.demand_id join enterprise on enterprise.id = demand.enterprise_id"
    " left join offer on offer.id = match.offer_id left join expert on expert.id = match.expert_id"
    " where match.state in ('accepted', 'contacted', 'met', 'intention') and match.removed_at is null"
    " and (:person = '' or match.person_id = :person)"
    f" order by since limit {MOST_LISTED}"
)
_HANDLED = (
    "select appeal.id, appeal.number, appeal.state, appeal.subject as title, appeal.enterprise_id,"
    " iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as enterprise,"
    " appeal.closed_on as since from appeal join enterprise on enterprise.id = appeal.enterprise_id"
    f" where appeal.id {IN_LIST} order by appeal.closed_on desc limit {MOST_LISTED}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything Today shows, gathered at once: the agenda, open matches, the cases handled this month.

    `is_new` says that the file holds no enterprise yet.
    """

    agenda: Agenda
    matches: tuple[TodayRow, ...]
    handled: tuple[TodayRow, ...]
    is_new: bool


def gather(book: Casebook, person_id: str) -> Day:
    """The day of one person, or of the whole centre where no person is given."""
    values = {"person": person_id}
    month = parse_period(f"{book.clock.today:%Y-%m}")
    behind = bound_ids(record_id for _type_name, record_id in records_behind(book, "appeals_handled", month))
    return Day(
        agenda=agenda(book, person_id=person_id),
        matches=tuple(_match_row(book, row) for row in book.query(_OPEN_MATCHES, values)),
        handled=tuple(_handled_row(book, row) for row in book.query(_HANDLED, behind)),
        is_new=not book.query("select 1 from enterprise where removed_at is null limit 1"),
    )


def gather_woken(book: Casebook, told: Told) -> tuple[TodayRow, ...]:
    """New demands with older offers that fit them, new offers with older demands: pairs nobody has tried."""
    from casework.insight.matching.woken import woken

    book.matching.engine(told)
    return tuple(_woken_row(one) for one in woken(book.matching))


def _woken_row(one: Any) -> TodayRow:
    return TodayRow(
        id=one.demand_id if one.new_kind == "demand" else one.new_id,
        type_name="matchmaking" if one.new_kind == "demand" else "offer_matchmaking",
        kind="match",
        number=one.new_number,
        title=_("{new} – {old} ({phrases})").format(
            new=one.new_subject, old=one.old_subject, phrases=_(", ").join(one.phrases)
        ),
        chip=Chip(_("new demand") if one.new_kind == "demand" else _("new offer"), Family.GREEN),
        when=one.posted_on.isoformat(),
    )


def _match_row(read: Reader, row: Mapping[str, Any]) -> TodayRow:
    return TodayRow(
        id=row["id"],
        type_name="match",
        kind="match",
        number=row["number"],
        title=_("{demand} – {other}").format(demand=row["title"], other=row["other"]),
        enterprise=row["enterprise"],
        enterprise_id=row["enterprise_id"],
        chip=state_chip(MATCH_STATES, row["state"]),
        when=_days_ago(read, row["since"]),
    )


def _days_ago(read: Reader, day: str) -> str:
    days = (read.clock.today - dt.date.fromisoformat(day)).days
    return _("{days} days ago").format(days=days) if days else _("today")


def _handled_row(read: Reader, row: Mapping[str, Any]) -> TodayRow:
    return TodayRow(
        id=row["id"],
        type_name="appeal",
        kind="appeal",
        number=row["number"],
        title=row["title"],
        enterprise=row["enterprise"],
        enterprise_id=row["enterprise_id"],
        chip=state_chip(CASE_STATES, row["state"]),
        when=day_words(dt.date.fromisoformat(row["since"]), read.clock.today),
    )
