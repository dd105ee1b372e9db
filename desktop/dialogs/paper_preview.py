"""A paper before it leaves: its pages, search in them, then print, save as PDF, or open in the PDF reader."""

from pathlib import Path

from PySide6.QtCore import QSize, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from casework.casebook import Casebook
from casework.errors import CaseworkError
from casework.language import _
from desktop.dialogs.side_window import SideWindow
from desktop.export_log import Made
from desktop.exporting import ExportDesk, file_name
from desktop.paper_kinds import Gather, Paper, note_printed, paper_pdf, print_paper
from desktop.printing import ask_and_print
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.document_preview import DocumentPreview
from widgets.labels import TextLabel

_SIZE = QSize(900, 820)
_Set = tuple[Paper, bytes, tuple[str, ...]]


class PaperPreview(SideWindow):
    """Gathers and sets a paper beside the window's thread and shows its pages; it may stay open while work goes on."""

    def __init__(self, session: Session, parent: QWidget | None, title: str, gather: Gather) -> None:
        """Begins at once; `gather` is called on the reader's lane."""
        super().__init__(title, _("Every export is written into the export log with your name."), parent, _SIZE)
        self._session, self._gather, self._title = session, gather, title
        self._paper: Paper | None = None
        self._pdf = b""
        self._folder: QTemporaryDir | None = None
        self._is_gone = False
        self.preview = DocumentPreview()
        self.preview.fit.set_value("page")
        self.desk = ExportDesk(session)
        self.unmasked = QCheckBox(_("Telephone numbers in full"))
        self.print = Button(_("Print…"), "print", ButtonKind.PRIMARY, key="Ctrl+P")
        self.save = Button(_("Save as PDF…"), "document_pdf", key="Ctrl+S")
        self.reader = Button(_("Open in the PDF reader"), "open", key="Ctrl+Shift+O")
        self._state = TextLabel("", tone="dim")
        self._warning = TextLabel("", tone="amber")
        self._warning.hide()
        buttons = row_of(self._state, None, self.unmasked, self.reader, self.save, self.print, spacing=8)
        for part in (buttons, self._warning, self.desk):
            self.column.addWidget(part)
        self.column.addWidget(self.preview, 1)
        self._connect()
        self._set_pages()

    def _connect(self) -> None:
        deeds = ((self.print, self.ask_printer), (self.save, self.ask_target), (self.reader, self.open_in_reader))
        for button, deed in deeds:
            button.clicked.connect(deed)
            button.setAutoDefault(False)
        keys = (("Ctrl+P", self.print), ("Ctrl+S", self.save), ("Ctrl+Shift+O", self.reader))
        for key, button in keys:
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        self.unmasked.toggled.connect(self._set_pages)

    def _set_pages(self, *_facts: object) -> None:
        self._state.setText(_("The pages are being set…"))
        self._enable(enabled=False)
        unmasked = self.unmasked.isChecked()

        def set_paper(book: Casebook) -> _Set:
            paper = self._gather(book)
            return paper, *paper_pdf(book, paper, unmasked=unmasked)

        self._session.read_or_refuse(set_paper, self._show, self._refused)

    def _enable(self, *, enabled: bool) -> None:
        for part in (self.print, self.save, self.reader, self.unmasked):
            part.setEnabled(enabled)

    def _show(self, outcome: _Set) -> None:
        if self._is_gone:
            return
        self._paper, self._pdf, warnings = outcome
        self.preview.show_document(self._pdf)
        self._state.setText(pages_words(self.preview.page_count()))
        self._warning.setText("\n".join(warnings))
        self._warning.setVisible(bool(warnings))
        self._enable(enabled=True)

    def _refused(self, error: CaseworkError) -> None:
        if self._is_gone:
            return
        self._state.setText("")
        self._warning.setText(" ".join(part for part in (error.message, error.remedy) if part))
        self._warning.show()

    @property
    def is_set(self) -> bool:
        """Whether the pages stand there."""
        return self.save.isEnabled()

    def ask_printer(self) -> None:
        """Prints the pages on the printer that the user chooses; what went out is noted in the export log."""
        pages, paper = self.preview.pages(), self._paper
        if pages is None or paper is None:
            return
        printed = ask_and_print(pages, paper.name, self)
        if printed:
            unmasked = self.unmasked.isChecked()
            self._session.write(lambda book: note_printed(book, paper, printed, unmasked=unmasked))
            self._session.said.emit(_("Sent to the printer: {name}").format(name=paper.name))

    def ask_target(self) -> None:
        """Asks where the PDF goes; afterwards it can be opened, shown in its folder, its path copied."""
        paper, unmasked = self._paper, self.unmasked.isChecked()
        if paper:
            name = file_name(paper.name, suffix=".pdf")
            self.desk.ask(name, self._title, lambda book, path: _written(book, path, paper, unmasked=unmasked))

    def open_in_reader(self) -> None:
        """Shows the pages in the program that shows PDFs on this computer, from a folder that goes with this window."""
        if self._paper is None:
            return
        self._folder = self._folder or QTemporaryDir()
        target = Path(self._folder.filePath(file_name(self._paper.name, suffix=".pdf")))
        target.write_bytes(self._pdf)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def done(self, result: int) -> None:
        """Gives the document back; what is still being set is shown to nobody."""
        self._is_gone = True
        self.preview.close_document()
        super().done(result)


def _written(book: Casebook, target: Path, paper: Paper, *, unmasked: bool) -> Made:
    """The paper as a file; the user was asked about what lies there."""
    return print_paper(book, target, paper, unmasked=unmasked, force=True)


def pages_words(pages: int) -> str:
    """How many pages, and of more than one how they are best printed on both sides."""
    count = _("{count} pages").format(count=pages)
    return count if pages == 1 else _("{count}; on both sides: turn on the long edge").format(count=count)


def show_paper(session: Session, parent: QWidget, title: str, gather: Gather) -> PaperPreview:
    """Opens the preview of a paper over a page; it goes when it is closed."""
    shown = PaperPreview(session, parent, title, gather)
    shown.finished.connect(shown.deleteLater)
    shown.bring_forward()
    return shown
