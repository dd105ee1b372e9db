"""Importing a roster in four steps: the file, what its columns mean, what will happen, done; one step to undo."""

from collections.abc import Callable
from enum import IntEnum
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from casework.errors import BadInput, CaseworkError
from casework.exchange.intake_plan import LEFT_OUT, Plan
from casework.exchange.roster import Roster
from casework.language import _
from casework.records import Record
from desktop.dialogs.import_columns import ColumnsPart
from desktop.dialogs.import_deeds import Opened, carry_out, open_roster, rehearse, save_rejected
from desktop.dialogs.import_plan import PlanPart
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.spreadsheet_files import ENDINGS
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import column_of
from widgets.drop_zone import DropZone
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.progress import Progress
from widgets.tokens import Family

_WIDEST, _HEIGHT, _AROUND = 1240, 560, 72
_FOLDER = "import_folder"
"""Under which this computer remembers where the last roster lay."""


class Step(IntEnum):
    """Where the wizard stands."""

    FILE = 0
    COLUMNS = 1
    PLAN = 2
    DONE = 3


class ImportWizard(Sheet):
    """Reads, shows, rehearses and imports beside the window's thread; nothing is written before the third step.

    `is_returned` tells that the file is a follow-up sheet that came home: another dialog goes on with it.
    """

    imported = Signal(object)
    is_returned = Signal(object)
    _advanced = Signal(int, int)

    def __init__(
        self, session: Session, parent: QWidget | None, path: Path | None = None, kind: type[Record] | None = None
    ) -> None:
        """Begins to read `path` at once where it is given; `kind` are the records of the page it was called from."""
        room = parent.window().width() - _AROUND if parent is not None else _WIDEST
        super().__init__(parent, _("Import a roster"), "table", width=max(820, min(_WIDEST, room)))
        self.session, self.path = session, path
        self.step = Step.FILE
        self.roster: Roster | None = None
        self._kind = kind
        self._done_plan: Plan | None = None
        self._is_over = False
        self._is_working, self._words = False, ""
        self._stop = Event()
        self._make()
        self._arrange()
        self._connect()
        self._go_to(Step.FILE)
        if path is not None:
            self.read(path)

    # What it is made of

    def _make(self) -> None:
        self.steps = LineLabel(height=28)
        self.progress, self.trouble = Progress(), StandsInTheWay()
        drop = _("Drop a spreadsheet here, or press Enter to choose one")
        self.zone = DropZone(drop, endings=ENDINGS, pictures=False, height=150)
        self.columns_part, self.plan_part = ColumnsPart(), PlanPart()
        self.outcome = LineLabel(height=36)
        self.outcome_note = TextLabel(tone="text2")
        self.told = LineLabel(height=24)
        self.back = Button(_("Back"), "chevron_left", key="Alt+Left")
        self.save_rejected = Button(_("Save the rejected rows…"), "table")
        self.leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        self.next = Button(_("Next"), "chevron_right", ButtonKind.PRIMARY, key="Ctrl+Return")

    def _arrange(self) -> None:
        formats = _("Excel, WPS, LibreOffice and text tables: {endings}").format(endings=" ".join(ENDINGS))
        safe = _("The file is read in a process of its own; formulas and links in it do nothing.")
        parts = (
            column_of(self.zone, LineLabel([caption(formats)]), LineLabel([caption(safe)]), None),
            self.columns_part,
            self.plan_part,
            column_of(self.outcome, self.outcome_note, None),
        )
        self.views = QStackedWidget()
        for part in parts:
            self.views.addWidget(part)
        window = self._window_behind()
        self.views.setFixedHeight(min(_HEIGHT, max(360, (window.height() if window else 900) - 260)))
        for part in (self.steps, self.progress, self.trouble, self.views):
            self.body.addWidget(part)
        self.trouble.hide()
        self.foot.addWidget(self.told, 1)
        for button in (self.leave, self.back, self.save_rejected, self.next):
            self.foot.addWidget(button)

    def _connect(self) -> None:
        self.zone.clicked.connect(self.ask_file)
        self.zone.files_given.connect(self._take_files)
        self.zone.refused.connect(self._refuse_name)
        self.columns_part.sheet_chosen.connect(self._read_sheet)
        self.columns_part.changed.connect(self._offer)
        self.plan_part.changed.connect(self._offer)
        self.leave.clicked.connect(self.reject)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.save_rejected.clicked.connect(self._ask_where)
        self.progress.cancelled.connect(self._cancel)
        self.session.progressed.connect(self._note_progress)
        self._advanced.connect(self._advance)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next.click)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back.click)

    # Where it stands

    def _go_to(self, step: Step) -> None:
        self.step = step
        self.views.setCurrentIndex(int(step))
        words = (_("Choose a file"), _("Match the columns"), _("What will happen"), _("Finished"))
        pieces: list[Piece] = []
        for number, word in enumerate(words):
            if pieces:
                pieces.append(Icon("chevron_right", "dim", 14))
            mark = "✓" if number < step else str(number + 1)
            family = Family.BLUE if number == step else Family.GREEN if number < step else Family.NEUTRAL
            pieces += [Chip(mark, family), Words(word, "text" if number <= step else "dim", bold=number == step)]
        self.steps.set_line(pieces)
        self.trouble.hide()
        self._offer()
        if step is Step.FILE:
            self.zone.setFocus()
        elif step is Step.DONE:
            self.next.setFocus()

    def _offer(self) -> None:
        """The buttons as the step wants them."""
        step, plan = self.step, self.plan_part.plan
        shown = self._done_plan or plan
        self.back.setVisible(step in (Step.COLUMNS, Step.PLAN))
        self.back.setEnabled(not self._is_working)
        self.save_rejected.setVisible(step >= Step.PLAN and bool(shown and shown.rejected_count))
        self.leave.setVisible(step is not Step.DONE)
        self.next.set_icon("checkmark" if step >= Step.PLAN else "chevron_right")
        self.next.set_words(self._next_words())
        ready = {
            Step.FILE: self.roster is not None,
            Step.COLUMNS: not self.columns_part.missing(),
            Step.PLAN: self.plan_part.taken() > 0 and not self.session.book.read_only,
            Step.DONE: True,
        }[step]
        self.next.setEnabled(ready and not self._is_working)
        self._say_file()

    def _next_words(self) -> str:
        if self.step is Step.PLAN:
            return _("Import {count} rows").format(count=self.plan_part.taken())
        return _("Close") if self.step is Step.DONE else _("Next")

    def _say_file(self) -> None:
        if self.roster is None or self.path is None:
            self.told.set_line([])
            return
        rows = _("{count} rows").format(count=len(self.roster.table.rows))
        sheet = _("sheet “{name}”").format(name=self.roster.table.sheet)
        pieces: list[Piece] = [Icon("document"), Words(self.path.name), caption(f"{rows} · {sheet}", elastic=False)]
        open_ = self._open_duplicates()
        if self.step is Step.PLAN and open_:
            words = _("{count} likely duplicates undecided: they are not imported").format(count=open_)
            pieces.append(caption(words, "amber"))
        self.told.set_line(pieces)

    def _open_duplicates(self) -> int:
        plan = self.plan_part.plan
        if plan is None:
            return 0
        return len(
            [p for p in plan.rows.places("duplicate") if plan.rows[p].row not in self.plan_part.choices.decisions]
        )

    def go_on(self) -> None:
        """The next step."""
        if not self.next.isEnabled():
            return
        deeds: dict[Step, Callable[[], object]] = {
            Step.FILE: partial(self._go_to, Step.COLUMNS),
            Step.COLUMNS: self.rehearse,
            Step.PLAN: self.carry_out,
            Step.DONE: self.accept,
        }
        deeds[self.step]()

    def go_back(self) -> None:
        """The step before; what was chosen stays."""
        if self.step in (Step.COLUMNS, Step.PLAN) and not self._is_working:
            self._go_to(Step(self.step - 1))

    # The file

    def ask_file(self) -> None:
        """Asks for a file."""
        folder = str(self.session.settings.get(_FOLDER, str(Path.home())))
        kinds = _("Spreadsheets ({endings})").format(endings=" ".join(f"*{ending}" for ending in ENDINGS))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Import a roster"), folder, kinds)
        if chosen:
            self.session.settings.put(_FOLDER, str(Path(chosen).parent))
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Reads a file and goes on to its columns."""
        self.path, self.roster = path, None
        self._begin(_("Reading {name}").format(name=path.name))
        self.session.work(self._words, partial(open_roster, path, self._kind, None), self._show, self._refuse)

    def _take_files(self, paths: list[str]) -> None:
        self.read(Path(paths[0]))

    def _read_sheet(self, sheet: str) -> None:
        if self.path is None:
            return
        self._begin(_("Reading {name}").format(name=self.path.name))
        deed = partial(open_roster, self.path, self._kind, sheet)
        self.session.work(self._words, deed, self._show, self._refuse)

    def _show(self, opened: Opened) -> None:
        if self._is_over:
            return
        self._end()
        if opened.roster is None:
            self.is_returned.emit(self.path)
            self.reject()
            return
        self.roster = opened.roster
        self.columns_part.show_roster(opened.roster, opened.sheets)
        self._go_to(Step.COLUMNS)
        self.columns_part.kind.setFocus()

    def _refuse_name(self, name: str) -> None:
        self.trouble.say(
            BadInput(
                _("“{name}” is no spreadsheet.").format(name=name),
                remedy=_("Choose one of: {endings}").format(endings=" ".join(ENDINGS)),
            )
        )

    # What would happen, and doing it

    def rehearse(self) -> None:
        """Tries the import on a copy and shows what it would do."""
        if self.roster is None:
            return
        self.roster.means(self.roster.kind, self.columns_part.places())
        choices = self.columns_part.choices()
        self._begin(_("Trying {name} on a copy").format(name=self.roster.file_name))
        roster = self.roster

        def show(plan: Plan) -> None:
            if not self._is_over:
                self._end()
                self.plan_part.show_plan(plan, roster, choices)
                self._go_to(Step.PLAN)
                self.plan_part.table.setFocus()

        self.session.work(self._words, partial(rehearse, roster, choices), show, self._refuse)

    def carry_out(self) -> None:
        """Imports as one action; until it is written it can be cancelled and leaves nothing."""
        if self.roster is None:
            return
        self._begin(_("Importing {name}").format(name=self.roster.file_name))
        self.is_saving = True

        def told(done: int, total: int) -> bool:
            self._advanced.emit(done, total)
            return not self._stop.is_set()

        deed = partial(carry_out, self.roster, self.plan_part.choices, told)
        self.session.write(deed, then=self._show_done, refused=self._refuse)

    def _show_done(self, plan: Plan) -> None:
        self._end()
        if self._is_over:
            return
        self._done_plan = plan
        counts = _("{create} new, {update} changed, {unchanged} unchanged").format(
            create=plan.count("create"), update=plan.count("update"), unchanged=plan.count("unchanged")
        )
        self.outcome.set_line(
            [Icon("checkmark_circle", "green", 20), Words(_("Imported: {counts}.").format(counts=counts), bold=True)]
        )
        left = plan.rejected_count + plan.count(LEFT_OUT)
        lines = [_("The whole import is one step: Ctrl+Z takes all of it back, updates too.")]
        if left:
            lines.insert(
                0,
                _(
                    "{count} rows were not taken in; save them with their reasons, mend them, and import that file."
                ).format(count=left),
            )
        self.outcome_note.setText("\n".join(lines))
        self.session.said.emit(plan.lines()[0])
        self.imported.emit(plan)
        self._go_to(Step.DONE)

    # Work beside the window's thread

    def _begin(self, words: str) -> None:
        self._is_working, self._words = True, words
        self._stop.clear()
        self.trouble.hide()
        self.progress.start(words)
        self._offer()

    def _end(self) -> None:
        self._is_working = self.is_saving = False
        self.progress.finish()

    def _note_progress(self, words: str, done: int, total: int) -> None:
        if words and self._is_working:
            self._advance(done, total)

    def _advance(self, done: int, total: int) -> None:
        if self._is_working and total:
            self.progress.start(self._words, total, _("rows"))
            self.progress.advance(done)

    def _cancel(self) -> None:
        """Asks what is running to stop; nothing is written."""
        self._stop.set()
        self.session.cancel_work()

    def _refuse(self, error: CaseworkError) -> None:
        self._end()
        if self._is_over:
            return
        if error.code != "cancelled":
            self.trouble.say(error)
        self._offer()

    def _ask_where(self) -> None:
        plan = self._done_plan or self.plan_part.plan
        if plan is None or self.path is None:
            return
        proposed = self.path.with_name(_("{name}_rejected").format(name=self.path.stem)).with_suffix(".xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.save_rejected.text(), str(proposed), _("Workbook (*.xlsx)")
        )
        if chosen:
            target = Path(chosen).with_suffix(".xlsx")
            said = _("Saved: {name}").format(name=target.name)
            words = _("Saving {name}").format(name=target.name)
            deed = partial(save_rejected, target, plan)
            self.session.work(words, deed, lambda _none: self.session.said.emit(said), self.trouble.say)

    def reject(self) -> None:
        """Esc first stops what is running; then it closes."""
        if self._is_working:
            self._cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """What still runs tells nobody any more."""
        self._is_over = True
        super().done(result)
