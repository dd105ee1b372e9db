"""Money and counts: what is typed is kept to the fen, what is printed says how it was rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.amounts import (
    MoneyUnit,
    chinese_ordinal,
    count_text,
    format_fen,
    money_text,
    ordinal,
    parse_fen,
    rate_text,
    rounded,
    suspicious_scale,
)
from casework.errors import BadInput
from casework.language import LANGUAGES, choose_language

YI, WAN = 100 * 10**8, 100 * 10**4
FEN = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1079.29亿元", 107_929 * YI // 100),
        ("7,683.4 万", 76_834 * WAN // 10),
        ("30万", 30 * WAN),
        ("１２．５", 1250),
        ("12,345.67", 1_234_567),
        ("0", 0),
        ("1亿2000万元", 12_000 * WAN),
        ("1万2000元", 12_000_00),
        ("3千万元", 3000 * WAN),
        ("1.2万亿", 12_000 * YI),
        ("人民币30万元整", 30 * WAN),
        ("¥ 1,200.50", 120_050),
        ("CNY 1.5 million", 150 * WAN),
        ("0.01", 1),
        (" 30 万元 ", 30 * WAN),
    ],
)
def test_an_amount_is_understood_as_people_write_it(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize(("unit", "fen"), [("yuan", 3050), ("wan", 305_000_00), ("yi", 3_050_000_000_00)])
def test_a_plain_number_counts_in_the_unit_of_its_column(unit: MoneyUnit, fen: int) -> None:
    assert parse_fen("30.5", unit) == fen


def test_a_unit_in_the_text_beats_the_unit_of_the_column() -> None:
    assert parse_fen("30万", "yi") == 30 * WAN
    assert parse_fen("500元", "wan") == 500_00


@pytest.mark.parametrize(
    "text",
    ["", "  ", "abc", "三十万", "1,5", "12,34", "1.2.3", "1e5", "万", "元", "--5", "3万5", "2000万1亿", "1万2万"],
)
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_fen(text)
    assert "1079.29亿元" in refusal.value.remedy


@pytest.mark.parametrize("text", ["近1080亿元", "300余万元", "约30万", "30万元左右"])
def test_a_rounded_wording_is_no_exact_amount(text: str) -> None:
    with pytest.raises(BadInput, match="约数") as refusal:
        parse_fen(text)
    assert "准确金额" in refusal.value.remedy


def test_parts_of_a_fen_are_refused() -> None:
    assert parse_fen("0.0001万") == 100
    for text in ("12.345", "0.0000001万"):
        with pytest.raises(BadInput, match="分以下"):
            parse_fen(text)


def test_a_minus_is_taken_only_where_it_may_be() -> None:
    assert parse_fen("−30万", negative=True) == parse_fen("-30万元", negative=True) == -30 * WAN
    with pytest.raises(BadInput, match="不能为负"):
        parse_fen("-5")


def test_an_amount_that_the_file_cannot_hold_is_refused() -> None:
    assert parse_fen("92233720368547758.07") == 2**63 - 1
    for text in ("92233720368547758.08", "9" * 38):
        with pytest.raises(BadInput, match="最大金额"):
            parse_fen(text)


def test_an_endless_row_of_digits_is_refused_and_not_computed() -> None:
    with pytest.raises(BadInput):
        parse_fen("9" * 100_000)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (107_929 * YI // 100, "1079.29亿元"),
        (4248 * YI // 10, "424.8亿元"),
        (661 * YI // 10, "66.1亿元"),
        (76_834 * WAN // 10, "7683.4万元"),
        (30 * WAN, "30万元"),
        (1_525_000, "15250元"),
        (12_345_678_900, "12345.6789万元"),
        (1_250_050, "12500.50元"),
        (1, "0.01元"),
        (0, "0元"),
        (-30 * WAN, "-30万元"),
    ],
)
def test_an_amount_is_printed_exactly_in_its_customary_unit(fen: int, text: str) -> None:
    assert format_fen(fen) == text


def test_a_fixed_unit_stays_exact() -> None:
    assert format_fen(76_834 * WAN // 10, "yi") == "0.76834亿元"
    assert format_fen(1, "wan") == "0.000001万元"
    assert format_fen(30 * WAN, "yuan") == "300000元"


@given(FEN, st.sampled_from([None, "yuan", "wan", "yi"]), st.sampled_from(LANGUAGES))
def test_what_is_printed_reads_back_to_the_fen(fen: int, unit: MoneyUnit | None, language: str) -> None:
    choose_language(language)
    assert parse_fen(format_fen(fen, unit), negative=True) == fen


@pytest.mark.parametrize(
    ("fen", "digits", "text"),
    [
        (107_929 * YI // 100, 3, "近1080亿元"),
        (107_929 * YI // 100, None, "1079.29亿元"),
        (76_834 * WAN // 10, 2, "近7700万元"),
        (345 * WAN, 1, "300余万元"),
        (67_230 * WAN, 2, "6.7亿余元"),
        (YI - 1, 2, "近1亿元"),
        (4056 * YI, 4, "4056亿元"),
    ],
)
def test_money_is_rounded_as_it_is_said(fen: int, digits: int | None, text: str) -> None:
    assert money_text(fen, digits) == text


@pytest.mark.parametrize(
    ("value", "measure", "digits", "text"),
    [
        (305, "件", 1, "300余件"),
        (674, "人次", 2, "670余人次"),
        (153, "件", 2, "150余件"),
        (18, "家", None, "18家"),
        (18, "家", 2, "18家"),
        (350, "件", 1, "近400件"),
        (97, "项", 1, "近100项"),
        (0, "家", 1, "0家"),
    ],
)
def test_a_count_carries_its_measure_word(value: int, measure: str, digits: int | None, text: str) -> None:
    assert count_text(value, measure, digits) == text


@given(st.integers(min_value=-(10**18), max_value=10**18), st.integers(min_value=1, max_value=20))
def test_the_word_tells_on_which_side_the_exact_value_lies(value: int, digits: int) -> None:
    said = rounded(value, digits)
    difference = abs(value) - abs(said.value)
    expected = "over_a_little" if difference > 0 else "nearly" if difference < 0 else "exact"
    assert said.approx == expected
    assert len(str(abs(said.value)).rstrip("0")) <= digits
    assert 2 * abs(difference) <= 10 ** max(0, len(str(abs(value))) - digits)


def test_no_digits_are_no_rounding() -> None:
    with pytest.raises(ValueError, match="significant"):
        rounded(305, 0)


@pytest.mark.parametrize(
    ("part", "base", "text"),
    [
        (37, 37, "100%（37/37）"),
        (36, 37, "97.3%（36/37）"),
        (1, 2, "50%（1/2）"),
        (0, 5, "0%（0/5）"),
        (9999, 10000, "99.9%（9999/10000）"),
        (1, 100_000, "0.1%（1/100000）"),
        (36, 30, "120%（36/30）"),
        (10_001, 10_000, "100.1%（10001/10000）"),
        (0, 0, "无数据"),
    ],
)
def test_a_rate_prints_its_base_and_never_rounds_into_all_or_nothing(part: int, base: int, text: str) -> None:
    assert rate_text(part, base) == text


def test_english_reads_as_english() -> None:
    choose_language("en")
    assert format_fen(107_929 * YI // 100) == "CNY 107.929 billion"
    assert format_fen(30 * WAN) == "CNY 300,000"
    assert money_text(107_929 * YI // 100, 3) == "nearly CNY 108 billion"
    assert money_text(67_230 * WAN, 2) == "over CNY 670 million"
    assert count_text(305, "件", 1) == "over 300"
    assert count_text(12_674, "人次", 3) == "nearly 12,700 person-times"
    assert count_text(30, "批次") == "30 batches"
    assert rate_text(36, 37) == "97.3% (36/37)"
    assert rate_text(0, 0) == "no data"
    assert ordinal(4) == "4"


def test_a_value_ten_thousand_times_off_its_neighbours_is_questioned() -> None:
    neighbours = [20 * WAN, 50 * WAN, 30 * WAN, 0]
    assert suspicious_scale(3000, neighbours)
    assert suspicious_scale(30 * YI, neighbours)
    assert not suspicious_scale(300 * WAN, neighbours)
    assert not suspicious_scale(3 * WAN // 100, neighbours)
    assert not suspicious_scale(0, neighbours)
    assert not suspicious_scale(30 * YI, neighbours[:2])


def test_rounds_are_numbered_in_chinese() -> None:
    assert ordinal(4) == "四"
    written = {
        1: "一",
        10: "十",
        12: "十二",
        20: "二十",
        105: "一百零五",
        110: "一百一十",
        1001: "一千零一",
        1010: "一千零一十",
    }
    assert {n: chinese_ordinal(n) for n in written} == written
    assert len({chinese_ordinal(n) for n in range(1, 10_000)}) == 9999
    for n in (0, 10_000):
        with pytest.raises(ValueError, match="9999"):
            chinese_ordinal(n)
