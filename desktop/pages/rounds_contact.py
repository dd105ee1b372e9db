"""The form beside the matrix: the next contact of one enterprise in a round, or why it was not reached."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.amounts import ordinal
from casework.entities.rounds import MEMBER_OUTCOMES
from casework.entities.visits import CONTACT_MODES, Visit
from casework.errors import BadInput, CaseworkError
from casework.fields import column
from casework.insight.coverage import Coverage, CoverageRow
from casework.language import _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.contact_facts import last_contact_words, topic_of
from desktop.dialogs.contact_parties import MetWith, OurPeople
from desktop.drafts import DraftKeeper
from desktop.pages.rounds_fields import ModeChoice, NextContact, first_day
from desktop.pages.rounds_notes import CarriedLine, Noted
from desktop.session import Session
from widgets.buttons import Button, ButtonKind, link_button
from widgets.cards import Card, CardHead, column_of
from widgets.date_editor import DateEditor
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Words, caption
from widgets.segmented import Segmented
from widgets.typed_line import TypedText

_REACHED = "reached"


class RoundContact(Card):
    """Logs a contact of the round without leaving the matrix. `saved` tells the record, and whether to go on."""

    saved = Signal(object, bool)
    open_record = Signal(str, str)

    def __init__(self, session: Session) -> None:
        """Empty until a row of the matrix is shown."""
        super().__init__(margins=(14, 8, 6, 10))
        self._session = session
        self._found: Coverage | None = None
        self._row: CoverageRow | None = None
        self._carried: list[CarriedLine] = []
        self._draft: DraftKeeper | None = None
        self._fresh: Mapping[str, Any] = {}
        self._filling = False
        self._make()
        self._lay_out()
        self._connect()
        self.setEnabled(False)

    # Parts

    def _make(self) -> None:
        needs = editor_needs(self._session)
        self._head = CardHead(_("Log a contact"))
        self.firm = link_button("")
        self._last = LineLabel(height=22)
        self._done = TextLabel(tone="green", size=TextSize.CAPTION)
        outcomes = [
            (_REACHED, _("Contacted")),
            *((code, MEMBER_OUTCOMES.label(code)) for code in MEMBER_OUTCOMES.labels),
        ]
        self.outcome = Segmented(outcomes, _REACHED, name=_("What came of it"), wide=True)
        self.mode = ModeChoice()
        self.on = DateEditor(column(Visit, "occurred_on"), needs)
        self.met = MetWith(self._session)
        self.people = OurPeople(self._session)
        self.findings = TypedText(name=column(Visit, "findings").label)
        self.findings.setMinimumHeight(84)
        self.noted = Noted(needs, self.findings.selected_text)
        self.next = NextContact(needs)
        self.reason = TypedText(placeholder=_("Why, and what was tried"), name=_("Reason"))
        self.reason.setMinimumHeight(84)
        self._trouble = TextLabel(tone="red", size=TextSize.CAPTION)
        self.save = Button(_("Save"))
        self.save_on = Button(_("Save, next one"), "arrow_right", ButtonKind.PRIMARY, key="Ctrl+Return")
        self._stamp = TextLabel(tone="dim", size=TextSize.CAPTION)

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(_labelled(column(Visit, "occurred_on").label, self.on), 1)
        days.addWidget(self.met, 1)
        self._contact = QWidget()
        contact = QVBoxLayout(self._contact)
        contact.setContentsMargins(0, 0, 0, 0)
        contact.setSpacing(8)
        contact.addWidget(self.mode)
        contact.addLayout(days)
        contact.addWidget(self.people)
        contact.addWidget(_labelled(_("Content"), self.findings), 1)
        contact.addWidget(self.noted)
        self._promises = column_of(spacing=4)
        contact.addWidget(self._promises)
        contact.addWidget(self.next)
        self._not_reached = _labelled(_("Reason"), self.reason)
        body = QWidget()
        place = QVBoxLayout(body)
        place.setContentsMargins(0, 0, 8, 0)
        place.setSpacing(8)
        for part, stretch in ((self.outcome, 0), (self._contact, 1), (self._not_reached, 0), (self._trouble, 0)):
            place.addWidget(part, stretch)
        place.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (body, area.viewport()):
            ground.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 8, 0)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.save_on)
        firm = QHBoxLayout()
        firm.setSpacing(4)
        firm.addWidget(self.firm)
        firm.addWidget(self._last, 1)
        self.column.setSpacing(6)
        self.add(self._head)
        self.column.addLayout(firm)
        self.add(self._done)
        self.add(area, 1)
        self.add(self._stamp)
        self.column.addLayout(foot)
        self._trouble.hide()
        self._show_outcome(_REACHED)

    def _connect(self) -> None:
        self.firm.clicked.connect(self._open_firm)
        self.outcome.changed.connect(self._show_outcome)
        self.outcome.changed.connect(self._touched)
        for part in (self.mode, self.on, self.met, self.people, self.noted, self.next):
            part.changed.connect(self._touched)
        for box in (self.findings, self.reason):
            box.textChanged.connect(self._touched)
        self.save.clicked.connect(partial(self._pressed, go_on=False))
        self.save_on.clicked.connect(partial(self._pressed, go_on=True))

    # Showing

    def show_row(self, found: Coverage | None, row: CoverageRow | None) -> None:
        """Shows the form for one enterprise of the round; what is being typed for it stays."""
        same = self._is_same(found, row)
        self._found, self._row = found, row
        self.setEnabled(row is not None and found is not None and not self._session.book.read_only)
        if found is None or row is None:
            return
        number = ordinal(found.round.round_no)
        title = _("Contact of {round}").format(round=_("round {round}").format(round=number))
        self._head.set_title(title, _("the round is closed") if found.round.closed_on else "")
        self.firm.set_words(row.enterprise)
        self._last.set_line([caption(last_contact_words(self._session.book, row.enterprise_id), "text2")])
        self._done.setText(self._already(row))
        self._done.setVisible(bool(self._done.text()))
        if not same:
            self._begin(found, row)

    def _is_same(self, found: Coverage | None, row: CoverageRow | None) -> bool:
        if self._found is None or self._row is None or found is None or row is None:
            return False
        before = (self._found.round.id, self._row.enterprise_id, self._row.now)
        return before == (found.round.id, row.enterprise_id, row.now)

    def _already(self, row: CoverageRow) -> str:
        cell = row.now
        if cell.is_reached and cell.occurred_on:
            mode = CONTACT_MODES.label(cell.mode)
            return _("Contacted on {day}: {mode}; another contact may be added.").format(
                day=cell.occurred_on, mode=mode
            )
        if cell.outcome:
            words = MEMBER_OUTCOMES.label(cell.outcome)
            return _("{outcome}: {reason}").format(outcome=words, reason=cell.reason)
        return ""

    def _begin(self, found: Coverage, row: CoverageRow) -> None:
        """Empty fields, then what is known; a draft left behind for this enterprise comes back."""
        self._filling = True
        if self._draft is not None:
            self._draft.stop()
        one = found.round
        self.outcome.set_value(_REACHED)
        self._show_outcome(_REACHED)
        self.mode.set_mode("on_site")
        self.on.set_value(first_day(one.opened_on, one.closed_on, self._session.today))
        self.met.set_enterprise(row.enterprise_id)
        self.people.reset()
        self.findings.clear()
        self.reason.clear()
        self.noted.set_draft([])
        self.next.set_draft({})
        self._show_promises(found, row)
        self._trouble.hide()
        self._stamp.setText("")
        self._fresh = self._typed()
        self._draft = DraftKeeper(self._session, f"round:{one.id}:{row.enterprise_id}", self._gather, self)
        self._draft.kept.connect(self._show_kept)
        kept = self._draft.found()
        if kept:
            self._restore(kept.values)
        self._filling = False

    def _show_promises(self, found: Coverage, row: CoverageRow) -> None:
        for line in self._carried:
            line.hide()
            line.deleteLater()
        layout = self._promises.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        open_ones = [p for p in found.promises if p.commitment.enterprise_id == row.enterprise_id]
        before = [p for p in open_ones if p.commitment.round_id != found.round.id]
        self._carried = [CarriedLine(p, partial(self._open, "commitment", p.commitment.id)) for p in before]
        self._promises.setVisible(bool(before))
        if layout is None or not before:
            return
        count = [Words(str(len(before)), "amber", TextSize.CAPTION, elastic=False)]
        layout.addWidget(LineLabel([caption(_("Promises carried over"))], count, height=22))
        for line in self._carried:
            line.changed.connect(self._touched)
            layout.addWidget(line)

    def _show_outcome(self, outcome: str) -> None:
        self._contact.setVisible(outcome == _REACHED)
        self._not_reached.setVisible(outcome != _REACHED)

    # Typing

    def _typed(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value(),
            "mode": self.mode.mode(),
            "on": self.on.draft(),
            "met": self.met.draft(),
            "people": self.people.people(),
            "findings": self.findings.toPlainText(),
            "noted": self.noted.draft(),
            "next": self.next.draft(),
            "reason": self.reason.toPlainText(),
        }

    def _gather(self) -> Mapping[str, Any]:
        typed = self._typed()
        return typed if typed != self._fresh else {}

    def _restore(self, kept: Mapping[str, Any]) -> None:
        self.outcome.set_value(str(kept["outcome"]))
        self._show_outcome(self.outcome.value())
        self.mode.set_mode(str(kept["mode"]))
        self.on.set_draft(kept["on"])
        self.met.set_draft(kept["met"])
        self.people.set_people(kept["people"])
        self.findings.setPlainText(str(kept["findings"]))
        self.noted.set_draft(kept["noted"])
        self.next.set_draft(kept["next"])
        self.reason.setPlainText(str(kept["reason"]))

    def _touched(self, *_facts: object) -> None:
        self._trouble.hide()
        if not self._filling and self._draft is not None:
            self._draft.touch()

    def _show_kept(self, moment: str) -> None:
        self._stamp.setText(_("Draft kept {moment}").format(moment=moment[:5]))

    def keep(self) -> None:
        """Keeps what is typed before the page goes."""
        if self._draft is not None:
            self._draft.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves and goes on."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store(go_on=True)
        else:
            super().keyPressEvent(event)

    # Saving

    def facts(self) -> tuple[str, dict[str, Any]]:
        """The verb and its facts; BadInput, shown at its field, where something is missing."""
        if self._found is None or self._row is None:
            raise BadInput(_("Choose an enterprise in the matrix first."))
        own = {"enterprise_id": self._row.enterprise_id, "round_id": self._found.round.id}
        if self.outcome.value() != _REACHED:
            reason = self.reason.toPlainText().strip()
            return "mark_not_reached", {**own, "member_outcome": self.outcome.value(), "reason": reason}
        words = self.findings.toPlainText().strip()
        settled = [fact for line in self._carried if (fact := line.facts()) is not None]
        facts: dict[str, Any] = {
            **own,
            "contact_mode": self.mode.mode(),
            "occurred_on": self.on.value(),
            "findings": words,
            "topic": topic_of(words) if words else "",
            **self.met.facts(),
            **self.people.facts(),
            **self.noted.facts(),
            **self.next.facts(),
        }
        return "log_visit", {**facts, "settled": settled} if settled else facts

    def store(self, *, go_on: bool) -> None:
        """Saves; afterwards the matrix goes on to the next enterprise that is missing, or stays."""
        try:
            verb, facts = self.facts()
        except BadInput as error:
            self._say(error.message)
            return
        self._session.do(verb, facts, then=partial(self._stored, go_on), refused=self._refused)

    def _pressed(self, _checked: bool = False, *, go_on: bool) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.store(go_on=go_on)

    def _stored(self, go_on: bool, record: Record) -> None:  # noqa: FBT001 - bound beforehand
        if self._draft is not None:
            self._draft.forget()
            self._draft = None
        self._row = None
        self.saved.emit(record, go_on)

    def _refused(self, error: CaseworkError) -> None:
        if getattr(error, "field", "") in ("next_contact_on", "next_contact_note"):
            self.next.show_error(error.message)
        self._say(str(error))

    def _say(self, message: str) -> None:
        self._trouble.setText(message)
        self._trouble.setVisible(bool(message) and not self.next.error())

    def trouble(self) -> str:
        """What is shown as wrong."""
        return self._trouble.text()

    def _open_firm(self) -> None:
        if self._row is not None:
            self.open_record.emit("enterprise", self._row.enterprise_id)

    def _open(self, type_name: str, record_id: str) -> None:
        self.open_record.emit(type_name, record_id)


def _labelled(label: str, field: QWidget) -> QWidget:
    return column_of(LineLabel([caption(label, elastic=False)], height=20), field, spacing=3)
