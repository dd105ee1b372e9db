"""A follow-up sheet shows what is locked, fillable and overdue, and carries what brings each row home."""

import datetime as dt
import json

from openpyxl import load_workbook

from casework.exchange.followup_layout import COLUMNS, META_MARK, is_genuine_row, read_meta
from exports.followup_sheet import FollowupSheet, write_followup
from tests.exports.excel_samples import FACTS, KEY, followup_row, sheet_of

PLACES = {column.name: place for place, column in enumerate(COLUMNS, start=1)}
ROWS = (
    followup_row(1, due_on=dt.date(2022, 12, 28), remaining=-2, progress="供电所已勘查"),
    followup_row(2, case_kind="procedure", subject="=环评变更", state="reopened"),
    followup_row(3, stopped=True, due_on=None, remaining=None, rating="satisfied"),
)


def written(path, rows=ROWS):
    done = write_followup(path, FollowupSheet(rows=tuple(rows), facts=FACTS, key=KEY, remarks=("范围：示例市",)))
    return done, sheet_of(path)


def cell(sheet, row, name):
    return sheet.cell(row + 4, PLACES[name])


def test_the_rows_say_what_the_case_file_says(tmp_path):
    done, sheet = written(tmp_path / "a.xlsx")
    assert (done.rows, done.warnings) == (3, ())
    assert sheet["A1"].value == "企业诉求跟进表"
    for part in ("范围：示例市", "行数：3", "诉求 2", "手续 1", "导出编号：DC-20221230-02", "导出人：周倩"):
        assert part in sheet["A2"].value
    assert sheet["A3"].value.startswith("请只填浅黄各列")
    heads = [str(c.value).replace("\n", "") for c in sheet[4]][:14]
    assert heads == [
        "诉求编号", "企业", "诉求事项", "服务方式", "责任单位", "受理日期", "办理期限", "剩余工作日",
        "办理状态（选）", "办理进展", "答复日期", "企业确认方式（选）", "确认人", "满意度（选）",
    ]  # fmt: skip
    assert cell(sheet, 1, "service_mode").value == "立马办"
    assert cell(sheet, 1, "accepted_on").value.date() == dt.date(2022, 12, 26)
    assert cell(sheet, 1, "progress").value == "供电所已勘查"
    assert cell(sheet, 2, "subject").value == "【手续】=环评变更"
    assert cell(sheet, 3, "rating").value == "满意"


def test_an_overdue_case_calls_and_a_stopped_clock_says_so(tmp_path):
    _done, sheet = written(tmp_path / "a.xlsx")
    assert cell(sheet, 1, "remaining").value == -2
    assert cell(sheet, 1, "remaining").number_format == '0;"超"0'
    called = {str(area.sqref): area.rules[0] for area in sheet.conditional_formatting}
    assert list(called) == ["A5:A7", "G5:H7"]
    for rule in called.values():
        assert rule.formula == ["AND(ISNUMBER($H5),$H5<0)"]
        assert rule.dxf.font.color.rgb == "00B0231B"
    assert not called["A5:A7"].dxf.font.b
    assert called["G5:H7"].dxf.font.b
    assert called["G5:H7"].dxf.fill.bgColor.rgb == "00FBE3E1"
    assert (cell(sheet, 3, "due_on").value, cell(sheet, 3, "remaining").value) == ("停钟", "停钟")


def test_only_the_fillable_cells_can_be_filled(tmp_path):
    _done, sheet = written(tmp_path / "a.xlsx")
    fillable = {column.name for column in COLUMNS if not cell(sheet, 1, column.name).protection.locked}
    assert fillable == {"state", "progress", "answered_on", "confirmation_mode", "confirmed_by", "rating"}
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter  # False: the user may filter
    assert not sheet.protection.formatColumns
    assert {cell(sheet, 1, name).fill.fgColor.rgb for name in fillable} == {"00FFF9E5"}


def test_what_is_filled_in_is_guided(tmp_path):
    _done, sheet = written(tmp_path / "a.xlsx")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["I5:I7"].formula1 == '"受理,交办,办理中,答复,企业确认,办结,退回,重新打开"'
    assert rules["N5:N7"].formula1.startswith('"满意,基本满意,不满意,')
    assert rules["K5:K7"].type == "date"
    assert rules["K5:K7"].formula1 == "DATE(2022,1,1)"
    assert all(rule.showErrorMessage for rule in rules.values())


def test_every_row_can_be_told_again_and_the_sheet_is_known(tmp_path):
    _done, sheet = written(tmp_path / "a.xlsx")
    for number, row in enumerate(ROWS, start=1):
        record_id, version = cell(sheet, number, "id").value, cell(sheet, number, "version").value
        assert (record_id, version) == (row.id, row.version)
        assert is_genuine_row(KEY, FACTS.export_number, record_id, version, cell(sheet, number, "signature").value)
    assert all(sheet.column_dimensions[letter].hidden for letter in "OPQ")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book["_meta"].sheet_state == "veryHidden"
    meta = read_meta(dict(book["_meta"].values))
    assert meta.is_genuine(KEY)
    assert (meta.row_count, meta.as_of) == (3, FACTS.as_of)
    mark = next(p.value for p in book.custom_doc_props.props if p.name == META_MARK)
    assert read_meta(json.loads(mark)) == meta


def test_it_is_ready_to_print_and_to_scroll(tmp_path):
    _done, sheet = written(tmp_path / "a.xlsx")
    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref == "A4:N7"
    assert sheet.print_area == "'跟进表'!$A$1:$N$7"
    assert sheet.print_title_rows == "$4:$4"
    assert not sheet.sheet_view.showGridLines
    assert cell(sheet, 3, "number").border.bottom.style == "medium"


def test_a_sheet_without_cases_is_still_a_sheet(tmp_path):
    done, sheet = written(tmp_path / "a.xlsx", [])
    assert done.rows == 0
    assert sheet["A4"].value == "诉求编号"
    assert "行数：0" in sheet["A2"].value
