"""Tables over pages, totals, long values; sections and what closes a paper."""

import re

import pytest

from exports.closings import Attachments, OfficialClosing, Signatures
from exports.document import OFFICIAL_PAGE
from exports.drawing import Block, Gap
from exports.sections import Headed, Section, SideBySide, Stack, WithClosing
from exports.styles import CELL, FIGURE, OFFICIAL_BODY, OFFICIAL_HEAD_1, OFFICIAL_LEADING
from exports.table_layout import NOTHING_COUNTED, TableColumn, group_row, plain_row, total_row
from exports.tables import DataTable, facts_grid
from exports.timeline import Timeline, TimelineEntry
from exports.typesetting import ChinesePara
from tests.exports.paper import page_texts, print_paper

COLUMNS = (
    TableColumn(head="序", fits=True, align="right", style=FIGURE),
    TableColumn(head="企业"),
    TableColumn(head="件数", fits=True, align="right", style=FIGURE, nothing=NOTHING_COUNTED),
)


def numbered(count: int) -> list:
    return [plain_row(str(number), f"示例企业{number:04d}", "1") for number in range(count)]


def test_a_table_over_pages_repeats_its_head_and_names_its_section_again():
    content, printed = print_paper(lambda: [Section("三、诉求与办件", DataTable(COLUMNS, numbered(120)), note="120件")])
    pages = page_texts(content)
    assert printed.pages == len(pages) > 2
    assert "三、诉求与办件120件" in pages[0] or "120件" in pages[0]
    assert "（续）" not in pages[0]
    for page in pages:
        assert page.count("序企业件数") == 1
    for page in pages[1:]:
        assert "三、诉求与办件（续）" in page
    together = "".join(pages)
    assert all(together.count(f"示例企业{number:04d}") == 1 for number in range(120))


def test_a_total_never_stands_alone():
    pages_needed = set[int]()
    for count in range(40, 50):
        rows = [*numbered(count), total_row("合计", str(count), span=2)]
        pages = page_texts(print_paper(lambda rows=rows: [DataTable(COLUMNS, rows)])[0])
        pages_needed.add(len(pages))
        assert f"合计{count}" in pages[-1]
        assert f"示例企业{count - 1:04d}" in pages[-1]
    assert pages_needed == {1, 2}


def test_a_group_row_never_stands_last_on_a_page():
    groups = [row for number in range(30) for row in (group_row(f"分组{number}"), *numbered(2))]
    for above in range(300, 360, 4):
        pages = page_texts(print_paper(lambda above=above: [Gap(above), DataTable(COLUMNS, groups)])[0])
        assert len(pages) > 1
        assert not [page for page in pages if re.search(r"分组\d+$", page)]


def test_an_empty_cell_is_never_empty():
    columns = (*COLUMNS, TableColumn(head="金额"))
    page = page_texts(print_paper(lambda: [DataTable(columns, [plain_row("1", "甲", "", "")])])[0])[0]
    assert "1甲·—" in page


def test_a_row_higher_than_a_page_goes_on_over_the_page():
    text = "".join(f"第{number}句。" for number in range(900))
    rows = [plain_row("1", text, "1"), plain_row("2", "末行", "1")]
    content, printed = print_paper(lambda: [Section("备注", DataTable(COLUMNS, rows))])
    assert printed.pages > 1
    assert "末行" in page_texts(content)[-1]
    assert sum(page.count("句") for page in page_texts(content)) == 900


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 13, 21, 30])
def test_names_of_any_length_print_in_narrow_columns(length):
    name = ("示例堃𬭳喆公司科技" * 4)[:length]
    columns = (TableColumn(head="甲", width=60), TableColumn(head="乙", fits=True, width=90), TableColumn(head="丙"))
    page = page_texts(print_paper(lambda: [DataTable(columns, [plain_row(name, name, name)])])[0])[0]
    assert page.count("示") >= 3
    assert sum(page.count(character) for character in set(name)) >= 3 * length


def test_long_unbreakable_strings_keep_within_their_column():
    word = "https://example.invalid/" + "x" * 300
    table = DataTable((TableColumn(head="网址", width=100), TableColumn(head="说明")), [plain_row(word, word)])
    assert table.fit(300) > 10 * CELL.leading
    page = page_texts(print_paper(lambda: [table])[0])[0]
    assert page.count("x") == 602


def test_columns_that_fit_show_their_longest_value_on_one_line():
    rows = [plain_row("1", "甲", "1"), plain_row("12345", "乙", "1,234")]
    assert DataTable(COLUMNS, rows).fit(300) == pytest.approx(11.2 + 3.3 + 2 * (12.6 + 3.3))


def test_columns_share_what_is_left_even_where_the_others_want_everything():
    columns = (TableColumn(head="长", fits=True), TableColumn(head="短"))
    table = DataTable(columns, [plain_row("很长的内容" * 60, "短")])
    assert table.fit(200) > 0
    page = page_texts(print_paper(lambda: [table])[0])[0]
    assert page.count("很长的内容") == 60
    assert page.count("短") == 2


def test_facts_stand_in_pairs_and_an_odd_one_leaves_its_place_free():
    grid = facts_grid([("企业名称", "示例甲公司"), ("产业链", "阀门"), ("备注", "")])
    page = page_texts(print_paper(lambda: [grid])[0])[0]
    assert "企业名称示例甲公司产业链阀门备注—" in page


def test_signatures_never_stand_alone_on_a_page():
    for above in range(560, 700, 5):

        def story(above=above):
            closing = Signatures([("经办人", "审核人"), ("日　期", "日　期")])
            return [Gap(above), Section("六、承诺", DataTable(COLUMNS, numbered(3)), closing=closing)]

        pages = page_texts(print_paper(story)[0])
        assert "经办人" in pages[-1]
        assert "示例企业" in pages[-1]


def test_signatures_take_the_end_of_a_long_table_with_them():
    broken = 0
    for above in range(400, 500, 5):

        def story(above=above):
            return [
                Gap(above),
                Section("六、承诺", DataTable(COLUMNS, numbered(12)), closing=Signatures([("经办人",)])),
            ]

        pages = page_texts(print_paper(story)[0])
        assert "经办人" in pages[-1]
        assert "示例企业0011" in pages[-1]
        broken += "示例企业0000" in pages[0] and len(pages) > 1
    assert broken


def test_a_heading_never_stands_last_and_the_official_closing_never_alone():
    for before in range(4, 22):

        def story(before=before):
            closing = Stack(
                Gap(OFFICIAL_LEADING), Attachments(["甲", "乙"]), OfficialClosing("示例中心", "2024年11月4日")
            )
            text = ChinesePara("对照年度目标" * 12, OFFICIAL_BODY)
            return [
                Gap(before * OFFICIAL_LEADING),
                Headed(ChinesePara("四、下一步", OFFICIAL_HEAD_1), WithClosing(text, closing)),
            ]

        pages = page_texts(print_paper(story, page=OFFICIAL_PAGE)[0])
        with_heading = next(page for page in pages if "四、下一步" in page)
        assert "对照年度目标" in with_heading
        last = pages[-1]
        assert "2024年11月4日" in last
        assert "年度目标" in last


def test_attachments_are_numbered_and_a_single_one_is_not():
    assert "附件：1.甲2.乙" in page_texts(print_paper(lambda: [Attachments(["甲", "乙"])])[0])[0]
    assert "附件：甲" in page_texts(print_paper(lambda: [Attachments(["甲"])])[0])[0]


@pytest.mark.parametrize("length", [2, 8, 12, 20, 40])
def test_the_office_of_the_closing_stays_on_the_page(length):
    office = ("示例技术转移中心" * 6)[:length]
    closing = OfficialClosing(office, "2024年11月4日")
    content, _ = print_paper(lambda: [closing], page=OFFICIAL_PAGE)
    assert office in page_texts(content)[0]


def test_a_timeline_over_pages_keeps_every_entry_and_parts_a_very_long_one():
    entries = [
        TimelineEntry(date=f"2022-{1 + n % 12:02d}-01", kind="实地走访", person="王敏", text=f"第{n}事" + "，续" * 40)
        for n in range(60)
    ]
    entries.insert(
        3,
        TimelineEntry(date="2022-05-05", kind="座谈会", person="周倩", text="".join(f"第{n}条。" for n in range(1500))),
    )
    content, printed = print_paper(lambda: [Section("二、时间线", Timeline(entries), note="近61条")])
    together = "".join(page_texts(content))
    assert printed.pages > 3
    assert together.count("实地走访") == 60
    assert together.count("座谈会") == 1
    assert together.count("条") == 1501


def test_blocks_side_by_side_are_as_high_as_the_highest():
    low, high = Gap(10), Gap(30)
    both: Block = SideBySide([(low, 1), (high, 2)], space=10)
    assert both.fit(310) == 30
    assert (low.width, high.width) == (100, 200)
