"""The head of a round: how many are reached by which mode, how long it still runs, and its closing statement."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casework.calendar import WorkingCalendar
from casework.entities.visits import CONTACT_MODES
from casework.insight.coverage import Coverage
from casework.insight.coverage_words import statement
from casework.insight.day_counts import days_left, days_over
from casework.language import _
from widgets.buttons import Button, ButtonKind, link_button
from widgets.cards import Card
from widgets.charts import Part, StackedBar
from widgets.chip_families import family_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Dot, Icon, Piece, Words, caption, fixed
from widgets.tokens import Family


def title_pieces(found: Coverage) -> list[Piece]:
    """第四轮回访 · 进行中 · 11-21 至 11-30 · 固定名单18家 · 自贡市 · 牵头单位."""
    one = found.round
    state = Chip(_("Closed"), Family.GREEN) if one.closed_on else Chip(_("in progress"), Family.BLUE, dot=True)
    last = one.closed_on or one.due_on
    days = (
        _("{first} to {last}").format(first=one.opened_on, last=f"{last:%m-%d}") if last else one.opened_on.isoformat()
    )
    cohort = _("fixed list of {count}").format(count=len(found.rows))
    told = " · ".join(word for word in (days, cohort, found.territory, found.lead_unit) if word)
    return [Words(one.name, size=TextSize.PAGE, bold=True, elastic=False), state, Words(told, "text2")]


class RoundHead(Card):
    """The card above the matrix; `copied` tells that the statement lies on the clipboard."""

    copied = Signal()

    def __init__(self) -> None:
        """Empty until a round is shown."""
        super().__init__(margins=(16, 8, 12, 10))
        self._line = LineLabel(height=32)
        self._bar = StackedBar(legend=False)
        self._rule = _hairline()
        self._words = TextLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._copy = Button(_("Copy"), "copy", ButtonKind.GHOST, height=28)
        self._copy.clicked.connect(self.copy_statement)
        self._label = LineLabel([Icon("text_quote", "accent"), Words(_("Statement"), bold=True, elastic=False)])
        self._label.setFixedWidth(64)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._words, 1)
        row.addWidget(self._copy)
        self._fold = link_button(_("Statement"))
        self._fold.clicked.connect(self._toggle)
        head = QHBoxLayout()
        head.addWidget(self._line, 1)
        head.addWidget(self._fold)
        self.column.addLayout(head)
        for part in (self._bar, self._rule, self._foot):
            self.add(part)
        self._fold.hide()
        self.column.setSpacing(2)

    def show_round(self, found: Coverage, calendar: WorkingCalendar) -> None:
        """Shows the sums of the matrix; every number is one of them."""
        number = Words(str(found.reached), size=TextSize.PAGE, bold=True, elastic=False)
        pieces: list[Piece] = [number, caption(_("of {count} enterprises reached").format(count=len(found.rows)))]
        parts: list[Part] = []
        for mode, count in found.by_mode.items():
            tone = str(family_of("contact_mode", mode))
            pieces += [caption("  "), Dot(tone), Words(CONTACT_MODES.label(mode)), fixed(str(count), bold=True)]
            parts.append(Part(label=CONTACT_MODES.label(mode), count=count, tone=tone))
        missing = len(found.missing)
        pieces += [caption("  "), Dot("border"), Words(_("Not reached")), fixed(str(missing), bold=True)]
        self._line.set_line(pieces, _time_left(found, calendar))
        self._bar.show_parts([*parts, Part(label=_("Not reached"), count=missing, tone="line")])
        self._words.setText(found.round.statement or statement(found))

    def set_low(self, *, low: bool) -> None:
        """On a low screen the statement folds to a link, so that the whole list stays in sight."""
        if low == self._fold.isHidden():
            self._fold.setVisible(low)
            self._show_foot(shown=not low)

    def _toggle(self) -> None:
        self._show_foot(shown=self._foot.isHidden())

    def _show_foot(self, *, shown: bool) -> None:
        self._foot.setVisible(shown)
        self._rule.setVisible(shown)

    def statement(self) -> str:
        """The statement as it is shown."""
        return self._words.text()

    def copy_statement(self) -> None:
        """Puts the statement on the clipboard."""
        QGuiApplication.clipboard().setText(self.statement())
        self.copied.emit()


def _time_left(found: Coverage, calendar: WorkingCalendar) -> list[Piece]:
    """How many working days are left, or by how many the round is over its end."""
    one = found.round
    if one.closed_on:
        return [caption(_("closed on {day}").format(day=one.closed_on), elastic=False)]
    if one.due_on is None:
        return []
    today: dt.date = found.as_of
    if today > one.due_on:
        over = max(1, calendar.working_days_between(one.due_on, today))
        return [caption(days_over(over, working=True), "red", elastic=False)]
    left = calendar.working_days_between(today, one.due_on)
    return [caption(days_left(left), elastic=False)]


def _hairline() -> QWidget:
    line = Card("hairline", margins=(0, 0, 0, 0))
    line.setFixedHeight(13)
    return line
