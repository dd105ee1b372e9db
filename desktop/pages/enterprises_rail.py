"""The right rail of an enterprise: what to do next, who else is coming, open promises, cases in hand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casework.entities.appeals import OPEN_STATES, SERVICE_MODES
from casework.entities.visits import CONTACT_MODES
from casework.insight.promises import Promise
from casework.language import _
from desktop.dialogs.load_notice import came_sentence
from desktop.pages.enterprises_facts import EnterpriseFacts
from desktop.pages.enterprises_tabs import case_state, clock_ring
from widgets.buttons import Button, link_button
from widgets.cards import Card, CardHead, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Space, Words, caption
from widgets.typed_days import day_words

_MOST = 6
RAIL_WIDTH = 292


class EnterpriseRail(QScrollArea):
    """Cards below each other; each says nothing it does not know."""

    plan_asked = Signal()
    move_asked = Signal(str)
    result_asked = Signal(str)
    settle_asked = Signal(object)
    record_asked = Signal(str, str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(RAIL_WIDTH)
        self._show(QWidget())

    def _show(self, holder: QWidget) -> None:
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows the cards of an enterprise."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 2, 0)
        column.setSpacing(8)
        for card in (self._next(facts), self._others(facts), self._promises(facts), self._cases(facts)):
            if card is not None:
                column.addWidget(card)
        column.addStretch(1)
        self._show(holder)

    def _next(self, facts: EnterpriseFacts) -> Card:
        today, following = facts.story.as_of, facts.story.next_contact
        planned = next((line for line in facts.load.planned if line.is_ours), None)
        plan = link_button(_("Move it") if planned else _("Plan a visit"))
        plan.clicked.connect(
            partial(_emit, partial(self.move_asked.emit, planned.visit_id) if planned else self.plan_asked.emit)
        )
        card = Card()
        card.add(CardHead(_("Next contact"), "", plan))
        if following is None:
            card.add(TextLabel(_("There was no contact yet."), tone="dim"))
        elif following.none_needed and not planned:
            card.add(TextLabel(_("The last contact ended with “none needed”."), tone="dim"))
        elif following.on:
            days = (following.on - today).days
            away = _("in {days} days").format(days=days) if days > 0 else _("{days} days ago").format(days=-days)
            tone = "red" if days < 0 else "text"
            head = Words(day_words(following.on, today), tone, TextSize.RECORD, bold=True, elastic=False)
            card.add(LineLabel([head, caption(away if days else "", elastic=False)], height=28))
            card.add(TextLabel(following.content, tone="text2"))
        if planned and planned.on <= today:
            button = Button(_("Been there: log the result"), "checkmark")
            button.clicked.connect(partial(_emit, partial(self.result_asked.emit, planned.visit_id)))
            card.add(row_of(button, None))
        return card

    def _others(self, facts: EnterpriseFacts) -> Card | None:
        load = facts.load
        if not load.by_others and not load.done:
            return None
        card = Card("card")
        combine = link_button(_("Combine into one"))
        ours = next((line for line in load.planned if line.is_ours), None)
        ask = partial(self.move_asked.emit, ours.visit_id) if ours else self.plan_asked.emit
        combine.clicked.connect(partial(_emit, ask))
        combine.setVisible(bool(load.by_others))
        card.add(CardHead(_("Who else is coming"), "", combine))
        for line in load.by_others[:_MOST]:
            day = caption(day_words(line.on, facts.story.as_of), "amber", elastic=False)
            card.add(LineLabel([Icon("people_team", "amber"), Words(line.by)], [day], height=24))
            about = " · ".join(word for word in (CONTACT_MODES.label(line.contact_mode), line.topic) if word)
            card.add(LineLabel([Space(16), caption(about, "text2")], height=20))
        if not load.by_others:
            card.add(TextLabel(_("Nobody else has planned to come."), tone="dim"))
        if load.done:
            card.add(TextLabel(came_sentence(load), tone="text2", size=TextSize.CAPTION))
        return card

    def _promises(self, facts: EnterpriseFacts) -> Card | None:
        open_ones = facts.story.promises
        if not open_ones:
            return None
        card = Card()
        card.add(CardHead(_("Promises still open"), str(len(open_ones))))
        for promise in open_ones[:_MOST]:
            card.add(self._promise(promise, facts))
        return card

    def _promise(self, promise: Promise, facts: EnterpriseFacts) -> QWidget:
        day = day_words(promise.commitment.due_on, facts.story.as_of)
        settle = link_button(_("Settle"))
        settle.clicked.connect(partial(_emit, partial(self.settle_asked.emit, promise)))
        holder = QWidget()
        place = QVBoxLayout(holder)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        tone = "red" if promise.is_overdue else "text2"
        place.addWidget(LineLabel([Words(promise.commitment.content)], [caption(day, tone, elastic=False)], height=24))
        who = _("{who} to {whom}").format(who=promise.promised_by, whom=promise.commitment.promised_to or "—")
        line = LineLabel([caption(who)], height=26)
        row = row_of(line, None, settle)
        place.addWidget(row)
        return holder

    def _cases(self, facts: EnterpriseFacts) -> Card | None:
        in_hand = [case for case in facts.story.cases if case.appeal.state in OPEN_STATES]
        if not in_hand:
            return None
        card = Card()
        card.add(CardHead(_("Cases in hand"), str(len(in_hand))))
        for case in in_hand[:_MOST]:
            opens = link_button(case.appeal.number)
            opens.clicked.connect(partial(_emit, partial(self.record_asked.emit, "appeal", case.appeal.id)))
            head = LineLabel([clock_ring(case.clock), Words(case.appeal.subject)], height=26)
            head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            card.add(row_of(head, opens, spacing=4))
            words = " · ".join(w for w in (SERVICE_MODES.label(case.appeal.service_mode), case.clock.word) if w)
            card.add(LineLabel([Space(16), case_state(case.appeal, case.clock), caption(words)], height=22))
        return card


def _emit(run: Callable[[], object], *_facts: object) -> None:
    run()
