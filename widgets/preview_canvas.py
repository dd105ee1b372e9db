"""The stage on which the pages of a document lie: only what is in sight is drawn, at the size the screen has."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from casework.language import _
from widgets.tokens import tokens_of

GAP = 16
_KEPT = 12
POINTS_PER_INCH, DOTS_PER_INCH = 72, 96


@dataclass(frozen=True, slots=True)
class PageBox:
    """A place on a page in points from its upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


class PageImages(Protocol):
    """The pages of a document as pictures."""

    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page in points."""
        ...

    def image(self, page: int, scale: float) -> QImage:
        """A page drawn with `scale` pixels a point."""
        ...


class PageSheets(QWidget):
    """The pages below each other; `clicked_at` tells the place on a page in points."""

    clicked_at = Signal(int, float, float)

    def __init__(self) -> None:
        """No pages yet."""
        super().__init__()
        self._pages: PageImages | None = None
        self._sizes: Sequence[tuple[float, float]] = ()
        self._zoom = 1.0
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._marks: Sequence[PageBox] = ()
        self._marked = -1

    def show_pages(self, pages: PageImages | None) -> None:
        """Other pages, or none."""
        self._pages = pages
        self._sizes = pages.sizes() if pages else ()
        self._images.clear()
        self._marks, self._marked = (), -1
        self.set_zoom(self._zoom)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the size of the paper on a usual screen."""
        self._zoom = zoom
        wide = max((self._scaled(width) for width, _height in self._sizes), default=0)
        high = sum(self._scaled(height) + GAP for _width, height in self._sizes) + GAP
        self.setMinimumSize(QSize(round(wide + 2 * GAP), round(high)))
        self.update()

    def set_marks(self, marks: Sequence[PageBox], current: int = -1) -> None:
        """Places laid on the mark colour; the current one is framed."""
        self._marks, self._marked = marks, current
        self.update()

    @property
    def zoom(self) -> float:
        """The size shown."""
        return self._zoom

    def page_rect(self, page: int) -> QRectF:
        """Where a page lies on the stage."""
        top = GAP + sum(self._scaled(height) + GAP for _width, height in self._sizes[:page])
        width, height = (self._scaled(side) for side in self._sizes[page])
        return QRectF(round((self.width() - width) / 2), round(top), round(width), round(height))

    def place_of(self, box: PageBox) -> QRectF:
        """Where a place of a page lies on the stage."""
        page = self.page_rect(box.page)
        left, top = page.x() + self._scaled(box.left), page.y() + self._scaled(box.top)
        return QRectF(left, top, self._scaled(box.width), self._scaled(box.height))

    def page_at(self, y: float) -> int:
        """The page that lies at that height of the stage."""
        tops = [number for number in range(len(self._sizes)) if self.page_rect(number).top() - GAP <= y]
        return tops[-1] if tops else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tells the place in points."""
        for number in range(len(self._sizes)):
            page = self.page_rect(number)
            if page.contains(event.position()):
                inner = event.position() - page.topLeft()
                per_point = self._scaled(1)
                self.clicked_at.emit(number, inner.x() / per_point, inner.y() / per_point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages in sight, white in both schemes, and the marks on them."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        painter.fillRect(event.rect(), tokens.colour("lane"))
        for number in range(len(self._sizes)):
            page = self.page_rect(number)
            if page.intersects(QRectF(event.rect())):
                painter.fillRect(page.adjusted(-1, -1, 1, 1), tokens.colour("border"))
                painter.fillRect(page, tokens.colour("paper"))
                painter.drawImage(page, self._image(number))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for number, mark in enumerate(self._marks):
            place = self.place_of(mark)
            if place.intersects(QRectF(event.rect())):
                painter.fillRect(place.adjusted(-1, -1, 1, 1), Qt.GlobalColor.yellow)
                if number == self._marked:
                    painter.setPen(tokens.colour("accent"))
                    painter.drawRect(place.adjusted(-2, -2, 2, 2))

    def _scaled(self, points: float) -> float:
        return points * self._zoom * DOTS_PER_INCH / POINTS_PER_INCH

    def _image(self, number: int) -> QImage:
        """The picture of a page at the size of the screen, the last few kept."""
        scale = self._scaled(1) * self.devicePixelRatioF()
        if (number, scale) not in self._images and self._pages:
            self._images[number, scale] = self._pages.image(number, scale)
            if len(self._images) > _KEPT:
                self._images.popitem(last=False)
        return self._images[number, scale]


class PreviewStage(QScrollArea):
    """Scrolls the sheets; Page Up and Down go page by page, + and − ask for another size."""

    page_changed = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, sheets: PageSheets) -> None:
        """Around the sheets."""
        super().__init__()
        self.sheets = sheets
        self.setWidget(sheets)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the document"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def page(self) -> int:
        """The page in the middle of the stage."""
        return self.sheets.page_at(self.verticalScrollBar().value() + self.viewport().height() / 2)

    def go_to(self, page: int) -> None:
        """Brings a page to the upper edge."""
        self.verticalScrollBar().setValue(round(self.sheets.page_rect(page).top() - GAP))

    def bring(self, box: PageBox) -> None:
        """Brings a place into sight."""
        centre: QPoint = self.sheets.place_of(box).center().toPoint()
        self.ensureVisible(centre.x(), centre.y(), 80, self.viewport().height() // 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages and sizes by keys."""
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if Qt.Key(event.key()) in steps:
            self.zoom_asked.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _scrolled(self, _value: int) -> None:
        self.page_changed.emit(self.page())
