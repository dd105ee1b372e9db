"""The pages of a PDF on paper: the printer is asked for, the pages are drawn as they stand in the preview."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from widgets.document_preview import PdfPages

_DOTS_PER_INCH, _POINTS_PER_INCH = 300, 72
_LANDSCAPE = QPageLayout.Orientation.Landscape


def ask_and_print(pages: PdfPages, name: str, parent: QWidget) -> int:
    """Asks for a printer and prints all pages, or those chosen; how many, 0 where the user does not want to.

    Several pages are proposed on both sides, turned on the long edge as a book is.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    if len(pages.sizes()) > 1:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages.sizes()))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return 0
    return print_pages(pages, printer)


def print_pages(pages: PdfPages, printer: QPrinter) -> int:
    """Draws the pages on the printer at 300 dots an inch; how many were printed."""
    sizes = pages.sizes()
    first, last = (printer.fromPage() or 1) - 1, min(printer.toPage() or len(sizes), len(sizes))
    painter = QPainter()
    for number in range(first, last):
        width, height = sizes[number]
        printer.setPageOrientation(_LANDSCAPE if width > height else QPageLayout.Orientation.Portrait)
        if number == first:
            painter.begin(printer)
        else:
            printer.newPage()
        image = pages.image(number, _DOTS_PER_INCH / _POINTS_PER_INCH)
        painter.drawImage(QRectF(painter.viewport()), image)
    if painter.isActive():
        painter.end()
    return last - first
