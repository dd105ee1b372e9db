"""All conditions of a filter: groups of which one must hold, in each of them conditions that all hold."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.fields import Column
from casework.filters import Condition, Filter
from casework.language import _
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import Card, row_of
from widgets.condition_row import ConditionRow
from widgets.editor import EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import TextLabel


class FilterEditor(QWidget):
    """Shows and takes the groups of a filter. `changed` is told on every edit by the user."""

    changed = Signal()

    def __init__(self, columns: Sequence[Column], needs: EditorNeeds) -> None:
        """`columns` may be filtered by."""
        super().__init__()
        self._columns, self._needs = list(columns), needs
        self.groups: list[list[ConditionRow]] = []
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(6)
        self.more = Button(_("Or instead…"), "add", ButtonKind.GHOST)
        self.more.clicked.connect(self.add_group)

    def show_filter(self, wanted: Filter) -> None:
        """Shows the conditions of a filter; one empty row where it has none. Tells nobody."""
        self.groups = []
        for group in wanted.groups:
            self.groups.append([self._row(condition) for condition in group])
        if not self.groups:
            self.groups.append([self._row()])
        self._lay_out()

    def conditions(self) -> tuple[tuple[Condition, ...], ...]:
        """The groups as they are put together; BadInput names the field whose value is missing."""
        return tuple(tuple(row.condition() for row in group) for group in self.groups if group)

    def add_condition(self, group: int, *_facts: object) -> None:
        """One more condition that must hold as well."""
        row = self._row()
        self.groups[group].append(row)
        self._lay_out()
        row.setFocus()
        self.changed.emit()

    def add_group(self, *_facts: object) -> None:
        """One more group that may hold instead."""
        self.groups.append([self._row()])
        self._lay_out()
        self.groups[-1][0].setFocus()
        self.changed.emit()

    def remove(self, row: ConditionRow, *_facts: object) -> None:
        """Takes a condition away; a group that is left empty goes with it."""
        self.groups = [kept for group in self.groups if (kept := [one for one in group if one is not row])]
        row.hide()
        row.deleteLater()
        self._lay_out()
        self.changed.emit()

    def _row(self, condition: Condition | None = None) -> ConditionRow:
        row = ConditionRow(self._columns, self._needs)
        if condition is not None:
            row.show_condition(condition)
        row.changed.connect(self.changed)
        return row

    def _lay_out(self) -> None:
        """Puts the rows into one card a group; rows are kept, their surroundings are made anew."""
        while (item := self._place.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.more:
                for row in (row for group in self.groups for row in group):
                    if old.isAncestorOf(row):
                        row.setParent(self)
                old.hide()
                old.deleteLater()
        for number, group in enumerate(self.groups):
            if number:
                self._place.addWidget(TextLabel(_("or"), tone="dim", size=TextSize.CAPTION))
            self._place.addWidget(self._card(number, group))
        self._place.addWidget(row_of(self.more, None))
        self.more.show()

    def _card(self, number: int, group: Sequence[ConditionRow]) -> Card:
        card = Card("sunk", margins=(12, 10, 8, 8))
        for place, row in enumerate(group):
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            word = TextLabel("" if place == 0 else _("and"), tone="dim", size=TextSize.CAPTION)
            word.setFixedWidth(26)
            away = icon_button("dismiss", _("Take away this condition"), height=28)
            away.clicked.connect(partial(self.remove, row))
            line.addWidget(word)
            line.addWidget(row, 1)
            line.addWidget(away)
            row.show()
            card.add(holder)
        add = Button(_("And…"), "add", ButtonKind.GHOST)
        add.clicked.connect(partial(self.add_condition, number))
        card.add(row_of(add, None))
        return card
