"""The third step of an import: what will happen, row by row, and what the user decides about single rows."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.exchange.intake_choices import CONFIRM, CREATE, LEAVE, UPDATE, Choices, Decision
from casework.exchange.intake_plan import LEFT_OUT, Candidate, Plan
from casework.exchange.roster import Roster
from casework.language import _
from desktop.dialogs.import_columns import read_cell
from desktop.dialogs.import_rows import (
    BAND_WORDS,
    VERDICT_WORDS,
    FieldChange,
    PlanRow,
    PlanRows,
    decision_words,
    detail_columns,
    field_changes,
    plan_columns,
)
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, row_of
from widgets.figures import FigureStrip, StripFigure
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.segmented import Segmented

_TABS = {
    "all": ("create", "update", "duplicate", "rejected", LEFT_OUT),
    "create": ("create",),
    "update": ("update",),
    "duplicate": ("duplicate",),
    "rejected": ("rejected",),
    "unchanged": ("unchanged",),
}
_FIGURES = (
    ("create", "green"),
    ("update", "accent"),
    ("unchanged", "text"),
    ("duplicate", "amber"),
    ("rejected", "red"),
)
_DETAIL_WIDTH = 348


class PlanPart(QWidget):
    """Five counts, the rows by verdict, and the row that is looked at; `changed` tells that something was decided."""

    changed = Signal()

    def __init__(self) -> None:
        """Empty until a plan is shown."""
        super().__init__()
        self.plan: Plan | None = None
        self.choices = Choices()
        self._roster: Roster | None = None
        self.figures = FigureStrip()
        self.tabs = Segmented([(name, "") for name in _TABS], "all", name=_("Which rows"))
        self.table = RecordTable((), name=_("Rows"))
        self.detail = _Detail(self.decide)
        self._lists = QVBoxLayout()
        self._lists.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._lists.addWidget(self.table, 1)
        lists = QWidget()
        self._lists.setContentsMargins(0, 0, 0, 0)
        lists.setLayout(self._lists)
        self.detail.setFixedWidth(_DETAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.figures)
        body = row_of(lists, self.detail, spacing=10)
        layout = body.layout()
        if layout is not None:
            layout.setStretch(0, 1)  # pyright: ignore[reportAttributeAccessIssue] - a box layout
        column.addWidget(body, 1)
        self.tabs.changed.connect(self.show_tab)
        self.figures.chosen.connect(self.show_tab)

    def show_plan(self, plan: Plan, roster: Roster, choices: Choices) -> None:
        """Shows a plan; what needs a person comes first."""
        self.plan, self._roster, self.choices = plan, roster, choices
        self._make_table()
        words = {name: _(VERDICT_WORDS[name][0]) for name in VERDICT_WORDS}
        self.figures.show_figures(
            [
                StripFigure(
                    key=name,
                    label=words[name],
                    number=str(plan.count(name)),
                    measure=_("rows"),
                    tone=tone if plan.count(name) else "text2",
                    more=self._beside(name),
                )
                for name, tone in _FIGURES
            ]
        )
        counts = {name: sum(plan.count(verdict) for verdict in verdicts) for name, verdicts in _TABS.items()}
        words["all"] = _("All changes")
        self.tabs.set_words([f"{words[name]} {counts[name]}" for name in _TABS])
        self.show_tab("duplicate" if plan.count("duplicate") else "all" if counts["all"] else "unchanged")

    def _beside(self, name: str) -> list[Piece]:
        if self.plan is None:
            return []
        notes = {
            "update": _("{count} fields").format(count=self.plan.rows.changed_fields["update"]),
            "unchanged": _("not a word"),
            "duplicate": _("you decide"),
            "rejected": _("saved apart"),
        }
        return [caption(notes[name], elastic=False)] if name in notes and self.plan.count(name) else []

    def _make_table(self) -> None:
        """The list of this type of record."""
        if self._roster is None:
            return
        table = RecordTable(plan_columns(self._roster.kind), name=_("Rows"), actions=self._actions())
        self._lists.replaceWidget(self.table, table)
        self.table.hide()
        self.table.deleteLater()
        self.table = table
        self.table.current_changed.connect(self._show_row)

    def _actions(self) -> list[RowAction]:
        def same(row: PlanRow) -> None:
            self.decide(row, Decision(UPDATE, row.verdict.candidates[0].record_id))

        def other(row: PlanRow) -> None:
            self.decide(row, Decision(CREATE))

        return [
            RowAction(label=_("The same one"), run=same, key="1", hovered=True, may=_is_likely),
            RowAction(label=_("Another one"), run=other, key="2", hovered=True, may=_is_likely),
            RowAction(label=_("It is right as it is"), run=self._confirm, key="3", hovered=True, may=_may_confirm),
            RowAction(label=_("Leave out"), run=self._leave, key="0", hovered=True, may=_may_leave),
            RowAction(label=_("Take the decision back"), run=self._take_back, key="Backspace", may=_is_decided),
        ]

    def _confirm(self, row: PlanRow) -> None:
        self.decide(row, Decision(CONFIRM))

    def _leave(self, row: PlanRow) -> None:
        self.decide(row, Decision(LEAVE))

    def _take_back(self, row: PlanRow) -> None:
        self.decide(row, None)

    def show_tab(self, name: str) -> None:
        """The rows with these verdicts."""
        if self.plan is None or name not in _TABS:
            return
        self.tabs.set_value(name)
        places = self.plan.rows.places(*_TABS[name])
        self.table.empty.say(_("There is no such row."))
        self.table.show_rows(PlanRows(self.plan, places, self._decided))
        if places:
            self.table.choose_row(0)
        self._show_row()
        self.table.setFocus()

    def _decided(self, row: int) -> Decision | None:
        return self.choices.decisions.get(row)

    def _show_row(self, _id: str = "") -> None:
        row = self.table.current_row()
        if isinstance(row, PlanRow) and self._roster is not None:
            self.detail.show_row(row, self._roster)
        else:
            self.detail.clear()

    def decide(self, row: PlanRow, decision: Decision | None) -> None:
        """Settles one row, and goes to the next that waits."""
        number = self.table.currentIndex().row()
        self.choices = self.choices.decided(row.verdict.row, decision)
        self.table.show_rows(
            PlanRows(self.plan, self.plan.rows.places(*_TABS[self.tabs.value()]), self._decided) if self.plan else []
        )
        if decision is not None and number + 1 < self.table.rows_model.rowCount():
            self.table.choose_row(number + 1)
        self._show_row()
        self.changed.emit()

    def taken(self) -> int:
        """How many rows would be written, decisions included."""
        if self.plan is None:
            return 0
        taken = self.plan.count("create") + self.plan.count("update")
        verdicts = self._decided_verdicts()
        for number, decision in self.choices.decisions.items():
            was_taken = verdicts.get(number, "") in ("create", "update")
            will_be = decision.deed != LEAVE
            taken += will_be - was_taken if verdicts.get(number) else 0
        return taken

    def _decided_verdicts(self) -> dict[int, str]:
        if self.plan is None:
            return {}
        wanted, found = set(self.choices.decisions), dict[int, str]()
        for row in self.plan.rows if wanted else ():
            if row.row in wanted:
                found[row.row] = row.verdict
                if len(found) == len(wanted):
                    break
        return found


class _Detail(Card):
    """One row: what changes field by field, how it stands in the sheet, and the buttons to decide it."""

    def __init__(self, decide: Callable[[PlanRow, Decision | None], None]) -> None:
        super().__init__("card")
        self._decide = decide
        self.head, self.state = LineLabel(height=28), LineLabel(height=24)
        self.changes = RecordTable(detail_columns(), name=_("Fields"))
        self.reason, self.cells = TextLabel(tone="text2"), TextLabel(tone="text2")
        self.sheet_head = LineLabel([Words(_("As it stands in the sheet"), bold=True)])
        self.choices = QVBoxLayout()
        self.choices.setSpacing(6)
        for part in (self.head, self.state, self.reason):
            self.add(part)
        self.column.addLayout(self.choices)
        self.add(self.changes, 1)
        self.add(self.sheet_head)
        self.add(self.cells)
        self.column.addStretch(0)

    def clear(self) -> None:
        """No row is looked at."""
        for part in (self.head, self.state, self.reason, self.changes, self.sheet_head, self.cells):
            part.hide()
        self._give_room(to_changes=False)
        self._show_choices([])

    def _give_room(self, *, to_changes: bool) -> None:
        """The fields take the room that is left; without any the rest keeps together at the top."""
        self.changes.setVisible(to_changes)
        self.column.setStretch(self.column.count() - 1, 0 if to_changes else 1)

    def show_row(self, row: PlanRow, roster: Roster) -> None:
        """Shows one row."""
        verdict = row.verdict
        for part in (self.head, self.state, self.reason, self.sheet_head, self.cells):
            part.show()
        words, family, icon = VERDICT_WORDS[verdict.verdict]
        self.head.set_line([Words(_("Row {n}").format(n=verdict.row), bold=True), caption(verdict.title)])
        chips: list[Piece] = [Chip(_(words), family, icon)]
        if row.decision:
            chips.append(Chip(*decision_words(row.decision)))
        changes: list[FieldChange] = field_changes(roster.kind, verdict)
        if changes:
            chips.append(caption(_("{count} fields").format(count=len(changes))))
        self.state.set_line(chips)
        self.reason.setText(verdict.reason)
        self.reason.setVisible(bool(verdict.reason))
        self.changes.show_rows(changes)
        self._give_room(to_changes=bool(changes))
        cells = [read_cell(cell) for cell in roster.table.rows[row.place].values]
        self.cells.setText(" | ".join(cells)[:400])
        self._show_choices(self._offers(row))

    def _offers(self, row: PlanRow) -> list[Button]:
        verdict = row.verdict
        if row.decision:
            return [self._button(_("Take the decision back"), "arrow_undo", row, None)]
        if verdict.verdict == "duplicate":
            same = [self._same(row, one) for one in verdict.candidates]
            new = self._button(_("Another one: make it as new"), "add", row, Decision(CREATE))
            return [*same, new, self._button(_("Leave out"), "", row, Decision(LEAVE))]
        if verdict.may_confirm:
            return [self._button(_("It is right as it is"), "checkmark", row, Decision(CONFIRM))]
        if verdict.verdict in ("create", "update"):
            return [self._button(_("Leave out"), "", row, Decision(LEAVE))]
        return []

    def _same(self, row: PlanRow, one: Candidate) -> Button:
        words = _("The same as {name} ({band})").format(name=one.title, band=_(BAND_WORDS[one.band][0]))
        return self._button(words, "merge", row, Decision(UPDATE, one.record_id), hint=one.reason)

    def _button(self, words: str, icon: str, row: PlanRow, decision: Decision | None, *, hint: str = "") -> Button:
        button = Button(words, icon, ButtonKind.PLAIN, hint=hint or words, small=True, height=30)
        button.clicked.connect(partial(_call, self._decide, row, decision))
        return button

    def _show_choices(self, buttons: list[Button]) -> None:
        while (item := self.choices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            self.choices.addWidget(button)


def _call(
    decide: Callable[[PlanRow, Decision | None], None], row: PlanRow, decision: Decision | None, *_f: object
) -> None:
    decide(row, decision)


def _is_likely(row: PlanRow) -> bool:
    return row.verdict.verdict == "duplicate"


def _may_confirm(row: PlanRow) -> bool:
    return row.verdict.may_confirm


def _may_leave(row: PlanRow) -> bool:
    return row.verdict.verdict in ("create", "update", "duplicate")


def _is_decided(row: PlanRow) -> bool:
    return row.decision is not None
