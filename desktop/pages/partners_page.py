"""Partners with their agreements, events, and mutual visits counted in batches and person-times."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from casework.casebook import Casebook
from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.partners import Agreement, Partner
from casework.entities.settings import setting
from casework.language import N_, _
from desktop.pages.record_desk import Children, Desk, Group, SumOf
from desktop.pages.record_page import RecordPage
from widgets.figures import StripFigure
from widgets.pieces import Bar, Chip, Piece, caption, fixed
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_SOON = 90
"""Days ahead that an expiring agreement is shown, where the office set no other number."""
_BAR = 110.0
_IN_FORCE = "signed_on <= :today and (expires_on is null or expires_on >= :today)"
_MEETINGS = "event_kind in ('promotion_meeting', 'st_fair', 'matchmaking_meeting')"
_OF_EVENTS = "select event_id as id, sum(person_times) as n from attendance where removed_at is null group by event_id"
_OF_VISITS = (
    "select mutual_visit_id as id, sum(person_times) as n from attendance where removed_at is null"
    " group by mutual_visit_id"
)


def _agreement_group(agreement: Agreement, today: dt.date) -> Group:
    if agreement.expires_on is None:
        return Group(2, _("Without an end"))
    left = (agreement.expires_on - today).days
    if left < 0:
        return Group(3, _("Expired"), "text2")
    if left <= _SOON:
        return Group(0, _("Expires within {days} days").format(days=_SOON), "amber")
    return Group(1, _("In force"))


def _term(agreement: Agreement, text: str, today: dt.date) -> Sequence[Piece]:
    """How much of its term has passed, as a bar, and until when it runs."""
    if agreement.expires_on is None:
        return [caption(_("no end given"))]
    whole = max(1, (agreement.expires_on - agreement.signed_on).days)
    left = (agreement.expires_on - today).days
    share = 1 - max(0, left) / whole
    if left < 0:
        return [Bar(1, "border", _BAR), caption(_("expired {day}").format(day=text), "dim", elastic=False)]
    if left <= _SOON:
        return [Bar(share, "amber", _BAR), Chip(_("{days} days left").format(days=left), Family.AMBER)]
    return [Bar(share, "accent", _BAR), fixed(text)]


def _event_group(event: Event, today: dt.date) -> Group:
    if event.state == "planned":
        late = event.held_on is not None and event.held_on < today
        return Group(0, _("Being prepared"), "amber" if late else "text")
    if event.state == "held" and event.held_on is not None:
        return Group(5000 - event.held_on.year, str(event.held_on.year))
    return Group(1, _("Postponed or cancelled"))


def _visit_group(visit: MutualVisit, today: dt.date) -> Group:
    del today
    return Group(5000 - visit.occurred_on.year, str(visit.occurred_on.year))


def _partner_group(partner: Partner, today: dt.date) -> Group:
    del today
    home = partner.partner_country in ("", "中国", "China")
    label = partner.partner_country or _("Country not given")
    return Group(0 if home else 1 + sum(map(ord, label)), label)


def _person_times(sum_of: SumOf) -> Sequence[TableColumn]:
    def text(record: Any) -> str:
        return str(sum_of(record) or "—")

    return [TableColumn(key="persons", label=_("Person-times"), text=text, width=72, align_right=True)]


def _attendance(field: str) -> Children:
    return Children(
        record_type=Attendance,
        field=field,
        rows=[["unit_name"], ["person_times"]],
        text=lambda one, _names: f"{one.unit_name} {one.person_times}",
    )


class PartnersPage(RecordPage):
    """Agreements, partners, events, mutual visits; each on a desk of its own."""

    name: ClassVar[str] = "partners"
    has_figures: ClassVar[bool] = True
    desks: ClassVar[Sequence[Desk]] = (
        Desk(
            record_type=Agreement,
            words=N_("Agreements"),
            icon="document",
            columns=("number", "partner_id", "name", "territory_id", "signed_on", "expires_on"),
            stretched="name",
            widths={"number": 88, "partner_id": 150, "territory_id": 110, "signed_on": 100, "expires_on": 224},
            painted={"expires_on": _term},
            group=_agreement_group,
            rows=[["name"], ["partner_id"], ["signed_on", "expires_on"], ["territory_id"], ["content"]],
            empty=N_("Agreements with partners stand here, with their end."),
            add_words=N_("Add an agreement"),
            verb="add_agreement",
            order="expires_on is null, expires_on",
        ),
        Desk(
            record_type=Partner,
            words=N_("Partner"),
            icon="globe",
            columns=("name", "partner_kind", "partner_country", "node_id", "field_name"),
            stretched="name",
            widths={"partner_kind": 110, "partner_country": 96, "node_id": 120, "field_name": 150},
            group=_partner_group,
            rows=[["name"], ["partner_kind", "partner_country"], ["node_id"], ["field_name"], ["note"]],
            empty=N_("Universities, institutes and places you work with stand here."),
            add_words=N_("Add a partner"),
            verb="add_partner",
            order="partner_country, rowid",
            start={"partner_kind": "university"},
        ),
        Desk(
            record_type=Event,
            words=N_("Events"),
            icon="people_team",
            columns=("held_on", "event_kind", "name", "territory_id", "state"),
            stretched="name",
            widths={"held_on": 104, "event_kind": 92, "territory_id": 120, "state": 84},
            extra=_person_times,
            sums=_OF_EVENTS,
            group=_event_group,
            rows=[
                ["name"],
                ["event_kind", "edition"],
                ["held_on", "state"],
                ["territory_id", "host_unit_id"],
                ["place"],
                ["minutes"],
                ["reason"],
            ],
            empty=N_("Promotion meetings, fairs, matchmaking and joint meetings stand here."),
            add_words=N_("Register an event"),
            verb="add_event",
            order="held_on desc, rowid desc",
            start={"state": "planned"},
            children=(_attendance("event_id"),),
        ),
        Desk(
            record_type=MutualVisit,
            words=N_("Mutual visits"),
            icon="arrow_swap",
            columns=("occurred_on", "visit_direction", "other_side", "topic", "agreement_id"),
            stretched="topic",
            widths={"occurred_on": 104, "visit_direction": 84, "other_side": 140, "agreement_id": 150},
            extra=_person_times,
            sums=_OF_VISITS,
            group=_visit_group,
            rows=[
                ["occurred_on", "visit_direction"],
                ["other_side"],
                ["topic"],
                ["territory_id"],
                ["agreement_id"],
            ],
            empty=N_("Visits of both sides stand here, batch by batch."),
            add_words=N_("Add a mutual visit"),
            verb="add_mutual_visit",
            order="occurred_on desc, rowid desc",
            children=(_attendance("mutual_visit_id"),),
        ),
    )

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """The agreements that expire soon."""
        days = int(setting(book, "expiry_days", str(_SOON)))
        soon = f"expires_on between :today and date(:today, '+{days} days')"
        return book.count(Agreement, soon, {"today": book.clock.today.isoformat()}), False

    @classmethod
    def figures(cls, book: Casebook) -> Sequence[StripFigure]:
        """Partners and agreements as of today; visits and events of the year, batches apart from person-times."""
        today = {"today": book.clock.today.isoformat(), "year": f"{book.clock.today.year}-%"}
        agreements = book.count(Agreement, _IN_FORCE, today)
        soon, _calls = cls.waiting(book)
        visits, visitors = _counted(book, "mutual_visit", "mutual_visit_id", "occurred_on like :year", today)
        joint, _guests = _counted(book, "event", "event_id", _held("event_kind = 'joint_meeting'"), today)
        meetings, guests = _counted(book, "event", "event_id", _held(_MEETINGS), today)
        ending = [caption(_("{count} end soon").format(count=soon), "amber")] if soon else []
        return (
            StripFigure(key="1", label=_("Partner"), number=str(book.count(Partner)), measure=_("家")),
            StripFigure(
                key="0", label=_("Agreements in force"), number=str(agreements), measure=_("份"), more=ending
            ),
            StripFigure(
                key="3", label=_("Mutual visits this year"), number=str(visits), measure=_("批次"),
                more=[caption(_("{count} person-times").format(count=visitors))],
            ),
            StripFigure(key="2", label=_("Joint meetings this year"), number=str(joint), measure=_("次")),
            StripFigure(
                key="2", label=_("Meetings and fairs this year"), number=str(meetings), measure=_("场"),
                more=[caption(_("{count} person-times").format(count=guests))],
            ),
        )  # fmt: skip


def _held(kinds: str) -> str:
    return f"{kinds} and state = 'held' and held_on like :year and held_on <= :today"


def _counted(book: Casebook, table: str, reference: str, where: str, values: dict[str, Any]) -> tuple[int, int]:
    """How many took place, and the person-times of those who attended."""
    row = book.query(
        f"select count(*) as n, ifnull(sum((select sum(person_times) from attendance where {reference} = {table}.id"
        f" and attendance.removed_at is null)), 0) as persons from {table}"
        f" where {table}.removed_at is null and {where}",
        values,
    )[0]
    return int(row["n"]), int(row["persons"])
