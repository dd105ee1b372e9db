"""The record of one case: its way through the loop, both clocks, what was said and proven, and the next act."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from casework.entities.appeals import CASE_KINDS, CASE_STATES, SERVICE_MODES, Appeal
from casework.insight.case_record import CaseRecord, case_record
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.act_card import Act, ActCard
from desktop.pages.appeals_acts import ACT_OF_STATE, acts_of, usual_act
from desktop.pages.appeals_parts import (
    answer_card,
    answer_clock_card,
    chain_card,
    clock_card,
    facts_card,
    loop_steps,
    proof_card,
    related_card,
    title_line,
)
from desktop.session import Session
from widgets.buttons import Button, link_button
from widgets.cards import Card, row_of
from widgets.chip_families import state_chip
from widgets.labels import LineLabel
from widgets.pieces import Chip, Person, Piece, Words, caption
from widgets.stepper import Stepper
from widgets.typed_line import below

_LEFT_THE_LOOP = ("withdrawn", "merged")


class AppealRecord(Card):
    """Shows one case. `taken` tells that a step was taken, `open_record` what the user wants to see."""

    open_record = Signal(str, str)
    taken = Signal(object)

    def __init__(self, session: Session) -> None:
        """Empty until a case is shown."""
        super().__init__(margins=(0, 0, 0, 0))
        self._session = session
        self.case: CaseRecord | None = None
        self.acts: Mapping[str, Act] = {}
        self.act_card: ActCard | None = None
        self._chosen = ""
        self._body: QWidget | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self.add(self._area, 1)

    def show_case(self, appeal_id: str) -> None:
        """Shows a case anew; nothing moves where nothing has changed."""
        found = case_record(self._session.book, appeal_id) if appeal_id else None
        if found == self.case:
            return
        is_other = found is None or self.case is None or found.appeal.id != self.case.appeal.id
        self.case = found
        self.acts = acts_of(found, self._session.today) if found else {}
        if is_other or self._chosen not in self.acts:
            self._chosen = ""
        place = 0 if is_other else self._area.verticalScrollBar().value()
        self._build()
        self._area.verticalScrollBar().setValue(place)

    def take(self, key: str, start: Mapping[str, object] | None = None) -> None:
        """Opens the card of a step, with values put in beforehand, and goes there."""
        if key not in self.acts:
            return
        self._chosen = key
        self._build()
        if self.act_card is None:
            return
        if start:
            self.act_card.show_values(start)
        self.act_card.form.focus_first()
        self._area.ensureWidgetVisible(self.act_card)

    def _leave_act(self) -> None:
        self._chosen = ""
        self._build()

    def _build(self) -> None:
        if self.act_card is not None:
            self.act_card.keep()
            self.act_card = None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        if self.case is not None:
            self._fill(column, self.case)
        column.addStretch(1)
        if self._body is not None:
            self._area.takeWidget()
            self._body.deleteLater()
        self._body = body
        self._area.setWidget(body)
        body.setAutoFillBackground(False)

    def _fill(self, column: QVBoxLayout, case: CaseRecord) -> None:
        column.addWidget(self._title(case))
        column.addWidget(self._second_line(case))
        steps = loop_steps(case)
        stepper = Stepper(steps, _("The way of the case"))
        stepper.chosen.connect(self._step_chosen)
        column.addWidget(stepper)
        if case.appeal.state not in _LEFT_THE_LOOP:
            column.addWidget(_beside(clock_card(case), answer_clock_card(case)))
        column.addWidget(self._columns(case))

    def _title(self, case: CaseRecord) -> QWidget:
        self._more = Button(_("More"), opens=True)
        self._more.clicked.connect(self._open_menu)
        buttons = [self._more]
        if "return" in self.acts:
            back = Button(_("Return it"), "arrow_undo")
            back.clicked.connect(partial(self._take_clicked, "return"))
            buttons.insert(0, back)
        line = row_of(title_line(case), *buttons)
        _stretch_first(line)
        return line

    def _second_line(self, case: CaseRecord) -> QWidget:
        appeal = case.appeal
        chips: list[Piece] = [state_chip(CASE_STATES, appeal.state)]
        if appeal.stopped:
            chips.append(Chip(_("Clock stopped"), icon="pause"))
        if appeal.case_kind != "appeal":
            chips.append(Chip(CASE_KINDS.label(appeal.case_kind)))
        chips.append(Chip(SERVICE_MODES.label(appeal.service_mode)))
        firm = link_button(case.enterprise.name)
        firm.clicked.connect(partial(self._open, "enterprise", case.enterprise.id))
        who = " · ".join(word for word in (case.contact.name, case.contact.post) if word) if case.contact else ""
        owner: list[Piece] = [caption(_("Handled by")), Person(case.person), Words(case.person)] if case.person else []
        return row_of(LineLabel(chips), firm, LineLabel([caption(who, "text2")]), None, LineLabel(owner), spacing=6)

    def _columns(self, case: CaseRecord) -> QWidget:
        """What was said at the left, what comes next at the right."""
        left = QVBoxLayout()
        right = QVBoxLayout()
        merge = self._merge_into if "merge" in self.acts else None
        next_act, proof = self._next_card(), proof_card(case)
        told = facts_card(case, partial(self.take, "change"))
        at_left = (told, answer_card(case), proof if next_act else None, chain_card(case))
        at_right = (next_act, None if next_act else proof, related_card(case, self.open_record.emit, merge))
        for side, parts in ((left, at_left), (right, at_right)):
            for part in parts:
                if part is not None:
                    side.addWidget(part)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for side in (left, right):
            side.setSpacing(8)
            side.addStretch(1)
            row.addLayout(side, 1)
        return holder

    def _next_card(self) -> ActCard | None:
        """The card of the step that was chosen, or of the usual next one."""
        if self.case is None:
            return None
        usual = usual_act(self.case.appeal)
        key = self._chosen or usual
        if key not in self.acts:
            return None
        act = self.acts[key]
        name = f"appeal:{self.case.appeal.id}:{key}"
        needs = editor_needs(self._session, Appeal)
        card = ActCard(self._session, act, needs, draft=name, may_leave=key != usual)
        card.taken.connect(self._taken)
        card.left.connect(self._leave_act)
        if key == "close" and "back" in self.acts:
            refuse = link_button(_("The enterprise does not agree"))
            refuse.clicked.connect(partial(self._take_clicked, "back"))
            card.add_beside(refuse)
        self.act_card = card
        return card

    # What the user does

    def _open(self, type_name: str, record_id: str, *_facts: object) -> None:
        self.open_record.emit(type_name, record_id)

    def _take_clicked(self, key: str, *_facts: object) -> None:
        self.take(key)

    def _merge_into(self, appeal_id: str) -> None:
        self.take("merge", {"merged_into_id": appeal_id})

    def _step_chosen(self, state: str) -> None:
        self.take(ACT_OF_STATE[state])

    def _taken(self, record: object) -> None:
        self._chosen = ""
        self.taken.emit(record)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, act in self.acts.items():
            menu.addAction(_(act.words)).triggered.connect(partial(self._take_clicked, key))
        menu.popup(below(self._more))


def _stretch_first(line: QWidget) -> None:
    """Gives the room that is left in a row to its first widget."""
    layout = line.layout()
    if isinstance(layout, QHBoxLayout):
        layout.setStretch(0, 1)


def _beside(*cards: QWidget) -> QWidget:
    """Cards of the same width beside each other."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for card in cards:
        row.addWidget(card, 1)
    return holder
