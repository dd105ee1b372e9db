"""Taking a follow-up sheet back: what will be applied, what a person must decide, what is refused; one step to undo."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from casework.casebook import Casebook
from casework.errors import CaseworkError
from casework.exchange.followup import ReturnedSheet, read_returned
from casework.exchange.followup_comparing import Difference
from casework.exchange.followup_plan import HomePlan
from casework.language import _
from desktop.dialogs.resolve_conflicts import Decisions, ResolveConflicts
from desktop.dialogs.returned_rows import change_columns, changing_cells, conflicts_of, reason_columns, told_rows
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.papers import write_rejected
from desktop.session import Session, Told
from widgets.buttons import Button, ButtonKind
from widgets.cards import row_of
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.progress import Progress
from widgets.record_table import RecordTable
from widgets.segmented import Segmented
from widgets.three_values import BOTH, THEIRS
from widgets.tokens import Family
from widgets.typed_line import TypedLine

_WIDTH, _VIEWS_HEIGHT = 1080, 400
_Found = tuple[ReturnedSheet | None, HomePlan | None]


class ReturnedSheetDialog(Sheet):
    """Reads the file beside the window's thread, shows its plan and applies it when asked.

    `taken` tells the plan as applied; `is_roster` that the file is no follow-up sheet (the import of
    rosters goes on with it), after which the dialog closes itself.
    """

    taken = Signal(object)
    is_roster = Signal(object)
    _advanced = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None, path: Path) -> None:
        """Begins to read the file at once."""
        super().__init__(parent, _("Take a follow-up sheet back"), "arrow_undo", width=_WIDTH)
        self.session, self.path = session, path
        self.plan: HomePlan | None = None
        self._sheet: ReturnedSheet | None = None
        self._is_over = False
        self._make()
        self._arrange()
        self._connect()
        self._read()

    def _make(self) -> None:
        self.progress = Progress()
        self.trouble = StandsInTheWay()
        self.summary = LineLabel(height=28)
        self.remarks = TextLabel(tone="amber")
        self.tabs = Segmented([(name, "") for name in _TABS], "changes", name=_("Which rows"))
        self.changes = RecordTable(change_columns(), name=_("What changes"))
        self.resolve = ResolveConflicts()
        self.refused = RecordTable(reason_columns("red"), name=_("Refused"))
        self.unchanged = RecordTable(reason_columns("text2"), name=_("Unchanged"))
        self.reason = TypedLine(placeholder=_("Why it was decided so; it stands in the history"), name=_("Reason"))
        self.save_rejected = Button(_("Save the refused rows…"), "table")
        self._leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        self.apply = Button(_("Take it in"), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")

    def _arrange(self) -> None:
        self.views = QStackedWidget()
        for view in (self.changes, self.resolve, self.refused, self.unchanged):
            self.views.addWidget(view)
        self._plan_parts = (self.summary, self.remarks, self.tabs, self.views, self._reason_row())
        for part in (self.progress, self.trouble, *self._plan_parts):
            self.body.addWidget(part)
            part.hide()
        self.body.setAlignment(self.tabs, Qt.AlignmentFlag.AlignLeft)
        self.views.setFixedHeight(_VIEWS_HEIGHT)
        self.foot.addWidget(self.save_rejected)
        self.foot.addStretch(1)
        self._told = LineLabel()
        for widget in (self._told, self._leave, self.apply):
            self.foot.addWidget(widget)
        self.save_rejected.hide()
        self.apply.setEnabled(False)

    def _reason_row(self) -> QWidget:
        self._reason = row_of(TextLabel(_("Reason"), bold=True), self.reason, spacing=12)
        return self._reason

    def _connect(self) -> None:
        self._leave.clicked.connect(self.reject)
        self.apply.clicked.connect(self.take_in)
        self.save_rejected.clicked.connect(self._ask_where)
        self.tabs.changed.connect(self.show_tab)
        self.resolve.changed.connect(self._count_open)
        self.progress.cancelled.connect(self.reject)
        self._advanced.connect(self._advance)
        self.session.progressed.connect(self._note_progress)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.apply.click)

    # Reading

    def _read(self) -> None:
        words = _("Reading {name}").format(name=self.path.name)
        self.progress.start(words)
        self.session.work(words, partial(_planned, self.path), self._show, self._refuse)

    def _note_progress(self, words: str, done: int, total: int) -> None:
        if words and total and not self.progress.isHidden():
            self._advance(done, total)

    def _advance(self, done: int, total: int) -> None:
        self.progress.start(self.progress.accessibleName(), total, _("rows"), cancels=not self.is_saving)
        self.progress.advance(done)

    def _refuse(self, error: CaseworkError) -> None:
        if self._is_over:
            return
        self.progress.finish()
        self._set_saving(saving=False)
        self.trouble.say(error)
        self._leave.set_words(_("Close"))

    def _show(self, found: _Found) -> None:
        sheet, plan = found
        if self._is_over:
            return
        if sheet is None or plan is None:
            self._is_over = True  # whoever goes on with the file is not cancelled by this dialog's end
            self.is_roster.emit(self.path)
            self.reject()
            return
        self._sheet = sheet
        self.progress.finish()
        self.show_plan(plan)

    # What would happen

    def show_plan(self, plan: HomePlan) -> None:
        """Shows a plan; the part that needs a person comes first."""
        self.plan = plan
        cells, conflicts = changing_cells(plan), conflicts_of(plan)
        unchanged = [row for row in plan.rows if row.verdict == "unchanged"]
        self.changes.show_rows(cells)
        self.resolve.show_conflicts(conflicts)
        self.refused.show_rows(told_rows(plan.rejected))
        self.unchanged.show_rows(told_rows(unchanged))
        self.changes.empty.say(plan.head() if plan.says_nothing_new else _("Nothing is taken in by itself."))
        self.refused.empty.say(_("No row is refused."))
        self.unchanged.empty.say(_("Every row that came back says something new."))
        counts = (len(cells), len(conflicts), len(plan.rejected), len(unchanged))
        self.tabs.set_words([words(count) for words, count in zip(_TABS.values(), counts, strict=True)])
        for part in self._plan_parts:
            part.show()
        self._reason.setVisible(bool(conflicts))
        self._say_summary(plan)
        self.save_rejected.setVisible(bool(plan.rejected))
        self.show_tab("conflicts" if conflicts else "changes" if cells else "rejected" if plan.rejected else "changes")
        self._count_open()

    def _say_summary(self, plan: HomePlan) -> None:
        went = _("export {numbers}").format(numbers="、".join(plan.exports)) if plan.exports else ""
        pieces: list[Piece] = [Words(plan.file_name, bold=True), caption(went)]
        if plan.was_home:
            pieces.append(Chip(_("came home before"), Family.NEUTRAL))
        if plan.missing_rows:
            words = _("{count} rows did not come back; nothing happens to their cases").format(count=plan.missing_rows)
            pieces.append(caption(words))
        self.summary.set_line(pieces)
        self.remarks.setText("\n".join(plan.remarks))
        self.remarks.setVisible(bool(plan.remarks))

    def show_tab(self, name: str) -> None:
        """One of the lists: changes, conflicts, rejected, unchanged."""
        self.tabs.set_value(name)
        self.views.setCurrentIndex(list(_TABS).index(name))
        if name == "conflicts":
            self.resolve.values.go_to(0)
        else:
            (self.changes, self.resolve, self.refused, self.unchanged)[self.views.currentIndex()].setFocus()

    def _count_open(self) -> None:
        open_, plan = self.resolve.open_count, self.plan
        if plan is None:
            return
        rows = {row.row for row in plan.rows if row.changes} | {
            row.row for row in plan.undecided if self._takes(row.record_id)
        }
        self.apply.set_words(_("Take in {count} rows").format(count=len(rows)))
        self.apply.setEnabled(bool(rows or self.resolve.decisions) and not self.session.book.read_only)
        words = _("{count} undecided: ours stays, and it is asked again").format(count=open_) if open_ else ""
        self._told.set_line([caption(words, "amber", elastic=False)] if words else [])

    def _takes(self, record_id: str) -> bool:
        return any(
            case == record_id and side in (THEIRS, BOTH) for (case, _f), (side, _t) in self.resolve.decisions.items()
        )

    # Taking it in

    def take_in(self) -> None:
        """Applies what is clean and what was decided, as one action."""
        if self._sheet is None or not self.apply.isEnabled():
            return
        self._set_saving(saving=True)
        self.trouble.hide()
        self.progress.start(_("Taking in {name}").format(name=self.path.name), cancels=False)
        decide = _decided(self.resolve.decisions)
        deed = partial(_applied, self._sheet, decide, self.reason.text().strip(), self._advanced.emit)
        self.session.write(deed, then=self._done, refused=self._refuse)

    def _set_saving(self, *, saving: bool) -> None:
        self.is_saving = saving
        self.apply.setEnabled(not saving and self.plan is not None)

    def _done(self, plan: HomePlan) -> None:
        self._set_saving(saving=False)
        self.progress.finish()
        before = len(self.plan.rejected) if self.plan else 0
        self.session.said.emit(plan.head())
        self.taken.emit(plan)
        if len(plan.rejected) > before:
            self._show_refused(plan)
        else:
            self.accept()

    def _show_refused(self, plan: HomePlan) -> None:
        """What was decided by hand may still be forbidden by a rule: then the dialog stays and says so."""
        self.show_plan(plan)
        self.show_tab("rejected")
        self.apply.setEnabled(False)
        self._leave.set_words(_("Close"))

    # The refused rows

    def _ask_where(self, *_facts: object) -> None:
        proposed = self.path.with_name(_("{name}_refused").format(name=self.path.stem)).with_suffix(".xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the refused rows…"), str(proposed), _("Workbook (*.xlsx)")
        )
        if chosen and self.plan is not None:
            target = Path(chosen).with_suffix(".xlsx")
            words = _("Saved: {name}").format(name=target.name)
            self.session.work(
                _("Saving {name}").format(name=target.name),
                partial(_written, target, self.plan),
                lambda _none: self.session.said.emit(words),
                self.trouble.say,
            )

    def done(self, result: int) -> None:
        """What still reads is asked to stop; it tells nobody any more."""
        if not self._is_over and self.plan is None:
            self.session.cancel_work()
        self._is_over = True
        super().done(result)


_TABS: dict[str, Callable[[int], str]] = {
    "changes": lambda count: _("Changes {count}").format(count=count),
    "conflicts": lambda count: _("To decide {count}").format(count=count),
    "rejected": lambda count: _("Refused {count}").format(count=count),
    "unchanged": lambda count: _("Unchanged {count}").format(count=count),
}


def _planned(path: Path, book: Casebook, told: Told) -> _Found:
    sheet = read_returned(path, progress=lambda done: told(done, 0))
    return sheet, book.take_home(sheet, progress=told) if sheet else None


def _applied(
    sheet: ReturnedSheet,
    decide: Callable[[str, Difference], str | None],
    reason: str,
    told: Callable[[int, int], object],
    book: Casebook,
) -> HomePlan:
    def go_on(done: int, total: int) -> bool:
        told(done, total)
        return True

    return book.take_home(sheet, decide, apply=True, reason=reason, progress=go_on)


def _decided(decisions: Decisions) -> Callable[[str, Difference], str | None]:
    """What the person decided, as the exchange asks for it."""

    def decide(record_id: str, difference: Difference) -> str | None:
        side, text = decisions.get((record_id, difference.column.name), ("", ""))
        if side == BOTH:
            return text
        return {"": None, THEIRS: difference.theirs}.get(side, difference.ours)

    return decide


def _written(target: Path, plan: HomePlan, book: Casebook, told: Told) -> None:
    del told
    write_rejected(book, target, plan)
