"""What every editor of a field has in common, and what it may ask of its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.amounts import MoneyUnit
from casework.calendar import WorkingCalendar
from casework.fields import Column
from widgets.typed_days import PLAIN_WEEK


def _no_choices(type_name: str, text: str) -> Sequence[tuple[str, str]]:
    del type_name, text
    return ()


def _the_id(type_name: str, record_id: str) -> str:
    del type_name
    return record_id


def _no_neighbours(name: str) -> Sequence[int]:
    del name
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorNeeds:
    """What a page answers for its editors."""

    today: date
    """the day the work is looked at from; days typed as +3 or 下周四 are counted from it"""
    calendar: WorkingCalendar = PLAIN_WEEK
    choices: Callable[[str, str], Sequence[tuple[str, str]]] = _no_choices
    """(type name, typed text) → records as (id, label), the likeliest first; at once, from an index"""
    label_of: Callable[[str, str], str] = _the_id
    """(type name, id) → the words that name the record"""
    neighbours: Callable[[str], Sequence[int]] = _no_neighbours
    """field name → the amounts usual there, in fen, by which a value ten thousand times off is questioned"""
    money_units: dict[str, MoneyUnit] = field(default_factory=dict[str, MoneyUnit])
    """field name → the unit that counts where none is typed (yuan otherwise)"""


class Editor(QWidget):
    """Shows and takes the value of one field. `changed` is told on every edit by the user."""

    changed = Signal()

    def __init__(self, column: Column) -> None:
        """A subclass puts its part in by `hold`."""
        super().__init__()
        self.column = column
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def hold(self, part: QWidget) -> None:
        """Takes the widget in which is typed; it gets the focus and the field's name."""
        self._row.addWidget(part, 1)
        self.setFocusProxy(part)
        part.setAccessibleName(self.column.label)

    def tell_changed(self, *_facts: object) -> None:
        """The user has edited the field; takes whatever the part's own signal says."""
        self.changed.emit()

    def value(self) -> Any:
        """The value meant; BadInput when it cannot be understood."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows a value; tells nobody."""
        raise NotImplementedError

    def draft(self) -> Any:
        """What stands in the field, understood or not, as a plain JSON value."""
        raise NotImplementedError

    def set_draft(self, draft: Any) -> None:
        """Puts back what `draft` gave; tells nobody."""
        raise NotImplementedError

    def doubt(self) -> str:
        """A question about a value that can be understood but is unusual; empty where there is none."""
        return ""

    def set_invalid(self, *, invalid: bool) -> None:
        """Gives the field its red border, or takes it away."""
        raise NotImplementedError

    def set_read_only(self, *, read_only: bool) -> None:
        """Only to be looked at."""
        self.setEnabled(not read_only)
