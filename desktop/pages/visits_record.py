"""The record of one contact: a planned one with what to take along, a done one with what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casework.chinese import mask_phone
from casework.entities.visits import CONTACT_MODES, VISIT_STATES
from casework.language import _
from casework.records import Record
from desktop.dialogs.load_notice import came_sentence, load_pieces, load_sentence
from desktop.pages.visits_facts import VisitFacts
from widgets.buttons import Button, ButtonKind, icon_button, link_button
from widgets.cards import Card, row_of
from widgets.chip_families import MODE_ICONS, family_of, state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Icon, Person, Piece, Words, caption, fixed
from widgets.tokens import Family
from widgets.typed_days import day_words

_LABEL = 64
_YIELDS = {
    "appeal": ("chat_bubbles_question", "blue"),
    "demand": ("lightbulb", "violet"),
    "commitment": ("ribbon_star", "amber"),
}


class VisitRecord(Card):
    """Shows the facts it is given, and asks for what can be done with them."""

    record_asked = Signal(str, str)
    result_asked = Signal(str)
    move_asked = Signal(str)
    cancel_asked = Signal(str)
    edit_asked = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__(margins=(1, 1, 1, 1))
        self.column.setSpacing(0)
        self.facts: VisitFacts | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(14, 8, 14, 10)
        self.add(self._area, 1)
        self.column.addLayout(self._foot)

    def show_facts(self, facts: VisitFacts) -> None:
        """Shows a contact."""
        self.facts = facts
        holder = QWidget()
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(16, 12, 12, 8)
        self._place.setSpacing(8)
        self._show_head(facts)
        self._show_parties(facts)
        if facts.visit.state == "planned":
            self._show_load(facts)
            self._show_to_take_along(facts)
        else:
            self._show_what_came(facts)
        if facts.before:
            self._show_before(facts)
        self._place.addStretch(1)
        self._area.setWidget(holder)
        holder.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._show_foot(facts)

    def _show_head(self, facts: VisitFacts) -> None:
        visit = facts.visit
        mode = visit.contact_mode
        chip = Chip(_("not logged"), Family.AMBER) if facts.is_missed else state_chip(VISIT_STATES, visit.state)
        self._place.addWidget(
            LineLabel(
                [
                    chip,
                    Icon(MODE_ICONS[mode], str(family_of("contact_mode", mode))),
                    Words(CONTACT_MODES.label(mode), "text2", elastic=False),
                ],
                [caption(visit.number, elastic=False)],
            )
        )
        name = LineLabel([Words(facts.enterprise.name, size=TextSize.RECORD, bold=True)], height=28)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name.setMinimumWidth(80)
        opens = icon_button("open", _("Open the enterprise"), height=28)
        opens.clicked.connect(partial(_run, partial(self.record_asked.emit, "enterprise", facts.enterprise.id)))
        self._place.addWidget(row_of(name, opens))
        day = visit.occurred_on or visit.planned_on
        words: list[Piece] = [fixed(day.isoformat() if day else "—", bold=True)]
        if day:
            words.append(caption(day_words(day, facts.as_of), elastic=False))
        line = LineLabel(words)
        if visit.state == "planned":
            move = link_button(_("Move it"))
            move.clicked.connect(partial(_run, partial(self.move_asked.emit, visit.id)))
            self._place.addWidget(row_of(line, None, move))
        else:
            self._place.addWidget(line)

    def _fact(self, label: str, *pieces: Piece) -> None:
        key = LineLabel([caption(label)], height=24)
        key.setFixedWidth(_LABEL)
        value = LineLabel(list(pieces) or [caption("—")], height=24)
        row = row_of(key, value)
        value.setMinimumWidth(80)
        self._place.addWidget(row)

    def _show_parties(self, facts: VisitFacts) -> None:
        visit = facts.visit
        met: list[Piece] = []
        if facts.contact:
            met = [fixed(facts.contact.name), caption(facts.contact.post), caption(mask_phone(facts.contact.phone))]
        elif visit.counterpart:
            met = [Words(visit.counterpart)]
        self._fact(_("Met with"), *met)
        ours: list[Piece] = []
        for party in facts.people:
            who = party.person or party.unit
            beside = [caption(party.unit)] if party.unit and party.person else []
            ours += [Person(who), Words(who, elastic=False), *beside]
        self._fact(_("Our side"), *(ours or [Words(visit.author)]))
        self._fact(_("Counted in"), *([Words(facts.round.name)] if facts.round else []))
        where = " · ".join(word for word in (facts.place, facts.enterprise.address) if word)
        self._fact(_("Address"), *([Words(where)] if where else []))
        if visit.topic:
            self._fact(_("Topic"), Words(visit.topic))

    def _title(self, words: str, note: str = "") -> None:
        pieces: list[Piece] = [Words(words, bold=True, elastic=False)]
        self._place.addWidget(LineLabel([*pieces, caption(note)] if note else pieces, height=28))

    def _show_load(self, facts: VisitFacts) -> None:
        load, day = facts.load, facts.visit.planned_on or facts.as_of
        nearest = load.nearest(day)
        if not load.planned and not load.done:
            return
        card = Card("warning" if nearest else "sunk", margins=(12, 8, 12, 8))
        card.column.setSpacing(3)
        title = _("Do not make the enterprise receive two in a week") if nearest else _("Who came, who is coming")
        card.add(LineLabel([Icon("people_team", "amber" if nearest else "dim"), Words(title, bold=True)]))
        said = load_sentence(load, facts.as_of) if nearest else came_sentence(load) if load.done else ""
        if said:
            card.add(TextLabel(said, tone="text2"))
        for line in (*reversed(load.planned), *reversed(load.done)):
            card.add(LineLabel(load_pieces(line, facts.as_of), height=22))
        self._place.addWidget(card)

    def _show_to_take_along(self, facts: VisitFacts) -> None:
        if not facts.promises and not facts.untried:
            return
        self._title(_("To be taken along"))
        for promise in facts.promises:
            tone = "red" if promise.is_overdue else "amber"
            due = caption(day_words(promise.commitment.due_on, facts.as_of), tone, elastic=False)
            words = _("Promise: {what}").format(what=promise.commitment.content)
            self._place.addWidget(LineLabel([Icon("ribbon_star", "amber"), Words(words)], [due]))
        for demand in facts.untried:
            days = (facts.as_of - demand.posted_on).days
            waits = caption(_("{days} days without a match").format(days=days), elastic=False)
            words = f"{demand.number} {demand.subject}"
            self._place.addWidget(LineLabel([Icon("lightbulb", "violet"), Words(words)], [waits]))

    def _show_what_came(self, facts: VisitFacts) -> None:
        visit = facts.visit
        if visit.findings:
            self._title(_("What was talked about"))
            self._place.addWidget(TextLabel(visit.findings))
        if facts.yielded:
            self._title(_("What came of it"))
            for record in facts.yielded:
                self._place.addWidget(self._yield_line(record))
        if visit.state == "cancelled":
            self._title(_("Why cancelled"))
            self._place.addWidget(TextLabel(visit.cancel_reason))
        self._title(_("Next contact"))
        if visit.no_next_contact:
            self._place.addWidget(TextLabel(_("None needed"), tone="dim"))
        elif visit.next_contact_on:
            day = fixed(day_words(visit.next_contact_on, facts.as_of), "accent")
            self._place.addWidget(LineLabel([day, Words(visit.next_contact_note)]))

    def _yield_line(self, record: Record) -> QWidget:
        icon, tone = _YIELDS[record.type_name]
        number = link_button(str(getattr(record, "number", "")))
        number.clicked.connect(partial(_run, partial(self.record_asked.emit, record.type_name, record.id)))
        line = LineLabel([Icon(icon, tone), Words(record.title())])
        line.setMinimumWidth(80)
        return row_of(line, None, number)

    def _show_before(self, facts: VisitFacts) -> None:
        before = facts.before
        if before is None or before.occurred_on is None:
            return
        note = f"{day_words(before.occurred_on, facts.as_of)} {CONTACT_MODES.label(before.contact_mode)}"
        self._title(_("What was talked about last time"), note)
        self._place.addWidget(TextLabel(before.findings or before.topic, tone="text2"))

    def _show_foot(self, facts: VisitFacts) -> None:
        while (item := self._foot.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        visit = facts.visit
        if visit.state == "planned":
            cancel = Button(_("Cancel the visit"), kind=ButtonKind.GHOST)
            cancel.clicked.connect(partial(_run, partial(self.cancel_asked.emit, visit.id)))
            done = Button(_("Been there: log the result"), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")
            done.clicked.connect(partial(_run, partial(self.result_asked.emit, visit.id)))
            self._foot.addWidget(row_of(cancel, None, done))
        elif visit.state == "done":
            edit = Button(_("Change"), "edit", key="F2")
            edit.clicked.connect(partial(_run, partial(self.edit_asked.emit, visit.id)))
            self._foot.addWidget(row_of(None, edit))


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()
