"""One candidate beside the demand: wanted against given, what it was tried with, the steps taken and those to take."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import MATCH_STATES, Match, MatchStep
from casework.insight.matching.candidates import Candidate
from casework.insight.matching.conditions import Condition
from casework.insight.matching.suggestions import Reason
from casework.insight.matching.track_record import Tried
from casework.language import _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.act_card import ActCard
from desktop.pages.matching_acts import STEPS, Asking, Step, act_of, steps_of
from desktop.pages.matching_candidate_row import candidate_icon, shown_reasons, state_of
from desktop.pages.matching_rows import steps_taken
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, column_of, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Bar, Icon, Piece, Words, caption

_MOST_REASONS, _BAR = 5, 56
_AT_ONCE = ("accepted", "contacted", "met", "intention")
"""Steps that a key takes at once; their buttons and the menu ask for day and note."""
_WAYS_ON = ("accepted", "contacted", "met", "intention", "in_project")


class CandidateDetail(Card):
    """`taken` tells a step that was taken (the record as saved), `open_asked` a record to open."""

    taken = Signal(object)
    open_asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        """Empty until a candidate is shown."""
        super().__init__(margins=(1, 1, 1, 1))
        self._session = session
        self._shown: tuple[Asking, Candidate] | None = None
        self._compared = 0
        self.form: ActCard | None = None
        self.buttons = {step.state: self._button(step) for step in STEPS}
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._hint = TextLabel(tone="dim", size=TextSize.CAPTION)
        ways = [self.buttons[state] for state in _WAYS_ON]
        self._foot = column_of(*ways[:1], row_of(*ways[1:3]), *ways[3:], self.buttons["refused"], self._hint)
        self._place = QWidget()
        self._forms = QVBoxLayout(self._place)
        self._forms.setContentsMargins(10, 0, 10, 10)
        self.add(self._area, 1)
        self.add(row_of(self._foot, margins=(14, 4, 14, 10)))
        self.add(self._place)
        self._place.hide()
        self._foot.hide()

    def _button(self, step: Step) -> Button:
        kind = ButtonKind.PLAIN if step.state in ("refused", "contacted", "met") else ButtonKind.PRIMARY
        button = Button(_(step.words), step.icon, kind, key=step.key)
        button.clicked.connect(lambda _on=False, state=step.state: self.ask_step(state))
        return button

    # Showing

    def show_candidate(self, asking: Asking, one: Candidate | None, compared: int = 0) -> None:
        """Shows a candidate, or nothing; a step that is being filled in for another one is put away as a draft.

        `compared` is among how many candidates it was suggested.
        """
        self._compared = compared
        before = self._shown[1].id if self._shown else ""
        self._shown = (asking, one) if one else None
        if one is None or one.id != before:
            self.leave_step()
        parts = self._parts(asking, one) if one else [TextLabel(_("Choose a candidate of the list."), tone="dim")]
        holder = column_of(*parts, None, spacing=6, margins=(16, 12, 14, 8))
        self._area.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget switches it on
        self._offer_steps()

    def _offer_steps(self) -> None:
        asking, one = self._shown or (None, None)
        offered = [step.state for step in steps_of(asking, one)] if asking and one else []
        for state, button in self.buttons.items():
            button.setVisible(state in offered)
            button.setEnabled(not self._session.book.read_only)
        is_over = bool(one and one.tried and one.tried.state == "in_project")
        self._hint.setText(_("This pair became a project.") if is_over else "")
        self._hint.setVisible(is_over)
        self._foot.setVisible(self.form is None and bool(offered or is_over))

    def _parts(self, asking: Asking, one: Candidate) -> list[QWidget]:
        number = caption(getattr(one.record, "number", ""), elastic=False)
        title = LinkLine([candidate_icon(one), Words(one.record.title(), size=TextSize.CARD, bold=True)])
        title.clicked.connect(lambda: self.open_asked.emit(one.record.type_name, one.id))
        parts: list[QWidget] = [LineLabel([number, caption(one.unit)], [state_of(one)]), title]
        if isinstance(one.record, Expert):
            parts += [LineLabel([caption(_load(one))], height=22)]
        parts += self._reasons(one)
        if one.conditions:
            parts += [_head(_("What fits"), _("compared by field, not in the rank")), _table(one.conditions, asking)]
        if one.against:
            parts += [_head(_("The other way round")), *(_against(words) for words in one.against)]
        parts += [*self._steps(one), *self._tries(one)]
        text = one.record.expertise if isinstance(one.record, Expert) else one.record.content
        return [*parts, _head(_("In their words")), TextLabel(text, tone="text2")] if text else parts

    def _reasons(self, one: Candidate) -> list[QWidget]:
        if one.suggestion is None:
            return [_head(_("Words in common")), TextLabel(_("no word in common"), tone="text2")]
        shown = shown_reasons(one)[:_MOST_REASONS]
        left = one.suggestion.score - sum(reason.share for reason in shown)
        head = _head(_("Why it stands at {rank}").format(rank=one.suggestion.rank), _("longest phrases of both sides"))
        rows = [_reason(reason, one.suggestion.score) for reason in shown]
        count = len(one.reasons) - len(shown)
        if count > 0:
            rows.append(_rest(count, left / one.suggestion.score))
        return [head, *rows]

    def _steps(self, one: Candidate) -> list[QWidget]:
        if one.tried is None:
            return []
        lines = [_step_line(step) for step in steps_taken(self._session.book, one.tried)]
        return [_head(_("Steps of this pair"), one.tried.number), *lines]

    def _tries(self, one: Candidate) -> list[QWidget]:
        if not one.track.tried:
            return []
        return [_head(_("Tried pairs"), _("with other demands")), *(self._try_line(tried) for tried in one.track.tried)]

    def _try_line(self, tried: Tried) -> QWidget:
        why = [caption(tried.reason)] if tried.reason and tried.state == "refused" else []
        day = caption(f"{tried.opened_on:%Y-%m}", elastic=False)
        line = LinkLine([day, caption(tried.number, elastic=False), Words(tried.subject), *why], [_state(tried.state)])
        line.clicked.connect(lambda: self.open_asked.emit("match", tried.id))
        return line

    # Steps

    def may(self, one: Candidate, state: str) -> bool:
        """Whether a step can be taken with a candidate of the demand shown."""
        if self._shown is None or self._session.book.read_only:
            return False
        return any(step.state == state for step in steps_of(self._shown[0], one))

    def ask_step(self, state: str) -> None:
        """Asks for the facts of a step."""
        if self._shown is None or not self.may(self._shown[1], state):
            return
        asking, one = self._shown
        step = next(step for step in STEPS if step.state == state)
        self.leave_step()
        needs = editor_needs(self._session, intended_amount="wan")
        act = act_of(step, asking, one, self._session.today, compared=self._compared)
        self.form = ActCard(self._session, act, needs, draft=f"match {asking.id} {one.id} {state}", may_leave=True)
        self.form.taken.connect(self._taken)
        self.form.left.connect(self.leave_step)
        self._forms.addWidget(self.form)
        self._place.show()
        self._foot.hide()
        self.form.form.focus_first()

    def take_step(self, state: str) -> None:
        """Takes a step at once, dated today; one that needs words (a reason, a project) is asked for."""
        if self._shown is None or not self.may(self._shown[1], state):
            return
        if state not in _AT_ONCE:
            self.ask_step(state)
            return
        asking, one = self._shown
        step = next(step for step in STEPS if step.state == state)
        act = act_of(step, asking, one, self._session.today, compared=self._compared)
        self.leave_step()
        self._session.do(act.verb, act.given(act.start), then=self._told)

    def _told(self, record: Record) -> None:
        if isinstance(record, Match):
            words = _("{number}: {state}, dated today. Undo takes it back.")
            self._session.said.emit(words.format(number=record.number, state=MATCH_STATES.label(record.state)))
        self.taken.emit(record)

    def leave_step(self) -> None:
        """Puts the step away; what was typed stays as a draft."""
        if self.form is not None:
            self.form.keep()
            self.form.hide()
            self._forms.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self._place.hide()
        self._offer_steps()

    def _taken(self, record: Record) -> None:
        self.leave_step()
        self.taken.emit(record)


def _head(title: str, note: str = "") -> LineLabel:
    return LineLabel([Words(title, bold=True, elastic=False), *([caption(note)] if note else [])], height=28)


def _state(state: str) -> Piece:
    return state_chip(MATCH_STATES, state)


def _step_line(step: MatchStep) -> QWidget:
    day = caption(step.happened_on.isoformat(), elastic=False)
    return LineLabel([day, _state(step.state), Words(step.note, "text2")])


def _load(one: Candidate) -> str:
    """An expert's load and answer rate in one line."""
    load = _("{count} pairs under way").format(count=one.track.load) if one.track.load else _("no pair under way")
    rate = one.track.answer_rate or _("never asked yet")
    return _(", ").join((load, rate))


def _reason(reason: Reason, score: float) -> QWidget:
    """A phrase, its share as a bar and in percent, and where it stands."""
    share = reason.share / score if score else 0.0
    places = [word for word, there in ((_("title"), reason.in_title), (_("text"), reason.in_text)) if there]
    where = _("for {word}").format(word=reason.instead_of) if reason.instead_of else _(", ").join(places)
    bar = Bar(max(0.0, share), width=_BAR)
    words = Words(reason.text, marks=(reason.text,))
    line = LineLabel([bar, Words(f"{share:.0%}", "text2", elastic=False), words], [caption(where)], height=24)
    line.setToolTip(reason.text)
    return line


def _rest(count: int, share: float) -> QWidget:
    words = [Bar(max(0.0, share), "dim", width=_BAR), Words(f"{share:.0%}", "dim", elastic=False)]
    return LineLabel([*words, caption(_("{count} more words").format(count=count))], height=24)


def _against(words: str) -> QWidget:
    return row_of(LineLabel([Icon("warning", "amber")], height=20), TextLabel(words, tone="text2"), None, spacing=4)


def _table(rows: Sequence[Condition], asking: Asking) -> QWidget:
    """Wanted and given side by side with a sign: fits, does not, or not known."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    heads = ("", _("wanted"), _("given"), "") if isinstance(asking, TechDemand) else ("", _("they want"), _("ours"), "")
    for place, words in enumerate(heads):
        grid.addWidget(TextLabel(words, tone="dim", size=TextSize.CAPTION), 0, place)
    signs = {True: ("checkmark", "green"), False: ("dismiss", "amber"), None: ("subtract", "dim")}
    said = {True: _("fits"), False: _("does not fit"), None: _("not known")}
    for number, row in enumerate(rows, 1):
        grid.addWidget(TextLabel(row.label, tone="dim"), number, 0)
        grid.addWidget(TextLabel(row.wanted or "—"), number, 1)
        grid.addWidget(TextLabel(row.given or "—"), number, 2)
        name, tone = signs[row.fits]
        grid.addWidget(LineLabel([Icon(name, tone, text=said[row.fits])], height=22), number, 3)
    return holder
