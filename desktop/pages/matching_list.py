"""The demand (or offer) and, below it, its candidates with their reasons, bands and conditions."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from casework.amounts import format_fen
from casework.entities.demands import TechDemand
from casework.insight.completeness import essentials, missing_facts
from casework.insight.matching.candidates import Candidate
from casework.language import _
from desktop.pages.matching_acts import STEPS
from desktop.pages.matching_candidate_row import (
    HEIGHT,
    CandidateDelegate,
    band_chip,
    candidate_icon,
    condition_words,
    shown_reasons,
    state_of,
)
from desktop.pages.matching_order import OrderButton
from desktop.pages.matching_rows import Found
from desktop.pages.matching_strip import ScoreStrip
from desktop.pages.matching_words import LookedUpLine
from widgets.buttons import link_button
from widgets.cards import Card, column_of, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Chip, Icon, Piece, Space, Words, caption
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_MOST_CONTENT = 110


class CandidateList(Card):
    """`chosen` tells the current candidate, `step_asked` the state of the step whose key was pressed."""

    chosen = Signal(str)
    step_asked = Signal(str)
    words_asked = Signal(str)
    open_asked = Signal(str, str)
    answers_asked = Signal(bool)
    """whether the candidates are to follow the office's answers"""

    def __init__(self, may: Callable[[Candidate, str], bool]) -> None:
        """`may` says whether a step can be taken with a candidate."""
        super().__init__(margins=(1, 10, 1, 7))
        self._found: Found | None = None
        self._head, self._about, self._content = LinkLine([]), LineLabel(height=22), TextLabel(tone="text2")
        self.words = LookedUpLine(_("Look for others by your own words"), _("Look for candidates"))
        self._count, self.strip, self.order = LineLabel(height=28), ScoreStrip(), OrderButton()
        self._answers = LineLabel(height=24)
        self.turn = link_button("")
        self._near = LinkLine([])
        self.table = RecordTable(
            _columns(), row_height=HEIGHT, header=False, name=_("Candidates"), actions=_acts(may, self)
        )
        self.table.setItemDelegate(CandidateDelegate(self.table, self.table))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        note = _("A band compares the candidates of this demand with each other; it is no grade.")
        legend = LineLabel([Icon("info"), caption(note)], height=24)
        self._answer_row = row_of(self._answers, None, self.turn)
        self._holder = column_of(
            self._head,
            self._about,
            self._content,
            row_of(self._count, None, self.strip),
            self._answer_row,
            self._near,
            self.words,
            row_of(legend, None, self.order, spacing=4),
            spacing=4,
            margins=(13, 0, 13, 2),
        )
        self.add(self._holder)
        self.add(self.table, 1)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._open_current)
        self.words.asked.connect(self.words_asked)
        self.order.ordered.connect(self._ordered)
        self.turn.clicked.connect(self._turn)
        self._head.clicked.connect(self._open_asking)
        self._near.clicked.connect(self._open_near)

    def show_found(self, found: Found) -> None:
        """Shows a demand or an offer with its candidates."""
        is_other = self._found is None or self._found.asking.id != found.asking.id
        self._found = found
        self._show_asking(found)
        if is_other:
            self.words.forget()
        self._show_summary(found)
        self._show_rows()

    def _show_asking(self, found: Found) -> None:
        asking = found.asking
        needed = essentials(type(asking))
        complete = Chip(
            _("completeness {given}/{all}").format(given=len(needed) - len(missing_facts(asking)), all=len(needed)),
            outlined=True,
        )
        is_demand = isinstance(asking, TechDemand)
        kind = Chip(_("Demand"), Family.VIOLET, icon="lightbulb") if is_demand else Chip(_("Offer"), Family.TEAL)
        number = caption(asking.number, elastic=False)
        self._head.set_line([kind, number, Words(asking.subject, size=TextSize.CARD, bold=True)], [complete])
        self._about.set_line([Words(_about(found), "text2")])
        cut = asking.content[:_MOST_CONTENT].rstrip() + "…"
        self._content.setText(asking.content if len(asking.content) <= _MOST_CONTENT else cut)
        self._content.setToolTip(asking.content)
        self._content.setVisible(bool(asking.content))

    def _show_summary(self, found: Found) -> None:
        count = Words(_("{count} candidates").format(count=len(found.candidates)), bold=True, elastic=False)
        told: list[Piece] = [count]
        for band in ("far_ahead", "ahead", "rest"):
            number = found.bands.count(band)
            if number:
                told += [band_chip(band), Words(str(number), elastic=False)]
        self._count.set_line([*told, Space(8)])
        self.strip.show_scores(found.scores, found.bands)
        self.strip.setVisible(not found.words)
        self._answer_row.setVisible(found.enough)
        words = (
            _("follows {count} answers: {fitting} fit, {unfit} do not")
            if found.adjusted
            else _("{count} answers ({fitting} fit, {unfit} do not) are left aside")
        )
        said = words.format(count=found.fitting + found.unfit, fitting=found.fitting, unfit=found.unfit)
        self._answers.set_line([Icon("history", "accent"), Words(said, "accent")])
        self.turn.set_words(_("See it without them") if found.adjusted else _("Follow the answers"))
        confirmed = [one for one in found.near if one.confirmed]
        self._near.setVisible(bool(confirmed))
        if confirmed:
            near, pair = confirmed[0], confirmed[0].confirmed[0]
            words = _("Nearly the same demand {number} {subject} came on with: {title}")
            said = words.format(number=near.number, subject=near.subject, title=pair.title)
            self._near.set_line([Icon("copy", "green"), Words(said)])

    def _show_rows(self) -> None:
        found = self._found
        if found is None:
            return
        shown = self.order.choice.of(found.candidates)
        hint = _("Look for others by your own words above.")
        nothing = _("No candidate shares a word with it.") if not found.candidates else _("Everything is filtered out.")
        self.table.empty.say(nothing, hint=hint)
        self.table.show_rows(shown)
        if shown and not self.table.current_id():
            self.table.choose_row(0)
        self._choose(self.table.current_id())

    def _ordered(self, _choice: object) -> None:
        self._show_rows()

    def _choose(self, record_id: str) -> None:
        one = self.table.current_row()
        suggestion = one.suggestion if isinstance(one, Candidate) else None
        self.strip.choose(suggestion.rank if suggestion else 0)
        self.chosen.emit(record_id)

    def _turn(self) -> None:
        if self._found:
            self.answers_asked.emit(not self._found.adjusted)

    def _open_current(self, _record_id: str) -> None:
        one: Candidate = self.table.current_row()
        self.open_asked.emit(one.record.type_name, one.id)

    def _open_asking(self) -> None:
        if self._found:
            self.open_asked.emit(self._found.asking.type_name, self._found.asking.id)

    def _open_near(self) -> None:
        confirmed = [pair for one in (self._found.near if self._found else ()) for pair in one.confirmed]
        if confirmed:
            self.open_asked.emit("match", confirmed[0].match_id)


def _about(found: Found) -> str:
    """Whose it is, its field, its money, its day, in one line."""
    asking = found.asking
    if isinstance(asking, TechDemand):
        money = _("budget {amount}").format(amount=format_fen(asking.budget)) if asking.budget else ""
        day = _("needed by {day}").format(day=asking.due_on) if asking.due_on else ""
    else:
        money = _("price {amount}").format(amount=format_fen(asking.price)) if asking.price else ""
        day = _("until {day}").format(day=asking.expires_on) if asking.expires_on else ""
    return " · ".join(word for word in (found.enterprise, asking.field_name, money, day) if word)


def _acts(may: Callable[[Candidate, str], bool], shown: CandidateList) -> list[RowAction]:
    def action(state: str, words: str, icon: str, key: str) -> RowAction:
        return RowAction(
            label=_(words),
            run=lambda _row: shown.step_asked.emit(state),
            icon=icon,
            key=key,
            may=lambda row: may(row, state),
        )

    return [action(step.state, step.words, step.icon, step.key) for step in STEPS]


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            key="candidate",
            label=_("Candidate"),
            text=_in_words,
            pieces=lambda one: [candidate_icon(one), Words(one.record.title())],
            stretch=True,
        ),
    )


def _in_words(one: Candidate) -> str:
    """A whole row in words, as it is read out and copied."""
    reasons = _(", ").join(reason.text for reason in shown_reasons(one)[:3])
    fits = _(", ").join(condition_words(condition) for condition in one.conditions)
    rank = str(one.suggestion.rank) if one.suggestion else ""
    parts = (rank, one.record.title(), one.unit, state_of(one).text, reasons, fits, *one.against)
    return _("; ").join(part for part in parts if part)
