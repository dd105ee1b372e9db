"""Rows on the clipboard, out to Excel and WPS and in from them."""

import pytest
from PySide6.QtCore import QMimeData

from widgets.row_clipboard import pasted_rows, rows_as_mime

ROWS = [["名称", "代码", "说明"], ["示例甲公司", "91999999MA6AFL1023", "=1+1"], ["示例乙公司", "-5", "两行\n文字"]]


def text(words: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(words)
    return mime


def test_rows_leave_as_words_that_nothing_calculates() -> None:
    mime = rows_as_mime(ROWS)
    assert mime.text() == "名称\t代码\t说明\n示例甲公司\t91999999MA6AFL1023\t'=1+1\n示例乙公司\t-5\t两行 文字"
    assert mime.html().count("mso-number-format:'\\@'") == 9
    assert "=1+1" in mime.html()


def test_what_was_copied_comes_home() -> None:
    mime = rows_as_mime(ROWS)
    assert pasted_rows(mime) == [*ROWS[:2], ["示例乙公司", "-5", "两行 文字"]]
    alone = QMimeData()
    alone.setHtml(mime.html())
    assert pasted_rows(alone) == ROWS


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("名称\t代码\r\n示例甲\t1\r\n\r\n", [["名称", "代码"], ["示例甲", "1"]]),
        ('"两行\n文字"\t"他说""好"""\t2', [["两行\n文字", '他说"好"', "2"]]),
        ("名称\t代码\n示例甲", [["名称", "代码"], ["示例甲", ""]]),
        ('一个"引号\t1', [['一个"引号', "1"]]),
        ("  ", []),
        ("", []),
    ],
)
def test_a_spreadsheet_s_text_is_read(pasted: str, rows: list[list[str]]) -> None:
    assert pasted_rows(text(pasted)) == rows


def test_a_table_of_a_web_page_is_read() -> None:
    mime = QMimeData()
    mime.setHtml(
        "<p>名册</p><table><tr><th colspan=2>企业</th><th>电话</th></tr>"
        "<tr><td>示例甲 </td><td>一<br>二</td><td>&lt;1&gt;</td></tr></table><table><tr><td>别的</td></tr></table>"
    )
    assert pasted_rows(mime) == [["企业", "", "电话"], ["示例甲", "一\n二", "<1>"]]
