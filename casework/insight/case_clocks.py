"""The clock of a case as it is shown: working days used of the limit, and the word for it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casework.calendar import StopInterval, WorkingCalendar, used_working_days
from casework.entities.appeals import OPEN_STATES, Appeal, AppealStep, AppealStop
from casework.entities.settings import ServiceDeadline, working_calendar
from casework.insight.day_counts import days_left, days_over
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClock:
    """Working days used of a limit (0: none set) towards the enterprise; `stopped_days` are calendar days.

    `is_late` also holds for a case that was closed after its limit; `is_nearly_due` only for open ones.
    """

    used: int
    limit: int
    is_open: bool
    is_stopped: bool = False
    is_nearly_due: bool = False
    stopped_days: int = 0
    stop_reason: str = ""

    @property
    def left(self) -> int:
        """Working days left; negative when the limit is exceeded."""
        return self.limit - self.used

    @property
    def is_late(self) -> bool:
        """Whether more working days were used than the limit allows."""
        return self.limit > 0 and self.left < 0

    @property
    def text(self) -> str:
        """Used and limit as they are printed: 9/20."""
        return f"{self.used}/{self.limit}" if self.limit else str(self.used)

    @property
    def word(self) -> str:
        """What the clock says: 按时, 超2个工作日, 剩5个工作日, 停钟27天（等补图）."""
        if self.is_stopped:
            said = _("stopped for {days} days").format(days=self.stopped_days)
            return _("{clock} ({reason})").format(clock=said, reason=self.stop_reason) if self.stop_reason else said
        if not self.limit:
            return ""
        if self.is_late:
            return days_over(-self.left, working=True)
        if not self.is_open:
            return _("on time")
        return days_left(self.left) if self.left else _("due today")


def case_clocks(read: Reader, appeals: Iterable[Appeal]) -> dict[str, CaseClock]:
    """The clock of each of these cases as of today, by the id of the case.

    A case counts from its acceptance, after a re-opening from that day; days on which its clock was
    stopped do not count.
    """
    cases = list(appeals)
    ids = bound_ids(case.id for case in cases)
    stops: dict[str, list[AppealStop]] = defaultdict(list)
    for stop in read.select(AppealStop, f"appeal_id {IN_LIST}", ids, order="from_on"):
        stops[stop.appeal_id].append(stop)
    reopened: dict[str, dt.date] = {}
    for step in read.select(AppealStep, f"state = 'reopened' and appeal_id {IN_LIST}", ids, order="happened_on"):
        reopened[step.appeal_id] = step.happened_on
    warnings = {limit.service_mode: limit.warning_days for limit in read.select(ServiceDeadline)}
    calendar = working_calendar(read) if cases else None
    return {
        case.id: _clock(
            case,
            stops[case.id],
            start=reopened.get(case.id, case.accepted_on),
            warning=warnings.get(case.service_mode, 0),
            calendar=calendar,
            today=read.clock.today,
        )
        for case in cases
        if calendar
    }


def _clock(
    case: Appeal, stops: list[AppealStop], *, start: dt.date, warning: int, calendar: WorkingCalendar, today: dt.date
) -> CaseClock:
    is_open = case.state in OPEN_STATES
    held = [StopInterval(start=stop.from_on, end=stop.to_on, reason=stop.reason) for stop in stops]
    until = today if is_open else case.closed_on or today
    used = used_working_days(calendar, start, until, held)
    standing = next((stop for stop in stops if stop.to_on is None), None) if is_open else None
    return CaseClock(
        used=used,
        limit=case.limit_days,
        is_open=is_open,
        is_stopped=standing is not None,
        is_nearly_due=is_open and standing is None and 0 <= case.limit_days - used <= warning and case.limit_days > 0,
        stopped_days=(today - standing.from_on).days + 1 if standing else 0,
        stop_reason=standing.reason if standing else "",
    )
