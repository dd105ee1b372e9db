"""Which candidates are shown and in which order: by kind, by what fits, by a condition; never inside the score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.insight.matching.candidates import Candidate
from casework.insight.matching.conditions import CONDITION_LABELS
from casework.language import N_, _
from widgets.buttons import Button, ButtonKind

KINDS: Mapping[str, str] = {"": N_("All kinds"), "offer": N_("Offers only"), "expert": N_("Experts only")}
ORDERS: Mapping[str, str] = {
    "": N_("By rank"),
    "money": N_("Cheapest first"),
    "readiness": N_("Ripest first"),
    "answers": N_("Best answer rate first"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is shown: one kind or all, only what fits in these conditions, in which order."""

    kind: str = ""
    order: str = ""
    must_fit: frozenset[str] = field(default_factory=frozenset[str])

    def of(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates that are shown, in their order; ranks and bands stay what they are."""
        kept = [one for one in candidates if self._is_shown(one)]
        return sorted(kept, key=lambda one: _place(one, self.order)) if self.order else kept

    def _is_shown(self, one: Candidate) -> bool:
        if self.kind and one.record.type_name != self.kind:
            return False
        failing = {condition.key for condition in one.conditions if condition.fits is False}
        return not failing & self.must_fit

    @property
    def words(self) -> str:
        """What it is, for its button."""
        parts = [_(KINDS[self.kind]), *(_(CONDITION_LABELS[key]) for key in CONDITION_LABELS if key in self.must_fit)]
        return _(", ").join([*parts, _(ORDERS[self.order])] if self.order else parts)


def _place(one: Candidate, order: str) -> tuple[float, int]:
    """By what a candidate is put in order; what is not known stands at the end."""
    rank = one.suggestion.rank if one.suggestion else 10**6
    value: float | None = None
    if order == "money" and isinstance(one.record, TechOffer):
        value = one.record.price
    elif order == "readiness" and isinstance(one.record, TechOffer) and one.record.trl:
        value = -one.record.trl
    elif order == "answers" and isinstance(one.record, Expert | TechOffer) and one.track.asked:
        value = -one.track.answered / one.track.asked
    return (float("inf") if value is None else value, rank)


class OrderButton(Button):
    """Opens the menu of kinds, conditions and orders; `ordered` tells the choice."""

    ordered = Signal(object)

    def __init__(self) -> None:
        """Everything, by rank."""
        super().__init__(Order().words, "filter", ButtonKind.GHOST, small=True, height=24)
        self.choice = Order()
        self.setAccessibleName(_("What is shown"))
        self.clicked.connect(self._open)

    def menu_of(self, parent: QWidget) -> QMenu:
        """The menu, with what is chosen ticked."""
        menu = QMenu(parent)
        self._one_of(menu, KINDS, self.choice.kind, "kind")
        menu.addSection(_("Only what fits in"))
        for key, label in CONDITION_LABELS.items():
            action = menu.addAction(_(label))
            action.setCheckable(True)
            action.setChecked(key in self.choice.must_fit)
            action.toggled.connect(partial(self._must_fit, key))
        menu.addSection(_("Order"))
        self._one_of(menu, ORDERS, self.choice.order, "order")
        return menu

    def _one_of(self, menu: QMenu, words: Mapping[str, str], chosen: str, name: str) -> None:
        group = QActionGroup(menu)
        for code, label in words.items():
            action = QAction(_(label), menu, checkable=True)
            action.setChecked(code == chosen)
            action.triggered.connect(lambda _on=False, code=code: self.choose(replace(self.choice, **{name: code})))
            group.addAction(action)
            menu.addAction(action)

    def _must_fit(self, key: str, on: bool) -> None:  # noqa: FBT001 - as Qt tells it
        wanted = self.choice.must_fit | {key} if on else self.choice.must_fit - {key}
        self.choose(replace(self.choice, must_fit=wanted))

    def choose(self, choice: Order) -> None:
        """Another choice."""
        self.choice = choice
        self.set_words(choice.words)
        self.ordered.emit(choice)

    def _open(self) -> None:
        menu = self.menu_of(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
