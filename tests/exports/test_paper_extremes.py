"""Papers with nothing on them and with far too much: nothing overlaps, nothing leaves the page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.lists import ResponsibilityList
from casework.entities.people import Person
from casework.insight.case_record import case_record
from casework.insight.coverage import coverage
from casework.insight.figures import resolve_round
from casework.insight.handover import handover
from casework.insight.list_record import list_record
from casework.insight.visit_brief import VisitBrief, visit_brief
from casework.language import choose_language
from exports.appeal_sheet import write_appeal_sheets
from exports.document import Printed
from exports.handover_sheet import write_handover_sheet
from exports.official_list import write_lists
from exports.paper_facts import PaperFacts
from exports.round_statement import write_round_statement
from exports.visit_brief import write_visit_brief
from tests.exports.paper import page_texts, words_out_of_place
from tests.factory import day

FACTS = PaperFacts(centre="示例技术转移中心", made_by="王敏", made_on=day("2022-12-30"))
NAMES = ("囡", "示例", "示例泵业", "示例自贡市沿滩区高端装备制造产业园流体机械精密铸造股份公司")
LONG = "试验场地临时用电报装及增容改造（含变压器更换、电缆敷设、计量装置校验）" * 12


@pytest.fixture
def brief(sample_book: Casebook) -> VisitBrief:
    return visit_brief(sample_book, sample_book.find(Enterprise, "示例龙川阀门有限公司"), actor="王敏")


def printed(folder: Path, paper: Iterator[Printed] | Printed) -> list[str]:
    """The texts of the pages, every word in its place."""
    del paper
    content = (folder / "p.pdf").read_bytes()
    assert words_out_of_place(content, folder) == []
    return page_texts(content)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [0, 500])
def test_a_brief_is_one_page_whatever_is_open(tmp_path, brief, name, count):
    firm = replace(brief.story.enterprise, name=name, short_name="", main_business=LONG, revenue=405_600_000_000_00)
    matters = tuple(replace(brief.matters[0], subject=LONG, progress=LONG) for _n in range(count))
    asked = replace(brief, story=replace(brief.story, enterprise=firm), matters=matters)
    (text,) = printed(tmp_path, write_visit_brief(tmp_path / "p.pdf", asked, facts=FACTS))
    assert name in text
    assert "4056亿元" in text
    assert ("共500项" in text) is (count == 500)
    assert "下次联系" in text


def test_a_statement_with_long_names_repeats_its_head_and_signs_once(tmp_path, sample_book):
    found = coverage(sample_book, resolve_round(sample_book, 4, None))
    rows = tuple(replace(row, enterprise=NAMES[3]) for row in found.rows * 4)
    many = replace(found, rows=rows)
    texts = printed(tmp_path, write_round_statement(tmp_path / "p.pdf", many, facts=FACTS))
    assert len(texts) > 1
    assert "覆盖情况（续）" in texts[1]
    assert sum("填报人" in text for text in texts) == 1


def test_a_sheet_with_long_texts_and_none(tmp_path, sample_book):
    case = case_record(sample_book, sample_book.find(Appeal, "SQ-0005").id)
    full = replace(
        case, appeal=replace(case.appeal, subject=LONG, description=LONG, answer=LONG), chain=case.chain * 60
    )
    bare = replace(case, appeal=replace(case.appeal, description=""), chain=(), contact=None, attachments=())
    for one in (full, bare):
        texts = printed(tmp_path, write_appeal_sheets(tmp_path / "p.pdf", [one], facts=FACTS))
        assert "企业（盖章）" in texts[-1]


def test_a_handover_of_nothing_and_a_list_without_lines_say_so(tmp_path, sample_book):
    empty = handover(sample_book, sample_book.find(Person, "王敏"))
    empty = replace(empty, enterprises=(), matters=(), promises=(), visits=())
    assert "没有要移交" in printed(tmp_path, write_handover_sheet(tmp_path / "p.pdf", empty, facts=FACTS))[0]
    found = replace(list_record(sample_book, sample_book.find(ResponsibilityList, "问题清单")), lines=())
    assert "还没有条目" in printed(tmp_path, write_lists(tmp_path / "p.pdf", [found], facts=FACTS))[0]


def test_a_brief_in_english_keeps_its_form_in_its_place(tmp_path, brief):
    choose_language("en")
    (text,) = printed(tmp_path, write_visit_brief(tmp_path / "p.pdf", brief, facts=FACTS))
    assert "Visitbrief" in text
    assert "Technologydemand" in text
