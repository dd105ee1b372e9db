"""What is due: cases, promises, next contacts, planned visits and list lines, one SQL statement each."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.calendar import WorkingCalendar
from casework.entities.appeals import CASE_STATES, OPEN_STATES
from casework.entities.lists import LINE_STATES
from casework.entities.people import UNDER
from casework.entities.visits import CONTACT_MODES
from casework.insight.day_counts import days_over
from casework.insight.names import names_of
from casework.insight.promises import OPEN_PROMISES
from casework.language import N_, _
from casework.records import Reader

MOST_LISTED = 200
MOST_COUNTED = 1000
_TOOK_PART = (
    "exists (select 1 from visit_party where visit_party.visit_id = visit.id and +visit_party.person_id = :person"
    " and visit_party.removed_at is null)"
)
_IS_MINE = (
    "exists (select 1 from commissioner_assignment mine where mine.enterprise_id = visit.enterprise_id"
    " and mine.removed_at is null and mine.person_id = :person and mine.from_on <= :today"
    " and (mine.to_on is null or mine.to_on >= :today))"
)
_NOTHING_LATER = (
    "not exists (select 1 from visit later where later.enterprise_id = visit.enterprise_id"
    " and later.occurred_on >= visit.occurred_on and later.state = 'done' and later.removed_at is null"
    " and (later.occurred_on > visit.occurred_on or later.rowid > visit.rowid))"
    " and not exists (select 1 from visit later where later.enterprise_id = visit.enterprise_id"
    " and later.state = 'planned' and later.planned_on >= visit.occurred_on and later.removed_at is null)"
)
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One thing to do: a case, an answer, a promise, a next contact, a planned visit or a list line.

    `days_left` counts the days to its day; negative when overdue, then in working days for cases and
    answers, in calendar days otherwise.
    """

    kind: str
    type_name: str
    id: str
    number: str
    title: str
    enterprise_id: str
    enterprise: str
    person: str
    due_on: dt.date
    days_left: int
    note: str

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days_left < 0

    @property
    def when(self) -> str:
        """Its day as it is read: 超2个工作日, 超1天, 今天, 明天, 11-25 周五."""
        if self.is_overdue:
            in_working_days = self.kind in ("case", "answer")
            return days_over(-self.days_left, working=in_working_days)
        if self.days_left == 0:
            return _("today")
        day = f"{self.due_on:%m-%d}"
        return _("{day} {weekday}").format(day=day, weekday=_(_WEEKDAYS[self.due_on.weekday()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSource:
    """Where things to do come from: SQL with the columns of an item, its scope and person conditions, its note.

    `last` is a dear condition, asked only of rows that fulfil all others.
    """

    kind: str
    type_name: str
    sql: str
    due: str
    place: str
    mine: str
    note: Callable[[str], str]
    last: str = "true"


def _plain(note: str) -> str:
    return note


DUE_SOURCES = (
    DueSource(
        kind="case",
        type_name="appeal",
        sql="select 'case' as kind, appeal.id, appeal.number, appeal.subject as title, appeal.enterprise_id,"
        " appeal.state as note, person.name as person, {due} as due_on"
        " from appeal join enterprise on enterprise.id = appeal.enterprise_id"
        f" left join person on person.id = appeal.person_id where appeal.state in ({_OPEN})"
        " and appeal.stopped = 0 and appeal.removed_at is null",
        due="appeal.due_on",
        place="appeal.territory_id",
        mine="appeal.person_id = :person",
        note=CASE_STATES.label,
    ),
    DueSource(
        kind="answer",
        type_name="appeal",
        # once the day towards the enterprise is near, the case itself is on the list
        sql="select 'answer' as kind, appeal.id, appeal.number, appeal.subject as title, appeal.enterprise_id,"
        " appeal.state as note, person.name as person, {due} as due_on"
        " from appeal join enterprise on enterprise.id = appeal.enterprise_id"
        " left join person on person.id = appeal.person_id"
        " where appeal.state in ('assigned', 'in_progress', 'reopened') and appeal.answered_on is null"
        " and ifnull(appeal.due_on, '9999') > :until and appeal.stopped = 0 and appeal.removed_at is null",
        due="appeal.answer_due_on",
        place="appeal.territory_id",
        mine="appeal.person_id = :person",
        note=CASE_STATES.label,
    ),
    DueSource(
        kind="promise",
        type_name="commitment",
        sql="select 'promise' as kind, commitment.id, commitment.number, commitment.content as title,"
        " commitment.enterprise_id, commitment.promised_to as note, ifnull(person.name, unit.name) as person,"
        " {due} as due_on from commitment join enterprise on enterprise.id = commitment.enterprise_id"
        " left join person on person.id = commitment.person_id left join unit on unit.id = commitment.unit_id"
        f" where {OPEN_PROMISES} and commitment.removed_at is null",
        due="commitment.due_on",
        place="enterprise.territory_id",
        mine="commitment.person_id = :person",
        note=_plain,
    ),
    DueSource(
        kind="contact",
        type_name="visit",
        sql="select 'contact' as kind, visit.id, visit.number, visit.next_contact_note as title,"
        " visit.enterprise_id, '' as note, visit.author as person, {due} as due_on"
        " from visit join enterprise on enterprise.id = visit.enterprise_id"
        " where visit.next_contact_on >= :silent and +visit.state = 'done' and visit.removed_at is null",
        due="visit.next_contact_on",
        place="+visit.territory_id",
        mine=f"({_TOOK_PART} or {_IS_MINE})",
        note=_plain,
        last=_NOTHING_LATER,
    ),
    DueSource(
        kind="visit",
        type_name="visit",
        sql="select 'visit' as kind, visit.id, visit.number, visit.topic as title, visit.enterprise_id,"
        " visit.contact_mode as note, visit.author as person, {due} as due_on"
        " from visit join enterprise on enterprise.id = visit.enterprise_id"
        " where visit.state = 'planned' and visit.removed_at is null",
        due="visit.planned_on",
        place="+visit.territory_id",
        mine=f"({_TOOK_PART} or {_IS_MINE})",
        note=CONTACT_MODES.label,
    ),
    DueSource(
        kind="list_line",
        type_name="list_line",
        sql="select 'list_line' as kind, list_line.id, list_line.number, list_line.subject as title,"
        " null as enterprise_id, list_line.state as note, person.name as person, {due} as due_on"
        " from list_line left join person on person.id = list_line.responsible_person_id"
        " where list_line.state in ('published', 'awaiting_strike_off') and list_line.removed_at is null",
        due="min(list_line.due_on, list_line.next_report_on)",
        place="list_line.lead_unit_id",
        mine="list_line.responsible_person_id = :person",
        note=LINE_STATES.label,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """Whose things to do, in which scope, up to which day; `silent` is the day before which the radar takes over."""

    today: dt.date
    until: dt.date
    silent: dt.date
    scope_id: str = ""
    person_id: str = ""

    def values(self) -> Mapping[str, str]:
        """What the SQL binds."""
        return {
            "today": self.today.isoformat(),
            "until": self.until.isoformat(),
            "silent": self.silent.isoformat(),
            "scope": self.scope_id,
            "person": self.person_id,
        }


def due_items(read: Reader, asked: DueQuestion, source: DueSource, calendar: WorkingCalendar) -> list[AgendaItem]:
    """The things of one source that are due up to the asked day, the earliest first, at most 200."""
    rows = read.query(f"{_sql(asked, source)} order by due_on limit {MOST_LISTED}", asked.values())
    names = names_of(read, "enterprise", (row["enterprise_id"] or "" for row in rows))
    return [
        AgendaItem(
            kind=source.kind,
            type_name=source.type_name,
            id=row["id"],
            number=row["number"],
            title=row["title"],
            enterprise_id=row["enterprise_id"] or "",
            enterprise=names.get(row["enterprise_id"] or "", ""),
            person=row["person"] or "",
            due_on=(due := dt.date.fromisoformat(row["due_on"])),
            days_left=_days_left(asked.today, due, calendar if source.kind in ("case", "answer") else None),
            note=source.note(row["note"] or ""),
        )
        for row in rows
    ]


def due_count(read: Reader, asked: DueQuestion, source: DueSource) -> int:
    """How many things of one source are due up to the asked day; counting stops at 1000."""
    sql = f"select count(*) as n from ({_sql(asked, source)} limit {MOST_COUNTED})"
    return read.query(sql, asked.values())[0]["n"]


def _sql(asked: DueQuestion, source: DueSource) -> str:
    sql = source.sql.format(due=source.due) + f" and {source.due} <= :until"
    sql += f" and {source.place} in {UNDER}" if asked.scope_id else ""
    sql += f" and {source.mine}" if asked.person_id else ""
    return f"{sql} and {source.last}"


def _days_left(today: dt.date, due: dt.date, calendar: WorkingCalendar | None) -> int:
    """Days to the due day; a passed one is over by its working days, by one at least."""
    if calendar is None or due >= today:
        return (due - today).days
    return min(-1, -calendar.working_days_between(due, today))
