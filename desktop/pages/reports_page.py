"""Reports: the month in numbers that open their records, its text, its frozen state, its workbook and its PDF."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.reported_figures import ReportedFigure
from casework.language import N_, _
from casework.periods import parse_period
from desktop.commands import Command
from desktop.exporting import ExportDesk, file_name
from desktop.pages.page import Page
from desktop.pages.reports_behind import BehindCard
from desktop.pages.reports_charts import CourseCard, SharesCard
from desktop.pages.reports_data import TILES, Report, gather
from desktop.pages.reports_figures import tile_facts
from desktop.pages.reports_files import make_pdf, make_workbook
from desktop.pages.reports_frozen import DifferencesCard, FrozenCard, freeze_report
from desktop.pages.reports_preview import PreviewPane
from desktop.pages.reports_question import QuestionBar, ReportQuestion
from desktop.pages.reports_table import FiguresTable
from desktop.pages.reports_target import TargetSheet
from desktop.pages.reports_text import LockedText
from desktop.pages.reports_words import WordsPane
from desktop.session import Session
from widgets.buttons import Button
from widgets.cards import Card, CardHead, column_of
from widgets.figures import FigureFacts, FigureTile
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Words
from widgets.segmented import Segmented

_OVERVIEW, _WORDS, _ALL, _PAGES = _VIEWS = ("overview", "words", "all", "pages")
_RAIL, _NARROW_BELOW, _SHORT_BELOW = 320, 1000, 700
_EMPTY = FigureFacts(key="", label="", number="")


class ReportsPage(Page):
    """The report of a period and scope."""

    name: ClassVar[str] = "reports"
    words: ClassVar[str] = N_("Reports")
    icon: ClassVar[str] = "data_trending"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lays the page out; the figures are computed when it is shown."""
        super().__init__(session, parent)
        self.report: Report | None = None
        self._chosen = ""
        self.bar = QuestionBar(session)
        self.view = Segmented(
            [
                (_OVERVIEW, _("Overview")),
                (_WORDS, _("Words of the report")),
                (_ALL, _("All figures")),
                (_PAGES, _("Printed pages")),
            ],
            _OVERVIEW,
            name=_("View"),
        )
        self.excel = Button(_("Export to Excel"), "table")
        self.pdf = Button(_("PDF"), "document_pdf", key="Ctrl+P")
        self.desk = ExportDesk(session)
        self.tiles = [FigureTile(_EMPTY) for _tile in range(TILES)]
        self.text = LockedText(_("Words of the report"))
        self._text_head = CardHead(_("Words of the report"))
        self.course, self.shares = CourseCard(), SharesCard()
        self.words_pane = WordsPane(session)
        self.table = FiguresTable()
        self.frozen, self.differences = FrozenCard(), DifferencesCard()
        self.behind = BehindCard(session)
        self.pages = PreviewPane(session)
        self._arrange()
        self._place_bar()
        self._connect()
        self.setFocusProxy(self.view)

    # Layout

    def _arrange(self) -> None:
        title = LineLabel([Words(_("Monthly summary"), size=TextSize.PAGE, bold=True, elastic=False)], height=32)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview())
        self._stack.addWidget(self.words_pane)
        table = Card(margins=(1, 1, 1, 7))
        table.add(self.table, 1)
        self._stack.addWidget(table)
        self._stack.addWidget(self.pages)
        self._rail = column_of(self.frozen, self.differences)
        self._rail.setFixedWidth(_RAIL)
        rail = self._rail.layout()
        if isinstance(rail, QVBoxLayout):
            rail.addWidget(self.behind, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._stack, 1)
        body.addWidget(self._rail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(10)
        self._first_row, self._second_row = QHBoxLayout(), QHBoxLayout()
        self._first_row.setSpacing(8)
        self._first_row.addWidget(title)
        self._first_row.addStretch(1)
        for part in (self.view, self.excel, self.pdf):
            self._first_row.addWidget(part)
        column.addLayout(self._first_row)
        column.addLayout(self._second_row)
        column.addWidget(self.desk)
        self._title = title
        column.addLayout(body, 1)

    def _overview(self) -> QWidget:
        tiles = QWidget()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, tile in enumerate(self.tiles):
            grid.addWidget(tile, number // 3, number % 3)
            grid.setColumnStretch(number % 3, 1)
        text = Card(margins=(1, 8, 1, 8))
        text.add(column_of(self._text_head, margins=(15, 0, 12, 0)))
        text.add(self.text, 1)
        self._charts = QWidget()
        charts = QVBoxLayout(self._charts)
        charts.setContentsMargins(0, 0, 0, 0)
        charts.setSpacing(8)
        charts.addWidget(self.course, 1)
        charts.addWidget(self.shares)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(text, 5)
        lower.addWidget(self._charts, 4)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(tiles)
        column.addLayout(lower, 1)
        return holder

    def _connect(self) -> None:
        self.bar.changed.connect(self._ask)
        self.view.changed.connect(self.show_view)
        self.excel.clicked.connect(self.export_excel)
        self.pdf.clicked.connect(self.export_pdf)
        self.pages.pdf_asked.connect(self.export_pdf)
        self.text.chosen.connect(self.choose_figure)
        self.words_pane.figure_chosen.connect(self.choose_figure)
        self.table.current_changed.connect(self.choose_figure)
        self.differences.figure_chosen.connect(self.choose_figure)
        self.frozen.freeze_asked.connect(self.freeze)
        self.behind.target_asked.connect(self.set_target)
        for card in (self.behind, self.differences):
            card.open_asked.connect(self.open_record)
        for tile in self.tiles:
            tile.clicked.connect(lambda _on=False, pressed=tile: self.choose_figure(pressed.facts.key))

    # Reading

    def refresh(self) -> None:
        """Computes the report beside the window's thread."""
        self._ask(self.bar.question())

    def _ask(self, question: ReportQuestion) -> None:
        self.session.read(lambda book: gather(book, question), self._show)

    def _show(self, report: Report) -> None:
        if report.question != self.bar.question():
            return
        self.report = report
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(report.tiles))
            if number < len(report.tiles):
                tile.show_figure(tile_facts(report, report.tiles[number]))
        locked = self.text.show_parts(report.parts, report.month.figures.figures)
        self._text_head.set_title(
            _("Words of the report"), _("{count} numbers come from records; press one").format(count=locked)
        )
        self.course.show_month(report.month)
        self.shares.show_month(report.month)
        self.words_pane.show_report(report)
        self.table.show_report(report)
        self.frozen.show_report(report, may_write=self._may_write())
        self.differences.show_differences(list(report.changed.values()))
        chosen = report.figure(self._chosen)
        self.choose_figure(report.tiles[0] if chosen is None or chosen.is_nothing else self._chosen)
        self.pages.show_report(report)

    def choose_figure(self, key: str) -> None:
        """Looks at one figure: its tile, its number in the text, its records."""
        figure = self.report.figure(key) if self.report else None
        if figure is None or self.report is None:
            return
        self._chosen = key
        for tile in self.tiles:
            tile.setChecked(tile.facts.key == key)
        self.text.show_chosen(key)
        self.pages.show_figure(figure)
        self.behind.show_figure(figure, self.report.question)

    def show_view(self, view: str) -> None:
        """Figures, all figures, or the pages."""
        self.view.set_value(view)
        self._stack.setCurrentIndex(_VIEWS.index(view))
        self._place()

    def _show_frozen(self, frozen: FrozenMonth) -> None:
        """Asks for the period and scope that were frozen."""
        self.bar.ask(ReportQuestion(period=parse_period(frozen.period), scope_id=frozen.scope_id))

    def _show_reported(self, reported: ReportedFigure) -> None:
        """Asks for the period and scope of a figure that was reported, and looks at it."""
        period = reported.period or f"{reported.as_of:%Y-%m}"
        self._chosen = reported.indicator
        self.bar.ask(ReportQuestion(period=parse_period(period), scope_id=reported.scope_id))
        self.choose_figure(reported.indicator)

    def show_record(self, type_name: str, record_id: str) -> bool:
        """A frozen month or a reported figure in its period and scope; of other records the page itself."""
        if type_name == FrozenMonth.type_name:
            self._show_frozen(self.session.book.get(FrozenMonth, record_id))
        if type_name == ReportedFigure.type_name:
            self._show_reported(self.session.book.get(ReportedFigure, record_id))
        return True

    # Deeds

    def _may_write(self) -> bool:
        return not self.session.book.read_only

    def freeze(self) -> None:
        """Freezes the figures of the period and scope shown."""
        question = self.bar.question()
        words = _("{period} is frozen.").format(period=question.period.title())
        said = self.session.said
        self.session.write(lambda book: freeze_report(book, question), then=lambda _saved: said.emit(words))

    def export_excel(self) -> None:
        """Makes the workbook of the period."""
        self.desk.ask(self._file_name(".xlsx"), _("Export to Excel"), partial(make_workbook, self.bar.question()))

    def export_pdf(self) -> None:
        """Makes the PDF of the period."""
        self.desk.ask(self._file_name(".pdf"), _("Save as PDF"), partial(make_pdf, self.bar.question()))

    def _file_name(self, suffix: str) -> str:
        question = self.bar.question()
        scope = self.session.book.get(Unit, question.scope_id).name if question.scope_id else ""
        return file_name(scope, question.period.title(), _("monthly summary"), suffix=suffix)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail leaves a narrow page, the charts a short one."""
        super().resizeEvent(event)
        self._place()

    def _place_bar(self) -> None:
        """The question stands beside the title where there is room, below it otherwise."""
        parts = (self._title, self.bar, self.view, self.excel, self.pdf)
        fits = sum(part.sizeHint().width() + 8 for part in parts) <= self.width()
        row = self._first_row if fits else self._second_row
        if row.indexOf(self.bar) >= 0:
            return
        for other in (self._first_row, self._second_row):
            other.removeWidget(self.bar)
        if fits:
            row.insertWidget(1, self.bar)
        else:
            row.insertWidget(0, self.bar, 0, Qt.AlignmentFlag.AlignLeft)

    def _place(self) -> None:
        self._place_bar()
        self._rail.setVisible(self.view.value() != _PAGES and self.width() >= _NARROW_BELOW)
        self.shares.setVisible(self.height() >= _SHORT_BELOW)

    def commands(self) -> tuple[Command, ...]:
        """Periods, views, exports, freezing."""
        return (
            Command("report_pdf", N_("Save the monthly summary as PDF…"), self.export_pdf, "file", "Ctrl+P"),
            Command("report_excel", N_("Export the figures to Excel…"), self.export_excel, "file", "Ctrl+Shift+E"),
            Command("report_print", N_("Print the monthly summary…"), self.print_pages, "file", "Ctrl+Shift+P"),
            Command(
                "report_words",
                N_("Save the words of the report"),
                self.words_pane.save_all,
                "record",
                "Ctrl+Return",
                possible=self._may_save_words,
            ),
            Command("report_freeze", N_("Freeze the figures"), self.freeze, "record", possible=self._may_freeze),
            Command(
                "report_target", N_("Annual target of this figure…"), self.set_target, "record", possible=self._may_aim
            ),
            Command("report_before", N_("Period before"), self.bar.go_back, "view", "Ctrl+Alt+Left"),
            Command("report_next", N_("Next period"), self.bar.go_forth, "view", "Ctrl+Alt+Right"),
        )

    def set_target(self) -> None:
        """Asks for the annual target of the figure that is looked at."""
        figure = self.report.figure(self._chosen) if self.report else None
        if figure is not None and self.report is not None:
            TargetSheet(self.session, self, figure, self.report.month.figures.question).open()

    def _may_aim(self) -> bool:
        figure = self.report.figure(self._chosen) if self.report else None
        return self._may_write() and figure is not None and not figure.source

    def _may_save_words(self) -> bool:
        return self.view.value() == _WORDS and bool(self.words_pane.typed())

    def _may_freeze(self) -> bool:
        return bool(self.report and not self.report.is_frozen and not self.report.question.round_id) and (
            self._may_write()
        )

    def print_pages(self) -> None:
        """Shows the pages; they are printed once they are set."""
        if self.view.value() == _PAGES:
            self.pages.ask_printer()
        else:
            self.show_view(_PAGES)
