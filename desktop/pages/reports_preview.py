"""The monthly summary as it will be printed: its pages, the number looked at tinted, checks before it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.insight.figure import Figure
from casework.language import _
from desktop.monthly_papers import monthly_summary_pdf
from desktop.pages.reports_data import Report
from desktop.printing import ask_and_print
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, CardHead, row_of
from widgets.document_preview import DocumentPreview
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Words, caption


class PreviewPane(QWidget):
    """Pages at the left, checks at the right; `pdf_asked` wants the file."""

    pdf_asked = Signal()

    def __init__(self, session: Session) -> None:
        """Empty until a report is shown."""
        super().__init__()
        self._session = session
        self._report: Report | None = None
        self._figure: Figure | None = None
        self.preview = DocumentPreview()
        self.preview.fit.set_value("page")
        self._state = TextLabel(_("The pages are being set…"), tone="dim")
        self.print = Button(_("Print"), "print")
        self.save = Button(_("Save as PDF"), "document_pdf", ButtonKind.PRIMARY)
        self.print.clicked.connect(self.ask_printer)
        self.save.clicked.connect(self._ask_pdf)
        stage = Card(margins=(1, 6, 1, 1))
        stage.add(row_of(self._state, None, self.print, self.save, margins=(14, 0, 10, 0)))
        stage.add(self.preview, 1)
        self.checks = Card()
        self.checks.setFixedWidth(300)
        self._lines = [LineLabel(height=26) for _line in range(4)]
        self.checks.add(CardHead(_("Checks before it leaves")))
        for line in self._lines:
            self.checks.add(line)
        self.checks.add(TextLabel(_("Every export is written into the export log with your name."), tone="dim"))
        self.checks.fill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(stage, 1)
        row.addWidget(self.checks)

    def show_report(self, report: Report) -> None:
        """Sets the pages of a report anew, beside the window's thread, once they are in sight."""
        self._report = report
        if self.isVisible():
            self._set_pages(report)

    def showEvent(self, event: QShowEvent) -> None:
        """Sets the pages."""
        super().showEvent(event)
        if self._report:
            self._set_pages(self._report)

    def hideEvent(self, event: QHideEvent) -> None:
        """Gives the document back."""
        super().hideEvent(event)
        self.preview.close_document()

    def _set_pages(self, report: Report) -> None:
        self._state.setText(_("The pages are being set…"))
        self.print.setEnabled(False)
        asked = report.question
        scope, round_ = report.month.figures.scope, report.month.figures.question.round
        self._session.read(
            lambda book: monthly_summary_pdf(book, asked.period, scope=scope, round_=round_),
            lambda pdf: self._show(report, pdf),
        )

    def show_figure(self, figure: Figure) -> None:
        """Tints the places where a figure stands."""
        self._figure = figure
        pages = self.preview.pages()
        if pages is not None:
            self.preview.mark(pages.find(figure.sentence) or pages.find(figure.text))

    def _show(self, report: Report, pdf: bytes) -> None:
        if report is not self._report or not self.isVisible():
            return
        self.preview.show_document(pdf)
        frozen = _("frozen") if report.is_frozen else _("not frozen")
        self._state.setText(f"{report.question.period.title()} · {frozen}")
        self.print.setEnabled(True)
        self._check(report)
        if self._figure:
            self.show_figure(self._figure)

    def _check(self, report: Report) -> None:
        figures = report.month.figures.figures
        rates = [figure for figure in figures if figure.unit == "" and figure.base]
        based = sum(f"{figure.base[0]}/{figure.base[1]}" in figure.text for figure in rates if figure.base)
        sourced = [figure for figure in figures if figure.source]
        checks = [
            (based == len(rates), _("Every rate prints its base"), f"{based}/{len(rates)}"),
            (True, _("Reported figures name their source"), str(len(sourced))),
            (
                report.is_frozen,
                _("The figures are frozen") if report.is_frozen else _("The figures are not frozen"),
                "",
            ),
            (not report.changed, _("Records unchanged since"), str(len(report.changed)) if report.changed else ""),
        ]
        for line, (is_good, words, note) in zip(self._lines, checks, strict=True):
            icon = Icon("checkmark_circle", "green") if is_good else Icon("warning", "amber")
            line.set_line([icon, Words(words)], [caption(note, elastic=False)] if note else [])
        self._lines[3].setVisible(report.is_frozen)

    def ask_printer(self) -> None:
        """Prints the pages on the printer that the user chooses."""
        pages = self.preview.pages()
        if pages is not None and self._report is not None:
            ask_and_print(pages, self._report.question.period.title(), self)

    def _ask_pdf(self) -> None:
        self.pdf_asked.emit()
