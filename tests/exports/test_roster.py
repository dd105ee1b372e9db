"""A roster keeps every value typed and whole, hides what is personal, prints well and imports again."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.catalogue import RECORD_TYPES
from casework.entities.appeals import Appeal
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.projects import Project
from casework.exchange.roster_headings import known_headings, recognised_columns, unit_in
from casework.exchange.workbooks import read_table
from casework.fields import Kind, column, columns
from casework.language import choose_language
from exports.enterprise_roster import enterprise_sheet
from exports.roster import RosterSheet, referred_types, roster_columns, roster_values, write_roster
from exports.roster_columns import JoinedColumn, heading_of, money_format
from tests.exports.excel_samples import FACTS, enterprise_row, sheet_of, table_of

UUID = "5f0e6c1e-6a0c-4b0e-9d6b-54544357acd1"


def roster(path, record_type, *records, **values):
    chosen = values.pop("columns", None) or roster_columns(record_type)
    sheet = RosterSheet(title="清单", columns=chosen, rows=roster_values(records, chosen), facts=FACTS, **values)
    return write_roster(path, sheet)


def appeal(**values):
    given = {"enterprise_id": UUID, "subject": "用电报装", "accepted_on": dt.date(2022, 12, 1)}
    return Appeal(**given | values)


def test_values_stay_typed_and_codes_become_words(tmp_path):
    labels = {"enterprise": {UUID: "示例阀门"}}
    written = roster(tmp_path / "a.xlsx", Appeal, appeal(number="SQ-0001", stopped=True, limit_days=7), labels=labels)
    (row,) = table_of(sheet_of(tmp_path / "a.xlsx"), 3)
    assert (written.rows, written.warnings) == (1, ())
    assert row["企业"] == "示例阀门"
    assert row["受理日期"].date() == dt.date(2022, 12, 1)
    assert row["办件类别"] == "诉求"
    assert row["服务方式"] == "帮代办"
    assert row["停钟"] == "是"
    assert row["对企业时限（个工作日）"] == 7
    assert row["答复"] is None


def test_an_id_is_never_shown(tmp_path):
    written = roster(tmp_path / "a.xlsx", Appeal, appeal(), appeal())
    cells = [str(cell) for row in sheet_of(tmp_path / "a.xlsx").values for cell in row if cell is not None]
    assert not [cell for cell in cells if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", cell)]
    assert written.warnings == ("有2个单元格留空：所引用的记录未提供名称。",)
    assert referred_types(roster_columns(Appeal))[:2] == ("enterprise", "unit")


def test_long_text_stays_whole(tmp_path):
    story = "一段较长的说明。" * 3000
    roster(tmp_path / "a.xlsx", Appeal, appeal(description=story))
    (row,) = table_of(sheet_of(tmp_path / "a.xlsx"), 3)
    assert row["详细内容"] == story


def test_personal_data_is_masked_unless_asked_for(tmp_path):
    person = ContactPerson(enterprise_id=UUID, name="钱示例", phone="10012340016", email="示例1234567@example.com")
    roster(tmp_path / "a.xlsx", ContactPerson, person)
    sheet = sheet_of(tmp_path / "a.xlsx")
    (row,) = table_of(sheet, 3)
    assert (row["姓名"] if "姓名" in row else row["名称"]) == "钱**"
    assert row["电话"] == "100****0016"
    assert "1234567" not in str(list(row.values()))
    assert "已遮蔽" in sheet["A2"].value
    roster(tmp_path / "b.xlsx", ContactPerson, person, masked=False)
    sheet = sheet_of(tmp_path / "b.xlsx")
    assert table_of(sheet, 3)[0]["电话"] == "10012340016"
    assert "已遮蔽" not in sheet["A2"].value


@given(st.integers(min_value=0, max_value=9 * 10**15))
def test_money_is_shown_to_the_fen(fen):
    cell = fen / 1_000_000
    decimals = len(money_format([cell]).partition(".")[2])
    shown = f"{cell:.{decimals}f}"
    assert 1 <= decimals <= 6
    assert round(float(shown) * 1_000_000) == fen


def test_money_stands_in_ten_thousands_with_the_unit_in_the_head(tmp_path):
    chosen = (column(Project, "name"), column(Project, "agreed_investment"))
    rows = [("示例一", 236_000_000_00), ("示例二", 123_456_78), ("示例三", None), ("示例四", 0)]
    write_roster(tmp_path / "a.xlsx", RosterSheet(title="项目", columns=chosen, rows=rows, facts=FACTS))
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert unit_in(sheet["B3"].value) == "万元"
    assert [sheet.cell(row, 2).value for row in range(4, 8)] == [23600, 12.345678, None, 0]
    assert {sheet.cell(row, 2).number_format for row in range(4, 8)} == {"#,##0.000000"}


def test_in_english_money_stands_in_yuan(tmp_path):
    choose_language("en")
    chosen = (column(Project, "agreed_investment"),)
    write_roster(tmp_path / "a.xlsx", RosterSheet(title="Projects", columns=chosen, rows=[(123_456_78,)], facts=FACTS))
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert sheet["A3"].value.endswith("(yuan)")
    assert sheet["A4"].value == 123456.78


def test_it_prints_on_a4_landscape_with_head_and_page_numbers(tmp_path):
    roster(tmp_path / "a.xlsx", Appeal, *[appeal(number=f"SQ-{n:04d}") for n in range(3)])
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"
    assert re.fullmatch(r"A3:[A-Z]+6", sheet.auto_filter.ref)
    assert "&P" in sheet.oddFooter.right.text
    assert "DC-20221230-02" in sheet.oddFooter.left.text
    assert sheet["A2"].value.startswith("来源：示例技术转移中心案件数据　截至：2022-12-30")


def test_a_narrow_roster_still_prints_its_source_line(tmp_path):
    write_roster(
        tmp_path / "a.xlsx",
        RosterSheet(title="窄", columns=(column(Enterprise, "employees"),), rows=[(5,)], facts=FACTS),
    )
    sheet = sheet_of(tmp_path / "a.xlsx")
    right = re.search(r":\$([A-Z]+)\$", sheet.print_area)[1]
    assert right > "E"


def test_long_words_make_a_row_higher(tmp_path):
    roster(tmp_path / "a.xlsx", Appeal, appeal(), appeal(description="说明" * 200))
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert sheet.row_dimensions[4].height == 25
    assert sheet.row_dimensions[5].height > 150


def test_groups_are_told_apart_by_a_line_and_every_second_row_by_its_ground(tmp_path):
    chosen = (JoinedColumn(name="place", heading="区县"), JoinedColumn(name="name", heading="企业"))
    rows = [("甲区", "一"), ("甲区", "二"), ("乙县", "三"), ("乙县", "四")]
    write_roster(
        tmp_path / "a.xlsx", RosterSheet(title="分组", columns=chosen, rows=rows, facts=FACTS, grouped_by="place")
    )
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert [sheet.cell(row, 1).border.top.style for row in range(4, 8)] == ["thin", "thin", "medium", "thin"]
    assert [sheet.cell(row, 1).border.bottom.style for row in range(4, 8)] == ["thin", "thin", "thin", "medium"]
    assert [sheet.cell(row, 1).fill.fill_type for row in range(4, 8)] == [None, "solid", None, "solid"]


def test_empty_columns_can_be_left_out(tmp_path):
    roster(tmp_path / "a.xlsx", Appeal, appeal(), only_filled=True)
    (row,) = table_of(sheet_of(tmp_path / "a.xlsx"), 3)
    assert "事项" in row
    assert "答复" not in row


@pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=RECORD_TYPES.keys())
def test_every_record_type_has_a_roster(tmp_path, record_type):
    chosen = roster_columns(record_type)
    full = {
        Kind.TEXT: "=词", Kind.LONG_TEXT: "词", Kind.INTEGER: 3, Kind.MONEY: 500, Kind.DATE: dt.date(2022, 1, 2),
        Kind.MOMENT: dt.datetime(2022, 1, 2, 9, 30, tzinfo=dt.UTC), Kind.YES_NO: True, Kind.REFERENCE: UUID,
    }  # fmt: skip
    rows = [
        [c.empty for c in chosen],
        [
            next(iter(c.field.codes.labels)) if c.kind is Kind.CODE and c.field.codes else full.get(c.kind)
            for c in chosen
        ],
    ]
    write_roster(tmp_path / "a.xlsx", RosterSheet(title="全部", columns=chosen, rows=rows, facts=FACTS))
    sheet = sheet_of(tmp_path / "a.xlsx")
    headings = ["".join(str(cell.value).split("\n")) for cell in sheet[3]]
    assert headings == [heading_of(c) for c in chosen]
    assert sheet.max_row == 5


def test_the_roster_of_enterprises_imports_again_as_it_is(tmp_path):
    rows = [
        enterprise_row(1),
        enterprise_row(2, park="示例园", little_giant=True, key_enterprise=False, revenue=None, no_next_contact=True),
    ]
    written = write_roster(tmp_path / "a.xlsx", enterprise_sheet(rows, FACTS, scope="示例市", year=2022))
    table = read_table(tmp_path / "a.xlsx")
    found = recognised_columns(table.headers, known_headings("enterprise"))
    assert written.rows == len(table.rows) == 2
    read = [{name: row.values[place] for name, place in found.items()} for row in table.rows]
    for row, back in zip(rows, read, strict=True):
        assert back["name"] == row.name
        assert back["uscc"] == row.uscc
        assert (back["district"], back["park"]) == (row.district, row.park or "—")
        assert back["commissioner"] == row.commissioner
        assert back["contact_phone"] == "100****0016"
        for name in ("above_scale", "high_tech", "st_sme", "specialised_new", "little_giant", "gazelle"):
            assert back[name] == ("是" if getattr(row, name) else None)
    assert [back["revenue"] for back in read] == [23600, None]
    assert unit_in(table.headers[found["revenue"]]) == "万元"
    assert len(found) == 16


def test_the_roster_of_enterprises_has_its_classes_under_one_head(tmp_path):
    write_roster(tmp_path / "a.xlsx", enterprise_sheet([enterprise_row()], FACTS, scope="示例市", year=2022))
    sheet = sheet_of(tmp_path / "a.xlsx")
    merged = {str(area): sheet.cell(area.min_row, area.min_col).value for area in sheet.merged_cells.ranges}
    assert merged["G3:M3"] == "资质（2022年）"
    assert merged["B3:B4"] == "企业名称"
    assert sheet["A1"].value == "企业名册　示例市1家"
    assert sheet.freeze_panes == "D5"
    assert sheet["C5"].data_type == "s"
    for part in ("营业收入为2021年度", "联系电话已遮蔽", "空白为否", "排序：拼音"):
        assert part in sheet["A2"].value


def test_the_next_contact_is_a_day_or_not_needed(tmp_path):
    rows = [enterprise_row(1), enterprise_row(2, next_contact_on=None, no_next_contact=True)]
    write_roster(tmp_path / "a.xlsx", enterprise_sheet(rows, FACTS, scope="示例市", year=2022))
    sheet = sheet_of(tmp_path / "a.xlsx")
    place = next(cell.column for cell in sheet[4] if cell.value == "下次联系")
    assert [sheet.cell(row, place).value for row in (5, 6)] == [dt.datetime(2023, 1, 9), "不需要"]  # noqa: DTZ001 - as read


def test_sample_data_says_so(tmp_path):
    facts = replace(FACTS, sample=True)
    write_roster(tmp_path / "a.xlsx", enterprise_sheet([enterprise_row()], facts, scope="示例市", year=2022))
    assert "示例数据" in sheet_of(tmp_path / "a.xlsx")["A2"].value


def test_all_listed_fields_stand_on_the_roster():
    assert [c.name for c in roster_columns(Appeal)] == [c.name for c in columns(Appeal) if c.field.listed]
