"""Plain arithmetic by which the sample spreads totals over rows and rows over days; nothing is left to chance."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence

from casework.calendar import WorkingCalendar

_WEEKEND = 5


def shares(total: int, weights: Sequence[int], step: int = 1) -> list[int]:
    """`total` in as many parts as there are weights, each a multiple of `step`, adding up to it exactly.

    ValueError where `step` does not divide the total.
    """
    units, left = divmod(total, step)
    if left:
        raise ValueError("the step does not divide the total")
    whole, seen, given = sum(weights), 0, 0
    parts: list[int] = []
    for weight in weights:
        seen += weight
        upto = units * seen // whole
        parts.append((upto - given) * step)
        given = upto
    return parts


def uneven(count: int, low: int, high: int) -> list[int]:
    """As many weights from `low` to `high`, up and down without an order that catches the eye."""
    width = high - low + 1
    return [low + place * place * 7 % width * 5 % width for place in range(count)]


def chosen(place: int, wanted: int, count: int) -> bool:
    """Whether the row at `place` of `count` is one of `wanted` rows, spread evenly over them."""
    return (place + 1) * wanted // count > place * wanted // count


def working_days(work: WorkingCalendar, year: int, month: int) -> list[dt.date]:
    """The working days of a month."""
    last = calendar.monthrange(year, month)[1]
    days = (dt.date(year, month, day) for day in range(1, last + 1))
    return [day for day in days if work.is_working_day(day)]


def days_by_month(work: WorkingCalendar, year: int, counts: Sequence[int]) -> Iterator[dt.date]:
    """For each row its working day: the first count of January, the second of February, …, spread over the month."""
    for month, count in enumerate(counts, start=1):
        days = working_days(work, year, month)
        for place in range(count):
            yield days[(2 * place + 1) * len(days) // (2 * count)]


def days_between(first: dt.date, last: dt.date, count: int) -> list[dt.date]:
    """`count` weekdays from `first` to `last`, both among them, spread evenly."""
    span = (last - first).days
    days = [first + dt.timedelta(days=span * place // max(1, count - 1)) for place in range(count)]
    return [day - dt.timedelta(days=max(0, day.weekday() - _WEEKEND + 1)) for day in days]
