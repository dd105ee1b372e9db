"""Files that must be refused: made to harm, broken, locked, or no spreadsheet at all, with the words of the refusal."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.casework.workbook_builders import (
    Raw,
    Rows,
    biff,
    brt,
    brt_row,
    compound,
    ods_parts,
    sheet_xml,
    xls,
    xls_stream,
    xlsb,
    xlsx,
    xlsx_parts,
    zipped,
)

ROSTER: Rows = (("企业名称", "统一社会信用代码", "联系电话"), ("示例甲公司", "91999999MA0000001A", "10000000001"))
_FAR = '<c r="{place}"><v>1</v></c>'
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One hostile file: how it is made in a folder, and words its refusal holds."""

    name: str
    make: Callable[[Path], Path]
    says: str


def _sheet_parts(sheet: str) -> dict[str, str]:
    return xlsx_parts({"名单": sheet})


def _with_sheet(sheet: str) -> Callable[[Path], Path]:
    return lambda folder: zipped(folder / "名册.xlsx", _sheet_parts(sheet))


def _with_part(name: str, content: str | bytes) -> Callable[[Path], Path]:
    return lambda folder: zipped(folder / "名册.xlsx", {**_sheet_parts(sheet_xml(ROSTER)), name: content})


def _with_cell(xml: str) -> Callable[[Path], Path]:
    return _with_sheet(sheet_xml(ROSTER, extra=f"<row>{xml}</row>"))


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def good_bytes() -> bytes:
    """A small sound workbook, to be bent."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _sheet_parts(sheet_xml(ROSTER * 20)).items():
            archive.writestr(name, content)
    return held.getvalue()


# --- archives written by hand, since no library writes a lie ---


def _entry(name: str, data: bytes, *, size: int, crc: int = 0, method: int = 8, flags: int = 0) -> tuple[bytes, bytes]:
    """The local part and the directory entry of one zip member that claims `size` bytes."""
    written = name.encode()
    facts = struct.pack("<5H3I2H", 20, flags, method, 0, 33, crc, len(data), size, len(written), 0)
    return b"PK\x03\x04" + facts + written + data, b"PK\x01\x02\x14\x00" + facts


def _archive(path: Path, *members: tuple[str, bytes, bytes]) -> Path:
    """A zip file of hand-made members: name, local part, directory entry."""
    body = directory = b""
    for name, local, entry in members:
        directory += entry + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name.encode()
        body += local
    end = struct.pack("<4H2IH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path


def _repeated(block: bytes, times: int) -> bytes:
    """The deflated form of `block` repeated `times`, without ever unpacking it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def _bomb(part: str, block: bytes, times: int, *, claims: int | None = None) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        data, size = _repeated(block, times), len(block) * times
        book = _entry("xl/workbook.xml", _repeated(b"<workbook/>", 1), size=11, crc=zlib.crc32(b"<workbook/>"))
        bomb = _entry(part, data, size=size if claims is None else claims)
        return _archive(folder / "名册.xlsx", ("xl/workbook.xml", *book), (part, *bomb))

    return make


_ROW_OF_BOMB = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 26_000


def _many_large(folder: Path) -> Path:
    data = os.urandom(2 << 20)
    members = [(name, *_entry(name, data, size=150 << 20)) for name in ("xl/workbook.xml", "xl/a.xml", "xl/b.xml")]
    return _archive(folder / "名册.xlsx", *members)


def _other_method(method: int, flags: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        part = "xl/workbook.xml"
        return _archive(
            folder / "名册.xlsx", (part, *_entry(part, b"<workbook/>", size=11, method=method, flags=flags))
        )

    return make


def _twice(folder: Path) -> Path:
    part = _entry("xl/workbook.xml", _repeated(b"<workbook/>", 1), size=11)
    return _archive(folder / "名册.xlsx", ("xl/workbook.xml", *part), ("xl/workbook.xml", *part))


def _wrong_sum(folder: Path) -> Path:
    part = _entry("xl/workbook.xml", _repeated(b"<workbook/>", 1), size=11)
    return _archive(folder / "名册.xlsx", ("xl/workbook.xml", *part))


def _large_file(folder: Path) -> Path:
    path = folder / "名册.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        file.truncate(101 << 20)
    return path


def _folder(folder: Path) -> Path:
    path = folder / "名册.xlsx"
    path.mkdir()
    return path


def _locked_ods(folder: Path) -> Path:
    manifest = (
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return zipped(folder / "名册.ods", {**ods_parts(ROSTER), "META-INF/manifest.xml": manifest})


def _repeating_ods(folder: Path) -> Path:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return zipped(folder / "名册.ods", ods_parts(ROSTER, extra=row), stored=("mimetype",))


def _far_xlsb(folder: Path) -> Path:
    return xlsb(folder / "名册.xlsb", ROSTER, extra=brt_row(1_048_575) + brt(5, struct.pack("<2Id", 16_383, 0, 1.0)))


def _circular_xls(folder: Path) -> Path:
    content = bytearray(compound(xls_stream(ROSTER)))
    content[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the folder's sector leads back to itself
    return _bytes("名册.xls", bytes(content))(folder)


_HARMFUL = "可能有害"
_DAMAGED = "已损坏或不完整"
_NOT_READ = "无法读取"
_LARGE = "过大"
_LOCKED = "设有打开密码"

HOSTILE: tuple[Hostile, ...] = tuple(
    Hostile(name=name, make=make, says=says)
    for name, make, says in (
        ("row bomb of 0.96 GB", _bomb("xl/worksheets/sheet1.xml", _ROW_OF_BOMB, 1000), _HARMFUL),
        ("zeros of 1.5 GB in a part nobody asks for", _bomb("xl/sharedStrings.xml", bytes(1 << 20), 1500), _HARMFUL),
        ("bomb that claims to be small", _bomb("xl/worksheets/sheet1.xml", _ROW_OF_BOMB, 300, claims=5000), _HARMFUL),
        ("parts of 450 MB together", _many_large, _LARGE),
        ("part of 300 MB", _bomb("xl/media/a.png", os.urandom(600) + bytes(65_000), 4800), _LARGE),
        ("three thousand parts", lambda f: zipped(f / "名册.xlsx", {f"xl/{n}.xml": "" for n in range(3000)}), _HARMFUL),
        ("file of 101 MB", _large_file, _LARGE),
        ("billion laughs", _with_part("xl/sharedStrings.xml", f"{_LAUGHS}<sst>&b;</sst>"), _HARMFUL),
        ("external entity in a relation", _with_part("xl/_rels/a.rels", f"{_XXE}<a>&x;</a>"), _HARMFUL),
        ("document type in UTF-16", _with_part("xl/a.xml", f"\ufeff{_LAUGHS}<a/>".encode("utf-16")), _HARMFUL),
        ("document type under another name", _with_part("xl/a.bin", f"<?xml version='1.0'?>{_LAUGHS}<a/>"), _HARMFUL),
        ("document type behind a comment", _with_part("xl/a.xml", f"<!--{'x' * 300_000}-->{_XXE}<a/>"), _HARMFUL),
        ("cell in the last corner", _with_cell(_FAR.format(place="XFD1048576")), "XFD1048576"),
        ("cell in the last row", _with_cell(_FAR.format(place="Z1048576")), "Z1048576"),
        ("cell in column 301", _with_cell(_FAR.format(place="KO3")), "KO3"),
        ("cell in row 200,001", _with_cell(_FAR.format(place="B200001")), "B200001"),
        ("cell beyond the grid", _with_cell(_FAR.format(place="AAAAAAAAA99999999999")), "不可能存在"),
        ("column beyond the grid", _with_cell(_FAR.format(place="XFE1")), "不可能存在"),
        ("cell far out, small letters", _with_cell("<c  r = 'xfd9'\n ><v>1</v></c>"), "XFD9"),
        ("cell far out, foreign prefix", _with_cell('<x:c r="XFD9"><x:v>1</x:v></x:c>'), "XFD9"),
        (
            "row far out, cells without places",
            _with_sheet(sheet_xml(ROSTER, extra='<row r="900000"><c><v>1</v></c></row>')),
            "A900000",
        ),
        ("path upwards", _with_part("../../evil.xml", "<a/>"), _HARMFUL),
        ("path upwards, backslashes", _with_part("xl\\..\\..\\evil.xml", "<a/>"), _HARMFUL),
        ("absolute path", _with_part("/etc/evil.xml", "<a/>"), _HARMFUL),
        ("path with a drive", _with_part("C:/evil.xml", "<a/>"), _HARMFUL),
        ("a part twice", _twice, _DAMAGED),
        ("wrong check sum", _wrong_sum, _DAMAGED),
        ("truncated", _bytes("名册.xlsx", good_bytes()[:-300]), _DAMAGED),
        ("only the beginning", _bytes("名册.xlsx", good_bytes()[:100]), _DAMAGED),
        ("unknown compression", _other_method(14, 0), _DAMAGED),
        ("sheet that breaks off", _with_sheet(sheet_xml(ROSTER)[:-200]), _DAMAGED),
        ("shared text that is not there", _with_cell('<c r="A9" t="s"><v>7</v></c>'), _DAMAGED),
        (
            "sheet without its part",
            lambda f: zipped(f / "名册.xlsx", {k: v for k, v in _sheet_parts("").items() if "sheet1" not in k}),
            _DAMAGED,
        ),
        ("old workbook cut off", _bytes("名册.xls", compound(xls_stream(ROSTER))[:1600]), _DAMAGED),
        ("old workbook that runs in a circle", _circular_xls, ""),
        ("binary workbook with a far cell", _far_xlsb, _NOT_READ),
        ("spreadsheet of repeated cells", _repeating_ods, ""),
        ("encrypted members", _other_method(8, 1), _LOCKED),
        ("encrypted workbook", _bytes("名册.xlsx", compound(b"", "EncryptedPackage")), _LOCKED),
        (
            "old workbook with a password",
            lambda f: xls(f / "名册.xls", ROSTER, after_start=biff(0x2F, b"\1\0" + bytes(52))),
            _LOCKED,
        ),
        ("encrypted .ods", _locked_ods, _LOCKED),
        ("text under the name .xlsx", _bytes("名册.xlsx", "企业名称,电话\n示例甲,1\n".encode()), "与扩展名不符"),
        ("web page under the name .xls", _bytes("名册.xls", b"<html><body><table><tr><td>1</td></tr></table>"), "网页"),
        ("web page with a mark in front", _bytes("名册.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html>"), "网页"),
        (
            "XML of 2003",
            _bytes("名册.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
            "XML",
        ),
        ("web archive", _bytes("名册.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related"), "网页"),
        ("PDF", _bytes("名册.xlsx", b"%PDF-1.7\n"), "PDF"),
        ("picture", _bytes("名册.xlsx", b"\x89PNG\r\n\x1a\n"), "图片"),
        ("rar package", _bytes("名册.xlsx", b"Rar!\x1a\x07\x01\x00"), "压缩包"),
        ("Word document", lambda f: zipped(f / "名册.xlsx", {"word/document.xml": "<w/>"}), "Word"),
        ("old Word document", _bytes("名册.xls", compound(b"", "WordDocument")), "Word"),
        ("old file of something else", _bytes("名册.xls", compound(b"", "Contents")), "没有工作表"),
        ("zip of a picture", lambda f: zipped(f / "名册.zip", {"照片.png": b"\x89PNG"}), "压缩包"),
        ("workbook of 1992", _bytes("名册.xls", b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00"), "旧格式"),
        ("empty file", _bytes("名册.xlsx", b""), "空文件"),
        ("folder", _folder, "文件夹"),
        ("missing file", lambda f: f / "名册.xlsx", "找不到"),
        ("marker of an open file", _bytes("~$名册.xlsx", b"\x04test" + bytes(160)), "临时标记"),
        ("bytes under the name .csv", _bytes("名册.csv", b"\x00\x01\x02\x03" * 300), "既不是电子表格"),
        ("text in no encoding", _bytes("名册.csv", b"\xff\xff,\x81\xff\n"), "既不是电子表格"),
        ("quotes that do not pair up", _bytes("名册.csv", '企业名称,电话\n"示例甲,1\n示例乙,2\n'.encode()), "引号"),
        ("text longer than a cell", lambda f: xlsx(f / "名册.xlsx", [*ROSTER, ("示例乙", "长" * 40_000)]), "B3"),
        ("no sheet", lambda f: zipped(f / "名册.xlsx", xlsx_parts({})), "没有工作表"),
        ("nothing in the sheet", lambda f: xlsx(f / "名册.xlsx", []), "没有内容"),
        ("only headings", lambda f: xlsx(f / "名册.xlsx", ROSTER[:1]), "没有数据行"),
        ("only numbers", lambda f: xlsx(f / "名册.xlsx", [(1, 2), (3, 4)]), "找不到表头"),
        ("only formulas' leftovers", lambda f: xlsx(f / "名册.xlsx", [(Raw('<c r="PLACE"/>'),)]), "没有内容"),
    )
)
