"""A booklet of case summaries: contents with page numbers, then one enterprise after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable

from casework.amounts import count_text
from casework.insight.booklet_entries import BookletEntry
from casework.insight.case_story import EnterpriseStory
from casework.language import _
from exports.case_summary import summary_pages
from exports.document import CASE_SUMMARY_PAGE, WORKING_PAGE, Document, Printed, new_chapter
from exports.drawing import Block, Gap, Pen
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.sections import Section
from exports.styles import FIGURE, META, TITLE
from exports.table_layout import NOTHING_COUNTED, TableColumn, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_GAP = "　"
_NUMBER_WIDTH = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """What a booklet holds: what its enterprises have in common, which part of how many, its lines, its stories.

    `stories` come in the order of `entries` and are taken one after the other.
    """

    subject: str
    part: tuple[int, int]
    entries: Sequence[BookletEntry]
    stories: Iterable[EnterpriseStory]


def write_booklet(target: Path, booklet: Booklet, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print the booklet as PDF; FileTrouble where it cannot be written.

    The pages run through; each enterprise begins on a page of its own and is a line of the reader's
    table of contents. `masked` hides telephone numbers (product rule 10).
    """
    title = _title(booklet)
    document = Document(
        page=WORKING_PAGE,
        other_pages=(CASE_SUMMARY_PAGE,),
        title=title,
        author=facts.centre,
        subject=booklet.subject,
        foot=_GAP.join((facts.centre, title, *([_("contact data masked")] if masked else []))),
        running_head=(title, ""),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_story, booklet, facts, masked=masked))


def _title(booklet: Booklet) -> str:
    title = _GAP.join(part for part in (booklet.subject, _("Booklet of case summaries")) if part)
    number, of = booklet.part
    return title if of == 1 else _("{title}, part {number} of {of}").format(title=title, number=number, of=of)


def _story(booklet: Booklet, facts: PaperFacts, *, masked: bool) -> Iterator[Flowable]:
    yield ChinesePara(_title(booklet), TITLE)
    count = count_text(len(booklet.entries), "家")
    yield ChinesePara((_GAP * 2).join((count, _("As of {day}").format(day=day_text(facts.made_on)))), META)
    yield Gap(8)
    yield Section(_("Contents"), _contents(booklet.entries))
    for story in booklet.stories:
        yield from _chapter(story, masked=masked)


def _contents(entries: Sequence[BookletEntry]) -> DataTable:
    columns = [
        TableColumn(head=_("place"), fits=True, align="right", style=FIGURE),
        TableColumn(head=_("Enterprise"), share=1.6),
        TableColumn(head=_("Located in")),
        TableColumn(head=_("Commissioner"), fits=True, width=80),
        TableColumn(head=_("Cases in hand"), fits=True, align="right", style=FIGURE, nothing=NOTHING_COUNTED),
        TableColumn(head=_("On page"), width=44, align="right", style=FIGURE),
    ]
    rows = [
        plain_row(
            str(number), entry.name, entry.place, entry.commissioner, str(entry.cases) if entry.cases else "",
            PageOf(entry.enterprise_id),
        )
        for number, entry in enumerate(entries, 1)
    ]  # fmt: skip
    return DataTable(columns, rows)


def _chapter(story: EnterpriseStory, *, masked: bool) -> Iterator[Flowable]:
    pages = summary_pages(story, masked=masked)
    yield from new_chapter(CASE_SUMMARY_PAGE if pages.is_one_page else WORKING_PAGE, pages.running_head)
    yield ChapterMark(story.enterprise.id, story.enterprise.name)
    yield from pages.blocks


class PageOf(Block):
    """The number of the page on which a chapter begins; a click leads there."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    @property
    def natural_width(self) -> float:
        """Room for four digits."""
        return _NUMBER_WIDTH

    def measure(self, width: float) -> float:
        """One line."""
        del width
        return FIGURE.leading

    def paint(self, pen: Pen) -> None:
        """The room; the number comes when the last page is set."""
        pen.page_of_chapter(self._key, self.width, self.height)


class ChapterMark(Block):
    """The beginning of a chapter, without height."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self._key, self._title = key, title

    def measure(self, width: float) -> float:
        """Nothing."""
        del width
        return 0

    def paint(self, pen: Pen) -> None:
        """Remember the page."""
        pen.chapter(self._key, self._title)
