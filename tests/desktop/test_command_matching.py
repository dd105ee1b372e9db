"""The command `match` in its four forms, as a script calls it."""

import csv

import pytest
from openpyxl import load_workbook

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.offers import TechOffer
from casework.records import Clock
from casework.sample import SAMPLE_TODAY

OFFERS = [
    ("A1", "高温高压动水腐蚀试验回路", "在320℃下做材料筛选与寿命试验"),
    ("A2", "司太立合金等离子堆焊工艺", "用于阀门密封面"),
    ("A3", "污泥热泵低温干化", "余热回收"),
]
DEMANDS = [("D1", "球阀密封面堆焊", "阀门寿命短"), ("D2", "污泥干化余热回收", ""), ("D3", "完全无关的一句话", "")]
HEAD = ("id", "title", "content")


def write(path, rows, encoding="utf-8", head=HEAD):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


@pytest.fixture
def offers(tmp_path):
    return write(tmp_path / "供给.csv", OFFERS)


def test_a_text_is_matched_without_a_case_file(shell, offers):
    answer = shell.done("match", "--text", "阀座动水腐蚀试验，高温高压", "--offers", offers)
    best = answer["matches"][0]
    assert list(best) == ["id", "title", "score", "band", "reasons", "against"]
    assert (best["id"], best["title"]) == ("A1", "高温高压动水腐蚀试验回路")
    assert [list(reason) for reason in best["reasons"][:1]] == [["text", "share"]]
    assert {"动水腐蚀试验", "高温高压"} <= {reason["text"] for reason in best["reasons"]}
    assert sum(reason["share"] for reason in best["reasons"]) == pytest.approx(best["score"], abs=1e-9)
    assert best["band"] in ("far_ahead", "ahead", "rest")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_of_any_encoding_become_a_table(shell, tmp_path, encoding):
    demands, offers = write(tmp_path / "d.csv", DEMANDS, encoding), write(tmp_path / "o.csv", OFFERS, encoding)
    out = tmp_path / "out.csv"
    told = shell.done("match", "--demands", demands, "--offers", offers, "-o", out, "--top", "2")
    assert (told["demands"], told["offers"]) == (3, 3)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["demand_id", "offer_id", "rank", "score", "band", "reasons"]
    first = {row["demand_id"]: row["offer_id"] for row in rows if row["rank"] == "1"}
    assert first == {"D1": "A2", "D2": "A3"}
    assert len(rows) == told["rows"]
    assert "堆焊" in rows[0]["reasons"]


def test_chinese_headings_and_workbooks_are_read_too(shell, tmp_path, offers):
    demands = write(tmp_path / "需求.csv", [("1", "污泥干化", "")], "gb18030", ("编号", "标题", "内容"))
    told = shell.done("match", "--demands", demands, "--offers", offers, "-o", tmp_path / "o.csv")
    assert told["rows"] == 1


@pytest.mark.parametrize(
    ("rows", "head", "words"),
    [([("1", "甲", "")], ("id", "name2", "content"), "title"), ([("1", "甲", ""), ("1", "乙", "")], HEAD, "3")],
)
def test_a_table_that_cannot_be_used_is_refused_with_what_is_wrong(shell, tmp_path, rows, head, words):
    answer = shell("match", "--text", "甲", "--offers", write(tmp_path / "o.csv", rows, head=head))
    assert answer.status == 1
    assert words in answer.json["error"]["message"]


def test_a_formula_in_a_table_stays_a_text(shell, tmp_path):
    offers = write(tmp_path / "o.csv", [("=1+1", "污泥干化", "")])
    demands = write(tmp_path / "d.csv", [("@d", "污泥干化", "")])
    shell.done("match", "--demands", demands, "--offers", offers, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[1].startswith("'@d,'=1+1,")


def test_one_demand_of_a_case_file(shell, sample):
    answer = shell.done("match", sample, "--demand", "氟橡胶耐低温改性", "--kind", "expert", "--top", "3")
    best = answer["matches"][0]
    assert best["title"] == "苗予安"
    assert best["reasons"][0]["text"] == "氟橡胶"
    by_offer = shell.done("match", sample, "--demand", "碳纤维预浸料低温固化树脂")["matches"]
    assert by_offer[0]["title"] == "预浸料用低温固化环氧树脂体系"
    assert not sample.with_name("示例.huifang.matching").exists()


def test_all_demands_of_a_case_file_become_a_workbook(shell, sample, tmp_path):
    out = tmp_path / "撮合.xlsx"
    told = shell.done("match", sample, "--all", "-o", out, "--top", "2", "--user", "王敏")
    sheet = load_workbook(out).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(rows) == told["rows"] > 5
    assert any(row[1] == "碳纤维预浸料低温固化树脂" and row[5] == "预浸料用低温固化环氧树脂体系" for row in rows)
    again = shell("match", sample, "--all", "-o", out)
    assert (again.status, again.json["error"]["code"]) == (1, "exists")


def test_nothing_confidential_leaves_in_a_workbook(shell, sample, tmp_path):
    with Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as book:
        demand = book.find(TechDemand, "碳纤维预浸料低温固化树脂")
        offer = book.find(TechOffer, "柔性转子无试重动平衡方法")
        book.do("change", {"type": "demand", "id": demand.id, "confidential": True})
        book.do("change", {"type": "offer", "id": offer.id, "confidential": True})
    out = tmp_path / "撮合.xlsx"
    shell.done("match", sample, "--all", "-o", out, "--user", "王敏")
    cells = [str(cell.value) for row in load_workbook(out).active.iter_rows() for cell in row]
    assert not [text for text in cells if "预浸料低温固化树脂" in text or "动平衡方法" in text]
    assert demand.number in cells


def test_a_demand_nobody_knows_and_a_question_without_content(shell, sample):
    assert shell("match", sample, "--demand", "没有的需求").status == 1
    assert shell("match", sample).json["error"]["code"]
    assert shell("match", "--text", "甲", "--offers", sample.with_name("没有.csv")).status == 1
