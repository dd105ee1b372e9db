"""Paragraphs on paper: what is written is what is read back, and a text is never markup."""

from io import BytesIO

import pypdf
import pytest

from exports.document import OFFICIAL_PAGE
from exports.drawing import Gap
from exports.fonts import SERIF_BOLD
from exports.styles import CELL, NOTE, OFFICIAL_BODY, OFFICIAL_LINE, OFFICIAL_TRACK, TITLE
from exports.typesetting import ChinesePara, shortened, text_width
from tests.exports.paper import page_texts, print_paper, run_on_paper, tool

PARAGRAPHS = (
    "2024年10月，园区落实企服专员“一对一”服务（含上门），诉求办理与项目推进总体平稳。𬭳能科技有限公司的𬭳薄膜项目已签约。",
    "1—10月，签约23个（年度目标30个以上），协议引资66.1亿元（年度目标100亿元以上），新开工28个，新投产31个。",
    "示例企业：㛃𬭳喆堃犇燊頔翀濛玥䶮𫘧𫓧〇，共14字……至此为止——完。",
)


def squashed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("style", [OFFICIAL_BODY, OFFICIAL_BODY.bold, CELL, NOTE])
def test_both_readers_give_paragraphs_back_exactly(style, tmp_path):
    content, printed = print_paper(lambda: [ChinesePara(text, style) for text in PARAGRAPHS])
    assert not printed.missing
    read = run_on_paper([tool("pdftotext"), "{}", "-"], content, tmp_path)
    for text in PARAGRAPHS:
        assert squashed(text) in squashed(read)
        assert squashed(text) in squashed(pypdf.PdfReader(BytesIO(content)).pages[0].extract_text())


def test_a_loose_line_is_read_without_spaces_between_its_characters(tmp_path):
    text = "1—10月，签约23个（年度目标30个以上），协议引资66.1亿元（年度目标100亿元以上）。"
    content, _ = print_paper(lambda: [ChinesePara(text, OFFICIAL_BODY)], page=OFFICIAL_PAGE)
    read = run_on_paper([tool("pdftotext"), "{}", "-"], content, tmp_path)
    assert "1—10月，签约23个（年度目标30个以上），协议引资" in read


@pytest.mark.parametrize(
    "text",
    [
        "<b>不是标记</b>&amp;",
        "<font color=red>",
        "a < b && c > d",
        "</para><para>",
        "&#65;",
        "%s {0} \\n",
        "(括(号)",
        "</Span> BDC EMC",
    ],
)
def test_markup_in_a_text_prints_as_it_stands(text):
    content, _ = print_paper(lambda: [ChinesePara(text, CELL)])
    assert squashed(text) in page_texts(content)[0]


def test_bold_runs_stand_inside_a_paragraph():
    runs = ["一是 ", ("加快", OFFICIAL_BODY.bold), "，二是", ("𬭳頔", OFFICIAL_BODY.bold), "。"]
    content, _ = print_paper(lambda: [ChinesePara(runs, OFFICIAL_BODY)])
    assert "一是加快，二是𬭳頔。" in page_texts(content)[0]
    assert SERIF_BOLD.encode() in content


def test_what_no_face_has_is_printed_as_a_mark_and_reported():
    content, printed = print_paper(lambda: [ChinesePara("好😀好🚀", CELL), ChinesePara("😀", TITLE)])
    assert printed.missing == {"😀", "🚀"}
    assert "好〓好〓" in page_texts(content)[0]


def test_twenty_eight_characters_fill_a_line_of_the_official_text():
    text = "中" * 56
    paragraph = ChinesePara(text, OFFICIAL_LINE)
    assert paragraph.fit(28 * (16 + OFFICIAL_TRACK) + 0.01) == pytest.approx(2 * OFFICIAL_LINE.leading)
    assert paragraph.fit(28 * (16 + OFFICIAL_TRACK) - 1) == pytest.approx(3 * OFFICIAL_LINE.leading)


def test_a_paragraph_leaves_at_least_two_lines_on_each_side_of_a_page_end():
    paragraph = ChinesePara("字" * 28 * 5, OFFICIAL_LINE)
    width, leading = 28 * OFFICIAL_LINE.character + 0.01, OFFICIAL_LINE.leading
    assert paragraph.part(width, 1.5 * leading) is None
    for room, upper, lower in ((2.5, 2, 3), (3.5, 3, 2), (4.5, 3, 2)):
        parts = paragraph.part(width, room * leading)
        assert parts
        assert [part.fit(width) for part in parts] == pytest.approx([upper * leading, lower * leading])
    assert ChinesePara("字" * 28 * 3, OFFICIAL_LINE).part(width, 2.5 * leading) is None


def test_a_paragraph_over_pages_loses_nothing():
    text = "".join(f"第{number}句说明情况，" for number in range(600))
    content, printed = print_paper(lambda: [ChinesePara(text, OFFICIAL_BODY)])
    assert printed.pages > 1
    pages = page_texts(content)
    assert text[:40] in pages[0]
    assert sum(page.count("句") for page in pages) == 600


@pytest.mark.parametrize("length", [1, 2, 5, 12, 30])
def test_names_of_any_length_keep_within_their_room(length):
    name = ("欧阳示例堃𬭳" * 6)[:length]
    assert text_width(shortened(name, CELL, 60), CELL) <= 60
    paragraph = ChinesePara(name, CELL)
    assert paragraph.fit(60) == pytest.approx(CELL.leading * -(-length // 6))


def test_squeezed_marks_make_a_text_narrower():
    assert text_width("甲），乙", CELL) == pytest.approx(3.5 * CELL.size, abs=0.01)
    assert text_width("甲，乙", CELL) == pytest.approx(3 * CELL.size, abs=0.01)
    assert text_width("（甲）", CELL) == pytest.approx(2 * CELL.size, abs=0.01)


def test_an_empty_text_takes_one_line():
    assert ChinesePara("", CELL).fit(100) == CELL.leading
    content, _ = print_paper(lambda: [ChinesePara("", CELL), ChinesePara([], CELL), Gap(5)])
    assert content.startswith(b"%PDF")
