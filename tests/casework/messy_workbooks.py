"""Files as offices really send them: each with the table a reader must find in it."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.exchange.sheet_rows import CellError
from tests.casework.workbook_builders import (
    MAIN,
    STRICT,
    Day,
    ErrorCode,
    Raw,
    Rows,
    biff,
    ods,
    sheet_xml,
    xls,
    xlsb,
    xlsx,
    xlsx_parts,
    zipped,
)

HEADINGS = ("企业名称", "统一社会信用代码", "联系电话")
FIRST = ("示例甲公司", "91999999MA0000001A", "10000000001")
SECOND = ("示例乙公司", "91999999MA0000002B", "10000000002")
PLAIN: Rows = (HEADINGS, FIRST, SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Messy:
    """One messy file: how it is made in a folder, and its table (headers, header row, rows by number, ignored rows)."""

    name: str
    make: Callable[[Path], Path]
    headers: tuple[str, ...] = HEADINGS
    header_row: int = 1
    rows: dict[int, tuple[Any, ...]] = field(default_factory=lambda: {2: FIRST, 3: SECOND})
    ignored: tuple[int, ...] = ()


def _xlsx(rows: Rows, **about: Any) -> Callable[[Path], Path]:
    return lambda folder: xlsx(folder / "名册.xlsx", rows, **about)


def _parts(change: Callable[[dict[str, Any]], None], name: str = "名册.xlsx", **about: Any) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        parts: dict[str, Any] = xlsx_parts({"名单": sheet_xml(PLAIN, **about)})
        change(parts)
        return zipped(folder / name, parts)

    return make


def _text(content: bytes, name: str = "名册.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _sheets(*sheets: tuple[str, Rows], **states: str) -> Callable[[Path], Path]:
    listed = {name: f' state="{state}"' for name, state in states.items()}
    return lambda folder: zipped(
        folder / "名册.xlsx", xlsx_parts({name: sheet_xml(rows) for name, rows in sheets}, states=listed)
    )


def _csv(rows: Rows, delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


_TWO_ROWS: Rows = (
    ("企业名称", "企业类别", None, "联系人", None),
    (None, "规上", "高企", "姓名", "电话"),
    ("示例甲公司", "是", "否", "示例某", "10000000001"),
)
_TWO_HEADERS = ("企业名称", "企业类别/规上", "企业类别/高企", "联系人/姓名", "联系人/电话")
_TWO_FOUND = {3: ("示例甲公司", "是", "否", "示例某", "10000000001")}
_AREAS = ("A1:A2", "B1:C1", "D1:E1")
_DAMAGED_NUMBER = (("企业名称", "统一社会信用代码"), ("示例甲公司", 9.14403001234568e17))
_STYLED_DOWN = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"></c></row>' for n in (400_000, 1_048_576))

MESSY: tuple[Messy, ...] = (
    Messy(name="plain", make=_xlsx(PLAIN)),
    Messy(name=".xlsb", make=lambda f: xlsb(f / "名册.xlsb", PLAIN)),
    Messy(name=".xls", make=lambda f: xls(f / "名册.xls", PLAIN)),
    Messy(name=".et", make=lambda f: xls(f / "名册.et", PLAIN)),
    Messy(name=".ods", make=lambda f: ods(f / "名册.ods", PLAIN)),
    Messy(name="new workbook under the name .xls", make=lambda f: xlsx(f / "名册.xls", PLAIN)),
    Messy(name="old workbook under the name .xlsx", make=lambda f: xls(f / "名册.xlsx", PLAIN)),
    Messy(name=".xlsm", make=lambda f: xlsx(f / "名册.xlsm", PLAIN)),
    Messy(name="CSV in UTF-8", make=_text(_csv(PLAIN).encode())),
    Messy(name="CSV in UTF-8 with a mark", make=_text(codecs.BOM_UTF8 + _csv(PLAIN).encode())),
    Messy(
        name="CSV in GB18030, four bytes for 𬭳",
        make=_text(_csv((HEADINGS, ("示例𬭳业公司", *FIRST[1:]))).encode("gb18030")),
        rows={2: ("示例𬭳业公司", *FIRST[1:])},
    ),
    Messy(name="tabs in UTF-16, Excel's Unicode text", make=_text(_csv(PLAIN, "\t").encode("utf-16"), "名册.txt")),
    Messy(name="semicolons", make=_text(_csv(PLAIN, ";").encode())),
    Messy(name="a line that names the delimiter", make=_text(b"sep=|\r\n" + _csv(PLAIN, "|").encode())),
    Messy(
        name="CSV with breaks, doubled quotes and numbers kept as text",
        make=_text('企业名称,联系电话\r\n"示例""甲""\r\n公司","=""010"""\r\n,\r\n示例乙,2\r\n'.encode()),
        headers=("企业名称", "联系电话"),
        rows={2: ('示例"甲"\n公司', "010"), 4: ("示例乙", "2")},
    ),
    Messy(
        name="title and instructions above the header",
        make=_xlsx(
            [("2022年度企业名册", None, None), ("填表说明：企业名称请填写全称，带*的必填。", None, None), (), *PLAIN],
            merged=("A1:C1", "A2:C2"),
        ),
        header_row=4,
        rows={5: FIRST, 6: SECOND},
    ),
    Messy(name="header in row 15", make=_xlsx(PLAIN, first=15), header_row=15, rows={16: FIRST, 17: SECOND}),
    Messy(
        name="table that begins in column C",
        make=_xlsx([(None, None, *row) for row in PLAIN]),
        headers=("", "", *HEADINGS),
        rows={2: (None, None, *FIRST), 3: (None, None, *SECOND)},
    ),
    Messy(
        name="header of two rows with merged cells",
        make=_xlsx(_TWO_ROWS, merged=_AREAS),
        headers=_TWO_HEADERS,
        header_row=2,
        rows=_TWO_FOUND,
    ),
    Messy(
        name="header of two rows in an old workbook",
        make=lambda f: xls(f / "名册.xls", _TWO_ROWS, merged=((0, 1, 0, 0), (0, 0, 1, 2), (0, 0, 3, 4))),
        headers=_TWO_HEADERS,
        header_row=2,
        rows=_TWO_FOUND,
    ),
    Messy(
        name="header of two rows where merged cells are not told",
        make=lambda f: ods(f / "名册.ods", _TWO_ROWS),
        headers=_TWO_HEADERS,
        header_row=2,
        rows=_TWO_FOUND,
    ),
    Messy(
        name="headings with breaks, stars, units and remarks",
        make=_xlsx([("*企业\n名称", " 注册资本\n（万元） ", "成立 日期"), ("示例甲公司", 100, Day(44893))]),
        headers=("*企业名称", "注册资本（万元）", "成立日期"),
        rows={2: ("示例甲公司", 100, "2022-11-28")},
    ),
    Messy(
        name="blank rows, totals, sections, remarks, the header again",
        make=_xlsx(
            [
                HEADINGS,
                ("1", "2", "3"),
                ("示例", "91…", "10…"),
                ("一、规上企业",),
                FIRST,
                (),
                ("小 计", None, "1家"),
                HEADINGS,
                ("二、规下企业",),
                SECOND,
                ("合计：2家",),
                ("注：以上数据截至11月。",),
                ("填表人：示例某",),
            ]
        ),
        rows={5: FIRST, 10: SECOND},
        ignored=(2, 3, 4, 7, 8, 9, 11, 12, 13),
    ),
    Messy(
        name="text merged downwards belongs to every row",
        make=_xlsx(
            [("区县", "企业名称", "产值"), ("自流井区", "示例甲", 1), (None, "示例乙", 2)], merged=("A2:A3", "C2:C3")
        ),
        headers=("区县", "企业名称", "产值"),
        rows={2: ("自流井区", "示例甲", 1), 3: ("自流井区", "示例乙", 2)},
    ),
    Messy(
        name="a merged amount is not doubled",
        make=_xlsx([("企业名称", "产值"), ("示例甲", 5), ("示例乙", None)], merged=("B2:B3",)),
        headers=("企业名称", "产值"),
        rows={2: ("示例甲", 5), 3: ("示例乙", None)},
    ),
    Messy(
        name="empty sheets and a cover before the data",
        make=_sheets(("Sheet1", ()), ("封面", (("企业名册",), ("2022年",))), ("明细", PLAIN)),
    ),
    Messy(name="a better sheet that is hidden", make=_sheets(("明细", PLAIN), ("旧", (*PLAIN, SECOND)), 旧="hidden")),
    Messy(
        name="error values and formulas without a result",
        make=_xlsx(
            [
                ("企业名称", "产值", "利润"),
                ("示例甲", Raw('<c r="PLACE" t="e"><v>#DIV/0!</v></c>'), Raw('<c r="PLACE"><f>B2&amp;1</f></c>')),
                ("示例乙", Raw('<c r="PLACE"><f>1+1</f><v>2</v></c>'), "#N/A"),
                (Raw('<c r="PLACE" t="e"><f>#REF!</f><v>#REF!</v></c>'),),
                (None, Raw('<c r="PLACE"><f>SUM(B2:B3)</f><v></v></c>')),
            ]
        ),
        headers=("企业名称", "产值", "利润"),
        rows={
            2: ("示例甲", CellError("#DIV/0!"), CellError("=B2&1")),
            3: ("示例乙", 2, CellError("#N/A")),
            4: (CellError("#REF!"), None, None),
            5: (None, CellError("=SUM(B2:B3)"), None),
        },
    ),
    Messy(
        name="error value in an old workbook",
        make=lambda f: xls(f / "名册.xls", [("企业名称", "产值"), ("示例甲", ErrorCode(7))]),
        headers=("企业名称", "产值"),
        rows={2: ("示例甲", CellError("#DIV/0!"))},
    ),
    Messy(
        name="error value in a binary workbook",
        make=lambda f: xlsb(f / "名册.xlsb", [("企业名称", "产值"), ("示例甲", ErrorCode(42))]),
        headers=("企业名称", "产值"),
        rows={2: ("示例甲", CellError("#N/A"))},
    ),
    Messy(
        name="credit code kept as a number stays as it is",
        make=_xlsx(_DAMAGED_NUMBER),
        headers=("企业名称", "统一社会信用代码"),
        rows={2: ("示例甲公司", 9.14403001234568e17)},
    ),
    Messy(
        name="days by their format, whole numbers, fractions, yes",
        make=_xlsx([("企业名称", "成立日期", "序号", "金额", "规上"), ("示例甲", Day(44893), 3.0, 2.5, True)]),
        headers=("企业名称", "成立日期", "序号", "金额", "规上"),
        rows={2: ("示例甲", "2022-11-28", 3, 2.5, True)},
    ),
    Messy(
        name="day counted from 1904",
        make=lambda f: zipped(
            f / "名册.xlsx",
            xlsx_parts(
                {"名单": sheet_xml([("企业名称", "成立日期"), ("示例甲", Day(43431))])},
                setup='<workbookPr date1904="1"/>',
            ),
        ),
        headers=("企业名称", "成立日期"),
        rows={2: ("示例甲", "2022-11-28")},
    ),
    Messy(name="Strict OOXML", make=_xlsx(PLAIN, namespace=STRICT)),
    Messy(
        name="elements with a prefix",
        make=_parts(
            lambda parts: parts.update(
                {
                    "xl/worksheets/sheet1.xml": sheet_xml(PLAIN)
                    .replace("</", "</x:")
                    .replace("<", "<x:")
                    .replace("<x:/x:", "</x:")
                    .replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
                }
            )
        ),
    ),
    Messy(
        name="a dimension that lies",
        make=_parts(
            lambda parts: parts.update(
                {
                    "xl/worksheets/sheet1.xml": sheet_xml(PLAIN).replace(
                        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
                    )
                }
            )
        ),
    ),
    Messy(name="formatted blank cells down to the last row", make=_xlsx(PLAIN, extra=_STYLED_DOWN)),
    Messy(
        name="backslashes between folders",
        make=_parts(lambda parts: parts.update({"xl\\worksheets\\sheet1.xml": parts.pop("xl/worksheets/sheet1.xml")})),
    ),
    Messy(
        name="a picture with a document type",
        make=_parts(lambda parts: parts.update({"xl/media/a.svg": "<!DOCTYPE svg><svg/>"})),
    ),
    Messy(
        name="a note in UTF-16",
        make=_parts(lambda parts: parts.update({"customXml/item1.xml": "<?xml version='1.0'?><a/>".encode("utf-16")})),
    ),
    Messy(name="no styles", make=_parts(lambda parts: parts.pop("xl/styles.xml"))),
    Messy(
        name="two hundred thousand levels of XML in another part",
        make=_parts(lambda parts: parts.update({"xl/deep.xml": "<a>" * 200_000})),
    ),
    Messy(
        name="spaces of every kind around the text",
        make=_xlsx([HEADINGS, ("\u3000示例甲公司\xa0", "91999999MA0000001A ", "\u200b10000000001\t"), SECOND]),
    ),
    Messy(
        name="day counted from 1904 in an old workbook",
        make=lambda f: xls(f / "名册.xls", PLAIN, after_start=biff(0x22, b"\1\0")),
    ),
    Messy(
        name="a line where a quotation mark leads",
        make=_xlsx([("企业名称", "备注"), ("示例甲", "=1+1"), ("示例乙", "'=1+1")]),
        headers=("企业名称", "备注"),
        rows={2: ("示例甲", "=1+1"), 3: ("示例乙", "'=1+1")},
    ),
)
