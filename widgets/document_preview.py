"""The preview of a PDF: pages, sizes, search; the file may be printed from the same pages."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.errors import FileTrouble
from casework.language import _
from widgets.buttons import icon_button
from widgets.cards import row_of
from widgets.labels import LineLabel
from widgets.pieces import caption, fixed
from widgets.preview_canvas import DOTS_PER_INCH, GAP, POINTS_PER_INCH, PageBox, PageSheets, PreviewStage
from widgets.segmented import Segmented
from widgets.typed_line import TypedLine

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_MOST_HITS = 500


class PdfPages:
    """A PDF opened by pdfium; close it when it is not shown any more."""

    def __init__(self, pdf: bytes) -> None:
        """Opens the bytes of a PDF; FileTrouble where they are none."""
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise FileTrouble(_("This is not a PDF that can be shown.")) from error

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points."""
        return [self._document.get_page_size(number) for number in range(len(self._document))]

    def image(self, page: int, scale: float) -> QImage:
        """A page drawn with `scale` pixels a point, for the screen or for 300 dpi on paper (scale 300 / 72)."""
        opened = self._document[page]
        bitmap = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        picture = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
        bitmap.close()
        opened.close()
        return picture

    def find(self, words: str) -> list[PageBox]:
        """The places where the words stand, from the first page on."""
        found: list[PageBox] = []
        for number in range(len(self._document)):
            page = self._document[number]
            text = page.get_textpage()
            found += _places(text, number, page.get_height(), words)
            text.close()
            page.close()
            if len(found) >= _MOST_HITS:
                break
        return found

    def text(self, page: int) -> str:
        """The words of a page."""
        opened = self._document[page]
        textpage = opened.get_textpage()
        words = str(textpage.get_text_range())
        textpage.close()
        opened.close()
        return words

    def close(self) -> None:
        """Gives the file back."""
        self._document.close()


def _places(text: Any, number: int, height: float, words: str) -> list[PageBox]:
    search = text.search(words)
    found: list[PageBox] = []
    while (hit := search.get_next()) is not None:
        start, count = hit
        for rect in range(text.count_rects(start, count)):
            left, bottom, right, top = text.get_rect(rect)
            found.append(PageBox(number, left, height - top, right - left, top - bottom))
    search.close()
    return found


class DocumentPreview(QWidget):
    """Pages on a stage under a bar: page, size, fit, search. `clicked_at` tells a place on a page in points."""

    clicked_at = Signal(int, float, float)

    def __init__(self) -> None:
        """Shows nothing yet."""
        super().__init__()
        self._pages: PdfPages | None = None
        self._hits: Sequence[PageBox] = ()
        self._hit = -1
        self.sheets = PageSheets()
        self.stage = PreviewStage(self.sheets)
        self._place = LineLabel(height=32)
        self.fit = Segmented([("width", _("Width")), ("page", _("Page")), ("none", "100%")], "width", name=_("Size"))
        self.words = TypedLine(placeholder=_("Find in the document"), name=_("Find in the document"))
        self.words.setMaximumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar())
        column.addWidget(self.stage, 1)
        self.fit.changed.connect(self._refit)
        self.words.textChanged.connect(self._search)
        self.words.entered.connect(self.next_hit)
        self.stage.page_changed.connect(self._tell_page)
        self.stage.zoom_asked.connect(self.step_zoom)
        self.sheets.clicked_at.connect(self.clicked_at)

    def _bar(self) -> QWidget:
        back, forth = icon_button("chevron_up", _("Page before")), icon_button("chevron_down", _("Next page"))
        less, more = icon_button("zoom_out", _("Smaller")), icon_button("zoom_in", _("Larger"))
        back.clicked.connect(lambda: self.go_to(self.stage.page() - 1))
        forth.clicked.connect(lambda: self.go_to(self.stage.page() + 1))
        less.clicked.connect(lambda: self.step_zoom(-1))
        more.clicked.connect(lambda: self.step_zoom(1))
        return row_of(back, forth, self._place, None, less, more, self.fit, self.words, margins=(8, 4, 8, 0))

    def show_document(self, pdf: bytes) -> None:
        """Shows a PDF; FileTrouble where it is none, and then nothing changes."""
        pages = PdfPages(pdf)
        self.close_document()
        self._pages = pages
        self.sheets.show_pages(pages)
        self._refit()
        self.stage.verticalScrollBar().setValue(0)
        self._search()
        self._tell_page()

    def close_document(self) -> None:
        """Shows nothing any more and gives the file back."""
        self.sheets.show_pages(None)
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def pages(self) -> PdfPages | None:
        """The pages, to be printed."""
        return self._pages

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages.sizes()) if self._pages else 0

    def go_to(self, page: int) -> None:
        """Brings a page to the upper edge; outside the document nothing happens."""
        if 0 <= page < self.page_count():
            self.stage.go_to(page)
            self._tell_page()

    def step_zoom(self, step: int) -> None:
        """The next size up or down."""
        now = self.sheets.zoom
        sizes = [z for z in ZOOMS if z > now + 0.01] if step > 0 else [z for z in reversed(ZOOMS) if z < now - 0.01]
        if sizes:
            self.fit.set_value("")
            self._set_zoom(sizes[0])

    def mark(self, boxes: Sequence[PageBox]) -> None:
        """Tints places of the pages (the number that was clicked) and brings the first into sight."""
        self.sheets.set_marks(boxes, 0 if boxes else -1)
        if boxes:
            self.stage.bring(boxes[0])

    def hits(self) -> int:
        """How often the words stand in the document."""
        return len(self._hits)

    def next_hit(self) -> None:
        """Goes to the next place where the words stand, at the end to the first."""
        if self._hits:
            self._hit = (self._hit + 1) % len(self._hits)
            self.sheets.set_marks(self._hits, self._hit)
            self.stage.bring(self._hits[self._hit])
            self._tell_hits()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F searches, F3 goes on."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.words.selectAll()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.next_hit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page stays fitted."""
        super().resizeEvent(event)
        self._refit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Gives the file back."""
        self.close_document()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The stage follows light and dark; the paper stays white."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.sheets.update()

    def _refit(self, *_facts: object) -> None:
        if self._pages is None:
            return
        wide = max((width for width, _height in self._pages.sizes()), default=1.0)
        high = max((height for _width, height in self._pages.sizes()), default=1.0)
        per_point = DOTS_PER_INCH / POINTS_PER_INCH
        by_width = (self.stage.viewport().width() - 2 * GAP) / (wide * per_point)
        by_height = (self.stage.viewport().height() - 2 * GAP) / (high * per_point)
        wanted = {"width": by_width, "page": min(by_width, by_height), "none": 1.0}.get(self.fit.value())
        if wanted is not None:
            self._set_zoom(wanted)

    def _set_zoom(self, zoom: float) -> None:
        page = self.stage.page() if self.page_count() else 0
        self.sheets.set_zoom(min(max(zoom, ZOOMS[0]), ZOOMS[-1]))
        if self.page_count():
            self.stage.go_to(page)
        self._tell_page()

    def _search(self, *_facts: object) -> None:
        words = self.words.text().strip()
        self._hits = self._pages.find(words) if self._pages and words else ()
        self._hit = -1
        self.sheets.set_marks(self._hits)
        self.next_hit()
        self._tell_hits()

    def _tell_hits(self) -> None:
        if not self.words.text().strip():
            self.words.set_hint("")
        elif self._hits:
            self.words.set_hint(f"{self._hit + 1} / {len(self._hits)}")
        else:
            self.words.set_hint(_("not found"), "amber")

    def _tell_page(self, *_facts: object) -> None:
        count = self.page_count()
        if count:
            percent = caption(f"{round(self.sheets.zoom * 100)}%", elastic=False)
            self._place.set_line([fixed(f"{self.stage.page() + 1} / {count}"), percent])
