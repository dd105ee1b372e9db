"""The preview: pages, sizes, search, places, and the file given back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from casework.errors import FileTrouble
from tests.widgets.conftest import click, press, type_in
from tests.widgets.examples import sample_pdf
from widgets.document_preview import DocumentPreview, PdfPages


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages: “page n line m: cases closed k”."""
    return sample_pdf()


@pytest.fixture
def preview(shown: Callable, pdf: bytes) -> DocumentPreview:
    """The document on the stage."""
    made = DocumentPreview()
    shown(made, 900, 600)
    made.show_document(pdf)
    return made


def test_pages_are_counted_and_gone_to(preview: DocumentPreview) -> None:
    assert preview.page_count() == 2
    preview.go_to(1)
    assert preview.stage.page() == 1
    preview.go_to(9)
    assert preview.stage.page() == 1


def test_words_are_found_and_stepped_through(preview: DocumentPreview) -> None:
    type_in(preview.words, "page 2")
    assert preview.hits() == 30
    assert preview.words.accessibleDescription() == "1 / 30"
    assert preview.stage.page() == 1
    press(preview.words, Qt.Key.Key_Return)
    assert preview.words.accessibleDescription() == "2 / 30"
    preview.words.setText("nowhere")
    assert (preview.hits(), preview.words.accessibleDescription()) == (0, "没找到")


def test_a_found_place_lies_where_the_words_are(pdf: bytes) -> None:
    pages = PdfPages(pdf)
    first, second = pages.find("line 0: cases")
    assert (first.page, second.page) == (0, 1)
    later = pages.find("line 9: cases")[0]
    assert later.top > first.top
    assert "cases closed 1" in pages.text(0)
    image = pages.image(0, 2.0)
    ink = [
        image.pixelColor(x, y).lightness()
        for x in range(round(first.left * 2), round((first.left + first.width) * 2))
        for y in range(round(first.top * 2), round((first.top + first.height) * 2))
    ]
    assert min(ink) < 128
    assert image.pixelColor(4, 4) == QColor("white")
    pages.close()


def test_sizes_fit_and_step(preview: DocumentPreview, qtbot) -> None:
    by_width = preview.sheets.zoom
    preview.fit.segments()[1].click()
    assert preview.sheets.zoom < by_width
    page = preview.sheets.page_rect(0)
    assert page.height() <= preview.stage.viewport().height()
    preview.fit.segments()[2].click()
    assert preview.sheets.zoom == 1.0
    preview.stage.setFocus()
    press(preview.stage, Qt.Key.Key_Plus)
    assert preview.sheets.zoom == 1.1
    assert preview.fit.value() == ""
    press(preview.stage, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert preview.sheets.zoom == 0.9


def test_a_click_tells_the_place_on_the_page(preview: DocumentPreview, qtbot) -> None:
    page = preview.sheets.page_rect(0)
    with qtbot.waitSignal(preview.clicked_at) as told:
        click(preview.sheets, page.center().x(), page.y() + 10)
    number, x, y = told.args
    width, _height = preview.pages().sizes()[0]
    assert number == 0
    assert abs(x - width / 2) < 2
    assert 0 < y < 20


def test_what_is_no_pdf_is_said_so_and_the_old_one_stays(preview: DocumentPreview) -> None:
    with pytest.raises(FileTrouble):
        preview.show_document(b"no pdf at all")
    assert preview.page_count() == 2


def test_the_paper_stays_white_in_the_dark(preview: DocumentPreview, theme) -> None:
    from widgets.theme import Scheme

    theme.choose(Scheme.DARK)
    page = preview.sheets.page_rect(0)
    image = preview.sheets.grab().toImage()
    assert image.pixelColor(round(page.x() + 20), round(page.y() + 20)) == QColor("white")


def test_closing_gives_the_file_back(preview: DocumentPreview) -> None:
    preview.close_document()
    assert preview.page_count() == 0
    assert preview.pages() is None
    preview.sheets.grab()


def test_the_page_is_drawn_for_paper_at_300_dpi(pdf: bytes) -> None:
    pages = PdfPages(pdf)
    image = pages.image(0, 300 / 72)
    assert abs(image.width() - 210 / 25.4 * 300) < 3
    pages.close()
