"""Days, amounts, marks and codes are understood as offices write them; what is lost in the file is never guessed."""

import datetime as dt

import pytest

from casework.errors import BadInput
from casework.exchange.cell_values import (
    has_lost_digits,
    placed,
    read_amount,
    read_count,
    read_day,
    read_phone,
    read_text,
    read_uscc,
    read_yes_no,
)
from casework.exchange.sheet_rows import CellError, CellValue, place

THE_DAY = dt.date(2022, 11, 28)


@pytest.mark.parametrize(
    "value",
    [
        "2022-11-28",
        "2022年11月28日",
        "2022年11月28号",
        "2022 年 11 月 28 日",
        "2022.11.28",
        "2022. 11. 28",
        "2022/11/28",
        "22-11-28",
        "22.11.28",
        "２０２２年１１月２８日",
        "20221128",
        20221128,
        20221128.0,
        "二〇二二年十一月二十八日",
        "二零二二年11月28日",
        "2022-11-28 14:30",
        "2022-11-28T00:00:00",
        "2022年11月28日14时30分",
        "2022年11月28日 星期一",
        "2022年11月28日（周一）",
        44893,
        44893.6,
        "44893",
        dt.date(2022, 11, 28),
        dt.datetime(2022, 11, 28, 9, 30),  # noqa: DTZ001 - a spreadsheet knows no time zones
    ],
)
def test_a_day_is_understood(value: CellValue) -> None:
    assert read_day(value) == THE_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二〇年十月十日", "2020-10-10"),
        ("2021年三十一月一日", None),
        ("2022年十二月三十一日", "2022-12-31"),
        ("98-1-5", "1998-01-05"),
        ("2020/2/29", "2020-02-29"),
    ],
)
def test_chinese_numerals_and_short_years(text: str, day: str | None) -> None:
    if day:
        assert read_day(text) == dt.date.fromisoformat(day)
    else:
        with pytest.raises(BadInput):
            read_day(text)


def test_serial_days_may_count_from_1904() -> None:
    assert read_day(43431, date_1904=True) == THE_DAY


@pytest.mark.parametrize("value", [None, "", "  ", "/", "—", "无"])
def test_a_blank_is_no_day(value: CellValue) -> None:
    assert read_day(value) is None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("11月28日", "没有写年份"),
        ("11.28", "没有写年份"),
        ("2022年11月", "没有写到日"),
        ("2022年", "没有写到日"),
        ("2022-02-30", "不是日期"),
        ("2022-13-01", "不是日期"),
        ("28/11/2022", "不是日期"),
        ("去年底", "不是日期"),
        ("99999999", "不是日期"),
        (19_999, "不是日期"),
        (60_001, "不是日期"),
        (-3, "不是日期"),
        (float("1e300"), "不是日期"),
        (True, "不是日期"),
        (CellError("#N/A"), "#N/A"),
        (CellError("=A1"), "没有计算结果"),
    ],
)
def test_what_is_no_day_is_refused(value: CellValue, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_day(value)
    assert why in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("value", "unit", "fen"),
    [
        (1000, "", 100_000),
        (1000, "万元", 1_000_000_000),
        (1.5, "亿元", 15_000_000_000),
        ("1,000.5", "万元", 1_000_500_000),
        ("1000元", "万元", 100_000),
        ("500万", "", 500_000_000),
        ("500万元", "亿元", 500_000_000),
        ("1079.29亿元", "", 10_792_900_000_000),
        (0.1 + 0.2, "万元", 300_000),
        (1 / 3, "万元", 333_333),
        (12.3456, "千元", 1_234_560),
        (None, "万元", None),
        ("/", "万元", None),
    ],
)
def test_an_amount_is_understood(value: CellValue, unit: str, fen: int | None) -> None:
    assert read_amount(value, unit=unit) == fen


@pytest.mark.parametrize("value", ["约300万", "面议", -5, True, dt.date(2022, 1, 1), CellError("#DIV/0!")])
def test_what_is_no_amount_is_refused(value: CellValue) -> None:
    with pytest.raises(BadInput):
        read_amount(value)
    assert read_amount(-5, negative=True) == -500


@pytest.mark.parametrize(
    ("value", "count"), [(12, 12), (12.0, 12), ("1,200", 1200), ("120人", 120), ("３家", 3), ("无", None)]
)
def test_a_count_is_understood(value: CellValue, count: int | None) -> None:
    assert read_count(value) == count


@pytest.mark.parametrize("value", [1.5, "约100", "12,34", True, CellError("#N/A")])
def test_what_is_no_count_is_refused(value: CellValue) -> None:
    with pytest.raises(BadInput):
        read_count(value)


@pytest.mark.parametrize("value", ["是", " 是 ", "√", "✓", "有", "Y", "ｙ", "Yes", True, 1, 1.0, "1"])
def test_yes_is_understood(value: CellValue) -> None:
    assert read_yes_no(value) is True


@pytest.mark.parametrize("value", ["否", "×", "无", "没有", "N", "no", False, 0, "0"])
def test_no_is_understood(value: CellValue) -> None:
    assert read_yes_no(value) is False


def test_a_blank_says_neither_yes_nor_no() -> None:
    assert read_yes_no(None) is None
    assert read_yes_no("/") is None
    with pytest.raises(BadInput):
        read_yes_no("部分")


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        ("0813-1000001", "0813-1000001"),
        (10000000001, "10000000001"),
        (10000000001.0, "10000000001"),
        ("无", ""),
        (None, ""),
    ],
)
def test_a_telephone_number_stays_text(value: CellValue, phone: str) -> None:
    assert read_phone(value) == phone


@pytest.mark.parametrize(
    "value", [9.14403001234568e17, 914403001234568000, "9.14403001234568E+17", "9.14E+17", "９.14e17"]
)
def test_a_credit_code_that_lost_digits_is_flagged_and_never_repaired(value: CellValue) -> None:
    assert has_lost_digits(value)
    with pytest.raises(BadInput) as refused:
        read_uscc(value)
    assert "末尾几位已经丢失" in refused.value.message
    with pytest.raises(BadInput):
        read_phone(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [(" 91999999ma0000001a ", "91999999MA0000001A"), ("９１999999 MA0000001A", "91999999MA0000001A"), (None, "")],
)
def test_a_credit_code_is_text_in_capitals(value: CellValue, code: str) -> None:
    assert read_uscc(value) == code


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (3.25, "3.25"), (1e-7, "0.0000001"), (THE_DAY, "2022-11-28"), (True, "是"), (None, "")],
)
def test_any_cell_has_a_text(value: CellValue, text: str) -> None:
    assert read_text(value) == text


def test_an_error_names_its_cell() -> None:
    with pytest.raises(BadInput) as refused:
        placed(read_day, CellError("#DIV/0!"), place(7, 3))
    assert refused.value.message == "D7 单元格：单元格显示错误 #DIV/0!。"
    assert refused.value.remedy
    assert placed(read_day, "2022-11-28", "D7") == THE_DAY
    assert [place(1, 25), place(1, 26), place(9, 701), place(9, 702)] == ["Z1", "AA1", "ZZ9", "AAA9"]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("10,000(万元人民币)", 10_000_000_000),
        ("44.4000(万元人民币)", 44_400_000),
        ("500万人民币元", 500_000_000),
        ("人民币1.5亿元", 15_000_000_000),
        ("300（万人民币）", 300_000_000),
    ],
)
def test_an_amount_as_the_register_of_firms_writes_it(text: str, fen: int) -> None:
    assert read_amount(text) == fen


def test_another_currency_is_not_taken_for_ours() -> None:
    with pytest.raises(BadInput):
        read_amount("100(万美元)")
