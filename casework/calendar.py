"""Working days in China with make-up days, and clocks that stop: deadlines count nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casework.language import chosen_language

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days are worked: holidays are not, make-up days are, otherwise Monday to Friday.

    `holidays` names each day off; `announced_years` are those whose notice of the State Council is
    known. In other years only the statutory holidays are counted, which the user must be told.
    """

    holidays: Mapping[date, str]
    make_up_days: frozenset[date]
    announced_years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return day in self.make_up_days or (day.weekday() < _SATURDAY and day not in self.holidays)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is not counted (before it for a negative n).

        n = 0 gives `day`, or the next working day where `day` is none. Counting from the next day is
        the rule of article 201 of the Civil Code.
        """
        if n == 0:
            return day if self.is_working_day(day) else self.add_working_days(day, 1)
        step = _DAY if n > 0 else -_DAY
        for _count in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + _DAY * later) for later in range(1, (end - start).days + 1))

    def is_announced(self, year: int) -> bool:
        """Whether the holidays and make-up days of `year` are known, not only its statutory holidays."""
        return year in self.announced_years

    def unannounced(self, start: date, end: date) -> list[int]:
        """The years between two days whose make-up days are not yet announced, to be told beside a deadline."""
        return [year for year in range(start.year, end.year + 1) if not self.is_announced(year)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StopInterval:
    """A clock standing still on all days from `start` to `end`, both included; `end` None while it still stands."""

    start: date
    end: date | None
    reason: str


def china_calendar(years: Iterable[int], edits: Iterable[tuple[date, bool, str]] = ()) -> WorkingCalendar:
    """The calendar of the given years by the yearly notices of the State Council, with the office's edits on top.

    An edit is (day, worked or not, name); its year is always included. The notices are those that
    the `holidays` library knows (2007 to 2026 in 0.108); a later year counts as announced once the
    office has entered one of its make-up days.
    """
    rows = tuple(edits)
    wanted = tuple(sorted({*years, *(day.year for day, _working, _name in rows)}))
    noticed, make_up_days = _noticed_days(wanted, "zh_CN" if chosen_language() == "zh_CN" else "en_US")
    off, worked = dict(noticed), set(make_up_days)
    for day, working, name in rows:
        off.pop(day, None)
        worked.discard(day)
        if working:
            worked.add(day)
        else:
            off[day] = name
    announced = frozenset(day.year for day in worked if day.weekday() >= _SATURDAY)
    return WorkingCalendar(holidays=off, make_up_days=frozenset(worked), announced_years=announced)


@lru_cache(maxsize=8)
def _noticed_days(years: tuple[int, ...], language: str) -> tuple[Mapping[date, str], frozenset[date]]:
    """Days off with their names, and make-up days, as the library has them from the notices."""
    import holidays

    known = holidays.country_holidays("CN", years=years, language=language)
    make_up_days = frozenset(day for day in known.weekend_workdays if day.year in years)
    return {day: name for day, name in known.items() if day not in make_up_days}, make_up_days


def used_working_days(
    calendar: WorkingCalendar, accepted_on: date, until: date, stops: Iterable[StopInterval] = ()
) -> int:
    """Working days used after `accepted_on` up to and including `until`; stopped days do not count, overlaps once."""
    if until <= accepted_on:
        return 0
    held = tuple(stops)
    days = (accepted_on + _DAY * later for later in range(1, (until - accepted_on).days + 1))
    return sum(calendar.is_working_day(day) and not _is_stopped(day, held) for day in days)


def due_date(
    calendar: WorkingCalendar, accepted_on: date, limit_days: int, stops: Iterable[StopInterval], today: date
) -> date | None:
    """The last day of a limit of `limit_days` working days counted from the day after `accepted_on`.

    None while the clock stands still on `today` for an open time; a limit that had already run out
    before the stop keeps its date.
    """
    held = tuple(stop for stop in stops if stop.end is not None or stop.start <= today)
    open_from = min((stop.start for stop in held if stop.end is None), default=date.max)
    day, left = accepted_on, limit_days
    if limit_days == 0:
        day, left = accepted_on - _DAY, 1
    while left > 0:
        day += _DAY
        if day >= open_from:
            return None
        left -= calendar.is_working_day(day) and not _is_stopped(day, held)
    return day


def _is_stopped(day: date, stops: tuple[StopInterval, ...]) -> bool:
    return any(stop.start <= day and (stop.end is None or day <= stop.end) for stop in stops)
