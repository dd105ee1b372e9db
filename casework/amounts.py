"""Money in fen and counted things: exact values in, the customary wording out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Literal, TypeAlias

from casework.errors import BadInput
from casework.language import N_, _, chosen_language

MoneyUnit: TypeAlias = Literal["yuan", "wan", "yi"]
Approx: TypeAlias = Literal["exact", "over_a_little", "nearly"]

_FEN_PER = {"yuan": 100, "wan": 100 * 10**4, "yi": 100 * 10**8}
_ENGLISH_FEN_PER = {"yuan": 100, "wan": 100 * 10**6, "yi": 100 * 10**9}
_UNIT_WORDS = {"yuan": N_("yuan"), "wan": N_("ten thousand"), "yi": N_("hundred million")}
_ENGLISH_UNIT_WORDS = {"yuan": "", "wan": "million", "yi": "billion"}
_MULTIPLIERS = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MULTIPLIER = "|".join(sorted(filter(None, _MULTIPLIERS), key=len, reverse=True))
_CURRENCY = "(?:人民币|¥|rmb|cny)"
_AMOUNT = re.compile(
    rf"(?:(?P<sign>[-+]?)\s*{_CURRENCY}?|{_CURRENCY}\s*(?P<sign_after>-))\s*"
    rf"(?P<parts>{_NUMBER}(?:\s*(?:{_MULTIPLIER})(?:{_NUMBER}(?:{_MULTIPLIER}))*(?:{_NUMBER}(?=元))?)?)"
    rf"\s*(?P<yuan>元|yuan)?整?"
)
_PART = re.compile(rf"({_NUMBER})\s*({_MULTIPLIER}|)")
_ROUNDED_WORDS = re.compile("余|近|约|超|多|上下|左右|nearly|over|about")
_LONGEST_AMOUNT = 40
_LARGEST_FEN = 2**63 - 1
_ENGLISH_MEASURES = {
    "人": N_("people"),
    "人次": N_("person-times"),
    "批": N_("batches"),
    "批次": N_("batches"),
    "天": N_("days"),
    "个工作日": N_("working days"),
}
_TENTHS_OF_ALL = 1000
_DIGITS = "零一二三四五六七八九"
_FEWEST_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """A value as it is said: `value` after rounding and how the exact one lies to it."""

    value: int
    approx: Approx


def parse_fen(text: str, unit: MoneyUnit = "yuan", *, negative: bool = False) -> int:
    """The fen meant by an amount as people write it: 1079.29亿元, 7,683.4 万, 1亿2000万, CNY 1.5 million.

    `unit` counts where the text names none. Exact; BadInput for what is no amount, for a rounded
    wording (近, 余), for parts of a fen, for what SQLite cannot hold, and for a minus sign unless
    `negative` allows it.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-")
    found = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST_AMOUNT else None
    if found is None:
        raise _not_an_amount(text, plain)
    fen = Fraction(0)
    parts = _PART.findall(found["parts"])
    scales = [_MULTIPLIERS[scale] for _number, scale in parts]
    if scales != sorted(set(scales), reverse=True):
        raise _not_an_amount(text, plain)
    named = bool(found["yuan"]) or scales != [1]
    for (number, _scale), scale in zip(parts, scales, strict=True):
        fen += Fraction(number.replace(",", "")) * scale * _FEN_PER["yuan" if named else unit]
    if "-" in (found["sign"], found["sign_after"]):
        fen = -fen
    return _checked_fen(text, fen, negative=negative)


def _not_an_amount(text: str, plain: str) -> BadInput:
    if not plain:
        return BadInput(_("No amount is given."), remedy=_("Write it as CNY 1.5 million or 12500.50."))
    if _ROUNDED_WORDS.search(plain):
        return BadInput(
            _("“{text}” is a rounded amount.").format(text=text),
            remedy=_("Enter the exact amount; the rounded wording is made when it is printed."),
        )
    return BadInput(
        _("“{text}” is not an amount of money.").format(text=text),
        remedy=_("Write it as CNY 1.5 million or 12500.50."),
    )


def _checked_fen(text: str, fen: Fraction, *, negative: bool) -> int:
    if fen.denominator != 1:
        raise BadInput(
            _("“{text}” is finer than one fen.").format(text=text),
            remedy=_("Give at most two decimals of a yuan."),
        )
    if fen < 0 and not negative:
        raise BadInput(_("“{text}” is negative, which this amount may not be.").format(text=text))
    if abs(fen) > _LARGEST_FEN:
        raise BadInput(_("“{text}” is larger than any amount this program can keep.").format(text=text))
    return int(fen)


def format_fen(fen: int, unit: MoneyUnit | None = None) -> str:
    """The exact amount in words: 1079.29亿元, 30万元, 12500.5元; in English CNY 107.929 billion.

    `unit` fixes the unit (English: yuan, million, billion); None takes the largest customary one.
    """
    return _worded_money(fen, "exact", unit)


def money_text(fen: int, digits: int | None = None) -> str:
    """The amount rounded to `digits` significant digits as it is said: 近1080亿元, 300余万元; exact for None."""
    said = rounded(fen, digits)
    return _worded_money(said.value, said.approx, None)


def rounded(value: int, digits: int | None) -> Rounded:
    """`value` to `digits` significant digits (四舍五入), with the word that tells the truth about it.

    Product rule 1: where rounding made it smaller it is 余 (305, 1 digit: 300余), where it made it
    larger 近 (1079.29亿, 3 digits: 近1080亿), else exact. None leaves the value as it is.
    """
    if digits is None:
        return Rounded(value=value, approx="exact")
    if digits < 1:
        raise ValueError("digits counts significant digits from 1")
    size = abs(value)
    step = 10 ** max(0, len(str(size)) - digits)
    near = (size + step // 2) // step * step
    approx: Approx = "exact" if near == size else "over_a_little" if near < size else "nearly"
    return Rounded(value=near if value >= 0 else -near, approx=approx)


def count_text(value: int, measure: str, digits: int | None = None) -> str:
    """A count with its measure word: 18家, 300余件; in English “18”, “over 300”, “over 670 person-times”."""
    said = rounded(value, digits)
    number = str(said.value) if chosen_language() == "zh_CN" else f"{said.value:,}"
    return _worded(said.approx, number, _measure_word(measure))


def rate_text(num: int, den: int) -> str:
    """A rate with its base: 100%（37/37）, 97.3%（36/37）; 无数据 where the base is 0.

    One decimal where it is not whole; only 0/n prints 0% and only n/n prints 100%.
    """
    if den == 0:
        return _("no data")
    if 100 * num % den == 0:
        percent = str(100 * num // den)
    else:
        tenths = max(1, (2000 * num + den) // (2 * den))
        tenths = min(tenths, _TENTHS_OF_ALL - 1) if num < den else max(tenths, _TENTHS_OF_ALL + 1)
        percent = f"{tenths // 10}.{tenths % 10}"
    return _("{percent}% ({part}/{base})").format(percent=percent, part=num, base=den)


def suspicious_scale(value: int, neighbours: Sequence[int]) -> bool:
    """Whether `value` looks like 元 entered for 万元 or the reverse: about ten thousand times off its neighbours.

    It does when it is more than 10^3.5 times above or below the median of at least three
    neighbours that are not 0. The caller asks; it never refuses.
    """
    sizes = [abs(n) for n in neighbours if n]
    if not value or len(sizes) < _FEWEST_NEIGHBOURS:
        return False
    ratio = Fraction(abs(value)) / Fraction(median(sizes))
    return max(ratio, 1 / ratio) ** 2 > 10**7


def ordinal(n: int) -> str:
    """The number of a round or meeting in the user's language: 四 (for 第四轮), in English 4."""
    return chinese_ordinal(n) if chosen_language() == "zh_CN" else str(n)


def chinese_ordinal(n: int) -> str:
    """`n` from 1 to 9999 in Chinese numerals: 4 is 四, 12 is 十二, 105 is 一百零五."""
    if not 1 <= n <= 9999:  # noqa: PLR2004 - the range of the three words 千百十
        raise ValueError("Chinese ordinals are written from 1 to 9999")
    words = ""
    for digit, place in zip(f"{n:04d}", ("千", "百", "十", ""), strict=True):
        words += _DIGITS[int(digit)] + (place if digit != "0" else "")
    words = re.sub("零+", "零", words).strip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def _measure_word(measure: str) -> str:
    if not measure:
        return ""
    if chosen_language() == "zh_CN":
        return _(measure)
    return _ENGLISH_MEASURES.get(measure, measure if measure.isascii() else "")


def _worded(approx: Approx, number: str, measure: str) -> str:
    templates = {
        "exact": _("{number} {measure}"),
        "over_a_little": _("over {number} {measure}"),
        "nearly": _("nearly {number} {measure}"),
    }
    return templates[approx].format(number=number, measure=measure).strip()


def _worded_money(fen: int, approx: Approx, unit: MoneyUnit | None) -> str:
    if chosen_language() != "zh_CN":
        unit = unit or _customary_unit(fen, _ENGLISH_FEN_PER, 3)
        number = _exact_number(fen, _ENGLISH_FEN_PER[unit], grouped=True)
        return _worded(approx, f"CNY {number}", _ENGLISH_UNIT_WORDS[unit])
    unit = unit or _customary_unit(fen, _FEN_PER, 2)
    number = _exact_number(fen, _FEN_PER[unit])
    yuan, scale = _("yuan"), "" if unit == "yuan" else _(_UNIT_WORDS[unit])
    # 余 stands before 万 or 亿 after a round number (300余万元), behind them after any other (6.7亿余元)
    if approx == "over_a_little" and not re.fullmatch(r"-?\d*0", number):
        return _worded(approx, number + scale, yuan)
    return _worded(approx, number, scale + yuan)


def _customary_unit(fen: int, fen_per: dict[str, int], decimals: int) -> MoneyUnit:
    """The largest unit in which the amount is at least 1 and short: `decimals`, from 100 on four of them."""
    units: tuple[MoneyUnit, ...] = ("yi", "wan")
    for unit in units:
        size = Fraction(abs(fen), fen_per[unit])
        allowed = decimals if size < 100 else 4  # noqa: PLR2004 - 12345.6789万元 reads better than 123456789元
        if size >= 1 and (size * 10**allowed).denominator == 1:
            return unit
    return "yuan"


def _exact_number(fen: int, fen_per: int, *, grouped: bool = False) -> str:
    whole, rest = divmod(abs(fen), fen_per)
    decimals = str(rest).zfill(len(str(fen_per)) - 1)
    if fen_per > _FEN_PER["yuan"] or rest == 0:
        decimals = decimals.rstrip("0")
    number = f"{whole:,}" if grouped else str(whole)
    return ("-" if fen < 0 else "") + number + ("." + decimals if decimals else "")
