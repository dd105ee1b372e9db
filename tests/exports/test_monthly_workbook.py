"""The monthly workbook prints every figure with what it stands on, and its records one click away."""

import datetime as dt

from openpyxl import load_workbook

from casework.entities.appeals import Appeal
from casework.fields import column
from casework.insight.figure import Figure, FigureSet, Question, SplitRow, SplitTable
from casework.periods import parse_period
from exports.monthly_workbook import MonthlyWorkbook, RecordTable, write_monthly
from tests.exports.excel_samples import FACTS, sheet_of, table_of

HANDLED = Figure(
    key="appeals_handled", label="办理诉求", value=2, unit="件", text="2件", sentence="办理诉求2件", records=2,
    rule="期内办结的诉求",
)  # fmt: skip
RATE = Figure(
    key="satisfaction_rate", label="满意率", value=36 / 37, unit="", text="97.3%（36/37）",
    sentence="满意率97.3%（36/37）", base=(36, 37), records=37,
)  # fmt: skip
INVESTED = Figure(
    key="agreed_investment", label="协议引资", value=6_610_000_000_12, unit="fen", text="66.1亿元",
    sentence="协议引资66.1亿元", target=(10_000_000_000_00, "100亿元以上"), records=23,
)  # fmt: skip
REPORTED = Figure(
    key="platforms", label="创新平台", value=318, unit="个", text="318个", sentence="创新平台318个", records=1,
    source="示例来源文件",
)  # fmt: skip
BEHIND = RecordTable(
    columns=tuple(column(Appeal, name) for name in ("number", "enterprise_id", "closed_on")),
    rows=[("SQ-0001", "e1", dt.date(2024, 4, 1)), ("SQ-0002", "e1", dt.date(2024, 5, 1))],
    labels={"enterprise": {"e1": "示例阀门"}},
)


def write(path, *figures, split=None, **values):
    question = Question(period=parse_period("2024-01..2024-10"), today=dt.date(2024, 10, 31))
    answer = FigureSet(question=question, figures=figures, sentences=(), split=split)
    return write_monthly(path, MonthlyWorkbook(figures=answer, facts=FACTS, **values))


def test_every_figure_stands_with_value_base_target_source_and_rule(tmp_path):
    done = write(tmp_path / "a.xlsx", HANDLED, RATE, INVESTED, REPORTED)
    sheet = sheet_of(tmp_path / "a.xlsx")
    handled, rate, invested, reported = table_of(sheet, 3)
    assert (done.rows, done.warnings) == (4, ())
    assert "2024年1—10月" in sheet["A1"].value
    assert (handled["数值"], handled["计量单位"], handled["口径"], handled["记录数"]) == (2, "件", "期内办结的诉求", 2)
    assert (rate["基数"], rate["表述"], rate["计量单位"]) == ("36/37", "97.3%（36/37）", "%")
    assert sheet["C5"].number_format == "0.0%"
    assert (invested["数值"], invested["计量单位"], invested["年度目标"]) == (661_000.000012, "万元", 1_000_000)
    assert sheet["C6"].number_format == "#,##0.000000"
    assert abs(invested["完成比例"] - 0.661) < 0.0001
    assert reported["数据来源"] == "示例来源文件"
    assert handled["基数"] == handled["年度目标"] == handled["数据来源"] == "—"


def test_a_figure_leads_to_its_records(tmp_path):
    done = write(tmp_path / "a.xlsx", HANDLED, REPORTED, behind={"appeals_handled": BEHIND})
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["指标", "办理诉求"]
    links = {cell.coordinate: cell.hyperlink.location for cell in book["指标"]["K"] if cell.hyperlink}
    assert links == {"K4": "'办理诉求'!A1"}
    rows = table_of(book["办理诉求"], 3)
    assert [row["编号"] for row in rows] == ["SQ-0001", "SQ-0002"]
    assert rows[0]["企业"] == "示例阀门"
    assert "期内办结的诉求" in book["办理诉求"]["A2"].value
    assert done.warnings == ()


def test_a_sheet_that_disagrees_with_its_figure_is_told(tmp_path):
    done = write(tmp_path / "a.xlsx", RATE, behind={"satisfaction_rate": BEHIND})
    assert done.warnings == ("满意率：表中列出2条记录，统计数为37条。",)


def test_figures_of_one_name_keep_sheets_of_their_own(tmp_path):
    other = Figure(key="other", label="办理诉求", value=2, unit="件", text="2件", sentence="", records=2)
    write(tmp_path / "a.xlsx", HANDLED, other, behind={"appeals_handled": BEHIND, "other": BEHIND})
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["指标", "办理诉求", "办理诉求 2"]


def test_parts_stand_on_a_sheet_of_their_own(tmp_path):
    rows = (SplitRow(id="1", name="示例区", values=(2, 400_000_000_00)), SplitRow(id="2", name="示例县", values=(0, 0)))
    split = SplitTable(by="district", label="按区县", columns=(HANDLED, INVESTED), rows=rows, note="企业跨区的重复计")
    write(tmp_path / "a.xlsx", HANDLED, INVESTED, split=split)
    sheet = sheet_of(tmp_path / "a.xlsx", "分项")
    assert table_of(sheet, 3) == [
        {"按区县": "示例区", "办理诉求（件）": 2, "协议引资（万元）": 40_000},
        {"按区县": "示例县", "办理诉求（件）": 0, "协议引资（万元）": 0},
    ]
    assert "企业跨区的重复计" in sheet["A2"].value
