"""Every kind of paper by the command line: what it says, where its words lie, and what is refused."""

import subprocess
from pathlib import Path

import pypdf
import pytest

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.export_records import ExportRecord
from casework.insight.coverage import coverage
from casework.insight.coverage_words import statement
from casework.insight.figures import resolve_round
from tests.desktop.command import Shell
from tests.exports.paper import page_texts, tool, words_out_of_place

FIRM = "示例龙川阀门有限公司"
KINDS = {
    "case-summary": (("--enterprise", FIRM), ("企业服务个案摘要", FIRM, "经办人", "审核人")),
    "booklet": (("--round", "4", "--scope", "自贡市"), ("个案摘要汇编", "目录", FIRM)),
    "visit-brief": (
        ("--enterprise", FIRM),
        ("走访提示单", "没办完的", "要问的", "现场记录", "下次联系"),
    ),
    "round-statement": (("--round", "4"), ("第四轮回访结语", "覆盖情况", "18/18")),
    "appeal-sheet": (("--enterprise", FIRM), ("诉求办理单", "闭环进度", "办理经过", "企业（盖章）")),
    "list": ((), ("问题清单", "牵头单位", "责任人", "—1—")),
    "route-sheet": (("--period", "2022-12-30..2023-01-31"), ("走访路线单", FIRM, "2023年1月9日（周一）")),
    "handover-sheet": (
        ("--person", "王敏", "--to", "周倩"),
        ("工作交接单", "接收人：周倩", "示例龙川阀门"),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_printed_and_nothing_lies_upon_another(shell: Shell, sample, kind):
    options, words = KINDS[kind]
    made = shell.done("print", sample, kind, "-o", shell.folder / "p.pdf", *options)
    content = (shell.folder / "p.pdf").read_bytes()
    texts = page_texts(content)
    assert made["pages"] == len(texts) > 0
    assert made["warnings"] == []
    told = "".join(texts)
    assert [word for word in words if word not in told] == []
    assert "示例数据" in told
    assert "10000000016" not in told
    assert words_out_of_place(content, shell.folder) == []
    checked = subprocess.run([tool("qpdf"), "--check", str(shell.folder / "p.pdf")], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_statement_stands_first_and_the_totals_are_those_of_the_sentence(shell: Shell, sample, sample_book):
    found = coverage(sample_book, resolve_round(sample_book, 4, None))
    shell.done("print", sample, "round-statement", "--round", "4", "-o", shell.folder / "r.pdf")
    (text,) = page_texts((shell.folder / "r.pdf").read_bytes())
    assert "".join(statement(found).split()) in text
    brought = found.brought
    sums = f"{brought.appeals}{brought.demands}{brought.matches}{brought.promises}"
    assert f"{found.reached}/{len(found.rows)}{sums}" in text


def test_a_booklet_tells_the_page_of_each_enterprise(shell: Shell, sample):
    shell.done("print", sample, "booklet", "--round", "4", "-o", shell.folder / "b.pdf")
    reader = pypdf.PdfReader(shell.folder / "b.pdf")
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    pages = {entry["/Title"]: reader.get_destination_page_number(entry) + 1 for entry in chapters}
    assert len(pages) == 19
    contents = reader.pages[0].extract_text().split()
    numbers = [int(word) for word in contents if word.isdigit()]
    assert pages.pop("目录") == 1
    for name, page in pages.items():
        assert page in numbers
        assert name in "".join(reader.pages[page - 1].extract_text().split())


def test_telephone_numbers_are_printed_in_full_on_request_and_the_log_says_so(shell: Shell, sample):
    options = ("--period", "2022-12-30..2023-01-31", "--profile", "full")
    shell.done("print", sample, "route-sheet", *options, "-o", shell.folder / "r.pdf")
    assert "10000000016" in "".join(page_texts((shell.folder / "r.pdf").read_bytes()))
    (logged,) = shell.done("list", sample, "export_record")["records"]
    assert (logged["export_kind"], logged["unmasked"]) == ("route_sheet", True)


REFUSED = {
    ("visit-brief",): "--enterprise",
    ("visit-brief", "--enterprise", "示例"): "GA-0001",
    ("round-statement",): "--round",
    ("round-statement", "--round", "9"): "第四轮",
    ("appeal-sheet",): "--case",
    ("appeal-sheet", "--scope", "无此地"): "无此地",
    ("handover-sheet",): "--person",
    ("list", "--list", "无此清单"): "无此清单",
    ("monthly-summary",): "--period",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_missing_or_unknown_is_refused_with_the_way_out(shell: Shell, sample, words):
    answer = shell("print", sample, *words, "-o", shell.folder / "x.pdf")
    assert answer.status == 1
    assert REFUSED[words] in answer.out + answer.err
    assert not (shell.folder / "x.pdf").exists()


def test_an_existing_file_is_only_replaced_with_force(shell: Shell, sample):
    target = shell.folder / "x.pdf"
    target.write_text("mine")
    words = ("print", sample, "visit-brief", "--enterprise", FIRM, "-o", target)
    assert shell(*words).status == 1
    assert target.read_text() == "mine"
    shell.done(*words, "--force")
    assert target.read_bytes().startswith(b"%PDF")


def test_the_same_papers_twice_are_the_same_bytes(shell: Shell, sample):
    for kind in ("visit-brief", "appeal-sheet"):
        contents: list[bytes] = []
        for name in ("1.pdf", "2.pdf"):
            shell.done("print", sample, kind, *KINDS[kind][0], "-o", shell.folder / name, "--force")
            contents.append((shell.folder / name).read_bytes())
        assert contents[0] == contents[1]


def test_every_paper_stands_in_the_export_log(sample_book: Casebook, shell: Shell, sample: Path):
    case = sample_book.select(Appeal, limit=1)[0]
    shell.done("print", sample, "appeal-sheet", "--case", case.number, "-o", shell.folder / "a.pdf", "--user", "周倩")
    (logged,) = shell.done("list", sample, ExportRecord.type_name)["records"]
    assert (logged["export_kind"], logged["made_by"], logged["file_name"]) == ("appeal_sheet", "周倩", "a.pdf")
