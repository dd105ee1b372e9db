"""Many case summaries at once: which enterprises, as a booklet or one file each, and where to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.errors import NotFound
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.pinyin import pinyin_sort_key
from desktop.dialogs.choices import ChoiceCard
from desktop.dialogs.side_window import SideWindow
from desktop.export_log import Made
from desktop.exporting import ExportDesk, file_name
from desktop.paper_batches import MOST_IN_A_PART, print_booklet, print_summaries
from desktop.session import Session, Told
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.labels import TextLabel

Ids = Callable[[Casebook], Sequence[str]]
"""Asked on the maker's lane: the ids of the enterprises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Which enterprises may be printed: what they have in common, the rows selected, all rows of the list."""

    subject: str = ""
    chosen: Sequence[str] = ()
    listed: Ids
    count: int


class PaperBatch(SideWindow):
    """Asks how the summaries are to be printed and makes them; how far it is and where they lie stands below."""

    def __init__(self, session: Session, parent: QWidget | None, batch: Batch) -> None:
        """Nothing is made before the user has chosen where to."""
        note = _("Case summaries of several enterprises, made beside the work.")
        super().__init__(_("Print case summaries"), note, parent, QSize(600, 470))
        self._batch, count = batch, batch.count
        chosen = batch.chosen
        self.desk = ExportDesk(session)
        marked = _("The {count} selected").format(count=len(chosen))
        self.selected = ChoiceCard("selected", marked, _("as marked in the list"))
        self.all = ChoiceCard("all", _("All {count} of the list").format(count=count), _("as the list is filtered now"))
        parts = _("with contents and page numbers; parts of {count}").format(count=MOST_IN_A_PART)
        self.booklet = ChoiceCard("booklet", _("One booklet"), parts)
        self.each = ChoiceCard("each", _("One file each"), _("into a folder, each under the name of its enterprise"))
        self.unmasked = QCheckBox(_("Telephone numbers in full"))
        self.go = Button(_("Choose where to…"), kind=ButtonKind.PRIMARY, key="Ctrl+Return")
        self.go.clicked.connect(self.start)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go.click)
        self._lay_out_choices()

    def _lay_out_choices(self) -> None:
        for title, cards in ((_("Which"), (self.selected, self.all)), (_("How"), (self.booklet, self.each))):
            group = QWidget()
            column = QVBoxLayout(group)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            column.addWidget(TextLabel(title, tone="dim"))
            for card in cards:
                column.addWidget(card)
            self.column.addWidget(group)
        self.column.addWidget(row_of(self.unmasked, None, self.go))
        self.column.addWidget(self.desk)
        self.column.addStretch(1)
        several = len(self._batch.chosen) > 1
        (self.selected if several else self.all).setChecked(True)
        self.selected.setVisible(bool(self._batch.chosen))
        self.booklet.setChecked(True)

    @property
    def total(self) -> int:
        """How many enterprises are meant."""
        return len(self._batch.chosen) if self.selected.isChecked() else self._batch.count

    def start(self) -> None:
        """Asks for the file or the folder and begins; progress and result stand in the page."""
        what = _("Case summaries")
        if self.booklet.isChecked():
            name = " ".join(part for part in (self._batch.subject, _("Booklet of case summaries")) if part)
            target = self.desk.target_asked(file_name(name, suffix=".pdf"), what)
        else:
            target = self.desk.folder_asked(what)
        if target:
            self.desk.make_many(target, what, self.make(), self.total)

    def make(self) -> Callable[[Casebook, Path, Told], Made]:
        """What makes the papers as they were asked for, told the file or the folder."""
        chosen = tuple(self._batch.chosen)
        ids: Ids = (lambda _book: chosen) if self.selected.isChecked() else self._batch.listed
        make = partial(_booklet, self._batch.subject) if self.booklet.isChecked() else _each
        return partial(make, ids, self.unmasked.isChecked())


def print_many(session: Session, parent: QWidget, batch: Batch) -> PaperBatch:
    """Opens the question over a page; it goes when it is closed."""
    shown = PaperBatch(session, parent, batch)
    shown.finished.connect(shown.deleteLater)
    shown.bring_forward()
    return shown


def _booklet(subject: str, ids: Ids, unmasked: object, book: Casebook, target: Path, told: Told) -> Made:
    found = _enterprises(book, ids)
    return print_booklet(book, target, found, title=subject, unmasked=bool(unmasked), force=True, told=told)


def _each(ids: Ids, unmasked: object, book: Casebook, folder: Path, told: Told) -> Made:
    return print_summaries(book, folder, _enterprises(book, ids), unmasked=bool(unmasked), told=told)


def _enterprises(book: Casebook, ids: Ids) -> list[Enterprise]:
    """By pinyin; NotFound where they are gone by now."""
    found = book.select(Enterprise, f"id {IN_LIST}", bound_ids(ids(book)))
    if not found:
        raise NotFound(_("There is no enterprise here."), remedy=_("Choose others in the list."))
    return sorted(found, key=lambda enterprise: pinyin_sort_key(enterprise.name))
