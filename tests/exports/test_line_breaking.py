"""Lines of Chinese text end where a reader expects them to."""

import random
import re

import pytest

from exports.fonts import SERIF, widths_of
from exports.line_breaking import CLOSING, NEVER_FIRST, NEVER_LAST, break_lines, may_squeeze

SIZE = 10
ROOMS = (90, 110, 137, 150, 171, 200, 233, 260, 300, 351, 400, 470)
PHRASES = (
    "企业反映核心零部件“卡脖子”，希望对接高校院所开展联合攻关（含中试验证）；",
    "申请研发费用加计扣除辅导，涉及金额约1,234.5万元，需税务部门协同……",
    "《四川省科技成果转化条例》第12条、第13条（2024年修订）：",
    "2022年11月24日实地走访，阀座密封在320℃动水工况下约400小时失效——愿出试验费30万元。",
    "Huifang V2.1 与 SQ-0219 号诉求（“帮代办”）同日办结！",
    "增长12.4%（2021年度），合同￥30.00万元？",
    "「示例」：『一』〔二〕【三】〈四〉",
)


def lines_of(text: str, room: float, first_indent: float = 0) -> list[str]:
    widths = [width * SIZE / 1000 for width in widths_of(text, SERIF)]
    return [text[line.start : line.end] for line in break_lines(text, widths, room, first_indent=first_indent)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(room):
    """1,000 paragraphs at twelve widths, as the evidence counts: no bad start, no bad end, nothing lost."""
    chance = random.Random(room)
    for _ in range(1000 // len(ROOMS) + 1):
        text = "".join(chance.choice(PHRASES) for _ in range(chance.randint(2, 6)))
        lines = lines_of(text, room, first_indent=chance.choice((0, 2 * SIZE)))
        assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]
        assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("room", ROOMS)
def test_no_line_is_wider_than_its_room(room):
    text = "".join(PHRASES)
    widths = [width * SIZE / 1000 for width in widths_of(text, SERIF)]
    for line in break_lines(text, widths, room):
        assert line.width <= line.room + 0.001


@pytest.mark.parametrize(
    "unit",
    [
        "1,234.5万元",
        "2022年11月24日",
        "1—10月",
        "300余件",
        "170余项",
        "12.4%",
        "SQ-0219",
        "18家次",
        "3对",
        "100****0016",
        "400MPa",
        "320 ℃",
        "66.1/100",
        "2022-11-24",
        "……",
        "——",
        "第12条",
        "11月4日",
    ],
)
def test_a_number_with_its_unit_a_date_a_latin_word_and_a_double_mark_stay_whole(unit):
    text = "本园区企业" * 3 + unit + "以及其他有关情况说明" * 3
    for room in range(120, 260, 7):
        assert any(unit in line for line in lines_of(text, room)), room


def test_a_unit_longer_than_the_line_is_broken_inside_and_nothing_is_lost():
    text = "见https://example.invalid/" + "a1b2c3d4" * 30 + "，余下照旧。"
    lines = lines_of(text, 120)
    assert "".join(lines) == text
    assert all(line[0] not in NEVER_FIRST for line in lines[1:])


def test_a_run_of_marks_longer_than_the_line_still_ends():
    assert "".join(lines_of("。" * 200, 60)) == "。" * 200


def test_spaces_at_a_line_end_are_dropped_and_the_paragraph_ends_there():
    assert lines_of("一二三四五六七八九" + "　" * 4, 90) == ["一二三四五六七八九"]


def test_a_line_feed_begins_a_paragraph_and_an_empty_one_keeps_its_line():
    assert lines_of("甲\n\n乙", 100) == ["甲", "", "乙"]


def test_marks_in_a_row_give_up_half_an_em():
    assert may_squeeze("）", "，")
    assert may_squeeze("”", "（")
    assert may_squeeze("（", "“")
    assert not may_squeeze("中", "，")
    assert not may_squeeze("，", "中")


def test_a_closing_mark_at_the_end_of_a_full_line_hangs():
    text = "一二三四五六七八九，十"
    widths = [SIZE] * len(text)
    first, second = break_lines(text, widths, 9.5 * SIZE)
    assert text[first.start : first.end] == "一二三四五六七八九，"
    assert text[second.start : second.end] == "十"
    assert first.trims_end
    assert "，" in CLOSING


def test_every_character_is_in_exactly_one_line():
    text = "".join(PHRASES) * 3
    joined = "".join(lines_of(text, 222))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)
