"""The PDF file: its pages, what it says of itself, what it embeds, and how it gets to the disk."""

import datetime as dt
import errno
import os
import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from casework.errors import FileTrouble
from exports.document import CASE_SUMMARY_PAGE, OFFICIAL_PAGE, WORKING_PAGE, Document
from exports.drawing import Gap
from exports.marks import Chip, Clock, state_chip
from exports.sections import Section
from exports.styles import META, OFFICIAL_BODY, OFFICIAL_LEADING, OFFICIAL_LINE, TITLE
from exports.table_layout import TableColumn, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara, set_words
from tests.exports.paper import page_texts, print_paper, run_on_paper, tool, words_out_of_place


def everything():
    rows = [plain_row(f"示例企业{number}", state_chip("overdue", "超期"), Clock(4, 2, "超2日")) for number in range(90)]
    columns = [TableColumn(head="企业"), TableColumn(head="状态", fits=True), TableColumn(head="用时", width=120)]
    return [
        ChinesePara("企业服务个案摘要", TITLE),
        ChinesePara("依据截至 2022年12月30日 的记录", META),
        ChinesePara("正文𬭳。" * 40, OFFICIAL_BODY),
        Chip("办结"),
        Section("一、办件", DataTable(columns, rows), note="90件"),
    ]


def test_two_runs_give_equal_bytes():
    assert print_paper(everything)[0] == print_paper(everything)[0]


def test_only_subsets_of_our_own_faces_are_declared_and_all_are_embedded(tmp_path):
    content, _ = print_paper(everything, is_sample=True, foot="示例技术转移中心", running_head=("甲", "乙"))
    rows = run_on_paper([tool("pdffonts"), "{}"], content, tmp_path).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+Huifang(Sans|Serif)-(Regular|Bold)\s", row), row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row


def test_no_other_font_stands_in_the_file():
    reader = pypdf.PdfReader(BytesIO(print_paper(everything)[0]))
    fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("Huifang" in font for font in fonts)


def test_the_file_is_sound(tmp_path):
    run_on_paper([tool("qpdf"), "--check", "{}"], print_paper(everything)[0], tmp_path)


def test_the_file_says_what_it_is_and_nothing_of_the_machine():
    content, _ = print_paper(everything, subject="自贡市", day=dt.date(2022, 12, 30))
    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == (
        "示例文稿",
        "示例技术转移中心",
        "自贡市",
    )
    assert reader.metadata["/CreationDate"] == "D:20221230"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [entry.title for entry in reader.outline] == ["一、办件"]
    assert str(Path.cwd()).encode() not in content


def test_working_pages_count_themselves_and_carry_a_running_head_from_the_second_on():
    content, printed = print_paper(everything, running_head=("示例公司", "个案 1"), foot="中心　摘要")
    pages = page_texts(content)
    assert printed.pages == len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共3页" in page
        assert "中心摘要" in page
        assert ("示例公司" in page) is (number > 1)


def test_official_pages_are_numbered_at_the_outer_edge():
    content, _ = print_paper(lambda: [ChinesePara("字" * 2000, OFFICIAL_BODY)], page=OFFICIAL_PAGE)
    reader = pypdf.PdfReader(BytesIO(content))
    places = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: "—" in text and places.append((text.strip(), tm[4]))
        )
    assert [text for text, _ in places] == [f"— {number} —" for number in range(1, len(reader.pages) + 1)]
    right, left = places[0][1], places[1][1]
    assert right > 400
    assert left < 150


def test_an_official_page_holds_twenty_two_lines_of_twenty_eight_characters():
    content, printed = print_paper(lambda: [ChinesePara("字" * 28 * 22, OFFICIAL_LINE)], page=OFFICIAL_PAGE)
    assert printed.pages == 1
    assert page_texts(content)[0].count("字") == 28 * 22
    assert OFFICIAL_PAGE.text_height == pytest.approx(22 * OFFICIAL_LEADING)
    assert print_paper(lambda: [ChinesePara("字" * (28 * 22 + 1), OFFICIAL_LINE)], page=OFFICIAL_PAGE)[1].pages == 2


def test_a_one_page_form_that_runs_over_is_set_anew_with_wider_margins():
    made: list[int] = []

    def story(lines: int):
        made.append(lines)
        return [ChinesePara("字\n" * (lines - 1) + "字", OFFICIAL_LINE)]

    fits = int(CASE_SUMMARY_PAGE.text_height // OFFICIAL_LEADING)
    assert print_paper(lambda: story(fits), page=CASE_SUMMARY_PAGE)[1].pages == 1
    assert len(made) == 1
    content, printed = print_paper(lambda: story(fits + 1), page=CASE_SUMMARY_PAGE)
    assert printed.pages == 2
    assert len(made) == 3
    on_first = int(WORKING_PAGE.text_height // OFFICIAL_LEADING)
    assert page_texts(content)[0].count("字") == on_first


def test_a_sample_says_so_on_every_page():
    for page in (WORKING_PAGE, OFFICIAL_PAGE):
        assert all("示例数据" in text for text in page_texts(print_paper(everything, page=page, is_sample=True)[0]))
        assert not any("示例数据" in text for text in page_texts(print_paper(everything, page=page)[0]))


def test_a_long_foot_is_cut_and_leaves_the_page_number_readable():
    pages = page_texts(print_paper(lambda: [Gap(5)], foot="很长的单位名称" * 20)[0])
    assert "…" in pages[0]
    assert "第1页共1页" in pages[0]


def write_to(target: Path):
    return Document(page=WORKING_PAGE, title="示例", author="示例").write(target, lambda: [ChinesePara("一", TITLE)])


def test_a_file_is_written_whole_and_replaces_the_old_one(tmp_path):
    target = tmp_path / "摘要.pdf"
    target.write_bytes(b"old")
    assert write_to(target).pages == 1
    assert target.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path, monkeypatch):
    target = tmp_path / "摘要.pdf"
    target.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble, match="磁盘已满"):
        write_to(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(FileTrouble, match="文件夹不存在"):
        write_to(tmp_path / "没有" / "摘要.pdf")


def test_a_folder_in_the_way_is_told(tmp_path):
    target = tmp_path / "摘要.pdf"
    target.mkdir()
    with pytest.raises(FileTrouble, match=r"摘要\.pdf"):
        write_to(target)
    assert list(tmp_path.iterdir()) == [target]


def test_words_upon_each_other_or_at_the_edge_are_seen(tmp_path):
    class Crowded(Gap):
        def paint(self, pen):
            set_words(pen, 0, 0, "示例", OFFICIAL_LINE)
            set_words(pen, 10, 3, "重叠", OFFICIAL_LINE)
            set_words(pen, 480, 40, "越出边缘", OFFICIAL_LINE)

    content, _ = print_paper(lambda: [Crowded(60)])
    assert len(words_out_of_place(content, tmp_path)) == 2
    assert words_out_of_place(print_paper(everything)[0], tmp_path) == []
