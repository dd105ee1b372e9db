"""Spreadsheets as offices send them are read right, and what cannot be read is said in one clear sentence."""

import datetime as dt
import tracemalloc
from pathlib import Path

import pytest

from casework.errors import BadInput
from casework.exchange.reader_process import ReadingCancelled
from casework.exchange.roster_headings import known_headings
from casework.exchange.sheet_rows import CellValue
from casework.exchange.workbooks import SheetInfo, read_sheets, read_table
from tests.casework.hostile_workbooks import HOSTILE, Hostile
from tests.casework.messy_workbooks import FIRST, HEADINGS, MESSY, PLAIN, SECOND, Messy
from tests.casework.workbook_builders import sheet_xml, xlsx, xlsx_parts, zipped

LEFT_TO_THE_CHILD = (
    "breaks off",
    "not there",
    "without its part",
    "far cell",
    "repeated cells",
    "quotes",
    "longer than",
)
EMPTY = ("no sheet", "nothing", "only headings", "only numbers", "only formulas")


def as_written(value: CellValue) -> CellValue:
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_a_messy_file_gives_its_table(messy: Messy, tmp_path: Path) -> None:
    table = read_table(messy.make(tmp_path))
    assert table.headers == messy.headers
    assert table.header_row == messy.header_row
    found = {row.number: tuple(map(as_written, row.values)) for row in table.rows}
    assert repr(found) == repr(messy.rows), "3 is not 3.0 here"
    assert tuple(row.number for row in table.ignored) == messy.ignored


@pytest.mark.parametrize(
    "hostile", [h for h in HOSTILE if any(word in h.name for word in LEFT_TO_THE_CHILD + EMPTY)], ids=lambda h: h.name
)
def test_what_passes_the_guard_and_cannot_be_read_is_refused(hostile: Hostile, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_table(hostile.make(tmp_path))
    assert hostile.says in refused.value.message
    assert refused.value.remedy


def test_sheets_are_listed_with_their_rows(tmp_path: Path) -> None:
    sheets = {"封面": (("企业名册",),), "明细": PLAIN, "字典": (("是",), ("否",))}
    states = {"字典": ' state="veryHidden"'}
    path = zipped(tmp_path / "名册.xlsx", xlsx_parts({n: sheet_xml(r) for n, r in sheets.items()}, states=states))
    assert read_sheets(path) == [
        SheetInfo(name="封面", rows=1, hidden=False),
        SheetInfo(name="明细", rows=3, hidden=False),
        SheetInfo(name="字典", rows=2, hidden=True),
    ]


def test_a_text_table_is_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("企业名称,电话\n示例甲,1\n", "utf-8")
    assert read_sheets(path) == [SheetInfo(name="名册", rows=2, hidden=False)]


def test_a_sheet_is_read_by_its_name(tmp_path: Path) -> None:
    other = (("企业名称", "地址"), ("示例丙公司", "示例路1号"))
    path = zipped(tmp_path / "名册.xlsx", xlsx_parts({"甲": sheet_xml(PLAIN), "乙": sheet_xml(other)}))
    assert read_table(path, sheet="乙").headers == ("企业名称", "地址")
    with pytest.raises(BadInput) as refused:
        read_table(path, sheet="丙")
    assert refused.value.candidates == ("甲", "乙")


def test_the_headings_asked_for_choose_the_sheet(tmp_path: Path) -> None:
    experts = (("姓名", "职称", "研究方向"), ("示例某", "教授", "钒钛新材料"))
    path = zipped(tmp_path / "名册.xlsx", xlsx_parts({"企业": sheet_xml(PLAIN), "专家": sheet_xml(experts)}))
    assert read_table(path, known_headings=known_headings("enterprise")).sheet == "企业"
    assert read_table(path, known_headings=known_headings("expert")).sheet == "专家"


def test_titles_and_reasons_are_told(tmp_path: Path) -> None:
    rows = [("2022年企业名册",), *PLAIN, ("合计", "2家")]
    table = read_table(xlsx(tmp_path / "名册.xlsx", rows))
    assert table.titles == ("2022年企业名册",)
    assert [(row.number, row.text, row.reason) for row in table.ignored] == [(5, "合计 2家", "合计行")]


def test_rows_wider_than_the_header_are_kept(tmp_path: Path) -> None:
    table = read_table(xlsx(tmp_path / "名册.xlsx", [HEADINGS, (*FIRST, None, "多出来的"), SECOND]))
    assert table.headers == (*HEADINGS, "", "")
    assert [row.values for row in table.rows] == [(*FIRST, None, "多出来的"), (*SECOND, None, None)]


def test_many_rows_are_kept_small_and_found_by_place(tmp_path: Path) -> None:
    rows = [(f"示例{n}公司", f"91999999{n:010d}", "备注" * 10) for n in range(20_000)]
    path = xlsx(tmp_path / "名册.xlsx", [HEADINGS, *rows])
    tracemalloc.start()
    table = read_table(path)
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 4 << 20
    assert len(table.rows) == 20_000
    assert (table.rows[0].number, table.rows[-1].number) == (2, 20_001)
    assert [table.rows[n].values for n in (7, 19_999, 12_345)] == [rows[n] for n in (7, 19_999, 12_345)]
    assert [row.values[0] for row in table.rows[4998:5002]] == [row[0] for row in rows[4998:5002]]
    assert [row.values for row in table.rows] == rows
    with pytest.raises(IndexError):
        _ = table.rows[20_000]


def test_progress_is_told_and_can_stop_the_reading(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "名册.xlsx", [HEADINGS, *[("示例" * 20, str(n), "1") for n in range(20_000)]])
    told: list[int] = []
    read_table(path, progress=lambda done: told.append(done) or True)
    assert told[-1] == 20_001
    assert told == sorted(told)
    with pytest.raises(ReadingCancelled):
        read_table(path, progress=lambda done: done < 5_000)


def test_a_real_roster_with_empty_sheets_is_read(field_data) -> None:
    table = read_table(field_data("listed_companies_roster.xlsx"))
    assert len(table.rows) == 3427
    assert len(table.headers) == 2
    assert len({row.values[0] for row in table.rows}) == 3427
