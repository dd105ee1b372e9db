"""Periods of time as they are typed, stored, printed and compared: 2022-11, 2024-01..2024-10, ..2020-06."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from casework.amounts import ordinal
from casework.errors import BadInput
from casework.language import N_, _, chosen_language

_DAY = timedelta(days=1)
_YEARS = range(1900, 2200)
_YEAR, _QUARTER = 12, 3  # months
_POINT = re.compile(r"(?P<year>\d{4})(?:-q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_MONTH_NAMES = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """All days from `start` to `end`, both included; None where it is open on that side."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError("a period does not end before its first day")

    @property
    def first(self) -> str:
        """The first day as SQL compares it; 0001-01-01 where it is open."""
        return (self.start or date.min).isoformat()

    @property
    def last(self) -> str:
        """The last day as SQL compares it; 9999-12-31 where it is open."""
        return (self.end or date.max).isoformat()

    @property
    def year(self) -> int | None:
        """The year in which the period ends (its classes and targets count); None where it has no end."""
        return self.end.year if self.end else None

    @property
    def code(self) -> str:
        """The one canonical text, which `parse_period` reads back: 2024-04..2024-06 is 2024-Q2."""
        if self.start is None or self.end is None:
            first = _month_or_day(self.start, self.start and self.start.day == 1)
            return f"{first}..{_month_or_day(self.end, self.end and _ends_month(self.end))}"
        match self._months:
            case 0:
                first, last = self.start.isoformat(), self.end.isoformat()
            case 12 if self.start.month == 1:
                first = last = str(self.start.year)
            case 3 if _quarter_begins(self.start):
                first = last = f"{self.start.year}-Q{_quarter(self.start)}"
            case _:
                first, last = self.start.isoformat()[:7], self.end.isoformat()[:7]
        return first if first == last else f"{first}..{last}"

    @property
    def _months(self) -> int:
        """How many whole calendar months the period is made of; 0 where it is not."""
        if self.start is None or self.end is None or self.start.day != 1 or not _ends_month(self.end):
            return 0
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1

    @property
    def _counts_from_january(self) -> bool:
        """Whether it is a running total of the year, as 2024-01..2024-10 (a quarter or a year is none)."""
        return ".." in self.code and self.start is not None and self.start.month == 1 and 1 < self._months < _YEAR

    def title(self) -> str:
        """As it is printed: 2022年11月, 2024年1—10月, 2024年第三季度, 2024年, 截至2020年6月."""
        if self.end is None:
            return _("since {day}").format(day=_titled_start(self.start)) if self.start else _("all time")
        if self.start is None:
            whole = _ends_month(self.end)
            return _("up to {day}").format(day=_titled_month(self.end) if whole else _titled_day(self.end))
        return _titled_months(self.start, self.end, self.code) if self._months else _titled_days(self.start, self.end)

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def previous(self) -> "Period":
        """The period of the same length just before, for comparison.

        A running total of the year (2024-01..2024-10) and one open to the past (..2020-06) go back
        to the end of the month before. BadInput where the period has no end.
        """
        if self.end is None:
            raise _endless(self)
        if self.start is None or self._counts_from_january:
            whole = _ends_month(self.end)
            return Period(self.start, self.end.replace(day=1) - _DAY if whole else _moved(self.end, -1))
        if self._months:
            return Period(_moved(self.start, -self._months), self.start - _DAY)
        return Period(self.start - (self.end - self.start) - _DAY, self.start - _DAY)

    def same_last_year(self) -> "Period":
        """The same days of the year before; the last of February stays the last of February."""
        end = self.end and _moved(self.end, -_YEAR)
        if end and self.end and _ends_month(self.end):
            end = _month_end(end)
        return Period(self.start and _moved(self.start, -_YEAR), end)

    def months(self) -> "list[Period]":
        """The calendar months of the period in order, the first and last cut to it; BadInput where it is open."""
        if self.start is None or self.end is None:
            raise _endless(self)
        found: list[Period] = []
        first = self.start
        while first <= self.end:
            found.append(Period(first, min(_month_end(first), self.end)))
            first = _month_end(first) + _DAY
        return found


def parse_period(text: str, today: date | None = None) -> Period:
    """The period meant by its code; BadInput with examples otherwise.

    2022-11 · 2024-01..2024-10 · 2024-Q3 · 2024 · 2022-11-01..2022-11-15 · ..2020-06; a single day;
    and 2024-01.. which runs to `today` where that is given, else without end.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    first, dots, last = plain.partition("..")
    if not dots:
        last = first
    start = _point(first, text) if first else None
    end = _point(last, text) if last else None
    if not plain:
        raise _not_a_period(text)
    if start and not last and today:
        end = Period(today, today)
    first_day, last_day = start and start.start, end and end.end
    if first_day and last_day and last_day < first_day:
        raise BadInput(_("The period “{text}” ends before it begins.").format(text=text))
    return Period(first_day, last_day)


def _point(code: str, text: str) -> Period:
    """The year, quarter, month or day of one side of a code."""
    found = _POINT.fullmatch(code)
    try:
        if found is None or int(found["year"]) not in _YEARS:
            raise _not_a_period(text)
        quarter, month, day = found["quarter"], found["month"], found["day"]
        start = date(int(found["year"]), int(month or 3 * int(quarter or 1) - 2), int(day or 1))
    except ValueError:
        raise _not_a_period(text) from None
    if day:
        return Period(start, start)
    length = 1 if month else _QUARTER if quarter else _YEAR
    return Period(start, _moved(start, length) - _DAY)


def _not_a_period(text: str) -> BadInput:
    return BadInput(
        _("“{text}” is not a period.").format(text=text),
        remedy=_("Write it as 2022-11, 2024-01..2024-10, 2024-Q3, 2024, 2022-11-01..2022-11-15 or ..2020-06."),
    )


def _endless(period: Period) -> BadInput:
    return BadInput(
        _("“{title}” is open and cannot be compared or split.").format(title=period.title()),
        remedy=_("Choose a period with a first and a last day."),
    )


def _moved(day: date, months: int) -> date:
    """The same day of another month, or its last day where that month is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _ends_month(day: date) -> bool:
    return day == _month_end(day)


def _quarter(day: date) -> int:
    return (day.month + 2) // _QUARTER


def _quarter_begins(day: date) -> bool:
    return day.month % _QUARTER == 1


def _month_or_day(day: date | None, whole_month: bool | None) -> str:  # noqa: FBT001 - a property of the day beside it
    if day is None:
        return ""
    return day.isoformat()[:7] if whole_month else day.isoformat()


def _month_name(day: date) -> str:
    return _(_MONTH_NAMES[day.month - 1])


def _opening_month(day: date) -> str:
    """The first of several months; Chinese writes 月 once, after the last (1—10月)."""
    return str(day.month) if chosen_language() == "zh_CN" else _month_name(day)


def _words(day: date) -> dict[str, object]:
    """What a title may need of a day."""
    return {"year": day.year, "month_name": _month_name(day), "day": day.day}


def _titled_day(day: date) -> str:
    return _("{day} {month_name} {year}").format(**_words(day))


def _titled_month(day: date) -> str:
    return _("{month_name} {year}").format(**_words(day))


def _titled_start(day: date) -> str:
    return _titled_month(day) if day.day == 1 else _titled_day(day)


def _titled_months(start: date, end: date, code: str) -> str:
    if code == str(start.year):
        return _("{year}").format(year=code)
    if "Q" in code:
        return _("Q{ordinal} {year}").format(ordinal=ordinal(_quarter(start)), year=start.year)
    if ".." not in code:
        return _titled_month(start)
    if start.year == end.year:
        title = _("{first_name}–{last_name} {year}")
        return title.format(year=end.year, first_name=_opening_month(start), last_name=_month_name(end))
    return _("{first}–{last}").format(first=_titled_month(start), last=_titled_month(end))


def _titled_days(start: date, end: date) -> str:
    if start == end:
        return _titled_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return _("{first}–{day} {month_name} {year}").format(first=start.day, **_words(end))
    if start.year == end.year:
        first = {f"first_{word}": value for word, value in _words(start).items()}
        return _("{first_day} {first_month_name}–{day} {month_name} {year}").format(**first, **_words(end))
    return _("{first}–{last}").format(first=_titled_day(start), last=_titled_day(end))
