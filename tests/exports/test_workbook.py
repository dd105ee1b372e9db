"""A workbook is safe to open, whole or absent, and the same from the same content."""

import datetime as dt
import zipfile

import pytest
from openpyxl import load_workbook

from casework.errors import FileTrouble
from casework.exchange.workbooks import read_table
from exports.cell_looks import WORDS
from exports.cell_values import LONGEST_TEXT, lines_in, safe_text, text_width
from exports.office_sheet import WordLists
from exports.workbook import new_workbook, sheet_title
from exports.workbook_plan import SheetPlan
from tests.exports.excel_samples import FACTS, sheet_of

PLAN = SheetPlan(title="表", widths=(20.0,))


def write(path, *values):
    with new_workbook(path, "示例", FACTS) as book:
        page = book.add_sheet(PLAN)
        row = page.prepare([WORDS])
        for value in values:
            page.write(row, [value])
    return book


RISKY = ["=1+1", "+86", "-5", "@name", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://示例")', "#N/A"]


@pytest.mark.parametrize("text", RISKY)
def test_no_text_can_run_as_a_formula(tmp_path, text):
    write(tmp_path / "a.xlsx", text)
    cell = sheet_of(tmp_path / "a.xlsx")["A1"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix == (not text.startswith("#"))


def test_ordinary_text_is_not_marked(tmp_path):
    write(tmp_path / "a.xlsx", "示例", 5, dt.date(2022, 1, 2), "=1", "示例")
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert [sheet.cell(row, 1).quotePrefix for row in range(1, 6)] == [False, False, False, True, False]
    assert sheet["A2"].value == 5
    assert sheet["A3"].value.date() == dt.date(2022, 1, 2)


def test_control_characters_go_and_line_breaks_stay():
    assert safe_text("一\x00二\x0b三\x1f四\ud800\uffff") == "一二三四"
    assert safe_text("一\r\n二\r三\n四\t五") == "一\n二\n三\n四\t五"


def test_words_that_look_like_an_escape_are_read_back(tmp_path):
    write(tmp_path / "a.xlsx", "标题 标题二", "零件_x000D_号")
    assert read_table(tmp_path / "a.xlsx").rows[-1].values[0] == "零件_x000D_号"


def test_a_text_that_no_cell_can_hold_ends_with_a_notice_and_is_told(tmp_path):
    book = write(tmp_path / "a.xlsx", "短", "长" * 40_000, "𬭳" * 20_000, "满" * LONGEST_TEXT)
    sheet = sheet_of(tmp_path / "a.xlsx")
    for cell in (sheet["A2"], sheet["A3"]):
        assert cell.value.endswith("……（此处截断，全文见案件文件）")
        assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert len(sheet["A2"].value) == LONGEST_TEXT
    assert sheet["A4"].value == "满" * LONGEST_TEXT
    assert book.warnings == ("文字超出单元格上限，已截断并注明：A2, A3（共2处）。",)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    write(tmp_path / "a.xlsx", "示例", "=1")
    write(tmp_path / "b.xlsx", "示例", "=1")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_the_properties_name_case_file_and_export(tmp_path):
    write(tmp_path / "a.xlsx", "示例")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.properties.subject == "DC-20221230-02"
    assert book.properties.description == "示例中心.huifang"
    assert book.properties.creator == "周倩"
    assert book.properties.modified.date() == dt.date(2022, 12, 30)
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "huifang_export": "DC-20221230-02", "huifang_case_file": "示例中心.huifang",
    }  # fmt: skip


def test_a_failed_export_leaves_what_stood_there(tmp_path):
    target = tmp_path / "a.xlsx"
    write(target, "旧")
    before = target.read_bytes()

    def fails():
        with new_workbook(target, "示例", FACTS) as book:
            book.add_sheet(PLAN).write_line("新", WORDS, 20)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("mark", ["~$a.xlsx", ".~a.xlsx", ".~lock.a.xlsx#"])
def test_a_file_open_elsewhere_is_not_replaced(tmp_path, mark):
    write(tmp_path / "a.xlsx", "旧")
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(FileTrouble, match="正被其他程序打开") as told:
        write(tmp_path / "a.xlsx", "新")
    assert "WPS" in told.value.remedy
    assert sheet_of(tmp_path / "a.xlsx")["A1"].value == "旧"
    write(tmp_path / "另一份.xlsx", "新")


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(FileTrouble):
        write(tmp_path / "没有" / "a.xlsx", "示例")


def test_sheet_titles_are_legal_short_and_unlike():
    assert sheet_title("签约/开工: [项目]?") == "签约 开工   项目"
    assert len(sheet_title("很长的标题" * 10)) == 31
    assert sheet_title("指标", ["指标", "指标 2"]) == "指标 3"
    assert sheet_title("ABC", ["abc"]) == "ABC 2"
    assert len(sheet_title("很长的标题" * 10, [("很长的标题" * 10)[:31]])) == 31


def test_widths_and_lines_count_chinese_double():
    assert text_width("企业ab") == 6
    assert text_width("一\n二三四") == 6
    assert lines_in("一二三四五六", 12) == 1
    assert lines_in("一二三四五六", 11) == 2
    assert lines_in("一\n\n三", 40) == 3


def test_a_list_with_commas_or_too_long_moves_to_its_own_sheet(tmp_path):
    lists = WordLists()
    assert lists.formula(["是", "否"]) == '"是,否"'
    assert lists.formula(["失效,未续", "有效"]) == "_lists!$A$1:$A$2"
    assert lists.formula(["很长的词" * 70, "二", "三"]) == "_lists!$B$1:$B$3"
    with new_workbook(tmp_path / "a.xlsx", "示例", FACTS) as book:
        page = book.add_sheet(PLAN)
        page.write_line("头", WORDS, 20)
        page.offer(0, (2, 9), ["失效,未续", "有效"])
    written = load_workbook(tmp_path / "a.xlsx")
    assert [c.value for c in written["_lists"]["A"]] == ["失效,未续", "有效"]
    assert written["_lists"].sheet_state == "veryHidden"
    assert written.worksheets[0].data_validations.dataValidation[0].formula1 == "_lists!$A$1:$A$2"
