"""The header is found under titles and over two or three rows, and rows that are no records are told apart."""

from typing import Any

import pytest

from casework.exchange.roster_headings import every_heading, field_of, fields_by_key
from casework.exchange.sheet_layout import find_header, header_words, heading_text, why_ignored
from casework.exchange.sheet_rows import SheetRow

FIELDS = fields_by_key(every_heading())
HEADINGS = ("序号", "企业名称", "注册资本", "联系电话")


def rows(*values: tuple[Any, ...], first: int = 1) -> list[SheetRow]:
    return [SheetRow(number=number, values=row) for number, row in enumerate(values, start=first)]


def is_known(heading: str) -> bool:
    return field_of(heading, FIELDS) is not None


def found(
    *values: tuple[Any, ...], merges: dict[int, list[tuple[int, int]]] | None = None
) -> tuple[int, int, tuple[str, ...]]:
    header = find_header(rows(*values), merges or {}, is_known)
    assert header is not None
    return header.first + 1, header.last + 1, header.headings


def test_an_instruction_that_names_headings_is_no_header() -> None:
    title, instruction = ("企业名称", None, None, None), ("填表说明：企业名称、注册资本必填",)
    assert found(title, instruction, HEADINGS, (1, "示例甲", 5, "1")) == (3, 3, HEADINGS)


def test_data_under_a_gap_in_the_header_is_no_second_header() -> None:
    header = ("企业名称", "联系人", None, "备注")
    assert found(header, ("示例甲公司", "示例某", "10000000001", None)) == (1, 1, ("企业名称", "联系人", "", "备注"))


def test_data_under_a_merged_title_is_no_second_header() -> None:
    table = (("企业名册", None, None), ("企业名称", "联系人", "联系电话"), ("示例甲公司", "示例某", "1"))
    assert found(*table, merges={1: [(0, 2)]})[:2] == (2, 2)


def test_a_header_of_three_rows() -> None:
    header = (
        ("企业名称", "企业情况", None, None),
        ("企业名称", "企业类别", None, "成立日期"),
        ("企业名称", "规上", "高企", "成立日期"),
    )
    merges = {1: [(1, 3)], 2: [(1, 2)]}
    assert found(*header, ("示例甲", "是", "否", "2022-11-28"), merges=merges) == (
        1,
        3,
        ("企业名称", "企业情况/企业类别/规上", "企业情况/企业类别/高企", "企业情况/成立日期"),
    )


def test_without_known_headings_the_first_row_of_words_counts() -> None:
    assert found(("甲方",), ("颜色", "形状", "尺寸"), ("红", "圆", 3)) == (2, 2, ("颜色", "形状", "尺寸"))
    assert find_header(rows((1, 2), (3, 4)), {}, is_known) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("联系\n电话", "联系电话"),
        (" 企 业 名 称 ", "企业名称"),
        ("Company  name", "Company name"),
        (2022, "2022"),
        (None, ""),
    ],
)
def test_a_heading_stands_on_one_line(cell: Any, text: str) -> None:
    assert heading_text(cell) == text


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((1, "示例甲公司", 5, "1"), ""),
        (("示例甲公司", None, None, None), ""),
        ((1, 2, 3.5, 4), ""),
        (("三一示例股份有限公司", None, None, None), ""),
        ((1, "合计投资公司", 5, "1"), ""),
        (("累计科技有限公司", "1", None, None), ""),
        (("合计", None, 500, None), "合计行"),
        (("总　计：", None, 500, None), "合计行"),
        (("小计（3家）", None, 500, None), "合计行"),
        (("共计18家", None, None, None), "合计行"),
        (("Total", None, 500, None), "合计行"),
        (("填表人：示例某 电话：1", None, None, None), "表下说明"),
        (("注：数据截至11月底", None, None, None), "表下说明"),
        (("一、规上企业", None, None, None), "分组标题"),
        (("（二）规下企业", "（二）规下企业", "（二）规下企业", "（二）规下企业"), "分组标题"),
        (HEADINGS, "重复的表头"),
        ((1, 2, 3, 4), "列号行"),
        (("甲", "乙", 1, 2), "列号行"),
        (("（1）", "（2）", "（3）", "（4）"), "列号行"),
        (("示例", "示例甲公司", 100, "1"), "填写示例"),
        (("示例甲公司", "示例甲公司", None, None), ""),
    ],
)
def test_rows_that_are_no_records_are_told_apart(values: tuple[Any, ...], reason: str) -> None:
    assert why_ignored(SheetRow(number=9, values=values), header_words(HEADINGS)) == reason
