"""The text of a report by its parts, to be written in: words are free, numbers are locked and follow their records."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.month_words import NEXT_STEPS, MonthWords
from casework.insight.figure import Figure
from casework.insight.month_text import template_runs
from casework.language import N_, _
from casework.verbs.keyed_records import put
from desktop.drafts import DraftKeeper
from desktop.pages.reports_data import Report
from desktop.pages.reports_parts import TextPart
from desktop.pages.reports_question import ReportQuestion
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, CardHead, row_of
from widgets.labels import LineLabel, TextLabel
from widgets.locked_editor import LockedEditor
from widgets.pieces import Chip, caption
from widgets.tokens import Family
from widgets.typed_line import below

_EDITOR_HEIGHT, _MOST_OFFERED = 88, 40
WORDS = N_("Write the words of a monthly summary")


def save_words(question: ReportQuestion, words: Mapping[str, str], book: Casebook) -> None:
    """Keeps the words of parts, as one step to undo; empty words are assembled from the records again."""
    with book.change(_(WORDS)) as write:
        for part, text in words.items():
            put(write, MonthWords(period=question.period.code, scope_id=question.scope_id, part=part, words=text))


class PartCard(Card):
    """One part: its editor, whose words they are, and the way back to the assembled ones."""

    edited = Signal()
    pressed = Signal(str)

    def __init__(self, part: TextPart, figures: Mapping[str, Figure], *, writable: bool) -> None:
        """Shows the words the office wrote, else the assembled ones."""
        super().__init__(margins=(16, 6, 12, 12))
        self.part, self._figures = part, figures
        self.editor = LockedEditor(part.title)
        self.editor.setFixedHeight(_EDITOR_HEIGHT)
        self.editor.setReadOnly(not writable)
        self.insert = Button(_("Insert a figure"), "add", ButtonKind.LINK, small=True, opens=True)
        self.back = Button(_("Back to the assembled words"), "arrow_undo", ButtonKind.LINK, small=True)
        self._head = CardHead(part.title, "", self.insert, self.back)
        self.add(self._head)
        self.add(self.editor)
        if part.part == NEXT_STEPS:
            self.add(
                TextLabel(_("Printed behind what is still missing to the targets and what is overdue."), tone="dim")
            )
        self.insert.setVisible(writable)
        self.insert.clicked.connect(self._offer)
        self.back.clicked.connect(self._go_back)
        self.editor.pressed.connect(self.pressed)
        self.write(part.own or part.generated)
        self.editor.textChanged.connect(self._told)

    def write(self, template: str) -> None:
        """Shows other words, with the figures as they are now."""
        self.editor.show_runs([(run.text, run.key) for run in template_runs(template, self._figures)])
        self._mark()

    def words(self) -> str:
        """The words to be kept: none where they are the assembled ones."""
        written = self.editor.template()
        return "" if written == self.part.generated else written

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to be saved."""
        return self.words() != self.part.own

    def _told(self) -> None:
        self._mark()
        self.edited.emit()

    def _mark(self) -> None:
        is_own = bool(self.words())
        unsaved = [Chip(_("not saved"), Family.AMBER)] if self.is_changed else []
        note = _("written by hand, numbers follow the records") if is_own else _("assembled from the records")
        self._head.set_title(self.part.title, note if is_own or self.part.generated else "", *unsaved)
        self.back.setVisible(is_own and bool(self.part.generated) and not self.editor.isReadOnly())

    def _go_back(self) -> None:
        self.write(self.part.generated)
        self.edited.emit()

    def _offer(self) -> None:
        menu = QMenu(self)
        telling = [figure for figure in self._figures.values() if not figure.is_nothing]
        for figure in telling[:_MOST_OFFERED]:
            insert = partial(self.editor.insert_number, figure.text, figure.key)
            menu.addAction(f"{figure.label}　{figure.text}").triggered.connect(lambda _on=False, run=insert: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self.insert))


class WordsPane(QScrollArea):
    """The parts below each other; what was typed is kept as a draft until it is saved."""

    figure_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        """Empty until a report is shown."""
        super().__init__()
        self._session = session
        self._report: Report | None = None
        self._draft: DraftKeeper | None = None
        self.cards: list[PartCard] = []
        self.save = Button(_("Save the words"), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")
        self.save.clicked.connect(self.save_all)
        self._state = LineLabel(height=32)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.setContentsMargins(0, 0, 6, 0)
        holder = QWidget()
        holder.setLayout(self._column)
        self._column.addWidget(row_of(self._state, self.save, margins=(4, 0, 0, 0)))
        self._column.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)

    def show_report(self, report: Report) -> None:
        """Shows the parts of a report; words of the same report that are not saved yet stay as they were typed."""
        typed = self.typed() if self._report and self._report.question == report.question else {}
        same = self._report is not None and self._report.question == report.question
        self._report = report
        writable = not (report.is_frozen or report.question.round_id or self._session.book.read_only)
        figures = {figure.key: figure for figure in report.month.figures.figures}
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [PartCard(part, figures, writable=writable) for part in report.parts]
        for number, card in enumerate(self.cards):
            self._column.insertWidget(number + 1, card)
            card.pressed.connect(self.figure_chosen)
            card.edited.connect(self._edited)
        if not same:
            self._keep_draft_of(report.question)
            typed = self._draft_found() if writable else {}
        for card in self.cards:
            if card.part.part in typed:
                card.write(typed[card.part.part])
        self.save.setVisible(writable)
        self._tell(report)

    def _tell(self, report: Report) -> None:
        words = _("Blue numbers come from the records and change with them; everything else is yours to write.")
        if report.is_frozen:
            words = _("The month is frozen: its words stay as they were.")
        elif report.question.round_id:
            words = _("Words are written for a month without a round.")
        self._state.set_line([caption(words)])
        self.save.setEnabled(bool(self.typed()))

    def typed(self) -> dict[str, str]:
        """What is written and not saved yet, by part."""
        return {card.part.part: card.editor.template() for card in self.cards if card.is_changed}

    def _edited(self) -> None:
        self.save.setEnabled(bool(self.typed()))
        if self._draft:
            self._draft.touch()

    def _keep_draft_of(self, question: ReportQuestion) -> None:
        if self._draft:
            self._draft.stop()
            self._draft.deleteLater()
        name = f"month_words/{question.period.code}/{question.scope_id}"
        self._draft = DraftKeeper(self._session, name, self._gathered, self)

    def _gathered(self) -> Mapping[str, str]:
        return self.typed()

    def _draft_found(self) -> dict[str, str]:
        found = self._draft.found() if self._draft else None
        return {part: str(words) for part, words in found.values.items()} if found else {}

    def save_all(self) -> None:
        """Saves the words of every part that was written in, as one step to undo."""
        if self._report is None or not self.typed():
            return
        words = {card.part.part: card.words() for card in self.cards if card.is_changed}
        question, draft = self._report.question, self._draft
        said = self._session.said

        def saved(_done: None) -> None:
            if draft:
                draft.forget()
            said.emit(_("The words of the report are saved."))

        for card in self.cards:
            card.part = replace(card.part, own=words.get(card.part.part, card.part.own))
        self._session.write(partial(save_words, question, words), then=saved)
