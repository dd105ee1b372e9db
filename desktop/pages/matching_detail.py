"""One candidate beside the demand: wanted against given, what it was tried with, the steps taken and those to take."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from casework.amounts import format_fen
from casework.entities.demands import TechDemand
from casework.entities.matches import MATCH_STATES, MatchStep
from casework.entities.offers import TechOffer
from casework.insight.plain_candidates import Candidate
from casework.language import _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.act_card import ActCard
from desktop.pages.matching_acts import STEPS, Step, act_of, steps_of
from desktop.pages.matching_list import candidate_icon, state_of
from desktop.pages.matching_rows import OtherTry, other_tries, steps_taken
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, column_of, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Icon, Piece, Words, caption

_WAYS_ON = ("accepted", "contacted", "met", "intention", "in_project")


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact the demand wants beside the one the candidate gives; `fits` is None where one of them is not known."""

    label: str
    wanted: str
    given: str
    fits: bool | None


def compared(demand: TechDemand, one: Candidate) -> list[Compared]:
    """Field, readiness, money and region side by side; told as facts, they order nothing."""
    rows = [
        Compared(_("Field of technology"), demand.field_name, one.field_name, _same(demand.field_name, one.field_name))
    ]
    if isinstance(one.record, TechOffer):
        wanted, given = demand.trl_wanted, one.record.trl
        fits = given >= wanted if wanted and given else None
        level = _("level {trl}")
        told = [level.format(trl=trl) if trl else "" for trl in (wanted, given)]
        rows.append(Compared(_("Readiness"), told[0], told[1], fits))
        price, budget = one.record.price, demand.budget
        money = [format_fen(amount) if amount else "" for amount in (budget, price)]
        rows.append(Compared(_("Money"), money[0], money[1], price <= budget if price and budget else None))
    rows.append(Compared(_("Region"), demand.region, one.record.region, _same(demand.region, one.record.region)))
    return rows


def _same(wanted: str, given: str) -> bool | None:
    return (wanted in given or given in wanted) if wanted and given else None


class CandidateDetail(Card):
    """`taken` tells a step that was taken (the record as saved), `open_asked` a record to open."""

    taken = Signal(object)
    open_asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        """Empty until a candidate is shown."""
        super().__init__(margins=(1, 1, 1, 1))
        self._session = session
        self._shown: tuple[TechDemand, Candidate] | None = None
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

    def show_candidate(self, demand: TechDemand, one: Candidate | None) -> None:
        """Shows a candidate, or nothing; a step that is being filled in for another one is put away as a draft."""
        before = self._shown[1].id if self._shown else ""
        self._shown = (demand, one) if one else None
        if one is None or one.id != before:
            self.leave_step()
        parts = self._parts(demand, one) if one else [TextLabel(_("Choose a candidate of the list."), tone="dim")]
        holder = column_of(*parts, None, spacing=6, margins=(16, 12, 14, 8))
        self._area.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget switches it on
        self._offer_steps()

    def _offer_steps(self) -> None:
        demand, one = self._shown or (None, None)
        offered = [step.state for step in steps_of(demand, one)] if demand and one else []
        for state, button in self.buttons.items():
            button.setVisible(state in offered)
            button.setEnabled(not self._session.book.read_only)
        is_over = bool(one and one.tried and one.tried.state == "in_project")
        self._hint.setText(_("This pair became a project.") if is_over else "")
        self._hint.setVisible(is_over)
        self._foot.setVisible(self.form is None and bool(offered or is_over))

    def _parts(self, demand: TechDemand, one: Candidate) -> list[QWidget]:
        number = caption(getattr(one.record, "number", ""), elastic=False)
        title = LinkLine([candidate_icon(one), Words(one.record.title(), size=TextSize.CARD, bold=True)])
        title.clicked.connect(lambda: self.open_asked.emit(one.record.type_name, one.id))
        parts: list[QWidget] = [LineLabel([number, caption(one.unit)], [state_of(one)]), title]
        text = one.record.content if isinstance(one.record, TechOffer) else one.record.expertise
        if text:
            parts.append(TextLabel(text))
        shared = _(", ").join(one.phrases) or _("no word in common")
        parts += [_head(_("Words in common")), TextLabel(shared, tone="text2")]
        parts += [_head(_("Facts"), _("compared by field, no grade")), _table(compared(demand, one))]
        return [*parts, *self._steps(one), *self._tries(one, demand)]

    def _steps(self, one: Candidate) -> list[QWidget]:
        if one.tried is None:
            return []
        lines = [_step_line(step) for step in steps_taken(self._session.book, one.tried)]
        return [_head(_("Steps of this pair"), one.tried.number), *lines]

    def _tries(self, one: Candidate, demand: TechDemand) -> list[QWidget]:
        found = other_tries(self._session.book, one, demand.id)
        if not found:
            return [_head(_("Tried pairs"), _("not tried with another demand"))]
        return [_head(_("Tried pairs"), _("with other demands")), *(self._try_line(tried) for tried in found)]

    def _try_line(self, tried: OtherTry) -> QWidget:
        why = [caption(tried.reason)] if tried.reason and tried.state == "refused" else []
        line = LinkLine([caption(tried.number, elastic=False), Words(tried.subject), *why], [_state(tried.state)])
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
        demand, one = self._shown
        step = next(step for step in STEPS if step.state == state)
        self.leave_step()
        needs = editor_needs(self._session, intended_amount="wan")
        act = act_of(step, demand, one, self._session.today)
        self.form = ActCard(self._session, act, needs, draft=f"match {demand.id} {one.id} {state}", may_leave=True)
        self.form.taken.connect(self._taken)
        self.form.left.connect(self.leave_step)
        self._forms.addWidget(self.form)
        self._place.show()
        self._foot.hide()
        self.form.form.focus_first()

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


def _table(rows: Sequence[Compared]) -> QWidget:
    """Wanted and given side by side with a sign: fits, does not, or not known."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    for place, words in enumerate(("", _("wanted"), _("given"), "")):
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
