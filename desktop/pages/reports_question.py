"""What a report is asked for: period, scope and round, chosen in one line above it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.entities.settings import setting
from casework.errors import BadInput, CaseworkError
from casework.fields import column
from casework.language import _
from casework.periods import Period, parse_period
from desktop.choices import editor_needs
from desktop.session import Session
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.reference_editor import ReferenceEditor
from widgets.typed_days import add_months
from widgets.typed_line import TypedLine, below, mark_invalid

_DAY = dt.timedelta(days=1)
_QUARTER, _YEAR = 3, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuestion:
    """A period, a scope with all units below it (empty: everything), a round (empty: none)."""

    period: Period
    scope_id: str = ""
    round_id: str = ""


def following(period: Period) -> Period:
    """The period of the same length just after; a running total of the year goes on by a month."""
    if period.end is None:
        return period
    after = period.end + _DAY
    if period.start is None or _runs_from_january(period):
        end = add_months(after, 1) - _DAY if after.day == 1 else add_months(period.end, 1)
        return Period(period.start if period.start is None or end.year == period.start.year else after, end)
    if period.start.day == 1 and after.day == 1:
        months = _YEAR * (after.year - period.start.year) + after.month - period.start.month
        return Period(after, add_months(after, months) - _DAY)
    return Period(after, period.end + (after - period.start))


def _runs_from_january(period: Period) -> bool:
    start, end = period.start, period.end
    if start is None or end is None or ".." not in period.code:
        return False
    return (start.month, start.day) == (1, 1) and start.year == end.year


def usual_periods(today: dt.date) -> list[Period]:
    """What is asked for most: this month, the last one, the quarter, the year so far, the year, the year before."""
    month = parse_period(f"{today:%Y-%m}")
    quarter = parse_period(f"{today.year}-Q{(today.month + 2) // _QUARTER}")
    so_far = parse_period(f"{today.year}-01..{today:%Y-%m}")
    years = [parse_period(str(year)) for year in (today.year, today.year - 1)]
    found = [month, month.previous(), quarter, so_far, *years]
    return list(dict.fromkeys(found))


class QuestionBar(QWidget):
    """Period with its neighbours, scope and round; `changed` tells the question."""

    changed = Signal(object)

    def __init__(self, session: Session) -> None:
        """Begins with the month of the work and the office's own scope."""
        super().__init__()
        self._session = session
        self._period = parse_period(f"{session.today:%Y-%m}")
        self._scope_id, self._round_id = _own_scope(session), ""
        self.period = TypedLine(name=_("Period"), placeholder="2022-11")
        self.scope = ReferenceEditor(column(FrozenMonth, "scope_id"), editor_needs(session))
        self.round = Button(_("Without a round"), kind=ButtonKind.GHOST, opens=True)
        self.usual = icon_button("calendar_ltr", _("Usual periods"))
        self.back = icon_button("chevron_left", _("Period before"))
        self.forth = icon_button("chevron_right", _("Next period"))
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        self.period.setFixedWidth(176)
        self.scope.setFixedWidth(190)
        self.scope.line.setPlaceholderText(_("all units"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.back, self.period, self.forth, self.usual, self.scope, self.round):
            row.addWidget(part)

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.forth.clicked.connect(self.go_forth)
        self.period.entered.connect(self._typed)
        self.period.left.connect(self._typed)
        self.usual.clicked.connect(self._offer_periods)
        self.round.clicked.connect(self._offer_rounds)
        self.scope.changed.connect(self._scope_typed)

    def question(self) -> ReportQuestion:
        """What is asked now."""
        return ReportQuestion(period=self._period, scope_id=self._scope_id, round_id=self._round_id)

    def ask(self, question: ReportQuestion) -> None:
        """Asks for something else, and tells so where it is something else."""
        if question == self.question():
            self._show()
            return
        self._period, self._scope_id, self._round_id = question.period, question.scope_id, question.round_id
        self._show()
        self.changed.emit(self.question())

    def ask_period(self, period: Period) -> None:
        """Asks for another period."""
        self.ask(ReportQuestion(period=period, scope_id=self._scope_id, round_id=self._round_id))

    def go_back(self) -> None:
        """The period before; an endless one stays."""
        if self._period.end is not None:
            self.ask_period(self._period.previous())

    def go_forth(self) -> None:
        """The next period."""
        self.ask_period(following(self._period))

    def _show(self) -> None:
        self.period.setText(self._period.code)
        self.period.set_hint(self._period.title())
        self.period.setToolTip(self._period.title())
        mark_invalid(self.period, invalid=False)
        if self.scope.draft()["id"] != self._scope_id:
            self.scope.set_value(self._scope_id)
        found = self._session.book.get(RevisitRound, self._round_id).title() if self._round_id else ""
        self.round.set_words(found or _("Without a round"))

    def _typed(self) -> None:
        try:
            self.ask_period(parse_period(self.period.text(), self._session.today))
        except BadInput as error:
            mark_invalid(self.period, invalid=True)
            self.period.set_hint("")
            self._tell(error)

    def _tell(self, error: CaseworkError) -> None:
        self.period.setToolTip(str(error))
        self._session.refused.emit(error)

    def _scope_typed(self) -> None:
        try:
            scope_id = self.scope.value()
        except BadInput:
            return  # words that name nothing yet
        self.ask(ReportQuestion(period=self._period, scope_id=scope_id))

    def _offer_periods(self) -> None:
        choices = [(period.title(), partial(self.ask_period, period)) for period in usual_periods(self._session.today)]
        _offer(self.usual, choices)

    def _offer_rounds(self) -> None:
        where = "territory_id is :scope or :scope is null"
        rounds = self._session.book.select(
            RevisitRound, where, {"scope": self._scope_id or None}, order="opened_on desc", limit=20
        )
        choices = [(_("Without a round"), partial(self._ask_round, ""))]
        choices += [(found.title(), partial(self._ask_round, found.id)) for found in rounds]
        _offer(self.round, choices)

    def _ask_round(self, round_id: str) -> None:
        self.ask(ReportQuestion(period=self._period, scope_id=self._scope_id, round_id=round_id))


def _own_scope(session: Session) -> str:
    """The scope that the office set for itself; empty where it set none, or one that is not known."""
    words = setting(session.book, "default_scope")
    try:
        return session.book.find(Unit, words).id if words else ""
    except CaseworkError:
        return ""


def _offer(button: QWidget, choices: Sequence[tuple[str, Callable[[], None]]]) -> None:
    menu = QMenu(button)
    for words, run in choices:
        menu.addAction(words).triggered.connect(partial(_run, run))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(below(button))


def _run(run: Callable[[], None], *_facts: object) -> None:
    run()
