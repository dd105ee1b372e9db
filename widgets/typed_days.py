"""A day as people type it: 11-24, 今天, 下周四, +3 working days, 2 weeks."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from casework.calendar import WorkingCalendar
from casework.chinese import fold
from casework.errors import BadInput
from casework.language import N_, _

PLAIN_WEEK = WorkingCalendar(holidays={}, make_up_days=frozenset(), announced_years=frozenset())
"""Monday to Friday, where no calendar is known."""
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_NAMED = {
    "前天": -2,
    "昨天": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_WEEKDAY_SIGNS = {
    **{sign: n for n, sign in enumerate("一二三四五六日")},
    **{str(n + 1): n for n in range(7)},
    **{word: n for n, word in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    "天": 6,
}
_FULL = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[日号]?")
_LATER = re.compile(r"\+?(\d{1,3})(?:个)?(工作日|天|日|周|星期|礼拜|月|年|wd|d|w|m|y|days?|weeks?|months?)?后?")
_WEEKDAY = re.compile(
    r"(?P<week>上|本|这|下)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])"
    r"|(?P<english_week>last|this|next)?(?P<english_day>mon|tue|wed|thu|fri|sat|sun)[a-z]*"
)
_WEEK_SHIFTS = {"上": -1, "last": -1, "本": 0, "这": 0, "this": 0, "下": 1, "next": 1}
_UNITS = {"天": "d", "日": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m", "年": "y", "工作日": "wd", "wd": "wd"}


def parse_day(text: str, today: date, calendar: WorkingCalendar = PLAIN_WEEK) -> date:
    """The day meant by `text`, seen from `today`; BadInput otherwise.

    2022-11-24 and 20221124; 11-24 and 11月24日 (the nearest such day); 24日 (of this month); 今天,
    明天; 周四 (the next one), 下周四; +3 (working days), 3天, 2周, 1个月.
    """
    plain = fold(text)
    try:
        for read in (_named, _full, _short, _later, _weekday, _day):
            found = read(plain, today, calendar)
            if found is not None:
                return found
    except (ValueError, OverflowError):
        pass
    raise BadInput(
        _("“{text}” is not a date.").format(text=text),
        remedy=_("Write it as 2022-11-28, 11-28, today, or +3 for three working days from now."),
    )


def _named(plain: str, today: date, _calendar: WorkingCalendar) -> date | None:
    return today + timedelta(days=_NAMED[plain]) if plain in _NAMED else None


def _full(plain: str, _today: date, _calendar: WorkingCalendar) -> date | None:
    found = _FULL.fullmatch(plain)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _short(plain: str, today: date, _calendar: WorkingCalendar) -> date | None:
    found = _SHORT.fullmatch(plain)
    if not found:
        return None
    days = [day for year in (-1, 0, 1) if (day := _of_year(today.year + year, int(found[1]), int(found[2])))]
    if not days:
        raise ValueError(plain)
    return min(days, key=lambda day: abs(day - today))


def _of_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _later(plain: str, today: date, calendar: WorkingCalendar) -> date | None:
    found = _LATER.fullmatch(plain)
    a_day_of_the_month = plain.endswith("日") and not plain.endswith("工作日")
    if not found or a_day_of_the_month or not (plain.startswith("+") or found[2]):
        return None
    count, unit = int(found[1]), found[2] or "wd"
    moves: dict[str, Callable[[], date]] = {
        "wd": lambda: calendar.add_working_days(today, count),
        "d": lambda: today + timedelta(days=count),
        "w": lambda: today + timedelta(weeks=count),
        "m": lambda: add_months(today, count),
        "y": lambda: add_months(today, 12 * count),
    }
    return moves[_UNITS.get(unit, unit[0])]()


def _weekday(plain: str, today: date, _calendar: WorkingCalendar) -> date | None:
    found = _WEEKDAY.fullmatch(plain)
    if not found:
        return None
    wanted = _WEEKDAY_SIGNS[found["day"] or found["english_day"]]
    week = found["week"] or found["english_week"]
    if week:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=wanted, weeks=_WEEK_SHIFTS[week])
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _day(plain: str, today: date, _calendar: WorkingCalendar) -> date | None:
    found = _DAY.fullmatch(plain)
    return today.replace(day=int(found[1])) if found else None


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day and (found := _of_year(year, month + 1, last)):
            return found
    raise ValueError(months)


def weekday_word(day: date) -> str:
    """周四, Thu."""
    return _(WEEKDAYS[day.weekday()])


def day_words(day: date, today: date) -> str:
    """A day as it stands in a list: 今天, 明天, 12-08 周四, 2023-01-05 周四."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    if near:
        return near
    written = day.isoformat() if day.year != today.year else f"{day:%m-%d}"
    return f"{written} {weekday_word(day)}"
