"""The demand and, below it, the offers and experts beside it: a plain list, each with the words both sides use."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from casework.amounts import format_fen
from casework.entities.matches import MATCH_STATES
from casework.entities.offers import TechOffer
from casework.insight.completeness import essentials, missing_facts
from casework.insight.plain_candidates import Candidate
from casework.language import _
from desktop.pages.matching_acts import STEPS
from desktop.pages.matching_rows import Found
from desktop.pages.matching_words import LookedUpLine
from widgets.cards import Card, column_of, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Chip, Icon, Piece, Words, caption
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_MOST_PHRASES, _MOST_CONTENT = 5, 110


class CandidateList(Card):
    """`chosen` tells the current candidate, `step_asked` the state of the step whose key was pressed."""

    chosen = Signal(str)
    step_asked = Signal(str)
    words_asked = Signal(str)
    open_asked = Signal(str, str)

    def __init__(self, may: Callable[[Candidate, str], bool]) -> None:
        """`may` says whether a step can be taken with a candidate."""
        super().__init__(margins=(1, 10, 1, 7))
        self._found: Found | None = None
        self._head = LinkLine([])
        self._about = LineLabel(height=22)
        self._content = TextLabel(tone="text2")
        self.words = LookedUpLine(_("Look for others by your own words"), _("Look for candidates"))
        self._count = LineLabel(height=28)
        self.table = RecordTable(_columns(), row_height=TWO_LINES, name=_("Candidates"), actions=self._actions(may))
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self._open_current)
        self.words.asked.connect(self.words_asked)
        note = _(
            "A plain list: found by the demand’s own words in the search index, those that share more of them first."
            " Nothing is scored; how well a pair fits is yours to judge."
        )
        sign = LineLabel([Icon("info")], height=20)
        sign.setFixedWidth(20)
        self._holder = column_of(
            self._head,
            self._about,
            self._content,
            row_of(self.words, self._count),
            row_of(sign, TextLabel(note, tone="dim", size=TextSize.CAPTION), spacing=4),
            spacing=6,
            margins=(13, 0, 13, 2),
        )
        self.add(self._holder)
        self.add(self.table, 1)
        self._head.clicked.connect(self._open_demand)

    def _actions(self, may: Callable[[Candidate, str], bool]) -> list[RowAction]:
        def action(state: str, words: str, icon: str, key: str) -> RowAction:
            return RowAction(
                label=_(words),
                run=lambda _row: self.step_asked.emit(state),
                icon=icon,
                key=key,
                may=lambda row: may(row, state),
            )

        return [action(step.state, step.words, step.icon, step.key) for step in STEPS]

    def show_found(self, found: Found) -> None:
        """Shows a demand with its candidates."""
        is_other = self._found is None or self._found.demand.id != found.demand.id
        self._found = found
        demand = found.demand
        given = len(essentials(type(demand))) - len(missing_facts(demand))
        complete = Chip(
            _("completeness {given}/{all}").format(given=given, all=len(essentials(type(demand)))), outlined=True
        )
        kind = Chip(_("Demand"), Family.VIOLET, icon="lightbulb")
        number = caption(demand.number, elastic=False)
        self._head.set_line([kind, number, Words(demand.subject, size=TextSize.CARD, bold=True)], [complete])
        budget = _("budget {amount}").format(amount=format_fen(demand.budget)) if demand.budget else ""
        due = _("needed by {day}").format(day=demand.due_on) if demand.due_on else ""
        about = " · ".join(word for word in (found.enterprise, demand.field_name, budget, due) if word)
        self._about.set_line([Words(about, "text2")])
        cut = demand.content[:_MOST_CONTENT].rstrip() + "…"
        self._content.setText(demand.content if len(demand.content) <= _MOST_CONTENT else cut)
        self._content.setToolTip(demand.content)
        self._content.setVisible(bool(demand.content))
        if is_other:
            self.words.forget()
        self._count.set_line([], [caption(_("{count} candidates").format(count=len(found.candidates)), elastic=False)])
        hint = _("Look for others by your own words above.")
        self.table.empty.say(_("No offer and no expert uses the words of this demand."), hint=hint)
        self.table.show_rows(found.candidates)
        if found.candidates and not self.table.current_id():
            self.table.choose_row(0)

    def _open_current(self, _record_id: str) -> None:
        one: Candidate = self.table.current_row()
        self.open_asked.emit(one.record.type_name, one.id)

    def _open_demand(self) -> None:
        if self._found:
            self.open_asked.emit("demand", self._found.demand.id)


def candidate_icon(one: Candidate) -> Icon:
    """The icon of an offer or of an expert."""
    return Icon("beaker", "teal") if isinstance(one.record, TechOffer) else Icon("hat_graduation", "blue")


def state_of(one: Candidate) -> Chip:
    """How far this pair came; not tried otherwise."""
    return state_chip(MATCH_STATES, one.tried.state) if one.tried else Chip(_("not tried"))


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            key="candidate",
            label=_("Offer or expert"),
            text=lambda one: one.record.title(),
            pieces=lambda one: [candidate_icon(one), Words(one.record.title()), caption(one.unit)],
            second=_phrases,
            stretch=True,
        ),
        TableColumn(
            key="state",
            label=_("State"),
            text=lambda one: state_of(one).text,
            pieces=lambda one: [state_of(one)],
            width=92,
        ),
    )


def _phrases(one: Candidate) -> Sequence[Piece]:
    """The words both sides use, on the colour of a hit."""
    shown = [
        Words(phrase, "text2", TextSize.CAPTION, elastic=False, marks=(phrase,))
        for phrase in one.phrases[:_MOST_PHRASES]
    ]
    left = len(one.phrases) - len(shown)
    more = [caption(_("{count} more words").format(count=left))] if left > 0 else []
    return [*shown, *more] or [caption(_("no word in common"))]
