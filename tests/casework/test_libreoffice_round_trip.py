"""A follow-up sheet through LibreOffice: ids, drop-downs and colours survive, planted errors are all found."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casework.casebook import Casebook
from casework.exchange.followup import read_returned
from casework.exchange.followup_layout import COLUMNS, HEAD_ROW, META_SHEET
from casework.exchange.followup_plan import HomePlan
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from desktop.followup_sheets import export_followup
from tests.casework.returned_sheets import PLACES, Edited, row_of

pytestmark = pytest.mark.long
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 180
FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}


@pytest.fixture
def resaved(tmp_path):
    """Lets LibreOffice open a workbook and save it in another format; skips where it is not installed."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed here")

    def save(path: Path, ending: str) -> Path:
        folder = tmp_path / f"存成{ending}"
        profile = (tmp_path / "profile").as_uri()
        command = [OFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", FILTERS[ending]]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=SECONDS)
        return folder / f"{path.stem}.{ending}"

    return save


@pytest.fixture
def office(sample):
    """The sample, from which a sheet goes out."""
    with Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as book:
        yield book


@pytest.fixture
def went_out(office, tmp_path):
    """The sheet as it was sent out."""
    export_followup(office, tmp_path / "跟进表.xlsx")
    return Edited.open(tmp_path / "跟进表.xlsx")


def spoil(edited: Edited) -> Path:
    """What people do to a sheet: filled in, rows re-sorted, copied, inserted, deleted; wrong words and days."""
    edited.fill("SQ-0024", state="答复", progress="12月29日送电", answered_on=dt.date(2022, 12, 29))
    edited.fill("SQ-0019", progress="评审机构已约定")
    edited.fill("SQ-0016", state="乱填状态")
    edited.fill("SQ-0017", answered_on="下周三", rating="满意")
    edited.fill("SQ-0020", state="办结", progress="已办")
    edited.fill("SQ-0021", id="00000000-0000-4000-8000-000000000000")
    edited.sheet.delete_rows(edited.row("SQ-0026"))
    rows = [[cell.value for cell in row] for row in edited.sheet.iter_rows(min_row=HEAD_ROW + 1)]
    copied = next(row for row in rows if row[0] == "SQ-0022")
    inserted = ["SQ-0999", "示例新企业", "新增的事项", *[None] * (len(COLUMNS) - 3)]
    for number, row in enumerate([inserted, *reversed(rows), copied], start=HEAD_ROW + 1):
        for place, value in enumerate(row, start=1):
            edited.sheet.cell(number, place).value = value
    return edited.save("交回.xlsx")


def check_planted(plan: HomePlan) -> None:
    """Every planted error is found by its row, everything else goes in."""
    updated = {row.title.split()[0] for row in plan.rows if row.verdict == "update"}
    rejected = {row.title.split()[0]: row.reason for row in plan.rejected}
    assert updated == {"SQ-0024", "SQ-0019"}
    assert set(rejected) == {"SQ-0016", "SQ-0017", "SQ-0020", "SQ-0021", "SQ-0022", "SQ-0999"}
    assert "不在可选项中" in rejected["SQ-0016"]
    assert "下周三" in rejected["SQ-0017"]
    assert "不能从“交办”转到“办结”" in rejected["SQ-0020"]
    assert "签名" in rejected["SQ-0021"]
    assert "出现多次" in rejected["SQ-0022"]
    assert "不是随表导出的" in rejected["SQ-0999"]
    assert plan.missing_rows == 2, "one row was deleted, one lost its id"
    assert row_of(plan, "SQ-0024").changes["answered_on"] == ("", "2022-12-29")


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_people_spoiled_is_found_after_a_save_in_libreoffice(office, went_out, resaved, ending):
    sheet = read_returned(resaved(spoil(went_out), ending))
    assert sheet is not None
    if ending != "xls":
        assert sheet.meta is not None
        assert sheet.meta.is_genuine(office.sheet_key)
    check_planted(office.take_home(sheet, apply=True))
    office.undo()
    assert office.check() == []


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_sheet_that_was_only_saved_says_nothing_new(office, went_out, resaved, ending):
    sheet = read_returned(resaved(went_out.path, ending))
    assert sheet is not None
    plan = office.take_home(sheet)
    assert (plan.count("unchanged"), plan.says_nothing_new) == (14, True)


def test_ids_drop_downs_and_colours_survive(went_out, resaved):
    book = load_workbook(resaved(went_out.path, "xlsx"))
    sheet = book.worksheets[0]
    before = went_out.sheet
    for row in range(HEAD_ROW + 1, HEAD_ROW + 15):
        for name in ("id", "version", "signature"):
            assert str(sheet.cell(row, PLACES[name]).value) == str(before.cell(row, PLACES[name]).value)
    assert all(sheet.column_dimensions[letter].hidden for letter in "OPQ")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    offered = {area: rule.formula1 for area, rule in rules.items() if rule.type == "list"}
    assert "受理,交办,办理中,答复,企业确认,办结,退回" in offered["I5:I18"]
    assert {"L5:L18", "N5:N18"} <= set(offered)
    assert rules["K5:K18"].type == "date"
    colours = {str(area.sqref): area.rules[0] for area in sheet.conditional_formatting}
    assert set(colours) == {"A5:A18", "G5:H18"}
    for rule in colours.values():
        assert "$H5<0" in rule.formula[0]
        assert str(rule.dxf.font.color.rgb).endswith("B0231B")
    assert sheet.protection.sheet
    assert sheet.cell(5, PLACES["id"]).protection.locked
    assert not sheet.cell(5, PLACES["progress"]).protection.locked
    assert book[META_SHEET].sheet_state != "visible"
