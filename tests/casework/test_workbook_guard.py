"""The guard refuses what is hostile, broken or no spreadsheet before a reader sees it, in one clear sentence."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.errors import BadInput, FileTrouble
from casework.exchange import archive_guard
from casework.exchange.guarded import WorkbookKind
from casework.exchange.workbook_guard import guard
from tests.casework.hostile_workbooks import HOSTILE, Hostile
from tests.casework.messy_workbooks import MESSY, PLAIN, Messy
from tests.casework.test_workbooks import EMPTY, LEFT_TO_THE_CHILD
from tests.casework.workbook_builders import Raw, biff, ods, sheet_xml, xls, xlsb, xlsx, xlsx_parts, zipped

STOPPED = [h for h in HOSTILE if not any(word in h.name for word in LEFT_TO_THE_CHILD + EMPTY)]


@pytest.mark.parametrize("hostile", STOPPED, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_stopped(hostile: Hostile, tmp_path: Path) -> None:
    path = hostile.make(tmp_path)
    with pytest.raises((BadInput, FileTrouble)) as refused:
        guard(path)
    assert hostile.says in refused.value.message
    assert path.name in refused.value.message
    assert refused.value.remedy.endswith("。")
    assert refused.value.message.count("。") == 1


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_a_messy_file_may_pass(messy: Messy, tmp_path: Path) -> None:
    path = messy.make(tmp_path)
    assert guard(path).path == path


def test_there_are_enough_kinds() -> None:
    assert len(HOSTILE) + len(MESSY) >= 100
    assert len({h.name for h in HOSTILE}) == len(HOSTILE)
    assert len({m.name for m in MESSY}) == len(MESSY)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda f: xlsx(f / "a.xlsx", PLAIN), WorkbookKind.OOXML),
        (lambda f: xlsb(f / "a.xlsb", PLAIN), WorkbookKind.XLSB),
        (lambda f: xls(f / "a.et", PLAIN), WorkbookKind.XLS),
        (lambda f: ods(f / "a.ods", PLAIN), WorkbookKind.ODS),
        (lambda f: xlsx(f / "a.csv", PLAIN), WorkbookKind.OOXML),
    ],
)
def test_the_content_says_what_a_file_is(make: Callable[[Path], Path], kind: WorkbookKind, tmp_path: Path) -> None:
    assert guard(make(tmp_path)).kind is kind


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("企业名称,电话\n", "utf-8"),
        ("企业名称,电话\n", "utf-8-sig"),
        ("企业名称,𬭳\n", "gb18030"),
        ("企业名称\t电话\n", "utf-16"),
        ("name,phone\n", "ascii"),
    ],
)
def test_the_encoding_of_a_text_table_is_found(content: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes((content * 2000).encode(encoding))
    assert path.read_text(guard(path).encoding) == content * 2000


def test_utf8_with_a_broken_byte_is_not_read_as_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(("企业名称,电话\n" * 50).encode()[:-3] + b"\xe4\n")
    with pytest.raises(BadInput, match="已损坏"):
        guard(path)


def test_days_from_1904_are_seen(tmp_path: Path) -> None:
    setup = "<workbookPr date1904='true'/>"
    assert guard(zipped(tmp_path / "a.xlsx", xlsx_parts({"名单": sheet_xml(PLAIN)}, setup=setup))).date_1904
    assert guard(xls(tmp_path / "a.xls", PLAIN, after_start=biff(0x22, b"\1\0"))).date_1904
    assert not guard(xlsx(tmp_path / "b.xlsx", PLAIN)).date_1904
    assert not guard(xls(tmp_path / "b.xls", PLAIN, after_start=biff(0x22, b"\0\0"))).date_1904


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        ('<c r="PLACE" t="e"><v>#N/A</v></c>', True),
        ("<c r='PLACE' t='e'><v>#N/A</v></c>", True),
        ('<c r="PLACE"><f>1+1</f></c>', True),
        ('<c r="PLACE"><f>1+1</f><v/></c>', True),
        ('<c r="PLACE"><f t="shared" si="0"/></c>', True),
        ('<c r="PLACE"><f>1+1</f><v>2</v></c>', False),
        ('<c r="PLACE" t="inlineStr"><is><t>e</t></is></c>', False),
    ],
)
def test_cells_that_the_reader_loses_are_noticed(cell: str, lost: bool, tmp_path: Path) -> None:
    assert guard(xlsx(tmp_path / "a.xlsx", [*PLAIN, (Raw(cell),)])).loses_cells is lost


def test_what_lies_across_two_chunks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far = sheet_xml(PLAIN, extra='<row r="9"><c r="XFD1048576"><v>1</v></c></row>')
    typed = f"<?xml version='1.0'?><!DOCTYPE a><a>{'x' * 500}</a>"
    for size in range(20, 60):
        monkeypatch.setattr(archive_guard, "_CHUNK", size)
        with pytest.raises(BadInput, match="XFD1048576"):
            guard(zipped(tmp_path / "a.xlsx", xlsx_parts({"名单": far})))
        with pytest.raises(BadInput, match="文档类型"):
            guard(zipped(tmp_path / "b.xlsx", {**xlsx_parts({"名单": sheet_xml(PLAIN)}), "xl/a.xml": typed}))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", PLAIN)
    path.chmod(0)
    with pytest.raises(FileTrouble, match="没有读取权限"):
        guard(path)


def test_a_file_that_another_program_holds_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_args: object, **_words: object) -> object:
        raise PermissionError

    path = xlsx(tmp_path / "a.xlsx", PLAIN)
    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(FileTrouble, match=re.escape("正被别的程序占用")):
        guard(path)
