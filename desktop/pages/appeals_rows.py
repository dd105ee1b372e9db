"""What the list and the board of cases show of each, and the SQL of their filters, orders and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.entities.appeals import CASE_KINDS, CASE_STATES, OPEN_STATES, SERVICE_MODES, Appeal
from casework.entities.projects import BLOCKER_KINDS
from casework.entities.settings import ServiceDeadline, working_calendar
from casework.insight.case_clocks import CaseClock, case_clocks
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.language import N_, _
from casework.records import Reader
from widgets.chip_families import state_chip
from widgets.pieces import Chip, Piece, Ring
from widgets.tokens import Family

SCOPES: Mapping[str, str] = {
    "open": N_("In hand"),
    "closed": N_("Closed"),
    "all": N_("All"),
}
"""Which cases the list shows."""
QUICK: Mapping[str, tuple[str, str]] = {
    "mine": (N_("Mine"), "appeal.person_id = :me"),
    "late": (N_("Over time"), "appeal.due_on < :today and appeal.stopped = 0"),
    "near": (N_("Nearly due"), "appeal.due_on >= :today and {near} and appeal.stopped = 0"),
    "stopped": (N_("Clock stopped"), "appeal.stopped = 1"),
}
"""The switches of the filter: their words and their SQL."""
_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_SCOPE_SQL = {
    "open": f"appeal.state in ({_OPEN})",
    "closed": "appeal.closed_on is not null and appeal.state = 'closed'",
    "all": "true",
}
ORDERS: Mapping[str, str] = {
    "due": "appeal.due_on is null, appeal.due_on, appeal.number",
    "closed": "appeal.closed_on desc, appeal.number desc",
    "accepted": "appeal.accepted_on desc, appeal.number desc",
}
_USUAL_ORDER = {"open": "due", "closed": "closed", "all": "accepted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case with the names and the clock that a list shows."""

    appeal: Appeal
    enterprise: str
    person: str
    unit: str
    clock: CaseClock
    sharing: int = 0
    blocker: str = ""

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.appeal.id

    @property
    def mode(self) -> str:
        """The service mode in words."""
        return SERVICE_MODES.label(self.appeal.service_mode)

    @property
    def kind(self) -> str:
        """The case kind in words, empty for an appeal, which is the usual one."""
        return "" if self.appeal.case_kind == "appeal" else CASE_KINDS.label(self.appeal.case_kind)


def case_rows(read: Reader, ids: Sequence[str]) -> list[CaseRow]:
    """The rows of these cases, in this order."""
    found = {one.id: one for one in read.select(Appeal, f"id {IN_LIST}", bound_ids(ids))}
    appeals = [found[one] for one in ids if one in found]
    clocks = case_clocks(read, appeals)
    enterprises = names_of(read, "enterprise", [one.enterprise_id for one in appeals])
    persons = names_of(read, "person", [one.person_id for one in appeals])
    units = names_of(read, "unit", [one.assigned_unit_id for one in appeals])
    sharing = _sharing(read, [one.common_problem_id for one in appeals])
    blockers = _blockers(read, [one.id for one in appeals])
    return [
        CaseRow(
            appeal=one,
            enterprise=enterprises.get(one.enterprise_id, ""),
            person=persons.get(one.person_id, ""),
            unit=units.get(one.assigned_unit_id, ""),
            clock=clocks[one.id],
            sharing=sharing.get(one.common_problem_id, 0),
            blocker=blockers.get(one.id, ""),
        )
        for one in appeals
    ]


def _sharing(read: Reader, problems: Sequence[str]) -> dict[str, int]:
    """How many enterprises share each of these common problems."""
    sql = (
        "select common_problem_id as id, count(distinct enterprise_id) as n from appeal"
        f" where common_problem_id {IN_LIST} and removed_at is null group by 1"
    )
    return {row["id"]: row["n"] for row in read.query(sql, bound_ids(problems))}


def _blockers(read: Reader, ids: Sequence[str]) -> dict[str, str]:
    """The kind of the oldest open blocker of each of these cases."""
    sql = (
        "select appeal_id as id, blocker_kind, min(since_on) from blocker"
        f" where appeal_id {IN_LIST} and cleared_on is null and removed_at is null group by 1"
    )
    return {row["id"]: row["blocker_kind"] for row in read.query(sql, bound_ids(ids))}


def bound_values(read: Reader, person_id: str) -> dict[str, Any]:
    """What the SQL of the filters binds: me, today, and the last day that is near for each service mode."""
    today, calendar = read.clock.today, working_calendar(read)
    month = today.replace(day=1)
    values: dict[str, Any] = {"me": person_id, "today": today.isoformat(), "month": month.isoformat()}
    usual = {limit.service_mode: limit.warning_days for limit in read.select(ServiceDeadline)}
    for mode in SERVICE_MODES.labels:
        values[f"near_{mode}"] = calendar.add_working_days(today, usual.get(mode, 0)).isoformat()
    return values


_NEAR = " or ".join(
    f"(appeal.service_mode = '{mode}' and appeal.due_on <= :near_{mode})" for mode in SERVICE_MODES.labels
)


def quick_sql() -> dict[str, str]:
    """The SQL of each switch."""
    return {key: sql.format(near=f"({_NEAR})") for key, (_words, sql) in QUICK.items()}


def kind_sql(kind: str) -> str:
    """The SQL of one case kind, or of all of them named, so that the index by kind is of use either way."""
    listed = ", ".join(f"'{code}'" for code in CASE_KINDS.labels)
    return "appeal.case_kind = :kind" if kind else f"appeal.case_kind in ({listed})"


def cases_sql(scope: str, kind: str, condition: str = "true", order: str = "") -> str:
    """SQL for the ids of the cases of a scope and kind (all kinds where none is given), in an order of ORDERS."""
    return (
        f"select appeal.id from appeal where {_SCOPE_SQL[scope]} and {kind_sql(kind)} and {condition}"
        f" and appeal.removed_at is null order by {ORDERS[order or _USUAL_ORDER[scope]]}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """How many cases of a kind are in hand, and of them over time, nearly due, stopped."""

    open: int
    late: int
    near: int
    stopped: int


def case_counts(read: Reader, kind: str, values: Mapping[str, Any]) -> CaseCounts:
    """The counts in the head of the page."""
    quick = quick_sql()
    parts = ", ".join(f"count(*) filter (where {quick[key]}) as {key}" for key in ("late", "near", "stopped"))
    sql = f"select count(*) as open, {parts} from appeal where {_SCOPE_SQL['open']} and {kind_sql(kind)}"
    row = read.query(f"{sql} and appeal.removed_at is null", {**values, "kind": kind})[0]
    return CaseCounts(**row)


def clock_tone(clock: CaseClock) -> str:
    """The tone of a clock: red over time, amber near or stopped, plain otherwise."""
    if clock.is_late:
        return "red"
    return "amber" if clock.is_nearly_due else "text2"


def ring_of(clock: CaseClock) -> Ring:
    """The small clock of a card."""
    share = clock.used / clock.limit if clock.limit else 0.0
    return Ring(share, clock_tone(clock), paused=clock.is_stopped, text="")


def extra_chips(row: CaseRow) -> list[Piece]:
    """What a card says beside its state: returned, re-opened, a kind of its own, shared, held up."""
    chips: list[Piece] = []
    if row.appeal.state in ("returned", "reopened"):
        chips.append(state_chip(CASE_STATES, row.appeal.state))
    if row.blocker:
        chips.append(state_chip(BLOCKER_KINDS, row.blocker))
    if row.sharing > 1:
        chips.append(Chip(_("shared by {count}").format(count=row.sharing), Family.VIOLET))
    return chips
