"""Case summaries of the sample's enterprises, gathered and set, in pages a second beside stock paragraphs."""

import time
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.insight.case_story import enterprise_story
from casework.records import Clock
from casework.sample import SAMPLE_TODAY, SAMPLE_WRITTEN_ON, write_sample
from exports.case_summary import write_case_summary
from exports.fonts import SERIF, register_fonts
from exports.paper_facts import PaperFacts
from tests.factory import day
from tests.test_main_job import text_of

FACTS = PaperFacts(centre="示例技术转移中心", made_by="王敏", made_on=day("2022-12-30"), sample=True)


def test_case_summaries(tmp_path):
    register_fonts()
    sample_book = Casebook.create(tmp_path / "a.huifang", clock=Clock.fixed(SAMPLE_WRITTEN_ON), actor="王敏")
    with sample_book.change("示例") as write:
        write_sample(write)
    sample_book.store.look_from(Clock.fixed(SAMPLE_TODAY))
    firms = sample_book.select(Enterprise, "folded_name like '示例%'", order="number", limit=18)
    start = time.perf_counter()
    stories = [enterprise_story(sample_book, firm) for firm in firms]
    gathered = time.perf_counter()
    pages = sum(write_case_summary(tmp_path / f"{n}.pdf", story, facts=FACTS).pages for n, story in enumerate(stories))
    ours = time.perf_counter() - gathered
    words = [text_of(tmp_path / f"{n}.pdf") for n in range(len(stories))]
    style = ParagraphStyle("plain", fontName=SERIF, fontSize=9, leading=13, wordWrap="CJK")
    start_stock = time.perf_counter()
    for text in words:
        lines = [text[at : at + 40] for at in range(0, len(text), 40)]
        SimpleDocTemplate(BytesIO()).build([*(Paragraph(line, style) for line in lines), PageBreak()])
    stock = time.perf_counter() - start_stock
    sample_book.close()
    print(f"\n{len(firms)} case summaries, {pages} pages, each a file of its own")
    print(f"  gathered                     {len(firms) / (gathered - start):7.1f} enterprises a second")
    print(f"  ours, tables, marks, ladders {pages / ours:7.1f} pages a second")
    print(f"  the same words, stock Paragraph, no layout {len(firms) / stock:7.1f} pages a second")
