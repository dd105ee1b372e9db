"""What a cell means: days, amounts, yes and no, telephone numbers and credit codes as people write them."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from casework.amounts import parse_fen
from casework.chinese import fold
from casework.errors import BadInput
from casework.exchange.sheet_rows import CellError, CellValue
from casework.language import _

Meaning = TypeVar("Meaning")

_BLANKS = frozenset({"", "-", "--", "—", "——", "/", "//", "\\", "无", "暂无", "空", "n/a", "na", "none", "null"})
_LONGEST_BLANK = 12
"""Longer than any blank word with a few spaces around it: what is longer says something."""
_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "●", "y", "yes", "true", "1", "1.0", "v"})
_NO = frozenset(
    {"否", "无", "没有", "非", "不是", "错", "×", "✗", "✘", "✕", "x", "n", "no", "false", "0", "0.0", "□", "○", "☐"}
)

_SERIAL_DAYS = range(20_000, 60_001)
_FIRST_SERIAL_DAY = dt.date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_YEARS = range(1900, 2101)
_CENTURY_TURN = 70
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TIME = r"(?:t?\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?(?:z|[+-]\d{2}:?\d{2})?|t?00:00:00)?"
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_YEAR_FIRST = re.compile(rf"(\d{{4}}|\d{{2}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})[日号]?{_TIME}")
_TENS = re.compile("([一二三])?十([一二三四五六七八九])?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"\d{1,2}[-./月]\d{1,2}[日号]?")
_NO_DAY = re.compile(r"\d{4}(?:年|[-./]\d{1,2}|年\d{1,2}月?)")

_PLAIN_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?")
_REGISTERED = re.compile(r"(?:人民币|rmb|cny)?([\d,.]+)\(?([十百千]?万|亿|千)?元?(?:人民币|rmb|cny)?元?\)?")
"""As registers write it: 10,000(万元人民币), 200万人民币元. Another currency is none of them."""
_DECIMALS_TO_THE_FEN = {"": 2, "元": 2, "千元": 5, "万元": 6, "十万元": 7, "百万元": 8, "千万元": 9, "亿元": 10}
_COUNT = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,15}))(?:\.0+)?[人名家个项件年次批]?次?")
_EXACT_DIGITS = 15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}", re.IGNORECASE)
_PHONE_NOISE = re.compile(r"[\s\u200b\ufeff]+")


def read_text(value: CellValue) -> str:
    """The cell as text: 3 for the number 3, the ISO form of a day; BadInput for an error cell."""
    if isinstance(value, CellError):
        raise _error_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if abs(value) < 10**_EXACT_DIGITS else repr(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def is_blank(value: CellValue) -> bool:
    """Whether a cell says that there is nothing: empty, 无, /, —."""
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_BLANK and fold(value) in _BLANKS)


# --- days ---


def read_day(value: CellValue, *, date_1904: bool = False) -> dt.date | None:
    """The day a cell of a date column means, None where it is blank.

    Understands 2022年11月28日, 2022.11.28, 2022/11/28, 22-11-28, 20221128, 二〇二二年十一月二十八日, full
    width, a time of day behind it (left out), and serial days, from 1904 on where `date_1904` says so.
    BadInput for a day without year or month without day, and for what is no day.
    """
    if is_blank(value):
        return None
    match value:
        case CellError():
            raise _error_cell(value)
        case dt.datetime():
            return value.date()
        case dt.date():
            return value
        case bool():
            raise _no_day(value)
        case int() | float():
            return _day_of_number(value, date_1904=date_1904)
        case _:
            return _day_of_text(str(value), date_1904=date_1904)


def _day_of_number(value: float, *, date_1904: bool) -> dt.date:
    whole = int(value)
    if whole in _SERIAL_DAYS:
        return _FIRST_SERIAL_DAY + dt.timedelta(days=whole + (_DAYS_TO_1904 if date_1904 else 0))
    together = _RUN_TOGETHER.fullmatch(str(whole)) if whole == value else None
    if together is None:
        raise _no_day(value)
    return _day(value, *together.groups())


def _day_of_text(text: str, *, date_1904: bool) -> dt.date:
    plain = _arabic(_WEEKDAY.sub("", fold(text)))
    if plain.isdigit() and int(plain) in _SERIAL_DAYS:
        return _day_of_number(int(plain), date_1904=date_1904)
    found = _YEAR_FIRST.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    if found is not None:
        return _day(text, *found.groups())
    if _NO_YEAR.fullmatch(plain):
        raise BadInput(_("“{text}” has no year.").format(text=text), remedy=_write_day())
    if _NO_DAY.fullmatch(plain):
        raise BadInput(_("“{text}” has no day.").format(text=text), remedy=_write_day())
    raise _no_day(text)


def _arabic(plain: str) -> str:
    """Chinese numerals of a date as digits: 二〇二二年十一月二十八日 is 2022年11月28日."""
    return _TENS.sub(lambda found: (found[1] or "一") + (found[2] or "〇"), plain).translate(_NUMERALS)


def _day(value: object, year: str, month: str, day: str) -> dt.date:
    full = int(year)
    if len(year) == 2:  # noqa: PLR2004 - a year of two digits
        full += 2000 if full < _CENTURY_TURN else 1900
    try:
        found = dt.date(full, int(month), int(day))
    except ValueError:
        raise _no_day(value) from None
    if full not in _YEARS:
        raise _no_day(value)
    return found


def _no_day(value: object) -> BadInput:
    return BadInput(_("“{text}” is not a date.").format(text=value), remedy=_write_day())


def _write_day() -> str:
    return _("Write it as 2022-11-28.")


# --- amounts, counts, yes and no ---


def read_amount(value: CellValue, *, unit: str = "", negative: bool = False) -> int | None:
    """The fen a cell of an amount column means, None where it is blank.

    `unit` is the one the heading states (万元); it counts where the cell itself names none. A number
    cell is taken to the nearest fen, since a calculated one has digits that nobody wrote. BadInput as `parse_fen`.
    """
    if is_blank(value):
        return None
    if isinstance(value, CellError):
        raise _error_cell(value)
    if isinstance(value, bool | dt.date):
        raise BadInput(_("“{text}” is not an amount of money.").format(text=read_text(value)))
    if isinstance(value, int | float):
        number = Decimal(f"{value:.{_EXACT_DIGITS}g}")
        return parse_fen(f"{round(number, _DECIMALS_TO_THE_FEN.get(unit, 2)):f}{unit}", negative=negative)
    text = str(value)
    plain = fold(text)
    if _PLAIN_NUMBER.fullmatch(plain):
        return parse_fen(text + unit, negative=negative)
    registered = _REGISTERED.fullmatch(plain)
    if registered:
        own = f"{registered[2]}元" if registered[2] else "元" if "元" in plain else unit
        return parse_fen(registered[1] + own, negative=negative)
    return parse_fen(text, negative=negative)


def read_count(value: CellValue) -> int | None:
    """A whole number (1200, "1,200", 1200人), None where the cell is blank; BadInput for anything else."""
    if is_blank(value):
        return None
    if isinstance(value, CellError):
        raise _error_cell(value)
    found = _COUNT.fullmatch(fold(read_text(value))) if not isinstance(value, bool | dt.date) else None
    if found is None:
        raise BadInput(_("“{text}” is not a whole number.").format(text=read_text(value)))
    return int(found[1].replace(",", ""))


def read_yes_no(value: CellValue) -> bool | None:
    """Yes or no as people mark it (是 / 否 / √ / × / 有 / 无 / Y / N / 1 / 0), None where it is blank."""
    if isinstance(value, CellError):
        raise _error_cell(value)
    if isinstance(value, bool) or value is None:
        return value
    word = fold(read_text(value))
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word in _BLANKS:
        return None
    raise BadInput(
        _("“{text}” is neither yes nor no.").format(text=read_text(value)), remedy=_("Write yes or no, or √ or ×.")
    )


# --- codes and numbers that are text ---


def read_phone(value: CellValue) -> str:
    """A telephone number as text, of a number cell its digits; "" where it is blank."""
    if is_blank(value):
        return ""
    if isinstance(value, float) and not value.is_integer():
        raise BadInput(_("“{text}” is not a telephone number.").format(text=read_text(value)))
    if has_lost_digits(value):
        raise _lost(value)
    return _PHONE_NOISE.sub(" ", read_text(value)).strip()


def read_uscc(value: CellValue) -> str:
    """A credit code as text in capitals without blanks; "" where it is blank. It is not checked here.

    BadInput where a number cell has lost its last digits (9.14403001234568E+17): they cannot be
    known from the file and are never guessed.
    """
    if is_blank(value):
        return ""
    if has_lost_digits(value):
        raise _lost(value)
    return fold(read_text(value)).upper()


def has_lost_digits(value: CellValue) -> bool:
    """Whether a code was kept as a number too long for one: a spreadsheet number has 15 exact digits."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 10**_EXACT_DIGITS
    return isinstance(value, str) and _SCIENTIFIC.fullmatch(fold(value)) is not None


def _lost(value: CellValue) -> BadInput:
    shown = f"{value:.{_EXACT_DIGITS}G}" if isinstance(value, int | float) else str(value)
    return BadInput(
        _("“{text}” was kept as a number and has lost its last digits.").format(text=shown),
        remedy=_("Set the column to text in the spreadsheet and enter the code anew from the original."),
    )


def _error_cell(value: CellError) -> BadInput:
    if value.text.startswith("="):
        return BadInput(
            _("The formula {text} has no result.").format(text=value.text),
            remedy=_("Open the file in WPS or Excel and save it, so that its formulas are calculated."),
        )
    return BadInput(
        _("The cell shows the error {text}.").format(text=value.text),
        remedy=_("Correct the formula in the spreadsheet, or enter the value."),
    )


def placed(read: Callable[[CellValue], Meaning], value: CellValue, where: str) -> Meaning:
    """What `read` makes of a cell; its BadInput names the cell (`where`, as D7)."""
    try:
        return read(value)
    except BadInput as error:
        raise BadInput(
            _("Cell {place}: {message}").format(place=where, message=error.message),
            remedy=error.remedy,
            candidates=error.candidates,
        ) from None
