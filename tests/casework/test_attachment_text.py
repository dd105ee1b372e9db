"""The words inside attached files are found; a hostile or broken file is kept and brings nothing."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from casework.entities.enterprises import Enterprise
from casework.exchange.attachment_reader import MOST_CHARACTERS, READERS
from casework.exchange.attachment_text import words_inside
from exports.fonts import SANS, register_fonts
from tests.casework.test_store import saved

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(path, body, head=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
    return path


def paragraph(text):
    return f"<w:p><w:r><w:t>{text[:2]}</w:t></w:r><w:r><w:t>{text[2:]}</w:t></w:r></w:p>"


def pdf(path, text):
    register_fonts()
    page = Canvas(str(path))
    page.setFont(SANS, 12)
    page.drawString(50, 700, text)
    page.save()
    return path


def xlsx(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("第二张").append(["藏在第二张里的词"])
    book.save(path)
    return path


def test_words_inside_documents_are_searched(book, tmp_path):
    firm = saved(book, Enterprise(name="示例甲公司"))
    (tmp_path / "纪要.txt").write_bytes("会上谈到余热锅炉的检修周期".encode("gb18030"))
    docx(tmp_path / "方案.docx", paragraph("管状带式输送机的技术方案") + paragraph("第二段"))
    pdf(tmp_path / "合同.pdf", "硬质合金刀片供货合同")
    xlsx(tmp_path / "台账.xlsx", ["序号", "内容"], [1, "聚四氟乙烯软管台账"])
    for name in ("纪要.txt", "方案.docx", "合同.pdf", "台账.xlsx"):
        book.attach(firm, tmp_path / name)
    for words, name in (
        ("余热锅炉", "纪要.txt"), ("带式输送", "方案.docx"), ("合金刀片", "合同.pdf"), ("四氟乙烯", "台账.xlsx"),
        ("第二张里", "台账.xlsx"), ("软管 台账", "台账.xlsx"),
    ):  # fmt: skip
        (hit,) = book.search(words)
        assert (hit.type_name, hit.title) == ("attachment", name), words
        assert words.split()[0] in hit.snippet
    assert book.check(deep=True) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("假.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >>"),
        ("假.docx", b"PK\x03\x04 broken"),
        ("假.xlsx", b"not a workbook at all \x00\xff"),
        ("图.png", b"\x89PNG"),
    ],
)
def test_what_cannot_be_read_is_kept_without_words(book, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    kept = book.attach(saved(book, Enterprise(name="示例甲公司")), tmp_path / name)
    assert kept.words == ""
    assert book.content_of(kept) == content


def test_a_document_that_declares_entities_brings_nothing(tmp_path):
    laughs = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    assert words_inside(docx(tmp_path / "笑.docx", paragraph("&b;词"), laughs)) == ""


def test_a_long_document_is_searched_as_far_as_the_limit(tmp_path):
    long = docx(tmp_path / "长.docx", paragraph("很长的一段话" * 50) * 400)
    assert len(words_inside(long)) == MOST_CHARACTERS


def test_a_document_that_unpacks_to_too_much_brings_nothing(tmp_path):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (33 << 20) + b"</w>")
    (tmp_path / "弹.docx").write_bytes(stream.getvalue())
    assert words_inside(tmp_path / "弹.docx") == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_office_machines(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("第一行\n输送机𬭳".encode(encoding))
    assert list(READERS[".txt"](tmp_path / "a.txt")) == ["第一行", "输送机𬭳"]
