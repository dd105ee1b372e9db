"""An import template can be filled in and is understood when it comes back."""

import pytest
from openpyxl import load_workbook

from casework.catalogue import RECORD_TYPES
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.frozen_months import FrozenMonth
from casework.errors import BadInput
from casework.exchange.roster_headings import known_headings, recognised_columns
from casework.exchange.workbooks import read_table
from exports.roster_template import TEMPLATE_ROWS, template_columns, write_template
from tests.exports.excel_samples import sheet_of

FILLED_BY_HAND = [record_type for record_type in RECORD_TYPES.values() if template_columns(record_type)]


@pytest.mark.parametrize("record_type", FILLED_BY_HAND, ids=lambda record_type: record_type.type_name)
def test_every_heading_is_one_the_import_knows(tmp_path, record_type):
    write_template(record_type, tmp_path / "a.xlsx")
    headings = [str(cell.value).replace("\n", "") for cell in sheet_of(tmp_path / "a.xlsx")[3]]
    known = recognised_columns(headings, known_headings(record_type.type_name))
    assert len(known) == len(headings) == len(template_columns(record_type))


def test_what_is_filled_in_is_read(tmp_path):
    write_template(Enterprise, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    sheet["A4"], sheet["B4"], sheet["I4"] = "示例有限公司", "91999999MA0000111D", "是"
    book.save(tmp_path / "b.xlsx")
    table = read_table(tmp_path / "b.xlsx")
    found = recognised_columns(table.headers, known_headings("enterprise"))
    (row,) = table.rows
    assert row.values[found["name"]] == "示例有限公司"
    assert row.values[found["above_scale"]] == "是"


def test_codes_yes_no_and_dates_are_guided(tmp_path):
    write_template(Appeal, tmp_path / "a.xlsx")
    sheet = sheet_of(tmp_path / "a.xlsx")
    heads = {cell.column_letter: str(cell.value).replace("\n", "") for cell in sheet[3]}
    guides = {heads[str(rule.sqref).split(":")[0][:-1]]: rule for rule in sheet.data_validations.dataValidation}
    assert guides["服务方式"].formula1 == '"帮代办,协调办,立马办,入园办"'
    assert guides["受理日期"].type == "date"
    assert str(guides["办件类别"].sqref).endswith(str(3 + TEMPLATE_ROWS))
    write_template(Enterprise, tmp_path / "b.xlsx")
    rules = sheet_of(tmp_path / "b.xlsx").data_validations.dataValidation
    assert {rule.formula1 for rule in rules} == {'"是,否"'}


def test_required_headings_are_marked_and_one_line_tells_how(tmp_path):
    write_template(Enterprise, tmp_path / "a.xlsx")
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert sheet["A1"].value == "导入模板　企业"
    assert sheet["A2"].value.startswith("从第4行起每行一条")
    assert sheet["A3"].fill.fgColor.rgb != sheet["B3"].fill.fgColor.rgb
    assert sheet["B4"].number_format == "@"


def test_what_only_the_program_fills_in_has_no_template(tmp_path):
    with pytest.raises(BadInput, match="不由人工填写"):
        write_template(FrozenMonth, tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
