"""A booklet of 298 case summaries beside typst and stock paragraphs with the same words; 3,000 in parts of 500."""

import importlib.util
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import pypdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from benchmarks.side_by_side import compare
from benchmarks.typst_pages import typst_source
from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.insight.booklet_entries import BookletEntry
from casework.insight.case_story import EnterpriseStory, enterprise_story
from casework.language import choose_language
from casework.records import Clock
from casework.sample import SAMPLE_TODAY, SAMPLE_WRITTEN_ON, write_sample
from exports.booklet import Booklet, write_booklet
from exports.fonts import SERIF, register_fonts
from exports.paper_facts import PaperFacts
from tests.factory import day

FACTS = PaperFacts(centre="示例技术转移中心", made_by="王敏", made_on=day("2022-12-30"), sample=True)
FIRMS, MANY, PART = 298, 3000, 500
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def stories_of_sample(folder: Path) -> list[EnterpriseStory]:
    """The stories of the sample's eighteen invented enterprises, which have some of everything."""
    with Casebook.create(folder / "a.huifang", clock=Clock.fixed(SAMPLE_WRITTEN_ON), actor="王敏") as book:
        with book.change("示例") as write:
            write_sample(write)
        book.store.look_from(Clock.fixed(SAMPLE_TODAY))
        firms = book.select(Enterprise, "folded_name like '示例%'", order="number", limit=18)
        return [enterprise_story(book, firm) for firm in firms]


def many(stories: Sequence[EnterpriseStory], count: int) -> Iterator[EnterpriseStory]:
    """So many enterprises with names and ids of their own and the stories of these by turns."""
    for number, story in enumerate(islice(cycle(stories), count), 1):
        firm = replace(
            story.enterprise, id=f"e{number}", name=f"{story.enterprise.name}{number}号", number=f"GA-{number}"
        )
        yield replace(story, enterprise=firm)


def booklet_of(stories: Sequence[EnterpriseStory]) -> Booklet:
    """A booklet of these stories."""
    entries = [
        BookletEntry(
            enterprise_id=story.enterprise.id, name=story.enterprise.name, place=story.territory,
            commissioner=story.in_charge.person if story.in_charge else "", cases=story.cases_open,
        )
        for story in stories
    ]  # fmt: skip
    return Booklet(subject="示例", part=(1, 1), entries=entries, stories=stories)


def test_booklet_beside_typst_and_stock_paragraphs(tmp_path):
    register_fonts()
    stories = list(many(stories_of_sample(tmp_path), FIRMS))
    pages: dict[str, int] = {}

    def ours() -> None:
        pages["ours"] = write_booklet(tmp_path / "ours.pdf", booklet_of(stories), facts=FACTS).pages

    ours()
    words = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "ours.pdf").pages]
    style = ParagraphStyle("plain", fontName=SERIF, fontSize=9, leading=13, wordWrap="CJK")

    def stock() -> None:
        document = SimpleDocTemplate(BytesIO())
        flow = [block for text in words for block in (*(Paragraph(line, style) for line in lines(text)), PageBreak())]
        document.build(flow)
        pages["stock"] = document.page

    deeds = {"ours: tables, marks, ladders, contents": ours}
    if importlib.util.find_spec("typst"):
        import typst

        source = typst_source(stories)

        def typeset() -> None:
            content = typst.compile(source.encode(), font_paths=[str(FONTS)])
            pages["typst"] = len(pypdf.PdfReader(BytesIO(content)).pages)

        deeds["typst: the same tables"] = typeset
    deeds["stock Paragraph: the same words, no layout"] = stock
    medians = compare(f"booklet of {FIRMS} case summaries", deeds, rounds=3)
    speeds = {made: pages[made] / seconds for made, seconds in zip(pages, medians.values(), strict=True)}
    for made, speed in speeds.items():
        print(f"  {made:<8} {pages[made]:5d} pages  {speed:7.1f} pages a second")
    if "typst" in speeds:
        print(f"  ours is {speeds['ours'] / speeds['typst']:.2f} × typst in pages a second")


def lines(text: str) -> list[str]:
    """A page's text as lines that stock paragraphs take."""
    plain = text.replace("&", "＆").replace("<", "＜")
    return [line for line in plain.splitlines() if line.strip()]


def test_three_thousand_in_parts_of_five_hundred():
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        pages, seconds, before, peak = pool.apply(print_parts, ())
    print(f"\n{MANY} enterprises in parts of {PART}: {pages} pages in {seconds:.1f} s")
    print(f"  {pages / seconds:.0f} pages a second")
    print(f"  memory at most {peak:.0f} MB, before the first part {before:.0f} MB")


def print_parts() -> tuple[int, float, float, float]:
    """Prints all parts in this process: pages, seconds, megabytes before and at most."""
    choose_language("zh_CN")
    with tempfile.TemporaryDirectory() as name:
        stories = stories_of_sample(Path(name))
        register_fonts()
        before, start, pages = _peak(), time.perf_counter(), 0
        for first in range(0, MANY, PART):
            part = list(islice(many(stories, MANY), first, first + PART))
            pages += write_booklet(Path(name) / f"{first}.pdf", booklet_of(part), facts=FACTS).pages
        return pages, time.perf_counter() - start, before, _peak()


def _peak() -> float:
    """The most memory this process ever held, in megabytes; of Linux its own mark, which no parent raises."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
