"""A printed document: its pages, foot and running head, and the PDF file that holds them."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (reportlab carries no types; what leaves this file is typed)

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable

from casework.language import _
from exports.drawing import Pen
from exports.fonts import SANS, register_fonts
from exports.output_file import write_whole_file
from exports.styles import CHAPTER_NUMBER, FOOT, GREY, INK, PAGE_NUMBER, RULE, RUNNING_HEAD
from exports.typesetting import set_words, shortened, text_width

Story = Callable[[], Iterable[Flowable]]
"""Makes the blocks of a document from its first page to its last, as they are needed; called once more where they
are set anew."""

NO_DAY = dt.date(2000, 1, 1)  # in a file that tells no day
PAGE_WIDTH, PAGE_HEIGHT = A4
AHEAD = 2  # blocks taken from a story before they are set: reportlab looks at the next one
CHAPTER_NUMBER_RAISED = 3.6  # points: the baseline of a page number above the foot of its cell
FOOT_RULE, FOOT_LINE = 14.5 * mm, 10.6 * mm  # above the lower edge of the page
HEAD_LINE, HEAD_RULE = 14.5 * mm, 16.8 * mm  # below the upper edge of the page
OFFICIAL_NUMBER = 7 * mm  # from the text area down to the page number, GB/T 9704-2012
ROUNDING = 0.4 * mm  # 22 lines fill the official text area to a hair's breadth


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStyle:
    """Margins of an A4 page in millimetres and what stands at its foot.

    An official page carries `— 1 —` at its outer edge; a working page a rule, the office and
    `第 1 页　共 2 页`. `when_longer`: the style of every page of a document that needs more than one.
    """

    top: float
    bottom: float
    left: float
    right: float
    is_official: bool = False
    when_longer: "PageStyle | None" = None

    @property
    def text_width(self) -> float:
        """The width of the text area in points."""
        return PAGE_WIDTH - (self.left + self.right) * mm

    @property
    def text_height(self) -> float:
        """The height of the text area in points."""
        return PAGE_HEIGHT - (self.top + self.bottom) * mm


WORKING_PAGE = PageStyle(top=20, bottom=18, left=19, right=19)
CASE_SUMMARY_PAGE = PageStyle(top=10, bottom=15, left=19, right=19, when_longer=WORKING_PAGE)
VISIT_BRIEF_PAGE = PageStyle(
    top=10.5, bottom=16.5, left=18, right=18, when_longer=PageStyle(top=20, bottom=18, left=18, right=18)
)
ROUND_STATEMENT_PAGE = PageStyle(
    top=14, bottom=17, left=18, right=18, when_longer=PageStyle(top=20, bottom=18, left=18, right=18)
)
OFFICIAL_PAGE = PageStyle(top=37, bottom=35, left=28, right=26, is_official=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What came out: how many pages, and the characters that no face has (each printed as 〓)."""

    pages: int
    missing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is said about a document, on its pages and in the file.

    `foot` stands at the left of every working foot, `running_head` (left, right) at the head of the
    pages from the second on. `day` is the day the paper was made on, as the file tells it (never the
    machine's). `is_sample` prints 示例数据 on every page. `other_pages` are the styles of pages that chapters
    (`new_chapter`) begin on.
    """

    page: PageStyle
    title: str
    author: str
    subject: str = ""
    foot: str = ""
    running_head: tuple[str, str] = ("", "")
    day: dt.date | None = None
    is_sample: bool = False
    language: str = "zh-CN"
    other_pages: tuple[PageStyle, ...] = ()

    def write(self, target: Path | BinaryIO, story: Story) -> Printed:
        """Write the PDF to a path (whole or not at all) or into an open file; FileTrouble where that fails.

        The same story gives the same bytes on every day and on every machine.
        """
        register_fonts()
        content, printed = self._set(self.page, story)
        if printed.pages > 1 and self.page.when_longer:
            content, printed = self._set(self.page.when_longer, story)
        if isinstance(target, Path):
            write_whole_file(target, content)
        else:
            target.write(content)
        return printed

    def _set(self, page: PageStyle, story: Story) -> tuple[bytes, Printed]:
        output = BytesIO()
        template = _Template(
            output,
            pagesize=A4,
            title=self.title,
            author=self.author,
            subject=self.subject,
            creator="Huifang",
            lang=self.language,
            invariant=1,
            initialFontName=SANS,
            allowSplitting=1,
        )
        template.running_head = self.running_head
        for style in dict.fromkeys((page, *self.other_pages)):
            onward = partial(self._decorate, style)
            template.addPageTemplates(PageTemplate(_name_of(style), [_frame(style)], onPage=onward))
        canvases: list[_PaperCanvas] = []

        def make_canvas(*arguments: Any, **options: Any) -> _PaperCanvas:
            canvases.append(_PaperCanvas(*arguments, **options))
            canvases[-1].number_words = _page_of_pages(page)
            canvases[-1].setDateFormatter(partial(_date_of, self.day))
            return canvases[-1]

        template.build(_Supply(story()), canvasmaker=make_canvas)
        (canvas,) = canvases
        return output.getvalue(), Printed(pages=canvas.numbered, missing=frozenset(canvas.missing))

    def _decorate(self, page: PageStyle, canvas: Any, template: "_Template") -> None:
        """Draw what stands outside the text area of one page."""
        pen, number = Pen(canvas), canvas.getPageNumber()
        if page.is_official:
            _draw_official_number(pen, page, number)
        else:
            self._draw_working_foot(pen, page)
            if not template.begins and any(template.running_head):
                _draw_running_head(pen, page, template.running_head)
        if self.is_sample:
            _draw_sample_mark(pen, page, number)
        canvas.number_page(number)
        template.begins = False

    def _draw_working_foot(self, pen: Pen, page: PageStyle) -> None:
        left, right = page.left * mm, PAGE_WIDTH - page.right * mm
        pen.line(left, FOOT_RULE, right, FOOT_RULE, RULE, 0.4)
        set_words(pen, left, FOOT_LINE, shortened(self.foot, FOOT, page.text_width * 0.6), FOOT)


def _draw_running_head(pen: Pen, page: PageStyle, running_head: tuple[str, str]) -> None:
    left, right = page.left * mm, PAGE_WIDTH - page.right * mm
    name, note = running_head
    room = page.text_width - text_width(note, FOOT) - 12
    set_words(pen, left, PAGE_HEIGHT - HEAD_LINE, shortened(name, RUNNING_HEAD, room), RUNNING_HEAD)
    set_words(pen, right, PAGE_HEIGHT - HEAD_LINE, note, FOOT.aligned("right"))
    pen.line(left, PAGE_HEIGHT - HEAD_RULE, right, PAGE_HEIGHT - HEAD_RULE, RULE, 0.4)


class _Template(BaseDocTemplate):
    """Knows what stands at the head of the page, and whether a chapter (or the document) begins on it."""

    running_head: tuple[str, str] = ("", "")
    begins = True


class _Supply(list[Flowable]):
    """The blocks still to be set, taken from the story as they are needed: a long one never lies in memory whole."""

    def __init__(self, story: Iterable[Flowable]) -> None:
        super().__init__()
        self._more: Iterator[Flowable] = iter(story)

    def __len__(self) -> int:
        """How many are waiting here; 0 only where the story has ended."""
        waiting = super().__len__()
        while waiting < AHEAD and (block := next(self._more, None)) is not None:
            vars(block).pop("_postponed", None)  # of an earlier setting of the same block
            self.append(block)
            waiting += 1
        return waiting

    def __bool__(self) -> bool:
        """Whether anything is left."""
        return len(self) > 0


class _ChapterHead(ActionFlowable):
    """From the next page on a chapter runs, with this running head on all its pages but the first."""

    def __init__(self, running_head: tuple[str, str]) -> None:
        super().__init__()
        self._running_head = running_head

    def apply(self, doc: Any) -> None:
        """Told to the template (a _Template) before it turns the page."""
        doc.running_head, doc.begins = self._running_head, True


def new_chapter(page: PageStyle, running_head: tuple[str, str] = ("", "")) -> list[Flowable]:
    """Blocks that begin a chapter on a new page of that style (one of the document's pages)."""
    return [_ChapterHead(running_head), NextPageTemplate(_name_of(page)), PageBreak()]


def _name_of(page: PageStyle) -> str:
    return f"{page.top}-{page.bottom}-{page.left}-{page.right}-{page.is_official}"


NumberWords = Callable[[Pen, int, int], None] | None


class _PaperCanvas(Canvas):
    """A canvas that numbers its pages when their count is known, and remembers what it could not print."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.missing: set[str] = set()
        self.number_words: NumberWords = None
        self.numbered = 0
        self.chapters: dict[str, int] = {}
        self.chapter_level = 0
        self._rooms: dict[str, float] = {}
        self.setViewerPreference("DisplayDocTitle", "true")

    def number_page(self, number: int) -> None:
        """Leave a place on this page for its number; it is filled when the last page is known."""
        self.numbered = number
        if self.number_words:
            self.doForm(f"page-{number}")

    def leave_room(self, key: str, x: float, y: float, width: float) -> None:
        """Leave `width` points from (x, y) on for the page number of a chapter that is still to come."""
        self._rooms[key] = width
        self.saveState()
        self.translate(x, y)
        self.doForm(f"chapter-{key}")
        self.restoreState()

    def save(self) -> None:
        """Fill in the page numbers, then write the file."""
        for key, width in self._rooms.items():
            self.beginForm(f"chapter-{key}")
            set_words(Pen(self), width, CHAPTER_NUMBER_RAISED, str(self.chapters.get(key, "")), CHAPTER_NUMBER)
            self.endForm()
        if self.number_words:
            for number in range(1, self.numbered + 1):
                self.beginForm(f"page-{number}")
                self.number_words(Pen(self), number, self.numbered)
                self.endForm()
        super().save()


def _date_of(day: dt.date | None, *_machine: int) -> str:
    return f"D:{day or NO_DAY:%Y%m%d}"


def _page_of_pages(page: PageStyle) -> NumberWords:
    def draw(pen: Pen, number: int, pages: int) -> None:
        words = _("Page {page} of {pages}").format(page=number, pages=pages)
        set_words(pen, PAGE_WIDTH - page.right * mm, FOOT_LINE, words, FOOT.aligned("right"))

    return None if page.is_official else draw


def _frame(page: PageStyle) -> Frame:
    spare = ROUNDING if page.is_official else 0
    height = page.text_height + spare
    return Frame(page.left * mm, page.bottom * mm - spare * 0.75, page.text_width, height, 0, 0, 0, 0)


def _draw_official_number(pen: Pen, page: PageStyle, number: int) -> None:
    """— 1 — one character in from the outer edge: odd pages right, even pages left (GB/T 9704-2012)."""
    baseline = page.bottom * mm - OFFICIAL_NUMBER - 10
    words = f"— {number} —"
    if number % 2:
        right = PAGE_WIDTH - page.right * mm - PAGE_NUMBER.size
        set_words(pen, right, baseline, words, PAGE_NUMBER.aligned("right"))
    else:
        set_words(pen, page.left * mm + PAGE_NUMBER.size, baseline, words, PAGE_NUMBER)


def _draw_sample_mark(pen: Pen, page: PageStyle, number: int) -> None:
    """A framed word in the foot, away from the page number: nobody may take a sample for a record."""
    words = _("Sample data")
    width, height = text_width(words, FOOT) + 10, 13.0
    middle, baseline = PAGE_WIDTH - page.right * mm - page.text_width * 0.3, FOOT_LINE
    if page.is_official:
        baseline = page.bottom * mm - OFFICIAL_NUMBER - 9
        middle = page.left * mm + width / 2 if number % 2 else PAGE_WIDTH - page.right * mm - width / 2
    pen.rectangle(middle - width / 2, baseline - 3.8, width, height, outline=GREY, dash=(2, 1.5), radius=2)
    set_words(pen, middle, baseline, words, FOOT.colored(INK).aligned("center"))
